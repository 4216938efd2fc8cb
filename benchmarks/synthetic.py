"""The content N times over, as files in a folder: seeded, deterministic, of the same shape. Said in full at the top of queries.py."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aims_graph.graph import derived
from aims_graph.model import Library
from aims_graph.pack.pack import shipped

SEED, BLOCK = 8477, 10
NAMES = {
    "iso-42001": "iso42001",
    "iso-27001": "iso27001",
    "iso-9001": "iso9001",
    "nist-ai-rmf": "airmf",
    "eu-ai-act": "aiact",
}
ALONE = ("editions", "transitions", "prefixes", "thesaurus", "discrimination")
TEXTS = ("title", "summary", "difference", "ext_shared", "ext_subject_only", "ext_object_only", "comment", "remains")
_ID = re.compile(r"\b(iso42001|iso27001|iso9001|airmf|aiact2024|aiact|hs2021|hs2012):[^\s|]+")




def write_content(root: Path, times: int) -> None:
    """Write the content ``times`` over, with a copy of the package beside it, whose command then reads it."""
    for folder in ("ontology", "mappings"):
        shutil.copytree(shipped().root / folder, root / folder)
    package = Path(derived.__file__).parent.parent
    shutil.copytree(package, root / "aims_graph", ignore=shutil.ignore_patterns("_content", "__pycache__"))
    for path in sorted(root.glob("ontology/**/*.tsv")) + sorted(root.glob("mappings/**/*.tsv")):
        if times > 1 and path.name.partition(".")[0] not in ALONE:
            grown = list(_copies(path, times))
            path.write_text("".join(f"{line}\n" for line in grown), encoding="utf-8")


def _copies(path: Path, times: int) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    stem = path.name.partition(".")[0]
    moved, where = NAMES.get(stem.partition("--")[2], ""), _shuffled(stem, times)
    # The standard's own counts, such as "#  control: 38", grow as well.
    for line in lines[:start]:
        yield re.sub(r"^#  ([\w-]+): (\d+)$", lambda m: f"#  {m[1]}: {int(m[2]) * times}", line)
    columns = lines[start].split("\t")
    yield lines[start]
    for k in range(times):
        for line in lines[start + 1 :]:
            cells = zip(columns, line.split("\t"), strict=True)
            yield "\t".join(_copied(column, cell, k, moved, where[k]) for column, cell in cells)


def _copied(column: str, cell: str, k: int, moved: str, there: int) -> str:
    if not cell or column in TEXTS:
        return f"{cell} ~{k}" if cell and k else cell
    if column in ("number", "alias"):
        return "|".join(f"{name}~{k}" for name in cell.split("|")) if k else cell

    def named(match: re.Match[str]) -> str:
        copy = there if match[1] == moved else k
        return f"{match[0]}~{copy}" if copy else match[0]

    return _ID.sub(named, cell) if ":" in cell else cell


def _shuffled(stem: str, times: int) -> list[int]:
    rng, where = random.Random(f"{SEED} {stem}"), list[int]()
    for first in range(0, times, BLOCK):
        block = list(range(first, min(first + BLOCK, times)))
        rng.shuffle(block)
        where += block
    return where


def derived_in_blocks(library: Library) -> Iterator[Any]:
    """Yield the derived mappings of each ten copies, which share no row with the others."""

    def block(name: str) -> int:
        return int(name.rpartition("~")[2]) // BLOCK if "~" in name else 0

    for b in sorted({block(name) for name in library.requirements}):
        members = {name: r for name, r in library.requirements.items() if block(name) == b}
        sets = [
            type(s)(
                **{**s.__dict__, "rows": tuple(m for m in s.rows if b in (block(m.subject_id), block(m.object_id)))}
            )
            for s in library.sets
        ]
        yield from _whole(Library(library.frameworks, members, sets, []))
