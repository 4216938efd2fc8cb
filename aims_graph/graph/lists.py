"""The plain lists beside catalogues and mappings as RDF: editions, links, evidence, search words; and where each line of any list stands."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.formats.references import named_in_lists
from aims_graph.graph.nodes import Pairs, Writer, boolean, english, quoted
from aims_graph.model import About, Concept, Edition, Evidence, Group, Library, Link, Membership, Topic
from aims_graph.vocabulary import LINKS


def list_lines(w: Writer, library: Library) -> Iterator[str]:
    """Yield every statement of the plain lists as a line of N-Quads."""
    for edition in library.editions:
        yield from w.stand(edition.id, _edition(w, edition), edition.source.file)
    for succession in library.successions:
        if succession.former and succession.present:
            replaced = iter([("dcterms:replaces", w.node(succession.former))])
            yield from w.stand(succession.present, replaced, succession.source.file)
    for link in library.links:
        yield from w.stand(link.subject_id, _link(w, link), link.source.file)
    for evidence in library.evidence:
        yield from w.stand(evidence.requirement_id, _evidence(w, evidence), evidence.source.file)
    for concept in library.thesaurus:
        yield from w.stand(concept.id, _concept(w, concept), concept.source.file)
    for topic in library.topics:
        yield from w.stand(topic.id, _topic(w, topic), topic.source.file)
    for about in library.about_of.values():
        yield from w.stand(about.requirement_id, _about(w, about), about.source.file)
    for group in library.groups:
        yield from w.stand(group.id, _group(w, library, group), group.source.file)
    for member in library.memberships:
        yield from w.stand(member.requirement_id, _membership(w, member), member.source.file)
    for source, requirements in named_in_lists(library):
        if requirements:
            yield from w.line(source, requirements)


def _link(w: Writer, link: Link) -> Pairs:
    whole = link.kind == "said_by_parts"
    yield LINKS[link.kind], boolean(True) if whole else w.node(link.object_id)


def _evidence(w: Writer, evidence: Evidence) -> Pairs:
    for kind in evidence.kinds:
        yield "aims:evidence", w.node(f"aims:evidence-{kind}")
    yield "aims:evidenceNote", english(evidence.note)


def _concept(w: Writer, concept: Concept) -> Pairs:
    yield "rdf:type", w.node("skos:Concept")
    yield "skos:inScheme", w.node("aims:Thesaurus")
    yield "skos:prefLabel", english(concept.label)
    for other in concept.alternatives:
        yield "skos:altLabel", english(other)
    for requirement in concept.requirements:
        yield "dcterms:references", w.node(requirement)


def _topic(w: Writer, topic: Topic) -> Pairs:
    yield "rdf:type", w.node("skos:Concept")
    kind, scheme = ("aims:Topic", "aims:Topics") if topic.scheme == "topics" else ("aims:Function", "aims:Functions")
    yield "rdf:type", w.node(kind)
    yield "skos:inScheme", w.node(scheme)
    yield "skos:prefLabel", english(topic.label)
    yield "skos:definition", english(topic.definition)
    if topic.scope_note:
        yield "skos:scopeNote", english(topic.scope_note)
    if topic.broader:
        yield "skos:broader", w.node(topic.broader)
    for other in topic.alternatives:
        yield "skos:altLabel", english(other)


def _about(w: Writer, about: About) -> Pairs:
    for place, topic in enumerate(about.topics):
        yield "dcterms:subject", w.node(topic)
        if not place:
            yield "aims:mainTopic", w.node(topic)
    for place, function in enumerate(about.functions):
        yield "aims:doneBy", w.node(function)
        if not place:
            yield "aims:ledBy", w.node(function)


def _edition(w: Writer, edition: Edition) -> Pairs:
    yield "rdf:type", w.node("dcterms:Standard")
    yield "dcterms:isVersionOf", w.node(f"{edition.framework}:")
    yield "dcterms:title", english(edition.title)
    yield "owl:versionInfo", quoted(edition.edition)
    yield "dcterms:description", english(f"{edition.status}; {edition.known_changes}")
    yield "dcterms:issued", quoted(edition.published)
    yield "dcterms:source", english(f"{edition.origin} ({edition.certainty})")


def _group(w: Writer, library: Library, group: Group) -> Pairs:
    yield "rdf:type", w.node("aims:ImplementationGroup")
    yield "rdf:type", w.node("skos:Collection")
    yield "skos:prefLabel", english(group.label)
    if group.purpose:
        yield "skos:definition", english(group.purpose)
    if group.process:
        yield "aims:process", english(group.process)
    for record in group.records:
        yield "aims:record", english(record)
    if group.function:
        yield "aims:ownedBy", w.node(group.function)
    for member in library.memberships_in.get(group.id, []):
        yield "skos:member", w.node(member.requirement_id)


def _membership(w: Writer, member: Membership) -> Pairs:
    yield "aims:inGroup", w.node(member.group)
    if member.met:
        yield "aims:metByCore", quoted(member.met)
    if member.adds:
        yield "aims:addsToCore", english(member.adds)
