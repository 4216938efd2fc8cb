"""Frameworks that nobody here knows, as far as the sides of a crosswalk show them: a list of what they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, Side
from aims_graph.exchange.framework_names import expanded
from aims_graph.exchange.sides import Sides


def outlines(crosswalks: Iterable[tuple[DraftMapping, Sides]], brought: Collection[str]) -> Iterator[DraftFramework]:
    """Yield each framework that the crosswalks of a file name and that is known neither here nor in the file: once, with all that any of them names.

    Args:
        crosswalks: the crosswalks, each with its sides as they are looked up.
        brought: the keys of the frameworks in the file.
    """
    found: dict[tuple[str, str], dict[str, DraftRequirement]] = {}
    for mapping, sides in crosswalks:
        for row in mapping.rows:
            for group, of, place_of in (
                (row.subjects, mapping.subject, sides.subject),
                (row.objects, mapping.object, sides.object),
            ):
                for side in group:
                    place = place_of(side)
                    if place.requirement or place.framework or not side.name or place.near:
                        continue
                    key, iri, number = _home(side, of, mapping)
                    if key and key not in brought and not sides.framework(side.framework or of).edition_of:
                        requirement = DraftRequirement(side.name, number, side.label, "term", where=row.where)
                        found.setdefault((key, iri), {}).setdefault(side.name, requirement)
    for (key, iri), requirements in found.items():
        yield DraftFramework(key, key, tuple(requirements.values()), iri=iri)


def _home(side: Side, of: str, mapping: DraftMapping) -> tuple[str, str, str]:
    """Return what the framework of a side is called in the file, its namespace, and the side's number in it."""
    prefix, colon, local = side.name.partition(":")
    if colon and prefix in mapping.prefixes:
        return side.framework or of or prefix, mapping.prefixes[prefix], local
    iri = expanded(side.name, mapping.prefixes)
    if iri:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        return side.framework or of or iri[:cut], iri[:cut], iri[cut:]
    return side.framework or of, "", side.name.rpartition(":")[2]
