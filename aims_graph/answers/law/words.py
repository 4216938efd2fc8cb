"""Words of the law as people write them: ``Annex III 5(b)``, ``Provider``, ``SMC``, ``we put our name on it``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from aims_graph.answers.naming import UnknownNameError
from aims_graph.errors import AimsError
from aims_graph.formats.tsv import is_date
from aims_graph.model import Fact, Library

#: What a person calls the classes of the vocabulary.
CALLED = {"Role": "role", "SystemKind": "kind of system"}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text reduced to what two spellings of one word share.

    >>> plain("Annex III, point 5(b)"), plain("annex-iii-5-b")
    ('annex-iii-5-b', 'annex-iii-5-b')
    """
    return re.sub(r"(?:^|-)(?:point|points)(?=-)", "", re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-"))


def role_word(library: Library, text: str) -> str:
    """Return the word of a role.

    Raises:
        AimsError: if there is no such role; near misses are named.
    """
    return _term(library, text, "Role")


def kind_word(library: Library, text: str) -> str:
    """Return the word of a kind of system.

    Raises:
        AimsError: if there is no such kind; near misses are named.
    """
    return _term(library, text, "SystemKind")


def fact_words(library: Library, text: str, objects: Sequence[str]) -> tuple[str, ...]:
    """Return the facts a text stands for; one that names a fact of systems and one of models is read by what is asked about.

    Args:
        library: the content.
        text: an id of ``ontology/facts.tsv`` or another word for it.
        objects: what is asked about: ``system``, ``model`` or both.

    Raises:
        AimsError: if there is no such fact; near misses are named.
    """
    wanted = plain(text)
    exact = [f for f in library.facts if plain(f.id) == wanted]
    found = exact + [f for f in library.facts if f not in exact and wanted in {plain(w) for w in f.also}]
    if not found:
        # The kinds of system are facts of it, too, and named as its kind.
        kinds = library.terms.of("SystemKind")
        other = [f for f in library.facts if f.id not in kinds]
        words = [w for f in (*other, *library.facts) for w in (f.id, *f.also)]
        if _near(text, words):
            raise unknown(text, "fact", words)
        some = ", ".join(f.id for f in other[:12])
        raise AimsError(
            f"'{text}' is no fact of the law.", f"'aims-graph facts' lists them: {some} …", f"There are {some} …"
        )
    fitting = [f for f in found if _fits(f, objects)]
    # The same word for a system and for a model stands for both where both are asked about.
    return tuple(f.id for f in fitting or found[:1])


def _fits(fact: Fact, objects: Sequence[str]) -> bool:
    """Whether a fact can be one of what is asked about; those of operators and acts always can."""
    things = {"system", "model"} & set(fact.of)
    return not things or bool(things & set(objects))


def _term(library: Library, text: str, kind: str) -> str:
    known = library.terms.of(kind)
    wanted = plain(text)
    for word, term in known.items():
        fact = library.fact_of.get(word)
        if wanted in {plain(word), plain(term.label), *(plain(w) for w in (fact.also if fact else ()))}:
            return word
    raise unknown(text, CALLED[kind], [*known, *(t.label for t in known.values())])


def unknown(text: str, what: str, words: Iterable[str]) -> AimsError:
    """Return the error that names what is near a word nobody knows."""
    names = list(dict.fromkeys(words))
    near = _near(text, names)
    close = f"Did you mean {' or '.join(near)}?" if near else ""
    return UnknownNameError(f"'{text}' is no {what} of the law.", close, f"Use one of {', '.join(names[:12])} …")


def _near(text: str, words: Iterable[str]) -> list[str]:
    """Return the words that somebody may have meant, at most three."""
    names = list(dict.fromkeys(words))
    close = get_close_matches(plain(text), [plain(w) for w in names], 3, 0.6)
    return [w for w in names if plain(w) in close][:3]


def iso_date(text: str, called: str = "") -> str:
    """Return a day as it is written, or an empty text.

    Args:
        text: the day.
        called: what holds it, where that is not plain.

    Raises:
        AimsError: if it is no day of the calendar.
    """
    if text and not is_date(text):
        raise AimsError(
            f"'{text}' is no date, which the {called} must be." if called else f"'{text}' is no date.",
            "Write it as 2027-12-02.",
        )
    return text


def the_day(text: str) -> str:
    """Return the day that is asked about, as it is written.

    Raises:
        AimsError: if it is no day of the calendar, or none is named.
    """
    if not iso_date(text):
        raise AimsError("No day is named.", "Write it as 2027-12-02.")
    return text


def several(texts: str | Iterable[str]) -> list[str]:
    """Return texts as a list, also where one is handed over by itself: it is no list of its letters."""
    return [texts] if isinstance(texts, str) else list(texts)


def ordered(words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield words in the order of a vocabulary, each once."""
    wanted = set(words)
    yield from (w for w in known if w in wanted)
