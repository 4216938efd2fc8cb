"""Agreement of readings against hand-worked cases: the figures, what stood before each reading, and the differences that nobody settled."""

import math
from dataclasses import replace

import pytest

from aims_graph.answers.trust.agreement import (
    NOTHING,
    compare,
    compared,
    confidence_from,
    joined,
    standing,
)
from aims_graph.answers.trust.kappa import weighted_kappa
from aims_graph.check.ground import Ground
from aims_graph.check.readings import reading_findings
from aims_graph.formats.content import Content
from aims_graph.model import BY_MAJORITY, DECIDED_BY, LATER, Framework, Library, Mapping, MappingSet, Reading, Source
from aims_graph.pack.names import Names
from aims_graph.pack.terms import Terms
from aims_graph.present.agreement import agreement_table, named_table
from aims_graph.vocabulary import NO_TERM_FOUND

HERE = Source("here.tsv", 1)
ROW = Mapping(
    *("a--b", "a:1", "", "b:1", "", "intersects", "some", "some", "logs", "", "", "", "", False, 0.9, "", "", "", ""),
    HERE,
)


def test_kappa_by_hand():
    # Cohen 1968 with squared distances: 1 - (sum of observed distances) / (sum expected by chance).
    assert weighted_kappa([(0, 0), (1, 1), (0, 0), (1, 1)], 2) == 1
    assert weighted_kappa([(0, 1), (1, 0)], 2) == -1
    # Two by two: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4 (the textbook example of Cohen's kappa).
    table = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert round(weighted_kappa(table, 2), 3) == 0.4
    assert math.isnan(weighted_kappa([(1, 1), (1, 1)], 2))


# Two files of pairs, and one of another hand.


def reading(name, pair, verdict, drawn_as="row", confidence=0.9, outcome="", set_id="a--b"):
    return Reading(set_id, *pair, drawn_as, name, *verdict, confidence, outcome, "why", "2026-11-20", HERE)


def row(pair, verdict=("some", "some"), set_id="a--b"):
    return replace(
        ROW, set_id=set_id, subject_id=pair[0], object_id=pair[1], subject_met=verdict[0], object_met=verdict[1]
    )


def small(*sets):
    """Sets as (id, whose, rows, readings)."""
    made = [MappingSet(name, *name.split("--"), whose, {}, tuple(rows), "m") for name, whose, rows, _ in sets]
    sides = {side for s in made for side in (s.subject, s.object)}
    frameworks = {f: Framework(f, f, f, "", "framework", {}, {}, Source(f"{f}.tsv", 1)) for f in sides}
    lines = [r for *_, readings in sets for r in readings]
    return Library((), Names({}), Terms(()), frameworks=frameworks, sets=made, readings=lines)


ALL, MOST, SOME = (("all", "all"), ("most", "most"), ("some", "some"))
ONE, TWO, THREE, FOUR, FIVE = ((f"a:{n}", f"b:{n}") for n in range(1, 6))
FIRST_FILE = (
    "a--b",
    "",
    [row(ONE, ALL), row(THREE), row(FIVE), replace(row(FOUR), object_id=NO_TERM_FOUND, relation="")],
    [
        *(reading("first", ONE, ALL), reading("second", ONE, ALL)),
        *(
            reading("first", TWO, SOME),
            reading("second", TWO, NOTHING),
            reading("settled", TWO, NOTHING, outcome="dropped"),
        ),
        *(
            reading("second", THREE, ("some", "most"), "decoy"),
            reading("settled", THREE, SOME, "decoy", outcome="added"),
        ),
        reading("second", FOUR, NOTHING, "decoy"),
    ],
)
OTHER = ("b:1", "c:1")
SECOND_FILE = (
    "b--c",
    "",
    [row(OTHER, MOST, "b--c")],
    [
        *(reading("first", OTHER, MOST, set_id="b--c"), reading("second", OTHER, ("some", "most"), set_id="b--c")),
        reading("settled", OTHER, MOST, outcome="changed", set_id="b--c"),
    ],
)
THEIRS = ("a--c", "somebody", [], [reading(n, ("a:1", "c:1"), ALL, set_id="a--c") for n in ("first", "second")])
UNREAD = ("c--d", "", [row(("c:1", "d:1"), set_id="c--d")], [])


