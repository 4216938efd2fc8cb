"""Puts the commands together; turns every error into one message and an exit code.

Exit codes: 0 fine, 1 the content is wrong, 2 wrong use or could not run.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from aims_graph.cli import app as explorer
from aims_graph.cli import find, held, law, quality, reasoning
from aims_graph.cli.options import Content, Format, Output
from aims_graph.errors import COULD_NOT_RUN, AimsError

app = typer.Typer(
    name="aims-graph",
    help="A knowledge graph of ISO/IEC 42001, ISO/IEC 27001, ISO 9001, the NIST AI RMF and the EU AI Act.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def frameworks(form: Format = "table", output: Output = None) -> None:
    """List the frameworks, their editions and how much of each is catalogued.

    Example: aims-graph frameworks
    """
    from aims_graph.answers.requirement import frameworks_table
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load

    show_table(frameworks_table(load()), form, output)


@app.command()
def show(requirement: str, form: Format = "table", output: Output = None) -> None:
    """Show one requirement: what it demands, where it stands, who bears it and from when.

    Example: aims-graph show "Art. 26(5)"
    """
    from aims_graph.answers.requirement import requirement_table
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve

    library = load()
    show_table(requirement_table(library, resolve(requirement, library)), form, output)


@app.command(name="map")
def map_(requirement: str, form: Format = "table", output: Output = None) -> None:
    """Say what answers a requirement in the other frameworks, how far, why, and where that is written.

    Example: aims-graph map "42001 A.6.2.8"
    """
    from aims_graph.answers.requirement import mapping_table
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve

    library = load()
    show_table(mapping_table(library, resolve(requirement, library)), form, output)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query, a .rq file, or 'list'.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value, once for each parameter.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="When a query of your own is stopped.")] = 10.0,
    form: Format = "table",
    output: Output = None,
) -> None:
    """Ask a named query, or run a SPARQL file of your own in an isolated, read-only process.

    Example: aims-graph query what-maps-to --param requirement=iso42001:A.6.2.8
    """
    from aims_graph.cli.console import answer as print_text
    from aims_graph.cli.console import say
    from aims_graph.cli.console import show as show_table
    from aims_graph.graph.isolated import Limits
    from aims_graph.graph.query import answer, foreign, named_queries, queries_table
    from aims_graph.graph.results import as_table, to_turtle
    from aims_graph.vocabulary import curie, prefixes

    given_params = dict(_pair(text) for text in param or [])
    if name == "list":
        show_table(queries_table(), form, output)
        return
    named = named_queries().get(name)
    if named:
        types = {parameter.name: parameter.type for parameter in named.parameters.values()}
        found = answer(name, {k: _as_id(v, types.get(k, "")) for k, v in given_params.items()})
    elif given_params:
        raise AimsError("A query file takes no parameters.", "Write the values into the query, and leave out --param.")
    else:
        found = foreign(_read(name), Limits(seconds))
    if found.cut and form in ("csv", "turtle"):
        say(found.cut)
    if form == "turtle":
        print_text(to_turtle(found, prefixes()), output)
    else:
        show_table(as_table(found, named.title if named else "Result", curie), form, output)


@app.command()
def matrix(
    output: Output = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="xlsx, html, json or csv; by default the ending of --output decides.")
    ] = "",
    lead: Annotated[str, typer.Option("--lead", help="The framework whose requirements lead.")] = "iso42001",
) -> None:
    """Write the unified control matrix: shared controls, each requirement with its counterparts, and what is still to do.

    Example: aims-graph matrix -o matrix.xlsx
    """
    from aims_graph.answers.matrix_workbook import matrix_file
    from aims_graph.cli.console import answer, save
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve_framework

    form = form or (output.suffix.lstrip(".") if output else "csv")
    library = load()
    if form == "xlsx" and output is None:
        raise AimsError("A workbook is no text for the screen.", "Add -o matrix.xlsx, or use --format csv.")
    data = matrix_file(library, form, anchor=resolve_framework(lead, library))
    if output is None:
        answer(data.decode())
    else:
        save(output, data)


@app.command()
def check(
    content: Content = None,
    reason: Annotated[
        bool, typer.Option("--reason", help="Also ask HermiT whether ontology and content are consistent (needs Java).")
    ] = False,
    shapes: Annotated[bool, typer.Option(help="Also validate against the SHACL shapes.")] = True,
) -> None:
    """Check all content: ids, titles, counts, completeness, the rules of the reading, SHACL shapes. Prints every finding.

    Example: aims-graph check --reason
    """
    from aims_graph.answers.check import check as run_check
    from aims_graph.cli.console import answer, say

    findings = run_check(_root(content), shapes=shapes, reason=reason)
    if findings:
        answer("\n".join(map(str, findings)))
        say(f"{len(findings)} finding{'s' if len(findings) != 1 else ''}.")
        raise typer.Exit(1)
    say("All content is in order.")


@app.command(name="format")
def format_(content: Content = None) -> None:
    """Write every table in its one canonical form, so that a diff shows only what a person meant.

    Example: aims-graph format
    """
    from aims_graph.answers.canonical import format_files
    from aims_graph.cli.console import answer, say

    changed, blocked = format_files(_root(content))
    for file in changed:
        say(f"Written: {file}")
    if blocked:
        answer("\n".join(map(str, blocked)))
        raise typer.Exit(1)
    if not changed:
        say("Everything is in canonical form.")


app.command()(quality.agreement)
app.command()(law.binds)
app.command()(find.search)
app.command()(held.given)
app.command()(held.controls)
app.command()(held.itinerary)
app.command()(reasoning.closure)
app.command()(reasoning.explain)
app.command()(reasoning.retract)
app.command()(explorer.app)


def _root(content: Path | None) -> Path:
    from aims_graph.content import shipped_root

    if content is None:
        return shipped_root()
    if not (content / "ontology").is_dir() or not (content / "mappings").is_dir():
        raise AimsError(f"{content} holds no content.", "Name a folder that has ontology/ and mappings/.")
    return content


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise AimsError(f"'{text}' is no parameter.", "Write --param name=value.")
    return name, value


def _as_id(value: str, kind: str) -> str:
    """Read a parameter as people write it: the number of a requirement or the name of a framework becomes its id; all else stays."""
    from aims_graph.errors import UnknownFrameworkError, UnknownRequirementError
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve, resolve_framework

    if ":" in value and " " not in value:
        return value
    try:
        if kind == "framework":
            return f"{resolve_framework(value, load())}:"
        if kind == "requirement":
            return resolve(value, load())
    except (UnknownFrameworkError, UnknownRequirementError):
        pass  # The query says what it takes.
    return value


def _read(name: str) -> str:
    from aims_graph.graph.query import named_queries

    path = Path(name)
    if not path.is_file():
        raise AimsError(
            f"No query and no file is called '{name}'.", f"The named queries are {', '.join(named_queries())}."
        )
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AimsError(f"{name} cannot be read as UTF-8 text.", str(error)) from None


def run() -> None:
    """Run the command line; ``AIMS_GRAPH_DEBUG=1`` shows the traceback behind a message."""
    # What a terminal's encoding has no sign for is written as its number instead of ending the command.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except AimsError as error:
        if os.environ.get("AIMS_GRAPH_DEBUG"):
            raise
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except UnicodeEncodeError:
        print("What was typed is not UTF-8 text.\n  Set the terminal to UTF-8, or type it anew.", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        if os.environ.get("AIMS_GRAPH_DEBUG"):
            raise
        print(f"{error.filename or 'A file'} cannot be used: {error.strerror}.", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    run()
