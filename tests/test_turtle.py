"""Turtle that means nothing, shapes that ask elsewhere, prefixes: each is named."""

import pytest
import tiny
from formed import AIMS, LAW, findings
from rdflib import Graph

from aims_graph.check.content import report
from aims_graph.errors import ContentError
from aims_graph.formats.library import library_of, load
from aims_graph.graph.shape_queries import shape_query_findings
from aims_graph.pack.pack import shipped

# Turtle.


@pytest.mark.parametrize(
    ("place", "added", "message"),
    [
        (
            LAW,
            "aims:system-all skos:broader aims:system-some .",
            "leads round in a ring: system-some → system-all → system-some",
        ),
        (LAW, "aims:role-maker skos:broader aims:role-maker .", "leads round in a ring: role-maker → role-maker"),
        (LAW, "aims:system-some skos:broader aims:system-none .", "system-some has two values of skos:broader"),
        (
            LAW,
            'aims:system-b a aims:SystemKind ; skos:notation "all" .',
            "system-b has the notation 'all' of system-all",
        ),
        (
            LAW,
            "@prefix a: <https://example.org/elsewhere/> .",
            "prefix 'a' stands for https://example.org/elsewhere/ here",
        ),
        (LAW, "@prefix aims: <http://w3id.org/aims-graph/ontology#> .", "prefix 'aims' stands for http://w3id.org"),
        (AIMS, "aims:Control owl:equivalentClass owl:Nothing .", "aims:Control is defined as nothing"),
        (AIMS, "aims:Control rdfs:subClassOf owl:Nothing .", "aims:Control is defined as nothing"),
        *(
            (AIMS, f"aims:Control {way} {nothing} .", f"aims:Control {what}")
            for way in ("owl:equivalentClass", "rdfs:subClassOf")
            for nothing, what in (
                ("[ owl:complementOf owl:Thing ]", "is defined as nothing"),
                ("[ owl:complementOf [ owl:complementOf owl:Nothing ] ]", "is defined as nothing"),
                ("[ owl:oneOf () ]", "is defined as nothing"),
                ("[ owl:unionOf () ]", "is defined as nothing"),
                ("[ owl:unionOf (owl:Nothing [ owl:oneOf () ]) ]", "is defined as nothing"),
                ("[ owl:intersectionOf (aims:Framework [ owl:oneOf () ]) ]", "is defined as nothing"),
                ("[ owl:onProperty aims:x ; owl:someValuesFrom owl:Nothing ]", "is defined as nothing"),
                (
                    "[ owl:onProperty aims:x ; owl:minQualifiedCardinality 1 ; owl:onClass [ owl:unionOf () ] ]",
                    "is defined as nothing",
                ),
                (
                    "[ owl:onProperty aims:x ; owl:minCardinality 2 ] , [ owl:onProperty aims:x ; owl:maxCardinality 1 ]",
                    "must have at least 2 and at most 1 of aims:x",
                ),
                (
                    "[ owl:onProperty aims:x ; owl:someValuesFrom aims:Framework ] , [ owl:onProperty aims:x ; owl:maxCardinality 0 ]",
                    "must have at least 1 and at most 0 of aims:x",
                ),
            )
        ),
        (AIMS, "aims:Control owl:oneOf () .", "aims:Control is defined as nothing"),
        (
            AIMS,
            "aims:Control owl:disjointUnionOf (aims:Framework aims:Framework) .",
            "aims:Control is defined as nothing",
        ),
        (AIMS, "aims:Control owl:disjointWith aims:Control .", "aims:Control is said to be apart from itself"),
        (
            AIMS,
            "aims:Control owl:disjointWith aims:Requirement .",
            "aims:Control lies inside both aims:Control and aims:Requirement, which are apart",
        ),
        (AIMS, "aims:equal owl:equivalentProperty owl:bottomObjectProperty .", "aims:equal is defined as nothing"),
        (AIMS, "aims:equal rdfs:subPropertyOf owl:bottomObjectProperty .", "aims:equal is defined as nothing"),
        (AIMS, "aims:equal owl:propertyDisjointWith aims:equal .", "aims:equal is said to be apart from itself"),
        (
            AIMS,
            "[] a owl:AllDisjointClasses ; owl:members ( aims:Control aims:Requirement ) .",
            "aims:Control lies inside both aims:Control and aims:Requirement, which are apart",
        ),
        (
            AIMS,
            "aims:Odd owl:equivalentClass [ owl:intersectionOf ( aims:Control owl:Nothing ) ] .",
            "aims:Odd is defined as nothing",
        ),
    ],
)
def test_turtle_that_means_nothing_is_named(tmp_path, place, added, message):
    packs = tiny.write(tmp_path)
    path = tmp_path / place
    line = path.read_text(encoding="utf-8").count("\n") + 1
    path.write_text(path.read_text(encoding="utf-8") + added + "\n", encoding="utf-8")
    found = report(packs, shapes=False).findings
    assert [message in f.what and f.file == place and 0 < f.line <= line for f in found] == [True], found


