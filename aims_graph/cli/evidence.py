"""Commands of evidence: what there is and where it counts, attached, looked at whether it is still what was attached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Format, Output
from aims_graph.cli.subject import Day, opened_on
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, opened, who
from aims_graph.errors import CONTENT_IS_WRONG, AimsError

_Soon = Annotated[int, typer.Option("--soon", min=0, help="Within how many days the end of its validity is near.")]


def list_(
    requirement: Annotated[
        str, typer.Argument(help="What counts at this requirement; by default all evidence there is.")
    ] = "",
    expiring: Annotated[bool, typer.Option("--expiring", help="Only what has expired or expires soon.")] = False,
    soon: _Soon = 60,
    on: Day = "",
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List the evidence with its validity and at how many requirements it counts; or what counts at one requirement, and through what.

    Evidence of something that contains a requirement shows that too, in full; where both only share a demand, in part.

    Example: aims-graph evidence list "27001 A.8.15"
    """
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import show
    from aims_graph.present.evidence import evidence_table, shown_table
    from aims_graph.workspace.records.work import Evidence
    from aims_graph.workspace.shown import shown
    from aims_graph.workspace.validity import EXPIRED, EXPIRES, validity

    state, library, day = opened_on(workspace, on)
    counts = shown(state, library)
    if requirement:
        wanted = resolve(requirement, library)
        found = [
            s for s in counts.get(wanted, ()) if not expiring or validity(s.evidence, day, soon) in (EXPIRED, EXPIRES)
        ]
        show(shown_table(library, wanted, found, day, soon), form, output, library.names)
        return
    reached: dict[str, dict[str, bool]] = {}
    for at, pieces in counts.items():
        for piece in pieces:
            reached.setdefault(piece.evidence.id, {})[at] = piece.in_full
    every = [e for e in state.all(Evidence) if not expiring or validity(e, day, soon) in (EXPIRED, EXPIRES)]
    show(evidence_table(library, state, every, reached, day, soon), form, output, library.names)


def add(
    values: Annotated[
        list[str] | None,
        typer.Argument(help="field=value: title, kind, shows, valid_from, valid_until, owner, systems, link, note."),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file to copy into the workspace.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also if this very file is here as other evidence already.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Attach evidence: a file, which is copied into the workspace under its SHA-256, or a link.

    Example: aims-graph evidence add --file policy.pdf "title=AI policy" kind=policy "shows=42001 5.2; 42001 A.2.2" valid_until=2027-12-31
    """
    from aims_graph.present.console import answer, say
    from aims_graph.workspace.evidence import keep_file, same_file
    from aims_graph.workspace.people import check_right
    from aims_graph.workspace.records.work import Evidence
    from aims_graph.workspace.validity import has_expired
    from aims_graph.workspace.values import named_fields

    place, library = opened(workspace)
    given = named_fields(values or ())
    if file is None and not given.get("link"):
        raise AimsError("There is nothing to attach.", "Name a file with --file, or a link: link=https://…")
    person, state = who(place, as_), place.state()
    if file is not None:
        if {"file", "sha256"} & given.keys():
            raise AimsError("What is kept of a file is read from it.", "Leave file and sha256 out.")
        # Before its bytes are copied: whoever may not attach leaves nothing behind.
        check_right(person, "evidence")
        given |= {"file": file.name, "sha256": keep_file(place.evidence_folder, file)}
        given.setdefault("title", file.stem)
        same = same_file(state, given["sha256"])
        if same and not again:
            raise AimsError(
                f"This very file is here already: {', '.join(f'{e.id} {e.title}' for e in same)}.",
                f"Add there what else it shows: aims-graph workspace set {same[0].id} shows=…; or say --again.",
            )
    with place.change(person, library, THROUGH) as change:
        done = change.add(Evidence, **given)
    answer(
        f"{done} is saved." if file is None else f"{done} is saved with {file.name}, SHA-256 {given['sha256'][:16]}…."
    )
    kept = place.state().get(Evidence, done)
    if has_expired(kept, clock.today()):
        say(f"It was valid until {kept.valid_until}, so it shows nothing any more; correct the day if it is another.")


def check(workspace: WorkspaceOption = None, form: Format = "", output: Output = None) -> None:
    """Look whether every file of evidence is there and holds the bytes that were attached; exit code 1 if not.

    Example: aims-graph evidence check
    """
    from aims_graph.present.console import show
    from aims_graph.present.evidence import faults_table
    from aims_graph.workspace.evidence import faults

    place, library = opened(workspace)
    state = place.state()
    found = faults(place.evidence_folder, state)
    files = sum(bool(getattr(e, "sha256", "")) for e in state.records["evidence"].values())
    show(faults_table(state, found, files), form, output, library.names)
    if any(f.evidence for f in found):
        raise typer.Exit(CONTENT_IS_WRONG)
