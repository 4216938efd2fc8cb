"""Evidence in tables: what there is and how long it is valid, what counts at one requirement, which files are not as they were attached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.workspace import named, organisation_of
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.evidence import ALTERED, MISSING, UNNAMED, FileFault
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.shown import Shown
from aims_graph.workspace.state import State
from aims_graph.workspace.validity import EXPIRED, EXPIRES, validity

_MEND = {
    MISSING: "bring the file back from a backup, or attach it again",
    ALTERED: "bring the file back from a backup; as it is now, attach it as new evidence",
    UNNAMED: "nothing names it: attach it, or take it away",
}


def evidence_table(
    library: Library,
    state: State,
    evidence: Sequence[Evidence],
    reached: Mapping[str, Mapping[str, bool]],
    on: dt.date,
    soon: int,
) -> Table:
    """Return pieces of evidence, one a row.

    Args:
        library: the content.
        state: the workspace.
        evidence: those to show.
        reached: id of a piece of evidence -> requirement -> whether it shows all of it.
        on: the day on which they are valid or not.
        soon: within how many days the end is near.
    """
    rows: list[tuple[Cell, ...]] = []
    stands = [validity(e, on, soon) for e in evidence]
    for e, word in zip(evidence, stands, strict=True):
        at = reached.get(e.id, {})
        full = sum(at.values())
        rows.append(
            (
                e.id,
                e.title,
                e.kind,
                word,
                as_iso(e.valid_until),
                e.owner,
                e.file or e.link,
                "; ".join(named(library, t) for t in e.shows),
                full,
                len(at) - full,
                "; ".join(sorted({library.frameworks[library.requirements[r].framework].short for r in at})),
            )
        )
    columns = ("evidence", "title", "kind", "validity", "until", "owner", "file or link", "shows", "in full", "in part", "frameworks")  # fmt: skip
    notes = [
        f"In full, in part: at how many requirements it counts on {on}, were it valid; where, says 'evidence list REQUIREMENT'."
    ]
    for word, said in ((EXPIRED, "Expired, and counts no more"), (EXPIRES, f"Expires within {soon} days")):
        if word in stands:
            notes.append(f"{said}: {stands.count(word)}.")
    return Table(f"Evidence of {organisation_of(state)}", columns, tuple(rows), tuple(notes))


def shown_table(library: Library, requirement: str, found: Sequence[Shown], on: dt.date, soon: int) -> Table:
    """Return what counts as evidence at one requirement."""
    rows: list[tuple[Cell, ...]] = [
        (
            s.evidence.id,
            s.evidence.title,
            s.evidence.kind,
            s.extent,
            "" if s.through == requirement else named(library, s.through),
            validity(s.evidence, on, soon),
            s.evidence.file or s.evidence.link,
        )
        for s in found
    ]
    columns = ("evidence", "title", "kind", "shows it", "through", "validity", "file or link")
    asked = library.evidence_at.get(requirement)
    notes = (f"Auditors ask to see: {', '.join(asked.kinds)}: {asked.note}.",) if asked else ()
    return Table(f"Evidence for {named(library, requirement)}", columns, tuple(rows), notes)


def faults_table(state: State, faults: Sequence[FileFault], files: int) -> Table:
    """Return the files that are not as they were attached, each with its mend."""
    rows: list[tuple[Cell, ...]] = [
        (f.evidence.id if f.evidence else "", f.evidence.title if f.evidence else "", f.file, f.what, _MEND[f.what])
        for f in faults
    ]
    note = f"{count_of(files, 'file')} named, {sum(f.evidence is not None for f in faults)} not as attached."
    return Table(
        f"Files of evidence of {organisation_of(state)}",
        ("evidence", "title", "file", "is", "mend"),
        tuple(rows),
        (note,),
    )
