"""What an import would do, in words: what the file is, what comes of it, what is not understood, what it collides with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aims_graph.counting import count_of
from aims_graph.errors import Finding
from aims_graph.exchange.crosswalks import Crosswalk, Entering, counted
from aims_graph.exchange.entry import Plan, is_in
from aims_graph.exchange.framework_names import framework_named
from aims_graph.formats.mapping_sssom import SOURCE_ROW
from aims_graph.model import Library

#: So many lines of a kind are shown unless all are asked for.
SHOWN = 8


def preview(plan: Plan, library: Library, everything: bool = False) -> str:
    """Return the preview of a plan.

    Args:
        plan: what would be done.
        library: the content it is put over.
        everything: show every row that does not come along, not only the first.
    """
    most = None if everything else SHOWN
    lines = [f"{plan.draft.file}: {plan.draft.format}, sha256 {plan.draft.sha256[:16]}…"]
    lines += _frameworks(plan, library)
    for entering in plan.entering:
        lines += _crosswalk(plan, library, entering, most)
    lines += _listed("Not kept or not understood", (_note(n.where, n.what) for n in plan.draft.notes), most, "")
    notes = [n for c in plan.frameworks for n in c.notes]
    lines += _listed("Of the requirements", (_note(n.where, n.what) for n in notes), most, "")
    lines += _listed("In the way", plan.collisions, None, "")
    if plan.files:
        lines += ["To be written:", *(f"  {plan.folder / place}" for place in plan.files)]
    return "\n".join(lines)


def to_look_at(looks: Sequence[Finding], everything: bool = False) -> list[str]:
    """Return what a check would want looked at, a line each: the first few, unless all are asked for."""
    shown = looks if everything else looks[:SHOWN]
    more = [f"… and {len(looks) - SHOWN} more to look at (--all shows them)."] if len(looks) > len(shown) else []
    return [*(f"To look at, no fault: {look}" for look in shown), *more]


def in_the_file(plan: Plan, findings: Iterable[Finding]) -> list[Finding]:
    """Return what is wrong with the files of a plan as it is found in the file they come from: nothing of them is written yet.

    A row is known by its place there; what is of a whole catalogue or set keeps the name it would have.
    """
    at: dict[str, str] = {}
    for place, text in plan.files.items():
        lines = [(n, line.split("\t")) for n, line in enumerate(text.split("\n"), 1) if not line.startswith("#")]
        column = lines[0][1].index(SOURCE_ROW) if lines and SOURCE_ROW in lines[0][1] else None
        if column is not None:
            named = f"{plan.folder.as_posix()}/{place}"
            at |= {f"{named}:{n}": cells[column] for n, cells in lines[1:] if len(cells) > column and cells[column]}
    if not at:
        return [*findings]
    # The longest first: line 3 begins as line 34 does.
    known = re.compile("|".join(map(re.escape, sorted(at, key=len, reverse=True))))
    file = str(plan.draft.file)
    found = []
    for finding in findings:
        what = known.sub(lambda m: f"{at[m[0]]} of {file}", finding.what)
        where = at.get(f"{finding.file}:{finding.line}", "")
        found.append(
            replace(finding, file=f"{file}, {where}", line=0, what=what) if where else replace(finding, what=what)
        )
    return list(dict.fromkeys(found))


def _note(where: str, what: str) -> str:
    return f"{where}: {what}" if where else what


def _frameworks(plan: Plan, library: Library) -> Iterator[str]:
    for made in plan.frameworks:
        draft = made.entered.draft
        kinds = ", ".join(
            f"{n} {kind or 'requirement'}" for kind, n in Counter(r.kind for r in draft.requirements).most_common()
        )
        assessable = sum(r.assessable for r in draft.requirements)
        how = " (only what the rows name)" if draft.key in plan.outlined else ""
        yield f"Framework '{draft.title or draft.key}' becomes {made.entered.id}{how}: {kinds}; {assessable} can be audited."
        for key in dict.fromkeys(key for r in draft.requirements for key in r.more):
            if named := framework_named(key, library, {}).id:
                yield f"  Its column '{key}' is called like {named}: --columns 'object={key}' makes a crosswalk of it."
    for draft, here in plan.known:
        yield (
            f"Framework '{draft.title or draft.key}' is here already as {here} ({library.frameworks[here].source.file}) and is not entered"
            " again; --as gives it an id of its own beside that."
        )


def _crosswalk(plan: Plan, library: Library, entering: Entering, most: int | None) -> Iterator[str]:
    mapping = entering.mapping
    places = {id(c): place for place, c in plan.crosswalks}
    entered = sum(len(c.rows) for c in entering.pairs.values() if id(c) in places)
    yield f"Crosswalk '{mapping.title or mapping.id}': {count_of(len(mapping.rows), 'row')}, {entered} to enter."
    for (subject, object_), crosswalk in entering.pairs.items():
        place = places.get(id(crosswalk))
        if place is None:
            continue
        kept = "as the folder's own, which count in every answer"
        if beneath := _beneath(plan, library, {subject, object_}):
            kept = f"as the folder's own, kept apart from ours, which has the two in {beneath} already"
        if place.count(".") > 2:
            kept = f"kept apart from ours as the set of '{place.removesuffix('.sssom.tsv').rpartition('.')[2]}'"
        yield f"  {subject} to {object_}: {count_of(len(crosswalk.rows), 'row')} ({counted(crosswalk)}), {kept}."
        yield from _of_pair(crosswalk, most)
    if mapping.rows and len(entering.missed) == len(mapping.rows):
        way = "Enter the frameworks first, or let --outline make them of what the rows name."
        yield "  No row has both its sides here." + (f" {way}" if not plan.outlined else "")
    reasons: dict[str, list[str]] = {}
    for missed_row in entering.missed:
        if not missed_row.near:
            reasons.setdefault(missed_row.why, []).append(missed_row.where)
    often = {why: at for why, at in reasons.items() if len(at) > 1}
    missed = [
        f"{m.where}: {m.why}" + (f". Did you mean {', '.join(m.near)}?" if m.near else "")
        for m in entering.missed
        if m.why not in often
    ]
    for why, at in often.items():
        more = f" and {len(at) - SHOWN} more" if most is not None and len(at) > SHOWN else ""
        yield f"  {count_of(len(at), 'row')} not entered: {why}. They stand at {', '.join(at[:most])}{more}."
    yield from _listed("not entered", missed, most)
    twice = [
        f"all of {subject} to {object_}: another crosswalk of the file says the same; kept once"
        for (subject, object_), crosswalk in entering.pairs.items()
        if crosswalk.rows and id(crosswalk) not in places
    ]
    yield from _listed("to note", [*entering.notes, *twice], most)


def _beneath(plan: Plan, library: Library, pair: set[str]) -> str:
    """Return the file in which the content that the folder lies over has the pair itself; a second one is kept apart (docs/own-content.md)."""
    ours = (s for s in library.sets if {s.subject, s.object} == pair and not s.stated_by)
    return next((s.file for s in ours if not is_in(plan.folder, s.file)), "")


def _of_pair(crosswalk: Crosswalk, most: int | None) -> Iterator[str]:
    yield from _listed("on a former edition, carried to the present one", crosswalk.lifted, most, "    ")
    yield from _listed("on headings, which nobody is audited against", crosswalk.headings, most, "    ")
    yield from _listed("the other way round in the file, turned to run as this set", crosswalk.turned, most, "    ")
    yield from _listed(
        "with typed titles that are left out; look whether the number is meant", crosswalk.doubted, most, "    "
    )


def _listed(head: str, items: Iterable[str], most: int | None, margin: str = "  ") -> Iterator[str]:
    """Yield a heading with the number of items, and the items; nothing if there are none."""
    found = list(items)
    if not found:
        return
    yield f"{margin}{len(found)} {head}:" if head[0].islower() else f"{margin}{head}:"
    yield from (f"{margin}  {item}" for item in found[:most])
    if most is not None and len(found) > most:
        yield f"{margin}  … and {len(found) - most} more (--all shows them)"
