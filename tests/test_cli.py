"""The command line as a user types it: exit codes, messages, no traceback."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import tiny
import typer
import uvicorn
from commands import run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_graph import load
from aims_graph.cli.main import COMMANDS, app, application
from aims_graph.cli.opened import words_of_help
from aims_graph.errors import UnknownFrameworkError, UnknownRequirementError
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.pack.pack import packs_of, stamp
from aims_graph.serve.desk import Desk
from aims_graph.version import VERSION
from aims_graph.workspace import soa
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.setup import backup, restore
from aims_graph.workspace.store import open_workspace


@pytest.fixture(autouse=True)
def no_server_stays(monkeypatch):
    """A server that is started in this process ends at once, and says that it was there."""
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: print("served"))
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: print("served"))


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
    ],
)
def test_numbers_as_people_write_them(library, written, expected):
    assert resolve(written, library) == expected


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
        (("map", "6.1"), 2, "Did you mean"),
        (("query", "nothing-such"), 2, "No query and no file"),
        (("query", "what-maps-to", "-p", "x"), 2, "name=value"),
        (("given", "27001", "9001", "--towards", "42001"), 0, "covered, "),
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


@pytest.fixture(scope="module")
def kept_example(tmp_path_factory):
    """The example workspace, as a backup."""
    folder = tmp_path_factory.mktemp("example")
    place = demo_workspace(folder / "made", load())
    backup(place, folder / "example.zip")
    place.engine.dispose()
    return folder / "example.zip"


def decide_all_controls(folder):
    """Give each control of the first standard an answer with its reason."""
    place, content = open_workspace(folder), load()
    state = place.state()
    answers = {a.target: a for a in state.all(Answer)}
    with place.change(state.all(Person)[0], content) as change:
        for control in soa.controls(content, soa.frameworks(content)[0]):
            if control.id in answers:
                change.set(answers[control.id].id, reason="a risk calls for it")
            else:
                change.add(Answer, target=control.id, status="planned", reason="a risk calls for it")
    place.engine.dispose()


@pytest.mark.parametrize("command", [name for commands in COMMANDS.values() for name in commands])
def test_every_help_ends_with_an_example_that_runs(command, kept_example, tmp_path, monkeypatch):
    help_ = run(*command.split(), "--help")
    assert help_.returncode == 0
    example = " ".join(help_.stdout.split("Example: ")[1].split())
    started = []
    # The explorer takes the process over.
    monkeypatch.setattr(os, "execv", lambda *given: started.append(given))
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", "")
    monkeypatch.setenv("AIMS_GRAPH_ALONE", "")
    monkeypatch.chdir(tmp_path)
    name, *arguments = shlex.split(example)
    words = command.split()
    assert name == "aims-graph" and arguments[: len(words)] == words
    if command in COMMANDS["Workspace"] and command != "workspace init":
        restore(kept_example, tmp_path / "our-aims").engine.dispose()
        shutil.copy(kept_example, tmp_path / "our-aims.zip")
        monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(tmp_path / "our-aims"))
        monkeypatch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
    if command in ("soa approve", "soa compare"):
        decide_all_controls(tmp_path / "our-aims")
    if command == "soa compare":
        assert run("soa", "approve", "1.0").returncode == 0
    if command == "verify":
        assert run("soa", "proof", "-o", "proof.json").returncode == 0
    if command == "evidence add":
        (tmp_path / "policy.pdf").write_bytes(b"%PDF-1.4 a policy")
    if command == "workspace import":
        assert run("workspace", "export", "-o", "assessment.xlsx").returncode == 0
    if command == "workspace backup":
        (tmp_path / "our-aims.zip").unlink()
    if command in ("import", "lint"):
        rows = "iso42001:4.1\tskos:exactMatch\tiso27001:4.1\tsemapv:ManualMappingCuration"
        columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
        spaces = "".join(
            f"#  {p}: https://w3id.org/aims-graph/{p}-{y}/\n" for p, y in (("iso42001", 2023), ("iso27001", 2022))
        )
        head = f"#mapping_set_id: https://example.org/x\n#license: https://example.org/l\n#curie_map:\n{spaces}"
        Path(arguments[1]).write_text(f"{head}{columns}\n{rows}\n", encoding="utf-8")
    done = run(*arguments)
    if command == "publish":
        # Nothing listens there; tests/test_publish.py sends it to a server.
        assert done.returncode == 2 and "cannot be reached" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert done.stdout or started or list(tmp_path.iterdir()) or "in order" in done.stderr or "canonical" in done.stderr


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


#: A crosswalk that can be read, and a place for what may be written.
CROSSWALK = str(Path(__file__).parents[1] / "mappings" / "iso-42001--iso-9001.sssom.tsv")
SOMEWHERE = str(Path(tempfile.mkdtemp()) / "written.csv")
#: A valid use of each command, to which one text of any kind is given.
VALID = {
    "import": [CROSSWALK, "--into", "mine"],
    "export": ["42001", "9001", "--format", "sssom"],
    "template": ["framework", "--output", SOMEWHERE, "--force"],
    "lint": [CROSSWALK, "--at-least", "error"],
    "suggest": ["9001", "--towards", "42001"],
    "mcp": ["--http"],
    "search": ["audit"],
    "supports": ["42001 4.1"],
    "before": ["42001 4.1"],
    "topics": ["logging"],
    "groups": ["serious incidents"],
    "show": ["42001 4.1"],
    "map": ["42001 4.1"],
    "frameworks": [],
    "editions": ["27001:2013"],
    "migrate": [],
    "given": ["27001"],
    "controls": ["42001", "27001"],
    "itinerary": ["42001", "27001"],
    "documents": ["42001", "27001"],
    "matrix": [],
    "explain": ["42001 4.1", "27001 4.1"],
    "retract": ["42001 9.2.1", "9001 9.2.1"],
    "closure": ["--stated-by", "nobody"],
    "binds": ["--role", "deployer", "--system", "annex-iii"],
    "plan": ["--role", "deployer", "--system", "annex-iii"],
    "fines": ["--role", "deployer", "--system", "annex-iii"],
    "facts": [],
    "query": ["what-maps-to", "--param", "requirement=iso42001:4.1"],
    "check": ["--no-shapes"],
    "format": [],
    "agreement": [],
    "app": [],
    "serve": [],
    "publish": ["http://127.0.0.1:9/"],
    "workspace init": ["made", "--organisation", "Anyone", "--person", "Ada"],
    "workspace demo": ["made"],
    "workspace status": [],
    "workspace set": ["42001 4.1", "status=planned"],
    "workspace show": ["answer"],
    "workspace history": [],
    "workspace export": ["42001", "--output", "a.xlsx"],
    "workspace import": ["a.xlsx"],
    "workspace migrate": ["27001:2013"],
    "workspace backup": ["nowhere", "b.zip"],
    "workspace restore": ["b.zip", "nowhere"],
    "workspace upgrade": ["nowhere"],
    "gap": ["42001"],
    "tasks": [],
    "evidence list": [],
    "evidence add": ["title=x", "kind=policy", "link=https://example.org/"],
    "evidence check": [],
    "risks": [],
    "soa show": [],
    "soa approve": ["1.0"],
    "soa compare": ["1.0"],
    "soa proof": ["42001", "--output", "p.json"],
    "verify": ["p.json"],
    "audit programme": [],
    "audit plan": ["AUD-1"],
    "audit findings": [],
    "audit readiness": [],
    "audit review": [],
    "certify stage1": [],
    "certify stage2": [],
    "certify body": [],
    "certify days": [],
    "document": ["soa", "42001"],
}
NASTY = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "-",
                "--",
                "-o",
                "0",
                "NaN",
                "1e400",
                "x" * 30_000,
                "a b " * 8_000,
                "42001 " * 4_000,
                "9" * 5_000,
            ),
            *(
                "iso42001:",
                ":",
                "iso42001:4.1:",
                "aims:",
                "http://x y",
                "_:b",
                "%00",
                "\x00",
                "\ud800",
                "\x1b[2J",
                "\u202e",
            ),
            *(
                "2026-02-30",
                "9999-12-31",
                "0000-00-00",
                "../..",
                "/dev/full",
                "/",
                "*",
                "[",
                "(",
                "=",
                "a=b",
                "'\"`$(x)",
                "list",
            ),
        ]
    ),
    st.text(max_size=40),
)


def texts():
    """Every argument and option of every command that takes text, by command and name."""
    yield "query", "value", "--param=requirement"
    for name, command in every_command(typer.main.get_command(app)):
        for parameter in command.params:
            kind = parameter.param_type_name
            if not getattr(parameter, "is_flag", False) and parameter.name not in ("limit", "port"):
                yield name, parameter.name, "" if kind == "argument" else max(parameter.opts, key=len)


def every_command(group, above=""):
    """Every command by its whole name, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, f"{name} ")
        else:
            yield above + name, command


