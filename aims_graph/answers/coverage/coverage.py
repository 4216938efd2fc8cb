"""What is certainly met of a framework by whoever holds others, or parts of them; what remains; and which question would settle most.

Nothing is counted that does not follow. In full: the requirement is inside one that is held, a curator judged a framework held whole to meet all of it, or
all the parts that exhaust it are met in full. In part: it shares a demand with one that is held. Parts never add up to a whole, and no
percentage is printed: four counts, and the bounds between which the share met in full lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aims_graph.errors import AimsError, UnknownFrameworkError
from aims_graph.identifiers import check_mapped, resolve, resolve_framework
from aims_graph.model import Cell, Library, Number, Requirement, Table
from aims_graph.reason.argument import called
from aims_graph.reason.closure import Closure, bits, closure_of

FULL, PART, NONE, UNKNOWN = "met in full", "met in part", "considered, none", "nothing known"
PREMISE = "Read within one integrated management system: what is met in full still has to be carried out for the framework wanted (an audit or review made for another counts once its programme covers this one)."
STATUSES = (FULL, PART, NONE, UNKNOWN)


@dataclass(frozen=True)
class Remains:
    """What is left to do beside one thing that is held: a whole framework, or a single requirement, named in ``held``."""

    held: str
    words: str
    met: str


@dataclass(frozen=True)
class Covered:
    """One requirement: its status, the requirements held that meet it or a part of it, why, and what remains beside each."""

    requirement: Requirement
    status: str
    by: tuple[str, ...]
    why: str
    remains: tuple[Remains, ...]


@dataclass(frozen=True)
class Held:
    """What an organisation holds: whole frameworks, and requirements (with their parts) of others."""

    frameworks: tuple[str, ...]
    requirements: tuple[str, ...]

    def everything(self, library: Library) -> set[str]:
        """Return the ids of all that is held."""
        whole = {r.id for f in self.frameworks for r in library.members(f)}
        return whole | {i for r in self.requirements for i in (r, *library.below(r))}


def holding_of(library: Library, texts: Iterable[str]) -> Held:
    """Return what is held, from names as people write them: frameworks, clauses, controls.

    Raises:
        AimsError: if a name is neither, or of a framework that mappings do not speak of.
    """
    frameworks: list[str] = []
    requirements: list[str] = []
    for text in texts:
        try:
            frameworks.append(resolve_framework(text, library))
        except UnknownFrameworkError:
            found = library.requirements[resolve(text, library)]
            check_mapped(library.frameworks[found.framework], library)
            requirements.append(found.id)
    return Held(tuple(dict.fromkeys(frameworks)), tuple(dict.fromkeys(requirements)))


def coverage(library: Library, held: Held, towards: str, only: Iterable[str] | None = None) -> list[Covered]:
    """Return the status of every assessable requirement of a framework, in its order.

    Args:
        library: the content.
        held: what the organisation holds.
        towards: the framework it wants.
        only: the requirements that matter (such as those that bind on a day); all by default.

    Raises:
        AimsError: if nothing is held, or only the wanted framework itself.
    """
    everything = _held_beside(library, held, towards)
    exhausted = {link.subject_id for link in library.links if link.kind == "said_by_parts"}
    chosen = None if only is None else set(only)
    found: dict[str, Covered] = {}
    # Children first, so that a parent can rest on them.
    for requirement in reversed(library.members(towards)):
        found[requirement.id] = _covered(library, held, everything, requirement, found, requirement.id in exhausted)
    return [found[r.id] for r in library.members(towards) if r.assessable and (chosen is None or r.id in chosen)]


def _held_beside(library: Library, held: Held, towards: str) -> set[str]:
    """Return the ids of all that is held; refuse what would answer nothing."""
    if not held.frameworks and not held.requirements:
        raise AimsError("Nothing is held.", "Name a framework or a requirement that you hold.")
    everything = held.everything(library)
    if all(library.requirements[i].framework == towards for i in everything):
        raise AimsError(f"Only {towards} itself is held.", "Name another framework, or another --towards.")
    return everything


def _covered(
    library: Library,
    held: Held,
    everything: set[str],
    requirement: Requirement,
    below: dict[str, Covered],
    exhausted: bool,
) -> Covered:
    if requirement.id in everything:
        return Covered(requirement, FULL, (requirement.id,), "it is held itself", ())
    closure = closure_of(library)
    position = closure.network.position
    g = closure.group[position[requirement.id]]
    inside = _held_in(closure, closure.up[g], everything)
    if inside:
        return Covered(requirement, FULL, tuple(inside), "it is inside " + _listed(library, inside), ())
    judged = [r for f in held.frameworks if (r := library.remainder_of.get((requirement.id, f)))]
    whole = next((r for r in judged if r.met == "all"), None)
    if whole:
        return Covered(requirement, FULL, whole.by, "together they meet all of it: " + _listed(library, whole.by), ())
    parts = [below[c] for c in library.children.get(requirement.id, [])]
    if exhausted and parts and all(p.status == FULL for p in parts):
        by = tuple(dict.fromkeys(i for p in parts for i in p.by))
        return Covered(requirement, FULL, by, "its parts say all that it says, and each is met in full", ())
    touching = [i for i in _held_in(closure, closure.overlap[g], everything) if library.requirements[i].assessable]
    rows = {m.object_id: m for f in library.frameworks for m in library.counterparts(requirement.id, f)}
    remains = [
        Remains(library.frameworks[r.held].short, r.remains, r.met) for r in judged if r.met != "none" or not touching
    ]
    whole_frameworks = {r.held for r in judged}
    remains += [
        Remains(called(library, i), rows[i].subject_only, rows[i].subject_met)
        for i in touching
        if i in rows and library.requirements[i].framework not in whole_frameworks
    ]
    direct = [i for i in touching if i in rows]
    if direct or touching or any(r.met != "none" for r in judged):
        by = tuple(direct or touching)
        return Covered(requirement, PART, by, "it shares demands with " + _listed(library, by), tuple(remains))
    frameworks = {*held.frameworks, *(library.requirements[i].framework for i in held.requirements)} - {
        requirement.framework
    }
    gaps = [gap for f in frameworks if (gap := library.gap(requirement.id, f))]
    if len(gaps) == len(frameworks):
        return Covered(requirement, NONE, (), " ".join(gap.comment for gap in gaps), tuple(remains))
    return Covered(requirement, UNKNOWN, (), "no row says anything about what is held", tuple(remains))


def _held_in(closure: Closure, groups: int, everything: set[str]) -> list[str]:
    names = closure.network.names
    return [names[m] for h in bits(groups) for m in sorted(closure.groups[h]) if names[m] in everything]


def _listed(library: Library, ids: Sequence[str]) -> str:
    shown = [called(library, i) for i in ids[:4]]
    return ", ".join(shown) + (f" and {len(ids) - 4} more" if len(ids) > 4 else "")


def counts(covered: Sequence[Covered]) -> dict[str, int]:
    """Return status -> how many requirements have it, in the order of STATUSES."""
    found = Counter(c.status for c in covered)
    return {status: found[status] for status in STATUSES}


def bounds(covered: Sequence[Covered]) -> str:
    """Return between what and what the share met in full lies, as two fractions."""
    found, n = counts(covered), len(covered)
    return f"between {found[FULL]} and {n - found[NONE]} of {n} met in full"


def coverage_table(library: Library, held: Held, towards: str, covered: Sequence[Covered]) -> Table:
    """Return the list behind the counts."""
    rows: list[tuple[Cell, ...]] = [
        (
            Number.of(library.frameworks[towards], c.requirement),
            c.requirement.title,
            c.status,
            ", ".join(called(library, i) for i in c.by),
            "; ".join(f"beside {r.held}: {r.words}" for r in c.remains if r.words),
            c.why,
            c.requirement.id,
        )
        for c in covered
    ]
    found = counts(covered)
    notes = (
        "; ".join(f"{n} {status}" for status, n in found.items()) + f" ({bounds(covered)}).",
        PREMISE,
        "Certain is what follows from the rows and the judged remainders; parts never add up to a whole.",
    )
    columns = ("number", "requirement", "status", "by", "still to do", "why", "id")
    return Table(
        f"What {holding(library, held)} gives towards {library.frameworks[towards].short}", columns, tuple(rows), notes
    )


def holding(library: Library, held: Held) -> str:
    """Return what is held in words."""
    names = [library.frameworks[f].short for f in held.frameworks] + [called(library, r) for r in held.requirements]
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]


def coverage_text(library: Library, held: Held, towards: str, covered: Sequence[Covered]) -> str:
    """Return the same as text: four counts and the bounds, then what is left, the untouched first."""
    import textwrap

    found = counts(covered)
    lines = [
        f"What is still to do for {library.frameworks[towards].short} if you hold {holding(library, held)}",
        "",
        f"Of {len(covered)} requirements: {found[FULL]} certainly met in full, {found[PART]} certainly in part, {found[NONE]} considered and not met at all, {found[UNKNOWN]} nothing known of.",
        f"So {bounds(covered)}; parts never add up to a whole.",
        *textwrap.wrap(PREMISE, 116),
    ]
    for status, head in ((NONE, "Not met at all"), (UNKNOWN, "Nothing known"), (PART, "Met in part")):
        chosen = [c for c in covered if c.status == status]
        if chosen:
            lines += ["", f"{head} ({len(chosen)}):"]
        for c in chosen:
            by = ", ".join(called(library, i) for i in c.by[:5])
            most = " for the most part" if any(r.met == "most" for r in c.remains) else ""
            lines.append(f"  {c.requirement.name}" + (f" (shares demands{most} with {by})" if by else ""))
            several = len(c.remains) > 1
            for r in c.remains:
                if r.words:
                    head_ = f"      still to do{f' beside {r.held}' if several else ''}: "
                    lines += textwrap.wrap(r.words, 112, initial_indent=head_, subsequent_indent="      ")
    full = [c.requirement.name for c in covered if c.status == FULL]
    if full:
        lines += ["", f"Met in full ({len(full)}):"]
        lines += textwrap.wrap("; ".join(full), 116, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def next_questions(library: Library, held: Held, towards: str, limit: int = 5) -> Table:
    """Return the undecided pairs whose answer "is inside" would settle most others: what to judge next.

    A pair (x wanted, y held) is undecided if x may be inside y, for all that is known. The answer settles every pair of something
    inside x and something that contains y.

    Raises:
        AimsError: if nothing is held, or only the wanted framework itself.
    """
    everything = _held_beside(library, held, towards)
    closure = closure_of(library)
    names, position = closure.network.names, closure.network.position
    wanted = [r.id for r in library.members(towards) if r.assessable]
    mine = sorted(i for i in everything if i in position and library.requirements[i].assessable)
    groups_held = 0
    for name in mine:
        groups_held |= 1 << closure.group[position[name]]
    rows: list[tuple[int, str, str]] = []
    for x in wanted:
        g = closure.group[position[x]]
        if closure.up[g] & groups_held:
            continue
        for h in bits(closure.overlap[g] & groups_held & ~closure.not_inside[g]):
            settled = sum((closure.up[h] & ~closure.up[d]).bit_count() for d in bits(closure.down[g]))
            rows.append((settled, x, names[closure.groups[h][0]]))
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    table = tuple(
        (f"Does whoever does {called(library, y)} do all of {called(library, x)}?", settled, x, y)
        for settled, x, y in rows[:limit]
    )
    notes = () if table else ("No pair is open: every overlap known so far is decided.",)
    return Table("The best next questions", ("question", "pairs it settles", "wanted", "held"), table, notes)
