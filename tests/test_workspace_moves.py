"""What becomes of one entry by one row between editions: the relation and what the entry says decide, worked out by hand for each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from states import state_of
from two_editions import LIBRARY, NEW

from aims_graph.model import Library, Source, Succession
from aims_graph.workspace import transition as t
from aims_graph.workspace.duties import counted, query_of
from aims_graph.workspace.records import (
    Answer,
    Audit,
    Certificate,
    Choice,
    Evidence,
    Finding,
    Party,
    Risk,
    Statement,
    System,
    Task,
)
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.work import STATUSES

FULL, SHARED = ("equal", "superset_of"), ("subset_of", "intersects")
RELATIONS = (*FULL, *SHARED, "no_relationship", "")


def between(*relations: str, present: str = "b", **later: str) -> Library:
    """Two editions, a and b, with a row from a 1 to as many of b as there are relations; a 8 became b 8, which tells the two."""
    one = LIBRARY.requirements[f"{NEW}:5.1"]
    library = Library(
        LIBRARY.packs, LIBRARY.names, LIBRARY.terms,
        frameworks={f: replace(LIBRARY.frameworks[NEW], id=f, header={"not_applicable": "2"}) for f in "ab"},
        requirements={name: replace(one, id=name, framework=name[0], number=name[2:], parent="", **(later if name == "b:1" else {})) for name in ("a:1", "a:8", "b:1", "b:2", "b:8")},
    )  # fmt: skip
    library.successions = [
        Succession("a:1", f"b:{n}" if present else "", "moved", r, "certain", "", Source("x.tsv", 1 + n))
        for n, r in enumerate(relations, 1)
    ]
    library.successions.append(Succession("a:8", "b:8", "moved", "equal", "certain", "", Source("x.tsv", 8)))
    return library


def became(library: Library, *records: Record) -> list[tuple[str, str]]:
    """Return what becomes of entries at a 1, and why a person must look."""
    found = t.transition(state_of(*records), library, "a", "b")
    return [(m.what, m.why) for m in found.moves if m.former]


ALL_OF_IT = [
    Task(id="T-1", title="x", targets=("a:1",)),
    Evidence(id="E-1", title="x", kind="log", shows=("a:1",)),
    Party(id="PARTY-1", title="x", targets=("a:1",)),
    Risk(id="R-1", title="x", controls=("a:1",)),
]


@pytest.mark.parametrize("entry", ALL_OF_IT, ids=lambda e: e.CALLED)
@pytest.mark.parametrize("relation", RELATIONS)
def test_what_says_that_all_of_it_is_done_goes_to_what_lies_within(entry: Record, relation: str) -> None:
    wanted = {**dict.fromkeys(FULL, ("carried", "")), **dict.fromkeys(SHARED, ("in part", "")), "": ("look", "unjudged")}  # fmt: skip
    assert became(between(relation), entry) == [wanted.get(relation, ("look", "undecided"))]


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_is_wrong_with_a_part_is_wrong_with_what_contains_it(relation: str) -> None:
    wanted = {**dict.fromkeys(("equal", "subset_of"), ("carried", "")), "": ("look", "unjudged")}
    expected = [wanted.get(relation, ("look", "undecided"))]
    assert became(between(relation), Finding(id="N-1", title="x", at=("a:1",))) == expected
    for field in ("source", "objective"):
        risk = Risk(id="R-1", title="x", **{field: "a:1"})
        assert became(between(relation), risk) == expected
        # A place for one thing takes none of another kind.
        other = [("look", "another kind")] if expected == [("carried", "")] else expected
        assert became(between(relation, kind="objective"), risk) == other


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("relation", RELATIONS)
def test_of_a_whole_only_that_it_is_done_holds_of_its_parts(relation: str, status: str) -> None:
    answer = Answer(id="A-1", target="a:1", status=status, reason="r")
    done = status == "implemented"
    wanted = {
        "equal": ("look", "not left out") if status == "not applicable" else ("carried", ""),
        "superset_of": ("carried", "") if done else ("look", "undecided"),
        **dict.fromkeys(SHARED, ("in part", "") if done else ("look", "undecided")),
        "no_relationship": ("look", "undecided"),
        "": ("look", "unjudged"),
    }
    assert became(between(relation), answer) == [wanted[relation]]
    # Where somebody answered there already, both say the same or a person looks.
    for there in STATUSES:
        found = became(between(relation), answer, Answer(id="A-2", target="b:1", status=there))
        is_one = relation == "equal" or wanted[relation] == ("carried", "")
        same = ("there already", "") if status == there else ("look", "answered")
        assert found == [same if is_one else wanted[relation]]
    # A heading is not answered at all.
    heading = between(relation)
    heading.requirements["b:1"] = replace(heading.requirements["b:1"], assessable=False)
    if relation:
        assert became(heading, answer) == [("look", "heading")]


def test_what_has_no_row_or_leads_nowhere_is_left_to_a_person() -> None:
    task = ALL_OF_IT[0]
    assert became(between("equal", present=""), task) == [("look", "dropped")]
    assert became(between(), task) == [("look", "unstated")]
    assert became(between("equal"), replace(task, targets=("a:9",))) == [("look", "as it was")]
    assert became(between("equal"), Audit(id="AUD-1", title="x", areas=("a:1",))) == [("look", "as it was")]
    assert became(between("equal"), replace(task, targets=("a:1", "b:1"))) == [("there already", "")]
    for over in ("done", "dropped"):
        assert became(between("equal"), replace(task, state=over)) == []


def test_one_place_takes_what_all_say_that_would_fill_it() -> None:
    """Two requirements of the earlier edition became one: the same answer of both is carried once, and another to nobody."""
    library = between("equal", "equal")
    library.requirements["a:2"] = replace(library.requirements["a:1"], id="a:2")
    library.successions = [replace(s, former=f"a:{n}", present="b:1") for n, s in enumerate(library.successions[:2], 1)]
    one, two = (Answer(id=f"A-{n}", target=f"a:{n}", status="planned") for n in (1, 2))
    assert became(library, one, two) == [("carried", ""), ("there already", "")]
    assert became(library, one, replace(two, status="implemented")) == [("look", "several")] * 2
    both = Risk(id="R-1", title="x", source="a:1", objective="a:2")
    assert became(library, both) == [("carried", "")] * 2
    split = Risk(id="R-1", title="x", source="a:1")
    assert became(between("equal", "equal"), split) == [("look", "several")] * 2
    # What holds several takes them all.
    assert became(library, Task(id="T-1", title="x", targets=("a:1", "a:2"))) == [("carried", "")] * 2


def test_what_names_an_edition_as_a_whole_and_what_is_new_is_looked_at() -> None:
    library = between("equal")
    library.successions.append(Succession("", "b:2", "inserted", "", "certain", "", Source("x.tsv", 9)))
    state = state_of(
        Certificate(id="CERT-1", framework="a"),
        Choice(id="F-1", framework="a"),
        Audit(id="AUD-1", title="x", frameworks=("b", "a")),
        Statement(id="SOA-1", framework="a", version="1", approved_by="A"),
        Choice(id="F-2", framework="b"),
    )
    found = t.transition(state, library, "a", "b")
    assert [(m.noun, m.record, m.field, m.why) for m in found.moves] == [
        ("choice", "F-1", "framework", "whole"),
        ("certificate", "CERT-1", "framework", "whole"),
        ("statement", "SOA-1", "framework", "whole"),
        ("audit", "AUD-1", "frameworks", "whole"),
        ("answer", "", "target", "inserted"),
    ]
    assert found.of("look") == list(found.moves) and found.of("carried") == [] == t.rights_for(found)
    answered = t.transition(state_of(Answer(id="A-1", target="b:2", status="planned")), library, "a", "b")
    assert answered.moves == ()
    # Who only names an owner there has not answered.
    owned = t.transition(state_of(Answer(id="A-1", target="b:2", owner="Ada")), library, "a", "b")
    assert [(m.noun, m.present, m.why) for m in owned.moves] == [("answer", "b:2", "inserted")]
    assert t.rights_for(t.transition(state_of(*ALL_OF_IT, ALL_OF_IT[0]), library, "a", "b")) == ["party", "task", "evidence", "risk"]  # fmt: skip


# --- what the law asks of systems -----------------------------------------------------------------------------------------


def test_which_provisions_count_by_the_facts_of_systems() -> None:
    chat = System(id="SYS-1", title="Chat", roles=("deployer",), kinds=("transparency",))
    unknown = System(id="SYS-2", title="New", roles=("provider",))
    retired = replace(unknown, id="SYS-3", status="retired")
    binds = counted(state_of(chat), LIBRARY, "aiact")
    assert binds and "aiact:art-50-4" in binds and "aiact:art-17-1-f" not in binds
    # What binds those that are known counts, whatever the others are; of those nobody knows anything of, all of it.
    assert counted(state_of(chat, unknown), LIBRARY, "aiact") == binds == counted(state_of(chat, retired), LIBRARY, "aiact")  # fmt: skip
    assert [counted(state_of(*s), LIBRARY, "aiact") for s in ((), (unknown,), (unknown, retired))] == [None] * 3
    assert counted(state_of(retired), LIBRARY, "aiact") == set()
    assert counted(state_of(replace(unknown, roles=(), kinds=("transparency",))), LIBRARY, "aiact") is None
    assert counted(state_of(chat), LIBRARY, "iso42001") is None


def test_the_facts_of_a_system_are_what_a_link_says() -> None:
    full = System(
        **{"id": "SYS-1", "title": "x", "roles": ("provider", "deployer"), "kinds": ("annex-iii", "transparency")},
        **{"placed": dt.date(2027, 1, 2), "changed": dt.date(2027, 3, 4)},
        **{"facts_true": ("employer", "public-body"), "facts_false": ("sme",)},
    )
    assert query_of(full) == {
        **{"role": "provider,deployer", "system": "annex-iii,transparency", "placed": "2027-01-02"},
        **{"changed": "2027-03-04", "is": "employer,public-body", "isnot": "sme"},
    }
    assert query_of(System(id="SYS-1", title="x")) == {"role": "", "system": ""}