@pytest.fixture(scope="module")
def scratch(kept_example, tmp_path_factory):
    """A copy of the example that anything may be done to."""
    place = restore(kept_example, tmp_path_factory.mktemp("scratch") / "example")
    place.engine.dispose()
    return place.folder


@pytest.mark.parametrize(("command", "parameter", "option"), list(texts()))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=NASTY)
def test_no_text_ends_in_a_traceback(command, parameter, option, text, scratch, tmp_path_factory, monkeypatch):
    if parameter == "output" and Path(text).is_absolute():
        text = "x" + text.replace("/", "")
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("here"))
        patch.setattr(os, "execv", lambda *_: None)
        patch.setenv("AIMS_GRAPH_CONTENT", "")
        patch.setenv("AIMS_GRAPH_ALONE", "")
        if command in COMMANDS["Workspace"]:
            patch.setenv("AIMS_GRAPH_WORKSPACE", str(scratch))
            patch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
        # Its queries run in a process of their own, which takes a second to start.
        patch.setattr(Desk, "ready", lambda self: None)
        started = time.process_time()
        if option:
            done = run(
                *command.split(),
                *(a for a in VALID[command] if option not in VALID[command] or a == ""),
                f"{option}={text}",
            )
        else:
            done = run(*command.split(), "--", text, *VALID[command][1:])
        assert done.returncode in (0, 1, 2)
        assert time.process_time() - started < 10
        assert not set("\x1b\u202e\x00") & set(done.stdout + done.stderr)


