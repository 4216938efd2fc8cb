"""Sets of rows that cannot all be true: found, minimal, with the gravest reading first."""

from pathlib import Path

import pytest
import tiny
from hypothesis import given, settings
from networks import network, networks, row

from aims_graph.check.content import check
from aims_graph.check.contradictions import contradiction_findings
from aims_graph.check.ground import Ground
from aims_graph.formats.content import read_content
from aims_graph.formats.library import load
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.contradictions import (
    HARD,
    STRICTNESS,
    answered_gaps,
    by_shared_row,
    contradictions,
    for_each_row,
    in_order,
)
from aims_graph.reason.relations import ASSERTED, PART_OF
from aims_graph.reason.statements import Network, Statement, network_of


def lines(contradiction):
    return sorted(r.source.line for r in contradiction.rows)


@pytest.mark.parametrize(
    ("stated", "severity", "rows"),
    [
        (["a equal b", "a no_relationship b"], HARD, [1, 2]),
        (["a subset_of b", "a intersects c", "b no_relationship c"], HARD, [1, 2, 3]),
        (["p part_of q", "p intersects x", "q no_relationship x"], HARD, [2, 3]),
        (["a subset_of b", "b subset_of c", "c subset_of a"], STRICTNESS, [1, 2, 3]),
        (["a equal b", "b equal c", "a intersects c", "a superset_of z"], STRICTNESS, [1, 2, 3]),
        (["p part_of q", "p equal x", "q intersects x"], STRICTNESS, [2, 3]),
    ],
)
def test_a_planted_contradiction_is_found_and_minimal(stated, severity, rows):
    found = contradictions(Closure(network(*stated)))
    assert [(c.severity, lines(c)) for c in found] == [(severity, rows)]


def test_a_wrong_row_among_many_is_the_one_they_share():
    stated = ["a equal b", "a subset_of c", "a subset_of d", "c no_relationship b", "d no_relationship b"]
    found = contradictions(Closure(network(*stated)))
    assert list(by_shared_row(found)) == ["mappings/test.sssom.tsv:1"]
    assert [len(c.rows) for c in found] == sorted(len(c.rows) for c in found)


def test_the_smallest_come_first_and_of_these_whose_row_most_of_them_share():
    """However early the others stand: one row of two more is likelier wrong than one of one."""
    stated = ["u subset_of v", "v subset_of w", "u no_relationship w", "x equal y", "x no_relationship y"]
    stated += ["a equal b", "a no_relationship b", "b no_relationship a"]
    found = contradictions(Closure(network(*stated)))
    lines = [{r.source.line for r in c.rows} for c in found]
    assert sorted(map(sorted, lines[:2])) == [[6, 7], [6, 8]] and lines[2:] == [{4, 5}, {1, 2, 3}]
    assert next(iter(by_shared_row(found))) == "mappings/test.sssom.tsv:6"


def test_two_rows_against_each_other_are_told_beside_two_others():
    """What the rows on a and b say against each other, told before, does not hide what the rows on c do."""
    net = network("a equal b", "a no_relationship b", "c equal a", "c subset_of a")
    assert [lines(c) for c in for_each_row(Closure(net)) if c] == [[1, 2], [3, 4]]


@settings(deadline=None, max_examples=300)
@given(networks())
def test_there_is_one_exactly_if_not_all_can_be_true(drawn):
    net = with_rows(drawn)
    closure = Closure(net)
    found = contradictions(closure)
    assert bool(found) != closure.is_consistent
    for c in found:
        assert not Closure(net.only(c.rows)).is_consistent
        for left_out in c.rows:
            assert Closure(net.only(r for r in c.rows if r is not left_out)).is_consistent
        assert not c.against.replay() & ~c.against.literal
        assert not c.against.literal & c.statement.seen_from(c.against.subject)
    # Told once for each row: sets from among all minimal ones, and mending the network by them leads to the same end.
    once = [c for c in for_each_row(closure) if c]
    assert bool(once) == bool(found)
    assert len(list(for_each_row(closure))) == len(net.statements)
    for c in in_order(once):
        assert not Closure(net.only(c.rows)).is_consistent
        for left_out in c.rows:
            assert Closure(net.only(r for r in c.rows if r is not left_out)).is_consistent
    told = {id(r) for c in once for r in c.rows}
    alone = [c.statement.row for c in found if c.statement.row and id(c.statement.row) not in told and len(c.rows) == 2]
    assert alone == [], "a row that one other contradicts is always told"


def with_rows(net):
    """Give every statement a row of its own; what the row calls its relation does not matter here."""
    return Network(
        net.names,
        tuple(
            Statement(s.subject, s.object, s.relation, row(s.subject, "equal", s.object, n))
            for n, s in enumerate(net.statements)
        ),
    )


def test_every_contradiction_on_our_rows_is_minimal(library: Library):
    net = network_of(library)
    for c in contradictions(Closure(net)):
        assert not Closure(net.only(c.rows)).is_consistent
        assert all(Closure(net.only(r for r in c.rows if r is not left_out)).is_consistent for left_out in c.rows)


