"""How far the readings of supports, and of topics and functions, agree: in sentences."""

from __future__ import annotations

import math

from aims_graph.answers.trust.support_agreement import support_agreement
from aims_graph.answers.trust.topic_agreement import topic_agreement
from aims_graph.counting import count_of
from aims_graph.model import Library


def supports_agree(library: Library) -> tuple[str, ...]:
    """Return what two readings of supports have in common, a sentence a fact; empty if none was read twice."""
    a = support_agreement(library)
    if not a.pairs:
        return ()
    return (
        f"Supports: {a.pairs} pairs were read twice, neither reading seeing the other; {a.both} support in both, {a.one} in only one "
        f"(Cohen's kappa on whether a pair supports: {_kappa(a.kappa)}).",
        f"Of the {a.both} that both found, {a.same_direction} run in the same direction, {a.same_kind} of these are of the same kind (input or proof), and "
        f"{a.same_place} stand at the same two places.",
        f"Decoys, pairs that nobody puts together, were judged {count_of(a.decoys, 'time')} in both readings together, and {count_of(a.taken, 'time')} taken for a support.",
        f"Of {a.named} pairs that people put together, {a.kept} stand as supports and {a.shared} turned out to share something.",
    )


def topics_agree(library: Library) -> tuple[str, ...]:
    """Return what two readings of topics and functions have in common, as :func:`supports_agree`."""
    a = topic_agreement(library)
    if not a.requirements:
        return ()
    return (
        f"Topics: {count_of(a.requirements, 'requirement was', 'requirements were')} read twice; the main topic is the same in {a.same_topic} (Cohen's kappa over {count_of(a.topics, 'topic')}: {_kappa(a.topic_kappa)}).",
        f"Functions: the leading function is the same in {a.same_function} of {a.requirements} (Cohen's kappa over {count_of(a.functions, 'function')}: {_kappa(a.function_kappa)}).",
        f"{a.settled} of them differed somewhere, a topic or function beside the main one included, and {'was' if a.settled == 1 else 'were'} settled.",
    )


def _kappa(value: float) -> str:
    return "not defined, chance alone agrees wholly" if math.isnan(value) else f"{value:.2f}"