def test_the_table_by_hand():
    # On existence, first file: yes/yes, yes/no, no/yes, no/no: what chance gives. On met, both sides of each pair: squares of the distances 7 in 8
    # pairs, by chance 200 in 8 x 8: 1 - 7·8/200 = 0.72. Nothing but "all" where both accept: chance alone agrees wholly.
    # Second file: most/some and most/most: 1 - 1·2/2 = 0. Both: (3/5 - 13/25) / (12/25) = 1/6; 1 - 8·10/272; where both accept 1 - 1·4/16.
    by_first = (2, 2, 1, 1, "50%", 0.0, 0.72, None, "50%", 0, 0, 1, 1, 0, 2)
    by_second = (1, 0, 1, 0, "100%", None, 0.0, 0.0, "50%", 0, 1, 0, 0, 0, 0)
    together = (3, 2, 2, 1, "60%", 0.17, 0.71, 0.75, "50%", 0, 1, 1, 1, 0, 2)
    table = agreement_table(small(FIRST_FILE, SECOND_FILE, THEIRS, UNREAD))
    assert table.rows == (("a--b", *by_first), ("b--c", *by_second), ("all files", *together))
    assert all(len(line) == len(table.columns) for line in table.rows)
    assert agreement_table(small(FIRST_FILE, UNREAD)).rows == (("a--b", *by_first),)
    assert "the first" in table.title and "settled" not in table.title


def test_the_third_reading_is_held_against_what_stood():
    lines = [
        *(reading("first", ONE, SOME), reading("second", ONE, MOST), reading("settled", ONE, MOST)),
        *(reading("third", ONE, ALL), reading("final", ONE, ALL, outcome="changed")),
        *(reading("first", TWO, SOME), reading("second", TWO, SOME), reading("third", TWO, SOME)),
        *(reading("first", THREE, ALL), reading("second", THREE, ALL)),
        *(reading("second", FOUR, SOME, "decoy"), reading("third", FOUR, SOME)),
        reading("third", FIVE, NOTHING, "decoy"),
    ]
    library = small(("a--b", "", [], lines))
    third = {c.pair: c for c in compared(library, "a--b", "third")}
    assert {pair: (c.before, c.found) for pair, c in third.items()} == {
        ONE: (MOST, ALL),
        TWO: (SOME, SOME),
        FOUR: (SOME, SOME),
        FIVE: (NOTHING, NOTHING),
    }
    assert third[ONE].decided.reading == "final" and third[TWO].decided is None
    second = {c.pair: c for c in compared(library, "a--b")}
    assert second.keys() == {ONE, TWO, THREE, FOUR} and second[FOUR].before == NOTHING and not second[FOUR].agree
    assert second[ONE].decided.reading == "settled" and second[TWO].agree and len(second[ONE].lines) == 5
    assert compared(library, "b--c") == []
    table = agreement_table(library, "third")
    assert table.rows[0][:5] == ("a--b", 3, 1, 3, 0) and "settled" in table.title


@pytest.mark.parametrize(
    ("verdicts", "together"),
    [
        ({"first": SOME, "second": ("most", "all"), "third": ALL}, ("most", "all")),
        ({"first": NOTHING, "second": SOME, "third": NOTHING}, NOTHING),
        ({"first": ALL, "second": NOTHING, "third": SOME}, SOME),
        # The first had passed it over.
        ({"second": SOME, "third": MOST}, SOME),
        ({"second": NOTHING, "third": MOST}, NOTHING),
        ({"first": SOME, "second": SOME}, None),
        ({"second": SOME}, None),
        ({"third": SOME, "fourth": SOME}, None),
    ],
)
def test_most_readings_decide_and_the_middle_one_how_much(verdicts, together):
    assert joined({name: reading(name, ONE, verdict) for name, verdict in verdicts.items()}) == together


ADDED = {"settled": reading("settled", ONE, SOME, "new", outcome="added"), "third": reading("third", ONE, SOME)}
TAKEN_UP = {
    "third": reading("third", ONE, MOST, "decoy"),
    "final": reading("final", ONE, MOST, "decoy", outcome="added"),
}


def test_pairs_that_were_named_are_counted_apart_by_hand():
    """Twice read: yes/yes, yes/no, no/no, no/no. By chance both yes 2/4 x 1/4, both no 2/4 x 3/4: kappa (3/4 - 1/2) / (1/2) = 0.5."""
    verdicts = ((ONE, SOME, SOME), (TWO, SOME, NOTHING), (THREE, NOTHING, NOTHING), (FOUR, NOTHING, NOTHING))
    named = [reading("first", pair, v, "named") for pair, v, _ in (*verdicts, (FIVE, NOTHING, None))]
    named += [reading("second", pair, v, "named") for pair, _, v in verdicts]
    named.append(reading("settled", TWO, NOTHING, "named", outcome="left out"))
    (line,) = named_table(small(("a--b", "", [row(ONE)], named), SECOND_FILE)).rows
    assert line == ("a--b", 5, 3, 4, 1, 1, 2, 1, 0.5)
    # No figure of agreement counts them.
    assert [r[0] for r in agreement_table(small(("a--b", "", [row(ONE)], named), SECOND_FILE)).rows] == ["b--c"]


def seen(by_name, name):
    found = compare(by_name, name)
    return found.before, found.found, found.decided.reading if found.decided else None


