"""The indexes of the library, declared: which records of a list are found by which key, and what is found there.

Declared and not only built, so that content kept between runs can be asked by key without all of it being read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aims_graph.model.framework import Requirement
from aims_graph.model.lists import ABOUT_READINGS, About, Evidence, Group, Link, Membership, Succession, Topic
from aims_graph.model.mapping import Combined, Mapping, Remainder
from aims_graph.model.reading import Reading
from aims_graph.model.support import Support, SupportReading
from aims_graph.vocabulary import NO_TERM_FOUND

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
V = TypeVar("V")


@dataclass(frozen=True)
class Index(Generic[K, R, V]):
    """One index.

    Attributes:
        name: what the library calls it.
        of: the list of the library whose records it finds.
        keys: the keys at which a record is found.
        value: what is found at a key, made from its records in file order.
    """

    name: str
    of: str
    keys: Callable[[R], Iterable[K]]
    value: Callable[[list[R]], V]

    def build(self, records: Iterable[R]) -> dict[K, V]:
        """Return what is found at each key."""
        at: dict[K, list[R]] = {}
        for record in records:
            for key in self.keys(record):
                at.setdefault(key, []).append(record)
        return {key: self.value(found) for key, found in at.items()}

    def places(self, records: Iterable[R]) -> dict[K, list[int]]:
        """Return where in the list the records of each key stand."""
        at: dict[K, list[int]] = {}
        for place, record in enumerate(records):
            for key in self.keys(record):
                at.setdefault(key, []).append(place)
        return at


def _last(found: list[R]) -> R:
    return found[-1]


def _decided(found: list[About]) -> About:
    """Return the reading that decides: the settled one, else the first there is."""
    return next(about for reading in ABOUT_READINGS for about in found if about.reading == reading)


REQUIREMENTS: Index[str, Requirement, Requirement] = Index("requirements", "requirements", lambda r: (r.id,), _last)
CHILDREN: Index[str, Requirement, list[str]] = Index(
    "children", "requirements", lambda r: (r.parent,), lambda found: [r.id for r in found]
)
BY_SIDE: Index[str, Mapping, list[Mapping]] = Index(
    "by_side", "mappings", lambda m: [side for side in (m.subject_id, m.object_id) if side != NO_TERM_FOUND], list
)
REMAINDERS_OF: Index[str, Remainder, list[Remainder]] = Index(
    "remainders_of", "remainders", lambda r: (r.requirement_id,), list
)
COMBINED_OF: Index[str, Combined, list[Combined]] = Index(
    "combined_of", "combined", lambda c: (c.requirement_id,), list
)
READINGS_OF: Index[tuple[str, str], Reading, dict[str, Reading]] = Index(
    "readings_of", "readings", lambda r: ((r.subject_id, r.object_id),), lambda found: {r.reading: r for r in found}
)
READINGS_AT: Index[str, Reading, list[Reading]] = Index(
    "readings_at", "readings", lambda r: (r.subject_id, r.object_id), list
)
SUPPORTS_AT: Index[str, Support, list[Support]] = Index("supports_at", "supports", lambda s: (s.giver, s.taker), list)
SUPPORT_READINGS_OF: Index[tuple[str, str], SupportReading, list[SupportReading]] = Index(
    "support_readings_of", "support_readings", lambda r: ((r.subject_id, r.object_id),), list
)
EVIDENCE_AT: Index[str, Evidence, Evidence] = Index("evidence_at", "evidence", lambda e: (e.requirement_id,), _last)
LINKS_AT: Index[str, Link, list[Link]] = Index(
    "links_at", "links", lambda link: dict.fromkeys((link.subject_id, link.object_id)), list
)
TOPIC_OF: Index[str, Topic, Topic] = Index("topic_of", "topics", lambda t: (t.id,), _last)
ABOUT_OF: Index[str, About, About] = Index(
    "about_of", "about", lambda a: (a.requirement_id,) if a.reading in ABOUT_READINGS else (), _decided
)
GROUP_OF: Index[str, Group, Group] = Index("group_of", "groups", lambda g: (g.id,), _last)
MEMBERSHIP_OF: Index[str, Membership, Membership] = Index(
    "membership_of", "memberships", lambda m: (m.requirement_id,), _last
)
REPLACED_BY: Index[str, Requirement, list[Requirement]] = Index(
    "replaced_by", "requirements", lambda r: r.provision.replaces if r.provision else (), list
)
BECAME: Index[str, Succession, list[Succession]] = Index(
    "became", "successions", lambda s: (s.former,) if s.former else (), list
)
CAME_FROM: Index[str, Succession, list[Succession]] = Index(
    "came_from", "successions", lambda s: (s.present,) if s.present else (), list
)
#: All of them, so that each can be kept.
INDEXES: tuple[Index[Any, Any, Any], ...] = (
    *(REQUIREMENTS, CHILDREN, BY_SIDE, REMAINDERS_OF, COMBINED_OF),
    *(READINGS_OF, READINGS_AT, SUPPORTS_AT, SUPPORT_READINGS_OF),
    *(EVIDENCE_AT, LINKS_AT, TOPIC_OF, ABOUT_OF, GROUP_OF, MEMBERSHIP_OF),
    *(REPLACED_BY, BECAME, CAME_FROM),
)
