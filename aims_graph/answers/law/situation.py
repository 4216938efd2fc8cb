"""Who asks: roles, kinds of system, days and answers, checked and brought into the words of the law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aims_graph.answers.law.words import fact_words, iso_date, kind_word, ordered, role_word, several
from aims_graph.answers.law.world import World, world_of
from aims_graph.errors import AimsError
from aims_graph.model import Library, Standing
from aims_graph.pack.terms import asked_first, wider_terms

#: The kind that every system is of.
ANY = "any"


@dataclass(frozen=True, eq=False)
class Situation:
    """Who asks, in the words of the law, whatever the order in which it was said.

    ``roles`` and ``systems`` are what is answered, ``roles_said`` and ``systems_said`` what was asked; ``placed`` is when this very
    system came on the market or into service, ``changed`` when its design changed significantly (ISO dates, empty if not said);
    ``is_`` and ``is_not`` are the facts that were answered with yes and no.
    """

    roles: tuple[str, ...]
    systems: tuple[str, ...]
    placed: str
    changed: str
    is_: tuple[str, ...]
    is_not: tuple[str, ...]
    roles_said: tuple[str, ...]
    systems_said: tuple[str, ...]
    world: World
    #: What is asked about: systems, models or both.
    things: tuple[str, ...]
    #: Whether a word that was used belongs to another role or kind, so that the combination that is meant is answered.
    is_read_otherwise: bool


def situation(
    library: Library,
    role: str | Iterable[str],
    systems: str | Iterable[str],
    placed: str = "",
    changed: str = "",
    is_: str | Iterable[str] = (),
    is_not: str | Iterable[str] = (),
    becomes: str = "",
) -> Situation:
    """Check the words and days of a question; ``becomes`` names an act by which the operator counts as having another role.

    Raises:
        AimsError: if a word is unknown, a date is none, or the combination cannot be.
    """
    said = [role_word(library, r) for r in several(role)]
    kinds = [kind_word(library, s) for s in several(systems)]
    if not said:
        raise AimsError(
            "No role is named.", f"Name one, such as {asked_first(library.terms.of('Role'))}.", "Choose one above."
        )
    if not kinds:
        raise AimsError(
            "No kind of system is named.",
            f"Name one, such as {asked_first(library.terms.of('SystemKind'))}.",
            "Choose one above: type a word of it, such as employment.",
        )
    if iso_date(changed) and iso_date(placed) and changed < placed:
        raise AimsError(f"Changed on {changed}, before it was placed on {placed}.", "Correct one of the dates.")
    meant_roles, meant_kinds = _meant(library, said, kinds)
    objects = objects_of(library, meant_kinds)
    yes = [w for text in several(is_) for w in fact_words(library, text, objects)]
    no = [w for text in several(is_not) for w in fact_words(library, text, objects)]
    if becomes:
        yes += [_act(library, becomes, said, meant_kinds)]
    if placed:
        # What is a fact of the day is what holds before anything is placed.
        no += [f.id for f in library.facts if f.of == ("day",)]
    terms = library.terms.of("SystemKind")
    named = tuple(ordered(meant_kinds, terms))
    world = world_of(library, (*(k for k in named if k != ANY), *yes), no)
    # A fact may say more of the system than its kind did.
    held = tuple(k for k in terms if world.value(k) or k in named)
    return Situation(
        tuple(ordered(meant_roles, library.terms.of("Role"))),
        narrowest(library, held),
        iso_date(placed),
        iso_date(changed),
        tuple(sorted(set(yes))),
        tuple(sorted(set(no))),
        tuple(dict.fromkeys(said)),
        tuple(dict.fromkeys(kinds)),
        world,
        objects_of(library, held),
        meant_roles != set(said) or meant_kinds != set(kinds),
    )


def narrowest(library: Library, systems: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds without those that only widen another: who says Annex III and its point 4 means point 4.

    >>> from aims_graph import load
    >>> narrowest(load(), ["annex-iii", "annex-iii-4", "transparency"])
    ('annex-iii-4', 'transparency')
    """
    kinds = library.terms.of("SystemKind")
    named = list(dict.fromkeys(systems))
    wider = {w for s in named for w in wider_terms(s, kinds)[1:]}
    return tuple(s for s in named if s not in wider)


def acts(library: Library) -> dict[str, Standing]:
    """Return the acts by which somebody counts as having another role: fact -> rule."""
    return {s.when: s for s in library.standing if s.becomes and s.when in library.fact_of}


def objects_of(library: Library, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return what kinds are kinds of: systems, models or both."""
    found = {thing for k in kinds for thing in (library.fact_of[k].of if k in library.fact_of else ("system",))}
    return tuple(sorted(found))


def _meant(library: Library, roles: Sequence[str], kinds: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return the roles and kinds that are meant where a word belongs to another object: the provider of a model, of a system."""
    terms = library.terms.of("Role")
    meant_kinds = set(kinds) | {k for r in roles if (k := terms[r].says.get("ofKind"))}
    things = set(objects_of(library, meant_kinds))
    meant: set[str] = set()
    for role in roles:
        office = terms[role].says.get("office")
        if office:
            same = [r for r, t in terms.items() if t.says.get("office") == office]
            meant |= {r for r in same if terms[r].says.get("actsOn") in things and _fits(library, r, meant_kinds)}
        else:
            meant.add(role)
            # The law knows no deployer of a model: whoever uses one uses a system built on it.
            if terms[role].says.get("actsOn") == "system" and "system" not in things:
                meant_kinds.add(ANY)
    return {r for r in meant if not any(r != o and r in wider_terms(o, terms) for o in meant)}, meant_kinds


def _fits(library: Library, role: str, kinds: Iterable[str]) -> bool:
    """Whether a role of an office is that of one of the kinds: of a model with systemic risk only where one is named."""
    wanted = library.terms.of("Role")[role].says.get("ofKind")
    terms = library.terms.of("SystemKind")
    return not wanted or any(wanted in wider_terms(k, terms) for k in kinds)


def _act(library: Library, text: str, roles: Sequence[str], kinds: Iterable[str]) -> str:
    """Return the fact that an act by which one counts as having another role stands for, if it can be one of this operator."""
    known = acts(library)
    words = fact_words(library, text, ("system", "model"))
    rule = next((known[w] for w in words if w in known), None)
    if rule is None:
        raise AimsError(f"'{text}' brings no other role.", f"Use {', '.join(known)}.")
    office = library.terms.of("Role")[rule.becomes].label
    if not any(r in s.bearer for s in library.standing if s.becomes for r in roles):
        had = [r for s in library.standing if s.becomes == rule.becomes for r in s.bearer if r not in roles]
        raise AimsError(
            f"A {office} cannot become the {office}.", f"Name the role you had: {', '.join(dict.fromkeys(had))}."
        )
    terms = library.terms.of("SystemKind")
    if not any(set(rule.systems) & set(wider_terms(k, terms)) for k in kinds):
        number = library.requirements[rule.provision].number
        raise AimsError(f"{number} does not speak of that kind.", f"Name the kind {' or '.join(rule.systems)}.")
    return rule.when
