"""Suggestions: what was hidden is found again, what was judged is not suggested, and what a person decides is entered as she said it."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run

from aims_graph.answers.suggest.features import Pairs
from aims_graph.answers.suggest.suggest import KNOWN, MAPPED, NEW, Weights, suggest, weights_for
from aims_graph.check.content import check
from aims_graph.check.form import format_files
from aims_graph.formats.library import load
from aims_graph.pack.pack import packs_of

WORDS = Weights(0.0, {"words": 1.0})


def hidden(library, subject, object_):
    """The library without the crosswalk of a pair, and its counterparts, from the left."""
    mapping_set = next(s for s in library.sets if (s.subject, s.object) == (subject, object_))
    true = {}
    for m in mapping_set.rows:
        if m.is_counterpart:
            true.setdefault(m.subject_id, set()).add(m.object_id)
    return replace(library, sets=[s for s in library.sets if s is not mapping_set]), true


def recall(pairs, true, weights, at):
    found = 0
    for subject in pairs.subjects:
        evidence = pairs.of(subject)
        best = sorted(evidence, key=lambda name: -weights.score(evidence[name]))[:at]
        found += len(true.get(subject.id, set()) & set(best))
    return found / sum(map(len, true.values()))


def test_a_hidden_crosswalk_is_found_again(library):
    """The more is known of a framework, the more of its hidden rows stand among the first ten."""
    left, true = hidden(library, "iso42001", "iso27001")
    pairs = Pairs(left, "iso42001", "iso27001")
    words, new, known = (recall(pairs, true, weights, 10) for weights in (WORDS, NEW, KNOWN))
    assert words < new <= known
    assert known > 0.85
    assert recall(pairs, true, MAPPED, 10) > new - 0.02


def test_the_score_says_how_often_a_row_follows(library):
    """Of what has a score of at least a half, most have a row; of what has less than 0.05, next to none."""
    left, true = hidden(library, "iso27001", "iso9001")
    high, low = [], []
    for c in suggest(left, "iso27001", "iso9001", each=65):
        is_true = c.object.id in true.get(c.subject.id, ())
        (high if c.score >= 0.5 else low if c.score < 0.05 else []).append(is_true)
    assert sum(high) > 0.5 * len(high) > 5
    assert sum(low) < 0.02 * len(low)


def test_what_is_known_chooses_the_model(library):
    assert weights_for(library, "iso42001") is KNOWN
    assert weights_for(replace(library, about=[]), "iso42001") is MAPPED
    assert weights_for(replace(library, sets=[]), "iso42001") is NEW


def test_the_page_prints_the_weights_in_use():
    page = (Path(__file__).parents[1] / "docs/suggest.md").read_text(encoding="utf-8")
    for name, weights in (("NEW", NEW), ("MAPPED", MAPPED), ("KNOWN", KNOWN)):
        told = ", ".join(f"{word} {number:.2f}" for word, number in [("start", weights.start), *weights.of.items()])
        assert f"| {name} | {told} |" in page


def test_what_somebody_judged_is_not_suggested(library):
    judged = {frozenset((m.subject_id, m.object_id)) for m in library.mappings if not m.is_gap}
    found = list(suggest(library, "iso42001", "iso9001", each=10))
    assert found
    assert not [c for c in found if frozenset((c.subject.id, c.object.id)) in judged]
    scores = [c.score for c in found if c.subject.id == found[0].subject.id]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_through_a_third_framework(library):
    """42001 A.6.2.8 and 27001 A.8.15, their crosswalk hidden: rows of both to the AI Act lead from one to the other."""
    left, _ = hidden(library, "iso42001", "iso27001")
    pairs = Pairs(left, "iso42001", "iso27001")
    evidence = pairs.of(left.requirements["iso42001:A.6.2.8"])["iso27001:A.8.15"]
    assert evidence.bridges
    assert all(a.object_id == b.subject_id and b.object_id == "iso27001:A.8.15" for a, b in evidence.bridges)
    assert 0 < evidence.values["through"] <= 1


# The table and what is decided with it


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A table of suggestions as written."""
    path = tmp_path_factory.mktemp("suggested") / "candidates.csv"
    done = run("suggest", "42001", "--towards", "27001", "--each", "2", "--least", "0", "-o", str(path))
    assert done.returncode == 0
    return path


