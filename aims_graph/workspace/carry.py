"""Where an organisation stands at each requirement: what it answered itself, and what its answers certainly settle elsewhere.

An answer "implemented" carries by what is entailed and no further. In full: the other requirement is inside the one that is implemented, or the core
of an implemented group meets all of it, or all the parts that exhaust it are met. In part: both share a demand; what remains is said by the row. A
certificate carries what its framework, held whole, is judged to meet. What stands at an earlier edition of a framework carries to the later one as far as
the rows between editions entail it, and from there on.

What one source carries depends on the content alone, so it is worked out once; after a change of one answer only the requirements that it touches are
looked at again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from aims_graph import clock
from aims_graph.answers.coverage.coverage import exhausted
from aims_graph.answers.editions.succession import became, can_be_answered
from aims_graph.model import Library, Succession
from aims_graph.model import Mapping as Row
from aims_graph.reason.closure import bits, closure_of
from aims_graph.workspace.certificates import counts
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.records.work import IMPLEMENTED, NOT_APPLICABLE, Answer
from aims_graph.workspace.state import State

FULL, PART = "in full", "in part"
#: What an earlier requirement is to the later one -> how far whoever does the earlier one does the later one.
EXTENTS = {"equal": FULL, "superset_of": FULL, "subset_of": PART, "intersects": PART}


@dataclass(frozen=True)
class Carried:
    """What a source (a requirement, a group or a whole framework, by its id) settles of a requirement.

    ``through`` is the requirement that shares a demand, or is held together with others; ``row`` says it, and is ``None`` where it follows from several
    or from the place in the catalogue; ``remains`` says what is left, where somebody judged it. ``by`` are the rows between editions that led from an
    earlier edition to a later one, the earliest first.
    """

    source: str
    extent: str
    through: str
    row: Row | None = None
    remains: str = ""
    by: tuple[Succession, ...] = ()


@dataclass(frozen=True)
class Position:
    """One requirement: the answer given at it, and all that is carried to it, from whose answer or certificate.

    ``carried`` pairs what is carried with the id of the answer or certificate it comes from; in full first. ``by_parts`` says that all its parts,
    which exhaust it, are met; ``group_answer`` is the answer that leaves out a group whose core is all of it.
    """

    requirement: str
    answer: Answer | None
    carried: tuple[tuple[str, Carried], ...] = ()
    by_parts: bool = False
    group_answer: Answer | None = None

    @property
    def given(self) -> Answer | None:
        """The answer that says a status; ``None`` where nobody said one, though somebody may have named an owner, a day or a note."""
        return self.answer if self.answer and self.answer.status else None

    @property
    def carried_in_full(self) -> bool:
        """Whether something else certainly meets all of it."""
        return self.by_parts or any(c.extent == FULL for _, c in self.carried)

    @property
    def is_met(self) -> bool:
        """Whether it is certainly met: by the answer given, else by what is carried."""
        return self.given.status == IMPLEMENTED if self.given else self.carried_in_full

    @property
    def is_left_out(self) -> bool:
        """Whether it was declared not applicable, itself or with its group."""
        return self.left_out_by is not None or (self.given is not None and self.given.status == NOT_APPLICABLE)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do: it is neither met nor left out."""
        return not self.is_met and not self.is_left_out

    @property
    def left_out_by(self) -> Answer | None:
        """The answer that leaves it out with its group; ``None`` where a status was given at it, or something else certainly meets it."""
        return None if self.given or self.carried_in_full else self.group_answer

    @property
    def status(self) -> str:
        """The status that counts: one given directly wins; else ``implemented``, ``in part`` or nothing."""
        if self.given:
            return self.given.status
        if self.is_left_out:
            return NOT_APPLICABLE
        return IMPLEMENTED if self.carried_in_full else PART if self.carried else ""

    @property
    def conflict(self) -> bool:
        """Whether it was answered as open though another answer entails that it is met."""
        return (
            self.given is not None and self.given.status not in (IMPLEMENTED, NOT_APPLICABLE) and self.carried_in_full
        )

    @property
    def remains(self) -> tuple[tuple[str, str], ...]:
        """What is left, in words, beside each source that meets a part: (source, words); nothing where it is met."""
        if not self.is_open:
            return ()
        return tuple(dict.fromkeys((c.source, c.remains) for _, c in self.carried if c.extent == PART and c.remains))


_Held = Mapping[str, str]  # source -> the id of the answer or certificate that holds it


