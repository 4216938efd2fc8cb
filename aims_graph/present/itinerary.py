"""An audit of several standards as a table: what is looked at once, whom it serves, and what is read, sampled, heard and seen."""

from __future__ import annotations

from aims_graph.answers.controls.itinerary import Itinerary, Stop, Visit
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Number, Table
from aims_graph.model.naming import full_name, short_name

#: How an auditor takes evidence (the words of ``aims:auditMethod``) -> the column it stands in.
METHODS = {"read": "read", "sample": "sample", "observe": "hear and see"}
#: What exactly is asked for is said for no more requirements than this at once.
_FEW = 4


def itinerary_table(library: Library, plan: Itinerary) -> Table:
    """Return one line for each visit, and for each standard how much is looked at together with another."""
    rows = tuple(_line(library, visit) for visit in plan.visits)
    notes = tuple(
        f"{library.frameworks[f].short}: {n} of {count_of(total, 'requirement')} {'is' if n == 1 else 'are'} looked at together with another standard, {total - n} alone."
        for f, (n, total) in plan.together.items()
    )
    title = "One audit for " + ", ".join(library.frameworks[f].short for f in plan.order)
    return Table(title, ("stop", "looked at", "serves", *METHODS.values(), "what exactly", "also ask"), rows, notes)


def _line(library: Library, visit: Visit) -> tuple[Cell, ...]:
    if visit.alone:
        title = f"{library.frameworks[visit.alone].short} alone"
        serves: str = Number.of(library.frameworks[visit.alone], *visit.serves)
    else:
        title, serves = visit.title, ", ".join(short_name(library, r.id) for r in visit.serves)
    kinds = (", ".join(k.replace("-", " ") for k in visit.kinds.get(how, ())) for how in METHODS)
    few = visit.asked if len(visit.asked) <= _FEW else ()
    exactly = "; ".join(f"{short_name(library, e.requirement_id)}: {e.note}" for e in few)
    adds = "; ".join(f"{short_name(library, a.requirement.id)}: {a.words}" for a in visit.adds)
    return (_stop(library, visit.stop), title, serves, *kinds, exactly, adds)


def _stop(library: Library, stop: Stop) -> str:
    if stop.area is None:
        return f"Chapter {stop.chapter}"
    return full_name(library, stop.area.id)
