"""Records to RDF: one named graph for each content file, so that SPARQL can ask where a statement stands."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import RdfFormat, parse

from aims_graph.graph.law import Words, condition_lines, law_lines
from aims_graph.graph.lists import list_lines
from aims_graph.graph.nodes import Pairs, Writer, address, boolean, english, quoted, spoken, typed
from aims_graph.graph.supports import support_lines
from aims_graph.model import Combined, Framework, Joint, Library, Mapping, MappingSet, Provision, Remainder, Requirement
from aims_graph.pack.terms import Terms, Vocabulary
from aims_graph.pack.text import sound_text
from aims_graph.progress import each
from aims_graph.vocabulary import SET_RELATIONS


def lines(library: Library) -> Iterator[str]:
    """Yield every statement of the content as a line of N-Quads, Turtle files included, each in the graph of its file."""
    yield from record_lines(library)
    yield from turtle_lines(library)


def record_lines(library: Library, writer: Writer | None = None) -> Iterator[str]:
    """Yield what the records say, without a blank node, so that any part of it can be loaded by itself; ``writer`` may make something else of it."""
    w = writer or Writer(library)
    words = Words(w, library)
    for framework in library.frameworks.values():
        yield from w.stand(f"{framework.id}:", _framework(w, framework), framework.source.file)
    every = library.requirements.values()
    for requirement in each(every, len(every), "Building the graph: requirements"):
        yield from _requirement(w, words, library.terms, requirement, library.frameworks[requirement.framework])
    for mapping_set in each(library.sets, len(library.sets), "Building the graph: mappings"):
        yield from set_lines(w, library, mapping_set)
    for remainder in library.remainders:
        yield from w.stand(_remainder_id(remainder), _remainder(w, remainder), remainder.source.file)
    for combined in library.combined:
        name = "..".join((combined.requirement_id.replace(":", "_"), *combined.held))
        yield from w.stand(f"map:combined/{name}", _combined(w, combined), combined.source.file)
    yield from support_lines(w, library)
    yield from list_lines(w, library)
    yield from law_lines(w, library)


def set_lines(w: Writer, library: Library, mapping_set: MappingSet) -> Iterator[str]:
    """Yield what one mapping set says, which is all that its file's graph holds."""
    yield from w.stand(f"map:{mapping_set.id}", _mapping_set(w, mapping_set), mapping_set.file)
    # What follows is walked along these properties, and of a former edition nothing follows (reason/statements.py).
    follows = all(
        library.frameworks[f].is_mapped for f in (mapping_set.subject, mapping_set.object) if f in library.frameworks
    )
    for row in mapping_set.rows:
        yield from _mapping(w, row, direct=not mapping_set.stated_by, follows=follows)
        if row.relation and not mapping_set.stated_by:
            read = typed(str(library.times_read(row)), "integer")
            yield from w.stand(mapping_iri(row), iter([("aims:timesRead", read)]), row.source.file)
    for joint in mapping_set.joint:
        yield from w.stand(f"map:{joint.row_id}", _joint(w, joint), joint.source.file)


def turtle_lines(library: Library) -> Iterator[str]:
    """Yield what the Turtle files say as they are now; a blank node is the same in all lines."""
    w = Writer(library)
    for pack in library.packs:
        for path in pack.glob("ontology/*.ttl"):
            graph = w.graph(pack.named(path))
            for triple in parse(sound_text(path), format=RdfFormat.TURTLE):
                yield f"{triple} {graph} .\n"


def _framework(w: Writer, framework: Framework) -> Pairs:
    yield "rdf:type", w.node("skos:ConceptScheme")
    yield "rdf:type", w.node("aims:Framework" if framework.role != "spine" else "aims:Spine")
    language = str(framework.header.get("language", ""))
    yield "dcterms:title", spoken(framework.title, language)
    yield "skos:prefLabel", spoken(framework.short, language)
    yield "owl:versionInfo", quoted(framework.edition)
    yield "aims:kind", quoted(framework.role)
    if framework.licence:
        yield "dcterms:license", address(framework.licence)
    if framework.header.get("complete") != "yes" and not w.is_shipped(framework.source.file):
        yield "aims:claimsCompleteness", boolean(False)
    yield "aims:sourceFile", quoted(framework.source.file)
    for source in framework.listed("sources"):
        yield "dcterms:source", english(source)
    for kind, count in framework.counts.items():
        yield "aims:statedCount", quoted(f"{kind}={count}")


