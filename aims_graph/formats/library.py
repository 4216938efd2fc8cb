"""All content read at once: every catalogue, mapping file and table of remainders below one folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from aims_graph.content import shipped_root
from aims_graph.errors import ContentError, Finding
from aims_graph.formats.catalogue_tsv import read_catalogue
from aims_graph.formats.mapping_sssom import read_mappings
from aims_graph.formats.remainder_tsv import read_remainders
from aims_graph.formats.tsv import read_tsv
from aims_graph.model import Library

_EDITION_COLUMNS = (
    "id",
    "framework",
    "title",
    "edition",
    "status",
    "published",
    "known_changes",
    "source",
    "certainty",
)
_TRANSITION_COLUMNS = (
    "id",
    "provision",
    "bearer",
    "qualifier",
    "systems",
    "placed_before",
    "lost_by",
    "comply_by",
    "summary",
)

#: Plain lists beside the catalogues: file name -> its columns, all required.
LISTS = {"editions.tsv": _EDITION_COLUMNS, "transitions.tsv": _TRANSITION_COLUMNS}


def read_library(root: Path) -> tuple[Library, list[Finding]]:
    """Read all content below ``root``; the library holds what could be read, the findings all that could not."""
    library = Library({}, {}, [], [])
    findings: list[Finding] = []
    for path in sorted((root / "ontology" / "catalogues").glob("*.tsv")):
        if path.name in LISTS:
            table = read_tsv(path, root, LISTS[path.name], LISTS[path.name])
            records = [{**row.cells, "file": table.file, "line": str(row.line)} for row in table.rows]
            setattr(library, path.name.removesuffix(".tsv"), records)
            findings += table.findings
            continue
        framework, requirements, faults = read_catalogue(path, root)
        findings += faults
        if framework:
            library.frameworks[framework.id] = framework
            library.requirements |= {r.id: r for r in requirements}
    for path in sorted((root / "mappings").glob("*.sssom.tsv")):
        mapping_set, faults = read_mappings(path, root)
        findings += faults
        if mapping_set:
            library.sets.append(mapping_set)
    for path in sorted((root / "mappings" / "remainders").glob("*.tsv")):
        remainders, faults = read_remainders(path, root)
        library.remainders += remainders
        findings += faults
    return library, findings


@lru_cache(maxsize=4)
def load(root: Path | None = None) -> Library:
    """Return the content (the shipped one by default), read once and shared: do not change it.

    Raises:
        ContentError: if any file cannot be read as it should; it names file, line and mend for every fault.
    """
    library, findings = read_library(root or shipped_root())
    if findings:
        raise ContentError(findings)
    return library
