"""Prefixes and the short names (CURIEs) this project uses for IRIs; ``ontology/prefixes.tsv`` is their only source."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote

from aims_graph.content import shipped_root
from aims_graph.errors import ContentError, Finding

NO_TERM_FOUND = "sssom:NoTermFound"

#: NIST IR 8477 set relation -> (SKOS predicate of the SSSOM row, property of the direct triple between requirements).
SET_RELATIONS = {
    "equal": ("skos:exactMatch", "aims:equal"),
    "subset_of": ("skos:broadMatch", "aims:subsetOf"),
    "superset_of": ("skos:narrowMatch", "aims:supersetOf"),
    "intersects": ("skos:relatedMatch", "aims:intersects"),
    "no_relationship": ("skos:relatedMatch", "aims:noRelationship"),
}

#: The words of the column ``link`` of links.tsv and their properties.
LINKS = {
    "performs": "aims:performs",
    "repeats": "aims:repeats",
    "needs": "aims:needs",
    "hangs_on": "aims:hangsOn",
    "said_by_parts": "aims:saidByParts",
}

#: How much of a side is met, from nothing to everything an auditor would sample.
MET = ("none", "some", "most", "all")

#: The relation read from the other side.
CONVERSE = {
    "equal": "equal",
    "subset_of": "superset_of",
    "superset_of": "subset_of",
    "intersects": "intersects",
    "no_relationship": "no_relationship",
}


@lru_cache(maxsize=1)
def prefixes() -> dict[str, str]:
    """Return prefix -> namespace IRI, as ``ontology/prefixes.tsv`` states them.

    Raises:
        ContentError: if a line of it has no second cell.
    """
    lines = (shipped_root() / "ontology" / "prefixes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t")[:2] for line in lines]
    bad = [n for n, pair in enumerate(cells, 2) if len(pair) < 2]
    if bad:
        mend = "write prefix, IRI and owner, separated by single tabs"
        raise ContentError(Finding("ontology/prefixes.tsv", n, "names no IRI", mend) for n in bad)
    return dict(cells)


def iri(curie: str) -> str:
    """Expand a CURIE.

    >>> iri("iso42001:A.6.2.8")
    'https://w3id.org/aims-graph/iso42001-2023/A.6.2.8'

    Raises:
        KeyError: if the prefix is not in ``prefixes.tsv``.
    """
    prefix, _, local = curie.partition(":")
    return prefixes()[prefix] + quote(local, safe="-._~:/#()")


def curie(full: str) -> str:
    """Compress an IRI with the longest namespace that fits; an IRI of nobody we know comes back as it is.

    >>> curie("https://w3id.org/aims-graph/iso42001-2023/A.6.2.8")
    'iso42001:A.6.2.8'
    """
    best = max((ns for ns in prefixes().values() if full.startswith(ns)), key=len, default=None)
    if best is None:
        return full
    prefix = next(p for p, ns in prefixes().items() if ns == best)
    return f"{prefix}:{unquote(full[len(best) :])}"
