"""The parts of the documentation site, each whole: the rules of the redirect, where names lie, an entry, the diagram as Graphviz is given it, the site of a small content."""

from __future__ import annotations

import sys
from dataclasses import replace
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tiny
from pyoxigraph import RdfFormat, parse
from rdflib import BNode, Graph

from aims_graph.errors import AimsError
from aims_graph.exchange.published import diagram as diagram_module
from aims_graph.exchange.published import lode
from aims_graph.exchange.published.diagram import diagram
from aims_graph.exchange.published.entries import Entries
from aims_graph.exchange.published.places import BASE, Place, Places
from aims_graph.exchange.published.redirect import htaccess
from aims_graph.exchange.published.site import site
from aims_graph.formats.library import library_of
from aims_graph.model import CompetencyQuestion, Source
from aims_graph.pack.names import Names
from aims_graph.version import VERSION

AT = "https://docs.example.org/aims/"
#: Three frameworks: one with a step of its own behind the base, one deeper, one of another host; one that no table knows.
SPACES = {"one": f"{BASE}one-1/", "deep": f"{BASE}x/deep/", "theirs": "https://example.org/theirs/"}
CONTENT: Any = SimpleNamespace(names=Names(SPACES), frameworks={**SPACES, "unknown": ""})


def test_the_rules_of_the_redirect_in_full() -> None:
    def forms(names: str, file: str, page: str, end: str = "") -> str:
        return f"""RewriteCond %{{ENV:FORM}} =html
RewriteRule {names} {AT}{page}.html{end} [R=303,NE,L]
RewriteRule {names} {AT}{file}.%{{ENV:FORM}} [R=303,L]
"""

    head = rf"""# Where the names of aims-graph lead. Written by aims-graph export --docs; the site lies at
# {AT}
Options -MultiViews
RewriteEngine on
<IfModule mod_headers.c>
Header always merge Vary Accept
</IfModule>

RewriteRule ^ - [E=FORM:html]
RewriteCond %{{HTTP_ACCEPT}} application/rdf\+xml [NC]
RewriteRule ^ - [E=FORM:rdf]
RewriteCond %{{HTTP_ACCEPT}} application/ld\+json [NC]
RewriteRule ^ - [E=FORM:jsonld]
RewriteCond %{{HTTP_ACCEPT}} text/turtle [NC]
RewriteRule ^ - [E=FORM:ttl]
RewriteCond %{{HTTP_ACCEPT}} ^\s*(?:text/html|application/xhtml\+xml) [NC]
RewriteRule ^ - [E=FORM:html]
RewriteCond %{{HTTP_ACCEPT}} ^\s*text/turtle [NC]
RewriteRule ^ - [E=FORM:ttl]
RewriteCond %{{HTTP_ACCEPT}} ^\s*application/ld\+json [NC]
RewriteRule ^ - [E=FORM:jsonld]
RewriteCond %{{HTTP_ACCEPT}} ^\s*application/rdf\+xml [NC]
RewriteRule ^ - [E=FORM:rdf]

RewriteRule ^$ {AT}index.html [R=303,L]
"""
    version = r"^(?:\d[\w.-]*/)?"
    parts = [
        forms(rf"{version}(ontology|workspace)$", "$1", "$1"),
        f"RewriteRule ^ontology/with/ {AT}ontology.html [R=303,L]\n",
        forms(rf"{version}ontology/(core|law)$", "ontology/$1", "ontology"),
        forms(r"^(a\.1|b)/$", "$1", "$1"),
        forms(r"^(a\.1|b)/(.+)$", "$1", "$1", "#$2"),
        forms(r"^edition/(.+)$", "editions", "editions", "#$1"),
        forms(r"^mapping/([^/]+)$", "mapping/$1", "mapping/$1"),
        forms(r"^mapping/([^/]+)/(.+)$", "mapping/$1", "mapping/$1", "#$2"),
        f"RewriteRule ^file/(.+)$ {AT}file/$1 [R=303,L]\n",
    ]
    assert htaccess(AT, ["b", "a.1"], ["law", "core"]) == head + "".join(parts)
    # Without frameworks or modules there are no rules for them.
    assert htaccess(AT, [], []) == head + "".join([*parts[:2], *parts[5:]])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("ontology#Thing", ("ontology", "Thing")),
        ("ontology#fine/when", ("ontology", "fine/when")),
        ("ontology", ("ontology", "")),
        ("ontology/law", ("ontology", "")),
        ("0.1.0/ontology", ("ontology", "")),
        ("0.1.0/ontology/law", ("ontology", "")),
        ("v1/ontology", None),
        ("workspace#risk", ("workspace", "risk")),
        ("workspace", ("workspace", "")),
        ("workspace/mine#risk", ("workspace", "risk")),
        # A record of somebody's own.
        ("workspace/mine", None),
        ("one-1/4.1", ("one-1", "4.1")),
        ("one-1/A/b", ("one-1", "A/b")),
        ("one-1/", ("one-1", "")),
        ("x/deep/1", None),
        ("edition/a-1", ("editions", "a-1")),
        ("mapping/a--b", ("mapping/a--b", "")),
        ("mapping/a--b/row-1", ("mapping/a--b", "row-1")),
        ("mapping/", None),
        ("mapping", None),
        ("file/x.tsv", None),
    ],
)
def test_where_a_name_lies(name: str, place: tuple[str, str] | None) -> None:
    found = Places(CONTENT).of(BASE + name)
    assert found == (Place(*place) if place else None)
    assert Places(CONTENT).of(f"https://example.org/theirs/{name}") is None


