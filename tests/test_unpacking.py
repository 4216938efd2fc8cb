"""Every door that unpacks a file of others: one that holds more than a limit is refused in one sentence before anything is made of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest
from openpyxl import Workbook

from aims_graph import unpacking
from aims_graph.errors import AimsError
from aims_graph.exchange import ir8477
from aims_graph.exchange.readers import read
from aims_graph.formats.library import load
from aims_graph.lint.judge import judge_files
from aims_graph.unpacking import check_unpacked
from aims_graph.workspace import setup
from aims_graph.workspace.assessment_sheet import read_back
from aims_graph.workspace.setup import restore
from aims_graph.workspace.state import State

LARGE = bytes(3_000_000)
SAVE = "Save the sheet that is meant alone, as .xlsx or .csv."


def packed(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def large_workbook(path: Path) -> Path:
    """A workbook with a table that a reader knows, and a picture of 3 MB of nothing, a few kilobytes on disk."""
    book = Workbook()
    book.active.append(["Focal Document Element", "Relationship Type", "Reference Document Element"])
    book.active.append(["4.1", "equal", "4.1"])
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", LARGE)
    return path


def refused(path: Path, do: Callable[[], object], limit: str = "1 MB") -> tuple[str, str]:
    with pytest.raises(AimsError) as caught:
        do()
    assert caught.value.what == f"{path} unpacks to more than {limit}, the most that is read."
    return caught.value.mend, caught.value.advice


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST", 1_000_000)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["x.xlsx", "x.docx", "x.ods", "x.zip", "x"])
def test_no_reader_of_others_files_unpacks_more_than_the_limit(tmp_path: Path, name: str) -> None:
    workbook = large_workbook(tmp_path / name)
    assert workbook.stat().st_size < 20_000
    assert refused(workbook, lambda: read(workbook)) == (SAVE, SAVE)
    assert refused(workbook, lambda: ir8477.read(workbook)) == (SAVE, SAVE)
    assert refused(workbook, lambda: judge_files(load(), [workbook])) == (SAVE, SAVE)


def test_it_is_told_by_what_comes_out_and_not_by_how_large_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = large_workbook(tmp_path / "x.xlsx")
    assert ir8477.recognises(b"PK", workbook)
    assert len(read(workbook).mappings[0].rows) == 1
    monkeypatch.setattr(unpacking, "MOST", 1_000_000)
    assert not ir8477.recognises(b"PK", workbook)


@pytest.mark.usefixtures("small")
def test_no_assessment_that_comes_back_unpacks_more_than_the_limit(tmp_path: Path) -> None:
    workbook = large_workbook(tmp_path / "x.xlsx")
    mend, advice = refused(workbook, lambda: read_back(workbook, State(0, {}), load()))
    assert mend == "Give the workbook that 'workspace export' or 'matrix --workspace' wrote, as .xlsx."
    assert advice == "Give the workbook as it was downloaded, as .xlsx."


def test_a_backup_unpacks_to_no_more_than_the_disk_has_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = {"evidence/a": sha256(LARGE).hexdigest()}
    archive = packed(tmp_path / "b.zip", {"backup.json": json.dumps({"sha256": sums}).encode(), "evidence/a": LARGE})
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda _: SimpleNamespace(free=2_000_000))
    mend, _ = refused(archive, lambda: restore(archive, tmp_path / "new"), "2 MB")
    assert mend == "Name a backup that is smaller, or make room where its workspace shall be."
    assert not (tmp_path / "new").exists()


def test_a_list_of_a_backups_files_is_held_in_memory_and_has_the_limit_of_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST", 1_000)
    manifest = json.dumps({"sha256": {}, "program": "x" * 1_000}).encode()
    archive = packed(tmp_path / "b.zip", {"backup.json": manifest})
    with pytest.raises(AimsError, match="is no backup of a workspace: Unterminated string"):
        restore(archive, tmp_path / "new")


def test_a_backup_without_a_database_is_none(tmp_path: Path) -> None:
    archive = packed(tmp_path / "b.zip", {"backup.json": b'{"sha256": {}}'})
    with pytest.raises(AimsError) as caught:
        restore(archive, tmp_path / "new")
    assert caught.value.what == f"{archive} is no backup of a workspace: it holds no workspace.db."
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_comes_out_is_counted_whatever_the_file_says_of_it(tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("small", b"x")
        archive.writestr("large", LARGE)
        # The list of contents says that it ends after ten bytes, and has their checksum.
        archive.filelist[1].file_size, archive.filelist[1].CRC = 10, crc32(LARGE[:10])
    with zipfile.ZipFile(path) as archive:
        assert archive.read("large") == LARGE[:10]
    check_unpacked(path, "Mend.", most=len(LARGE) + 1)
    assert refused(path, lambda: check_unpacked(path, "Mend.", "Advice.", len(LARGE)), "3 MB") == ("Mend.", "Advice.")


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_left_to_whoever_opens_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    check_unpacked(tmp_path / "x", "", most=0)
    check_unpacked(tmp_path / "gone", "", most=0)
    check_unpacked(tmp_path, "", most=0)


def test_a_damaged_member_does_not_hide_those_behind_it(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"first": b"abcdefgh" * 100, "large": LARGE})
    data = bytearray(path.read_bytes())
    data[40:50] = b"\xff" * 10
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive, pytest.raises(Exception, match=r"invalid|CRC"):
        archive.read("first")
    assert refused(path, lambda: check_unpacked(path, "Mend.", most=2_000_000), "2 MB")


@pytest.mark.parametrize("flag", ["encrypted", "method"])
def test_a_backup_that_is_locked_or_packed_otherwise_is_named(tmp_path: Path, flag: str) -> None:
    path = packed(tmp_path / "b.zip", {"backup.json": b'{"sha256": {}}'})
    data = bytearray(path.read_bytes())
    local, listed = 0, data.index(b"PK\x01\x02")
    if flag == "encrypted":
        data[local + 6] |= 1
        data[listed + 8] |= 1
    else:
        data[local + 8] = data[listed + 10] = 97
    path.write_bytes(data)
    with pytest.raises(AimsError, match="no backup of a workspace") as caught:
        restore(path, tmp_path / "new")
    assert caught.value.mend == "Name the file that 'workspace backup' wrote."
