"""The input of one field of a record, made from what is said of the field: a choice where something is known to choose from, else what its kind takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.model import Requirement
from aims_graph.model.naming import full_name
from aims_graph.present.records import record_name
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import named
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.certificates import editions_held
from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.labels import label, meaning
from aims_graph.workspace.records import NOUN_OF
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State
from aims_graph_app.state import library

#: Texts that take more than a line.
_LONG = frozenset(
    "scope purpose note description treatment intended_use foreseeable_misuse data process human_oversight governance_and_complaints"
    " effect needs addressed resources result measures summary correction cause action evidence conclusions why".split()
)


def name_of(record: Record) -> str:
    """Return what a record is called in a list: its id and its title or name, else what it is of and its day."""
    return days_in_words(record_name(library(), record))


def ask_field(state: State, cls: type[Record], name: str, value: Any, narrower: Mapping[str, str] | None = None) -> Any:
    """Draw the input of one field and return what stands in it; ``narrower`` is what may stand there, if not all of its kind."""
    noun = NOUN_OF[cls]
    field = next(f for f in fields(cls) if f.name == name)
    kind, optional, several = field_types(cls)[name]
    words, content, of = field.metadata.get("words", ()), field.metadata.get("content", ""), points_to(field)
    is_needed = bool(field.metadata.get("needed"))
    offered = {} if of else offered_by(content) if narrower is None else dict(narrower)
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


def offered_by(content: str) -> dict[str, str]:
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
