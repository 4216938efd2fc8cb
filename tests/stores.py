"""What tests do with the store of a workspace: change it as its first person, and hear why it does not open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.store import Workspace, open_workspace

#: What only a command line has: a command, an option, field=value, a variable.
COMMAND = re.compile(r"aims-graph [a-z]|'workspace [a-z]|(?<![\w-])--[a-z]|\b[a-z_]+=|pip install|AIMS_GRAPH")


def ada(workspace: Workspace) -> Person:
    return workspace.state().all(Person)[0]


def add(workspace: Workspace, library: Library, noun: type, **values: object) -> str:
    with workspace.change(ada(workspace), library) as change:
        return change.add(noun, **values)


def refusal(folder: Path) -> str:
    """What is said when the workspace is opened; both what is wrong and the mend. A page says the same without commands and without the folder."""
    with pytest.raises(AimsError) as caught:
        open_workspace(folder)
    assert caught.value.mend
    on_a_page = f"{caught.value.shown} {caught.value.advice}"
    assert not COMMAND.search(on_a_page) and str(folder) not in on_a_page
    return str(caught.value)
