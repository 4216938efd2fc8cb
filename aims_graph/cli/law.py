"""Commands about the law: what binds whom, when."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output


def binds(
    role: Annotated[str, typer.Option("--role", help="provider, deployer, importer, distributor, gpai-provider …")],
    system: Annotated[
        list[str],
        typer.Option(
            "--system",
            help="annex-iii, annex-iii-5-b, annex-i-a, annex-i-b, transparency, gpai-model …; repeat it if the system is of several kinds.",
        ),
    ],
    on: Annotated[str, typer.Option("--on", help="The day asked for, as 2027-12-02; today by default.")] = "",
    since: Annotated[str, typer.Option("--since", help="Show only what is new since this day.")] = "",
    placed: Annotated[str, typer.Option("--placed", help="When the system came on the market or into service.")] = "",
    changed: Annotated[str, typer.Option("--changed", help="When its design changed significantly.")] = "",
    public_body: Annotated[
        bool | None,
        typer.Option(
            "--public-body/--no-public-body",
            help="Whether you are a public authority or body, or the system is meant for one.",
        ),
    ] = None,
    is_: Annotated[
        list[str] | None, typer.Option("--is", help="What else you are: employer, sme, third-country …")
    ] = None,
    is_not: Annotated[list[str] | None, typer.Option("--is-not", help="What you are not.")] = None,
    becomes: Annotated[
        str,
        typer.Option(
            "--becomes-provider",
            help="Article 25 as a question: name (we put our name on it), modified, purpose or product; shows which duties appear.",
        ),
    ] = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """List what binds an operator under the EU AI Act on a day, since when, and which condition decided.

    Example: aims-graph binds --role deployer --system annex-iii --on 2027-12-02
    """
    from datetime import date

    from aims_graph.answers.law.binds import binds_table, binds_text, iso_date, situation
    from aims_graph.cli.opened import library as opened
    from aims_graph.present.console import answer
    from aims_graph.present.console import show as show_table
    from aims_graph.present.forms import form_of

    yes, no = list(is_ or []), list(is_not or [])
    if public_body is not None:
        (yes if public_body else no).append("public-body")
    library = opened()
    asked = situation(library, role, system, placed, changed, yes, no, becomes)
    table = binds_table(library, asked, iso_date(on) or date.today().isoformat(), iso_date(since))
    if form_of(form, output) == "table":
        answer(binds_text(table), output)
    else:
        show_table(table, form, output, library.names)
