"""Are the plain lists right: links inside a framework, evidence, search words? What one line says against the others, and completeness."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.errors import Finding
from aims_graph.model import Library, Source


def list_findings(library: Library) -> Iterator[Finding]:
    """Yield every fault of the plain lists."""
    yield from _links(library)
    yield from _evidence(library)
    yield from _thesaurus(library)


def _fault(source: Source, what: str, mend: str) -> Finding:
    return Finding(source.file, source.line, what, mend)


def _links(library: Library) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for link in library.links:
        subject, kind, object_ = link.subject_id, link.kind, link.object_id
        if (subject == object_) != (kind == "said_by_parts"):
            yield _fault(
                link.source, f"{subject} {kind} {object_}", "only said_by_parts names the same requirement twice"
            )
        elif kind == "said_by_parts" and not library.children.get(subject):
            yield _fault(link.source, f"{subject} has no parts", "remove the line")
        elif subject.partition(":")[0] != object_.partition(":")[0]:
            yield _fault(link.source, f"{subject} and {object_} are of two frameworks", "write a mapping instead")
        if (subject, kind, object_) in seen:
            yield _fault(link.source, f"{subject} {kind} {object_} stands twice", "remove one line")
        seen.add((subject, kind, object_))


def _evidence(library: Library) -> Iterator[Finding]:
    known = library.terms.of("EvidenceKind") if library.evidence else {}
    seen: dict[str, Source] = {}
    notes: dict[str, Source] = {}
    for e in library.evidence:
        if e.requirement_id in seen:
            what = f"{e.requirement_id} stands in {seen[e.requirement_id]} already"
            yield _fault(e.source, what, "keep one line for a requirement")
        seen[e.requirement_id] = e.source
        for kind in e.kinds or ("",):
            if kind not in known:
                yield _fault(
                    e.source, f"evidence '{kind}' is no term of ontology/evidence.ttl", "use a term of that file"
                )
        if e.note in notes:
            yield _fault(
                e.source, f"{e.requirement_id}: the note is that of {notes[e.note]}", "say what is asked for here"
            )
        notes[e.note] = e.source
    # A framework of which something is listed is listed whole.
    listed = {library.requirements[i].framework for i in seen if i in library.requirements}
    for requirement in library.requirements.values():
        if requirement.assessable and requirement.framework in listed and requirement.id not in seen:
            file = next(s.file for i, s in seen.items() if i.partition(":")[0] == requirement.framework)
            yield Finding(file, 1, f"{requirement.id} has no line", "say what an auditor asks for")


def _thesaurus(library: Library) -> Iterator[Finding]:
    seen: dict[str, Source] = {}
    for concept in library.thesaurus:
        for name in (concept.id, concept.label):
            if name in seen:
                yield _fault(concept.source, f"{name} stands in {seen[name]} already", "join the two lines")
            seen[name] = concept.source
