"""The assessment as a workbook for people without the tool: what is asked, what stands, and columns to fill in that find their way back.

Each row carries, hidden, the requirement's id and what stood in its cells when the workbook went out, with a mark over both; so a sheet that was sorted,
filtered or filled in part still says what it says, and one whose rows were mixed up is noticed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from aims_graph.model import Library
from aims_graph.present.characters import visible
from aims_graph.present.paper import A4, MARGINS, foot
from aims_graph.present.workbook import height, new_workbook
from aims_graph.present.workspace import (
    NO_ANSWER,
    OWN_ASSESSMENT,
    asked_in_words,
    edition_in_words,
    left_out_in_words,
    named,
    organisation_of,
    remains_in_words,
)
from aims_graph.workspace.assessment_sheet import FIELDS, FIRST, HEADS, SHEET, SHOWN, TOLD, base_of, told
from aims_graph.workspace.carry import FULL
from aims_graph.workspace.gap import Gap
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import STATUSES
from aims_graph.workspace.state import State

_SHOWN = tuple(zip(SHOWN, (7, 17, 30, 26), strict=True))
_WIDTHS = {"status": 11, "owner": 12, "due": 10, "note": 17, "reason": 15}
#: What a cell of a workbook holds at most.
_LONGEST = 32_000
#: What the list of words that a cell offers holds at most, commas included: 255 characters.
_LIST = 250


def assessment_workbook(library: Library, state: State, framework: str, gaps: Sequence[Gap]) -> bytes:
    """Return the bytes of an xlsx file with a row for each requirement.

    Args:
        library: the content.
        state: the workspace.
        framework: the framework's id.
        gaps: where its requirements stand.
    """
    stream = io.BytesIO()
    book = new_workbook(stream, f"Assessment of {library.frameworks[framework].short}")
    body = {"font_size": 9, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9C9D6"}
    looks = {
        "shown": book.add_format(body | {"bg_color": "#F2F2F6"}),
        "open": book.add_format(body | {"locked": False}),
        "day": book.add_format(body | {"num_format": "yyyy-mm-dd", "locked": False}),
    }
    head = book.add_format(body | {"bold": True, "bg_color": "#E1E1EA"})
    title = book.add_format({"bold": True, "font_size": 14})
    note = book.add_format({"font_size": 9})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(
        0, 0, visible(f"{organisation_of(state)}: assessment of {library.frameworks[framework].short}"), title
    )
    words = (
        "Fill in the white columns; sort and filter as you like.",
        OWN_ASSESSMENT,
        edition_in_words(library, framework),
    )
    sheet.write_string(1, 0, visible(" ".join(filter(None, words))), note)
    names = [*(n for n, _ in _SHOWN), *HEADS.values(), TOLD]
    for column, name in enumerate(names):
        sheet.write_string(FIRST - 1, column, name, head)
    for column, width in enumerate([*(w for _, w in _SHOWN), *(_WIDTHS[f] for f in FIELDS), 5]):
        sheet.set_column(column, column, width, None, {"hidden": column == len(names) - 1})
    people = sorted(
        {p.name for p in state.all(Person)}
        | {g.position.answer.owner for g in gaps if g.position.answer and g.position.answer.owner}
    )
    for row, gap in enumerate(gaps, FIRST):
        _write_row(sheet, row, library, gap, looks)
        carried = told(gap.requirement.id, gap.requirement.number, base_of(gap.position.answer), state)
        sheet.write_string(row, len(names) - 1, carried)
    last = FIRST + max(len(gaps), 1) - 1
    _offer(sheet, last, people)
    sheet.autofilter(FIRST - 1, 0, last, len(names) - 2)
    _fit_on_paper(sheet)
    book.close()
    return stream.getvalue()


def _write_row(sheet: Any, row: int, library: Library, gap: Gap, looks: Mapping[str, Any]) -> None:
    """Write what is asked and what stands elsewhere, then the cells to fill in, with what stands in them now."""
    answer = gap.position.answer
    said = [
        gap.requirement.number,
        gap.requirement.title,
        asked_in_words(library, gap.requirement),
        _elsewhere(library, gap),
    ]
    own = [str(getattr(answer, f) or "") if answer else "" for f in FIELDS]
    widths = [w for _, w in _SHOWN] + [_WIDTHS[f] for f in FIELDS]
    sheet.set_row(row, height([visible(t) for t in said + own], widths))
    for column, text in enumerate(said):
        sheet.write_string(row, column, visible(text)[:_LONGEST], looks["shown"])
    for column, field in enumerate(FIELDS, len(_SHOWN)):
        value = getattr(answer, field) if answer else None
        if isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), looks["day"])
        else:
            look = looks["day" if field == "due" else "open"]
            sheet.write_string(row, column, visible(str(value or ""))[:_LONGEST], look)


def _offer(sheet: Any, last: int, people: Sequence[str]) -> None:
    """Offer in the cells to fill in what may stand there, down to the last row: a status, who is here, a day."""

    def offer(field: str, rule: dict[str, object]) -> None:
        column = len(_SHOWN) + FIELDS.index(field)
        sheet.data_validation(FIRST, column, last, column, rule)

    offer(
        "status",
        {
            "validate": "list",
            "source": list(STATUSES),
            "error_title": "Status",
            "error_message": "Choose one of the list.",
        },
    )
    if people and sum(map(len, people)) + len(people) < _LIST:
        offer(
            "owner",
            {
                "validate": "list",
                "source": people,
                "error_type": "information",
                "error_message": "Nobody here is called so yet.",
            },
        )
    offer(
        "due",
        {
            "validate": "date",
            "criteria": ">",
            "value": dt.date(1990, 1, 1),
            "error_message": "Write a day, as 2027-12-02.",
        },
    )


def _fit_on_paper(sheet: Any) -> None:
    sheet.freeze_panes(FIRST, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(*MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 1)
    sheet.set_footer(foot(f"{NO_ANSWER.capitalize()}: an empty status"))


def _elsewhere(library: Library, gap: Gap) -> str:
    """Return in a few words what is met elsewhere, and what remains."""
    position = gap.position
    full = sorted({named(library, c.source) for _, c in position.carried if c.extent == FULL})
    if full:
        return f"met in full by {', '.join(full)}"
    return left_out_in_words(library, position) or remains_in_words(library, gap)
