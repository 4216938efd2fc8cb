"""The answer at a requirement or group: there is one at the most, which whoever answers writes, or makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State

if TYPE_CHECKING:
    from aims_graph.workspace.change import Change


def answer_at(state: State, target: str) -> Answer | None:
    """Return the answer at a requirement or group; ``None`` if nobody gave one."""
    return next((a for a in state.all(Answer) if a.target == target), None)


def write_answer(change: Change, target: str, seen: int | None = None, **values: Any) -> str:
    """Write fields of the answer at a requirement or group, which is made where there is none; return its id.

    Args:
        change: the change in the making.
        target: the id of the requirement or group.
        seen: the last line of history that its writer knew; all of them by default.
        values: field -> value.

    Raises:
        AimsError: as :meth:`Change.set` and :meth:`Change.add`.
    """
    old = answer_at(change.state, target)
    if old is None:
        return change.add(Answer, target=target, **values)
    change.set(old.id, seen, **values)
    return old.id
