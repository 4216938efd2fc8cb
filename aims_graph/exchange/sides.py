"""Which requirement of the content one side of a foreign row is: looked up, never guessed.

It is told by its IRI, by the file's own name of it where the file brings the framework too, or by its number as people write it, in the framework
that the row or the file names. What fits two is left open, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from aims_graph.answers.editions.succession import later_of, other_editions
from aims_graph.counting import count_of
from aims_graph.errors import UnknownRequirementError
from aims_graph.exchange.cells import urn_part
from aims_graph.exchange.draft import DraftFramework, DraftMapping, Side
from aims_graph.exchange.framework_names import NamedFramework, expanded, framework_named
from aims_graph.exchange.lifting import Lift, lifts
from aims_graph.identifiers import folded, framework_of, numbers_in, resolve
from aims_graph.model import Library
from aims_graph.numbers import ids_of_number, in_annex, near

_SCHEME = re.compile(r"[A-Za-z][\w.+-]*://|urn:", re.ASCII)


@dataclass(frozen=True)
class Entered:
    """A framework that the file brings, under the id it gets here; ``ids``: the file's key of a requirement -> its id here."""

    id: str
    draft: DraftFramework
    ids: Mapping[str, str]


@dataclass(frozen=True)
class ResolvedSide:
    """Where one side of a row stands in the content.

    ``requirement`` is its id, empty if it is none that can be told; ``why`` then says why, and ``near`` what it may be. ``lift`` says what
    became of it since the edition that the file means, if that is a former one.
    """

    side: Side
    requirement: str = ""
    framework: str = ""
    why: str = ""
    near: tuple[str, ...] = ()
    lift: Lift | None = None
    is_heading: bool = False