def test_a_place_as_it_is_seen_from_a_page() -> None:
    row, whole = Place("mapping/a--b", "row-1"), Place("ontology")
    assert [row.link(p) for p in ("", "ontology", "mapping/c--d", "mapping/a--b")] == [
        "mapping/a--b.html#row-1",
        "mapping/a--b.html#row-1",
        "../mapping/a--b.html#row-1",
        "#row-1",
    ]
    assert [whole.link(p) for p in ("", "ontology", "mapping/c--d")] == ["ontology.html", "", "../ontology.html"]


SAID = f"""@prefix aims: <{BASE}ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{BASE}one-1/10> skos:notation "10" ; skos:prefLabel "Ten" .
<{BASE}one-1/2> a skos:Concept ; rdfs:label "not this" ; skos:prefLabel "Two & <more>" ; skos:notation "2" ; dcterms:abstract "Shut <it>." ; skos:definition "What is shut." ;
  dcterms:source <https://example.org/x> , <urn:x:1> , [ ] ; skos:broader <{BASE}one-1/10> ; skos:related <{BASE}mapping/a--b/row-1> .
<{BASE}one-1/9> skos:notation "9" .
<{BASE}one-1/2/b> skos:prefLabel "Part" ; skos:broader <{BASE}one-1/2/b> .
<{BASE}one-1/1> aims:order "7"^^xsd:integer ; skos:prefLabel "Last" .
<{BASE}mapping/a--b/row-1> owl:annotatedSource <{BASE}one-1/2> ; owl:annotatedTarget <https://example.org/theirs/5> ; aims:shared "both shut" .
<{BASE}file/x> dcterms:title "no page" . [ ] dcterms:title "no name" .
"""


