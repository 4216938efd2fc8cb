"""What is known of an operator and a system: the answers given, and what follows from them.

An answer settles others: what it implies, what it excludes, what it would have followed from. What nobody has said is taken as
the table of facts assumes it, or stays unknown; it is never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from aims_graph.errors import AimsError
from aims_graph.model import Known, Library
from aims_graph.pack.terms import wider_terms


@dataclass(frozen=True, eq=False)
class Rules:
    """How answers bear on each other: word -> what it implies, what implies it, what excludes it; the kinds right below a kind; what is assumed."""

    implied: Mapping[str, frozenset[str]]
    implying: Mapping[str, frozenset[str]]
    rivals: Mapping[str, frozenset[str]]
    children: Mapping[str, tuple[str, ...]]
    assumed: Mapping[str, bool]


@dataclass(frozen=True)
class World:
    """What holds, what does not, and which answers were only assumed."""

    known: Mapping[str, bool]
    assumed: frozenset[str] = field(default_factory=frozenset)

    def value(self, word: str) -> Known:
        """Return what is known of a word."""
        return self.known.get(word)


@lru_cache(maxsize=4)
def rules_of(library: Library) -> Rules:
    """Return how the facts and kinds of a library bear on each other."""
    kinds = library.terms.of("SystemKind")
    implied: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, list[str]] = defaultdict(list)
    for word in kinds:
        implied[word] |= set(wider_terms(word, kinds)[1:])
    for fact in library.facts:
        implied[fact.id] |= set(fact.implies)
        if fact.group:
            groups[fact.group].append(fact.id)
    implying: dict[str, set[str]] = defaultdict(set)
    for word, others in implied.items():
        for other in others:
            implying[other].add(word)
    return Rules(
        {w: frozenset(o) for w, o in implied.items()},
        {w: frozenset(o) for w, o in implying.items()},
        {w: frozenset(members) - {w} for members in groups.values() for w in members},
        {w: tuple(k for k in kinds if kinds[k].wider == w) for w in kinds},
        {f.id: f.assumed == "yes" for f in library.facts if f.assumed},
    )


def world_of(library: Library, yes: Iterable[str], no: Iterable[str]) -> World:
    """Return what is known once some facts and kinds hold and others do not.

    Raises:
        AimsError: if two answers contradict each other; names both.
    """
    rules = rules_of(library)
    known: dict[str, bool] = {}
    because: dict[str, str] = {}
    stated = [*((w, True) for w in dict.fromkeys(yes)), *((w, False) for w in dict.fromkeys(no))]
    for word, value in stated:
        _spread(rules, word, value, word, known, because)
    # Who names point 4 of a list means that point: the points beside it stay out unless they are named too.
    for kind, narrower in rules.children.items():
        if known.get(kind) and any(known.get(n) for n in narrower):
            for other in narrower:
                _assume(rules, other, False, known)
    assumed = {word for word, value in rules.assumed.items() if _assume(rules, word, value, known)}
    return World(known, frozenset(assumed))


def _spread(rules: Rules, word: str, value: bool, origin: str, known: dict[str, bool], because: dict[str, str]) -> None:
    """Set a word and all that follows from it."""
    waiting = [(word, value)]
    while waiting:
        name, holds = waiting.pop()
        if name in known:
            if known[name] != holds:
                raise _contradiction(name, origin, because[name])
            continue
        known[name], because[name] = holds, origin
        waiting += _follows(rules, name, holds)


def _assume(rules: Rules, word: str, value: bool, known: dict[str, bool]) -> bool:
    """Set a word nobody has spoken of, and what follows where nothing is known; tell whether it was set."""
    if word in known:
        return False
    waiting = [(word, value)]
    while waiting:
        name, holds = waiting.pop()
        if name not in known:
            known[name] = holds
            waiting += _follows(rules, name, holds)
    return True


def _follows(rules: Rules, word: str, value: bool) -> Iterator[tuple[str, bool]]:
    if value:
        yield from ((w, True) for w in rules.implied.get(word, ()))
        yield from ((w, False) for w in rules.rivals.get(word, ()))
    else:
        yield from ((w, False) for w in rules.implying.get(word, ()))


def denying(library: Library, world: World, word: str) -> World | None:
    """Return the world after one more answer, that a word does not hold; None if that contradicts what is known."""
    rules = rules_of(library)
    known = dict(world.known)
    waiting = [(word, False)]
    while waiting:
        name, holds = waiting.pop()
        if name in known:
            if known[name] != holds and name not in world.assumed:
                return None
            if known[name] == holds:
                continue
        known[name] = holds
        waiting += _follows(rules, name, holds)
    return World(known, world.assumed)


def _contradiction(word: str, first: str, second: str) -> AimsError:
    if first == second == word:
        return AimsError(f"'{word}' cannot be and not be.", "Say it once.")
    return AimsError(f"'{second}' and '{first}' exclude each other.", "Keep the one that holds.")
