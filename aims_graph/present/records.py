"""Records of a workspace as they stand, and who changed what of them: ids as what they name, for people; as they are kept, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.model.naming import in_full
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import named
from aims_graph.workspace.fields import points_to
from aims_graph.workspace.labels import has_label, label
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.state import State
from aims_graph.workspace.transition import CARRIED_FROM
from aims_graph.workspace.values import as_json, as_text, in_short

if TYPE_CHECKING:
    from aims_graph.workspace.change import Line

#: Of what a table only counts, where it is read.
_IN_FULL = {
    "statement": "All lines: aims-graph soa show FRAMEWORK --version VERSION.",
    "review": "All inputs: aims-graph document review ID -o review.docx.",
}
#: What a record is called by; of one that has none of these, by what it is of.
_TITLES = ("title", "name", "description", "number")
_ELSE = ("target", "framework", "kind", "version")
#: Kinds that are not counted by an s or -ies behind what they are called: what there is one of, and several.
_COUNTED = {
    "evidence": ("piece of evidence", "pieces of evidence"),
    "risk criteria": ("set of risk criteria", "sets of risk criteria"),
    "framework chosen": ("framework chosen", "frameworks chosen"),
    "framework or crosswalk of our own": ("framework or crosswalk of our own", "frameworks or crosswalks of our own"),
    "statement of applicability": ("statement of applicability", "statements of applicability"),
}
#: And by its day: when it was held, else when it is planned.
_DAYS = ("held_on", "planned_on")
#: What ids of the content a field holds -> the class whose terms they are.
_TERMS = {"role": "Role", "kind": "SystemKind", "evidence": "EvidenceKind"}


def record_name(library: Library, record: Record) -> str:
    """Return what a record is called in a list: its id, and its title or name, else what it is of and its day."""
    titles = [str(getattr(record, f)) for f in _TITLES if getattr(record, f, "")][:1]
    days = [str(getattr(record, f)) for f in _DAYS if getattr(record, f, None)][:1]
    said = [named(library, str(getattr(record, f))) for f in _ELSE if getattr(record, f, "")] + days
    return " ".join((record.id, *(titles or said)))


def counted(cls: type[Record], number: int) -> str:
    """Return so many records of a kind, in words.

    >>> counted(NOUNS["evidence"], 1), counted(NOUNS["choice"], 2), counted(NOUNS["body"], 3)
    ('1 piece of evidence', '2 frameworks chosen', '3 certification bodies')
    """
    return count_of(number, *_COUNTED.get(cls.CALLED, (cls.CALLED, "")))


def records_table(
    library: Library, state: State, noun: str, records: Sequence[Record], for_programs: bool = False
) -> Table:
    """Return the records of a noun, a field a column; which are withdrawn is said where one is.

    Args:
        library: the content.
        state: the workspace.
        noun: the kind of entry.
        records: the records.
        for_programs: whether ids stand as they are kept, and not as what they name.
    """
    cls = NOUNS[noun]
    untold = () if any(r.withdrawn for r in records) else ("withdrawn",)
    names = [f.name for f in fields(cls) if f.name not in untold and not f.metadata.get("derived")]
    told = _plain if for_programs else _Names(library, state, cls).of
    rows: list[tuple[Cell, ...]] = [tuple(told(n, as_json(getattr(r, n))) for n in names) for r in records]
    notes = (_IN_FULL[noun],) if rows and noun in _IN_FULL else ()
    return Table(f"{cls.CALLED[:1].upper()}{cls.CALLED[1:]}: {len(rows)}", tuple(names), tuple(rows), notes)


def history_table(
    library: Library,
    state: State,
    lines: Sequence[Line],
    set_back: Sequence[Line] = (),
    for_programs: bool = False,
    on_page: bool = False,
) -> Table:
    """Return who changed what, when, from what to what.

    Args:
        library: the content.
        state: the workspace.
        lines: the lines to show.
        set_back: the lines before which the clock was set back, which is said.
        for_programs: whether ids stand as they are kept, and not as what they name.
        on_page: whether fields are called by their labels, as in the forms, and moments to the minute; a command line changes them by their names.
    """
    people = {i: getattr(p, "name", i) for i, p in state.records["person"].items()}
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        record = state.records[line.noun].get(line.record)
        rows.append(
            (
                line.seq,
                f"{days_in_words(line.at[:10])}, {line.at[11:16]}" if on_page else line.at,
                people.get(line.person, line.person),
                line.through if for_programs else _through(library, line.through),
                line.record if for_programs or record is None else record_name(library, record),
                (_labelled(line.noun, line.field) if on_page else line.field) if line.field else "(new)",
                *(line_value(library, state, line, said, for_programs, on_page) for said in (line.before, line.after)),
                line.reason,
            )
        )
    columns: tuple[str, ...] = (
        "no.",
        "at (UTC)" if on_page else "at",
        "by",
        "through",
        "record",
        "field",
        "from",
        "to",
        "reason",
    )
    if not (for_programs or any(line.reason for line in lines)):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    notes = [
        f"Before line {b.seq} the clock went back, to {b.at}: lines count by number, not by time." for b in set_back
    ]
    return Table("Who changed what", columns, tuple(rows), tuple(notes))


def line_value(
    library: Library, state: State, line: Line, said: str | None, for_programs: bool = False, on_page: bool = False
) -> str:
    """Return one side of a line of history as people write it; of a new record the fields that say something."""
    if said is None:
        return ""
    value, cls = json.loads(said), NOUNS[line.noun]
    told = _plain if for_programs else _Names(library, state, cls).of
    if isinstance(value, dict):
        untold = {"id", *(f.name for f in fields(cls) if f.metadata.get("derived"))}
        shown = {k: v for k, v in value.items() if v not in ("", None, [], False) and k not in untold}
        if on_page:
            return "; ".join(f"{_labelled(line.noun, k)}: {told(k, v)}" for k, v in shown.items())
        return "; ".join(f"{k}={told(k, v)}" for k, v in shown.items())
    return told(line.field, value)


def _labelled(noun: str, field: str) -> str:
    """Return what a form calls a field; its name, if no form asks for it."""
    return label(noun, field) if has_label(noun, field) else field


def _plain(name: str, value: Any) -> str:
    """Return a value of a field as it is kept."""
    return in_short(name, as_text(tuple(value) if isinstance(value, list) else value))


class _Names:
    """The values of the fields of a kind of entry, their ids as what they name."""

    def __init__(self, library: Library, state: State, cls: type[Record]) -> None:
        """Remember what ids each field holds; one that a later version has taken away holds none."""
        self.library, self.state, self.noun = library, state, NOUN_OF[cls]
        self.fields = {f.name: f for f in fields(cls)}

    def of(self, name: str, value: Any) -> str:
        """Return a value of a field, several with semicolons between them."""
        if isinstance(value, list):
            return "; ".join(self._one(name, str(v)) for v in value)
        return self._one(name, value) if isinstance(value, str) else as_text(value)

    def _one(self, name: str, text: str) -> str:
        field = self.fields.get(name)
        if field is None or not text:
            return text
        if field.metadata.get("derived"):
            return in_short(name, text) if self.noun == "own_content" else self._worked_out(text)
        if noun := points_to(field):
            record = self.state.records[noun].get(text)
            return record_name(self.library, record) if record else text
        content = field.metadata.get("content")
        if content in _TERMS:
            term = self.library.terms.of(_TERMS[content]).get(text)
            return term.label if term else text
        return in_full(self.library, text) if content else in_short(name, text)

    def _worked_out(self, text: str) -> str:
        """Return what the program keeps of a risk that was accepted (``field=value``), or of what an answer rests on (``kind:name=digest``)."""
        about, equals, value = text.rpartition("=") if self.noun == "answer" else text.partition("=")
        if about in self.fields:
            return f"{about}={self._one(about, value)}"
        kind, _, name = about.partition(":")
        names = " and ".join(in_full(self.library, n) for n in name.split("--") if n)
        return f"{kind} {names} ({value})" if equals and names else text


def _through(library: Library, through: str) -> str:
    """Return by which door something came, and of which requirement of a former edition it was said, where it came along from there."""
    door, carried, rest = through.partition(CARRIED_FROM)
    name, by, source = rest.partition(" by ")
    return f"{door}{carried}{in_full(library, name)}{by}{source}"