def test_the_entries_of_a_page_in_full() -> None:
    """In the order that is said, then by numbers as numbers; what lies below a name within its entry; each value a link to where it lies."""
    entries = Entries(CONTENT, Places(CONTENT), parse(SAID, format=RdfFormat.TRIG))
    one = [f"{BASE}one-1/{n}" for n in ("2", "2/b", "9", "10", "1")]
    assert dict(entries.on) == {"one-1": one, "mapping/a--b": [f"{BASE}mapping/a--b/row-1"]}
    assert [entries.label(i) for i in (*one, f"{BASE}mapping/a--b/row-1", f"{BASE}file/x")] == [
        *("Two & <more>", "Part", "one:9", "Ten", "Last", "one:2 – theirs:5", "no page"),
    ]
    assert entries.types(one[0]) == ["http://www.w3.org/2004/02/skos/core#Concept"] and entries.types("x") == []

    def link(curie: str, to: str) -> str:
        return f'<a href="{to}">{curie}</a>'

    skos, dcterms = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
    said = {name: link(f"skos:{name}", f"{skos}{name}") for name in ("notation", "prefLabel", "broader", "related")}
    whole = (
        f'<article id="2"><h2>2 Two &amp; &lt;more&gt;</h2><p>What is shut.</p><p class="iri">{one[0]}</p>'
        "<details><summary>11 statements</summary><dl>"
        f"<dt>{link('rdf:type', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type')}</dt><dd>{link('skos:Concept', f'{skos}Concept')}</dd>"
        f"<dt>{link('rdfs:label', 'http://www.w3.org/2000/01/rdf-schema#label')}</dt><dd>not this</dd>"
        f"<dt>{said['prefLabel']}</dt><dd>Two &amp; &lt;more&gt;</dd><dt>{said['notation']}</dt><dd>2</dd>"
        f"<dt>{link('dcterms:abstract', f'{dcterms}abstract')}</dt><dd>Shut &lt;it&gt;.</dd>"
        f"<dt>{link('skos:definition', f'{skos}definition')}</dt><dd>What is shut.</dd>"
        f"<dt>{link('dcterms:source', f'{dcterms}source')}</dt><dd>{link('https://example.org/x', 'https://example.org/x')}</dd>"
        "<dd>urn:x:1</dd><dd>(see the Turtle file)</dd>"
        f"<dt>{said['broader']}</dt><dd>{link('one:10', '#10')}</dd>"
        f"<dt>{said['related']}</dt><dd>{link('map:a--b/row-1', 'mapping/a--b.html#row-1')}</dd></dl></details>"
        f'<article id="2/b"><h3>Part</h3><p class="iri">{one[1]}</p><details><summary>2 statements</summary><dl>'
        f"<dt>{said['prefLabel']}</dt><dd>Part</dd><dt>{said['broader']}</dt><dd>{link('one:2/b', '#2/b')}</dd></dl></details></article>\n"
        "</article>\n"
    )
    nine = (
        f'<article id="9"><h2>9 one:9</h2><p class="iri">{one[2]}</p><details><summary>1 statement</summary>'
        f"<dl><dt>{said['notation']}</dt><dd>9</dd></dl></details></article>\n"
    )
    assert list(entries.page("one-1", one[:3], level=2)) == [whole, nine]
    # Elsewhere its number is not said, and what lies below it stands there by itself.
    assert "".join(entries.page("one-1", one[1:2])).startswith('<article id="2/b"><h3>Part</h3>')
    (row,) = entries.page("mapping/a--b", [f"{BASE}mapping/a--b/row-1"])
    assert row.startswith('<article id="row-1"><h3>one:2 – theirs:5</h3><p>both shut</p>')
    assert f"<dd>{link('one:2', '../one-1.html#2')}</dd>" in row
    assert f"<dd>{link('theirs:5', 'https://example.org/theirs/5')}</dd>" in row


def _class(name: str, under: str = "") -> str:
    return f":{name} a owl:Class" + (f" ; rdfs:subClassOf :{under}" if under else "") + " ."


DRAWN = f"""@prefix : <https://example.org/o#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix e: <https://example.org/else/> .
:A a owl:Class ; rdfs:label "A & co" . :B a owl:Class ; rdfs:subClassOf :A , e:Foreign , :Many . e:Foreign a owl:Class ; rdfs:label "Foreign" .
:Word a owl:Class ; skos:prefLabel "Word" . :w1 a :Word . :w2 a :Word .
:Level a owl:Class . :low a :Level . :Idle a owl:Class . :i1 a :Idle .
:has a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range :B . :gives a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range :B ; rdfs:label "gi\\\\ves" .
:of a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( :A :B ) ] ; rdfs:range :Level .
:kind a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range :Word .
:name a owl:DatatypeProperty ; rdfs:domain :A ; rdfs:range xsd:string . :choice a owl:DatatypeProperty ; rdfs:domain :A ; rdfs:range [ owl:oneOf ( "x" "y" ) ] .
:note a owl:AnnotationProperty ; rdfs:domain :A . :seen a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range e:Foreign .
e:prop a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range :B , :Word .
:Many a owl:Class . {" ".join(_class(f"M{n}", "Many") for n in range(9))}
:Some a owl:Class . {" ".join(_class(f"S{n}", "Some") for n in range(9))}
{" ".join(_class(f"Z{n}") for n in range(6))}
"""


