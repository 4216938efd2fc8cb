"""Is each requirement in one group, and is said of each how far the core meets it and what it adds?"""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Library, Source
from aims_graph.vocabulary import MET


def group_findings(ground: Ground) -> Iterator[Finding]:
    """Yield every fault of the groups and their members."""
    yield from _texts(ground.library)
    yield from _members(ground.library)
    yield from _missing(ground)


def _texts(library: Library) -> Iterator[Finding]:
    for group in library.groups:
        said = (
            ("label", group.label),
            ("purpose", group.purpose),
            ("process", group.process),
            ("records", group.records),
        )
        for column, text in said:
            if not text:
                yield group.source.finding(f"{group.id}: {column} is empty", "say it")
    said_before: dict[str, Source] = {}
    phrases = [
        *((g.source, g.id, text) for g in library.groups for text in (g.label, g.purpose, g.process)),
        *((m.source, m.requirement_id, m.adds) for m in library.memberships),
    ]
    for source, name, text in phrases:
        plain = " ".join(text.casefold().split())
        if plain in said_before:
            yield source.finding(f"{name}: '{text}' stands in {said_before[plain]} too", "say what is peculiar to it")
        elif plain:
            said_before[plain] = source


def _members(library: Library) -> Iterator[Finding]:
    for m in library.memberships:
        if m.met not in MET:
            yield m.source.finding(f"{m.requirement_id}: met is '{m.met}'", f"write one of {', '.join(reversed(MET))}")
        elif (m.met == "all") != (not m.adds):
            what = f"{m.requirement_id}: met is {m.met}, and adds is {'filled' if m.adds else 'empty'}"
            yield m.source.finding(what, "leave adds empty exactly when all is met")
        if bool(m.moved_from) != bool(m.reason):
            what = f"{m.requirement_id}: moved_from and reason do not stand together"
            yield m.source.finding(what, "say why it was moved, and from where")
        elif m.moved_from == m.group:
            yield m.source.finding(
                f"{m.requirement_id}: moved_from is its own group", "leave moved_from and reason empty"
            )
        requirement = library.requirements.get(m.requirement_id)
        if requirement and not requirement.assessable:
            yield m.source.finding(f"{m.requirement_id} is a heading", "put its parts into groups")


def _missing(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    filled = {m.group for m in library.memberships}
    # Where nobody could read the members, the groups look empty.
    beside = {g.source.file.removesuffix("groups.tsv") + "memberships.tsv" for g in library.groups}
    files = {g.source.file for g in library.groups} | beside
    if files and ground.holds("the members of groups", files):
        for group in library.groups:
            if group.id not in filled:
                yield group.source.finding(f"{group.id} has no member", "remove it, or put requirements into it")
    grouped = {m.requirement_id for m in library.memberships}
    claiming = {m.source.file for m in library.memberships} & ground.complete
    # A framework of which it places nothing is none it speaks of, such as one that somebody imported.
    spoken_of = {framework_of(name) for name in grouped}
    for framework in (f for f in library.mapped if claiming and f.id in spoken_of):
        if ground.holds(f"the groups of {framework.id}", claiming, [framework.id]):
            for r in library.members(framework.id):
                if r.assessable and r.id not in grouped and not ground.distrusts(r.id):
                    yield Finding(min(claiming), 1, f"{r.id} {r.title} is in no group", "add a line for it")
