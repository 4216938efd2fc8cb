"""A table that is as it was is not read again, and nothing is overlooked by that: after any edits the same is found as where nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_graph import cache
from aims_graph.check.content import Report, report
from aims_graph.formats import content, kept
from aims_graph.formats.tsv import TsvFile
from aims_graph.pack.pack import Pack, packs_of

OWN, THEIRS = "mappings/a--b.sssom.tsv", "mappings/a--b.elsewhere.sssom.tsv"
ROW = "a:1.1\tLogging\t"
PREFIXES, REMAINDERS, READINGS = "ontology/prefixes.tsv", "mappings/remainders/a--b.tsv", "mappings/readings/a--b.tsv"
#: What is edited: file, a text of it, and what is written instead.
EDITS = {
    "a comment": (OWN, "\tboth ask for every event", "\tboth do"),
    "a relation": (OWN, "\tequal\t", "\tsubset_of\t"),
    "an id": (OWN, "\tb:1.2\t", "\tb:9\t"),
    "a label": (OWN, "\tStaff training\t", "\tTea and cake\t"),
    "a blank too many": (OWN, "\tboth ask for", "\tboth ask  for"),
    "a blank at an edge": (OWN, "\tLogging\t", "\tLogging  \t"),
    "a cell too few": (OWN, "\tstaff are taught\t", "\tstaff are taught "),
    "whose set it is": (OWN, "#mapping_set_title:", "#stated_by: others\n#mapping_set_title:"),
    "a header's claim": (OWN, "#complete: yes", "#complete: no"),
    "how much is met": (REMAINDERS, "\tmost\t", "\tsome\t"),
    "a reading": (READINGS, "\trow\tsecond\tall\tall\t", "\trow\tsecond\tmost\tall\t"),
    "a prefix": (PREFIXES, "https://example.org/b/", "https://example.org/other/"),
    "a title": ("ontology/catalogues/b.tsv", "\tEvent records\t", "\tBreakfast\t"),
    "an order": ("ontology/catalogues/b.tsv", "b:1.2\t1.2\t", "b:1.4\t1.4\t"),
    "a link": ("ontology/links.tsv", "\tneeds\t", "\tlikes\t"),
    "a word of a list": ("ontology/topics.tsv", "\ttopics\t", "\ttopic\t"),
    "a term": ("ontology/evidence.ttl", '"record"', '"log"'),
}


def _edited(name: str) -> Callable[[Path], None]:
    place, old, new = EDITS[name]

    def edit(folder: Path) -> None:
        path = folder / place
        if path.exists():
            text = path.read_text(encoding="utf-8")
            # What was edited is taken back, so that a table is as it was, but not at the time it was.
            path.write_text(text.replace(new, old) if new in text else text.replace(old, new), encoding="utf-8")

    return edit


def _there_or_gone(place: str, source: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / place
        if path.exists():
            path.unlink()
        else:
            path.write_text(tiny.FILES[source], encoding="utf-8")

    return edit


CHANGES = {
    **{name: _edited(name) for name in EDITS},
    "a second set of the pair": _there_or_gone(THEIRS, OWN),
    "a copy of the set": _there_or_gone("mappings/c--b.sssom.tsv", OWN),
    "the set": _there_or_gone(OWN, OWN),
    "the readings": _there_or_gone(READINGS, READINGS),
    "a catalogue": _there_or_gone("ontology/catalogues/b.tsv", "ontology/catalogues/b.tsv"),
    "a layer's own set": _there_or_gone("layer/mappings/a--b.sssom.tsv", OWN),
    "a layer's evidence": _there_or_gone("layer/ontology/evidence.tsv", "ontology/evidence.tsv"),
}


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written just now is kept as well."""
    monkeypatch.setattr(kept, "SETTLED", -(10**12))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which tables were read from their files."""
    found: list[str] = []
    read = content.read_tsv

    def noted(path: Path, pack: Pack, known: Mapping[str, str]) -> TsvFile:
        found.append(pack.named(path))
        return read(path, pack, known)

    monkeypatch.setattr(content, "read_tsv", noted)
    return found


def _written(folder: Path) -> tuple[Pack, ...]:
    """Write the small content, and a folder over it."""
    tiny.write(folder)
    for place in ("mappings", "ontology"):
        (folder / "layer" / place).mkdir(parents=True)
    return packs_of([folder, folder / "layer"], alone=True)


def _found(packs: tuple[Pack, ...]) -> Report:
    """Return what another process finds."""
    content._BELOW.clear()
    return report(packs)


@pytest.mark.parametrize(
    ("name", "before_it"),
    [*((name, "") for name in CHANGES), ("whose set it is", "a layer's own set"), ("the set", "a layer's own set")],
)
def test_after_a_change_the_same_is_found_as_without_anything_kept(
    name: str, before_it: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = _written(tmp_path / "content")
    if before_it:
        CHANGES[before_it](packs[0].root)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    before = _found(packs)
    CHANGES[name](packs[0].root)
    first, again = _found(packs), _found(packs)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "new"))
    assert first == again == _found(packs)
    CHANGES[name](packs[0].root)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    assert _found(packs) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(names=st.lists(st.sampled_from([*CHANGES]), min_size=2, max_size=5))
def test_any_row_of_changes_finds_what_is_there(
    names: list[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes one upon another, with a check after each: every check finds the same as one that keeps nothing."""
    kept_in, packs = tmp_path_factory.mktemp("kept"), _written(tmp_path_factory.mktemp("content") / "content")
    for name in names:
        CHANGES[name](packs[0].root)
        monkeypatch.setenv(cache.VARIABLE, str(kept_in))
        last = _found(packs)
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("new")))
        assert last == _found(packs)


