"""A crosswalk of one's own entered in a folder: one set a pair, read from one side, whose rows count in every answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tiny
from houses import draft, entered, row

from aims_graph.errors import AimsError
from aims_graph.exchange.draft import DraftRow, Side
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.exchange.preview import preview
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import packs_of

OWN = Wish(own=True)


@pytest.fixture
def base(tmp_path):
    return tiny.write(tmp_path / "base")


def test_rows_of_ones_own_count_in_every_answer(base, tmp_path):
    rows = [
        row("1.1", "1.1", "subset_of", comment="all of it"),
        row("urn:x:1.2:a", "1.2 + 1.3", "equal"),
        row("1.2", "1.3"),
    ]
    library = entered(base, tmp_path / "mine", draft(*rows), Wish(own=True))
    mine = [m for m in library.mappings if m.subject_id.startswith("house:")]
    assert [(m.subject_id, m.object_id, m.relation, m.subject_met, m.object_met) for m in mine] == [
        ("house:1.1", "b:1.1", "subset_of", "all", ""),
        ("house:1.2", "b:1.3", "", "", ""),
    ]
    assert [m.object_id for m in library.counterparts("house:1.1", "b")] == ["b:1.1"]


def test_rows_of_ones_own_for_a_pair_that_the_content_beneath_has_are_said_to_stay_apart(base, tmp_path):
    what = draft(row("1.1", "1.1", "equal"), frameworks=(), subject="framework a")
    found = plan(what, library_of(base), tmp_path / "mine", Wish(own=True))
    told = preview(found, library_of(base))
    assert "kept apart from ours, which has the two in mappings/a--b.sssom.tsv already" in told
    assert "count in every answer" not in told
    library = entered(base, tmp_path / "mine", what, Wish(own=True))
    assert [s.stated_by for s in library.sets] == ["", "mine"]
    assert "count in every answer" in preview(
        plan(draft(row("1.1", "1.1", "equal")), library_of(base), tmp_path / "other", Wish(own=True)), library_of(base)
    )


def test_a_crosswalk_is_ones_own_or_somebody_elses(base, tmp_path):
    with pytest.raises(AimsError, match=r"your own and that of 'Ada'\.\n.*Leave out --own or --stated-by"):
        plan(draft(row("1.1", "1.1")), library_of(base), tmp_path / "mine", Wish(own=True, stated_by="Ada"))


def test_a_title_that_is_not_the_requirements_is_told_and_left_out_of_ones_own(base, tmp_path):
    rows = [DraftRow((Side("1.1", "", "Keep logs"),), (Side("1.1", "", "Waste disposal"),), "row 1", relation="equal")]
    found = plan(draft(*rows), library_of(base), tmp_path / "mine", Wish(own=True))
    crosswalk = found.crosswalks[0][1]
    assert crosswalk.doubted == ["row 1: 'Waste disposal' is not the title of b:1.1 (Event records)"]
    assert (crosswalk.rows[0]["subject_label"], crosswalk.rows[0]["object_label"]) == ("Keep logs", "")


def turned_row(subject, object_, relation="", **more):
    """A row from a requirement of B to one of the house, as files write it that have rows in both directions."""
    sides = (Side(subject, "framework b"),), (Side(object_, "House rules"),)
    return DraftRow(*sides, more.pop("where", f"row {subject}"), relation=relation, **more)


def test_rows_in_both_directions_are_one_set_read_from_the_side_of_the_first(base, tmp_path):
    said = {"ext_subject_met": "all", "ext_object_met": "some", "ext_subject_only": "", "ext_object_only": "more", "ext_subject_note": "n"}  # fmt: skip
    rows = [
        row("1.1", "1.1", "subset_of"),
        turned_row("1.2", "1.2", "subset_of", more=said, where="row 2"),
        turned_row("1.3", "1.1", predicate="skos:closeMatch", where="row 3"),
        turned_row("1.3", "1.2", supportive="supports", where="row 4"),
        # The same as the first, from the other side.
        turned_row("1.1", "1.1", "superset_of", where="row 5"),
        # Another thing than the second.
        row("1.2", "1.2", "equal", where="row 6"),
    ]
    folder = tmp_path / "mine"
    found = plan(draft(*rows), library_of(base), folder, OWN)
    told = preview(found, library_of(base))
    assert [p for p in found.files if p.startswith("mappings/")] == ["mappings/house--b.sssom.tsv"]
    assert "house to b: 4 rows" in told and "3 the other way round in the file, turned to run as this set" in told
    assert "row 2: house:1.2 to b:1.2" in told
    assert "row 5: house:1.1 and b:1.1 stand above already; kept once" in told
    assert "row 6: says another thing of house:1.2 and b:1.2 than a row above" in told
    library = entered(base, folder, draft(*rows), OWN)
    mine = next(s for s in library.sets if "house" in (s.subject, s.object))
    assert (mine.stated_by, [(m.subject_id, m.object_id, m.relation, m.predicate) for m in mine.rows]) == (
        "",
        [
            ("house:1.1", "b:1.1", "subset_of", "skos:broadMatch"),
            ("house:1.1", "b:1.3", "", "skos:closeMatch"),
            ("house:1.2", "b:1.2", "superset_of", "skos:narrowMatch"),
            ("house:1.2", "b:1.3", "", "skos:relatedMatch"),
        ],
    )
    cells = {(r["subject_id"], r["object_id"]): r for r in found.crosswalks[0][1].rows}
    met = cells["house:1.2", "b:1.2"]
    assert (met["ext_subject_met"], met["ext_object_met"], met["ext_subject_only"]) == ("some", "all", "more")
    assert met["ext_object_note"] == "n" and not met.get("ext_object_only")
    assert cells["house:1.2", "b:1.3"]["ext_supportive"] == "is supported by"
    assert [m.subject_id for m in library.counterparts("b:1.2", "house")] == ["b:1.2"]


def test_what_has_no_word_for_the_other_way_is_told_and_not_entered(base, tmp_path):
    rows = [
        row("1.1", "1.1", "equal"),
        turned_row("1.2", "1.2", predicate="https://example.org/replaces", where="row 2"),
        row("1.2", "1.3", predicate="https://example.org/replaces", where="row 3"),
    ]
    found = plan(draft(*rows), library_of(base), tmp_path / "mine", OWN)
    (missed,) = found.entering[0].missed
    assert missed.where == "row 2" and "the rows of this set run from house to b" in missed.why
    assert [r["predicate_id"] for r in found.crosswalks[0][1].rows] == ["skos:exactMatch", "https://example.org/replaces"]  # fmt: skip


def test_rows_within_one_framework_are_told_and_not_entered(base, tmp_path):
    within = DraftRow((Side("1.1", "House rules"),), (Side("1.2", "House rules"),), "row 1", relation="intersects")
    what = draft(within, row("1.1", "1.1", "equal"))
    library = entered(base, tmp_path / "mine", what, OWN)
    assert [(s.subject, s.object, len(s.rows)) for s in library.sets if s.subject == "house"] == [("house", "b", 1)]
    told = preview(plan(what, library_of(base), tmp_path / "other", OWN), library_of(base))
    assert "row 1: both sides are of house" in told and "links.tsv" in told
    alone = plan(draft(within), library_of(base), tmp_path / "other", OWN)
    assert not [p for p in alone.files if p.startswith("mappings/")]
    # Another hand's is kept as it stands.
    assert {(c.subject, c.object) for _, c in plan(what, library_of(base), tmp_path / "other", Wish()).crosswalks} == {
        ("house", "house"),
        ("house", "b"),
    }


def test_a_set_of_the_folder_that_is_there_says_how_rows_run(base, tmp_path):
    folder = tmp_path / "mine"
    entered(base, folder, draft(turned_row("1.1", "1.1", "subset_of")), OWN)
    over = library_of(packs_of([base[0].root, folder], alone=True))
    found = plan(draft(row("1.2", "1.2", "subset_of"), frameworks=()), over, folder, OWN)
    (collision,) = found.collisions
    assert collision == f"{folder}/mappings/b--house.sssom.tsv is there already; --force writes over it"
    (crosswalk,) = [c for _, c in found.crosswalks]
    assert (crosswalk.rows[0]["subject_id"], crosswalk.rows[0]["ext_set_relation"]) == ("b:1.2", "superset_of")
    forced = plan(draft(row("1.2", "1.2", "subset_of"), frameworks=()), over, folder, Wish(own=True, force=True))
    enter(forced.files, folder)
    assert [s.file for s in library_of(packs_of([base[0].root, folder], alone=True)).sets if "house" in (s.subject, s.object)] == [
        f"{folder}/mappings/b--house.sssom.tsv"
    ]  # fmt: skip


def test_several_crosswalks_of_a_pair_are_ones_own_only_if_they_say_the_same(base, tmp_path):
    one = draft(row("1.1", "1.1", "subset_of"))
    mirrored = draft(turned_row("1.1", "1.1", "superset_of"))
    other = draft(turned_row("1.2", "1.2", "equal"))

    def planned(*drafts, wish=OWN):
        both = [m for d in drafts for m in d.mappings]
        return plan(replace(one, mappings=tuple(both)), library_of(base), tmp_path / "mine", wish)

    assert not planned(one, mirrored).collisions and len(planned(one, mirrored).crosswalks) == 1
    (collision,) = planned(one, other).collisions
    assert "several crosswalks of b and house" in collision and "leave out --own" in collision
    assert not planned(one, other, wish=Wish()).collisions and len(planned(one, other, wish=Wish()).crosswalks) == 2


def test_what_one_denies_stays_denied(base, tmp_path):
    rows = [row("1.1", "1.1", predicate="skos:exactMatch", modifier="Not"), row("1.2", "1.2", "no_relationship")]
    library = entered(base, tmp_path / "mine", draft(*rows), OWN)
    mine = [m for m in library.mappings if m.subject_id.startswith("house:")]
    assert [(m.predicate, m.modifier, m.relation) for m in mine] == [
        ("skos:exactMatch", "Not", ""),
        ("skos:relatedMatch", "Not", "no_relationship"),
    ]
