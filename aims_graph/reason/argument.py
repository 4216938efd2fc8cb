"""Derivations in words that a person can check against the texts, sentence by sentence.

The words stand here and not with those of the terminal, for the graph and a proof pack keep them with what is derived.
"""

from __future__ import annotations

from aims_graph.model import Library
from aims_graph.model.naming import full_name, short_name
from aims_graph.reason.explanation import Derivation, Step
from aims_graph.reason.relations import (
    ANY,
    APART,
    CONTAINS,
    DR,
    EQ,
    INSIDE,
    NOT_CONTAINING,
    NOT_INSIDE,
    NOTHING,
    OVERLAP,
    PO,
    PP,
    PPI,
    names,
)
from aims_graph.vocabulary import relation_name

#: Each of the fourteen relations between {x} and {y} as a sentence.
_SENTENCE = {
    EQ: "{x} and {y} demand the same",
    PP: "{y} demands all that {x} demands, and more",
    PPI: "{x} demands all that {y} demands, and more",
    PO: "{x} and {y} share demands, and each has some of its own",
    DR: "{x} and {y} share no demand",
    INSIDE: "{y} demands all that {x} demands, and perhaps more",
    CONTAINS: "{x} demands all that {y} demands, and perhaps more",
    OVERLAP: "{x} and {y} share at least one demand",
    PP | PO: "{x} and {y} share demands, and {y} has some that {x} has not",
    PPI | PO: "{x} and {y} share demands, and {x} has some that {y} has not",
    NOT_INSIDE: "{x} has a demand that {y} has not",
    NOT_CONTAINING: "{y} has a demand that {x} has not",
    PO | DR: "each of {x} and {y} has a demand that the other has not",
    ANY: "nothing is known of {x} and {y}",
    NOTHING: "the rows contradict each other on {x} and {y}",
}

_RULE = {
    INSIDE: "What is inside a part is inside the whole.",
    CONTAINS: "What is inside a part is inside the whole.",
    OVERLAP: "What two requirements share, everything that contains them shares.",
    APART: "Where two requirements share nothing, none of their parts do.",
    NOT_INSIDE: "A demand that is missing there is missing in all that stands inside it, and whatever contains the demand is not inside either.",
    NOT_CONTAINING: "A demand that is missing there is missing in all that stands inside it, and whatever contains the demand is not inside either.",
}


def sentence(library: Library, x: str, y: str, relation: int) -> str:
    """Say one of the fourteen relations between two requirements, without full stop."""
    return _SENTENCE[relation].format(x=full_name(library, x), y=full_name(library, y))


def said(library: Library, step: Step) -> str:
    """Say one step and where it stands, without full stop: a row with what both sides demand, or a place in the catalogue."""
    row = step.statement.row
    if row is None:
        child = library.requirements[step.statement.subject]
        return (
            f"{full_name(library, child.id)} is a part of {full_name(library, step.statement.object)} ({child.source})"
        )
    text = sentence(library, step.start, step.end, step.relation)
    shared = f": {row.shared}" if row.shared else ""
    # Another hand's row need not say how sure it is.
    sure = f", confidence {row.confidence:g}" if row.confidence is not None else ""
    return f"{text}{shared} ({row.source}, {relation_name(row.relation)}{sure})"


def steps_in_words(library: Library, derivation: Derivation) -> list[str]:
    """Return the derivation as sentences: one a step, then the rule and what the composition table leaves."""
    lines = [f"{said(library, step)}." for step in derivation.steps]
    left = derivation.replay()
    chain = " then ".join(names(step.relation).replace(" ", " or ") for step in derivation.steps)
    rule = f"{_RULE[derivation.literal]} " if len(derivation.steps) > 1 else ""
    x, y = short_name(library, derivation.subject), short_name(library, derivation.object)
    return [*lines, f"{rule}So {_SENTENCE[left].format(x=x, y=y)}. (By the table, {chain} leaves {names(left)}.)"]


def argument(library: Library, derivation: Derivation) -> list[str]:
    """Return the same sentences, numbered."""
    return [f"{n}. {line}" for n, line in enumerate(steps_in_words(library, derivation), 1)]
