"""What follows from the rows, why, and what falls with one: the records behind ``closure``, ``explain`` and ``retract``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aims_graph.answers.controls.shared_controls import Member, stars
from aims_graph.answers.coverage.coverage import Held, coverage, whole_coverage
from aims_graph.answers.requirement.left_out import left_out
from aims_graph.answers.requirement.towards import shown_pairs
from aims_graph.errors import AimsError
from aims_graph.identifiers import check_mapped
from aims_graph.model import Library, Mapping, Reading
from aims_graph.model.naming import full_name
from aims_graph.progress import each
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.derived import Pair, entailed, shown
from aims_graph.reason.explanation import confidence, explain
from aims_graph.reason.retraction import retract
from aims_graph.reason.statements import network_of


@dataclass(frozen=True)
class Entailed:
    """A relation that follows between two frameworks, and whether it tells a reader something that no other pair says."""

    pair: Pair
    worth_showing: bool


def everything_entailed(library: Library, stated_by: str = "") -> Iterator[Entailed]:
    """Yield every entailed relation between frameworks.

    Args:
        library: the content.
        stated_by: whose mapping sets to close, as their file names say; by default the project's own.

    Raises:
        AimsError: if nobody of that name states a set.
    """
    if stated_by and stated_by not in {s.stated_by for s in library.sets}:
        known = ", ".join(sorted({s.stated_by for s in library.sets} - {""})) or "nobody else"
        raise AimsError(f"No mapping set is stated by '{stated_by}'.", f"Beside the project, {known} states sets here.")
    closure = Closure(network_of(library, stated_by)) if stated_by else closure_of(library)
    worth = {(pair.subject, pair.object) for pair in (shown(library, closure) if stated_by else shown_pairs(library))}
    found = list(entailed(library, closure))
    for x, y, relation in each(found, len(found), "Looking for the shortest arguments"):
        yield Entailed(Pair(x, y, relation, tuple(explain(closure, x, y))), (x, y) in worth)


@dataclass(frozen=True)
class Explained:
    """What is known of a pair, and for each of its derivations how sure it is by all that share no row with it (0 to 1; ``None`` if no row says so).

    ``judged``: what each reading said, in their order, of a pair of which no row speaks; of others the row says it.
    """

    pair: Pair
    sureness: tuple[float | None, ...]
    judged: tuple[Reading, ...]


def explained(library: Library, x: str, y: str) -> Explained:
    """Return what is known of a pair, with the shortest derivations that together say all of it.

    Raises:
        AimsError: if the two are one, or one of them bears no rows.
    """
    for name in (x, y):
        check_mapped(library.frameworks[library.requirements[name].framework], library)
    if x == y:
        raise AimsError(f"Both are {full_name(library, x)}.", "Name two requirements.")
    closure = closure_of(library)
    pair = Pair(x, y, closure.relation(x, y), tuple(explain(closure, x, y, whole=True)))
    sureness = tuple(confidence(closure, x, y, d.literal) for d in pair.derivations)
    judged = next((other.readings for other in left_out(library, x) if other.requirement.id == y), ())
    return Explained(pair, sureness, judged)


def stated_row(library: Library, place: str) -> Mapping:
    """Return the mapping row at ``FILE:LINE``; the file's name will do, without its folder.

    Raises:
        AimsError: if no row that states a relation stands there.
    """
    found = re.fullmatch(r"(.+):(\d+)", place)
    if not found:
        raise AimsError(
            f"'{place}' is no place of a row.",
            "Write FILE:LINE as 'aims-graph map' prints it, or name both requirements.",
            "Write its file and line, as FILE:LINE, or name both requirements.",
        )
    file, line = found[1], int(found[2])
    rows = [row for row in library.mappings if row.source.file in (file, f"mappings/{file}")]
    if not rows:
        raise AimsError(f"No mapping file is called '{file}'.", "The files are those in mappings/.")
    row = next((row for row in rows if row.source.line == line), None)
    if row is None:
        raise AimsError(
            f"No row stands in {rows[0].source.file} at line {line}.", f"Its rows begin at line {rows[0].source.line}."
        )
    return _relating(library, row)


def row_between(library: Library, x: str, y: str) -> Mapping:
    """Return the mapping row of two requirements.

    Raises:
        AimsError: if there is none.
    """
    row = next((row for row in library.mappings if {row.subject_id, row.object_id} == {x, y}), None)
    if row is None:
        raise AimsError(
            f"No row speaks of {x} and {y}.",
            f"'aims-graph explain {x} {y}' says whether something follows of them.",
            "Ask why the two are related: that says whether something follows of them.",
        )
    return _relating(library, row)


@dataclass(frozen=True)
class ChangedControl:
    """A shared control whose members change: its anchor's id, and its riders before and after; None if there is no such control."""

    id: str
    before: tuple[Member, ...] | None
    after: tuple[Member, ...] | None


@dataclass(frozen=True)
class Fallen:
    """What falls with a row: what is left of its own pair, other relations, shared controls, and coverage by whole frameworks.

    ``relations`` maps pair -> (before, after), ``coverage`` maps (requirement, framework held) -> (status before, status after);
    statuses are those of the coverage that ``given`` answers with.
    """

    row: Mapping
    left: int
    relations: dict[tuple[str, str], tuple[int, int]]
    controls: tuple[ChangedControl, ...]
    coverage: dict[tuple[str, str], tuple[str, str]]


def fallen_with(library: Library, row: Mapping) -> Fallen:
    """Return what no longer follows if a row is rejected; remainders are judged by themselves and stay."""
    before = closure_of(library)
    fallen = retract(library, before.network, [row])
    sides = (row.subject_id, row.object_id)
    others = {pair: change for pair, change in fallen.relations.items() if set(pair) != set(sides)}
    return Fallen(
        row,
        fallen.after.relation(*sides),
        others,
        tuple(_changed_controls(library, before, fallen.after)),
        _changed_coverage(library, fallen.after),
    )


def _changed_coverage(library: Library, after: Closure) -> dict[tuple[str, str], tuple[str, str]]:
    found = {}
    for (held, towards), was in whole_coverage(library).items():
        now = coverage(library, Held((held,), ()), towards, closure=after)
        for a, b in zip(was, now, strict=True):
            if a.status != b.status:
                found[a.requirement.id, held] = a.status, b.status
    return found


def _changed_controls(library: Library, before: Closure, after: Closure) -> Iterator[ChangedControl]:
    order = [f.id for f in library.mapped]
    was, now = ({c.id: c.members[1:] for c in stars(library, order, closure)} for closure in (before, after))

    def riders(members: tuple[Member, ...] | None) -> tuple[tuple[str, str], ...] | None:
        return None if members is None else tuple((m.requirement.id, m.how) for m in members)

    for control in dict.fromkeys((*was, *now)):
        a, b = was.get(control), now.get(control)
        if riders(a) != riders(b):
            yield ChangedControl(control, a, b)


def _relating(library: Library, row: Mapping) -> Mapping:
    if row.is_gap:
        raise AimsError(
            f"{row.source} says that there is no counterpart.",
            "Nothing follows from such a row, so nothing falls with it.",
        )
    if not row.relation:
        raise AimsError(f"{row.source} says no relation.", "Nothing follows from such a row, so nothing falls with it.")
    for side in (row.subject_id, row.object_id):
        check_mapped(library.frameworks[library.requirements[side].framework], library)
    return row
