"""The one canonical form of every table, so that a diff shows only what a person meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import RUN_FORMAT, Finding
from aims_graph.formats.catalogue_tsv import canonical_catalogue
from aims_graph.formats.library import Content, read_content
from aims_graph.formats.lists_tsv import canonical_list, is_list
from aims_graph.formats.mapping_sssom import canonical_mappings
from aims_graph.formats.readings_tsv import canonical_readings
from aims_graph.formats.remainder_tsv import canonical_remainders
from aims_graph.formats.tsv import TsvFile, write_atomic
from aims_graph.pack.pack import Pack


def canonical_files(content: Content) -> Iterator[tuple[TsvFile, str]]:
    """Yield every table whose form can be trusted with its one canonical text."""
    order = {r: n for n, r in enumerate(content.library.requirements)}
    for pack in content.library.packs:
        for path in pack.files():
            table, place = content.tables.get(path), pack.local(path)
            if table is None or not table.is_sound:
                continue
            text: str | None = None
            if is_list(path, pack):
                text = canonical_list(table)
            elif place.startswith("ontology/catalogues/"):
                text = canonical_catalogue(table)
            elif place.startswith("mappings/remainders/"):
                text = canonical_remainders(table, order)
            elif place.startswith("mappings/readings/"):
                text = canonical_readings(table, order)
            elif place.endswith(".sssom.tsv"):
                text = canonical_mappings(table, content.library.names, order)
            if text is not None:
                yield table, text


def format_files(packs: Iterable[Pack]) -> tuple[list[str], list[Finding]]:
    """Write every table in its canonical form.

    Returns:
        The files that changed, and the faults of files left as they were because a row or the header of theirs cannot be trusted.
    """
    content = read_content(packs)
    changed = []
    for table, text in canonical_files(content):
        if table.path.read_bytes() != text.encode():
            write_atomic(table.path, text.encode())
            changed.append(table.file)
    unsound = (t for t in content.tables.values() if not t.is_sound)
    return changed, [f for t in unsound for f in t.findings if f.form and f.mend != RUN_FORMAT]


def form_findings(ground: Ground) -> Iterator[Finding]:
    """Yield every table that is not in its canonical form."""
    for table, text in canonical_files(ground.content):
        # What format mends is named already where it was read.
        if table.text == text or any(f.form for f in table.findings):
            continue
        ours, theirs = text.split("\n"), table.text.split("\n")
        pairs = enumerate(zip(ours, theirs, strict=False), 1)
        line = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
        yield Finding(table.file, line, "is not in canonical form", RUN_FORMAT, form=True)