@dataclass(frozen=True, eq=False)
class Standing:
    """The position of every requirement that can be answered, former editions included."""

    library: Library
    held: _Held
    answers: Mapping[str, Answer]
    carried: Mapping[str, tuple[tuple[str, Carried], ...]]
    by_parts: frozenset[str]
    left_out: Mapping[str, Answer]

    def of(self, requirement: str) -> Position:
        """Return the position of one requirement; of one that the content does not know, the answer alone."""
        return Position(
            requirement,
            self.answers.get(requirement),
            self.carried.get(requirement, ()),
            requirement in self.by_parts,
            self.left_out.get(requirement),
        )

    def framework(self, framework: str) -> list[Position]:
        """Return the positions of what can be answered in a framework or an edition of one, in its order."""
        return [self.of(r.id) for r in self.library.members(framework) if can_be_answered(self.library, r.id)]


def standing(state: State, library: Library, on: dt.date | None = None, before: Standing | None = None) -> Standing:
    """Return where the organisation stands.

    Args:
        state: the workspace.
        library: the content.
        on: the day on which certificates count; today by default.
        before: an earlier standing over the same content, from which only what changed since is made anew.
    """
    day = on or clock.today()
    held = _held(state, library, day)
    answers = {a.target: a for a in state.all(Answer)}
    if before is None or before.library is not library:
        before = Standing(library, {}, {}, {}, frozenset(), {})
    gone = {s for s, by in before.held.items() if held.get(s) != by}
    new = {s for s, by in held.items() if before.held.get(s) != by}
    touched = {y for s in gone | new for y in effects(library, s)}
    carried = dict(before.carried)
    for y in touched:
        kept = [pair for pair in carried.get(y, ()) if pair[1].source not in gone]
        kept += [(held[s], effects(library, s)[y]) for s in new if y in effects(library, s)]
        carried[y] = tuple(sorted(kept, key=lambda pair: (pair[1].extent != FULL, not pair[1].remains, pair[1].source)))
        if not carried[y]:
            del carried[y]
    # A record that did not change is the same record: to compare their fields would take longer than all the rest.
    told = {i for i in {*answers, *before.answers} if answers.get(i) is not before.answers.get(i)}
    by_parts = _by_parts(library, answers, carried, before.by_parts, touched | told)
    return Standing(library, held, answers, carried, by_parts, _left_out(library, answers.values()))


def _held(state: State, library: Library, day: dt.date) -> dict[str, str]:
    """Return what is held: implemented requirements and groups, and frameworks certified on that day."""
    found = {a.target: a.id for a in state.all(Answer) if a.status == IMPLEMENTED}
    for certificate in state.all(Certificate):
        if certificate.framework in library.frameworks and counts(library, certificate, day):
            found.setdefault(certificate.framework, certificate.id)
    return found


def _left_out(library: Library, answers: Iterable[Answer]) -> dict[str, Answer]:
    """Return what is left out with a group: where its core does not apply, nothing of a member applies that the core is all of."""
    return {
        m.requirement_id: answer
        for answer in answers
        if answer.status == NOT_APPLICABLE
        for m in library.memberships_in.get(answer.target, [])
        if m.met == "all"
    }


def _by_parts(
    library: Library,
    answers: Mapping[str, Answer],
    carried: Mapping[str, tuple[tuple[str, Carried], ...]],
    before: frozenset[str],
    touched: Iterable[str],
) -> frozenset[str]:
    """Return the requirements whose parts say all that they say and are all met; climbs from what was touched."""
    whole = exhausted(library)
    found = set(before)
    todo = [library.requirements[y].parent for y in touched if y in library.requirements]
    while todo:
        parent = todo.pop()
        if parent not in whole:
            continue
        parts = library.children.get(parent, [])
        met = bool(parts) and all(_is_met(p, answers, carried, found) for p in parts)
        if met != (parent in found):
            found ^= {parent}
            todo.append(library.requirements[parent].parent)
    return frozenset(found)


def _is_met(
    requirement: str,
    answers: Mapping[str, Answer],
    carried: Mapping[str, tuple[tuple[str, Carried], ...]],
    by_parts: set[str],
) -> bool:
    return Position(requirement, answers.get(requirement), carried.get(requirement, ()), requirement in by_parts).is_met


@lru_cache(maxsize=8)
def _known(library: Library) -> dict[str, dict[str, Carried]]:
    """Return the place where what sources of a content carry is kept."""
    return {}


def effects(library: Library, source: str) -> dict[str, Carried]:
    """Return what a source certainly settles elsewhere: requirement -> how far.

    Args:
        library: the content.
        source: the id of a requirement, a group or a framework; of an unknown one nothing follows.
    """
    known = _known(library)
    if source not in known:
        if source in library.frameworks:
            known[source] = _of_framework(library, source)
        elif source in library.group_of:
            known[source] = _of_group(library, source)
        else:
            known[source] = _of_requirement(library, source, source)
    return known[source]


