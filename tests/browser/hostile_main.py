"""The explorer over content in which somebody wrote markup into every text, for the browser test."""

import os
import runpy
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from test_guard import hostile

import aims_graph_app
from aims_graph.formats import library
from aims_graph_app import state

if not getattr(library, "is_hostile", False):
    poisoned = hostile(library.load())
    os.environ["AIMS_GRAPH_CACHE"] = tempfile.mkdtemp()  # its graph is nobody else's
    library.is_hostile = True  # type: ignore[attr-defined]
    state.stack = lambda: SimpleNamespace(library=poisoned)  # type: ignore[assignment]
runpy.run_path(str(Path(aims_graph_app.__path__[0]) / "main.py"), run_name="__main__")
