"""What is kept between runs: only in a folder of one's own, whole or not there, healed once where it is damaged."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny
from pyoxigraph import CanonicalizationAlgorithm, Dataset

from aims_graph import cache
from aims_graph.formats.kept import SETTLED
from aims_graph.formats.library import library_of
from aims_graph.graph import store
from aims_graph.graph.store import open_store, store_path
from aims_graph.model import Library

SAID = "The kept graph was damaged and is built anew."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_of(tiny.write(tmp_path / "content"))


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder where this test's graphs are kept; the temporary folder is another."""
    cache._say.cache_clear()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    yield tmp_path / "kept"
    monkeypatch.setattr("tempfile.tempdir", None)


def _said(library: Library) -> str:
    """Return all that the graph of a library says, blank nodes named by what is said of them."""
    found = Dataset(open_store(library))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(map(str, found)))


def _largest(kept_store: Path) -> Path:
    return max(kept_store.glob("*.sst"), key=lambda path: path.stat().st_size)


def _cut(target: Path) -> None:
    path = _largest(target / "store")
    path.write_bytes(path.read_bytes()[:-100])


def _flip(target: Path) -> None:
    path = _largest(target / "store")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def _without_store(target: Path) -> None:
    cache.forget(target / "store")


def _without_a_file(target: Path) -> None:
    _largest(target / "store").unlink()


def _without_current(target: Path) -> None:
    (target / "store" / "CURRENT").unlink()


def _without_mark(target: Path) -> None:
    (target / "COMPLETE").unlink()


def _empty_mark(target: Path) -> None:
    (target / "COMPLETE").write_bytes(b"")


def _only_a_file(target: Path) -> None:
    cache.forget(target)
    target.write_text("no folder")


