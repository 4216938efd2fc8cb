"""What was judged beside a requirement, and left out: no row speaks of the pair, but readings do."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.model import Library, Reading, Requirement


@dataclass(frozen=True)
class LeftOut:
    """The other side of such a pair, and what each reading said of it, in their order."""

    requirement: Requirement
    readings: tuple[Reading, ...]


def left_out(library: Library, requirement: str) -> list[LeftOut]:
    """Return what was judged beside a requirement (its id) and left out, in the order of the other frameworks and standards."""
    rows = {row.object_id for row in library.rows_at(requirement)}
    judged: dict[str, list[Reading]] = {}
    for reading in library.readings_at.get(requirement, []):
        other = reading.object_id if reading.subject_id == requirement else reading.subject_id
        if other not in rows:
            judged.setdefault(other, []).append(reading)
    return [LeftOut(library.requirements[other], tuple(judged[other])) for other in sorted(judged, key=library.place)]
