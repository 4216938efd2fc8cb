"""A file of anybody's, judged by the command: every fault is found where it stands in any format, and the search for contradictions ends."""

from __future__ import annotations

import csv
import json
import re
from itertools import count

import openpyxl
import pytest
from commands import run
from faulty_crosswalks import PLANTED, A, S, draft
from foreign_crosswalks import as_ciso, as_oscal, as_skos, fits_ciso, fits_oscal, fits_skos, places
from linted import LAW, SECURITY, members
from written_crosswalks import as_cells, as_sssom, fits_a_sheet

from aims_graph.exchange.readers import read
from aims_graph.exchange.writers import ENDINGS as EXPORTED
from aims_graph.exchange.writers import write as exported
from aims_graph.lint import judge, judge_files
from aims_graph.lint.logic import SearchBounds


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
    assert "Not kept or not understood: 1 mapping within one scheme" in judge_files(library, [path]).notes[-1]


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
    search = SearchBounds(25.0, clock=lambda: next(ticks))
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
