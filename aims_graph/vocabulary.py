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

_SHARED = ("equal", "subset_of", "superset_of", "intersects")
#: Predicate of a row -> the set relations of which one holds where it is so, and those of which none holds where it is denied. That two are not the
#: same leaves open what they are; that they are not related says that they share nothing.
PREDICATES = {
    **dict.fromkeys(("skos:exactMatch", "owl:sameAs", "owl:equivalentClass"), (("equal",), ("equal",))),
    "skos:closeMatch": (_SHARED, ("equal",)),
    "skos:broadMatch": (("subset_of",), ("subset_of",)),
    "skos:narrowMatch": (("superset_of",), ("superset_of",)),
    "rdfs:subClassOf": (("equal", "subset_of"), ("equal", "subset_of")),
    **dict.fromkeys(("skos:relatedMatch", "skos:mappingRelation"), (_SHARED, _SHARED)),
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


def contradicts(predicate: str, is_denied: bool, relation: str) -> bool:
    """Whether a predicate, stated or denied, and the set relation beside it cannot both be so; of a predicate that is not known nothing is said.

    >>> contradicts("skos:exactMatch", True, "equal"), contradicts("skos:exactMatch", True, "subset_of")
    (True, False)
    >>> contradicts("skos:exactMatch", False, "subset_of"), contradicts("skos:closeMatch", False, "subset_of")
    (True, False)
    """
    if relation not in SET_RELATIONS or predicate not in PREDICATES:
        return False
    stated, denied = PREDICATES[predicate]
    return relation in denied if is_denied else relation not in stated


def relation_name(relation: str) -> str:
    """Return a set relation as tables show it; empty for none.

    >>> relation_name("subset_of")
    'subset of'
    """
    return relation.replace("_", " ")
