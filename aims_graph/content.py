"""Where the content lies: inside the installed package, else beside it; never the working directory."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from aims_graph.errors import AimsError

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def shipped_root() -> Path:
    """Return the folder that holds ``ontology/`` and ``mappings/``.

    A wheel carries both under ``aims_graph/_content``; in a checkout they stand beside the package.

    Raises:
        AimsError: if neither place has them.
    """
    for root in (_PACKAGE / "_content", _PACKAGE.parent):
        if (root / "ontology").is_dir() and (root / "mappings").is_dir():
            return root
    raise AimsError(
        f"The content folders ontology/ and mappings/ are missing beside {_PACKAGE}.",
        "Install aims-graph again, or run it from a complete checkout.",
    )


def content_files(root: Path) -> list[Path]:
    """List every content file under ``root``, in a stable order: tables first, then Turtle."""
    found: list[Path] = []
    for pattern in (
        "ontology/catalogues/*.tsv",
        "mappings/*.tsv",
        "mappings/remainders/*.tsv",
        "mappings/readings/*.tsv",
        "ontology/*.tsv",
        "ontology/*.ttl",
        "ontology/shapes/*.ttl",
    ):
        found += sorted(root.glob(pattern))
    return found


def content_key(root: Path, *extra: bytes) -> str:
    """Return a digest of all content below ``root`` (and of ``extra``), the key of the graph cache."""
    digest = hashlib.sha256()
    for path in content_files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    for part in extra:
        digest.update(part)
    return digest.hexdigest()[:24]


def printed_path(path: Path, root: Path) -> str:
    """Name a content file the way a person finds it: relative to the content folder, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
