"""The readings of the content: the figures against an independent count of the files, and what check says of readings that do not fit their rows."""

import csv
import shutil
from statistics import mode

import pytest
import tiny
from mends import with_its_mend

from aims_graph.answers.requirement.left_out import left_out
from aims_graph.answers.trust.agreement import came_in_by, compared, confidence_from
from aims_graph.answers.trust.trust import trust
from aims_graph.check.content import check
from aims_graph.check.ground import Ground
from aims_graph.check.readings import reading_findings
from aims_graph.formats.content import read_content
from aims_graph.model import DECIDED_BY, DECISIONS, LATER
from aims_graph.pack.pack import packs_of, shipped
from aims_graph.present.agreement import agreement_table, by_frameworks
from aims_graph.vocabulary import MET, NO_TERM_FOUND


def test_the_table_counts_what_the_files_hold(library):
    for name, rows, decoys, confirmed, accepted, *_ in agreement_table(library).rows[:-1]:
        path = shipped().root / "mappings" / "readings" / f"{name}.tsv"
        lines = [line for line in path.open(encoding="utf-8") if not line.startswith("#")]
        second = [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["reading"] == "second"]
        assert rows == sum(r["drawn_as"] == "row" for r in second)
        assert decoys == sum(r["drawn_as"] == "decoy" for r in second)
        assert confirmed == sum(r["drawn_as"] == "row" and r["subject_met"] != "none" for r in second)
        assert accepted == sum(r["drawn_as"] == "decoy" and r["subject_met"] != "none" for r in second)


def test_all_ten_files_were_read_twice(library):
    for mapping_set in library.sets:
        if not mapping_set.stated_by:
            assert compared(library, mapping_set.id), mapping_set.id


def test_every_difference_is_settled_with_a_reason(library):
    for mapping_set in library.sets:
        for pair in compared(library, mapping_set.id):
            if not pair.agree:
                assert pair.decided and len(pair.decided.note.split()) >= 5, pair.pair


def test_confidence_follows_from_the_readings(library):
    for row in library.mappings:
        readings = [
            r for n, r in library.readings_of.get((row.subject_id, row.object_id), {}).items() if n not in DECISIONS
        ]
        if row.is_counterpart and len(readings) > 1:
            verdict = (row.subject_met, row.object_met)
            steps = max(
                abs(MET.index(a) - MET.index(c)) + abs(MET.index(b) - MET.index(d))
                for (a, b), (c, d) in ((verdict, r.verdict) for r in readings)
            )
            assert row.confidence == confidence_from(row, readings) <= (0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7)[steps]
            assert library.times_read(row) == len(readings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\tfinal\tnone\tnone\t\tdropped\t", "\tfinal\tsome\tsome\t\tdropped\t", "the mapping file says"),
        ("\tsecond\tsome\tsome\t", "\tsecond\tnone\tsome\t", "one side is met and the other is not"),
        ("\tsecond\tsome\tsome\t", "\tsecond\tsome\tmuch\t", "object_met is 'much'"),
    ],
)
def test_a_reading_that_does_not_fit_is_found(tmp_path, old, new, message):
    for name in ("ontology", "mappings"):
        shutil.copytree(shipped().root / name, tmp_path / name)
    path = next(
        p for p in sorted((tmp_path / "mappings" / "readings").glob("*.tsv")) if old in p.read_text(encoding="utf-8")
    )
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(
        message in f.what and f.file == f"mappings/readings/{path.name}"
        for f in with_its_mend(check(packs_of([tmp_path], alone=True), shapes=False))
    )


def test_a_difference_nobody_settled_is_found(tmp_path):
    for name in ("ontology", "mappings"):
        shutil.copytree(shipped().root / name, tmp_path / name)
    path = next((tmp_path / "mappings" / "readings").glob("*.tsv"))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "\tsettled\t" not in line), encoding="utf-8")
    ground = Ground(read_content(packs_of([tmp_path], alone=True)))
    assert any("nobody settled it" in f.what for f in reading_findings(ground))


def _line(reading: str, met: str, confidence: str, outcome: str) -> str:
    return "\t".join(
        ("a:1.1", "b:1.1", "row", reading, *met.split("/"), confidence, outcome, "as the test has it", "2026-11-22\n")
    )


