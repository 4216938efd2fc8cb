"""Frameworks and crosswalks of an organisation's own, under its workspace: brought in, taken out and brought back under somebody's name.

A file of them lies in the workspace's ``content/``, and an entry of the workspace is about it. Whoever takes one out withdraws the entry, which keeps what
the file said; so nothing is lost, and the history has who did it, when and why. Files and entries change together, or neither does.
"""
