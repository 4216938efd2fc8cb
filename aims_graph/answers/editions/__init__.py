"""Editions of a framework side by side: what became of each requirement, and what a row on an earlier one says of the later."""
