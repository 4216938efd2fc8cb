"""The full-text index that search asks: SQLite's (FTS5) over stemmed titles, headings, summaries and evidence, with the thesaurus.

It is made once for each state of the content and kept between runs; who searches reads the index and not the content.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aims_graph import cache
from aims_graph.blocks import Blocks, BlockWriter, DamagedError
from aims_graph.formats.kept import is_settled
from aims_graph.model import Library
from aims_graph.stems import words

_KEEP = 3


@dataclass(frozen=True)
class Concept:
    """An entry of the thesaurus: preferred label, other words for it, and the requirements that are its home."""

    label: str
    names: tuple[tuple[str, ...], ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """What is known of words: the thesaurus, every word as it is spelt somewhere, and the stems of all of them."""

    concepts: list[Concept]
    spelt: set[str]
    stems: set[str]


@dataclass(frozen=True)
class FullTextIndex:
    """The full-text index of one library, held in memory; requirements of the current editions only."""

    database: sqlite3.Connection
    lexicon: Lexicon

    def ranked(self, expression: str) -> list[str]:
        """Return the ids that match an FTS5 expression, best first; a word in the title counts most."""
        found = self.database.execute(
            "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, 8.0, 1.5, 3.0, 1.0), rowid LIMIT 60",
            (expression,),
        ).fetchall()
        return [self.database.execute("SELECT id FROM ids WHERE place = ?", row).fetchone()[0] for row in found]


@lru_cache(maxsize=4)
def index_of(library: Library) -> FullTextIndex:
    """Return the index of a library: as it was kept, else made now and kept, unless that might hide a later edit."""
    roots = [f"{pack.root / 'ontology'}{os.sep}" for pack in library.packs]
    # Nothing under mappings/ stands in it.
    seen = tuple(entry for entry in library.stamp if entry[0].startswith(tuple(roots)))
    if not library.read_at or not is_settled(seen, library.read_at) or not hasattr(sqlite3.Connection, "deserialize"):
        return _made(library)
    code = cache.code_digest("answers/requirement", "formats", "model", "pack", ".")
    name = f"search-{cache.digest(code, library.packs, seen)}"

    def use(folder: Path) -> FullTextIndex:
        path = folder / name
        with suppress(FileNotFoundError):
            try:
                found = _read(Blocks(path))
            except DamagedError:
                logging.getLogger("aims_graph").warning("The kept search index was damaged and is made anew.")
            else:
                cache.touch(path)
                return found
        index = _made(library)
        with cache.whole_file(path) as stream:
            _write(BlockWriter(stream), index)
        cache.keep_newest(folder, "search-*", _KEEP)
        return index

    with suppress(cache.NoCacheError):
        return cache.on_first_folder(use)
    return _made(library)


def stems_of(text: str) -> list[str]:
    """Return the stems of a text, British spelling read as American (organisation, authorise, behaviour)."""
    text = re.sub(r"([a-z]{3})is(e|ed|es|ing|ation|ations)\b", r"\1iz\2", text.lower())
    return words(re.sub(r"([a-z]{4})our\b", r"\1or", text))


def _made(library: Library) -> FullTextIndex:
    members = [r for r in library.requirements.values() if library.frameworks[r.framework].is_mapped]
    database = sqlite3.connect(":memory:", check_same_thread=False)
    # Only the index of the texts is held, not the texts.
    database.execute("CREATE VIRTUAL TABLE text USING fts5(title, headings, summary, evidence, content='')")
    database.execute("CREATE TABLE ids (place INTEGER PRIMARY KEY, id TEXT)")
    database.executemany("INSERT INTO ids VALUES (?, ?)", enumerate((r.id for r in members), 1))
    database.executemany(
        "INSERT INTO text (rowid, title, headings, summary, evidence) VALUES (?, ?, ?, ?, ?)",
        (
            (
                place,
                _tokens(r.title),
                _tokens(" ".join(library.requirements[a].title for a in library.above(r.id))),
                _tokens(f"{r.summary} {' '.join(r.documented_information)}"),
                _tokens(library.evidence_at[r.id].note if r.id in library.evidence_at else ""),
            )
            for place, r in enumerate(members, 1)
        ),
    )
    database.commit()
    texts = [f"{r.title} {r.summary}" for r in members]
    texts += [f"{t.label} {' '.join(t.alternatives)}" for t in library.thesaurus]
    return FullTextIndex(
        database,
        Lexicon(
            [
                Concept(
                    t.label,
                    tuple(tuple(stems) for n in (t.label, *t.alternatives) if (stems := stems_of(n))),
                    t.requirements,
                )
                for t in library.thesaurus
            ],
            {w for text in texts for w in re.findall(r"[a-z]{4,}", text.lower())},
            {stem for text in texts for stem in stems_of(text)},
        ),
    )


def _tokens(text: str) -> str:
    return " ".join(stems_of(text))


def _write(writer: BlockWriter, index: FullTextIndex) -> None:
    writer.add(pickle.dumps(index.lexicon, pickle.HIGHEST_PROTOCOL))
    writer.add(index.database.serialize())
    writer.finish(b"")


def _read(blocks: Blocks) -> FullTextIndex:
    lexicon: Lexicon = pickle.loads(blocks[0])  # ours alone, and as it was written
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.deserialize(blocks[1])
    return FullTextIndex(database, lexicon)
