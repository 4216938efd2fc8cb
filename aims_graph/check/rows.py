"""The rows of one mapping set against each other and against the catalogues: headings, completeness, catch-alls, repeated phrases, traps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.model import Library, Mapping, MappingSet, Trap

#: A requirement that answers more than this share of the other framework is a catch-all (docs/reading.md).
CATCH_ALL = 1 / 5
#: Of a small framework a few requirements are soon a fifth: so many are no catch-all.
FEW = 5

#: So many requirements below a heading are named.
_SHOWN = 5


def set_findings(ground: Ground) -> Iterator[Finding]:
    """Yield what is wrong with the project's own sets, file by file."""
    for mapping_set in ground.library.sets:
        sides = (mapping_set.subject, mapping_set.object)
        if mapping_set.stated_by or not ground.holds(f"the rows of {mapping_set.file}", [mapping_set.file], sides):
            continue
        rows = list(mapping_set.rows)
        yield from heading_findings(ground.library, rows)
        yield from gap_findings(ground.library, rows)
        if mapping_set.is_complete:
            yield from _complete(ground, mapping_set)
        yield from catch_all_findings(ground.library, mapping_set, rows)
        yield from _repeated_phrases(mapping_set)
        yield from trap_findings(ground.library, rows)
        yield from theme_findings(ground.library, rows)


def heading_findings(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    """Yield each side of a row that bears none: a heading, or what binds nobody who is audited."""
    for row in rows:
        if row.is_gap:
            continue
        if row.is_denied:
            # What is denied may be a heading, or text that binds nobody: people name it all the same.
            yield from _denied(library, row)
            continue
        for name in (row.subject_id, row.object_id):
            if not library.requirements[name].assessable:
                below = [r for r in library.below(name) if library.requirements[r].assessable]
                which = f" ({', '.join(below[:_SHOWN])}{' …' if len(below) > _SHOWN else ''})" if below else ""
                yield row.source.finding(
                    f"{name} is a heading or binds nobody who is audited, and bears no row",
                    f"map the requirement below it of which the statement is true{which}",
                )


def _denied(library: Library, row: Mapping) -> Iterator[Finding]:
    """A row that denies for both sides with all their parts: no two of these share anything."""
    if not row.with_parts:
        return
    sides = {name: {name, *library.below(name)} for name in (row.subject_id, row.object_id)}
    for name in sides[row.subject_id]:
        for other in library.rows_at(name):
            if other.is_counterpart and other.object_id in sides[row.object_id]:
                what = f"{row.subject_id} and {row.object_id} are said to share nothing, but {other.source} says that {name} and {other.object_id} do"
                yield row.source.finding(what, "remove one of the two, or deny for the parts one by one")


def _spoken_for(library: Library, row: Mapping) -> Iterator[str]:
    """Yield the requirements that a row without counterpart speaks for."""
    yield row.missing_for
    if row.with_parts:
        yield from library.below(row.missing_for)


def gap_findings(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    """Yield each row without counterpart whose requirement, or a part it speaks for, has one in the same file."""
    positive = {side for row in rows if row.is_counterpart for side in (row.subject_id, row.object_id)}
    for row in rows:
        for name in _spoken_for(library, row) if row.is_gap else ():
            if name in positive:
                yield row.source.finding(
                    f"{row.missing_for} is said to have no counterpart, but {name} has one in this file",
                    "remove one of the two, or speak of the parts one by one",
                )


def _complete(ground: Ground, mapping_set: MappingSet) -> Iterator[Finding]:
    """Every assessable requirement of both sides has a counterpart, or a row that says it has none."""
    rows = mapping_set.rows
    spoken = {side for row in rows if row.is_counterpart for side in (row.subject_id, row.object_id)}
    spoken |= {name for row in rows if row.is_gap for name in _spoken_for(ground.library, row)}
    for side in (mapping_set.subject, mapping_set.object):
        for requirement in ground.library.members(side):
            if requirement.assessable and requirement.id not in spoken and not ground.distrusts(requirement.id):
                what = f"{requirement.id} {requirement.title} has no row"
                mend = "add its counterpart, or a row with sssom:NoTermFound"
                yield Finding(mapping_set.file, 1, what, mend)


def catch_all_findings(library: Library, mapping_set: MappingSet, rows: list[Mapping]) -> Iterator[Finding]:
    """Yield each requirement that is said to answer more of the other framework than any one does."""
    degree = Counter(side for row in rows if row.is_counterpart for side in (row.subject_id, row.object_id))
    size = {f: sum(r.assessable for r in library.members(f)) for f in (mapping_set.subject, mapping_set.object)}
    for name, count in degree.items():
        own = library.requirements[name].framework
        other = mapping_set.object if own == mapping_set.subject else mapping_set.subject
        if count > max(FEW, CATCH_ALL * size[other]):
            row = next(r for r in rows if name in (r.subject_id, r.object_id))
            yield row.source.finding(
                f"{name} answers {count} of {size[other]} requirements of {other}: a catch-all",
                "keep the rows in which a demand is truly shared",
            )


def _repeated_phrases(mapping_set: MappingSet) -> Iterator[Finding]:
    where: dict[str, list[Mapping]] = defaultdict(list)
    for row in mapping_set.rows:
        for phrase in filter(None, (row.shared, row.subject_only, row.object_only)):
            where[" ".join(phrase.lower().split())].append(row)
    for phrase, rows in where.items():
        for row in rows[1:]:
            yield row.source.finding(
                f"the phrase '{phrase}' stands on line {rows[0].source.line} too",
                "say what is true of this pair and of no other",
            )


def trap_findings(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    """Known faults of public crosswalks that a machine can see, beyond wrong numbers and labels."""
    traps: dict[frozenset[str], list[Trap]] = defaultdict(list)
    for trap in library.traps:
        for pair in product(trap.left, trap.right):
            traps[frozenset(pair)].append(trap)
    for row in rows:
        if not row.is_counterpart:
            continue
        for trap in traps.get(frozenset((row.subject_id, row.object_id)), ()):
            if not trap.relations or row.relation in trap.relations:
                yield row.source.finding(trap.what, trap.mend)


def theme_findings(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    """Yield each row that puts a heading beside a heading."""
    for row in rows:
        if row.is_counterpart and not any(library.requirements[i].assessable for i in (row.subject_id, row.object_id)):
            yield row.source.finding("a theme is crossed with a theme", "map the requirements below them")
