"""Levels of risk by the organisation's own criteria, what is still above them, and what is open at each risk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from aims_graph.model import Library, Requirement
from aims_graph.workspace.acceptance import changed, changed_in_words, other_criteria_in_words
from aims_graph.workspace.carry import Standing
from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.fillings import OWNERS_OF
from aims_graph.workspace.people import who_is
from aims_graph.workspace.records.risk import Criteria, Risk
from aims_graph.workspace.rules import OBJECTIVE_KIND, SOURCE_KIND, criteria_levels, criteria_of
from aims_graph.workspace.state import State

#: What may be open at a risk.
NOT_RATED = "not rated"
NOT_RATED_AFTER = "not rated after treatment"
WORSE = "rated higher after treatment than before"
NOT_ACCEPTED = "above the criterion, accepted by nobody"
NOT_AGREED = "its treatment and what is left are approved by nobody"
CHANGED = "changed since it was accepted"
OTHER_CRITERIA = "accepted under other criteria"
NOT_BY_OWNER = "accepted by somebody who is not its owner"
NO_OWNER = "no owner"
NO_TREATMENT = "no control and no treatment named"
OVERDUE = "treatment overdue"
NOT_IMPLEMENTED = "a control is not implemented yet"
LEFT_OUT = "a control was declared not applicable"


@dataclass(frozen=True)
class Level:
    """A level of risk: the product of likelihood and consequence, its word, and its place among the levels (0: the lowest, of ``of``)."""

    product: int
    word: str
    place: int
    of: int


@dataclass(frozen=True)
class Rated:
    """A risk with its level before and after treatment; what counts is the one after, where there is one.

    ``waits_for`` are the controls chosen that are not implemented, ``open`` what is to be done about the risk, ``other_criteria`` in words what of the
    criteria was otherwise when it was accepted.
    """

    risk: Risk
    before: Level | None
    after: Level | None
    is_unacceptable: bool
    waits_for: tuple[str, ...]
    left_out: tuple[str, ...]
    open: tuple[str, ...]
    other_criteria: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than when it was accepted."""
        return CHANGED in self.open

    @property
    def is_by_other_criteria(self) -> bool:
        """Whether the criteria say something else than when it was accepted."""
        return OTHER_CRITERIA in self.open

    @property
    def is_unaccepted(self) -> bool:
        """Whether what is left is above the criterion, and nobody has accepted it as it stands."""
        return self.is_unacceptable and not {NOT_ACCEPTED, CHANGED, OTHER_CRITERIA}.isdisjoint(self.open)

    @property
    def open_in_words(self) -> tuple[str, ...]:
        """What is open, with what of the risk, or of the criteria, changed since it was accepted."""
        more = {CHANGED: changed_in_words(self.risk), OTHER_CRITERIA: self.other_criteria}
        return tuple(f"{word}: {more[word]}" if word in more else word for word in self.open)

    @property
    def level(self) -> Level | None:
        """The level that is left."""
        return self.after or self.before


def level(criteria: Criteria, likelihood: int | None, consequence: int | None) -> Level | None:
    """Return the level of a likelihood and a consequence; ``None`` if one of them is not rated.

    >>> level(Criteria(id=""), 3, 4)
    Level(product=12, word='high', place=2, of=4)
    """
    if likelihood is None or consequence is None:
        return None
    product, levels = likelihood * consequence, criteria_levels(criteria)
    place = max(n for n, (least, _) in enumerate(levels) if least <= product)
    return Level(product, levels[place][1], place, len(levels))


def risks(state: State, standing: Standing, on: dt.date, kind: str = "") -> list[Rated]:
    """Return the risks, the highest level that is left first, those not rated before all.

    Args:
        state: the workspace.
        standing: where the organisation stands, for the controls chosen.
        on: the day on which a treatment is overdue.
        kind: only risks of this kind.
    """
    criteria = {c: criteria_of(state, c) for c in {r.kind for r in state.all(Risk)}}
    by_owner, person = _owners_accept(standing.library), who_is(state)
    found = []
    for risk in state.all(Risk):
        if kind in ("", risk.kind):
            accepts = risk.owner if risk.kind in by_owner else ""
            found.append(_rated(risk, criteria[risk.kind], standing, on, accepts, person))
    return sorted(found, key=lambda r: -(r.level.product if r.level else 1_000_000))


