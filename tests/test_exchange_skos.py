"""SKOS and OWL: schemes and mappings in every syntax of RDF; broadMatch is never taken for broader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from commands import run
from drafts import LINES, frameworks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_graph import load
from aims_graph.errors import ContentError
from aims_graph.exchange import skos
from aims_graph.exchange.catalogues import catalogue
from aims_graph.exchange.draft import Draft, DraftFramework
from aims_graph.exchange.turtle_lines import lines_of

HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix d: <https://example.org/d/> .
@prefix e: <https://example.org/e#> .
"""
SCHEME = (
    HEAD
    + """
<https://example.org/d> a skos:ConceptScheme ; dcterms:title "Demo"@en, "Beispiel"@de ; owl:versionInfo "2" ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; skos:hasTopConcept d:a .
d:a a skos:Concept ; skos:prefLabel "Türen"@de, "Doors"@en ; skos:notation "1" ; skos:narrower d:b .
d:b a skos:Concept ; skos:prefLabel "Shut doors"@en-GB ; skos:notation "1.10" ; skos:definition "Doors are shut."@en, "Türen sind zu."@de ;
    skos:broadMatch e:x ; skos:exactMatch e:y .
d:c a skos:Concept ; skos:inScheme <https://example.org/d> ; skos:prefLabel "Nur deutsch"@de ; skos:broader d:a ; owl:deprecated true ;
    dcterms:isReplacedBy d:b .
e:y skos:exactMatch d:b ; skos:narrowMatch d:c .
e:x skos:prefLabel "Ex"@en .
"""
)


def _read(folder: Path, text: str | bytes, name: str = "x.ttl", language: str = "") -> Draft:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    assert skos.recognises(path.read_bytes(), path)
    return skos.read(path, language)


def _said(framework: DraftFramework) -> list[object]:
    return [(r.number, r.title, r.text, r.parent.rpartition("/")[2], r.assessable) for r in framework.requirements]


def test_scheme_in_the_language_it_has_in_english(tmp_path: Path) -> None:
    draft = _read(tmp_path, SCHEME)
    (framework,) = draft.frameworks
    assert _said(framework) == [
        ("1", "Doors", "", "", False),
        ("1.10", "Shut doors", "Doors are shut.", "a", True),
        ("c", "Nur deutsch", "", "a", False),
    ]
    assert (framework.title, framework.edition, framework.language) == ("Demo", "2", "en")
    assert (framework.key, framework.iri) == ("https://example.org/d", "https://example.org/d/")
    assert framework.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert framework.requirements[2].more == {"status": "withdrawn", "moved_to": "https://example.org/d/b"}
    said = " ".join(note.what for note in draft.notes)
    assert "in 'en'; labels in de (3) are not kept" in said
    assert "1 text is in another language" in said


def test_another_language_when_asked(tmp_path: Path) -> None:
    (framework,) = _read(tmp_path, SCHEME, language="de").frameworks
    assert [r.title for r in framework.requirements] == ["Türen", "Shut doors", "Nur deutsch"]
    assert framework.title == "Beispiel"


