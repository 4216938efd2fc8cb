"""A workspace as RDF: its records, what follows from them, and who changed what, each a named graph; lines of N-Quads as the content's own.

The terms are those of ``ontology/workspace.ttl``, one class a noun and one property a field, named by both (``wsp:riskOwner``). History is PROV-O:
a change is an activity of a person; it uses each record as it was and generates it as it is from then on.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import Field, fields
from typing import Any
from urllib.parse import quote

from aims_graph.graph.nodes import Pairs, Writer, boolean, quoted, typed
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.carry import FULL, PART, Position, standing
from aims_graph.workspace.change import Line
from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.shown import shown
from aims_graph.workspace.state import State

#: What identifiers of records begin with, unless the organisation gives them an address of its own.
BASE = FIXED["ws"]
RECORDS, FOLLOWS, HISTORY = "graph/records", "graph/follows", "graph/history"
#: What others call a noun, beside our own class.
_ALSO = {"person": "prov:Person", "organisation": "prov:Organization", "answer": "dpv:ConformanceAssessment"}
_TITLES = ("title", "name")
#: What ids of the content are named by in the graph.
_CONTENT = {
    "framework": "{}:",
    "edition": "{}:",
    "assessed": "{}:",
    "role": "aims:role-{}",
    "kind": "aims:system-{}",
    "evidence": "aims:evidence-{}",
}


def class_of(noun: str) -> str:
    """Return the class of a noun.

    >>> class_of("model_used")
    'wsp:ModelUsed'
    """
    return f"wsp:{NOUNS[noun].__name__}"


def property_of(noun: str, field: str) -> str:
    """Return the property of a field.

    >>> property_of("evidence", "valid_until"), property_of("site", "name")
    ('wsp:evidenceValidUntil', 'dcterms:title')
    """
    if field in _TITLES:
        return "dcterms:title"
    if field == "withdrawn":
        return "wsp:withdrawn"
    first, *rest = f"{noun}_{field}".split("_")
    return f"wsp:{first}{''.join(w.capitalize() for w in rest)}"


def word_of(noun: str, field: str, word: str) -> str:
    """Return the term of one word of a field with a closed list.

    >>> word_of("answer", "status", "not started")
    'wsp:answer-status-not-started'
    """
    return f"wsp:{noun}-{field}-{re.sub('[^a-z0-9]+', '-', word.lower())}"


def lines(
    state: State, history: Iterable[Line], library: Library, on: dt.date | None = None, base: str = BASE
) -> Iterator[str]:
    """Yield a workspace as lines of N-Quads, without a blank node.

    Args:
        state: its records.
        history: its history, oldest first.
        library: the content.
        on: the day for which what follows is worked out; today by default.
        base: what identifiers begin with; it ends in / or #.
    """
    w = _Writer(library, base)
    for noun, records in state.records.items():
        for record in records.values():
            yield from w.say(record.id, _record(w, noun, record), RECORDS)
    yield from _follows(w, state, library, on)
    yield from _history(w, history)


class _Writer:
    """Writes what a workspace says; its own identifiers begin with its base."""

    def __init__(self, library: Library, base: str) -> None:
        self._w, self._base = Writer(library), base
        self.node = self._w.node

    def own(self, name: str) -> str:
        return f"<{self._base}{quote(name, safe='-._~/')}>"

    def content(self, kind: str, name: str) -> str:
        """Return what an id of the content names; of a prefix that the content no longer declares, a name of the workspace's."""
        try:
            return self.node(_CONTENT.get(kind, "{}").format(name))
        except KeyError:
            return self.own(f"unknown/{name}")

    def say(self, name: str, pairs: Pairs, graph: str) -> Iterator[str]:
        return self._w.within(self.own(name), pairs, self.own(graph))


def _record(w: _Writer, noun: str, record: Record) -> Pairs:
    yield "rdf:type", w.node(class_of(noun))
    if noun in _ALSO:
        yield "rdf:type", w.node(_ALSO[noun])
    yield "wsp:id", quoted(record.id)
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name != "id" and value not in ("", None, ()):
            for one in value if isinstance(value, tuple) else (value,):
                yield property_of(noun, f.name), _term(w, noun, f, one)


