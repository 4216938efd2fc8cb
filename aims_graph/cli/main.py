"""Puts the commands together; turns every error into one message and an exit code.

Exit codes: 0 fine, 1 the content is wrong, 2 wrong use or could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from aims_graph.cli import app as explorer
from aims_graph.cli import ask, content, law, query, reasoning
from aims_graph.cli.opened import over_content
from aims_graph.errors import COULD_NOT_RUN, AimsError

app = typer.Typer(
    name="aims-graph",
    help="A knowledge graph of frameworks for artificial intelligence: what answers a requirement, what remains, what binds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

#: The commands by subject, in the order of the help.
COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Ask": {
        "search": ask.search,
        "show": ask.show,
        "map": ask.map_,
        "frameworks": ask.frameworks,
        "given": ask.given,
        "controls": ask.controls,
        "itinerary": ask.itinerary,
        "matrix": ask.matrix,
    },
    "Reason": {"explain": reasoning.explain, "retract": reasoning.retract, "closure": reasoning.closure},
    "Law": {"binds": law.binds, "plan": law.plan, "fines": law.fines, "facts": law.facts},
    "Graph": {"query": query.query},
    "Content": {"check": content.check, "format": content.format_, "agreement": content.agreement},
    "Serve": {"app": explorer.app},
}
for subject, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name=name, rich_help_panel=subject)(over_content(command))


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
