"""Commands about the quality of the content."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output


def agreement(
    form: Format = "table",
    output: Output = None,
    reading: Annotated[
        str, typer.Option("--reading", help="second or third: which one to compare with what stood before.")
    ] = "second",
    report: Annotated[
        bool, typer.Option("--report", help="The whole report as Markdown (docs/content-quality.md).")
    ] = False,
) -> None:
    """Say how far two readings that did not see each other agree on the mappings, and what became of the differences.

    Example: aims-graph agreement --report -o docs/content-quality.md
    """
    from aims_graph.answers.agreement import DECIDED_BY, agreement_table
    from aims_graph.cli.console import answer, show
    from aims_graph.errors import AimsError
    from aims_graph.formats.library import load

    if report:
        from aims_graph.answers.quality_report import quality_report

        answer(quality_report(load()), output)
    else:
        if reading not in DECIDED_BY:
            raise AimsError(f"No reading is called '{reading}'.", f"Use {' or '.join(DECIDED_BY)}.")
        show(agreement_table(load(), reading), form, output)
