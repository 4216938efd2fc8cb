"""What a tool of the server is, what it may be asked with, and how a long answer is cut into pages.

A tool is a function from a library and a record of arguments to a record of the answer; both schemas are made from these two records.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from inspect import getdoc
from typing import Annotated, Any, Generic, Literal, TypeVar, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from aims_graph.answers.law.words import iso_date
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.numbers import LONGEST

T = TypeVar("T")


class OneOf:
    """Marks a text that is one of some words, which validation and schema then hold to; the words stand where they are known, and only there."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words."""
        self.words = tuple(words)

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of these words."""
        return handler(Literal[self.words])


def _name(value: object) -> object:
    """Take a whole number for its text; refuse one with a point: 6.1 and 6.10 are two requirements and one number."""
    if isinstance(value, float):
        raise ValueError("a number with a point must stand in quotes, for 6.1 and 6.10 are two requirements")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _counted(value: object) -> object:
    """Refuse true and false where a number is asked for, which are 1 and 0 to Python and to nobody else."""
    if isinstance(value, bool):
        raise ValueError("true and false are no number")
    return value


def _day(text: str) -> str:
    try:
        return iso_date(text)
    except AimsError as error:
        raise ValueError(f"{error.shown} {error.advice}") from None


#: What names a framework or requirement: a text, or a whole number such as 27001.
Name = Annotated[
    str,
    Field(max_length=LONGEST),
    BeforeValidator(_name, json_schema_input_type=Annotated[str, Field(max_length=LONGEST)] | int),
]
#: What is called by words alone: a topic, a role, a query. An error says it again, so it is no longer than a name.
Words = Annotated[str, Field(max_length=LONGEST)]
#: Marks a number that is no truth value.
COUNTED = BeforeValidator(_counted)
#: A day as 2027-12-02, or nothing.
Day = Annotated[str, Field(max_length=LONGEST), AfterValidator(_day)]


class Arguments(BaseModel):
    """What a tool is asked with; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Arguments):
    """What a tool is asked with whose answer comes in pages."""

    limit: Annotated[int, COUNTED] = Field(20, ge=1, le=100, description="How many entries a page holds.")
    cursor: str = Field(
        "", max_length=60, description="Where to go on: next_cursor of the page before, all else asked alike."
    )


class Record(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


class Page(Record, Generic[T]):
    """Some entries of an answer, how many there are in all, and the cursor of the next page; empty: this was the last."""

    entries: tuple[T, ...]
    total: int
    next_cursor: str


def page(library: Library, asked: Paged, found: Sequence[T]) -> Page[T]:
    """Return the page of what was found that is asked for.

    Raises:
        AimsError: if the cursor belongs to another question, or the content has changed since.
    """
    start = _start(library, asked)
    end = start + asked.limit
    following = f"{end}.{_digest(library, asked)}" if end < len(found) else ""
    return Page[Any](entries=tuple(found[start:end]), total=len(found), next_cursor=following)


def _start(library: Library, asked: Paged) -> int:
    if not asked.cursor:
        return 0
    place, _, digest = asked.cursor.partition(".")
    if not (place.isascii() and place.isdigit()) or digest != _digest(library, asked):
        raise AimsError(
            f"The cursor '{asked.cursor}' belongs to another question, or the content has changed since.",
            "Ask again without a cursor.",
        )
    return int(place)


def _digest(library: Library, asked: Paged) -> str:
    question = asked.model_dump_json(exclude={"cursor", "limit"})
    return sha256(f"{type(asked).__name__} {question} {library.stamp}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Tool:
    """One tool: its title, what answers it, and whether it changes anything.

    ``apart`` says that it starts a process of its own for what takes long; ``seconds``, if any, that all of it is to run in one, and when it is stopped.

    ``run`` takes a library and a record of arguments and returns a record; its name, its documentation and the types in its signature
    are the tool's name, description and schemas.
    """

    title: str
    run: Callable[[Library, Any], Record]
    changes: bool = False
    apart: bool = False
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.run.__name__.rstrip("_")

    @property
    def description(self) -> str:
        """What it does, for whoever chooses among tools."""
        return getdoc(self.run) or ""

    @cached_property
    def asked(self) -> type[Arguments]:
        """The record of its arguments."""
        found: type[Arguments] = get_type_hints(self.run, include_extras=True)["asked"]
        return found

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return self.asked.model_json_schema()

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of its answer."""
        answer: type[Record] = get_type_hints(self.run, include_extras=True)["return"]
        return answer.model_json_schema(mode="serialization")

    def read(self, arguments: Mapping[str, object]) -> Arguments:
        """Return arguments as a record.

        Raises:
            AimsError: if some are missing, unknown or of another type; it names all of them.
        """
        try:
            return self.asked.model_validate(arguments)
        except ValidationError as error:
            known = {name: field.description or "" for name, field in self.asked.model_fields.items()}
            wrong = "; ".join(dict.fromkeys(_fault(e, known) for e in _told(error.errors(include_url=False))))
            raise AimsError(f"{wrong}.", f"{self.name} takes {', '.join(known)}.") from None


#: What the library that validates finds -> how it is said, of what else it tells.
_WRONG = {
    "too_short": "lists {actual_length}: give at least {min_length}",
    "too_long": "lists {actual_length}: give at most {max_length}",
    "string_too_long": "is too long: give at most {max_length} characters",
    "string_type": "is no text",
    "tuple_type": "is no list",
    "int_type": "is no whole number",
    "int_parsing": "is no whole number",
    "int_from_float": "is no whole number",
    "float_type": "is no number",
    "float_parsing": "is no number",
    "finite_number": "is no number that has an end",
    "dict_type": "does not say of each name its value",
    "greater_than_equal": "is too small: give {ge:g} or more",
    "less_than_equal": "is too large: give {le:g} or less",
    "literal_error": "is not one of {expected}",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
}


def _told(errors: Iterable[Any]) -> list[Any]:
    """Leave out that a list is too short where something in it is wrong: it was counted without that."""
    found = list(errors)
    inside = {e["loc"][:-1] for e in found}
    return [e for e in found if e["type"] != "too_short" or e["loc"] not in inside]


def _fault(error: Any, known: Mapping[str, str]) -> str:
    """Say what is wrong with one argument; of one that is empty, what it is to hold (argument -> its description)."""
    where = ".".join(str(part) for part in error["loc"] if part not in ("str", "int", "function-after"))
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(where, known, 1)
        return f"There is no argument '{where}'" + (f", but '{near[0]}'" if near else "")
    if error["type"] == "missing":
        return f"The argument '{where}' is missing"
    if error["type"] in ("too_short", "string_too_short") and not error["input"]:
        return f"'{where}' is empty; give there: {known.get(where, '')}".rstrip(": .")
    if error["type"] in _WRONG:
        return f"'{where}' {_WRONG[error['type']].format(**error.get('ctx', {}))}"
    return f"{where}: {error['msg'].removeprefix('Value error, ').rstrip('.')}"
