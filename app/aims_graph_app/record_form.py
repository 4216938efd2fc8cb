"""A form for any record of the workspace, made from what is said of its fields; and a list from which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import streamlit as st

from aims_graph.counting import with_article
from aims_graph.present.records import counted
from aims_graph.present.words import days_in_words
from aims_graph.workspace.change import Change, Line
from aims_graph.workspace.labels import LATER, fields_of, label
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.state import State
from aims_graph_app import look
from aims_graph_app.faults import LEFT_OUT, note
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.record_fields import ask_field, name_of
from aims_graph_app.state import said, say
from aims_graph_app.work import Opened, change, conflicts, look_again, looked_at, may, why_not

R = TypeVar("R", bound=Record)
#: What is not for people to fill in.
_NOT_ASKED = frozenset({"is_example"})
#: Of what there is one, which nobody withdraws.
_STAY = frozenset({Organisation})


def chosen_of(state: State, cls: type[R]) -> R | None:
    """Return the record of a noun that the URL names; ``None`` if it names none, one that was withdrawn, or, which is said, none that there is."""
    name = said("id")
    found = state.records[NOUN_OF[cls]].get(name)
    if name and found is None:
        note("id", {name: f"is not {with_article(cls.CALLED)} of this workspace, so {LEFT_OUT}"})
    return found if isinstance(found, cls) and not found.withdrawn else None


def record_list(records: Iterable[R], chosen: Record | None, words: Callable[[R], str]) -> None:
    """Draw it; pressing one writes it into the URL and begins the page anew.

    Args:
        records: in their order.
        chosen: the one that is shown beside the list.
        words: what is to be known of one; nothing is drawn where there is none.
    """
    for record in records:
        with st.container(key=f"listed-{record.id}", gap="xxsmall"):
            if st.button(
                plain(name_of(record)),
                key=record.id,
                type="primary" if record is chosen else "secondary",
                width="stretch",
            ):
                say("id", record.id)
                st.rerun()
            if known := words(record):
                draw(look.quiet(known))


@dataclass(frozen=True)
class Asked:
    """What a form asks for, where that is not every field of its kind as it is.

    Attributes:
        only: the fields to show.
        offered: field -> id -> name of what may stand in it, where that is less than its kind.
        anew: what is said of the box by which some fields of a record that is there are written anew though they say the same, and these fields.
    """

    only: Sequence[str] = ()
    offered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    anew: tuple[str, Sequence[str]] | None = None


@dataclass(frozen=True)
class New:
    """What a new record has that whoever fills in its form need not write.

    Attributes:
        fixed: values that are not asked for.
        preset: what stands in the fields at first.
        first: what is done before the record is written; further values of it come back.
    """

    fixed: Mapping[str, Any] = field(default_factory=dict)
    preset: Mapping[str, Any] = field(default_factory=dict)
    first: Callable[[], Mapping[str, Any]] = dict


_AS_IT_IS, _EMPTY = Asked(), New()


def record_form(
    here: Opened,
    cls: type[Record],
    old: Record | None = None,
    asked: Asked = _AS_IT_IS,
    new: New = _EMPTY,
    told: Callable[[str], None] | None = None,
) -> None:
    """Draw the form of a new record, or of one that is there; begin the page anew once it is kept.

    Args:
        here: the open workspace, its records and who fills it in.
        cls: the noun.
        old: the record to change; ``None`` for a new one.
        asked: what of it is asked for.
        new: what a new one has of itself.
        told: what is called with the id of a record that was kept.
    """
    noun = NOUN_OF[cls]
    form = f"{noun}-{old.id if old else 'new'}"
    seen, shown = looked_at(form, here.state, old)
    names = [n for n in (asked.only or fields_of(noun)) if n not in new.fixed and n not in _NOT_ASKED]
    at_first = {f.name: f.default for f in fields(cls)} | dict(new.preset)
    begun = {n: getattr(shown, n) if shown else at_first[n] for n in names}
    # Of this workspace: another one may have the same record, and as many lines of history.
    with st.form(f"{form}-{seen}-{hash(here.place.folder)}", border=True):
        values = _ask_fields(here.state, cls, begun, asked.offered, is_new=old is None)
        again = asked.anew[1] if old and asked.anew and st.checkbox(asked.anew[0]) else ()
        # What stands in the way is said beside the button that was pressed, which may be far from the end of the page.
        problem = st.container()
        allowed = may(here.person, noun)
        is_pressed = st.form_submit_button(
            "Save" if old else "Add", disabled=not allowed, help=None if allowed else plain(why_not(here.person))
        )
    if is_pressed:
        # Only what was touched, so that what somebody else wrote beside it stays.
        touched = {n: v for n, v in values.items() if v != begun[n] or n in again}
        with problem:
            kept = "" if _is_lacking(cls, values) else _keep(here, cls, old, touched if old else values, new, seen)
        if kept:
            # Before anything at which a second press could cut this run off, and find the same form to write once more.
            look_again(form)
            called = name_of(old) if old else str(values.get("title") or values.get("name") or noun_called(noun))
            st.session_state["kept"] = f"{called}: saved"
            if told:
                told(kept)
            st.rerun()
        if conflicts():
            st.rerun()
    if old and may(here.person, noun) and cls not in _STAY:
        _offer_withdrawal(here, old)


def _ask_fields(
    state: State,
    cls: type[Record],
    begun: Mapping[str, Any],
    offered: Mapping[str, Mapping[str, str]],
    is_new: bool,
) -> dict[str, Any]:
    """Draw the inputs of some fields, with what stands in them at first; return what stands there now."""
    noun = NOUN_OF[cls]

    def ask(names: Sequence[str]) -> dict[str, Any]:
        return {n: ask_field(state, cls, n, begun[n], offered.get(n)) for n in names}

    # Nobody knows at first what comes of it: it is asked for last, and in nobody's way.
    later = [n for n in begun if is_new and n in LATER.get(noun, ())]
    values = ask([n for n in begun if n not in later])
    if later:
        with st.expander(f"Later: {', '.join(label(noun, n) for n in later)}"):
            values |= ask(later)
    return values


def _is_lacking(cls: type[Record], values: Mapping[str, Any]) -> bool:
    """Return whether something that a record needs was left empty, and say what."""
    needed = [f.name for f in fields(cls) if f.metadata.get("needed")]
    empty = [label(NOUN_OF[cls], n) for n in needed if n in values and not values[n]]
    if empty:
        st.warning(plain(f"Still empty: {', '.join(empty)}."), icon=":material/info:")
    return bool(empty)


def _keep(here: Opened, cls: type[Record], old: Record | None, values: Mapping[str, Any], new: New, seen: int) -> str:
    """Write a record, or what was changed of one since ``seen``; return its id, empty if something stood in the way, which is said."""
    done: list[str] = []

    def write(made: Change, seen: int | None = seen) -> None:
        if old:
            made.set(old.id, seen, **values)
            done.append(old.id)
        else:
            done.append(made.add(cls, **{**new.fixed, **values, **new.first()}))

    is_kept = change(here.place, here.person, write, lambda made: write(made, None))
    return done[0] if is_kept else ""


def _offer_withdrawal(here: Opened, old: Record) -> None:
    with st.popover("Withdraw"):
        st.write("It stays in the history and counts no more; it can be brought back.")
        reason = st.text_input("Why", key=f"why-withdraw-{old.id}")

        def withdraw(made: Change) -> None:
            made.reason = reason.strip()
            made.withdraw(old.id)

        if st.button("Withdraw it", key=f"withdraw-{old.id}") and change(here.place, here.person, withdraw):
            st.rerun()


def withdrawn(here: Opened, cls: type[Record]) -> None:
    """Draw, folded, what of a noun was withdrawn: by whom, when and why; whoever may change it brings one back, with the reason."""
    noun = NOUN_OF[cls]
    gone = [r for r in here.state.records[noun].values() if r.withdrawn]
    if not gone:
        return
    with st.expander(
        f"Withdrawn: {counted(cls, len(gone))}", icon=":material/history:", expanded=said("id") in {r.id for r in gone}
    ):
        for record in gone:
            line = next(one for one in here.place.history(record.id) if one.field == "withdrawn")
            draw(
                html(
                    '<p class="ag-quiet"><b>{}</b>, withdrawn {}</p>', name_of(record), made_in_words(here.state, line)
                )
            )
            if may(here.person, noun):
                _offer_back(here, record)


def made_in_words(state: State, line: Line) -> str:
    """Return who made a change, on which day, and why if they said so."""
    words = f"by {state.get(Person, line.person).name} on {days_in_words(line.at[:10])}"
    return f"{words}: {line.reason}" if line.reason else words


def ask_back(record_id: str) -> str:
    """Ask why something is brought back, and return the reason once it is to be; empty until then."""
    with st.form(f"back-{record_id}", border=False):
        reason = st.text_input("Why it is brought back", key=f"why-back-{record_id}").strip()
        pressed = st.form_submit_button("Bring it back", icon=":material/undo:")
    if pressed and not reason:
        st.warning("Say why: the history keeps it.", icon=":material/info:")
    return reason if pressed else ""


def _offer_back(here: Opened, record: Record) -> None:
    """Offer to let a record that was withdrawn count again, as it was."""
    reason = ask_back(record.id)

    def back(made: Change) -> None:
        made.reason = reason
        made.bring_back(record.id)

    if reason and change(here.place, here.person, back, kept=f"{name_of(record)}: brought back"):
        say("id", record.id)
        st.rerun()


def form_head(cls: type[Record], chosen: Record | None) -> None:
    """Head the form with what it is of; while a record is shown, offer to begin another one."""
    draw(look.part(name_of(chosen) if chosen else f"New {cls.CALLED}"))
    if chosen and cls not in _STAY and st.button(f"New {cls.CALLED}", icon=":material/add:"):
        say("id", "")
        st.rerun()


def noun_called(noun: str) -> str:
    """Return what a kind of entry is called, as a heading."""
    called = NOUNS[noun].CALLED
    return called[:1].upper() + called[1:]
