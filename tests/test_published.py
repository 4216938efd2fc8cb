"""The documentation of the ontology as a site: every name of ours leads to an entry that is there, for people and for programs."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice, pairwise
from pathlib import Path

import apache
import owl_api
import pytest
import tiny
from competency import ALL_QUESTIONS
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph

from aims_graph.errors import AimsError
from aims_graph.exchange.published import lode
from aims_graph.exchange.published.diagram import diagram
from aims_graph.exchange.published.lode import documented
from aims_graph.exchange.published.places import BASE, Places
from aims_graph.exchange.published.redirect import FORMS, htaccess
from aims_graph.exchange.published.site import site
from aims_graph.formats.library import library_of
from aims_graph.graph.quads import quad_lines, quads_of
from aims_graph.model import Library
from aims_graph.pack.pack import shipped

AT = "https://docs.example.org/aims/"
ONTOLOGY = f"{BASE}ontology#"
Site = dict[str, bytes]


@pytest.fixture(scope="module")
def made(library: Library) -> Site:
    return dict(site(library, AT))


@pytest.fixture(scope="module")
def quads(library: Library) -> list[Quad]:
    return quads_of(quad_lines(library))


@pytest.fixture(scope="module")
def names(quads: list[Quad]) -> list[str]:
    """Every name of ours that the graph says something of, or by: classes, properties, concepts, requirements, rows, editions."""
    used = {t.value for q in quads for t in (q.subject, q.predicate, q.object) if isinstance(t, NamedNode)}
    return sorted(n for n in used if n.startswith(BASE) and not n.startswith(BASE + "file/"))


@pytest.fixture(scope="module")
def anchors(made: Site) -> dict[str, list[str]]:
    return _anchors(made)


def _anchors(made: Site) -> dict[str, list[str]]:
    pages = {name.removesuffix(".html"): data.decode() for name, data in made.items() if name.endswith(".html")}
    return {page: [unescape(x) for x in re.findall(r'\sid="([^"]*)"', html)] for page, html in pages.items()}


@pytest.fixture(scope="module")
def asked(made: Site) -> Iterator[apache.Asked]:
    if apache.PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail("Apache is not installed: apt-get install apache2-bin")
        pytest.skip("Apache is not installed")
    with apache.server(made["w3id.htaccess"].decode(), "aims-graph") as running:
        yield running


# --- every name leads somewhere -------------------------------------------------------------------------------------


def test_every_name_has_its_page_and_its_anchor(
    names: list[str], anchors: dict[str, list[str]], library: Library
) -> None:
    places, known, nowhere = Places(library), {page: set(ids) for page, ids in anchors.items()}, []
    assert len(names) > 9_000
    for name in names:
        place = places.of(name)
        if place is None or (place.anchor and place.anchor not in known.get(place.page, ())) or place.page not in known:
            nowhere.append(name)
    assert nowhere == []


def test_an_anchor_is_one(anchors: dict[str, list[str]]) -> None:
    assert {
        page: [i for i in ids if ids.count(i) > 1] for page, ids in anchors.items() if len(set(ids)) < len(ids)
    } == {}


def test_apache_sends_each_name_where_it_lies(
    names: list[str], made: Site, asked: apache.Asked, library: Library
) -> None:
    """The rules know no name, so some of each page, and what is odd about names, are as good as all."""
    places = Places(library)
    by_page: dict[str, list[str]] = {}
    for name in {n.partition("#")[0] for n in names}:
        place = places.of(name)
        assert place is not None
        by_page.setdefault(place.page, []).append(name)
    chosen = {n for found in by_page.values() for n in islice(sorted(found, key=_oddest), 12)}
    assert {f"{BASE}0.1.0/workspace", f"{BASE}ontology/law", f"{BASE}0.1.0/ontology/law"} <= chosen
    for name in sorted(chosen):
        place = places.of(name)
        assert place is not None
        file = name.removeprefix(BASE).removeprefix("0.1.0/") if "/ontology/" in name else place.page
        for accept, ending in (("text/html", "html"), *((media, form) for form, media in FORMS.items())):
            status, where, varies = asked(name.removeprefix(BASE.removesuffix("aims-graph/")[:-1]), accept)
            page = place.page if ending == "html" else file
            end = f"#{place.anchor}" if ending == "html" and place.anchor else ""
            assert (status, where, varies) == (303, f"{AT}{page}.{ending}{end}", "Accept")
            assert f"{page}.{ending}" in made


def _oddest(name: str) -> tuple[int, str]:
    return -len(set(re.findall(r"[^A-Za-z0-9]", name))), name


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("*/*", "html"),
        ("", "html"),
        # What browsers send, rdflib, the OWL API of Protégé, curl for JSON-LD.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "html"),
        ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", "rdf"),
        ("text/turtle, application/rdf+xml; q=0.8, */*; q=0.1", "ttl"),
        ("application/ld+json, application/json;q=0.9", "jsonld"),
        ("application/n-triples, application/ld+json;q=0.3, text/turtle;q=0.9", "ttl"),
        ("text/html, text/turtle;q=0.2", "html"),
        ("TEXT/TURTLE", "ttl"),
    ],
)
def test_who_asks_gets_the_form_they_name_first(asked: apache.Asked, accept: str, ending: str) -> None:
    assert asked("/aims-graph/workspace", accept)[1] == f"{AT}workspace.{ending}"


def test_what_an_export_as_an_ontology_is_called_leads_to_the_ontology(asked: apache.Asked) -> None:
    for accept in ("text/html", "application/rdf+xml"):
        assert asked("/aims-graph/ontology/with/iso42001", accept)[:2] == (303, f"{AT}ontology.html")


def test_what_is_nobodys_name_leads_nowhere(asked: apache.Asked) -> None:
    for path in ("workspace/R-1", "iso42001-2023", "nothing", "ontology/nothing", "editions"):
        assert asked(f"/aims-graph/{path}", "text/html")[0] == 404


@pytest.mark.parametrize("at", ["docs.example.org/", "https://docs.example.org/x", "https://x/$1/", "https://x/ y/"])
def test_an_address_that_rules_cannot_hold_is_refused(at: str) -> None:
    with pytest.raises(Exception, match="is no place of a site"):
        htaccess(at, [], [])


def test_where_the_names_lead_that_no_page_is_of() -> None:
    """The files of the content, the site itself, and what an export is called; of a name that is none, nowhere."""
    text = htaccess("https://example.org/site/", ["a"], ["core"])
    rules = [line.split()[1:3] for line in text.splitlines() if line.startswith("RewriteRule") and " - " not in line]

    def leads(name: str) -> str:
        found = ((re.match(rule, name), to) for rule, to in rules)
        return next((re.sub(r"\$(\d)", lambda n: m[int(n[1])], to) for m, to in found if m), "")  # noqa: B023

    assert leads("file/mappings/a--b.sssom.tsv") == "https://example.org/site/file/mappings/a--b.sssom.tsv"
    assert leads("") == "https://example.org/site/index.html"
    assert leads("ontology/with/everything") == "https://example.org/site/ontology.html"
    assert leads("nowhere") == leads("file/") == ""


# --- what stands there ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["ontology", "workspace", "ontology/law", "iso42001-2023", "editions"])
def test_each_form_says_the_same(made: Site, page: str) -> None:
    def read(ending: str, form: RdfFormat) -> Dataset:
        found = Dataset(parse(made[f"{page}.{ending}"], format=form))
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return found

    turtle = read("ttl", RdfFormat.TURTLE)
    assert len(turtle) > 50
    assert turtle == read("rdf", RdfFormat.RDF_XML) == read("jsonld", RdfFormat.JSON_LD)


def test_what_the_names_of_the_ontologies_lead_to_is_owl_2_dl(made: Site, tmp_path: Path) -> None:
    files = [tmp_path / f"{page}.{form}" for page in ("ontology", "workspace") for form in ("ttl", "rdf")]
    for file in files:
        file.write_bytes(made[file.name])
    catalog = (shipped().root / "ontology/catalog-v001.xml").read_text(encoding="utf-8")
    (tmp_path / "catalog-v001.xml").write_text(catalog.replace("aims.ttl", "ontology.ttl"), encoding="utf-8")
    judged = owl_api.judged(files)
    assert len(judged) == len(files)
    for said in judged.values():
        assert said["axioms"] > 1_000 and said["violations"] == said["left"] == said["warnings"] == []


def test_a_file_says_all_that_is_said_of_its_names(made: Site, quads: list[Quad], library: Library) -> None:
    places = Places(library)
    for page in ("iso42001-2023", "mapping/iso-42001--iso-27001"):
        told = {t.triple for t in parse(made[f"{page}.ttl"], format=RdfFormat.TURTLE)}
        said = {q.triple for q in quads if isinstance(q.subject, NamedNode) and _page(places, q.subject.value) == page}
        assert told == said


def _page(places: Places, iri: str) -> str:
    found = places.of(iri)
    return found.page if found else ""


def test_an_entry_says_what_a_name_means(made: Site, library: Library) -> None:
    html = made["ontology.html"].decode()
    ontology = Graph().parse(shipped().root / "ontology/aims.ttl")
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for name in (n for n in ontology.subjects(RDF.type, kind) if str(n).startswith(ONTOLOGY)):
            entry = _entry(html, str(name).removeprefix(ONTOLOGY))
            for said in (ontology.value(name, RDFS.label), ontology.value(name, SKOS.definition)):
                assert str(said) in entry
    requirement = library.requirements["iso42001:A.6.2.8"]
    entry = _entry(made["iso42001-2023.html"].decode(), "A.6.2.8")
    assert f"A.6.2.8 {requirement.title}" in entry and requirement.summary in entry


def _entry(html: str, anchor: str) -> str:
    found = re.search(
        rf'<(?:div|article)[^>]* id="{re.escape(anchor)}">.*?(?=<(?:div|article)[^>]* id=|</main>)', html, re.S
    )
    assert found is not None, anchor
    return unescape(found[0])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return dict(site(library_of(tiny.write(tmp_path_factory.mktemp("tiny"))), ""))


def test_headings_leave_out_no_level_and_pages_are_called_in_words(made: Site) -> None:
    """Entries began at the third level below a title; a page of supports bore the name of its file."""
    for name, data in made.items():
        if name.endswith(".html"):
            levels = [int(n) for n in re.findall(r"<h([1-6])", data.decode())]
            assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels)), name
    index = made["index.html"].decode()
    assert ">ISO/IEC 42001 to EU AI Act: supports</a>" in index and ">iso-" not in index


def test_words_that_are_no_classes_stand_by_their_own_class(made: Site) -> None:
    """A topic by that it is a topic, not by the scheme of topics it is in, nor by the concept of SKOS it is as well."""
    headings = {re.sub("<[^>]*>", "", h) for h in re.findall(r"<h2.*?</h2>", made["ontology.html"].decode(), re.S)}
    assert {"function", "implementation group", "kind of evidence", "kind of node", "topic"} <= headings
    assert not {"functions", "kinds of evidence", "topics", "skos:Collection", "skos:Concept"} & headings


@pytest.mark.parametrize("of", ["made", "small"])
def test_links_within_the_site_lead_to_what_is_there(of: str, request: pytest.FixtureRequest) -> None:
    made: Site = request.getfixturevalue(of)
    known = {page: set(ids) for page, ids in _anchors(made).items()}
    broken = set()
    for name, data in made.items():
        if not name.endswith(".html") or len(data) > 1_000_000:
            continue
        for link in set(re.findall(r'(?:xlink:)?href="([^"]*)"', data.decode())):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = unescape(link).partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(name), file)) if file else name  # noqa: PTH118, PTH120
            if target not in made or (anchor and anchor not in known[target.removesuffix(".html")]):
                broken.add((name, link))
    assert broken == set()


def test_the_same_content_is_the_same_picture_and_a_new_class_is_in_it(library: Library) -> None:
    ontology = Graph().parse(shipped().root / "ontology/aims.ttl")
    first = diagram(ontology, ONTOLOGY, "Classes")
    assert first == diagram(ontology, ONTOLOGY, "Classes")
    drawn = unescape(first.decode())
    for cls in (c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(ONTOLOGY)):
        assert re.search(rf"(>|: ){re.escape(str(ontology.value(cls, RDFS.label)))}<", drawn), cls
    # A box says how many words its vocabulary has, and nothing of the kind where it is none.
    words = {str(len(set(ontology.subjects(RDF.type, cls)))) for cls in ontology.subjects(RDF.type, OWL.Class)}
    told = re.findall(r">(\d+) words?<", drawn)
    assert told and set(told) <= words - {"0"} and len(told) < 10
    ontology.parse(
        data=f"""@prefix : <{ONTOLOGY}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
