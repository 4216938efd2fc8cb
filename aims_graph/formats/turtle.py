"""The Turtle files under ``ontology/``: can they be read, and do they say what the tables' readers take from them without a doubt?

The rest of the project names things by prefix and takes one wider term for each; a file that binds a prefix to another IRI, or a ring
of wider terms, would give wrong answers in silence. What the queries of shapes ask is judged before they are run (graph/shape_queries.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from aims_graph.counting import count_of
from aims_graph.errors import RUN_FORMAT, Finding
from aims_graph.formats.lexical import is_of
from aims_graph.pack.names import FIXED, Names
from aims_graph.pack.pack import Pack
from aims_graph.pack.text import NAMED, read_text, sign_name, unseen

NEEDED = ("aims", "set-relations", "law", "evidence")
#: What the readers take one value of.
_ONCE = {FIXED["skos"] + name: name for name in ("notation", "broader")}

#: Of Turtle: an escaped sign, strings, IRIs and comments, in which a sign means nothing.
_NO_SIGNS = re.compile(
    r"""\\.|\'\'\'(?:[^\\]|\\.)*?\'\'\'|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|\#[^\n]*""",
    re.DOTALL,
)
#: What RDF 1.2 brought: statements within statements, their names and notes, the direction of a text, the version.
_NEWER = re.compile(r"<<|\{\||~|@[A-Za-z0-9-]+--[A-Za-z]+|(?<![\w:.-])@?version(?=\s)", re.IGNORECASE)


@dataclass(frozen=True)
class TurtleFile:
    """One Turtle file: its text, its triples (pyoxigraph), its prefixes."""

    file: str
    text: str
    triples: list[Any]
    prefixes: dict[str, str]

    def line_of(self, node: str) -> int:
        """Return the line at whose beginning a node is first written, 0 if there is none."""
        names = [f"<{node}>", *(f"{p}:{node[len(iri) :]}" for p, iri in self.prefixes.items() if node.startswith(iri))]
        return min((self._first[name] for name in names if name in self._first), default=0)

    @cached_property
    def _first(self) -> dict[str, int]:
        """What a line begins with -> the first such line."""
        found: dict[str, int] = {}
        for number, line in enumerate(self.text.split("\n"), 1):
            word = line.split(maxsplit=1)[:1]
            if word:
                found.setdefault(word[0].rstrip(";,."), number)
        return found


def parse_turtle(file: str, text: str) -> TurtleFile:
    """Parse a Turtle text.

    Raises:
        SyntaxError: if it is none, with the line.
    """
    return TurtleFile(file, text, *_parsed(text))


#: So many files are small, and read again and again as they were, while what is checked is the tables beside them.
_FILES = 16


@lru_cache(maxsize=_FILES)
def _parsed(text: str) -> tuple[list[Any], dict[str, str]]:
    from pyoxigraph import RdfFormat, parse

    parser = parse(text, format=RdfFormat.TURTLE)
    triples = [quad.triple for quad in parser]
    return triples, dict(parser.prefixes)


def turtle_findings(packs: Iterable[Pack], names: Names) -> list[Finding]:
    """Return each file that is missing, cannot be read, or says what cannot be taken as it stands; with its line."""
    findings: list[Finding] = []
    graphs: list[TurtleFile] = []
    for pack in packs:
        findings += _copies(pack)
        needed = [pack.root / "ontology" / f"{name}.ttl" for name in NEEDED if pack.is_shipped]
        for path in sorted({*needed, *pack.glob("ontology/*.ttl")}):
            if graph := _graph(path, pack, names, findings):
                graphs.append(graph)
        for path in pack.glob("ontology/shapes/*.ttl"):
            _graph(path, pack, names, findings)
    return [*findings, *_of_terms(graphs)]


def _copies(pack: Pack) -> Iterator[Finding]:
    """Yield each file that holds what another of the pack holds: whoever changes one of them leaves the other as it was."""
    seen: dict[bytes, str] = {}
    for path in (*pack.glob("ontology/*.ttl"), *pack.glob("ontology/shapes/*.ttl")):
        data = path.read_bytes() if path.is_file() else b""
        first = seen.setdefault(data, pack.named(path)) if data.strip() else ""
        if first and first != pack.named(path):
            what = f"holds the same as {first}"
            yield Finding(pack.named(path), 0, what, "remove the copy", form=True)


