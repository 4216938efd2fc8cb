"""Commands of the proof pack: a Statement of Applicability with all it rests on in one file, and that file worked out anew elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, FrameworkArgument, opened_on, with_controls
from aims_graph.cli.workplace import WorkspaceOption, check_installed
from aims_graph.errors import CONTENT_IS_WRONG


def proof(
    framework: FrameworkArgument = "",
    on: Day = "",
    workspace: WorkspaceOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write, a .json.")] = None,
) -> None:
    """Write the Statement of Applicability with all it rests on: entries, rows, arguments, versions and sums, so that anybody can verify it.

    Example: aims-graph soa proof 42001 -o proof.json
    """
    import json

    from aims_graph.present.console import data
    from aims_graph.workspace.proof import pack_of

    state, library, day = opened_on(workspace, on)
    found = pack_of(state, library, with_controls(state, library, framework), day)
    data((json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode(), output)


def verify(
    file: Annotated[Path, typer.Argument(help="What 'soa proof' wrote.")],
    evidence: Annotated[
        Path | None, typer.Option("--evidence", help="A folder with the files of evidence, to look at those too.")
    ] = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Work a proof pack out anew, from its own entries over the content that is here, and say what no longer holds; exit code 1 if anything.

    Example: aims-graph verify proof.json
    """
    check_installed()
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show
    from aims_graph.present.proof import broken_table
    from aims_graph.workspace.proof import read_pack
    from aims_graph.workspace.proof import verify as worked_out

    library, pack = asked_library(), read_pack(file)
    found = worked_out(pack, library, evidence)
    show(broken_table(library, pack, found, looked_at_files=evidence is not None), form, output, library.names)
    if found:
        raise typer.Exit(CONTENT_IS_WRONG)