:Brand a owl:Class ; rdfs:label "brand \\"new\\" & bold" . :brands a owl:ObjectProperty ; rdfs:label "brands" ;
rdfs:domain :Framework ; rdfs:range :Brand .""",
        format="turtle",
    )
    new = unescape(diagram(ontology, ONTOLOGY, "Classes").decode())
    assert 'brand "new" & bold' in new and ">brands<" in new and "brands" not in drawn


def test_words_of_a_definition_are_no_markup(caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger().level
    graph = Graph().parse(
        data=f"""@prefix : <{ONTOLOGY}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix skos: <{SKOS}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<{BASE}ontology> a owl:Ontology ; dcterms:title "<i>ours</i>" . <http://x.org/Theirs> a owl:Class ; rdfs:label "theirs" .
:Thing a owl:Class ; rdfs:label "a <b> thing" ; skos:definition "1. not *bold*, no <script>x()</script>, a_b_c & so" .
:has a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "thing" ; rdfs:domain :Thing .""",
        format="turtle",
    )
    told = documented(graph, f"{BASE}ontology", ONTOLOGY)
    assert "<script>" not in told.sections and "<i>" not in told.sections and "<em>" not in told.sections
    assert "1. not *bold*, no <script>x()</script>, a_b_c & so" in unescape(_entry(told.sections, "Thing"))
    assert "at most one value" in _entry(told.sections + "</main>", "has") and "theirs" not in told.sections
    assert logging.getLogger().level == level and caplog.records == []


def test_the_questions_of_the_content_are_on_a_page(library: Library, made: Site, small: Site) -> None:
    assert library.questions == ALL_QUESTIONS and len(ALL_QUESTIONS) > 15
    page = unescape(made["questions.html"].decode())
    assert all(q.question in page and f"aims-graph {q.command}<" in page for q in ALL_QUESTIONS)
    assert "questions.html" not in small and b"questions.html" not in small["index.html"]


def test_another_pylode_is_named() -> None:
    with pytest.raises(AimsError, match=rf"pyLODE {lode._KNOWN} writes a page without the part 'toc'"):
        lode._div("<html/>", "toc")


# --- what it says is known --------------------------------------------------------------------------------------------


def test_every_predicate_and_class_of_the_graph_is_declared(quads: list[Quad]) -> None:
    """Else the OWL API, and whoever reasons, has to guess what it is."""
    kinds = {str(k) for k in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}
    typed = [
        (q.subject, q.object.value)
        for q in quads
        if q.predicate.value == str(RDF.type) and isinstance(q.object, NamedNode)
    ]
    declared = {s.value for s, kind in typed if kind in kinds and isinstance(s, NamedNode)}
    used = {q.predicate.value for q in quads} | {kind for _, kind in typed}
    assert {u for u in used - declared if not u.startswith((str(RDF), str(RDFS), str(OWL)))} == set()
    assert sum(name.startswith(BASE) for name in used) > 100
