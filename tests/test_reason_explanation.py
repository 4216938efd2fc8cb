"""An explanation replayed by the composition table alone gives its conclusion, and a person can check it in words."""

from dataclasses import replace
from functools import reduce
from itertools import permutations
from operator import and_
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tiny
from hypothesis import given, settings
from networks import network, networks

from aims_graph.answers.inference.inference import explained
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.present.chain_svg import chain_svg
from aims_graph.reason.argument import argument
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.derived import Pair, entailed, shown
from aims_graph.reason.explanation import Derivation, Step, confidence, explain, headline, shortest
from aims_graph.reason.relations import ANY, INSIDE, LITERALS, OVERLAP, PP, conjunctions
from aims_graph.reason.statements import network_of


@settings(deadline=None, max_examples=400)
@given(networks())
def test_a_literal_has_a_derivation_exactly_if_it_follows(net):
    closure = Closure(net)
    for x, y in permutations(net.names, 2):
        relation = closure.relation(x, y)
        for literal in LITERALS.values():
            derivation = shortest(closure, x, y, literal)
            if derivation:
                assert not derivation.replay() & ~literal
                assert not relation & ~literal
            else:
                # A pair on which the statements contradict each other is withheld: nothing is left of it.
                assert not relation or relation & ~literal


@settings(deadline=None, max_examples=200)
@given(networks())
def test_the_headline_says_no_more_than_is_known(net):
    closure = Closure(net)
    for x, y in permutations(net.names, 2):
        for derivation in explain(closure, x, y):
            assert (derivation.subject, derivation.object) == (x, y)
            assert not closure.relation(x, y) & ~derivation.literal


def test_every_known_relation_has_a_headline():
    assert [bool(headline(r)) for r in conjunctions()] == [r != ANY for r in conjunctions()]


def test_the_shortest_derivation_takes_the_fewest_rows():
    closure = Closure(network("a subset_of b", "b subset_of c", "a part_of p", "p part_of q", "q part_of c"))
    derivation = shortest(closure, "a", "c", INSIDE)
    assert derivation and derivation.rows == [] and len(derivation.steps) == 3


def test_a_chain_that_breaks_or_overstates_is_refused():
    closure = Closure(network("a subset_of b", "b intersects c"))
    good = shortest(closure, "b", "c", OVERLAP)
    assert good
    broken = Derivation("a", "c", OVERLAP, good.steps)
    with pytest.raises(ValueError, match="does not continue"):
        broken.replay()
    bold = Derivation("b", "c", INSIDE, (Step("b", "c", PP, good.steps[0].statement),))
    with pytest.raises(ValueError, match="more than its statement"):
        bold.replay()


def test_confidence_counts_no_row_twice():
    two_ways = network("a subset_of b", "b intersects c", "a equal d", "d intersects c", "x part_of a", confidence=0.5)
    # By b nothing follows of a and c. By d one chain of two rows: 0.25.
    assert confidence(Closure(two_ways), "a", "c", OVERLAP) == pytest.approx(0.25)
    apart = network("a equal b", "b intersects c", "a equal d", "d intersects c", confidence=0.5)
    assert confidence(Closure(apart), "a", "c", OVERLAP) == pytest.approx(1 - 0.75**2)
    shared = network("a equal b", "b equal d", "d intersects c", "b equal e", "e intersects c", confidence=0.5)
    # Both chains need "a equal b", so the second adds nothing.
    assert confidence(Closure(shared), "a", "c", OVERLAP) == pytest.approx(0.125)
    certain = network("x part_of a", "a intersects x", confidence=0.5)
    assert confidence(Closure(certain), "x", "a", INSIDE) == 1


def test_everything_that_follows_from_our_rows_replays(library: Library):
    closure = Closure(network_of(library))
    for x, y, relation in entailed(library, closure):
        derivations = explain(closure, x, y)
        assert derivations
        known = ANY
        for derivation in derivations:
            replayed = derivation.replay()
            assert not relation & ~replayed
            known &= replayed
        assert all(not known & ~literal for literal in headline(relation))


@pytest.mark.parametrize(
    ("statements", "pair", "count"),
    [
        # That a part is not the whole of its parent needs an argument of its own.
        (("x part_of a", "z part_of a", "x no_relationship y", "y intersects z"), "xa", 2),
        (("x part_of a", "x subset_of a"), "xa", 2),
        (("x part_of a",), "xa", 1),
        (("b subset_of x",), "xb", 1),
    ],
)
def test_what_is_said_of_a_pair_is_what_its_arguments_leave_together(statements, pair, count):
    closure = Closure(network(*statements))
    for x, y in (pair, pair[::-1]):
        derivations = explain(closure, x, y, whole=True)
        assert len(derivations) == count
        assert reduce(and_, (d.replay() for d in derivations)) == closure.relation(x, y)


def test_a_part_is_less_than_its_parent_where_the_rows_say_so(library: Library):
    pair = explained(library, "iso42001:4.1", "iso42001:4").pair
    assert pair.relation == reduce(and_, (d.replay() for d in pair.derivations)) == PP


@pytest.fixture(scope="module")
def derived(library: Library) -> Pair:
    """A pair that two rows entail, found by striking the row that states it: curators settle every pair that follows."""
    net = network_of(library)
    for row in library.mappings:
        if row.relation == "intersects":
            found = {(p.subject, p.object): p for p in shown(library, Closure(net.without([row])))}
            if (row.subject_id, row.object_id) in found:
                return found[row.subject_id, row.object_id]
    raise AssertionError("no row follows from others")


