"""An assistant over a workspace: it asks where the organisation stands, and changes only what was switched on, under a person's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import loops
import pytest
from mcp.client.client import Client
from mcp_types import CallToolResult

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.serve.assistant.ours import CHANGING, tools_of
from aims_graph.serve.assistant.server import READING, server
from aims_graph.serve.assistant.tool import Tool
from aims_graph.workspace.carry import standing
from aims_graph.workspace.people import person_named
from aims_graph.workspace.records.scope import Certificate, Person
from aims_graph.workspace.records.work import Answer, Task
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import Workspace


@pytest.fixture
def place(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    made = init_workspace(tmp_path / "w", "Anyone Ltd", "Ada", library)
    with made.change(made.state().all(Person)[0], library) as change:
        change.add(Person, name="Rea", role="reader")
        change.add(Certificate, framework="27001")
    yield made
    made.engine.dispose()


def ask(library: Library, tools: tuple[Tool, ...], name: str, **given: Any) -> CallToolResult:
    async def call() -> CallToolResult:
        async with Client(server(lambda: library, (*READING, *tools))) as client:
            return await client.call_tool(name, given)

    return loops.run(call)


def said(found: CallToolResult) -> dict[str, Any]:
    assert not found.is_error, found.content
    return dict(found.structured_content)


def test_it_says_where_the_organisation_stands(place: Workspace, library: Library) -> None:
    tools = tools_of(place, None)
    whole = said(ask(library, tools, "our_status"))
    at = standing(place.state(), library)
    least = {f["framework"]: f["least"] for f in whole["frameworks"]}
    assert whole["organisation"] == "Anyone Ltd" and whole["is_example"] is False
    assert least == {f.id: sum(p.is_met for p in at.framework(f.id)) for f in library.mapped}
    gaps = said(ask(library, tools, "our_gap", framework=42001, limit=100))
    names = [p["requirement"]["id"] for p in gaps["requirements"]["entries"]]
    assert names == [p.requirement for p in at.framework("iso42001") if not p.is_met]
    some = next(p for p in gaps["requirements"]["entries"] if p["carried"])
    assert some["carried"][0]["by"] == "CERT-1" and some["status"] == "in part"


def test_nothing_changes_unless_its_tool_was_switched_on(place: Workspace, library: Library) -> None:
    ada = person_named(place.state(), "Ada")
    names = {t.name for t in tools_of(place, ada)}
    assert names == {"our_status", "our_gap", "our_tasks"} and not any(t.changes for t in tools_of(place, ada))
    assert ask(library, tools_of(place, ada), "set_answer", target="42001 4.1", status="planned").is_error
    only = tools_of(place, ada, ["add_task"])
    assert {t.name for t in only if t.changes} == {"add_task"}
    with pytest.raises(AimsError, match="no changing tool 'delete'"):
        tools_of(place, ada, ["delete"])
    with pytest.raises(AimsError, match="somebody's name"):
        tools_of(place, None, CHANGING)


def test_a_change_stands_in_the_history_as_made_through_it(place: Workspace, library: Library) -> None:
    tools = tools_of(place, person_named(place.state(), "Ada"), CHANGING)
    kept = said(
        ask(library, tools, "set_answer", target="42001 4.1", status="in progress", owner="Bo", due="2027-03-01")
    )
    assert (kept["id"], kept["by"]) == ("A-1", "Ada")
    said(ask(library, tools, "set_answer", target="42001 4.1", status="implemented"))
    answer = place.state().get(Answer, "A-1")
    assert (answer.status, answer.owner, str(answer.due)) == ("implemented", "Bo", "2027-03-01")
    assert {line.through for line in place.history("A-1")} == {"assistant"}
    task = said(ask(library, tools, "add_task", title="Write it down", targets=["42001 4.3"]))
    assert place.state().get(Task, task["id"]).targets == ("iso42001:4.3",)
    listed = said(ask(library, tools, "our_tasks"))["tasks"]["entries"]
    assert [t["id"] for t in listed] == [task["id"]]
    assert {"iso42001:4.3"} <= {r["id"] for r in listed[0]["closes"]}


@pytest.mark.parametrize(
    ("person", "given", "says"),
    [
        ("Rea", {"target": "42001 4.1", "status": "planned"}, "may not change"),
        ("Ada", {"target": "42001 99", "status": "planned"}, "99"),
        ("Ada", {"target": "42001 4.1", "status": "not applicable", "reason": "x"}, "cannot be left out"),
        ("Ada", {"target": "42001 A.2.2", "status": "not applicable"}, "for what reason"),
        ("Ada", {"target": "42001 4.1", "status": "done"}, "status"),
        ("Ada", {"target": "42001 4.1", "status": "planned", "due": "soon"}, "due"),
    ],
)
def test_what_may_not_be_is_refused_with_words(
    person: str, given: dict[str, str], says: str, place: Workspace, library: Library
) -> None:
    tools = tools_of(place, person_named(place.state(), person), CHANGING)
    found = ask(library, tools, "set_answer", **given)
    assert found.is_error and says in str(found.content[0].text)  # type: ignore[union-attr]
    assert not place.state().all(Answer)
