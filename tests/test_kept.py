"""What was read without a fault is kept for the next run: the same records, only for the same files, only if nothing was wrong."""

import hashlib
import importlib
import os
import pickle
import pkgutil
import time
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import tiny

from aims_graph import cache
from aims_graph.errors import ContentError
from aims_graph.formats import content, kept, library
from aims_graph.formats.library import library_of, load
from aims_graph.model import Library, Mapping, Source
from aims_graph.model.record import Record
from aims_graph.pack.pack import Pack, packs_of, shipped, stamp

#: Fields that are objects of their own in every library.
OBJECTS = ("names", "terms")
#: Lists of the library whose records are kept without a dictionary each.
LISTS_OF_MANY = (
    *("requirements", "mappings", "remainders", "readings", "support_readings"),
    *("about", "links", "evidence", "memberships"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where this test's content is kept."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    # What was written just now is kept as well.
    monkeypatch.setattr(kept, "SETTLED", -(10**12))
    return tmp_path / "kept"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Pack, ...]]:
    """Which packs were read from their files, one after another."""
    found: list[tuple[Pack, ...]] = []
    read = content.read_content

    def noted(packs: tuple[Pack, ...], with_tables: bool, between_runs: bool) -> content.Content:
        found.append(packs)
        return read(packs, with_tables, between_runs)

    monkeypatch.setattr(content, "read_content", noted)
    return found


def _next_run(packs: tuple[Pack, ...]) -> Library:
    """Return the library as another process gets it."""
    library._library.cache_clear()
    library._seen.cache_clear()
    return library_of(packs)


def _same(one: Library, other: Library) -> bool:
    # By how they say themselves: a confidence that nobody stated is no number, and so equal to nothing.
    alike = (
        repr(getattr(one, f.name)) == repr(getattr(other, f.name)) for f in fields(Library) if f.name not in OBJECTS
    )
    return all(alike) and one.names.table == other.names.table


def test_shipped_content_is_read_once_and_is_the_same_again(folder: Path, reads: list[tuple[Pack, ...]]) -> None:
    packs = (shipped(),)
    first, second = _next_run(packs), _next_run(packs)
    assert len(reads) == 1
    assert first is not second
    assert _same(first, second)
    assert list(first.requirements) == list(second.requirements)
    assert first.mapped == second.mapped
    assert first.terms.of("Role") == second.terms.of("Role") != {}


def test_an_edit_is_read(folder: Path, tmp_path: Path, reads: list[tuple[Pack, ...]]) -> None:
    packs = tiny.write(tmp_path / "content")
    before = _next_run(packs)
    path = tmp_path / "content" / tiny.CATALOGUE
    text = path.read_text(encoding="utf-8")
    name = next(iter(before.requirements.values())).title
    path.write_text(text.replace(name, name + " now"), encoding="utf-8")
    assert next(iter(_next_run(packs).requirements.values())).title == name + " now"
    assert len(reads) == 2


