"""The documentation of the ontology as a site: every name of ours leads to an entry that is there, for people and for programs."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from html import unescape
from itertools import islice
from pathlib import Path

import apache
import owl_api
import pytest
import tiny
import trials
from commands import run
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph

from aims_graph.errors import AimsError
from aims_graph.exchange.published import lode
from aims_graph.exchange.published.diagram import diagram
from aims_graph.exchange.published.folder import MARK, put
from aims_graph.exchange.published.lode import documented
from aims_graph.exchange.published.places import BASE, Places
from aims_graph.exchange.published.redirect import FORMS, htaccess
from aims_graph.exchange.published.site import site
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of
from aims_graph.formats.lists_tsv import QUESTIONS, read_list
from aims_graph.formats.tsv import read_tsv
from aims_graph.graph.quads import quad_lines, quads_of
from aims_graph.model import CompetencyQuestion, Library
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


# --- competency questions -------------------------------------------------------------------------------------------


def _is_requirement(library: Library) -> Callable[[str], bool]:
    known = {r.number for r in library.requirements.values() if r.number} | set(library.requirements)
    known |= {library.names.iri(r) for r in library.requirements}
    return lambda value: bool(
        known & {value, *re.split(r",? ", value), *re.findall(r"(?:Article|Chapter|Annex) [^ ,]+", value)}
    )


_QUESTIONS: list[CompetencyQuestion] = read_list(read_tsv(shipped().root / QUESTIONS, shipped()), QUESTIONS)[0]


def test_the_questions_of_the_content_are_on_a_page(library: Library, made: Site, small: Site) -> None:
    assert library.questions == _QUESTIONS and len(_QUESTIONS) > 15
    page = unescape(made["questions.html"].decode())
    assert all(q.question in page and f"aims-graph {q.command}<" in page for q in _QUESTIONS)
    assert "questions.html" not in small and b"questions.html" not in small["index.html"]


def test_a_folder_of_content_may_have_questions_of_its_own(tmp_path: Path) -> None:
    packs = tiny.write(tmp_path)
    assert [f for f in read_content(packs).findings if "questions" in f.file] == []
    columns, line = "question | command | answer | column", 'Who keeps "logs"? | show a:1.1 | text | answer'
    header = "title: Questions\nlicence: https://creativecommons.org/licenses/by/4.0/"
    text = tiny.table(header, columns, line, line.replace("text", "sense"))
    (tmp_path / QUESTIONS).write_text(text, encoding="utf-8")
    found = read_content(packs)
    assert [(f.file, f.line, f.what) for f in found.findings] == [(QUESTIONS, 5, "answer is 'sense'")]
    assert found.library.questions[0].question == 'Who keeps "logs"?'


@pytest.mark.parametrize("asked_for", _QUESTIONS, ids=lambda q: q.command.partition(" ")[0])
def test_a_competency_question_is_answered(library: Library, asked_for: CompetencyQuestion) -> None:
    kinds: dict[str, Callable[[str], object]] = {
        "requirement": _is_requirement(library),
        "text": str.strip,
        "file": lambda v: (shipped().root / v.partition(":")[0]).is_file(),
        "day": lambda v: re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", v),
        "number": lambda v: float(v) > 0,
    }
    done = run(*shlex.split(asked_for.command), "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    values = [row[asked_for.column] for row in rows if row[asked_for.column] not in ("", "no counterpart")]
    assert values and [v for v in values if not kinds[asked_for.answer](v)] == []
    assert asked_for.question.endswith("?")


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_writes_the_site_of_any_content(tmp_path: Path) -> None:
    tiny.write(tmp_path / "own")
    own = ("--content", str(tmp_path / "own"), "--alone")
    done = run("export", "--docs", str(tmp_path / "site"), *own)
    assert done.returncode == 0 and "w3id.htaccess" in done.stderr
    assert not (tmp_path / "site/w3id.htaccess").exists()
    assert 'id="role-maker"' in (tmp_path / "site/ontology.html").read_text(encoding="utf-8")


def test_the_command_says_what_it_cannot_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("42001", "--docs", "x"), ("--at", AT), ("--docs", "x", "--format", "owl")):
        done = run("export", *arguments)
        assert done.returncode == 2 and "in a folder of its own" in done.stderr
    tiny.write(tmp_path / "own")
    own = ("--content", str(tmp_path / "own"), "--alone")
    assert "is no place of a site" in run("export", "--docs", str(tmp_path / "x"), "--at", "here", *own).stderr
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    done = run("export", "--docs", str(tmp_path / "x"), *own)
    assert done.returncode == 2 and "pip install 'aims-graph[docs]'" in done.stderr
    assert not (tmp_path / "x").exists()


def test_a_folder_of_others_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.write(tmp_path / "own")
    law = tmp_path / "own/ontology/law.ttl"
    before = law.read_bytes()
    own = ("--content", str(tmp_path / "own"), "--alone")
    done = run("export", "--docs", str(tmp_path / "own"), *own)
    assert done.returncode == 2 and "is no site of ours" in done.stderr and "--force" in done.stderr
    monkeypatch.chdir(tmp_path / "own")
    for above in (".", ".."):
        done = run("export", "--docs", above, "--force", *own)
        assert done.returncode == 2 and "is the folder you are in" in done.stderr
    assert law.read_bytes() == before and not list(tmp_path.rglob("*.html"))


def test_a_site_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert put([("a.html", b"1"), ("x/old.html", b"1")], folder) == 2
    assert put([("a.html", b"2"), ("new.html", b"2")], folder) == 2
    assert _files(folder) == {"a.html": b"2", "new.html": b"2"}
    (folder / "x").mkdir()
    (folder / "x/CNAME").write_bytes(b"theirs")
    (folder / "there").symlink_to(tmp_path)
    with pytest.raises(AimsError, match="no site of ours"):
        put([("a.html", b"3")], folder)
    put([("a.html", b"3"), ("x/b.html", b"3")], folder, force=True)
    assert _files(folder) == {"a.html": b"3", "x/b.html": b"3", "x/CNAME": b"theirs"}
    assert (folder / "there").readlink() == tmp_path
    with pytest.raises(AimsError, match="by a link"):
        put([("there/c.html", b"4")], folder, force=True)
    assert (folder / "a.html").read_bytes() == b"3"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(os.name == "nt", reason="no fork")
@pytest.mark.parametrize("dies_at", ["old", "new", ""])
def test_a_site_whose_writer_was_killed_is_whole_or_comes_back_with_the_next(tmp_path: Path, dies_at: str) -> None:
    """Killed once the folder before was put aside, once the new one took its place, or anywhere."""
    folder, pages = tmp_path / "site", {f"x/{n}.html": b"y" * 2000 for n in range(40)}
    put(trials.marked(pages, 0), folder)
    (folder / "CNAME").write_bytes(b"theirs")
    for pause in (0.02, 0.05):
        trials.published(folder, pages, dies_at, pause)
        aside = [p for p in tmp_path.iterdir() if p.name.endswith(".old")]
        # What was there is there, whole: at its place or, for the one moment between two renamings, beside it.
        assert trials.site_faults(folder if folder.exists() else aside[0], pages, "CNAME") == []
        assert folder.exists() == (dies_at != "old") or not dies_at
        put(trials.marked(pages, 7), folder, force=True)
        assert trials.site_faults(folder, pages, "CNAME") == [] and [p.name for p in tmp_path.iterdir()] == ["site"]


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def slowly() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"1"
        assert put([("a.html", b"2"), ("b.html", b"2")], folder) == 2
        yield "b.html", b"1"

    assert put(slowly(), folder) == 2
    assert _files(folder) == {"a.html": b"1", "b.html": b"1"} and len(list(tmp_path.iterdir())) == 1


def test_a_site_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def breaks() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise KeyboardInterrupt

    put([("a.html", b"1"), ("b.html", b"1")], tmp_path / "site")
    with pytest.raises(KeyboardInterrupt):
        put(breaks(), tmp_path / "site")
    assert _files(tmp_path / "site") == {"a.html": b"1", "b.html": b"1"}
    (tmp_path / "file").write_bytes(b"")
    for wrong in (tmp_path / "file", tmp_path / "file/below"):
        with pytest.raises(AimsError):
            put([("a.html", b"1")], wrong)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "site"]


def _files(folder: Path) -> Site:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert found.pop(MARK)
    return found


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
