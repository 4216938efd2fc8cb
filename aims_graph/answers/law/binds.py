"""What binds an operator on a day, what binds if a question is answered, and what does not bind, each with what decided.

A provision binds a role if it names it, or if a rule of standing gives the operator that role; reaches the system; its day has come
and no transition holds it off; its condition holds; and nothing puts operator or system outside the law. Each of these is
known, unknown or known not to be; the answer follows from them and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aims_graph.answers.law.days import NEVER, Reach, disputed, is_of, reaches
from aims_graph.answers.law.situation import Situation, objects_of
from aims_graph.answers.law.words import the_day
from aims_graph.model import Exclusion, Expression, Known, Library, Requirement, Standing, Transition
from aims_graph.model.expression import Disjunct, greatest, least, negated
from aims_graph.pack.terms import wider_terms

BINDS, BINDS_IF, NOT = "binds", "binds if", "does not bind"
ANSWERS: dict[Known, str] = {True: BINDS, None: BINDS_IF, False: NOT}


@dataclass(frozen=True)
class Acting:
    """A role in which an operator acts: its own, or one that a rule of standing gives or may give; ``value`` says which."""

    role: str
    value: Known
    rule: Standing | None = None
    #: The day before which the rule itself does not apply.
    since: str = ""


@dataclass(frozen=True)
class Applicability:
    """One provision and what is said of it on a day.

    ``day`` is when it begins to bind (never, if nothing makes it), ``formal`` the day of the law itself; ``opens`` are the questions
    that are open, ``needs`` which answers to them suffice: of each part one way (empty where that cannot be said so);
    ``decided`` the answers that decided. What stands against it, or brought it about: a rule of ``standing``, an
    ``exclusion``, a transition in ``reach`` or one of which it is ``disputed``. ``text`` is the provision whose words stood on that day.
    """

    provision: Requirement
    value: Known
    acting: Acting
    reach: Reach
    day: str
    formal: str
    opens: tuple[str, ...]
    needs: tuple[tuple[Disjunct, ...], ...]
    decided: tuple[tuple[str, bool], ...]
    exclusion: Exclusion | None
    standing: Standing | None
    disputed: Transition | None
    text: Requirement

    @property
    def answer(self) -> str:
        """The answer in the words of every table."""
        return ANSWERS[self.value]


def answers(library: Library, asked: Situation, day: str) -> list[Applicability]:
    """Return what is said of each provision that speaks to the operator about its system, in the order of the law.

    Raises:
        AimsError: if the day is none: days are compared as texts, so any text would have an answer.
    """
    the_day(day)
    found = (answer_of(library, requirement, asked, day) for requirement in binding_provisions(library))
    return [a for a in found if a is not None]


def duties(library: Library, asked: Situation, day: str) -> list[Applicability]:
    """Return what binds on a day, or binds if an open question is answered so.

    Raises:
        AimsError: as :func:`answers`.
    """
    return [a for a in answers(library, asked, day) if a.value is not False]


def binding(library: Library) -> set[str]:
    """Return the natures of a provision by which somebody is bound, as the ontology says of them."""
    return {word for word, term in library.terms.of("Nature").items() if term.says.get("binds") == "true"}


@lru_cache(maxsize=4)
def binding_provisions(library: Library) -> tuple[Requirement, ...]:
    """Return the provisions of the laws by which somebody is bound, in the order of the law."""
    laws = [f.id for f in library.laws]
    natures = binding(library)
    return tuple(
        r
        for law in laws
        for r in library.members(law)
        if r.provision and r.provision.nature in natures and r.provision.bearers
    )


def answer_of(library: Library, requirement: Requirement, asked: Situation, day: str) -> Applicability | None:
    """Return what is said of one provision; None if it speaks to another role, or about another kind of system."""
    found = [
        a
        for acting in _acting(library, asked, requirement)
        if (a := _as(library, requirement, asked, acting, day)) is not None
    ]
    # True before unknown before false; of equals the one that begins first.
    return min(found, key=lambda a: ((True, None, False).index(a.value), a.day), default=None)


def _acting(library: Library, asked: Situation, requirement: Requirement) -> Iterator[Acting]:
    """Yield the roles that a provision names in which the operator acts, or may."""
    roles = library.terms.of("Role")
    provision = requirement.provision
    bearers = set(provision.bearers) if provision else set()
    place = {requirement.id, *library.above(requirement.id)}
    for role in asked.roles:
        rules = [(s, v) for s, v in _standing(library, asked, role) if not place & set(s.spares)]
        if any(w in bearers for w in wider_terms(role, roles)):
            # Of several rules that take the role one that certainly does has the last word.
            lost = min(((s, v) for s, v in rules if not s.becomes), key=lambda rule: rule[1] is None, default=None)
            yield (
                Acting(role, negated(lost[1]), lost[0], _since(library, lost[0], asked)) if lost else Acting(role, True)
            )
        for s, value in rules:
            if s.becomes in bearers:
                yield Acting(s.becomes, value, s, _since(library, s, asked))


@lru_cache(maxsize=64)
def _standing(library: Library, asked: Situation, role: str) -> tuple[tuple[Standing, Known], ...]:
    """Return the rules of standing that give or take a role, or may, with whether they certainly do."""
    found = (
        (s, least((s.holds.value(asked.world.value), greatest(is_of(asked, kind) for kind in s.systems))))
        for s in library.standing
        if role in s.bearer
    )
    return tuple((s, value) for s, value in found if value is not False)


def _since(library: Library, s: Standing, asked: Situation) -> str:
    """Return the day from which a rule of standing applies to the system."""
    provision = library.requirements[s.provision].provision
    days = [
        a.effective
        for a in (provision.applies if provision else ())
        if any(is_of(asked, k) for k in ([a.system] if a.system else provision.systems if provision else ()))
    ]
    return min(days, default="")


def _as(library: Library, requirement: Requirement, asked: Situation, acting: Acting, day: str) -> Applicability | None:
    """Return what is said of a provision to an operator acting in one role."""
    provision = requirement.provision
    assert provision is not None
    roles = tuple(wider_terms(acting.role, library.terms.of("Role")))
    ways = reaches(library, requirement, asked, roles)
    if not ways:
        return None
    known = _in_role(library, asked, roles)
    condition = provision.holds.value(known)
    exclusion, outside = excluded(library, requirement, asked, acting.role)
    reached = greatest(w.by(day) for w in ways)
    # A rule of standing gives a role, or takes it, from its own day on.
    gives = acting.rule is None or bool(acting.rule.becomes)
    stands = acting.value if gives or day >= acting.since else True
    stood = least((stands, day >= acting.since)) if gives else stands
    value = least((stood, reached, condition, negated(outside)))
    way = next((w for w in ways if w.by(day) is reached), ways[0])
    never = stands is False or condition is False or outside
    begins = NEVER if never else max(way.day, acting.since) if gives else way.day
    return Applicability(
        requirement,
        value,
        acting,
        way,
        begins,
        way.formal,
        tuple(_opens(requirement, acting, ways, known, exclusion, day)) if value is None else (),
        tuple(_needs(provision.holds, acting, ways, known, exclusion, day)) if value is None else (),
        tuple(_decided(provision.holds, known, condition)),
        exclusion if outside else None,
        acting.rule if acting.rule and (gives or stands is not True) else None,
        disputed(library, requirement, asked, roles, day) if value is not False else None,
        text_on(library, requirement, day) if value is not False else requirement,
    )


def _in_role(library: Library, asked: Situation, roles: tuple[str, ...]) -> Callable[[str], Known]:
    """Return what is known of a word to one who acts in a role: of the roles that one only."""
    terms = library.terms.of("Role")

    def known(word: str) -> Known:
        return word in roles if word in terms else asked.world.value(word)

    return known


def excluded(library: Library, requirement: Requirement, asked: Situation, role: str) -> tuple[Exclusion | None, Known]:
    """Return the first rule that puts operator or system outside the law for a provision, and whether it certainly does."""
    place = {requirement.id, *library.above(requirement.id)}
    may: Exclusion | None = None
    for e, value, things in _exclusions(library, asked, role):
        # A model stays in though the system beside it is out.
        if not place & set(e.spares) and _things(library, requirement, asked) <= things:
            if value:
                return e, True
            may = may or e
    return may, None if may else False


@lru_cache(maxsize=64)
def _exclusions(library: Library, asked: Situation, role: str) -> tuple[tuple[Exclusion, Known, frozenset[str]], ...]:
    """Return the rules of scope that leave one in a role outside, or may, with what they are about: systems, models."""
    known = _in_role(library, asked, tuple(wider_terms(role, library.terms.of("Role"))))
    found = []
    for e in library.scope:
        about = [k for k in e.systems if is_of(asked, k)]
        value = e.holds.value(known) if about and (not e.bearer or role in e.bearer) else False
        if value is not False:
            found.append((e, value, frozenset(objects_of(library, about))))
    return tuple(found)


def _things(library: Library, requirement: Requirement, asked: Situation) -> set[str]:
    """Return what a provision is about here: systems, models."""
    provision = requirement.provision
    systems = provision.systems if provision else ()
    return set(objects_of(library, (k for k in systems if is_of(asked, k) is not False)))


def _opens(
    requirement: Requirement,
    acting: Acting,
    ways: list[Reach],
    known: Callable[[str], Known],
    exclusion: Exclusion | None,
    day: str,
) -> Iterator[str]:
    """Yield the words whose answers are open and bear on the answer, in the order in which they are met."""
    provision = requirement.provision
    assert provision is not None
    found: dict[str, None] = {}
    if not any(w.value and w.by(day) for w in ways):
        found |= {w.kind: None for w in ways if w.value is None and w.by(day) is None}
        for w in ways:
            if w.open_rule and w.by(day) is None and w.value:
                found |= dict.fromkeys(sorted(x for x in w.open_rule.holds.words if known(x) is None))
    if acting.rule and acting.value is None:
        found |= dict.fromkeys(sorted(w for w in acting.rule.holds.words if known(w) is None))
    for expression in (provision.holds, *([exclusion.holds] if exclusion else [])):
        if expression.value(known) is None:
            found |= dict.fromkeys(w for d in expression.residual(known) for w in sorted(d.words))
    yield from found


def _needs(
    holds: Expression,
    acting: Acting,
    ways: list[Reach],
    known: Callable[[str], Known],
    exclusion: Exclusion | None,
    day: str,
) -> Iterator[tuple[Disjunct, ...]]:
    """Yield what is needed together for a provision to bind; nothing where a rule of standing, scope or transition is open, too."""
    open_ways = [w for w in ways if w.by(day) is None]
    if acting.value is None or exclusion or any(max(w.day, w.other) > day for w in open_ways):
        return
    if not any(w.by(day) for w in ways):
        yield tuple(Disjunct(frozenset({w.kind}), frozenset()) for w in open_ways)
    if holds.value(known) is None:
        yield holds.residual(known)


def _decided(holds: Expression, known: Callable[[str], Known], value: Known) -> Iterator[tuple[str, bool]]:
    """Yield the answers that decided a condition: of the way that holds all, of those that fail the first that fails each."""
    seen: dict[str, bool] = {}
    for d in holds.disjuncts:
        if value and d.value(known):
            seen |= {w: w in d.all_of for w in sorted(d.words)}
            break
        if value is False:
            failing = [w for w in sorted(d.words) if known(w) is not None and known(w) != (w in d.all_of)]
            if failing:
                seen.setdefault(failing[0], failing[0] not in d.all_of)
    yield from seen.items()


@lru_cache(maxsize=4)
def _in_force(library: Library) -> dict[str, str]:
    """Return framework -> the day its text came into force, as far as its catalogue says."""
    return {f.id: str(f.header.get("in_force", "")) for f in library.frameworks.values()}


def text_on(library: Library, requirement: Requirement, day: str) -> Requirement:
    """Return the provision as its text stood on a day: before the edition came into force, that of the earlier one if it differs."""
    provision = requirement.provision
    if provision is None or day >= _in_force(library).get(requirement.framework, "") or provision.state == "kept":
        return requirement
    return next((library.requirements[i] for i in provision.replaces if i in library.requirements), requirement)
