"""Each form of the graph as the whole file that comes of a few statements written by hand, odd ones among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import tiny
from pyoxigraph import Quad, RdfFormat, parse, serialize

from aims_graph.errors import AimsError
from aims_graph.exchange import described, jsonld_out, owl_out, part, rdf_out, skos_out
from aims_graph.exchange.described import description, licences
from aims_graph.exchange.part import files_of
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.pack.names import Names
from aims_graph.version import VERSION

E, F = "https://example.org/e/", "https://example.org/f#"
PREFIXES = """@prefix aims: <https://w3id.org/aims-graph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix e: <https://example.org/e/> .
@prefix f: <https://example.org/f#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LIBRARY: Any = SimpleNamespace(names=Names({"e": E, "f": F}), packs=(), frameworks={}, sets=[])


@pytest.fixture
def small(tmp_path: Path) -> Library:
    """The small content; what its ontology says is of no weight here."""
    packs = tiny.write(tmp_path)
    for place in ("ontology/aims.ttl", "ontology/set-relations.ttl"):
        (tmp_path / place).write_text(f"# Nothing of {place}.\n")
    return library_of(packs)


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, ModuleType], None]:
    """Let the graph be what a text in TriG states."""

    def stated(text: str, module: ModuleType) -> None:
        quads = list(parse(PREFIXES + text, format=RdfFormat.TRIG))
        # As the graph gives them: a line a statement, in order.
        lines = sorted(_line(q) for q in quads)
        for name, value in (("quads", quads), ("quads_of", quads), ("lines", lines), ("quad_lines", lines)):
            monkeypatch.setattr(module, name, lambda *_, value=value, **__: value, raising=False)

    return stated


def _line(quad: Quad) -> str:
    return (serialize([quad], format=RdfFormat.N_QUADS) or b"").decode()


def test_what_a_part_is_said_in(small: Library) -> None:
    pair, one = small.sets[0], small.frameworks["a"]
    a, b = "ontology/catalogues/a.tsv", "ontology/catalogues/b.tsv"
    assert files_of(small, None) is None and files_of(small, None, with_sides=True) is None
    assert files_of(small, one) == files_of(small, one, with_sides=True) == [a]
    assert files_of(small, pair) == [tiny.PAIR] and files_of(small, pair, with_sides=True) == [tiny.PAIR, a, b]
    # A side of which there is no catalogue.
    assert files_of(small, replace(pair, object="gone"), with_sides=True) == [tiny.PAIR, a]
    graphs = {q.graph_name.value.rpartition("/file/")[2] for q in part.quads(small, pair, with_sides=True)}  # type: ignore[union-attr]
    assert graphs == {tiny.PAIR, a, b}
    text = part.lines(small, pair)
    assert text == sorted(text) and len(text) == len(part.quads(small, pair)) > 50


SCHEMES = """<https://example.org/file> {
e:s a skos:ConceptScheme , aims:Framework ; dcterms:title "Scheme"@en ; dcterms:license e:licence ; owl:versionInfo "1.10" ; aims:kind "framework" ; aims:short "S" .
e:one a skos:Concept , aims:Requirement ; skos:inScheme e:s ; skos:prefLabel "One"@en ; skos:notation "1" ; dcterms:abstract "Shut."@en ;
  skos:hiddenLabel "eins" , "uno"@it ; aims:assessable false ; aims:order 1 ; skos:altLabel "I" .
e:two a skos:Concept ; skos:inScheme e:s ; skos:broader e:one ; skos:notation "2" ; skos:prefLabel "" ; skos:exactMatch f:x ; skos:narrowMatch e:gone .
f:s a skos:ConceptScheme .
f:x a skos:Concept ; skos:inScheme f:s ; skos:relatedMatch e:one ; skos:broadMatch e:two ; skos:definition "Of its own."@en .
e:fact a skos:Concept ; skos:prefLabel "Of no scheme" ; skos:broader e:one .
e:odd a skos:Concept ; skos:inScheme e:fact ; skos:prefLabel "Of what is no scheme" .
}"""


