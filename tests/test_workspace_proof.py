"""A proof pack holds where it was made and elsewhere; whatever is changed, in it, in the content or in a file, is named."""

from __future__ import annotations

import copy as copies
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from states import state_of

from aims_graph import load
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace import soa
from aims_graph.workspace.carry import standing
from aims_graph.workspace.proof import _Proof, _sum, pack_of, read_pack, verify
from aims_graph.workspace.records.scope import Organisation
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.store import Workspace

DAY, FRAMEWORK = dt.date(2026, 11, 29), "iso42001"


@pytest.fixture(scope="module")
def pack(demo: Workspace, library: Library) -> dict[str, Any]:
    return json.loads(json.dumps(pack_of(demo.state(), library, FRAMEWORK, DAY)))


def test_what_its_parts_meet_rests_on_each_of_them(library: Library) -> None:
    parts = [f"iso42001:9.2.{n}" for n in (1, 2)]
    answers = [Answer(id=f"A-{n}", target=part, status="implemented") for n, part in enumerate(parts, 1)]
    at = _Proof(library).of_position(standing(state_of(*answers), library, DAY), "iso42001:9.2")
    assert [one for one in at if "extent" not in one] == [{"by": "its parts", "through": part} for part in parts]


def changed(pack: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A pack that says something else, its own sum made anew."""
    told = {k: v for k, v in {**copies.deepcopy(pack), **values}.items() if k != "sha256"}
    return told | {"sha256": _sum(told)}


def test_it_holds_where_it_was_made(pack: dict[str, Any], demo: Workspace, library: Library) -> None:
    assert verify(pack, library) == []
    state = demo.state()
    lines = soa.lines(state, library, standing(state, library, DAY), FRAMEWORK, DAY)
    assert [line["control"] for line in pack["lines"]] == [line.control for line in lines]
    assert (
        pack["rows"]
        and pack["files"]
        and any(proof.get("argument") for line in pack["lines"] for proof in line["rests_on"] + line["shown_by"])
    )
    # What is implemented rests on something.
    assert all(line["rests_on"] for line in pack["lines"] if line["implemented"])


def test_what_was_changed_in_it_is_named(pack: dict[str, Any], library: Library) -> None:
    lines = copies.deepcopy(pack["lines"])
    line = next(ln for ln in lines if ln["implemented"] != "implemented" and ln["applicable"] == "yes")
    line["implemented"] = "implemented"
    (found,) = verify({**pack, "lines": lines}, library)[1:]
    assert (found.where, found.what, found.was) == (line["control"], "implemented", "implemented")
    assert verify({**pack, "lines": lines}, library)[0].where == "pack"
    # With a sum made anew it is noticed all the same.
    assert verify(changed(pack, lines=lines), library) == [found]
    # In the order of the line, whoever runs it.
    line |= {name: "otherwise" for name in line if name != "control"}
    assert [b.what for b in verify(changed(pack, lines=lines), library)] == [n for n in line if n != "control"]
    answers = copies.deepcopy(pack["records"])
    answers["answer"] = [a for a in answers["answer"] if not a["target"].startswith("iso42001:A.")]
    assert {b.what for b in verify(changed(pack, records=answers), library)} >= {"implemented", "rests_on"}


def test_what_the_content_says_otherwise_is_named(pack: dict[str, Any], library: Library, copy: Path) -> None:
    row = next(r for r in library.mappings if r.row_id in pack["rows"] and r.shared)
    path = copy / row.source.file
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[row.source.line - 1] = lines[row.source.line - 1].replace(row.shared, "something else altogether")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = {(b.where, b.what) for b in verify(pack, load(copy, alone=True))}
    assert {("rows", row.row_id), ("files", row.source.file)} <= found
    assert not {where for where, _ in found} - {"rows", "files"} - {ln["control"] for ln in pack["lines"]}


def test_files_of_evidence_are_looked_at(demo: Workspace, library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("shown", encoding="utf-8")
    before = len(demo.state().all(Evidence))
    done = run(
        "evidence",
        "add",
        "--file",
        str(tmp_path / "a.txt"),
        "kind=log",
        "--as",
        "Mara Lindqvist",
        "--workspace",
        str(demo.folder),
    )
    assert done.returncode == 0, done.stderr
    mine = demo.state().all(Evidence)[before:]
    pack = json.loads(json.dumps(pack_of(demo.state(), library, FRAMEWORK, DAY)))
    broken = {b.what for b in verify(pack, library, demo.evidence_folder)}
    assert not broken & {e.id for e in mine}
    assert {e.id for e in mine} <= {b.what for b in verify(pack, library, tmp_path)}


def test_what_is_no_pack_is_named(pack: dict[str, Any], library: Library) -> None:
    for told in (
        {},
        {"form": "another"},
        {**pack, "lines": None},
        {**pack, "on": "some day"},
        {**pack, "records": {}},
        {**pack, "framework": "x"},
    ):
        with pytest.raises(AimsError):
            verify(told, library)


def test_the_commands(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    assert run("soa", "proof", "42001", "-o", str(file), "--workspace", str(demo.folder)).returncode == 0
    done = run("verify", str(file))
    assert done.returncode == 0 and "nothing said otherwise now" in done.stdout
    file.write_text(
        file.read_text(encoding="utf-8").replace('"applicable": "yes"', '"applicable": "no"', 1), encoding="utf-8"
    )
    done = run("verify", str(file), "-f", "json")
    assert done.returncode == 1 and [r["what"] for r in json.loads(done.stdout)["rows"]] == [
        "its own sum",
        "applicable",
    ]
    file.write_text("[]", encoding="utf-8")
    assert run("verify", str(file)).returncode == 2


def test_a_pack_says_whose_it_is_of_what_and_from_which_entries(library: Library) -> None:
    """What was withdrawn, and what lines are not made from, is not in it."""
    state = state_of(
        Organisation(id="O-1", name="Larkfield"),
        Answer(id="A-1", target="iso42001:A.2.2", status="implemented", reason="r"),
        Answer(id="A-2", target="iso42001:A.2.3", withdrawn=True),
        Evidence(id="E-1", title="policy", kind="policy", shows=("iso42001:A.2.2",)),
        Evidence(id="E-2", title="of before", kind="policy", shows=("iso42001:A.2.2",), valid_until=DAY.replace(day=1)),
        Task(id="T-1", title="x"),
    )
    found = pack_of(state, library, FRAMEWORK, DAY)
    assert {k: found[k] for k in ("form", "framework", "on", "organisation", "edition")} == {
        "form": "aims-graph proof pack",
        "framework": FRAMEWORK,
        "on": "2026-11-29",
        "organisation": "Larkfield",
        "edition": library.frameworks[FRAMEWORK].edition,
    }
    assert list(found) == ["form", "program", "framework", "on", "records", "organisation", "edition", "lines", "rows", "files", "sha256"]  # fmt: skip
    assert {noun: [r["id"] for r in those] for noun, those in found["records"].items()} == {
        "organisation": ["O-1"],
        **{noun: [] for noun in ("choice", "certificate", "risk", "system")},
        "answer": ["A-1"],
        "evidence": ["E-1", "E-2"],
    }
    assert found["sha256"] == _sum({k: v for k, v in found.items() if k != "sha256"}) and len(found["lines"]) == 38
    line = next(one for one in found["lines"] if one["control"] == "iso42001:A.2.2")
    assert [(p["through"], p["extent"]) for p in line["rests_on"]] == [("iso42001:A.2.2", "in full")]
    assert [p["source"] if "source" in p else p["by"] for p in line["shown_by"]] == ["E-1"]
    assert verify(json.loads(json.dumps(found)), library) == []
    # Whatever is wrong with its head is told before anything else.
    for wrong, what in (
        ({"form": "x"}, "This is no proof pack, or it has lost a part."),
        ({"rows": []}, "This is no proof pack, or it has lost a part."),
        ({"on": "soon"}, "This proof pack names no day."),
        ({"on": "20261129"}, "This proof pack names no day."),
        ({"on": ""}, "This proof pack names no day."),
        ({"framework": "gone"}, "The content has no framework 'gone'."),
        ({"lines": [{}]}, "This proof pack has lost a part."),
    ):
        with pytest.raises(AimsError) as told:
            verify(changed(json.loads(json.dumps(found)), **wrong), library)
        assert told.value.what == what


def test_what_is_no_file_of_a_pack_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    for text, what in ((b"[]", f"{path} is no proof pack."), (b"{", f"{path} is no JSON: "), (b"\xff", f"{path} is no JSON: ")):  # fmt: skip
        path.write_bytes(text)
        with pytest.raises(AimsError) as told:
            read_pack(path)
        assert told.value.what.startswith(what) and told.value.mend == "Name a file that 'aims-graph soa proof' wrote."
        assert told.value.advice == "Name a proof pack, as it was written."
    path.write_text('{"a": 1}', encoding="utf-8")
    assert read_pack(path) == {"a": 1}
