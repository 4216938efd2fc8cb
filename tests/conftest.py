import gc
import shutil
from pathlib import Path

import pytest

from aims_graph.formats.library import load
from aims_graph.model import Library
from aims_graph.pack.pack import shipped


def pytest_collection_finish() -> None:
    """Take what lives to the end, all modules and tests, out of what the collection of garbage walks through."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    for folder in ("ontology", "mappings"):
        shutil.copytree(shipped().root / folder, tmp_path / folder)
    return tmp_path
