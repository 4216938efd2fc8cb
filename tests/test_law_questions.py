"""What was assumed of an operator and a system, and which answers decided: nothing that is not named matters, and what is named is enough."""

from contextlib import suppress
from itertools import islice, product

import pytest

from aims_graph.answers.law.binds import answer_of, answers
from aims_graph.answers.law.fines import all_kinds
from aims_graph.answers.law.questions import assumptions
from aims_graph.answers.law.situation import situation
from aims_graph.errors import AimsError
from aims_graph.present.law import only_if

DAY = "2029-01-01"


@pytest.mark.parametrize(
    ("role", "kinds", "placed"),
    [
        ("provider", ["annex-iii"], ""),
        ("deployer", ["annex-iii-4"], "2026-01-01"),
        ("gpai-provider", ["gpai-model"], ""),
        ("importer", ["annex-iii"], ""),
    ],
)
def test_what_is_not_named_as_assumed_does_not_matter(library, role, kinds, placed):
    """Answered the other way, every fact that was assumed and not named leaves all answers as they are; kinds of system are asked for by themselves."""
    asked = situation(library, role, kinds, placed)
    named = {f.id: value for f, value in assumptions(library, asked, answers(library, asked, DAY))}
    kinds_of_system = library.terms.of("SystemKind")
    assert named and not named.keys() & kinds_of_system
    by_id = {f.id: f for f in library.facts}
    assert all(by_id[name].assumed == ("yes" if value else "no") for name, value in named.items())

    def said(of):
        return [(a.provision.id, a.acting.role, a.value, a.day) for a in answers(library, of, DAY)]

    before, tried = said(asked), 0
    for fact in library.facts:
        # What one answer brings with it is named where the other is.
        if fact.assumed and not fact.implies and fact.id not in {*named, *kinds_of_system}:
            with suppress(AimsError):
                otherwise = {"is_" if fact.assumed == "no" else "is_not": [fact.id]}
                assert said(situation(library, role, kinds, placed, **otherwise)) == before, fact.id
                tried += 1
    assert tried > 1


def test_a_fact_that_is_said_is_no_longer_assumed(library):
    asked = situation(library, "provider", ["annex-iii"], is_not=["military-only"], is_=["on-union-market"])
    named = {f.id for f, _ in assumptions(library, asked, answers(library, asked, DAY))}
    assert "research-only" in named and not named & {"military-only", "on-union-market"}


@pytest.mark.parametrize(
    ("yes", "no", "value", "decided"),
    [
        ((), ("employer",), False, (("employer", False),)),
        (("employer",), (), True, (("employer", True),)),
        ((), (), None, ()),
    ],
)
def test_what_decided_a_condition_is_named(library, yes, no, value, decided):
    """Article 26(7) binds deployers that are employers."""
    asked = situation(library, "deployer", ["annex-iii"], is_=yes, is_not=no)
    found = {a.provision.id: a for a in answers(library, asked, DAY)}["aiact:art-26-7"]
    assert (found.value, found.decided) == (value, decided)
    assert ("employer" in found.opens) == (value is None)


def test_the_answers_that_decided_are_enough(library):
    for role, kinds, yes in (
        ("provider", ["annex-iii"], ["sme"]),
        ("deployer", ["annex-iii-4", "transparency"], ["employer", "public-body"]),
    ):
        asked = situation(library, role, kinds, is_=yes)
        decided = [a for a in answers(library, asked, DAY) if a.decided]
        for a in decided:
            holds = a.provision.provision.holds
            found = holds.value(dict(a.decided).get)
            assert found is not None and (found or not a.value) and set(dict(a.decided)) <= holds.words
        assert decided


def test_an_operator_who_names_no_kind_is_asked_about_kinds_that_can_be_together(library):
    """Annex I has two sections and Annex III an exemption, of each of which a system is of one; a model is no system."""
    assert all_kinds(library, ["provider"]) == ["any", "prohibited", "annex-i-a", "annex-iii", "transparency"]
    assert situation(library, "provider", all_kinds(library, ["provider"])).systems


def test_a_kind_is_added_only_where_the_law_knows_no_such_role(library):
    """It knows no deployer of a model: whoever uses one uses a system that is built on it."""
    asked = situation(library, "deployer", ["annex-iii"])
    assert (asked.systems, asked.is_read_otherwise) == (("annex-iii",), False)
    asked = situation(library, "deployer", ["gpai-model"])
    assert set(asked.systems) == {"any", "gpai-model"} and asked.is_read_otherwise
    assert set(asked.things) == {"system", "model"}


@pytest.mark.parametrize(("role", "system"), [("deployer", "annex-iii"), ("provider", "annex-iii")])
def test_the_answers_that_are_said_to_suffice_do(library, role, system):
    day, tried = "2027-12-10", 0
    for found in answers(library, situation(library, role, [system]), day):
        for ways in islice(product(*found.needs), 8) if found.needs and len(found.opens) > 1 else ():
            yes, no = (sorted({w for d in ways for w in part(d)}) for part in (lambda d: d.all_of, lambda d: d.none_of))
            try:
                asked = situation(library, role, [system], is_=yes, is_not=no)
            except AimsError:
                # Two of the answers exclude each other.
                continue
            assert answer_of(library, found.provision, asked, day).value is True, (found.provision.number, yes, no)
            tried += 1
    assert tried > 20


def test_what_suffices_is_said_with_the_questions(library):
    asked = situation(library, "deployer", ["annex-iii"])
    found = {a.provision.id: only_if(library, a) for a in answers(library, asked, "2027-12-10")}
    first, second = found["aiact:art-27-1"].split(" And: one of these: ")
    assert first.startswith("One of these: Is the system for biometrics") and "public authority" in second
    assert "And" not in found["aiact:art-26-4"] and "these" not in found["aiact:art-26-4"]
    assert found["aiact:art-5-1-g"].endswith("? No.")
