"""The command that serves assistants over the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from aims_graph.cli.ports import check_free
from aims_graph.cli.workplace import AsOption, WorkspaceOption, is_named, opened, who
from aims_graph.errors import AimsError


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP on this machine instead of over standard input and output.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="With --http: where to listen, on this machine only.")
    ] = 8502,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow",
            help="With --workspace: switch on a tool that changes it, by name: set_answer, add_task; repeatable.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Serve an assistant that speaks the Model Context Protocol: it asks, everything is answered from this content, nothing is changed.

    With a workspace it can ask where the organisation stands; it changes something only by tools that --allow switches on, under a person's name.

    Example: aims-graph mcp --http --port 8502
    """
    if find_spec("mcp") is None:
        raise AimsError("The server for assistants is not installed.", "Install it too: pip install 'aims-graph[mcp]'.")
    import anyio

    from aims_graph.cli.opened import asked_library, packs
    from aims_graph.formats.library import library_of
    from aims_graph.present.console import say
    from aims_graph.serve.assistant.server import ADDRESS, PATH, READING, over_http, over_streams, server

    tools, over = READING, None
    if is_named(workspace):
        from aims_graph.serve.assistant.ours import tools_of

        place, _ = opened(workspace)
        over = place.folder / "content"
        tools = (*READING, *tools_of(place, who(place, as_) if allow else None, allow or ()))
    elif allow:
        raise AimsError("There is no workspace to change.", "Name it with --workspace.")
    asked_library(over)  # says now, and once, which files were left out
    content = packs(over)
    made = server(lambda: library_of(content), tools)
    if not http:
        anyio.run(over_streams, made)
        return
    import uvicorn

    check_free(ADDRESS, port, "Name another with --port.")
    say(f"Assistants find it at http://{ADDRESS}:{port}{PATH}; end it with Ctrl-C.")
    uvicorn.run(over_http(made, port), host=ADDRESS, port=port, log_level="warning", access_log=False)
