"""The days on the way to a certificate and after: what was planned or held, and what a certificate calls for by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aims_graph.model import Library
from aims_graph.workspace.certificates import edition_held, ended, transition_ends
from aims_graph.workspace.days import is_over, months_before
from aims_graph.workspace.records.assurance import MILESTONES, Milestone
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.state import State

#: So many months after the day by which a surveillance audit is due, one is still that audit, held late, and not yet the next.
LATE_BY = 6


@dataclass(frozen=True)
class Due:
    """One day on the way to a certificate or after: the milestone it was planned or held by, or the day by which it is due (``by``) if there is none.

    ``missed`` is the day by which a milestone that lies after it was due; ``is_before_stage_1`` says so of a stage 2;
    ``certified`` is a certificate that was issued before the day for which a stage 1 or 2 is still planned, though it comes of them.
    """

    kind: str
    by: dt.date | None
    milestone: Milestone | None
    is_late: bool
    framework: str
    missed: dt.date | None = None
    is_before_stage_1: bool = False
    certified: Certificate | None = None


def days(state: State, library: Library, framework: str, on: dt.date) -> list[Due]:
    """Return the milestones of a framework by day, and what a certificate calls for that no milestone answers yet.

    After a certificate the usual rhythm is reckoned: a surveillance audit by 12 months after its issue and another by 24, recertification by its expiry,
    or by three years after its issue where no day is stated; of an edition whose transition ends before, by that day. What the body planned counts where it
    is kept as a milestone, each for one of these days. A certificate of another edition counts with the framework. One that has ended is not surveyed any more, only renewed.
    """
    own = [m for m in state.all(Milestone) if m.framework == framework]
    found = [
        Due(
            m.kind,
            m.planned_on,
            m,
            bool(m.planned_on and m.planned_on < on and not is_over(m.held_on, on)),
            framework,
            is_before_stage_1=_is_before_stage_1(m, own),
            certified=_certified_before(state, library, m, on),
        )
        for m in own
    ]
    certified = [c for c in state.all(Certificate) if framework in (c.framework, edition_held(library, c)) and c.issued]
    if certified:
        issued = max(c.issued for c in certified if c.issued)
        current = next(c for c in certified if c.issued == issued)
        surveillance, recertification = MILESTONES[2], MILESTONES[3]
        last = transition_ends(library, current.framework)
        end = min(filter(None, (current.expires or months_before(issued, -36), last)))
        free = sorted((d.milestone for d in found if d.milestone), key=_day)
        # A certificate that ends sooner than usual, as with the transition to a later edition, is surveyed no longer than that.
        rounds = [day for n in (12, 24) if (day := months_before(issued, -n)) < end]
        starts = [issued, *rounds]
        for kind, after, by, late in (
            *((surveillance, start, day, LATE_BY) for start, day in zip(starts, rounds, strict=False)),
            (recertification, starts[-1], end, 0),
        ):
            # One audit answers one day: one that was held late does not stand for the next as well.
            until = months_before(by, -late)
            mine = next((m for m in free if m.kind == kind and after < _day(m) <= until), None)
            # A renewal after the certificate has ended is none: its day stays open.
            lapsed = (m for m in free if m.kind == kind == recertification and until < _day(m) < dt.date.max)
            told = mine or next(lapsed, None)
            if told and _day(told) > by:
                found = [replace(d, missed=by) if d.milestone is told else d for d in found]
            if mine:
                free.remove(mine)
            elif kind == recertification or not ended(library, current, on):
                found.append(Due(kind, by, None, by < on, framework))
    return sorted(found, key=lambda d: (_day(d.milestone) if d.milestone else d.by) or dt.date.max)


def _is_before_stage_1(milestone: Milestone, own: Sequence[Milestone]) -> bool:
    """Return whether a stage 2 lies before every stage 1 whose day is known."""
    first, second = MILESTONES[:2]
    known = [_day(m) for m in own if m.kind == first and _day(m) < dt.date.max]
    return milestone.kind == second and bool(known) and _day(milestone) < min(known)


def _certified_before(state: State, library: Library, milestone: Milestone, on: dt.date) -> Certificate | None:
    """Return the last certificate of the same edition that was issued before a stage 1 or 2 that is only planned, and has not ended by then: after that, one begins anew."""
    day = milestone.planned_on
    if milestone.kind not in MILESTONES[:2] or day is None or is_over(milestone.held_on, on):
        return None
    found = [c for c in state.all(Certificate) if c.framework == milestone.framework and not ended(library, c, day)]
    return max((c for c in found if c.issued and c.issued < day), key=lambda c: c.issued or day, default=None)


def _day(milestone: Milestone) -> dt.date:
    return milestone.held_on or milestone.planned_on or dt.date.max
