"""The server: tools, resources and prompts over the Model Context Protocol, through the official SDK, over standard streams or HTTP on this machine.

What an assistant gets wrong comes back as the result of the tool, with what there is instead, so that it can ask again. Answers are computed one at a time
in a thread; queries, and what may take long, run in processes of their own, two at a time.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

import anyio
import mcp_types as protocol
from anyio import to_process
from anyio.to_thread import run_sync
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from starlette.applications import Starlette

from aims_graph.errors import AimsError
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.pack.pack import Pack
from aims_graph.serve.assistant import asking, crosswalk, law, resources, sparql, work
from aims_graph.serve.assistant.prompts import PROMPTS
from aims_graph.serve.assistant.tool import Record, Tool
from aims_graph.version import VERSION

NAME = "aims-graph"
ADDRESS, PATH = "127.0.0.1", "/mcp"
#: Every tool that only reads.
READING: tuple[Tool, ...] = (*asking.TOOLS, *work.TOOLS, *law.TOOLS, *crosswalk.TOOLS, *sparql.TOOLS)

#: At most so many completions are handed over; the protocol allows no more.
_COMPLETIONS = 100
_LOG = logging.getLogger("aims_graph")

_Context = ServerRequestContext[Any]


class Assistant:
    """What a server answers with.

    Args:
        library: returns the content as it is now; asked anew for every question.
        tools: the tools that are offered.
    """

    def __init__(self, library: Callable[[], Library], tools: Sequence[Tool] = READING) -> None:
        """Read nothing yet."""
        self._library = library
        self._tools = {tool.name: tool for tool in tools}
        self._here, self._apart = anyio.CapacityLimiter(1), anyio.CapacityLimiter(2)

    async def tools(self, context: _Context, asked: object) -> protocol.ListToolsResult:
        """List the tools with their schemas."""
        return protocol.ListToolsResult(
            tools=[
                protocol.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.input_schema,
                    output_schema=tool.output_schema,
                    annotations=protocol.ToolAnnotations(
                        title=tool.title,
                        read_only_hint=not tool.changes,
                        open_world_hint=False,
                        idempotent_hint=not tool.changes,
                    ),
                )
                for tool in self._tools.values()
            ]
        )

    async def call(self, context: _Context, asked: protocol.CallToolRequestParams) -> protocol.CallToolResult:
        """Answer with a tool, or say as its result what was wrong."""
        tool = self._tools.get(asked.name)
        if tool is None:
            return _wrong(f"There is no tool '{asked.name}'. The tools are {', '.join(self._tools)}.")

        def answered() -> str:
            return tool.run(self._library(), tool.read(asked.arguments or {})).model_dump_json()

        try:
            if tool.seconds:
                text = await self._stopped_in_time(tool, asked.arguments or {})
            else:
                text = await run_sync(answered, limiter=self._apart if tool.apart else self._here)
        except AimsError as error:
            return _wrong(_said(error))
        except Exception:
            # What it was is for whoever runs the server; a traceback helps no assistant.
            _LOG.exception("The tool %s failed.", tool.name)
            return _wrong(f"The tool {tool.name} failed on our side; its server's log says why. Ask in another way.")
        content = protocol.TextContent(type="text", text=text)
        return protocol.CallToolResult(content=[content], structured_content=json.loads(text))

    async def _stopped_in_time(self, tool: Tool, arguments: dict[str, Any]) -> str:
        """Return the answer of a tool that runs in a process of its own.

        Raises:
            AimsError: what the tool raises, or that it was stopped.
        """
        library = await run_sync(self._library, limiter=self._here)
        with anyio.move_on_after(tool.seconds):
            found = await to_process.run_sync(
                _in_process, tool, library.packs, arguments, cancellable=True, limiter=self._apart
            )
            if isinstance(found, str):
                return found
            raise AimsError(*found)
        raise AimsError(f"It was stopped after {tool.seconds:g} seconds.", "Hand in less at once.")

    async def resources(self, context: _Context, asked: object) -> protocol.ListResourcesResult:
        """List the frameworks; of requirements there is a template."""
        library = await run_sync(self._library, limiter=self._here)
        return protocol.ListResourcesResult(
            resources=[
                protocol.Resource(
                    uri=resources.address(f.id),
                    name=f.id,
                    title=f"{f.short} ({f.edition})",
                    description=f.title,
                    mime_type="application/json",
                )
                for f in library.frameworks.values()
            ]
        )

    async def templates(self, context: _Context, asked: object) -> protocol.ListResourceTemplatesResult:
        """List the addresses of frameworks and requirements."""
        return protocol.ListResourceTemplatesResult(
            resource_templates=[
                protocol.ResourceTemplate(
                    uri_template=uri, name=uri.split("/")[2], description=what, mime_type="application/json"
                )
                for uri, what in resources.TEMPLATES.items()
            ]
        )

    async def read(self, context: _Context, asked: protocol.ReadResourceRequestParams) -> protocol.ReadResourceResult:
        """Return what stands at an address of ours."""

        def found() -> Record:
            return resources.read(self._library(), str(asked.uri))

        text = (await self._or_refuse(found)).model_dump_json()
        content = protocol.TextResourceContents(uri=asked.uri, mime_type="application/json", text=text)
        return protocol.ReadResourceResult(contents=[content])

    async def complete(self, context: _Context, asked: protocol.CompleteRequestParams) -> protocol.CompleteResult:
        """Complete the id in the address of a framework or requirement."""
        uri = asked.ref.uri if isinstance(asked.ref, protocol.ResourceTemplateReference) else ""
        library = await run_sync(self._library, limiter=self._here)
        found = resources.completed(library, uri, asked.argument.value)
        values = found[:_COMPLETIONS]
        return protocol.CompleteResult(
            completion=protocol.Completion(values=values, total=len(found), has_more=len(values) < len(found))
        )

    async def prompts(self, context: _Context, asked: object) -> protocol.ListPromptsResult:
        """List the questions that are written out."""
        return protocol.ListPromptsResult(
            prompts=[
                protocol.Prompt(
                    name=name,
                    title=prompt.title,
                    arguments=[
                        protocol.PromptArgument(name=a, description=what, required=True)
                        for a, what in prompt.arguments.items()
                    ],
                )
                for name, prompt in PROMPTS.items()
            ]
        )

    async def prompt(self, context: _Context, asked: protocol.GetPromptRequestParams) -> protocol.GetPromptResult:
        """Write a question out."""
        prompt = PROMPTS.get(asked.name)
        if prompt is None:
            raise _refused(f"There is no prompt '{asked.name}'. The prompts are {', '.join(PROMPTS)}.")
        try:
            text = prompt.filled(asked.name, asked.arguments or {})
        except AimsError as error:
            raise _refused(_said(error)) from None
        message = protocol.PromptMessage(role="user", content=protocol.TextContent(type="text", text=text))
        return protocol.GetPromptResult(description=prompt.title, messages=[message])

    async def _or_refuse(self, found: Callable[[], Record]) -> Record:
        try:
            return await run_sync(found, limiter=self._here)
        except AimsError as error:
            raise _refused(_said(error)) from None


def _said(error: AimsError) -> str:
    """Return what is wrong and what to do without options and commands; what is not for whoever asks goes to the log."""
    if error.shown != error.what:
        _LOG.warning(error.what)
    return f"{error.shown} {error.advice}"


def _in_process(tool: Tool, packs: tuple[Pack, ...], arguments: dict[str, Any]) -> str | tuple[str, str, str, str]:
    """Return the answer of a tool as JSON, or the parts of what is wrong: not every record and error finds its way between processes."""
    try:
        return tool.run(library_of(packs), tool.read(arguments)).model_dump_json()
    except AimsError as error:
        return error.what, error.mend, error.advice, error.shown


def _wrong(text: str) -> protocol.CallToolResult:
    return protocol.CallToolResult(content=[protocol.TextContent(type="text", text=text)], is_error=True)


def _refused(text: str) -> MCPError:
    return MCPError(code=protocol.INVALID_PARAMS, message=text)


def server(library: Callable[[], Library], tools: Sequence[Tool] = READING) -> Server[Any]:
    """Return a server of the protocol; a test connects to it in memory.

    Args:
        library: returns the content as it is now.
        tools: the tools it offers; those that only read by default.
    """
    assistant = Assistant(library, tools)
    return Server(
        NAME,
        version=VERSION,
        title="Frameworks for artificial intelligence, mapped",
        instructions="Requirements of standards and laws on artificial intelligence, what answers what in which framework, what remains and what binds;"
        " every answer says in which file and line it is written. Name frameworks and requirements as people write them; search finds their numbers.",
        on_list_tools=assistant.tools,
        on_call_tool=assistant.call,
        on_list_resources=assistant.resources,
        on_list_resource_templates=assistant.templates,
        on_read_resource=assistant.read,
        on_completion=assistant.complete,
        on_list_prompts=assistant.prompts,
        on_get_prompt=assistant.prompt,
    )


async def over_streams(made: Server[Any]) -> None:
    """Serve over standard input and output until the input ends."""
    async with stdio_server() as (read, write):
        await made.run(read, write, made.create_initialization_options())


def over_http(made: Server[Any], port: int) -> Starlette:
    """Return the application that serves over HTTP; requests from another host's name, or from a page of another origin, are refused."""
    names = [f"{host}:{port}" for host in (ADDRESS, "localhost")]
    security = TransportSecuritySettings(allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names])
    return made.streamable_http_app(streamable_http_path=PATH, transport_security=security, host=ADDRESS)