#: Turtle of RDF 1.2 that the engine of the graph reads, and nothing else here does.
NEWER = [
    ("<< aims:a aims:b aims:c >> aims:y 1 .", "<<"),
    ("aims:x aims:y <<( aims:a aims:b aims:c )>> .", "<<"),
    ("aims:a aims:b aims:c {| aims:y 1 |} .", "{|"),
    ("aims:a aims:b aims:c ~ aims:r .", "~"),
    ("aims:a aims:b 'x'@en--ltr .", "@en--ltr"),
    ('VERSION "1.2"', "VERSION"),
    ('@version "1.2" .', "@version"),
    # So deep the engine would end with the process.
    (f"aims:x aims:y {'<<( aims:a aims:b ' * 100_000}1{' )>>' * 100_000} .", "<<"),
]


@pytest.mark.parametrize(("text", "sign"), NEWER, ids=[text[:24] for text, _ in NEWER])
@pytest.mark.parametrize("place", ["ontology/own.ttl", "ontology/shapes/own.ttl"])
def test_turtle_of_rdf_1_2_is_refused_where_it_is_read(tmp_path, place, text, sign):
    packs = tiny.write(tmp_path)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(f"@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n# <<\n{text}\n")
    (found,) = report(packs).findings
    assert (found.file, found.line, found.form) == (place, 3, True) and found.mend
    assert found.what == f"says '{sign}', which is Turtle of RDF 1.2; RDF 1.1 is read"


def test_signs_of_rdf_1_2_mean_nothing_in_texts_names_and_comments(tmp_path):
    packs = tiny.write(tmp_path)
    texts = r"""'<< it\'s ~', "{|", '', '''~ ' <<'''@en-GB, "@en--ltr \" <<" . # {| ~"""
    (tmp_path / "ontology/own.ttl").write_text(
        f"@prefix version: <http://example.org/~version/> .\nversion:a\\~b version:version {texts}\n"
    )
    assert [str(f) for f in report(packs, shapes=False).findings] == []


@pytest.mark.parametrize(
    "told",
    [
        "owl:equivalentClass [ owl:unionOf (owl:Nothing aims:Framework) ]",
        "owl:equivalentClass [ owl:complementOf owl:Nothing ]",
        "rdfs:subClassOf [ owl:oneOf (aims:x) ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:allValuesFrom owl:Nothing ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:minQualifiedCardinality 0 ; owl:onClass owl:Nothing ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:maxQualifiedCardinality 0 ; owl:onClass owl:Nothing ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:cardinality 1 ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:minCardinality 1 ] , [ owl:onProperty aims:x ; owl:maxCardinality 1 ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:minCardinality 2 ] , [ owl:onProperty aims:y ; owl:maxCardinality 1 ]",
        "rdfs:subClassOf [ owl:onProperty aims:x ; owl:minQualifiedCardinality 2 ; owl:onClass aims:Framework ]"
        " , [ owl:onProperty aims:x ; owl:maxQualifiedCardinality 1 ; owl:onClass aims:Control ]",
        "owl:disjointUnionOf (aims:Odd aims:Even)",
    ],
)  # fmt: skip
def test_what_can_have_members_is_let_be(tmp_path, told):
    packs = tiny.write(tmp_path)
    path = tmp_path / AIMS
    head = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    path.write_text(f"{head}{path.read_text()}\naims:Whole {told} .\n")
    assert findings(packs) == []


