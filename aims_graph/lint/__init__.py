"""Anybody's crosswalk judged without entering it: ids, titles, relations, contradictions, and what ours say."""

from aims_graph.lint.judge import Judgement, judge, judge_files, judge_text

__all__ = ["Judgement", "judge", "judge_files", "judge_text"]
