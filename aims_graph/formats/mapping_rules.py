"""What one row of a mapping file shows by itself: relation, how much is met and the phrases must go together (docs/reading.md)."""

from __future__ import annotations

import re
from collections.abc import Callable

from aims_graph.formats.tsv import Row, TsvFile, is_date, is_share
from aims_graph.vocabulary import MET, NO_TERM_FOUND, PREDICATES, SET_RELATIONS, contradicts, relation_name

JUSTIFICATIONS = ("semapv:LLMBasedMatching", "semapv:ManualMappingCuration", "semapv:MappingReview")
#: What SSSOM itself asks of another hand's.
SSSOM = ("subject_id", "predicate_id", "object_id", "mapping_justification")
#: Records a fault of a row: what is wrong, and the mend.
Fault = Callable[[str, str], None]
_IRI = re.compile(r"(?!_:)[A-Za-z][\w.+-]*:[^\s<>\"{}|\\^`]+", re.ASCII)

#: (subject met, object met) that each relation allows; ``less`` is most or some.
_LESS = ("most", "some")
_ALLOWED = {
    "equal": (("all",), ("all",)),
    "subset_of": (("all",), _LESS),
    "superset_of": (_LESS, ("all",)),
    "intersects": (_LESS, _LESS),
    "no_relationship": (("none",), ("none",)),
}
#: (subject met, object met) as far as the relation alone says it.
SAYS = {r: tuple(a[0] if len(a) == 1 else "" for a in allowed) for r, allowed in _ALLOWED.items()}


def check_row(table: TsvFile, row: Row, theirs: bool, whole: bool) -> None:
    """Record every fault a row shows by itself: of another hand's (``theirs``), or of an own set, more of one that claims to be ``whole``."""
    name = f"{row['subject_id']} to {row['object_id']}"
    is_gap = NO_TERM_FOUND in (row["subject_id"], row["object_id"])

    def fault(what: str, mend: str) -> None:
        table.fault(row.line, f"{name}: {what}", mend)

    if theirs:
        _check_words(row, fault)
        said = (row["predicate_id"], row["predicate_modifier"], row["ext_set_relation"])
        met = ("", "") if row["ext_supportive"] else (row["ext_subject_met"], row["ext_object_met"])
        if against := contradiction(*said, is_gap, met, table.header.get("intersects_means") == "any overlap"):
            fault(*against)
    elif is_gap:
        _check_gap(row, fault, whole)
    else:
        _check_relation(row, fault, whole)
    if row["subject_id"] == row["object_id"]:
        fault("both sides are the same", "name two requirements, or one and sssom:NoTermFound")
    if row["ext_with_parts"] not in ("", "yes"):
        fault(f"ext_with_parts is '{row['ext_with_parts']}'", "write yes or leave it empty")
    if row["mapping_justification"] not in JUSTIFICATIONS and whole and not theirs:
        what = f"mapping_justification '{row['mapping_justification']}' is not used here"
        fault(what, f"write one of {', '.join(JUSTIFICATIONS)}")
    if row["mapping_date"] and not is_date(row["mapping_date"]):
        fault(f"mapping_date '{row['mapping_date']}' is no date", "write it as 2027-12-02")
    if not is_share(row["confidence"]) and (row["confidence"] or (whole and not (theirs or is_gap))):
        mend = "write 0.9, 0.8, 0.7 or 0.6 (docs/reading.md)"
        fault(f"confidence '{row['confidence']}' is no number from 0 to 1", mend)


def contradiction(
    predicate: str,
    modifier: str,
    relation: str,
    is_gap: bool,
    met: tuple[str, str] = ("", ""),
    any_overlap: bool = False,
) -> tuple[str, str] | None:
    """Return in what a row denies what it states, and the mend; ``None`` if it does not.

    Args:
        predicate: as the packs shorten it.
        modifier: ``Not`` or empty.
        relation: its set relation, empty if it says none.
        is_gap: whether it says that a side has no counterpart.
        met: how much of the subject and of the object is met, as far as it says so.
        any_overlap: whether its "intersects" denies no containment.

    >>> contradiction("skos:broadMatch", "Not", "subset_of", is_gap=False)
    ('Not denies skos:broadMatch, and the set relation subset of states it', 'remove Not, or correct the set relation')
    """
    if is_gap:
        if modifier:
            return "Not stands beside a side without counterpart: it says that there is one", "leave it empty"
        if relation:
            what = f"a side has no counterpart, yet the set relation is {relation_name(relation)}"
            return what, "leave the set relation empty, or name the counterpart"
        if some := next((m for m in met if m in MET and m != "none"), ""):
            what = f"a side has no counterpart, yet {some} of a side is met"
            return what, "leave how much is met empty, or name the counterpart"
    elif contradicts(predicate, bool(modifier), relation):
        name = relation_name(relation)
        if modifier:
            return (
                f"Not denies {predicate}, and the set relation {name} states it",
                "remove Not, or correct the set relation",
            )
        if relation == "no_relationship":
            return (
                f"{predicate} states a match, and the set relation {name} denies it",
                "write Not, or correct the set relation",
            )
        return (
            f"{predicate} does not go with the set relation {name}",
            f"write {SET_RELATIONS[relation][0]}, or correct the set relation",
        )
    else:
        return met_contradiction(predicate, modifier, relation, met, any_overlap)
    return None


