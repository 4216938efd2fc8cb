"""What a team would implement: a group as the content states it, with its members framework by framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.naming import UnknownNameError, folded, near
from aims_graph.identifiers import check_ids
from aims_graph.model import Group, Library, Membership, Requirement

Member = tuple[Requirement, Membership]


@dataclass(frozen=True)
class Implementation:
    """A group with its members by framework id, in the order of the frameworks and of their catalogues."""

    group: Group
    members: dict[str, tuple[Member, ...]]

    @property
    def size(self) -> int:
        """How many requirements it serves."""
        return sum(map(len, self.members.values()))

    def met(self, how_far: str) -> int:
        """Return how many members the core meets so far (one of ``MET``)."""
        return sum(m.met == how_far for members in self.members.values() for _, m in members)


def implementations(library: Library, frameworks: Sequence[str] = (), function: str = "") -> list[Implementation]:
    """Return the groups in file order, those without a member among what was asked left out.

    Args:
        library: the content.
        frameworks: ids of those whose requirements count; all by default.
        function: the id of the function that owns the group; any by default.

    Raises:
        AimsError: if there is no framework of an id.
    """
    check_ids(frameworks, library)
    chosen = [f for f in library.mapped if not frameworks or f.id in frameworks]
    found = []
    for group in library.groups:
        if function and group.function != function:
            continue
        places = [(library.requirements[m.requirement_id], m) for m in library.memberships_in.get(group.id, [])]
        places.sort(key=lambda place: place[0].order)
        by_framework = {f.id: tuple(p for p in places if p[0].framework == f.id) for f in chosen}
        members = {f: own for f, own in by_framework.items() if own}
        if members:
            found.append(Implementation(group, members))
    return found


def find_group(library: Library, text: str) -> Group:
    """Return the group that a text names: by id or label.

    Raises:
        UnknownNameError: if there is none; it says which come near.
    """
    known: dict[str, Group] = {}
    for group in library.groups:
        for name in (group.id, group.id.partition("-")[2], group.label):
            known.setdefault(folded(name), group)
    found = known.get(folded(text))
    if found is None:
        close = near(text, {name: group.label for name, group in known.items()})
        raise UnknownNameError(
            f"No group is called '{text}'.", close, "aims-graph groups lists them.", "Name none, and all are listed."
        )
    return found
