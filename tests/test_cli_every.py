"""Every command: its help ends with an example that runs, no text ends in a traceback, and it takes content of one's own."""

import io
import os
import shlex
import shutil
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import tiny
import typer
import uvicorn
from commands import run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uses import SMALL, VALID

from aims_graph import load
from aims_graph.cli.main import COMMANDS, app, main
from aims_graph.pack.pack import packs_of, stamp
from aims_graph.serve.desk import Desk
from aims_graph.workspace import soa
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.setup import restore
from aims_graph.workspace.store import open_workspace


@pytest.fixture(autouse=True)
def no_server_stays(monkeypatch):
    """A server that is started in this process ends at once, and says that it was there."""
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: print("served"))
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: print("served"))


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
    if command in ("workspace take-out", "workspace bring-back"):
        (tmp_path / "house.csv").write_text("Control ID,Name\nH-1,Keep event logs\n", encoding="utf-8")
        into = str(tmp_path / "our-aims/content")
        assert run("import", "house.csv", "--into", into, "--as", "House rules/house", "--yes").returncode == 0
    if command == "workspace bring-back":
        assert run("workspace", "take-out", "House rules", "--yes").returncode == 0
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
    if "--output" in help_.stdout:
        assert piped(*arguments)
        assert not Path("-").exists()


def piped(*arguments):
    """Return the bytes that a command puts into a pipe when it is told to write to standard output."""
    if "-o" in arguments:
        at = arguments.index("-o")
        arguments = (*arguments[:at], *arguments[at + 2 :])
    pipe, said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), io.StringIO()
    with redirect_stdout(pipe), redirect_stderr(said):
        assert main([*arguments, "-o", "-"]) == 0, said.getvalue()
    assert "Written" not in said.getvalue()
    return pipe.buffer.getvalue()


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


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small content, that no command may change."""
    folder = tmp_path_factory.mktemp("small")
    before = stamp(tiny.write(folder))
    yield folder
    assert stamp(packs_of([folder], alone=True)) == before


def small_use(command, small):
    return [str(small / word) if word == tiny.PAIR else word for word in SMALL[command]]


@pytest.mark.parametrize("command", SMALL)
def test_the_small_content_is_used_as_it_is_meant(command, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIMS_GRAPH_CONTENT", str(small))
    monkeypatch.setenv("AIMS_GRAPH_ALONE", "1")
    done = run(*command.split(), *small_use(command, small))
    unmet = {"closure": "nobody else states sets here", "publish": "cannot be reached"}
    assert done.returncode == (2 if command in unmet else 0), done.stderr
    assert unmet.get(command, "") in done.stderr


@pytest.mark.parametrize(("command", "parameter", "option"), list(texts()))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=NASTY)
def test_no_text_ends_in_a_traceback(command, parameter, option, text, scratch, small, tmp_path_factory, monkeypatch):
    if parameter == "output" and Path(text).is_absolute():
        text = "x" + text.replace("/", "")
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("here"))
        patch.setattr(os, "execv", lambda *_: None)
        is_small = command in SMALL
        patch.setenv("AIMS_GRAPH_CONTENT", str(small) if is_small else "")
        patch.setenv("AIMS_GRAPH_ALONE", "1" if is_small else "")
        valid = small_use(command, small) if is_small else VALID[command]
        if command in COMMANDS["Workspace"]:
            patch.setenv("AIMS_GRAPH_WORKSPACE", str(scratch))
            patch.setenv("AIMS_GRAPH_PERSON", "Mara Lindqvist")
        # Its queries run in a process of their own, which takes a second to start.
        patch.setattr(Desk, "ready", lambda self: None)
        started = time.process_time()
        if option:
            done = run(
                *command.split(),
                *(a for a in valid if option not in valid or a == ""),
                f"{option}={text}",
            )
        else:
            done = run(*command.split(), "--", text, *valid[1:])
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
#license: https://creativecommons.org/licenses/by/4.0/
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

CHANGING |= {
    "evidence add",
    "soa approve",
    "soa compare",
    "soa proof",
    "verify",
    "publish",
    "workspace take-out",
    "workspace bring-back",
}


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
