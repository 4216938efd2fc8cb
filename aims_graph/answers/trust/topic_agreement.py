"""How far two readers who did not see each other agree on what requirements are about and on who does the work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aims_graph.answers.trust.kappa import nominal_kappa
from aims_graph.model import About, Library


@dataclass(frozen=True)
class TopicAgreement:
    """What the first and second reading of ``ontology/about.tsv`` found, over the requirements read twice.

    Attributes:
        requirements: how many were read twice.
        topics, functions: how many categories there are to choose from.
        same_topic: how many have the same main topic in both.
        topic_kappa: Cohen's kappa on the main topic, every topic a category of its own.
        same_function: how many have the same leading function in both.
        function_kappa: as ``topic_kappa``, of the leading function.
        settled: how many of them differed in some respect and were settled.
    """

    requirements: int
    topics: int
    functions: int
    same_topic: int
    topic_kappa: float
    same_function: int
    function_kappa: float
    settled: int


def topic_agreement(library: Library) -> TopicAgreement:
    """Compare the first and second reading of every requirement that has both."""
    by_name: dict[str, dict[str, About]] = {}
    for about in library.about:
        by_name.setdefault(about.requirement_id, {})[about.reading] = about
    twice = [by for by in by_name.values() if {"first", "second"} <= by.keys()]
    topics = [(by["first"].topics[0], by["second"].topics[0]) for by in twice]
    functions = [(by["first"].functions[0], by["second"].functions[0]) for by in twice]
    sizes = Counter(t.scheme for t in library.topics)
    return TopicAgreement(
        len(twice),
        sizes["topics"],
        sizes["functions"],
        sum(a == b for a, b in topics),
        nominal_kappa(topics),
        sum(a == b for a, b in functions),
        nominal_kappa(functions),
        sum("settled" in by for by in twice),
    )
