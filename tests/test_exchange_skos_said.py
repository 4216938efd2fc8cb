"""SKOS and OWL, field by field: what a scheme, a concept and a match say, and where each concept belongs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aims_graph.errors import ContentError
from aims_graph.exchange import skos
from aims_graph.exchange.draft import Draft, DraftRequirement, DraftRow, Side

HEAD = """\
@prefix aims: <https://w3id.org/aims-graph/ontology#> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix semapv: <https://w3id.org/semapv/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix d: <https://example.org/d/> .
@prefix e: <https://example.org/e#> .
"""
D, E = "https://example.org/d/", "https://example.org/e#"


def _read(folder: Path, text: str, language: str = "") -> Draft:
    path = folder / "x.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return skos.read(path, language)


def test_a_scheme_and_its_concepts_say_all_that_a_draft_has_a_place_for(tmp_path: Path) -> None:
    draft = _read(
        tmp_path,
        """
<https://example.org/d> a skos:ConceptScheme ; rdfs:label "Label"@en ; dcterms:title "Doors"@en ; aims:short "D" ;
  dcterms:hasVersion "1.10" ; dc:creator "Them" ; dcterms:publisher <https://example.org/us> ;
  <http://creativecommons.org/ns#license> <https://example.org/licence> ; dc:rights "© Us" ;
  dcterms:modified "2026-11-02T10:00:00" ; dcterms:issued "2026-11-01T10:00:00" ; rdfs:comment "What shuts."@en .
d:a skos:inScheme <https://example.org/d> ; skos:prefLabel "A  door"@en ; skos:notation " 1 ", "I" ; dcterms:identifier "one" ;
  skos:hiddenLabel "porte" ; skos:definition "Shuts."@en ; skos:scopeNote "One."@en , "Two."@en , "Zwei."@de , "Bare." ;
  skos:example "A gate."@en ; skos:note "Note."@en ; skos:altLabel "Gate"@en ; aims:kind "clause" .
d:b skos:inScheme <https://example.org/d> ; skos:prefLabel "d-b"@en ; skos:notation "d-b" ; dcterms:description "Described."@en ;
  rdfs:comment "Not this."@en ; aims:assessable true .
d:c skos:inScheme <https://example.org/d> ; skos:prefLabel "C"@en ; skos:narrower d:b ; owl:deprecated "false" .
d:f skos:inScheme <https://example.org/d> ; skos:prefLabel "F"@en ; skos:definition "Has a text."@en ; owl:deprecated true ; aims:assessable true .
d:g skos:inScheme <https://example.org/d> ; skos:prefLabel "G"@en ; aims:assessable false ; dcterms:isReplacedBy d:a , d:b .
d:h skos:inScheme <https://example.org/d> ; skos:prefLabel "H"@en ; skos:definition "A text above others."@en ; skos:narrower d:a .
""",
    )
    (framework,) = draft.frameworks
    assert (framework.key, framework.title, framework.short, framework.edition, framework.iri) == (
        *("https://example.org/d", "Doors", "D", "1.10"),
        D,
    )
    # Who published it before who made it, in the newer words before the older; the day it came out before that of its last change.
    assert (framework.issuer, framework.licence, framework.rights, framework.date, framework.description) == (
        *("https://example.org/us", "https://example.org/licence", "© Us", "2026-11-01"),
        "What shuts.",
    )
    more = {"scope_note": "One.\nTwo.\nBare.", "example": "A gate.", "note": "Note.", "alt_label": "Gate"}
    a, b, c, f, g, h = framework.requirements
    assert a == DraftRequirement(
        *(f"{D}a", "1", "A door", "clause", f"{D}h", True, "Shuts.", f"<{D}a>"), ("I", "one", "porte", "a"), more
    )
    # A title that is the number is none.
    assert b == DraftRequirement(
        *(f"{D}b", "d-b", "", "concept", f"{D}c", True, "Described.", f"<{D}b>"), aliases=("b",)
    )
    # What has parts and no text of its own is a heading; what has a text is none.
    assert (c.assessable, c.more, h.assessable) == (False, {}, True)
    assert (f.assessable, f.more) == (False, {"status": "withdrawn"})
    assert (g.assessable, g.more) == (False, {"status": "withdrawn", "moved_to": f"{D}a|{D}b"})


def test_a_concept_belongs_where_it_or_what_is_above_it_says(tmp_path: Path) -> None:
    """By the scheme it names, else by that of the nearest above it; and to each that it names."""
    draft = _read(
        tmp_path,
        """
