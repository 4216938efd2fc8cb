"""A plan of work in columns from left to right, one for each of its steps: which boxes stand in it, in which order, and what joins them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aims_graph.answers.requirement.before import Plan, Step
from aims_graph.model import Library

#: How often the boxes of every column are put near those they are joined to, to and fro.
_SWEEPS = 8
HANDOVER, PART = "handover", "part"


@dataclass(frozen=True)
class Box:
    """A step of the plan as it is drawn; ``folded`` parts of it stand before it, too, wait for nothing and give nothing to anyone else."""

    step: Step
    folded: int

    @property
    def id(self) -> str:
        """The id of its requirement."""
        return self.step.requirement.id


@dataclass(frozen=True)
class Bend:
    """Where a line passes a column on its way further right: lines of one kind that leave one box run together as long as they can."""

    id: str


@dataclass(frozen=True)
class Columns:
    """A plan laid out: what stands in each column from left to right, and the lines, each from an id to one in a later column or in its ring.

    A line is of the kind ``HANDOVER`` or ``PART`` (of a whole).
    """

    columns: tuple[tuple[Box | Bend, ...], ...]
    lines: tuple[tuple[str, str, str], ...]


def plan_columns(library: Library, plan: Plan) -> Columns:
    """Lay a plan out: a column for each of its steps that has a box, ordered so that few lines cross, and lines led between the boxes.

    A line over several columns bends in each; the order is found by moving each box and bend to the mean place of those it is joined to
    (barycentre method: Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11:109, 1981). Requirements of one
    ring stay beside each other.
    """
    kept, folded = _folded(library, plan)
    columns = [[n for n, s in kept.items() if s.rank == rank] for rank in sorted({s.rank for s in kept.values()})]
    place = {name: n for n, column in enumerate(columns) for name in column}
    pairs = [(PART, name, p) for name in kept if (p := library.requirements[name].parent) in kept]
    pairs += dict.fromkeys((HANDOVER, h.giver.id, h.taker.id) for step in kept.values() for h in step.waits_for)
    lines: dict[tuple[str, str, str], None] = {}
    for kind, start, end in pairs:
        at = start
        for n in range(place[start] + 1, place[end]):
            bend = f"{kind} from {start} at {n}"
            if bend not in place:
                place[bend] = n
                columns[n].append(bend)
            lines[kind, at, bend] = None
            at = bend
        lines[kind, at, end] = None
    _order(columns, lines, kept)
    seen = tuple(tuple(Box(kept[n], folded.get(n, 0)) if n in kept else Bend(n) for n in column) for column in columns)
    return Columns(seen, tuple(lines))


def _folded(library: Library, plan: Plan) -> tuple[dict[str, Step], dict[str, int]]:
    """Return the steps to draw, and for some of them how many parts, which wait for nothing and give nothing to anyone else, go into their box."""
    steps = {step.requirement.id: step for step in plan.steps}
    givers = {h.giver.id for step in plan.steps for h in step.waits_for}
    gone: set[str] = set()
    # The deepest first, so that a part of a part is counted with it.
    for name in sorted(steps, key=lambda n: -sum(1 for _ in library.above(n))):
        holds = any(child in steps and child not in gone for child in library.children.get(name, ()))
        inside = library.requirements[name].parent in steps and name != plan.target.id
        if inside and name not in givers and not steps[name].waits_for and not holds:
            gone.add(name)
    homes = Counter(next(n for n in library.above(name) if n in steps and n not in gone) for name in gone)
    return {name: step for name, step in steps.items() if name not in gone}, homes


def _order(columns: list[list[str]], lines: Iterable[tuple[str, str, str]], steps: Mapping[str, Step]) -> None:
    place = {name: n - len(column) / 2 for column in columns for n, name in enumerate(column)}
    joined: dict[str, list[str]] = {name: [] for name in place}
    for _, one, other in lines:
        joined[one].append(other)
        joined[other].append(one)
    together = {n: [r.id for r in steps[n].ring] if n in steps and steps[n].ring else [n] for n in place}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            middle = {n: sum(place[m] for m in joined[n]) / len(joined[n]) if joined[n] else place[n] for n in column}
            wanted = {
                n: (sum(middle[m] for m in together[n]) / len(together[n]), together[n][0], middle[n]) for n in column
            }
            column.sort(key=wanted.__getitem__)
            place |= {name: n - len(column) / 2 for n, name in enumerate(column)}
