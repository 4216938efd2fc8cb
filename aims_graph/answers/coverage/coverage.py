"""What is certainly met of a framework by whoever holds others, or parts of them; what remains; and which question would settle most.

Nothing is counted that does not follow. In full: the requirement is inside one that is held, a curator judged a framework held whole to meet all of it, or
all the parts that exhaust it are met in full. In part: it shares a demand with one that is held. Parts never add up to a whole, and no
percentage is printed: four counts, and the bounds between which the share met in full lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType

from aims_graph.errors import AimsError, UnknownFrameworkError, check_number
from aims_graph.identifiers import check_ids, check_mapped, resolve, resolve_framework
from aims_graph.model import Combined, Library, Mapping, Remainder, Requirement
from aims_graph.reason.closure import Closure, bits, closure_of
from aims_graph.vocabulary import MET

FULL, PART, NONE, UNKNOWN = "covered", "partly covered", "not covered", "nothing known"
STATUSES = (FULL, PART, NONE, UNKNOWN)


class Reason(Enum):
    """Why a requirement has its status; ``by`` of :class:`Covered` names the requirements it speaks of."""

    HELD_ITSELF = auto()
    INSIDE = auto()
    TOGETHER = auto()
    BY_ITS_PARTS = auto()
    SHARES = auto()
    CONSIDERED = auto()
    NO_ROW = auto()


@dataclass(frozen=True)
class Remains:
    """What is left to do beside what is held: a whole framework, a single requirement, or several frameworks judged together; their ids, and how much that meets."""

    held: tuple[str, ...]
    words: str
    met: str


def leaves(remains: Remains) -> tuple[bool, int, int, int]:
    """Return by what several texts are sorted so that the one that leaves least comes first.

    Each by itself holds for whoever holds all of it: at most that is left.
    """
    # A row of somebody's own content may not say how much is met: that counts as least.
    met = MET.index(remains.met) if remains.met in MET else -1
    return not remains.words, -met, -len(remains.held), len(remains.words)


def least_left(library: Library, requirement: str, frameworks: Collection[str]) -> Remains | None:
    """Return the one task that is left of a requirement beside frameworks held whole; ``None`` if nobody judged it for any of them."""
    alone = (library.remainder_of.get((requirement, f)) for f in frameworks)
    judged = [Remains((r.held,), r.remains, r.met) for r in alone if r]
    if combined := library.combined_for(requirement, frameworks):
        judged.append(Remains(combined.held, combined.remains, combined.met))
    return min(judged, key=leaves, default=None)


@dataclass(frozen=True)
class Covered:
    """One requirement: its status, the requirements held that meet it or a part of it, why, and the gap rows that say none does.

    ``remains`` says what is left to do, each text by itself: the first is the one to work from, judged of several that are held
    together or the best and shortest of those beside one; the others are what else was said.
    """

    requirement: Requirement
    status: str
    by: tuple[str, ...]
    reason: Reason
    gaps: tuple[Mapping, ...] = ()
    remains: tuple[Remains, ...] = ()


@dataclass(frozen=True)
class Held:
    """What an organisation holds: whole frameworks, and requirements (with their parts) of others."""

    frameworks: tuple[str, ...]
    requirements: tuple[str, ...]

    def everything(self, library: Library) -> set[str]:
        """Return the ids of all that is held."""
        whole = {r.id for f in self.frameworks for r in library.members(f)}
        return whole | {i for r in self.requirements for i in (r, *library.below(r))}


def holding_of(library: Library, texts: str | Iterable[str]) -> Held:
    """Return what is held, from one name or several as people write them: frameworks, clauses, controls.

    Raises:
        AimsError: if a name is neither, or of a framework that mappings do not speak of.
    """
    frameworks: list[str] = []
    requirements: list[str] = []
    for text in [texts] if isinstance(texts, str) else texts:
        try:
            frameworks.append(resolve_framework(text, library))
        except UnknownFrameworkError:
            found = library.requirements[resolve(text, library)]
            check_mapped(library.frameworks[found.framework], library)
            requirements.append(found.id)
    return Held(tuple(dict.fromkeys(frameworks)), tuple(dict.fromkeys(requirements)))


def coverage(
    library: Library,
    held: Held,
    towards: str,
    only: Iterable[str] | None = None,
    closure: Closure | None = None,
) -> list[Covered]:
    """Return the status of every assessable requirement of a framework, in its order.

    Args:
        library: the content.
        held: what the organisation holds.
        towards: the id of the framework it wants.
        only: the requirements that matter (such as those that bind on a day); all by default.
        closure: what follows from the rows; from all of them by default.

    Raises:
        AimsError: if nothing is held, or only the wanted framework itself, or there is no framework of an id.
    """
    look = _Look(library, held, towards, closure or closure_of(library))
    chosen = None if only is None else set(only)
    found: dict[str, Covered] = {}
    # Children first, so that a parent can rest on them.
    for requirement in reversed(library.members(towards)):
        found[requirement.id] = look.at(requirement, found)
    return [found[r.id] for r in library.members(towards) if r.assessable and (chosen is None or r.id in chosen)]


@lru_cache(maxsize=4)
def whole_coverage(library: Library) -> MappingProxyType[tuple[str, str], tuple[Covered, ...]]:
    """Return what every framework, held whole, gives towards every other: (held, towards) -> as :func:`coverage`; computed once."""
    return MappingProxyType(
        {
            (held.id, towards.id): tuple(coverage(library, Held((held.id,), ()), towards.id))
            for held in library.mapped
            for towards in library.mapped
            if held is not towards
        }
    )


@lru_cache(maxsize=8)
def exhausted(library: Library) -> frozenset[str]:
    """Return the ids of the requirements whose parts say all that they say, so that whoever meets all of these meets them."""
    return frozenset(link.subject_id for link in library.links if link.kind == "said_by_parts")


def _held_beside(library: Library, held: Held, towards: str) -> set[str]:
    """Return the ids of all that is held; refuse what would answer nothing."""
    check_ids((*held.frameworks, towards), library)
    if not held.frameworks and not held.requirements:
        raise AimsError("Nothing is held.", "Name a framework or a requirement that you hold.")
    everything = held.everything(library)
    if all(library.requirements[i].framework == towards for i in everything):
        raise AimsError(
            f"Only {towards} itself is held.",
            "Name another framework, or another --towards.",
            "Choose another framework.",
        )
    return everything


class _Look:
    """What is held, as sets of the closure's groups, so that one look at a requirement takes a few word operations."""

    def __init__(self, library: Library, held: Held, towards: str, closure: Closure) -> None:
        self.library, self.held, self.closure = library, held, closure
        self.everything = _held_beside(library, held, towards)
        self.exhausted = exhausted(library)
        # Of earlier editions nothing follows: they are in no network.
        self.groups = 0
        for name in self.everything & closure.network.position.keys():
            self.groups |= 1 << closure.group[closure.network.position[name]]

    def at(self, requirement: Requirement, below: dict[str, Covered]) -> Covered:
        """Return the status of one requirement, given that of its parts."""
        library, closure = self.library, self.closure
        if requirement.id in self.everything:
            return Covered(requirement, FULL, (requirement.id,), Reason.HELD_ITSELF)
        g = closure.group[closure.network.position[requirement.id]]
        inside = self._narrowest(self._held_in(closure.up[g]))
        if inside:
            return Covered(requirement, FULL, tuple(inside), Reason.INSIDE)
        judged = [r for f in self.held.frameworks if (r := library.remainder_of.get((requirement.id, f)))]
        combined = library.combined_for(requirement.id, self.held.frameworks)
        whole = next((r for r in (*judged, combined) if r and r.met == "all"), None)
        if whole:
            return Covered(requirement, FULL, whole.by, Reason.TOGETHER)
        parts = [below[c] for c in library.children.get(requirement.id, [])]
        if requirement.id in self.exhausted and parts and all(p.status == FULL for p in parts):
            by = tuple(dict.fromkeys(i for p in parts for i in p.by))
            return Covered(requirement, FULL, by, Reason.BY_ITS_PARTS)
        touching = [i for i in self._held_in(closure.overlap[g]) if library.requirements[i].assessable]
        return self._open(requirement, touching, judged, combined)

    def _open(
        self, requirement: Requirement, touching: list[str], judged: list[Remainder], combined: Combined | None
    ) -> Covered:
        """Return the status of a requirement that nothing meets in full."""
        library = self.library
        rows = {m.object_id: m for m in library.rows_at(requirement.id) if m.is_counterpart}
        remains = [Remains((r.held,), r.remains, r.met) for r in judged if r.met != "none" or not touching]
        whole = {r.held for r in judged}
        remains += [
            Remains((i,), rows[i].subject_only, rows[i].subject_met)
            for i in touching
            if i in rows and library.requirements[i].framework not in whole
        ]
        remains += [Remains(combined.held, combined.remains, combined.met)] if combined else []
        remains.sort(key=leaves)
        if touching or any(r.met != "none" for r in judged):
            direct = tuple(i for i in touching if i in rows)
            return Covered(
                requirement, PART, direct or tuple(self._narrowest(touching)), Reason.SHARES, (), tuple(remains)
            )
        named = {*self.held.frameworks, *(library.requirements[i].framework for i in self.held.requirements)}
        named.discard(requirement.framework)
        gaps = tuple(gap for f in sorted(named) if (gap := library.gap(requirement.id, f)))
        if len(gaps) == len(named):
            return Covered(requirement, NONE, (), Reason.CONSIDERED, gaps, tuple(remains))
        return Covered(requirement, UNKNOWN, (), Reason.NO_ROW, (), tuple(remains))

    def _narrowest(self, names: list[str]) -> list[str]:
        """Return what holds none of the others as a part: whatever is inside a clause is inside its chapter, which says nothing more."""
        wider = {above for name in names for above in self.library.above(name)}
        return [name for name in names if name not in wider]

    def _held_in(self, groups: int) -> list[str]:
        closure, names = self.closure, self.closure.network.names
        return [
            names[m]
            for h in bits(groups & self.groups)
            for m in sorted(closure.groups[h])
            if names[m] in self.everything
        ]