def _term(w: _Writer, noun: str, field: Field[Any], value: Any) -> str:
    """Return one value of a field: what it names, or a literal of its type."""
    if points_to(field):
        return w.own(value)
    if field.metadata.get("content"):
        return w.content(field.metadata["content"], value)
    if field.metadata.get("words"):
        return w.node(word_of(noun, field.name, value))
    if isinstance(value, bool):
        return boolean(value)
    if isinstance(value, dt.date):
        return typed(value.isoformat(), "date")
    if field_types(NOUNS[noun])[field.name].plain is float:
        return typed(f"{value:f}", "decimal")
    return typed(str(value), "integer") if isinstance(value, int) else quoted(value)


def _follows(w: _Writer, state: State, library: Library, on: dt.date | None) -> Iterator[str]:
    """Yield where the organisation stands at each requirement of which something is said, and where its evidence counts."""
    stands = standing(state, library, on)
    for framework in editions_assessed(library):
        for position in stands.framework(framework):
            if position.status:
                yield from w.say(f"position/{position.requirement}", _position(w, position), FOLLOWS)
    for requirement, pieces in shown(state, library).items():
        for piece in pieces:
            how = "wsp:countsInFullAt" if piece.extent == FULL else "wsp:countsInPartAt"
            yield from w.say(piece.evidence.id, iter([(how, w.content("", requirement))]), FOLLOWS)


def _position(w: _Writer, position: Position) -> Pairs:
    yield "rdf:type", w.node("wsp:Position")
    yield "wsp:positionOf", w.content("", position.requirement)
    status = "wsp:position-in-part" if position.status == PART else word_of("answer", "status", position.status)
    yield "wsp:positionStatus", w.node(status)
    yield "wsp:isMet", boolean(position.is_met)
    if position.given:
        yield "wsp:answeredBy", w.own(position.given.id)
    if position.left_out_by:
        yield "wsp:leftOutThrough", w.own(position.left_out_by.id)
    for source in dict.fromkeys(s for s, c in position.carried if c.extent == FULL):
        yield "wsp:metThrough", w.own(source)
    for source in dict.fromkeys(s for s, c in position.carried if c.extent == PART):
        yield "wsp:metInPartThrough", w.own(source)


def _history(w: _Writer, history: Iterable[Line]) -> Iterator[str]:
    known: set[int] = set()
    version: dict[str, str] = {}
    for line in history:
        change = f"change/{line.change}"
        if line.change not in known:
            known.add(line.change)
            yield from w.say(change, _change(w, line), HISTORY)
        yield from w.say(f"line/{line.seq}", _line(w, line), HISTORY)
        now, before = f"{line.record}/at/{line.change}", version.get(line.record, "")
        if now != before:
            version[line.record] = now
            yield from w.say(now, _version(w, line, before), HISTORY)
            if before:
                yield from w.say(change, iter([("prov:used", w.own(before))]), HISTORY)


def _change(w: _Writer, line: Line) -> Pairs:
    yield "rdf:type", w.node("wsp:Change")
    yield "rdf:type", w.node("prov:Activity")
    yield "prov:endedAtTime", typed(line.at, "dateTime")
    yield "prov:wasAssociatedWith", w.own(line.person)


def _version(w: _Writer, line: Line, before: str) -> Pairs:
    yield "rdf:type", w.node("prov:Entity")
    yield "prov:specializationOf", w.own(line.record)
    yield "prov:wasGeneratedBy", w.own(f"change/{line.change}")
    if before:
        yield "prov:wasRevisionOf", w.own(before)


def _line(w: _Writer, line: Line) -> Pairs:
    yield "rdf:type", w.node("wsp:Line")
    yield "wsp:number", typed(str(line.seq), "integer")
    yield "wsp:inChange", w.own(f"change/{line.change}")
    yield "wsp:about", w.own(line.record)
    yield "wsp:through", quoted(line.through)
    if line.field:
        yield "wsp:field", quoted(line.field)
    if line.reason:
        yield "wsp:reason", quoted(line.reason)
    for name, said in (("wsp:before", line.before), ("wsp:after", line.after)):
        if said is not None:
            value = json.loads(said)
            yield name, quoted(value if isinstance(value, str) else said)
