"""The content N times over, as files in a folder: seeded, deterministic, of the same shape. Said in full at the top of queries.py."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import aims_graph
from aims_graph.pack.pack import shipped

SEED, BLOCK = 8477, 10
NAMES = {
    "iso-42001": "iso42001",
    "iso-27001": "iso27001",
    "iso-9001": "iso9001",
    "nist-ai-rmf": "airmf",
    "eu-ai-act": "aiact",
}
ALONE = (
    *("editions", "transitions", "prefixes", "thesaurus", "topics", "discrimination", "traps"),
    *("facts", "scope", "standing", "reliefs", "fines"),
    *("iso-27001-2013", "iso-9001-2026", "successions"),
)
TEXTS = (
    "title",
    "summary",
    "difference",
    "ext_shared",
    "ext_subject_only",
    "ext_object_only",
    "comment",
    "remains",
    "note",
)
_ID = re.compile(r"\b(?:(iso42001|iso27001|iso9001|airmf|aiact2024|aiact|hs2021|hs2012):|aims:group-)[^\s|]+")


def write_content(root: Path, times: int) -> None:
    """Write the content ``times`` over, with a copy of the package beside it, whose command then reads it."""
    for folder in ("ontology", "mappings"):
        shutil.copytree(shipped().root / folder, root / folder)
    shutil.copytree(
        Path(aims_graph.__file__).parent, root / "aims_graph", ignore=shutil.ignore_patterns("_content", "__pycache__")
    )
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
