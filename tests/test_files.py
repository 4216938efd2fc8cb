"""Writing: a whole file or nothing; devices and pipes written through, links followed, read-only things left alone."""

import multiprocessing
import os
import re
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from commands import run

from aims_graph.errors import AimsError
from aims_graph.files import HALF, check_ends, write_atomic
from aims_graph.workspace.interchange import read_document
from aims_graph.workspace.proof import read_pack

KILLED_WHILE_WRITING = (
    "import os, signal, sys, pathlib; os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL); "
    "from aims_graph.files import write_atomic; write_atomic(pathlib.Path(sys.argv[1]), b'new')"
)


def killed_while_writing(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(tmp_path / "f", b"new")
    finally:
        os.umask(old)
    assert (tmp_path / "f").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_mode_and_owner(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("old")
    path.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(path, 12345, 23456)
    before = path.stat()
    write_atomic(path, b"new")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    path.write_text("old")
    # No file may grow past 100 kB: the system refuses the write as it would on a full disk.
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
        "sys.argv = ['aims-graph', 'matrix', '-o', sys.argv[1]]; from aims_graph.cli.main import run; run()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file_and_the_next_one_sweeps(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("old")
    killed_while_writing(path)
    assert path.read_text() == "old"
    left = [p for p in tmp_path.iterdir() if p != path]
    assert [bool(re.fullmatch(r"\.f\.[0-9a-f]{8}" + re.escape(HALF), p.name)) for p in left] == [True]
    write_atomic(tmp_path / "g", b"another place")
    assert left[0].exists()
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f", "g"]


def test_nothing_of_anybody_else_is_swept(tmp_path: Path) -> None:
    others = [".f.original", ".f.abcdefgh", f".f.nothexal{HALF}", f".fg.01234567{HALF}", f".f.2.01234567{HALF}"]
    for name in others:
        (tmp_path / name).write_text("mine")
    write_atomic(tmp_path / "f", b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*others, "f"])


def test_a_file_that_is_being_written_is_not_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    really = os.fsync

    def another_writes_meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", really)
        write_atomic(path, b"another")
        assert path.read_bytes() == b"another"

    monkeypatch.setattr(os, "fsync", another_writes_meanwhile)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def _write_often(path: Path, sign: bytes, times: int) -> None:
    for _ in range(times):
        write_atomic(path, sign * 100_000)


def test_many_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_often, args=(path, sign, 40)) for sign in (b"a", b"b", b"c")]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        if path.exists():
            data = path.read_bytes()
            assert len(data) == 100_000 and len(set(data)) == 1
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("there", [True, False], ids=["target", "dangling"])
def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path, there: bool) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target", tmp_path / "link"
    if there:
        target.write_text("old")
    (tmp_path / "middle").symlink_to("far/target")
    link.symlink_to(tmp_path / "middle")
    write_atomic(link, b"new")
    assert link.is_symlink() and (tmp_path / "middle").is_symlink() and not target.is_symlink()
    assert target.read_bytes() == b"new"
    assert sorted(p.name for p in target.parent.iterdir()) == ["target"]


def test_a_ring_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_symlink()


def test_a_pipe_is_written_through_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_atomic(pipe, b"x" * 300_000)
    reader.join(10)
    assert got == [b"x" * 300_000]
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]


def test_devices_stay_devices() -> None:
    null = Path("/dev/null")
    before = null.stat()
    write_atomic(null, b"x")
    with pytest.raises(OSError, match="No space"):
        write_atomic(Path("/dev/full"), b"x")
    assert null.stat().st_ino == before.st_ino and null.is_char_device()


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "{link}"])
@pytest.mark.parametrize("behind", ["pipe", "file"])
def test_standard_output_keeps_what_was_written_before(tmp_path: Path, name: str, behind: str) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    code = (
        "import os, pathlib, sys; from aims_graph.files import write_atomic; os.write(1, b'before '); "
        "write_atomic(pathlib.Path(sys.argv[1]), b'new'); os.write(1, b' after')"
    )
    command = [sys.executable, "-c", code, name.format(link=tmp_path / "link")]
    if behind == "pipe":
        got = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    else:
        with (tmp_path / "out").open("wb") as stream:
            subprocess.run(command, stdout=stream, check=True)
        got = (tmp_path / "out").read_bytes()
    assert got == b"before new after"


def test_what_is_read_only_stays_even_for_the_administrator(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("old")
    path.chmod(0o444)
    (tmp_path / "link").symlink_to(path)
    for name in ("f", "link"):
        with pytest.raises(PermissionError, match="it is read-only"):
            write_atomic(tmp_path / name, b"new")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "f").write_text("old")
    folder.chmod(0o555)
    for name in ("f", "g"):
        with pytest.raises(PermissionError, match="its folder is read-only"):
            write_atomic(folder / name, b"new")
    folder.chmod(0o755)
    assert path.read_text() == (folder / "f").read_text() == "old"
    assert [p.name for p in folder.iterdir()] == ["f"]


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_atomic(tmp_path, b"new")
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "none" / "f", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".csv")
    killed_while_writing(path)
    assert len(list(tmp_path.iterdir())) == 1
    write_atomic(path, b"new")
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == b"new"


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "/dev/null"],
        ["import", "/dev/null", "--into", "house"],
        ["workspace", "restore", "/dev/null", "nowhere"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_may_have_no_end_is_not_read(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device that never ends would fill the memory of the machine; this one does end, so that a fault shows at once."""
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.returncode == 2 and "/dev/null is a device, which may have no end." in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_nor_by_what_a_workspace_reads(tmp_path: Path) -> None:
    for read in (read_pack, lambda path: read_document(path, tmp_path / "nowhere")):
        with pytest.raises(AimsError, match="is a device"):
            read(Path("/dev/null"))


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "rows.csv"
    os.mkfifo(pipe)
    check_ends(pipe)
