"""Expressions over facts, as they are read from a table: what is wrong with one."""

from __future__ import annotations

from aims_graph.model.expression import WORDS_ALONE, ExpressionError, parse


def expression_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with an expression and how to mend it; ``None`` if nothing is.

    >>> expression_fault("sme and not smc"), expression_fault("sme and")[0]
    (None, 'a word is expected at character 7')
    """
    try:
        found = parse(text)
    except ExpressionError as error:
        return str(error), error.mend
    return None if found.disjuncts else ("contradicts itself: nothing can make it hold", WORDS_ALONE)
