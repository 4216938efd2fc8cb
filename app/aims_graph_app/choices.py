"""Fields that offer what a link may say: each follows the URL, writes it when somebody chooses, and names what it cannot take of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from aims_graph_app.faults import LEFT_OUT, note
from aims_graph_app.guard import plain
from aims_graph_app.state import said, said_many, said_of, say


def choose(label: str, name: str, words: Mapping[str, str], default: str = "", leaves: Sequence[str] = ()) -> str:
    """Offer one of several options, each in words; the first by default. ``leaves``: parameters that mean nothing under another one."""
    options = list(words)
    default = default or options[0]
    _judge(label, name, [said(name)], options)
    st.session_state[name] = said_of(name, options, default)
    st.selectbox(
        label,
        options,
        key=name,
        format_func=words.__getitem__,
        on_change=lambda: _chosen(name, default, leaves),
    )
    return str(st.session_state[name])


def choose_segment(
    label: str, name: str, words: Mapping[str, str], default: str = "", leaves: Sequence[str] = ()
) -> str:
    """Offer one of a few options side by side, each in words; the first by default. ``leaves``: parameters that mean nothing under another one."""
    options = list(words)
    default = default or options[0]
    _judge(label, name, [said(name)], options)
    st.session_state[name] = said_of(name, options, default)
    st.segmented_control(
        label,
        options,
        key=name,
        required=True,
        format_func=lambda option: plain(words[option]),
        on_change=lambda: _chosen(name, default, leaves),
    )
    return said_of(name, options, default)


def choose_many(
    label: str, name: str, words: Mapping[str, str], default: Sequence[str] = (), hint: str = "Choose"
) -> list[str]:
    """Offer any number of options, each in words; ``hint`` is what stands there while none is chosen."""
    options = list(words)
    _judge(label, name, said(name).split(","), options)
    st.session_state[name] = said_many(name, options, default)
    st.multiselect(
        label,
        options,
        key=name,
        format_func=words.__getitem__,
        placeholder=hint,
        on_change=lambda: say(name, ",".join(st.session_state[name]), ",".join(default)),
    )
    return list(st.session_state[name])


def ask_text(label: str, name: str, hint: str = "") -> str:
    """Offer a line of text."""
    st.session_state[name] = said(name)
    st.text_input(label, key=name, placeholder=hint, on_change=lambda: say(name, st.session_state[name].strip()))
    return said(name)


def ask_number(label: str, name: str, least: int, most: int, default: int) -> int:
    """Offer a whole number from ``least`` to ``most``."""
    text = said(name)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else least - 1
    is_one = least <= number <= most
    if text and not is_one:
        note(name, {text: f"is not a whole number from {least} to {most}, so {default} is shown instead"})
    st.session_state[name] = number if is_one else default
    st.number_input(
        label, least, most, key=name, on_change=lambda: say(name, str(st.session_state[name]), str(default))
    )
    return int(st.session_state[name])


def switch(label: str, name: str, explain: str = "") -> bool:
    """Offer yes or no."""
    _judge(label, name, [said(name)], ["yes"])
    st.session_state[name] = said(name) == "yes"
    st.toggle(
        label, key=name, help=explain or None, on_change=lambda: say(name, "yes" if st.session_state[name] else "")
    )
    return bool(st.session_state[name])


def _judge(label: str, name: str, words: Sequence[str], options: Sequence[str]) -> None:
    """Say which words of a parameter a field has not among its options."""
    wrong = {word: f"cannot be chosen under “{label}”, so {LEFT_OUT}" for word in words if word and word not in options}
    note(name, wrong, [word for word in dict.fromkeys(words) if word and word in options])


def _chosen(name: str, default: str, leaves: Sequence[str]) -> None:
    """Write what was chosen, and drop what belonged to what was chosen before."""
    say(name, st.session_state[name] or default, default)
    for parameter in leaves:
        say(parameter, "")
