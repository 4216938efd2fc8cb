"""The words that rows are made of: set relations of NIST IR 8477, how much is met, kinds of link; and what each is in RDF."""

from __future__ import annotations

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

#: How certain a statement is that rests on a source.
CERTAINTY = ("certain", "probable", "uncertain")

#: The relation read from the other side.
CONVERSE = {
    "equal": "equal",
    "subset_of": "superset_of",
    "superset_of": "subset_of",
    "intersects": "intersects",
    "no_relationship": "no_relationship",
}


def relation_name(relation: str) -> str:
    """Return a set relation as tables show it; empty for none.

    >>> relation_name("subset_of")
    'subset of'
    """
    return relation.replace("_", " ")
