"""A title may hold any sign of any language that we write: in each form it comes out as the text it is, read back by somebody else's reader.

Not obeyed: no link, no formula, no tag, no emphasis; and not lost: a reader of that form has the very title. What is read by a browser or by Streamlit's
pages is tried with hostile texts in ``tests/app/test_guard.py``, what a terminal obeys in ``tests/test_console.py``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import pyoxigraph as ox
import pytest
import tiny
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aims_graph.answers.inference.inference import explained
from aims_graph.answers.picture.picture import Filters, around
from aims_graph.exchange.readers import read
from aims_graph.exchange.writers import GRAPH_WRITERS, WRITERS, write
from aims_graph.formats.library import library_of
from aims_graph.model import Library, Table
from aims_graph.pack.names import Names
from aims_graph.present.chain_svg import chain_svg
from aims_graph.present.console import as_text
from aims_graph.present.document import Document, Heading, Text, grid
from aims_graph.present.document_writers import written
from aims_graph.present.faults import Fault
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.page import table_page
from aims_graph.present.picture import picture_graphml, picture_svg
from aims_graph.present.sarif import sarif
from aims_graph.present.table import render
from aims_graph.present.workbook import table_workbook

#: Titles that mean something else to one language or another.
TITLES = (
    "[x] done",
    "[see](https://evil.example)",
    "![x](https://evil.example/a.png)",
    "a | b || c",
    "**bold** _and_ *so* `on`",
    "(in part) of it",
    '=HYPERLINK("https://evil.example","x")',
    "+1-2",
    "@SUM(A1)",
    "'quoted",
    'a "quote" at its end"',
    "<b>bold</b> & <script>x()</script>",
    "]]> <!-- & --> &amp;",
    "back\\slash \\n \\u0041 \\",
    "#heading",
    "# set text(red)",
    "{{ x }} {0} ${HOME} $d$",
    "https://evil.example",
    "mailto:x@evil.example",
    "{=1+1}",
    "-- dash; select",
    "; # ' % ^ ~",
    ":red[c] :smile:",
    "1.10",
)
#: Where the titles stand.
NAME, OTHER = "a:1.1", "b:1.1"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tiny.write(tmp_path_factory.mktemp("tiny")))


def titled(base: Library, title: str) -> Library:
    """The small content, with a title at both sides of one of its rows."""
    found = {n: replace(r, title=title) if n in (NAME, OTHER) else r for n, r in base.requirements.items()}
    return replace(base, requirements=found)


# What a reader of each language makes of a file: every text in it.


def _walked(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (*_walked(key), *_walked(part))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _walked(part)


def of_json(data: bytes) -> list[str]:
    return list(_walked(json.loads(data)))


def of_yaml(data: bytes) -> list[str]:
    return list(_walked(yaml.safe_load(data)))


def of_csv(data: bytes) -> list[str]:
    cells = [c for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for c in row]
    for cell in cells:
        assert not cell.startswith(("=", "+", "-", "@")), cell
    return cells + [c[1:] for c in cells if c.startswith("'")]


def of_xlsx(data: bytes) -> list[str]:
    found = []
    for sheet in load_workbook(io.BytesIO(data), rich_text=False).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                target = cell.hyperlink.target if cell.hyperlink else None
                assert target is None, target
                found.append(str(cell.value))
    return found


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe"), tag
        assert not [v for k, v in attrs if k in ("href", "src") and not (v or "").startswith("#")], attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def of_html(data: bytes) -> list[str]:
    parser = _Html()
    parser.feed(data.decode())
    return [*parser.texts, "".join(parser.texts)]


def of_xml(data: bytes) -> list[str]:
    root = ElementTree.fromstring(data)
    texts = [t for e in root.iter() for t in (e.text, *e.attrib.values()) if t]
    return [*texts, *("".join(e.itertext()) for e in root.iter()), " ".join(root.itertext())]


def of_rdf(form: ox.RdfFormat) -> Callable[[bytes], list[str]]:
    return lambda data: [q.object.value for q in ox.parse(data, format=form) if isinstance(q.object, ox.Literal)]


def of_docx(data: bytes) -> list[str]:
    made = docx.Document(io.BytesIO(data))
    assert not [r for r in made.part.rels.values() if r.is_external]
    cells = [c.text for t in made.tables for row in t.rows for c in row.cells]
    return [p.text for p in made.paragraphs] + cells


FORMATS: dict[str, Callable[[bytes], list[str]]] = {
    **dict.fromkeys(("csv",), of_csv),
    **dict.fromkeys(("xlsx", "ir8477"), of_xlsx),
    **dict.fromkeys(("oscal", "json"), of_json),
    **dict.fromkeys(("oscal-yaml", "ciso-assistant"), of_yaml),
    **dict.fromkeys(("oscal-xml", "graphml", "gexf", "rdfxml", "owl"), of_xml),
    "html": of_html,
    "turtle": of_rdf(ox.RdfFormat.TURTLE),
    "skos": of_rdf(ox.RdfFormat.TURTLE),
    "trig": of_rdf(ox.RdfFormat.TRIG),
    "nquads": of_rdf(ox.RdfFormat.N_QUADS),
    "jsonld": of_json,
}


#: By its standard a title of OSCAL is Markdown, which its XML has as tags.
LINKS = {"oscal-xml": ("[see](https://evil.example)", "![x](https://evil.example/a.png)", "**bold** _and_ *so* `on`")}


def holds(texts: list[str], title: str) -> bool:
    return any(title in text for text in texts)


@pytest.mark.parametrize("title", TITLES)
def test_in_each_form_of_a_table(title: str, base: Library) -> None:
    table = Table(title, ("title", "what"), ((title, "one"), ("two", title)), (title,))
    for form in ("csv", "json"):
        assert holds(FORMATS[form](render(table, form, base.names).encode()), title), form
    # A cell that is nothing but an address is one.
    terms = ox.parse(render(table, "turtle", base.names).encode(), format=ox.RdfFormat.TURTLE)
    assert title in {getattr(q.object, "value", "") for q in terms}
    assert holds(of_html(table_page(table).encode()), title)
    assert holds(of_xlsx(table_workbook(table)), title)
    flat = re.sub(r"\s+", "", as_text(table))
    assert re.sub(r"\s+", "", title) in flat


@pytest.mark.parametrize("title", TITLES)
def test_in_the_matrix_the_pictures_and_the_argument(title: str, base: Library) -> None:
    library = titled(base, title)
    for form in ("xlsx", "html", "json", "csv"):
        assert holds(FORMATS[form](matrix_file(library, form, "a")), title), form
    seen = around(library, NAME, 1, Filters())
    assert holds(of_xml(picture_graphml(library, seen).encode()), title)
    # Drawn, long titles are cut and broken into lines.
    drawn = "".join(re.sub(r"\s+|…", "", t) for t in of_xml(picture_svg(library, seen).encode()))
    assert re.sub(r"\s+", "", title)[:12] in drawn
    chain = chain_svg(library, explained(library, NAME, OTHER).pair)
    assert re.sub(r"\s+", "", title)[:12] in "".join(re.sub(r"\s+", "", t) for t in of_xml(chain.encode()))


@pytest.mark.parametrize("form", [*WRITERS, *GRAPH_WRITERS])
def test_in_each_form_that_others_read(form: str, base: Library, tmp_path: Path) -> None:
    """And where we read it ourselves, it is the same title again."""
    for title in (t for t in TITLES if t not in LINKS.get(form, ())):
        library = titled(base, title)
        for part in (library.frameworks["a"], library.sets[0]):
            if form in WRITERS and not WRITERS[form]["MappingSet" in type(part).__name__]:
                continue
            data = write(library, part, form).data
            if form in FORMATS and not (form == "ciso-assistant" and part is library.sets[0]):
                assert holds(FORMATS[form](data), title) or part is library.sets[0], (title, part)
            if form in WRITERS and part is library.frameworks["a"]:
                path = tmp_path / "theirs.x"
                path.write_bytes(data)
                titles = [r.title for f in read(path).frameworks for r in f.requirements]
                assert title in titles, (form, titles)


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_in_each_form_of_a_document(form: str) -> None:
    for title in TITLES:
        blocks = (Heading(title), Text(title), grid(("what", title), ((title, "x"),)))
        document = Document(title, title, ((title, title),), blocks, "2026-11-29", "somebody")
        data = written(document, form)
        if form == "pdf":
            assert data.startswith(b"%PDF") and b"/URI" not in data
        else:
            plain = title.replace("\u200b", "")
            texts = [t.replace("\u200b", "") for t in (of_html if form == "html" else of_docx)(data)]
            assert sum(plain in t for t in texts) >= 3, title


def test_in_a_log_for_a_code_host_no_title_is_a_link() -> None:
    """SARIF takes ``[x](y)`` in a message for a link."""
    for title in TITLES:
        fault = Fault("wrong-title", "x.tsv", "line 3", f"'{title}' is the title of another", "correct it")
        (result,) = json.loads(sarif([fault]))["runs"][0]["results"]
        text = result["message"]["text"]
        assert "](" not in text and text.replace(" ", "").startswith(f"'{title}'".replace(" ", "")), text


@pytest.mark.parametrize(
    "cell",
    ["https://x<y>", 'https://x"y', "https://x|y", "_:a b", "_:", "aims:x y", "aims:<x>", "https://x\u00a0y", "_:é"],
)
def test_what_only_begins_like_a_name_is_text_in_turtle(cell: str, base: Library) -> None:
    """As an IRI, or a blank node, it would make a file that nobody can read."""
    text = render(Table("t", ("what",), ((cell,),)), "turtle", base.names)
    assert cell in of_rdf(ox.RdfFormat.TURTLE)(text.encode())


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("ab 1.|[](){}<>*_`#$%&@=+-!~^:;,'\"\\/?\u201c\u2019é"), min_size=1, max_size=24))
def test_whatever_signs_a_title_is_made_of(text: str) -> None:
    title, names = " ".join(text.split()), Names({})
    table = Table("t", ("title",), ((title,),))
    if title:
        assert title in of_csv(render(table, "csv", names).encode())
        assert title in of_json(render(table, "json", names).encode())
        assert holds(of_html(table_page(table).encode()), title)
        assert title in of_xlsx(table_workbook(table))
