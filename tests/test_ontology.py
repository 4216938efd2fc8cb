"""SHACL says in plain sentences what is wrong; HermiT finds content consistent and planted contradictions not."""

import shutil

import pytest
from pyoxigraph import NamedNode, Triple
from rdflib import Graph
from rdflib.namespace import SH

from aims_graph.graph import validation
from aims_graph.graph.consistency import projection
from aims_graph.graph.validation import validate
from aims_graph.pack.names import names_of
from aims_graph.pack.pack import shipped
from aims_graph.reason.hermit import is_consistent

PREFIXES = """@prefix aims: <https://w3id.org/aims-graph/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sssom: <https://w3id.org/sssom/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix semapv: <https://w3id.org/semapv/vocab/> .
"""
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


BROKEN = [
    ("x:r a aims:Requirement .", "A requirement needs one title, tagged with its language"),
    ("x:r a aims:Requirement .", "A requirement stands in exactly one edition of a framework"),
    ("x:r a aims:Requirement .", "A requirement says whether it is assessable"),
    ("x:r a aims:Requirement .", "A requirement has one position in its framework"),
    ('x:r a aims:Requirement ; skos:notation "1", "2" .', "A requirement has at most one printed number"),
    (
        "x:r a aims:Requirement ; skos:broader x:a, x:b .",
        "A requirement stands under at most one other requirement",
    ),
    ("x:r a aims:Control .", "A control has a printed number"),
    ("x:r a aims:Control .", "A control stands under an area, objective or theme"),
    ("x:r a aims:Control .", "A control has a summary in our words"),
    ("x:r aims:bearer x:somebody .", "A bearer is one of the roles that ontology/law.ttl defines"),
    (
        "x:r aims:bearer x:a ; aims:aboutSystem x:s .",
        "What a provision is about is one of the kinds of system that ontology/law.ttl defines",
    ),
    (
        'x:a a aims:Applicability ; aims:formalDate "2027-01-01"^^xsd:date ; aims:effectiveDate "2026-01-01"^^xsd:date .',
        "A provision has one formal date, and takes effect on it or later",
    ),
    ("x:a a aims:Applicability .", "A provision has one effective date for each kind of system"),
    ("x:m a aims:Mapping .", "A mapping row has one subject"),
    ("x:m a aims:Mapping .", "A mapping row has one object"),
    (
        "x:m a aims:Mapping ; aims:setRelation x:like .",
        "A mapping row states at most one of the five set relations of NIST IR 8477",
    ),
    ('x:m a aims:Mapping ; aims:subjectMet "half" .', "How much of the subject is met is all, most, some or none"),
    ('x:m a aims:Mapping ; aims:objectMet "half" .', "How much of the object is met is all, most, some or none"),
    ("x:m a aims:Mapping ; sssom:confidence 1.5 .", "A confidence is a number from 0 to 1"),
    ("x:m a aims:Mapping .", "A mapping row says how it came about"),
    ("x:m a aims:Remainder .", "A remainder says how much is met: all, most, some or none"),
    ("x:m a aims:Remainder .", "A remainder speaks of one requirement"),
    ("x:m a aims:Remainder .", "A remainder names the framework that is held whole"),
    ("x:m a aims:CombinedRemainder .", "A combined remainder says how much is met: all, most or some"),
    ("x:m a aims:CombinedRemainder .", "A combined remainder speaks of one requirement"),
    ("x:m a aims:CombinedRemainder .", "A combined remainder names the frameworks that are held whole at once"),
    ("x:f a aims:Fact .", "A fact is one question"),
    (
        'x:f a aims:Fact ; aims:factOf "weather" .',
        "A fact is one of an operator, a system, a model, an act or a day",
    ),
    ("x:f a aims:Fact .", "A fact names the provisions that ask for it"),
    ("x:c a aims:Condition .", "A condition names what must hold or must not"),
    ("x:r aims:evidence x:e .", "Evidence is asked for at a requirement"),
    ("x:r aims:evidence x:e .", "Evidence is of a kind that ontology/evidence.ttl defines"),
    ("x:r aims:evidence x:e .", "What exactly the auditor asks to see is said once, in words"),
    ("x:r aims:needs x:o .", "A link leads to a requirement"),
    ("x:t <http://purl.org/dc/terms/references> x:r .", "A search word has one label"),
    ("x:t <http://purl.org/dc/terms/references> x:r .", "A search word leads to requirements"),
    ("x:t a aims:Transition .", "A transition covers what was there before one date"),
    ("x:t a aims:Transition .", "A transition names the roles it holds duties off from"),
    (
        'x:t a aims:Transition ; aims:complyBy "2027-08-02"^^xsd:date ; aims:lostBy "a change" .',
        "A transition ends on a date, with an event, or never; not in two ways",
    ),
    ("x:m aims:timesRead 0 .", "A row was read once or more"),
]
#: Every way in which one shape may lead to another.
INTERWOVEN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
x:both sh:path skos:hiddenLabel ; sh:minCount 1 ; sh:message "asked for twice" .
x:one a sh:NodeShape ; sh:targetClass aims:Control ; sh:property x:both .
x:two a sh:NodeShape ; sh:targetClass aims:Control , aims:Requirement ; sh:property x:both .
x:of a sh:NodeShape ; sh:targetSubjectsOf aims:bearer ; sh:property [ sh:path aims:bearer ; sh:node x:held ] .
x:held a sh:NodeShape ; sh:targetClass aims:Mapping ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] .
x:off a sh:NodeShape ; sh:deactivated true ; sh:targetClass aims:Mapping ; sh:property [ sh:path skos:altLabel ; sh:minCount 1 ] .
aims:Fact a sh:NodeShape , rdfs:Class ; sh:targetSubjectsOf aims:needs ; sh:property [ sh:path skos:altLabel ; sh:minCount 1 ] .
x:deep a sh:NodeShape ; sh:targetObjectsOf aims:needs ; sh:targetNode x:m ;
    sh:property [ sh:path aims:needs ; sh:minCount 1 ; sh:property [ sh:path skos:notation ; sh:minCount 1 ] ] .
