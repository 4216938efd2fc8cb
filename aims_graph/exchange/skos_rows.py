"""Mappings of SKOS (and equivalences of OWL) as crosswalks, one for each pair of schemes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox

from aims_graph.counting import count_of
from aims_graph.exchange.draft import DraftMapping, DraftRow, Note, Side
from aims_graph.exchange.skos_graph import (
    AIMS,
    DCTERMS,
    LABELS,
    OWL,
    RDFS,
    SKOS,
    SSSOM,
    TYPE,
    Graph,
    is_blank,
    is_word_of_ours,
    local_name,
    namespace,
)
from aims_graph.exchange.skos_scheme import Schemes
from aims_graph.exchange.turtle_lines import Stated
from aims_graph.vocabulary import CONVERSE as TURNED
from aims_graph.vocabulary import SET_RELATIONS

_NOTHING = SSSOM + "NoTermFound"
#: What denies a predicate: the value of the slot in RDF, the word of a table made an IRI, and the word.
_DENIES = (SSSOM + "NegatedPredicate", SSSOM + "Not", "Not")
_SOURCES = ("subject_source", "object_source")
#: The set relations as our own graph names them.
_RELATIONS = {AIMS + prop.partition(":")[2]: relation for relation, (_, prop) in SET_RELATIONS.items()}
#: Predicate -> the predicate read from the other side.
CONVERSE = {
    SKOS + "exactMatch": SKOS + "exactMatch",
    SKOS + "closeMatch": SKOS + "closeMatch",
    SKOS + "broadMatch": SKOS + "narrowMatch",
    SKOS + "narrowMatch": SKOS + "broadMatch",
    SKOS + "relatedMatch": SKOS + "relatedMatch",
    OWL + "equivalentClass": OWL + "equivalentClass",
    OWL + "sameAs": OWL + "sameAs",
}
#: A statement: subject, predicate, object, and Not where it is denied.
_Key = tuple[str, str, str, str]
_SHORT = {SKOS: "skos:", OWL: "owl:"}


def mappings_of(
    graph: Graph, schemes: Schemes, notes: list[Note], lines: Mapping[Stated, int]
) -> tuple[DraftMapping, ...]:
    """Return the crosswalks of a graph. A statement made from either side, or plainly beside its axiom, is one row; beside one that denies it, another.

    Args:
        graph: what the file states.
        schemes: the schemes of its concepts.
        notes: where what is not kept is told.
        lines: statement -> the line it stands on, where that is known; else a row is found by its subject.
    """
    rows: dict[tuple[str, str], dict[_Key, DraftRow]] = {}
    twice: Counter[str] = Counter()
    axioms = _axioms(graph, lines, notes)
    said = {_key(row) for row in axioms}
    for row in [*axioms, *(row for row in _plain(graph, lines) if _key(row) not in said)]:
        left, right = row.subjects[0].name, row.objects[0].name
        if is_word_of_ours(left) or is_word_of_ours(right):
            twice["of words of our own graph, not kept"] += 1
            continue
        pair = _pair(row, left, right, schemes)
        if not all(pair) or pair[0] == pair[1]:
            twice["within one scheme, or towards nothing that is said, not kept"] += 1
            continue
        key = _key(row)
        turned = pair[::-1] in rows and pair not in rows
        if turned:
            pair, key = (pair[1], pair[0]), (right, CONVERSE[row.predicate], left, row.modifier)
        held = rows.setdefault((pair[0], pair[1]), {})
        if key in held:
            twice["said more than once, from either side, kept once"] += 1
            continue
        held[key] = _sided(row, key, (pair[0], pair[1]), turned, graph)
    if nameless := sum(
        isinstance(value, ox.Literal) or is_blank(str(value)) or is_blank(subject)
        for subject, properties in graph.subjects.items()
        for predicate in CONVERSE
        if predicate.startswith(SKOS)
        for value in properties.get(predicate, ())
    ):
        twice["of a text, or of what has no name, not kept"] += nameless
    for what, number in twice.items():
        notes.append(Note("", f"{count_of(number, 'mapping')} {what}"))
    return tuple(_mapping(pair, list(held.values()), graph) for pair, held in rows.items())


def _pair(row: DraftRow, left: str, right: str, schemes: Schemes) -> tuple[str, str]:
    """Return the schemes of a row: of each side its own, else its namespace; of a side that is nothing what the row's set says."""
    sources = row.more.get("subject_source", ""), row.more.get("object_source", "")
    return (
        sources[0] if left == _NOTHING else schemes.scheme_of(left) or namespace(left),
        sources[1] if right == _NOTHING else schemes.scheme_of(right) or namespace(right),
    )


