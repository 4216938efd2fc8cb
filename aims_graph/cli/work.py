"""Commands that say what is to be done: in which groups and order, what is left, what is shared, audited and documented."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Endpoint, Format, Output, Requirement, format_option
from aims_graph.cli.workplace import WorkspaceOption, is_named
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.present.matrix_ours import Ours


def groups(
    group: Annotated[str, typer.Argument(help="A group, as it is called; without one, all are listed.")] = "",
    function: Annotated[str, typer.Option("--function", help="Only those that this function owns.")] = "",
    frameworks: Annotated[
        list[str] | None, typer.Option("--in", help="Count only this framework; repeatable. All by default.")
    ] = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List what a team would implement as one process, over all frameworks; or one of them: purpose, process, records, and what each member adds.

    Example: {groups}
    """
    from aims_graph.answers.groups.groups import find_group, implementations
    from aims_graph.answers.topics.topics import find_topic
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.groups import group_table, groups_table

    library = asked_library()
    owner = find_topic(library, function, "functions").id if function else ""
    found = implementations(library, [resolve_framework(f, library) for f in frameworks or ()], owner)
    if not group:
        show(groups_table(library, found).noted("aims-graph groups NAME shows one."), form, output, library.names)
        return
    chosen = find_group(library, group)
    one = next((g for g in found if g.group == chosen), None)
    if one is None:
        raise AimsError(f"{chosen.label} serves nothing of what was asked.", "Leave out --function or --in.")
    show(group_table(library, one), form, output, library.names)


def before(
    requirement: Requirement,
    frameworks: Annotated[
        list[str] | None, typer.Option("--in", help="Only over this framework and its own; repeatable. All by default.")
    ] = None,
    form: Annotated[
        str,
        format_option(
            "table, csv, json, turtle, xlsx, html, svg (drawn left to right) or graphml; by default what --output ends in."
        ),
    ] = "",
    output: Output = None,
) -> None:
    """Say what must stand before a requirement can be done, first things first: what is handed over, by what, over all frameworks.

    Example: {before}
    """
    from aims_graph.answers.requirement.before import plan_before
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve, resolve_framework
    from aims_graph.present.console import answer, show
    from aims_graph.present.forms import FORMS, form_of
    from aims_graph.present.plan_picture import plan_graphml, plan_svg
    from aims_graph.present.supports import plan_table

    library = asked_library()
    form = form_of(form, output, (*FORMS, "svg", "graphml"))
    plan = plan_before(
        library, resolve(requirement, library), [resolve_framework(f, library) for f in frameworks or ()]
    )
    if form in ("svg", "graphml"):
        answer((plan_svg if form == "svg" else plan_graphml)(library, plan), output)
    else:
        show(plan_table(library, plan), form, output, library.names)