def test_only_what_was_edited_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    packs = _written(tmp_path / "content")
    assert not _found(packs).findings
    assert len(reads) == len({*reads}) > 20
    reads.clear()
    assert not _found(packs).findings and reads == []
    CHANGES["a comment"](packs[0].root)
    assert not _found(packs).findings and reads == [OWN]


@pytest.mark.parametrize("is_head", [True, False], ids=["its head", "a table"])
def test_what_is_kept_and_damaged_is_read_from_its_files(
    is_head: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    packs = _written(tmp_path / "content")
    assert not _found(packs).findings
    (path,) = (tmp_path / "kept").glob("tables-*")
    data = bytearray(path.read_bytes())
    data[-1 if is_head else 5] ^= 1
    path.write_bytes(data)
    everything = {*reads}
    reads.clear()
    CHANGES["a relation"](packs[0].root)
    found = _found(packs)
    assert found.findings
    assert {*reads} == everything if is_head else 0 < len({*reads} - {OWN}) < len(everything)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "new"))
    assert found == _found(packs)


def test_what_changed_just_now_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]) -> None:
    """Another edit may leave what the file system says of it as it is."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    packs = _written(tmp_path / "content")
    _found(packs)
    monkeypatch.setattr(kept, "SETTLED", 10**18)
    CHANGES["a comment"](packs[0].root)
    for _ in range(2):
        reads.clear()
        _found(packs)
        assert reads == [OWN]


def test_what_many_rows_say_is_held_once(tmp_path: Path) -> None:
    """At a hundred times the content each copy is some hundred megabytes."""
    read = content.read_content(tiny.write(tmp_path / "content")).library
    held = {r.id: r.id for r in read.requirements.values()}
    named = [row.subject_id for s in read.sets for row in s.rows] + [e.requirement_id for e in read.evidence]
    assert named
    assert all(name is held[name] for name in named if name in held)
    sure: dict[float, float] = {}
    said = [row.confidence for s in read.sets for row in s.rows if row.confidence is not None]
    assert said
    assert all(sure.setdefault(number, number) is number for number in said)
