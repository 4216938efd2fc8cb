"""What holds of every workspace, whatever is done to it: drawn at random.

History gives the state; what is read back is what was written; a value is read back from how people write it; a document is read back.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.fields import field_types
from aims_graph.workspace.interchange import as_document, read_document
from aims_graph.workspace.past import played
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph.workspace.values import as_text, value_of

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters=";\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\uffff\ufffe"), max_size=20)  # fmt: skip
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
#: How many records of a noun an id is drawn from: the first of them there is, mostly.
NUMBERS = st.integers(1, 3)


@pytest.fixture(scope="module")
def content(library: Library) -> dict[str, list[str]]:
    """Of each kind of content some ids: few, so that they meet."""
    terms = library.terms
    return {
        "framework": [f.id for f in library.mapped][:4],
        "edition": ["iso27001-2013", "iso27001", "iso9001-2026"],
        "assessed": ["iso27001-2013", "iso27001", "iso42001"],
        "requirement": [*library.requirements][40:400:40],
        "target": [*[*library.requirements][40:400:40], library.groups[0].id],
        "evidence": list(terms.of("EvidenceKind"))[:3],
        "role": list(terms.of("Role"))[:3],
        "kind": list(terms.of("SystemKind"))[:3],
    }


def one_value(cls: type[Record], name: str, content: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """A value that a field may have, as far as the field itself says."""
    said = next(f for f in fields(cls) if f.name == name).metadata
    kind, optional, several = field_types(cls)[name]
    if said.get("words"):
        found: st.SearchStrategy[Any] = st.sampled_from(said["words"])
    elif said.get("of"):
        found = NUMBERS.map(lambda n: f"{NOUNS[said['of']].PREFIX}-{n}")
    elif said.get("content"):
        found = st.sampled_from(content[said["content"]])
    else:
        found = {
            str: TEXTS.filter(lambda t: bool(t.strip())) if said.get("needed") or several else TEXTS,
            bool: st.booleans(),
            int: st.integers(0, 30),
            float: st.floats(0, 999, width=32),
            dt.date: DAYS,
        }[kind]
    if several:
        return st.lists(found, max_size=3, unique=True).map(tuple)
    if optional:
        return st.one_of(st.none(), found)
    return st.one_of(st.just(""), found) if said.get("of") and not said.get("needed") else found


def values(cls: type[Record], content: dict[str, list[str]]) -> st.SearchStrategy[dict[str, Any]]:
    """Some fields of a noun with values."""
    names = [f.name for f in fields(cls) if f.name not in ("id", "withdrawn") and not f.metadata.get("derived")]
    needed = [f.name for f in fields(cls) if f.metadata.get("needed")]
    some = st.lists(st.sampled_from(names), max_size=4, unique=True).map(lambda n: [*n, *needed])
    return some.flatmap(lambda chosen: st.fixed_dictionaries({n: one_value(cls, n, content) for n in chosen}))


def steps(content: dict[str, list[str]]) -> st.SearchStrategy[list[tuple[str, str, str, dict[str, Any]]]]:
    """Steps: what is done, to which noun, to which of its records, with which values."""

    def step(noun: str) -> st.SearchStrategy[tuple[str, str, str, dict[str, Any]]]:
        cls = NOUNS[noun]
        which = NUMBERS.map(lambda n: f"{cls.PREFIX}-{n}")
        return st.tuples(st.sampled_from(("add", "add", "set", "withdraw")), st.just(noun), which, values(cls, content))

    return st.lists(st.sampled_from(sorted(NOUNS)).flatmap(step), min_size=4, max_size=12)


def do(workspace: Workspace, library: Library, step: tuple[str, str, str, dict[str, Any]]) -> bool:
    """Do one step, each in a change of its own; False if it was refused, for what may not be."""
    what, noun, record, given = step
    before = workspace.state()
    try:
        with workspace.change(before.all(Person)[0], library) as change:
            if what == "add":
                record = change.add(NOUNS[noun], **given)
            elif what == "set":
                change.set(record, **given)
            else:
                change.withdraw(record)
    except AimsError as error:
        assert error.mend and "Nothing of this change" not in error.mend, error
        assert workspace.state() is before
        return False
    if what != "withdraw":
        # What is read back is what was written, down to the type.
        found = workspace.state().get(NOUNS[noun], record)
        wanted = {k: value_of(NOUNS[noun], k, v, before, library) for k, v in given.items()}
        assert {k: getattr(found, k) for k in given} == wanted
    return True


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_history_gives_the_state_and_a_document_is_read_back(
    data: st.DataObject, empty_workspace: Path, library: Library, content: dict[str, list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as room:
        workspace = open_workspace(shutil.copytree(empty_workspace, Path(room) / "w"))
        done = [do(workspace, library, step) for step in data.draw(steps(content))]
        state, history = workspace.state(), workspace.history()[::-1]
        assert played(history).records == state.records
        assert len({line.change for line in history}) <= 1 + sum(done)
        # A look from nothing is the look that was kept up to date.
        again = open_workspace(workspace.folder)
        assert again.state().records == state.records
        document = json.loads(json.dumps(as_document(workspace)))
        (Path(room) / "w.json").write_text(json.dumps(document), encoding="utf-8")
        back = read_document(Path(room) / "w.json", Path(room) / "back")
        assert as_document(back) == document and back.state().records == state.records
        for opened in (workspace, again, back):
            opened.engine.dispose()


@pytest.fixture(scope="module")
def three() -> State:
    """A state with three records of each noun, so that fields can point to them."""

    def record(cls: type[Record], number: int) -> Record:
        needed: dict[str, Any] = {f.name: "x" for f in fields(cls) if f.metadata.get("needed")}
        return cls(id=f"{cls.PREFIX}-{number}", **needed)

    return State(1, {noun: {r.id: r for r in (record(cls, n) for n in (1, 2, 3))} for noun, cls in NOUNS.items()})


@pytest.mark.parametrize("noun", NOUNS)
def test_a_value_is_read_back_from_how_people_write_it(
    noun: str, three: State, library: Library, content: dict[str, list[str]]
) -> None:
    cls = NOUNS[noun]

    @settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        for name in (f.name for f in fields(cls) if f.name != "id"):
            drawn = data.draw(one_value(cls, name, content), label=name)
            if next(f for f in fields(cls) if f.name == name).metadata.get("derived"):
                with pytest.raises(AimsError, match="nobody writes it"):
                    value_of(cls, name, drawn, three, library)
                continue
            value = value_of(cls, name, drawn, three, library)
            assert value_of(cls, name, as_text(value), three, library) == value, name

    holds()
