"""How facts decide: words, expressions, what follows from an answer, questions."""

import itertools
import random
import time
from dataclasses import replace
from functools import cache

import pytest
from bound import binds_table
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_graph.answers.law.articles import by_article
from aims_graph.answers.law.asked import asked_in
from aims_graph.answers.law.binds import answers
from aims_graph.answers.law.questions import questions
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.words import fact_words, kind_word, role_word
from aims_graph.errors import AimsError
from aims_graph.model.expression import clauses, parse
from aims_graph.present.law import asked_table
from aims_graph.present.law_groups import binds_text

DAY = "2029-01-01"


def values(library, roles, systems, day=DAY, **known):
    return {a.provision.id: a.value for a in answers(library, situation(library, roles, systems, **known), day)}


# --- expressions


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_normal_form_says_what_the_expression_says(data):
    """Over every world of its words; an oracle evaluates the text with Python's own and, or, not."""
    words = ["a", "b", "c", "d"]

    def text(depth):
        if depth == 0:
            return data.draw(st.sampled_from(words))
        kind = data.draw(st.sampled_from(["word", "not", "and", "or"]))
        if kind == "word":
            return text(0)
        if kind == "not":
            return f"not ({text(depth - 1)})"
        return f"({text(depth - 1)}) {kind} {text(depth - 1)}"

    written = text(3)
    for world in itertools.product((True, False), repeat=len(words)):
        known = dict(zip(words, world, strict=True))
        assert parse(written).value(known.get) is eval(written, {}, known)


def test_an_unknown_word_leaves_open_what_hangs_on_it():
    found = parse("a and not b or c")
    assert found.value({"a": True, "b": None, "c": False}.get) is None
    assert found.value({"a": False, "b": None, "c": False}.get) is False
    assert found.value({"a": None, "b": None, "c": True}.get) is True
    assert {frozenset(d.words) for d in found.residual({"a": True, "c": False}.get)} == {frozenset({"b"})}


@pytest.mark.parametrize("wrong", ["a and", "a b", "(a", "not", "a or or b", "a & b", "and"])
def test_what_is_no_expression_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|closed"):
        parse(wrong)


#: Conditions that would multiply out without end or are nested without end, and what is said of them.
ENDLESS = {
    " and ".join(f"(x{n} or y{n})" for n in range(14)): "more than 100 ways",
    f"not ({' or '.join(f'x{n} and y{n}' for n in range(60))})": "more than 100 ways",
    " or ".join(f"w{n}" for n in range(101)): "more than 100 ways",
    "(" * 400 + "x" + ")" * 400: "more than 20 parentheses",
    "not " * 1_200 + "x": "4801 characters",
}


@pytest.mark.parametrize("text", ENDLESS, ids=[text[:12] for text in ENDLESS])
def test_a_condition_that_is_too_much_is_refused_at_once(text):
    began = time.process_time()
    with pytest.raises(ValueError, match=ENDLESS[text]):
        parse(text)
    assert time.process_time() - began < 0.5


def test_a_condition_up_to_the_bounds_is_taken():
    assert len(parse(" or ".join(f"w{n}" for n in range(100))).disjuncts) == 100
    assert len(parse(" and ".join(f"(x{n} or y{n})" for n in range(6))).disjuncts) == 64
    assert parse("(" * 20 + "x" + ")" * 20).words == {"x"}
    assert parse("not " * 490 + "x").disjuncts == parse("x").disjuncts != parse("not " * 489 + "x").disjuncts


def test_two_long_ways_are_told_from_a_product_at_once():
    """Thirty answers or thirty others: were it a product, it would have 2^30 ways."""
    ways = parse(" or ".join(" and ".join(f"{side}{n}" for n in range(30)) for side in "ab")).disjuncts
    began = time.process_time()
    assert clauses(ways) is None and time.process_time() - began < 0.5


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=3),
    st.lists(st.sampled_from("efgh"), min_size=1, max_size=20),
)
def test_a_product_is_told_as_what_is_needed_together(one, other):
    ways = parse(f"({' or '.join(one)}) and ({' or '.join(other)})").disjuncts
    told = clauses(ways)
    assert told is not None
    assert {frozenset(word for word, _ in part) for part in told} == {frozenset(one), frozenset(other)}


