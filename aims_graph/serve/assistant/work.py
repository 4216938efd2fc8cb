"""Tools that say what is to be done: given, gap, controls, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from aims_graph.answers.controls.shared_controls import ANCHOR, ceilings, evidence_for, stars
from aims_graph.answers.controls.shared_controls import FULL as IN_FULL
from aims_graph.answers.controls.shared_controls import PART as IN_PART
from aims_graph.answers.coverage.coverage import (
    FULL,
    STATUSES,
    Covered,
    Held,
    Remains,
    bounds,
    counts,
    coverage,
    holding_of,
)
from aims_graph.answers.groups.groups import Implementation, find_group, implementations
from aims_graph.answers.topics.topics import done_by, find_topic
from aims_graph.errors import AimsError
from aims_graph.identifiers import resolve_framework
from aims_graph.model import Evidence, Group, Library, Membership, Source
from aims_graph.present.coverage import REASONS
from aims_graph.serve.assistant.records import Named, all_named, frameworks_of, named, sources
from aims_graph.serve.assistant.tool import Name, OneOf, Page, Paged, Record, Tool, Words, page

Status = Annotated[str, OneOf(STATUSES)]


class Gap(Paged):
    """What is held, and what is wanted."""

    held: tuple[Name, ...] = Field(
        min_length=1,
        max_length=50,
        description="Frameworks, clauses or controls that are held: '27001', '9001', '27001 A.8.15'.",
    )
    towards: Name = Field(description="The framework that is wanted.")
    function: Words = Field("", description="Only what this function of an organisation does.")


class Given(Gap):
    """The same, and of which statuses."""

    statuses: tuple[Status, ...] = Field((), description="Only requirements of these statuses; all by default.")


class Standing(Record):
    """A requirement of the wanted framework: its status, by what of what is held, why, what remains beside each, and where that is written.

    'covered' is certain; 'nothing known' says that no row speaks of it, not that nothing is met.
    """

    requirement: Named
    status: Status
    by: tuple[Named, ...]
    reason: str
    remains: tuple[Remains, ...]
    sources: tuple[Source, ...]


class Holding(Record):
    """Counts of statuses, the bounds between which the number met in full lies, and the requirements in the standard's order."""

    towards: str
    counts: dict[str, int]
    at_least_in_full: int
    at_most_in_full: int
    requirements: Page[Standing]


def given(library: Library, asked: Given) -> Holding:
    """Say what is certainly met of a framework by whoever holds others, or parts of them; what remains, in words; and what is not known.

    Nothing is counted that does not follow from stated rows, and no percentage is given: parts never add up to a whole.
    """
    held, wanted, covered = _covered(library, asked.held, asked.towards, asked.function)
    chosen = [c for c in covered if not asked.statuses or c.status in asked.statuses]
    least, most = bounds(covered)
    return Holding(
        towards=wanted,
        counts=counts(covered),
        at_least_in_full=least,
        at_most_in_full=most,
        requirements=page(library, asked, [_standing(library, held, c) for c in chosen]),
    )


def _covered(library: Library, names: Iterable[str], towards: str, function: str) -> tuple[Held, str, list[Covered]]:
    held, wanted = holding_of(library, names), resolve_framework(towards, library)
    only = done_by(library, find_topic(library, function, "functions")) if function else None
    return held, wanted, coverage(library, held, wanted, only)


def _standing(library: Library, held: Held, covered: Covered) -> Standing:
    name = covered.requirement.id
    judged = [r.source for f in held.frameworks if (r := library.remainder_of.get((name, f)))]
    rows = [row for row in library.rows_at(name) if row.object_id in covered.by]
    written = (covered.requirement.source, *judged, *sources(*rows, *covered.gaps))
    return Standing(
        requirement=named(library, name),
        status=covered.status,
        by=all_named(library, covered.by),
        reason=REASONS[covered.reason],
        remains=covered.remains,
        sources=tuple(dict.fromkeys(written)),
    )


class Left(Record):
    """A requirement that is not certainly met in full: what is known of it, and what an auditor asks to see there."""

    standing: Standing
    summary: str
    evidence: Evidence | None


class LeftOver(Record):
    """How many requirements are left of how many, and these, in the standard's order."""

    towards: str
    of: int
    left: Page[Left]