@pytest.fixture
def table(written, tmp_path):
    """A copy of that table, and its rows to be filled in."""
    path = shutil.copy(written, tmp_path / "candidates.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return path, list(csv.DictReader(stream))


def save(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def accept(path, folder, *more):
    return run("suggest", "--accept", str(path), "--into", str(folder), *more)


def test_what_is_decided_is_entered_and_no_more(table, tmp_path):
    path, rows = table
    rows[0] |= {"verdict": "accept", "relation": "intersects", "reason": "Both ask for it."}
    rows[2] |= {"verdict": "Accept"}
    rows[4] |= {"verdict": "refuse", "reason": "Only the words are alike."}
    rows[6] |= {
        "verdict": "accept",
        "object_id": "iso27001:A.8.34",
        "relation": "no relationship",
        "reason": "One audits.",
    }
    save(path, rows)
    folder = tmp_path / "mine"
    done = accept(path, folder, "--by", "Ada Lovelace")
    assert done.returncode == 0, done.stderr
    assert "3 accepted, 1 refused" in done.stderr
    assert [str(f) for f in check(packs_of([folder]), shapes=False)] == []
    library = load(folder)
    mine = next(s for s in library.sets if s.file.startswith(str(folder)))
    by_pair = {(m.subject_id, m.object_id): m for m in mine.rows}
    first, second = (by_pair[rows[n]["subject_id"], rows[n]["object_id"]] for n in (0, 2))
    assert (first.relation, first.comment, first.justification) == (
        "intersects",
        "Both ask for it.",
        "semapv:ManualMappingCuration",
    )
    # Nothing was said of a relation, so that nothing is claimed; nobody said how sure.
    assert (second.relation, second.confidence, second.shared) == ("", None, "")
    assert by_pair[rows[6]["subject_id"], "iso27001:A.8.34"].is_denied
    (refused,) = library.refused
    assert (refused.subject_id, refused.object_id) == (rows[4]["subject_id"], rows[4]["object_id"])
    assert (refused.reason, refused.by) == ("Only the words are alike.", "Ada Lovelace")
    text = (folder / "mappings/iso42001--iso27001.sssom.tsv").read_text(encoding="utf-8")
    assert text.count("Ada Lovelace") == 3
    # None of the four comes back.
    asked = {(c.subject.id, c.object.id) for c in suggest(library, "iso42001", "iso27001", each=50)}
    assert not asked & {(rows[n]["subject_id"], rows[n]["object_id"]) for n in (0, 2, 4)}


def test_a_second_table_adds_to_the_first(table, tmp_path):
    path, rows = table
    folder = tmp_path / "mine"
    for n in (0, 2):
        for row in rows:
            row |= {"verdict": "", "reason": ""}
        rows[n] |= {"verdict": "accept"}
        rows[n + 4] |= {"verdict": "refuse", "reason": "Not these two."}
        save(path, rows)
        assert accept(path, folder, "--by", "Ada").returncode == 0
    library = load(folder)
    assert len(next(s for s in library.sets if s.file.startswith(str(folder))).rows) == 2
    assert len(library.refused) == 2
    assert [str(f) for f in check(packs_of([folder]), shapes=False)] == []


def test_what_is_added_stands_in_the_order_of_the_requirements(table, tmp_path):
    """Whatever the order of the table, and with columns that the folder's set does not have yet."""
    path, rows = table
    folder = tmp_path / "mine"
    for decided in ((6, 2), (1, 0)):
        save(path, [rows[n] | {"verdict": "accept", "reason": "Both." if n == 1 else ""} for n in decided])
        assert accept(path, folder, "--by", "Ada").returncode == 0
    assert (folder / "mappings/iso42001--iso27001.sssom.tsv").read_text(encoding="utf-8").count("Ada") == 4
    assert format_files(packs_of([folder]))[0] == []


def test_from_the_other_side_a_row_is_turned_round(table, tmp_path):
    """A folder whose set runs from 42001 to 27001 takes what is accepted from 27001 to 42001, the relation read from there."""
    path, rows = table
    folder = tmp_path / "mine"
    rows[0] |= {"verdict": "accept"}
    save(path, rows)
    assert accept(path, folder, "--by", "Ada").returncode == 0
    turned = rows[2] | {"subject_id": rows[2]["object_id"], "object_id": rows[2]["subject_id"]}
    save(path, [turned | {"verdict": "accept", "relation": "subset_of"}])
    assert accept(path, folder, "--by", "Ada").returncode == 0
    (row,) = [m for s in load(folder).sets if s.file.startswith(str(folder)) for m in s.rows if m.relation]
    assert (row.subject_id, row.relation, row.object_id) == (rows[2]["subject_id"], "superset_of", rows[2]["object_id"])


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"verdict": "perhaps"}, "verdict is 'perhaps'"),
        ({"relation": "equal"}, "verdict is ''"),
        ({"verdict": "accept", "relation": "like"}, "relation is 'like'"),
        ({"verdict": "refuse"}, "refused without a reason"),
        ({"verdict": "refuse", "relation": "equal", "reason": "no"}, "a refused pair has a relation"),
        ({"verdict": "accept", "object_id": "iso27001:A.9.9"}, "iso27001:A.9.9 is no requirement"),
        ({"verdict": "accept", "object_id": "iso42001:4.2"}, "are of one framework"),
        ({"verdict": "accept", "subject_id": "iso42001:5.2", "object_id": "iso27001:5.2"}, "are judged already"),
    ],
)
def test_a_verdict_that_says_nothing_right(table, tmp_path, filled, says):
    path, rows = table
    rows[1] |= filled
    rows[3] |= {"verdict": "accept"}
    save(path, rows)
    folder = tmp_path / "mine"
    done = accept(path, folder, "--by", "Ada")
    assert done.returncode == 1
    assert says in done.stderr
    assert f"{path}:3:" in done.stderr
    assert not folder.exists()


