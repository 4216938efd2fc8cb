"""Commands of a workspace: made, shown, changed, copied; the gap, the tasks and what closes most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph import clock
from aims_graph.cli.options import Format, Output
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, check_installed, folder_of, opened, who
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.workspace.state import State

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


def set_(
    what: Annotated[
        str,
        typer.Argument(
            help="A requirement, control or group to answer at; an id of a record (R-3); or a kind of entry to add: system, risk, person …"
        ),
    ],
    values: Annotated[
        list[str] | None, typer.Argument(help="field=value; several values of one field are separated by semicolons.")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Withdraw the record: it stays in history and counts no more.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="Why, as the history is to say; withdrawn=no brings a withdrawn entry back.")
    ] = "",
    seen: Annotated[
        int | None,
        typer.Option(
            "--seen",
            help="The last line of history you had seen: what somebody else changed after it is not overwritten.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_: AsOption = "",
) -> None:
    """Answer at a requirement, change a record, or add one; everything is kept in the history.

    Example: aims-graph workspace set "42001 6.1.4" "status=in progress" owner=Ada due=2027-03-31
    """
    from aims_graph.model.naming import in_full
    from aims_graph.present.console import answer
    from aims_graph.workspace.answering import answer_at, write_answer
    from aims_graph.workspace.records import NOUN_OF, NOUNS
    from aims_graph.workspace.records.scope import Organisation
    from aims_graph.workspace.values import content_id, named_fields

    place, library = opened(workspace)
    given = named_fields(values or [])
    noun = _noun_called(what)
    if withdraw and given:
        raise AimsError("A record is withdrawn as it stands.", "Leave the values out, or --withdraw.")
    if not (withdraw or given):
        raise AimsError(f"Nothing is said of {what}.", "Write field=value, as in status=implemented; or --withdraw.")
    if withdraw and noun:
        raise AimsError(f"'{what}' is a kind of entry.", "Name the entry that is to be withdrawn by its id.")
    if noun == NOUN_OF[Organisation]:  # there is one, which is made with the workspace
        what, noun = place.state().all(Organisation)[0].id, ""
    elif not noun and what.isalpha():
        raise AimsError(
            f"There is no kind of entry called '{what}'.",
            f'There are {", ".join(NOUNS)}. A requirement is named by its framework and number, as in "42001 6.1.4".',
        )
    with place.change(who(place, as_), library, THROUGH) as change:
        change.reason = reason.strip()
        prefixes = tuple(f"{cls.PREFIX}-" for cls in NOUNS.values())
        if noun:
            done = change.add(NOUNS[noun], **given)
        elif what.startswith(prefixes) and what.rpartition("-")[2].isdigit():
            done = what
            if withdraw:
                change.withdraw(what)
            else:
                change.set(what, seen, **given)
        else:
            target = content_id(library, "target", what, "requirement")
            old = answer_at(change.state, target)
            if withdraw and old is None:
                raise AimsError(f"There is no answer at {in_full(library, target)}.", "There is nothing to withdraw.")
            if withdraw and old:
                done = old.id
                change.withdraw(done)
            else:
                done = write_answer(change, target, seen, **given)
    answer(f"{done} is {'withdrawn' if withdraw else 'saved'}.{_to_accept(place.state(), done)}")


def _to_accept(state: State, done: str) -> str:
    """Return what is to be said of a risk, or of criteria, that were kept: what of it has changed since it was accepted."""
    from aims_graph.present.risks import anew_in_words, confirm_in_words
    from aims_graph.workspace.records.risk import Criteria, Risk

    kept = state.find(done)[1]
    by = "accepted_by=… accepted_on=…"
    if isinstance(kept, Criteria) and (words := confirm_in_words(state, kept)):
        return f" {words} Each: aims-graph workspace set R-… {by}"
    words = anew_in_words(state, kept) if isinstance(kept, Risk) and not kept.withdrawn else ""
    return f" {words} Accept it anew: aims-graph workspace set {done} {by}" if words else ""


def show_(
    what: Annotated[
        str, typer.Argument(help="A kind of entry (system, answer, evidence, risk …), or an id of a record.")
    ],
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="With those that were withdrawn.")] = False,
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """List the records of one kind, or show one record.

    Example: aims-graph workspace show system
    """
    from aims_graph.present.console import show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.present.records import records_table
    from aims_graph.workspace.records import NOUNS

    place, library = opened(workspace)
    state = place.state()
    noun = _noun_called(what)
    if noun:
        records = [r for r in state.records[noun].values() if withdrawn or not r.withdrawn]
    elif "-" in what:
        noun, one = state.find(what)
        records = [one]
    else:
        raise AimsError(f"There is no kind of entry called '{what}'.", f"There are {', '.join(NOUNS)}.")
    ids = is_for_programs(form, output)
    show(records_table(library, state, noun, records, ids), form, output, library.names)


def history(
    record: Annotated[str, typer.Argument(help="The id of a record; by default everything.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many lines, newest first.")] = 200,
    workspace: WorkspaceOption = None,
    form: Format = "",
    output: Output = None,
) -> None:
    """Say who changed what, when, from what to what; nothing is ever deleted.

    Example: aims-graph workspace history A-1
    """
    from aims_graph.present.console import say, show
    from aims_graph.present.forms import is_for_programs
    from aims_graph.present.records import history_table

    place, library = opened(workspace)
    state = place.state()
    if record:
        state.find(record)
    lines = place.history(record, limit + 1)
    ids = is_for_programs(form, output)
    show(history_table(library, state, lines[:limit], place.clock_set_back(), ids), form, output, library.names)
    if len(lines) > limit:
        say(f"There is more than the newest {count_of(limit, 'line')}: --limit shows more.")


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


def _noun_called(what: str) -> str:
    """Return the kind of entry that is called so; empty if none is."""
    from aims_graph.workspace.records import NOUNS

    wanted = what.casefold()
    return next((n for n, cls in NOUNS.items() if wanted in (n, n.replace("_", " "), cls.CALLED.casefold())), "")
