"""The unified control matrix against the text of the mapping files: rows, levels, cells, gaps on either side, what remains."""

import csv

import pytest

from aims_graph.answers.matrix.matrix import build_matrix, gaps_of, remainders_towards, rows_of
from aims_graph.model import Library
from aims_graph.pack.pack import shipped
from aims_graph.vocabulary import NO_TERM_FOUND

LEADS = ["iso42001", "aiact", "airmf"]


def written(folder: str, pattern: str) -> list[dict[str, str]]:
    found = []
    for path in sorted((shipped().root / folder).glob(pattern)):
        lines = [line for line in path.open(encoding="utf-8") if not line.startswith("#")]
        found += [
            {**row, "set": path.name.removesuffix(".sssom.tsv")}
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return found


def of(name: str) -> str:
    return name.partition(":")[0]


@pytest.mark.parametrize("lead", LEADS)
def test_every_row_between_it_and_the_others_is_seen_from_it(library: Library, lead: str) -> None:
    turned = {"subset_of": "superset_of", "superset_of": "subset_of"}
    expected = []
    for r in written("mappings", "*.sssom.tsv"):
        sides = r["subject_id"], r["object_id"]
        if NO_TERM_FOUND not in sides and lead in map(of, sides):
            relation = r["ext_set_relation"]
            expected.append(
                (*sides, relation) if of(sides[0]) == lead else (*sides[::-1], turned.get(relation, relation))
            )
    found = [(r.subject_id, r.object_id, r.relation) for r in rows_of(library, lead)]
    assert sorted(found) == sorted(expected) and len(found) > 300
    assert found == sorted(found, key=lambda row: (library.place(row[0]), library.place(row[1])))


@pytest.mark.parametrize("lead", LEADS)
def test_every_gap_on_either_side(library: Library, lead: str) -> None:
    frameworks = {f.id for f in library.mapped}
    expected = []
    for r in written("mappings", "*.sssom.tsv"):
        sides = r["subject_id"], r["object_id"]
        pair = {f for f in frameworks if f in (of(sides[0]), of(sides[1]), of(r["ext_nearest"]))}
        if NO_TERM_FOUND in sides and lead in pair:
            missing = sides[0] if sides[1] == NO_TERM_FOUND else sides[1]
            (other,) = pair - {of(missing)}
            expected.append((missing, other, r["ext_nearest"]))
    found = [(g.requirement.id, g.other.id, g.nearest.id) for g in gaps_of(library, lead)]
    assert sorted(found) == sorted(expected) and len(found) > 100
    matrix = build_matrix(library, lead)
    assert matrix.lead.id == lead and [f.id for f in matrix.columns] == [f.id for f in library.mapped if f.id != lead]
    for column, gaps in matrix.unanswered.items():
        assert [g.requirement.id for g in gaps] == [
            r.id for r in library.members(column) for missing, other, _ in expected if missing == r.id and other == lead
        ]
    assert matrix.unanswered.keys() == frameworks - {lead}


@pytest.mark.parametrize("lead", LEADS)
def test_what_an_auditor_asks_for_stands_under_its_headings(library: Library, lead: str) -> None:
    parent = {r.id: r.parent for r in library.members(lead)}
    matrix = build_matrix(library, lead)
    shown = {row.requirement.id: row for row in matrix.rows}
    asked = {r.id for r in library.members(lead) if r.assessable}
    above = {a for name in asked for a in chain(parent, name)}
    assert list(shown) == [r.id for r in library.members(lead) if r.id in asked | above]
    for name, row in shown.items():
        assert row.level == len(chain(parent, name))
        assert len(row.cells) == (len(matrix.columns) if name in asked else 0)


def chain(parent: dict[str, str], name: str) -> list[str]:
    return [parent[name], *chain(parent, parent[name])] if parent[name] else []


@pytest.mark.parametrize("lead", LEADS)
def test_what_remains_of_it_and_of_no_other(library: Library, lead: str) -> None:
    places = (("mappings/remainders", "*.tsv"), ("mappings", "combined.tsv"))
    expected = [(r["requirement_id"], r["met"], r["remains"]) for place in places for r in written(*place)]
    found = [(r.requirement_id, r.met, r.remains) for r in remainders_towards(library, lead)]
    assert found == [line for line in expected if of(line[0]) == lead] and found
