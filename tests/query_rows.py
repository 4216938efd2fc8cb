"""What each named query must answer, said in Python from the records and the closure.

The rows stand in the query's order, without the columns of its parameters. Where a query joins several values in one cell, the cell is
a tuple here, in alphabetical order: SPARQL joins them in any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from pyoxigraph import RdfFormat, parse

from aims_graph.answers.coverage.coverage import STATUSES, Held, counts, coverage
from aims_graph.answers.matrix.matrix import gaps_of
from aims_graph.answers.requirement.towards import shown_pairs, sureness
from aims_graph.answers.topics.topics import shelf
from aims_graph.formats.references import named_in_lists
from aims_graph.model import Library, Requirement, Source
from aims_graph.model import Mapping as Row
from aims_graph.pack.names import FIXED
from aims_graph.pack.terms import wider_terms
from aims_graph.reason.argument import argument
from aims_graph.reason.closure import bits, closure_of
from aims_graph.reason.relations import ASSERTED
from aims_graph.vocabulary import SET_RELATIONS

Given = Mapping[str, str]
Rows = list[tuple[object, ...]]

# What the rows are made of.


def named(requirement: Requirement) -> tuple[str | None, str]:
    return requirement.number or None, requirement.title


def place(source: Source) -> tuple[str, int]:
    return source.file, source.line


def iri(library: Library, curie: str) -> str:
    return library.names.iri(curie)


def label(library: Library, relation: str) -> str:
    """What the ontology calls a set relation."""
    return labels(library)[library.names.iri(SET_RELATIONS[relation][1])]


@lru_cache(maxsize=4)
def labels(library: Library) -> dict[str, str]:
    """IRI -> rdfs:label, as the Turtle files of the packs have them."""
    files = [path for pack in library.packs for path in pack.glob("ontology/set-relations.ttl")]
    said = [t for path in files for t in parse(path.read_bytes(), format=RdfFormat.TURTLE)]
    return {t.subject.value: t.object.value for t in said if t.predicate.value == FIXED["rdfs"] + "label"}


def speaking(library: Library, requirement: str, other: str) -> Iterator[Row]:
    """Every own row that says a requirement has no counterpart in a framework: at itself, or at a node above it with all its parts."""
    pair = {s.id: (s.subject, s.object) for s in library.sets}
    for holder in (requirement, *library.above(requirement)):
        for row in library.by_side.get(holder, ()):
            if row.missing_for == holder and (holder == requirement or row.with_parts) and other in pair[row.set_id]:
                yield row


def counterparts(library: Library, requirement: Requirement, framework: str, anchor: str) -> list[Requirement]:
    """What answers a requirement in a framework; in the anchor's place, itself."""
    if framework == anchor:
        return [requirement]
    return [library.requirements[m.object_id] for m in library.counterparts(requirement.id, framework)]


@lru_cache(maxsize=4)
def network(library: Library) -> tuple[dict[str, int], list[list[str]]]:
    """Requirement -> group, and the requirements of each group."""
    closure = closure_of(library)
    names = closure.network.names
    return {n: closure.group[x] for x, n in enumerate(names)}, [[names[m] for m in g] for g in closure.groups]


# The answers.


def what_maps_to(library: Library, given: Given) -> Rows:
    def at(row: Row) -> tuple[object, ...]:
        other = library.requirements[row.object_id]
        return iri(library, f"{other.framework}:"), other.order, place(row.source)

    return [
        (
            *(label(library, m.relation), m.object_id, *named(library.requirements[m.object_id])),
            *(
                m.subject_met or None,
                m.object_met or None,
                m.shared or None,
                m.subject_only or None,
                m.object_only or None,
            ),
            *(m.comment or None, m.confidence, library.times_read(m), *place(m.source)),
        )
        for m in sorted(library.rows_at(given["requirement"]), key=at)
        if m.relation
    ]


def shared_by(library: Library, given: Given) -> Rows:
    anchor, *others = (given[p].rstrip(":") for p in ("anchor", "second", "third", "fourth", "fifth"))
    rows: Rows = []
    for r in library.members(anchor):
        found = [counterparts(library, r, other, anchor) for other in others]
        if r.assessable and all(found):
            rows.append((r.id, r.title, *(tuple(sorted({o.number or o.title for o in place})) for place in found)))
    return rows


