"""A change of a workspace: the one way by which anything in it changes.

Every change is made by a named person, checked, written with its history and kept whole or not at all. What another writer changed after
somebody looked is never overwritten unasked. Nothing is deleted: records are withdrawn.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.model.naming import in_full
from aims_graph.workspace import acceptance, days, tables
from aims_graph.workspace.basis import basis_of
from aims_graph.workspace.people import check_right
from aims_graph.workspace.records import NOUN_OF, NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import Criteria, Risk
from aims_graph.workspace.records.scope import OwnContent, Person
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.rules import check_record
from aims_graph.workspace.state import State
from aims_graph.workspace.values import as_text, plain, reason_of, value_of


@dataclass(frozen=True)
class Line:
    """One line of history: who changed which field of what, when, by which door, from what to what (as JSON; a new record is one line, ``field`` empty), and the reason, if one was given."""

    seq: int
    change: int
    at: str
    person: str
    through: str
    noun: str
    record: str
    field: str
    before: str | None
    after: str | None
    reason: str = ""


class ConflictError(AimsError):
    """Somebody else changed the same field after it was looked at."""

    def __init__(self, library: Library, line: Line, name: str, wanted: Any) -> None:
        """Keep what stands there now, and what was wanted; ids of the content are told as what they name."""
        self.line, self.wanted = line, _told(library, wanted)
        self.theirs = _told(library, json.loads(line.after or '""'))
        super().__init__(
            f'{name} changed {line.field} of {line.record} to "{self.theirs}" at {line.at}, after you looked.',
            f"Look again; to write {self.wanted or 'nothing'} all the same, say so once more.",
        )


class Change:
    """One change in the making. ``state`` is what stood before it, with what was done so far."""

    def __init__(
        self,
        connection: Connection,
        state: State,
        person: Person,
        library: Library,
        through: str,
        at: dt.datetime | None = None,
    ) -> None:
        """Begin; nothing is written yet."""
        self._connection, self._person = connection, person
        #: By which door what follows comes, as each line of history keeps it.
        self.through = through
        #: Why what follows is done, as each line of history keeps it.
        self.reason = ""
        #: Whether files of our own content are moved along with their entries (:mod:`aims_graph.own`).
        self.moves_files = False
        self.library = library
        self.state = State(
            state.seq, {noun: dict(records) for noun, records in state.records.items()}, origin=state.origin
        )
        # Who writes is looked up where it is written: a right that was taken back a moment ago is gone.
        now = self.state.records["person"].get(person.id)
        if isinstance(now, Person):
            self._person = now
        if self._person.withdrawn or (now is None and self.state.records["person"]):
            raise AimsError(f"{person.name} is not, or no longer, in this workspace.", "Ask an owner of the workspace.")
        self._seq = state.seq
        last = connection.execute(select(func.max(tables.HISTORY.c.change))).scalar()
        self._change = (last or 0) + 1
        at = at or clock.now()
        self._at, self._day = at.isoformat(timespec="milliseconds"), days.latest_day(at)

    def add(self, cls: type[Record], **values: Any) -> str:
        """Make a record and return its id.

        Raises:
            AimsError: if the person may not, or a value cannot be.
        """
        noun = NOUN_OF[cls]
        check_right(self._person, noun)
        self._check_file(cls)
        # What may not be empty is refused where it is left out, too; but what was written wrong comes first.
        values |= {f.name: "" for f in fields(cls) if f.metadata.get("needed") and f.name not in values}
        record = cls(
            id=self._next(cls.PREFIX), **{k: value_of(cls, k, v, self.state, self.library) for k, v in values.items()}
        )
        record = self._on_its_basis(None, record, values)
        check_record(self.state, self.library, None, record, self._day)
        self._keep_criteria(record)
        tables.insert(self._connection, noun, record)
        if not self._person.id and isinstance(record, Person):
            # The first person of a workspace is made by themselves.
            self._person = record
        self._remember(noun, record.id, "", None, plain(record))
        self.state.records[noun][record.id] = record  # type: ignore[index]
        return record.id

    def set(self, record_id: str, seen: int | None = None, **values: Any) -> None:
        """Change fields of a record; a value that stands there already changes nothing.

        Args:
            record_id: the record.
            seen: the last line of history that whoever changes it had seen; by default they are believed to have seen all.
            values: field -> value, as a value or as people write it.

        Raises:
            ConflictError: if somebody else changed one of these fields after that line.
            AimsError: if the person may not, there is no such record or field, or a value cannot be.
        """
        noun, old = self.state.find(record_id)
        check_right(self._person, noun)
        new = replace(old, **{k: value_of(type(old), k, v, self.state, self.library) for k, v in values.items()})
        new = self._on_its_basis(old, new, values)
        changed = [f.name for f in fields(old) if getattr(old, f.name) != getattr(new, f.name)]
        if not changed:
            return
        if old.withdrawn and new.withdrawn:
            raise AimsError(f"{record_id} was withdrawn.", "Bring it back first: withdrawn=no.", "Bring it back first.")
        self._check_file(type(old))
        if seen is not None and seen < self.state.seq:
            # Whoever accepts a risk has looked at all that is accepted with it.
            accepts = not values.keys().isdisjoint(acceptance.ENTERED)
            self._check_seen(seen, changed, new, new if isinstance(new, Risk) and accepts else None)
        check_record(self.state, self.library, old, new, self._day)
        self._keep_criteria(new)
        self._write(noun, old, new, changed)

    def _check_file(self, cls: type[Record]) -> None:
        """Refuse what would say of a file of our own content what is not so."""
        if cls is OwnContent and not self.moves_files:
            raise AimsError(
                f"A {OwnContent.CALLED} comes in, is taken out and is brought back with its file.",
                "Use aims-graph import --into CONTENT, aims-graph workspace take-out or aims-graph workspace bring-back.",
                "Do it on the page Our own frameworks.",
            )

    def _write(self, noun: str, old: Record, new: Record, changed: list[str]) -> None:
        tables.update(self._connection, noun, new, changed)
        for name in changed:
            self._remember(noun, new.id, name, plain(old)[name], plain(new)[name])
        self.state.records[noun][new.id] = new  # type: ignore[index]

    def _keep_criteria(self, record: Record) -> None:
        """Before criteria change, keep with each acceptance that does not say so yet under which it was given."""
        if isinstance(record, Criteria):
            for risk in acceptance.before_criteria_change(self.state, record):
                self._write(NOUN_OF[Risk], self.state.get(Risk, risk.id), risk, ["accepted"])

    def withdraw(self, record_id: str) -> None:
        """Withdraw a record: it stays in history and counts no more."""
        self.set(record_id, withdrawn=True)

    def bring_back(self, record_id: str, seen: int | None = None) -> None:
        """Let a record that was withdrawn count again, as it was.

        Args:
            record_id: the record.
            seen: as in :meth:`set`.

        Raises:
            AimsError: if it is not withdrawn, or cannot be there beside what was entered meanwhile.
        """
        if not self.state.find(record_id)[1].withdrawn:
            raise AimsError(f"{record_id} is not withdrawn.", "There is nothing to bring back.")
        self.set(record_id, seen, withdrawn=False)

    def move(self, record_id: str, withdrawn: bool, text: str) -> None:
        """Note that the file of a framework or crosswalk of our own was taken out, with what it said, or is there again; moves no file (:mod:`aims_graph.own`).

        Raises:
            AimsError: if the person may not, or there is no such record.
        """
        noun, old = self.state.find(record_id)
        check_right(self._person, noun)
        new = replace(old, withdrawn=withdrawn, text=text)  # type: ignore[call-arg]
        self._write(noun, old, new, [n for n in ("withdrawn", "text") if getattr(old, n) != getattr(new, n)])

    def finish(self) -> None:
        """Check what only the whole of a change can break.

        Raises:
            AimsError: if nobody would be owner any more.
        """
        owners = [p for p in self.state.all(Person) if p.role == "owner"]
        if not owners:
            raise AimsError("Nobody would be owner of this workspace.", "Make somebody else owner first.")

    def _on_its_basis(self, old: Record | None, record: Record, values: Iterable[str]) -> Record:
        """Return a record with what it rests on: an answer on what the content says now, an acceptance on what the risk says."""
        if isinstance(record, Risk):
            return acceptance.accepting(self.state, old if isinstance(old, Risk) else None, record, values)
        # Whoever says a status again has looked at what the content says now.
        if isinstance(record, Answer) and (old is None or not {"status", "accepted_from"}.isdisjoint(values)):
            return replace(record, basis=basis_of(self.state, self.library, record) if record.status else ())
        return record

    def _check_seen(self, seen: int, changed: list[str], new: Record, accepted: Risk | None) -> None:
        """Refuse if somebody else wrote one of the changed fields after a line of history, or any of what is accepted of a risk and under which criteria."""
        h, asked = tables.HISTORY.c, {new.id: [*changed, *(acceptance.WHAT if accepted else ())]}
        for record in self.state.records["criteria"].values():
            if accepted and isinstance(record, Criteria) and record.kind == accepted.kind:
                asked[record.id] = [*acceptance.UNDER, "withdrawn"]
        of_these = or_(*(and_(h.record == i, h.field.in_([*names, ""])) for i, names in asked.items()))
        query = select(tables.HISTORY).where(h.seq > seen, of_these).order_by(h.seq.desc())
        for row in self._connection.execute(query).mappings():
            line = Line(**row)
            if not line.field:
                # The whole record was made meanwhile: what it says of a field beyond that field's default.
                said, plainly = json.loads(line.after or "{}"), plain(NOUNS[line.noun](id=line.record))
                name = next((n for n in asked[line.record] if said.get(n) != plainly[n]), "")
                if not name:
                    continue
                line = replace(line, field=name, after=json.dumps(said[name], ensure_ascii=False))
            is_by = accepted if line.record != new.id or line.field not in changed else None
            wanted = f"accepted by {is_by.accepted_by}" if is_by else getattr(new, line.field)
            raise ConflictError(self.library, line, self.state.get(Person, line.person).name, wanted)

    def _next(self, prefix: str) -> str:
        c = tables.COUNTER.c
        last = self._connection.execute(select(c.last).where(c.kind == prefix)).scalar()
        if last is None:
            self._connection.execute(tables.COUNTER.insert().values(kind=prefix, last=1))
            return f"{prefix}-1"
        self._connection.execute(tables.COUNTER.update().where(c.kind == prefix).values(last=last + 1))
        return f"{prefix}-{last + 1}"

    def _remember(self, noun: str, record: str, field: str, before: Any, after: Any) -> None:
        self._seq += 1
        self._connection.execute(
            tables.HISTORY.insert().values(
                seq=self._seq,
                change=self._change,
                at=self._at,
                person=self._person.id,
                through=self.through,
                noun=noun,
                record=record,
                field=field,
                before=None if before is None else json.dumps(before, ensure_ascii=False),
                after=None if after is None else json.dumps(after, ensure_ascii=False),
                reason=reason_of(self.reason),
            )
        )


def _told(library: Library, value: Any) -> str:
    """Return a value of a field as people read it."""
    return "; ".join(in_full(library, as_text(v)) for v in (value if isinstance(value, list | tuple) else (value,)))
