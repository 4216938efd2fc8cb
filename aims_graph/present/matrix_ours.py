"""What the organisation has at a requirement, as columns of the matrix: its own answer, what other answers settle, what shows it.

In the workbook the answer's columns are filled in and brought back as those of an assessment are. One table is for that, the one by requirement: a shared
control is answered at the requirement that leads it, which has its row there, and a cell that stood twice could say two things.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from aims_graph.model import Library
from aims_graph.present.sheets import Content, Entry
from aims_graph.present.workspace import carried_in_words, left_out_in_words, named
from aims_graph.workspace.assessment_sheet import HEADS, IN_MATRIX, base_of, told
from aims_graph.workspace.carry import FULL, Standing
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import STATUSES, Answer
from aims_graph.workspace.shown import Shown, shown
from aims_graph.workspace.state import State
from aims_graph.workspace.validity import VALID, validity

ELSEWHERE, EVIDENCE = "elsewhere", "evidence"
#: Column id -> its head and its width (characters).
OURS = {
    **{field: (HEADS[field], width) for field, width in zip(IN_MATRIX, (12, 14, 11, 22), strict=True)},
    ELSEWHERE: ("Settled by other answers", 30),
    EVIDENCE: ("Evidence", 28),
}  # fmt: skip
#: What a list in a cell holds at most, commas included.
_LONGEST_LIST = 255


@dataclass(frozen=True, eq=False)
class Ours:
    """A workspace as the matrix shows it, on a day."""

    library: Library
    state: State
    standing: Standing
    on: dt.date

    def cell(self, column: str, requirement: str) -> Content:
        """Return what stands in one of the columns ``OURS`` beside a requirement."""
        position = self.standing.of(requirement)
        if column == EVIDENCE:
            return "\n".join(self._evidence(s, requirement) for s in self._shown.get(requirement, ()))
        if column == ELSEWHERE and position.given and not position.is_open:
            return ""  # nothing is left for others to settle
        if column == ELSEWHERE:
            full = [pair for pair in position.carried if pair[1].extent == FULL]
            said = ["all its parts are met"] * position.by_parts
            said += filter(None, [left_out_in_words(self.library, position)])
            return "\n".join(said + [carried_in_words(self.library, *pair) for pair in full or position.carried])
        return getattr(position.answer, column) or "" if position.answer else ""

    def told(self, requirement: str, number: str) -> str:
        """Return what a row of the workbook carries, so that it finds its way back; nothing for what nobody answers at."""
        if not self.library.requirements[requirement].assessable:
            return ""
        return told(requirement, number, base_of(self.standing.answers.get(requirement), IN_MATRIX), self.state)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Which columns are filled in, and how."""
        people = sorted({p.name for p in self.state.all(Person)} | {a.owner for a in self.state.all(Answer) if a.owner})
        fit = len(",".join(people)) <= _LONGEST_LIST and not any("," in p for p in people)
        found = {
            "status": Entry(STATUSES),
            "owner": Entry(tuple(people) if fit else (), True),
            "due": Entry(is_day=True),
        }
        return {field: found.get(field, Entry()) for field in IN_MATRIX}

    @cached_property
    def _shown(self) -> dict[str, tuple[Shown, ...]]:
        return shown(self.state, self.library)

    def _evidence(self, found: Shown, requirement: str) -> str:
        e = found.evidence
        at = "" if found.through == requirement else f"at {named(self.library, found.through)}"
        stands = validity(e, self.on)
        marks = [*filter(None, (at, "" if found.in_full else found.extent, "" if stands == VALID else stands))]
        return f"{e.id} {e.title}" + (f" ({', '.join(marks)})" if marks else "")
