"""What follows is exactly what holds in every arrangement of sets, whatever the order of the rows."""

import random
from functools import lru_cache
from itertools import combinations, pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import LABELS, between, models, network, networks

from aims_graph.answers.inference.inference import everything_entailed
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.model import Library
from aims_graph.reason.closure import Closure, bits
from aims_graph.reason.relations import ANY, ASSERTED, BASE, EQ, PART_OF, base, compose, converse
from aims_graph.reason.statements import Network, Statement, network_of

# The time of one example says nothing here: the first one fills caches.
many = settings(deadline=None, max_examples=400)


def entailed(closure):
    names = closure.network.names
    return {(x, y): closure.relation(x, y) for x, y in permutations(names, 2)}


@many
@given(models())
def test_what_is_derived_holds_in_the_sets_the_rows_speak_of(drawn):
    sets, net = drawn
    for (x, y), relation in entailed(Closure(net)).items():
        assert relation & between(sets[x], sets[y])


@lru_cache
def arrangements(names):
    """(pair, base relation) -> in which arrangements of these sets it holds, a bit for each.

    An arrangement is a choice of the regions of the Venn diagram that are not empty, so these are all models there are.
    """
    regions = range(1, 2 ** len(names))
    holds = {(x, y, r): 0 for x, y in permutations(names, 2) for r in BASE.values()}
    number = 0
    for chosen in range(1, 2 ** len(regions)):
        sets = [0] * len(names)
        for place in bits(chosen):
            for n in bits(regions[place]):
                sets[n] |= 1 << place
        if all(sets):
            for (x, one), (y, other) in permutations(zip(names, sets, strict=True), 2):
                holds[x, y, between(one, other)] |= 1 << number
            number += 1
    return holds, (1 << number) - 1


@many
@given(networks(most=4))
def test_what_holds_in_every_arrangement_is_derived_and_nothing_else(net):
    holds, left = arrangements(net.names)
    for s in net.statements:
        left &= sum_of(holds[s.subject, s.object, r] for r in base(s.relation))
    closure = Closure(net)
    assert closure.is_consistent == bool(left)
    if left:
        for (x, y), relation in entailed(closure).items():
            assert relation == sum(r for r in BASE.values() if holds[x, y, r] & left)


def sum_of(bitsets):
    found = 0
    for one in bitsets:
        found |= one
    return found


@many
@given(networks(), st.randoms(use_true_random=False))
def test_order_does_not_matter(net, shuffle):
    names, statements = list(net.names), list(net.statements)
    shuffle.shuffle(names)
    shuffle.shuffle(statements)
    assert entailed(Closure(net)) == entailed(Closure(Network(tuple(names), tuple(statements))))


@many
@given(networks(), st.sampled_from(LABELS))
def test_a_row_more_never_takes_anything_away(net, label):
    more = Network(net.names, (*net.statements, Statement(net.names[0], net.names[1], label)))
    before, after = entailed(Closure(net)), entailed(Closure(more))
    assert all(not after[pair] & ~relation for pair, relation in before.items())


@many
@given(networks())
def test_converse(net):
    closure = Closure(net)
    assert all(relation == converse(closure.relation(y, x)) for (x, y), relation in entailed(closure).items())


def test_retract_and_add_again_changes_nothing(library: Library):
    net = network_of(library)
    row = next(s for s in net.statements if s.row)
    without = net.without([row.row])
    again = Network(net.names, (*without.statements, row))
    one, other = Closure(net), Closure(again)
    assert len(without.statements) == len(net.statements) - 1
    assert all(one.relation(*pair) == other.relation(*pair) for pair in combinations(net.names[::3], 2))


#: Up to how many groups rows are bits alone, and how many bits a number takes, in a network that is small or as if it were large.
SIZES = {"bits": (1 << 14, 64), "numbers": (0, 1), "numbers where they are few": (0, 5)}


@pytest.mark.parametrize("kept", SIZES)
def test_a_closure_made_from_another_says_what_one_made_anew_says(kept: str, monkeypatch: pytest.MonkeyPatch):
    """Rows are struck and stated again; a large network keeps a row as numbers where that takes less memory, and says the same."""
    chance, forms, consistent = random.Random(2026), set(), set()
    relations = ["part_of"] * 3 + ["subset_of", "equal", "intersects", "no_relationship"]
    for _ in range(60):
        pairs = [chance.sample("abcdefghijkl", 2) for _ in range(chance.randint(4, 16))]
        net = network(*(f"{x} {chance.choice(relations)} {y}" for x, y in pairs))
        rows = [s for s in net.statements if s.row]
        struck = chance.sample(rows, min(len(rows), chance.randint(1, 3)))
        fewer = net.without([s.row for s in struck])
        nets = [net, fewer, fewer.adding(struck), fewer]
        anew = [Closure(n) for n in nets]
        with monkeypatch.context() as patch:
            for name, value in zip(("_ONLY_BITS", "_NUMBER"), SIZES[kept], strict=True):
                patch.setattr(f"aims_graph.reason.closure.{name}", value)
            made = [Closure(net)]
            made.append(made[0].without([s.row for s in struck]))
            made.append(made[1].adding(struck))
            made.append(made[2].without([s.row for s in struck]))
        assert set(made[2].network.statements) == set(net.statements)
        for one, other in zip(made, anew, strict=True):
            assert entailed(one) == entailed(other)
            assert one.is_consistent is other.is_consistent
            consistent.add(one.is_consistent)
            for matrix in (one.up, one.down, one.overlap, one.apart, one.not_inside, one.not_containing):
                assert len(matrix) == len(one.groups) and list(matrix) == [matrix[g] for g in range(len(matrix))]
                forms |= {type(row) for row in matrix.rows}
        for one, other in pairwise(made):
            unlike = {net.names[n] for n in one.differing(other)}
            before, after = entailed(one), entailed(other)
            assert all(unlike & set(pair) for pair in before if before[pair] != after[pair])
    assert consistent == {True, False}
    assert forms == ({int} if kept == "bits" else {int, tuple})


