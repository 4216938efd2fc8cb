"""Where the metadata of an SSSOM table stand: above it, as a spreadsheet may have left them, or in a file beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

#: Metadata that stand in a file of their own.
METADATA = re.compile(r"\Amapping_set_id *:|\nmapping_set_id *:")


def unquoted(line: str) -> str:
    """Return a line of metadata without what a spreadsheet put around it: quotes, and separators up to the last column."""
    bare = line.rstrip(",;\t ")
    if bare.startswith('"#') and bare.endswith('"'):
        return bare[1:-1].replace('""', '"')
    return bare if bare.startswith("#") and bare != line and "," in line[len(bare) :] else line.rstrip("\t")


def metadata_beside(path: Path) -> Iterator[Path]:
    """Yield where the metadata of a table may stand that has none above."""
    stem = path.name
    for ending in (".tsv", ".csv", ".sssom"):
        stem = stem.removesuffix(ending)
    for name in (
        f"{stem}.sssom.yml",
        f"{stem}.yml",
        f"{stem}.sssom.yaml",
        f"{stem}.yaml",
        f"{stem}-meta.yml",
        f"{stem}.meta.yml",
    ):
        yield path.with_name(name)
