"""The reference of all commands as Markdown: ``python -m aims_graph.cli.reference`` writes ``docs/cli.md`` anew."""

from __future__ import annotations

from typing import Any, cast

import typer
from typer.core import TyperGroup

from aims_graph.cli.grammar import by_subject
from aims_graph.cli.main import application
from aims_graph.present.console import answer

#: What holds for all commands of a subject.
_OF_ALL = {
    "Workspace": "They work in the workspace that `--workspace DIR` names, or for all of them `export AIMS_GRAPH_WORKSPACE=DIR`; the examples take it to be said there."
}


def reference() -> str:
    """Return what every command does, with its arguments and options; the same text from every release of typer."""
    group = cast(TyperGroup, typer.main.get_command(application()))
    context = cast(Any, typer.Context)(group, info_name="aims-graph")
    subjects = {subject: _with_their_own(commands, context) for subject, commands in by_subject(group, context).items()}
    every = next(iter(subjects["Ask"].values()))
    every.fill()
    lines = ["# `aims-graph`", "", str(group.help), "", "    aims-graph COMMAND …", ""]
    lines += ["- `--version`: Print the version and leave.", "- `--help`: Say what there is; of each command too.", ""]
    lines += ["Every command takes:", "", *_parameters(every, common=True), ""]
    for subject, commands in subjects.items():
        names = ", ".join(f"[{name}](#aims-graph-{name.replace(' ', '-')})" for name in commands)
        lines.append(f"- {subject}: {names}")
    for subject, commands in subjects.items():
        lines += ["", f"## {subject}", *(["", _OF_ALL[subject]] if subject in _OF_ALL else ())]
        for name, command in commands.items():
            command.fill()
            lines += ["", f"### `aims-graph {name}`", "", str(command.help), "", *_parameters(command, common=False)]
            lines += ["", *(f"    {line.strip()}" for line in command.epilog.removeprefix("Example:").split("\n"))]
    return "\n".join(lines) + "\n"


def _with_their_own(commands: dict[str, Any], context: Any) -> dict[str, Any]:
    """Return commands by their whole name, each group's own in its place."""
    found: dict[str, Any] = {}
    for name, command in commands.items():
        if isinstance(command, TyperGroup):
            for own in command.list_commands(context):
                found[f"{name} {own}"] = command.get_command(context, own)
        else:
            found[name] = command
    return found


def _parameters(command: Any, common: bool) -> list[str]:
    """Return a line for each argument and option, of those that every command takes or of the others."""
    lines = []
    for parameter in command.params:
        if (parameter.name in ("content", "alone")) is not common:
            continue
        is_argument = parameter.param_type_name == "argument"
        names = [parameter.name] if is_argument else [*parameter.opts, *parameter.secondary_opts]
        many = getattr(parameter, "multiple", False) or parameter.nargs == -1
        said = parameter.help or ""
        usual = parameter.default if type(parameter.default) in (str, int, float) else ""
        notes = [
            "required" if parameter.required else "",
            "repeatable" if many and "repeat" not in said else "",
            f"{usual} by default" if usual != "" and "default" not in said else "",
        ]
        more = "; ".join(filter(None, notes))
        called = ", ".join(f"`{name}`" for name in names)
        lines.append(f"- {called}: {said}{f' ({more})' if more else ''}")
    return lines


if __name__ == "__main__":
    answer(reference())