x:own a sh:PropertyShape ; sh:path aims:order ; sh:minCount 1 ; sh:targetClass aims:Mapping .
x:three a sh:NodeShape ; sh:targetClass aims:Mapping ; sh:property x:own .
"""


@pytest.mark.parametrize(("broken", "message"), BROKEN)
def test_each_shape_has_a_broken_example(broken, message):
    every = Graph()
    for path in (shipped().root / "ontology" / "shapes").glob("*.ttl"):
        every.parse(path)
    data = Graph().parse(data=PREFIXES + broken, format="turtle")
    assert any(message in f.what for f in validate(data, every, names_of([shipped()])[0]))


def test_shapes_by_themselves_find_the_same(monkeypatch):
    named = Graph().parse(data=PREFIXES + INTERWOVEN, format="turtle")
    for path in (shipped().root / "ontology" / "shapes").glob("*.ttl"):
        named.parse(path)
    data = Graph().parse(data=PREFIXES + "\n".join(dict.fromkeys(broken for broken, _ in BROKEN)), format="turtle")
    names = names_of([shipped()])[0]
    fast = sorted(str(f) for f in validate(data, named, names))
    assert len([*validation.by_themselves(named).objects(predicate=SH.property)]) < len(
        [*named.objects(predicate=SH.property)]
    )
    monkeypatch.setattr(validation, "by_themselves", lambda graph: graph)
    assert fast == sorted(str(f) for f in validate(data, named, names))
    assert len(fast) > 50 and sum("asked for twice" in text for text in fast) > 1


@pytest.fixture(scope="module")
def statements(library):
    return projection(library)


@needs_java
def test_ontology_and_content_are_consistent(statements):
    assert is_consistent(statements)


@needs_java
@pytest.mark.parametrize(
    "planted",
    [
        # Equal and no relationship at once.
        [
            ("iso42001:7.5.3", "aims:equal", "iso27001:7.5.3"),
            ("iso42001:7.5.3", "aims:noRelationship", "iso27001:7.5.3"),
        ],
        # A control in two frameworks.
        [("iso42001:A.6.2.8", "skos:inScheme", "iso27001:")],
        # Each inside the other, both strictly.
        [("iso42001:5.1", "aims:subsetOf", "iso9001:6.3"), ("iso9001:6.3", "aims:subsetOf", "iso42001:5.1")],
    ],
)
def test_a_planted_contradiction_is_found(library, statements, planted):
    triples = [Triple(*(NamedNode(library.names.iri(name)) for name in names)) for names in planted]
    assert not is_consistent([*statements, *triples])