@pytest.mark.parametrize(
    "query",
    [
        "WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }",
        "WHERE { service SILENT ?x {} }",
        "FROM <http://example.org/> {}",
    ],
)
def test_a_shape_asks_no_other_place(tmp_path, query):
    packs = tiny.write(tmp_path)
    shape = tmp_path / "ontology/shapes/x.ttl"
    shape.parent.mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;\n"
    shape.write_text(f'{head} sh:sparql [ sh:select """SELECT $this\n{query}""" ] .\n')
    (found,) = report(packs).findings
    assert "a shape asks another place" in found.what and (found.file, found.line) == ("ontology/shapes/x.ttl", 4)
    shape.write_text(
        f'{head} sh:sparql [ sh:select """# SERVICE\nSELECT $this WHERE {{ $this ?from "a SERVICE" }}""" ] .\n'
    )
    assert report(packs).findings == ()


def test_where_a_shape_asks_elsewhere_is_the_line_of_its_query_and_not_of_a_remark_above(tmp_path):
    packs = tiny.write(tmp_path)
    shape = tmp_path / "ontology/shapes/x.ttl"
    shape.parent.mkdir()
    head = "# Taken FROM a guide.\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;\n"
    shape.write_text(f'{head} sh:sparql [ sh:select """SELECT $this\nFROM <http://example.org/> {{}}""" ] .\n')
    assert [f.line for f in report(packs).findings] == [5]


@pytest.mark.parametrize(
    "shape",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE { oops" ]',
        "sh:property [ sh:minCount 1 ]",
        'sh:property [ sh:path aims:x ; sh:minCount "a" ]',
        'sh:property [ sh:path aims:x ; sh:pattern "(" ]',
    ],
)
def test_a_shape_that_cannot_be_run_is_named(tmp_path, shape):
    packs = tiny.write(tmp_path)
    folder = tmp_path / "ontology/shapes"
    folder.mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    for name, constraint in (("bad", shape), ("good", "sh:property [ sh:path aims:x ; sh:maxCount 0 ]")):
        text = f"{head}aims:S{name} a sh:NodeShape ; sh:targetClass aims:Mapping ; {constraint} .\n"
        (folder / f"{name}.ttl").write_text(text)
    found = report(packs).findings
    assert [(f.file, "cannot be run" in f.what) for f in found] == [("ontology/shapes/bad.ttl", True)]


@pytest.mark.parametrize(
    "query",
    [
        r"SELECT $this { \\u0053ERVICE <http://example.org/> { ?a ?b ?c } }",
        r"SELECT $this { s\\U00000065rvice <http://example.org/> { ?a ?b ?c } }",
        r"SELECT $this F\\u0052OM <http://example.org/> { ?a ?b ?c }",
        "SELECT $this {{ SERVICE ?x {{ }} }}",
        "SELECT $this WHERE { } FROM <http://example.org/> { }",
        "SELECT $this { oops",
        "CLEAR ALL",
    ],
)
def test_what_a_shape_asks_is_read_as_an_engine_reads_it(query):
    shapes = Graph().parse(
        data=f"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:sparql [ sh:select '{query}' ] ."
    )
    assert [(f.file, f.form) for f in shape_query_findings("x.ttl", shapes)] == [("x.ttl", True)]


