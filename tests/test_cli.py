"""The command line as a user types it: exit codes, messages, no traceback."""

import re
import subprocess
import sys

import pytest
import tiny
import typer
from commands import run

from aims_graph.cli.main import COMMANDS, application
from aims_graph.cli.opened import words_of_help
from aims_graph.errors import UnknownFrameworkError, UnknownRequirementError
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.version import VERSION


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
        ("EN ISO/IEC 27001 A.8.15", "iso27001:A.8.15"),
        ("NIST GOVERN 1.1", "airmf:GOVERN-1.1"),
        ("NIST AI RMF MAP 1.1", "airmf:MAP-1.1"),
        ("EU AI Act 26(5)", "aiact:art-26-5"),
        ("Regulation (EU) 2024/1689 Art. 26(5)", "aiact:art-26-5"),
        ("NIST: Govern 1.1", "airmf:GOVERN-1.1"),
        ("ISO27001:2022 A.5.1", "iso27001:A.5.1"),
        # As files of crosswalks and of RDF write an id.
        ("27001:9.3.1", "iso27001:9.3.1"),
        ("42001:A.5.2", "iso42001:A.5.2"),
        ("9001:8.4", "iso9001:8.4"),
        ("ISO27001:9.3.1", "iso27001:9.3.1"),
        ("ISO/IEC 27001:2022:9.3.1", "iso27001:9.3.1"),
        ("iso27001-2022:A.5.1", "iso27001:A.5.1"),
        ("27001:2013:A.9.2.1", "iso27001-2013:A.9.2.1"),
        ("27002:5.1", "iso27001:A.5.1"),
        ("27001:8.28", "iso27001:A.8.28"),
        ("27001:Annex A 5.1", "iso27001:A.5.1"),
        ("aiact:9(2)", "aiact:art-9-2"),
        ("AI Act:Art. 9(2)", "aiact:art-9-2"),
        ("2024/1689:9", "aiact:art-9"),
        ("nist-ai-rmf:GOVERN-1.1", "airmf:GOVERN-1.1"),
        ("https://w3id.org/aims-graph/iso27001-2022/9.3.1", "iso27001:9.3.1"),
        ("<https://w3id.org/aims-graph/eu-ai-act-2026/art-9>", "aiact:art-9"),
    ],
)
def test_numbers_as_people_write_them(library, written, expected):
    assert resolve(written, library) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("27001:99.3", "42001:6.2.8", "foo:9.3.1", "NIST:2.1", "ISO:AI Act:9", "aims:4.1", "iso9001:27001:9.3.1"),
        *("27001:", ":9.3.1", ":", "27001:iso9001:8.4", "https://w3id.org/aims-graph/iso27001-2022/99"),
    ],
)
def test_a_colon_makes_no_number_out_of_what_is_none(library, written):
    with pytest.raises(UnknownRequirementError):
        resolve(written, library)


def test_what_is_near_is_looked_for_in_the_framework_before_the_colon(library):
    with pytest.raises(UnknownRequirementError) as refused:
        resolve("9001:8.44", library)
    assert refused.value.near and {n.partition(":")[0] for n in refused.value.near} == {"iso9001"}


@pytest.mark.parametrize("written", ["27001:", "ISO27001:2022", "27001-2022", "iso27001-2022"])
def test_a_prefix_is_read_as_the_framework(library, written):
    assert resolve_framework(written, library) == "iso27001"