def _owners_accept(library: Library) -> set[str]:
    """Return the kinds of risk of which a standard wants the owner to approve the treatment and accept what is left (``ontology/particulars.tsv``)."""
    words = (word for p in library.particulars for word in p.filled_from)
    return {word.removeprefix(OWNERS_OF) for word in words if word.startswith(OWNERS_OF)}


def _rated(
    risk: Risk, criteria: Criteria, standing: Standing, on: dt.date, accepts: str, person: Callable[[str], str]
) -> Rated:
    """Return a risk with what is open at it; ``accepts`` is the only one who can accept it, if that is anybody."""
    before = level(criteria, risk.likelihood, risk.consequence)
    after = level(criteria, risk.residual_likelihood, risk.residual_consequence)
    left = after or before
    unacceptable = left is not None and left.product >= criteria.unacceptable_from
    positions = [standing.of(c) for c in risk.controls]
    left_out = tuple(p.requirement for p in positions if p.is_left_out)
    waits = tuple(p.requirement for p in positions if p.is_open)
    treats = risk.option != "retain"
    # Nobody has accepted anything before the day on which they are said to do so.
    accepted_by = "" if is_ahead(risk.accepted_on, on) else risk.accepted_by
    other = other_criteria_in_words(risk, criteria)
    as_accepted = not changed(risk) and not other
    said = {
        NOT_RATED: before is None,
        NOT_RATED_AFTER: before is not None and after is None and treats,
        WORSE: before is not None and after is not None and after.product > before.product,
        NOT_ACCEPTED: unacceptable and not accepted_by,
        # Both standards want the acceptance of every risk, and not only of those above the criterion.
        NOT_AGREED: before is not None and not unacceptable and not accepted_by,
        CHANGED: bool(accepted_by and changed(risk)),
        OTHER_CRITERIA: bool(accepted_by and other),
        NOT_BY_OWNER: bool(accepts and accepted_by) and as_accepted and person(accepts) != person(accepted_by),
        NO_OWNER: not risk.owner,
        NO_TREATMENT: treats and not risk.controls and not risk.treatment,
        LEFT_OUT: bool(left_out),
        NOT_IMPLEMENTED: bool(waits),
        OVERDUE: bool(waits) and risk.due is not None and risk.due < on,
    }
    open_ = tuple(word for word, so in said.items() if so)
    return Rated(risk, before, after, unacceptable, waits, left_out, open_, other)


def grid(state: State, rated: list[Rated], kind: str) -> dict[tuple[int, int], list[str]]:
    """Return (likelihood, consequence) -> the ids of the risks of a kind that are left there, for every step of both scales."""
    criteria = criteria_of(state, kind)
    cells: dict[tuple[int, int], list[str]] = {
        (a, b): [] for a in range(1, len(criteria.likelihoods) + 1) for b in range(1, len(criteria.consequences) + 1)
    }
    for one in rated:
        risk = one.risk
        at = (risk.residual_likelihood, risk.residual_consequence) if one.after else (risk.likelihood, risk.consequence)
        if risk.kind == kind and at in cells:
            cells[at].append(risk.id)
    return cells


def sources(library: Library) -> list[Requirement]:
    """Return what a risk may be said to come from, as catalogues list it."""
    return [r for r in library.requirements.values() if r.kind == SOURCE_KIND]


def objectives(library: Library) -> list[Requirement]:
    """Return the objectives that a risk may be said to harm, as catalogues list them."""
    return [r for r in library.requirements.values() if r.kind == OBJECTIVE_KIND]
