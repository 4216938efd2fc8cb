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
from aims_graph.workspace.proof import _Proof, _sum, pack_of, verify
from aims_graph.workspace.records.work import Answer, Evidence
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
