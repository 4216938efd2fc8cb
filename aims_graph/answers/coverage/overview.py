"""The first page: how much of each framework the others meet, what is new in content, and what is coming in law."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aims_graph.answers.coverage.coverage import counts, whole_coverage
from aims_graph.model import Framework, Library


@dataclass(frozen=True)
class PairCounts:
    """What a framework, held whole, gives towards another: status -> how many of its requirements."""

    held: Framework
    towards: Framework
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many requirements are assessed."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Overview:
    """Frameworks, all ordered pairs of them, editions that changed, law by date, and the state of the mappings."""

    frameworks: tuple[Framework, ...]
    pairs: tuple[PairCounts, ...]
    editions: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, int], ...]
    amended: dict[str, int]
    rows: int
    gaps: int
    read_on: str

    def pair(self, held: str, towards: str) -> PairCounts | None:
        """Return one pair by the frameworks' ids."""
        return next((p for p in self.pairs if (p.held.id, p.towards.id) == (held, towards)), None)


def all_pairs(library: Library) -> tuple[PairCounts, ...]:
    """Return the counts of every ordered pair of frameworks, by the same coverage that answers for one."""
    frameworks = {f.id: f for f in library.mapped}
    return tuple(
        PairCounts(frameworks[held], frameworks[towards], counts(covered))
        for (held, towards), covered in whole_coverage(library).items()
    )


def overview(library: Library) -> Overview:
    """Compute the first page; about half a second, for all twenty pairs of frameworks."""
    provisions = [r for law in library.laws for r in library.members(law.id) if r.provision]
    first = Counter(
        min(a.effective for a in r.provision.applies)
        for r in provisions
        if r.assessable and r.provision and r.provision.applies
    )
    states = Counter(r.provision.state for r in provisions if r.provision)
    # New is what came out in the year of the newest.
    year = max((e.published for e in library.editions), default="")[:4]
    editions = tuple((e.title, e.known_changes) for e in library.editions if e.published[:4] == year)
    rows = list(library.mappings)
    return Overview(
        library.mapped,
        all_pairs(library),
        editions,
        tuple(sorted(first.items())),
        {state: n for state, n in states.items() if state not in ("", "kept")},
        sum(not r.is_gap for r in rows),
        sum(r.is_gap for r in rows),
        max((r.date for r in rows), default=""),
    )
