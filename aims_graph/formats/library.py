"""All content read at once: every catalogue, mapping file, table of remainders and of readings below one folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from aims_graph.content import shipped_root
from aims_graph.errors import ContentError, Finding
from aims_graph.formats.catalogue_tsv import read_catalogue
from aims_graph.formats.mapping_sssom import read_mappings
from aims_graph.formats.readings_tsv import read_readings
from aims_graph.formats.references import reference_findings
from aims_graph.formats.remainder_tsv import read_remainders
from aims_graph.formats.tsv import read_tsv
from aims_graph.formats.turtle import turtle_findings
from aims_graph.model import Library

#: Plain lists: file -> its columns, all required; the library keeps each under the file's name.
LISTS = {
    "ontology/catalogues/editions.tsv": "id framework title edition status published known_changes source certainty".split(),
    "ontology/catalogues/transitions.tsv": "id provision bearer qualifier systems placed_before lost_by comply_by reaches spares summary".split(),
    "ontology/links.tsv": "subject_id link object_id note".split(),
    "ontology/evidence.tsv": "requirement_id evidence note".split(),
    "ontology/thesaurus.tsv": "concept label alternatives requirements".split(),
    "mappings/discrimination.tsv": "mapping_set subject_id object_id chosen_subject chosen_object date".split(),
}


def is_list(path: Path, root: Path) -> bool:
    """Tell whether a table is one of the plain lists, not a catalogue."""
    return path.relative_to(root).as_posix() in LISTS


def read_library(root: Path) -> tuple[Library, list[Finding]]:
    """Read all content below ``root``; the library holds what could be read, the findings all that could not."""
    library = Library({}, {}, [], [])
    findings: list[Finding] = []
    for path in sorted((root / "ontology" / "catalogues").glob("*.tsv")):
        if is_list(path, root):
            continue
        framework, requirements, faults = read_catalogue(path, root)
        findings += faults
        if framework and framework.id in library.frameworks:
            other = library.frameworks[framework.id].source.file
            findings.append(
                Finding(framework.source.file, 1, f"{framework.id} is the id of {other}", "keep one of them")
            )
        elif framework:
            library.frameworks[framework.id] = framework
            library.requirements |= {r.id: r for r in requirements}
    for name, columns in LISTS.items():
        table = read_tsv(root / name, root, columns, columns)
        findings += table.findings
        if set(columns) <= set(table.columns):
            records = [{**row.cells, "file": table.file, "line": str(row.line)} for row in table.rows]
            setattr(library, Path(name).stem, records)
    for path in sorted((root / "mappings").glob("*.sssom.tsv")):
        mapping_set, faults = read_mappings(path, root)
        findings += faults
        if mapping_set:
            library.sets.append(mapping_set)
    for path in sorted((root / "mappings" / "remainders").glob("*.tsv")):
        remainders, faults = read_remainders(path, root)
        library.remainders += remainders
        findings += faults
    for path in sorted((root / "mappings" / "readings").glob("*.tsv")):
        readings, faults = read_readings(path, root)
        library.readings += readings
        findings += faults
    findings += [*turtle_findings(root), *reference_findings(library)]
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
