"""Records to RDF: one named graph for each content file, so that SPARQL can ask where a statement stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from aims_graph.content import printed_path
from aims_graph.graph.lists import list_quads
from aims_graph.graph.nodes import Pairs, Value, boolean, english, graph_name, node, stand, typed
from aims_graph.model import Framework, Library, Mapping, MappingSet, Provision, Remainder, Requirement
from aims_graph.vocabulary import SET_RELATIONS

#: What the frameworks themselves call a node -> class of the ontology; every other kind is a group or a provision.
CLASS_OF_KIND = {
    "clause": "aims:Clause",
    "control": "aims:Control",
    "subcategory": "aims:Outcome",
    **dict.fromkeys(
        ("article", "paragraph", "point", "subpoint", "annex", "annex-section", "annex-point"), "aims:Provision"
    ),
    **dict.fromkeys(("area", "objective", "theme", "function", "category", "chapter", "section"), "aims:Group"),
    "ai-objective": "aims:AIObjective",
    "risk-source": "aims:RiskSource",
    "characteristic": "aims:Characteristic",
}
#: Kinds that are concepts of a framework, but nothing one can conform to.
CONCEPTS_ONLY = ("ai-objective", "risk-source", "characteristic")


def quads(library: Library, root: Path) -> Iterator[Quad]:
    """Yield every statement of the content, Turtle files included, each in the graph of its file."""
    for framework in library.frameworks.values():
        yield from stand(f"{framework.id}:", _framework(framework), framework.source.file)
    for requirement in library.requirements.values():
        yield from _requirement(requirement, library.frameworks[requirement.framework])
    for mapping_set in library.sets:
        yield from stand(f"map:{mapping_set.id}", _mapping_set(mapping_set), mapping_set.file)
        for row in mapping_set.rows:
            yield from _mapping(row, direct=not mapping_set.stated_by)
            if row.relation and not mapping_set.stated_by:
                read = typed(str(library.times_read(row)), "integer")
                yield from stand(mapping_iri(row), iter([("aims:timesRead", read)]), row.source.file)
    for remainder in library.remainders:
        yield from stand(_remainder_id(remainder), _remainder(remainder), remainder.source.file)
    yield from list_quads(library)
    for path in sorted((root / "ontology").glob("*.ttl")):
        graph = graph_name(printed_path(path, root))
        for triple in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _framework(framework: Framework) -> Pairs:
    yield "rdf:type", node("skos:ConceptScheme")
    yield "rdf:type", node("aims:Framework" if framework.role != "spine" else "aims:Spine")
    yield "dcterms:title", english(framework.title)
    yield "skos:prefLabel", english(framework.short)
    yield "owl:versionInfo", Literal(framework.edition)
    yield "aims:kind", Literal(framework.role)
    yield "dcterms:license", NamedNode(str(framework.header["licence"]))
    yield "aims:sourceFile", Literal(framework.source.file)
    for source in framework.header["sources"]:
        yield "dcterms:source", english(str(source))
    for kind, count in framework.counts.items():
        yield "aims:statedCount", Literal(f"{kind}={count}")


def _requirement(requirement: Requirement, framework: Framework) -> Iterator[Quad]:
    file = requirement.source.file
    yield from stand(requirement.id, _facts(requirement, framework), file)
    if not requirement.provision:
        return
    yield from stand(requirement.id, _provision(requirement.provision), file)
    for applies in requirement.provision.applies:
        name = f"{requirement.id}/applies" + (f"-{applies.system}" if applies.system else "")
        yield from stand(requirement.id, iter([("aims:applies", node(name))]), file)
        facts: list[tuple[str, Value]] = [
            ("rdf:type", node("aims:Applicability")),
            ("aims:formalDate", typed(applies.formal, "date")),
            ("aims:effectiveDate", typed(applies.effective, "date")),
        ]
        systems = [applies.system] if applies.system else requirement.provision.systems
        facts += [("aims:aboutSystem", node(f"aims:system-{system}")) for system in systems]
        yield from stand(name, iter(facts), file)


def _facts(requirement: Requirement, framework: Framework) -> Pairs:
    yield "rdf:type", node("skos:Concept")
    if requirement.kind not in CONCEPTS_ONLY and framework.role != "spine":
        yield "rdf:type", node("aims:Requirement")
    kind = CLASS_OF_KIND.get(requirement.kind, "aims:Group")
    if framework.role != "spine":
        yield "rdf:type", node(kind)
    yield "skos:inScheme", node(f"{framework.id}:")
    if requirement.number:
        yield "skos:notation", Literal(requirement.number)
    yield "skos:prefLabel", english(requirement.title)
    if requirement.parent:
        yield "skos:broader", node(requirement.parent)
    if requirement.summary:
        yield "dcterms:abstract", english(requirement.summary)
    yield "aims:kind", Literal(requirement.kind)
    yield "aims:order", typed(str(requirement.order), "integer")
    yield "aims:assessable", boolean(requirement.assessable)
    yield "aims:titleIsOurs", boolean(requirement.title_is_ours)
    for alias in requirement.aliases:
        yield "skos:hiddenLabel", Literal(alias)
    for document in requirement.documented_information:
        yield "aims:documentedInformation", english(document)
    if requirement.harmonized == "own":
        yield "aims:ownText", boolean(True)
    elif requirement.harmonized:
        yield "aims:carriesTextOf", node(requirement.harmonized)
    yield "aims:sourceFile", Literal(requirement.source.file)
    yield "aims:sourceLine", typed(str(requirement.source.line), "integer")


def _provision(provision: Provision) -> Pairs:
    if provision.nature:
        yield "aims:nature", node(f"aims:nature-{provision.nature}")
    if provision.nature == "obligation":
        yield "rdf:type", node("dpv:Obligation")
    if provision.nature == "prohibition":
        yield "rdf:type", node("dpv:Prohibition")
    for bearer in provision.bearers:
        yield "aims:bearer", node(f"aims:role-{bearer}")
    for qualifier in provision.qualifiers:
        yield "aims:qualifier", node(f"aims:qualifier-{qualifier}")
    for system in provision.systems:
        yield "aims:aboutSystem", node(f"aims:system-{system}")
    if provision.condition:
        yield "aims:condition", english(provision.condition)
    if provision.state:
        yield "aims:textState", Literal(provision.state)
    if provision.amended_by:
        yield "eli:amended_by", english(provision.amended_by)
    for earlier in provision.replaces:
        yield "dcterms:replaces", node(earlier)
    if provision.difference:
        yield "aims:difference", english(provision.difference)


def _mapping_set(mapping_set: MappingSet) -> Pairs:
    yield "rdf:type", node("aims:MappingSet")
    yield "rdf:type", node("sssom:MappingSet")
    yield "dcterms:title", english(str(mapping_set.header["mapping_set_title"]))
    yield "dcterms:license", NamedNode(str(mapping_set.header["license"]))
    yield "sssom:subject_source", node(f"{mapping_set.subject}:")
    yield "sssom:object_source", node(f"{mapping_set.object}:")
    yield "aims:sourceFile", Literal(mapping_set.file)
    if mapping_set.stated_by:
        yield "aims:statedBy", Literal(mapping_set.stated_by)


def mapping_iri(row: Mapping) -> str:
    """Return the CURIE of a mapping row; it holds while both its sides stay the same."""
    return f"map:{row.row_id}"


def _mapping(row: Mapping, direct: bool) -> Iterator[Quad]:
    """Yield a row as a named owl:Axiom, and its direct triples if the project itself states a relation."""
    yield from stand(mapping_iri(row), _row_facts(row), row.source.file)
    if not direct or not row.relation:
        return
    predicate, relation = SET_RELATIONS[row.relation]
    yield from stand(row.subject_id, iter([(relation, node(row.object_id))]), row.source.file)
    if row.is_counterpart:
        yield from stand(row.subject_id, iter([(predicate, node(row.object_id))]), row.source.file)


def _row_facts(row: Mapping) -> Pairs:
    yield "rdf:type", node("owl:Axiom")
    yield "rdf:type", node("aims:Mapping")
    yield "aims:inSet", node(f"map:{row.set_id}")
    yield "owl:annotatedSource", node(row.subject_id)
    yield "owl:annotatedTarget", node(row.object_id)
    yield "owl:annotatedProperty", node(SET_RELATIONS[row.relation][0] if row.relation else "skos:relatedMatch")
    if row.relation:
        yield "aims:setRelation", node(SET_RELATIONS[row.relation][1])
    if row.relation == "no_relationship":
        yield "sssom:predicate_modifier", Literal("Not")
    for predicate, plain in (("aims:subjectMet", row.subject_met), ("aims:objectMet", row.object_met)):
        if plain:
            yield predicate, Literal(plain)
    texts = {
        "aims:shared": row.shared,
        "aims:subjectOnly": row.subject_only,
        "aims:objectOnly": row.object_only,
        "rdfs:comment": row.comment,
        "sssom:subject_label": row.subject_label,
        "sssom:object_label": row.object_label,
    }
    for predicate, text in texts.items():
        if text:
            yield predicate, english(text)
    if row.nearest:
        yield "aims:nearest", node(row.nearest)
    if row.is_gap:
        yield "aims:withParts", boolean(row.with_parts)
    if row.confidence:
        yield "sssom:confidence", typed(f"{row.confidence:g}", "decimal")
    yield "sssom:mapping_justification", node(row.justification)
    if row.tool:
        yield "sssom:mapping_tool", Literal(row.tool)
    if row.date:
        yield "sssom:mapping_date", typed(row.date, "date")
    yield "aims:sourceFile", Literal(row.source.file)
    yield "aims:sourceLine", typed(str(row.source.line), "integer")


def _remainder_id(remainder: Remainder) -> str:
    return "map:remainder/" + f"{remainder.requirement_id}..{remainder.held}".replace(":", "_")


def _remainder(remainder: Remainder) -> Pairs:
    yield "rdf:type", node("aims:Remainder")
    yield "aims:remainderOf", node(remainder.requirement_id)
    yield "aims:held", node(f"{remainder.held}:")
    yield "aims:met", Literal(remainder.met)
    for counterpart in remainder.by:
        yield "aims:metBy", node(counterpart)
    if remainder.remains:
        yield "aims:remains", english(remainder.remains)
    if remainder.comment:
        yield "rdfs:comment", english(remainder.comment)
    yield "aims:sourceFile", Literal(remainder.source.file)
    yield "aims:sourceLine", typed(str(remainder.source.line), "integer")
