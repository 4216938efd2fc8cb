"""Expressions over facts, as they are read from a table: what is wrong with one."""

from __future__ import annotations

from aims_graph.model.expression import parse


def expression_fault(text: str) -> str:
    """Return what is wrong with an expression; empty if nothing is.

    >>> expression_fault("sme and not smc"), expression_fault("sme and")
    ('', 'a word is expected at character 7')
    """
    try:
        found = parse(text)
    except ValueError as error:
        return str(error)
    return "" if found.disjuncts else "contradicts itself: nothing can make it hold"