@pytest.mark.parametrize("later", ["fourth", "fifth"])
@pytest.mark.parametrize(
    ("found", "decided", "outcome", "message"),
    [
        ("all/most", "all/all", "kept", ""),
        ("all/most", "all/all", "changed", "stood before and it says all/all; write kept,"),
        ("all/most", "all/all", "dropped", "stood before and it says all/all; write kept,"),
        ("none/none", "none/none", "kept", "stood before and it says none/none; write dropped,"),
        ("all/most", "all/most", "added", "stood before and it says all/most; write changed,"),
        ("", "all/all", "kept", "decides on no {later} reading; add the line of the {later} reading,"),
    ],
)
def test_a_decision_says_what_it_did_to_what_stood(tmp_path, later, found, decided, outcome, message):
    packs = tiny.write(tmp_path)
    path = tmp_path / "mappings" / "readings" / "a--b.tsv"
    again = _line(later, found, "0.9", "") if found else ""
    path.write_text(path.read_text() + again + _line(DECIDED_BY[later], decided, "", outcome))
    told = [str(f) for f in reading_findings(Ground(read_content(packs))) if f.file == "mappings/readings/a--b.tsv"]
    assert len(told) == bool(message)
    assert all(message.format(later=later) in what for what in told)


def test_no_figure_of_the_tables_is_minus_nothing(library):
    figures = [cell for later in LATER for row in agreement_table(library, later).rows for cell in row[1:]]
    assert 0.0 in figures
    assert "-0.0" not in {str(cell) for cell in figures}


@pytest.mark.parametrize("later", ["fourth", "fifth"])
def test_a_file_read_once_more_was_read_whole(library, later):
    """Else its kappa would be of the rows somebody chose; a row that came in since is none of its business."""
    files = [line[0] for line in agreement_table(library, later).rows if line[0] != "all files"]
    assert files
    for mapping_set in library.sets:
        if mapping_set.id in files:
            pairs = [(r.subject_id, r.object_id) for r in mapping_set.rows if r.is_counterpart]
            lines = [library.readings_of[pair] for pair in pairs if pair in library.readings_of]
            until = ("first", *LATER[: LATER.index(later) + 1])
            stood = [n for n in lines if any(r.drawn_as in ("row", "decoy") for k, r in n.items() if k in until)]
            since = [n for n in stood if later not in n]
            deciders = DECISIONS[LATER.index(later) :]
            read_on = mode(n[later].date for n in lines if later in n)
            assert all((wrote := came_in_by(n)) and (wrote.reading in deciders or wrote.date > read_on) for n in since)


def test_what_was_judged_and_has_no_row_is_left_out_on_both_sides(library):
    """Counted from the records alone: every pair that was read and that no row of ours names, and its last reading shares nothing."""
    named = {frozenset((m.subject_id, m.object_id)) for m in library.mappings}
    unnamed = {frozenset((r.subject_id, r.object_id)) for r in library.readings} - named
    sides = [(name, pair) for pair in unnamed for name in pair]
    seen = [(r.id, pair) for f in library.mapped for r in library.members(f.id) for pair in left_out(library, r.id)]
    assert {(name, frozenset((name, pair.requirement.id))) for name, pair in seen} == set(sides)
    assert len(seen) == len(sides) > 9000
    assert not any(pair.readings[-1].shares for _, pair in seen)
    order = [pair.requirement.id for pair in left_out(library, "iso42001:A.9.3")]
    assert order == sorted(order, key=[r.id for f in library.mapped for r in library.members(f.id)].index)


def test_trust_counts_what_the_files_hold(library):
    """Counted again from the text of the files."""
    lines = {}
    for path in (shipped().root / "mappings").glob("*.sssom.tsv"):
        text = [line for line in path.open(encoding="utf-8") if not line.startswith("#")]
        lines[path.name] = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [r for found in lines.values() for r in found if NO_TERM_FOUND not in (r["subject_id"], r["object_id"])]
    found = trust(library)
    assert found.rows == len(rows) == sum(found.times_read.values())
    assert sum(n for times, n in found.times_read.items() if times > 1) > 1000
    assert list(found.times_read) == sorted(found.times_read, reverse=True)
    assert (found.contradictions, found.answered_gaps) == (0, 0)
    assert [f.id for f, _ in found.sources] == [f.id for f in library.mapped]
    for framework, sources in found.sources:
        assert sources[: len(framework.header["sources"])] == tuple(framework.header["sources"])
        assert all(
            str(framework.header[name]) in sources for name in ("how_made", "note") if framework.header.get(name)
        )
    tables = [by_frameworks(library, agreement_table(library, later)) for later in LATER]
    assert [table.title.split()[1] for table in tables] == ["second", "third", "fourth", "fifth"]
    for table in tables:
        assert table.rows[-1][0] == "all files"
        assert all(" and " in str(line[0]) and ":" not in str(line[0]) for line in table.rows[:-1])
    assert len(found.editions) == len(library.editions) and set(found.editions) == {
        (e.title, e.status, e.known_changes) for e in library.editions
    }