def test_the_queries_of_the_shipped_shapes_and_words_in_texts_ask_nothing_elsewhere():
    said = Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:s> sh:sparql [ sh:select "SELECT $this { $this $PATH ?from FILTER(?from = 'SERVICE <x> FROM') }" ] ."""
    )
    for shapes in (said, *(Graph().parse(p) for p in shipped().glob("ontology/shapes/*.ttl"))):
        assert list(shape_query_findings("x.ttl", shapes)) == []


def test_a_shape_that_does_not_end_is_stopped_and_named(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("aims_graph.graph.shapes_apart.SECONDS", 3)
    packs = tiny.write(tmp_path)
    (tmp_path / "ontology/shapes").mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    (tmp_path / "ontology/shapes/long.ttl").write_text(
        f"{head}aims:S a sh:NodeShape ; sh:targetNode 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#' ; sh:pattern '^(([a-z]+)+)+!$' .\n"
    )
    (found,) = report(packs).findings
    assert found.file == "ontology/shapes/long.ttl" and "stopped after 3 seconds" in found.what
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("shape", ["sh:property [ sh:path aims:x ; sh:minCount 'x' ]", "sh:node aims:S"])
def test_a_shape_that_no_engine_runs_makes_no_noise(tmp_path, shape, capfd):
    packs = tiny.write(tmp_path)
    (tmp_path / "ontology/shapes").mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    (tmp_path / "ontology/shapes/own.ttl").write_text(
        f"{head}aims:S a sh:NodeShape ; sh:targetClass aims:Requirement ; {shape} .\n"
    )
    (found,) = report(packs).findings
    assert "cannot be run" in found.what and capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "value", ["'x'^^xsd:integer", "'2026-99-99'^^xsd:date", "'perhaps'^^xsd:boolean", "'2026-11-30'^^xsd:dateTime"]
)
@pytest.mark.parametrize("place", ["ontology/own.ttl", "ontology/shapes/own.ttl"])
def test_a_value_that_its_datatype_does_not_have_is_named(tmp_path, place, value, capfd):
    packs = tiny.write(tmp_path)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    head = (
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    )
    (tmp_path / place).write_text(f"{head}aims:x aims:y {value} .\n")
    found = report(packs).findings
    assert [(f.file, f.line, "is no value of" in f.what) for f in found] == [(place, 3, True)]
    assert capfd.readouterr().err == ""


# Prefixes.


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "aims\thttps://example.org/aims#\tus",
            "prefix 'aims' stands for https://w3id.org/aims-graph/ontology# already",
        ),
        (
            "skos\thttps://example.org/skos#\tus",
            "prefix 'skos' stands for http://www.w3.org/2004/02/skos/core# already",
        ),
        ("a\thttps://example.org/other/\tus", "prefix 'a' stands for https://example.org/a/ already"),
        ("c\thttps://example.org/a/\tus", "https://example.org/a/ has the prefix 'a' already"),
        ("c\thttps://w3id.org/aims-graph/ontology#x\tus", "lies inside that of prefix 'aims'"),
        ("c\tnothing\tus", "names no IRI"),
        ("c\thttps://example.org/c/", "has 2 cells, but the first line names 3 columns"),
        ("c d\thttps://example.org/c/\tus", "'c d' can be no prefix"),
        ("c\thttps://example.org/<c>/\tus", "names no IRI"),
    ],
)
def test_a_prefix_stands_for_one_thing(tmp_path, line, message):
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/prefixes.tsv"
    path.write_text(path.read_text() + line + "\n")
    found = report(packs)
    assert [message in f.what and f.line == 4 for f in found.findings] == [True] and found.left_out
    with pytest.raises(ContentError, match="prefix"):
        library_of(packs)


def test_the_shipped_prefixes_are_right():
    assert load().names.iri("aims:x") == "https://w3id.org/aims-graph/ontology#x"
