"""Anybody's crosswalk judged without entering it: ids, titles, relations, contradictions, and what ours say."""

from aims_graph.lint.judge import Judgement, judge

__all__ = ["Judgement", "judge"]
