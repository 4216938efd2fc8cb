"""Tasks from gaps: what remains, in words, as entries that a team works from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aims_graph.model import Library
from aims_graph.workspace.carry import FULL, Standing, effects
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import Gap
from aims_graph.workspace.records.work import Answer, Task
from aims_graph.workspace.state import State

if TYPE_CHECKING:
    from aims_graph.workspace.change import Change


@dataclass(frozen=True)
class Closing:
    """A task and the open requirements that would certainly be met, by framework, if those it is for were implemented.

    Of a law only what binds the organisation's systems counts, as in the gap; ``binds_none`` are the provisions it is for that bind none of them.
    """

    task: Task
    closes: dict[str, tuple[str, ...]]
    is_overdue: bool
    binds_none: tuple[str, ...] = ()


def wanted(gaps: Iterable[Gap]) -> list[tuple[str, str, str]]:
    """Return the tasks that gaps ask for and that nobody has yet: (target, title, why).

    Where something held meets a part, the task is what remains beside it, in the words of the row or of the judged remainder; else it is the whole
    requirement.
    """
    found = []
    for gap in gaps:
        position, requirement = gap.position, gap.requirement
        if not position.is_open or gap.tasks:
            continue
        if gap.remains:
            # Beside the source that leaves least to say: what another leaves over as well is said on its page.
            sources, words = min(gap.remains, key=lambda pair: len(pair[1]))
            found.append((requirement.id, words, f"remains of {requirement.id} beside {' and '.join(sources)}"))
        else:
            found.append((requirement.id, requirement.name, requirement.summary))
    return found


def make_tasks(change: Change, gaps: Iterable[Gap], owner: str = "", due: dt.date | None = None) -> list[str]:
    """Make the tasks that gaps ask for, in one change; return their ids."""
    made = []
    answers = {a.target: a for a in change.state.all(Answer)}
    for target, title, why in wanted(gaps):
        mine = answers.get(target)
        made.append(
            change.add(
                Task,
                title=title,
                targets=(target,),
                why=why,
                owner=owner or (mine.owner if mine else ""),
                due=due or (mine.due if mine else None),
                source="gap",
            )
        )
    return made


def closing(state: State, library: Library, standing: Standing, day: dt.date, done_too: bool = False) -> list[Closing]:
    """Return the tasks, those due first, with what each closes in every framework.

    Args:
        state: the workspace.
        library: the content.
        standing: where it stands.
        day: today.
        done_too: with those that are done or dropped.
    """
    binding = {law.id: counted(state, library, law.id) for law in library.laws}

    def matters(name: str) -> bool:
        only = binding.get(library.requirements[name].framework)
        return only is None or not only.isdisjoint((name, *library.below(name)))

    found = []
    for task in state.all(Task):
        if task.is_over and not done_too:
            continue
        closed: dict[str, list[str]] = {}
        for target in task.targets:
            settled = [target] if target in library.requirements else []
            settled += [y for y, carried in effects(library, target).items() if carried.extent == FULL]
            for name in settled:
                position = standing.of(name)
                if position.is_open and matters(name):
                    closed.setdefault(library.requirements[name].framework, []).append(name)
        by_framework = {f: tuple(dict.fromkeys(sorted(names, key=library.place))) for f, names in closed.items()}
        overdue = bool(task.due and task.due < day and not task.is_over)
        idle = tuple(t for t in task.targets if t in library.requirements and not matters(t))
        found.append(Closing(task, by_framework, overdue, idle))
    return sorted(found, key=lambda c: (c.task.is_over, c.task.due or dt.date.max))
