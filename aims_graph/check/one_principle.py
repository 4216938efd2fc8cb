"""Are all judgements of a kind judged alike? What docs/reading.md settles and a machine can see in rows and remainders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Alike, Library, Mapping, Option


def principle_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each judgement that says mostly of a single demand, rests on what is only an option, or differs from its sisters."""
    library = ground.library
    sides = {side for s in library.sets if not s.stated_by for side in (s.subject, s.object)}
    if ground.holds("one principle in all rows", frameworks=sides):
        yield from _mostly(library)
        yield from _options(library)
    for alike in library.alike:
        own = framework_of(alike.requirement_id)
        files = [f for o in alike.others for f in ground.files_between(own, framework_of(o))]
        named = [framework_of(name) for name in (alike.requirement_id, *alike.others)]
        if ground.holds(f"the sisters of {alike.requirement_id}", files, named):
            yield from _sisters(ground, alike)


def _sides(row: Mapping) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Return requirement, how much of it is met and what only it demands, for both sides of a row."""
    return (
        (row.subject_id, row.subject_met, row.subject_only),
        (row.object_id, row.object_met, row.object_only),
    )


def _mostly(library: Library) -> Iterator[Finding]:
    """A single demand is met in part or as a whole."""
    said = [(row.source, name, met) for row in library.mappings for name, met, _ in _sides(row) if row.is_counterpart]
    said += [(r.source, r.requirement_id, r.met) for r in library.judged_left]
    for source, name, met in said:
        if met == "most" and library.requirements[name].has_one_demand:
            what = f"{name} has one demand by its catalogue, and most of one is nothing"
            yield source.finding(what, "write some or all, or take the mark out of the column demands")


def _options(library: Library) -> Iterator[Finding]:
    """Nothing is missing because an item is that the requirement itself only suggests."""
    options = {o.requirement_id: o for o in library.options}
    said = [(row.source, name, only) for row in library.mappings for name, _, only in _sides(row) if row.is_counterpart]
    said += [(r.source, r.requirement_id, r.remains) for r in library.judged_left]
    for source, name, phrase in said:
        for word in _named(options[name], phrase) if name in options else ():
            what = f"'{phrase}' names '{word}', which {name} only suggests (ontology/options.tsv)"
            yield source.finding(what, "name a demand, or change the value if nothing else is left")


def _named(option: Option, phrase: str) -> Iterator[str]:
    for word in option.words:
        if re.search(rf"\b{re.escape(word)}", phrase.lower()):
            yield word


def _sisters(ground: Ground, alike: Alike) -> Iterator[Finding]:
    """Of requirements that ask the same of another all have a row with it, and as much of it is met in each."""
    name, library = alike.requirement_id, ground.library
    rows = {row.object_id: row for row in library.rows_at(name) if row.is_counterpart and row.object_id in alike.others}
    for other in alike.others:
        if other not in rows and not ground.distrusts(name, other) and not ground.distrusts(other, name):
            what = f"{name} has no row with {other}, though it has one with others that ask the same of it"
            yield alike.source.finding(what, f"add the row, or take it out of others: {alike.because}")
    values = {row.subject_met for row in rows.values()}
    for other, row in rows.items():
        if len(values) > 1:
            what = f"{row.subject_met} of {name} is met by {other}, but {' and '.join(sorted(values))} by those that ask the same"
            yield row.source.finding(what, f"judge them alike: {alike.because}")
