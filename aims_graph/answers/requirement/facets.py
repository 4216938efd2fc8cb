"""What a search found, narrowed by framework, topic and function, with how much each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from aims_graph.answers.requirement.search import Hit, search
from aims_graph.answers.topics.topics import upwards
from aims_graph.identifiers import check_ids
from aims_graph.model import Library


@dataclass(frozen=True)
class Narrowing:
    """What is looked at: of one framework, about one topic or a narrower one, done by one function, by id; everything where it is empty."""

    framework: str = ""
    topic: str = ""
    function: str = ""

    def allows(self, library: Library, requirement: str) -> bool:
        """Whether a requirement is looked at."""
        return all(not wanted or wanted in FACETS[name](library, requirement) for name, wanted in vars(self).items())


def _framework(library: Library, requirement: str) -> list[str]:
    return [library.requirements[requirement].framework]


def _topics(library: Library, requirement: str) -> list[str]:
    about = library.about_of.get(requirement)
    return list(dict.fromkeys(t for own in about.topics for t in upwards(library, own))) if about else []


def _functions(library: Library, requirement: str) -> list[str]:
    about = library.about_of.get(requirement)
    return list(about.functions) if about else []


#: Facet, named as in :class:`Narrowing` -> its values for a requirement.
FACETS: dict[str, Callable[[Library, str], list[str]]] = {
    "framework": _framework,
    "topic": _topics,
    "function": _functions,
}


@dataclass(frozen=True)
class Found:
    """What fits, best first, and facet -> value -> how many fit under it, as far as the other facets leave them.

    A wider topic counts what is about its narrower ones; a heading is about nothing.
    """

    hits: tuple[Hit, ...]
    counts: dict[str, dict[str, int]]


def find(library: Library, question: str, narrowing: Narrowing | None = None) -> Found:
    """Return everything a question finds, narrowed.

    Raises:
        AimsError: if the question holds no word that can be looked for, or there is no framework of the id it is narrowed to.
    """
    narrow = narrowing or Narrowing()
    check_ids([narrow.framework] * bool(narrow.framework), library)
    everything = search(library, question, limit=None)
    counts = {}
    for facet, values in FACETS.items():
        others = replace(narrow, **{facet: ""})
        counted = Counter(
            value
            for hit in everything
            if others.allows(library, hit.requirement.id)
            for value in values(library, hit.requirement.id)
        )
        # The frameworks by rank, then former editions, of which a number finds something.
        frameworks = dict.fromkeys([*(f.id for f in library.mapped), *library.frameworks])
        order = frameworks if facet == "framework" else [t.id for t in library.topics]
        counts[facet] = {value: counted[value] for value in order if counted[value]}
    return Found(tuple(h for h in everything if narrow.allows(library, h.requirement.id)), counts)