def gap(library: Library, asked: Gap) -> LeftOver:
    """List what is left to do of a framework beside what is held: every requirement not certainly met in full, with what it demands, what remains and which evidence an auditor asks for."""
    held, wanted, covered = _covered(library, asked.held, asked.towards, asked.function)
    left = [
        Left(
            standing=_standing(library, held, c),
            summary=c.requirement.summary,
            evidence=library.evidence_at.get(c.requirement.id),
        )
        for c in covered
        if c.status != FULL
    ]
    return LeftOver(towards=wanted, of=len(covered), left=page(library, asked, left))


class Controls(Paged):
    """For which frameworks controls are shared."""

    frameworks: tuple[Name, ...] = Field((), max_length=20, description="The leading one first; all by default.")
    fewest: bool = Field(False, description="Only what meets everything in full: requirements inside no other.")


class Member(Record):
    """A requirement that a control serves: anchor, in full or in part; what it adds to the anchor; how sure that is (0 to 1) and where it stands.

    Without a confidence of its own it follows from rows that 'explain' names.
    """

    requirement: Named
    how: Annotated[str, OneOf((ANCHOR, IN_FULL, IN_PART))]
    adds: str
    confidence: float | None
    source: Source | None


class Control(Record):
    """One thing to implement: the requirements it serves, what an auditor asks to see at its anchor, and the kinds of evidence that all its members accept."""

    anchor: Named
    members: tuple[Member, ...]
    evidence: Evidence | None
    evidence_for_all: tuple[str, ...]


class Shared(Record):
    """The controls, those of the leading framework first; ``serving_several`` counts those with more than one member."""

    frameworks: tuple[str, ...]
    serving_several: int
    controls: Page[Control]


def controls(library: Library, asked: Controls) -> Shared:
    """List the shared controls of several frameworks: what one implementation satisfies, what each member adds to it, which evidence serves all."""
    order = frameworks_of(library, asked.frameworks)
    found = (ceilings if asked.fewest else stars)(library, order)
    made = []
    for control in found:
        evidence = evidence_for(library, control)
        members = tuple(
            Member(
                requirement=named(library, m.requirement.id),
                how=m.how,
                adds=m.adds,
                confidence=m.row.confidence if m.row else None,
                source=m.row.source if m.row else None,
            )
            for m in control.members
        )
        made.append(
            Control(
                anchor=named(library, control.anchor.id),
                members=members,
                evidence=evidence.at_anchor if evidence else None,
                evidence_for_all=evidence.common if evidence else (),
            )
        )
    return Shared(
        frameworks=tuple(order),
        serving_several=sum(len(c.members) > 1 for c in found),
        controls=page(library, asked, made),
    )


class Groups(Paged):
    """Which groups are meant."""

    group: Words = Field(
        "", description="One group, as it is called, with all its members; without it, all are listed."
    )
    function: Words = Field("", description="Only those that this function of an organisation owns.")
    frameworks: tuple[Name, ...] = Field((), max_length=20, description="Count these only; all by default.")


class Belonging(Record):
    """A requirement in its group: how much of it the core meets, and what it adds to the core."""

    requirement: Named
    membership: Membership


class Implemented(Record):
    """What a team sets up as one process: purpose, process and records; how many requirements of each framework it serves; its members if it was named."""

    group: Group
    serves: dict[str, int]
    met: dict[str, int]
    members: tuple[Belonging, ...]


class Processes(Record):
    """The groups."""

    groups: Page[Implemented]


def groups(library: Library, asked: Groups) -> Processes:
    """List what a team would implement as one process, over all frameworks; or, of one group that is named, everything: purpose, process, records, and what each member adds."""
    owner = find_topic(library, asked.function, "functions").id if asked.function else ""
    found = implementations(library, frameworks_of(library, asked.frameworks), owner)
    if asked.group:
        chosen = find_group(library, asked.group)
        found = [i for i in found if i.group == chosen]
        if not found:
            raise AimsError(f"{chosen.label} serves nothing of what was asked.", "Leave out function or frameworks.")
    return Processes(groups=page(library, asked, [_implemented(library, i, bool(asked.group)) for i in found]))


def _implemented(library: Library, found: Implementation, whole: bool) -> Implemented:
    members = [m for of in found.members.values() for m in of] if whole else []
    far = Counter(m.met for of in found.members.values() for _, m in of)
    return Implemented(
        group=found.group,
        serves={f: len(of) for f, of in found.members.items()},
        met=dict(far),
        members=tuple(Belonging(requirement=named(library, r.id), membership=m) for r, m in members),
    )


TOOLS = (
    Tool("What is met by whoever holds other frameworks", given),
    Tool("What is left to do", gap),
    Tool("Shared controls", controls),
    Tool("Groups to implement as one process", groups),
)