def test_schemes_as_thesaurus_tools_read_them(states: Callable[[str, ModuleType], None]) -> None:
    """From both sides, each with a label: its own, else its number, else the end of its name; what is of no scheme has no place."""
    states(SCHEMES, skos_out)
    written = skos_out.skos(LIBRARY, None)
    kept = """e:s a skos:ConceptScheme ; dcterms:title "Scheme"@en ; dcterms:license e:licence ; owl:versionInfo "1.10" ; aims:kind "framework" ;
  skos:hasTopConcept e:one ; skos:prefLabel "s"@en .
e:one a skos:Concept ; skos:inScheme e:s ; skos:topConceptOf e:s ; skos:prefLabel "One"@en ; skos:notation "1" ; skos:definition "Shut."@en ;
  skos:hiddenLabel "eins"@en , "uno"@it ; aims:assessable false ; skos:altLabel "I" ; skos:narrower e:two ; skos:relatedMatch f:x .
e:two a skos:Concept ; skos:inScheme e:s ; skos:broader e:one ; skos:notation "2" ; skos:prefLabel "" , "2"@en ; skos:exactMatch f:x ;
  skos:narrowMatch e:gone , f:x .
f:s a skos:ConceptScheme ; skos:hasTopConcept f:x ; skos:prefLabel "s"@en .
f:x a skos:Concept ; skos:inScheme f:s ; skos:topConceptOf f:s ; skos:relatedMatch e:one ; skos:broadMatch e:two ; skos:exactMatch e:two ;
  skos:definition "Of its own."@en ; skos:prefLabel "x"@en ."""
    found = list(parse(written.data, format=RdfFormat.TURTLE))
    assert set(found) == set(parse(PREFIXES + kept, format=RdfFormat.TURTLE)) and len(set(found)) == len(found)
    # Only the prefixes that are used, in order, then a line between, then subjects in order.
    head, _, body = written.data.decode().partition("\n\n")
    assert head.split("\n") == [line for line in PREFIXES.splitlines() if line.split()[1] not in ("rdf:", "rdfs:", "xsd:")]  # fmt: skip
    assert body.index("e:one a") < body.index("e:s ") < body.index("e:two a") < body.index("f:s ") < body.index("f:x a")
    assert [(n.where, n.what) for n in written.notes] == [
        ("", "why two requirements match, how sure that is, what is denied and where there is no counterpart")
    ]


AXIOMS = """<https://example.org/file> {
e:m/2 a owl:Axiom ; owl:annotatedSource e:a ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget f:x ; rdfs:comment "why" .
e:m/1 a owl:Axiom ; owl:annotatedSource e:a ; owl:annotatedProperty skos:closeMatch ; owl:annotatedTarget f:y ; rdfs:comment "not stated" .
e:m/3 a owl:Axiom ; owl:annotatedSource e:b ; owl:annotatedProperty skos:relatedMatch ; owl:annotatedTarget f:x .
e:a skos:exactMatch f:x . e:b skos:relatedMatch f:x . f:y skos:closeMatch e:a .
e:o a owl:Ontology ; dcterms:title "ours" ; owl:imports e:p . e:a rdfs:seeAlso e:m/2 .
} <https://example.org/other> { e:a skos:exactMatch f:x . }""".replace("e:m/", "e:m")


