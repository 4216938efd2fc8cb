"""The reference of all commands as Markdown: ``python -m aims_graph.cli.reference`` writes ``docs/cli.md`` anew."""

from __future__ import annotations

from typing import Any, cast

import typer
from typer.core import TyperGroup

from aims_graph.cli.grammar import by_subject
from aims_graph.cli.main import app
from aims_graph.present.console import answer


def reference() -> str:
    """Return what every command does, with its arguments and options; the same text from every release of typer."""
    group = cast(TyperGroup, typer.main.get_command(app))
    context = cast(Any, typer.Context)(group, info_name="aims-graph")
    subjects = by_subject(group, context)
    lines = ["# `aims-graph`", "", str(group.help), "", "    aims-graph [--version] [--help] COMMAND …", ""]
    for subject, commands in subjects.items():
        names = ", ".join(f"[{name}](#aims-graph-{name})" for name in commands)
        lines.append(f"- {subject}: {names}")
    for subject, commands in subjects.items():
        lines += ["", f"## {subject}"]
        for name, command in commands.items():
            lines += ["", f"### `aims-graph {name}`", "", str(command.help), "", *_parameters(command)]
            lines += ["", str(command.epilog)]
    return "\n".join(lines) + "\n"


def _parameters(command: Any) -> list[str]:
    lines = []
    for parameter in command.params:
        is_argument = parameter.param_type_name == "argument"
        names = [parameter.name] if is_argument else [*parameter.opts, *parameter.secondary_opts]
        many = "repeatable" if getattr(parameter, "multiple", False) or parameter.nargs == -1 else ""
        needed = "required" if parameter.required else ""
        plain = isinstance(parameter.default, str | int | float) and not isinstance(parameter.default, bool)
        usual = f"{parameter.default} if not given" if plain and parameter.default != "" else ""
        notes = "; ".join(filter(None, (needed, many, usual)))
        called = ", ".join(f"`{n}`" for n in names)
        lines.append(f"- {called}: {parameter.help or ''}{f' ({notes})' if notes else ''}".rstrip(": "))
    return lines


if __name__ == "__main__":
    answer(reference())