@pytest.mark.parametrize("written", ["NIST 2.1", "NIST 27001 A.8.15", "ISO AI Act 9", "NIST 26(5)", "EU 42001 A.6.2.4"])
def test_another_issuers_number_is_no_answer(library, written):
    """Who issues a framework stands in its catalogue: NIST 2.1 was read as Article 2(1)."""
    with pytest.raises(UnknownRequirementError):
        resolve(written, library)
    with pytest.raises(UnknownFrameworkError):
        resolve_framework("NIST 27001", library)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("frameworks",), 0, "ISO/IEC 42001"),
        (("show", "Art. 26(5)"), 0, "deployer"),
        (("map", "42001 A.6.2.8"), 0, "A.8.15 Logging"),
        (("given", "27001"), 0, "still to do"),
        (("query", "list"), 0, "what-maps-to"),
        (("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-f", "csv"), 0, "iso27001-2022/A.8.15"),
        (("map", "A.6.2.9"), 2, "Did you mean"),
        (("export", "42001", "iso42001", "-o", "-", "-f", "sssom"), 2, "Both are ISO/IEC 42001."),
        (
            ("export", "42001", "csf", "--content", "nist-csf-2.0", "-o", "-", "-f", "sssom"),
            2,
            "Nobody states a set for ISO/IEC 42001 and NIST CSF 2.0.",
        ),
        (
            ("export", "csf", "27001", "--content", "nist-csf-2.0", "-o", "-", "-f", "sssom"),
            2,
            "The project states no set for NIST CSF 2.0 and ISO/IEC 27001.",
        ),
        (("map", "6.1"), 2, "Did you mean"),
        (("query", "nothing-such"), 2, "No query and no file"),
        (("query", "what-maps-to", "-p", "x"), 2, "name=value"),
        (("given", "27001", "9001", "--towards", "42001"), 0, "covered, "),
        (("given", "27001 A.8.15", "-f", "json"), 0, "nothing known"),
        (("given", "27001", "--ask"), 0, "best next questions"),
        (("given", "27001", "--towards", "aiact2024"), 2, "bears no mapping rows"),
        (("given", "27001", "--towards", "aiact2024"), 2, "took its place, EU AI Act"),
        (("matrix", "--lead", "27001:2013"), 2, "aims-graph workspace migrate iso27001-2013"),
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
        (("query", "what-maps-to", "-p", "requirement=iso42001:\udcff"), 2, "is not UTF-8"),
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
        (("agreement", "--report", "--reading", "fifth"), 2, "report is of every reading"),
        (("agreement", "--reading", ""), 2, "No reading is called ''"),
        (("query", "given-by", "-p", "held=aims:role-deployer", "-p", "towards=42001"), 2, "is no framework"),
        (("query", __file__, "-p", "x=1"), 2, "takes no parameters"),
        (("query", __file__, "--seconds", "nan"), 2, "no time limit"),
        (("search", "audit " * 5000), 0, "title"),
        (("given", "27001 A.99"), 2, "No requirement is called"),
        (("given", "42001", "--towards", "aiact", "--role", "deployer", "--system", "annex-iii"), 0, "Article 26(1)"),
        (("controls", "42001", "27001", "9001"), 0, "mostly covered"),
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
        (("binds", "--role", "deployer", "--system", "annex-iii", "--on", "2027-12-02"), 0, "Article 26"),
        (("binds", "--role", "deploier", "--system", "annex-iii"), 2, "Did you mean deployer"),
        (("matrix", "-f", "json"), 0, "Shared controls"),
        (("matrix", "-f", "docx"), 2, "No format is called 'docx'"),
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


@pytest.mark.parametrize("form", ["csv", "turtle", "ntriples", "table"])
def test_an_answer_that_is_cut_says_so_in_every_form(tmp_path, form):
    file = tmp_path / "all.rq"
    file.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    done = run("query", str(file), "-f", form, "-o", str(tmp_path / "answer"))
    assert done.returncode == 1
    written = (tmp_path / "answer").read_text(encoding="utf-8")
    assert "Cut after 10,000 rows" in done.stderr
    assert form not in ("turtle", "table") or "Cut after 10,000 rows" in written


def test_the_matrix_is_written_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("matrix", "-o", "m.xlsx").returncode == 0
    assert (tmp_path / "m.xlsx").read_bytes()[:2] == b"PK"


