"""Commands of a workspace: made, copied, brought up to date; how far it is, the gap, the tasks and what closes most."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Format, Output
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, check_installed, folder_of, opened, who
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

_Framework = Annotated[
    str, typer.Argument(help="The framework; by default the first that the organisation answers to.")
]


def init(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    organisation: Annotated[str, typer.Option("--organisation", help="Whose workspace it is.")],
    person: Annotated[str, typer.Option("--person", help="Who makes it, its first owner.")],
    database: Annotated[
        str,
        typer.Option(
            "--database",
            help="Where it is kept: a file in the folder, or a URL of PostgreSQL (env:NAME takes it from a variable).",
        ),
    ] = "workspace.db",
) -> None:
    """Make a workspace: a folder in which one organisation marks where it stands.

    Example: aims-graph workspace init our-aims --organisation "Our Company" --person "Ada Example"
    """
    check_installed()
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import answer
    from aims_graph.workspace.setup import init_workspace

    init_workspace(folder, organisation, person, asked_library(), database, THROUGH)
    answer(
        f"Made {folder} for {organisation}; its owner is {person}. Next: aims-graph gap --workspace {folder}, or aims-graph app --workspace {folder}."
    )


def demo(folder: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Make a workspace of an invented organisation, certified for one standard and half way to another, to look around in.

    Example: aims-graph workspace demo example-workspace
    """
    check_installed()
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import answer
    from aims_graph.workspace.demo import demo_workspace

    demo_workspace(folder, asked_library(), through=THROUGH)
    answer(
        f"Made {folder}, an invented example. Next: aims-graph app --workspace {folder}, or aims-graph workspace status --workspace {folder}."
    )


def status(workspace: WorkspaceOption = None, form: Format = "", output: Output = None) -> None:
    """Say how far the organisation is with each framework, what is due, what is stale.

    Example: aims-graph workspace status
    """

    from aims_graph.present.certificates import certificate_notes, lapsed_notes
    from aims_graph.present.console import show
    from aims_graph.present.law import counted_note
    from aims_graph.present.workspace import answer_note, choice_notes, people_note, status_table
    from aims_graph.workspace.assessed import targets_of
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.certificates import certificate_statuses
    from aims_graph.workspace.dashboard import positions_of
    from aims_graph.workspace.duties import counted
    from aims_graph.workspace.gap import progress, stale_answers
    from aims_graph.workspace.lapsed import lapsed
    from aims_graph.workspace.tasks import closing

    place, library = opened(workspace)
    state = place.state()
    stands = standing(state, library)
    every = [progress(positions_of(state, library, stands, f), f) for f in targets_of(state, library)]
    tasks = closing(state, library, stands, clock.today())
    laws = [p.framework for p in every if library.frameworks[p.framework] in library.laws]
    counts = (counted_note(library, law, counted(state, library, law)) for law in laws)
    notes = [*choice_notes(state, library), *counts, people_note(state)]
    if tasks:
        notes.append(f"{count_of(len(tasks), 'task')} open, {sum(t.is_overdue for t in tasks)} overdue.")
    notes += certificate_notes(library, certificate_statuses(state, library, clock.today()))
    notes += lapsed_notes(library, lapsed(state, library, stands, clock.today()))
    notes += answer_note(library, stale_answers(state, library))
    show(status_table(library, state, every, notes), form, output, library.names)


