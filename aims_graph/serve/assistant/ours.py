"""Tools over an organisation's workspace: where it stands, the gap, its tasks; and, only where each is switched on by name, tools that change it.

A change is made under the name of a person of the workspace, with that person's rights, and stands in the history as made through an assistant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from aims_graph import clock
from aims_graph.errors import AimsError
from aims_graph.model import Library, Source
from aims_graph.serve.assistant.records import Named, all_named, named
from aims_graph.serve.assistant.tool import Arguments, Day, Name, OneOf, Page, Paged, Record, Tool, Words, page
from aims_graph.workspace.answering import write_answer
from aims_graph.workspace.assessed import edition_assessed, targets_of
from aims_graph.workspace.carry import Position, standing
from aims_graph.workspace.dashboard import positions_of
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import gap, progress
from aims_graph.workspace.records.scope import Organisation, Person
from aims_graph.workspace.records.work import STATUSES, Task
from aims_graph.workspace.store import Workspace
from aims_graph.workspace.tasks import closing
from aims_graph.workspace.values import content_id

THROUGH = "assistant"
Status = Annotated[str, OneOf(STATUSES)]


class OurStatus(Arguments):
    """Nothing is asked: the whole is answered."""


class Progressed(Record):
    """How far a framework is: of ``total`` requirements that count at least ``least`` are certainly met, and ``most`` may be."""

    framework: str
    total: int
    least: int
    most: int
    not_applicable: int
    by_status: dict[str, int]


class Whole(Record):
    """Whose workspace it is, whether it is an invented example, and how far each framework is that it answers to."""

    organisation: str
    is_example: bool
    frameworks: tuple[Progressed, ...]


class OurGap(Paged):
    """Which framework's gap, and which part of it."""

    framework: Name = Field("", description="The framework; the first that the organisation answers to by default.")
    open_only: bool = Field(True, description="Only what is not certainly met.")


class CarriedHere(Record):
    """What settles a requirement elsewhere: the answer or certificate, what it was given at, how far, what remains, and the row that says so."""

    by: str
    given_at: str
    extent: str
    remains: str
    source: Source | None


class Place(Record):
    """Where a requirement stands: its status (empty: nobody answered), whether it is certainly met, who owns it, what is carried to it, what shows it."""

    requirement: Named
    status: str
    is_met: bool
    conflict: bool
    owner: str
    due: str
    carried: tuple[CarriedHere, ...]
    evidence: tuple[str, ...]
    tasks: tuple[str, ...]
    is_stale: bool


class Gaps(Record):
    """The progress of a framework and its requirements in order."""

    progress: Progressed
    requirements: Page[Place]


class OurTasks(Paged):
    """Whose tasks."""

    owner: Words = Field("", description="Only this person's; everybody's by default.")


class TaskHere(Record):
    """A task, and the open requirements that would certainly be met once those it is for are implemented."""

    id: str
    title: str
    state: str
    owner: str
    due: str
    is_overdue: bool
    closes: tuple[Named, ...]


class Tasks(Record):
    """The open tasks, those due first."""

    tasks: Page[TaskHere]


class SetAnswer(Arguments):
    """What the organisation says of one requirement, shared control or implementation group."""

    target: Name = Field(description="A requirement as people write it, or the id of a group.")
    status: Status = Field(description="Where it stands.")
    reason: str = Field("", max_length=2000, description="Why it does not apply, or why a control was chosen.")
    owner: str = Field("", max_length=200, description="Who answers for it; stays as it is where nothing is said.")
    due: Day = Field("", description="By when; stays as it is where nothing is said.")
    note: str = Field("", max_length=5000, description="A note; stays as it is where nothing is said.")


class AddTask(Arguments):
    """A task to add."""

    title: str = Field(min_length=1, max_length=500, description="What is to be done.")
    targets: tuple[Name, ...] = Field((), max_length=20, description="For which requirements.")
    owner: str = Field("", max_length=200, description="Who does it.")
    due: Day = Field("", description="By when.")


class Kept(Record):
    """What was kept: the record's id, under whose name, and the number of the line of history."""

    id: str
    by: str
    line: int


#: Tool -> what it does, of those that change a workspace; each is offered only where it is switched on by this name.
CHANGING = {"set_answer": "Answer at a requirement", "add_task": "Add a task"}