def documented_information(library: Library, given: Given) -> Rows:
    def written(r: Requirement) -> tuple[str, ...]:
        return tuple(sorted(set(r.documented_information)))

    anchor, second, third = (given[p].rstrip(":") for p in ("anchor", "second", "third"))
    rows: Rows = []
    for r in library.members(anchor):
        pairs = product(*(counterparts(library, r, other, anchor) for other in (second, third)))
        for b, c in sorted(set(pairs), key=lambda pair: [o.order for o in pair]):
            if r.documented_information and b.documented_information and c.documented_information:
                rows.append((r.id, r.title, written(r), b.id, written(b), c.id, written(c)))
    return rows


def given_by(library: Library, given: Given) -> Rows:
    held, towards = given["held"].rstrip(":"), given["towards"].rstrip(":")
    rows: Rows = []
    for c in coverage(library, Held((held,), ()), towards) if held != towards else ():
        beside = []
        for left in c.remains:
            (name,) = left.held
            whole = name == held
            at = (
                library.remainder_of[c.requirement.id, held]
                if whole
                else next(m for m in library.rows_at(c.requirement.id) if m.object_id == name)
            )
            beside.append((name + ":" * whole, left.met or None, left.words or None, *place(at.source)))
        beside.sort(key=lambda line: line[-2:])
        rows += [(c.requirement.id, *named(c.requirement), c.status, *b) for b in beside or [(None,) * 5]]
    return rows


def coverage_counts(library: Library, given: Given) -> Rows:
    held = given["held"].rstrip(":")
    others = sorted((f for f in library.mapped if f.id != held), key=lambda f: iri(library, f"{f.id}:"))
    found = [(f, counts(coverage(library, Held((held,), ()), f.id))) for f in others if library.members(f.id)]
    return [(f"{f.id}:", f.short, *(n[s] for s in STATUSES)) for f, n in found if any(n.values())]


def no_counterpart(library: Library, given: Given) -> Rows:
    framework, other = given["framework"].rstrip(":"), given["other"].rstrip(":")
    gaps = [
        g for g in gaps_of(library, framework) if g.requirement.framework == framework != other and g.other.id == other
    ]
    gaps.sort(key=lambda g: (g.requirement.order, place(g.row.source)))
    return [
        (
            *(g.requirement.id, *named(g.requirement), "true" if g.row.with_parts else "false"),
            *(g.nearest.id if g.nearest else None, g.row.comment or None, *place(g.row.source)),
        )
        for g in gaps
    ]


def duties_without_counterpart(library: Library, given: Given) -> Rows:
    law, other = given["law"].rstrip(":"), given["other"].rstrip(":")
    roles = library.terms.of("Role")
    rows: Rows = []
    for r in library.members(law) if law != other else ():
        if r.assessable and r.provision and r.provision.bearers:
            found = sorted(speaking(library, r.id, other), key=lambda row: place(row.source))
            assert bool(found) == bool(library.gap(r.id, other))
            bearers = tuple(sorted({roles[b].label for b in r.provision.bearers}))
            rows += [(r.id, *named(r), bearers, m.nearest or None, m.comment or None, *place(m.source)) for m in found]
    return rows


def changed_text(library: Library, given: Given) -> Rows:
    law = given["law"].rstrip(":")

    def line(r: Requirement, earlier: str | None, difference: str) -> tuple[object, ...]:
        assert r.provision
        return r.id, *named(r), r.provision.state, r.provision.amended_by or None, earlier, difference or None

    rows, editions = Rows(), set()
    for r in library.members(law):
        if r.provision:
            editions |= {library.requirements[e].framework for e in r.provision.replaces} - {law}
            for e in sorted(r.provision.replaces, key=lambda e: iri(library, e)) or [None]:
                if r.provision.state not in ("", "kept"):
                    before = library.requirements[e].provision if e else None
                    rows.append(line(r, e, before.difference if before else ""))
    gone = [r for e in editions for r in library.members(e) if r.provision and r.provision.state == "deleted"]
    return rows + [line(r, None, r.provision.difference) for r in sorted(gone, key=lambda r: r.order) if r.provision]


