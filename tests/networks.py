"""Small networks for tests: rows written in one line, and random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from aims_graph.model import Mapping, Source
from aims_graph.reason.relations import ANY, ASSERTED, PART_OF, conjunctions
from aims_graph.reason.statements import Network, Statement

LABELS = [r for r in conjunctions() if r != ANY]


def row(subject: str, relation: str, object_: str, line: int = 1, confidence: float = 0.9) -> Mapping:
    empty = dict.fromkeys(Mapping.__dataclass_fields__, "")
    return Mapping(
        **{
            **empty,
            "set_id": "test",
            "subject_id": subject,
            "relation": relation,
            "object_id": object_,
            "shared": "what both demand",
            "confidence": confidence,
            "with_parts": False,
            "source": Source("mappings/test.sssom.tsv", line),
        }
    )


def network(*stated: str, confidence: float = 0.9) -> Network:
    """``network("a subset_of b", "c part_of d")``: each text a row, numbered from 1, or a place in the catalogue."""
    statements = []
    for line, text in enumerate(stated, 1):
        x, relation, y = text.split()
        if relation == "part_of":
            statements.append(Statement(x, y, PART_OF))
        else:
            statements.append(Statement(x, y, ASSERTED[relation], row(x, relation, y, line, confidence)))
    names = dict.fromkeys(name for s in statements for name in (s.subject, s.object))
    return Network(tuple(names), tuple(statements))


@st.composite
def networks(draw: st.DrawFn, most: int = 6) -> Network:
    """Any network over a few sets, consistent or not, with any of the labels that literals can make."""
    names = "abcdefgh"[: draw(st.integers(2, most))]
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    drawn = draw(st.lists(st.tuples(pairs, st.sampled_from(LABELS)), max_size=2 * len(names)))
    return Network(tuple(names), tuple(Statement(x, y, label) for (x, y), label in drawn))


@st.composite
def models(draw: st.DrawFn) -> tuple[dict[str, int], Network]:
    """Sets, and a network of statements that are true of them: name -> subset of a universe of six."""
    names = "abcdefgh"[: draw(st.integers(2, 8))]
    sets = {name: draw(st.integers(1, 63)) for name in names}
    drawn = draw(st.lists(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True), max_size=12))
    statements = []
    for x, y in drawn:
        true = between(sets[x], sets[y])
        statements.append(Statement(x, y, draw(st.sampled_from([label for label in LABELS if label & true]))))
    return sets, Network(tuple(names), tuple(statements))


def between(x: int, y: int) -> int:
    """The base relation of two non-empty sets, each the bits of a number."""
    from aims_graph.reason.relations import DR, EQ, PO, PP, PPI

    if x == y:
        return EQ
    if not x & y:
        return DR
    return PP if x & y == x else PPI if x & y == y else PO
