"""An organisation's work carried from one edition of a framework to a later one: what a row between both entails, and what a person must look at.

Nothing is taken away from the earlier edition. An answer becomes a further answer at the later requirement, which says from which it was taken over;
any other entry names the later requirement as well. What an entry says of a requirement decides what follows from it: that all it demands is done (of
the whole, so of each part), or that something within it is wrong (of a part, so of the whole).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from aims_graph.answers.editions.succession import became, can_be_answered, edition_of, later_of
from aims_graph.errors import AimsError
from aims_graph.identifiers import any_framework, framework_of
from aims_graph.model import Framework, Library, Succession
from aims_graph.workspace.answering import answer_at
from aims_graph.workspace.carry import EXTENTS, FULL
from aims_graph.workspace.fields import field_types
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.work import IMPLEMENTED, NOT_APPLICABLE, Answer, Task
from aims_graph.workspace.rules import may_be_left_out
from aims_graph.workspace.state import State

if TYPE_CHECKING:
    from aims_graph.workspace.change import Change

#: What becomes of an entry at a later requirement.
CARRIED, IN_PART, LOOK, THERE = "carried", "in part", "look", "there already"
#: Why a person must look.
DROPPED, UNSTATED, UNJUDGED, UNDECIDED = "dropped", "unstated", "unjudged", "undecided"
ANSWERED, SEVERAL, HEADING, NOT_LEFT_OUT = "answered", "several", "heading", "not left out"
AS_IT_WAS, ANOTHER_KIND, WHOLE, INSERTED = "as it was", "another kind", "whole", "inserted"

#: What is said of a requirement: that all it demands is done, is shown or is to be done; something of a part of it, so of all that contains it;
#: that it was looked at in the earlier edition itself.
OF_ALL, OF_A_PART, OF_THE_EDITION = "all", "a part", "the edition"
#: Noun and field that name requirements -> which of these they say. A field without its rule would be carried by another's.
SAYS = {
    **dict.fromkeys([("answer", "target"), ("party", "targets"), ("task", "targets")], OF_ALL),
    **dict.fromkeys([("evidence", "shows"), ("risk", "controls")], OF_ALL),
    **dict.fromkeys([("finding", "at"), ("risk", "source"), ("risk", "objective")], OF_A_PART),
    ("audit", "areas"): OF_THE_EDITION,
}
#: What a part of a later requirement is to it.
_PARTS = ("equal", "subset_of")
#: What the history says of a carried line between its door and where it came from.
CARRIED_FROM = ", carried from "


@dataclass(frozen=True)
class Move:
    """An entry at a requirement of the earlier edition, and what becomes of it at a later one.

    ``what`` is one of ``CARRIED``, ``IN_PART`` (it counts there in part, which nobody has to write), ``LOOK`` (with ``why``) and ``THERE``. ``change``
    is the row between the editions; ``None``, as an end is empty, where there is none. ``entry`` is ``None`` for a requirement that is new.
    """

    what: str
    noun: str
    entry: Record | None
    field: str
    former: str
    present: str
    change: Succession | None
    why: str = ""

    @property
    def record(self) -> str:
        """The id of the entry; empty if there is none."""
        return self.entry.id if self.entry else ""


@dataclass(frozen=True)
class EditionTransition:
    """What becomes of all entries at an edition, in the order of the nouns and their numbers; what is new in the later edition at the end."""

    former: Framework
    present: Framework
    moves: tuple[Move, ...]

    def of(self, what: str) -> list[Move]:
        """Return the moves of a kind."""
        return [m for m in self.moves if m.what == what]


def editions(library: Library, former: str, present: str = "") -> tuple[str, str]:
    """Return the ids of two editions, as people name them.

    Args:
        library: the content.
        former: the earlier edition.
        present: the later edition; by default the one that took its place.

    Raises:
        AimsError: if no framework is called so, or they are not an edition and the next.
    """
    one = any_framework(former, library)
    later = later_of(library).get(one, "")
    if not later:
        edition = edition_of(library, former)
        raise AimsError(
            f"{library.frameworks[one].short} is the later edition.", f"Name the earlier one: {edition.former.short}."
        )
    if present and any_framework(present, library) != later:
        raise AimsError(
            f"{library.frameworks[any_framework(present, library)].short} did not take the place of {library.frameworks[one].short}.",
            f"Go over to {library.frameworks[later].short}.",
        )
    return one, later


def transition(state: State, library: Library, former: str, present: str) -> EditionTransition:
    """Return what becomes of every entry at an edition; nothing is written.

    Tasks that are done or dropped are over, and no longer looked at.

    Args:
        state: the workspace.
        library: the content.
        former: the id of the earlier edition.
        present: the id of the later edition.
    """
    moves = [m for noun, record, field, value in _at(state, former) for m in _moves(state, library, noun, record, field, value, present)]  # fmt: skip
    moves += [
        Move(LOOK, noun, record, field, "", "", None, WHOLE) for noun, record, field in _of_the_whole(state, former)
    ]
    answered = {a.target for a in state.all(Answer) if a.status}
    for change in edition_of(library, former).changes:
        if not change.former and can_be_answered(library, change.present) and change.present not in answered:
            moves.append(Move(LOOK, "answer", None, "target", "", change.present, change, INSERTED))
    return EditionTransition(library.frameworks[former], library.frameworks[present], tuple(_decided(moves)))


def editions_in_use(state: State, library: Library) -> list[str]:
    """Return the ids of the earlier editions that some entry names, in the order of the content."""
    return [f for f in later_of(library) if any(_at(state, f)) or any(_of_the_whole(state, f))]


def rights_for(found: EditionTransition) -> list[str]:
    """Return the nouns of the entries that would be made or changed, which whoever carries them over may have to change."""
    return list(dict.fromkeys(m.noun for m in found.of(CARRIED)))


def carry_over(change: Change, found: EditionTransition) -> int:
    """Write what a transition carries, each with the row between the editions in its history; return how many entries were made or changed.

    Raises:
        AimsError: if the workspace was changed since it was worked out, or the person may not; nothing is then kept.
    """
    if transition(change.state, change.library, found.former.id, found.present.id) != found:
        raise AimsError("The workspace was changed meanwhile.", "Look again at what would be carried.")
    door, touched = change.through, set()
    for move in found.of(CARRIED):
        assert move.change is not None
        _, old = change.state.find(move.record)
        change.through = (
            f"{door}{CARRIED_FROM}{move.record if move.noun == 'answer' else move.former} by {move.change.source}"
        )
        if isinstance(old, Answer):
            said = {f.name: getattr(old, f.name) for f in fields(Answer) if f.name in ("status", "reason", "owner", "due", "note")}  # fmt: skip
            touched.add(change.add(Answer, target=move.present, accepted_from=old.id, **said))
        else:
            several = field_types(type(old))[move.field].several
            value = (*getattr(old, move.field), move.present) if several else move.present
            change.set(old.id, None, **{move.field: value})
            touched.add(old.id)
    change.through = door
    return len(touched)


def _values(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,)


def _at(state: State, former: str) -> Iterator[tuple[str, Record, str, str]]:
    """Yield noun, record, field and id of each requirement of an edition that an entry names."""
    for noun, cls in NOUNS.items():
        named = [f.name for f in fields(cls) if f.metadata.get("content") in ("requirement", "target")]
        for record in state.all(cls):
            if isinstance(record, Task) and record.is_over:
                continue
            for field in named:
                for value in _values(record, field):
                    if framework_of(value) == former:
                        yield noun, record, field, value


def _of_the_whole(state: State, former: str) -> Iterator[tuple[str, Record, str]]:
    """Yield noun, record and field of each entry that names an edition as a whole."""
    for noun, cls in NOUNS.items():
        for f in fields(cls):
            if f.metadata.get("content") in ("framework", "edition", "assessed"):
                yield from ((noun, r, f.name) for r in state.all(cls) if former in _values(r, f.name))


def _moves(
    state: State, library: Library, noun: str, record: Record, field: str, former: str, present: str
) -> Iterator[Move]:
    """Yield what becomes of an entry at one requirement: one move for each later requirement that it became."""
    if former not in library.requirements or SAYS[noun, field] == OF_THE_EDITION:
        yield Move(LOOK, noun, record, field, former, "", None, AS_IT_WAS)
        return
    changes = [c for c in became(library, former) if framework_of(c.present) in (present, "")]
    if not changes:
        yield Move(LOOK, noun, record, field, former, "", None, UNSTATED)
    for change in changes:
        what, why = _becomes(state, library, noun, record, field, change)
        yield Move(what, noun, record, field, former, change.present, change, why)


def _becomes(
    state: State, library: Library, noun: str, record: Record, field: str, change: Succession
) -> tuple[str, str]:
    """Return what becomes of an entry by one row between editions, and why a person must look."""
    if not change.present:
        return LOOK, DROPPED
    if not change.relation:
        return LOOK, UNJUDGED
    if isinstance(record, Answer):
        return _answer_becomes(state, library, record, change)
    if change.present in _values(record, field):
        return THERE, ""
    if SAYS[noun, field] == OF_ALL:
        extent = EXTENTS.get(change.relation)
        return (CARRIED, "") if extent == FULL else (IN_PART, "") if extent else (LOOK, UNDECIDED)
    if change.relation not in _PARTS:
        return LOOK, UNDECIDED
    kinds = {library.requirements[x].kind for x in (change.former, change.present)}
    is_one = not field_types(type(record))[field].several
    return (LOOK, ANOTHER_KIND) if is_one and len(kinds) > 1 else (CARRIED, "")


def _answer_becomes(state: State, library: Library, answer: Answer, change: Succession) -> tuple[str, str]:
    """The same of an answer: equal demands have the same answer; of a whole only that it is implemented holds of its parts."""
    if not can_be_answered(library, change.present):
        return LOOK, HEADING
    extent = EXTENTS.get(change.relation)
    if change.relation != "equal" and (answer.status != IMPLEMENTED or extent is None):
        return LOOK, UNDECIDED
    if extent != FULL:
        return IN_PART, ""
    there = answer_at(state, change.present)
    if there:
        return (THERE, "") if answer.status in ("", there.status) else (LOOK, ANSWERED)
    if answer.status == NOT_APPLICABLE and not may_be_left_out(library, change.present):
        return LOOK, NOT_LEFT_OUT
    return CARRIED, ""


def _decided(moves: list[Move]) -> Iterator[Move]:
    """Yield the moves; where several would fill one place that holds one thing, the first if all say the same, else none."""
    first: dict[tuple[str, ...], Move] = {}
    says: dict[tuple[str, ...], set[str]] = {}
    for move in moves:
        if move.what == CARRIED and (place := _place(move)):
            first.setdefault(place, move)
            says.setdefault(place, set()).add(_says(move))
    for move in moves:
        place = _place(move) if move.what == CARRIED else ()
        if len(says.get(place, ())) > 1:
            yield replace(move, what=LOOK, why=SEVERAL)
        else:
            yield move if not place or first[place] is move else replace(move, what=THERE)


def _place(move: Move) -> tuple[str, ...]:
    """Return what a carried entry would fill alone: the answer at a requirement, or a field of one value; empty where there is room for several."""
    if move.noun == "answer":
        return (move.present,)
    return () if field_types(NOUNS[move.noun])[move.field].several else (move.record, move.field)


def _says(move: Move) -> str:
    return move.entry.status if isinstance(move.entry, Answer) else move.present