def test_a_row_that_a_decision_wrote_stood_before_it_was_read():
    """What stood is the value of the row, whichever line wrote it; that line decides nothing about what the reading then found."""
    again = {**ADDED, "second": reading("second", ONE, ALL)}
    assert seen(again, "second") == (SOME, ALL, None) and seen(again, "third") == (SOME, SOME, None)
    again["final"] = reading("final", ONE, SOME, outcome="kept")
    # Both readings have the one line left to decide them; it counts for the one that differed.
    assert seen(again, "second") == (SOME, ALL, "final") and seen(again, "third") == (SOME, SOME, None)
    # The row's first reader stands there too.
    first = {"first": reading("first", ONE, MOST), **again}
    assert seen(first, "second") == (MOST, ALL, "final")
    # A pair that was no row when two judged it: the one line that wrote the row decides between them.
    named = {n: reading(n, ONE, v, "named") for n, v in (("first", MOST), ("second", NOTHING))}
    named["settled"] = reading("settled", ONE, MOST, "named", outcome="added")
    assert seen(named, "second") == (MOST, NOTHING, "settled")
    # A decoy of the third reading was taken up, and the row read again.
    taken = {**TAKEN_UP, "second": reading("second", ONE, SOME)}
    assert seen(taken, "second") == (MOST, SOME, None) and seen(taken, "third") == (NOTHING, MOST, "final")
    taken["settled"] = reading("settled", ONE, MOST, "decoy", outcome="added")
    taken["final"] = reading("final", ONE, SOME, outcome="changed")
    assert seen(taken, "second") == (MOST, SOME, "final") and seen(taken, "third") == (NOTHING, MOST, "settled")
    # A decoy of the second reading was taken up, and the row read a third time.
    twice = {
        "second": reading("second", ONE, SOME, "decoy"),
        "settled": reading("settled", ONE, SOME, "decoy", outcome="added"),
        "third": reading("third", ONE, ALL),
        "final": reading("final", ONE, ALL, outcome="changed"),
    }
    assert seen(twice, "second") == (NOTHING, SOME, "settled") and seen(twice, "third") == (SOME, ALL, "final")


def test_the_line_that_wrote_a_row_counts_as_its_first_reading_where_three_are_joined():
    assert joined(ADDED) is None
    assert joined({**ADDED, "second": reading("second", ONE, ALL)}) == SOME
    assert joined({**ADDED, "third": reading("third", ONE, ALL), "second": reading("second", ONE, ALL)}) == ALL
    assert (
        joined({**ADDED, "third": reading("third", ONE, NOTHING), "second": reading("second", ONE, NOTHING)}) == NOTHING
    )


def test_a_row_that_a_decision_wrote_and_a_reading_doubts_is_a_difference_to_settle():
    lines = [*ADDED.values(), reading("second", ONE, MOST)]
    found = [f.what for f in reading_findings(Ground(Content(small(("a--b", "", [row(ONE)], lines)))))]
    assert len(found) == 1 and "nobody settled it" in found[0]
    lines.append(reading("final", ONE, SOME, outcome="kept"))
    found = [f.what for f in reading_findings(Ground(Content(small(("a--b", "", [row(ONE)], lines)))))]
    assert not any("nobody settled it" in what for what in found)


FOUR_TIMES = {name: reading(name, ONE, SOME) for name in ("first", "second")} | {
    "third": reading("third", ONE, MOST),
    "final": reading("final", ONE, MOST, outcome="changed"),
    "fourth": reading("fourth", ONE, NOTHING),
}


def test_the_fourth_reading_is_held_against_what_all_before_had_left_standing():
    assert seen(FOUR_TIMES, "fourth") == (MOST, NOTHING, None) and seen(FOUR_TIMES, "third") == (SOME, MOST, "final")
    dropped = FOUR_TIMES | {"resettled": reading("resettled", ONE, NOTHING, outcome="dropped")}
    assert seen(dropped, "fourth") == (MOST, NOTHING, "resettled") and seen(dropped, "third") == (SOME, MOST, "final")
    assert (standing(dropped), standing(dropped, "fourth"), standing(dropped, "third")) == (NOTHING, MOST, SOME)
    assert joined(dropped) == SOME, "the first three speak together; the fourth is settled by itself"
    # A decoy of the fourth was taken up.
    taken = {
        "fourth": reading("fourth", TWO, SOME, "decoy"),
        "resettled": reading("resettled", TWO, SOME, "decoy", outcome="added"),
    }
    assert seen(taken, "fourth") == (NOTHING, SOME, "resettled")
    library = small(("a--b", "", [row(TWO)], [*dropped.values(), *taken.values()]))
    table = agreement_table(library, "fourth")
    assert table.title == "The fourth reading against what stood"
    # Rows, decoys, confirmed, accepted; then kept, changed, dropped, added, left out.
    assert table.rows[0][:5] == ("a--b", 1, 1, 0, 1) and table.rows[0][-6:-1] == (0, 0, 1, 1, 0)


