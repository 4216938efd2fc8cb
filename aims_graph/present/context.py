"""Issues, interested parties and objectives as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.document import Grid, Heading, Text, chosen
from aims_graph.present.risks import numbers
from aims_graph.present.workspace import OWN_ASSESSMENT, named, organisation_of
from aims_graph.workspace.context import OVERDUE, entries_of, open_at
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.records.context import OBJECTIVE_STATES, Issue, Objective, Party
from aims_graph.workspace.state import State


def issues_table(library: Library, state: State, issues: Sequence[Issue]) -> Table:
    """Return the issues around and inside the organisation, one a row."""
    rows: list[tuple[Cell, ...]] = [
        (i.id, i.kind, i.title, i.effect, _of(library, i.frameworks), i.owner, as_iso(i.considered_on), i.note)
        for i in issues
    ]
    columns = ("issue", "kind", "what", "bears on", "for", "owner", "considered", "note")
    return _table(state, "Issues of", columns, rows, f"{count_of(len(rows), 'issue')}.")


def parties_table(library: Library, state: State, parties: Sequence[Party]) -> Table:
    """Return the interested parties with what they need and which of it is addressed, one a row."""
    rows: list[tuple[Cell, ...]] = [
        (
            p.id,
            p.title,
            p.needs,
            p.addressed,
            numbers(library, p.targets),
            _of(library, p.frameworks),
            p.owner,
            as_iso(p.considered_on),
            p.note,
        )
        for p in parties
    ]
    silent = sum(not p.needs for p in parties)
    note = f"{count_of(len(rows), 'interested party')}{f'; of {silent} nobody says what they need' if silent else ''}."
    columns = ("party", "who", "needs and expects", "addressed", "at", "for", "owner", "considered", "note")
    return _table(state, "Interested parties of", columns, rows, note)


def objectives_table(library: Library, state: State, objectives: Sequence[Objective], on: dt.date) -> Table:
    """Return the objectives with their planning, what came of each and what is open on a day, one a row."""
    rows: list[tuple[Cell, ...]] = [
        (
            o.id,
            o.title,
            _of(library, o.frameworks),
            o.level,
            o.action,
            o.resources,
            o.owner,
            as_iso(o.due),
            o.measure,
            o.state,
            ", ".join(filter(None, (o.result, as_iso(o.evaluated_on)))),
            "; ".join(open_at(o, on)),
        )
        for o in objectives
    ]
    by_state = [f"{n} {word}" for word in OBJECTIVE_STATES if (n := sum(o.state == word for o in objectives))]
    overdue = sum(OVERDUE in open_at(o, on) for o in objectives)
    counts = [count_of(len(rows), "objective"), *by_state, *([f"{overdue} past its day"] if overdue else [])]
    columns = (
        *("objective", "what", "for", "level", "what is done", "with what", "owner", "due", "measured by", "state"),
        *("result", "open"),
    )
    return _table(state, "Objectives of", columns, rows, f"{'; '.join(counts)}.")


def blocks(library: Library, state: State, framework: str, on: dt.date) -> list[Heading | Text | Grid]:
    """Return what a document says of the context and the objectives of a framework, of all where none is named; nothing where nothing is kept."""
    wanted = [framework] if framework else []
    issues, parties = entries_of(state, Issue, wanted), entries_of(state, Party, wanted)
    objectives = entries_of(state, Objective, wanted)
    if not (issues or parties or objectives):
        return []
    known, parties_ = issues_table(library, state, issues), parties_table(library, state, parties)
    wished = objectives_table(library, state, objectives, on)
    planning = "What is done for each, with what, by whom and by when."
    found: list[Heading | Text | Grid] = []
    for heading, text, table, columns in (
        ("External and internal issues", known.notes[0], known, ("issue", "kind", "what", "bears on", "owner", "considered")),
        ("Interested parties", parties_.notes[0], parties_, ("party", "who", "needs and expects", "addressed", "at", "considered")),
        ("Objectives", wished.notes[0], wished, ("objective", "what", "for", "level", "measured by", "state", "result", "open")),
        ("Planning to achieve them", planning, wished, ("objective", "what", "what is done", "with what", "owner", "due")),
    ):  # fmt: skip
        found += [Heading(heading), Text(text), *([chosen(table, *columns)] if table.rows else [])]
    return found


def _table(state: State, title: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], note: str) -> Table:
    return Table(f"{title} {organisation_of(state)}", columns, tuple(rows), (note, OWN_ASSESSMENT))


def _of(library: Library, frameworks: Sequence[str]) -> str:
    return ", ".join(named(library, f) for f in frameworks) or "all"