def test_shown_pairs_take_two_rows_and_are_assessable(library: Library, derived: Pair):
    for pair in [derived, *shown(library, Closure(network_of(library)))]:
        assert pair.rows >= 2
        assert library.requirements[pair.subject].assessable and library.requirements[pair.object].assessable


def test_no_pair_that_follows_is_left_unsettled(library: Library):
    stated = {frozenset((m.subject_id, m.object_id)) for m in library.mappings if m.relation}
    settled = stated | {frozenset(pair) for pair, readings in library.readings_of.items() if "settled" in readings}
    assert all(frozenset((p.subject, p.object)) in settled for p in shown(library, Closure(network_of(library))))


def test_the_argument_names_titles_phrases_and_places(library: Library, derived: Pair):
    text = "\n".join(argument(library, derived.derivations[0]))
    for row in derived.derivations[0].rows:
        assert str(row.source) in text and row.shared in text
    for name in (derived.subject, derived.object):
        assert library.requirements[name].name in text


LOGGED = (
    "A 1.1 Logging and B 1.1 Event records demand the same: what happened is kept (PAIR:43, equal, confidence 0.9)."
)
TAUGHT = "A 1.2 Staff training and B 1.2 Teaching people share demands, and each has some of its own: staff are taught (PAIR:44, intersects, confidence 0.8)."


@pytest.mark.parametrize(
    ("pair", "sentences"),
    [
        (("a:1.1", "b:1.1"), [LOGGED, "So A 1.1 and B 1.1 demand the same. (By the table, EQ leaves EQ.)"]),
        (("a:1.2", "b:1.2"), [TAUGHT, "So A 1.2 and B 1.2 share demands, and each has some of its own. (By the table, PO leaves PO.)"]),
        (
            ("a:1.1", "b:1"),
            [LOGGED, "B 1.1 Event records is a part of B 1 Whole of b (B:16).", "What is inside a part is inside the whole. So B 1 demands all that A 1.1 demands, and perhaps more. (By the table, EQ then EQ or PP leaves EQ PP.)"],
        ),
        (
            ("a:1", "b:1.2"),
            ["A 1.2 Staff training is a part of A 1 Whole of a (A:17).", TAUGHT, "What two requirements share, everything that contains them shares. So A 1 and B 1.2 share demands, and A 1 has some that B 1.2 has not. (By the table, EQ or PPI then PO leaves PPI PO.)"],
        ),
        (
            ("a:1.3", "a:1.1"),
            ["A 1.3 Supplier contracts and B 1.1 Event records share no demand (PAIR:47, no relationship, confidence 0.8).", LOGGED.replace("A 1.1 Logging and B 1.1 Event records", "B 1.1 Event records and A 1.1 Logging"), "Where two requirements share nothing, none of their parts do. So A 1.3 and A 1.1 share no demand. (By the table, DR then EQ leaves DR.)"],
        ),
    ],
)  # fmt: skip
def test_an_argument_in_full(pair: tuple[str, str], sentences: list[str], tmp_path: Path):
    """Each step with its place, in the order of the chain; the rule where there is more than one; what is left, by the table."""
    packs = tiny.write(tmp_path)
    denied = f"a:1.3 |  | skos:relatedMatch | Not | b:1.1 |  | no_relationship | none | none |  |  |  | nothing is shared |  |  | 0.8 | {tiny.HOW}"
    with (tmp_path / tiny.PAIR).open("a", encoding="utf-8") as stream:
        stream.write(tiny.table("", denied))
    small = library_of(packs)
    (derivation,) = explain(closure_of(small), *pair)
    places = {"PAIR:": f"{tiny.PAIR}:", "(A:": f"({tiny.CATALOGUE}:", "(B:": "(ontology/catalogues/b.tsv:"}
    expected = [reduce(lambda text, place: text.replace(*place), places.items(), line) for line in sentences]
    assert argument(small, derivation) == [f"{n}. {line}" for n, line in enumerate(expected, 1)]


def test_the_picture_is_well_formed_whatever_the_titles(library: Library, derived: Pair):
    picture = ElementTree.fromstring(chain_svg(library, derived))
    words = " ".join("".join(node.itertext()) for node in picture.iter() if node.tag.endswith("text"))
    assert all(str(row.source) in words for row in derived.derivations[0].rows)
    ElementTree.fromstring(chain_svg(library, explained(library, "iso42001:4", "aiact:art-1").pair))


def test_what_does_not_show_stands_in_the_picture_as_its_number(library: Library, derived: Pair):
    first = derived.derivations[0].subject
    odd = replace(library.requirements[first], title="Turned \u202e and \x1b[31m red")
    picture = chain_svg(replace(library, requirements={**library.requirements, first: odd}), derived)
    assert "\\u202e" in picture and "\\x1b" in picture
    assert not {"\u202e", "\x1b"} & set(picture)


def test_two_rows_that_say_the_same_of_one_pair_are_both_at_hand():
    """Of two chains as short as each other one is taken; without its row the other."""
    closure = Closure(network("a subset_of b", "a subset_of b", "b subset_of c", "b equal c"))
    first = shortest(closure, "a", "c", INSIDE)
    assert first and len(first.rows) == 2
    other = shortest(closure, "a", "c", INSIDE, frozenset(map(id, first.rows)))
    assert (
        other and len(other.rows) == 2 and not {r.source.line for r in first.rows} & {r.source.line for r in other.rows}
    )
