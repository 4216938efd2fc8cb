"""The matrix holds everything that is stated, whichever framework leads; cells taller than Excel can show are split."""

import csv
import json
from dataclasses import replace

import pytest
from commands import run

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.present.matrix import Line, gaps_table, mappings_table
from aims_graph.present.matrix_cells import fitting
from aims_graph.present.matrix_columns import FUNCTIONS, MET, TOPICS, chosen_columns, known_columns
from aims_graph.present.matrix_view import NO_TOPIC, matrix_rows
from aims_graph.present.matrix_workbook import matrix_file, matrix_sheets
from aims_graph.present.words import came_about


def test_no_line_is_lost_not_even_one_taller_than_a_row():
    lines = [Line("beyond", "a", "x" * 9000), Line("beyond", "b", "y"), Line("beyond", "c", "z" * 9000)]
    parts = list(fitting([lines, [Line("todo", "d", "")]], [58, 58]))
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


@pytest.mark.parametrize("lead", [f.id for f in load().mapped])
def test_every_support_of_the_framework_that_leads_stands_in_its_column_once(library, lead):
    columns = chosen_columns(library, lead, ["supports"])
    rows = matrix_rows(library, lead, [c.id for c in columns])
    said = {(row.requirement.id, c.id, line.lead, line.text) for row in rows for c, cell in zip(columns, row.cells, strict=True) for line in cell}  # fmt: skip
    audited = {r.id for r in library.members(lead) if r.assessable}

    def holder(name):
        """The rows that show what is said of a requirement: its own and those it is a part of."""
        return {n for n in (name, *library.above(name)) if n in audited}

    wanted = set()
    for s in library.supports:
        for own, other, kind in ((s.giver, s.taker, "hands"), (s.taker, s.giver, "takes")):
            if library.requirements[own].framework == lead:
                column = f"{kind}:{library.requirements[other].framework}"
                wanted |= {(name, column, library.requirements[other].number, s.thing) for name in holder(own)}
    assert len(said) == len(wanted) > 0
    for name, column, number, text in said:
        assert any((name, column, number) == w[:3] and w[3] in text for w in wanted)


def test_topics_and_functions_stand_as_they_were_read(library):
    for row in matrix_rows(library, "aiact", [TOPICS, FUNCTIONS]):
        about = library.about_of[row.requirement.id]
        for cell, names in zip(row.cells, (about.topics, about.functions), strict=True):
            assert [line.text for line in cell] == ["; ".join(library.topic_of[n].label for n in names)]


def test_columns_are_named_as_people_write_them(library):
    def ids(*names):
        return [c.id for c in chosen_columns(library, "iso42001", names)]

    assert ids() == [f.id for f in library.mapped if f.id != "iso42001"]
    assert ids("ISO/IEC 27001", "topics", "hands:AI Act", "27001") == ["iso27001", "topics", "hands:aiact"]
    assert ids("supports") == [i for i in known_columns(library, "iso42001") if i.startswith(("hands:", "takes:"))]
    for name, why in (("nope", "No column"), ("hands:nope", "No column"), ("42001", "leads the matrix")):
        with pytest.raises(AimsError, match=why) as refused:
            ids(name)
        assert refused.value.mend


@pytest.mark.parametrize("lead", ["iso42001", "airmf"])
def test_under_topics_stands_the_same_in_another_order(library, lead):
    plain, sorted_rows = (matrix_rows(library, lead, by_topic=by_topic) for by_topic in (False, True))
    assert sorted(plain, key=lambda r: r.requirement.id) == sorted(sorted_rows, key=lambda r: r.requirement.id)
    topics = [row.topic for row in sorted_rows]
    assert len(set(topics)) == sum(a != b for a, b in zip(topics, ["", *topics], strict=False))
    for row in sorted_rows:
        main = library.topic_of[library.about_of[row.requirement.id].topics[0]]
        assert row.topic.endswith(main.label) and row.topic != NO_TOPIC


def test_the_table_by_requirement_has_the_columns_and_sections_asked_for(library):
    done = run(
        "matrix", "--column", "27001", "--column", "topics", "--column", "takes:aiact", "--by-topic", "-f", "csv"
    )
    assert done.returncode == 0
    head, *rows = csv.reader(done.stdout.lstrip("\ufeff").splitlines())
    assert head == ["Number", "Requirement", "ISO/IEC 27001", "Topics", "Takes from EU AI Act"]
    topic, led, beyond = "", set(), set()
    for number, title, *cells in rows:
        if not number:
            topic = title
        elif "(continued)" not in title:
            assert not cells[1] or cells[1].split("; ")[0] == topic.rpartition(": ")[2]
            (beyond if number.startswith("ISO/IEC 27001") else led).add(number)
    gaps = [g for g in library.mappings if g.is_gap and g.missing_for.startswith("iso27001:") and g.set_id == "iso-42001--iso-27001"]  # fmt: skip
    assert len(led) == sum(r.assessable for r in library.members("iso42001")) and len(beyond) == len(gaps)
    assert {c.kind for c in chosen_columns(library, "iso42001")} == {MET}


def test_how_a_row_came_about_is_said_in_words(library) -> None:
    """The term of SEMAPV (LLMBasedMatching) is for programs; a person is named."""
    row = next(library.mappings)
    table = mappings_table(library, "iso42001")
    said = {str(r[table.columns.index("How it came about")]) for r in table.rows}
    assert said and all(text.startswith("large language model, read ") for text in said)
    named = replace(row, people=(("author_id", "orcid:1"), ("author_label", "Ada Example"), ("reviewer_label", "Bo Example")))  # fmt: skip
    assert came_about(named, 1) == "Ada Example; Bo Example, read once"
    assert came_about(replace(row, tool="", justification="semapv:ManualMappingCuration"), 2) == "manual mapping curation, read twice"  # fmt: skip


def test_one_word_in_a_workbook_means_one_thing(library) -> None:
    """How many frameworks a process or a control is for is headed so: what it serves is counted in requirements elsewhere."""
    for sheet in matrix_sheets(library, "iso42001"):
        heads = [name for name, _ in sheet.columns]
        assert "Serves" not in heads and ("Frameworks" in heads) == (sheet.name in ("Groups", "Shared controls"))
