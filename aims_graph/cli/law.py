"""Commands about the law: what binds whom, when, and what an infringement costs at most."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Endpoint, Format, Output, format_option
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from pathlib import Path

    from aims_graph.answers.law.asked import LawAnswer
    from aims_graph.answers.law.situation import Situation
    from aims_graph.model import Library

Role = Annotated[list[str], typer.Option("--role", help="{role}; repeatable.")]
System = Annotated[
    list[str],
    typer.Option("--system", help="{system}; repeatable, in any order."),
]
Is = Annotated[list[str] | None, typer.Option("--is", help="A fact that holds: {fact}; see facts.")]
IsNot = Annotated[list[str] | None, typer.Option("--is-not", help="A fact that does not hold.")]
On = Annotated[list[str] | None, typer.Option("--on", help="The day asked for, as 2027-12-02; today by default.")]
Placed = Annotated[
    list[str] | None, typer.Option("--placed", help="When the system came on the market or into service.")
]
Changed = Annotated[list[str] | None, typer.Option("--changed", help="When its design changed significantly.")]


def once(name: str, given: list[str] | None) -> str:
    """Return the one value of an option, or an empty text.

    Raises:
        AimsError: if it was given twice.
    """
    if given and len(given) > 1:
        raise AimsError(f"{name} is given {count_of(len(given), 'time')}: {', '.join(given)}.", "Give it once.")
    return given[0] if given else ""


def asked_from(
    library: Library,
    role: list[str],
    system: list[str],
    is_: list[str] | None,
    is_not: list[str] | None,
    placed: list[str] | None = None,
    changed: list[str] | None = None,
) -> Situation:
    """Return who asks, from the options every command of the law shares.

    Raises:
        AimsError: if a word is unknown or the combination cannot be.
    """
    from aims_graph.answers.law.situation import situation

    days = once("--placed", placed), once("--changed", changed)
    return situation(library, role, system, *days, is_ or [], is_not or [])


def day_asked(on: list[str] | None) -> str:
    """Return the day asked for; today if none is named.

    Raises:
        AimsError: if it is none, or given twice.
    """

    from aims_graph.answers.law.words import iso_date

    return iso_date(once("--on", on)) or clock.today().isoformat()


def binds(
    role: Role,
    system: System,
    on: On = None,
    since: Annotated[list[str] | None, typer.Option("--since", help="Show only what is new since this day.")] = None,
    placed: Placed = None,
    changed: Changed = None,
    is_: Is = None,
    is_not: IsNot = None,
    becomes: Annotated[
        list[str] | None,
        typer.Option(
            "--becomes",
            help="An act by which one counts as having another role, as a question: {becomes}; shows what appears.",
        ),
    ] = None,
    questions: Annotated[bool, typer.Option("--questions", help="Show every open question instead.")] = False,
    points: Annotated[
        bool,
        typer.Option(
            "--points",
            help="Unfold the points under each article, in the answer as text; the other forms have every point in any case.",
        ),
    ] = False,
    endpoint: Endpoint = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what binds an operator on a day, what binds if a question is answered so, and what does not bind, and why.

    Example: {binds}
    """
    from aims_graph.answers.law.asked import asked_in
    from aims_graph.answers.law.words import iso_date
    from aims_graph.cli.elsewhere import not_there, show_at
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show
    from aims_graph.present.law import question_table

    library = asked_library()
    asked = asked_from(library, role, system, is_, is_not, placed, changed)
    if endpoint:
        not_there(placed=placed, changed=changed, since=since, becomes=becomes, questions=questions, points=points)
        show_at(endpoint, library, "binding-on", _parameters(asked, day_asked(on)), form, output)
        return
    found = asked_in(library, asked, day_asked(on), iso_date(once("--since", since)), once("--becomes", becomes))
    if questions:
        show(question_table(library, found.questions), form, output, library.names)
    else:
        _show_binding(library, found, points, form, output)


