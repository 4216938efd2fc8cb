"""What every command of this command line has in common beyond typer's own: subjects in the help, no option given twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from aims_graph.cli.opened import words_of_help
from aims_graph.errors import AimsError
from aims_graph.present.console import check_output

if TYPE_CHECKING:
    from typer import Context

#: What the parser raises; later releases of typer bring a parser of their own, whose names are not public.
UsageError: type[Exception] = next(c for c in BadParameter.__mro__ if c.__name__ == "ClickException")


#: Where the content fills in its own words and examples.
_PLACE = re.compile(r"\{([a-z]+)\}")


class Command(TyperCommand):
    """A command that refuses an option given twice, where the last one would win in silence, and a place that cannot be written.

    Its examples come from the content.
    """

    def fill(self) -> None:
        """Put the content's words and examples into the help; where it has none stands an ellipsis."""
        words = words_of_help()

        def filled(text: str | None) -> str | None:
            return _PLACE.sub(lambda found: words.get(found[1], "…"), text) if text else text

        self.help, self.epilog = filled(self.help), filled(self.epilog)
        for parameter in self.params:
            if hasattr(parameter, "help"):
                parameter.help = filled(parameter.help)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help as typer does, once it is filled in."""
        self.fill()
        super().format_help(ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as typer does, once every option stands there once.

        Raises:
            AimsError: if an option that holds one value was given more than once, or --output names what cannot be written.
        """
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(p for p in order if p.param_type_name == "option").items():
            if times > 1 and not getattr(option, "multiple", False):
                raise AimsError(f"{max(option.opts, key=len)} was given {times} times.", "Give it once.")
        rest = super().parse_args(ctx, args)
        if isinstance(output := ctx.params.get("output"), Path):
            check_output(output)
        return rest


class Group(TyperGroup):
    """All commands, listed by subject."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands of each subject under its name; typer does so only where markup is read in the help."""
        for subject, names in by_subject(self, ctx).items():
            width = formatter.width - 6 - max(map(len, names))
            with formatter.section(subject):
                formatter.write_dl([(name, command.get_short_help_str(width)) for name, command in names.items()])


def by_subject(group: TyperGroup, ctx: Context) -> dict[str, dict[str, Any]]:
    """Return subject -> name -> command, in the order of the commands."""
    found: dict[str, dict[str, Any]] = {}
    for name in group.list_commands(ctx):  # type: ignore[arg-type,unused-ignore]
        command: Any = group.get_command(ctx, name)  # type: ignore[arg-type,unused-ignore]
        found.setdefault(command.rich_help_panel or "Commands", {})[name] = command
    return found
