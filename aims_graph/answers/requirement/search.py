"""Requirements found by number, title or word, and why each was found.

A full-text index (BM25; ``fulltext.py``), widened by the thesaurus (``ontology/thesaurus.tsv``). The ranked lists are merged by
reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009), so that no scores of different kinds are added.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aims_graph.answers.requirement.fulltext import Concept, FullTextIndex, index_of, stems_of
from aims_graph.errors import AimsError, check_number
from aims_graph.identifiers import written_so
from aims_graph.model import Library, Requirement

#: The ranked lists: what has the number, what stands under it, what the thesaurus has under a concept, what speaks of the concept's label,
#: what has all words in its title, in its whole text, or some of them.
NUMBER, UNDER, THESAURUS, CONCEPT, TITLE, TEXT, ANY = "number", "under", "thesaurus", "concept", "title", "text", "any"
#: How much a place in each ranked list counts.
WEIGHTS = {NUMBER: 20.0, UNDER: 20.0, THESAURUS: 4.0, TITLE: 3.0, TEXT: 2.0, CONCEPT: 1.5, ANY: 0.5}
#: Of a longer question only so many words, and of these so many signs, are looked for.
LONGEST, LETTERS = 40, 400
#: With so many hits, single words of the question are not looked for.
ENOUGH = 5
#: Damps the lead of the first places.
RANK = 8


@dataclass(frozen=True)
class Why:
    """Why something was found: the list it stands in, the number or concept of that list, and what words that nobody uses were read as."""

    list: str
    of: str = ""
    read_as: tuple[str, ...] = ()


@dataclass
class Hit:
    """One requirement found: its score (no unit, for ordering only) and the reasons, best first."""

    requirement: Requirement
    score: float = 0.0
    why: list[Why] = field(default_factory=list)


def search(library: Library, question: str, limit: int | None = 10) -> list[Hit]:
    """Return the requirements that answer a question in words or a number, best first; all of them without a limit.

    Raises:
        AimsError: if the question holds no word that can be looked for, or the limit is below 1.
    """
    if limit is not None:
        check_number("limit", limit, 1)
    index = index_of(library)
    question = looked_for(question)
    hits = _Hits(library)
    if re.search(r"\d", question):
        # Where several have the number, all of them are meant until one is named.
        found = written_so(question, library)
        hits.add(found, Why(NUMBER, question.strip()))
        if len(found) == 1:
            hits.add(library.children.get(found[0], []), Why(UNDER, question.strip()))
        if found:
            return hits.best(limit)
    meant, mended = _mend(question, index)
    asked = stems_of(meant)
    if not asked:
        raise AimsError(
            f"'{question.strip()}' holds no word to look for.",
            'Write it as in: aims-graph search "human oversight".',
            "Write it as in: human oversight.",
        )
    for concept in concepts_in(asked, index):
        hits.add(concept.requirements, Why(THESAURUS, concept.label))
        hits.add(index.ranked(_all(stems_of(concept.label))), Why(CONCEPT, concept.label, mended))
    hits.add(index.ranked(_all(asked, "title")), Why(TITLE, read_as=mended))
    hits.add(index.ranked(_all(asked)), Why(TEXT, read_as=mended))
    # Single words only where the question as a whole finds little.
    if len(asked) > 1 and len(hits) < ENOUGH:
        hits.add(index.ranked(" OR ".join(f'"{w}"' for w in asked)), Why(ANY, read_as=mended))
    return hits.best(limit)


def looked_for(question: str) -> str:
    """Return what is looked for of a question: all of it, with single blanks, unless it is longer than any question is."""
    # Cut before it is split: a text of any length costs the same.
    return " ".join(question.strip()[: 10 * LETTERS].split()[:LONGEST])[:LETTERS]


class _Hits:
    """What was found so far, by id: the records are read at the end, and only of those that are shown."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._score: dict[str, float] = {}
        self._why: dict[str, list[Why]] = {}

    def __len__(self) -> int:
        return len(self._score)

    def add(self, ids: Iterable[str], why: Why) -> None:
        """Add a ranked list, and why what stands in it was found."""
        for place, name in enumerate(ids):
            self._score[name] = self._score.get(name, 0.0) + WEIGHTS[why.list] / (RANK + place)
            reasons = self._why.setdefault(name, [])
            if why not in reasons:
                reasons.append(why)

    def best(self, limit: int | None) -> list[Hit]:
        """Return the best, or all without a limit; those alike in the order of the content."""
        within = sorted(self._score, key=lambda name: -self._score[name])
        least = self._score[within[min(limit or len(within), len(within)) - 1]] if within else 0.0
        alike = [name for name in within if self._score[name] >= least]
        alike.sort(key=lambda name: (-self._score[name], self._library.position(name)))
        return [Hit(self._library.requirements[n], self._score[n], self._why[n]) for n in alike[:limit]]


def _all(stems: Sequence[str], column: str = "") -> str:
    expression = " AND ".join(f'"{w}"' for w in stems)
    return f"{column} : ({expression})" if column else expression


def _mend(question: str, index: FullTextIndex) -> tuple[str, tuple[str, ...]]:
    """Replace a word nobody uses by the nearest one that is used; return the question and the replacements."""
    mended: list[str] = []
    said: list[str] = []
    for word in re.findall(r"[\w.()-]+", question):
        unknown = len(word) > 4 and word.isalpha() and not set(stems_of(word)) <= index.lexicon.stems
        close = difflib.get_close_matches(word.lower(), index.lexicon.spelt, 1, 0.8) if unknown else []
        mended.append(close[0] if close else word)
        said += close
    return " ".join(mended), tuple(said)


def concepts_in(stems: list[str], index: FullTextIndex) -> list[Concept]:
    """Return the concepts one of whose names stands in the stems of a text, the longest name first."""
    found = []
    said = frozenset(stems)
    for concept in index.lexicon.concepts:
        names = [n for n in concept.names if said.issuperset(n) and _within(n, stems)]
        if names:
            found.append((concept, max(names, key=len)))
    found.sort(key=lambda pair: -len(pair[1]))
    # A longer name swallows a shorter one inside it: "data protection" is no question about data.
    return [c for i, (c, n) in enumerate(found) if not any(set(n) < set(longer) for _, longer in found[:i])]


def _within(name: tuple[str, ...], stems: list[str]) -> bool:
    return any(tuple(stems[i : i + len(name)]) == name for i in range(len(stems) - len(name) + 1))
