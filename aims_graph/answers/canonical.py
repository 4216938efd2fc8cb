"""The one canonical form of every table, so that a diff shows only what a person meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aims_graph.content import printed_path
from aims_graph.errors import Finding
from aims_graph.formats.catalogue_tsv import canonical_catalogue
from aims_graph.formats.library import LISTS, is_list, read_library
from aims_graph.formats.mapping_sssom import canonical_mappings
from aims_graph.formats.readings_tsv import canonical_readings
from aims_graph.formats.remainder_tsv import canonical_remainders
from aims_graph.formats.tsv import canonical_text, read_tsv, write_atomic
from aims_graph.model import Library


def canonical_files(root: Path, library: Library) -> Iterator[tuple[Path, str, list[Finding]]]:
    """Yield every table with its one canonical text and the faults that hinder writing it."""
    order = {r: n for n, r in enumerate(library.requirements)}
    for path in sorted((root / "ontology" / "catalogues").glob("*.tsv")):
        if not is_list(path, root):
            yield (path, *canonical_catalogue(path, root))
    for name, columns in LISTS.items():
        table = read_tsv(root / name, root, columns, columns)
        text = canonical_text(table.header, table.columns, [r.cells for r in table.rows])
        yield root / name, text, table.findings
    for path in sorted((root / "mappings").glob("*.sssom.tsv")):
        yield (path, *canonical_mappings(path, root, order))
    for path in sorted((root / "mappings" / "remainders").glob("*.tsv")):
        yield (path, *canonical_remainders(path, root, order))
    for path in sorted((root / "mappings" / "readings").glob("*.tsv")):
        yield (path, *canonical_readings(path, root, order))


def format_files(root: Path) -> tuple[list[str], list[Finding]]:
    """Write every table in its canonical form.

    Returns:
        The files that changed, and the faults of files left as they were because a row of theirs cannot be trusted.
    """
    library, _ = read_library(root)
    changed, blocked = [], []
    for path, text, faults in canonical_files(root, library):
        # Blanks and line ends are what format mends; anything else could lose a cell.
        serious = [f for f in faults if f.mend != "run aims-graph format"]
        if serious:
            blocked += serious
        elif path.read_bytes() != text.encode():
            write_atomic(path, text.encode())
            changed.append(printed_path(path, root))
    return changed, blocked


def form_findings(library: Library, root: Path) -> Iterator[Finding]:
    """Yield every table that is not in its canonical form."""
    for path, text, faults in canonical_files(root, library):
        if faults:
            continue
        raw = path.read_bytes()
        if raw == text.encode():
            continue
        ours, theirs = text.split("\n"), raw.decode("utf-8", "replace").split("\n")
        line = next(
            (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False), 1) if a != b), min(len(ours), len(theirs))
        )
        yield Finding(printed_path(path, root), line, "is not in canonical form", "run aims-graph format")
