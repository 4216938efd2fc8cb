"""What is said to remain of a requirement, against the rows it rests on; and beside several frameworks, against what remains beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from aims_graph.check.ground import REMAINDERS, Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import Combined, Library, Remainder
from aims_graph.vocabulary import MET


def remainder_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each remainder that says less or more than its rows do, and each requirement of a complete table that has none."""
    by_file: dict[str, list[Remainder]] = defaultdict(list)
    for remainder in ground.library.remainders:
        by_file[remainder.source.file].append(remainder)
    related = {frozenset((r.subject_id, r.object_id)) for r in ground.library.mappings if r.is_counterpart}
    for file, remainders in by_file.items():
        towards, held = framework_of(remainders[0].requirement_id), remainders[0].held
        if not ground.holds(f"the remainders of {file}", [file], [towards, held]):
            continue
        if ground.holds(f"the remainders of {file} against their rows", ground.files_between(towards, held)):
            for remainder in remainders:
                yield from _against_rows(ground, remainder, related)
        if file in ground.complete:
            yield from _complete(ground.library, file, towards, {r.requirement_id for r in remainders})
    for combined in ground.library.combined:
        towards = framework_of(combined.requirement_id)
        alone = [r for r in ground.library.remainders_of.get(combined.requirement_id, ()) if r.held in combined.held]
        files = [file for held in combined.held for file in ground.files_between(towards, held)]
        what = f"what remains of {combined.requirement_id} beside {' and '.join(combined.held)}"
        files += [*ground.unsound_in(REMAINDERS), *(r.source.file for r in alone)]
        if ground.holds(what, files, [towards, *combined.held]):
            yield from _together(ground, combined, {r.held: r for r in alone}, related)


def _against_rows(ground: Ground, remainder: Remainder, related: set[frozenset[str]]) -> Iterator[Finding]:
    library, name = ground.library, remainder.requirement_id

    def fault(what: str, mend: str) -> Finding:
        return remainder.source.finding(f"{name}: {what}", mend)

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


def _together(
    ground: Ground, combined: Combined, alone: dict[str, Remainder], related: set[frozenset[str]]
) -> Iterator[Finding]:
    """Yield what contradicts the judgement that several frameworks meet more of a requirement together than the best of them alone."""
    name, towards = combined.requirement_id, framework_of(combined.requirement_id)
    frameworks = {i: framework_of(i) for i in combined.by}

    def fault(what: str, mend: str) -> Finding:
        return combined.source.finding(f"{name}: {what}", mend)

    if len({*combined.held}) < max(2, len(combined.held)) or towards in combined.held:
        yield fault(f"held is {' and '.join(combined.held)}", "name two or more frameworks, each once, and not its own")
    for held in combined.held:
        r = alone.get(held)
        if r is None:
            if not ground.distrusts(name):
                yield fault(
                    f"nobody judged what remains of it beside {held}", "judge that first, or leave the line out"
                )
        elif r.met == "all":
            yield fault(f"{held} alone meets all of it", "remove the line")
        elif r.met == "none":
            yield fault(f"{held} meets nothing of it, so adds nothing", "remove the line")
        elif MET.index(combined.met) < MET.index(r.met):
            yield fault(
                f"met is {combined.met}, but {held} alone meets {r.met}", "raise met, or correct that remainder"
            )
        elif combined.remains == r.remains:
            yield fault(f"beside {held} alone the same remains", "remove the line: that text is shown already")
        if held not in frameworks.values():
            yield fault(f"by names nothing of {held}", "name what of it meets which demand, or remove the line")
    for counterpart, framework in frameworks.items():
        if framework not in combined.held:
            yield fault(f"by names {counterpart}, which is not of what is held", "take it out of by, or add to held")
        elif frozenset((name, counterpart)) not in related and not ground.distrusts(counterpart):
            yield fault(f"by names {counterpart}, but no row relates the two", "add the row, or take it out of by")
    if bool(combined.remains) == (combined.met == "all"):
        what = f"remains and met '{combined.met}' contradict each other"
        yield fault(what, "leave remains empty exactly when all is met")
    if not combined.comment:
        yield fault("nothing says what they meet together", "say in comment which demand each meets")
