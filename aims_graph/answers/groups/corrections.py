"""Where the groups as they stand differ from a computed split."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aims_graph.answers.groups.split import Split
from aims_graph.answers.groups.ties import assessable
from aims_graph.model import Library


@dataclass(frozen=True)
class Correction:
    """A requirement that stands in another group than the computed split has it in: the one that holds most of the rest."""

    requirement: str
    group: str
    computed: str


def corrections(library: Library, split: Split) -> list[Correction]:
    """Return the requirements that were moved, in the order of frameworks and standards.

    A group is *at home* in a computed one if it holds at least half of it, if at least half of the group comes from it, or if no other group
    holds more of it. Who came from a computed group in which the group is not at home was moved; a group that was split or joined as a whole moved nobody.
    """
    number = {r.id: n for n, r in enumerate(assessable(library))}
    part = {n: place for place, members in enumerate(split) for n in members}
    held = {
        group.id: [number[m.requirement_id] for m in library.memberships_in[group.id] if m.requirement_id in number]
        for group in library.groups
    }
    shares: list[Counter[str]] = [Counter() for _ in split]
    for name, members in held.items():
        for n in members:
            shares[part[n]][name] += 1
    # Of two groups that hold equally much the earlier counts as the one that holds most.
    largest = [max(held, key=share.__getitem__) for share in shares]
    found = []
    for name, members in held.items():
        for n in members:
            share, whole = shares[part[n]][name], len(split[part[n]])
            if 2 * share < whole and 2 * share < len(members) and largest[part[n]] != name:
                found.append((n, Correction(assessable(library)[n].id, name, largest[part[n]])))
    return [correction for _, correction in sorted(found, key=lambda pair: pair[0])]
