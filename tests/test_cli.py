"""The command line as a user types it: exit codes, messages, no traceback."""

import subprocess
import sys

import pytest

from aims_graph.identifiers import resolve


def run(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "aims_graph.cli.main", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("42001 A.6.2.4", "iso42001:A.6.2.4"),
        ("42001 10.2", "iso42001:10.2"),
        ("B.6.2.4", "iso42001:A.6.2.4"),
        ("Art. 9(2)(a)", "aiact:art-9-2-a"),
        ("Article 4a", "aiact:art-4a"),
        ("Annex III, point 5(b)", "aiact:anx-iii-5-b"),
        ("GOVERN 1.1", "airmf:GOVERN-1.1"),
        ("27001 8.28", "iso27001:A.8.28"),
        ("ISO 9001 8.3.4", "iso9001:8.3.4"),
    ],
)
def test_numbers_as_people_write_them(library, written, expected):
    assert resolve(written, library) == expected


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("frameworks",), 0, "ISO/IEC 42001"),
        (("show", "Art. 26(5)"), 0, "deployer"),
        (("map", "42001 A.6.2.8"), 0, "A.8.15 Logging"),
        (("given", "27001"), 0, "still to do"),
        (("query", "list"), 0, "what-maps-to"),
        (("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-f", "csv"), 0, "iso27001:A.8.15"),
        (("map", "A.6.2.9"), 2, "Did you mean"),
        (("map", "6.1"), 2, "Did you mean"),
        (("query", "nothing-such"), 2, "No query and no file"),
        (("query", "what-maps-to", "-p", "x"), 2, "name=value"),
        (("given", "27001", "9001", "--towards", "42001"), 0, "certainly met in full"),
        (("given", "27001 A.8.15", "-f", "json"), 0, "nothing known"),
        (("given", "27001", "--ask"), 0, "best next questions"),
        (("given", "27001", "--towards", "aiact2024"), 2, "bears no mapping rows"),
        (("given", "hs2021:4.1"), 2, "bears no mapping rows"),
        (("given", "27001", "--role", "deployer", "--system", "annex-iii"), 2, "Name --towards aiact"),
        (("given", "27001", "--towards", "aiact", "--system", "annex-iii"), 2, "and a --role"),
        (
            ("given", "27001", "--towards", "aiact", "--role", "deployer", "--system", "annex-iii", "--on", "1.2.27"),
            2,
            "is no date",
        ),
        (("given", "27001", "--ask", "--towards", "27001"), 2, "itself is held"),
        (("matrix", "--lead", "hs2021"), 2, "bears no mapping rows"),
        (("query", "what-maps-to", "-p", "requirement=xyz"), 2, "'xyz' is no id"),
        (("query", "what-maps-to", "-p", "requirement=iso42001:A.9.9"), 2, "Nothing is called 'iso42001:A.9.9'"),
        (("query", "what-maps-to", "-p", "requirement=http://x y"), 2, "is no id"),
        (("query", "what-maps-to", "-p", "requirement=iso42001:\udcff"), 2, "not UTF-8"),
        (("query", "given-by", "-p", "held=27001", "-p", "towards=42001"), 0, "iso42001:"),
        (
            (
                "query",
                "held-off",
                "-p",
                "role=aims:role-provider",
                "-p",
                "system=aims:system-annex-iii",
                "-p",
                "placed=2027-02-30",
            ),
            2,
            "is no date",
        ),
        (("query", "given-by", "-p", "held=aims:role-deployer", "-p", "towards=42001"), 2, "is no framework"),
        (("query", __file__, "-p", "x=1"), 2, "takes no parameters"),
        (("query", __file__, "--seconds", "nan"), 2, "no time limit"),
        (("search", "audit " * 5000), 0, "title"),
        (("given", "27001 A.99"), 2, "No requirement is called"),
        (("given", "42001", "--towards", "aiact", "--role", "deployer", "--system", "annex-iii"), 0, "Article 26(1)"),
        (("controls", "42001", "27001", "9001"), 0, "met for the most part"),
        (("controls", "42001"), 2, "two frameworks or more"),
        (("controls", "--compare"), 0, "ceilings"),
        (("itinerary",), 0, "looked at together"),
        (("search", "audit trail"), 0, "thesaurus"),
        (("given", "27001", "-f", "xlsx"), 2, "answer.xlsx"),
        (("retract", "42001 7.1", "27001 7.1"), 0, "shared control"),
        (("search", "9.2.2"), 0, "iso9001:9.2.2"),
        (("given", "27002"), 2, "No requirement is called"),
        (("show", "27002 8.28"), 0, "iso27001:A.8.28"),
        (("map", "Art. 17"), 0, "Article 17(1)(d)"),
        (("show", "42001 9.2"), 0, "asked for at 9.2.1"),
        (("search", "?"), 2, "no word to look for"),
        (("agreement",), 0, "weighted kappa"),
        (("agreement", "--report"), 0, "# Content quality"),
        (("binds", "--role", "deployer", "--system", "annex-iii", "--on", "2027-12-02"), 0, "Article 26(1)"),
        (("binds", "--role", "deploier", "--system", "annex-iii"), 2, "Did you mean deployer"),
        (("matrix", "-f", "json"), 0, "Shared controls"),
        (("matrix", "-f", "docx"), 2, "no format 'docx'"),
        (("matrix", "-f", "xlsx"), 2, "matrix.xlsx"),
        (("matrix", "-o", "/nowhere/matrix.xlsx"), 2, "cannot be written"),
        (("check", "--content", "/nowhere"), 2, "holds no content"),
        (("show", "Art. 26(5)", "-f", "xml"), 2, "No format is called"),
    ],
)
def test_commands(arguments, code, says):
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_check_exits_with_1_on_a_fault(copy):
    path = copy / "mappings" / "iso-42001--iso-27001.sssom.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("iso27001:A.8.15\t", "iso27001:A.8.99\t", 1), encoding="utf-8"
    )
    done = run("check", "--no-shapes", "--content", str(copy))
    assert done.returncode == 1
    assert "iso27001:A.8.99 does not exist" in done.stdout


def test_a_malformed_query_file(tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("SELECT WHERE")
    done = run("query", str(file))
    assert done.returncode == 2
    assert "Line 1, column" in done.stderr


@pytest.mark.parametrize("form", ["csv", "turtle", "json", "table"])
def test_an_answer_that_is_cut_says_so_in_every_form(tmp_path, form):
    file = tmp_path / "all.rq"
    file.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    done = run("query", str(file), "-f", form, "-o", str(tmp_path / "answer"))
    assert done.returncode == 0
    written = (tmp_path / "answer").read_text(encoding="utf-8")
    assert "Cut after 10,000 rows" in (done.stderr if form == "csv" else written)
    assert form != "turtle" or "Cut after 10,000 rows" in done.stderr


def test_the_matrix_is_written_from_any_folder(tmp_path):
    assert run("matrix", "-o", "m.xlsx", cwd=tmp_path).returncode == 0
    assert (tmp_path / "m.xlsx").read_bytes()[:2] == b"PK"
