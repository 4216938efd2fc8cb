"""Values of fields as people write them and as they are kept: what is taken, what is refused in which words, and the way there and back."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from states import state_of

from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.workspace import transition as over
from aims_graph.workspace.fields import field_types
from aims_graph.workspace.interchange import record_of
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.scope import Certificate, Choice, Organisation, System
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.values import LONGEST, as_json, as_text, in_short, named_fields, plain, value_of

LIBRARY = load()
STATE = state_of(System(id="SYS-1", title="s"), Answer(id="A-1", target="iso42001:4.1"))

#: Days that ISO 8601 may write so, or that no calendar has; only 2027-12-02 is read, at every door.
NO_DAYS = (
    "20271202",
    "2027-W48-4",
    "2027W484",
    "2027-W48",
    "2027-336",
    "2027-2-12",
    "2027-02-30",
    "27-12-02",
    "2027-12-02T00:00",
)


def said(cls: type[Record], name: str, value: Any) -> Any:
    return value_of(cls, name, value, STATE, LIBRARY)


@pytest.mark.parametrize(
    ("cls", "name", "value", "found"),
    [
        (Answer, "note", "  a b ", "a b"),
        (Answer, "note", None, ""),
        (Answer, "status", "In Progress", "in progress"),
        (Answer, "status", "not_applicable", "not applicable"),
        (Answer, "target", "42001 A.6.2.8", "iso42001:A.6.2.8"),
        (Answer, "due", "2027-03-01", dt.date(2027, 3, 1)),
        (Answer, "due", dt.datetime(2027, 3, 1, 9, 30), dt.date(2027, 3, 1)),
        (Answer, "due", dt.date(2027, 3, 1), dt.date(2027, 3, 1)),
        *((Answer, "due", nothing, None) for nothing in (None, "", " ", "none", "-", "None")),
        (Answer, "accepted_from", "A-1", "A-1"),
        (Task, "effort", " 2.5 ", 2.5),
        (Task, "effort", "0", 0.0),
        (Task, "effort", "999999.5", 999999.5),
        (Task, "targets", "42001 4.1; 27001 4.1;; 42001 4.1", ("iso42001:4.1", "iso27001:4.1")),
        (Task, "targets", "", ()),
        (Risk, "likelihood", "3", 3),
        (Risk, "systems", "SYS-1", ("SYS-1",)),
        *((Organisation, "is_example", yes, True) for yes in ("yes", "TRUE", "1", True)),
        *((Organisation, "is_example", no, False) for no in ("no", "False", "0", False)),
        (Evidence, "kind", "log", "log"),
        (Evidence, "kind", "Log", "log"),
        (Certificate, "framework", "27001:2013", "iso27001-2013"),
        (Choice, "framework", "42001", "iso42001"),
        (System, "roles", "Provider", ("provider",)),
        (System, "kinds", "Annex III, point 4", ("annex-iii-4",)),
    ],
)
def test_a_value_is_read_as_people_write_it(cls: type[Record], name: str, value: Any, found: Any) -> None:
    assert said(cls, name, value) == found and type(said(cls, name, value)) is type(found)


@pytest.mark.parametrize(
    ("cls", "name", "value", "what", "mend"),
    [
        (Answer, "status", "done", "The status of an answer cannot be 'done'.", "It is one of: not started, planned, in progress, implemented, not applicable."),
        (Answer, "target", " ", "The target of an answer is empty.", "Say one: target=…"),
        (Answer, "due", "soon", "'soon' is no date, which the due of an answer must be.", "Write it as 2027-12-02."),
        *((Answer, "due", text, f"'{text}' is no date, which the due of an answer must be.", "Write it as 2027-12-02.") for text in NO_DAYS),
        (Answer, "due", 20271202, "'20271202' is no date, which the due of an answer must be.", "Write it as 2027-12-02."),
        (Answer, "basis", "x", "The basis of an answer is worked out as the entry is saved, and nobody writes it.", "Leave it out."),
        (Answer, "notes", "x", "An entry of the kind answer has no field 'notes'.", "Did you mean note?"),
        (Answer, "id", "A-9", "An entry of the kind answer has no field 'id'.", None),
        (Answer, "note", "a\x07", "The note of an answer holds a character that cannot be shown.", "Take it out."),
        (Answer, "note", "a\u202eb", "The note of an answer holds a character that cannot be shown.", "Take it out."),
        (Answer, "note", "x" * (LONGEST + 1), "The note of an answer has 20,001 characters.", "Keep it below 20,000; attach a file for more."),
        (Task, "effort", "much", "The effort of a task is no number: 'much'.", "Write a number."),
        *((Task, "effort", wrong, f"The effort of a task cannot be {wrong}.", "Write a number from 0 up.") for wrong in ("-1", "nan", "1000000", "inf")),
        (Task, "targets", ["42001 4.1; 4.2"], "One value of the targets of a task holds a semicolon, which stands between values: '42001 4.1; 4.2'.", "Write a comma or a dash."),
        (Risk, "likelihood", "2.5", "The likelihood of a risk is no number: '2.5'.", "Write a number."),
        (Organisation, "is_example", "perhaps", "The is_example of an organisation is yes or no, not 'perhaps'.", "Write yes or no."),
        (Evidence, "kind", "photo", "The kind of an evidence cannot be 'photo'.", None),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_in_its_own_words(
    cls: type[Record], name: str, value: Any, what: str, mend: str | None
) -> None:
    with pytest.raises(AimsError) as caught:
        said(cls, name, value)
    assert caught.value.what == what
    assert mend is None or caught.value.mend == mend


def test_a_text_as_long_as_may_be_is_kept_and_a_group_is_a_target_too() -> None:
    assert said(Answer, "note", "x" * LONGEST) == "x" * LONGEST
    group = LIBRARY.groups[0].id
    assert said(Task, "targets", ["42001 4.1 ", group]) == ("iso42001:4.1", group)


PLAIN = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@given(
    st.builds(
        Task,
        id=st.just("T-1"),
        title=PLAIN,
        why=PLAIN | st.just(""),
        owner=PLAIN,
        due=st.none() | st.dates(),
        effort=st.none() | st.floats(0, 900_000, allow_nan=False),
        state=st.sampled_from(["open", "in progress", "done", "dropped"]),
    )
)
def test_what_is_written_of_a_record_is_read_as_the_same(task: Task) -> None:
    """As JSON has it, and as people write each of its fields."""
    assert record_of(Task, plain(task)) == task
    written = {f.name for f in fields(Task)} - {"id", "withdrawn"}
    again = {name: said(Task, name, as_text(getattr(task, name))) for name in written}
    assert all(again[name] == getattr(task, name) for name in written)


def test_values_as_json_and_in_short() -> None:
    assert [as_json(v) for v in (dt.date(2027, 3, 1), ("a",), None, True, 2.5)] == [
        "2027-03-01",
        ["a"],
        None,
        True,
        2.5,
    ]
    assert [as_text(v) for v in (None, True, False, ("a", "b"), (), 3, dt.date(2027, 3, 1))] == [
        *("", "yes", "no", "a; b", "", "3", "2027-03-01"),
    ]
    assert in_short("inputs", "[1]") == "1 input" and in_short("inputs", "[") == "[" and in_short("inputs", "") == ""
    assert in_short("lines", "3") == "3" and in_short("title", "[1]") == "[1]"
    assert named_fields(["a=1=2", "b="]) == {"a": "1=2", "b": ""}
    for wrong, what in ((["a"], "'a' is no field with a value."), (["a=1", "a=2"], "a is given twice.")):
        with pytest.raises(AimsError) as caught:
            named_fields(wrong)
        assert caught.value.what == what


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"title": 1}, "title cannot be 1"),
        ({"title": None}, "title cannot be null"),
        ({"due": 20270301}, "due cannot be 20270301"),
        ({"effort": "2"}, 'effort cannot be "2"'),
        ({"effort": True}, "effort cannot be true"),
        ({"state": "over"}, 'state cannot be "over"'),
        ({"targets": "a"}, 'targets cannot be "a"'),
        ({"targets": ["a", None]}, 'targets cannot be ["a", null]'),
        ({"withdrawn": 1}, "withdrawn cannot be 1"),
        ({"mood": ""}, "its fields are not those of the kind task"),
    ],
)
def test_a_record_that_is_none_of_its_noun_is_refused(changed: dict[str, Any], what: str) -> None:
    whole = plain(Task(id="T-1", title="x"))
    assert record_of(Task, whole | {"effort": 2}).effort == 2
    with pytest.raises(ValueError, match=re.escape(what)) as caught:
        record_of(Task, whole | changed)
    assert str(caught.value) == what
    with pytest.raises(ValueError, match="its fields are not those"):
        record_of(Task, {k: v for k, v in whole.items() if k != "note"})


def test_each_field_of_each_noun_holds_what_its_record_begins_with() -> None:
    """So that a new record can be kept and read again as it is, with nothing filled in but what it needs."""
    for cls in NOUNS.values():
        needed = {f.name: "x" for f in fields(cls) if f.metadata.get("needed")}
        record = cls(**{"id": f"{cls.PREFIX}-1", **needed})
        kinds = field_types(cls)
        for f in fields(cls):
            value = getattr(record, f.name)
            assert (value is None) <= kinds[f.name].optional and isinstance(value, tuple) == kinds[f.name].several
        words = {f.name: f.metadata["words"] for f in fields(cls) if f.metadata.get("words")}
        assert record_of(cls, plain(replace(record, **{n: w[0] for n, w in words.items() if not kinds[n].several})))


# --- carried over to a later edition ----------------------------------------------------------------------------------


def test_what_is_over_is_not_carried_to_a_later_edition() -> None:
    """Of ISO/IEC 27001:2013: tasks that are done or dropped are over; of the others each is looked at."""
    former = next(
        s.former for s in LIBRARY.successions if s.former.startswith("iso27001-2013:") and s.relation == "equal"
    )
    tasks = [Task(id=f"T-{n}", title="x", targets=(former,), state=s) for n, s in enumerate(("open", "in progress", "done", "dropped"), 1)]  # fmt: skip
    found = over.transition(state_of(*tasks), LIBRARY, "iso27001-2013", "iso27001")
    assert [(m.record, m.what) for m in found.moves if m.record] == [("T-1", over.CARRIED), ("T-2", over.CARRIED)]
    assert over.editions_in_use(state_of(*tasks[2:]), LIBRARY) == [] and over.editions_in_use(state_of(tasks[0]), LIBRARY) == ["iso27001-2013"]  # fmt: skip
    assert over.rights_for(found) == ["task"]
    # What is named beside the later requirement already is there.
    (_, present), *_ = ((s.former, s.present) for s in LIBRARY.successions if s.former == former)
    both = replace(tasks[0], targets=(former, present))
    assert [m.what for m in over.transition(state_of(both), LIBRARY, "iso27001-2013", "iso27001").moves if m.record] == [over.THERE]  # fmt: skip
    for one, other, what in (
        ("27001:2022", "", "ISO/IEC 27001 is the later edition."),
        ("27001:2013", "9001", "ISO 9001 did not take the place of"),
    ):
        with pytest.raises(AimsError, match=what):
            over.editions(LIBRARY, one, other)
    assert over.editions(LIBRARY, "27001:2013") == ("iso27001-2013", "iso27001") == over.editions(LIBRARY, "27001:2013", "27001")  # fmt: skip