def rows_on_changed_text(library: Library, given: Given) -> Rows:
    rows: Rows = []
    for m in library.mappings:
        for side in (m.subject_id, m.object_id) if m.is_counterpart else ():
            law = library.requirements[side].provision
            if law and law.state not in ("", "kept"):
                pair = (f"map:{m.set_id}", m.subject_id, m.object_id, label(library, m.relation))
                rows.append((*pair, side, law.state, law.amended_by or None, *place(m.source)))
    return sorted(rows, key=lambda row: (*row[-2:], iri(library, str(row[4]))))


def where_sets_disagree(library: Library, given: Given) -> Rows:
    rows: Rows = []
    for theirs in (s for s in library.sets if s.stated_by):
        if frozenset((theirs.subject, theirs.object)) not in library.own_pairs:
            continue
        for row in (row for row in theirs.rows if row.relation):
            mine = [m for m in library.rows_at(row.subject_id) if m.object_id == row.object_id and m.relation]
            said = [label(library, m.relation) for m in mine] or ["no row"] * row.is_counterpart
            pair, their = (row.subject_id, row.object_id), label(library, row.relation)
            rows += [(*pair, ours, their, theirs.stated_by, *place(row.source)) for ours in said if ours != their]
    return sorted(rows, key=lambda row: (iri(library, str(row[0])), iri(library, str(row[1])), *row[-2:]))


def where_it_stands(library: Library, given: Given) -> Rows:
    name = given["requirement"]
    found = [("catalogue", name, library.requirements[name].source), *_places(library).get(name, ())]
    found.sort(key=lambda line: (*place(line[2]), line[0]))
    return [(what, statement, *place(source)) for what, statement, source in found]


