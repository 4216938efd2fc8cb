"""A former edition is assessed like any other: by command, in the workbook that comes back, in the graph; and what cannot be is said in one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from commands import run
from states import state_of

from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.model import Library
from aims_graph.present.workspace import asked_in_words, edition_in_words
from aims_graph.workspace.assessed import assessed_in, editions_assessed, mapped_targets_of, targets_of
from aims_graph.workspace.carry import standing
from aims_graph.workspace.records.scope import Certificate, Choice
from aims_graph.workspace.records.work import Answer

OLD, NEW = "iso27001-2013", "iso27001"


@pytest.fixture
def folder(empty_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(empty_workspace, tmp_path / "ours")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(tmp_path / "ours"))
    return tmp_path / "ours"


def test_which_editions_are_assessed(library: Library) -> None:
    """Of 27001:2013 all that asks for something: 26 clauses and 114 controls. Of 9001:2026 only numbers are known; nobody answers to a former wording of a law."""
    assert editions_assessed(library) == ("iso42001", NEW, OLD, "iso9001", "airmf", "aiact")
    asked = [r for r in library.members(OLD) if can_be_answered(library, r.id)]
    assert len(asked) == 140 and sum(r.number.startswith("A.") for r in asked) == 114
    assert not [r.number for r in asked if library.children.get(r.id)]


def test_what_an_assessment_offers_follows_choices_certificates_and_answers(library: Library) -> None:
    mapped = [f.id for f in library.mapped]
    assert assessed_in(state_of(), library) == targets_of(state_of(), library) == mapped
    for record in (
        Certificate(id="CERT-1", framework=OLD),
        Answer(id="A-1", target=f"{OLD}:A.6.1.1", status="planned"),
    ):
        assert assessed_in(state_of(record), library) == [*mapped, OLD]
        assert targets_of(state_of(record), library) == mapped
    chosen = state_of(Choice(id="F-1", framework=OLD), Choice(id="F-2", framework="iso42001"))
    assert targets_of(chosen, library) == assessed_in(chosen, library) == ["iso42001", OLD]


def test_where_one_stands_in_a_former_edition(library: Library) -> None:
    """A certificate of it meets all of it; an answer there is its own, and one in the present edition says nothing of it."""
    certified = standing(state_of(Certificate(id="CERT-1", framework=OLD)), library).framework(OLD)
    assert len(certified) == 140 and all(p.is_met for p in certified)
    answered = standing(state_of(Answer(id="A-1", target=f"{OLD}:A.6.1.1", status="planned")), library).framework(OLD)
    assert [(p.requirement, p.status) for p in answered if p.status] == [(f"{OLD}:A.6.1.1", "planned")]
    assert not any(p.is_met for p in standing(state_of(Answer(id="A-1", target=f"{NEW}:A.5.2", status="implemented")), library).framework(OLD))  # fmt: skip


def test_what_a_former_requirement_asks_is_said_as_far_as_it_is_known(library: Library) -> None:
    """The same demands: in the words of the later one. Else what became of it, and never the words of what asks for more."""
    same, joined = (asked_in_words(library, library.requirements[f"{OLD}:{n}"]) for n in ("A.6.1.1", "A.5.1.1"))
    assert same == f"As ISO/IEC 27001 A.5.2: {library.requirements[f'{NEW}:A.5.2'].summary}"
    assert (
        joined.startswith("Became: ISO/IEC 27001 A.5.1 ") and library.requirements[f"{NEW}:A.5.1"].summary not in joined
    )
    assert edition_in_words(library, OLD).startswith("ISO/IEC 27001 took the place of this edition")
    # ISO 9001:2015 is what mappings speak of still.
    assert edition_in_words(library, NEW) == edition_in_words(library, "iso9001") == ""


def test_it_is_answered_by_command_and_by_workbook_alike(folder: Path, tmp_path: Path) -> None:
    assert run("workspace", "set", "choice", "framework=27001:2013").returncode == 0
    assert run("workspace", "set", "27001:2013 A.6.1.1", "status=implemented", "owner=Bo").returncode == 0
    rows = json.loads(run("workspace", "status", "-f", "json").stdout)["rows"]
    assert [(r["framework"], r["requirements"], r["certainly met"]) for r in rows] == [("ISO/IEC 27001:2013", 140, 1)]
    # It is what is chosen, so the gap is of it without being named.
    gap = json.loads(run("gap", "-f", "json").stdout)
    assert len(gap["rows"]) == 140 and any("took the place of this edition" in n for n in gap["notes"])
    book = tmp_path / "a.xlsx"
    assert run("workspace", "export", "27001:2013", "-o", str(book)).returncode == 0
    filled = openpyxl.load_workbook(book)
    sheet = filled["Assessment"]
    head = {c.value: c.column for c in sheet[3]}
    line = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, 1).value == "A.12.3.1")
    assert "took the place of this edition" in sheet["A2"].value and sheet.max_row == 143
    sheet.cell(line, head["Status"]).value = "in progress"
    filled.save(book)
    back = run("workspace", "import", str(book), "--yes")
    assert back.returncode == 0 and "ISO/IEC 27001:2013 A.12.3.1: status empty -> in progress" in back.stdout
    stands = {r["number"]: r["status"] for r in json.loads(run("gap", "27001:2013", "-f", "json").stdout)["rows"]}
    assert (stands["A.12.3.1"], stands["A.6.1.1"]) == ("in progress", "implemented")
    assert run("document", "gap", "27001:2013").stdout.count("A.12.3.1") >= 1


@pytest.mark.parametrize("name", ["9001:2026", "AI Act 2024", "hs2021"])
def test_what_cannot_be_assessed_is_said_alike_by_every_door(folder: Path, name: str, tmp_path: Path) -> None:
    asked = (
        ("gap", name),
        ("workspace", "export", name, "-o", str(tmp_path / "a.xlsx")),
        ("document", "gap", name),
        ("workspace", "set", "choice", f"framework={name}"),
    )
    said = {run(*words).stderr for words in asked}
    assert len(said) == 1 and "cannot be assessed" in next(iter(said)) and "ISO/IEC 27001:2013" in next(iter(said))


def test_who_works_in_a_former_edition_is_audited_against_the_one_in_force(folder: Path, library: Library) -> None:
    state = state_of(
        Choice(id="F-1", framework=OLD), Choice(id="F-2", framework=NEW), Choice(id="F-3", framework="airmf")
    )
    assert mapped_targets_of(state, library) == [NEW, "airmf"]
    assert run("workspace", "set", "choice", "framework=27001:2013").returncode == 0
    for words in (("soa", "show"), ("certify", "stage1"), ("audit", "programme", "--year", "2027")):
        done = run(*words, "-f", "json")
        assert (
            done.returncode == 0
            and "ISO/IEC 27001 " in done.stdout.replace('"', " ")
            and "42001" not in done.stdout.partition("rows")[0]
        )
