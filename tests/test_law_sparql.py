"""SPARQL says of the law what the answers in Python say."""

import itertools
from functools import cache

import pytest
from bound import binds_table

from aims_graph.answers.law.binds import duties
from aims_graph.answers.law.situation import situation
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.graph.query import ask, named_queries


@cache
def takes(role, kind, yes, no):
    """Whether a query can be asked that: it takes role, kind and facts as they are, and facts that contradict nothing."""
    try:
        asked = situation(load(), role, [kind], is_=yes, is_not=no)
    except AimsError:
        return False
    return not asked.is_read_otherwise and set(asked.is_) == set(yes)


#: Of all that can be asked, one in so many: a prime, so that each role and each kind comes up.
GRID = [
    (role, kind, day, yes, no)
    for role, kind, (yes, no), day in itertools.product(
        ("provider", "deployer", "importer", "distributor", "authorised-representative", "gpai-provider-systemic", "product-manufacturer", "notified-body"),
        ("any", "annex-iii", "annex-iii-5-b", "annex-iii-6", "annex-i-a", "annex-i-b", "exempt-6-3", "transparency", "gpai-model", "gpai-systemic"),
        (
            ((), ()),
            (("employer", "public-body", "testing-real-world"), ("prohibited",)),
            (("third-country", "medical-device"), ("output-used-in-union",)),
            (("own-name", "interacts"), ("third-country", "transparency")),
            (("open-source", "open-source-system"), ("annex-iii-5", "sme")),
            (("research-only",), ()),
            (("initial-provider",), ("change-excluded",)),
        ),
        ("2026-07-27", "2027-12-02", "2028-08-02"),
    )
    if takes(role, kind, yes, no)
][::23]  # fmt: skip


def test_each_role_kind_and_day_is_asked_of():
    roles, kinds, days, *_ = map(set, zip(*GRID, strict=True))
    assert len(GRID) >= 40 and (len(roles), len(kinds), len(days)) == (8, 10, 3)


#: The rules of Article 2 with more than one way in, which the grid need not meet.
REACHED = [
    ("gpai-provider-systemic", "gpai-systemic", "2026-09-01", (), ("on-union-market",)),
    ("provider", "annex-iii-4", "2027-12-02", (), ("on-union-market", "output-used-in-union")),
    ("deployer", "annex-iii-4", "2027-12-02", ("third-country",), ("output-used-in-union",)),
    ("provider", "annex-iii-4", "2026-09-01", ("pre-market-only", "manipulation"), ()),
    ("provider", "annex-i-b", "2028-08-02", ("open-source-system", "testing-framework", "testing-real-world"), ()),
]


@pytest.mark.parametrize(("role", "kind", "day", "yes", "no"), [*GRID, *REACHED])
def test_sparql_says_the_same(library, role, kind, day, yes, no):
    asked = situation(library, role, [kind], is_=yes, is_not=no)
    answer = ask(
        library,
        "binding-on",
        {
            "role": f"aims:role-{role}",
            "system": f"aims:system-{kind}",
            "day": day,
            "yes": " ".join(yes),
            "no": " ".join(no),
        },
    )
    at = {c: n for n, c in enumerate(answer.columns)}
    rows = {(r[at["provision"]], r[at["answer"]], r[at["in_effect"]]) for r in answer.rows}
    assert rows == {(a.provision.id, a.answer, a.day) for a in duties(library, asked, day)}


def test_sparql_on_two_days_and_on_an_act(library):
    given_ = {"role": "aims:role-deployer", "system": "aims:system-annex-iii"}
    new = ask(library, "new-between", {**given_, "since": "2027-12-01", "day": "2027-12-02"})
    asked = situation(library, "deployer", ["annex-iii"])
    table = binds_table(library, asked, "2027-12-02", since="2027-12-01")
    assert {r[new.columns.index("provision")] for r in new.rows} == {r[-1] for r in table.rows}
    gained = ask(library, "duties-gained", {**given_, "day": "2027-12-02", "yes": "own-name"})
    table = binds_table(library, asked, "2027-12-02", becomes="name")
    assert {r[gained.columns.index("provision")] for r in gained.rows} == {r[-1] for r in table.rows}


def test_rows_on_changed_law_are_exactly_those(library):
    changed = {r.id for r in library.members("aiact") if r.provision and r.provision.state != "kept"}
    expected = {
        (m.subject_id, m.object_id)
        for m in library.mappings
        if m.is_counterpart and {m.subject_id, m.object_id} & changed
    }
    assert {(r[1], r[2]) for r in ask(library, "rows-on-changed-text").rows} == expected and expected


@pytest.mark.parametrize("name", ["binding-on", "duties-gained", "new-between"])
def test_an_answer_says_the_facts_as_they_were_given(library, name):
    """What a query adds to look for whole words is in no column."""
    example = {**named_queries()[name].examples[0], "yes": "own-name,  employer", "no": ""}
    table = ask(library, name, example)
    at = [table.columns.index(column) for column in ("yes", "no")]
    assert {tuple(row[n] for n in at) for row in table.rows} == {("own-name employer", "")}