def test_nobody_accepts_without_a_name_or_a_folder(table, tmp_path):
    path, rows = table
    assert accept(path, tmp_path / "mine", "--by", "Ada").returncode == 2  # no verdict in it
    rows[0] |= {"verdict": "accept"}
    save(path, rows)
    assert accept(path, tmp_path / "mine").returncode == 2
    assert run("suggest", "--accept", str(path), "--by", "Ada").returncode == 2
    assert run("suggest", "42001", "--by", "Ada").returncode == 2
    assert run("suggest").returncode == 2
    assert run("suggest", "42001", "--towards", "42001").returncode == 2
    assert not (tmp_path / "mine").exists()


def test_json_has_ids_and_numbers():
    done = run("suggest", "9001", "--towards", "27001", "--each", "1", "--format", "json")
    rows = json.loads(done.stdout)["rows"]
    assert rows
    assert all(row["subject_id"].startswith("iso9001:") and isinstance(row["score"], float) for row in rows)


def test_a_framework_of_ones_own(tmp_path):
    """Three controls of a folder, of which nothing is known but their words."""
    source = tmp_path / "controls.csv"
    source.write_text(
        "number,title,description\n"
        "C1,Event logging,Events of systems are recorded in logs that are kept and protected and reviewed.\n"
        "C2,Internal audit,The management system is audited at planned intervals by auditors who are impartial.\n"
        "C3,Supplier agreements,Security is agreed with each supplier in contracts.\n",
        encoding="utf-8",
    )
    folder = tmp_path / "mine"
    done = run("import", str(source), "--into", str(folder), "--as", "Own/own", "--yes")
    assert done.returncode == 0, done.stderr
    best = {}
    for c in suggest(load(folder), "own", "iso27001", each=3):
        best.setdefault(c.subject.number, []).append(c.object.id)
    assert "iso27001:A.8.15" in best["C1"]
    assert {"iso27001:9.2.1", "iso27001:9.2.2"} & {*best["C2"]}
    assert "iso27001:A.5.20" in best["C3"]
