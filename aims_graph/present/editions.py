"""Editions side by side, and rows carried from an earlier one, as tables."""

from __future__ import annotations

from aims_graph.answers.editions.migration import Migration
from aims_graph.answers.editions.succession import Supersession, became, came_from, edition_of, later_of
from aims_graph.model import Cell, Library, Number, Succession, Table
from aims_graph.model.naming import full_name, in_full, short_name
from aims_graph.present.words import RELATIONS
from aims_graph.vocabulary import CONVERSE

#: What became of it, as a person reads it.
CHANGED = {
    "kept": "kept its number",
    "moved": "moved",
    "reworded": "reworded",
    "split": "split",
    "merged": "merged with others",
    "inserted": "new",
    "dropped": "dropped",
}
#: Why a row is not carried whole.
LOOKS = {
    "dropped": "the requirement was dropped",
    "unstated": "nothing is stated of what became of the requirement",
    "unjudged": "whether the later requirement demands the same has not been judged",
    "shares": "they still share something; how they compare must be judged again",
    "undecided": "the row and the change together entail nothing certain",
}


def editions_table(library: Library, name: str = "") -> Table:
    """Return what became of each requirement of an earlier edition, or, without name, the pairs of editions that are catalogued.

    Raises:
        AimsError: if two editions of that framework are not catalogued.
    """
    return _changes(library, edition_of(library, name)) if name else _pairs(library)


def _pairs(library: Library) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for former in later_of(library):
        edition = edition_of(library, former)
        count = {change: sum(c.change == change for c in edition.changes) for change in CHANGED}
        rows.append((edition.former.short, edition.present.short, *count.values()))
    notes = tuple(f"{e.title}: {e.status} ({e.certainty})" for e in library.editions)
    return Table("Editions", ("earlier", "later", *CHANGED.values()), tuple(rows), notes)


def _changes(library: Library, edition: Supersession) -> Table:
    columns = ("number", "title", "what became of it", "number now", "title now", "relation", "certainty", "note")
    rows = []
    for change in edition.changes:
        row: list[Cell] = []
        for side, framework in ((change.former, edition.former), (change.present, edition.present)):
            found = library.requirements.get(side)
            row += [Number.of(framework, found) if found else "", found.title if found else ""]
        row[2:2] = [CHANGED[change.change]]
        rows.append((*row, RELATIONS.get(change.relation, ""), change.certainty, change.note))
    notes = (
        "The relation says what the later requirement is to the earlier; where it is empty, nobody has judged it.",
    )
    return Table(f"{edition.former.short} to {edition.present.short}", columns, tuple(rows), notes)


def editions_in_words(library: Library, requirement: str) -> list[tuple[str, Cell]]:
    """Return what became of a requirement and what it came from, a fact each; nothing where it kept its number and its demands."""
    found: list[tuple[str, Cell]] = []
    for name, successions, side in (
        ("became", became(library, requirement), "present"),
        ("came from", came_from(library, requirement), "former"),
    ):
        for change in successions:
            if not (change.change == "kept" and change.relation in ("equal", "")):
                relation = change.relation if side == "present" else CONVERSE.get(change.relation, "")
                found.append((name, _other(library, change, str(getattr(change, side)), relation)))
    return found


def succession_in_words(library: Library, change: Succession) -> str:
    """Return what a row between two editions says: what became of the earlier requirement, how both compare, how certain that is, and where it stands.

    >>> from aims_graph import load
    >>> succession_in_words(load(), load().became["iso27001-2013:A.6.1.1"][0]).partition("(")[2]
    'ISO/IEC 27001:2013 A.6.1.1 moved, now ISO/IEC 27001 A.5.2; the same demands; probable)'
    """
    sides = [short_name(library, x) for x in (change.former, change.present) if x]
    became = f"{CHANGED[change.change]}, now {sides[1]}" if len(sides) > 1 else CHANGED[change.change]
    said = filter(None, (f"{sides[0]} {became}", RELATIONS.get(change.relation, ""), change.certainty, change.note))
    return f"edition row {change.source} ({'; '.join(said)})"


def _other(library: Library, change: Succession, other: str, relation: str) -> str:
    if not other:
        return CHANGED[change.change] + (f": {change.note}" if change.note else "")
    return f"{full_name(library, other)} ({how_in_words(change, relation)})"


def how_in_words(change: Succession, relation: str) -> str:
    """Return how one of two editions became the other, how they compare (``relation``, from the side one looks from), and how certain that is."""
    return "; ".join(filter(None, [CHANGED[change.change], RELATIONS.get(relation, ""), change.note, change.certainty]))


def migration_table(library: Library, done: list[Migration]) -> Table:
    """Return every row of every set on an earlier edition: what it became, or why a person must look."""
    columns = (
        *("set", "row", "what", "subject now", "relation", "object now", "why"),
        *("subject id", "object id"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in done:
        for carried in one.carried:
            row, stems = carried.row, carried.stems_from
            why = "; ".join(f"{CHANGED[s.change]} ({s.certainty})" for s in carried.by)
            rows.append(
                (
                    one.of.id,
                    str(stems.source),
                    "carried",
                    in_full(library, row.subject_id),
                    RELATIONS.get(row.relation, row.predicate),
                    in_full(library, row.object_id),
                    why,
                    row.subject_id,
                    row.object_id,
                )
            )
        for look in one.looks:
            there = ", ".join(in_full(library, name) for name in look.candidates)
            rows.append(
                (
                    one.of.id,
                    str(look.row.source),
                    "look",
                    in_full(library, look.row.subject_id),
                    "",
                    in_full(library, look.row.object_id),
                    LOOKS[look.why] + (f": {there}" if there else ""),
                    look.row.subject_id,
                    look.row.object_id,
                )
            )
    whole, part = sum(len(m.carried) for m in done), sum(len(m.looks) for m in done)
    notes = (
        (f"{whole} carried, {part} for a person to look at.",)
        if done
        else ("No mapping set speaks of an earlier edition.",)
    )
    return Table("Rows carried to the later edition", columns, tuple(rows), notes)
