"""What one may rely on: agreement of the readings, contradictions, sources, method, and what the tool does not say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aims_graph.model import Framework, Library
from aims_graph.reason.closure import closure_of
from aims_graph.reason.contradictions import answered_gaps, contradictions


@dataclass(frozen=True)
class Trust:
    """All of that but the agreement of the readings: how many rows were read how often, counts of what cannot be true together, sources by framework."""

    contradictions: int
    answered_gaps: int
    rows: int
    times_read: dict[int, int]
    sources: tuple[tuple[Framework, tuple[str, ...]], ...]
    editions: tuple[tuple[str, str, str], ...]


def trust(library: Library) -> Trust:
    """Compute it from the content; nothing is typed by hand."""
    closure = closure_of(library)
    rows = [r for r in library.mappings if not r.is_gap]
    return Trust(
        len(contradictions(closure)),
        sum(1 for _ in answered_gaps(library, closure)),
        len(rows),
        dict(sorted(Counter(library.times_read(r) for r in rows).items(), reverse=True)),
        tuple((f, _sources(f)) for f in library.mapped),
        tuple((e.title, e.status, e.known_changes) for e in library.editions),
    )


def _sources(framework: Framework) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("sources", "how_made", "note"):
        value = framework.header.get(name)
        found += [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []
    return tuple(found)