d:one a skos:ConceptScheme ; skos:hasTopConcept d:a . e:two a skos:ConceptScheme .
d:a a skos:Concept . d:b skos:broader d:a . d:c skos:broader d:b .
d:x skos:topConceptOf e:two . d:y skos:broader d:x , d:a . d:z skos:inScheme d:one , e:two .
d:e1 a skos:Collection . d:e2 a skos:OrderedCollection .
""",
    )
    assert {f.key: [r.number for r in f.requirements] for f in draft.frameworks} == {
        f"{D}one": ["a", "b", "c", "z"],
        f"{E}two": ["x", "y", "z"],
    }
    assert {r.number: r.parent.removeprefix(D) for f in draft.frameworks for r in f.requirements} == {
        **{"a": "", "b": "a", "c": "b", "z": "", "x": "", "y": "x"},
    }
    assert [(n.where, n.what) for n in draft.notes] == [
        ("", "2 collections of concepts are not kept"),
        (f"{E}two", f"1 concept stands under one that is not of this scheme (<{D}a>): that place is not kept"),
    ]


def test_the_classes_of_a_file_are_of_its_only_ontology_else_of_that_of_their_namespace(tmp_path: Path) -> None:
    text = """
<https://example.org/d> a owl:Ontology ; rdfs:label "Doors"@en ; owl:versionInfo "2" . [] a owl:Ontology ; rdfs:label "Nameless"@en .
d:A a owl:Class ; rdfs:label "Acts"@en . d:B a rdfs:Class ; rdfs:subClassOf d:A , owl:Thing , [ a owl:Class ] . owl:Thing a owl:Class .
e:X a owl:Class ; rdfs:subClassOf d:A . d:i a owl:NamedIndividual . d:j a owl:NamedIndividual .
"""
    draft = _read(tmp_path, text)
    (only,) = draft.frameworks
    assert (only.key, only.title, only.edition, only.iri) == ("https://example.org/d", "Doors", "2", "")
    assert [(r.number, r.title, r.kind, r.parent, r.assessable) for r in only.requirements] == [
        ("A", "Acts", "class", "", False),
        *((n, "", "class", f"{D}A", True) for n in "BX"),
    ]
    assert [n.what for n in draft.notes] == ["2 individuals are no classes and not kept"]
    draft = _read(tmp_path, f"{text}<https://example.org/e> a owl:Ontology .")
    # A parent in another framework is no place in this one.
    assert {f.key: [(r.number, r.parent) for r in f.requirements] for f in draft.frameworks} == {
        "https://example.org/d": [("A", ""), ("B", f"{D}A")],
        "https://example.org/e": [("X", "")],
    }
    assert [(n.where, n.what) for n in draft.notes[1:]] == [
        ("https://example.org/d", "2 concepts name no scheme and are read as of this one"),
        ("https://example.org/e", "1 concept names no scheme and is read as of this one"),
        (
            "https://example.org/e",
            f"1 concept stands under one that is not of this scheme (<{D}A>): that place is not kept",
        ),
    ]


def test_places_that_the_file_does_not_have_are_told_with_the_first_of_them(tmp_path: Path) -> None:
    """What another says it is broader than stands under that, too; a place within the scheme is none of them."""
    places = " ".join(f"d:{n} skos:broader e:{n} ." for n in "abc")
    draft = _read(
        tmp_path,
        f"d:s a skos:ConceptScheme . {places} e:x skos:narrower d:f . d:f a skos:Concept . d:g skos:broader d:a .",
    )
    said = {n.where: n.what for n in draft.notes if "stand" in n.what}
    names = f"<{E}a>, <{E}b>, <{E}c>"
    assert said == {
        f"{D}s": f"3 concepts stand under others that are not of this scheme ({names}): that place is not kept"
    }
    four = _read(tmp_path, "d:a a skos:Concept ; skos:broader e:a , e:b , e:c , e:d .")
    assert [n.what for n in four.notes] == [
        f"1 concept stands under one that is not of this scheme ({names} …): that place is not kept"
    ]


def test_each_ring_of_concepts_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _read(
            tmp_path,
            "d:a skos:broader d:b . d:b skos:broader d:a . d:c skos:broader d:a . d:x skos:broader d:x . d:y skos:broader d:z .",
        )
    assert sorted(f.what for f in caught.value.findings) == [f"<{D}{n}> is broader than itself" for n in "ax"]
    assert all(f.mend for f in caught.value.findings)


def test_a_match_says_what_its_axiom_says_of_it(tmp_path: Path) -> None:
    draft = _read(
        tmp_path,
        """
<https://example.org/d> a skos:ConceptScheme ; skos:prefLabel "Doors"@en .
<https://example.org/m> a sssom:MappingSet ; dcterms:title "Doors to others"@en ; dcterms:license <https://example.org/l> ;
  owl:versionInfo "3" ; sssom:subject_source <https://example.org/d> ; sssom:object_source <https://example.org/e#> .
d:a skos:inScheme <https://example.org/d> ; skos:prefLabel "A"@en ; skos:broadMatch e:x .
d:b skos:inScheme <https://example.org/d> ; skos:prefLabel "B"@en ; skos:closeMatch d:a .
[] a owl:Axiom ; owl:annotatedSource d:a ; owl:annotatedProperty skos:broadMatch ; owl:annotatedTarget e:x ;
  aims:setRelation aims:subsetOf ; sssom:mapping_justification semapv:ManualMappingCuration ; sssom:confidence 0.75 ; sssom:comment "Why." .
