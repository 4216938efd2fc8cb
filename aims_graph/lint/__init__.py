"""Anybody's crosswalk judged without entering it: ids, titles, relations, contradictions, and what ours say."""
