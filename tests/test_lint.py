"""Anybody's crosswalk judged: every planted fault is found where it stands, none is invented, and what is right is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from faulty_crosswalks import PLANTED, A, L, Q, R, S, draft
from linted import LAW, SECURITY, found, judged, members, of_planted

from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Side
from aims_graph.lint import judge
from aims_graph.present.faults import RULES
from aims_graph.vocabulary import NO_TERM_FOUND


@pytest.mark.parametrize("planted", [p for of in PLANTED.values() for p in of], ids=lambda p: p.name)
def test_a_planted_fault_is_found_with_what_is_right(library, planted):
    lines, faults = next(f for f in of_planted(library).values() if planted in (p for p, _ in f[0]))
    at = next(where for p, where in lines if p == planted)
    assert [f for f in faults if f.where in at and f.rule == planted.rule and set(planted.right) <= set(f.right)], [
        str(f) for f in faults if f.where in at
    ]


def test_there_are_enough_of_them_and_every_rule_is_one_of_them():
    whole = {
        *("unknown-framework", "product", "catch-all", "equal-everywhere", "intersects-everywhere", "one-confidence"),
        *("whole-articles", "one-kind", "gaps-unsaid", "ours-shares", "ours-differs", "unreadable"),
        "met",  # only SSSOM has columns for it: tests/test_foreign.py
    }
    assert sum(map(len, PLANTED.values())) >= 60
    assert {p.rule for of in PLANTED.values() for p in of} | whole == set(RULES)


def as_draft(mapping_set, labels=True, comments=True):
    """One of our own sets as a reader hands it over."""
    rows = []
    for m in mapping_set.rows:
        sides = [
            () if i == NO_TERM_FOUND else (Side(i, "", label if labels else ""),)
            for i, label in ((m.subject_id, m.subject_label), (m.object_id, m.object_label))
        ]
        more = {"ext_with_parts": "yes"} if m.with_parts else {}
        more |= {"ext_subject_met": m.subject_met, "ext_object_met": m.object_met}
        said = (
            m.predicate,
            "Not" if m.is_denied else "",
            m.relation,
            "",
            m.justification,
            "" if m.confidence is None else str(m.confidence),
        )
        rows.append(DraftRow(*sides, str(m.source.line), *said, m.comment if comments else "", more))
    prefixes = mapping_set.header["curie_map"]
    mapping = DraftMapping(
        mapping_set.id, mapping_set.title, tuple(rows), mapping_set.subject, mapping_set.object, prefixes=prefixes
    )
    return Draft("SSSOM", Path(mapping_set.file), "", (), (mapping,))


@pytest.mark.parametrize("any_overlap", [True, False])
def test_nothing_is_invented_on_our_own_files(library, any_overlap):
    for mapping_set in library.sets:
        mine = as_draft(mapping_set)
        mine = replace(mine, mappings=(replace(mine.mappings[0], any_overlap=any_overlap),))
        judgement = judge(library, mine)
        assert [str(f) for f in judgement.at_least("warning")] == []
        # Every row of ours is the same as ours.
        assert ", has another relation for 0, has something against 0, and says nothing of 0." in judgement.notes[0]


def test_nothing_is_invented_where_titles_are_missing(library):
    """Not even where a comment speaks of the clause beside its own, as that of 5.1 of 42001 does."""
    assert [f for s in library.sets for f in judge(library, as_draft(s, labels=False)).at_least("warning")] == []


def test_every_title_moved_to_the_next_row_is_found(library):
    """A sheet whose title column slipped by one row: not a fault here and there, nearly every row has one."""
    mapping_set = next(s for s in library.sets if (s.subject, s.object) == SECURITY)
    mine = as_draft(mapping_set).mappings[0]
    rows = [r for r in mine.rows if r.objects]
    titles = [r.objects[0].label for r in rows]
    slipped = tuple(
        replace(r, objects=(replace(r.objects[0], label=t),)) for r, t in zip(rows[1:], titles[:-1], strict=True)
    )
    draft_ = Draft("SSSOM", Path("x.tsv"), "", (), (replace(mine, rows=slipped),))
    wrong = {
        f.where
        for f in judge(library, draft_).faults
        if f.rule in ("wrong-title", "shifted-number", "odd-title", "mistaken-number", "other-edition")
    }
    moved = {r.where for before, r in pairwise(rows) if before.objects[0].name != r.objects[0].name}
    assert wrong <= moved
    assert len(wrong) > 0.95 * len(moved), sorted(moved - wrong)


# The file as a whole


def beside(library, relation, count=12, pair=SECURITY, kinds=("", "")):
    subjects, objects = (members(library, f, k) for f, k in zip(pair, kinds, strict=True))
    return [(s, "", relation, o, "", "") for s, o in zip(subjects[:count], objects, strict=False)]


def test_equal_everywhere(library):
    assert (
        "12 of 12 rows say that both sides demand the same"
        in found(judged(library, SECURITY, beside(library, "equal")), "equal-everywhere")[0].what
    )
    few = beside(library, "equal", 10) + beside(library, "intersects", 14)[10:]
    assert not found(judged(library, SECURITY, few), "equal-everywhere")
    assert not found(judged(library, SECURITY, beside(library, "equal", 9)), "equal-everywhere")


def test_intersects_everywhere(library):
    faults = judged(library, SECURITY, beside(library, "intersects"))
    assert found(faults, "intersects-everywhere")[0].level == "note"
    assert not found(judged(library, SECURITY, beside(library, "equal")), "intersects-everywhere")


def test_one_confidence_or_strength_for_all(library):
    mapping = draft(SECURITY, beside(library, "intersects"), dict(library.names.table)).mappings[0]

    def with_(**change):
        rows = tuple(replace(r, **{k: v(n) for k, v in change.items()}) for n, r in enumerate(mapping.rows))
        return judge(library, Draft("x", Path("x"), "", (), (replace(mapping, rows=rows),))).faults

    assert "'0.9'" in found(with_(confidence=lambda n: "0.9"), "one-confidence")[0].what
    assert "'Strong'" in found(with_(more=lambda n: {"Strength of relationship": "Strong"}), "one-confidence")[0].what
    assert not found(with_(confidence=lambda n: "0.9" if n else "0.8"), "one-confidence")
    assert not found(with_(), "one-confidence")


def test_articles_only(library):
    articles = [f"{L}art-{n}" for n in (9, 10, 11, 12, 13, 14, 15, 17, 26, 27)]
    controls = members(library, "iso42001", "control")
    rows = [(s, "", "intersects", o, "", "") for s, o in zip(controls, articles, strict=False)]
    assert "EU AI Act" in found(judged(library, LAW, rows), "whole-articles")[0].what
    rows[0] = (controls[0], "", "intersects", f"{L}art-9-1", "", "")
    assert not found(judged(library, LAW, rows), "whole-articles")


def test_controls_only(library):
    rows = beside(library, "intersects", kinds=("control", ""))
    (fault,) = [f for f in found(judged(library, SECURITY, rows), "one-kind") if "42001" in f.what]
    assert "clause" in fault.what
    rows[0] = (f"{A}4.1", "", "intersects", f"{S}4.1", "", "")
    assert not [f for f in found(judged(library, SECURITY, rows), "one-kind") if "42001" in f.what]


def test_gaps_passed_over(library):
    rows = beside(library, "intersects")
    assert "58 of 70 requirements of ISO/IEC 42001" in found(judged(library, SECURITY, rows), "gaps-unsaid")[0].what
    assert not found(
        judged(library, SECURITY, [*rows, (f"{A}A.10.4", "", "skos:relatedMatch", "", "", "")]), "gaps-unsaid"
    )


def test_a_catch_all(library):
    rows = [(f"{A}7.5.3", "", "intersects", o, "", "") for o in members(library, "iso27001")[:30]]
    faults = judged(library, SECURITY, rows)
    assert "iso42001:7.5.3 answers 30 of" in found(faults, "catch-all")[0].what
    assert not found(judged(library, SECURITY, rows[:5]), "catch-all")


def test_a_group_crossed_with_a_group(library):
    left, right = [f"{A}A.6.2.{n}" for n in (2, 3, 4)], [f"{S}A.8.{n}" for n in (25, 26, 27, 28)]
    rows = [(s, "", "intersects", o, "", "") for s in left for o in right]
    (fault,) = found(judged(library, SECURITY, rows), "product")
    assert "12 rows" in fault.what
    assert all(i in fault.what for i in (*left, *right))
    assert fault.where == "10"
    # One row missing, and the first is beside others than the rest: only two are left, and two are no group.
    assert not found(judged(library, SECURITY, rows[1:]), "product")
    # Duties that are alike, of three articles, share three controls of three areas: each pair says something.
    kept = [f"{A}{n}" for n in ("7.5.3", "A.6.2.7", "A.8.5")]
    alike = [(s, "", "intersects", f"aiact:art-{o}", "", "") for s in kept for o in ("22-3", "23-6", "54-3")]
    assert not found(judged(library, ("iso42001", "aiact"), alike), "product")


# Beside ours


def test_what_ours_says_against_a_row_is_quoted(library):
    denied = next(m for m in library.mappings if m.is_denied and m.named_by and not m.with_parts)
    (fault,) = found(
        judged(
            library,
            (denied.subject_id.partition(":")[0], denied.object_id.partition(":")[0]),
            [(denied.subject_id, "", "intersects", denied.object_id, "", "")],
        ),
        "ours-against",
    )
    assert denied.comment.rstrip(".") in fault.what
    assert denied.named_by in fault.what
    assert str(denied.source) in fault.what


def test_a_row_without_a_relation_is_put_together_against_a_denial(library):
    pair = ("iso42001", "iso27001")
    rows = [("iso42001:7.2", "", relation, "iso27001:7.2", "", "") for relation in ("", "no_relationship")]
    (fault,) = found(judged(library, pair, rows), "against-inverse")
    assert "iso42001:7.2 and iso27001:7.2: no relationship here, put together at " in fault.what


def test_a_denial_with_parts_speaks_for_them(library):
    denied = next(m for m in library.mappings if m.is_denied and m.with_parts and library.children.get(m.object_id))
    part = library.children[denied.object_id][0]
    pair = (denied.subject_id.partition(":")[0], part.partition(":")[0])
    (fault,) = found(judged(library, pair, [(denied.subject_id, "", "intersects", part, "", "")]), "ours-against")
    assert str(denied.source) in fault.what


def test_what_ours_finds_shared_is_said_against_a_denial_and_a_gap(library):
    shared = next(m for m in library.mappings if m.relation == "subset_of")
    pair = (shared.subject_id.partition(":")[0], shared.object_id.partition(":")[0])
    denial = (shared.subject_id, "", "Not skos:relatedMatch/no_relationship", shared.object_id, "", "")
    (fault,) = found(judged(library, pair, [denial]), "ours-shares")
    assert shared.shared in fault.what
    (fault,) = found(judged(library, pair, [(shared.subject_id, "", "skos:relatedMatch", "", "", "")]), "ours-shares")
    assert f"{shared.subject_id} has no counterpart" in fault.what


def test_another_relation_is_a_note_with_ours(library):
    shared = next(m for m in library.mappings if m.relation == "intersects")
    pair = (shared.subject_id.partition(":")[0], shared.object_id.partition(":")[0])
    (fault,) = found(
        judged(library, pair, [(shared.subject_id, "", "equal", shared.object_id, "", "")]), "ours-differs"
    )
    assert fault.right == ("intersects",)
    assert shared.subject_only in fault.what
    assert shared.object_only in fault.what


def test_any_overlap_is_no_other_relation(library):
    """An intersects that denies no containment agrees with a subset."""
    shared = next(m for m in library.mappings if m.relation == "subset_of")
    pair = (shared.subject_id.partition(":")[0], shared.object_id.partition(":")[0])
    row = [(shared.subject_id, "", "intersects", shared.object_id, "", "")]
    assert not found(judged(library, pair, row), "ours-differs")
    assert found(judged(library, pair, row, any_overlap=False), "ours-differs")


# What may look like a fault and is none


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            (f"{A}A.8.4", "Communication of incidents", "intersects", f"{S}A.6.8", "", ""), id="A.8.4 as it is"
        ),
        pytest.param((f"{A}A.8.2", "", "intersects", f"{L}art-52", "Procedure", ""), id="Article 52 as it is now"),
        pytest.param(
            (f"{Q}8.5.2", "Identification and traceability", "intersects", f"{S}A.5.9", "", ""), id="8.5.2 of 2015"
        ),
        pytest.param(
            (
                f"{R}GOVERN-1.1",
                "Legal and regulatory requirements involving AI are understood, managed, and documented.",
                "intersects",
                f"{S}A.5.31",
                "",
                "",
            ),
            id="a statement as title",
        ),
        pytest.param((f"{A}7.1", "", "Not skos:exactMatch", f"{S}7.1", "", ""), id="not the same"),
    ],
)
def test_no_fault_of_number_or_word(library, row):
    pair = (row[0].partition(":")[0], row[3].partition(":")[0])
    numbers = {
        "unknown-id",
        "other-edition",
        "wrong-title",
        "shifted-number",
        "mistaken-number",
        "odd-title",
        "negation",
        "predicate",
    }
    assert [str(f) for f in judged(library, pair, [row]) if f.rule in numbers] == []


def test_a_set_of_requirements_against_a_set_is_not_taken_apart(library):
    """All of 10.1 and 10.2 together beside one: no pair of it is judged, each number is."""
    sides = (Side(f"{A}10.1"), Side(f"{A}A.99"))
    row = DraftRow(sides, (Side(f"{S}10.2"),), "/mappings/0", relation="equal")
    mapping = DraftMapping("x", "X", (row,), *SECURITY, prefixes=library.names.table)
    faults = judge(library, Draft("OSCAL", Path("x.json"), "", (), (mapping,))).faults
    assert [f.rule for f in faults] == ["unknown-id"]


def test_a_framework_that_is_not_here_is_said_once(library):
    rows = tuple(DraftRow((Side("4.1"),), (Side(f"AC-{n}"),), str(n)) for n in (1, 2, 3))
    mapping = DraftMapping("x", "X", rows, "ISO/IEC 42001", "NIST SP 800-53")
    (fault,) = judge(library, Draft("CSV", Path("x.csv"), "", (), (mapping,))).faults
    assert (fault.rule, fault.level, fault.where) == ("unknown-framework", "note", "1")
    assert "aims-graph" not in fault.mend
    assert "2 more rows" in fault.what


def test_a_former_edition_in_the_header(library):
    """The file itself says that it speaks of 27001:2013: each number is said as it is today."""
    rows = (DraftRow((Side("A.6.2.8"),), (Side("A.12.4.1"),), "2"), DraftRow((Side("A.3.2"),), (Side("A.6.1.1"),), "3"))
    mapping = DraftMapping("x", "X", rows, "ISO/IEC 42001:2023", "ISO/IEC 27001:2013")
    faults = judge(library, Draft("CSV", Path("x.csv"), "", (), (mapping,))).faults
    assert [(f.rule, f.right) for f in faults] == [
        ("other-edition", ("iso27001:A.8.15",)),
        ("other-edition", ("iso27001:A.5.2",)),
    ]