# --- words


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("Annex III 5(b)", "annex-iii-5-b"),
        ("Annex III, point 5(b)", "annex-iii-5-b"),
        ("annex iii", "annex-iii"),
        ("Annex I Section A", "annex-i-a"),
        ("6(3)", "exempt-6-3"),
        ("General-purpose AI model", "gpai-model"),
    ],
)
def test_kinds_as_people_write_them(library, written, word):
    assert kind_word(library, written) == word


def test_roles_and_facts_as_people_write_them(library):
    assert role_word(library, "Provider") == "provider"
    assert role_word(library, "Authorised representative") == "authorised-representative"
    assert fact_words(library, "SMC", ("system",)) == ("smc",)
    assert fact_words(library, "small mid-cap", ("system",)) == ("smc",)
    assert fact_words(library, "open source", ("system",)) == ("open-source-system",)
    assert fact_words(library, "open source", ("model",)) == ("open-source",)
    assert set(fact_words(library, "open source", ("model", "system"))) == {"open-source", "open-source-system"}


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"role": "deploier"}, "Did you mean deployer"),
        ({"systems": ["annex-4"]}, "no kind of system"),
        ({"systems": []}, "No kind of system"),
        ({"role": []}, "No role"),
        ({"placed": "2.12.2027"}, "is no date"),
        ({"placed": "2027-01-02", "changed": "2027-01-01"}, "before it was placed"),
        ({"role": "provider", "becomes": "name"}, "cannot become"),
        ({"systems": ["transparency"], "becomes": "name"}, "does not speak of that kind"),
        ({"is_": ["sme"], "is_not": ["sme"]}, "cannot be and not be"),
        ({"is_": ["sme", "smc"]}, "exclude each other"),
        ({"is_": ["microenterprise"], "is_not": ["sme"]}, "exclude each other"),
        ({"systems": ["annex-i-a", "annex-i-b"]}, "exclude each other"),
        ({"systems": ["annex-iii", "exempt-6-3"]}, "exclude each other"),
        ({"is_": ["standard-applied"], "is_not": ["standard-exists"]}, "exclude each other"),
        ({"is_": ["hovercraft"]}, "is no fact"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_one_sentence(library, known, message):
    with pytest.raises(AimsError, match=message) as refused:
        situation(library, **{"role": "deployer", "systems": ["annex-iii"], **known})
    assert refused.value.what.endswith(".") and refused.value.mend.endswith((".", "?", "…"))


@pytest.mark.parametrize(
    ("known", "day", "since", "message"),
    [
        ({}, "2027-12-02", "2028-01-01", "lies after"),
        ({"placed": "2028-01-01"}, "2027-12-02", "", "lies after"),
        ({"changed": "2027-01-01"}, "2027-12-02", "", "without when it was placed"),
    ],
)
def test_days_that_contradict_each_other_are_refused(library, known, day, since, message):
    with pytest.raises(AimsError, match=message):
        binds_table(library, situation(library, "deployer", ["annex-iii"], **known), day, since)


# --- several roles and kinds


KINDS = ("any", "prohibited", "annex-i-a", "annex-iii", "annex-iii-1", "annex-iii-1-a", "annex-iii-4", "annex-iii-5-b",
         "annex-iii-7", "exempt-6-3", "transparency", "gpai-model", "gpai-systemic")  # fmt: skip

ROLES = ("provider", "deployer", "importer", "distributor", "authorised-representative", "gpai-provider")

#: What the Act itself takes away where a system falls under both: 43(3), fourth subparagraph, with Annexes VI and VII; 46(7).
BOTH_ANNEXES = (
    "aiact:art-43-1",
    "aiact:art-43-2",
    "aiact:art-46-2",
    "aiact:anx-vi",
    "aiact:anx-vii",
    "aiact:art-79",
    "aiact:art-82",
)


def test_the_order_of_roles_and_kinds_changes_nothing(library):
    chance = random.Random(4)
    for _ in range(60):
        roles, kinds = chance.sample(ROLES, 2), chance.sample(KINDS, 3)
        try:
            one = values(library, roles, kinds)
        except AimsError:
            with pytest.raises(AimsError):
                values(library, roles[::-1], kinds[::-1])
            continue
        assert one == values(library, roles[::-1], kinds[::-1])


@pytest.mark.parametrize("role", ROLES)
def test_naming_more_kinds_never_takes_a_duty_away(library, role):
    """Unless the Act says so: Section A prevails over 43(1) and (2); a narrower point names what a wider kind left open."""
    worse = []
    of_one = cache(lambda kind: values(library, role, [kind]))
    for first, second in itertools.permutations(KINDS, 2):
        if first.startswith("annex-iii") and second.startswith(first):
            continue  # who names a point leaves the other points
        try:
            alone, both = of_one(first), values(library, role, [first, second])
        except AimsError:
            continue
        rank = {True: 2, None: 1, False: 0}
        for name, value in alone.items():
            lost = rank[value] > rank[both.get(name, False)]
            if lost and not ("annex-i-a" in (first, second) and name.startswith(BOTH_ANNEXES)):
                worse.append((first, second, name, value, both.get(name)))
    # What hangs on law enforcement or on not being high-risk, and 4a(2), which leaves high-risk systems to 4a(1).
    explained = ("aiact:anx-viii", "aiact:anx-ix-4", "aiact:art-4a-2", "aiact:art-49-4", "aiact:art-14-5")
    assert [w for w in worse if not w[2].startswith(explained)] == []


def test_of_two_rules_that_take_a_role_the_certain_one_decides(library):
    """Whatever their order: one is certain, for the provider is an SME, of the other nobody has said anything."""
    rule = next(s for s in library.standing if not s.becomes and "provider" in s.bearer)
    certain, open_ = (replace(rule, id=f"aims:standing-{when}", when=when) for when in ("sme", "employer"))
    for rules in ([certain, open_], [open_, certain]):
        changed = replace(library, standing=rules)
        asked = situation(changed, "provider", ["annex-iii"], is_=["sme"])
        assert asked.world.value("employer") is None
        assert {a.value for a in answers(changed, asked, "2028-12-02")} == {False}


def test_the_example_of_the_two_orders(library):
    day = "2026-11-24"
    one = values(library, "provider", ["annex-iii", "transparency"], day)
    assert one == values(library, "provider", ["transparency", "annex-iii"], day)


# --- answers


def test_every_open_answer_names_its_question_and_an_answer_settles_it(library):
    asked = situation(library, "deployer", ["annex-iii-4"])
    found = answers(library, asked, DAY)
    open_ = [a for a in found if a.value is None]
    assert open_ and all(a.opens for a in open_)
    for a in open_:
        assert all(w in library.fact_of for w in a.opens), a.provision.id
    first = questions(library, asked, found, DAY)
    assert [len(q.provisions) for q in first] == sorted((len(q.provisions) for q in first), reverse=True)
    # One no to the wide question settles every prohibition.
    denied = answers(library, situation(library, "deployer", ["annex-iii-4"], is_not=["prohibited"]), DAY)
    assert not [a for a in denied if a.value is not False and a.provision.number.startswith("Article 5(")]


def test_no_rows_never_read_as_all_clear(library):
    for roles, kinds, known, day, says in (
        (
            "importer",
            ["annex-iii-4"],
            {"placed": "2026-05-01", "is_not": ["prohibited"]},
            "2028-01-01",
            "Article 111(2)",
        ),
        ("gpai-provider", ["gpai-model"], {"placed": "2025-01-01"}, "2025-03-01", "2027-08-02"),
        ("provider", ["annex-iii-4"], {"is_": ["research-only"]}, "2028-01-01", "Out of scope"),
    ):
        table = binds_table(library, situation(library, roles, kinds, **known), day)
        bound = [r for r in table.rows if r[2] == "binds"]
        assert not bound and says in " ".join(table.notes)


def test_disputed_is_said_once_the_class_exists(library):
    asked = situation(library, "provider", ["annex-iii-4"], placed="2026-05-01")
    for day, said in (("2027-12-01", False), ("2027-12-02", True)):
        rows = {r[-1]: r for r in binds_table(library, asked, day).rows}
        assert rows["aiact:art-4-1"][2] == "binds" and ("disputed" in str(rows["aiact:art-4-1"])) is said


def test_before_the_amendment_the_text_of_that_day(library):
    table = binds_table(library, situation(library, "provider", ["any"]), "2026-07-26")
    ids = {r[-1]: r for r in table.rows if r[2] == "binds"}
    assert "aiact2024:art-4" in ids and ids["aiact2024:art-4"][0] == "Article 4"
    assert any("the text was that of" in note for note in table.notes)
    after = binds_table(library, situation(library, "provider", ["any"]), "2026-07-27")
    assert any(r[-1] == "aiact:art-4-1" for r in after.rows)
    assert not any("the text was that of" in note for note in after.notes)


def test_the_combination_that_is_meant_is_said(library):
    table = binds_table(library, situation(library, "provider", ["gpai-model"]), "2026-01-01")
    assert any(note.startswith("Read as: provider of a general-purpose AI model") for note in table.notes)


def test_since_shows_only_what_is_new_and_an_act_only_what_appears(library):
    asked = situation(library, "provider", ["annex-iii-4"])
    table = binds_table(library, asked, "2027-12-02", since="2027-12-01")
    begins = table.columns.index("in effect")
    assert table.rows and {r[begins] for r in table.rows} == {"2027-12-02"}
    mine = situation(library, "deployer", ["annex-iii"])
    ids = {r[-1] for r in binds_table(library, mine, "2027-12-02", becomes="name").rows}
    assert {"aiact:art-16-a", "aiact:art-17-1", "aiact:art-72-1"} <= ids
    assert not any(i.startswith(("aiact:art-26", "aiact:art-25-2")) for i in ids)


def test_the_table_has_its_columns_and_the_text_a_line_an_article(library):
    asked = situation(library, "provider", ["annex-iii-4"])
    found = asked_in(library, asked, DAY)
    table = asked_table(library, found)
    assert {"number", "answer", "id"} <= set(table.columns)
    assert {r[2] for r in table.rows} == {"binds", "binds if", "does not bind"}
    groups = by_article(library, found.found)
    assert len([g for g in groups if g.value]) <= 35 and sum(len(g.answers) for g in groups) == len(table.rows)
    text = binds_text(library, found)
    assert "Article 9 Risk management system: 14 provisions, from 2027-12-02" in text
    assert "Article 9(2)(a)" not in text and "Article 9(2)(a)" in binds_text(library, found, points=True)
    assert text.index("Open questions") < text.index("Binds:")


def test_it_answers_within_a_fifth_of_a_second(library):
    for role, kinds in (
        ("provider", ["annex-iii"]),
        (["provider", "deployer"], ["annex-iii", "annex-i-a", "gpai-systemic"]),
    ):
        asked = situation(library, role, kinds)
        asked_in(library, asked, DAY)
        best = min(_seconds(lambda asked=asked: asked_in(library, asked, DAY)) for _ in range(5))
        assert best < 0.2


def _seconds(call):
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def test_a_fact_that_nothing_comes_near_is_answered_with_facts_and_where_they_are_listed(library):
    """Kinds of system are facts, too, and stood first in the list; they are named by another option."""
    with pytest.raises(AimsError, match="is no fact") as refused:
        situation(library, "deployer", ["annex-iii"], is_=["hovercraft"])
    assert "'aims-graph facts' lists them" in refused.value.mend
    named = refused.value.advice.removeprefix("There are ").removesuffix(" …").split(", ")
    assert "public-body" in named and not set(named) & set(library.terms.of("SystemKind"))
    with pytest.raises(AimsError) as near:
        situation(library, "deployer", ["annex-iii"], is_=["public-bodi"])
    assert near.value.mend.startswith("Did you mean public-body")
