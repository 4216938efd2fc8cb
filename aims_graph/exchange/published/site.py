"""The whole site: its pages, the files behind them, and the rules of the redirect. Each comes as a path within the site and its bytes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from string import Template

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple
from rdflib import Graph

from aims_graph.errors import AimsError
from aims_graph.exchange.published.entries import Entries
from aims_graph.exchange.published.places import BASE, ONTOLOGY, WORKSPACE, Place, Places
from aims_graph.exchange.published.redirect import FORMS, htaccess
from aims_graph.exchange.rdf_out import turtle_text, xml_text
from aims_graph.graph.quads import quad_lines, quads_of
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.version import VERSION

_TYPE, _HEADER = FIXED["rdf"] + "type", FIXED["owl"] + "Ontology"
_IN_SCHEME = FIXED["skos"] + "inScheme"
_DOCUMENTED = {
    FIXED["owl"] + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology")
}
_CALLED = {"ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
_LODE = "The documentation of the ontology needs pyLODE and PyGraphviz."


def site(library: Library, at: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, the pages of the ontology first.

    Args:
        library: the content that is documented.
        at: the address at which the site will lie; without one the rules of the redirect are left out.

    Raises:
        AimsError: if ``at`` is no address, or pyLODE or PyGraphviz is not installed.
    """
    quads = quads_of(quad_lines(library))
    made = _Site(library, Places(library), quads)
    headers = {q.subject.value: q.graph_name for q in quads if isinstance(q.subject, NamedNode) and _is_header(q)}
    ontologies = [page for page in (ONTOLOGY, WORKSPACE) if BASE + page in headers]
    above = f"{BASE}{ONTOLOGY}/"
    modules = {iri.removeprefix(above): graph for iri, graph in headers.items() if iri.startswith(above)}
    rules = htaccess(at, made.places.frameworks, modules) if at else ""
    for page in ontologies:
        yield from made.ontology(page)
    if rules:
        yield "w3id.htaccess", rules.encode()
    yield "style.css", _resource("style.css").encode()
    for module, graph in modules.items():
        yield from made.data(f"{ONTOLOGY}/{module}", [q.triple for q in quads if q.graph_name == graph])
    pages = sorted(set(made.entries.on) - set(ontologies))
    for page in pages:
        yield from made.plain(page)
    # The content files that IRIs of statements name; those of other folders are their owners' to show.
    for pack in (pack for pack in library.packs if pack.is_shipped):
        for path in pack.files():
            yield f"file/{pack.named(path)}", path.read_bytes()
    if library.questions:
        yield "questions.html", made.page("questions", "What the graph answers", _questions(library))
    yield "index.html", made.page("index", "aims-graph", made.index([*ontologies, *pages]))