def test_the_ontology_with_rows_as_owl(
    states: Callable[[str, ModuleType], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is stated is an axiom without a name, its own beside it; one header stands for those of the parts."""
    states(AXIOMS, owl_out)
    monkeypatch.setattr(owl_out, "licences", lambda *_: ["https://example.org/l"])
    written = owl_out.owl(LIBRARY, None)
    kept = f"""_:row0 a owl:Axiom ; owl:annotatedSource e:a ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget f:x ; rdfs:comment "why" ;
  dcterms:identifier "{E}m2" .
_:row1 a owl:Axiom ; owl:annotatedSource e:b ; owl:annotatedProperty skos:relatedMatch ; owl:annotatedTarget f:x ; dcterms:identifier "{E}m3" .
e:a skos:exactMatch f:x ; rdfs:seeAlso e:m2 . e:b skos:relatedMatch f:x . f:y skos:closeMatch e:a .
<https://w3id.org/aims-graph/ontology/with/everything> a owl:Ontology ; dcterms:title "aims-graph ontology with all frameworks and mappings"@en ;
  owl:versionInfo "{VERSION}" ; dcterms:license <https://example.org/l> ."""
    found = list(parse(written.data, format=RdfFormat.RDF_XML, rename_blank_nodes=False))
    assert sorted(map(str, found)) == sorted(map(str, parse(PREFIXES + kept, format=RdfFormat.TURTLE)))
    assert [n.what for n in written.notes] == [
        "1 row that OWL would read as stated: denied, without counterpart, another hand's or derived"
    ]
    states("<https://example.org/file> { e:a a skos:Concept . }", owl_out)
    pair: Any = SimpleNamespace(id="map:a--b c", title="A to B", file="x.tsv", subject="a", object="b")
    one = owl_out.owl(LIBRARY, pair)
    assert one.notes == ()
    assert '<owl:Ontology rdf:about="https://w3id.org/aims-graph/ontology/with/a--b%20c">' in one.data.decode()
    assert ">aims-graph ontology with A to B<" in one.data.decode()


def test_the_files_of_a_part_as_owl_are_its_own_and_those_of_the_ontology(
    small: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str] | None] = []
    monkeypatch.setattr(owl_out, "quad_lines", lambda _, files: asked.append(files) or [])
    for whole in (small.sets[0], small.frameworks["b"], None):
        owl_out.owl(small, whole)
    turtle = [f"ontology/{n}.ttl" for n in ("aims", "evidence", "law", "set-relations")]
    a, b = ("ontology/catalogues/a.tsv", "ontology/catalogues/b.tsv")
    assert [f and f[:-4] for f in asked] == [[tiny.PAIR, a, b], [b], None]
    assert sorted((asked[0] or [])[3:]) == turtle


def test_json_ld_in_full(states: Callable[[str, ModuleType], None]) -> None:
    """A term for each predicate, with what its values are if all are of one kind; names that two predicates share stay in full."""
    states(
        """<https://example.org/z> { e:a e:same "x" ; f:same "y" ; e:label "Tür"@de ; e:when "2026-11-01"^^xsd:date ; e:text "t" ; e:to e:b , _:n .
_:n e:text "u" . e:a a e:Kind ; e:mixed "m" , "n"@en , "1"^^xsd:integer , e:b ; <https://example.org/e/2nd> "no name of a term" ; f:xsd "a prefix" . }
<https://example.org/y> { <urn:x:1> e:text "v" . <https://example.org/e///x> e:to <e:odd> . }""",
        jsonld_out,
    )
    library: Any = SimpleNamespace(names=SimpleNamespace(table={"e2": E, "f": F, "urn": "urn:", "xsd": "http://www.w3.org/2001/XMLSchema#", "word": "https://example.org/w"}))  # fmt: skip
    assert (
        jsonld_out.jsonld(library, None).data.decode()
        == """{"@context": {
 "@version": 1.1,
 "e2": "https://example.org/e/",
 "f": "https://example.org/f#",
 "xsd": "http://www.w3.org/2001/XMLSchema#",
 "e2:2nd": {
  "@id": "e2:2nd"
 },
 "e2:same": {
  "@id": "e2:same"
 },
 "f:same": {
  "@id": "f:same"
 },
 "f:xsd": {
  "@id": "f:xsd"
 },
 "label": {
  "@id": "e2:label",
  "@language": "de"
 },
 "mixed": {
  "@id": "e2:mixed"
 },
 "text": {
  "@id": "e2:text"
 },
 "to": {
  "@id": "e2:to",
  "@type": "@id"
 },
 "when": {
  "@id": "e2:when",
  "@type": "xsd:date"
 }
},
"@graph": [
{"@id": "https://example.org/y", "@graph": [
{"@id": "urn:x:1", "text": ["v"]},
{"@id": "https://example.org/e///x", "to": ["e:odd"]}
]},
{"@id": "https://example.org/z", "@graph": [
{"@id": "e2:a", "e2:same": ["x"], "f:same": ["y"], "label": ["Tür"], "when": ["2026-11-01"], "text": ["t"], "to": ["e2:b", "_:n"], "@type": ["e2:Kind"], "mixed": [{"@value": "m"}, {"@value": "n", "@language": "en"}, {"@value": "1", "@type": "xsd:integer"}, {"@id": "e2:b"}], "e2:2nd": ["no name of a term"], "f:xsd": ["a prefix"]},
{"@id": "_:n", "text": ["u"]}
]}
]}
"""
    )


def test_turtle_trig_and_xml_in_full(states: Callable[[str, ModuleType], None]) -> None:
    states("<https://example.org/z> { e:a e:b 'z' . } <https://example.org/y> { e:c e:d f:e . e:a e:b 'z' . }", rdf_out)
    assert (
        rdf_out.trig(LIBRARY, None).data.decode()
        == f"""@prefix e: <{E}> .
@prefix f: <{F}> .

<https://example.org/y> {{
	e:c e:d f:e .
	e:a e:b "z" .
}}
<https://example.org/z> {{
	e:a e:b "z" .
}}
"""
    )
    flat = rdf_out.turtle(LIBRARY, None)
    assert (
        flat.data.decode()
        == f"""@prefix e: <{E}> .
@prefix f: <{F}> .

e:a e:b "z" .
e:c e:d f:e .
"""
    )
    xml = rdf_out.rdfxml(LIBRARY, None)
    assert flat.notes == xml.notes and [n.what for n in xml.notes] == [
        "which file says what, as named graphs; aims:sourceFile and aims:sourceLine still say it of each row"
    ]
    first, root, *_ = xml.data.decode().split("\n")
    assert first == '<?xml version="1.0" encoding="UTF-8"?>' and root.startswith("<rdf:RDF xmlns:aims=")
    assert rdf_out.nquads(LIBRARY, None).data.decode().split("\n") == [
        f'<{E}a> <{E}b> "z" <https://example.org/y> .',
        f'<{E}a> <{E}b> "z" <https://example.org/z> .',
        f"<{E}c> <{E}d> <{F}e> <https://example.org/y> .",
        "",
    ]
    states(r"<https://example.org/z> { e:a e:b 'a\u0007b' . }", rdf_out)
    with pytest.raises(AimsError) as caught:
        rdf_out.rdfxml(LIBRARY, None)
    assert (caught.value.what, caught.value.mend) == (
        "XML cannot hold the character U+0007.",
        "Remove it from the content, or write TriG.",
    )


def test_the_description_of_a_file_in_full(
    states: Callable[[str, ModuleType], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that two files make counts once of the whole and once of each; the file is named as an address, relative to the description."""
    text = """<https://example.org/z> { e:a a e:K , e:J ; e:to f:x . e:b a e:K . [] a [] . }
<https://example.org/y> { e:a a e:K ; <urn:x:p> "v" . }"""
    states(text, described)
    monkeypatch.setattr(described, "licences", lambda *_: ["https://example.org/l"])
    pair: Any = SimpleNamespace(title="E to F")
    quads = list(parse(PREFIXES + text, format=RdfFormat.TRIG))
    # What is named differently at each reading is left out of the sum by giving the lines.
    lines = [f"line {n}\n" for n in range(len(quads))]
    monkeypatch.setattr(described, "lines", lambda *_: lines)
    digest, data = sha256("".join(lines).encode()).hexdigest(), b"abc"
    found = description(LIBRARY, pair, "owl", "e f.owl", data).decode()
    expected = f"""{PREFIXES}@prefix void: <http://rdfs.org/ns/void#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@base <https://base.test/> .
<#dataset> a void:Dataset , dcat:Dataset ; dcterms:title "E to F"@en ; dcat:version "{VERSION}+{digest[:12]}" ;
  dcterms:identifier "sha256 of the sorted N-Quads: {digest}" ; dcterms:license <https://example.org/l> ;
  void:triples 6 ; void:distinctSubjects 3 ; void:properties 3 ; void:vocabulary <{E}> , <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ;
  void:classPartition _:class0 , _:class1 ; void:subset <https://example.org/y> , <https://example.org/z> ;
  dcat:distribution <e%20f.owl> ; void:dataDump <e%20f.owl> .
_:class0 void:class e:J ; void:entities 1 . _:class1 void:class e:K ; void:entities 2 .
<https://example.org/y> a void:Dataset ; void:triples 2 . <https://example.org/z> a void:Dataset ; void:triples 5 .
<e%20f.owl> a dcat:Distribution ; dcat:downloadURL <e%20f.owl> ; dcat:byteSize "3"^^xsd:nonNegativeInteger ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/application/rdf+xml> ; spdx:checksum _:checksum .
_:checksum a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
  spdx:checksumValue "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"^^xsd:hexBinary ."""

    def said(text: str) -> list[str]:
        return sorted(map(str, parse(text, format=RdfFormat.TURTLE, base_iri="https://base.test/")))

    assert said(found) == said(expected)
    assert "<#dataset> " in found and "place.invalid" not in found
    # A form that has no media type, and all of the content.
    whole = description(LIBRARY, None, "graphml", "x.graphml", data).decode()
    assert "mediaType" not in whole
    assert '"aims-graph: frameworks for artificial intelligence and what answers what among them"@en' in whole


def test_the_licences_of_a_part(small: Library) -> None:
    other = replace(small.frameworks["b"], header={**small.frameworks["b"].header, "license": "https://example.org/b"})
    bare = replace(small.frameworks["b"], header={k: v for k, v in other.header.items() if k != "license"})
    pair = replace(small.sets[0], header={**small.sets[0].header, "license": "https://example.org/pair"})
    library = replace(small, frameworks={"a": small.frameworks["a"], "b": other}, sets=[pair])
    assert licences(library, None) == [tiny.LICENCE, "https://example.org/b", "https://example.org/pair"]
    assert licences(library, pair) == ["https://example.org/pair"]
    assert licences(library, other) == ["https://example.org/b"] and licences(library, bare) == []
