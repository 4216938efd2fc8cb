"""Faults planted in copies of the content: each list of them in one copy, which is read once, so long as none hides another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

from aims_graph.errors import Finding
from aims_graph.pack.pack import shipped

#: A file, what stands in it, what is put there instead (once), and what must be said of it.
Plant = tuple[str, str, str, str]
#: What was found in a copy, and the line of each fault that was planted there.
Found = tuple[Sequence[Finding], dict[Plant, int]]


def copied(folder: Path) -> Path:
    """Copy the content to a folder and return it."""
    for part in ("ontology", "mappings"):
        shutil.copytree(shipped().root / part, folder / part)
    return folder


def plant(root: Path, file: str, old: str, new: str) -> int:
    """Put something in the first place where something else stands, and return its line."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old) + len(old) - len(old.lstrip("\n"))].count("\n") + 1


def each(copies: Iterable[Iterable[Plant]]) -> list[object]:
    """The parameters of a test of each fault: the number of its copy, and the fault."""
    return [pytest.param(n, fault, id=f"{fault[0]}-{fault[3]}") for n, faults in enumerate(copies) for fault in faults]


def looked_at(
    copies: Sequence[Sequence[Plant]], look: Callable[[Path], Sequence[Finding]], folders: pytest.TempPathFactory
) -> Callable[[int], Found]:
    """Return what gives, of each copy by its number, what a look at it finds with all its faults; it looks once."""

    @cache
    def found(number: int) -> Found:
        root = copied(folders.mktemp("planted"))
        lines = {fault: plant(root, *fault[:3]) for fault in copies[number]}
        return look(root), lines

    return found


def is_named(fault, found, lines):
    """Whether one finding says what is wrong with a planted fault, in its file and at its line (or of the file as a whole)."""
    file, *_, message = fault
    return any(message in f.what and f.file == file and f.line in (1, lines[fault]) for f in found)
