"""A question has one source: every named query gives row for row what the answers in Python give, for all its parameters.

The tests are made from the list of queries: one that nobody compares fails. They ask the shipped content; that with a sixth and a seventh
framework and another hand's set beside it; and small contents drawn at random, which hold what those two happen not to have.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from packs import crosswalk, sixth_and_seventh
from pyoxigraph import Store
from query_answers import OF_LAW, QUESTIONS, answered
from query_rows import Given
from worlds import store as graph_of
from worlds import world

from aims_graph import load
from aims_graph.graph.query import named_queries
from aims_graph.graph.sparql import parsed, tokens
from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.vocabulary import NO_TERM_FOUND

#: Queries of what binds: compared with the law's own answers, by these tests.
ELSEWHERE = {
    "binding-on": "test_law_sparql.py::test_sparql_says_the_same",
    "new-between": "test_law_sparql.py::test_sparql_on_two_days_and_on_an_act",
    "duties-gained": "test_law_sparql.py::test_sparql_on_two_days_and_on_an_act",
}
#: One set of parameters in so many is asked on the large contents: all of them would take minutes. Prime, so that each value comes up.
STRIDES = {
    "what-maps-to": 11,
    "where-it-stands": 13,
    "contained-in": 3,
    "touches": 23,
    "shared-by": 307,
    "documented-information": 3,
    "held-off": 59,
}
STRIDES_SMALL = {"shared-by": 7}
#: Those of the first six that leave something to derive.
SEEDS = (0, 1, 3, 4, 5)
#: The shipped content has no set of another hand, and is checked to leave nothing to derive.
NOTHING_FOUND = ("where-sets-disagree", "derived-from-rows")


def test_every_query_is_compared() -> None:
    assert set(named_queries()) == QUESTIONS.keys() | OF_LAW.keys() | ELSEWHERE.keys()
    for query, test in ELSEWHERE.items():
        file, _, function = test.partition("::")
        body = Path(__file__).with_name(file).read_text(encoding="utf-8").partition(f"def {function}(")[2]
        assert f'"{query}"' in body.partition("\ndef ")[0], test


def compared(name: str, asked: Iterable[Given], library: Library, store: Store) -> int:
    """Compare a query with its answer for some parameters; return how many rows there were."""
    query, question, rows = named_queries()[name], {**QUESTIONS, **OF_LAW}[name], 0
    for given in asked:
        wanted = question.rows(library, given)
        assert answered(query, given, library, store) == wanted, given
        rows += len(wanted)
    return rows


def asked(name: str, library: Library) -> list[Given]:
    return list({**QUESTIONS, **OF_LAW}[name].every(library))


def in_memory(library: Library) -> Store:
    """The graph of a content as it is kept on disk, in memory, where the same engine answers in less than half of the time."""
    store = Store()
    store.bulk_extend(open_store(library))
    return store


@pytest.fixture(scope="module")
def store(library: Library) -> Store:
    return in_memory(library)


@pytest.mark.parametrize("name", [*QUESTIONS, *OF_LAW])
def test_on_the_shipped_content(name: str, library: Library, store: Store) -> None:
    some = asked(name, library)[:: STRIDES.get(name, 1)]
    assert compared(name, some, library, store) or name in NOTHING_FOUND
    compared(name, some[:1], library, open_store(library))


@pytest.fixture(scope="module")
def seven(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped content with a sixth and a seventh framework, rows of their own on a former edition, and another hand's set of a pair that we relate, the other way round."""
    folders = sixth_and_seventh(tmp_path_factory.mktemp("packs"))
    ours = next(s for s in library.sets if {s.subject, s.object} == {"iso42001", "iso27001"})
    related = [row for row in ours.rows if row.is_counterpart]
    rows = [{"subject_id": m.object_id, "object_id": m.subject_id} for m in related[::9]]
    # What has a counterpart is said to have none.
    none = dict.fromkeys(("ext_set_relation", "ext_subject_met", "ext_object_met", "confidence"), "")
    denied = {"object_id": NO_TERM_FOUND, "ext_with_parts": "yes", "comment": "They see it otherwise.", **none}
    without = {m.object_id: m.subject_id for m in related[1::9]}
    rows += [{"subject_id": name, "ext_nearest": nearest, **denied} for name, nearest in without.items()]
    prefixes = (ours.object, ours.subject, "aims", "map", "semapv", "skos", "sssom", "xsd")
    crosswalk(folders[0], ours.object, ours.subject, {p: library.names.table[p] for p in prefixes}, rows)
    path = folders[0] / f"mappings/{ours.object}--{ours.subject}.sssom.tsv"
    path.rename(path.with_name(path.name.replace(".sssom", ".elsewhere.sssom")))
    _on_a_former_edition(folders[0], library.names.table)
    found = load(*folders)
    assert not found.left_out and [s.stated_by for s in found.sets if s.stated_by] == ["elsewhere"]
    return found


def _on_a_former_edition(folder: Path, iris: Mapping[str, str]) -> None:
    """Lead from the sixth framework through a former edition to one of the present: a way that nothing follows along."""
    former, inside = (
        "iso27001-2013",
        {"predicate_id": "skos:broadMatch", "ext_set_relation": "subset_of", "ext_subject_met": "all"},
    )
    common = ("aims", "map", "semapv", "skos", "sssom", "xsd")
    for subject, object_, row in (
        ("house", former, {"subject_id": "house:1.2", "object_id": f"{former}:A.12.4.1"}),
        (former, "iso42001", {"subject_id": f"{former}:A.12.4.1", "object_id": "iso42001:A.6.2.8"}),
    ):
        prefixes = {p: iris.get(p, "https://example.org/house/") for p in (subject, object_, *common)}
        crosswalk(folder, subject, object_, prefixes, [row | inside])


@pytest.fixture(scope="module")
def store_of_seven(seven: Library) -> Store:
    return in_memory(seven)


@pytest.mark.parametrize("name", [*QUESTIONS, *OF_LAW])
def test_on_seven_frameworks_and_with_another_hands_set(name: str, seven: Library, store_of_seven: Store) -> None:
    """All that names the new ones and those beside them, and a few of the others."""

    def is_near(given: Given) -> bool:
        names = {value.partition(":")[0] for value in given.values()}
        return names <= {"house", "plant", "iso42001", "iso27001", "iso27001-2013"} and (
            len(given) < 3 or bool(names & {"house", "plant"})
        )

    stride, every = STRIDES.get(name, 1), asked(name, seven)
    some = [given for given in every if is_near(given)][:: max(2, stride)] + every[:: 10 * stride]
    assert compared(name, some, seven, store_of_seven) or name in NOTHING_FOUND[1:]


@pytest.mark.parametrize("seed", SEEDS)
def test_on_small_contents(seed: int, library: Library) -> None:
    small = world(library, seed)
    store = graph_of(small)
    rows = {name: compared(name, asked(name, small)[:: STRIDES_SMALL.get(name, 1)], small, store) for name in QUESTIONS}
    assert all(rows.values())


def test_no_query_names_a_framework(library: Library) -> None:
    """Frameworks are content: they stand in the examples of a head, and nowhere else."""
    for query in named_queries().values():
        named = {str(token).partition(":")[0] for token in tokens(parsed(query.text), "PNAME")}
        assert not named & library.frameworks.keys(), query.name