def test_the_diagram_as_graphviz_is_given_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten are below Many, so it is named in their boxes; nine below Some, so arrows lead there. What nothing is tied to stands in rows of four."""
    given: list[str] = []

    class Drawn:
        def __init__(self, string: str) -> None:
            given.append(string)

        def draw(self, format: str, prog: str) -> bytes:
            assert (format, prog) == ("svg", "dot")
            return b'<svg><g id="graph0" class="graph"><g id="node1"/></g></svg>'

    monkeypatch.setitem(sys.modules, "pygraphviz", SimpleNamespace(AGraph=Drawn))
    graph = Graph().parse(data=DRAWN, format="turtle")
    assert diagram(graph, "https://example.org/o#", 'Of "us"') == b'<svg><g class="graph"><g/></g></svg>'

    def box(name: str, *lines: tuple[str, str], under: str = "", colour: str = "#eef4fb", label: str = "") -> str:
        called = escape(label or name)
        rows = "".join(f'<tr><td align="left" href="#{p}" tooltip="{p}">{p}{value}</td></tr>' for p, value in lines)
        head = f"<b>{called}</b>" + (f"<br/><i>{under}</i>" if under else "")
        return (
            f'"https://example.org/o#{name}" [label=<<table border="1" cellborder="0" cellspacing="0" cellpadding="3" color="#5b6b7d" bgcolor="white">'
            f'<tr><td bgcolor="{colour}" href="#{name}" tooltip="{called}">{head}</td></tr>{rows}</table>>, tooltip="{called}"]'
        )

    def arrow(start: str, end: str, said: str) -> str:
        return f'"https://example.org/o#{start}" -> "https://example.org/o#{end}" [{said}]'

    of_a = (("choice", ": x, y"), ("kind", ": Word"), ("name", ": string"), ("note", ""), ("seen", ": Foreign"))
    words = {"under": "1 word", "colour": "#f3f8ec"}
    alone = ["Z0", "Z1", "Z2", "Z3", "Z4", "Z5"]
    loose = [*(f"M{n}" for n in range(9)), "Many", *alone]
    assert given[0].split("\n") == [
        'digraph "Of &quot;us&quot;" {',
        'graph [rankdir=LR, nodesep=0.22, ranksep=0.9, fontname="Arial", bgcolor=white, tooltip="Of &quot;us&quot;"]',
        'node [shape=plain, fontname="Arial", fontsize=11, fontcolor="#1b2733"]',
        'edge [fontname="Arial", fontsize=9, color="#5b6b7d", fontcolor="#1b2733", arrowsize=0.7]',
        box("A", *of_a, label="A & co"),
        box("B", under="under Many"),
        box("Idle", **words),
        box("Level", **words),
        *(box(f"M{n}", under="under Many") for n in range(9)),
        box("Many"),
        *(box(f"S{n}") for n in range(9)),
        box("Some"),
        *(box(name) for name in alone),
        *sorted(
            [
                arrow("A", "B", 'label="gi\\\\ves\\nhas", href="#gives", tooltip="gi\\\\ves\\nhas"'),
                arrow("A", "Level", 'label="of", href="#of", tooltip="of"'),
                arrow("B", "Level", 'label="of", href="#of", tooltip="of"'),
                arrow("A", "B", "dir=back, arrowtail=onormal"),
                *(arrow("Some", f"S{n}", "dir=back, arrowtail=onormal") for n in range(9)),
                *(
                    arrow(one, other, "style=invis")
                    for n, (one, other) in enumerate(zip(["Idle", *loose], loose, strict=False))
                    if n % 4 != 3
                ),
            ]
        ),
        "}",
    ]


def test_the_site_of_a_small_content(tmp_path: Path) -> None:
    """Without an ontology: a page for what has names of ours, the files behind each, those of the content, what a reader sees first."""
    packs = tiny.write(tmp_path)
    for place in ("ontology/aims.ttl", "ontology/set-relations.ttl"):
        (tmp_path / place).write_text(f"# Nothing of {place}.\n")
    library = library_of(packs)
    made = dict(site(library, AT))
    files = [f"file/{path.relative_to(tmp_path).as_posix()}" for pack in packs for path in pack.files()]
    pages = ["editions", "mapping/a--b", "mapping/remainder", "ontology"]
    parts = [f"{page}.{form}" for page in pages for form in ("html", "ttl", "rdf", "jsonld")]
    assert list(made) == ["w3id.htaccess", "style.css", *parts, *files, "index.html"]
    assert len(files) > 30 and all(made[f] == (tmp_path / f.removeprefix("file/")).read_bytes() for f in files)
    rows = (("editions", "Editions", 1), ("mapping/a--b", "A to B", 5), ("mapping/remainder", "Remainder", 3), ("ontology", "Ontology", 4))  # fmt: skip
    listed = "".join(f'<tr><td><a href="{page}.html">{title}</a></td><td>{n}</td></tr>' for page, title, n in rows)
    assert (
        made["index.html"].decode()
        == f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>aims-graph</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<nav><a href="index.html">aims-graph {VERSION}</a> <a href="ontology.html">Ontology</a></nav>
<main>
<h1>aims-graph: what its names mean</h1>
<p>Each name of the ontology, of a requirement and of a mapping row is an address that leads here: to its entry for people, to a file for programs.</p>
<table class="list"><tr><th>Page</th><th>Names</th></tr>{listed}</table></main>
</body>
</html>
"""
    )
    page = made["mapping/a--b.html"].decode()
    assert (
        f'<title>A to B</title>\n<link rel="stylesheet" href="../style.css">\n</head>\n<body>\n<nav><a href="../index.html">aims-graph {VERSION}</a>'
        ' <a href="../ontology.html">Ontology</a></nav>\n<main>\n<h1>A to B</h1>\n<p class="forms">As a file: <a href="../mapping/a--b.ttl">Turtle</a>'
        '<a href="../mapping/a--b.jsonld">JSON-LD</a><a href="../mapping/a--b.rdf">RDF/XML</a></p>\n<article><h2>A to B</h2>'
    ) in page
    # Without an address there are no rules; with questions a page of them, and a way there.
    asked = replace(
        library, questions=[CompetencyQuestion("Which & what?", "map X <y>", "a row", "", Source("x.tsv", 1))]
    )
    again = dict(site(asked, ""))
    assert list(again) == ["style.css", *parts, *files, "questions.html", "index.html"]
    assert '<a href="ontology.html">Ontology</a> <a href="questions.html">Questions</a></nav>' in again["index.html"].decode()  # fmt: skip
    assert (
        "<main>\n<h1>What the graph answers</h1>\n<p>The questions that the ontology is there to answer, and the command that answers each.</p>\n"
        '<table class="list"><tr><th>Question</th><th>Command</th><th>Answer</th></tr><tr><td>Which &amp; what?</td>'
        "<td><code>aims-graph map X &lt;y&gt;</code></td><td>a row</td></tr></table></main>"
    ) in again["questions.html"].decode()


