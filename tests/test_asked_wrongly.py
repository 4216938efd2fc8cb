"""What a program asks wrongly is told it: an answer that is empty, or of another day, would pass for a right one."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

import aims_graph
from aims_graph.answers.controls.documents import documents
from aims_graph.answers.controls.itinerary import alone, itinerary
from aims_graph.answers.controls.shared_controls import ceilings, compare, stars
from aims_graph.answers.coverage.coverage import Held, coverage, holding_of, next_questions
from aims_graph.answers.groups.groups import implementations
from aims_graph.answers.groups.stability import figures
from aims_graph.answers.law.asked import ask_law
from aims_graph.answers.law.binds import answers, duties
from aims_graph.answers.law.fines import fines
from aims_graph.answers.law.questions import questions
from aims_graph.answers.law.situation import situation
from aims_graph.answers.picture.picture import Filters, around
from aims_graph.answers.requirement.before import plan_before
from aims_graph.answers.requirement.facets import Narrowing, find
from aims_graph.answers.requirement.search import search
from aims_graph.answers.suggest.suggest import suggest
from aims_graph.errors import AimsError
from aims_graph.graph.isolated import Limits
from aims_graph.graph.pool import Pool
from aims_graph.lint.logic import SearchBounds
from aims_graph.model import Library
from aims_graph.serve.assistant.ours import CHANGING, tools_of
from aims_graph.serve.assistant.server import READING
from aims_graph.serve.assistant.tool import Tool
from aims_graph.workspace.audits import coverage as audits_done
from aims_graph.workspace.audits import programme
from aims_graph.workspace.carry import standing
from aims_graph.workspace.certification import stage_2
from aims_graph.workspace.dashboard import burn_up, coming
from aims_graph.workspace.gap import actions
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace
from aims_graph.workspace.validity import validity

CORE = Path(aims_graph.__file__).parent
ON = dt.date(2027, 3, 1)
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


#: Numeric parameter -> how it is asked with a number, and what it may be at least and at most (none: no end).
NUMBERS: dict[str, tuple[Callable[[Library, Any], Any], float, float | None]] = {
    "search: limit": (lambda library, n: search(library, "logging", n), 1, None),
    "next questions: limit": (lambda library, n: next_questions(library, ISO, "iso42001", n), 1, None),
    "around: steps": (lambda library, n: around(library, "iso42001:A.6.2.8", n, Filters()), 0, None),
    "picture: least": (lambda library, n: Filters(least=n), 1, 3),
    "suggest: each": (lambda library, n: next(suggest(library, "iso9001", "iso27001", n)), 1, None),
    "compare: trials": (lambda library, n: _refused_only(n, 1, lambda: compare(library, ["iso9001"], n)), 1, None),
    "figures: trials": (lambda library, n: _refused_only(n, 1, lambda: figures(library, "greedy", trials=n)), 1, None),
    "figures: seeds": (lambda library, n: _refused_only(n, 2, lambda: figures(library, "greedy", seeds=n)), 2, None),
    "fines: turnover": (lambda library, n: fines(library, _asked(library), "2027-12-02", n), 0.0, None),
    "lint: seconds": (lambda library, n: SearchBounds(n), 0.0, None),
    "SPARQL: rows": (lambda library, n: Limits(rows=n), 1, None),
    "SPARQL: size": (lambda library, n: Limits(size=n), 1, None),
    "SPARQL: places": (lambda library, n: Pool(places=n), 1, None),
    "SPARQL: waiting": (lambda library, n: Pool(waiting=n), 0, None),
    "SPARQL: patience": (lambda library, n: Pool(patience=n), 0.0, None),
    "programme: year": (lambda library, n: programme(_state(), library, ["iso9001"], n), 2000, 2999),
    "programme: audits": (lambda library, n: programme(_state(), library, ["iso9001"], 2027, n), 1, 12),
    "coverage of audits: months": (
        lambda library, n: audits_done(_state(), library, standing(_state(), library, ON), "iso9001", ON, n),
        1,
        36,
    ),
    "stage 2: months": (
        lambda library, n: stage_2(_state(), library, standing(_state(), library, ON), "iso9001", ON, n),
        1,
        36,
    ),
    "coming: most": (lambda library, n: coming(_state(), library, ON, n), 1, None),
    "burn up: points": (lambda library, n: burn_up(_state(), [], library, ON, n), 1, None),
    "validity: soon": (lambda library, n: validity(Evidence(id="E-1", title="x", kind="log"), ON, n), 0, None),
    "actions: limit": (lambda library, n: actions(_state(), standing(_state(), library, ON), ["iso9001"], n), 1, None),
}


def _refused_only(number: Any, least: int, ask: Callable[[], Any]) -> Any:
    """Ask what takes minutes only with what is refused."""
    return None if isinstance(number, int) and number >= least and number is not True else ask()


def _state() -> State:
    return State(0, {noun: {} for noun in NOUNS})


@pytest.mark.parametrize("parameter", NUMBERS)
def test_a_number_that_nothing_can_be_asked_with_is_refused(library: Library, parameter: str) -> None:
    """A list that is cut at -1 lacks its last, of no step nothing is seen, and a clock of nan never stops: each looked like an answer."""
    ask, least, most = NUMBERS[parameter]
    wrong: list[Any] = [least - 1, -1, -(10**30), float("nan"), float("inf"), "3", True, None]
    if parameter in ("search: limit", "fines: turnover"):
        wrong.remove(None)  # all of them, and no turnover
    if isinstance(least, int):
        wrong += [1.5, *([0] if least else [])]
    if most is not None:
        wrong += [most + 1, 10**5000]
    for number in wrong:
        with pytest.raises(AimsError) as error:
            ask(library, number)
        assert (
            error.value.what.startswith(f"'{parameter.partition(': ')[2]}' cannot be ") and len(str(error.value)) < 200
        )
        whole = "whole " if isinstance(least, int) else ""
        assert error.value.mend == f"Give a {whole}number from {least:g} {'up' if most is None else f'to {most:g}'}."
    for number in (least, most if most is not None else 10**6):
        ask(library, number)


def test_more_than_there_is_is_all_there_is(library: Library, made: Workspace) -> None:
    assert search(library, "logging", 10**30) == search(library, "logging", None)
    few, all_ = (around(library, "iso42001:A.6.2.8", steps, Filters()) for steps in (1, 10**30))
    assert len(few.nodes) < len(all_.nodes)
    assert made.history(limit=10**30) == made.history() == made.history(limit=0)
    assert len(made.history(limit=1)) == 1
    with pytest.raises(AimsError, match="'limit' cannot be -1"):
        made.history(limit=-1)


#: Numbers that neither count nor cut an answer, or are handed over by a part of the program.
NOT_ASKED = {
    *("best(limit)", "stage_2(months)"),  # looked at above, or below
    *("node_of(step)", "weighted_kappa(categories)", "months_before(months)", "set(seen)"),
    *("bring_back(seen)", "write_answer(seen)"),  # given on to set
    *("level(likelihood)", "level(consequence)"),
    *(f"{how}({n})" for how in ("greedy", "louvain", "consensus") for n in ("resolution", "seed")),
    *("figures(resolution)", "compare(seed)"),
}


def test_every_number_that_an_answer_is_asked_with_is_looked_at() -> None:
    """A new one is looked at in its function, or stands above with the reason."""
    silent = set()
    for path in (p for folder in ("answers", "workspace") for p in sorted((CORE / folder).rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        holders = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
        for one in (f for h in holders for f in h.body if isinstance(f, ast.FunctionDef) and f.name[0] != "_"):
            for given in (*one.args.args, *one.args.kwonlyargs):
                is_number = re.fullmatch(r"(int|float)( \| None)?", ast.unparse(given.annotation or given))
                if is_number and f"check_number('{given.arg}'" not in ast.unparse(one):
                    silent.add(f"{one.name}({given.arg})")
    assert silent == NOT_ASKED


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