def counts(covered: Sequence[Covered]) -> dict[str, int]:
    """Return status -> how many requirements have it, in the order of STATUSES."""
    found = Counter(c.status for c in covered)
    return {status: found[status] for status in STATUSES}


def bounds(covered: Sequence[Covered]) -> tuple[int, int]:
    """Return how many are met in full at least, and how many may be at most, for all that is known."""
    found = counts(covered)
    return found[FULL], len(covered) - found[NONE]


@dataclass(frozen=True)
class UndecidedPair:
    """An undecided pair: would whoever does ``held`` do all of ``wanted``? And how many pairs the answer yes would settle."""

    wanted: str
    held: str
    settles: int


def next_questions(library: Library, held: Held, towards: str, limit: int = 5) -> list[UndecidedPair]:
    """Return the undecided pairs whose answer "is inside" would settle most others: what to judge next.

    A pair (x wanted, y held) is undecided if the two share a demand and x may be inside y, for all that is known. The answer settles every pair of something
    inside x and something that contains y.

    Raises:
        AimsError: if nothing is held, or only the wanted framework itself, there is no framework of an id, or the limit is below 1.
    """
    check_number("limit", limit, 1)
    everything = _held_beside(library, held, towards)
    closure = closure_of(library)
    position = closure.network.position
    wanted = [r.id for r in library.members(towards) if r.assessable]
    mine = sorted(i for i in everything if i in position and library.requirements[i].assessable)
    # Of equal ones that are held the first by id stands for all.
    first = {closure.group[position[name]]: name for name in reversed(mine)}
    groups_held = sum(1 << h for h in first)
    rows: list[tuple[int, str, str]] = []
    for x in wanted:
        g = closure.group[position[x]]
        if closure.up[g] & groups_held:
            continue
        for h in bits(closure.overlap[g] & groups_held & ~closure.not_inside[g]):
            settled = sum((closure.up[h] & ~closure.up[d]).bit_count() for d in bits(closure.down[g]))
            rows.append((settled, x, first[h]))
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    return [UndecidedPair(x, y, settled) for settled, x, y in rows[:limit]]