@pytest.mark.parametrize(
    ("lines", "rows", "said"),
    [
        # Nobody settled what the fourth found.
        ([*FOUR_TIMES.values()], [row(ONE, MOST)], "add a line with reading resettled"),
        # Settled, but the row stands as it stood.
        (
            [*FOUR_TIMES.values(), reading("resettled", ONE, NOTHING, outcome="dropped")],
            [row(ONE, MOST)],
            "correct the row, or decide again",
        ),
        # Three say some; what the fourth turned needs no second line.
        (
            [
                *(reading(name, ONE, SOME) for name in ("first", "second", "third")),
                *(reading("fourth", ONE, NOTHING), reading("resettled", ONE, NOTHING, outcome="dropped")),
            ],
            [],
            "",
        ),
    ],
)
def test_a_fourth_reading_that_differs_is_settled_by_a_line_of_its_own(lines, rows, said):
    found = [f.mend for f in reading_findings(Ground(Content(small(("a--b", "", rows, lines)))))]
    assert found == ([said] if said else [])


@pytest.mark.parametrize("later", [name for name in LATER if name != BY_MAJORITY[-1]])
def test_every_reading_but_the_third_wants_the_line_that_decides_where_it_differs(later):
    lines = [reading("first", ONE, SOME), reading(later, ONE, MOST)]
    library = small(("a--b", "", [row(ONE)], lines))
    wanting = [f.mend for f in reading_findings(Ground(Content(library))) if "nobody settled it" in f.what]
    assert wanting == [f"add a line with reading {DECIDED_BY[later]}"]
    lines.append(reading(DECIDED_BY[later], ONE, SOME, outcome="kept"))
    library = small(("a--b", "", [row(ONE)], lines))
    assert not [f for f in reading_findings(Ground(Content(library))) if "nobody settled it" in f.what]


def test_a_fifth_reading_is_held_against_what_the_fourth_left_and_settled_by_a_line_of_its_own():
    resettled = reading("resettled", ONE, MOST, outcome="kept")
    read = FOUR_TIMES | {"resettled": resettled, "fifth": reading("fifth", ONE, SOME)}
    assert seen(read, "fifth") == (MOST, SOME, None) and seen(read, "fourth") == (MOST, NOTHING, "resettled")

    def wanting(lines):
        unsure = replace(row(ONE, MOST), confidence=0.6)
        content = Content(small(("a--b", "", [unsure], [*lines.values()])))
        return [finding.mend for finding in reading_findings(Ground(content))]

    assert wanting(read) == ["add a line with reading concluded"]
    assert wanting(read | {"concluded": reading("concluded", ONE, MOST, outcome="kept")}) == []


def test_what_stood_before_the_third_reading():
    by_name = {name: reading(name, ONE, v) for name, v in (("third", ALL), ("second", SOME), ("first", MOST))}
    assert standing({**by_name, "settled": reading("settled", ONE, ALL)}) == ALL
    assert standing(by_name) == MOST
    assert standing({n: by_name[n] for n in ("third", "second")}) == SOME
    assert standing({"third": by_name["third"]}) == NOTHING


@pytest.mark.parametrize(
    ("verdicts", "confidence"),
    [
        ({"first": (SOME, 0.9), "second": (SOME, 0.9)}, 0.9),
        ({"first": (SOME, 0.9), "second": (("some", "most"), 0.9)}, 0.8),
        ({"first": (SOME, 0.9), "second": (MOST, 0.9)}, 0.7),
        ({"first": (SOME, 0.9), "second": (ALL, 0.9)}, 0.7),
        ({"first": (SOME, 0.9), "second": (NOTHING, 0.9)}, 0.6),
        # Never more than the least sure of those that found something.
        ({"first": (SOME, 0.9), "second": (SOME, 0.7)}, 0.7),
        ({"first": (SOME, 0.9), "second": (NOTHING, 0.3)}, 0.6),
        ({"first": (SOME, 0.5), "second": (NOTHING, 0.9)}, 0.5),
    ],
)
def test_confidence_by_hand(verdicts, confidence):
    readings = [reading(name, ONE, verdict, "row", sure) for name, (verdict, sure) in verdicts.items()]
    assert confidence_from(row(ONE), readings) == confidence


def test_a_decoy_the_first_reading_had_passed_over_is_never_sure():
    later = [reading("second", ONE, SOME, "decoy"), reading("third", ONE, SOME)]
    assert confidence_from(row(ONE), later) == 0.6
    assert confidence_from(row(ONE), [reading("first", ONE, SOME), *later]) == 0.9
    assert confidence_from(row(ONE), [later[1], later[1]]) == 0.9
