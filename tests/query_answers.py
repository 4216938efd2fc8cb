"""Every named query with the parameters it is to be asked with and the rows that it must then answer (tests/query_rows.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from pyoxigraph import Store
from query_rows import (
    Given,
    Rows,
    about_topic,
    changed_text,
    coverage_counts,
    derived_from_rows,
    documented_information,
    duties_of_role,
    duties_without_counterpart,
    given_by,
    held_off,
    members_of_group,
    no_counterpart,
    reached,
    rows_on_changed_text,
    shared_by,
    supports_of,
    what_maps_to,
    where_it_stands,
    where_sets_disagree,
    work_of_function,
)

from aims_graph.graph.named import NamedQuery, run
from aims_graph.graph.results import as_table
from aims_graph.model import Library


@dataclass(frozen=True)
class Question:
    """The rows a query must answer, every set of parameters to ask it with, and its joined columns, each with what stands between two values."""

    rows: Callable[[Library, Given], Rows]
    every: Callable[[Library], Iterable[Given]]
    joined: Mapping[str, str] = field(default_factory=dict)


def answered(query: NamedQuery, given: Given, library: Library, store: Store) -> Rows:
    """Return what a query answers, as the rows here are written."""
    table = as_table(run(query, given, store, library.names.table), query.title, library.names.curie)
    joined = {**QUESTIONS, **OF_LAW}[query.name].joined
    kept = [(n, joined.get(column)) for n, column in enumerate(table.columns) if column not in query.parameters]
    return [tuple(_parted(row[n], between) for n, between in kept) for row in table.rows]


def _parted(cell: object, between: str | None) -> object:
    return tuple(sorted(str(cell).split(between))) if between and cell is not None else cell


# The parameters.


def frameworks(library: Library) -> list[str]:
    """Every framework that a parameter takes: earlier editions, too."""
    return [f"{f.id}:" for f in library.frameworks.values() if f.role != "spine"]


def mapped(library: Library) -> list[str]:
    return [f"{f.id}:" for f in library.mapped]


def pairs(
    first: str, second: str, held: Callable[[Library], list[str]] = mapped
) -> Callable[[Library], Iterator[Given]]:
    return lambda library: (
        dict(zip((first, second), pair, strict=True)) for pair in product(held(library), mapped(library))
    )


def tuples(*names: str) -> Callable[[Library], Iterator[Given]]:
    return lambda library: (
        dict(zip(names, found, strict=True)) for found in product(mapped(library), repeat=len(names))
    )


def requirements(library: Library) -> Iterator[Given]:
    """Every requirement of every edition."""
    for r in library.requirements.values():
        if library.frameworks[r.framework].role != "spine" and r.kind not in (
            "ai-objective",
            "risk-source",
            "characteristic",
        ):
            yield {"requirement": r.id}


def roles(library: Library) -> Iterator[Given]:
    return ({"role": f"aims:role-{role}"} for role in library.terms.of("Role"))


def placed(library: Library) -> Iterator[Given]:
    """Every role with every kind of system, placed the day before a transition begins to matter, and on that day."""
    days = {day for t in library.transitions for day in (t.placed_before, _day_before(t.placed_before))}
    for role, system, day in product(library.terms.of("Role"), library.terms.of("SystemKind"), sorted(days)):
        yield {"role": f"aims:role-{role}", "system": f"aims:system-{system}", "placed": day}


def _day_before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


def supported(library: Library) -> Iterator[Given]:
    """Every requirement that gives or takes, and one that does neither."""
    neither = next(name for name in library.requirements if name not in library.supports_at)
    return ({"requirement": name} for name in (*library.supports_at, neither))


def topics(library: Library) -> Iterator[Given]:
    return ({"topic": t.id} for t in library.topics if t.scheme == "topics")


def functions(library: Library) -> Iterator[Given]:
    return ({"function": t.id} for t in library.topics if t.scheme == "functions")


def groups(library: Library) -> Iterator[Given]:
    return ({"group": g.id} for g in library.groups)


def nothing(library: Library) -> list[Given]:
    return [{}]


QUESTIONS = {
    "what-maps-to": Question(what_maps_to, requirements),
    "shared-by": Question(
        shared_by,
        tuples("anchor", "second", "third", "fourth", "fifth"),
        {f"answers_{place}": "; " for place in ("second", "third", "fourth", "fifth")},
    ),
    "documented-information": Question(
        documented_information,
        tuples("anchor", "second", "third"),
        {"documents": "; ", "documents_second": "; ", "documents_third": "; "},
    ),
    "given-by": Question(given_by, pairs("held", "towards", frameworks)),
    "coverage-counts": Question(coverage_counts, lambda library: ({"held": f} for f in frameworks(library))),
    "no-counterpart": Question(no_counterpart, pairs("framework", "other")),
    "duties-without-counterpart": Question(duties_without_counterpart, pairs("law", "other"), {"bearers": ", "}),
    "changed-text": Question(changed_text, lambda library: ({"law": f} for f in frameworks(library))),
    "rows-on-changed-text": Question(rows_on_changed_text, nothing),
    "where-sets-disagree": Question(where_sets_disagree, nothing),
    "where-it-stands": Question(where_it_stands, requirements),
    "touches": Question(lambda library, given: reached(library, given["requirement"], "overlap"), requirements),
    "contained-in": Question(lambda library, given: reached(library, given["requirement"], "up"), requirements),
    "derived-from-rows": Question(derived_from_rows, nothing, {"relation": " or ", "rows": ", "}),
}
#: Those that ask for what only the shipped content has: a law, supports, topics; random contents have none that is whole.
OF_LAW = {
    "supports-of": Question(supports_of, supported),
    "about-topic": Question(about_topic, topics, {"done_by": ", "}),
    "work-of-function": Question(work_of_function, functions),
    "members-of-group": Question(members_of_group, groups),
    "duties-of-role": Question(duties_of_role, roles, {"systems": ", ", "from": ", "}),
    "held-off": Question(held_off, placed, {"reaches": ", ", "spares": ", "}),
}