CATALOGUE = """\
#id: house
#title: House rules of a company
#short: House rules
#edition: '1'
#role: framework
#rank: 9
#language: en
#licence: https://creativecommons.org/licenses/by/4.0/
#sources:
#- the company
#how_made: by the company
#counts:
#  clause: 2
id\tnumber\tkind\ttitle\tparent\tassessable\tharmonized\tsummary\tdocumented_information
house:1\t1\tclause\tLogging\t\tno\t\tWhat the company keeps of its systems.\t
house:1.1\t1.1\tclause\tZebra records\thouse:1\tyes\t\tKeep a record of every zebra.\t
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A folder of content of one's own, a framework beside the shipped ones, that no command may change."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "ontology" / "catalogues").mkdir(parents=True)
    (folder / "ontology" / "catalogues" / "house.tsv").write_text(CATALOGUE, encoding="utf-8")
    prefixes = "prefix\tiri\towner\nhouse\thttps://example.org/house/\tthe company\n"
    (folder / "ontology" / "prefixes.tsv").write_text(prefixes, encoding="utf-8")
    before = stamp(packs_of([folder]))
    yield folder
    assert stamp(packs_of([folder])) == before


#: Commands that change a workspace, or need a file or a server that another one made.
CHANGING = {f"workspace {c}" for c in ("init", "demo", "set", "export", "import", "backup", "restore", "upgrade")}
CHANGING |= {"evidence add", "soa approve", "soa compare", "soa proof", "verify", "publish"}


@pytest.mark.parametrize("command", [c for c in VALID if c not in ("check", "format", *CHANGING)])
def test_every_command_takes_content_of_ones_own(command, house, scratch, monkeypatch):
    monkeypatch.setattr(os, "execv", lambda *_: None)
    if command in COMMANDS["Workspace"]:
        monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(scratch))
        monkeypatch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
    monkeypatch.setattr(Desk, "ready", lambda self: None)
    monkeypatch.setenv("AIMS_GRAPH_ALONE", "")
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", "")
    over = run(*command.split(), *VALID[command], "--content", str(house))
    assert over.returncode == (2 if command == "closure" else 0), over.stderr
    assert "Left out" not in over.stderr
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", str(house))
    assert run(*command.split(), *VALID[command]) == over
    empty = run(*command.split(), *VALID[command], "--content", str(house / "ontology" / "catalogues"))
    assert empty.returncode == 2 and "holds no content" in empty.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "house 1.1"), "Keep a record of every zebra"),
        (("search", "zebra"), "house:1.1"),
        (("frameworks",), "House rules"),
        (("map", "House rules 1.1"), "1.1 Zebra records: what maps to it"),
        (("given", "27001", "--towards", "house"), "House rules"),
        (("query", "contained-in", "-p", "requirement=house:1.1"), "Logging"),
        (("matrix", "--lead", "house", "-f", "csv"), "Zebra records"),
    ],
)
def test_content_of_ones_own_is_answered_from(arguments, says, house):
    done = run(*arguments, "--content", str(house))
    assert done.returncode == 0, done.stderr
    assert says in done.stdout
    without = run(*arguments)
    assert without.returncode == 2 or says not in without.stdout


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


@pytest.mark.parametrize("command", ["suggest", "migrate", "agreement"])
def test_further_commands_are_narrowed(command):
    arguments = {"suggest": ["iso42001", "--each", "1"], "migrate": [], "agreement": []}[command]
    kept = ["iso42001", "iso27001"]
    said = run(command, *arguments, "--frameworks", ",".join(kept), "--format", "csv")
    assert said.returncode == 0, said.stderr
    assert "AI RMF" not in said.stdout and "airmf" not in said.stdout
