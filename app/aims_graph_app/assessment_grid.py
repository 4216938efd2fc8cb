"""The assessment grid: hundreds of rows by keyboard, each change sent off at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from aims_graph.model import Library
from aims_graph.present.workspace import NO_ANSWER
from aims_graph.workspace import labels
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.gap import Gap
from aims_graph.workspace.records.work import STATUSES

_HERE = Path(__file__).parent
_HTML = """<div class="bar" aria-live="off"></div><div class="grid"></div><div class="said" role="status" aria-live="polite"></div>
<details><summary>Keys</summary><kbd>↑</kbd> <kbd>↓</kbd> row, with <kbd>Shift</kbd> several; <kbd>1</kbd> not started, <kbd>2</kbd> planned,
<kbd>3</kbd> in progress, <kbd>4</kbd> implemented, <kbd>5</kbd> not applicable; <kbd>O</kbd> owner, <kbd>D</kbd> due, <kbd>J</kbd> justification,
<kbd>N</kbd> note, <kbd>Enter</kbd> choose a status, <kbd>Ctrl</kbd>+<kbd>A</kbd> every row shown, <kbd>Ctrl</kbd>+<kbd>Z</kbd> takes the last change back. They work while a row has the focus.</details>"""


def chapter_of(library: Library, requirement_id: str) -> str:
    """Return the heading a requirement stands under: its nearest ancestor that asks for nothing, else its own first number."""
    above = list(library.above(requirement_id))
    return library.requirements[above[-1] if above else requirement_id].name


def rows_of(
    library: Library, gaps: Sequence[Gap], today: dt.date, unjustified: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return what the grid shows of each requirement.

    Args:
        library: the content.
        gaps: of one framework.
        today: the day from which something is overdue.
        unjustified: the controls that the Statement of Applicability could not list for want of a decision or a reason.
    """
    rows = []
    for gap in gaps:
        position, answer = gap.position, gap.position.answer
        carried = "met elsewhere" if position.carried_in_full else "part elsewhere" if position.carried else ""
        if position.left_out_by:
            carried = "left out with its group"
        mark = "changed" if gap.stale else "conflict" if position.conflict else ""
        if not mark and position.given and gap.requirement.id in unjustified:
            mark = "no reason"
        due = answer.due if answer else None
        rows.append(
            {
                "target": gap.requirement.id,
                "number": gap.requirement.number or gap.requirement.id.partition(":")[2],
                "title": gap.requirement.title,
                "chapter": chapter_of(library, gap.requirement.id),
                "status": answer.status if answer else "",
                "carried": carried,
                "mark": mark,
                "owner": answer.owner if answer else "",
                "due": as_iso(due),
                "note": answer.note if answer else "",
                "reason": answer.reason if answer else "",
                "late": bool(due and due < today and not position.is_met),
                "evidence": len(gap.evidence),
            }
        )
    return rows


def grid(
    rows: Sequence[dict[str, Any]],
    label: str,
    seq: int,
    selected: str,
    offered: Mapping[str, Sequence[str]],
    may: bool,
    may_not: str,
    told: Callable[[], None],
    done: Mapping[str, int],
    came: str,
    asked: int,
) -> Any:
    """Draw the grid and return what it says.

    That is always all of it: ``grid``, the name it gave itself; ``at``, the current row; ``edits``, all that is not acknowledged yet, oldest
    first, each with its number ``n``. An edit without a field takes the last change back.

    Args:
        rows: as :func:`rows_of` makes them.
        label: what a screen reader calls it.
        seq: the last line of history that the rows hold.
        selected: the requirement whose row is current.
        offered: field -> values to choose from, or to write another one.
        may: whether whoever looks may change it.
        may_not: what is said if not.
        told: what is called when it says something.
        done: name of a grid -> the number of its last edit that was dealt with.
        came: what is said of edits that were dealt with.
        asked: how often something was asked over it; it takes the focus back when that has grown.
    """
    component = st.components.v2.component(
        "aims_graph_assessment",
        html=_HTML,
        css=(_HERE / "grid.css").read_text(encoding="utf-8"),
        js=(_HERE / "grid.js").read_text(encoding="utf-8"),
    )
    data = {
        "rows": list(rows),
        "label": label,
        "seq": seq,
        "done": dict(done),
        "selected": selected,
        "offered": {field: list(values) for field, values in offered.items()},
        "may": may,
        "mayNot": may_not,
        "statuses": list(STATUSES),
        "none": NO_ANSWER,
        "columns": ["Number", "Requirement", "Status", "Owner", "Due", "Evid."],
        "fields": {field: labels.label("answer", field) for field in ("status", "owner", "due", "reason", "note")},
        "tools": "What to write in the chosen rows",
        "all": "All rows",
        "undo": "Undo",
        "saving": "saving …",
        "came": came,
        "asked": asked,
    }
    return component(
        key="assessment",
        data=data,
        on_told_change=told,
    )


def sent() -> Any:
    """Return what the grid has just said; nothing if it has not."""
    return (st.session_state.get("assessment") or {}).get("told")
