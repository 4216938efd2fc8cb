"""Commands of the records of a workspace: set, shown, their history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Format, Output
from aims_graph.cli.workplace import THROUGH, AsOption, WorkspaceOption, opened, who
from aims_graph.counting import count_of
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from aims_graph.model import Library
    from aims_graph.workspace.change import Change
    from aims_graph.workspace.state import State


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
    from aims_graph.present.console import answer
    from aims_graph.workspace.records import NOUN_OF, NOUNS
    from aims_graph.workspace.records.scope import Organisation
    from aims_graph.workspace.values import named_fields

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
        if noun:
            done = change.add(NOUNS[noun], **given)
        elif withdraw:
            done = _withdraw(change, library, what)
        else:
            done = _write(change, library, what, given, seen)
    answer(f"{done} is {'withdrawn' if withdraw else 'saved'}.{_to_accept(place.state(), done)}")


def _withdraw(change: Change, library: Library, what: str) -> str:
    """Withdraw a record that is named by its id, or the answer at a requirement; return its id.

    Raises:
        AimsError: if there is none.
    """
    from aims_graph.model.naming import in_full
    from aims_graph.workspace.answering import answer_at
    from aims_graph.workspace.values import content_id

    done = what
    if not _is_id(what):
        target = content_id(library, "target", what, "requirement")
        old = answer_at(change.state, target)
        if old is None:
            raise AimsError(f"There is no answer at {in_full(library, target)}.", "There is nothing to withdraw.")
        done = old.id
    change.withdraw(done)
    return done


def _write(change: Change, library: Library, what: str, given: Mapping[str, str], seen: int | None) -> str:
    """Write fields of a record that is named by its id, or of the answer at a requirement; return its id.

    Raises:
        AimsError: if there is no such record or requirement, or a value cannot be.
    """
    from aims_graph.workspace.answering import write_answer
    from aims_graph.workspace.values import content_id

    if _is_id(what):
        change.set(what, seen, **given)
        return what
    return write_answer(change, content_id(library, "target", what, "requirement"), seen, **given)


def _is_id(what: str) -> bool:
    """Whether a text is written as the id of a record is."""
    from aims_graph.workspace.records import NOUNS

    return what.startswith(tuple(f"{cls.PREFIX}-" for cls in NOUNS.values())) and what.rpartition("-")[2].isdigit()


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


def _noun_called(what: str) -> str:
    """Return the kind of entry that is called so; empty if none is."""
    from aims_graph.workspace.records import NOUNS

    wanted = what.casefold()
    return next((n for n, cls in NOUNS.items() if wanted in (n, n.replace("_", " "), cls.CALLED.casefold())), "")
