"""A Statement of Applicability as a table, its versions, and what one says otherwise than another."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.risks import numbers
from aims_graph.present.words import number_cell
from aims_graph.present.workspace import NO_ANSWER, OWN_ASSESSMENT, entries, named, organisation_of
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.records.risk import Statement
from aims_graph.workspace.soa import NO, UNDECIDED, YES, ControlLine, Difference, Reuse
from aims_graph.workspace.state import State


def soa_table(
    library: Library,
    state: State,
    framework: str,
    lines: Sequence[ControlLine],
    version: str = "",
    for_programs: bool = False,
) -> Table:
    """Return the statement, a control a row.

    Args:
        library: the content.
        state: the workspace.
        framework: the framework's id.
        lines: the lines.
        version: the approved version they are of; empty for today's state.
        for_programs: whether risks and evidence are named by id alone. So they are in an approved version, whatever they are called since.
    """
    by_id = for_programs or bool(version)
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        requirement = library.requirements.get(line.control)
        rows.append(
            (
                number_cell(library, requirement) if requirement else line.control,
                line.title,
                line.applicable,
                justification(library, line),
                implemented(library, line),
                entries(state, line.risks, by_id),
                entries(state, line.evidence, by_id),
                line.owner,
                "; ".join(reuse_in_words(library, r) for r in line.reuses),
                "; ".join(line.wrong),
            )
        )
    columns = (
        *("control", "title", "applicable", "justification", "implemented", "risks", "evidence", "owner"),
        *("re-uses", "to mend"),
    )
    title = f"Statement of Applicability of {organisation_of(state)} for {library.frameworks[framework].short}"
    state_of = f"Version {version}, approved." if version else "Not approved: as the workspace stands."
    return Table(title, columns, tuple(rows), (counted(lines), state_of, OWN_ASSESSMENT))


def counted(lines: Sequence[ControlLine]) -> str:
    """Return how many controls apply and are implemented."""
    applicable = [line for line in lines if line.applicable == YES]
    done = sum(line.is_implemented for line in applicable)
    words = f"{count_of(len(lines), 'control')}: {count_of(len(applicable), 'applies', 'apply')}, {done} of them implemented; {sum(line.applicable == NO for line in lines)} left out"
    undecided = sum(line.applicable == UNDECIDED for line in lines)
    return f"{words}; {undecided} undecided." if undecided else f"{words}."


def justification(library: Library, line: ControlLine) -> str:
    """Return why a control applies or not: the reason given, and where, if that is elsewhere; else the risks that call for it."""
    where = f" (as decided at {named(library, line.decided_from)})" if line.decided_from else ""
    if line.justification:
        return line.justification + where
    if line.risks:
        return f"Called for by {'risks' if len(line.risks) > 1 else 'risk'} {', '.join(line.risks)}"
    return f"no reason given{where}" if line.applicable == YES else ""


def implemented(library: Library, line: ControlLine) -> str:
    """Return how far a control is done; of what was not answered here, what it follows from."""
    status = line.implemented or NO_ANSWER
    if line.applicable == NO:
        return ""
    if line.carried_from:
        return f"{status} by {', '.join(named(library, s) for s in line.carried_from)}"
    return status


def reuse_in_words(library: Library, reuse: Reuse) -> str:
    """Return what another framework gives of a control, how much of that is done, and what is to be added."""
    done = (
        "implemented"
        if set(reuse.by) == set(reuse.implemented)
        else f"{len(reuse.implemented)} of {len(reuse.by)} implemented"
    )
    words = f"{numbers(library, reuse.by)} ({done}) gives {reuse.met}"
    return f"{words}; adds: {reuse.adds}" if reuse.adds else words


def versions_table(library: Library, framework: str, versions: Sequence[Statement]) -> Table:
    """Return the approved versions of a statement, the newest first."""
    rows = tuple((s.id, s.version, s.approved_by, as_iso(s.approved_on)) for s in reversed(versions))
    title = f"Approved versions of the Statement of Applicability for {library.frameworks[framework].short}"
    return Table(title, ("id", "version", "approved by", "on"), rows)


def differences_table(library: Library, framework: str, before: str, after: str, found: Sequence[Difference]) -> Table:
    """Return what a later statement says otherwise than an earlier one."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        requirement = library.requirements.get(one.control)
        what = one.field or ("new control" if one.after else "control gone")
        rows.append((number_cell(library, requirement) if requirement else one.control, what, one.before, one.after))
    title = f"Statement of Applicability for {library.frameworks[framework].short}: {before} and {after}"
    n = len({d.control for d in found})
    note = f"{count_of(n, 'control differs', 'controls differ')}." if found else "They say the same."
    return Table(title, ("control", "what", before, after), tuple(rows), (note,))
