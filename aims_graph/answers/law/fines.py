"""The maximum fine for each kind of infringement: by role, size and turnover, on a day."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.law.binds import Answer, answers
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.situation import Situation
from aims_graph.errors import AimsError
from aims_graph.model import Fine, Known, Library
from aims_graph.pack.terms import wider_terms

#: The sizes for which the law has a rule of their own, in the words of the facts.
SIZES = ("sme", "smc")
#: The last day on which anything can still begin.
LAST = "9999-12-30"


@dataclass(frozen=True)
class Maximum:
    """The maximum of one fine for this operator.

    ``value`` says whether the rule is about it at all; ``rule`` whether of amount and percentage the higher or the lower counts
    (empty if only one is there). ``most`` is in euro, None where the law or what was said gives no sum; ``otherwise`` the sum for
    another size that is still open, with its word. ``begins`` is the day from which there is a duty to infringe and the fine applies.
    """

    fine: Fine
    value: Known
    rule: str
    most: float | None
    otherwise: tuple[tuple[str, float], ...]
    begins: str


def fines(library: Library, asked: Situation, day: str, turnover: float | None = None) -> list[Maximum]:
    """Return every fine for something that binds the operator or may, on any day, in the order of the table.

    Args:
        library: the content.
        asked: who asks; its answers say what size it is and who supervises it.
        day: the day asked for; what begins later is returned too and says so.
        turnover: total worldwide annual turnover of the preceding financial year in euro, if it is an undertaking.

    Raises:
        AimsError: if the turnover is below zero.
    """
    if turnover is not None and turnover < 0:
        raise AimsError(f"{turnover:g} is no turnover.", "Name an amount in euro, 0 or more.")
    owed = [a for a in answers(library, asked, LAST) if a.value is not False]
    found = []
    for fine in library.fines:
        value = fine.holds.value(asked.world.value)
        breached = [a for a in owed if _punishes(library, fine, a)] if value is not False else []
        if breached:
            found.append(_maximum(fine, value, asked, turnover, min(_first_day(a) for a in breached)))
    return found


def _punishes(library: Library, fine: Fine, owed: Answer) -> bool:
    """Whether a fine is for what somebody owes in this role; one that names no provisions is for all of them."""
    roles = wider_terms(owed.acting.role, library.terms.of("Role"))
    place = {owed.provision.id, *library.above(owed.provision.id)}
    return bool(set(roles) & set(fine.bearer)) and (not fine.breaches or bool(place & set(fine.breaches)))


def _first_day(owed: Answer) -> str:
    """Return the first day on which something binds, or may if an open question of a transition is answered so."""
    return owed.reach.other if owed.day == NEVER else owed.day


def _maximum(fine: Fine, value: Known, asked: Situation, turnover: float | None, owed: str) -> Maximum:
    known = [s for s in SIZES if asked.world.value(s)]
    open_ = [s for s in SIZES if asked.world.value(s) is None] if not known else []
    rule = str(getattr(fine, known[0])) if known else fine.higher_or_lower
    most = _sum(fine, rule, turnover)
    others = ((s, _sum(fine, str(getattr(fine, s)), turnover)) for s in open_)
    otherwise = tuple((s, m) for s, m in others if m is not None and m != most)
    return Maximum(fine, value, rule, most, otherwise, max(fine.since, owed))


def _sum(fine: Fine, rule: str, turnover: float | None) -> float | None:
    """Return the maximum in euro; None where it takes a turnover that was not said, or the law names no sum."""
    amount = float(fine.amount) if fine.amount else None
    if not fine.percent or amount is None:
        return amount
    if turnover is None:
        return None
    share = turnover * float(fine.percent) / 100
    return max(amount, share) if rule == "higher" else min(amount, share)


def all_kinds(library: Library) -> list[str]:
    """Return kinds that together reach every duty a fine can punish, for an operator who names none."""
    widest = [w for w, t in library.terms.of("SystemKind").items() if not t.wider]
    kept: list[str] = []
    groups: set[str] = set()
    for word in widest:
        fact = library.fact_of.get(word)
        # Of kinds that exclude each other, the first.
        if fact is None or (fact.of == ("system",) and fact.group not in groups):
            kept.append(word)
            groups |= {fact.group} - {""} if fact else set()
    return kept
