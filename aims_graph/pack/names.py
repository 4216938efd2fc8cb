"""Short names (CURIEs) for IRIs. The tables ``ontology/prefixes.tsv`` of the packs say which prefix stands for what.

The prefixes of the vocabularies that the code itself writes are fixed here as well: a table that gives one of them another IRI
would empty every answer without a word, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

from aims_graph.counting import count_of
from aims_graph.errors import ContentError, Finding
from aims_graph.pack.pack import Pack
from aims_graph.pack.text import read_text

_OURS = "https://w3id.org/aims-graph/"
#: What the code writes or asks for.
FIXED = {
    "aims": _OURS + "ontology#",
    "map": _OURS + "mapping/",
    "file": _OURS + "file/",
    "edition": _OURS + "edition/",
    "wsp": _OURS + "workspace#",
    "ws": _OURS + "workspace/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dcterms": "http://purl.org/dc/terms/",
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "eli": "http://data.europa.eu/eli/ontology#",
}
#: Where a pack says which prefix stands for what.
PREFIXES = "ontology/prefixes.tsv"
#: What both Turtle and SPARQL take for a prefix, and for an IRI.
_PREFIX = re.compile(r"[A-Za-z](?:[\w.-]*[\w-])?", re.ASCII)
_NAMESPACE = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+")


class Names:
    """Prefix -> namespace IRI, and back; one for each set of packs."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """Keep the table; the code's own prefixes are always among them."""
        self.table: dict[str, str] = {**table, **FIXED}
        # The longest namespace that fits is the right one: iso27001-2022/ before a host they share.
        self._longest = sorted(((iri, prefix) for prefix, iri in self.table.items()), key=lambda p: -len(p[0]))
        self.curie = lru_cache(maxsize=65_536)(self._curie)

    def __contains__(self, prefix: str) -> bool:
        return prefix in self.table

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def iri(self, curie: str) -> str:
        """Expand a CURIE.

        >>> from aims_graph.pack.pack import shipped
        >>> names_of((shipped(),))[0].iri("iso42001:A.6.2.8")
        'https://w3id.org/aims-graph/iso42001-2023/A.6.2.8'

        Raises:
            KeyError: if its prefix is in no table.
        """
        prefix, _, local = curie.partition(":")
        return self.table[prefix] + (local if local.isalnum() else quote(local, safe="-._~:/#()"))

    def _curie(self, full: str) -> str:
        """Compress an IRI with the longest namespace that fits; an IRI of nobody we know comes back as it is."""
        for namespace, prefix in self._longest:
            if full.startswith(namespace):
                return f"{prefix}:{unquote(full[len(namespace) :])}"
        return full


def prefix_table(folder: Path) -> str:
    """Return the prefix table of a folder; of one that has none, a table that says nothing yet.

    Raises:
        ContentError: if it cannot be read, so that writing it would lose what stands in it.
    """
    path = folder / PREFIXES
    text, faults = read_text(path, str(path)) if path.exists() else ("", [])
    if text is None:
        raise ContentError(faults)
    # An editor may have left out the last line end.
    return (text or "prefix\tiri\towner").removesuffix("\n") + "\n"


def prefix_lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a prefix table, each with its number (from 1) and its cells: the line of columns, then those that hold something."""
    first, *rest = [(number, line.split("\t")) for number, line in enumerate(text.split("\n"), 1)]
    return [first, *((number, cells) for number, cells in rest if cells != [""])]


def names_of(packs: Iterable[Pack]) -> tuple[Names, list[Finding]]:
    """Return the prefixes of all packs together, and every line that gives none, or one of ours or another pack's another IRI."""
    table: dict[str, str] = {}
    findings: list[Finding] = []
    for pack in packs:
        path = pack.root / PREFIXES
        if not pack.is_shipped and not path.exists():
            continue
        text, faults = read_text(path, pack.named(path))
        findings += faults
        theirs = {**FIXED, **table}
        taken = {iri: prefix for prefix, iri in theirs.items()}
        (_, columns), *rows = prefix_lines(text or "")
        if text is not None and columns[:2] != ["prefix", "iri"]:
            what, mend = "has no column line", "write prefix, iri and owner above, separated by tabs"
            findings.append(Finding(pack.named(path), 1, what, mend, form=True))
        for number, cells in rows:
            what = _fault(cells, len(columns), table, theirs, taken)
            if what:
                mend = "write prefix, IRI and owner, separated by single tabs; each prefix, and each IRI, once"
                findings.append(Finding(pack.named(path), number, what, mend, form=True))
            else:
                table[cells[0]] = cells[1]
                taken[cells[1]] = cells[0]
    return Names(table), findings


def fault_of_prefix(prefix: str, namespace: str, names: Names) -> str:
    """Say what keeps a prefix from standing for a namespace beside those there are; empty if nothing does."""
    taken = {iri: known for known, iri in names.table.items()}
    return _fault([prefix, namespace, ""], 3, names.table, names.table, taken)


def _fault(
    cells: list[str], width: int, table: Mapping[str, str], theirs: Mapping[str, str], taken: Mapping[str, str]
) -> str:
    """Say what is wrong with one line; ``theirs`` are the prefixes of the packs below and the code's own, ``taken`` gives each IRI its prefix."""
    if len(cells) != width:
        return f"has {count_of(len(cells), 'cell')}, but the first line names {count_of(width, 'column')}"
    named = cells[1] if len(cells) > 1 else ""
    if not _NAMESPACE.fullmatch(named):
        return f"'{named}' names no IRI" if named else "names no IRI"
    prefix, namespace = cells[0], cells[1]
    if not _PREFIX.fullmatch(prefix):
        return f"'{prefix}' can be no prefix"
    if prefix.lower().startswith("xml"):
        return f"prefix '{prefix}' begins with xml, which XML keeps to itself"
    known = FIXED.get(prefix, table.get(prefix, namespace))
    if known != namespace:
        return f"prefix '{prefix}' stands for {known} already, not for {namespace}"
    if taken.get(namespace, prefix) != prefix:
        return f"{namespace} has the prefix '{taken[namespace]}' already"
    for other, iri in theirs.items():
        if other != prefix and namespace.startswith(iri):
            return f"{namespace} lies inside that of prefix '{other}', whose ids it would take over"
    return ""