def _requirement(
    w: Writer, words: Words, terms: Terms, requirement: Requirement, framework: Framework
) -> Iterator[str]:
    file = requirement.source.file
    yield from w.stand(requirement.id, _facts(w, terms.of("NodeKind"), requirement, framework), file)
    if not requirement.provision:
        return
    yield from w.stand(requirement.id, _provision(w, terms.of("Nature"), requirement.provision), file)
    yield from condition_lines(w, words, requirement.id, requirement.provision.holds, file)
    for applies in requirement.provision.applies:
        name = f"{requirement.id}/applies" + (f"-{applies.system}" if applies.system else "")
        yield from w.stand(requirement.id, iter([("aims:applies", w.node(name))]), file)
        facts: list[tuple[str, str]] = [
            ("rdf:type", w.node("aims:Applicability")),
            ("aims:formalDate", typed(applies.formal, "date")),
            ("aims:effectiveDate", typed(applies.effective, "date")),
        ]
        systems = [applies.system] if applies.system else requirement.provision.systems
        facts += [("aims:aboutSystem", w.node(f"aims:system-{system}")) for system in systems]
        yield from w.stand(name, iter(facts), file)


def _facts(w: Writer, kinds: Vocabulary, requirement: Requirement, framework: Framework) -> Pairs:
    yield "rdf:type", w.node("skos:Concept")
    kind = kinds.get(requirement.kind)
    if framework.role != "spine" and not (kind and "conceptOnly" in kind.says):
        yield "rdf:type", w.node("aims:Requirement")
    if framework.role != "spine":
        # A kind that the ontology does not know is a group where it is a heading, else a requirement and nothing more.
        if kind and "ofClass" in kind.says:
            yield "rdf:type", address(kind.says["ofClass"])
        elif not requirement.assessable:
            yield "rdf:type", w.node("aims:Group")
    yield "skos:inScheme", w.node(f"{framework.id}:")
    if requirement.number:
        yield "skos:notation", quoted(requirement.number)
    language = str(framework.header.get("language", ""))
    yield "skos:prefLabel", spoken(requirement.title, language)
    if requirement.parent:
        yield "skos:broader", w.node(requirement.parent)
    if requirement.summary:
        yield "dcterms:abstract", spoken(requirement.summary, language)
    yield "aims:kind", quoted(requirement.kind)
    yield "aims:order", typed(str(requirement.order), "integer")
    yield "aims:assessable", boolean(requirement.assessable)
    yield "aims:titleIsOurs", boolean(requirement.title_is_ours)
    for alias in requirement.aliases:
        yield "skos:hiddenLabel", quoted(alias)
    for document in requirement.documented_information:
        yield "aims:documentedInformation", spoken(document, language)
    if requirement.harmonized == "own":
        yield "aims:ownText", boolean(True)
    elif requirement.harmonized:
        yield "aims:carriesTextOf", w.node(requirement.harmonized)
    yield "aims:sourceFile", quoted(requirement.source.file)
    yield "aims:sourceLine", typed(str(requirement.source.line), "integer")


def _provision(w: Writer, natures: Vocabulary, provision: Provision) -> Pairs:
    if provision.nature:
        yield "aims:nature", w.node(f"aims:nature-{provision.nature}")
    nature = natures.get(provision.nature)
    if nature and "ofClass" in nature.says:
        yield "rdf:type", address(nature.says["ofClass"])
    for bearer in provision.bearers:
        yield "aims:bearer", w.node(f"aims:role-{bearer}")
    for system in provision.systems:
        yield "aims:aboutSystem", w.node(f"aims:system-{system}")
    if provision.condition:
        yield "aims:condition", english(provision.condition)
    if provision.extent:
        yield "aims:extent", english(provision.extent)
    if provision.state:
        yield "aims:textState", quoted(provision.state)
    if provision.amended_by:
        yield "eli:amended_by", english(provision.amended_by)
    for earlier in provision.replaces:
        yield "dcterms:replaces", w.node(earlier)
    if provision.difference:
        yield "aims:difference", english(provision.difference)


def _mapping_set(w: Writer, mapping_set: MappingSet) -> Pairs:
    yield "rdf:type", w.node("aims:MappingSet")
    yield "rdf:type", w.node("sssom:MappingSet")
    yield "dcterms:title", english(mapping_set.title)
    yield "dcterms:license", address(str(mapping_set.header["license"]))
    yield "sssom:subject_source", w.node(f"{mapping_set.subject}:")
    yield "sssom:object_source", w.node(f"{mapping_set.object}:")
    yield "aims:sourceFile", quoted(mapping_set.file)
    if mapping_set.stated_by:
        yield "aims:statedBy", quoted(mapping_set.stated_by)


def mapping_iri(row: Mapping) -> str:
    """Return the CURIE of a mapping row; it holds while both its sides stay the same."""
    return f"map:{row.row_id}"


