"""The matrix holds everything that is stated, whichever framework leads; cells taller than Excel can show are split."""

import json

import pytest

from aims_graph import load
from aims_graph.present.matrix import Line, gaps_table, mappings_table
from aims_graph.present.matrix_workbook import _fitting, matrix_file


def test_no_line_is_lost_not_even_one_taller_than_a_row():
    lines = [Line("beyond", "a", "x" * 9000), Line("beyond", "b", "y"), Line("beyond", "c", "z" * 9000)]
    parts = list(_fitting([lines, [Line("todo", "d", "")]]))
    assert [line for part in parts for line in part[0]] == lines
    assert [line.lead for part in parts for line in part[1]] == ["d"]


@pytest.mark.parametrize("lead", [f.id for f in load().mapped])
def test_every_row_and_every_gap_of_the_framework_that_leads_is_there(library, lead):
    of_lead = [s for s in library.sets if not s.stated_by and lead in (s.subject, s.object)]
    stated = [r for s in of_lead for r in s.rows if not r.is_gap]
    denied = [r for s in of_lead for r in s.rows if r.is_gap]
    assert sorted(row[-1] for row in mappings_table(library, lead).rows) == sorted(str(r.source) for r in stated)
    assert sorted(row[-1] for row in gaps_table(library, lead).rows) == sorted(str(r.source) for r in denied)
    assert stated and denied
    # Seen from the framework that leads: its own number stands first.
    numbers = {r.number or r.id.partition(":")[2] for r in library.members(lead)}
    assert {row[0] for row in mappings_table(library, lead).rows} <= numbers


def test_the_other_side_reads_the_relation_turned_round(library):
    turned = {"equal": "equal", "subset of": "superset of", "superset of": "subset of", "intersects": "intersects"}
    one = {row[-1]: row for row in mappings_table(library, "iso42001").rows if row[5] == "ISO 9001"}
    other = {row[-1]: row for row in mappings_table(library, "iso9001").rows if row[5] == "ISO/IEC 42001"}
    assert one.keys() == other.keys()
    for place, row in one.items():
        back = other[place]
        assert (row[0], row[3], row[6], row[7], row[9]) == (back[3], back[0], back[7], back[6], back[10])
        assert turned.get(row[2], row[2]) == back[2]


@pytest.mark.parametrize("lead", ["aiact", "iso9001"])
def test_the_file_holds_what_the_tables_hold(library, lead):
    tables = {t["name"]: t["rows"] for t in json.loads(matrix_file(library, "json", lead))["tables"]}
    assert len(tables["Mappings"]) == len(mappings_table(library, lead).rows)
    assert len(tables["No counterpart"]) == len(gaps_table(library, lead).rows)
    wanted = sum(r.assessable for r in library.members(lead))
    rows = {row["Number"] for row in tables["By requirement"] if row["kind"] == "body"}
    assert len(rows) == wanted