def test_the_command_that_is_installed_is_this_one(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    command = [sys.executable, "-m", "aims_graph.cli.main", "show", "Art. 26(5)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    here = run("show", "Art. 26(5)")
    assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


def test_the_version():
    assert run("--version").stdout == f"aims-graph {VERSION}\n"


def test_the_help_lists_the_commands_by_subject():
    for done in (run("--help"), run()):
        lines = (done.stdout + done.stderr).splitlines()
        for subject, commands in COMMANDS.items():
            start = lines.index(f"{subject}:") + 1
            names = list(dict.fromkeys(name.split()[0] for name in commands))
            listed = [line.split()[0] for line in lines[start : start + len(names)]]
            assert sorted(listed) == sorted(names)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "audit", "--in", "27001", "--in", "9001"), "--framework was given 2 times"),
        (("show", "4.1", "-f", "csv", "--format", "csv"), "--format was given 2 times"),
        (("given", "27001", "--ask", "--ask"), "--ask was given 2 times"),
        (("frameworks", "--alone", "--alone"), "--alone was given 2 times"),
        (("matrix", "-o", "a.csv", "-o", "b.csv", "-oc.csv"), "--output was given 3 times"),
        (("check", "--shapes", "--no-shapes"), "--shapes was given 2 times"),
        (("query", "what-maps-to", "-p", "requirement=x", "-p", "requirement=y"), "'requirement' was given twice"),
    ],
)
def test_an_option_given_twice_is_refused(arguments, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.returncode == 2 and says in done.stderr and len(done.stderr.splitlines()) == 2
    assert not list(tmp_path.iterdir())


def test_a_list_may_be_given_often():
    systems = ("--system", "annex-iii", "--system", "transparency")
    assert run("binds", "--role", "deployer", *systems, "--on", "2027-12-02").returncode == 0


def test_another_content_alone(copy):
    path = copy / "ontology" / "catalogues" / "iso-9001-2015.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("Customer focus", "Zebra focus"), encoding="utf-8")
    assert "Zebra focus" in run("search", "zebra focus", "--content", str(copy), "--alone").stdout
    assert "Zebra focus" not in run("search", "zebra focus").stdout
    without = run("frameworks", "--alone")
    assert without.returncode == 2 and len(without.stderr.splitlines()) == 2


def test_the_help_speaks_in_the_words_of_the_content(tmp_path, monkeypatch):
    """Every place that the code leaves open is filled by the shipped content, every word of it is used; another content fills in its own."""
    top = typer.main.get_command(application()).commands.values()
    made = [own for c in top for own in getattr(c, "commands", {"": c}).values()]
    texts = [str(text) for c in made for text in (c.help, c.epilog, *(getattr(p, "help", "") for p in c.params))]
    assert set(words_of_help()) == set(re.findall(r"\{(.*?)\}", "\n".join(texts)))
    assert 'aims-graph map "42001 A.6.2.8"' in run("map", "--help").stdout
    assert "provider, deployer, importer" in run("binds", "--help").stdout
    tiny.write(tmp_path)
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", str(tmp_path))
    monkeypatch.setenv("AIMS_GRAPH_ALONE", "yes")
    said = run("map", "--help").stdout
    assert "42001" not in said and "Example: …" in said


@pytest.mark.parametrize("command", ["suggest", "migrate", "agreement", "groups"])
def test_further_commands_are_narrowed(command):
    arguments = ["iso42001", "--each", "1"] if command == "suggest" else []
    kept = ["iso42001", "iso27001"]
    said = run(command, *arguments, "--frameworks", ",".join(kept), "--format", "csv")
    assert said.returncode == 0, said.stderr
    assert "AI RMF" not in said.stdout and "airmf" not in said.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("matrix",),
        ("closure",),
        ("given", "27001"),
        ("query", "list"),
        ("export", "42001"),
        ("binds", "--role", "deployer", "--system", "annex-iii"),
    ],
    ids=lambda words: words[0],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(command, tmp_path, monkeypatch):
    def read(*_: object, **__: object) -> None:
        raise AssertionError("it was read first")

    monkeypatch.setattr("aims_graph.formats.library.library_of", read)
    monkeypatch.setattr("aims_graph.cli.opened.asked_library", read)
    for place, why in ((tmp_path, "Is a directory"), (tmp_path / "no" / "x.csv", "No such file or directory")):
        done = run(*command, "-o", str(place))
        assert done.returncode == 2 and f"{place} cannot be written: {why}." in done.stderr
    assert not list(tmp_path.iterdir())