def _graph(path: Path, pack: Pack, names: Names, findings: list[Finding]) -> TurtleFile | None:
    """Return a Turtle file, and add what is wrong with it to the findings; None if it cannot be read."""
    file = pack.named(path)
    text, faults = read_text(path, file)
    findings += faults
    if text is None or any(f.mend != RUN_FORMAT for f in faults):
        return None
    if newer := _newer(text):
        line, sign = newer
        what = f"says '{sign}', which is Turtle of RDF 1.2; RDF 1.1 is read"
        mend = "say it in RDF 1.1: of a statement by a node of its own (rdf:Statement), of a text without its direction"
        findings.append(Finding(file, line, what, mend, form=True))
        return None
    try:
        graph = parse_turtle(file, text)
    except SyntaxError as error:
        findings.append(Finding(file, error.lineno or 0, f"is no Turtle ({error.msg})", "mend it there", form=True))
        return None
    for prefix, iri in graph.prefixes.items():
        if names.table.get(prefix, iri) != iri:
            place = re.search(rf"(?mi)^\s*@?prefix\s+{re.escape(prefix)}\s*:", text)
            line = text.count("\n", 0, place.start()) + 1 if place else 0
            what = f"prefix '{prefix}' stands for {iri} here, but for {names.table[prefix]} everywhere else"
            findings.append(Finding(file, line, what, "use that IRI, or another prefix", form=True))
    hidden, untrue = _doubtful(text)
    for subject, sign in hidden[:NAMED]:
        what = f"holds {sign_name(sign)} written as an escape, which does not show as it is stored"
        line = graph.line_of(getattr(subject, "value", ""))
        findings.append(Finding(file, line, what, "remove it, or write what was meant", form=True))
    for triple in untrue[:NAMED]:
        what = f"'{triple.object.value}' is no value of {_local(_datatype(triple.object))}"
        line = graph.line_of(getattr(triple.subject, "value", ""))
        findings.append(Finding(file, line, what, "write one, or another datatype", form=True))
    if len(untrue) > NAMED:
        what = f"{count_of(len(untrue) - NAMED, 'more value is', 'more values are')} of no such datatype"
        findings.append(Finding(file, 0, what, "correct them; the first are named above", form=True))
    if len(hidden) > NAMED:
        what = f"{count_of(len(hidden) - NAMED, 'more value holds', 'more values hold')} characters that do not show"
        findings.append(Finding(file, 0, what, "remove them; the first are named above", form=True))
    return graph


@lru_cache(maxsize=_FILES)
def _doubtful(text: str) -> tuple[list[tuple[Any, str]], list[Any]]:
    """Return each subject of a value that holds a sign which does not show, with the sign, and each triple whose value is none of its datatype."""
    triples, _ = _parsed(text)
    # A sign that is written as an escape shows only in the value.
    hidden = [(t.subject, sign) for t in triples if (sign := _hidden(getattr(t.object, "value", "")))]
    untrue = [t for t in triples if not is_of(getattr(t.object, "value", ""), _datatype(t.object))]
    return hidden, untrue


@lru_cache(maxsize=_FILES)
def _newer(text: str) -> tuple[int, str] | None:
    """Return where Turtle first says what only RDF 1.2 has, and the sign of it; nothing else that reads the graph could take it.

    Looked for in the text and not in the triples: the engine ends with the process where statements are nested deeply.
    """
    bare = _NO_SIGNS.sub(lambda m: " " + "\n" * m[0].count("\n"), text)
    found = _NEWER.search(bare)
    return (bare.count("\n", 0, found.start()) + 1, found[0]) if found else None


def _datatype(term: Any) -> str:
    """Return the datatype of a literal; of anything else nothing."""
    datatype = getattr(term, "datatype", None)
    return datatype.value if datatype is not None else ""


def _hidden(value: str) -> str:
    plain = value.isascii() and value.isprintable()
    return "" if plain else next((value[n] for n in unseen(value) if value[n] not in "\n\t"), "")


def _of_terms(graphs: list[TurtleFile]) -> Iterator[Finding]:
    """Yield terms that have two notations or wider terms where one is read, words of two terms of a class, and rings of wider terms."""
    once: dict[tuple[str, str], tuple[str, TurtleFile]] = {}
    kinds: dict[str, list[str]] = {}
    for graph in graphs:
        for triple in graph.triples:
            node, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
            if triple.predicate.value == FIXED["rdf"] + "type" and value.startswith(FIXED["aims"]):
                kinds.setdefault(node, []).append(value)
            if triple.predicate.value in _ONCE:
                first, _ = once.setdefault((node, triple.predicate.value), (value, graph))
                if first != value:
                    what = f"{_local(node)} has two values of skos:{_ONCE[triple.predicate.value]}"
                    yield Finding(graph.file, graph.line_of(node), what, "keep one", form=True)
    words: dict[tuple[str, str], str] = {}
    for (node, predicate), (word, graph) in once.items():
        for kind in dict.fromkeys(kinds.get(node, ())) if predicate.endswith("notation") else ():
            other = words.setdefault((kind, word), node)
            if other != node:
                what = f"{_local(node)} has the notation '{word}' of {_local(other)}"
                yield Finding(graph.file, graph.line_of(node), what, "give each term a word of its own", form=True)
    wider = {n: (value, graph) for (n, predicate), (value, graph) in once.items() if predicate.endswith("broader")}
    walked: set[str] = set()
    for start in wider:
        chain: list[str] = []
        node = start
        while node in wider and node not in walked:
            walked.add(node)
            chain.append(node)
            node = wider[node][0]
        if node in chain:
            ring = [*chain[chain.index(node) :], node]
            graph = wider[node][1]
            what = f"skos:broader leads round in a ring: {' → '.join(map(_local, ring))}"
            yield Finding(graph.file, graph.line_of(node), what, "take one of them out", form=True)


def _local(node: str) -> str:
    return re.split(r"[#/]", node)[-1] or node
