"""A form for any record of the workspace, made from what is said of its fields; and a list from which one is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import streamlit as st

from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.counting import with_article
from aims_graph.model import Requirement
from aims_graph.model.naming import full_name
from aims_graph.present.records import counted, record_name
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import named
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.certificates import editions_held
from aims_graph.workspace.change import Change, Line
from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.labels import LATER, fields_of, label, meaning
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace
from aims_graph_app import look
from aims_graph_app.faults import LEFT_OUT, note
from aims_graph_app.guard import draw, html, plain
from aims_graph_app.state import library, said, say
from aims_graph_app.work import change, conflicts, looked, looked_at, may, why_not

R = TypeVar("R", bound=Record)
#: Texts that take more than a line.
_LONG = frozenset(
    "scope purpose note description treatment intended_use foreseeable_misuse data process human_oversight governance_and_complaints"
    " effect needs addressed resources result measures summary correction cause action evidence conclusions why".split()
)

#: What is not for people to fill in.
_NOT_ASKED = frozenset({"is_example"})
#: Of what there is one, which nobody withdraws.
_STAY = frozenset({Organisation})


def name_of(record: Record) -> str:
    """Return what a record is called in a list: its id and its title or name, else what it is of and its day."""
    return days_in_words(record_name(library(), record))


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


def record_form(
    place: Workspace,
    state: State,
    person: Person | None,
    cls: type[Record],
    old: Record | None = None,
    only: Sequence[str] = (),
    fixed: Mapping[str, Any] | None = None,
    told: Callable[[str], None] | None = None,
    first: Callable[[], Mapping[str, Any]] | None = None,
    preset: Mapping[str, Any] | None = None,
    offered: Mapping[str, Mapping[str, str]] | None = None,
    anew: tuple[str, Sequence[str]] | None = None,
) -> None:
    """Draw the form of a new record, or of one that is there; begin the page anew once it is kept.

    Args:
        place: the workspace.
        state: its records.
        person: who fills it in.
        cls: the noun.
        old: the record to change; ``None`` for a new one.
        only: the fields to show; all that people fill in by default.
        fixed: values that a new record has without being asked.
        told: what is called with the id of a record that was kept.
        first: what is done before a new record is written; further values of it come back.
        preset: what stands in the fields of a new record at first.
        offered: field -> id -> name of what may stand in it, where that is less than its kind.
        anew: what is said of the box by which some fields are written anew though they say the same, and these fields.
    """
    noun = NOUN_OF[cls]
    names = [n for n in (only or fields_of(noun)) if n not in (fixed or {}) and n not in _NOT_ASKED]
    form = f"{noun}-{old.id if old else 'new'}"
    seen, shown = looked_at(form, state, old)
    begun = {n: getattr(shown, n) if shown else (preset or {}).get(n, _default(cls, n)) for n in names}
    # Of this workspace: another one may have the same record, and as many lines of history.
    with st.form(f"{form}-{seen}-{hash(place.folder)}", border=True):
        # Nobody knows at first what comes of it: it is asked for last, and in nobody's way.
        later = [] if old else [n for n in names if n in LATER.get(noun, ())]
        values = {n: _field(state, cls, n, begun[n], (offered or {}).get(n)) for n in names if n not in later}
        if later:
            with st.expander(f"Later: {', '.join(label(noun, n) for n in later)}"):
                values |= {n: _field(state, cls, n, begun[n], (offered or {}).get(n)) for n in later}
        again = anew[1] if old and anew and st.checkbox(anew[0]) else ()
        # What stands in the way is said beside the button that was pressed, which may be far from the end of the page.
        problem = st.container()
        allowed = may(person, noun)
        kept = st.form_submit_button(
            "Save" if old else "Add", disabled=not allowed, help=None if allowed else plain(why_not(person))
        )
    empty = [
        label(noun, f.name) for f in fields(cls) if f.metadata.get("needed") and f.name in names and not values[f.name]
    ]
    if kept and empty:
        with problem:
            st.warning(plain(f"Still empty: {', '.join(empty)}."), icon=":material/info:")
    elif kept:
        done: list[str] = []

        # Only what was touched, so that what somebody else wrote beside it stays.
        touched = {n: v for n, v in values.items() if v != begun[n] or n in again}

        def write(made: Change, seen: int | None = seen) -> None:
            if old:
                made.set(old.id, seen, **touched)
                done.append(old.id)
            else:
                done.append(made.add(cls, **(dict(fixed or {}) | values | dict(first() if first else {}))))

        called = name_of(old) if old else str(values.get("title") or values.get("name") or noun_called(noun))
        forms = looked()
        with problem:
            is_kept = change(place, person, write, lambda made: write(made, None))
        if is_kept:
            # Before anything at which a second press could cut this run off, and find the same form to write once more.
            forms.pop(form, None)
            st.session_state["kept"] = f"{called}: saved"
            if told:
                told(done[0])
            st.rerun()
        if conflicts():
            st.rerun()
    if old and may(person, noun) and cls not in _STAY:
        _offer_withdrawal(place, person, old)


def _offer_withdrawal(place: Workspace, person: Person | None, old: Record) -> None:
    with st.popover("Withdraw"):
        st.write("It stays in the history and counts no more; it can be brought back.")
        reason = st.text_input("Why", key=f"why-withdraw-{old.id}")

        def withdraw(made: Change) -> None:
            made.reason = reason.strip()
            made.withdraw(old.id)

        if st.button("Withdraw it", key=f"withdraw-{old.id}") and change(place, person, withdraw):
            st.rerun()


def withdrawn(place: Workspace, state: State, person: Person | None, cls: type[Record]) -> None:
    """Draw, folded, what of a noun was withdrawn: by whom, when and why; whoever may change it brings one back, with the reason."""
    noun = NOUN_OF[cls]
    gone = [r for r in state.records[noun].values() if r.withdrawn]
    if not gone:
        return
    with st.expander(
        f"Withdrawn: {counted(cls, len(gone))}", icon=":material/history:", expanded=said("id") in {r.id for r in gone}
    ):
        for record in gone:
            line = next(one for one in place.history(record.id) if one.field == "withdrawn")
            draw(html('<p class="ag-quiet"><b>{}</b>, withdrawn {}</p>', name_of(record), made_in_words(state, line)))
            if may(person, noun):
                _offer_back(place, person, record)


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


def _offer_back(place: Workspace, person: Person | None, record: Record) -> None:
    """Offer to let a record that was withdrawn count again, as it was."""
    reason = ask_back(record.id)

    def back(made: Change) -> None:
        made.reason = reason
        made.bring_back(record.id)

    if reason and change(place, person, back, kept=f"{name_of(record)}: brought back"):
        say("id", record.id)
        st.rerun()


def _default(cls: type[Record], name: str) -> Any:
    found = next(f for f in fields(cls) if f.name == name)
    return found.default


def _field(state: State, cls: type[Record], name: str, value: Any, narrower: Mapping[str, str] | None = None) -> Any:
    """Draw the input of one field and return what stands in it; ``narrower`` is what may stand there, if not all of its kind."""
    noun = NOUN_OF[cls]
    field = next(f for f in fields(cls) if f.name == name)
    kind, optional, several = field_types(cls)[name]
    words, content, of = field.metadata.get("words", ()), field.metadata.get("content", ""), points_to(field)
    is_needed = bool(field.metadata.get("needed"))
    offered = {} if of else _offered(content) if narrower is None else dict(narrower)
    hint = meaning(library(), noun, name, is_chosen=bool(of or offered))
    more: dict[str, Any] = {"label": label(noun, name), "help": hint or None}
    if of:
        chosen = value if several else (value,)
        known = {i: name_of(r) for i, r in state.records[of].items() if not r.withdrawn or i in chosen}
        if several:
            return _several(known, value, more)
        if is_needed and not value and len(known) == 1:
            value = next(iter(known))
        return _one(known, value, is_needed, more)
    if offered:
        offered |= {
            v: named(library(), v) for v in (value if several else [value] if value else []) if v not in offered
        }
    if several and offered:
        return _several(offered, value, more)
    if offered:
        return _one(offered, value, is_needed, more)
    if words:
        return st.selectbox(options=list(words), index=list(words).index(value), **more)
    if several:
        text = st.text_input(value="; ".join(value), **more)
        return tuple(word.strip() for word in text.split(";") if word.strip())
    if kind is bool and optional:
        checked: list[bool | None] = [None, True, False]
        return st.selectbox(
            options=checked,
            index=checked.index(value),
            format_func=lambda v: {None: "not checked", True: "yes", False: "no"}[v],
            **more,
        )
    if kind is bool:
        return st.checkbox(value=bool(value), **more)
    if kind is dt.date:
        return st.date_input(
            value=value, format="YYYY-MM-DD", min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1), **more
        )
    if kind is int or kind is float:
        return st.number_input(value=value, min_value=kind(0), step=kind(1), **more)
    if name in _LONG:
        return st.text_area(value=value, height=90, **more)
    return st.text_input(value=value, **more)


def _one(offered: Mapping[str, str], value: str, is_needed: bool, more: Mapping[str, Any]) -> str:
    """Draw the choice of one thing by its words, or of none as long as nothing is chosen."""
    options = ["", *offered]
    chosen: str = st.selectbox(
        options=options,
        index=options.index(value) if value in options else 0,
        format_func=lambda i: offered.get(i, "Choose" if is_needed else "none"),
        **more,
    )
    return chosen


def _several(offered: Mapping[str, str], value: Sequence[str], more: Mapping[str, Any]) -> tuple[str, ...]:
    """Draw the choice of any number of things: by their words, none chosen that was not pointed at."""
    return tuple(
        st.multiselect(
            options=list(offered),
            default=[v for v in value if v in offered],
            format_func=lambda i: offered[i],
            filter_mode="contains",
            select_all=False,
            placeholder="Choose, or type a word",
            **more,
        )
    )


def _offered(content: str) -> dict[str, str]:
    """Return what the content offers for a field: id -> name; nothing where it is written freely."""
    found = library()
    if content == "framework":
        return {f.id: f.short for f in found.mapped}
    if content == "assessed":
        return {i: found.frameworks[i].short for i in editions_assessed(found)}
    if content == "edition":
        return {i: found.frameworks[i].short for i in editions_held(found)}
    if content == "evidence":
        return {i: t.label for i, t in found.terms.of("EvidenceKind").items()}
    if content == "role":
        return {i: t.label for i, t in found.terms.of("Role").items()}
    if content == "kind":
        return {i: t.label for i, t in found.terms.of("SystemKind").items()}
    if content in ("requirement", "target"):
        groups = {g.id: g.label for g in found.groups} if content == "target" else {}
        return groups | requirements(lambda r: can_be_answered(found, r.id))
    return {}


def requirements(fits: Callable[[Requirement], bool]) -> dict[str, str]:
    """Return requirements to choose from, id -> name: those that fit, of every framework that one can answer to and of its editions."""
    found = library()
    return {r.id: full_name(found, r.id) for f in editions_held(found) for r in found.members(f) if fits(r)}


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
