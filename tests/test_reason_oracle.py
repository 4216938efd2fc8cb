"""HermiT, asked independently, agrees with the closure: on our rows and on hundreds of random networks."""

import random
import shutil

import oracle
import pytest
from networks import LABELS

from aims_graph.model import Library
from aims_graph.reason.closure import Closure
from aims_graph.reason.contradictions import contradictions
from aims_graph.reason.relations import LITERALS
from aims_graph.reason.statements import Network, Statement, network_of

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")

OPPOSITES = (("inside", "not_inside"), ("contains", "not_containing"), ("overlap", "apart"))


def random_network(rng):
    names = tuple("abcdef"[: rng.randint(3, 6)])
    statements = (Statement(*rng.sample(names, 2), rng.choice(LABELS)) for _ in range(rng.randint(1, 2 * len(names))))
    return Network(names, tuple(statements))


def test_random_networks_consistent_and_not():
    rng = random.Random(8477)
    drawn = [random_network(rng) for _ in range(400)]
    decided = oracle.consistent(drawn)
    assert decided == [Closure(net).is_consistent for net in drawn]
    assert 100 < sum(decided) < 300


def test_what_follows_from_random_networks():
    """A literal follows exactly if the network and the opposite literal cannot both be true."""
    rng = random.Random(8278)
    asked, expected = [], []
    while len(asked) < 600:
        net = random_network(rng)
        closure = Closure(net)
        if closure.is_consistent:
            x, y = rng.sample(net.names, 2)
            one, other = (LITERALS[name] for name in rng.choice([pair[::way] for pair in OPPOSITES for way in (1, -1)]))
            asked.append(Network(net.names, (*net.statements, Statement(x, y, other))))
            expected.append(bool(closure.relation(x, y) & ~one))
    assert oracle.consistent(asked) == expected
    assert expected.count(False) > 60


def test_our_rows(library: Library):
    net = network_of(library)
    rows = [s.row for s in net.statements if s.row]
    while found := contradictions(Closure(net.only(rows))):
        rows.remove(found[0].rows[0])
    part = net.only(rows)
    assert oracle.is_consistent(part)
    mapped = next(s for s in part.statements if s.row and s.row.relation == "intersects")
    sides = {mapped.subject, mapped.object}
    opposite = Statement(mapped.object, mapped.subject, LITERALS["apart"])
    # What two of the statements contradict, all of them contradict: HermiT need not read the others once more.
    between = [s for s in part.statements if {s.subject, s.object} == sides]
    names = [name for name in part.names if name in sides]
    assert oracle.is_consistent(Network(names, between))
    assert not oracle.is_consistent(Network(names, [*between, opposite]))
