"""One audit for several certificates: every requirement is at one stop, and none is looked at twice there."""

from collections import Counter

import pytest

from aims_graph.answers.controls.itinerary import itinerary
from aims_graph.present.itinerary import itinerary_table

STANDARDS = ["iso42001", "iso27001", "iso9001"]


def test_every_requirement_is_looked_at(library):
    named = "; ".join(f"{row[1]} {row[2]}" for row in itinerary_table(library, itinerary(library, STANDARDS)).rows)
    for framework in STANDARDS:
        for requirement in library.members(framework):
            assert not requirement.assessable or requirement.number in named


def test_nothing_is_looked_at_twice_at_a_stop(library):
    seen = Counter(
        (row[0], served)
        for row in itinerary_table(library, itinerary(library, STANDARDS)).rows
        if "alone" not in row[1]
        for served in row[2].split(", ")
    )
    assert seen and set(seen.values()) == {1}


def test_the_counts_add_up(library):
    table = itinerary_table(library, itinerary(library, STANDARDS))
    assert len(table.notes) == 3
    assert all("requirements are looked at together" in note for note in table.notes)


def test_every_kind_of_evidence_stands_in_one_column(library):
    plan = itinerary(library, STANDARDS)
    assert {how for visit in plan.visits for how in visit.kinds} == {"read", "sample", "observe"}
    asked = {kind for e in library.evidence for kind in e.kinds}
    assert asked <= set(library.terms.of("EvidenceKind"))


@pytest.mark.parametrize("order", [STANDARDS, ["iso9001", "iso42001"], ["airmf", "aiact"]])
def test_every_requirement_stands_at_its_chapter_or_area(library, order):
    plan = itinerary(library, order)
    for visit in plan.visits:
        leading = visit.serves[:1] if not visit.alone else visit.serves
        for requirement in leading:
            path = [*list(library.above(requirement.id))[::-1], requirement.id]
            top = library.requirements[path[0]]
            if top.kind == "clause":
                assert (visit.stop.chapter, visit.stop.area) == (requirement.number.split(".")[0], None)
            else:
                # The part of the whole it lies in, or that of the part, where there is one between.
                assert visit.stop.chapter == ""
                assert visit.stop.area.id == (path[1] if len(path) > 2 else path[0])


@pytest.mark.parametrize("order", [STANDARDS, ["iso9001", "iso42001"]])
def test_what_is_looked_at_once_and_what_each_leaves_over(library, order):
    plan = itinerary(library, order)
    assert plan.order == tuple(order) and list(plan.together) == order
    together = {r.id for v in plan.visits if not v.alone for r in v.serves}
    alone = [(v.alone, r.id) for v in plan.visits if v.alone for r in v.serves]
    assert all(library.requirements[i].framework == f for f, i in alone)
    for framework in order:
        mine = {r.id for r in library.members(framework) if r.assessable}
        assert plan.together[framework] == (len(mine & together), len(mine)) and 0 < len(mine & together) < len(mine)
        # By itself is what no other standard has, and what another looks at only among more.
        left = [i for f, i in alone if f == framework]
        assert mine - together <= set(left) <= mine and len(set(left)) == len(left)
    for visit in plan.visits:
        assert len({r.id for r in visit.serves}) == len(visit.serves)
        assert bool(visit.alone) == (len({r.framework for r in visit.serves}) == 1) != bool(visit.title)
        lines = [library.evidence_at[r.id] for r in visit.serves if r.id in library.evidence_at]
        assert list(visit.asked) == lines
        kinds = list(dict.fromkeys(kind for line in lines for kind in line.kinds))
        by_method = {k: m for m, found in visit.kinds.items() for k in found}
        assert set(by_method) == set(kinds)
        for method, found in visit.kinds.items():
            assert list(found) == [k for k in kinds if by_method[k] == method]
            assert all(library.terms.of("EvidenceKind")[k].says["auditMethod"] == method for k in found)
        for adds in visit.adds:
            assert not visit.alone and adds.requirement in visit.serves and adds.words
            assert any(adds.words in (r.subject_only, r.object_only) for r in library.rows_at(adds.requirement.id))


def test_what_a_member_adds_is_in_the_words_of_its_row(library):
    """ISO/IEC 27001 4.1 rides on 42001 4.1; the row between them says what it asks beside."""
    first = itinerary(library, STANDARDS).visits[0]
    assert [r.id for r in first.serves] == ["iso42001:4.1", "iso27001:4.1", "iso9001:4.1"]
    for adds in first.adds:
        row = next(r for r in library.rows_at(adds.requirement.id) if r.object_id == "iso42001:4.1")
        assert adds.words == row.subject_only
    assert "iso27001:4.1" in {a.requirement.id for a in first.adds}
    assert "iso42001:4.1" not in {a.requirement.id for a in first.adds}
