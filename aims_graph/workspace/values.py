"""A value of a field, as people write it and as it is kept: checked against what is said of the field."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from aims_graph.answers.law.words import iso_date, kind_word, role_word
from aims_graph.counting import count_of, with_article
from aims_graph.errors import AimsError
from aims_graph.identifiers import any_framework, resolve, resolve_framework
from aims_graph.model import Library
from aims_graph.workspace.assessed import edition_assessed
from aims_graph.workspace.certificates import editions_held
from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.labels import fields_of, label
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State

_TRUE, _FALSE, _NOTHING = ("yes", "true", "1"), ("no", "false", "0"), ("", "none", "-")
#: What no text may hold: characters a database or a workbook refuses, or that change the direction of others.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
LONGEST = 20_000
#: Fields that hold a list which the program made, as JSON -> what one entry of it is called.
LISTS = {"lines": "line", "inputs": "input"}


def value_of(cls: type[Record], name: str, value: Any, state: State, library: Library) -> Any:
    """Return a field's value, from a value of its type or from a text.

    Args:
        cls: the noun.
        name: the field.
        value: what it is to be.
        state: the workspace, for ids of its records.
        library: the content, for ids of its requirements.

    Raises:
        AimsError: if there is no such field, or it cannot have this value.
    """
    types = field_types(cls)
    if name not in types or name == "id":
        raise AimsError(f"An entry of the kind {cls.CALLED} has no field '{name}'.", _fields_near(cls, name))
    plain_type, optional, several = types[name]
    said = next(f for f in fields(cls) if f.name == name)
    called = f"{name} of {with_article(cls.CALLED)}"
    if said.metadata.get("derived"):
        raise AimsError(f"The {called} is worked out as the entry is saved, and nobody writes it.", "Leave it out.")
    if several:
        texts = [str(t).strip() for t in (value.split(";") if isinstance(value, str) else value)]
        divided = next((t for t in texts if ";" in t), "")
        if divided:
            raise AimsError(
                f"One value of the {called} holds a semicolon, which stands between values: '{divided}'.",
                "Write a comma or a dash.",
            )
        found = [_checked(said.metadata, t, called, state, library, points_to(said)) for t in texts if t]
        return tuple(dict.fromkeys(found))
    if plain_type is str:
        text = "" if value is None else str(value).strip()
        if said.metadata.get("needed") and not text:
            raise AimsError(f"The {called} is empty.", f"Say one: {name}=…", "Say one.")
        return _checked(said.metadata, text, called, state, library, points_to(said)) if text else text
    if optional and (value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)):
        return None
    return _typed(plain_type, value, called)


def _typed(plain_type: type, value: Any, called: str) -> Any:
    """Return a date, number or yes-or-no."""
    if plain_type is bool:
        text = str(value).strip().lower()
        if text not in (*_TRUE, *_FALSE):
            raise AimsError(f"The {called} is yes or no, not '{value}'.", "Write yes or no.")
        return text in _TRUE
    if plain_type is dt.date:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        return dt.date.fromisoformat(iso_date(str(value).strip(), called))
    try:
        number = plain_type(str(value).strip())
    except ValueError:
        raise AimsError(f"The {called} is no number: '{value}'.", "Write a number.") from None
    if not 0 <= number < 1_000_000:  # which NaN is not, either
        raise AimsError(f"The {called} cannot be {value}.", "Write a number from 0 up.")
    return number


def _fields_near(cls: type[Record], name: str) -> str:
    """Say which fields come near a name, by their names and by what pages and workbooks call them; all, where none does."""
    noun = NOUN_OF[cls]
    shown = fields_of(noun)
    written = [f.name for f in fields(cls) if f.name != "id" and not f.metadata.get("derived")]
    words = {n: label(noun, n) if n in shown else n for n in written}
    by_word = {word.casefold(): n for n, word in words.items()} | {n: n for n in words}
    found = dict.fromkeys(by_word[w] for w in difflib.get_close_matches(name.casefold(), by_word, 3))
    if not found:
        return f"There are {', '.join(words)}."
    said = (n if words[n].casefold() == n else f"{n} (elsewhere called '{words[n]}')" for n in found)
    return f"Did you mean {' or '.join(said)}?"


def reason_of(text: str) -> str:
    """Return the reason of a change, as the history keeps it.

    Raises:
        AimsError: if it holds a character that cannot be shown, or is too long.
    """
    if _FORBIDDEN.search(text):
        raise AimsError("The reason holds a character that cannot be shown.", "Take it out.")
    if len(text) > LONGEST:
        raise AimsError(f"The reason has {count_of(len(text), 'character')}.", f"Say it in fewer than {LONGEST:,}.")
    return text.strip()


def _checked(said: Any, text: str, called: str, state: State, library: Library, noun: str) -> str:
    """Return a text, if the field may have it: one of its words, an id of a record, an id of the content."""
    if _FORBIDDEN.search(text):
        raise AimsError(f"The {called} holds a character that cannot be shown.", "Take it out.")
    if len(text) > LONGEST and called.partition(" ")[0] not in LISTS:
        raise AimsError(
            f"The {called} has {count_of(len(text), 'character')}.",
            f"Keep it below {LONGEST:,}; attach a file for more.",
        )
    words = said.get("words")
    if words:
        match = next(
            (w for w in words if w == text.casefold() or w.casefold() == text.casefold().replace("_", " ")), ""
        )
        if not match:
            raise AimsError(f"The {called} cannot be '{text}'.", f"It is one of: {', '.join(words)}.")
        return str(match)
    if noun:
        found = state.get(NOUNS[noun], text)
        return found.id
    kind = said.get("content")
    return content_id(library, kind, text, called) if kind else text


def content_id(library: Library, kind: str, text: str, called: str) -> str:
    """Return the id of something of the content, from a name as people write it.

    Raises:
        AimsError: if the content has no such thing.
    """
    if kind == "framework":
        return resolve_framework(text, library)
    if kind == "assessed":
        return edition_assessed(library, text)
    if kind == "edition":
        edition = any_framework(text, library)
        if edition not in editions_held(library):
            names = ", ".join(library.frameworks[f].short for f in editions_held(library))
            raise AimsError(f"The {called} cannot be {library.frameworks[edition].short}.", f"It is one of: {names}.")
        return edition
    if kind in ("role", "kind"):
        return (role_word if kind == "role" else kind_word)(library, text)
    if kind == "evidence":
        kinds = library.terms.of("EvidenceKind")
        by_name = {i: i for i in kinds} | {t.label.casefold(): i for i, t in kinds.items()}
        found = by_name.get(text) or by_name.get(text.casefold())
        if not found:
            raise AimsError(f"The {called} cannot be '{text}'.", f"It is one of: {', '.join(kinds)}.")
        return found
    if kind == "target":
        groups = {g.id for g in library.groups}
        if text in groups:
            return text
    if text in library.requirements:
        return text
    return resolve(text, library)


def plain(record: Record) -> dict[str, Any]:
    """Return a record as JSON has it: dates as ISO text, several values as a list."""
    return {f.name: as_json(getattr(record, f.name)) for f in fields(record)}


def as_json(value: Any) -> Any:
    """Return one value as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def as_text(value: Any) -> str:
    """Return a value as people write it, such that :func:`value_of` reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def in_short(name: str, text: str) -> str:
    """Return the text of a field as it is read in a table: of a list that the program made, how many entries it has, of a file how many lines.

    >>> in_short("lines", '[{"control": "a"}, {"control": "b"}]'), in_short("note", "[]"), in_short("text", "#id: x\\nid\\n")
    ('2 lines', '[]', '2 lines')
    """
    if name == "text" and text:
        return count_of(len(text.splitlines()), "line")
    if name not in LISTS or not text:
        return text
    try:
        return count_of(len(json.loads(text)), LISTS[name])
    except (ValueError, TypeError):
        return text


def named_fields(pairs: Iterable[str]) -> dict[str, str]:
    """Return field -> text from ``field=text`` as a command line has it.

    Raises:
        AimsError: if one has no ``=``, or a field is given twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise AimsError(
                f"'{pair}' is no field with a value.",
                "Write field=value, as in status=implemented.",
                "Name the field and its value.",
            )
        if name in found:
            raise AimsError(f"{name} is given twice.", "Give it once.")
        found[name] = text
    return found