class _Ours:
    """What answers the tools over a workspace; each method is a tool, as :class:`Tool` has it."""

    def __init__(self, place: Workspace, person: Person | None) -> None:
        self._place, self._person = place, person

    def our_status(self, library: Library, asked: OurStatus) -> Whole:
        """Say how far the organisation of this workspace is with each framework that it answers to; its own assessment, no audit."""
        state = self._place.state()
        at = standing(state, library)
        whose = state.all(Organisation)[0]
        found = [_progress(positions_of(state, library, at, f), f) for f in targets_of(state, library)]
        return Whole(organisation=whose.name, is_example=whose.is_example, frameworks=tuple(found))

    def our_gap(self, library: Library, asked: OurGap) -> Gaps:
        """Say where the organisation stands at each requirement of a framework: its own answers, what they and its certificates certainly settle elsewhere, what remains."""
        state = self._place.state()
        wanted = edition_assessed(library, asked.framework) if asked.framework else targets_of(state, library)[0]
        gaps = gap(state, standing(state, library), wanted, counted(state, library, wanted))
        shown = [g for g in gaps if g.position.is_open or not asked.open_only]
        places = [
            Place(
                requirement=named(library, g.requirement.id),
                status=g.position.status,
                is_met=g.position.is_met,
                conflict=g.position.conflict,
                owner=g.position.answer.owner if g.position.answer else "",
                due=str(g.position.answer.due or "") if g.position.answer else "",
                carried=_carried(g.position),
                evidence=tuple(e.title for e in g.evidence),
                tasks=tuple(t.id for t in g.tasks),
                is_stale=bool(g.stale),
            )
            for g in shown
        ]
        return Gaps(progress=_progress([g.position for g in gaps], wanted), requirements=page(library, asked, places))

    def our_tasks(self, library: Library, asked: OurTasks) -> Tasks:
        """List what is left to do, those due first, with what each task would certainly close."""
        state = self._place.state()
        found = [
            TaskHere(
                id=c.task.id,
                title=c.task.title,
                state=c.task.state,
                owner=c.task.owner,
                due=str(c.task.due or ""),
                is_overdue=c.is_overdue,
                closes=all_named(library, (name for names in c.closes.values() for name in names)),
            )
            for c in closing(state, library, standing(state, library), clock.today())
            if not asked.owner or c.task.owner.casefold() == asked.owner.casefold()
        ]
        return Tasks(tasks=page(library, asked, found))

    def set_answer(self, library: Library, asked: SetAnswer) -> Kept:
        """Keep where the organisation stands at a requirement, under the name of the person this server works for; it stands in the history as made by an assistant."""
        target = content_id(library, "target", asked.target, "target")
        given = {n: v for n in ("reason", "owner", "due", "note") if (v := getattr(asked, n))} | {
            "status": asked.status
        }
        assert self._person is not None
        with self._place.change(self._person, library, THROUGH) as change:
            done = write_answer(change, target, **given)
        return Kept(id=done, by=self._person.name, line=self._place.state().seq)

    def add_task(self, library: Library, asked: AddTask) -> Kept:
        """Add a task, under the name of the person this server works for; it stands in the history as made by an assistant."""
        assert self._person is not None
        with self._place.change(self._person, library, THROUGH) as change:
            done = change.add(
                Task, title=asked.title, targets=asked.targets, owner=asked.owner, due=asked.due or None, source=THROUGH
            )
        return Kept(id=done, by=self._person.name, line=self._place.state().seq)


def tools_of(place: Workspace, person: Person | None, allowed: Iterable[str] = ()) -> tuple[Tool, ...]:
    """Return the tools over a workspace.

    Args:
        place: the workspace.
        person: under whose name changes are made.
        allowed: the names of the changing tools that are switched on.

    Raises:
        AimsError: if one is unknown, or nobody is named for it.
    """
    chosen = list(dict.fromkeys(allowed))
    for name in chosen:
        if name not in CHANGING:
            raise AimsError(f"There is no changing tool '{name}'.", f"There are: {', '.join(CHANGING)}.")
    if chosen and person is None:
        raise AimsError("A change is made under somebody's name.", "Name one with --as.")
    ours = _Ours(place, person)
    reading = (
        Tool("Where the organisation stands", ours.our_status),
        Tool("The organisation's gap", ours.our_gap),
        Tool("The organisation's tasks", ours.our_tasks),
    )
    return (*reading, *(Tool(CHANGING[name], getattr(ours, name), changes=True) for name in chosen))


def _progress(positions: list[Position], framework: str) -> Progressed:
    found = progress(positions, framework)
    return Progressed(
        framework=framework,
        total=found.total,
        least=found.least,
        most=found.most,
        not_applicable=found.left_out,
        by_status=found.by_status,
    )


def _carried(position: Position) -> tuple[CarriedHere, ...]:
    return tuple(
        CarriedHere(
            by=by,
            given_at=c.source,
            extent=c.extent,
            remains=c.remains,
            source=c.row.source if c.row else c.by[-1].source if c.by else None,
        )
        for by, c in position.carried
    )
