"""The cells of the tables of the content, read by themselves, as the terms they stand for, and what the graph of a file says."""

import csv
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.pack import shipped

ROOT = shipped().root
Term = NamedNode | Literal
Said = set[tuple[NamedNode, Term]]


def rows(file: str) -> list[dict[str, str]]:
    """The lines of a table, each with its own number under ``line``."""
    lines = (ROOT / file).read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    found = csv.DictReader(lines[start:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{**row, "line": str(start + 2 + n), "file": file} for n, row in enumerate(found)]


class Terms:
    """How cells are written as terms."""

    def __init__(self) -> None:
        self.prefixes = {row["prefix"]: row["iri"] for row in rows("ontology/prefixes.tsv")}

    def node(self, name: str) -> NamedNode:
        prefix, _, rest = name.partition(":")
        return NamedNode(self.prefixes[prefix] + rest)

    def english(self, text: str) -> Literal:
        return Literal(text, language="en")

    def plain(self, text: str) -> Literal:
        return Literal(text)

    def denied(self, word: str) -> NamedNode:
        """The value that SSSOM's model gives the word Not of a table in RDF."""
        return {"Not": self.node("sssom:NegatedPredicate")}[word]

    def __getattr__(self, kind: str):
        """Any datatype of XML Schema; or, after the prefix of our own terms, a word of theirs."""
        if kind.startswith("aims_"):
            return lambda word: self.node(f"aims:{kind.removeprefix('aims_')}-{word}")
        return lambda text: Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))


TERMS = Terms()
PLACE = {"file": ("aims:sourceFile", "plain"), "line": ("aims:sourceLine", "integer")}


def row_name(path: Path) -> str:
    return path.name.removesuffix(".tsv").removesuffix(".sssom")


def stated(file: str, columns: dict[str, tuple[str, ...]], subject) -> dict[str, Said]:
    """What a table says: property -> subjects with values."""
    found: dict[str, Said] = {predicate: set() for predicate, *_ in columns.values()}
    for row in rows(file):
        for column, (predicate, kind, *between) in columns.items():
            cell = row.get(column) or ""
            for value in (cell.split(between[0]) if between else [cell]) if cell else ():
                found[predicate].add((subject(row), getattr(TERMS, kind)(value)))
    return found


def graph_of(library: Library, file: str, predicate: str) -> Said:
    """What the graph of a file says under a property of what is named by a line: of frameworks, sets and nodes below another, nothing."""
    graph = NamedNode(TERMS.prefixes["file"] + file)
    return {
        (q.subject, q.object) for q in open_store(library).quads_for_pattern(None, TERMS.node(predicate), None, graph)
    }
