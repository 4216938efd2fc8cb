"""Commands about the content itself: is it right, is it in form, how far do its readings agree."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.counting import count_of, some_of

#: So many of the checks that were left out are named; the rest are counted.
_NAMED = 8


def check(
    reason: Annotated[
        bool, typer.Option("--reason", help="Also ask HermiT whether ontology and content are consistent (needs Java).")
    ] = False,
    shapes: Annotated[bool, typer.Option(help="Also validate against the SHACL shapes.")] = True,
) -> None:
    """Check all content: ids, titles, counts, completeness, the rules of the reading, SHACL shapes. Prints every finding, causes first.

    Example: aims-graph check --no-shapes
    """
    from aims_graph.check.content import report
    from aims_graph.cli.opened import packs
    from aims_graph.present.console import answer, say

    found = report(packs(), shapes=shapes, reason=reason)
    for look in found.to_look_at:
        say(f"To look at, no fault: {look}")
    if found.findings:
        count, left = len(found.findings), len(found.left_out)
        answer("\n".join(map(str, found.findings)))
        say(f"{count_of(count, 'finding')}.")
        if left:
            say(f"Left out because of them, {count_of(left, 'check')}: {some_of(found.left_out, _NAMED, '; ')}.")
        raise typer.Exit(1)
    say("All content is in order.")


def format_() -> None:
    """Write every table in its one canonical form, so that a diff shows only what a person meant.

    Example: aims-graph format
    """
    from aims_graph.check.form import format_files
    from aims_graph.cli.opened import packs
    from aims_graph.present.console import answer, say

    changed, blocked = format_files(packs())
    for file in changed:
        say(f"Written: {file}")
    if blocked:
        answer("\n".join(map(str, blocked)))
        raise typer.Exit(1)
    if not changed:
        say("Everything is in canonical form.")


def migrate(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="The edition to migrate to, for instance {edition}; by default those that mappings speak of now.",
        ),
    ] = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Carry every mapping set on an earlier edition to the later one, as far as both relations entail it, and list what a person must look at.

    Example: {migrate}
    """
    from aims_graph.answers.editions.migration import migrations
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import any_framework
    from aims_graph.present.console import show
    from aims_graph.present.editions import migration_table

    library = asked_library()
    done = migrations(library, any_framework(to, library) if to else "")
    show(migration_table(library, done), form, output, library.names)


def agreement(
    form: Format = "",
    output: Output = None,
    reading: Annotated[
        str | None,
        typer.Option(
            "--reading",
            help="second, third, fourth or fifth: which one to compare with what stood before; second by default.",
        ),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="The whole report as Markdown (docs/content-quality.md).")
    ] = False,
) -> None:
    """Say how far two readings that did not see each other agree on mappings, supports and topics, and what became of the differences.

    Example: aims-graph agreement --report -o content-quality.md
    """
    from dataclasses import replace

    from aims_graph.cli.opened import asked_library
    from aims_graph.errors import AimsError
    from aims_graph.model import LATER
    from aims_graph.present.agreement import agreement_table, supports_agree, topics_agree
    from aims_graph.present.console import answer, show

    library = asked_library()
    if report:
        from aims_graph.present.forms import form_of
        from aims_graph.present.quality_report import quality_report

        if reading is not None:
            raise AimsError("The whole report is of every reading.", "Leave out --reading or --report.")
        form_of(form, output, ("markdown",))
        answer(quality_report(library), output)
    else:
        reading = LATER[0] if reading is None else reading
        if reading not in LATER:
            raise AimsError(f"No reading is called '{reading}'.", f"Use {' or '.join(LATER)}.")
        table = agreement_table(library, reading)
        notes = (*table.notes, *supports_agree(library), *topics_agree(library))
        show(replace(table, notes=notes), form, output, library.names)