def test_concepts_that_name_no_scheme_are_of_the_only_one_unless_others_name_it(tmp_path: Path) -> None:
    lists = (
        HEAD
        + """
<https://example.org/lists> a skos:ConceptScheme ; dcterms:title "Lists"@en .
d:a a skos:Concept ; skos:prefLabel "A"@en . d:b a skos:Concept ; skos:prefLabel "B"@en .
e:c a skos:Concept ; skos:prefLabel "C"@en .
"""
    )

    def told(text: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
        draft = _read(tmp_path, text)
        told_of = [(n.where, n.what) for n in draft.notes if "no scheme" in n.what]
        return {f.key: [r.title for r in f.requirements] for f in draft.frameworks}, told_of

    assert told(lists) == ({"https://example.org/lists": ["A", "B", "C"]}, [])
    # Where one names it, the others go with what is of their namespace, and it is said.
    assert told(lists + "d:a skos:inScheme <https://example.org/lists> .") == (
        {"https://example.org/lists": ["A", "B"], "https://example.org/e#": ["C"]},
        [
            ("https://example.org/lists", "1 concept names no scheme and is read as of this one"),
            ("https://example.org/e#", "1 concept names no scheme and is read as of this one"),
        ],
    )


def test_of_several_broader_concepts_the_first_is_the_place_and_the_others_are_kept(tmp_path: Path) -> None:
    more = """
d:f a skos:Concept ; skos:inScheme <https://example.org/d> ; skos:prefLabel "Hinges"@en ; skos:broader d:b, d:a, e:x .
"""
    draft = _read(tmp_path, SCHEME + more)
    hinges = next(r for r in draft.frameworks[0].requirements if r.title == "Hinges")
    # What is of no scheme of the file is no place in it.
    assert (hinges.parent, hinges.more["broader"]) == ("https://example.org/d/b", "https://example.org/d/a")
    said = "more than one broader one; the first is their place, the others are kept beside"
    assert [n.what for n in draft.notes if "broader" in n.what] == [f"1 concept has {said}"]
    assert not [n for n in _read(tmp_path, SCHEME).notes if "broader" in n.what]


def test_what_stands_twice_or_has_no_name_is_told(tmp_path: Path) -> None:
    more = """
d:b skos:prefLabel "Close doors"@en-GB , "Shut doors"@en-GB ; skos:definition "Doors are shut."@en .
d:e a skos:Concept ; skos:inScheme <https://example.org/d> ; skos:prefLabel "Again"@en ; skos:notation "1.10" .
[] a skos:Concept ; skos:inScheme <https://example.org/d> ; skos:prefLabel "Nameless"@en .
"""
    draft = _read(tmp_path, SCHEME + more)
    said = [n.what for n in draft.notes]
    assert "1 concept has no name (blank nodes), not kept" in said
    assert "1 title or text stands there more than once, and one is kept (<https://example.org/d/b>)" in said
    found = catalogue(draft.frameworks[0], "demo", "", {"source_file": "x.ttl"})
    assert [n.what for n in found.notes] == ["numbers that several requirements have ('1.10'): name these by their ids"]


def test_mappings_are_rows_and_never_the_tree(tmp_path: Path) -> None:
    draft = _read(tmp_path, SCHEME)
    (mapping,) = draft.mappings
    rows = [(r.subjects[0].name[-1], r.predicate, r.objects[0].name[-1], r.relation) for r in mapping.rows]
    assert sorted(rows) == [
        ("b", "skos:broadMatch", "x", ""),
        ("b", "skos:exactMatch", "y", ""),
        ("c", "skos:broadMatch", "y", ""),
    ]
    assert (mapping.subject, mapping.object) == ("https://example.org/d", "https://example.org/e#")
    assert {s.label for r in mapping.rows for s in r.objects} == {"Ex", ""}
    assert draft.frameworks[0].requirements[1].parent == "https://example.org/d/a"


@pytest.mark.parametrize("name", ["x.nt", "x.rdf", "x.jsonld", "x.trig", "x.nq", "x.n3"])
def test_every_syntax_says_the_same(tmp_path: Path, name: str) -> None:
    form = {
        "x.nt": ox.RdfFormat.N_TRIPLES,
        "x.rdf": ox.RdfFormat.RDF_XML,
        "x.jsonld": ox.RdfFormat.JSON_LD,
        "x.trig": ox.RdfFormat.TRIG,
        "x.nq": ox.RdfFormat.N_QUADS,
        "x.n3": ox.RdfFormat.TURTLE,
    }[name]
    quads = list(ox.parse(SCHEME, format=ox.RdfFormat.TURTLE))
    if name in ("x.nq", "x.trig"):
        quads = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode("https://example.org/graph")) for q in quads]
    else:
        quads = [q.triple for q in quads]  # type: ignore[misc]
    data = ox.serialize(quads, format=form)
    assert data is not None
    again, first = _read(tmp_path, data, name), _read(tmp_path, SCHEME)
    assert sorted(map(str, _said(again.frameworks[0]))) == sorted(map(str, _said(first.frameworks[0])))
    assert sorted(str(r.predicate) for r in again.mappings[0].rows) == sorted(
        str(r.predicate) for r in first.mappings[0].rows
    )


def test_relative_names_lie_where_the_file_says_else_nowhere(tmp_path: Path) -> None:
    text = HEAD + '%s <s> a skos:ConceptScheme . <s/1> a skos:Concept ; skos:inScheme <s> ; skos:prefLabel "One" .'
    based = _read(tmp_path, text % "@base <https://example.org/> .")
    assert based.frameworks[0].requirements[0].key == "https://example.org/s/1"
    assert not based.notes
    loose = _read(tmp_path, text % "", "my file.ttl")
    assert loose.frameworks[0].requirements[0].key == "https://my-file.invalid/s/1"
    assert any("have no namespace in the file" in note.what for note in loose.notes)
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"'
        ' xml:base="https://example.org/b/"><skos:Concept rdf:about="k"><skos:prefLabel>K</skos:prefLabel></skos:Concept></rdf:RDF>'
    )
    assert _read(tmp_path, xml, "x.rdf").frameworks[0].requirements[0].key == "https://example.org/b/k"


