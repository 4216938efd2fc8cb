"""The graph as it leaves: what is written reads back to the same statements, and other tools read it."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import owlready2
import pyoxigraph as ox
import pytest
import rdflib
import tiny
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_graph.errors import AimsError
from aims_graph.exchange.described import description
from aims_graph.exchange.part import Part, quads
from aims_graph.exchange.readers import read
from aims_graph.exchange.writers import ENDINGS, GRAPH_WRITERS, write
from aims_graph.formats.library import library_of
from aims_graph.model import Library

WITH_GRAPHS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
ONE_GRAPH = {"turtle": ox.RdfFormat.TURTLE, "rdfxml": ox.RdfFormat.RDF_XML}
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("tiny")
    packs = tiny.write(folder)
    path = folder / tiny.PAIR
    # A confidence of 1 beside others of less, which some writers turn into another type.
    path.write_text(path.read_text().replace("\t0.8\t", "\t1\t"))
    return library_of(packs)


def canonical(statements: Iterable[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def back(library: Library, part: Part, form: str) -> set[str]:
    return canonical(ox.parse(write(library, part, form).data, format={**WITH_GRAPHS, **ONE_GRAPH}[form]))


def is_the_same(library: Library, part: Part) -> None:
    found = quads(library, part)
    whole, flat = canonical(found), canonical(ox.Quad(*q.triple) for q in found)
    assert whole
    for form in WITH_GRAPHS:
        assert back(library, part, form) == whole, form
    for form in ONE_GRAPH:
        assert back(library, part, form) == flat, form


def test_a_mapping_set_reads_back_to_the_same_statements(library: Library) -> None:
    is_the_same(library, min((s for s in library.sets if not s.stated_by), key=lambda s: len(s.rows)))


def test_everything_reads_back_blank_nodes_included(small: Library) -> None:
    assert any(isinstance(q.subject, ox.BlankNode) for q in quads(small, None))
    is_the_same(small, None)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=25)


@settings(max_examples=10, deadline=None)
@given(st.lists(ANY_TEXT, min_size=6, max_size=6), st.integers(1, 1000).map(lambda n: n / 1000))
def test_whatever_stands_in_a_cell_reads_back(small: Library, texts: list[str], sure: float) -> None:
    title, summary, alias, comment, shared, edition = texts
    one = small.requirements["a:1.1"]
    changed = replace(one, title=title, summary=summary, aliases=(alias,))
    first, *others = small.sets[0].rows
    rows = (replace(first, comment=comment, shared=shared, confidence=sure), *others)
    library = replace(
        small,
        requirements={**small.requirements, one.id: changed},
        frameworks={**small.frameworks, "a": replace(small.frameworks["a"], edition=edition)},
        sets=[replace(small.sets[0], rows=rows)],
    )
    for part in (library.frameworks["a"], library.sets[0]):
        found = quads(library, part)
        for form in WITH_GRAPHS:
            assert back(library, part, form) == canonical(found), form
        flat = canonical(ox.Quad(*q.triple) for q in found)
        for form in ONE_GRAPH:
            try:
                assert back(library, part, form) == flat, form
            except AimsError as error:  # XML has no way to write some characters
                assert form == "rdfxml" and re.search(r"U\+[0-9A-F]{4}", str(error))
                assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "".join(texts))


def test_json_ld_keeps_a_confidence_a_decimal_and_other_readers_agree(small: Library) -> None:
    data = write(small, small.sets[0], "jsonld").data
    document = json.loads(data)
    assert document["@context"]["confidence"] == {"@id": "sssom:confidence", "@type": "xsd:decimal"}
    assert document["@context"]["inSet"]["@type"] == "@id"
    nodes = [n for g in document["@graph"] for n in g["@graph"]]
    assert any("@type" in n for n in nodes) and not any({"type", "rdf:type"} & n.keys() for n in nodes)
    said = [n["confidence"] for g in document["@graph"] for n in g["@graph"] if "confidence" in n]
    assert sorted(said) == [["0.9"], ["0.9"], ["0.9"], ["1"]]
    theirs = rdflib.Dataset().parse(data=data, format="json-ld")
    ours = quads(small, small.sets[0])
    assert {str(s) for s, *_ in theirs.quads()} == {
        q.subject.value for q in ours if isinstance(q.subject, ox.NamedNode)
    }
    assert len(set(theirs.quads())) == len(ours)
    # The context is that of the whole content, whatever of it leaves.
    assert json.loads(write(small, small.frameworks["b"], "jsonld").data)["@context"] == document["@context"]


def test_prefixes_stand_in_order_and_only_those_that_are_used(small: Library) -> None:
    text = write(small, small.frameworks["a"], "turtle").data.decode()
    prefixes = re.findall(r"@prefix ([\w-]+):", text)
    assert prefixes == sorted(prefixes) and "a" in prefixes and "map" not in prefixes
    root = re.search(r"<rdf:RDF ([^>]*)>", write(small, None, "rdfxml").data.decode())
    assert root and root[1].split() == sorted(root[1].split())


def test_skos_says_everything_from_both_sides_and_our_reader_reads_it(small: Library, tmp_path: Path) -> None:
    data = write(small, None, "skos").data
    graph = rdflib.Graph().parse(data=data, format="turtle")
    skos = rdflib.Namespace(SKOS)
    concepts = set(graph.subjects(rdflib.RDF.type, skos.Concept))
    assert {rdflib.URIRef("https://example.org/a/1.1"), rdflib.URIRef("https://example.org/b/1.3")} <= concepts
    for concept in concepts:
        assert [label.language for label in graph.objects(concept, skos.prefLabel)] == ["en"]
        scheme = graph.value(concept, skos.inScheme)
        assert (scheme, rdflib.RDF.type, skos.ConceptScheme) in graph
        top = graph.value(concept, skos.broader) is None
        assert (
            ((concept, skos.topConceptOf, scheme) in graph) is top is ((scheme, skos.hasTopConcept, concept) in graph)
        )
    for one, other in (("broader", "narrower"), ("exactMatch", "exactMatch"), ("relatedMatch", "relatedMatch")):
        pairs = set(graph.subject_objects(skos[one]))
        assert pairs and pairs == {(o, s) for s, o in graph.subject_objects(skos[other])}
    path = tmp_path / "a.skos.ttl"
    path.write_bytes(write(small, small.sets[0], "skos").data)
    draft = read(path)
    numbers = {r.number for f in draft.frameworks for r in f.requirements}
    assert numbers == {r.number for f in ("a", "b") for r in small.members(f)}
    for framework in draft.frameworks:
        ours = {r.number: (r.kind, r.assessable) for f in ("a", "b") if small.names.table[f] == framework.iri for r in small.members(f)}  # fmt: skip
        assert {r.number: (r.kind, r.assessable) for r in framework.requirements} == ours
        assert {assessable for _, assessable in ours.values()} == {True, False}
        (one,) = (f for f in small.frameworks.values() if small.names.table[f.id] == framework.iri)
        told = (framework.title, framework.short, framework.edition, framework.licence)
        assert told == (one.title, "", one.edition, one.licence)
        said = {r.number: (r.title, r.text) for r in framework.requirements}
        assert said == {r.number: (r.title, r.summary) for r in small.members(one.id)}
    assert sum(len(m.rows) for m in draft.mappings) == sum(row.is_counterpart for row in small.sets[0].rows)


def test_owlready2_reads_the_rationale_of_a_row(small: Library, tmp_path: Path) -> None:
    path = tmp_path / "pair.owl"
    written = write(small, small.sets[0], "owl")
    path.write_bytes(written.data)
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    subject, object_ = world["https://example.org/a/1.1"], world["https://example.org/b/1.1"]
    comments = owlready2.comment[subject, world[f"{SKOS}exactMatch"], object_]
    assert [str(c) for c in comments] == ["both ask for every event"]
    assert written.notes[0].what.startswith("2 rows")  # those without counterpart


def test_networks_have_an_id_for_each_edge_and_numbers_for_numbers(small: Library) -> None:
    graphml = nx.parse_graphml(write(small, None, "graphml").data.decode(), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(write(small, None, "gexf").data))
    for graph in (graphml, gexf):
        assert set(graph) == {r.id for f in small.mapped for r in small.members(f.id)}
        edges = list(graph.edges(data=True))
        ids = [d["id"] for *_, d in edges] if graph is gexf else [key for *_, key in graph.edges(keys=True)]
        assert len(set(ids)) == len(edges)
        rows = {(a, b): d for a, b, d in edges if "confidence" in d}
        assert {pair: d["confidence"] for pair, d in rows.items()} == {("a:1.1", "b:1.1"): 0.9, ("a:1.2", "b:1.2"): 1.0}
        assert all(type(d["confidence"]) is float for d in rows.values())
        assert rows["a:1.1", "b:1.1"]["where"].startswith(tiny.PAIR)
    assert b"<meta" not in write(small, None, "gexf").data  # the day of writing stands there


def test_a_description_says_what_the_file_is(small: Library) -> None:
    void, dcat = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://www.w3.org/ns/dcat#")
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    versions = set()
    for form in ("trig", "turtle"):
        data = write(small, None, form).data
        graph = rdflib.Graph().parse(
            data=description(small, None, form, f"all{ENDINGS[form]}", data), format="turtle", publicID="https://x.org/"
        )
        dataset, file = rdflib.URIRef("https://x.org/#dataset"), rdflib.URIRef(f"https://x.org/all{ENDINGS[form]}")
        assert (dataset, dcat.distribution, file) in graph and (dataset, void.dataDump, file) in graph
        assert int(graph.value(file, dcat.byteSize)) == len(data)  # type: ignore[arg-type]
        checksum = graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(data).hexdigest()
        assert str(graph.value(dataset, rdflib.DCTERMS.title)).startswith("aims-graph: frameworks for")
        kinds = {graph.value(n, void["class"]): int(graph.value(n, void.entities)) for n in graph.objects(dataset, void.classPartition)}  # type: ignore[arg-type]  # fmt: skip
        typed = {(t.subject, t.object) for t in {q.triple for q in quads(small, None)} if t.predicate.value == str(rdflib.RDF.type)}  # fmt: skip
        assert {str(k): n for k, n in kinds.items()} == Counter(
            o.value for _, o in typed if isinstance(o, ox.NamedNode)
        )
        for what, of in ((void.distinctSubjects, "subject"), (void.properties, "predicate")):
            assert int(graph.value(dataset, what)) == len({getattr(q, of) for q in quads(small, None)})  # type: ignore[arg-type]
        assert int(graph.value(dataset, void.triples)) == len({q.triple for q in quads(small, None)})  # type: ignore[arg-type]
        assert rdflib.URIRef(tiny.LICENCE) in set(graph.objects(dataset, rdflib.DCTERMS.license))
        subsets = {str(s): int(graph.value(s, void.triples)) for s in graph.objects(dataset, void.subset)}  # type: ignore[arg-type]
        assert sum(subsets.values()) == len(quads(small, None))
        versions.add(graph.value(dataset, dcat.version))
    assert len(versions) == 1
    part = small.frameworks["a"]
    of_one = rdflib.Graph().parse(data=description(small, part, "turtle", "a.ttl", b""), format="turtle", publicID="https://x.org/")  # fmt: skip
    dataset = rdflib.URIRef("https://x.org/#dataset")
    assert str(of_one.value(dataset, rdflib.DCTERMS.title)) == part.title
    assert of_one.value(dataset, dcat.version) not in versions


def test_the_command_takes_everything_a_framework_or_a_pair(tmp_path: Path) -> None:
    content = ("--alone", "--content", str(tmp_path / "content"))
    tiny.write(tmp_path / "content")
    file = tmp_path / "all.trig"
    done = run("export", "-o", str(file), "--describe", *content)
    assert done.returncode == 0, done.stderr
    assert canonical(ox.parse(file.read_bytes(), format=ox.RdfFormat.TRIG))
    assert hashlib.sha256(file.read_bytes()).hexdigest() in (tmp_path / "all.trig.void.ttl").read_text()
    one = run("export", "framework a", "--format", "nquads", *content).stdout
    assert one and {line.rsplit(" ", 2)[1] for line in one.splitlines()} == {
        f"<https://w3id.org/aims-graph/file/{tiny.CATALOGUE}>"
    }
    pair = tmp_path / "pair.skos.ttl"
    assert run("export", "framework a", "framework b", "-o", str(pair), *content).returncode == 0
    assert b"skos:hasTopConcept" in pair.read_bytes()
    for arguments, words in (
        (("--describe", "--format", "trig"), "--output"),
        (("--format", "csv"), "does not hold the whole graph"),
        (("--format", "sssom"), "does not hold the whole graph"),
        (("--format", "hdt"), "No form is called 'hdt'"),
        (("--stated-by", "x", "--format", "trig"), "Name both frameworks"),
        (("framework a", "--describe", "-o", str(tmp_path / "a.csv")), "a file of the graph"),
    ):
        done = run("export", *arguments, *content)
        assert done.returncode == 2 and words in done.stderr, done.stderr


def test_every_form_of_the_graph_has_an_ending_and_a_line_in_its_page() -> None:
    page = (Path(__file__).parents[1] / "docs/formats/graph.md").read_text(encoding="utf-8")
    for form in GRAPH_WRITERS:
        assert f"| `{form}` | `{ENDINGS[form]}` |" in page
