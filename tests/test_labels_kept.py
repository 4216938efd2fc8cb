"""A label that was found to fit is not compared again, and no fault is overlooked by that: the same is found as where nothing is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tiny

from aims_graph import cache
from aims_graph.check.content import check
from aims_graph.check.labels import Labels
from aims_graph.pack.pack import Pack, packs_of

OTHER = "ontology/catalogues/b.tsv"
#: A requirement as it stands, and with another title and another summary.
RENAMED = tuple(f"{title}\tb:1\tyes\town\tSays of {title.lower()}" for title in ("Event records", "Tea and cake"))
#: What is edited: file, text, the text instead of it, and whether a label fits no more.
EDITS = {
    "a label": (tiny.PAIR, "\tLogging\t", "\tTea and cake\t", True),
    "a label that fits another": (tiny.PAIR, "a:1.1\tLogging\t", "a:1.1\tStaff training\t", True),
    "a comment": (tiny.PAIR, "\tboth ask", "\tas is known, both ask", False),
    "what a requirement says": (OTHER, *RENAMED, True),
    "what another requirement says": (OTHER, "Says of waste disposal", "Says of waste and of its disposal", False),
}


def found(packs: tuple[Pack, ...]) -> list[str]:
    return [f.what for f in check(packs, shapes=False) if "the label" in f.what]


@pytest.fixture
def anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is found where nothing is kept; what is kept elsewhere stays."""

    def look(packs: tuple[Pack, ...]) -> list[str]:
        with monkeypatch.context() as there:
            there.setenv(cache.VARIABLE, str(tmp_path / "new"))
            shutil.rmtree(tmp_path / "new", ignore_errors=True)
            return found(packs)

    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    return look


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels that were compared."""
    labels: list[str] = []
    whole = Labels.rival

    def noted(self: Labels, label: str, requirement: str) -> str:
        labels.append(label)
        return whole(self, label, requirement)

    monkeypatch.setattr(Labels, "rival", noted)
    return labels


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_same_is_found_as_without_anything_kept(edit, tmp_path: Path, anew) -> None:
    place, old, new, is_fault = edit
    packs = tiny.write(tmp_path / "content")
    assert found(packs) == []
    _edit(packs[0].root / place, old, new)
    told = anew(packs)
    assert bool(told) == is_fault
    # Twice: what fits no more is not kept as fitting.
    assert found(packs) == found(packs) == told
    _edit(packs[0].root / place, new, old)
    assert found(packs) == []


def test_only_what_changed_is_compared(tmp_path: Path, anew, compared: list[str]) -> None:
    packs = tiny.write(tmp_path / "content")
    found(packs)
    every = len(compared)
    assert every > 4
    del compared[:]
    found(packs)
    assert compared == []
    _edit(packs[0].root / tiny.PAIR, "\tLogging\t", "\tLogging (of events)\t")
    assert found(packs) == [] and {*compared} == {"Logging (of events)"}
    del compared[:]
    _edit(packs[0].root / OTHER, "Says of waste disposal", "Says of waste")
    found(packs)
    assert 0 < len(compared) < every


def test_a_table_that_goes_and_comes_back_wrong_is_found(tmp_path: Path, anew) -> None:
    packs = tiny.write(tmp_path / "content")
    place = packs[0].root / tiny.PAIR
    assert found(packs) == []
    text = place.read_text(encoding="utf-8")
    place.unlink()
    assert found(packs) == anew(packs)
    place.write_text(text.replace("\tLogging\t", "\tTea and cake\t"), encoding="utf-8")
    assert found(packs) == anew(packs) != []


def test_own_content_over_it_and_a_copy_elsewhere_are_judged_by_their_own_texts(tmp_path: Path, anew) -> None:
    """What fits below, or in another workspace, says nothing of a like row whose requirement bears another title."""
    (below,) = tiny.write(tmp_path / "content")
    (copy,) = tiny.write(tmp_path / "copy")
    assert found((below,)) == []
    _edit(copy.root / OTHER, *RENAMED)
    assert found((copy,)) == anew((copy,)) != []
    own = tmp_path / "own"
    (own / "mappings").mkdir(parents=True)
    (own / "mappings" / "a--b.own.sssom.tsv").write_text(
        tiny.FILES[tiny.PAIR].replace("\tLogging\t", "\tTea and cake\t"), encoding="utf-8"
    )
    both = packs_of([below.root, own], alone=True)
    assert found(both) == anew(both)
    assert found((below,)) == []


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 4096])
def test_damage_to_what_is_kept_hides_no_fault(damage: bytes, tmp_path: Path, anew) -> None:
    packs = tiny.write(tmp_path / "content")
    assert found(packs) == []
    (path,) = (tmp_path / "kept").glob("labels-*")
    path.write_bytes(damage)
    _edit(packs[0].root / tiny.PAIR, "\tLogging\t", "\tTea and cake\t")
    assert found(packs) == anew(packs) != []