OURS = f"""@prefix aims: <{BASE}ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix wsp: <{BASE}workspace#> .
"""


def test_the_page_of_an_ontology_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What documents and draws it is given what its files say of its names, without the headers of its parts; its words stand by class."""
    packs = tiny.write(tmp_path)
    texts = {
        "ontology/aims.ttl": f"""<{BASE}ontology> a owl:Ontology ; dcterms:title "Ours & us"@en . aims:Thing a owl:Class ; rdfs:label "thing" .
aims:Kind a owl:Class ; rdfs:label "Kinds" . aims:Rare a owl:Class ; rdfs:label "Rare" . aims:k1 a aims:Kind ; skos:prefLabel "one" .
aims:k2 a aims:Kind , aims:Rare ; skos:prefLabel "two" . aims:k3 a skos:Concept ; skos:inScheme aims:scheme ; skos:prefLabel "three" .
aims:scheme a skos:ConceptScheme ; dcterms:title "A scheme" . <https://example.org/else> rdfs:label "else" .""",
        "ontology/set-relations.ttl": f"""<{BASE}ontology/rel> a owl:Ontology ; rdfs:label "a part" . aims:has a owl:ObjectProperty .""",
        "ontology/workspace.ttl": f"""<{BASE}workspace> a owl:Ontology ; rdfs:label "Work" . wsp:Risk a owl:Class . [] a owl:AllDisjointClasses .""",
    }
    for place, text in texts.items():
        (tmp_path / place).write_text(f"{OURS}{text}\n")
    given: dict[str, set[tuple[str, ...]]] = {}

    def documented(graph: Graph, ontology: str, namespace: str) -> lode.Documented:
        assert namespace == f"{ontology}#"
        given[ontology] = {tuple("_" if isinstance(t, BNode) else str(t) for t in triple) for triple in graph}
        links = f'<a href="{BASE}ontology#k1">k</a> <a href="{BASE}ontology">o</a> <a href="{BASE}file/x">x</a>'
        return lode.Documented(f'<h1>Top</h1><div class="section" id="classes">{links}</div>', "<ul>toc</ul>")

    monkeypatch.setattr(lode, "documented", documented)
    monkeypatch.setattr(diagram_module, "diagram", lambda graph, namespace, title: f"<?xml?>\n<svg>{title}</svg>".encode())  # fmt: skip
    made = dict(site(library_of(packs), ""))
    assert list(made)[:13] == [
        *(f"{page}.{form}" for page in ("ontology", "workspace") for form in ("svg", "html", "ttl", "rdf", "jsonld")),
        *("style.css", "ontology/rel.ttl", "ontology/rel.rdf"),
    ]
    assert made["ontology.svg"] == b"<?xml?>\n<svg>Classes: ontology</svg>"
    page = made["ontology.html"].decode()
    words = ["A scheme (1)", "Kinds (1)", "Rare (1)", "aims:EvidenceKind (1)", "aims:Role (1)", "aims:SystemKind (2)"]
    scheme = "skos:ConceptScheme (1)"
    listed = "".join(f'<li><a href="#words-{n}">{name}</a></li>' for n, name in enumerate([*words, scheme]))
    forms = "".join(f'<a href="ontology.{end}">{name}</a>' for end, name in (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML")))  # fmt: skip
    assert "<title>Ours &amp; us</title>" in page
    assert '<a href="ontology.html">Ontology</a> <a href="workspace.html">Workspace</a></nav>' in page
    assert (
        f'<main>\n<h1>Top</h1><p class="forms">As a file: {forms}</p>\n<h2 id="diagram">Diagram</h2><p><a href="ontology.svg">The picture alone</a></p>'
        '<div class="diagram"><svg>Classes: ontology</svg></div><h2 id="contents">Contents</h2><div class="contents"><ul>toc</ul>'
        f'<h4>Vocabularies</h4><ul>{listed}</ul></div><div class="section" id="classes">'
        f'<a href="#k1">k</a> <a href="#">o</a> <a href="{BASE}file/x">x</a></div><section><h2 id="words-0">A scheme</h2>\n<article id="k3"><h3>three</h3>'
    ) in page
    type_, owl, label = (f"http://www.w3.org/{n}" for n in ("1999/02/22-rdf-syntax-ns#type", "2002/07/owl#", "2000/01/rdf-schema#label"))  # fmt: skip
    ours = f"{BASE}ontology#"
    assert {t for t in given[f"{BASE}ontology"] if "else" in t[0] or t[0].startswith(f"{BASE}ontology/") or t[2].startswith(owl)} == {
        *((f"{ours}{name}", type_, f"{owl}Class") for name in ("Thing", "Kind", "Rare")),
        (f"{ours}has", type_, f"{owl}ObjectProperty"),
        (f"{BASE}ontology", type_, f"{owl}Ontology"),
        ("https://example.org/else", label, "else"),
    }  # fmt: skip
    assert given[f"{BASE}workspace"] == {
        (f"{BASE}workspace", type_, f"{owl}Ontology"),
        (f"{BASE}workspace", label, "Work"),
        (f"{BASE}workspace#Risk", type_, f"{owl}Class"),
        ("_", type_, f"{owl}AllDisjointClasses"),
        # How the names of the other are called.
        *((f"{ours}{name}", label, said) for name, said in (("Thing", "thing"), ("Kind", "Kinds"), ("Rare", "Rare"))),
        ("https://example.org/else", label, "else"),
    }
    part = Graph().parse(data=made["ontology/rel.ttl"], format="turtle")
    assert {tuple(map(str, t)) for t in part} == {
        (f"{BASE}ontology/rel", type_, f"{owl}Ontology"),
        (f"{BASE}ontology/rel", label, "a part"),
        (f"{ours}has", type_, f"{owl}ObjectProperty"),
    }


@pytest.mark.parametrize("missing", ["pylode", "pygraphviz"])
def test_what_an_ontology_needs_to_be_documented_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    packs = tiny.write(tmp_path)
    (tmp_path / "ontology/aims.ttl").write_text(f"{OURS}<{BASE}ontology> a owl:Ontology .\n")
    library = library_of(packs)

    def gone(*_: object) -> None:
        raise ModuleNotFoundError(name=missing)

    monkeypatch.setattr(lode, "documented", gone)
    with pytest.raises(AimsError) as caught:
        next(site(library, ""))
    assert (caught.value.what, caught.value.mend) == (
        "The documentation of the ontology needs pyLODE and PyGraphviz.",
        "Install them with the command: pip install 'aims-graph[docs]'",
    )
    missing = "something else"  # what is not of these two is nothing to install
    with pytest.raises(ModuleNotFoundError):
        next(site(library, ""))


def test_what_pylode_is_given_and_what_is_taken_of_its_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Names of others are no entries, a property with one value says so; while it runs, a text is no Markdown, and its folder one of the run."""
    (tmp_path / "skos.ttl").write_text("labels")
    utils = SimpleNamespace(RDF_FOLDER=tmp_path, markdown="theirs")
    seen: dict[str, Any] = {}

    class OntPub:
        def __init__(self, graph: Graph, sort_subjects: bool) -> None:
            seen.update(graph={tuple(map(str, t)) for t in graph}, sorted=sort_subjects, prefixes=dict(graph.namespaces()))  # fmt: skip

        def make_html(self) -> str:
            seen.update(ns=self.ns, fids=self.fids, labels=(utils.RDF_FOLDER / "skos.ttl").read_text())  # type: ignore[attr-defined]
            seen["text"] = utils.markdown.markdown("*a* <b>")  # type: ignore[attr-defined]
            return '<body>\n    <div id="content">\n<p>all</p>\n    </div>\n    <div id="toc">\n<ul>toc</ul>\n    </div>\n</body>'

    monkeypatch.setitem(sys.modules, "pylode", SimpleNamespace(OntPub=OntPub, utils=utils))
    monkeypatch.setitem(sys.modules, "pylode.utils", utils)
    graph = Graph().parse(
        data=f"""@prefix o: <https://example.org/o#> .
{OURS}<https://example.org/o> a owl:Ontology . <https://example.org/else> a owl:Ontology . o:A a owl:Class ; rdfs:label "A" . o:s a skos:ConceptScheme .
o:has a owl:DatatypeProperty , owl:FunctionalProperty . <https://example.org/Theirs> a owl:Class ; rdfs:label "theirs" .""",
        format="turtle",
    )
    before = {tuple(map(str, t)) for t in graph}
    assert lode.documented(graph, "https://example.org/o", "https://example.org/o#") == ("<p>all</p>", "<ul>toc</ul>")
    o, owl = "https://example.org/o#", "http://www.w3.org/2002/07/owl#"
    type_, label = (f"http://www.w3.org/{n}" for n in ("1999/02/22-rdf-syntax-ns#type", "2000/01/rdf-schema#label"))
    assert seen["graph"] == {
        ("https://example.org/o", type_, f"{owl}Ontology"),
        (f"{o}A", type_, f"{owl}Class"),
        (f"{o}A", label, "A"),
        (f"{o}has", type_, f"{owl}DatatypeProperty"),
        (f"{o}has", "http://www.w3.org/2004/02/skos/core#note", "A subject has at most one value."),
        ("https://example.org/Theirs", label, "theirs"),
    }
    assert {tuple(map(str, t)) for t in graph} == before
    assert (seen["sorted"], seen["ns"], seen["labels"], seen["text"]) == (True, (o, o), "labels", "*a* &lt;b&gt;")
    assert seen["fids"] == {f"{o}A": "A", f"{o}has": "has"}
    assert str(seen["prefixes"]["o"]) == o
    # Afterwards it is as it was, and the folder of the run is gone.
    assert (utils.RDF_FOLDER, utils.markdown) == (tmp_path, "theirs")
