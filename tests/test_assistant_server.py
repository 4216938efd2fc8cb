"""The server for assistants beside its tools: resources, prompts, a tool that never ends, and the two ways it is reached."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import anyio
import loops
import pytest
import tiny
from assistants import TOOLS, endless, text_of
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ResourceTemplateReference

from aims_graph.model import Library
from aims_graph.serve.assistant.server import PATH, over_http, server
from aims_graph.serve.assistant.tool import Tool

pytestmark = pytest.mark.usefixtures("a_main_module_of_nobody")


def test_what_takes_too_long_is_stopped_and_holds_nothing_up(library: Library) -> None:
    async def look() -> None:
        tools = (Tool("Never ends", endless, seconds=2.0), TOOLS["show"])
        async with Client(server(lambda: library, tools)) as client, anyio.create_task_group() as tasks:
            stopped: list[CallToolResult] = []

            async def ask_endless() -> None:
                stopped.append(await client.call_tool("endless", {}))

            tasks.start_soon(ask_endless)
            assert not (await client.call_tool("show", {"requirement": "42001 4.1"})).is_error
            assert not stopped
        assert "stopped after 2 seconds" in text_of(stopped[0])

    loops.run(look)


def test_resources_are_frameworks_and_requirements_and_no_other_address(library: Library) -> None:
    async def look() -> None:
        async with Client(server(lambda: library)) as client:
            listed = (await client.list_resources()).resources
            assert {r.name for r in listed} == set(library.frameworks)
            read = await client.read_resource("aims-graph://framework/iso42001")
            found = json.loads(read.contents[0].text)  # type: ignore[union-attr]
            assert [r["id"] for r in found["requirements"]] == [r.id for r in library.members("iso42001")]
            templates = (await client.list_resource_templates()).resource_templates
            assert {t.name for t in templates} == {"framework", "requirement"}
            one = await client.read_resource("aims-graph://requirement/iso42001:A.6.2.8")
            shown = json.loads(one.contents[0].text)  # type: ignore[union-attr]
            assert shown == (await client.call_tool("show", {"requirement": "42001 A.6.2.8"})).structured_content
            # So a client writes it that fills the id into the template by RFC 6570, section 3.2.2.
            filled = await client.read_resource("aims-graph://requirement/iso42001%3AA.6.2.8")
            assert json.loads(filled.contents[0].text) == shown  # type: ignore[union-attr]
            reference = ResourceTemplateReference(uri="aims-graph://requirement/{id}")
            completed = await client.complete(reference, {"name": "id", "value": "ISO42001:a.6.2."})
            assert "iso42001:A.6.2.8" in completed.completion.values
            for address in (
                "file:///etc/passwd",
                "https://example.org/",
                "aims-graph://requirement/../x",
                "aims-graph://x/y",
            ):
                with pytest.raises(MCPError, match=r"Nothing is read|No requirement"):
                    await client.read_resource(address)

    loops.run(look)


def test_prompts_name_tools_there_are_and_take_arguments_as_they_stand(library: Library) -> None:
    async def look() -> None:
        async with Client(server(lambda: library)) as client:
            prompts = (await client.list_prompts()).prompts
            assert len(prompts) == 5
            for prompt in prompts:
                given_ = {a.name: f"{{{a.name}}} of ours" for a in prompt.arguments or []}
                written = await client.get_prompt(prompt.name, given_)
                text = written.messages[0].content.text  # type: ignore[union-attr]
                assert all(value in text for value in given_.values())
                assert any(re.search(rf"\b{name}\b", text) for name in TOOLS)
                with pytest.raises(MCPError, match="is missing"):
                    await client.get_prompt(prompt.name, {})
            with pytest.raises(MCPError, match="what-answers"):
                await client.get_prompt("what", {})

    loops.run(look)


def test_over_http_another_host_name_or_origin_is_refused(library: Library) -> None:
    async def status(headers: dict[str, str]) -> int:
        app = over_http(server(lambda: library), 8502)
        sent: list[Any] = []
        body = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        all_headers = {"content-type": "application/json", "accept": "application/json, text/event-stream", **headers}
        scope = {
            **{"type": "http", "method": "POST", "path": PATH, "raw_path": PATH.encode(), "query_string": b""},
            **{"headers": [(k.encode(), v.encode()) for k, v in all_headers.items()], "http_version": "1.1"},
            **{"scheme": "http", "server": ("127.0.0.1", 8502), "client": ("127.0.0.1", 1), "root_path": ""},
        }
        messages = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]

        async def receive() -> Any:
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        async with app.router.lifespan_context(app):
            await app(scope, receive, send)
        return int(sent[0]["status"])

    ours = {"host": "127.0.0.1:8502"}
    assert loops.run(status, {"host": "example.org"}) == 421
    assert loops.run(status, {"host": "127.0.0.1:1"}) == 421
    assert loops.run(status, {**ours, "origin": "http://example.org"}) == 403
    assert loops.run(status, {**ours, "origin": "http://127.0.0.1:8502"}) not in (403, 421)


def test_over_standard_streams_a_process_answers(tmp_path: Path) -> None:
    tiny.write(tmp_path)
    command = [sys.executable, "-m", "aims_graph.cli.main", "mcp", "--alone", "--content", str(tmp_path)]

    async def look() -> None:
        async with Client(StdioServerParameters(command=command[0], args=command[1:])) as client:
            found = await client.call_tool("map", {"requirement": "a:1.1"})
            assert [e["requirement"]["id"] for e in found.structured_content["answers"]["entries"]] == ["b:1.1"]

    loops.run(look)
