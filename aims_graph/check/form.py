"""The one canonical form of every table, so that a diff shows only what a person meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.files import write_atomic
from aims_graph.formats.catalogue_tsv import canonical_catalogue
from aims_graph.formats.library import read_library
from aims_graph.formats.lists_tsv import canonical_list, is_list
from aims_graph.formats.mapping_sssom import canonical_mappings
from aims_graph.formats.readings_tsv import canonical_readings
from aims_graph.formats.remainder_tsv import canonical_remainders
from aims_graph.model import Library
from aims_graph.pack.pack import Pack


def canonical_files(library: Library) -> Iterator[tuple[Pack, Path, str, list[Finding]]]:
    """Yield every table of every pack with its one canonical text and the faults that hinder writing it."""
    order = {r: n for n, r in enumerate(library.requirements)}
    for pack in library.packs:
        for path in pack.files():
            place = pack.local(path)
            if is_list(path, pack):
                yield (pack, path, *canonical_list(path, pack))
            elif place.startswith("ontology/catalogues/"):
                yield (pack, path, *canonical_catalogue(path, pack))
            elif place.startswith("mappings/remainders/"):
                yield (pack, path, *canonical_remainders(path, pack, order))
            elif place.startswith("mappings/readings/"):
                yield (pack, path, *canonical_readings(path, pack, order))
            elif place.endswith(".sssom.tsv"):
                yield (pack, path, *canonical_mappings(path, pack, library.names, order))


def format_files(packs: Iterable[Pack]) -> tuple[list[str], list[Finding]]:
    """Write every table in its canonical form.

    Returns:
        The files that changed, and the faults of files left as they were because a row of theirs cannot be trusted.
    """
    library, _ = read_library(packs)
    changed, blocked = [], []
    for pack, path, text, faults in canonical_files(library):
        # Blanks and line ends are what format mends; anything else could lose a cell.
        serious = [f for f in faults if f.mend != "run aims-graph format"]
        if serious:
            blocked += serious
        elif path.read_bytes() != text.encode():
            write_atomic(path, text.encode())
            changed.append(pack.named(path))
    return changed, blocked


def form_findings(library: Library) -> Iterator[Finding]:
    """Yield every table that is not in its canonical form."""
    for pack, path, text, faults in canonical_files(library):
        if faults:
            continue
        raw = path.read_bytes()
        if raw == text.encode():
            continue
        ours, theirs = text.split("\n"), raw.decode("utf-8", "replace").split("\n")
        line = next(
            (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False), 1) if a != b), min(len(ours), len(theirs))
        )
        yield Finding(pack.named(path), line, "is not in canonical form", "run aims-graph format")