def test_a_ring_of_inclusions_is_one_set():
    closure = Closure(network("a part_of b", "b part_of c", "c part_of a"))
    assert closure.relation("a", "c") == EQ
    assert len(closure.groups) == 1


def test_after_a_contradiction_the_rest_still_follows():
    closure = Closure(network("a equal b", "a no_relationship b", "c subset_of d", "d subset_of e"))
    assert not closure.is_consistent
    assert closure.relation("a", "b") == 0
    assert closure.relation("c", "e") == ASSERTED["subset_of"]


def path_consistency(net):
    """The textbook algorithm (PC-1): go over all triples until nothing changes."""
    labels = {pair: EQ if pair[0] == pair[1] else ANY for pair in [(x, y) for x in net.names for y in net.names]}
    for s in net.statements:
        labels[s.subject, s.object] &= s.relation
        labels[s.object, s.subject] &= converse(s.relation)
    changed = True
    while changed:
        changed = False
        for y in net.names:
            for x in net.names:
                if labels[x, y] == ANY:
                    continue
                for z in net.names:
                    tighter = labels[x, z] & compose(labels[x, y], labels[y, z])
                    if tighter != labels[x, z]:
                        labels[x, z] = tighter
                        changed = True
    return labels


@many
@given(networks())
def test_small_networks_agree_with_path_consistency(net):
    closure, labels = Closure(net), path_consistency(net)
    assert closure.is_consistent == all(labels.values())
    if closure.is_consistent:
        assert all(labels[pair] == relation for pair, relation in entailed(closure).items())


@pytest.mark.parametrize("seed", range(3))
def test_real_content_agrees_with_path_consistency(library: Library, seed):
    net = network_of(library)
    chosen = random.Random(seed).sample(
        [s for s in net.statements if s.row and s.relation != ASSERTED["no_relationship"]], 25
    )
    part = net.only(s.row for s in chosen)
    closure, labels = Closure(part), path_consistency(part)
    assert closure.is_consistent == all(labels.values())
    if closure.is_consistent:
        assert all(labels[pair] == relation for pair, relation in entailed(closure).items())


def test_the_network_holds_our_rows_and_required_parts(library: Library):
    net = network_of(library)
    rows = [s.row for s in net.statements if s.row]
    assert len(rows) == sum(bool(m.relation) for m in library.mappings)
    assert all(library.requirements[s.subject].parent == s.object for s in net.statements if s.relation == PART_OF)
    assert not any(name.startswith(("hs2021:", "hs2012:", "aiact2024:")) for name in net.names)


@pytest.mark.parametrize(("means", "consistent"), [("", False), ("#intersects_means: any overlap\n", True)])
def test_sets_of_others_are_closed_apart_and_by_their_own_reading(copy: Path, means: str, consistent: bool):
    own = copy / "mappings" / "iso-42001--iso-27001.sssom.tsv"
    lines = own.read_text(encoding="utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("#")]
    columns = next(line for line in lines if not line.startswith("#")).rstrip("\n").split("\t")
    row = next(line for line in lines if line.startswith("iso42001:9.2.2\t")).rstrip("\n").split("\t")

    def stated(subject: str, relation: str, object_: str) -> str:
        met = {"equal": ("all", "all"), "intersects": ("some", "some")}[relation]
        only = ("", "") if relation == "equal" else ("a", "b")
        cells = dict(zip(columns, row, strict=True)) | {
            **{"subject_id": subject, "object_id": object_, "ext_set_relation": relation},
            **{"predicate_id": "skos:exactMatch" if relation == "equal" else "skos:relatedMatch"},
            **dict(zip(("ext_subject_met", "ext_object_met"), met, strict=True)),
            **dict(zip(("ext_subject_only", "ext_object_only"), only, strict=True)),
            **{"comment": "c", "ext_shared": "s"},
        }
        return "\t".join(cells[c] for c in columns) + "\n"

    # 9.2.1 is a part of 9.2: where 42001 9.2.1 equals the whole, it contains the part, and a strict "intersects" denies that.
    rows = [stated("iso42001:9.2.1", "equal", "iso27001:9.2"), stated("iso42001:9.2.1", "intersects", "iso27001:9.2.1")]
    theirs = own.with_name("iso-42001--iso-27001.OTHER.sssom.tsv")
    theirs.write_text(
        "#stated_by: OTHER\n" + "".join(head) + means + "\t".join(columns) + "\n" + "".join(rows), encoding="utf-8"
    )
    library = load(copy, alone=True)
    assert not library.left_out
    assert Closure(network_of(library, "OTHER")).is_consistent is consistent
    assert Closure(network_of(library)).is_consistent
    assert len([s for s in network_of(library, "OTHER").statements if s.row]) == 2
    if consistent:
        assert ("iso42001:9.2.1", "iso27001:9.2.1") in {
            (e.pair.subject, e.pair.object) for e in everything_entailed(library, "OTHER")
        }
    with pytest.raises(AimsError, match="No mapping set is stated by"):
        list(everything_entailed(library, "NOBODY"))
