import shutil
from pathlib import Path

import pytest

from aims_graph.content import shipped_root
from aims_graph.formats.library import load
from aims_graph.model import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    for folder in ("ontology", "mappings"):
        shutil.copytree(shipped_root() / folder, tmp_path / folder)
    return tmp_path
