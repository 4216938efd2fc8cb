"""Shared controls: every requirement is served, every member is justified by a row or by inference, and names stay."""

import itertools
from dataclasses import replace

import pytest
import tiny

from aims_graph.answers.controls.shared_controls import (
    ANCHOR,
    FULL,
    PART,
    RuleFigures,
    ceilings,
    compare,
    evidence_for,
    stars,
)
from aims_graph.errors import AimsError
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.model.naming import full_name, short_name
from aims_graph.present.controls import controls_table, evidence_in_words
from aims_graph.reason.closure import closure_of
from aims_graph.reason.relations import INSIDE

THREE = ["iso42001", "iso27001", "iso9001"]


@pytest.mark.parametrize("rule", [stars, ceilings])
@pytest.mark.parametrize("order", [THREE, THREE[::-1], ["airmf", "aiact"]])
def test_every_requirement_is_served(library, rule, order):
    served = {m.requirement.id for c in rule(library, order) for m in c.members}
    assert {r.id for f in order for r in library.members(f) if r.assessable} <= served


def test_every_member_is_justified(library):
    closure = closure_of(library)
    for control in stars(library, THREE):
        for member in control.members:
            if member.how == FULL:
                assert not closure.relation(member.requirement.id, control.id) & ~INSIDE
            elif member.how == PART:
                seen = member.row.seen_from(member.requirement.id)
                assert seen.object_id == control.id and seen.subject_met == "most" and member.adds == seen.subject_only


def test_the_fewest_controls_meet_everything_in_full_and_none_can_go(library):
    controls = ceilings(library, THREE)
    assert all(m.how in (ANCHOR, FULL) for c in controls for m in c.members)
    for a, b in itertools.combinations(controls, 2):
        relation = closure_of(library).relation(a.id, b.id)
        assert relation & ~INSIDE, (a.id, b.id)


def test_the_first_framework_leads_with_every_requirement(library):
    led = [c.id for c in stars(library, THREE) if c.anchor.framework == "iso42001"]
    assert led == [r.id for r in library.members("iso42001") if r.assessable]


def test_one_framework_alone_shares_nothing(library):
    with pytest.raises(AimsError, match="two frameworks or more"):
        stars(library, ["iso42001"])


def test_the_figures_of_both_rules_by_hand(tmp_path):
    """b 1.1 and a 1.1 are equal, b 1.2 meets most of a 1.2; whichever of the two rows is struck, one control changes and one comes into being."""
    library = library_of(tiny.write(tmp_path))
    by_rows, in_full = compare(library, ["b", "a"], trials=3)
    assert by_rows == RuleFigures("stars", 4, 2, 1.5, 2, 2, in_full=1, in_part=1, changed=0.5)
    # Of what is met for the most part nothing is said here: only the row of the equal ones counts.
    assert replace(in_full, changed=0) == RuleFigures("ceilings", 5, 1, 1, 2, 2, in_full=1, in_part=0, changed=0)
    (mapping_set,) = library.sets
    alone = replace(library, sets=[replace(mapping_set, rows=mapping_set.rows[:1])])
    assert [(f.controls, f.changed) for f in compare(alone, ["b", "a"], trials=3)] == [(5, 0.4), (5, 0.4)]


def test_evidence_for_every_member_is_what_every_member_accepts(library):
    """Of a member for which none is listed nobody knows: nothing then serves all."""
    control = next(
        c for c in stars(library, ["iso42001", "iso27001"]) if len(c.members) == 2 and evidence_for(library, c).common
    )
    anchor, rider = (m.requirement.id for m in control.members)
    kinds = [library.evidence_at[name].kinds for name in (anchor, rider)]
    assert evidence_for(library, control).common == tuple(k for k in kinds[0] if k in kinds[1])
    assert "(for every member: " in evidence_in_words(library, control)
    less = replace(library, evidence=[e for e in library.evidence if e.requirement_id != rider])
    assert evidence_for(less, control).common == ()
    assert evidence_in_words(less, control) == library.evidence_at[anchor].note


def test_the_table_leads_with_what_a_control_is_called(library: Library) -> None:
    found = stars(library, THREE)
    table = controls_table(library, found, THREE)
    column = table.columns.index
    assert (table.columns[0], table.columns[-1]) == ("control", "id")
    for row, control in zip(table.rows, found, strict=True):
        assert (row[0], row[-1]) == (full_name(library, control.id), control.id)
        # Whose addition it is can be told where several frameworks have that number.
        said = [
            f"{short_name(library, m.requirement.id)}: {m.adds}" for m in control.members if m.adds and m.how != ANCHOR
        ]
        assert row[column("what members add")] == "; ".join(said)
    assert table.notes[0].startswith(
        f"{len(found)} controls, {sum(len({m.requirement.framework for m in c.members}) > 1 for c in found)} of them"
    )
