"""What a folder of one's own says over the content below it: what is its fault, what is only to be looked at, and how it is told in the graph and the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import run
from houses import draft, row
from openpyxl import load_workbook

from aims_graph.check.content import report
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.formats.library import library_of, load
from aims_graph.graph.build import record_lines
from aims_graph.model import Library
from aims_graph.pack.pack import level_of, packs_of
from aims_graph.present.matrix import Line
from aims_graph.present.matrix_cells import runs


def over_ours(folder: Path, *rows: object) -> Library:
    """Enter the house's rules, and rows to ISO/IEC 42001 and 27001 as its own."""
    base = packs_of(())
    for other, some in (("ISO 42001", rows[::2]), ("ISO 27001", rows[1::2])):
        library = library_of(packs_of([folder])) if folder.exists() else library_of(base)
        found = plan(
            draft(*some, object=other), library, folder, Wish(own=True, prefix="" if folder.exists() else "house")
        )
        enter(found.files, folder)
    return library_of(packs_of([folder]))


def test_what_follows_between_frameworks_below_is_no_fault_of_the_folder(tmp_path: Path) -> None:
    """It kept a whole crosswalk from being entered, with a mend that nobody could make: to add a row to the content below."""
    folder = tmp_path / "mine"
    over_ours(folder, row("1.1", "9.3.1", "subset_of"), row("1.1", "9.2.2", "intersects"))
    found = report(packs_of([folder]), shapes=False)
    assert found.findings == ()
    assert found.to_look_at and all(f.file.startswith(f"{folder}/") for f in found.to_look_at)
    assert "nobody judged this pair" in found.to_look_at[0].what
    assert found.to_look_at[0].mend.startswith(
        "look whether one of these rows says too much; mappings/iso-42001--iso-27001"
    )
    done = run("check", "--no-shapes", "--content", str(folder))
    assert done.returncode == 0 and "To look at, no fault: " in done.stderr


def test_what_contradicts_the_content_below_is_a_fault_of_the_folder(tmp_path: Path) -> None:
    """It was named in a file below, where nobody who put the folder there can mend it."""
    folder = tmp_path / "mine"
    over_ours(folder, row("1.1", "A.2.2", "subset_of"), row("1.1", "5.1", "intersects"))
    found = report(packs_of([folder]), shapes=False).findings
    assert found and all(f.file.startswith(f"{folder}/") for f in found)
    assert "says that it has no counterpart there" in found[0].what
    over_ours(tmp_path / "other", row("1.1", "A.8.4", "intersects"), row("1.1", "A.6.8", "subset_of"))
    denied = report(packs_of([tmp_path / "other"]), shapes=False).findings
    assert any("cannot be true together with" in f.what for f in denied)
    assert all(f.file.startswith(f"{tmp_path / 'other'}/") for f in denied)


def test_how_high_a_file_lies(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "ontology").mkdir(parents=True)
    packs = packs_of([tmp_path / "one", tmp_path / "two"])
    places = "mappings/x.tsv", f"{tmp_path}/one/mappings/x.tsv", f"{tmp_path}/two/ontology/x.tsv"
    assert [level_of(place, packs) for place in places] == [0, 1, 2]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("ontology/catalogues/successions.tsv", "former\tpresent\tchange\trelation\tcertainty\tnote\n\thouse:1.1\tnew\t\tcertain\t\n"),
        ("ontology/catalogues/successions.tsv", "former\tpresent\tchange\trelation\tcertainty\tnote\n\thouse:1.1\tinserted\tbigger\tcertain\t\n"),
        ("ontology/links.tsv", "subject_id\tlink\tobject_id\tnote\nhouse:1.1\tfollows\thouse:1.2\twhy\n"),
    ],
)  # fmt: skip
def test_a_word_that_a_list_does_not_know_leaves_the_file_out(place: str, text: str, tmp_path: Path) -> None:
    """`editions` ended in a traceback."""
    folder = tmp_path / "mine"
    over_ours(folder, row("1.1", "A.6.2.8"), row("1.1", "A.8.15"))
    (folder / place).write_text(text, encoding="utf-8")
    done = run("editions", "27001:2013", "--content", str(folder))
    assert done.returncode == 0 and "; write one of" in done.stderr and place in done.stderr
    assert "".join(record_lines(library_of(packs_of([folder]))))
    assert run("check", "--no-shapes", "--content", str(folder)).returncode == 1


def test_a_requirement_of_a_kind_of_its_own_is_no_heading_and_speaks_its_language(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    over_ours(folder, row("1.1", "A.6.2.8"), row("1.1", "A.8.15"))
    path = folder / "ontology/catalogues/house.tsv"
    text = (
        path.read_text(encoding="utf-8")
        .replace("\tcontrol\t", "\trequirement\t")
        .replace("\tclause\t", "\theading\t")
        .replace("#- control", "#- requirement")
    )
    path.write_text(text.replace("#title:", "#language: de\n#title:", 1), encoding="utf-8")
    lines = "".join(record_lines(load(folder))).split("\n")
    kinds = {
        line.split()[0].rpartition("/")[2]: line for line in lines if "house" in line and "ontology#Group>" in line
    }
    assert [*kinds] == ["1>"]
    assert any('"Keep logs"@de' in line for line in lines) and not any('"Keep logs"@en' in line for line in lines)
    assert any('"AI policy"@en' in line for line in lines)


@pytest.fixture
def ours(empty_workspace: Path, tmp_path: Path) -> Path:
    """The folder of a workspace of the test's own."""
    return Path(shutil.copytree(empty_workspace, tmp_path / "ours"))


def test_the_matrix_takes_frameworks_of_a_workspace(tmp_path: Path, ours: Path) -> None:
    """--frameworks was read before the workspace's own content was there."""
    folder = ours / "content"
    found = plan(draft(), library_of(packs_of(())), folder, Wish(prefix="house"))
    enter(found.files, folder)
    out = tmp_path / "m.xlsx"
    done = run("matrix", "--workspace", str(ours), "--lead", "house", "--frameworks", "house,27001", "-o", str(out))
    assert done.returncode == 0 and out.exists(), done


def test_of_a_part_that_is_met_it_is_said_by_what_and_that_nobody_said_the_rest(ours: Path) -> None:
    """The whole requirement stood there as what remains, and in the workbook to fill in nothing at all."""
    over_ours(ours / "content", row("1.1", "A.6.2.8"), row("1.1", "A.8.15", "intersects"))
    there = ["--workspace", str(ours)]
    certified = ["workspace", "set", "certificate", "framework=27001", "issued=2025-05-01", "expires=2099-05-01"]
    assert run(*certified, *there).returncode == 0
    said = "a part is met by ISO/IEC 27001 A.8.15, and nobody has said what remains of: Each assistant records what it did."
    shown = run("gap", "house", "-f", "csv", *there).stdout
    assert said in shown
    out = ours.parent / "a.xlsx"
    assert run("workspace", "export", "house", "-o", str(out), *there).returncode == 0
    page = load_workbook(out).active
    assert any(said in str(cell.value) for cells in page.iter_rows() for cell in cells)


def test_a_cell_without_a_reason_ends_in_no_blank() -> None:
    assert runs([Line("none", "No counterpart.", "")]) == [("name", "No counterpart."), ("plain", "")]
    assert runs([Line("none", "No counterpart.", "Nearest: x.")])[1] == ("plain", " Nearest: x.")
