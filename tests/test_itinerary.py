"""One audit for several certificates: every requirement is at one stop, and none is looked at twice there."""

from collections import Counter

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