def test_content_with_a_fault_is_judged_every_time(folder: Path, tmp_path: Path, reads: list[tuple[Pack, ...]]) -> None:
    packs = tiny.write(tmp_path / "content")
    path = tmp_path / "content" / tiny.CATALOGUE
    path.write_text(path.read_text(encoding="utf-8") + "too\tfew\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            _next_run(packs)
    assert len(reads) == 2
    assert not folder.exists() or not [*folder.iterdir()]


def test_file_that_nothing_reads_is_said_though_all_else_is_kept(
    folder: Path, tmp_path: Path, reads: list[tuple[Pack, ...]]
) -> None:
    tiny.write(tmp_path / "content")
    packs = packs_of([tmp_path / "content"], alone=True)
    assert not _next_run(packs).left_out
    (tmp_path / "content" / "mappings" / "crosswalk.xlsx").write_bytes(b"")
    assert [f.file for f in _next_run(packs).left_out] == ["mappings/crosswalk.xlsx"]
    assert len(reads) == 2


def test_whoever_wants_no_tables_is_told_the_same(tmp_path: Path) -> None:
    """A folder with a faulty file, which is left out so that all is read again, and one that nothing reads."""
    tiny.write(tmp_path)
    (tmp_path / "notes.tsv").write_text("a\n")
    (tmp_path / "mappings" / "a--b.elsewhere.sssom.tsv").write_text("#license: x\nsubject_id\n1\t2\n")
    packs = packs_of([tmp_path])
    with_, without = content.read_content(packs), content.read_content(packs, with_tables=False)
    assert with_.findings and with_.findings == without.findings
    assert with_.strangers and with_.strangers == without.strangers
    assert _same(with_.library, without.library)
    assert any(t.rows for t in with_.tables.values()) and not any(t.rows or t.text for t in without.tables.values())
    assert [t.header for t in with_.tables.values()] == [t.header for t in without.tables.values()]


def test_what_there_are_many_of_is_kept_as_its_fields() -> None:
    """Without a dictionary each, and the same again when it is read."""
    library = load()
    records = {type(r): r for name in LISTS_OF_MANY for r in library.listed(name)}
    records[Source] = records[Mapping].source
    # A dataclass with slots is a second class beside the one that was written down.
    assert {*records} == {c for c in Record.__subclasses__() if vars(c).get("__slots__")}
    for kind, record in records.items():
        assert kind.__slots__ == tuple(f.name for f in fields(kind)) and not hasattr(record, "__dict__")
        again = pickle.loads(pickle.dumps(record))
        assert type(again) is kind and repr(again) == repr(record)


def test_content_that_changed_just_before_is_not_kept(
    folder: Path, tmp_path: Path, reads: list[tuple[Pack, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two edits within a tick of the file system's clock can look alike."""
    monkeypatch.setattr(kept, "SETTLED", 2 * 10**9)
    packs = tiny.write(tmp_path / "content")
    _next_run(packs)
    _next_run(packs)
    assert len(reads) == 2


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    # Among the records, which come first; behind them are the indexes.
    data[len(data) // 4] ^= 0x10
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _plant(path: Path) -> None:
    """Another's pickle under the right name, without the digest of it."""
    path.write_bytes(hashlib.sha256(b"").digest() + b"cos\nabort\n(tR.")


@pytest.mark.parametrize("damage", [_cut, _flip, _empty, _plant])
def test_damaged_content_is_read_anew_once_and_that_is_said(
    folder: Path,
    tmp_path: Path,
    reads: list[tuple[Pack, ...]],
    damage: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    packs = tiny.write(tmp_path / "content")
    whole = _next_run(packs)
    (path,) = folder.glob("content-*")
    assert callable(damage)
    damage(path)
    assert _same(_next_run(packs), whole)
    assert _same(_next_run(packs), whole)
    assert len(reads) == 2
    assert caplog.messages == ["The kept content was damaged and is read anew."]


def test_without_a_folder_to_keep_it_content_is_read(
    tmp_path: Path, reads: list[tuple[Pack, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    packs = tiny.write(tmp_path / "content")
    assert _next_run(packs).requirements
    assert len(reads) == 1


def test_other_code_reads_anew(
    folder: Path, tmp_path: Path, reads: list[tuple[Pack, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tiny.write(tmp_path / "content")
    _next_run(packs)
    monkeypatch.setattr(cache, "code_digest", lambda *folders: "edited")
    _next_run(packs)
    assert len(reads) == 2


def test_only_the_newest_contents_stay(folder: Path, tmp_path: Path) -> None:
    packs = tiny.write(tmp_path / "content")
    for number in range(kept._KEEP + 2):
        os.utime(tmp_path / "content" / tiny.CATALOGUE, (number, number))
        _next_run(packs)
        (newest,) = (path for path in folder.glob("content-*") if path.name.endswith(kept._name(packs, stamp(packs))))
        os.utime(newest, (time.time() - 100 + number,) * 2)
    assert len([*folder.iterdir()]) == kept._KEEP


#: What is put together step by step, by one function that hands it to nobody before it is done.
GROWING = {"Library", "Hit", "Features"}


@pytest.mark.parametrize("package", ["model", "reason", "graph", "answers", "present"])
def test_no_record_that_is_kept_can_be_changed(package: str) -> None:
    """Answers are kept and handed to everybody who asks: whoever changes one changes it for all."""
    folder = importlib.import_module(f"aims_graph.{package}")
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")]
    records = {
        c
        for m in modules
        for c in vars(m).values()
        if isinstance(c, type) and is_dataclass(c) and c.__module__ == m.__name__
    }
    assert records
    for record in records:
        assert record.__dataclass_params__.frozen != (record.__name__ in GROWING), record
