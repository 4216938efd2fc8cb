"""Short names (CURIEs) for IRIs. The tables ``ontology/prefixes.tsv`` of the packs say which prefix stands for what.

The prefixes of the vocabularies that the code itself writes are fixed here as well: a table that gives one of them another IRI
would empty every answer without a word, so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from aims_graph.errors import Finding
from aims_graph.pack.pack import Pack

_OURS = "https://w3id.org/aims-graph/"
#: What the code writes or asks for.
FIXED = {
    "aims": _OURS + "ontology#",
    "map": _OURS + "mapping/",
    "file": _OURS + "file/",
    "edition": _OURS + "edition/",
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
    "dpv": "https://w3id.org/dpv#",
}
_TABLE = "ontology/prefixes.tsv"


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


def names_of(packs: Iterable[Pack]) -> tuple[Names, list[Finding]]:
    """Return the prefixes of all packs together, and every line that gives none, or one of ours or another pack's another IRI."""
    table: dict[str, str] = {}
    findings: list[Finding] = []
    for pack in packs:
        path = pack.root / _TABLE
        file = pack.named(path)
        try:
            lines = path.read_bytes().decode("utf-8").split("\n")
        except FileNotFoundError:
            if pack.is_shipped:
                findings.append(Finding(file, 0, "cannot be read (no such file)", "restore it from the file's history"))
            continue
        except UnicodeDecodeError as error:
            findings.append(Finding(file, 1, f"not UTF-8 (byte {error.start})", "save the file as UTF-8"))
            continue
        for number, line in enumerate(lines[1:], 2):
            cells = line.rstrip("\r").split("\t")
            if not line.strip():
                continue
            what = _fault(cells, table)
            if what:
                findings.append(Finding(file, number, what, "write prefix, IRI and owner, separated by single tabs"))
            else:
                table[cells[0]] = cells[1]
    return Names(table), findings


def _fault(cells: list[str], table: Mapping[str, str]) -> str:
    if len(cells) < 2 or not cells[0] or "://" not in cells[1]:
        return "names no IRI"
    prefix, namespace = cells[0], cells[1]
    known = FIXED.get(prefix, table.get(prefix, namespace))
    return f"prefix '{prefix}' stands for {known} already" if known != namespace else ""
