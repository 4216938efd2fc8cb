"""What a link says, read as the command line reads it: a number, a name or a label as people write them will do, and what is not known is named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from aims_graph.answers.groups.groups import find_group
from aims_graph.answers.law.words import kind_word, role_word
from aims_graph.answers.naming import UnknownNameError
from aims_graph.answers.topics.topics import find_topic
from aims_graph.counting import with_article
from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.formats.tsv import is_date
from aims_graph.identifiers import any_framework, resolve, resolve_framework
from aims_graph.model import Library
from aims_graph.numbers import LONGEST
from aims_graph.present.words import days_in_words
from aims_graph_app.faults import LEFT_OUT, Faults, judged
from aims_graph_app.state import library, said, understand, written

#: Parameter of the link that is a day -> the first and the last that a page can show.
DAYS = {
    "on": (date(2024, 8, 1), date(2031, 12, 31)),
    **dict.fromkeys(("placed", "changed"), (date(2000, 1, 1), date(2031, 12, 31))),
}
#: So many parts are offered of a heading that a page cannot show itself.
_PARTS = 8


class Of(NamedTuple):
    """What a parameter may be: what that is called, the ids a page knows, and how a text that is none of them is read.

    ``read`` takes the content and a text as people write it, returns an id, or several between commas, and raises an AimsError.
    """

    what: str
    known: Collection[str]
    read: Callable[[Library, str], str] | None = None


def a_requirement(known: Collection[str], what: str = "requirement") -> Of:
    """Return that a parameter is a requirement, by id or by a number as it is printed."""
    return Of(what, known, lambda content, text: resolve(text, content))


def a_framework(known: Collection[str]) -> Of:
    """Return that a parameter is a framework that mappings speak of, by id or by a name of it."""
    return Of("framework", known, lambda content, text: resolve_framework(text, content))


def an_edition(known: Collection[str]) -> Of:
    """Return that a parameter is a framework or a former edition of one, by id or by a name of it."""
    return Of("framework", known, lambda content, text: any_framework(text, content))


def a_topic(known: Collection[str], what: str = "topic", scheme: str = "") -> Of:
    """Return that a parameter is a topic or function, by id, label or another word for it; of one scheme only, if that is given."""
    return Of(what, known, lambda content, text: find_topic(content, text, scheme).id)


def a_group(known: Collection[str]) -> Of:
    """Return that a parameter is a group to implement, by id or label."""
    return Of("group", known, lambda content, text: find_group(content, text).id)


def a_role(known: Collection[str]) -> Of:
    """Return that a parameter is a role under the law, by its word or label."""
    return Of("role under the law", known, role_word)


def a_kind(known: Collection[str]) -> Of:
    """Return that a parameter is a kind of system, by its word or label."""
    return Of("kind of system", known, kind_word)


def link_faults(words: Mapping[str, Of], days: Mapping[str, str] | None = None) -> None:
    """Read what the link says, as :func:`read_link` does, and draw what is not known."""
    read_link(words, days).show()


def read_link(words: Mapping[str, Of], days: Mapping[str, str] | None = None) -> Faults:
    """Read what the link says; return everything in it that cannot be, what is shown instead, and what may be meant.

    From here on the page is told the id of what a person wrote otherwise.

    Args:
        words: parameter -> what it may be, one or several between commas.
        days: parameter that holds a day -> what becomes of it where it holds none.
    """
    faults: list[str] = []
    mended: dict[str, str] = {}
    near: dict[tuple[str, str], list[str]] = {}
    for name, of in words.items():
        judged(name)
        meant, fit = [], []
        for word in _words(written(name), of):
            try:
                meant.append(_read(word, of))
                fit.append(word)
            except AimsError as error:
                faults.append(_fault(word, of, error))
                near[name, word] = _near(word, of, error)
                judged(name, [word])
                mended[name] = ""
        if name in mended:
            mended[name] = ",".join(fit)
        understand(name, ",".join(meant))
    for name, instead in (days or {}).items():
        judged(name)
        if said(name) and day_said(name) is None:
            faults.append(f"{_day_fault(said(name), *DAYS[name])}, so {instead}.")
            mended[name] = ""
    return Faults(faults, mended, near)


def _day_fault(text: str, first: date, last: date) -> str:
    """Return what is wrong with a day that a page cannot show."""
    if _day(text) is None:
        return f"“{text}” is not a date, written as “{first.isoformat()}”"
    return f"“{text}” is not within the days of this page, {days_in_words(f'{first} to {last}')}"


class _UnknownHereError(AimsError):
    """What is meant is known, but not to this page."""


def _words(text: str, of: Of) -> list[str]:
    """Return what a parameter names: the whole of it if that is one name, which may hold a comma; else what stands between its commas."""
    parts = [part for part in dict.fromkeys(text.split(",")) if part.strip()]
    if len(parts) < 2:
        return parts
    try:
        _read(text, of)
    except AimsError:
        return parts
    return [text]


def _read(word: str, of: Of) -> str:
    """Return the id of what a text means on this page.

    Raises:
        AimsError: if it means nothing here.
    """
    if word in of.known:
        return word
    if of.read is None or len(word) > LONGEST:
        raise UnknownNameError(word, "", "")
    found = of.read(library(), word)
    if not set(found.split(",")) <= set(of.known):
        raise _UnknownHereError(word, "")
    return found


def _fault(word: str, of: Of, error: AimsError) -> str:
    """Return what is wrong with a word, what becomes of it, and what comes near; what else a requirement may be stands below, as links."""
    if isinstance(error, UnknownRequirementError) and error.have_it:
        return f"“{word}” is the number of several requirements, so {LEFT_OUT}."
    wrong = f"“{word}” is not {with_article(of.what)}, so {LEFT_OUT}."
    if isinstance(error, UnknownRequirementError | _UnknownHereError):
        return wrong
    if isinstance(error, UnknownNameError):
        return f"{wrong} {error.near}".rstrip()
    if isinstance(error, UnknownFrameworkError):
        return f"{wrong} {error.advice}"
    return f"“{word}” is not {with_article(of.what)} of this page, so {LEFT_OUT}: {error.shown} {error.advice}"


def _near(word: str, of: Of, error: AimsError) -> list[str]:
    """Return the requirements of a page that a text may mean: those that have its number, or one like it, or the parts of the heading that it is."""
    if isinstance(error, UnknownRequirementError):
        return [name for name in error.near if name in of.known]
    if isinstance(error, _UnknownHereError) and of.read is not None:
        found = of.read(library(), word)
        return [i for i in library().below(found) if i in of.known][:_PARTS] if found in library().requirements else []
    return []


def day_said(name: str) -> date | None:
    """Return the day that the link says, ``None`` if it says none, or one that lies outside what the page can show."""
    day, (first, last) = _day(said(name)), DAYS[name]
    return day if day and first <= day <= last else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if is_date(text) else None
