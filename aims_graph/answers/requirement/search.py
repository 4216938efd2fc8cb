"""Requirements found by number, title or word, and why each was found.

SQLite's full-text index (FTS5, BM25) over stemmed titles, headings, summaries and evidence, widened by the thesaurus (``ontology/thesaurus.tsv``).
The ranked lists are merged by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009), so that no scores of different kinds are added.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from aims_graph.errors import AimsError, UnknownRequirementError
from aims_graph.identifiers import resolve
from aims_graph.model import Library, Number, Requirement, Table
from aims_graph.stems import words

#: How much a place in each ranked list counts.
WEIGHTS = {"number": 20.0, "thesaurus": 4.0, "title": 3.0, "text": 2.0, "concept": 1.5, "any": 0.5}
#: Of a longer question only so many words, and of these so many signs, are looked for.
LONGEST, LETTERS = 40, 400
#: With so many hits, single words of the question are not looked for.
ENOUGH = 5
#: Damps the lead of the first places.
RANK = 8


@dataclass
class Hit:
    """One requirement found: its score (no unit, for ordering only) and the reasons, best first."""

    requirement: Requirement
    score: float = 0.0
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Concept:
    """An entry of the thesaurus: preferred label, other words for it, and the requirements that are its home."""

    label: str
    names: tuple[tuple[str, ...], ...]
    requirements: tuple[str, ...]


class Index:
    """The full-text index of one library; built in a few hundredths of a second, held in memory, never written."""

    def __init__(self, library: Library) -> None:
        """Index every requirement of the current editions."""
        self.library = library
        self.members = [r for r in library.requirements.values() if library.frameworks[r.framework].is_mapped]
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.execute("CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, title, headings, summary, evidence)")
        evidence = {e.requirement_id: e.note for e in library.evidence}
        self.database.executemany(
            "INSERT INTO text VALUES (?, ?, ?, ?, ?)",
            (
                (
                    r.id,
                    _tokens(r.title),
                    _tokens(" ".join(library.requirements[a].title for a in library.above(r.id))),
                    _tokens(f"{r.summary} {' '.join(r.documented_information)}"),
                    _tokens(evidence.get(r.id, "")),
                )
                for r in self.members
            ),
        )
        self.concepts = [
            Concept(
                t.label,
                tuple(tuple(stems(n)) for n in (t.label, *t.alternatives) if stems(n)),
                t.requirements,
            )
            for t in library.thesaurus
        ]
        texts = [f"{r.title} {r.summary}" for r in self.members]
        texts += [f"{t.label} {' '.join(t.alternatives)}" for t in library.thesaurus]
        #: Every word as it is spelt somewhere, and the stems of all of them.
        self.spelt = {w for text in texts for w in re.findall(r"[a-z]{4,}", text.lower())}
        self.stems = {stem for text in texts for stem in stems(text)}

    def ranked(self, expression: str) -> list[str]:
        """Return the ids that match an FTS5 expression, best first; a word in the title counts most."""
        rows = self.database.execute(
            "SELECT id FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, 8.0, 1.5, 3.0, 1.0), rowid LIMIT 60",
            (expression,),
        )
        return [row[0] for row in rows]


@lru_cache(maxsize=4)
def index_of(library: Library) -> Index:
    """Return the index of a library, built once."""
    return Index(library)


def search(library: Library, question: str, framework: str = "", limit: int = 10) -> list[Hit]:
    """Return the requirements that answer a question in words or a number, best first.

    Raises:
        AimsError: if the question holds no word that can be looked for.
    """
    index = index_of(library)
    question = looked_for(question)
    hits: dict[str, Hit] = {}

    def add(ids: Iterable[str], kind: str, why: str) -> None:
        for place, name in enumerate(ids):
            hit = hits.setdefault(name, Hit(library.requirements[name]))
            hit.score += WEIGHTS[kind] / (RANK + place)
            if why not in hit.why:
                hit.why.append(why)

    if re.search(r"\d", question):
        try:
            found = resolve(question, library)
        except UnknownRequirementError as error:
            # Several frameworks have the number: all of them are meant until one is named.
            same = [i for i in error.near if library.requirements[i].number == question.strip()]
            if same:
                add(same, "number", f"its number is {question.strip()}")
                return _best(library, hits, framework, limit)
        else:
            add([found], "number", f"its number is {question.strip()}")
            add(library.children.get(found, []), "number", f"it stands under {question.strip()}")
            return _best(library, hits, framework, limit)
    question, mended = _mend(question, index)
    asked = stems(question)
    if not asked:
        raise AimsError(
            f"'{question}' holds no word to look for.", 'Write it as in: aims-graph search "human oversight".'
        )
    note = f" (read as {', '.join(mended)})" if mended else ""
    for concept in concepts_in(asked, index):
        add(concept.requirements, "thesaurus", f"the thesaurus has it under '{concept.label}'")
        label = stems(concept.label)
        add(
            index.ranked(_all(label)), "concept", f"speaks of '{concept.label}', which the thesaurus gives for it{note}"
        )
    add(index.ranked(_all(asked, "title")), "title", f"its title has the words{note}")
    add(index.ranked(_all(asked)), "text", f"its title, headings or summary have the words{note}")
    # Single words only where the question as a whole finds little.
    if len(asked) > 1 and len(hits) < ENOUGH:
        add(index.ranked(" OR ".join(f'"{w}"' for w in asked)), "any", f"has some of the words{note}")
    return _best(library, hits, framework, limit)


def looked_for(question: str) -> str:
    """Return what is looked for of a question: all of it, with single blanks, unless it is longer than any question is."""
    # Cut before it is split: a text of any length costs the same.
    return " ".join(question.strip()[: 10 * LETTERS].split()[:LONGEST])[:LETTERS]


def _best(library: Library, hits: dict[str, Hit], framework: str, limit: int) -> list[Hit]:
    order = {name: n for n, name in enumerate(library.requirements)}
    chosen = [h for h in hits.values() if framework in ("", h.requirement.framework)]
    return sorted(chosen, key=lambda h: (-h.score, order[h.requirement.id]))[:limit]


def search_table(library: Library, question: str, framework: str = "", limit: int = 10) -> Table:
    """Return the hits as a table: framework, number, title, why, id."""
    rows = tuple(
        (
            library.frameworks[h.requirement.framework].short,
            Number.of(library.frameworks[h.requirement.framework], h.requirement),
            h.requirement.title,
            "; ".join(h.why[:2]),
            h.requirement.id,
        )
        for h in search(library, question, framework, limit)
    )
    notes = [f"The best {limit}; there may be more."] if len(rows) == limit else []
    asked = looked_for(question)
    if len(question) > len(asked) and asked != " ".join(question.split()):
        notes.append(f"Only the beginning of the question, {len(asked)} signs of {len(question)}, was looked for.")
        asked += " …"
    return Table(f"What speaks of '{asked}'", ("framework", "number", "title", "why", "id"), rows, tuple(notes))


def stems(text: str) -> list[str]:
    """Return the stems of a text, British spelling read as American (organisation, authorise, behaviour)."""
    text = re.sub(r"([a-z]{3})is(e|ed|es|ing|ation|ations)\b", r"\1iz\2", text.lower())
    return words(re.sub(r"([a-z]{4})our\b", r"\1or", text))


def _tokens(text: str) -> str:
    return " ".join(stems(text))


def _all(stems: Sequence[str], column: str = "") -> str:
    expression = " AND ".join(f'"{w}"' for w in stems)
    return f"{column} : ({expression})" if column else expression


def _mend(question: str, index: Index) -> tuple[str, list[str]]:
    """Replace a word nobody uses by the nearest one that is used; return the question and the replacements."""
    mended, said = [], []
    for word in re.findall(r"[\w.()-]+", question):
        unknown = len(word) > 4 and word.isalpha() and not set(stems(word)) <= index.stems
        close = difflib.get_close_matches(word.lower(), index.spelt, 1, 0.8) if unknown else []
        mended.append(close[0] if close else word)
        said += close
    return " ".join(mended), said


def concepts_in(asked: list[str], index: Index) -> list[Concept]:
    """Return the concepts one of whose names stands in the stems of a text, the longest name first."""
    found = []
    said = frozenset(asked)
    for concept in index.concepts:
        names = [n for n in concept.names if said.issuperset(n) and _within(n, asked)]
        if names:
            found.append((concept, max(names, key=len)))
    found.sort(key=lambda pair: -len(pair[1]))
    # A longer name swallows a shorter one inside it: "data protection" is no question about data.
    return [c for i, (c, n) in enumerate(found) if not any(set(n) < set(longer) for _, longer in found[:i])]


def _within(name: tuple[str, ...], asked: list[str]) -> bool:
    return any(tuple(asked[i : i + len(name)]) == name for i in range(len(asked) - len(name) + 1))
