"""An organisation's work in tables: how far it is, the gap, tasks, what one action closes, what an assessment that comes back says."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.answers.editions.succession import became, later_of
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Requirement, Table
from aims_graph.model.naming import short_name
from aims_graph.present.editions import editions_in_words, succession_in_words
from aims_graph.present.remainder import extend_in_words
from aims_graph.present.words import number_cell
from aims_graph.workspace.assessment_sheet import Returned
from aims_graph.workspace.basis import Changed
from aims_graph.workspace.carry import FULL, Carried, Position
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.gap import Action, Gap, Progress
from aims_graph.workspace.records.scope import Choice, Organisation, Person
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State
from aims_graph.workspace.tasks import Closing

#: What a column is called that says whether a requirement is met beyond doubt.
CERTAINLY = "met for certain"
#: What stands where nobody has answered and nothing is carried.
NO_ANSWER = "no answer"
BINDS_NONE = "binds none of our systems"
OWN_ASSESSMENT = "An organisation's own assessment, no audit."
#: So many things that are carried are named; the rest are counted.
_NAMED = 3
#: Why a control is chosen, where no risk calls for it: offered to whoever justifies one.
USUAL_REASONS = (
    "the law asks for it of our systems",
    "our customers' contracts ask for it",
    "our own policies ask for it",
    "good practice for the systems in our scope",
)


def named(library: Library, target: str) -> str:
    """Return a requirement, group or framework as a person reads it; an id that the content does not know as it is."""
    if target in library.requirements:
        return short_name(library, target)
    if target in library.group_of:
        return f"group {library.group_of[target].label}"
    if target in library.frameworks:
        return library.frameworks[target].short
    return target


def entries(state: State, ids: Sequence[str], for_programs: bool = False) -> str:
    """Return entries of a workspace, such as risks or evidence, each by id and title.

    Args:
        state: the workspace.
        ids: their ids; one that the workspace does not know stands as it is.
        for_programs: whether ids stand alone.
    """
    if for_programs:
        return ", ".join(ids)
    # A title may hold a comma.
    return "; ".join(f"{i} {getattr(state.known(i), 'title', '')}".rstrip() for i in ids)


def organisation_of(state: State) -> str:
    """Return whose workspace it is, marked where it is an example."""
    found = next(iter(state.all(Organisation)), None)
    if found is None:
        return ""
    return f"{found.name} (an invented example)" if found.is_example else found.name


def carried_in_words(library: Library, source: str, carried: Carried, on_page: bool = False) -> str:
    """Return one thing carried: how far, from what, by which row, and what remains.

    Args:
        library: the content.
        source: the id of the answer or certificate it comes from.
        carried: what is carried.
        on_page: whether whoever reads it has a link to the row, and no file to look it up in.
    """
    held = named(library, carried.source)
    kind = "certificate" if carried.source in library.frameworks else "answer"
    words = f"{carried.extent} from {kind} {source} ({held}"
    if carried.through not in ("", carried.source) and carried.source not in library.requirements:
        words += f", through {named(library, carried.through)}"
    words += ")"
    words += "".join(f", {succession_in_words(library, change)}" for change in carried.by)
    if carried.row is not None and not on_page:
        words += f", row {carried.row.source}"
    return f"{words}; remains: {carried.remains}" if carried.remains else words


def position_in_words(library: Library, position: Position, on_page: bool = False) -> str:
    """Return why a position is what it is: what is carried in full, else in part; conflicts first. ``on_page`` is that of :func:`carried_in_words`."""
    carried = [pair for pair in position.carried if pair[1].extent == FULL] or list(position.carried)
    parts = [carried_in_words(library, source, c, on_page) for source, c in carried[:_NAMED]]
    if len(carried) > _NAMED:
        parts.append(f"and {len(carried) - _NAMED} more")
    if position.by_parts:
        parts.insert(0, "all its parts are met")
    if left := left_out_in_words(library, position):
        parts.insert(0, left)
    if position.conflict:
        parts.insert(0, "CONFLICT: answered as open, though it follows that it is met")
    return "; ".join(parts)


def left_out_in_words(library: Library, position: Position) -> str:
    """Return with which group a requirement was left out, and why; empty where it was not, or is left out itself."""
    left = position.left_out_by
    return f"left out by answer {left.id} ({named(library, left.target)}): {left.reason}" if left else ""


def remains_in_words(library: Library, gap: Gap) -> str:
    """Return what is left beside each answer that meets a part, and as one task beside all certificates; of a part met of which nobody said it, that."""
    if gap.remains:
        return "; ".join(
            f"beside {' and '.join(named(library, source) for source in sources)}: {words}"
            for sources, words in gap.remains
        )
    position = gap.position
    if not position.is_open or not position.carried:
        return ""
    met = dict.fromkeys(named(library, c.through or c.source) for _, c in position.carried)
    return f"a part is met by {', '.join(met)}, and nobody has said what remains of: {gap.requirement.summary or gap.requirement.title}"


def to_extend(library: Library, position: Position) -> str:
    """Return what is to be extended of a requirement that only answers for another subject meet in full: audited for security, audited for AI; empty if nothing is."""
    if position.given is not None or not position.carried_in_full:
        return ""
    held = {c.source for _, c in position.carried if c.extent == FULL}
    by = {
        library.requirements[s].framework if s in library.requirements else s for s in held if s not in library.group_of
    }
    return extend_in_words(library, position.requirement, sorted(by)) if by else ""


def changed_in_words(library: Library, changes: Sequence[Changed]) -> str:
    """Return why an answer is stale."""
    words = {
        "requirement": "the requirement",
        "group": "the members of the group",
        "row": "the row it was taken over by,",
    }
    parts = []
    for c in changes:
        ends = " to ".join(named(library, end) for end in c.name.split("--"))
        parts.append(f"{words[c.kind]} {ends} {'is gone' if c.is_gone else 'says something else now'}")
    return f"stale: {'; '.join(parts)}" if parts else ""


def far_in_words(found: Progress) -> str:
    """Return how far a framework is, as a sentence."""
    words = progress_in_words(found)
    return f"{words[:1].upper()}{words[1:]}."


def gap_table(
    library: Library,
    state: State,
    framework: str,
    gaps: Sequence[Gap],
    found: Progress,
    for_programs: bool = False,
    on_page: bool = False,
) -> Table:
    """Return the gap of a framework, a requirement a row; evidence and tasks with their titles, or by id alone for programs.

    ``on_page``: without what only a file or a program looks something up by, the ids of requirements and the places of rows.
    """
    rows: list[tuple[Cell, ...]] = []
    for gap in gaps:
        p, answer = gap.position, gap.position.answer
        reasons = filter(None, (changed_in_words(library, gap.stale), position_in_words(library, p, on_page)))
        remains = remains_in_words(library, gap)
        rows.append(
            (
                number_cell(library, gap.requirement),
                gap.requirement.title,
                p.status or NO_ANSWER,
                "yes" if p.is_met else "left out" if p.is_left_out else "no",
                remains or to_extend(library, p) or (gap.requirement.summary if p.is_open else ""),
                answer.owner if answer else "",
                as_iso(answer.due) if answer else "",
                entries(state, [e.id for e in gap.evidence], for_programs),
                entries(state, [t.id for t in gap.tasks], for_programs),
                "; ".join(reasons),
                *([] if on_page else [gap.requirement.id]),
            )
        )
    # What is not certainly met may be met all the same, and then counts under "at most".
    columns = (
        "number",
        "requirement",
        "status",
        "met" if for_programs else CERTAINLY,
        "remains",
        "owner",
        "due",
        "evidence",
        "tasks",
        "why",
        *([] if on_page else ["id"]),
    )
    title = f"Gap of {organisation_of(state)} towards {library.frameworks[framework].short}"
    notes = (far_in_words(found), edition_in_words(library, framework), OWN_ASSESSMENT)
    return Table(title, columns, tuple(rows), tuple(filter(None, notes)))


def edition_in_words(library: Library, framework: str) -> str:
    """Return of an edition whose place another took what its answers count for; empty of one that is current, or which mappings still speak of."""
    later = later_of(library).get(framework, "")
    if not later or library.frameworks[framework].is_mapped:
        return ""
    return (
        f"{named(library, later)} took the place of this edition: an answer here counts there as far as the rows between both entail it;"
        " to migrate carries the work over."
    )


def asked_in_words(library: Library, requirement: Requirement) -> str:
    """Return what a requirement asks; of one of which only number and title are known, what the later one of the same demands asks, or what became of it."""
    if requirement.summary:
        return requirement.summary
    for change in became(library, requirement.id):
        if change.relation == "equal" and (same := library.requirements[change.present]).summary:
            return f"As {named(library, same.id)}: {same.summary}"
    said = [str(words) for name, words in editions_in_words(library, requirement.id) if name == "became"]
    return f"Became: {'; '.join(said)}" if said else ""


def progress_in_words(found: Progress) -> str:
    """Return how far a framework is; of a law of which nothing counts, that it binds none of our systems."""
    if not found.total and not found.left_out:
        return f"it {BINDS_NONE}"
    words = f"{found.least} of {found.total} certainly met, at most {found.most}"
    return f"{words}; {found.left_out} not applicable" if found.left_out else words


def status_table(library: Library, state: State, every: Sequence[Progress], notes: Sequence[str] = ()) -> Table:
    """Return how far each framework is."""
    rows: list[tuple[Cell, ...]] = []
    for found in every:
        by = found.by_status
        rows.append(
            (
                library.frameworks[found.framework].short,
                found.total,
                found.least,
                found.most,
                by.get("in part", 0),
                by.get("in progress", 0),
                by.get("planned", 0),
                by.get("not started", 0),
                by.get("", 0),
                found.left_out,
            )
        )
    columns = (
        "framework",
        "requirements",
        "certainly met",
        "at most",
        "in part",
        "in progress",
        "planned",
        "not started",
        NO_ANSWER,
        "not applicable",
    )
    return Table(f"Where {organisation_of(state)} stands", columns, tuple(rows), (*notes, OWN_ASSESSMENT))


def tasks_table(library: Library, state: State, tasks: Sequence[Closing]) -> Table:
    """Return the tasks with what each would certainly close in every framework."""
    rows: list[tuple[Cell, ...]] = [
        (
            c.task.id,
            c.task.title,
            c.task.state + (" (overdue)" if c.is_overdue else ""),
            c.task.owner,
            as_iso(c.task.due),
            c.task.effort,
            targets_in_words(library, c),
            "; ".join(", ".join(named(library, y) for y in names) for names in c.closes.values()),
            c.task.why,
        )
        for c in tasks
    ]
    columns = ("task", "what", "state", "owner", "due", "days of effort", "for", "would close", "why")
    note = "Would close: the open requirements that are certainly met once those it is for are implemented; of a law, what binds our systems."
    return Table(f"Tasks of {organisation_of(state)}", columns, tuple(rows), (note,))


def targets_in_words(library: Library, found: Closing) -> str:
    """Return what a task is for; of a provision that binds none of our systems, that it does not."""
    idle = dict.fromkeys(found.binds_none, f" ({BINDS_NONE})")
    return ", ".join(named(library, t) + idle.get(t, "") for t in found.task.targets)


def actions_table(library: Library, state: State, found: Sequence[Action]) -> Table:
    """Return which one thing would close most."""
    rows: list[tuple[Cell, ...]] = []
    for action in found:
        requirement = library.requirements.get(action.target)
        title = requirement.title if requirement else library.group_of[action.target].label
        rows.append(
            (
                named(library, action.target) if requirement else "group",
                title,
                len(action.closes),
                len(action.touches),
                action.effort,
                ", ".join(named(library, y) for y in action.closes),
                action.target,
            )
        )
    columns = ("implement", "title", "closes", "touches", "days of effort", "would certainly be met", "id")
    note = "Closes: open requirements that would certainly be met, itself included but not its own parts; touches: those met in part."
    return Table(f"What one action closes most, {organisation_of(state)}", columns, tuple(rows), (note,))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return {True: "yes", False: "no", None: ""}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


def people_note(state: State) -> str:
    """Return who works here."""
    return "People: " + ", ".join(f"{p.name} ({p.role})" for p in state.all(Person)) + "."


def answer_note(library: Library, stale: Sequence[tuple[Answer, Sequence[Changed]]]) -> list[str]:
    """Return a sentence on each answer that is stale."""
    return [f"{a.id} at {named(library, a.target)} is {changed_in_words(library, c)}." for a, c in stale]


def choice_notes(state: State, library: Library) -> list[str]:
    """Return a sentence on each framework that was chosen and is not in the content: nothing else speaks of it."""
    mapped = {f.id for f in library.mapped}
    return [
        f"{c.id}: {c.framework} was chosen and is not in the content: its catalogue is gone, or has faults."
        for c in state.all(Choice)
        if c.is_target and c.framework not in mapped
    ]


def returned_text(library: Library, found: Returned, theirs: bool) -> str:
    """Return what a workbook that came back would change, line by line, and where both sides changed a cell.

    Args:
        library: the content.
        found: what it says.
        theirs: whether its cells win where both sides changed them.
    """
    rows, changes, conflicts = found.rows, len(found.changes), len(found.conflicts)
    lines = [
        f"{count_of(rows, 'row')}, {count_of(changes, 'change')}, "
        f"{count_of(conflicts, 'conflict')}, {len(found.faults)} not understood."
    ]
    if found.unread:
        lines.append(f"  Not read, because it went out without: {', '.join(found.unread)}.")
    for one in found.changes:
        lines.append(
            f"  {named(library, one.target)}: {one.field} {_plain(one.before) or 'empty'} -> {_plain(one.theirs) or 'empty'}"
        )
    for one in found.conflicts:
        wins = "theirs is taken" if theirs else "ours stays; --theirs takes theirs"
        both = f"ours {_plain(one.ours) or 'empty'}, theirs {_plain(one.theirs) or 'empty'}"
        lines.append(
            f"  CONFLICT {named(library, one.target)}: {one.field} was {_plain(one.before) or 'empty'}, {both}: {wins}"
        )
    if found.without_status:
        where = ", ".join(named(library, target) for target in found.without_status)
        lines.append(
            f"  Filled in without a status, so that nothing is claimed: {where}. Where it stands goes on following from what else settles it."
        )
    return "\n".join(lines)
