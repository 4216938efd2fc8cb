"""The algebra of five set relations (RCC-5) as data: base relations, converse, composition, literals.

A relation that is not fully known is a set of base relations, kept as a bit mask: ``EQ | PP`` is "inside, perhaps equal". All sets are non-empty.

The composition table is that of RCC-5 (Randell, Cui, Cohn 1992; Bennett 1994). ``tests/test_reason_relations.py`` finds the same table by
brute force over all triples of non-empty subsets of a universe of four; three elements are not enough.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from aims_graph.counting import count_of

#: Equal; proper part (subset); the converse; partial overlap; disjoint (apart).
EQ, PP, PPI, PO, DR = 1, 2, 4, 8, 16
NOTHING, ANY = 0, 31

BASE = {"EQ": EQ, "PP": PP, "PPI": PPI, "PO": PO, "DR": DR}
MEANING = {
    EQ: "both demand the same",
    PP: "the second demands all of the first, and more",
    PPI: "the first demands all of the second, and more",
    PO: "they share demands, and each has some of its own",
    DR: "they share no demand",
}
_CONVERSE = {EQ: EQ, PP: PPI, PPI: PP, PO: PO, DR: DR}

_COMPOSITION = {
    (PP, PP): PP,
    (PP, PPI): ANY,
    (PP, PO): PP | PO | DR,
    (PP, DR): DR,
    (PPI, PP): EQ | PP | PPI | PO,
    (PPI, PPI): PPI,
    (PPI, PO): PPI | PO,
    (PPI, DR): PPI | PO | DR,
    (PO, PP): PP | PO,
    (PO, PPI): PPI | PO | DR,
    (PO, PO): ANY,
    (PO, DR): PPI | PO | DR,
    (DR, PP): PP | PO | DR,
    (DR, PPI): DR,
    (DR, PO): PP | PO | DR,
    (DR, DR): ANY,
}

INSIDE = EQ | PP
CONTAINS = EQ | PPI
NOT_INSIDE = PPI | PO | DR
NOT_CONTAINING = PP | PO | DR
OVERLAP = EQ | PP | PPI | PO
APART = DR

#: Every statement this project accepts is a conjunction of these six. On such networks the closure is complete
#: (Li, Long, Liu, Duckham, Both 2015, arXiv 1403.0613): it finds all that follows, not only something sound.
LITERALS = {
    "inside": INSIDE,
    "contains": CONTAINS,
    "not_inside": NOT_INSIDE,
    "not_containing": NOT_CONTAINING,
    "overlap": OVERLAP,
    "apart": APART,
}

#: What a mapping row asserts, NIST IR 8477 section 4.3 word for word.
ASSERTED = {"equal": EQ, "subset_of": PP, "superset_of": PPI, "intersects": PO, "no_relationship": DR}
#: A required child is inside its parent; never properly, for a parent may have one child and no text of its own.
PART_OF = INSIDE


def base(relation: int) -> list[int]:
    """Return the base relations in a set of them."""
    return [r for r in BASE.values() if relation & r]


def names(relation: int) -> str:
    """Print a set of base relations.

    >>> names(EQ | PP)
    'EQ PP'
    """
    return " ".join(name for name, r in BASE.items() if relation & r)


@lru_cache(maxsize=32)
def converse(relation: int) -> int:
    """Return the relation read from the other side."""
    return sum(_CONVERSE[r] for r in base(relation))


@lru_cache(maxsize=1024)
def compose(first: int, second: int) -> int:
    """Return what x and z may be to each other if x is ``first`` to y, and y is ``second`` to z.

    >>> names(compose(PP, PO))
    'PP PO DR'
    """
    found = NOTHING
    for r in base(first):
        for s in base(second):
            found |= s if r == EQ else r if s == EQ else _COMPOSITION[r, s]
    return found


@lru_cache(maxsize=1)
def conjunctions() -> tuple[int, ...]:
    """Return the consistent conjunctions of the six literals, "nothing known" among them: fourteen, smallest first."""
    found = {ANY}
    for size in range(1, len(LITERALS) + 1):
        for chosen in combinations(LITERALS.values(), size):
            relation = ANY
            for literal in chosen:
                relation &= literal
            found.add(relation)
    return tuple(sorted(found - {NOTHING}, key=lambda r: (len(base(r)), r)))


def algebra_markdown() -> str:
    """Return the algebra as Markdown, for ``docs/reasoning.md``."""
    lines = ["| relation | in words | converse |", "|---|---|---|"]
    lines += [f"| {name} | {MEANING[r]} | {names(converse(r))} |" for name, r in BASE.items()]
    lines += ["", "| a row or a place in the catalogue | asserts |", "|---|---|"]
    lines += [f"| `{relation}` | {names(mask)} |" for relation, mask in ASSERTED.items()]
    lines += [f"| child to its parent | {names(PART_OF)} |", "", "| literal | allows |", "|---|---|"]
    lines += [f"| {name.replace('_', ' ')} | {names(mask)} |" for name, mask in LITERALS.items()]
    lines += ["", "First the row, then the column; `*` is all five, nothing known.", ""]
    lines += ["| | " + " | ".join(BASE) + " |", "|---" * (len(BASE) + 1) + "|"]
    for name, first in BASE.items():
        cells = (compose(first, second) for second in BASE.values())
        lines.append(f"| **{name}** | " + " | ".join("*" if c == ANY else names(c) for c in cells) + " |")
    lines += ["", f"The {count_of(len(conjunctions()), 'conjunction')} of literals that can be true:", ""]
    lines += ["; ".join("*" if c == ANY else names(c) for c in conjunctions()) + "."]
    return "\n".join(lines) + "\n"
