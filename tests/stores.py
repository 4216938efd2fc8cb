"""What tests do with the store of a workspace: change it as its first person, and hear why it does not open."""

from __future__ import annotations

from pathlib import Path

import pytest

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.store import Workspace, open_workspace


def ada(workspace: Workspace) -> Person:
    return workspace.state().all(Person)[0]


def add(workspace: Workspace, library: Library, noun: type, **values: object) -> str:
    with workspace.change(ada(workspace), library) as change:
        return change.add(noun, **values)


def refusal(folder: Path) -> str:
    """What is said when the workspace is opened; both what is wrong and the mend."""
    with pytest.raises(AimsError) as caught:
        open_workspace(folder)
    assert caught.value.mend
    return str(caught.value)