class Sides:
    """The sides of one crosswalk, looked up in a library and in the frameworks that its file brings."""

    def __init__(self, library: Library, mapping: DraftMapping, entered: Iterable[Entered] = ()) -> None:
        """Take the crosswalk whose prefixes and names of frameworks hold; nothing is looked up yet."""
        self._library = library
        self._mapping = mapping
        self._entered = tuple(entered)
        self._frameworks: dict[str, NamedFramework] = {}
        self._places: dict[tuple[Side, str], ResolvedSide] = {}

    def framework(self, name: str) -> NamedFramework:
        """Return which framework a name means, as the file writes it: an IRI, a short name of one, a URN or words."""
        if name not in self._frameworks:
            brought = [e.id for e in self._entered if folded(name) in _names_in_file(e)]
            if len(brought) > 1:
                self._frameworks[name] = NamedFramework(why=f"'{name}' may be {' or '.join(brought)}")
            elif brought:
                self._frameworks[name] = NamedFramework(brought[0])
            else:
                self._frameworks[name] = framework_named(name, self._library, self._mapping.prefixes)
        return self._frameworks[name]

    def subject(self, side: Side) -> ResolvedSide:
        """Return where a left side stands."""
        return self._place(side, side.framework or self._mapping.subject)

    def object(self, side: Side) -> ResolvedSide:
        """Return where a right side stands."""
        return self._place(side, side.framework or self._mapping.object)

    def _place(self, side: Side, framework: str) -> ResolvedSide:
        if (side, framework) not in self._places:
            self._places[side, framework] = self._lifted(self._found(side, framework))
        return self._places[side, framework]

    def _lifted(self, place: ResolvedSide) -> ResolvedSide:
        """Carry a requirement of a former edition to the present one, where it is known what became of it."""
        found = self._library.requirements.get(place.requirement)
        if found is None:
            return replace(place, is_heading=place.requirement in self._headings)
        framework = self._library.frameworks[found.framework]
        if framework.is_mapped:
            return replace(place, framework=found.framework, is_heading=not found.assessable)
        if found.framework in later_of(self._library).values():
            why = f"{framework.short} is a later edition than the one that mappings speak of"
            return ResolvedSide(place.side, "", framework.id, why)
        ways = lifts(found.id, self._library)
        if len(ways) == 1 and ways[0].now:
            now = self._library.requirements[ways[0].now]
            return replace(
                place, requirement=now.id, framework=now.framework, lift=ways[0], is_heading=not now.assessable
            )
        near_ = tuple(way.now for way in ways if way.now)
        why = ways[0].words if len(ways) == 1 else f"it became {count_of(len(near_), 'requirement')}"
        return ResolvedSide(place.side, "", framework.id, f"{framework.short}: {why}", near_)

    @cached_property
    def _headings(self) -> set[str]:
        """The headings of the frameworks that the file brings, by their ids here."""
        return {
            e.ids[r.key] for e in self._entered for r in e.draft.requirements if r.key in e.ids and not r.assessable
        }

    def _found(self, side: Side, framework: str) -> ResolvedSide:
        """Look a side up in the frameworks the file brings, then by its IRI, then by its number."""
        name = side.name.strip()
        if not name and side.label:
            return ResolvedSide(side, why=f"'{side.label}' is words alone, no id of a requirement")
        brought = list(dict.fromkeys(e.ids[name] for e in self._entered if name in e.ids))
        if len(brought) == 1:
            return ResolvedSide(side, brought[0], framework_of(brought[0]))
        iri = expanded(name, self._mapping.prefixes)
        if iri:
            ours = self._library.names.curie(iri)
            prefix, _, local = ours.partition(":")
            if ours in self._library.requirements:
                return ResolvedSide(side, ours, prefix)
            if prefix in self._library.frameworks and not _SCHEME.match(ours):
                return self._numbered(side, prefix, local)
            # What the file calls by an IRI of its own may still be numbered as its header says the framework is.
            name = _local(name, iri)
        elif name.lower().startswith("urn:"):
            *_, where, name = name.split(":")
            framework = framework or where
        if framework:
            named = self.framework(framework)
            if not named.id:
                return ResolvedSide(side, why=named.why)
            return self._numbered(
                side, named.id, in_annex(name, self._library.frameworks[named.id]) if named.annex else name
            )
        if iri:
            return ResolvedSide(side, why=f"{iri} is of no framework here")
        return self._without_framework(side, name)

    def _numbered(self, side: Side, framework: str, number: str) -> ResolvedSide:
        entered = next((e for e in self._entered if e.id == framework), None)
        if entered:
            hits = _by_number(entered, number)
        else:
            # The framework's name before it, or as a prefix, as files call it (by a namespace, too); else wherever people put it.
            before = (self._bare(way, framework) for way in (number, number.replace(":", " ")))
            ways = chain(before, numbers_in(number, framework, self._library))
            hits = next(filter(None, (ids_of_number(way, framework, self._library) for way in ways)), [])
            if not hits and side.name.lower().startswith("urn:"):
                # As our own writer calls what has signs that no URN can hold.
                hits = [r.id for r in self._library.members(framework) if urn_part(r.id) == number.lower()]
        if len(hits) > 1:
            titles = {h: self._library.requirements[h].title for h in hits if h in self._library.requirements}
            told = [h for h in hits if side.label and folded(titles.get(h, "")) == folded(side.label)]
            plain = not self._writes_bare_controls
            hits = told if len(told) == 1 else hits[:1] if plain and not entered and not side.label else hits
        if len(hits) == 1:
            return ResolvedSide(side, hits[0], framework)
        if hits:
            return ResolvedSide(side, "", framework, f"'{side.name}' may be {' or '.join(hits)}", tuple(hits))
        short = entered.draft.title if entered else self._library.frameworks[framework].short
        close = near({framework: number}, self._library) if framework in self._library.frameworks else []
        elsewhere = self._in_other_editions(framework, number)
        editions = dict.fromkeys(self._library.frameworks[framework_of(hit)].short for hit in elsewhere)
        also = f"; {' and '.join(editions)} {'have' if len(editions) > 1 else 'has'} it" if editions else ""
        # What became of the number in the edition that has it is nearer than what looks like it.
        heirs = [way.now for hit in elsewhere for way in lifts(hit, self._library) if way.now]
        close = list(dict.fromkeys((*heirs, *close)))
        return ResolvedSide(side, "", framework, f"{short} has no '{number}'{also}", tuple(close[:4]))

    def _in_other_editions(self, framework: str, number: str) -> list[str]:
        """Return what a number is in the other editions of a framework that have catalogues here."""
        if framework not in self._library.frameworks:
            return []
        return [h for f in other_editions(self._library, framework) for h in ids_of_number(number, f, self._library)]

    def _bare(self, number: str, framework: str) -> str:
        """Return the number without the framework's name before it."""
        words = number.split()
        for cut in range(min(5, len(words) - 1), 0, -1):
            name = " ".join(words[:cut])
            named = framework_named(name, self._library, {})
            if named.id == framework:
                rest = " ".join(words[cut:])
                return in_annex(rest, self._library.frameworks[framework]) if named.annex else rest
        return number

    @cached_property
    def _writes_bare_controls(self) -> bool:
        """Whether the file writes numbers of annex controls without the annex's letter, so that a bare number may be either's."""
        sides = {(s, self._mapping.subject) for row in self._mapping.rows for s in row.subjects}
        sides |= {(s, self._mapping.object) for row in self._mapping.rows for s in row.objects}
        for side, of in sides:
            named = self.framework(side.framework or of) if side.framework or of else NamedFramework()
            bare = side.name.strip()
            if named.id in self._library.frameworks and re.fullmatch(r"\d+(\.\d+)+", bare):
                annexed = in_annex(bare, self._library.frameworks[named.id])
                if annexed != bare and ids_of_number(bare, named.id, self._library) == [f"{named.id}:{annexed}"]:
                    return True
        return False

    def _without_framework(self, side: Side, name: str) -> ResolvedSide:
        """Look up a number that brings its framework's name with it, or is of one framework only."""
        try:
            found = resolve(name, self._library)
        except UnknownRequirementError as error:
            return ResolvedSide(side, why=f"'{side.name}' alone names no one requirement here", near=tuple(error.near))
        return ResolvedSide(side, found, framework_of(found))


def _local(name: str, iri: str) -> str:
    """Return what a name of the file's own calls a thing within its namespace."""
    _, _, local = name.partition(":")
    return local if iri != name and local else re.split(r"[#/]", iri.rstrip("#/"))[-1]


def _names_in_file(entered: Entered) -> set[str]:
    """Return how the file itself may call a framework it brings, folded."""
    draft = entered.draft
    return {folded(n) for n in (draft.key, draft.iri, draft.title, draft.short, entered.id) if n}


def _by_number(entered: Entered, number: str) -> list[str]:
    """Return the requirements that a framework of the file numbers so."""
    asked = folded(number)
    return list(
        dict.fromkeys(
            entered.ids[r.key]
            for r in entered.draft.requirements
            if asked and asked in map(folded, (r.number, *r.aliases, entered.ids[r.key].partition(":")[2]))
        )
    )