def test_classes_of_an_ontology_are_a_framework(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
<https://example.org/o> a owl:Ontology ; rdfs:label "Onto" .
<https://example.org/o#A> a owl:Class ; rdfs:label "Acts" ; rdfs:subClassOf owl:Thing .
<https://example.org/o#B> a owl:Class ; rdfs:subClassOf <https://example.org/o#A>, [ a owl:Restriction ] ; rdfs:comment "To b." ;
    owl:equivalentClass d:b .
<https://example.org/o#i> a owl:NamedIndividual .
"""
    )
    draft = _read(tmp_path, text)
    (framework,) = draft.frameworks
    assert [(r.number, r.title, r.text, r.kind, r.parent[-1:]) for r in framework.requirements] == [
        ("A", "Acts", "", "class", ""),
        ("B", "", "To b.", "class", "A"),
    ]
    assert [(r.predicate, r.objects[0].name) for r in draft.mappings[0].rows] == [
        ("owl:equivalentClass", "https://example.org/d/b")
    ]
    assert any("1 individual is no class and not kept" in note.what for note in draft.notes)


@pytest.mark.parametrize("denied", ["sssom:NegatedPredicate", "sssom:Not", '"Not"'])
def test_denied_and_annotated_rows_are_axioms(tmp_path: Path, denied: str) -> None:
    """As sssom-py 0.4.21 writes a denial, as the word of the table is made an IRI, and as we wrote it once."""
    text = SCHEME + (
        '[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget e:y ; sssom:confidence 0.7 ; rdfs:comment "Why" .'
        "[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:closeMatch ; owl:annotatedTarget e:z ; "
        f"sssom:predicate_modifier {denied} ."
    )
    rows = {(r.predicate, r.objects[0].name[-1]): r for r in _read(tmp_path, text).mappings[0].rows}
    assert len(rows) == 4
    assert (rows["skos:exactMatch", "y"].confidence, rows["skos:exactMatch", "y"].comment) == ("0.7", "Why")
    assert rows["skos:closeMatch", "z"].modifier == "Not"


def test_a_row_that_is_modified_in_a_way_nobody_knows_stays_out(tmp_path: Path) -> None:
    axiom = "[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:closeMatch ; owl:annotatedTarget e:z ; sssom:predicate_modifier sssom:Perhaps ."
    draft = _read(tmp_path, SCHEME + axiom)
    assert ("skos:closeMatch", "z") not in {
        (r.predicate, r.objects[0].name[-1]) for m in draft.mappings for r in m.rows
    }
    assert any("Perhaps" in note.what for note in draft.notes)


def test_what_an_axiom_denies_and_a_statement_states_are_two_rows(tmp_path: Path) -> None:
    """So that an import and ``lint`` see both; the statement was dropped in silence."""
    denied = "[] a owl:Axiom ; owl:annotatedSource d:b ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget e:y ; sssom:predicate_modifier sssom:Not ."
    found = _read(tmp_path, f"{SCHEME}d:b skos:exactMatch e:y . {denied}").mappings[0].rows
    assert sorted(r.modifier for r in found if (r.predicate, r.objects[0].name[-1]) == ("skos:exactMatch", "y")) == [
        "",
        "Not",
    ]


def test_target_that_only_has_a_title_is_no_concept_of_the_other_scheme(tmp_path: Path) -> None:
    draft = _read(tmp_path, SCHEME.replace("e:x skos:prefLabel", "e:x a skos:Concept ; skos:prefLabel"))
    assert [(f.key, len(f.requirements)) for f in draft.frameworks] == [
        ("https://example.org/d", 3),
        ("https://example.org/e#", 1),
    ]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        (SCHEME + "d:b skos:narrower d:a .", "is broader than itself", 0),
        (SCHEME + 'd:z skos:prefLabel "open', "is no Turtle", SCHEME.count("\n") + 1),
        (HEAD + "d:a rdfs:label 'x' .", "holds neither concepts", 0),
        (f"{SCHEME}d:a d:b {'<<( d:a d:b ' * 60_000}1{' )>>' * 60_000} .", "statements in statements", 0),
    ],
)
def test_fault_names_what_to_mend(tmp_path: Path, text: str, what: str, line: int) -> None:
    with pytest.raises(ContentError, match=what) as caught:
        _read(tmp_path, text)
    assert [f.line for f in caught.value.findings] == [line]


def test_context_by_address_is_not_fetched(tmp_path: Path) -> None:
    text = '{"@context": "https://example.org/http://www.w3.org/2004/02/skos/core#", "@id": "a"}'
    with pytest.raises(ContentError, match="nothing is fetched"):
        _read(tmp_path, text, "x.jsonld")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    framework=frameworks(titled=True),
    title=LINES.filter(bool),
    form=st.sampled_from([ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML]),
)
def test_scheme_written_by_another_library_is_read_as_it_is(
    tmp_path: Path, framework: DraftFramework, title: str, form: ox.RdfFormat
) -> None:
    core, space = "http://www.w3.org/2004/02/skos/core#", "https://example.org/s/"
    triples = []

    def say(name: str, prop: str, value: ox.Literal | ox.NamedNode) -> None:
        triples.append(ox.Triple(ox.NamedNode(space + name), ox.NamedNode(prop), value))

    numbers = {r.key: r.number for r in framework.requirements}
    for r in framework.requirements:
        say(r.number, core + "inScheme", ox.NamedNode(space))
        say(r.number, core + "notation", ox.Literal(r.number))
        say(r.number, core + "prefLabel", ox.Literal(r.title, language="en"))
        if r.text:
            say(r.number, core + "definition", ox.Literal(r.text))
        if r.parent:
            say(r.number, core + "broader", ox.NamedNode(space + numbers[r.parent]))
    say("", "http://purl.org/dc/terms/title", ox.Literal(title))
    data = ox.serialize(triples, format=form)
    assert data is not None
    (again,) = _read(tmp_path, data, "out").frameworks
    assert again.title == title
    assert [(r.number, r.title or r.number, r.text, r.parent.removeprefix(space)) for r in again.requirements] == [
        (r.number, r.title, r.text, numbers.get(r.parent, "")) for r in framework.requirements
    ]


def test_the_lines_of_turtle_are_those_of_its_statements() -> None:
    text = """PREFIX s: <http://s.test/>
@prefix : <http://d.test/> .
BASE <http://b.test/x/>
# a comment <a> s:p <b> .
:a s:p <y> , :c.1 ; # and another
  s:q \"\"\"long . " ; text
more\"\"\" , "x"@en ; a :T .
[] s:p :z .
:l s:p (1 2 :m) , :n ; s:x [ s:y :o ; s:z :w ] , :v .
GRAPH :g { :s s:p :o . :s2 s:p :o2 }
:d s:p :x.y. :e s:p "3"^^:int , <z\\u00e9(> .
"""
    stated = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in ox.parse(text, format=ox.RdfFormat.TRIG)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
    }
    found = lines_of(text, "")
    assert found.keys() == stated
    by_line: dict[int, list[str]] = {}
    for (_, _, thing), line in found.items():
        by_line.setdefault(line, []).append(thing.removeprefix("http://d.test/"))
    assert by_line == {
        5: ["http://b.test/x/y", "c.1"],
        7: ["T"],
        9: ["n", "v"],
        10: ["o", "o2"],
        11: ["x.y", "http://b.test/x/zé("],
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@prefix : <https://e.org/x#> .\n:a :b :c .", "https://e.org/x#"),
        ("@prefix : <#> .\n:a :b :c .", "https://f.invalid/here#"),
        ("@base <https://e.org/x#> .\n<#a> <#b> <#c> .", "https://e.org/x#"),
        ("@base <urn:x:y> .\n<#a> <#b> <#c> .", "urn:x:y#"),
    ],
)
def test_the_lines_of_names_behind_a_hash_are_found(text: str, name: str) -> None:
    base = "https://f.invalid/here"
    stated = next(iter(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base))).triple
    assert lines_of(text, base) == {(f"{name}a", f"{name}b", f"{name}c"): 2}
    assert (f"{name}a", f"{name}c") == (stated.subject.value, stated.object.value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", [r'"""C:\\"""', r"'''C:\\'''", r'"""\""""', '"""a "" b\'"""', "'''a '' b\"'''", '""""""']
)
def test_a_long_literal_ends_where_it_ends(text: str) -> None:
    turtle = f"@prefix e: <https://e.org/> .\ne:a e:b {text} ;\n  e:b e:c ."
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 2
    assert lines_of(turtle, "") == {tuple(f"https://e.org/{x}" for x in "abc"): 3}


