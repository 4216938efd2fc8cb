"""The commands for whoever holds something already, or wants to do one thing for several frameworks."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.errors import AimsError


def given(
    held: Annotated[
        list[str], typer.Argument(help="Frameworks, clauses or controls you hold: 27001, 9001, '27001 A.8.15' …")
    ],
    towards: Annotated[str, typer.Option("--towards", help="The framework you want.")] = "iso42001",
    role: Annotated[str, typer.Option("--role", help="Towards the AI Act: only what binds this role.")] = "",
    system: Annotated[
        list[str] | None, typer.Option("--system", help="Towards the AI Act: the kind of system; repeatable.")
    ] = None,
    on: Annotated[str, typer.Option("--on", help="Towards the AI Act: what binds on this day.")] = "9999-12-31",
    ask: Annotated[bool, typer.Option("--ask", help="Show which open questions would settle most.")] = False,
    form: Format = "table",
    output: Output = None,
) -> None:
    """Say what is certainly met of a framework if you hold others, what remains, in words, and what is not known.

    Example: aims-graph given 27001 9001 --towards 42001
    """
    from aims_graph.answers.binds import NEVER, duties, iso_date, situation
    from aims_graph.answers.coverage import coverage, coverage_table, coverage_text, holding_of, next_questions
    from aims_graph.cli.console import answer
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve_framework

    library = load()
    wanted = resolve_framework(towards, library)
    mine = holding_of(library, held)
    if (role or system or on != NEVER) and (wanted != "aiact" or not role or ask):
        mend = "Name --towards aiact and a --role with them, without --ask, or leave them out."
        raise AimsError("--role, --system and --on say what binds an operator under the AI Act.", mend)
    if ask:
        show_table(next_questions(library, mine, wanted), form, output)
        return
    only = {d.provision.id for d in duties(library, situation(role, system or []), iso_date(on))} if role else None
    covered = coverage(library, mine, wanted, only)
    if form == "table" and not (output and output.suffix == ".xlsx"):
        answer(coverage_text(library, mine, wanted, covered), output)
    else:
        show_table(coverage_table(library, mine, wanted, covered), form, output)


def controls(
    frameworks: Annotated[
        list[str] | None, typer.Argument(help="The frameworks, the leading one first; all five by default.")
    ] = None,
    fewest: Annotated[
        bool, typer.Option("--fewest", help="Only what meets everything in full: requirements inside no other.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Compare the two rules by which controls are computed.")
    ] = False,
    form: Format = "table",
    output: Output = None,
) -> None:
    """List the shared controls: what one implementation satisfies, what its members add, which evidence serves all.

    Example: aims-graph controls 42001 27001 9001
    """
    from aims_graph.answers import shared_controls
    from aims_graph.answers.matrix import frameworks_in_order
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve_framework

    library = load()
    order = [resolve_framework(f, library) for f in frameworks or []] or [f.id for f in frameworks_in_order(library)]
    if compare:
        show_table(shared_controls.compare(library, order), form, output)
        return
    rule = shared_controls.ceilings if fewest else shared_controls.stars
    show_table(shared_controls.controls_table(library, rule(library, order), order), form, output)


def itinerary(
    frameworks: Annotated[
        list[str] | None, typer.Argument(help="The standards, the leading one first; 42001, 27001, 9001 by default.")
    ] = None,
    form: Format = "table",
    output: Output = None,
) -> None:
    """Plan one audit for several certificates: what is looked at once, which evidence serves whom, what each standard leaves over.

    Example: aims-graph itinerary 42001 27001 9001
    """
    from aims_graph.answers.itinerary import itinerary as plan
    from aims_graph.cli.console import show as show_table
    from aims_graph.formats.library import load
    from aims_graph.identifiers import resolve_framework

    library = load()
    show_table(
        plan(library, [resolve_framework(f, library) for f in frameworks or ["42001", "27001", "9001"]]), form, output
    )
