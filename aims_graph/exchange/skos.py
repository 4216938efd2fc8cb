"""SKOS schemes and OWL ontologies in any RDF syntax: frameworks and mappings, read; docs/formats/skos.md says what is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

import pyoxigraph as ox

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.exchange.draft import Draft, Note
from aims_graph.exchange.skos_graph import OWL, RDF, SKOS, Graph
from aims_graph.exchange.skos_rows import mappings_of
from aims_graph.exchange.skos_scheme import Schemes
from aims_graph.exchange.texts import bytes_of, encoding_of, looks_like_text
from aims_graph.exchange.turtle_lines import lines_of

FORMAT = "SKOS or OWL (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD)"
#: Where names without a namespace lie that the file gives none; by RFC 2606 nothing will ever answer there.
_NOWHERE = "https://{}.invalid/"
#: Statements stand in statements (RDF 1.2) at most so deep.
_DEEPEST = 50
#: Elements of RDF/XML stand in one another at most so deep: a list written out takes two a member.
_DEEPEST_XML = 2000
_PIECE = 1 << 16
#: What is read of SKOS; of collections, their number.
_READ = frozenset(
    """
    altLabel broadMatch broader closeMatch definition exactMatch example hasTopConcept hiddenLabel inScheme member memberList
    narrowMatch narrower notation note prefLabel relatedMatch scopeNote topConceptOf
    """.split()
)
_PARSE_TYPE = RDF + "parseType"
#: In Turtle: where a statement within another begins and ends, and what may hold such signs and is none: texts, names, comments.
_SIGNS = re.compile(
    b"|".join(
        (
            rb'"""(?:[^"\\]|\\.|"(?!""))*"""',
            rb"\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'",
            rb'"(?:[^"\\\n]|\\.)*"',
            rb"'(?:[^'\\\n]|\\.)*'",
            rb"""<[^<>"{}|^`\s]*>|\#[^\n]*|\\.""",
            rb"<<|>>",
        )
    ),
    re.DOTALL,
)
_TURTLE = re.compile(
    rb"^\s*(?:@prefix|@base|PREFIX|BASE)\b|^\s*(?:<[^>\s]*>|_:\w+)\s+<[^>\s]*>\s", re.MULTILINE | re.IGNORECASE
)
_XML = re.compile(rb"<(?:\w+:)?RDF\b|rdf-syntax-ns#")
_JSON = re.compile(rb'"@(?:context|graph|id|type)"')


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is RDF that uses SKOS or OWL."""
    del path
    return bool(_syntax(head)) and (SKOS.encode() in head or OWL.encode() in head)


def _syntax(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")) and _JSON.search(start):
        return "json"
    if start.startswith((b"<?xml", b"<!", b"<rdf:", b"<RDF")):
        return "xml" if _XML.search(start) else ""
    return "turtle" if _TURTLE.search(start) else ""


def read(path: Path, language: str = "") -> Draft:
    """Return the schemes of a file as frameworks, and what maps their concepts as crosswalks.

    Args:
        path: the file.
        language: the language of titles and texts, as ``en``; without one English if the file has it, else the one it has most of.

    Raises:
        AimsError: if it cannot be read.
        ContentError: if it is no RDF, holds neither scheme nor mapping, or its concepts stand above themselves.
    """
    data = bytes_of(path)
    if encoding_of(data) == "utf-16" and _syntax(looks_like_text(data[: 1 << 18]).encode()) != "xml":
        raise ContentError([Finding(str(path), 1, "is UTF-16", "save the file as UTF-8", form=True)])
    base = _NOWHERE.format(re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "file")
    graph = Graph(_parsed(path, data, base), language)
    notes: list[Note] = []
    relative = sum(subject.startswith(base) for subject in graph.subjects)
    if relative:
        notes.append(
            Note("", f"{count_of(relative, 'name has', 'names have')} no namespace in the file; {base} stands for it")
        )
    schemes = Schemes(graph, notes)
    frameworks = schemes.frameworks()
    is_turtle = _syntax(data[: 1 << 18]) == "turtle"
    lines = lines_of(data.decode("utf-8-sig", "replace"), base) if is_turtle else {}
    mappings = mappings_of(graph, schemes, notes, lines)
    faults = [Finding(str(path), 0, what, mend) for what, mend in schemes.faults]
    if not frameworks and not mappings and not faults:
        what = "holds neither concepts or classes nor mappings between them"
        faults.append(Finding(str(path), 0, what, "name a file with a scheme of SKOS or an ontology of OWL"))
    if faults:
        raise ContentError(faults)
    notes += [*_unread(graph), *graph.notes()]
    return Draft(FORMAT, path, sha256(data).hexdigest(), frameworks, mappings, tuple(notes))


def _unread(graph: Graph) -> Iterator[Note]:
    """Say how many statements there are of each property of SKOS that is not read."""
    times = Counter(
        prop.removeprefix(SKOS)
        for properties in graph.subjects.values()
        for prop, values in properties.items()
        if prop.startswith(SKOS)
        for _ in values
    )
    for name, number in sorted(times.items()):
        if name not in _READ:
            yield Note("", f"{count_of(number, 'statement')} of skos:{name} not kept")


def _too_deep(data: bytes, syntax: str) -> str:
    """Say how a file is nested deeper than can be read; empty if it is not. Of statements in statements the engine would end with the process."""
    if syntax == "xml":
        return _too_deep_xml(data)
    signs = (s[0] for s in _SIGNS.finditer(data)) if syntax == "turtle" else ()
    depth = accumulate({b"<<": 1, b">>": -1}.get(sign, 0) for sign in signs)
    return f"has statements in statements more than {_DEEPEST} deep" if max(depth, default=0) > _DEEPEST else ""


def _too_deep_xml(data: bytes) -> str:
    """Say the same of RDF/XML; the engine takes time by the square of how deep its elements are."""
    stated: list[bool] = []
    parser = ParserCreate(namespace_separator="")
    found = ""

    def begins(_: str, attributes: dict[str, str]) -> None:
        nonlocal found
        stated.append(attributes.get(_PARSE_TYPE) == "Triple")
        if len(stated) > _DEEPEST_XML:
            found = f"has elements in one another more than {_DEEPEST_XML} deep"
        elif stated[-1] and sum(stated) > _DEEPEST:
            found = f"has statements in statements more than {_DEEPEST} deep"
        if found:
            parser.StartElementHandler = parser.EndElementHandler = None

    parser.StartElementHandler = begins
    parser.EndElementHandler = lambda _: stated.pop()
    # What is no XML is left to the reader, which tells the line.
    with suppress(ExpatError, LookupError, ValueError):
        for at in range(0, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE], at + _PIECE >= len(data))
            if found:
                break
    return found


def _parsed(path: Path, data: bytes, base: str) -> list[ox.Quad]:
    """Parse a file by the syntax it shows; Turtle and N-Triples are read as the TriG they are part of.

    Raises:
        ContentError: with the line where it cannot be parsed.
    """
    syntax = _syntax(data[: 1 << 18])
    formats = {"json": [ox.RdfFormat.JSON_LD], "xml": [ox.RdfFormat.RDF_XML]}.get(
        syntax, [ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS]
    )
    if path.suffix.lower() == ".n3":
        formats = [*formats, ox.RdfFormat.N3]
    if syntax == "json" and re.search(rb'"@context"\s*:\s*"|"@context"\s*:\s*\[[^\]]*"https?:', data):
        mend = "expand the file first, or write the context into it: nothing is fetched"
        raise ContentError([Finding(str(path), 0, "names its context by an address", mend)])
    if what := _too_deep(data, syntax):
        raise ContentError([Finding(str(path), 0, what, "write it flatter", form=True)])
    failures = []
    for form in formats:
        try:
            return list(ox.parse(data.removeprefix(b"\xef\xbb\xbf"), format=form, base_iri=base))
        except (SyntaxError, ValueError) as error:
            failures.append(error)
    # What read furthest says most of what is wrong.
    worst = max(failures, key=lambda e: getattr(e, "lineno", 0) or 0)
    what = f"is no {'JSON-LD' if syntax == 'json' else 'RDF/XML' if syntax == 'xml' else 'Turtle'} ({worst.args[0]})"
    raise ContentError(
        [Finding(str(path), getattr(worst, "lineno", 0) or 0, what, "mend it there", form=True)]
    ) from worst