def _parameters(asked: Situation, day: str) -> dict[str, str]:
    """Return what the named query of :func:`binds` is given for a situation.

    Raises:
        AimsError: if it is of several roles or kinds of system, for which the query has no place.
    """
    if len(asked.roles) > 1 or len(asked.systems_said) > 1:
        raise AimsError(
            "An endpoint answers for one role and one kind of system.", "Name one of each, or leave out --endpoint."
        )
    return {
        "role": f"aims:role-{asked.roles[0]}",
        "system": f"aims:system-{asked.systems_said[0]}",
        "day": day,
        "yes": " ".join(asked.is_),
        "no": " ".join(asked.is_not),
    }


def _show_binding(library: Library, found: LawAnswer, points: bool, form: str, output: Path | None) -> None:
    """Show what binds, in the form that is asked for; ``points`` unfolds the articles in the text."""
    from aims_graph.present.console import answer, file_for_a_workbook, prose, save, show
    from aims_graph.present.forms import form_of
    from aims_graph.present.law import asked_table
    from aims_graph.present.law_groups import binds_text, binds_workbook
    from aims_graph.present.law_page import binds_page

    chosen = form_of(form, output)
    if chosen == "xlsx":
        save(file_for_a_workbook(output, "binds.xlsx"), binds_workbook(library, found))
    elif chosen == "html":
        answer(binds_page(library, found), output)
    elif chosen == "table":
        prose(binds_text(library, found, points), output)
    else:
        show(asked_table(library, found), form, output, library.names)


def plan(
    role: Role,
    system: System,
    placed: Placed = None,
    changed: Changed = None,
    is_: Is = None,
    is_not: IsNot = None,
    form: Annotated[
        str, format_option("table, csv, json, turtle, xlsx, html or ics; the ending of --output decides.")
    ] = "",
    output: Output = None,
) -> None:
    """Say when what begins to bind, as a dated plan: a table, a workbook (.xlsx) or a calendar (.ics).

    Example: {plan}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import answer_file, file_for_a_workbook, save, show
    from aims_graph.present.forms import FORMS, form_of
    from aims_graph.present.law_plan import plan_calendar, plan_table, plan_workbook

    library = asked_library()
    asked = asked_from(library, role, system, is_, is_not, placed, changed)
    chosen = form_of(form, output, (*FORMS, "ics"))
    if chosen == "ics":
        answer_file(plan_calendar(library, asked), output)
    elif chosen == "xlsx":
        save(file_for_a_workbook(output, "plan.xlsx"), plan_workbook(library, asked))
    else:
        show(plan_table(library, asked), form, output, library.names)


def fines(
    role: Role,
    system: Annotated[
        list[str] | None,
        typer.Option("--system", help="The kind of system, for the day from which there is a duty; repeatable."),
    ] = None,
    turnover: Annotated[
        list[str] | None,
        typer.Option("--turnover", help="Total worldwide annual turnover of the preceding financial year in euro."),
    ] = None,
    on: On = None,
    is_: Is = None,
    is_not: IsNot = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say the maximum fine for each kind of infringement: by role, size and turnover, on a day, with its paragraph.

    Example: {fines}
    """
    from aims_graph.answers.law.fines import all_kinds
    from aims_graph.answers.law.fines import fines as maxima
    from aims_graph.answers.law.words import role_word
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show
    from aims_graph.present.fines import fines_table

    library, day, sum_ = asked_library(), day_asked(on), _amount(once("--turnover", turnover))
    asked = asked_from(library, role, system or all_kinds(library, [role_word(library, r) for r in role]), is_, is_not)
    show(fines_table(library, asked, maxima(library, asked, day, sum_), day, sum_), form, output, library.names)


def facts(form: Format = "", output: Output = None) -> None:
    """List the facts on which provisions hang: their questions, whose they are, and what is assumed until you say otherwise.

    Example: aims-graph facts
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show
    from aims_graph.present.law import facts_table

    library = asked_library()
    show(facts_table(library), form, output, library.names)


def _amount(text: str) -> float | None:
    if not text:
        return None
    try:
        amount = float(text.replace("_", "").replace(" ", ""))
    except ValueError:
        amount = nan
    if not 0 <= amount < inf:
        raise AimsError(f"'{text}' is no amount.", "Write digits alone, such as --turnover 20000000.")
    return amount