class _Site:
    """What the pages are made of: all names of a library, and what is said of each."""

    def __init__(self, library: Library, places: Places, quads: list[Quad]) -> None:
        self._library, self.places, self._quads = library, places, quads
        self.entries = Entries(library, places, quads)
        self._said: dict[str, list[Quad]] = defaultdict(list)
        # What an ontology's own files say without a name of ours: what they declare of others' terms, and axioms without a name.
        homes = {q.graph_name: _page_of(places, q) or ONTOLOGY for q in quads if _is_header(q)}
        for quad in quads:
            page = _page_of(places, quad) or homes.get(quad.graph_name)
            if page is not None and not self._is_left_out(quad):
                self._said[page].append(quad)

    @staticmethod
    def _is_left_out(quad: Quad) -> bool:
        """Whether a statement is of the header of one of the ontology's parts: they are one file here, with one header."""
        if not isinstance(quad.subject, NamedNode):
            return False
        return quad.subject.value.startswith(f"{BASE}{ONTOLOGY}/")

    def ontology(self, page: str) -> Iterator[tuple[str, bytes]]:
        """Yield the page of an ontology: its classes and properties, its diagram, its vocabularies; and the files.

        Raises:
            AimsError: if what documents and draws it is not installed.
        """
        namespace = f"{BASE}{page}#"
        try:
            from aims_graph.exchange.published.diagram import diagram
            from aims_graph.exchange.published.lode import documented

            graph = self._rdflib(page)
            told, picture = documented(graph, BASE + page, namespace), diagram(graph, namespace, f"Classes: {page}")
        except ModuleNotFoundError as error:
            if error.name not in ("pylode", "pygraphviz"):
                raise
            raise AimsError(_LODE, "Install them with the command: pip install 'aims-graph[docs]'") from None
        words = self._vocabularies(page)
        sections = "".join(
            f'<section><h2 id="words-{n}">{escape(name)}</h2>\n{"".join(self.entries.page(page, iris))}</section>\n'
            for n, (name, iris) in enumerate(words.items())
        )
        listed = "".join(
            f'<li><a href="#words-{n}">{escape(name)} ({len(i)})</a></li>' for n, (name, i) in enumerate(words.items())
        )
        drawn = re.sub(r"^.*?(?=<svg)", "", picture.decode(), flags=re.DOTALL)
        head, cut, rest = told.sections.partition('<div class="section" id="classes">')
        alone = f'<p><a href="{page}.svg">The picture alone</a></p>'
        body = (
            f'{head}{_forms(page)}<h2 id="diagram">Diagram</h2>{alone}<div class="diagram">{drawn}</div>'
            f'<h2 id="contents">Contents</h2><div class="contents">{told.contents}<h4>Vocabularies</h4><ul>{listed}</ul></div>'
            f"{cut}{rest}{sections}"
        )
        yield f"{page}.svg", picture
        yield f"{page}.html", self.page(page, self.entries.label(BASE + page), self._near(page, body))
        yield from self.data(page, [q.triple for q in self._said[page]])

    def plain(self, page: str) -> Iterator[tuple[str, bytes]]:
        """Yield a page of entries alone, and its files."""
        iris = self.entries.on[page]
        title = self.title(page)
        body = f"<h1>{escape(title)}</h1>\n{_forms(page)}" + "".join(self.entries.page(page, iris, level=2))
        yield f"{page}.html", self.page(page, title, body)
        yield from self.data(page, [q.triple for q in self._said[page]])

    def data(self, file: str, triples: Iterable[Triple]) -> Iterator[tuple[str, bytes]]:
        """Yield statements in each form that a name can be asked for."""
        found = list(dict.fromkeys(triples))
        table = self._library.names.table
        yield f"{file}.ttl", turtle_text(found, RdfFormat.TURTLE, table)
        yield f"{file}.rdf", xml_text(found, table)
        yield f"{file}.jsonld", pyoxigraph.serialize(found, format=RdfFormat.JSON_LD) or b""

    def page(self, page: str, title: str, body: str) -> bytes:
        """Return a page as HTML; its head leads to those that are written."""
        up = "../" * page.count("/")
        led = {name: name.capitalize() for name in (ONTOLOGY, WORKSPACE) if name in self.entries.on}
        led |= {"questions": "Questions"} if self._library.questions else {}
        links = "".join(f' <a href="{up}{name}.html">{called}</a>' for name, called in led.items())
        values = {"title": escape(title), "up": up, "version": VERSION, "links": links, "body": body}
        return Template(_resource("page.html")).substitute(values).encode()

    def index(self, pages: Iterable[str]) -> str:
        """Return what the site holds, as a page."""
        rows = "".join(
            f'<tr><td><a href="{escape(page)}.html">{escape(self.title(page))}</a></td><td>{len(self.entries.on[page])}</td></tr>'
            for page in pages
        )
        return (
            "<h1>aims-graph: what its names mean</h1>\n<p>Each name of the ontology, of a requirement and of a mapping row is an address that leads here: "
            "to its entry for people, to a file for programs.</p>\n"
            f'<table class="list"><tr><th>Page</th><th>Names</th></tr>{rows}</table>'
        )

    def title(self, page: str) -> str:
        """Return what a page is called."""
        whole = next((i for i in self.entries.on[page] if self.places.of(i) == Place(page)), "")
        if whole:
            return self.entries.label(whole)
        of, _, kind = page.rpartition(".")
        if of in self.entries.on:
            return f"{self.title(of)}: {kind}"
        return page.rpartition("/")[2].capitalize()

    def _vocabularies(self, page: str) -> dict[str, list[str]]:
        """Return the names of a page that are neither classes nor properties, by class; those of no class of ours by scheme."""
        kinds = {iri: self.entries.types(iri) for iri in self.entries.on[page]}
        # A kind of system is a fact as well: what fewer are says more.
        members = Counter(t for types in kinds.values() for t in types)
        found: dict[str, list[str]] = defaultdict(list)
        for iri, types in kinds.items():
            if not _DOCUMENTED & set(types):
                own = [t for t in types if t.startswith(BASE)] or self.entries.values(iri, _IN_SCHEME) or types
                found[self.entries.label(min(own, key=lambda t: members[t]))].append(iri)
        return dict(sorted(found.items()))

    def _rdflib(self, page: str) -> Graph:
        """Return what the ontology's files say of a page's names, and how the others that they name are called."""
        said = [q.triple for q in self._said[page] if str(q.graph_name).endswith(".ttl>")]
        said += [
            q.triple for q in self._said[ONTOLOGY] if q.predicate.value == FIXED["rdfs"] + "label" and page != ONTOLOGY
        ]
        graph = Graph(bind_namespaces="none")
        for prefix, space in self._library.names.table.items():
            graph.bind(prefix, space)
        return graph.parse(data=pyoxigraph.serialize(said, format=RdfFormat.N_TRIPLES) or b"", format="nt")

    def _near(self, page: str, html: str) -> str:
        """Let links to names of ours lead to where they lie on the site."""

        def near(found: re.Match[str]) -> str:
            place = self.places.of(found[1])
            return f'href="{place.link(page) or "#"}"' if place else found[0]

        return re.sub(rf'href="({re.escape(BASE)}[^"]*)"', near, html)


def _page_of(places: Places, quad: Quad) -> str | None:
    place = places.of(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
    return place.page if place else None


def _is_header(quad: Quad) -> bool:
    return quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode) and quad.object.value == _HEADER


def _forms(page: str) -> str:
    up = "../" * page.count("/")
    links = "".join(f'<a href="{up}{page}.{form}">{_CALLED[form]}</a>' for form in FORMS)
    return f'<p class="forms">As a file: {links}</p>\n'


def _questions(library: Library) -> str:
    rows = "".join(
        f"<tr><td>{escape(q.question)}</td><td><code>aims-graph {escape(q.command)}</code></td><td>{escape(q.answer)}</td></tr>"
        for q in library.questions
    )
    return (
        "<h1>What the graph answers</h1>\n<p>The questions that the ontology is there to answer, and the command that answers each.</p>\n"
        f'<table class="list"><tr><th>Question</th><th>Command</th><th>Answer</th></tr>{rows}</table>'
    )


def _resource(name: str) -> str:
    return files("aims_graph.exchange.published").joinpath(name).read_text(encoding="utf-8")