@lru_cache(maxsize=4)
def _places(library: Library) -> dict[str, list[tuple[str, str, Source]]]:
    """Requirement -> where else than in its catalogue it stands: as what, in which statement, and at which line."""
    found: dict[str, list[tuple[str, str, Source]]] = {}

    def note(what: str, node: str, source: Source, names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append((what, node, source))

    for m in (m for mapping_set in library.sets for m in mapping_set.rows):
        note("mapping", f"map:{m.row_id}", m.source, (m.subject_id, m.object_id))
        note("nearest to what has none", f"map:{m.row_id}", m.source, (m.nearest,))
    for r in library.remainders:
        node = "map:remainder/" + f"{r.requirement_id}..{r.held}".replace(":", "_")
        note("remainder", node, r.source, (r.requirement_id,))
        note("remainder beside it", node, r.source, r.by)
    for c in library.combined:
        node = "map:combined/" + "..".join((c.requirement_id.replace(":", "_"), *c.held))
        note("remainder", node, c.source, (c.requirement_id,))
        note("remainder beside it", node, c.source, c.by)
    for source, requirements in named_in_lists(library):
        note("list", f"file:{_within(library, source.file)}#L{source.line}", source, requirements)
    return found


def _within(library: Library, file: str) -> str:
    """A file as its graph is named: an added folder by its slug."""
    for pack in library.packs:
        if pack.layer and file.startswith(f"{pack.layer}/"):
            return f"{pack.slug}/{file.removeprefix(f'{pack.layer}/')}"
    return file


def reached(library: Library, name: str, relation: str) -> Rows:
    group, members = network(library)
    row = getattr(closure_of(library), relation)[group[name]]
    found = [library.requirements[m] for h in bits(row) for m in members[h] if m != name]
    found.sort(key=lambda r: (iri(library, f"{r.framework}:"), r.order))
    return [(r.id, *named(r), f"{r.framework}:") for r in found]


def derived_from_rows(library: Library, given: Given) -> Rows:
    rows: Rows = []
    for p in shown_pairs(library):
        allowed = sorted(label(library, name) for name, mask in ASSERTED.items() if p.relation & mask)
        why = " ".join(line for d in p.derivations for line in argument(library, d))
        resting = sorted({str(row.source) for d in p.derivations for row in d.rows})
        found = sureness(library, p)
        sure = None if found is None else float(f"{found:.3g}")
        rows.append((p.subject, p.object, tuple(allowed), sure, tuple(resting), why))
    return sorted(rows, key=lambda row: (iri(library, str(row[0])), iri(library, str(row[1]))))


# The law, where no test of its own compares the query.


def duties_of_role(library: Library, given: Given) -> Rows:
    roles = set(wider_terms(given["role"].removeprefix("aims:role-"), library.terms.of("Role")))
    natures, kinds = library.terms.of("Nature"), library.terms.of("SystemKind")
    rows: Rows = []
    for r in library.requirements.values():
        law = r.provision
        if law and roles & set(law.bearers) and natures[law.nature].says.get("binds") == "true":
            systems = tuple(sorted(k for k in law.systems if k in kinds))
            since = tuple(sorted({a.effective for a in law.applies}))
            ways = len(law.holds.disjuncts) if law.when else None
            rows.append(
                (r.id, *named(r), natures[law.nature].label, law.condition or None, ways, systems, since, law.state)
            )
    return sorted(rows, key=lambda row: library.requirements[str(row[0])].order)


def held_off(library: Library, given: Given) -> Rows:
    role, system = given["role"].removeprefix("aims:role-"), given["system"].removeprefix("aims:system-")
    roles = set(wider_terms(role, library.terms.of("Role")))
    kinds = {"any", *wider_terms(system, library.terms.of("SystemKind"))}

    def numbers(ids: tuple[str, ...]) -> tuple[str, ...] | None:
        return tuple(sorted({library.requirements[i].number for i in ids})) or None

    rows: Rows = []
    for t in library.transitions:
        if roles & set(t.bearer) and kinds & set(t.systems) and given["placed"] < t.placed_before:
            words = {w for d in t.holds.disjuncts for w in d.all_of}
            hangs = " ".join(sorted(library.fact_of[w].question for w in words if w in library.fact_of)) or None
            ends = (t.placed_before, t.comply_by or None, t.lost_by or None, hangs)
            rows.append((t.id, t.provision, *ends, numbers(t.reaches), numbers(t.spares), t.summary))
    return sorted(rows, key=lambda row: iri(library, str(row[0])))


def supports_of(library: Library, given: Given) -> Rows:
    """From the records, not from the answer: that speaks of the parts, too."""
    name, rows = given["requirement"], list[tuple[object, ...]]()
    for s in library.supports:
        for direction, own, other in (("hands over to", s.giver, s.taker), ("takes from", s.taker, s.giver)):
            if own == name:
                words = (s.kind, s.thing, s.lacks, s.comment, s.confidence)
                rows.append((direction, other, *named(library.requirements[other]), *words, *place(s.source)))
    return sorted(rows, key=lambda row: (row[0], *row[-2:]))


def about_topic(library: Library, given: Given) -> Rows:
    stands = shelf(library, library.topic_of[given["topic"]])
    members = [r for found in stands.members.values() for r in found]
    members.sort(key=lambda r: (iri(library, f"{r.framework}:"), r.order))
    done_by = {
        r.id: tuple(sorted(library.topic_of[f].label for f in library.about_of[r.id].functions)) for r in members
    }
    return [
        (r.id, *named(r), "main" if r.id in stands.main else "also", leader(library, r.id), done_by[r.id])
        for r in members
    ]


def leader(library: Library, name: str) -> str:
    return library.topic_of[library.about_of[name].functions[0]].label


def work_of_function(library: Library, given: Given) -> Rows:
    """From the records: the shelf of a function says the same."""
    about = {name: a for name, a in library.about_of.items() if given["function"] in a.functions}
    members = sorted(
        (library.requirements[name] for name in about), key=lambda r: (iri(library, f"{r.framework}:"), r.order)
    )
    rows = []
    for r in members:
        here = "leads" if about[r.id].functions[0] == given["function"] else "takes part"
        theme = library.topic_of[about[r.id].topics[0]].label
        rows.append((r.id, *named(r), here, leader(library, r.id), theme))
    return rows


def members_of_group(library: Library, given: Given) -> Rows:
    """From the records, one line a membership."""
    places = [(library.requirements[m.requirement_id], m) for m in library.memberships_in[given["group"]]]
    places.sort(key=lambda place: (iri(library, f"{place[0].framework}:"), place[0].order))
    return [(r.id, *named(r), m.met or None, m.adds or None) for r, m in places]
