"""Are the plain lists right: links inside a framework, evidence, search words? What one line says against the others, and completeness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.formats.terms import terms
from aims_graph.model import Library


def list_findings(library: Library, root: Path) -> Iterator[Finding]:
    """Yield every fault of the plain lists."""
    yield from _links(library)
    yield from _evidence(library, root)
    yield from _thesaurus(library)


def _fault(record: dict[str, str], what: str, mend: str) -> Finding:
    return Finding(record["file"], int(record["line"]), what, mend)


def _links(library: Library) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for link in library.links:
        subject, kind, object_ = link["subject_id"], link["link"], link["object_id"]
        if (subject == object_) != (kind == "said_by_parts"):
            yield _fault(link, f"{subject} {kind} {object_}", "only said_by_parts names the same requirement twice")
        elif kind == "said_by_parts" and not library.children.get(subject):
            yield _fault(link, f"{subject} has no parts", "remove the line")
        elif subject.partition(":")[0] != object_.partition(":")[0]:
            yield _fault(link, f"{subject} and {object_} are of two frameworks", "write a mapping instead")
        if (subject, kind, object_) in seen:
            yield _fault(link, f"{subject} {kind} {object_} stands twice", "remove one line")
        seen.add((subject, kind, object_))


def _evidence(library: Library, root: Path) -> Iterator[Finding]:
    kinds = terms("evidence", "EvidenceKind", root) if library.evidence else {}
    lines: dict[str, str] = {}
    notes: dict[str, str] = {}
    for record in library.evidence:
        name = record["requirement_id"]
        if name in lines:
            yield _fault(record, f"{name} stands on line {lines[name]} already", "keep one line for a requirement")
        lines[name] = record["line"]
        for kind in record["evidence"].split("|"):
            if kind not in kinds:
                yield _fault(
                    record, f"evidence '{kind}' is no term of ontology/evidence.ttl", "use a term of that file"
                )
        if record["note"] in notes:
            yield _fault(
                record, f"{name}: the note is that of line {notes[record['note']]}", "say what is asked for here"
            )
        notes[record["note"]] = record["line"]
    for requirement in library.requirements.values() if library.evidence else ():
        current = library.frameworks[requirement.framework].role == "framework"
        if requirement.assessable and current and requirement.id not in lines:
            yield Finding(
                library.evidence[0]["file"], 1, f"{requirement.id} has no line", "say what an auditor asks for"
            )


def _thesaurus(library: Library) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for term in library.thesaurus:
        for column in ("concept", "label"):
            if term[column] in seen:
                yield _fault(term, f"{term[column]} stands on line {seen[term[column]]} already", "join the two lines")
            seen[term[column]] = term["line"]
