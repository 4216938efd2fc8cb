"""The command that takes an organisation's work from one edition of a framework to the next."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, ask_to_keep, opened, who


def migrate(
    former: Annotated[str, typer.Argument(help="The earlier edition, for instance {former}.")],
    present: Annotated[
        str, typer.Argument(help="The later edition; by default the one that took the place of the earlier.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Save it without asking.")] = False,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Carry answers, evidence, tasks, risks and findings from one edition of a framework to the next, as far as the rows between both entail it.

    Shows what is carried, what counts in part and what a person must look at, then asks. An answer given in the later edition stays.

    Example: aims-graph workspace migrate "27001:2013"
    """
    from aims_graph.present.console import answer, say, show
    from aims_graph.present.transition import kept_in_words, transition_table
    from aims_graph.workspace.transition import CARRIED, carry_over, editions, transition

    place, library = opened(workspace)
    person, state = who(place, as_), place.state()
    found = transition(state, library, *editions(library, former, present))
    show(transition_table(library, state, found), form, output, library.names)
    if not found.of(CARRIED):
        say("Nothing was saved: nothing can be carried.")
        return
    ask_to_keep(yes)
    with place.change(person, library, THROUGH) as change:
        n = carry_over(change, found)
    answer(f"{kept_in_words(n)}; 'aims-graph workspace history' says by which row.")
