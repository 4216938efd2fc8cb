"""Fields that offer what a link may say: each follows the URL, writes it when somebody chooses, and names what it cannot take of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from aims_graph_app.faults import LEFT_OUT, is_judged, misfit, note
from aims_graph_app.guard import plain
from aims_graph_app.state import said, said_many, said_of, say, written

#: The parameters that mean nothing under another choice, or what finds those that do not go with the new one.
Leaves = Sequence[str] | Callable[[str], Sequence[str]]


def choose(label: str, name: str, words: Mapping[str, str], default: str = "", leaves: Leaves = ()) -> str:
    """Offer one of several options, each in words; the first by default. ``leaves``: parameters that mean nothing under another one, or what finds them for the one that is chosen."""
    options, default = _options(label, name, words, default)
    st.selectbox(
        label,
        options,
        key=name,
        format_func=words.__getitem__,
        on_change=lambda: _chosen(name, default, leaves),
    )
    return str(st.session_state[name])


def choose_segment(label: str, name: str, words: Mapping[str, str], default: str = "", leaves: Leaves = ()) -> str:
    """Offer one of a few options side by side, each in words; the first by default. ``leaves``: parameters that mean nothing under another one, or what finds them for the one that is chosen."""
    options, default = _options(label, name, words, default)
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


def _options(label: str, name: str, words: Mapping[str, str], default: str) -> tuple[list[str], str]:
    """Return the options of a field that offers one, and which is the default; what the link says of them stands in the field then."""
    options = list(words)
    default = default or options[0]
    _judge(label, name, [said(name)], options)
    st.session_state[name] = said_of(name, options, default)
    return options, default


def _judge(label: str, name: str, words: Sequence[str], options: Sequence[str]) -> None:
    """Say which words of a parameter a field has not among its options; of one that was read, those that do not go with the rest of the link."""
    fit = [word for word in dict.fromkeys(words) if word and word in options]
    wrong = [word for word in dict.fromkeys(words) if word and word not in options]
    if is_judged(name):
        # As it was written, where the link says one thing alone.
        said = {word: written(name) if len(words) == 1 else word for word in wrong}
        misfit(name, {said[word]: f"cannot be chosen under “{label}” with the rest of this link, so {LEFT_OUT}" for word in wrong}, fit)  # fmt: skip
    else:
        note(name, dict.fromkeys(wrong, f"cannot be chosen under “{label}”, so {LEFT_OUT}"), fit)


def _chosen(name: str, default: str, leaves: Leaves) -> None:
    """Write what was chosen, and drop what belonged to what was chosen before."""
    now = str(st.session_state[name] or default)
    # Before what was chosen is written: what finds them looks at the link as it was.
    left = leaves(now) if callable(leaves) else leaves
    say(name, now, default)
    for parameter in left:
        say(parameter, "")