@pytest.mark.parametrize(
    "holding",
    [
        'd:a skos:note """{}""" .',
        "d:a skos:note '''{}''' .",
        'd:a skos:note "{}", "\\"{}" .',
        "# {}",
        "d:a skos:note d:o\\'reilly . # {}",
    ],
)
def test_signs_within_texts_and_comments_nest_no_statements(tmp_path: Path, holding: str) -> None:
    draft = _read(tmp_path, SCHEME + holding.replace("{}", "cout << " * 60) + "\n")
    assert [r.number for r in draft.frameworks[0].requirements] == ["1", "1.10", "c"]
    nested = "d:a d:b " + "<<( d:a d:b " * 60 + "d:c" + " )>>" * 60 + " ."
    with pytest.raises(ContentError, match="has statements in statements more than 50 deep"):
        _read(tmp_path, SCHEME + holding.replace("{}", ">> " * 60) + f"\n{nested}\n")


@pytest.mark.parametrize(
    ("begin", "deep", "what"),
    [
        ('<rdf:Description><e:p rdf:parseType="Triple">', 50, ""),
        ('<rdf:Description><e:p rdf:parseType="Triple">', 51, "statements in statements more than 50 deep"),
        ("<rdf:Description><e:p>", 999, ""),
        ("<rdf:Description><e:p>", 1000, "elements in one another more than 2000 deep"),
        # Read to its end, this would take minutes.
        ("<rdf:Description><e:p>", 100_000, "elements in one another more than 2000 deep"),
    ],
)
def test_rdf_xml_that_is_nested_without_end_is_refused_at_once(
    tmp_path: Path, begin: str, deep: int, what: str
) -> None:
    within = '<rdf:Description rdf:about="https://e.org/a"><e:p>x</e:p></rdf:Description>' if "Triple" in begin else ""
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/"'
        ' xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:ConceptScheme rdf:about="https://e.org/s"/>'
        '<skos:Concept rdf:about="https://e.org/a"/>'
        f"{begin * deep}{within}{'</e:p></rdf:Description>' * deep}</rdf:RDF>"
    )
    if what:
        with pytest.raises(ContentError, match=what):
            _read(tmp_path, text, "x.rdf")
    else:
        assert [r.number for r in _read(tmp_path, text, "x.rdf").frameworks[0].requirements] == ["a"]