[] a owl:Axiom ; owl:annotatedSource e:y ; owl:annotatedProperty skos:broadMatch ; owl:annotatedTarget d:b ; aims:setRelation aims:subsetOf .
[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:relatedMatch ; owl:annotatedTarget sssom:NoTermFound ; aims:inSet <https://example.org/m> .
[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:notation ; owl:annotatedTarget e:y .
""",
    )
    (mapping,) = draft.mappings
    assert (mapping.id, mapping.title, mapping.licence, mapping.version, mapping.subject, mapping.object) == (
        *("https://example.org/m", "Doors to others", "https://example.org/l", "3"),
        *("https://example.org/d", E),
    )
    rows = {(r.subjects[0].name[-1], r.predicate): replace(r, where="") for r in mapping.rows}
    assert rows == {
        ("a", "skos:broadMatch"): DraftRow(
            *((Side(f"{D}a", "https://example.org/d", "A"),), (Side(f"{E}x", E),), ""),
            predicate="skos:broadMatch",
            relation="subset_of",
            justification="https://w3id.org/semapv/vocab/ManualMappingCuration",
            confidence="0.75",
            comment="Why.",
        ),
        # Read from the side of the set, what is broader is narrower, and what lies inside contains.
        ("b", "skos:narrowMatch"): DraftRow(
            *((Side(f"{D}b", "https://example.org/d", "B"),), (Side(f"{E}y", E),), ""),
            predicate="skos:narrowMatch",
            relation="superset_of",
        ),
        ("b", "skos:relatedMatch"): DraftRow(
            (Side(f"{D}b", "https://example.org/d", "B"),), (), "", predicate="skos:relatedMatch"
        ),
    }
    assert [n.what for n in draft.notes] == ["1 mapping within one scheme, or towards nothing that is said, not kept"]


def test_what_matches_a_text_or_nothing_with_a_name_is_no_row_and_counted(tmp_path: Path) -> None:
    """An equivalence with a class that is only described is no mapping."""
    draft = _read(tmp_path, 'd:a a skos:Concept ; skos:exactMatch "E 1" , e:x , [] ; skos:closeMatch "_:b" ; owl:equivalentClass [] . [] skos:broadMatch d:a .')  # fmt: skip
    assert [(r.subjects[0].name, r.objects[0].name) for m in draft.mappings for r in m.rows] == [(f"{D}a", f"{E}x")]
    assert [n.what for n in draft.notes] == ["4 mappings of a text, or of what has no name, not kept"]


def test_several_sets_of_mappings_say_nothing_of_one_crosswalk(tmp_path: Path) -> None:
    text = """d:m a sssom:MappingSet ; dcterms:title "One"@en . d:a skos:inScheme <https://example.org/d/s> ; skos:exactMatch e:x . e:x skos:exactMatch d:a .
"""
    one = _read(tmp_path, text).mappings[0]
    two = _read(tmp_path, f'{text}d:n a sssom:MappingSet ; dcterms:title "Two"@en .')
    assert (one.id, one.title) == (f"{D}m", "One")
    assert (two.mappings[0].id, two.mappings[0].title) == ("s--e", "s to e")
    assert [n.what for n in two.notes] == ["1 mapping said more than once, from either side, kept once"]


@pytest.mark.parametrize(
    ("language", "title", "texts"),
    [
        ("", "Door", "English|Bare"),
        ("de", "Tür", "Deutsch|Bare"),
        ("de-AT", "Tire", "Deutsch|Bare"),
        ("fr", "Bare", "Bare"),
    ],
)
def test_a_text_is_in_the_language_asked_for_or_the_nearest_to_it(
    tmp_path: Path, language: str, title: str, texts: str
) -> None:
    """The same, then one of its kind, then one that names none, then whatever there is; notes are kept in the first three alone."""
    draft = _read(
        tmp_path,
        """d:a a skos:Concept ; skos:prefLabel "Bare" , "Door"@en , "Tür"@de , "Tire"@de-AT ; skos:note "English"@en , "Deutsch"@de , "Bare" .""",
        language,
    )
    (found,) = draft.frameworks[0].requirements
    assert (found.title, found.more["note"].replace("\n", "|")) == (title, texts)
    assert draft.frameworks[0].language == (language.lower() or "en")


def test_a_file_that_has_no_english_is_read_in_the_language_it_has_most_of(tmp_path: Path) -> None:
    draft = _read(
        tmp_path,
        """d:a a skos:Concept ; skos:prefLabel "Porte"@fr . d:b a skos:Concept ; skos:prefLabel "Tür"@de , "Fenêtre"@fr . d:c a skos:Concept ; skos:prefLabel "Tor"@de-CH .
d:e a skos:Concept ; skos:prefLabel "Dach"@de , "Giebel"@de .""",
    )
    (framework,) = draft.frameworks
    assert (framework.language, [r.title for r in framework.requirements]) == ("de", ["Porte", "Tür", "Tor", "Dach"])
    assert [n.what for n in draft.notes] == [
        "titles and texts are in 'de'; labels in fr (2) are not kept",
        "1 text is in another language: the file has none in 'de' there",
        f"1 title or text stands there more than once, and one is kept (<{D}e>)",
    ]
