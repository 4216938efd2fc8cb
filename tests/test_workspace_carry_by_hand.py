"""What one answer or certificate settles elsewhere, worked out by hand over contents of a few requirements; and what counts at one requirement."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest
import tiny
from states import state_of
from two_editions import LIBRARY, NEW

from aims_graph.formats.library import library_of
from aims_graph.model import Library, Mapping, Membership, Source, Succession
from aims_graph.workspace import soa
from aims_graph.workspace.basis import basis_of, changed
from aims_graph.workspace.carry import FULL, PART, Carried, Position, effects, standing
from aims_graph.workspace.gap import gap, progress
from aims_graph.workspace.records import Answer, Certificate, Evidence, Task
from aims_graph.workspace.shown import shown
from aims_graph.workspace.tasks import wanted

ON = dt.date(2027, 3, 1)
SOURCE = Source("x.tsv", 2)
TEST, GUESTS, NAME = "the yearly test", "guests too", "the reader's name"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """a and b ask the same of logging (1.1) and share some of training (1.2); of a group the core is all of a 1.1 and most of b 1.1."""
    return library_of(tiny.write(tmp_path_factory.mktemp("small")))


def told(found: dict[str, Carried]) -> dict[str, tuple[str, str, str]]:
    return {name: (c.extent, c.through, c.remains) for name, c in found.items()}


# --- from one source --------------------------------------------------------------------------------------------------


def test_what_each_source_of_a_small_content_settles(small: Library) -> None:
    assert {name: told(effects(small, name)) for name in ("a:1.1", "b:1.2", "a:1.2", "a:1.3", "a", "b", "gone:1")} == {
        "a:1.1": {"b:1.1": (FULL, "a:1.1", "")},
        # What is left of the other one, in the words of the row, whichever side of it that is.
        "b:1.2": {"a:1.2": (PART, "b:1.2", TEST)},
        "a:1.2": {"b:1.2": (PART, "a:1.2", GUESTS)},
        "a:1.3": {},
        # Nobody judged what remains of b beside a: the rows say it. Of a beside b it was judged, and that counts.
        "a": {**{f"a:1.{n}": (FULL, f"a:1.{n}", "") for n in (1, 2, 3)}, "b:1.1": (FULL, "a:1.1", ""), "b:1.2": (PART, "a:1.2", GUESTS)},
        "b": {**{f"b:1.{n}": (FULL, f"b:1.{n}", "") for n in (1, 2, 3)}, "a:1.1": (FULL, "b:1.1", ""), "a:1.2": (PART, "b:1.2", TEST)},
        "gone:1": {},
    }  # fmt: skip
    rows = {name: c.row for name, c in effects(small, "b").items()}
    assert rows["a:1.1"] is not None and rows["a:1.2"] is None and effects(small, "a")["b:1.2"].row is not None


@pytest.mark.parametrize(
    ("met", "by", "found"),
    [
        ("all", ("b:1.3",), (FULL, "b:1.3", "w")),
        ("most", ("b:1.3", "b:1.2"), (PART, "b:1.3", "w")),
        ("some", (), (PART, "", "w")),
        ("none", ("b:1.3",), None),
    ],
)
def test_what_was_judged_beside_a_framework_counts(
    met: str, by: tuple[str, ...], found: tuple[str, str, str] | None, small: Library
) -> None:
    judged = replace(small.remainder_of["a:1.3", "b"], met=met, by=by, remains="w")
    library = replace(small, remainders=[*(r for r in small.remainders if r.requirement_id != "a:1.3"), judged])
    assert told(effects(library, "b")).get("a:1.3") == found
    # What a row gives in part is judged as a whole; what is met in full already is.
    for name, wanted_there in (("a:1.2", found and (found[0], by[0] if by else "b:1.2", "w")), ("a:1.1", None)):
        other = replace(judged, requirement_id=name)
        library = replace(small, remainders=[other])
        assert told(effects(library, "b"))[name] == (
            wanted_there or ((FULL, "b:1.1", "") if name == "a:1.1" else (PART, "b:1.2", TEST))
        )
    # Another framework's remainder is no matter of this one.
    library = replace(small, remainders=[replace(judged, held="a")])
    assert "a:1.3" not in effects(library, "b")


@pytest.mark.parametrize(
    ("met", "found"),
    [
        ("all", {"a:1.2": (FULL, "a:1.2", NAME), "b:1.2": (PART, "a:1.2", GUESTS)}),
        ("most", {"a:1.2": (PART, "a:1.2", NAME)}),
        ("some", {"a:1.2": (PART, "a:1.2", NAME)}),
        ("none", {}),
    ],
)
def test_a_group_settles_as_much_of_a_member_as_its_core_is(
    met: str, found: dict[str, tuple[str, str, str]], small: Library
) -> None:
    one = small.memberships[0]
    library = replace(small, memberships=[replace(one, requirement_id="a:1.2", met=met, adds=NAME)])
    assert told(effects(library, one.group)) == found
    # A member that the core meets in part, and another member in full, is met in full.
    assert told(effects(small, one.group)) == {"a:1.1": (FULL, "a:1.1", ""), "b:1.1": (FULL, "a:1.1", "")}


@pytest.mark.parametrize("met", ["all", "most", "some", "none"])
def test_whoever_leaves_out_a_group_leaves_out_what_its_core_is_all_of(met: str, small: Library) -> None:
    one = small.memberships[0]
    members: list[Membership] = [replace(one, met=met), replace(one, requirement_id="a:1.2", met="all")]
    library = replace(small, memberships=members)
    left = Answer(id="A-1", target=one.group, status="not applicable", reason="none such")
    at = standing(state_of(left), library, ON)
    assert [p.requirement for p in at.framework("a") if p.is_left_out] == (["a:1.1"] if met == "all" else []) + ["a:1.2"]  # fmt: skip
    assert {p.left_out_by for p in at.framework("a")} == {left, None}
    planned = standing(state_of(replace(left, status="planned")), library, ON)
    assert not any(p.is_left_out or p.status for p in planned.framework("a"))


# --- from one edition to the next -------------------------------------------------------------------------------------

RELATIONS = ("equal", "superset_of", "subset_of", "intersects", "")


def editions(*changes: tuple[str, str, str]) -> Library:
    """Frameworks of one requirement each, with rows between them."""
    library = Library(
        LIBRARY.packs, LIBRARY.names, LIBRARY.terms,
        frameworks={f: replace(LIBRARY.frameworks[NEW], id=f, header={}) for f in "abcd"},
        requirements={f"{f}:1": replace(LIBRARY.requirements[f"{NEW}:5.1"], id=f"{f}:1", framework=f, parent="") for f in "abcd"},
    )  # fmt: skip
    library.successions = [Succession(f"{f}:1", f"{g}:1", "moved", r, "certain", "", SOURCE) for f, r, g in changes]
    return library


@pytest.mark.parametrize(("first", "second"), [*product(RELATIONS, RELATIONS)])
def test_an_answer_goes_on_as_far_as_two_rows_between_editions_entail(first: str, second: str) -> None:
    """a became b, and b became c. Whoever does a does all of b where a is b or more; of what a only shares something with, what contains that, too."""
    found = effects(editions(("a", first, "b"), ("b", second, "c")), "a:1")
    of_b = {"equal": FULL, "superset_of": FULL, "subset_of": PART, "intersects": PART}.get(first)
    if of_b == FULL:
        of_c = {"equal": FULL, "superset_of": FULL, "subset_of": PART, "intersects": PART}.get(second)
    else:
        of_c = PART if of_b and second in ("equal", "subset_of") else None
    assert {name: c.extent for name, c in found.items()} == {n: e for n, e in (("b:1", of_b), ("c:1", of_c)) if e}
    for name, former in (("b:1", ["a:1"]), ("c:1", ["a:1", "b:1"])):
        if name in found:
            # The rows that led there, the earliest first; of what only contains the later one, the first alone.
            by = [s.former for s in found[name].by]
            assert by == (former if of_b == FULL else ["a:1"])
            assert found[name].source == "a:1" and found[name].through == ("b:1" if name == "c:1" else "a:1")


def test_rows_between_editions_may_lead_round_and_the_better_way_counts() -> None:
    back = effects(editions(("a", "equal", "b"), ("b", "equal", "a"), ("b", "subset_of", "b")), "a:1")
    assert {n: c.extent for n, c in back.items()} == {"b:1": FULL}
    # In part by one row, in full by way of another edition: in whichever order they stand.
    for changes in (
        [("a", "intersects", "c"), ("a", "equal", "b"), ("b", "equal", "c")],
        [("a", "equal", "b"), ("b", "equal", "c"), ("a", "intersects", "c")],
    ):
        found = effects(editions(*changes), "a:1")
        assert {n: c.extent for n, c in found.items()} == {"b:1": FULL, "c:1": FULL}
    far = effects(editions(("a", "subset_of", "b"), ("b", "subset_of", "c"), ("c", "equal", "d")), "a:1")
    assert {n: c.extent for n, c in far.items()} == {"b:1": PART, "c:1": PART, "d:1": PART}
    round_ = effects(editions(("a", "subset_of", "b"), ("b", "equal", "c"), ("c", "equal", "b"), ("c", "equal", "a")), "a:1")  # fmt: skip
    assert {n: c.extent for n, c in round_.items()} == {"b:1": PART, "c:1": PART}


def test_evidence_counts_on_in_the_next_edition() -> None:
    log = Evidence(id="E-1", title="x", kind="log", shows=("a:1",))
    for relation, found in (("equal", FULL), ("intersects", PART), ("", None)):
        at = shown(state_of(log), editions(("a", relation, "b")))
        assert {r: [(s.evidence.id, s.through, s.extent) for s in those] for r, those in at.items()} == {
            "a:1": [("E-1", "a:1", FULL)],
            **({"b:1": [("E-1", "a:1", found)]} if found else {}),
        }


# --- what counts at one requirement -----------------------------------------------------------------------------------

WHOLE = ("A-1", Carried("x:1", FULL, "x:1"))
SOME, OTHER = ("A-2", Carried("x:2", PART, "x:2", None, "w")), ("A-3", Carried("x:3", PART, "x:3"))
NO_STATUS = Answer(id="A-8", target="y:1", owner="Ada", due=dt.date(2030, 1, 1), note="n")
LEFT = Answer(id="A-9", target="g", status="not applicable", reason="r")


@pytest.mark.parametrize(
    ("status", "carried", "by_parts", "left", "found"),
    [
        # status, met, left out (by the group), conflict, what remains
        (None, (), False, False, ("", False, False, False, False, ())),
        (None, (WHOLE,), False, False, ("implemented", True, False, False, False, ())),
        (None, (WHOLE, SOME), False, True, ("implemented", True, False, False, False, ())),
        (None, (SOME, OTHER, SOME), False, False, ("in part", False, False, False, False, (("x:2", "w"),))),
        (None, (SOME,), True, False, ("implemented", True, False, False, False, ())),
        (None, (SOME,), False, True, ("not applicable", False, True, True, False, ())),
        (None, (), True, True, ("implemented", True, False, False, False, ())),
        ("implemented", (), False, True, ("implemented", True, False, False, False, ())),
        ("planned", (SOME,), False, True, ("planned", False, False, False, False, (("x:2", "w"),))),
        ("planned", (WHOLE,), False, False, ("planned", False, False, False, True, ())),
        ("in progress", (), True, False, ("in progress", False, False, False, True, ())),
        ("not started", (WHOLE, SOME), False, False, ("not started", False, False, False, True, (("x:2", "w"),))),
        ("not applicable", (WHOLE,), False, False, ("not applicable", False, True, False, False, ())),
        ("not applicable", (SOME,), False, True, ("not applicable", False, True, False, False, ())),
        ("implemented", (WHOLE, SOME), True, True, ("implemented", True, False, False, False, ())),
    ],
)
def test_what_counts_at_a_requirement(
    status: str | None,
    carried: tuple[tuple[str, Carried], ...],
    by_parts: bool,
    left: bool,
    found: tuple[str, bool, bool, bool, bool, tuple[tuple[str, str], ...]],
) -> None:
    # Who only names an owner, a day or a note says nothing of where it stands.
    for answer in [Answer(id="A-8", target="y:1", status=status)] if status else [None, NO_STATUS]:
        p = Position("y:1", answer, carried, by_parts, LEFT if left else None)
        assert (p.status, p.is_met, p.is_left_out, p.left_out_by is LEFT, p.conflict, p.remains) == found
        assert progress([p], "y").most == (not p.is_left_out and status in (None, "implemented"))


# --- who decides whether a control applies ----------------------------------------------------------------------------

OWN = Answer(id="A-1", target="a:1.1", status="not started")
UNSAID = replace(OWN, status="", owner="Ada")
GROUP = Answer(id="A-2", target="a:group-logs", status="planned", reason="r")
OUT = replace(GROUP, status="not applicable")
TWIN = Answer(id="A-3", target="b:1.1", status="implemented")


@pytest.mark.parametrize(
    ("answers", "met", "by"),
    [
        ([], "all", ""),
        ([GROUP, TWIN, OWN], "all", "A-1"),
        # An owner alone decides nothing; a justification says why it was chosen, unless its group is left out.
        ([GROUP, TWIN, UNSAID], "all", "A-2"),
        ([TWIN, UNSAID], "all", "A-3"),
        ([UNSAID], "all", ""),
        ([GROUP, TWIN, replace(UNSAID, reason="r")], "all", "A-1"),
        ([OUT, replace(UNSAID, reason="r")], "all", "A-2"),
        ([replace(GROUP, status="")], "all", ""),
        # Whoever takes a group on takes on all of its members, of whom its core says anything.
        *(([GROUP, TWIN], met, "A-2") for met in ("all", "most", "some")),
        ([GROUP, TWIN], "none", "A-3"),
        ([GROUP], "none", ""),
        # Whoever leaves it out leaves out what the core is all of, unless something else certainly meets it.
        ([OUT], "all", "A-2"),
        *(([OUT], met, "") for met in ("most", "some", "none")),
        ([OUT, TWIN], "all", "A-3"),
        ([TWIN], "some", "A-3"),
        ([replace(TWIN, status="planned")], "all", ""),
        ([replace(TWIN, target="b:1.2")], "all", ""),
    ],
)
def test_who_decides_whether_a_control_applies(answers: list[Answer], met: str, by: str, small: Library) -> None:
    library = replace(small, memberships=[replace(small.memberships[0], met=met)])
    at = standing(state_of(*answers), library, ON)
    found = soa.decision(at, "a:1.1")
    assert (found.id if found else "") == by
    # A certificate decides nothing, and of what only shares something with a control nobody decided it.
    held = standing(state_of(Certificate(id="CERT-1", framework="b"), replace(TWIN, target="b:1.2")), small, ON)
    assert soa.decision(held, "a:1.1") is None is soa.decision(held, "a:1.2")


# --- gaps and tasks ---------------------------------------------------------------------------------------------------


def test_a_gap_is_what_stands_at_a_requirement_and_becomes_one_task(small: Library) -> None:
    records = (
        Answer(id="A-1", target="b:1.2", status="implemented"),
        Answer(id="A-2", target="a:1.3", status="not applicable", reason="r"),
        Evidence(id="E-1", title="x", kind="record", shows=("a:1.2", "a:1.1")),
        Task(id="T-1", title="x", targets=("a:1.1",), state="dropped"),
        Task(id="T-2", title="y", targets=("a:1.1", "a:1.2"), state="done"),
    )
    state = state_of(*records)
    found = {g.requirement.id: g for g in gap(state, standing(state, small, ON), "a")}
    assert list(found) == ["a:1.1", "a:1.2", "a:1.3"]
    assert [[e.id for e in g.evidence] for g in found.values()] == [["E-1"], ["E-1"], []]
    assert [g.remains for g in found.values()] == [(), ((("b:1.2",), TEST),), ()]
    logging = small.requirements["a:1.1"]
    assert wanted(found.values()) == [
        ("a:1.1", logging.name, logging.summary),
        ("a:1.2", TEST, "remains of a:1.2 beside b:1.2"),
    ]
    # Of two that leave something over, the one that leaves less to say; nothing where somebody works at it, or it is met.
    more = replace(found["a:1.2"], remains=((("b:1.2",), "the yearly test and more"), (("c", "d"), "a test"), (("e",), "all")))  # fmt: skip
    assert wanted([more]) == [("a:1.2", "all", "remains of a:1.2 beside e")]
    assert wanted([replace(more, remains=more.remains[:2])]) == [("a:1.2", "a test", "remains of a:1.2 beside c and d")]
    assert wanted([replace(more, tasks=(Task(id="T-3", title="z"),))]) == []
    only = gap(state, standing(state, small, ON), "a", only=iter(["a:1.3", "b:1.1", "a:1.1"]))
    assert [g.requirement.id for g in only] == ["a:1.1", "a:1.3"]
    busy = state_of(*records, Task(id="T-4", title="z", targets=("a:1.2",), state="in progress"))
    assert [[t.id for t in g.tasks] for g in gap(busy, standing(busy, small, ON), "a")] == [[], ["T-4"], []]
    assert [t for t, *_ in wanted(gap(busy, standing(busy, small, ON), "a"))] == ["a:1.1"]


def test_how_far_is_counted_over_what_applies(small: Library) -> None:
    """Of a: 1.1 follows from b, 1.2 is denied though a part of it is met, 1.3 is left out."""
    records = (
        Certificate(id="CERT-1", framework="b", expires=ON),
        Answer(id="A-1", target="a:1.2", status="planned"),
        Answer(id="A-2", target="a:1.3", status="not applicable", reason="r"),
    )
    found = progress(standing(state_of(*records), small, ON).framework("a"), "a")
    assert (found.total, found.least, found.most, found.left_out) == (2, 1, 1, 1)
    assert found.by_status == {"implemented": 1, "planned": 1, "not applicable": 1}
    after = progress(standing(state_of(*records), small, ON + dt.timedelta(days=1)).framework("a"), "a")
    assert (after.least, after.most, after.by_status[""]) == (0, 1, 1)


# --- what an answer rests on ------------------------------------------------------------------------------------------


def test_an_answer_rests_on_what_it_is_about_and_on_the_row_it_was_taken_over_by(small: Library) -> None:
    source = Answer(id="A-1", target="b:1.2", status="implemented")
    over = Answer(id="A-2", target="a:1.2", accepted_from="A-1")
    group = Answer(id="A-3", target="a:group-logs")
    gone = Answer(id="A-4", target="a:9")

    def kept(answer: Answer, library: Library = small) -> Answer:
        return replace(answer, basis=basis_of(state_of(source), library, answer))

    def names(answer: Answer, library: Library) -> list[tuple[str, str, bool]]:
        return [(c.kind, c.name, c.is_gone) for c in changed(state_of(source), library, answer)]

    def with_row(old: Mapping, *new: Mapping) -> Library:
        """The content with another row in the place of one, or without it."""
        (pair,) = small.sets
        rows = tuple(m for one in pair.rows for m in (new if one is old else (one,)))
        return replace(small, sets=[replace(pair, rows=rows)])

    assert [text.partition("=")[0] for text in kept(over).basis] == ["requirement:a:1.2", "row:b:1.2--a:1.2"]
    assert [text.partition("=")[0] for text in kept(group).basis] == ["group:a:group-logs"]
    assert kept(gone).basis == () and names(kept(over), small) == []
    other = replace(small.requirements["a:1.2"], summary="Says something else.")
    retold = replace(small, requirements={**small.requirements, "a:1.2": other})
    assert names(kept(over), retold) == [("requirement", "a:1.2", False)]
    retitled = replace(small, requirements={**small.requirements, "a:1.2": replace(other, summary=small.requirements["a:1.2"].summary, title="T")})  # fmt: skip
    assert names(kept(over), retitled) == [("requirement", "a:1.2", False)]
    # Each of what the row says of the two counts; its words on what they share do not.
    row = next(m for m in small.mappings if m.subject_id == "a:1.2")
    for said in ({"subject_only": "all of it"}, {"subject_met": "some"}, {"object_met": "most"}, {"relation": "equal"}):
        assert names(kept(over), with_row(row, replace(row, **said))) == [("row", "b:1.2--a:1.2", False)], said
    assert names(kept(over), with_row(row, replace(row, shared="other words", comment="c"))) == []
    assert names(kept(over), with_row(row)) == [("row", "b:1.2--a:1.2", True)]
    for said, value in (("met", "some"), ("adds", "more")):
        members = [replace(m, **{said: value}) for m in small.memberships]
        assert names(kept(group), replace(small, memberships=members)) == [("group", "a:group-logs", False)]
