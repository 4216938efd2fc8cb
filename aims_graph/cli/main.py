"""Puts the commands together; turns every error into one message and an exit code.

Exit codes: 0 fine, 1 the content is wrong, 2 wrong use or could not run, 130 stopped by whoever ran it.
"""

from __future__ import annotations

import gc
import inspect
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from aims_graph.cli import app as explorer
from aims_graph.cli import (
    ask,
    assistant,
    audit,
    certify,
    content,
    document,
    duties,
    evidence,
    exchange,
    handover,
    judge,
    law,
    own,
    proof,
    query,
    reasoning,
    records,
    risks,
    serve,
    soa,
    transition,
    work,
    workspace,
)
from aims_graph.cli.grammar import Command, Group, UsageError
from aims_graph.cli.opened import over_content
from aims_graph.errors import COULD_NOT_RUN, AimsError
from aims_graph.present.console import answer, say
from aims_graph.present.meter import shown
from aims_graph.version import VERSION

#: The commands by subject, in the order of the help; of two words, the first is a group of them.
COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Ask": {
        "search": ask.search,
        "show": ask.show,
        "map": ask.map_,
        "supports": ask.supports,
        "before": work.before,
        "topics": ask.topics,
        "groups": work.groups,
        "frameworks": ask.frameworks,
        "editions": ask.editions,
        "given": work.given,
        "controls": work.controls,
        "itinerary": work.itinerary,
        "documents": work.documents,
        "matrix": work.matrix,
    },
    "Reason": {"explain": reasoning.explain, "retract": reasoning.retract, "closure": reasoning.closure},
    "Law": {"binds": law.binds, "plan": law.plan, "fines": law.fines, "facts": law.facts},
    "Graph": {"query": query.query},
    "Content": {
        "check": content.check,
        "format": content.format_,
        "migrate": content.migrate,
        "agreement": content.agreement,
    },
    "Exchange": {
        "import": exchange.import_,
        "export": exchange.export,
        "template": exchange.template,
        "lint": judge.lint,
        "suggest": judge.suggest,
    },
    "Workspace": {
        "workspace init": workspace.init,
        "workspace demo": workspace.demo,
        "workspace status": workspace.status,
        "workspace set": records.set_,
        "workspace show": records.show_,
        "workspace history": records.history,
        "workspace take-out": own.take_out,
        "workspace bring-back": own.bring_back,
        "workspace duties": duties.duties,
        "workspace export": handover.export,
        "workspace import": handover.import_,
        "workspace migrate": transition.migrate,
        "workspace backup": workspace.backup,
        "workspace restore": workspace.restore,
        "workspace upgrade": workspace.upgrade,
        "gap": workspace.gap,
        "tasks": workspace.tasks,
        "evidence list": evidence.list_,
        "evidence add": evidence.add,
        "evidence check": evidence.check,
        "risks": risks.risks,
        "soa show": soa.show,
        "soa approve": soa.approve,
        "soa compare": soa.compare,
        "soa proof": proof.proof,
        "verify": proof.verify,
        "audit programme": audit.programme,
        "audit plan": audit.plan,
        "audit findings": audit.findings,
        "audit readiness": audit.readiness,
        "audit review": audit.review,
        "certify stage1": certify.stage_1,
        "certify stage2": certify.stage_2,
        "certify body": certify.body,
        "certify days": certify.days,
        "document": document.document,
    },
    "Serve": {"app": explorer.app, "mcp": assistant.mcp, "serve": serve.serve, "publish": serve.publish},
}
#: What a shell expects of a command that was interrupted (128 and the number of the signal).
STOPPED = 130
#: Subjects, and further commands, that can be narrowed to some frameworks. The law is one framework; a query names what it asks of; whoever
#: judges or exports names what, and is judged against everything.
NARROWED = ("Ask", "Reason", "suggest", "migrate", "agreement")
#: What is said of a group of commands.
_GROUPS = {
    "workspace": "Make, change and keep an organisation's own work.",
    "evidence": "What shows that something was done: list, add, check.",
    "soa": "The Statement of Applicability: show, approve, compare, prove.",
    "audit": "Internal audits and management reviews: programme, plan, findings, what was not looked at.",
    "certify": "The way to a certificate: what the stages would find missing, the body, the days.",
}


def application(only: str = "") -> typer.Typer:
    """Return the command line: with all commands, or with one alone, whose signature is then the only one that typer reads."""
    made = typer.Typer(
        name="aims-graph",
        cls=Group,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    made.callback(invoke_without_command=True)(_top)
    groups = {"": made}
    for subject, commands in COMMANDS.items():
        for name, command in commands.items():
            if only in ("", name):
                group, _, own = name.rpartition(" ")
                if group not in groups:
                    groups[group] = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)
                    made.add_typer(groups[group], name=group, help=_GROUPS[group], rich_help_panel=subject)
                # The last paragraph of what is said of a command is its example, which ends its help.
                what, _, example = (inspect.getdoc(command) or "").rpartition("\n\n")
                with_options = groups[group].command(
                    own, cls=Command, rich_help_panel=subject, help=what, epilog=example
                )
                with_options(over_content(command, narrows=bool({subject, name} & {*NARROWED})))
    return made


def __getattr__(name: str) -> typer.Typer:
    """Return ``app``, all commands together, for whoever asks for them here; one command alone is run without."""
    if name != "app":
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return application()


def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """A knowledge graph of frameworks for artificial intelligence: what answers a requirement, what remains, what binds."""
    if version:
        answer(f"aims-graph {VERSION}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(COULD_NOT_RUN)


def run() -> None:
    """Run the command line and leave with its exit code."""
    _open_descriptors()
    # Records live as long as the command: looking for garbage among them as often as Python does only takes time.
    gc.set_threshold(200_000, 20, 20)
    # What a terminal's encoding has no sign for is written as its number instead of ending the command.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command in this process and return its exit code; ``AIMS_GRAPH_DEBUG=1`` shows the traceback behind a message."""
    try:
        asked = sys.argv[1:] if arguments is None else [*arguments]
        named = next((n for c in COMMANDS.values() for n in c if asked[: n.count(" ") + 1] == n.split()), "")
        with shown():
            code = application(named)(asked, prog_name="aims-graph", standalone_mode=False)
        if code == STOPPED:  # some releases of typer turn Ctrl+C into this code, others raise
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except SystemExit:
        return 0  # the parser leaves so if whoever reads its help has seen enough
    except (KeyboardInterrupt, typer.Abort):
        say("Stopped.")
        return STOPPED
    except (AimsError, UsageError, UnicodeEncodeError, OSError) as error:
        if os.environ.get("AIMS_GRAPH_DEBUG"):
            raise
        say(_message(error))
        return error.exit_code if isinstance(error, AimsError) else COULD_NOT_RUN


def _message(error: Exception) -> str:
    if isinstance(error, UsageError):
        context = getattr(error, "ctx", None)
        called = context.command_path if context else "aims-graph"
        what = error.format_message()  # type: ignore[attr-defined]
        return f"{what}{'' if what.endswith(('.', '?')) else '.'}\n  {called} --help says what there is."
    if isinstance(error, UnicodeEncodeError):
        return "What was typed is not UTF-8 text.\n  Set the terminal to UTF-8, or type it anew."
    if isinstance(error, OSError):
        if not error.filename:
            return f"It failed: {error.strerror}."
        return f"{error.filename} cannot be used: {error.strerror}.\n  Name one that is there and that you may use."
    return str(error)


def _open_descriptors() -> None:
    """Let closed standard streams lead nowhere: else the next file that is opened would take their number, and what is said goes there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


if __name__ == "__main__":
    run()
