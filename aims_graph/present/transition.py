"""What becomes of an organisation's work at a later edition of a framework, as a table."""

from __future__ import annotations

from collections import Counter

from aims_graph.answers.editions.succession import came_from
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.editions import succession_in_words
from aims_graph.present.workspace import named, organisation_of
from aims_graph.workspace import transition as t
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State

UNTOUCHED = "Nothing is taken away from the earlier edition."
#: What becomes of an entry.
BECOMES = {t.CARRIED: "carried", t.IN_PART: "counts in part", t.LOOK: "look", t.THERE: "there already"}
#: Why a person must look.
LOOKS = {
    t.DROPPED: "the requirement was dropped",
    t.UNSTATED: "nothing is stated of what became of the requirement",
    t.UNJUDGED: "whether the later requirement demands the same has not been judged",
    t.UNDECIDED: "the entry and the change together entail nothing certain",
    t.ANSWERED: "the later requirement has an answer of its own, which stays and says otherwise",
    t.SEVERAL: "several entries came to the same place and say different things",
    t.HEADING: "the later edition is catalogued there as a heading, which has no answer",
    t.NOT_LEFT_OUT: "the later requirement cannot be left out",
    t.AS_IT_WAS: "it was looked at in the earlier edition; look at it again in the later one",
    t.ANOTHER_KIND: "the later requirement is of another kind",
    t.WHOLE: "it names the edition as a whole, and stays as it is",
    t.INSERTED: "new in the later edition, where nobody has answered it",
}


def transition_table(library: Library, state: State, found: t.EditionTransition, only: str = "") -> Table:
    """Return what becomes of each entry at an earlier edition, what remains of what counts in part, and why a person must look.

    Args:
        library: the content.
        state: the workspace.
        found: what becomes of them.
        only: what is to become of those that are shown; all by default.
    """
    rows: list[tuple[Cell, ...]] = []
    for move in found.of(only) if only else found.moves:
        rows.append(
            (
                BECOMES[move.what],
                f"{NOUNS[move.noun].CALLED} {move.record}" if move.entry else "none yet",
                _said(move.entry) if move.entry else "",
                named(library, move.former) if move.former else "",
                named(library, move.present) if move.present else "",
                remains_of_move(library, move),
                LOOKS.get(move.why, ""),
                succession_in_words(library, move.change) if move.change else "",
            )
        )
    columns = ("what", "entry", "says", "earlier", "later", "remains", "why look", "by")
    title = f"{organisation_of(state)}: from {found.former.short} to {found.present.short}"
    # In a part of them a column may say nothing, or the same of each.
    kept = [n for n in range(len(columns)) if not only or (n and any(row[n] for row in rows))]
    notes = (counts_in_words(found), *looks_in_words(found), UNTOUCHED)
    return Table(title, tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows), notes)


def counts_in_words(found: t.EditionTransition) -> str:
    """Return how many entries become what."""
    n = Counter(m.what for m in found.moves)
    return (
        f"{n[t.CARRIED]} carried, {n[t.IN_PART]} counting in part where {'it stands' if n[t.IN_PART] == 1 else 'they stand'}, which nobody has to write, {n[t.THERE]} there already,"
        f" {n[t.LOOK]} for a person to look at."
    )


def looks_in_words(found: t.EditionTransition) -> list[str]:
    """Return why a person must look, and at how many entries, the most first."""
    why = Counter(m.why for m in found.of(t.LOOK))
    return [f"{n} to look at: {LOOKS[reason]}." for reason, n in why.most_common()]


def kept_in_words(entries: int) -> str:
    """Return how many entries were made or changed."""
    return f"Made or changed {count_of(entries, 'entry')}"


def remains_of_move(library: Library, move: t.Move) -> str:
    """Return what is left at the later requirement of an entry that counts there in part: what the row says, and what other earlier ones brought to it."""
    if move.what != t.IN_PART or move.change is None:
        return ""
    others = [s.former for s in came_from(library, move.present) if s.former not in ("", move.former)]
    joined = f"what else went into it: {' and '.join(named(library, o) for o in others)}" if others else ""
    return "; ".join(filter(None, (move.change.note, joined))) or f"what {named(library, move.present)} asks beyond it"


def _said(record: Record) -> str:
    """Return what an entry says, in short."""
    if isinstance(record, Answer):
        return "; ".join(filter(None, (record.status, record.reason, record.owner)))
    return next((str(v) for f in ("title", "name", "version", "number", "scope") if (v := getattr(record, f, ""))), "")
