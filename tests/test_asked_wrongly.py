"""What a program asks wrongly is told it: an answer that is empty, or of another day, would pass for a right one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import pytest

import aims_graph
from aims_graph.answers.controls.documents import documents
from aims_graph.answers.controls.itinerary import alone, itinerary
from aims_graph.answers.controls.shared_controls import ceilings, stars
from aims_graph.answers.coverage.coverage import Held, coverage, holding_of, next_questions
from aims_graph.answers.groups.groups import implementations
from aims_graph.answers.law.asked import ask_law
from aims_graph.answers.law.binds import answers, duties
from aims_graph.answers.law.fines import fines
from aims_graph.answers.law.questions import questions
from aims_graph.answers.law.situation import situation
from aims_graph.answers.requirement.before import plan_before
from aims_graph.answers.requirement.facets import Narrowing, find
from aims_graph.answers.suggest.suggest import suggest
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.serve.assistant.ours import CHANGING, tools_of
from aims_graph.serve.assistant.server import READING
from aims_graph.serve.assistant.tool import Tool
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.store import Workspace

ISO = Held(("iso27001",), ())
#: Answer -> how it is asked with the id of a framework.
OF_A_FRAMEWORK: dict[str, Callable[[Library, str], Any]] = {
    "coverage": lambda library, f: coverage(library, ISO, f),
    "coverage, held": lambda library, f: coverage(library, Held((f, "iso9001"), ()), "iso42001"),
    "next questions": lambda library, f: next_questions(library, ISO, f),
    "stars": lambda library, f: stars(library, [f, "iso42001"]),
    "ceilings": lambda library, f: ceilings(library, [f, "iso42001"]),
    "documents": lambda library, f: documents(library, [f, "iso42001"]),
    "itinerary": lambda library, f: itinerary(library, ["iso42001", f]),
    "one audit": alone,
    "groups": lambda library, f: implementations(library, [f]),
    "suggest": lambda library, f: list(suggest(library, f, "iso27001")),
    "suggest, towards": lambda library, f: list(suggest(library, "iso9001", f)),
    "before": lambda library, f: plan_before(library, "aiact:art-43-1", [f]),
    "find": lambda library, f: find(library, "logging", Narrowing(framework=f)),
}


@pytest.mark.parametrize("answer", OF_A_FRAMEWORK)
def test_an_id_of_no_framework_is_refused_and_the_one_that_is_meant_named(library: Library, answer: str) -> None:
    for asked, mend in (("42001", "Did you mean iso42001?"), ("soc2", "Use one of "), ("", "Use one of ")):
        if answer == "find" and not asked:
            continue  # nothing is narrowed
        with pytest.raises(AimsError) as error:
            OF_A_FRAMEWORK[answer](library, asked)
        assert error.value.what == f"No framework has the id '{asked}'." and mend in error.value.mend


#: Answer -> how the law is asked on a day.
ON_A_DAY: dict[str, Callable[[Library, str], Any]] = {
    "answers": lambda library, day: answers(library, _asked(library), day),
    "duties": lambda library, day: duties(library, _asked(library), day),
    "questions": lambda library, day: questions(library, _asked(library), [], day),
    "fines": lambda library, day: fines(library, _asked(library), day),
    "ask": lambda library, day: ask_law(library, _asked(library), day),
    "ask, before another": lambda library, day: ask_law(library, _asked(library), day, "2026-08-02"),
}


def _asked(library: Library) -> Any:
    return situation(library, "deployer", ["annex-iii"])


@pytest.mark.parametrize("answer", ON_A_DAY)
@pytest.mark.parametrize("day", ["2027-13-01", "2027-02-30", "20271202", "2.12.2027", "tomorrow"])
def test_the_law_is_asked_on_a_day_of_the_calendar(library: Library, answer: str, day: str) -> None:
    with pytest.raises(AimsError, match="is no date"):
        ON_A_DAY[answer](library, day)


@pytest.mark.parametrize("answer", ON_A_DAY)
def test_the_law_is_not_asked_without_a_day(library: Library, answer: str) -> None:
    with pytest.raises(AimsError, match="No day is named"):
        ON_A_DAY[answer](library, "")


def test_the_earlier_day_is_one_too(library: Library) -> None:
    with pytest.raises(AimsError, match="'yesterday' is no date"):
        ask_law(library, _asked(library), "2027-12-02", "yesterday")


def test_one_text_is_no_list_of_its_letters(library: Library) -> None:
    assert holding_of(library, "27001") == holding_of(library, ["27001"])
    one = situation(library, "provider", "annex-iii", is_="sme", is_not="employer")
    same = situation(library, ["provider"], ["annex-iii"], is_=["sme"], is_not=["employer"])
    assert (one.roles, one.systems, one.is_, one.is_not) == (same.roles, same.systems, same.is_, same.is_not)


def test_a_table_is_of_records_of_one_kind(library: Library) -> None:
    mixed = [next(library.mappings), library.requirements["iso42001:4.1"]]
    with pytest.raises(AimsError, match=r"several kinds: Mapping, Requirement\."):
        aims_graph.frame(mixed)


#: What no argument of an assistant's tool can be, and what most cannot.
STRANGE: Sequence[Any] = (None, True, -1, 10**30, 1.5, float("inf"), float("nan"), "", "x", [], {}, [None], [[]], {"a": 1}, ["x"] * 1000)  # fmt: skip


def _tools() -> Iterable[Tool]:
    """Return every tool; of those over a workspace only the arguments are asked here."""
    return (*READING, *tools_of(cast(Workspace, None), cast(Person, object()), CHANGING))


def test_an_argument_of_the_wrong_kind_is_refused_in_words_of_ours() -> None:
    """The library that validates has words of its own: 'Input should be', 'Tuple should have at least 1 item after validation'."""
    said = set()
    for tool in _tools():
        for name in tool.asked.model_fields:
            for value in STRANGE:
                try:
                    tool.read({name: value})
                except AimsError as error:
                    said.add(error.what)
    assert len(said) > 50
    assert not [text for text in said if "should" in text or "validation" in text or "valid " in text]


def test_a_list_with_something_wrong_in_it_is_not_called_short() -> None:
    tool = next(t for t in READING if t.name == "binds")
    with pytest.raises(AimsError) as error:
        tool.read({"roles": [None], "systems": ["annex-iii"]})
    assert error.value.what == "'roles.0' is no text."