def given(
    held: Annotated[list[str], typer.Argument(help="Frameworks, clauses or controls you hold: {held}")],
    towards: Annotated[str, typer.Option("--towards", help="The framework you want; the first by default.")] = "",
    role: Annotated[str, typer.Option("--role", help="Towards a law: only what binds this role.")] = "",
    system: Annotated[
        list[str] | None, typer.Option("--system", help="Towards a law: the kind of system; repeatable.")
    ] = None,
    on: Annotated[str, typer.Option("--on", help="Towards a law: what binds on this day.")] = "9999-12-31",
    function: Annotated[
        str,
        typer.Option("--function", help="Only what this function does, for a team's own list; see aims-graph topics."),
    ] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Show which open questions would settle most.")] = False,
    endpoint: Endpoint = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what is certainly met of a framework if you hold others, what remains, in words, and what is not known.

    Example: {given}
    """
    from aims_graph.answers.coverage.coverage import coverage, holding_of, next_questions
    from aims_graph.answers.law.days import NEVER
    from aims_graph.cli.elsewhere import not_there, show_at
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import prose, show
    from aims_graph.present.coverage import coverage_table, coverage_text, questions_table
    from aims_graph.present.forms import form_of

    library = asked_library()
    wanted = resolve_framework(towards, library) if towards else library.mapped[0].id
    if endpoint:
        not_there(role=role, system=system, on=on != NEVER, function=function, ask=ask)
        if len(held) > 1:
            raise AimsError("An endpoint answers for one framework that is held.", "Name one, or leave out --endpoint.")
        whole = {"held": f"{resolve_framework(held[0], library)}:", "towards": f"{wanted}:"}
        show_at(endpoint, library, "given-by", whole, form, output)
        return
    mine = holding_of(library, held)
    if (role or system or on != NEVER) and (wanted not in {law.id for law in library.laws} or not role or ask):
        laws = " or ".join(f"--towards {law.id}" for law in library.laws)
        mend = f"Name {laws} and a --role with them, without --ask, or leave them out."
        raise AimsError("--role, --system and --on say what binds an operator under a law.", mend)
    if ask:
        show(questions_table(library, next_questions(library, mine, wanted)), form, output, library.names)
        return
    bound = _bound(library, role, system or [], on) if role else None
    covered = coverage(library, mine, wanted, _done(library, function, bound) if function else bound)
    if form_of(form, output) == "table":
        prose(coverage_text(library, mine, wanted, covered), output)
    else:
        show(coverage_table(library, mine, wanted, covered), form, output, library.names)


def _bound(library: Library, role: str, system: list[str], on: str) -> set[str]:
    """Return the provisions that bind a role on a day.

    Raises:
        AimsError: if a word is unknown, or the day is none.
    """
    from aims_graph.answers.law.binds import duties
    from aims_graph.answers.law.situation import situation
    from aims_graph.answers.law.words import iso_date

    return {d.provision.id for d in duties(library, situation(library, role, system), iso_date(on))}


def _done(library: Library, function: str, only: set[str] | None) -> set[str]:
    """Return the requirements that a function does; of some of them, if ``only`` says which.

    Raises:
        AimsError: if no function is called so.
    """
    from aims_graph.answers.topics.topics import done_by, find_topic

    theirs = done_by(library, find_topic(library, function, "functions"))
    return theirs if only is None else only & theirs


def controls(
    frameworks: Annotated[
        list[str] | None, typer.Argument(help="The frameworks, the leading one first; all by default.")
    ] = None,
    fewest: Annotated[
        bool, typer.Option("--fewest", help="Only what meets everything in full: requirements inside no other.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Compare the two rules by which controls are computed.")
    ] = False,
    endpoint: Endpoint = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """List the shared controls: what one implementation satisfies, what its members add, which evidence serves all.

    Example: {controls}
    """
    from itertools import zip_longest

    from aims_graph.answers.controls import shared_controls
    from aims_graph.cli.elsewhere import not_there, show_at
    from aims_graph.cli.opened import asked_library
    from aims_graph.graph.query import named_queries
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.controls import controls_table, rules_table

    library = asked_library()
    order = [resolve_framework(f, library) for f in frameworks or []] or [f.id for f in library.mapped]
    if endpoint:
        not_there(fewest=fewest, compare=compare)
        places = list(named_queries()["shared-by"].parameters)
        if len(order) > len(places):
            raise AimsError(
                f"An endpoint answers for {count_of(len(places), 'framework')} at most.",
                "Name fewer, or leave out --endpoint.",
            )
        given_ = {place: f"{name}:" for place, name in zip_longest(places, order, fillvalue=order[0])}
        show_at(endpoint, library, "shared-by", given_, form, output)
        return
    if compare:
        show(rules_table(shared_controls.compare(library, order)), form, output, library.names)
        return
    rule = shared_controls.ceilings if fewest else shared_controls.stars
    show(controls_table(library, rule(library, order), order), form, output, library.names)


def itinerary(
    frameworks: Annotated[
        list[str] | None,
        typer.Argument(help="The standards, the leading one first; all that are certified by default."),
    ] = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Plan one audit for several certificates: what is looked at once, which evidence serves whom, what each standard leaves over.

    Example: {itinerary}
    """
    from aims_graph.answers.controls.itinerary import certifiable
    from aims_graph.answers.controls.itinerary import itinerary as plan
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.itinerary import itinerary_table

    library = asked_library()
    order = [resolve_framework(f, library) for f in frameworks or ()] or certifiable(library)
    show(itinerary_table(library, plan(library, order)), form, output, library.names)


def documents(
    frameworks: Annotated[
        list[str] | None,
        typer.Argument(help="The frameworks, the leading one first; all that are certified by default."),
    ] = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List what must exist in writing, the documents that serve several frameworks first, and what each of these adds.

    Example: {documents}
    """
    from aims_graph.answers.controls.documents import documents as register
    from aims_graph.answers.controls.itinerary import certifiable
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.documents import documents_table

    library = asked_library()
    order = [resolve_framework(f, library) for f in frameworks or ()] or certifiable(library)
    show(documents_table(library, register(library, order), order), form, output, library.names)


def matrix(
    output: Output = None,
    form: Annotated[str, format_option("xlsx, html, json or csv; by default what --output ends in.")] = "",
    lead: Annotated[
        str, typer.Option("--lead", help="The framework whose requirements lead; the first by default.")
    ] = "",
    table: Annotated[
        str, typer.Option("--table", help="Which of its tables a CSV file holds; the shared controls by default.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            help="A column of the table by requirement, repeatable: a framework, hands:FRAMEWORK, takes:FRAMEWORK, supports (all of these), topics or functions; with a workspace ours, or one of its columns (status, owner, due, reason, elsewhere, evidence). The other frameworks by default, with a workspace its columns before them.",
        ),
    ] = None,
    by_topic: Annotated[
        bool, typer.Option("--by-topic", help="The rows of the table by requirement under topics instead of clauses.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the unified control matrix: shared controls, each requirement with its counterparts, and what is still to do.

    With a workspace, the table by requirement leads, with status, owner, due and evidence; filled in, the workbook comes back by 'workspace import'.

    Example: aims-graph matrix -o matrix.xlsx
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import answer_file, say
    from aims_graph.present.matrix_by_requirement import BY_REQUIREMENT
    from aims_graph.present.matrix_workbook import matrix_file, table_names

    chosen = _matrix_form(form, output, table)
    # The workspace has frameworks of its own, which --frameworks may name.
    library, ours = _with_ours(workspace) if is_named(workspace) else (asked_library(), None)
    leads = resolve_framework(lead, library) if lead else library.mapped[0].id
    if (columns or by_topic or ours) and chosen == "csv" and not table:
        table = BY_REQUIREMENT  # what was asked for is of that table alone
    answer_file(matrix_file(library, chosen, leads, table, columns or (), by_topic, ours), output)
    if chosen == "csv":
        first, *rest = table_names(library, leads, table)
        others = ", ".join(f"'{name}'" for name in rest)
        say(
            f"This is one of {count_of(len(rest) + 1, 'table')}, '{first}'; all of them: -o matrix.xlsx, .html or .json."
        )
        say(f"As CSV the others: --table with {others}.")


def _matrix_form(form: str, output: Path | None, table: str) -> str:
    """Return the form of the matrix.

    Raises:
        AimsError: if there is no such form, it wants a file, or it has no place for the choice of a table.
    """
    from aims_graph.present.console import file_for_a_workbook, is_screen
    from aims_graph.present.forms import form_of
    from aims_graph.present.matrix_workbook import MATRIX_FORMS

    if not form and output is None and is_screen():
        raise AimsError(
            "The matrix is too large for a screen.",
            "Write a file: aims-graph matrix -o matrix.xlsx (or .html, .json, .csv); --format csv prints it all the same.",
        )
    chosen = form_of(form, output, MATRIX_FORMS)
    if chosen == "xlsx":
        file_for_a_workbook(output, "matrix.xlsx")
    if table and chosen != "csv":
        raise AimsError(f"A matrix as {chosen} holds every table.", "Leave out --table, or write CSV.")
    return chosen


def _with_ours(workspace: Path | None) -> tuple[Library, Ours]:
    """Return the content under a workspace, and what it has at each requirement today."""

    from aims_graph.cli.workplace import opened
    from aims_graph.present.matrix_ours import Ours
    from aims_graph.workspace.carry import standing

    place, library = opened(workspace)
    state = place.state()
    return library, Ours(library, state, standing(state, library), clock.today())