def test_a_row_planted_among_ours_is_named(library: Library):
    net = network_of(library)
    child = next(
        s
        for s in net.statements
        if s.relation == PART_OF and any(o.row and o.subject == s.subject for o in net.statements)
    )
    ours = next(s for s in net.statements if s.row and s.subject == child.subject and s.row.is_counterpart)
    wrong = row(child.object, "no_relationship", ours.object)
    planted = Network(
        net.names, (*net.statements, Statement(child.object, ours.object, ASSERTED["no_relationship"], wrong))
    )
    found = contradictions(Closure(planted))
    assert any(wrong in c.rows and ours.row in c.rows and c.severity == HARD for c in found)


def test_a_gap_that_other_rows_answer_is_named_with_the_chain(library: Library):
    closure = Closure(network_of(library))
    for gap in answered_gaps(library, closure):
        assert gap.overlap.subject == gap.row.missing_for
        assert not gap.overlap.replay() & ~gap.overlap.literal
    sources = [str(f) for f in contradiction_findings(Ground(read_content(library.packs)))]
    assert len(sources) == len(set(sources))
    assert all("mappings/" in source for source in sources)


def test_check_names_a_contradiction(copy, library: Library):
    """Weaken one of three equalities that say the same of each other."""
    net = network_of(library)
    equal = [s for s in net.statements if s.row and s.relation == ASSERTED["equal"]]
    chosen = next(s for s in equal if Closure(net.without([s.row])).relation(s.subject, s.object) == s.relation)
    path = copy / chosen.row.source.file
    lines = path.read_text(encoding="utf-8").split("\n")
    head = next(line for line in lines if line.startswith("subject_id")).split("\t")
    cells = dict(zip(head, lines[chosen.row.source.line - 1].split("\t"), strict=True))
    cells |= {
        "predicate_id": "skos:relatedMatch",
        "ext_set_relation": "intersects",
        "ext_subject_only": "this",
        "ext_object_only": "that",
    }
    cells |= {"ext_subject_met": "most", "ext_object_met": "most"}
    lines[chosen.row.source.line - 1] = "\t".join(cells.values())
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [str(f) for f in check(packs_of([copy], alone=True), shapes=False) if "cannot be true together" in f.what]
    assert any(str(chosen.row.source) in text for text in found)


def answered(folder: Path, *rows: str) -> list[tuple[str, str, list[str]]]:
    """The gaps of the small content that more rows answer: who has none, whom it touches, and by which rows.

    A requirement stands under a:1.3, and one under b:1.3.
    """
    tiny.write(folder)
    for framework, title in (("a", "Supplier audits"), ("b", "Sorting of waste")):
        path = folder / f"ontology/catalogues/{framework}.tsv"
        line = f"{framework}:1.3.1 | 1.3.1 | clause | {title} | {framework}:1.3 | yes | own | Says of {title.lower()} what is done."
        text = path.read_text(encoding="utf-8").replace("clause: 4", "clause: 5")
        path.write_text(text + tiny.table("", line), encoding="utf-8")
    path = folder / tiny.PAIR
    cells = "| some | some | both do {n} | ours of {n} | theirs of {n} |  |  |  | 0.8 | " + tiny.HOW
    more = [
        f"{x} |  | skos:relatedMatch |  | {y} |  | intersects {cells.format(n=n)}"
        for n, (x, y) in enumerate(r.split() for r in rows)
    ]
    path.write_text(path.read_text(encoding="utf-8") + "".join(tiny.table("", r) for r in more), encoding="utf-8")
    library = load(folder, alone=True)
    return [
        (g.row.missing_for, g.overlap.object, [f"{r.subject_id} {r.object_id}" for r in g.overlap.rows])
        for g in answered_gaps(library, closure_of(library))
    ]


def test_a_gap_that_other_rows_answer_names_the_plainest_of_what_is_touched(tmp_path: Path):
    """What a part shares its whole shares. Of a heading, and of what several rows lead to, nothing is said where a requirement is near."""
    assert answered(tmp_path) == []
    assert answered(tmp_path, "a:1.3.1 b:1.2") == [("a:1.3", "b:1.2", ["a:1.3.1 b:1.2"])]
    assert answered(tmp_path, "a:1.2 b:1.3.1") == [("b:1.3", "a:1.2", ["a:1.2 b:1.3.1"])]
    # The nearest of what it touches: the fewest steps from one to the other.
    row = ["a:1.3.1 b:1.3.1"]
    assert answered(tmp_path, *row) == [("a:1.3", "b:1.3.1", row), ("b:1.3", "a:1.3.1", row)]


def test_the_row_that_says_there_is_none_is_told_what_it_shares_and_how_that_follows(tmp_path: Path):
    """All rows lie in one folder, so the fault is at the gap; the chain is the one row of the part and that it is a part."""
    assert answered(tmp_path, "a:1.3.1 b:1.2")
    (said,) = (f for f in check(packs_of([tmp_path], alone=True), shapes=False) if "shares a demand" in f.what)
    lines = (tmp_path / tiny.PAIR).read_text(encoding="utf-8").split("\n")
    assert (said.file, lines[said.line - 1].split("\t")[0]) == (tiny.PAIR, "a:1.3")
    assert said.what.startswith(
        "says that A 1.3 Supplier contracts has no counterpart, yet it shares a demand with B 1.2 "
    )
    assert said.mend == "state the counterpart, or judge the rows of the chain again"
