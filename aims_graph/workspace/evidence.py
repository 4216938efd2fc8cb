"""Files of evidence: kept in the workspace under the sum of their bytes, and looked at whether they are still what was attached.

A file is in its place before the record that names it is written, so that no record names a file that is not there. Where a piece of evidence
counts is said by :mod:`aims_graph.workspace.shown`.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aims_graph.errors import AimsError
from aims_graph.files import sha256_of
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.state import State

MISSING, ALTERED, UNNAMED = "missing", "altered", "named by no evidence"
_CHUNK = 1 << 20
#: What a file's name may end in to be kept with it: enough for any program to open it.
_ENDING = re.compile(r"\.[a-z0-9]{1,10}")


@dataclass(frozen=True)
class FileFault:
    """A file that is not as it was attached: which, what is wrong with it, and the record that names it (``None`` for a file that none names)."""

    file: str
    what: str
    evidence: Evidence | None


def keep_file(folder: Path, path: Path) -> str:
    """Copy a file into the folder of evidence, whole or not at all, and return the SHA-256 of its bytes as hexadecimal digits.

    Args:
        folder: the workspace's folder of evidence.
        path: the file.

    Raises:
        AimsError: if it is no file, or empty.
        OSError: if it cannot be read, or the copy not be written.
    """
    if not path.is_file():
        raise AimsError(
            f"{path} is no file.",
            "Name a file; what lies elsewhere is attached as a link: link=https://…",
            "Name a file; what lies elsewhere is attached as a link.",
        )
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with path.open("rb") as source, tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as copy:
        half = Path(copy.name)
        try:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            if not copy.tell():
                raise AimsError(f"{path} is empty.", "Attach the file that shows something.")
            copy.flush()
            os.fsync(copy.fileno())
            half.chmod(0o644)
            half.replace(folder / file_name(digest.hexdigest(), path.name))
        except BaseException:
            half.unlink(missing_ok=True)
            raise
    return digest.hexdigest()


def file_name(sha256: str, named: str) -> str:
    """Return under what a file is kept.

    >>> file_name("ab12", "Policy (final).PDF")
    'ab12.pdf'
    """
    ending = Path(named).suffix.lower()
    return sha256 + (ending if _ENDING.fullmatch(ending) else "")


def place_of(folder: Path, evidence: Evidence) -> Path | None:
    """Return where the file of a piece of evidence lies; ``None`` if it has none."""
    return folder / file_name(evidence.sha256, evidence.file) if evidence.sha256 else None


def same_file(state: State, sha256: str) -> list[Evidence]:
    """Return the evidence that has the file with these bytes already."""
    return [e for e in state.all(Evidence) if e.sha256 == sha256]


def gone(folder: Path, state: State) -> list[Evidence]:
    """Return the evidence, withdrawn or not, whose file is not there; no file is read."""
    named = (e for e in state.records["evidence"].values() if isinstance(e, Evidence))
    return [e for e in named if (place := place_of(folder, e)) and not place.is_file()]


def faults(folder: Path, state: State) -> Sequence[FileFault]:
    """Return each file that is missing or not what was attached, and each that no record names; withdrawn evidence keeps its file, too.

    Reads every file whole.
    """
    found: list[FileFault] = []
    named = set()
    for evidence in state.records["evidence"].values():
        assert isinstance(evidence, Evidence)
        place = place_of(folder, evidence)
        if place is None:
            continue
        named.add(place.name)
        if not place.is_file():
            found.append(FileFault(place.name, MISSING, evidence))
        elif sha256_of(place) != evidence.sha256:
            found.append(FileFault(place.name, ALTERED, evidence))
    present = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    found += [FileFault(name, UNNAMED, None) for name in present if name not in named]
    return found
