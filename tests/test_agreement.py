"""Agreement of readings: the figures against hand-worked cases and an independent count, and what check says of readings and rows."""

import csv
import math
import shutil

import pytest

from aims_graph.answers.trust.agreement import (
    agreement_table,
    compared,
    confidence_from,
    weighted_kappa,
)
from aims_graph.check.content import check
from aims_graph.check.ground import Ground
from aims_graph.check.readings import reading_findings
from aims_graph.formats.content import read_content
from aims_graph.model import DECISIONS
from aims_graph.pack.pack import packs_of, shipped
from aims_graph.vocabulary import MET


def test_kappa_by_hand():
    # Cohen 1968 with squared distances: 1 - (sum of observed distances) / (sum expected by chance).
    assert weighted_kappa([(0, 0), (1, 1), (0, 0), (1, 1)], 2) == 1
    assert weighted_kappa([(0, 1), (1, 0)], 2) == -1
    # Two by two: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4 (the textbook example of Cohen's kappa).
    table = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert round(weighted_kappa(table, 2), 3) == 0.4
    assert math.isnan(weighted_kappa([(1, 1), (1, 1)], 2))


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
        for f in check(packs_of([tmp_path], alone=True), shapes=False)
    )


def test_a_difference_nobody_settled_is_found(tmp_path):
    for name in ("ontology", "mappings"):
        shutil.copytree(shipped().root / name, tmp_path / name)
    path = next((tmp_path / "mappings" / "readings").glob("*.tsv"))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "\tsettled\t" not in line), encoding="utf-8")
    ground = Ground(read_content(packs_of([tmp_path], alone=True)))
    assert any("nobody settled it" in f.what for f in reading_findings(ground))