def _of_requirement(
    library: Library, name: str, source: str, before: frozenset[str] = frozenset()
) -> dict[str, Carried]:
    """What implements a requirement meets what is inside it and shares in what overlaps it, here and in later editions of it.

    Args:
        library: the content.
        name: the requirement.
        source: what it is carried from.
        before: the requirements of earlier editions that led here.
    """
    found = _of_rows(library, name, source)
    for change in became(library, name) if name in library.requirements else ():
        extent, later = EXTENTS.get(change.relation), change.present
        if extent is None or later in before or later == name:
            continue
        beyond = {later: Carried(source, extent, name)} if can_be_answered(library, later) else {}
        if extent == FULL:
            beyond |= _of_requirement(library, later, source, before | {name})
        else:
            # What shares something with a part shares it with the whole, too; of the rest of the later requirement nothing is known.
            beyond |= {y: Carried(source, PART, later) for y in _containing(library, later, before | {name})}
        for y, carried in beyond.items():
            if y != name and (y not in found or (carried.extent, found[y].extent) == (FULL, PART)):
                found[y] = replace(carried, by=(change, *carried.by))
    return found


def _containing(library: Library, name: str, before: frozenset[str]) -> set[str]:
    """Return the other requirements that certainly contain one: what it is inside of, here and in later editions."""
    closure = closure_of(library)
    place = closure.network.position.get(name)
    groups = bits(closure.up[closure.group[place]]) if place is not None else ()
    found = {closure.network.names[m] for h in groups for m in closure.groups[h]}
    for change in became(library, name):
        if change.relation in ("equal", "subset_of") and change.present not in before:
            found |= {change.present, *_containing(library, change.present, before | {name})}
    return {y for y in found if y != name and can_be_answered(library, y)}


def _of_rows(library: Library, name: str, source: str) -> dict[str, Carried]:
    closure = closure_of(library)
    place = closure.network.position.get(name)
    if place is None:
        return {}
    g, names = closure.group[place], closure.network.names
    rows = {(m.subject_id, m.object_id): m for m in library.by_side.get(name, [])}
    found: dict[str, Carried] = {}
    for groups, extent in ((closure.down[g], FULL), (closure.overlap[g], PART)):
        for h in bits(groups):
            for member in closure.groups[h]:
                other = names[member]
                if other == name or other in found or not library.requirements[other].assessable:
                    continue
                row = rows.get((name, other)) or rows.get((other, name))
                remains = ""
                if row is not None and extent == PART:
                    remains = row.object_only if row.subject_id == name else row.subject_only
                found[other] = Carried(source, extent, name, row, remains)
    return found


def _of_group(library: Library, group: str) -> dict[str, Carried]:
    """The core of a group meets its members as far as the content says; what is met in full counts on from there."""
    found: dict[str, Carried] = {}
    for member in library.memberships_in.get(group, []):
        if member.met == "none":
            continue
        extent = FULL if member.met == "all" else PART
        found[member.requirement_id] = Carried(group, extent, member.requirement_id, None, member.adds)
    for name in [n for n, c in found.items() if c.extent == FULL]:
        for other, carried in _of_requirement(library, name, group).items():
            if other not in found or (carried.extent == FULL and found[other].extent == PART):
                found[other] = carried
    return found


def _rank(requirement: str, carried: Carried) -> tuple[str, bool, bool]:
    """Return what sorts the ways to one requirement: in full, with words on what remains, straight from the earlier edition."""
    return carried.extent, not carried.remains, bool(carried.by) and carried.by[-1].present != requirement


def _of_framework(library: Library, framework: str) -> dict[str, Carried]:
    """A framework held whole meets its own requirements, what is inside them, and what was judged beside it."""
    found: dict[str, Carried] = {}
    members = [r for r in library.members(framework) if can_be_answered(library, r.id)]
    for member in members:
        found[member.id] = Carried(framework, FULL, member.id)
    for member in members:
        for other, carried in _of_requirement(library, member.id, framework).items():
            old = found.get(other)
            if old is None or _rank(other, old) > _rank(other, carried):
                found[other] = carried
    for (requirement, held), judged in library.remainder_of.items():
        if held != framework or (requirement in found and found[requirement].extent == FULL) or judged.met == "none":
            continue
        extent = FULL if judged.met == "all" else PART
        through = judged.by[0] if judged.by else (found[requirement].through if requirement in found else "")
        found[requirement] = Carried(framework, extent, through, None, judged.remains)
    return found