@pytest.mark.parametrize(
    "damage",
    [_cut, _flip, _without_store, _without_a_file, _without_current, _without_mark, _empty_mark, _only_a_file],
    ids=lambda damage: damage.__name__,
)
def test_damaged_graph_is_built_anew_once_and_that_is_said(
    library: Library, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    whole = _said(library)
    assert not caplog.messages
    damage(store_path(library).parent)
    assert _said(library) == whole
    assert caplog.messages == [SAID]
    assert _said(library) == whole
    assert caplog.messages == [SAID]


def test_command_says_on_stderr_that_it_mended_the_graph(tmp_path: Path, kept: Path) -> None:
    tiny.write(tmp_path / "content")
    # Until then a graph has a name of its own, for it may not show whether it is still that of the content.
    time.sleep(SETTLED / 10**9)
    command = [*(sys.executable, "-m", "aims_graph.cli.main", "query", "where-it-stands", "-p", "requirement=a:1.1")]
    command += ["--alone", "--content", str(tmp_path / "content")]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    _cut(next(kept.glob("graph-*")))
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert SAID not in first.stderr
    assert second.stderr.count(SAID) == 1
    assert second.stdout == first.stdout != ""


def test_graph_that_is_gone_as_a_whole_is_no_damage(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    cache.forget(store_path(library).parent)
    assert len(open_store(library)) > 0
    assert not caplog.messages


def _others_can_write(folder: Path) -> Path:
    folder.mkdir()
    folder.chmod(0o777)
    return folder


def _their_group_can_write(folder: Path) -> Path:
    folder.mkdir()
    folder.chmod(0o770)
    return folder


def _belongs_to_somebody_else(folder: Path) -> Path:
    if os.getuid():
        return Path("/")
    folder.mkdir()
    os.chown(folder, 1, 1)
    return folder


def test_a_file_named_as_the_cache_is_passed_over_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    named = tmp_path / "file"
    named.write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(named))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    for _ in range(2):
        assert cache.on_first_folder(lambda folder: folder) != named
    assert len(caplog.messages) == 1
    assert f"Nothing is kept in {named}, which {cache.VARIABLE} names: it cannot be made" in caplog.messages[0]


@pytest.mark.parametrize("make", [_others_can_write, _their_group_can_write, _belongs_to_somebody_else])
def test_folder_that_is_not_ones_own_is_passed_over_and_that_is_said_once(
    library: Library,
    tmp_path: Path,
    make: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    shared = make(tmp_path / "shared")
    monkeypatch.setenv(cache.VARIABLE, str(shared))
    before = {*shared.iterdir()}
    for _ in range(2):
        path = store_path(library)
        assert path.is_relative_to(tmp_path / "temporary" / f"aims-graph-{os.getuid()}")
        assert len(open_store(library)) > 0
    assert {*shared.iterdir()} == before
    assert [text.partition(": it ")[0] for text in caplog.messages] == [f"Nothing is kept in {shared}"]
    assert (tmp_path / "temporary" / f"aims-graph-{os.getuid()}").stat().st_mode & 0o77 == 0


def test_prepared_fallback_is_not_trusted(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can write the temporary folder can make the fallback before its owner does, as a folder or as a link."""
    shared = _others_can_write(tmp_path / "shared")
    monkeypatch.setenv(cache.VARIABLE, str(shared))
    fallback = tmp_path / "temporary" / f"aims-graph-{os.getuid()}"
    (tmp_path / "temporary").chmod(0o1777)
    _others_can_write(fallback)
    with pytest.raises(cache.NoCacheError, match=r"can be written by others.*can be written by others"):
        store_path(library)
    fallback.rmdir()
    (tmp_path / "theirs").mkdir(mode=0o700)
    fallback.symlink_to(tmp_path / "theirs")
    with pytest.raises(cache.NoCacheError, match="a link that anybody may have made"):
        store_path(library)
    assert not [*(tmp_path / "theirs").iterdir()]


def test_folder_that_cannot_be_made_leaves_the_next(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file stands here")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    assert store_path(library).is_relative_to(tmp_path / "temporary")


def test_several_at_once_build_one_graph(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []
    build = store._build

    def slowly(library: Library, path: Path) -> None:
        built.append(path)
        time.sleep(0.2)
        build(library, path)

    monkeypatch.setattr(store, "_build", slowly)
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(store_path(library))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert len(found) == 4
    assert len({*found}) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from aims_graph import cache
with cache.alone(Path(sys.argv[1]), "graph"), cache.half_made(Path(sys.argv[1])) as made:
    (made / "store").mkdir()
    (made / "store" / "half").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_leftovers_of_a_killed_run_are_swept_by_the_next_build(library: Library, kept: Path) -> None:
    kept.mkdir(mode=0o700, exist_ok=True)
    assert subprocess.run([sys.executable, "-c", KILLED, str(kept)], check=False).returncode == -signal.SIGKILL
    left = [*kept.iterdir()]
    assert len(left) == 2
    for path in left:
        _age(path, 2 * cache.BEGUN)
    old = kept / ".building-without-a-mark"  # as an earlier version left it
    old.mkdir()
    (old / "store").mkdir()
    _age(old, 2 * cache.LEFT_OVER)
    store_path(library)
    assert [path.name.partition("-")[0] for path in kept.iterdir()] == ["graph"]


def test_what_somebody_is_building_is_not_swept(kept: Path) -> None:
    kept.mkdir(mode=0o700)
    with cache.half_made(kept) as made, cache.alone(kept, "graph"):
        for path in kept.iterdir():
            _age(path, 2 * cache.LEFT_OVER)
        young = kept / ".building-begun-just-now"
        young.mkdir()
        cache.sweep(kept)
        assert {*kept.iterdir()} == {made, young, kept / ".graph.lock"}
    assert {*kept.iterdir()} == {young}


def test_build_that_fails_leaves_nothing(library: Library, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(library: Library, path: Path) -> None:
        path.mkdir()
        raise ValueError("no")

    monkeypatch.setattr(store, "_build", fails)
    with pytest.raises(ValueError, match="no"):
        store_path(library)
    assert not [*kept.iterdir()]


def test_only_the_newest_graphs_stay(library: Library, tmp_path: Path, kept: Path) -> None:
    paths = []
    for number in range(5):
        (tmp_path / "content" / "mappings" / "remainders").mkdir(exist_ok=True)
        edited = tmp_path / "content" / "ontology" / "thesaurus.tsv"
        edited.touch()
        os.utime(edited, (number, number))
        paths.append(store_path(library_of(library.packs)).parent)
        _age(paths[-1], 100 - number)
    assert len({*paths}) == 5
    assert {*kept.iterdir()} == {*paths[-3:]}