def test_what_is_not_read_of_skos_is_counted(tmp_path: Path) -> None:
    more = (
        'd:b skos:related d:c, d:a ; skos:historyNote "new" . d:c skos:mappingRelation e:z . d:list skos:member d:b .\n'
    )
    told = {n.what for n in _read(tmp_path, SCHEME + more).notes} - {n.what for n in _read(tmp_path, SCHEME).notes}
    assert told == {
        "2 statements of skos:related not kept",
        "1 statement of skos:historyNote not kept",
        "1 statement of skos:mappingRelation not kept",
    }


def test_the_words_of_our_own_graph_are_no_framework(tmp_path: Path) -> None:
    """A framework that was written as OWL came back with the list of kinds of evidence as another one, and with what our classes are like elsewhere."""
    path = tmp_path / "ours.owl"
    assert run("export", "42001", "-o", str(path)).returncode == 0
    draft = skos.read(path)
    assert [f.title for f in draft.frameworks] == [load().frameworks["iso42001"].title]
    assert draft.mappings == ()
    assert {n.what.partition(" ")[2] for n in draft.notes} >= {
        "words of our own graph, such as kinds of evidence, not kept",
        "mappings of words of our own graph, not kept",
    }


def test_a_framework_beside_words_of_our_own_graph_is_kept_whole(tmp_path: Path) -> None:
    ours = "@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    more = "aims:K a skos:ConceptScheme . aims:k skos:inScheme aims:K ; skos:exactMatch e:k . d:a skos:closeMatch aims:k ; skos:exactMatch e:z .\n"
    alone = _read(tmp_path, SCHEME + "d:a skos:exactMatch e:z .\n")
    beside = _read(tmp_path, ours + SCHEME + more)
    assert beside.frameworks == alone.frameworks != ()
    here, there = ([[replace(r, where="") for r in m.rows] for m in d.mappings] for d in (beside, alone))
    assert here == there != []
    assert "2 mappings of words of our own graph, not kept" in [n.what for n in beside.notes]
