"""Commands that take a framework or crosswalk of an organisation's own out of its workspace, and bring it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.workplace import (
    THROUGH,
    AsOption,
    WorkspaceOption,
    ask_to_go_on,
    folder_of,
    is_preview,
    opened,
    who,
)

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.pack.pack import Pack
    from aims_graph.workspace.store import Workspace

Reason = Annotated[str, typer.Option("--reason", help="Why, as the history is to say.")]


def take_out(
    what: Annotated[
        str,
        typer.Argument(
            help="A framework of your own; or its file or a crosswalk's, as it lies in content/; or its id (OWN-1)."
        ),
    ],
    reason: Reason = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take it out without asking.")] = False,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Take a framework or crosswalk of your own out of the workspace: shows what falls with it, then asks. It can be brought back.

    Example: aims-graph workspace take-out "House rules" --reason "the customer left" --yes
    """
    from aims_graph.own.going import going, part_named
    from aims_graph.own.moving import take_out as take
    from aims_graph.own.words import going_in_words, in_the_way
    from aims_graph.present.console import answer, say

    place, library, over, folder = _opened(workspace)
    person, state = who(place, as_), place.state()
    found = going(over, folder, state, part_named(library, folder, state, what))
    answer("\n".join(going_in_words(library, found)))
    if why := in_the_way(library, found):
        say("\n".join([*why, "Nothing was taken out."]))
        raise typer.Exit(1)
    if is_preview(yes):
        say("Nothing was taken out; --yes takes it out.")
        return
    ask_to_go_on(yes, "Take it out?", "Nothing was taken out.")
    take(place, person, library, found, THROUGH, reason.strip())
    say(
        f"Taken out: {found.called}. 'aims-graph workspace show own_content --withdrawn' lists what can be brought back."
    )


def bring_back(
    what: Annotated[str, typer.Argument(help="The id of its entry: OWN-1.")],
    reason: Reason = "",
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Bring a framework or crosswalk of your own back that was taken out, with what went with it, as it was.

    Example: aims-graph workspace bring-back OWN-1 --reason "the customer is back"
    """
    from aims_graph.own.moving import bring_back as bring
    from aims_graph.own.words import faulty_as_before
    from aims_graph.present.console import say

    place, library, over, folder = _opened(workspace)
    back, faults = bring(place, who(place, as_), library, over, folder, what, THROUGH, reason.strip())
    say("\n".join([f"Brought back: {', '.join(one.title for one in back)}.", *faulty_as_before(faults)]))


def _opened(named: Path | None) -> tuple[Workspace, Library, tuple[Pack, ...], Path]:
    """Return the workspace, the content with what it has of its own, and the folder of that, as its files are named."""
    from aims_graph.cli.opened import packs

    place, library = opened(named)
    folder = folder_of(named) / "content"
    return place, library, packs(over=folder), folder
