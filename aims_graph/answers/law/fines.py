"""The maximum fine for each kind of infringement: by role, size and turnover, on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from aims_graph.answers.law.binds import Applicability, answers, excluded
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.reliefs import in_force
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.words import the_day
from aims_graph.errors import check_number
from aims_graph.model import Exclusion, Fine, Known, Library
from aims_graph.model.expression import greatest, least, negated
from aims_graph.pack.terms import wider_terms

#: The last day on which anything can still begin.
LAST = "9999-12-30"


@dataclass(frozen=True)
class Maximum:
    """The maximum of one fine for this operator.

    ``value`` says whether the rule is about it at all, the law that sets the fine included; ``rule`` whether of amount and percentage the higher or the lower counts
    (empty if only one is there). ``most`` is in euro, None where the law or what was said gives no sum; ``otherwise`` the sum for
    another size that is still open, with its word. ``begins`` is the day from which there is a duty to infringe and the fine applies.
    ``opens`` are the questions on which ``value`` hangs.
    """

    fine: Fine
    value: Known
    rule: str
    most: float | None
    otherwise: tuple[tuple[str, float], ...]
    begins: str
    opens: tuple[str, ...]


def fines(library: Library, asked: Situation, day: str, turnover: float | None = None) -> list[Maximum]:
    """Return every fine for something that binds the operator or may, on any day, in the order of the table.

    Args:
        library: the content.
        asked: who asks; its answers say what size it is and who supervises it.
        day: the day asked for; what begins later is returned too and says so.
        turnover: total worldwide annual turnover of the preceding financial year in euro, if it is an undertaking.

    Raises:
        AimsError: if the day is none, or the turnover is below zero, or no number.
    """
    the_day(day)
    if turnover is not None:
        check_number("turnover", turnover, 0, whole=False)
    owed = [a for a in answers(library, asked, LAST) if a.value is not False]
    found = []
    for fine in library.fines:
        breached = {a.provision.id: (a, _imposed(library, fine, asked, a)) for a in owed if _punishes(library, fine, a)}
        live = [(a, value) for a, value in breached.values() if value is not False]
        if live:
            value = greatest(value for _, value in live)
            begins = max(fine.since, min(_first_day(a) for a, _ in live))
            ways = (fine.holds.residual(_known(library, asked, a)) for a, _ in live) if value is None else ()
            opens = tuple(sorted({w for way in ways for d in way for w in d.words}))
            by_size = _by_size(library, fine, max(day, begins))
            found.append(_maximum(fine, by_size, value, asked, turnover, begins, opens))
    return found


def _known(library: Library, asked: Situation, owed: Applicability) -> Callable[[str], Known]:
    """Return what is known of a word to the operator: of the roles those it has, and the one in which it owes something."""
    roles = library.terms.of("Role")
    own = {w for role in (*asked.roles, owed.acting.role) for w in wider_terms(role, roles)}
    return lambda word: word in own if word in roles else asked.world.value(word)


def _imposed(library: Library, fine: Fine, asked: Situation, owed: Applicability) -> Known:
    """Whether a fine can be imposed for a breach: its condition holds, and its own provision is not outside the law for this operator."""
    _, outside = excluded(library, library.requirements[fine.provision], asked, owed.acting.role)
    return least((fine.holds.value(_known(library, asked, owed)), negated(outside)))


def left_outside(library: Library, asked: Situation) -> list[Exclusion]:
    """Return the rules of scope by which a fine cannot be imposed on the operator, in their order."""
    setting = [library.requirements[fine.provision] for fine in library.fines if set(fine.bearer) & set(asked.roles)]
    found = {
        e.id: e for r in setting for role in asked.roles for e, out in [excluded(library, r, asked, role)] if e and out
    }
    return [e for e in library.scope if e.id in found]


def _punishes(library: Library, fine: Fine, owed: Applicability) -> bool:
    """Whether a fine is for what somebody owes in this role; one that names no provisions is for all of them."""
    roles = wider_terms(owed.acting.role, library.terms.of("Role"))
    place = {owed.provision.id, *library.above(owed.provision.id)}
    return bool(set(roles) & set(fine.bearer)) and (not fine.breaches or bool(place & set(fine.breaches)))


def _first_day(owed: Applicability) -> str:
    """Return the first day on which something binds, or may if an open question of a transition is answered so."""
    return owed.reach.other if owed.day == NEVER else owed.day


def _by_size(library: Library, fine: Fine, day: str) -> dict[str, str]:
    """Return the rules for sizes that stand on a day: one given by a paragraph of its own counts once that paragraph applies."""
    place = {fine.provision, *library.above(fine.provision)}
    later = {r.when for r in library.reliefs if place & set(r.softens) and not in_force(library, r, day)}
    return {size: rule for size, rule in fine.by_size.items() if size not in later}


def _maximum(
    fine: Fine,
    by_size: Mapping[str, str],
    value: Known,
    asked: Situation,
    turnover: float | None,
    begins: str,
    opens: tuple[str, ...],
) -> Maximum:
    known = [s for s in by_size if asked.world.value(s)]
    open_ = [s for s in by_size if asked.world.value(s) is None] if not known else []
    rule = by_size[known[0]] if known else fine.higher_or_lower
    most = _sum(fine, rule, turnover)
    others = ((s, _sum(fine, by_size[s], turnover)) for s in open_)
    otherwise = tuple((s, m) for s, m in others if m is not None and m != most)
    return Maximum(fine, value, rule, most, otherwise, begins, opens)


def _sum(fine: Fine, rule: str, turnover: float | None) -> float | None:
    """Return the maximum in euro; None where it takes a turnover that was not said, or the law names no sum."""
    amount = float(fine.amount) if fine.amount else None
    if not fine.percent or amount is None:
        return amount
    if turnover is None:
        return None
    share = turnover * float(fine.percent) / 100
    return max(amount, share) if rule == "higher" else min(amount, share)


def all_kinds(library: Library, roles: Iterable[str]) -> list[str]:
    """Return kinds that together reach every duty a fine can punish, for an operator in some roles who names none.

    Whoever is named as one that deals with models alone is asked of models, everybody else of systems.
    """
    known = library.terms.of("Role")
    deals = {known[r].says.get("actsOn", "") for r in roles}
    about = deals.pop() if len(deals) == 1 else ""
    widest = [w for w, t in library.terms.of("SystemKind").items() if not t.wider]
    kept: list[str] = []
    groups: set[str] = set()
    for word in widest:
        fact = library.fact_of.get(word)
        of = fact.of if fact else ("system",)
        # Of kinds that exclude each other, the first.
        if of == (about or "system",) and (fact is None or fact.group not in groups):
            kept.append(word)
            groups |= {fact.group} - {""} if fact else set()
    return kept
