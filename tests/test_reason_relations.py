"""The algebra is that of sets: checked by brute force, not by belief."""

from itertools import product
from pathlib import Path

from networks import between

from aims_graph.reason.relations import ANY, BASE, EQ, algebra_markdown, base, compose, conjunctions, converse


def composition(elements):
    """Base pair -> what is possible between the outer two, over all triples of non-empty subsets."""
    subsets = range(1, 2**elements)
    found = dict.fromkeys(product(BASE.values(), repeat=2), 0)
    for x, y, z in product(subsets, repeat=3):
        found[between(x, y), between(y, z)] |= between(x, z)
    return found


def differing(elements):
    return sum(compose(*pair) != possible for pair, possible in composition(elements).items())


def test_the_table_is_what_sets_over_four_elements_do():
    assert differing(4) == 0


def test_three_elements_are_not_enough():
    assert differing(3) == 8


def test_converse_laws():
    relations = range(ANY + 1)
    assert all(converse(converse(r)) == r for r in relations)
    assert all(converse(compose(r, s)) == compose(converse(s), converse(r)) for r, s in product(relations, repeat=2))


def test_equality_is_neutral_and_composition_associative():
    relations = range(ANY + 1)
    assert all(compose(EQ, r) == r == compose(r, EQ) for r in relations)
    bases = BASE.values()
    assert all(compose(compose(r, s), t) == compose(r, compose(s, t)) for r, s, t in product(bases, repeat=3))


def test_fourteen_relations_closed_under_all_operations():
    fourteen = set(conjunctions())
    assert len(fourteen) == 14
    assert {converse(r) for r in fourteen} == fourteen
    assert {compose(r, s) for r, s in product(fourteen, repeat=2)} <= fourteen
    assert {r & s for r, s in product(fourteen, repeat=2)} - {0} == fourteen


def test_composition_distributes_over_what_can_be_true_together():
    fourteen = conjunctions()
    for r, s, t in product(fourteen, repeat=3):
        if s & t:
            assert compose(r, s & t) == compose(r, s) & compose(r, t)


def test_every_relation_is_the_union_of_its_base_relations():
    assert all(sum(base(r)) == r for r in range(ANY + 1))


def test_the_page_prints_the_algebra_as_it_is():
    page = (Path(__file__).parents[1] / "docs" / "reasoning.md").read_text(encoding="utf-8")
    assert page.endswith(algebra_markdown())
