"""What is certainly met: the counts add up, nothing is claimed that does not follow, and more held never gives less."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_graph import load
from aims_graph.answers.coverage.coverage import (
    FULL,
    NONE,
    PART,
    STATUSES,
    UNKNOWN,
    Held,
    Reason,
    bounds,
    counts,
    coverage,
    holding_of,
    next_questions,
)
from aims_graph.answers.coverage.extension import extension
from aims_graph.errors import AimsError
from aims_graph.model import Library, Link, Mapping, MappingSet, Requirement, Source
from aims_graph.model.naming import full_name
from aims_graph.pack.names import Names
from aims_graph.pack.terms import Terms
from aims_graph.present.coverage import coverage_table, coverage_text, extend
from aims_graph.present.remainder import left_in_words
from aims_graph.vocabulary import MET

ORDER = {FULL: 3, PART: 2, UNKNOWN: 1, NONE: 1}
CONTROLS = [r.id for f in ("iso27001", "iso9001") for r in load().members(f) if r.assessable]


def test_full_only_where_a_row_a_remainder_or_parts_say_so(library):
    for c in coverage(library, Held(("iso27001",), ()), "iso42001"):
        remainder = library.remainder_of[c.requirement.id, "iso27001"]
        direct = any(m.subject_met == "all" for m in library.counterparts(c.requirement.id, "iso27001"))
        if direct or remainder.met == "all":
            assert c.status == FULL, c.requirement.id
        if c.status in (PART, NONE) and remainder.met != "none":
            assert any(r.words == remainder.remains for r in c.remains)


def test_the_counts_add_up_and_the_bounds_hold_them(library):
    covered = coverage(library, Held(("iso27001", "iso9001"), ()), "iso42001")
    found = counts(covered)
    assert list(found) == list(STATUSES) and sum(found.values()) == 70 == len(covered)
    assert bounds(covered) == (found[FULL], 70 - found[NONE])


CERTIFICATES = [(("iso27001", "iso9001"), "iso42001"), (("iso42001", "iso27001"), "aiact")]


@pytest.mark.parametrize(("frameworks", "towards"), CERTIFICATES)
def test_two_certificates_leave_one_task_for_each_requirement(frameworks, towards, library):
    """As judged of both together; else of the two texts the one beside the framework that meets most, of equals the shorter."""
    held = Held(frameworks, ())
    seen = coverage(library, held, towards)
    table = coverage_table(library, held, towards, seen)
    task, otherwise = (table.columns.index(c) for c in ("still to do", "said otherwise"))
    together = {c.requirement_id: c for c in library.combined if set(c.held) == set(frameworks)}
    assert together
    for c, line in zip(seen, table.rows, strict=True):
        alone = [
            library.remainder_of[key] for f in frameworks if (key := (c.requirement.id, f)) in library.remainder_of
        ]
        if c.status == FULL or not alone:
            continue
        least = max(MET.index(r.met) for r in alone)
        if c.requirement.id in together:
            expected = together[c.requirement.id].remains
            others = {r.remains for r in alone}
        else:
            best = [r.remains for r in alone if MET.index(r.met) == least]
            expected = min(best, key=len)
            others = {r.remains for r in alone if least == 0 or r.met != "none"} - {expected}
        assert len(line[task]) == len(expected) if c.requirement.id not in together else line[task] == expected
        assert {r.words for r in c.remains} == {*others, expected} | {line[task]}
        assert all(words in line[otherwise] for words in others - {line[task]})


def test_what_is_met_together_counts_only_where_all_of_it_is_held(library):
    (one,) = (c for c in library.combined if c.requirement_id == "iso42001:A.6.2.5")
    assert one.held == ("iso27001", "iso9001")
    for held, said in ((one.held, True), ((*one.held, "airmf"), True), (one.held[:1], False), (one.held[1:], False)):
        (c,) = (c for c in coverage(library, Held(held, ()), "iso42001") if c.requirement.id == one.requirement_id)
        assert (c.remains[0].words == one.remains) is said, held
    # Of what another meets for the most part, two that meet some together are not the task.
    better = replace(
        library.remainder_of[one.requirement_id, "airmf"], met="most", by=("airmf:MAP-1.1",), remains="sign"
    )
    rest = [r for r in library.remainders if (r.requirement_id, r.held) != (one.requirement_id, "airmf")]
    changed = replace(library, remainders=[*rest, better])
    (c,) = (
        c
        for c in coverage(changed, Held((*one.held, "airmf"), ()), "iso42001")
        if c.requirement.id == one.requirement_id
    )
    assert c.remains[0].words == "sign" and one.remains in {r.words for r in c.remains}


def test_two_that_meet_all_together_leave_nothing(library):
    (one,) = (c for c in library.combined if c.requirement_id == "iso42001:A.6.2.5")
    whole = replace(library, combined=[replace(one, met="all", remains="")])
    (c,) = (c for c in coverage(whole, Held(one.held, ()), "iso42001") if c.requirement.id == one.requirement_id)
    assert (c.status, c.reason, c.by) == (FULL, Reason.TOGETHER, one.by)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CONTROLS), min_size=1, max_size=6, unique=True), st.sampled_from(CONTROLS))
def test_holding_more_never_meets_less(held, more):
    library = load()
    few = coverage(library, Held((), tuple(held)), "iso42001")
    many = coverage(library, Held((), (*held, more)), "iso42001")
    assert all(ORDER[a.status] <= ORDER[b.status] for a, b in zip(few, many, strict=True))


def test_parts_that_exhaust_a_parent_meet_it():
    """Hand-worked: P is said by P1 and P2; both are equal to controls that are held; so P is met in full, and only then."""

    def requirement(name, framework, parent="", assessable=True):
        return Requirement(
            name, framework, name[2:], "clause", name, True, parent, 0, assessable, "", (), (), "", Source("f", 1)
        )

    def row(subject, object_):
        return Mapping(
            "a--b",
            subject,
            "",
            object_,
            "",
            "equal",
            "all",
            "all",
            "s",
            "",
            "",
            "",
            "",
            False,
            0.9,
            "",
            "",
            "",
            "",
            Source("m", 1),
        )

    ids = [("a:P", "a", ""), ("a:P1", "a", "a:P"), ("a:P2", "a", "a:P"), ("b:1", "b", ""), ("b:2", "b", "")]
    real = load().frameworks["iso42001"]
    frameworks = {f: type(real)(**{**real.__dict__, "id": f, "short": f}) for f in "ab"}

    def library(rows):
        return Library(
            (),
            Names({}),
            Terms(()),
            frameworks=frameworks,
            requirements={i: requirement(i, f, p) for i, f, p in ids},
            sets=[MappingSet("a--b", "a", "b", "", {}, tuple(rows), "m")],
            links=[Link("a:P", "said_by_parts", "a:P", "", Source("m", 1))],
        )

    def status(rows):
        return next(c.status for c in coverage(library(rows), Held(("b",), ()), "a") if c.requirement.id == "a:P")

    assert status([row("a:P1", "b:1"), row("a:P2", "b:2")]) == FULL
    assert status([row("a:P1", "b:1")]) == PART


def test_a_name_of_nothing_is_refused(library):
    with pytest.raises(AimsError):
        holding_of(library, ["27001", "27001 A.99"])
    with pytest.raises(AimsError, match="Nothing is held"):
        coverage(library, Held((), ()), "iso42001")
    with pytest.raises(AimsError, match="itself is held"):
        coverage(library, Held(("iso42001",), ()), "iso42001")


def test_the_next_question_is_open(library):
    from aims_graph.reason.closure import closure_of
    from aims_graph.reason.relations import INSIDE

    closure = closure_of(library)
    questions = next_questions(library, Held(("aiact",), ()), "iso42001", 20)
    assert len(questions) == 20
    for q in questions:
        relation = closure.relation(q.wanted, q.held)
        assert relation & INSIDE and relation & ~INSIDE and q.settles >= 1
        assert library.requirements[q.held].assessable and library.requirements[q.wanted].assessable
    assert [q.settles for q in questions] == sorted((q.settles for q in questions), reverse=True)
    # In words: whoever did all of the wanted would do all below it, and whatever contains what is held contains that.
    first = questions[0]
    below = [n for n in closure.network.names if not closure.relation(n, first.wanted) & ~INSIDE]
    above = [n for n in closure.network.names if not closure.relation(first.held, n) & ~INSIDE]
    groups = {
        (closure.group[closure.network.position[x]], closure.group[closure.network.position[y]])
        for x in below
        for y in above
        if closure.relation(x, y) & ~INSIDE
    }
    assert first.settles == len(groups)


def test_what_to_judge_next_is_asked_of_what_is_held(library: Library) -> None:
    """b:1 is held and demands the same as c:1, which is not. That a:1 shares something with c:1 leaves open whether it is inside b:1."""
    here = Source("x.tsv", 1)
    frameworks = {f: replace(library.frameworks["iso9001"], id=f) for f in "abc"}
    names = ("a:1", "b:1", "c:1")
    members = {n: Requirement(n, n[0], "1", "clause", n, True, "", "", 1, True, "", (), (), "", here) for n in names}
    template = next(m for m in library.mappings if m.relation == "equal")
    equal = replace(template, subject_id="c:1", object_id="b:1", source=here)
    shares = replace(
        equal, subject_id="a:1", object_id="c:1", relation="intersects", subject_met="some", object_met="some"
    )
    for rows in ((equal, shares), (shares, replace(equal, subject_id="b:1", object_id="c:1"))):
        sets = [MappingSet("s", "c", "b", "", {"intersects_means": "any overlap"}, rows, "x.tsv")]
        small = Library(
            library.packs, library.names, library.terms, frameworks=frameworks, requirements=members, sets=sets
        )
        assert [(q.wanted, q.held) for q in next_questions(small, Held(("b",), ()), "a")] == [("a:1", "b:1")]


def test_not_covered_is_what_a_row_denies_for_each_framework_held(library: Library) -> None:
    """A row that says "no counterpart" speaks of the requirement itself, or of one above it with all its parts."""
    denied = {(m.missing_for, f): m for s in library.sets for m in s.rows if m.is_gap for f in (s.subject, s.object)}
    found = Counter()
    for held in (("iso27001",), ("iso9001",), ("airmf", "aiact"), ("iso27001", "iso9001", "airmf")):
        for c in coverage(library, Held(held, ()), "iso42001"):
            name = c.requirement.id
            by = {f: denied.get((name, f)) for f in held}
            for f in held:
                above = (denied.get((i, f)) for i in library.above(name))
                by[f] = by[f] or next((m for m in above if m and m.with_parts), None)
            gaps = tuple(by[f] for f in sorted(held) if by[f])
            if c.status in (NONE, UNKNOWN):
                assert (c.status, c.gaps) == ((NONE, gaps) if len(gaps) == len(held) else (UNKNOWN, ())), (held, name)
            else:
                assert c.gaps == () and len(gaps) < len(held)
            found[c.status, len(held)] += 1
    assert all(found[NONE, n] for n in (1, 2, 3))


def test_a_reason_names_the_narrowest_that_is_held(library: Library) -> None:
    for held, towards in permutations([f.id for f in library.mapped], 2):
        for c in coverage(library, Held((held,), ()), towards):
            above = {wider for name in c.by for wider in library.above(name)}
            # Rows may stand at a clause and at its part; each says something of its own.
            assert c.reason is not Reason.INSIDE or not above & set(c.by), (held, c.requirement.id, c.by)
    (found,) = (c for c in coverage(library, Held(("iso27001",), ()), "iso42001") if c.requirement.id == "iso42001:5.1")
    assert found.by == ("iso27001:5.1",)


def test_text_names_all_that_a_requirement_shares_demands_with(library: Library) -> None:
    """It named five and was silent about the rest."""
    many = 0
    for towards in (f.id for f in library.mapped):
        held = Held(tuple(f.id for f in library.mapped if f.id != towards), ())
        seen = [c for c in coverage(library, held, towards) if c.status in (PART, NONE)]
        lines = coverage_text(library, held, towards, seen).splitlines()
        for c in seen:
            (line,) = (x for x in lines if x.split(" (shares demands")[0] == f"  {c.requirement.name}")
            assert all(full_name(library, i) in line for i in c.by)
            many += len(c.by) > 5
    assert many > 20


def test_what_another_discipline_meets_is_extended_and_still_counts(library: Library) -> None:
    held = Held(("iso27001",), ())
    seen = coverage(library, held, "iso42001")
    text, table = coverage_text(library, held, "iso42001", seen), coverage_table(library, held, "iso42001", seen)
    full = [c for c in seen if c.status == FULL]
    assert len(full) == counts(seen)[FULL] > 10
    column = table.columns.index("still to do")
    for c in full:
        note = library.evidence_at[c.requirement.id].note
        assert extend(library, c) == f"extend to AI: {note}"
        assert f"extend to AI: {note}" in " ".join(text.split())
        (row,) = (r for r in table.rows if r[-1] == c.requirement.id)
        assert row[column] == f"extend to AI: {note}"
    assert not any(extend(library, c) for c in seen if c.status != FULL)


def test_nothing_is_extended_within_one_subject(library: Library) -> None:
    for held, towards in permutations([f.id for f in library.mapped], 2):
        subjects = [library.frameworks[f].header["subject"] for f in (held, towards)]
        for r in library.remainders:
            if (r.held, library.requirements[r.requirement_id].framework, r.met) == (held, towards, "all"):
                extended = extension(library, r.requirement_id, [held])
                assert (extended is None) == (subjects[0] == subjects[1])
                words = left_in_words(library, r)
                assert (
                    words == "nothing"
                    if extended is None
                    else words.startswith(f"nothing but to extend to {subjects[1]}: ")
                )
    # What says nothing of its subject, or is met by several of which one has the same, is not extended.
    assert extension(library, "iso42001:5.1", ["iso27001", "airmf"]) is None
    bare = replace(library, frameworks={n: replace(f, header={}) for n, f in library.frameworks.items()})
    assert extension(bare, "iso42001:5.1", ["iso27001"]) is None
