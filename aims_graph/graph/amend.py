"""The graph of content of which only mapping rows changed: a copy of the graph as it was, amended statement by statement.

A mapping file has a graph of its own, so what it says now is compared with what its graph holds; what follows from the rows is computed
anew only if more changed than words from which nothing follows.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from aims_graph import cache
from aims_graph.formats.edited import changed_files
from aims_graph.formats.kept import digest_of
from aims_graph.graph.build import set_lines
from aims_graph.graph.nodes import Writer
from aims_graph.model import Library

#: Beside a store: of what content it was made.
_MADE_OF = "MADE_OF"
#: What may change in a row without any other conclusion: words that no derivation says.
_WORDS = (
    *("rdfs:comment", "aims:subjectOnly", "aims:objectOnly", "aims:namedBy", "aims:nearest"),
    *("sssom:subject_label", "sssom:object_label", "sssom:mapping_tool", "sssom:mapping_date"),
)


def note(library: Library, code: str, folder: Path) -> None:
    """Write beside a store of what content it was made, if that had no fault."""
    if library.read_at:
        made = {"by": _by(library, code), "stamp": library.stamp, "recent": library.recent, "sets": _sets(library)}
        (folder / _MADE_OF).write_text(json.dumps(made), encoding="utf-8")


def to_amend(library: Library, code: str, folder: Path) -> list[Path] | None:
    """Return the files that changed since a kept graph was made, none if it holds the same; ``None`` if it cannot be amended."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        made = json.loads((folder / _MADE_OF).read_bytes())
        changed = changed_files(tuple(map(tuple, made["stamp"])), library.stamp)
        fits = (made["by"], made["sets"]) == (_by(library, code), _sets(library))
        if fits and changed is not None:
            changed = [*dict.fromkeys((*changed, *_edited_since(dict(made["recent"]), dict(library.recent))))]
            if _files_of(library, changed) <= {s.file for s in library.heads}:
                return changed
    return None


def _edited_since(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Path]:
    """Yield the files whose edit the file system may not show: path -> digest of those that were new when the one and the other was read."""
    for file in {**then, **now}:
        # A file that was no longer new holds what was read: had it been edited since, that would show.
        if then.get(file) != (now.get(file) or digest_of(file)):
            yield Path(file)


def amend(library: Library, changed: Iterable[Path], base: Path, target: Path) -> None:
    """Make the store of a library from an earlier one.

    Args:
        library: the content as it is now.
        changed: the mapping files that changed.
        base: the earlier store, which nobody writes.
        target: where the new one comes to lie.

    Raises:
        OSError: if the earlier one cannot be read, or the new one not be written.
    """
    copy_store(base, target)
    store, w = Store(str(target)), Writer(library)
    files = _files_of(library, changed)
    touched: set[str] = set()
    for mapping_set in library.sets:
        if mapping_set.file in files:
            touched |= _amended(store, w.graph(mapping_set.file), set_lines(w, library, mapping_set))
    if not touched <= {library.names.iri(word) for word in _WORDS}:
        from aims_graph.graph.derived import GRAPH, derived_lines  # brings all of the reasoning with it

        _amended(store, w.node(GRAPH), derived_lines(library))
    store.flush()


def _amended(store: Store, graph: str, lines: Iterable[str]) -> set[str]:
    """Let a graph hold what some lines say; return the predicates of all that came or went."""
    new = {*parse("".join(lines).encode(), format=RdfFormat.N_QUADS, lenient=True)}
    old = {*store.quads_for_pattern(None, None, None, NamedNode(graph[1:-1]))}
    for quad in old - new:
        store.remove(quad)
    store.extend(new - old)
    return {quad.predicate.value for quad in old ^ new}


def copy_store(base: Path, target: Path) -> None:
    """Copy a store; its tables are never written again, so that a second name will do. Logs and locks are its readers'."""
    target.mkdir()
    for path in base.iterdir():
        if not path.name.startswith("LO"):
            copy = os.link if path.suffix == ".sst" else shutil.copyfile
            try:
                copy(path, target / path.name)
            except OSError:  # not every file system has links
                shutil.copyfile(path, target / path.name)


def _files_of(library: Library, paths: Iterable[Path]) -> set[str]:
    """Return what some files are called, each by the pack in which it lies."""
    return {next(p.named(path) for p in library.packs[::-1] if path.is_relative_to(p.root)) for path in paths}


def _by(library: Library, code: str) -> str:
    return cache.digest(code, library.packs)


def _sets(library: Library) -> list[Any]:
    """Return all of the mapping sets on which the statements of others hang."""
    return [[s.file, s.id, s.subject, s.object, s.stated_by] for s in library.heads]
