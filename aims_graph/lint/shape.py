"""The crosswalk as a whole: catch-alls, groups crossed with groups, one word for everything, headings, what is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from aims_graph.check.rows import catch_all_findings, heading_findings, theme_findings, trap_findings
from aims_graph.counting import count_of
from aims_graph.lint.crosswalk import ResolvedCrosswalk
from aims_graph.present.faults import Fault

#: From so many rows on a file is judged as a whole, and so large a share of them is "nearly every".
ENOUGH, NEARLY = 10, 0.9
#: So many requirements on each side, all put beside all, are a product.
SIDE = 3
#: A kind of requirement is missed if the framework has so many of it.
MANY = 10


def shape_faults(crosswalk: ResolvedCrosswalk) -> Iterator[Fault]:
    """Yield what the rows together show, and known bad pairs among them."""
    library = crosswalk.put_together
    for mapping_set in library.sets:
        rows = list(mapping_set.rows)
        for rule, found in (
            ("known-trap", trap_findings(library, rows)),
            ("theme-with-theme", theme_findings(library, rows)),
            # What is denied may be a heading; whether its parts are, other rows show.
            ("heading", heading_findings(library, [r for r in rows if r.is_counterpart])),
            ("catch-all", catch_all_findings(library, mapping_set, rows)),
        ):
            for finding in found:
                yield crosswalk.as_fault(rule, finding)
        together = {(r.subject_id, r.object_id) for r in rows if r.is_counterpart}
        yield from _products(crosswalk, together)
        if len(together) >= ENOUGH:
            yield from _depth(crosswalk, {s for s, _ in together}, {o for _, o in together})
            yield from _left_out(crosswalk, mapping_set.subject, together, any(r.is_gap for r in rows))
    yield from _one_word(crosswalk)


def _products(crosswalk: ResolvedCrosswalk, together: set[tuple[str, str]]) -> Iterator[Fault]:
    """Yield every few requirements that each stand beside the same few others, where those of one side are all of one group."""
    beside: dict[str, set[str]] = defaultdict(set)
    for subject, object_ in together:
        beside[subject].add(object_)
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for subject, named in beside.items():
        if len(named) >= SIDE:
            groups[frozenset(named)].append(subject)
    line = {(s.requirement, o.requirement): row for row, s, o in reversed(list(crosswalk.placed()))}
    for objects, subjects in groups.items():
        if len(subjects) >= SIDE and any(_is_a_group(crosswalk, side) for side in (subjects, objects)):
            order = sorted(subjects, key=crosswalk.library.place)
            others = sorted(objects, key=crosswalk.library.place)
            what = (
                f"{count_of(len(order), 'requirement')} ({', '.join(order)}) are each put beside the same {len(others)}"
                f" ({', '.join(others)}): {count_of(len(order) * len(others), 'row')} that say nothing of any pair"
            )
            mend = "keep the pairs that share a demand, and say which"
            yield crosswalk.fault("product", line[order[0], others[0]], what, mend)


def _is_a_group(crosswalk: ResolvedCrosswalk, requirements: Iterable[str]) -> bool:
    """Whether all of them stand under the same requirement, or at the top; alike duties of several articles may well share the same controls."""
    known = crosswalk.put_together.requirements
    return len({known[r].parent if r in known else "" for r in requirements}) == 1


def _one_word(crosswalk: ResolvedCrosswalk) -> Iterator[Fault]:
    """Yield the one relation, or the one confidence, that nearly every row has."""
    said = Counter(row.relation for row in crosswalk.rows if row.puts_together and row.relation)
    total = said.total()
    if total >= ENOUGH:
        if said["equal"] >= NEARLY * total:
            what = f"{said['equal']} of {total} rows say that both sides demand the same"
            mend = "say equal only where whoever does the one has done all of the other; else subset_of, superset_of or intersects"
            yield crosswalk.fault("equal-everywhere", None, what, mend)
        if said["intersects"] >= NEARLY * total:
            what = f"{said['intersects']} of {total} rows say no more than intersects"
            mend = "say which side contains the other where one does; what is met in full rests on it"
            yield crosswalk.fault("intersects-everywhere", None, what, mend)
    sure = Counter(_strength(row.draft.confidence, row.draft.more) for row in crosswalk.rows if row.puts_together)
    if sure.total() >= ENOUGH and len(sure) == 1 and "" not in sure:
        what = f"all {sure.total()} rows have the confidence or strength '{next(iter(sure))}'"
        yield crosswalk.fault("one-confidence", None, what, "say of each row how sure it is, or leave the column out")


def _strength(confidence: str, more: object) -> str:
    slots = more if isinstance(more, dict) else {}
    said = (value for name, value in slots.items() if "strength" in name.lower())
    return confidence or next(said, "")


def _depth(crosswalk: ResolvedCrosswalk, *sides: set[str]) -> Iterator[Fault]:
    """Yield each side on which only whole requirements are named, or only those of one kind."""
    library = crosswalk.library
    for named in sides:
        framework = library.frameworks[library.requirements[next(iter(named))].framework]
        divided = {n for n in named if any(library.requirements[c].assessable for c in library.below(n))}
        if len(named) >= SIDE and divided == named:
            what = f"{framework.short}: every requirement that is named has parts, and no part is named"
            mend = "name the paragraph or point of which the statement is true"
            yield crosswalk.fault("whole-articles", None, what, mend)
            continue
        kinds = Counter(r.kind for r in library.members(framework.id) if r.assessable)
        spoken = {library.requirements[n].kind for n in named}
        missed = [k for k, n in kinds.items() if k not in spoken and n >= MANY]
        if len(spoken) == 1 and missed and not any(library.requirements[n].provision for n in named):
            counts = " and ".join(f"{kinds[k]} of the kind {k}" for k in missed)
            what = f"{framework.short}: only the kind {next(iter(spoken))} is named; it has {counts} beside"
            yield crosswalk.fault("one-kind", None, what, "map these too, or say in the header that they are left out")


def _left_out(
    crosswalk: ResolvedCrosswalk, subject: str, together: set[tuple[str, str]], any_gap: bool
) -> Iterator[Fault]:
    """Yield that requirements of the left side are passed over in silence."""
    if any_gap:
        return
    library, named = crosswalk.library, {s for s, _ in together}
    members = [r.id for r in library.members(subject) if r.assessable]
    covered = {m for n in named for m in (n, *library.below(n))}
    silent = [m for m in members if m not in covered]
    if silent:
        short = library.frameworks[subject].short
        what = f"{len(silent)} of {count_of(len(members), 'requirement')} of {short} {'has' if len(silent) == 1 else 'have'} no row, and none is said to have no counterpart"
        mend = "add a row with sssom:NoTermFound (in a table n/a) for each that was looked at and has none; silence reads as not looked at"
        yield crosswalk.fault("gaps-unsaid", None, what, mend)