def _mapping(w: Writer, row: Mapping, direct: bool, follows: bool) -> Iterator[str]:
    """Yield a row as a named owl:Axiom, and if the project itself states a relation, its direct triples.

    Args:
        w: the writer.
        row: the row.
        direct: whether the set is the project's own.
        follows: whether something follows from it; else it has no direct triple of a set relation.
    """
    yield from w.stand(mapping_iri(row), _row_facts(w, row), row.source.file)
    if not direct or not row.relation:
        return
    predicate, relation = SET_RELATIONS[row.relation]
    if follows:
        yield from w.stand(row.subject_id, iter([(relation, w.node(row.object_id))]), row.source.file)
    if row.is_counterpart:
        yield from w.stand(row.subject_id, iter([(predicate, w.node(row.object_id))]), row.source.file)


def _row_facts(w: Writer, row: Mapping) -> Pairs:
    yield "rdf:type", w.node("owl:Axiom")
    yield "rdf:type", w.node("aims:Mapping")
    yield "aims:inSet", w.node(f"map:{row.set_id}")
    yield "owl:annotatedSource", w.node(row.subject_id)
    yield "owl:annotatedTarget", w.node(row.object_id)
    yield "owl:annotatedProperty", _named(w, row.predicate)
    if row.relation:
        yield "aims:setRelation", w.node(SET_RELATIONS[row.relation][1])
    if row.relation == "no_relationship" or row.modifier:
        # In RDF the value of this slot is a node; only tables write Not.
        yield "sssom:predicate_modifier", w.node("sssom:NegatedPredicate")
    for slot, name in row.people:
        yield f"sssom:{slot}", quoted(name)
    for predicate, plain in (("aims:subjectMet", row.subject_met), ("aims:objectMet", row.object_met)):
        if plain:
            yield predicate, quoted(plain)
    texts = {
        "aims:shared": row.shared,
        "aims:subjectOnly": row.subject_only,
        "aims:objectOnly": row.object_only,
        "rdfs:comment": row.comment,
        "sssom:subject_label": row.subject_label,
        "sssom:object_label": row.object_label,
    }
    if row.named_by:
        texts["aims:namedBy"] = row.named_by
    for predicate, text in texts.items():
        if text:
            yield predicate, english(text)
    if row.nearest:
        yield "aims:nearest", w.node(row.nearest)
    if row.is_gap or row.with_parts:
        yield "aims:withParts", boolean(row.with_parts)
    if row.confidence is not None:
        yield "sssom:confidence", typed(f"{row.confidence:g}", "decimal")
    yield "sssom:mapping_justification", _named(w, row.justification)
    if row.tool:
        yield "sssom:mapping_tool", quoted(row.tool)
    if row.date:
        yield "sssom:mapping_date", typed(row.date, "date")
    yield "aims:sourceFile", quoted(row.source.file)
    yield "aims:sourceLine", typed(str(row.source.line), "integer")


def _joint(w: Writer, joint: Joint) -> Pairs:
    """Return what is said of several requirements together; of none of them by itself is anything said."""
    yield "rdf:type", w.node("aims:JointMapping")
    yield "aims:inSet", w.node(f"map:{joint.set_id}")
    for subject in joint.subjects:
        yield "aims:jointSubject", w.node(subject)
    for object_ in joint.objects:
        yield "aims:jointObject", w.node(object_)
    if joint.relation:
        yield "aims:setRelation", w.node(SET_RELATIONS[joint.relation][1])
    if joint.comment:
        yield "rdfs:comment", english(joint.comment)
    yield "sssom:mapping_justification", _named(w, joint.justification)
    yield "aims:sourceFile", quoted(joint.source.file)
    yield "aims:sourceLine", typed(str(joint.source.line), "integer")


def _named(w: Writer, name: str) -> str:
    """Return what a row of any hand names: by a short name, or by an IRI whose namespace has none here."""
    try:
        return w.node(name)
    except KeyError:
        return address(name)


def _remainder_id(remainder: Remainder) -> str:
    return "map:remainder/" + f"{remainder.requirement_id}..{remainder.held}".replace(":", "_")


def _remainder(w: Writer, remainder: Remainder) -> Pairs:
    yield "rdf:type", w.node("aims:Remainder")
    yield "aims:held", w.node(f"{remainder.held}:")
    yield from _left(w, remainder)


def _combined(w: Writer, combined: Combined) -> Pairs:
    yield "rdf:type", w.node("aims:CombinedRemainder")
    for held in combined.held:
        yield "aims:heldTogether", w.node(f"{held}:")
    yield from _left(w, combined)


def _left(w: Writer, remainder: Remainder | Combined) -> Pairs:
    yield "aims:remainderOf", w.node(remainder.requirement_id)
    yield "aims:met", quoted(remainder.met)
    for counterpart in remainder.by:
        yield "aims:metBy", w.node(counterpart)
    if remainder.remains:
        yield "aims:remains", english(remainder.remains)
    if remainder.comment:
        yield "rdfs:comment", english(remainder.comment)
    yield "aims:sourceFile", quoted(remainder.source.file)
    yield "aims:sourceLine", typed(str(remainder.source.line), "integer")