def backup(
    folder: Annotated[Path, typer.Argument(help="The workspace's folder.")],
    file: Annotated[Path, typer.Argument(help="The file to write, a .zip.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write the whole workspace to one file, while others go on working in it.

    Example: aims-graph workspace backup our-aims our-aims.zip
    """
    from aims_graph.present.console import answer, say
    from aims_graph.workspace.evidence import gone
    from aims_graph.workspace.setup import backup as write
    from aims_graph.workspace.store import open_workspace

    place = open_workspace(folder_of(folder))
    n = write(place, file, force)
    answer(f"Wrote {file} with {count_of(n, 'file')} of evidence.")
    missing = gone(place.evidence_folder, place.state())
    for evidence in missing:
        say(
            f"{evidence.id}: {evidence.file} is not in it: {evidence.title or 'its file'} is missing in the folder; attach it again."
        )
    if missing:
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="The file that backup wrote.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    database: Annotated[
        str,
        typer.Option(
            "--database",
            help="Where it is kept from now on: a file in the folder, or the URL of an empty PostgreSQL database.",
        ),
    ] = "workspace.db",
) -> None:
    """Bring a backup back into a new folder; nothing that is there is ever overwritten.

    Example: aims-graph workspace restore our-aims.zip our-aims-again
    """
    check_installed()
    from aims_graph.present.console import answer
    from aims_graph.workspace.setup import restore as bring_back

    place = bring_back(file, folder, database)
    answer(f"Brought {file} back into {folder}, up to line {place.state().seq} of its history.")


def upgrade(folder: Annotated[Path, typer.Argument(help="The workspace's folder.")]) -> None:
    """Bring a workspace of an earlier version up to date; a backup is written into its folder first.

    Example: aims-graph workspace upgrade our-aims
    """
    from aims_graph.present.console import answer
    from aims_graph.workspace.setup import upgrade_workspace

    copy = upgrade_workspace(folder_of(folder))
    answer(f"{folder} is up to date." if copy is None else f"{folder} is up to date; as it was before: {copy}.")


def gap(
    framework: _Framework = "",
    open_: Annotated[bool, typer.Option("--open", help="Only what is not met yet.")] = False,
    make_tasks: Annotated[
        bool, typer.Option("--make-tasks", help="Make a task of each open requirement that has none.")
    ] = False,
    owner: Annotated[str, typer.Option("--owner", help="With --make-tasks: who they fall to.")] = "",
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say where the organisation stands at each requirement: its own answer, what other answers carry to it, what remains, what shows it.

    Example: aims-graph gap 42001 --open
    """
    from aims_graph.present.console import say, show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.present.workspace import gap_table
    from aims_graph.workspace.assessed import edition_assessed, targets_of
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.duties import counted
    from aims_graph.workspace.gap import gap as gap_of
    from aims_graph.workspace.gap import progress
    from aims_graph.workspace.tasks import make_tasks as make

    place, library = opened(workspace)
    state = place.state()
    stands = standing(state, library)
    wanted = edition_assessed(library, framework) if framework else targets_of(state, library)[0]
    gaps = gap_of(state, stands, wanted, counted(state, library, wanted))
    if make_tasks:
        with place.change(who(place, as_), library, THROUGH) as change:
            made = make(change, gaps, owner)
        say(f"Made {count_of(len(made), 'task')}: aims-graph tasks lists them.")
        state = place.state()
        stands = standing(state, library)
        gaps = gap_of(state, stands, wanted, counted(state, library, wanted))
    found = progress([g.position for g in gaps], wanted)
    shown = [g for g in gaps if g.position.is_open or not open_]
    ids = is_for_programs(form, output)
    show(gap_table(library, state, wanted, shown, found, ids), form, output, library.names)


def tasks(
    most: Annotated[bool, typer.Option("--most", help="Which one thing, once implemented, would close most.")] = False,
    groups: Annotated[bool, typer.Option("--groups", help="With --most: of implementation groups.")] = False,
    by_effort: Annotated[
        bool, typer.Option("--by-effort", help="With --most: by what is closed for a day of effort.")
    ] = False,
    done: Annotated[bool, typer.Option("--done", help="With those that are done or dropped.")] = False,
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List what is left to do, with what each task closes in every framework.

    Example: aims-graph tasks --most
    """

    from aims_graph.present.console import show
    from aims_graph.present.workspace import actions_table, tasks_table
    from aims_graph.workspace.assessed import targets_of
    from aims_graph.workspace.carry import standing
    from aims_graph.workspace.gap import actions
    from aims_graph.workspace.tasks import closing

    place, library = opened(workspace)
    state = place.state()
    stands = standing(state, library)
    if most:
        found = actions(state, stands, targets_of(state, library), 20, by_effort, groups)
        show(actions_table(library, state, found), form, output, library.names)
        return
    if groups or by_effort:
        raise AimsError("--groups and --by-effort order what closes most.", "Add --most.")
    show(
        tasks_table(library, state, closing(state, library, stands, clock.today(), done)),
        form,
        output,
        library.names,
    )
