"""Workbooks of OLIR and IR 8477: set words and supportive words kept apart, and what we write is read again as the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from drafts import mappings
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange import ir8477, ir8477_out
from aims_graph.exchange.draft import DraftMapping, DraftRow
from aims_graph.exchange.leaving import mapping_draft, printed, with_supports
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import load

HEAD = [
    "Focal Document Element",
    "Focal Document Element Description",
    "Rationale",
    "Relationship",
    "Reference Document Element",
    "Reference Document Element Description",
    "Comments (optional)",
    "Group Identifier (optional)",
    "Fulfilled By (Y/N)*",
    "Strength of Relationship (optional)",
]


def _book(folder: Path, *rows: list[Any], about: bool = True) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "General Information"
    if about:
        for pair in (["Informative Reference Name", "Demo to Other"], ["Focal Document Version:", "Demo v1"]):
            sheet.append(pair)
        sheet.append(["Reference Document", "Other book"])
    table = book.create_sheet("Relationships")
    table.append(["A table of OLIR"])
    table.append(HEAD)
    for row in rows:
        table.append(row)
    book.create_sheet("Read me").append(["Some words"])
    path = folder / "x.xlsx"
    book.save(path)
    return path


def _row(word: str | None, focal: Any = "A-1", reference: Any = "B-1", group: str = "", comment: str = "") -> list[Any]:
    return [focal, "Doors", "Semantic", word, reference, "Gates", comment, group, "Y", 7]


def _rows(path: Path) -> tuple[DraftRow, ...]:
    assert ir8477.recognises(path.read_bytes()[:1000], path)
    (mapping,) = ir8477.read(path).mappings
    return mapping.rows


@pytest.mark.parametrize(
    ("word", "relation", "supportive"),
    [
        ("Subset of", "subset_of", ""),
        ("superset of", "superset_of", ""),
        ("Intersects With", "intersects", ""),
        ("intersects-with", "intersects", ""),
        ("equal", "equal", ""),
        ("not related to", "no_relationship", ""),
        ("No relationship", "no_relationship", ""),
        ("Supports", "", "supports"),
        ("Is supported by", "", "is supported by"),
        ("Identical", "", "identical"),
        ("Equivalent", "", "equivalent"),
        ("Contrary", "", "contrary"),
        (None, "", ""),
    ],
)
def test_set_words_are_relations_and_supportive_words_none(
    tmp_path: Path, word: str, relation: str, supportive: str
) -> None:
    (row,) = _rows(_book(tmp_path, _row(word)))
    assert (row.relation, row.supportive) == (relation, supportive)
    assert (row.subjects[0].name, row.subjects[0].label, row.subjects[0].framework) == ("A-1", "Doors", "Demo v1")
    assert (row.objects[0].name, row.objects[0].label, row.objects[0].framework) == ("B-1", "Gates", "Other book")
    assert row.more == {"rationale": "semantic", "fulfilled_by": "Y", "strength": "7"}
    assert row.where == "Relationships!3"


def test_no_relationship_among_supportive_words_is_supportive(tmp_path: Path) -> None:
    rows = _rows(_book(tmp_path, _row("supports"), _row("no relationship", "A-2")))
    assert [(r.relation, r.supportive) for r in rows] == [("", "supports"), ("", "no relationship")]


def test_foreign_intersects_denies_no_containment(tmp_path: Path) -> None:
    (mapping,) = ir8477.read(_book(tmp_path, _row("intersects with"))).mappings
    assert mapping.any_overlap


def test_group_of_references_is_one_row_of_a_set(tmp_path: Path) -> None:
    rows = _rows(
        _book(
            tmp_path,
            _row("equal", group="G1"),
            _row("equal", reference="B-2", group="G1"),
            _row("subset of", reference="B-3", group="G2"),
        )
    )
    assert [([s.name for s in r.objects], r.relation) for r in rows] == [
        (["B-1", "B-2"], "equal"),
        (["B-3"], "subset_of"),
    ]


def test_line_that_nobody_filled_in_says_nothing(tmp_path: Path) -> None:
    path = _book(tmp_path, _row(None, reference=None), _row("equal", "A-2"), [None] * 10)
    assert [r.subjects[0].name for r in _rows(path)] == ["A-2"]
    assert [n.where for n in ir8477.read(path).notes] == ["Read me"]


def test_number_is_read_as_shown(tmp_path: Path) -> None:
    (row,) = _rows(_book(tmp_path, _row("equal", 5.0, 4.2)))
    assert (row.subjects[0].name, row.objects[0].name) == ("5", "4.2")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (_row("overlaps"), "Relationships!D3"),
        (_row("equal", reference=None), "Relationships!E3"),
        (_row("equal", focal=None), "Relationships!A3"),
        (_row("equal", reference="#REF!"), "Relationships!E3"),
    ],
)
def test_fault_names_its_cell_and_mend(tmp_path: Path, row: list[Any], cell: str) -> None:
    path = _book(tmp_path, row)
    with pytest.raises(ContentError) as caught:
        ir8477.read(path)
    (finding,) = caught.value.findings
    assert finding.what.startswith(f"{cell}: ")
    assert finding.mend


def test_other_workbooks_are_not_taken(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Control", "Title"])
    path = tmp_path / "y.xlsx"
    book.save(path)
    assert not ir8477.recognises(path.read_bytes(), path)
    path.write_bytes(b"PK\x03\x04 no workbook")
    assert not ir8477.recognises(path.read_bytes(), path)


_SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)


@_SLOW
@given(mapping=mappings(sets=True, gaps=True))
def test_mapping_written_and_read_again_is_the_same(tmp_path: Path, mapping: DraftMapping) -> None:
    fit = [r for r in mapping.rows if len(r.subjects) == 1 and r.objects]
    path = tmp_path / "out.xlsx"
    try:
        written = ir8477_out.write_mapping(mapping)
    except AimsError:
        assert not fit
        return
    path.write_bytes(written.data)
    (again,) = ir8477.read(path).mappings

    def told(rows: list[DraftRow]) -> list[object]:
        return [([s.name for s in r.subjects], r.relation, [s.name for s in r.objects], r.comment) for r in rows]

    assert told([r for r in again.rows if r.subjects and r.objects]) == told(fit)
    gaps = [r for r in mapping.rows if not (r.subjects and r.objects)]
    assert {s.name for r in again.rows if not (r.subjects and r.objects) for s in (*r.subjects, *r.objects)} == {
        s.name for r in gaps for s in (*r.subjects, *r.objects)
    }
    assert again.any_overlap == mapping.any_overlap
    assert any("several focal elements" in n.what for n in written.notes) == any(
        len(r.subjects) > 1 and r.objects for r in mapping.rows
    )
    assert written.data == ir8477_out.write_mapping(mapping).data


def test_every_pair_of_ours_is_written_whole_with_its_supports(tmp_path: Path) -> None:
    library = load()
    path = tmp_path / "out.xlsx"
    supports = 0
    for mapping_set in library.sets:
        mapping = with_supports(library, mapping_draft(library, mapping_set))
        names = {**printed(library, mapping.subject), **printed(library, mapping.object)}
        path.write_bytes(ir8477_out.write_mapping(mapping, names).data)
        (again,) = ir8477.read(path).mappings
        sides = Sides(library, again)
        read = sorted(
            (
                [sides.subject(s).requirement for s in r.subjects],
                r.relation,
                r.supportive,
                [sides.object(s).requirement for s in r.objects],
            )
            for r in again.rows
        )
        assert read == sorted(
            ([s.name for s in r.subjects], r.relation, r.supportive, [s.name for s in r.objects]) for r in mapping.rows
        )
        assert not again.any_overlap
        supports += sum(bool(r.supportive) for r in again.rows)
    assert supports == len(library.supports)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    (row,) = _rows(_book(tmp_path, _row("equal")))
    mapping = DraftMapping(
        "x", "X", (DraftRow(row.subjects, row.objects, "", relation="equal", comment="=1+1"),), "a", "b"
    )
    path = tmp_path / "out.xlsx"
    path.write_bytes(ir8477_out.write_mapping(mapping).data)
    cell = load_workbook(path)["Relationships"]["G2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_a_workbook_of_gaps_alone_relates_nothing(tmp_path: Path) -> None:
    path = _book(tmp_path)
    book = load_workbook(path)
    del book["Relationships"]
    gaps = book.create_sheet("No counterpart")
    gaps.append(["Document", "Element without counterpart"])
    gaps.append(["Demo v1", "A-1"])
    book.save(path)
    assert ir8477.recognises(path.read_bytes()[:1000], path)
    with pytest.raises(ContentError, match="has no table with the columns Focal Document Element"):
        ir8477.read(path)


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    path, wrong = _book(tmp_path, _row("equal")), tmp_path / "wrong.xlsx"
    with ZipFile(path) as old, ZipFile(wrong, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old.read(name)))
    assert _rows(wrong) == _rows(path)


def test_elements_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = _book(tmp_path, _row("equal", 4.1, "B-1"), _row("equal", 5, 5.2))
    notes = [(n.where, n.what.partition(":")[0]) for n in ir8477.read(path).notes if "no text" in n.what]
    assert notes == [
        ("Relationships!A3", "1 number is no text in the workbook (A3)"),
        ("Relationships!E4", "1 number is no text in the workbook (E4)"),
    ]
