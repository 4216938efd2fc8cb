"""What is said to remain of a requirement, against the rows it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.model import Library, Remainder
from aims_graph.vocabulary import MET


def remainder_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each remainder that says less or more than its rows do, and each requirement of a complete table that has none."""
    by_file: dict[str, list[Remainder]] = defaultdict(list)
    for remainder in ground.library.remainders:
        by_file[remainder.source.file].append(remainder)
    related = {frozenset((r.subject_id, r.object_id)) for r in ground.library.mappings if r.is_counterpart}
    for file, remainders in by_file.items():
        towards, held = remainders[0].requirement_id.partition(":")[0], remainders[0].held
        if not ground.holds(f"the remainders of {file}", [file], [towards, held]):
            continue
        if ground.holds(f"the remainders of {file} against their rows", ground.files_between(towards, held)):
            for remainder in remainders:
                yield from _against_rows(ground, remainder, related)
        if file in ground.complete:
            yield from _complete(ground.library, file, towards, {r.requirement_id for r in remainders})


def _against_rows(ground: Ground, remainder: Remainder, related: set[frozenset[str]]) -> Iterator[Finding]:
    library, name = ground.library, remainder.requirement_id

    def fault(what: str, mend: str) -> Finding:
        return Finding(remainder.source.file, remainder.source.line, f"{name}: {what}", mend)

    if not library.requirements[name].assessable:
        yield fault("is a heading", "speak of the requirements below it")
    best = max((MET.index(row.subject_met) for row in library.counterparts(name, remainder.held)), default=0)
    met = MET.index(remainder.met)
    if met < best:
        what = f"met is {remainder.met}, but a single row meets {MET[best]}"
        yield fault(what, "raise met, or correct the row")
    for counterpart in remainder.by:
        if frozenset((name, counterpart)) not in related and not ground.distrusts(counterpart):
            what = f"by names {counterpart}, but no row relates the two"
            yield fault(what, "add the row, or take it out of by")
    if len(remainder.by) == 1 and met > best and not ground.distrusts(name):
        what = f"met is {remainder.met}, but its only counterpart meets {MET[best]}"
        yield fault(what, "name the other counterpart, or lower met")
    if len(remainder.by) > 1 and met > best and not remainder.comment and not ground.distrusts(name):
        what = f"met is {remainder.met}, no single row meets more than {MET[best]}, and nothing says what they meet together"
        yield fault(what, "say in comment which demand each meets, or lower met")


def _complete(library: Library, file: str, towards: str, names: set[str]) -> Iterator[Finding]:
    # Of a law, what remains is judged for the duties of those whom its catalogue's header names.
    bearers = set(library.frameworks[towards].listed("remainders_for"))
    for requirement in library.members(towards):
        asked = requirement.provision is None or not bearers or set(requirement.provision.bearers) & bearers
        if requirement.assessable and asked and requirement.id not in names:
            yield Finding(file, 1, f"{requirement.id} {requirement.title} has no row", "say what remains of it")