def _key(row: DraftRow) -> _Key:
    return row.subjects[0].name, row.predicate, row.objects[0].name, row.modifier


def _where(lines: Mapping[Stated, int], name: str, statement: Stated) -> str:
    line = lines.get(statement)
    return f"line {line}" if line else f"<{name}>"


def _plain(graph: Graph, lines: Mapping[Stated, int]) -> list[DraftRow]:
    """Return every statement of a mapping predicate."""
    return [
        DraftRow(
            (Side(subject),),
            (Side(value),),
            _where(lines, subject, (subject, predicate, value)),
            predicate=predicate,
        )
        for predicate in CONVERSE
        for subject, value in graph.pairs(predicate)
        if not is_blank(subject) and not is_blank(value)
    ]


def _axioms(graph: Graph, lines: Mapping[Stated, int], notes: list[Note]) -> list[DraftRow]:
    """Return the mappings that are axioms with annotations, as SSSOM writes them in RDF; of a denied one there is no plain statement."""
    found = []
    for name in graph.of_type(OWL + "Axiom"):
        ends = [graph.iris(name, OWL + prop) for prop in ("annotatedSource", "annotatedProperty", "annotatedTarget")]
        if not all(ends) or ends[1][0] not in CONVERSE or is_blank(ends[0][0]) or is_blank(ends[2][0]):
            continue
        where = _where(lines, ends[0][0] if is_blank(name) else name, (name, OWL + "annotatedTarget", ends[2][0]))
        modifier = graph.plain(name, SSSOM + "predicate_modifier")
        if modifier and modifier not in _DENIES:
            notes.append(Note(where, f"mapping with the modifier '{modifier}', which SSSOM does not know, not kept"))
            continue
        sets = graph.iris(name, AIMS + "inSet")
        found.append(
            DraftRow(
                (Side(ends[0][0]),),
                (Side(ends[2][0]),),
                where,
                predicate=ends[1][0],
                modifier="Not" if modifier else "",
                justification=graph.plain(name, SSSOM + "mapping_justification"),
                confidence=graph.plain(name, SSSOM + "confidence"),
                more={k: v for s in sets for k in _SOURCES if (v := graph.plain(s, SSSOM + k))},
                relation=_RELATIONS.get(graph.plain(name, AIMS + "setRelation"), ""),
                comment=graph.text(name, RDFS + "comment", SSSOM + "comment"),
            )
        )
    return found


def _sided(row: DraftRow, key: _Key, pair: tuple[str, str], turned: bool, graph: Graph) -> DraftRow:
    """Return a row as it is read from the crosswalk's left side, with the titles the file has."""
    left, predicate, right, _ = key
    space = next(s for s in _SHORT if predicate.startswith(s))
    return DraftRow(
        subjects=_side(left, pair[0], graph),
        objects=_side(right, pair[1], graph),
        where=row.where,
        predicate=_SHORT[space] + predicate.removeprefix(space),
        modifier=row.modifier,
        relation=TURNED.get(row.relation, "") if turned else row.relation,
        justification=row.justification,
        confidence=row.confidence,
        comment=row.comment,
    )


def _side(name: str, scheme: str, graph: Graph) -> tuple[Side, ...]:
    """Return a side; none where the other has no counterpart."""
    return (Side(name, scheme, graph.text(name, *LABELS)),) if name != _NOTHING else ()


def _mapping(pair: tuple[str, str], rows: list[DraftRow], graph: Graph) -> DraftMapping:
    sets = [s for s in graph.subjects if SSSOM + "MappingSet" in graph.iris(s, TYPE)]
    about = sets[0] if len(sets) == 1 else ""
    left, right = (graph.text(f, DCTERMS + "title", *LABELS) or local_name(f) for f in pair)
    return DraftMapping(
        id=about if about and not is_blank(about) else f"{local_name(pair[0])}--{local_name(pair[1])}",
        title=(graph.text(about, DCTERMS + "title") if about else "") or f"{left} to {right}",
        rows=tuple(rows),
        subject=pair[0],
        object=pair[1],
        licence=graph.plain(about, DCTERMS + "license", SSSOM + "license") if about else "",
        version=graph.plain(about, OWL + "versionInfo") if about else "",
    )
