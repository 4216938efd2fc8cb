"""What a link says that a page cannot take: gathered while the page is drawn, and said in one place above it, with the way to the page without it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from aims_graph.counting import with_article
from aims_graph.model.naming import full_name
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import here_with, here_without, library, said

#: What becomes of a word of the link that a page cannot take.
LEFT_OUT = "the page is shown without it"
#: What to do about it, where a page says nothing else.
_THEN = "Choose anew below"


@dataclass(frozen=True)
class Faults:
    """What of a link cannot be: each in a sentence that says what is shown instead; the parameters as they are without; and for a parameter and its word the ids of what may be meant."""

    words: Sequence[str]
    mended: Mapping[str, str]
    near: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)

    def show(self, then: str = _THEN) -> None:
        """Draw them, if there are any, beside what was found before: with what to do ``then``, the way to this page without them, and links to what may be meant."""
        if self.words:
            run: _Run = st.session_state["faults"]
            run.found.append(self)
            run.then = then if run.then == _THEN else run.then
            with run.place.container():
                _draw(run)


@dataclass
class _Run:
    """The faults of one run: where they are drawn, the parameters that were judged with the words of each that were wrong, what was found, and what to do about it."""

    place: Any
    judged: dict[str, set[str]] = field(default_factory=dict)
    found: list[Faults] = field(default_factory=list)
    then: str = _THEN


def begin() -> None:
    """Keep the place above a page in which its faults are said."""
    st.session_state["faults"] = _Run(st.empty())


def judged(name: str, wrong: Collection[str] = ()) -> None:
    """Note that a parameter was read, and which words of it are wrong: the field that is drawn for it need not say it again."""
    st.session_state["faults"].judged.setdefault(name, set()).update(wrong)


def is_judged(name: str) -> bool:
    """Return whether a parameter was read before the field is drawn that follows it."""
    return name in st.session_state["faults"].judged


def note(name: str, wrong: Mapping[str, str], fit: Sequence[str] = ()) -> None:
    """Say what a field cannot take of a parameter that nobody judged yet.

    Args:
        name: the parameter.
        wrong: word of it -> what is wrong with that, and what is shown instead.
        fit: the words of it that the field takes.
    """
    if wrong and not is_judged(name):
        judged(name)
        Faults([f"“{word}” {what}." for word, what in wrong.items()], {name: ",".join(fit)}).show()


def misfit(name: str, wrong: Mapping[str, str], fit: Sequence[str] = ()) -> None:
    """Say what of a parameter, though each word of it is known, does not go with the rest of the link; the arguments are those of :func:`note`."""
    found: set[str] = st.session_state["faults"].judged.get(name, set())
    new = {word: what for word, what in wrong.items() if not found.issuperset(word.split(","))}
    if new:
        judged(name, new)
        Faults([f"“{word}” {what}." for word, what in new.items()], {name: ",".join(fit)}).show()


def one_of(name: str, known: Collection[str], what: str) -> str:
    """Return what a parameter says if it is one of these; empty, and said unless the parameter was judged, if it is not."""
    text = said(name)
    if text in known:
        return text
    note(name, {text: f"is not {with_article(what)}, so {LEFT_OUT}"} if text else {})
    return ""


def _draw(run: _Run) -> None:
    one, *more = [plain(word) for faults in run.found for word in faults.words]
    said = "".join(f"\n- {fault}" for fault in (one, *more))
    st.warning(f"Of this link:\n{said}" if more else one, icon=":material/link_off:")
    mended = {name: text for faults in run.found for name, text in faults.mended.items()}
    way = html('<a href="{}">open the page without {}</a>', here_without(mended), "these" if more else "it")
    draw(look.hint(html("{}, or {}.", run.then, way)))
    for faults in run.found:
        for (name, word), found in faults.near.items():
            draw(_nearest(name, word, found))


def _nearest(name: str, word: str, found: Collection[str]) -> Markup:
    """Return the requirements that a word of a parameter may mean, each a link; nothing if there is none."""
    to = partial(here_with, name)
    ways = joined([html('<li><a href="{}">{}</a></li>', to(i), full_name(library(), i)) for i in found])
    return html('<p>“{}” may mean:</p><ul class="ag-plain">{}</ul>', word, ways) if found else Markup("")