def met_contradiction(
    predicate: str, modifier: str, relation: str, met: tuple[str, str], any_overlap: bool
) -> tuple[str, str] | None:
    """Return that how much of each side is met does not go with what a row says of both, and the mend; ``None`` if it does.

    A row that says no set relation says by its predicate which it may be. What is no word for how much is met says nothing.

    >>> met_contradiction("skos:broadMatch", "", "", ("some", ""), any_overlap=False)
    ('skos:broadMatch does not go with subject met some', 'correct how much is met (docs/reading.md says which relation follows), or what the row states')
    """
    stated, denied = PREDICATES.get(predicate, (tuple(SET_RELATIONS), ()))
    may_be = [r for r in SET_RELATIONS if r not in denied] if modifier else stated
    if relation in SET_RELATIONS:
        # Of any overlap it is left open whether it is a containment.
        may_be = PREDICATES["skos:relatedMatch"][0] if any_overlap and relation == "intersects" else (relation,)
    said = [m if m in MET else "" for m in met]
    if any(all(m in ("", *allowed) for m, allowed in zip(said, _ALLOWED[r], strict=True)) for r in may_be):
        return None
    name = relation_name(relation) if relation in SET_RELATIONS else f"{modifier} {predicate}".strip()
    told = ", ".join(f"{side} met {m}" for side, m in zip(("subject", "object"), said, strict=True) if m)
    mend = "correct how much is met (docs/reading.md says which relation follows), or what the row states"
    return f"{name} does not go with {told}", mend


def _check_words(row: Row, fault: Fault) -> None:
    """What SSSOM asks of any row, and the words that are read where they stand."""
    for column in SSSOM:
        if not row[column]:
            fault(f"{column} is empty", "fill it; SSSOM asks for it")
    for column in ("predicate_id", "mapping_justification"):
        if row[column] and not _IRI.fullmatch(row[column]):
            fault(f"{column} '{row[column]}' is no short name and no IRI", "write it as in skos:exactMatch")
    if row["ext_set_relation"] not in ("", *SET_RELATIONS):
        fault(f"ext_set_relation '{row['ext_set_relation']}' is unknown", f"write one of {', '.join(SET_RELATIONS)}")
    if row["predicate_modifier"] not in ("", "Not"):
        fault(f"predicate_modifier is '{row['predicate_modifier']}'", "write Not or leave it empty")
    for column in ("ext_subject_met", "ext_object_met"):
        if row[column] not in ("", *MET):
            fault(f"{column} is '{row[column]}'", f"write one of {', '.join(MET)}")


def _check_gap(row: Row, fault: Fault, whole: bool) -> None:
    for column in (
        "ext_set_relation",
        "ext_subject_met",
        "ext_object_met",
        "ext_shared",
        "ext_subject_only",
        "ext_object_only",
    ):
        if row[column]:
            fault(f"a no-counterpart row has a {column}", "leave it empty, or name the counterpart")
    if whole and not row["ext_nearest"]:
        fault("ext_nearest is empty", "name the nearest requirement that was considered")
    if whole and not row["comment"]:
        fault("the comment is empty", "say why the nearest requirement does not count")
    if row["predicate_modifier"]:
        fault("a no-counterpart row has a predicate_modifier", "leave it empty")


def _check_relation(row: Row, fault: Fault, whole: bool) -> None:
    """What a row says must not contradict itself; in a set that claims to be complete it must also say all of it."""
    relation, met = row["ext_set_relation"], (row["ext_subject_met"], row["ext_object_met"])
    if not (relation or whole):
        _check_words(row, fault)  # it says no more than that the two were put together
        return
    if relation not in _ALLOWED:
        fault(f"ext_set_relation '{relation}' is unknown", f"write one of {', '.join(_ALLOWED)}")
        return
    if any(m not in MET and (m or whole) for m in met):
        fault(f"met is '{met[0]}' and '{met[1]}'", f"write one of {', '.join(MET)}")
    elif any(m and m not in allowed for m, allowed in zip(met, _ALLOWED[relation], strict=True)):
        fault(
            f"{relation} does not go with subject met {met[0]}, object met {met[1]}",
            "count the demands again: docs/reading.md says which relation follows",
        )
    if row["predicate_id"] != SET_RELATIONS[relation][0]:
        fault(f"predicate_id is '{row['predicate_id']}'", f"for {relation} write {SET_RELATIONS[relation][0]}")
    if row["predicate_modifier"] != ("Not" if relation == "no_relationship" else ""):
        fault(
            f"predicate_modifier is '{row['predicate_modifier']}'", "write Not for no_relationship, nothing otherwise"
        )
    denied = relation == "no_relationship"
    if (row["ext_shared"] and denied) or (whole and not row["ext_shared"] and not denied):
        fault(
            "ext_shared and the relation contradict each other",
            "say what both demand; leave it empty for no_relationship",
        )
    for column, side in (("ext_subject_only", met[0]), ("ext_object_only", met[1])):
        if not denied and ((row[column] and side == "all") or (whole and not row[column] and side != "all")):
            fault(
                f"{column} and met '{side}' contradict each other",
                "leave it empty exactly when that side is met in full",
            )
    if whole and relation in ("equal", "subset_of", "superset_of") and not row["comment"]:
        fault("the comment is empty", "name the hardest demand of the contained side and where the other side makes it")
    if row["ext_nearest"]:
        fault("ext_nearest on a row with both sides", "leave it empty; it belongs to no-counterpart rows")
    for column in ("ext_with_parts", "ext_named_by"):
        if row[column] and relation != "no_relationship":
            fault(f"{column} on a row that states something shared", "leave it empty; it belongs to rows that deny")
