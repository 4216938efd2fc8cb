"""What becomes of an organisation's work at a later edition of a framework, as a table."""

from __future__ import annotations

from collections import Counter

from aims_graph.model import Cell, Library, Table
from aims_graph.present.editions import succession_in_words
from aims_graph.present.workspace import named, organisation_of
from aims_graph.workspace import transition as t
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State

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
    t.INSERTED: "new in the later edition: nobody has answered it",
}


def transition_table(library: Library, state: State, found: t.EditionTransition) -> Table:
    """Return what becomes of each entry at an earlier edition, and why a person must look."""
    rows: list[tuple[Cell, ...]] = []
    for move in found.moves:
        rows.append(
            (
                BECOMES[move.what],
                f"{NOUNS[move.noun].CALLED} {move.record}" if move.entry else "",
                _said(move.entry) if move.entry else "",
                named(library, move.former) if move.former else "",
                named(library, move.present) if move.present else "",
                LOOKS.get(move.why, ""),
                succession_in_words(library, move.change) if move.change else "",
            )
        )
    columns = ("what", "entry", "says", "earlier", "later", "why look", "by")
    n = Counter(m.what for m in found.moves)
    note = (
        f"{n[t.CARRIED]} carried, {n[t.IN_PART]} that count in part where they are and are not written, {n[t.LOOK]} for a person to look at,"
        f" {n[t.THERE]} there already."
    )
    title = f"{organisation_of(state)}: from {found.former.short} to {found.present.short}"
    return Table(title, columns, tuple(rows), (note, "Nothing is taken away from the earlier edition."))


def _said(record: Record) -> str:
    """Return what an entry says, in short."""
    if isinstance(record, Answer):
        return "; ".join(filter(None, (record.status, record.reason, record.owner)))
    return next((str(v) for f in ("title", "name", "version", "number", "scope") if (v := getattr(record, f, ""))), "")
