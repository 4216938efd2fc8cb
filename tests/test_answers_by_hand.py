"""Answers over three small frameworks, each figure worked out by hand or by a second way of reckoning it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st

from aims_graph.answers.law.days import NEVER, Reach
from aims_graph.answers.matrix.matrix import build_matrix, gaps_of, remainders_towards, rows_of
from aims_graph.answers.picture.picture import DERIVED, MAPPING, PART, Filters, around, control, everything, path
from aims_graph.answers.requirement.dossier import dossier
from aims_graph.answers.requirement.fulltext import stems_of
from aims_graph.answers.requirement.search import LETTERS, LONGEST, looked_for
from aims_graph.answers.suggest.bm25 import Texts
from aims_graph.answers.suggest.features import Features, Pairs
from aims_graph.answers.suggest.suggest import KNOWN, MAPPED, NEW, Weights, judged_pairs, suggest, value, weights_for
from aims_graph.answers.topics.topics import find_topic, is_about, leading_function, main_topic, shelf, sizes, wider
from aims_graph.answers.trust.named import named_pairs
from aims_graph.errors import AimsError
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of

TOPICS = """a:topic-logs | topics | Logs |  | records | What is kept of events. | Nothing else.
a:topic-people | topics | People |  | staff|crew | Who is there. | Nothing else.
a:topic-teaching | topics | Teaching | a:topic-people | training | Who is taught. | Nothing else.
a:function-office | functions | Office |  | desk | Who keeps the papers. | Nobody else.
a:function-school | functions | School |  | crew | Who teaches. | Nobody else.
"""
ABOUT = """a:1.1 | first | a:topic-logs | a:function-office
a:1.2 | first | a:topic-teaching|a:topic-logs | a:function-school|a:function-office
b:1.1 | first | a:topic-logs|a:topic-people | a:function-office
b:1.2 | first | a:topic-people|a:topic-teaching | a:function-school
"""
THESAURUS = """a:log | log | trace|event record | a:1.1|b:1.1|c:1.1
a:waste | waste | rubbish | b:1.3
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small content with a third framework, c, related to a as b is; topics, functions and search words of its own."""
    folder = tmp_path_factory.mktemp("small")
    tiny.write(folder)
    for place in ("ontology/catalogues/b.tsv", tiny.PAIR, "mappings/remainders/a--b.tsv"):
        text = tiny.FILES[place].replace("b:", "c:").replace("/b/", "/c/").replace("a--b", "a--c")
        text = text.replace("id: b", "id: c").replace("ramework b", "ramework c").replace("short: B", "short: C")
        text = text.replace("what b wants", "what c wants").replace("B to", "C to").replace("held: b", "held: c")
        (folder / place.replace("/b.", "/c.").replace("a--b", "a--c")).write_text(text, encoding="utf-8")
    with (folder / "ontology/prefixes.tsv").open("a") as prefixes:
        prefixes.write("c\thttps://example.org/c/\ta test\n")
    for place, lines in (("topics", TOPICS), ("about", ABOUT), ("thesaurus", THESAURUS)):
        head = tiny.FILES[f"ontology/{place}.tsv"].splitlines()[:3]
        text = "\n".join([*head, lines.replace(" | ", "\t")])
        (folder / f"ontology/{place}.tsv").write_text(text, encoding="utf-8")
    return library_of(packs_of([folder], alone=True))


# Candidates for counterparts.


def test_the_words_of_one_requirement_are_answered_as_bm25_says(small: Library) -> None:
    """The formula again, from the texts: Robertson and Zaragoza (2009), with fields weighed before words are counted; what answers itself has 1."""
    asked = [r for r in small.requirements.values() if r.assessable]
    bags: dict[str, dict[str, float]] = {}
    for r in asked:
        above = " ".join(small.requirements[a].title for a in small.above(r.id))
        for text, weight in ((r.title, 3.0), (above, 1.0), (r.summary, 1.0)):
            for stem in stems_of(text):
                bags.setdefault(r.id, {})[stem] = bags.get(r.id, {}).get(stem, 0.0) + weight
    average = sum(sum(bag.values()) for bag in bags.values()) / len(bags)
    texts = Texts(small, asked)
    for r in asked:
        scores = {}
        for name, bag in bags.items():
            score = 0.0
            for stem in stems_of(f"{r.title} {r.summary}"):
                if stem in bag:
                    holders = sum(stem in other for other in bags.values())
                    rarity = math.log(1 + (len(bags) - holders + 0.5) / (holders + 0.5))
                    held_back = 1.2 * (0.25 + 0.75 * sum(bag.values()) / average)
                    score += rarity * bag[stem] * 2.2 / (bag[stem] + held_back)
            if score:
                scores[name] = score
        assert texts.answers(r.id) == pytest.approx({n: min(1.0, s / scores[r.id]) for n, s in scores.items()})
        assert texts.answers(r.id)[r.id] == 1.0
    assert texts.rarity("nobody") == pytest.approx(math.log(1 + (len(bags) + 0.5) / 0.5))
    assert Texts(small, []).rarity("x") == pytest.approx(math.log(2))


def test_what_speaks_for_a_pair_is_named(small: Library) -> None:
    of = {r.id: Pairs(small, "b", "c").of(r) for r in small.members("b") if r.assessable}
    logs, people = of["b:1.1"]["c:1.1"], of["b:1.2"]["c:1.2"]
    # Through a: two that are equal carry all on; two overlaps half of a half.
    assert (logs.values["through"], people.values["through"]) == (1.0, 0.25)
    assert [(x.object_id, y.object_id) for x, y in logs.bridges] == [("a:1.1", "c:1.1")]
    # "Event records" is what the thesaurus calls a log; both are at home there.
    assert (logs.values["concept"], logs.concepts) == (1.0, ["log"]) and "concept" not in people.values
    assert logs.values["title"] == 1.0 and "title" not in of["b:1.1"].get("c:1.2", Features()).values
    # Nobody said what c is about.
    assert "topic" not in logs.values and logs.topics == []
    # Both stand at a clause of their own, which is none in common.
    assert "clause" not in logs.values
    towards = Pairs(small, "a", "b").of(small.requirements["a:1.2"])
    # The main topic of the one is also a topic of the other, and the other way round.
    assert (towards["b:1.2"].values["topic"], towards["b:1.2"].topics) == (0.5, ["Teaching"])
    assert (towards["b:1.1"].values["topic"], towards["b:1.1"].topics) == (0.5, ["Logs"])
    main = Pairs(small, "a", "b").of(small.requirements["a:1.1"])
    assert (main["b:1.1"].values["topic"], main["b:1.1"].topics) == (1.0, ["Logs"])
    for found in of.values():
        assert all(0 < v <= 1 for evidence in found.values() for v in evidence.values.values())


def test_a_score_is_the_logistic_of_what_speaks_for_a_pair() -> None:
    evidence = Features({"words": 0.25, "through": 0.5, "unheard": 1.0})
    assert (value(evidence, "words"), value(evidence, "through"), value(evidence, "title")) == (0.5, 0.5, 0.0)
    # -1 + 2 · √0.25 + 0.5 = 0.5, of which the logistic is 1 / (1 + e^-0.5).
    score = Weights(-1.0, {"words": 2.0, "through": 1.0, "title": 9.0}).score(evidence)
    assert score == pytest.approx(0.62245933)


def test_candidates_are_the_likeliest_first_and_none_that_was_judged(small: Library) -> None:
    every = list(suggest(small, "b", "c", each=3))
    assert [c.subject.id for c in every] == sorted(c.subject.id for c in every)
    first = [c for c in every if c.subject.id == "b:1.1"]
    assert first[0].object.id == "c:1.1" and [c.score for c in first] == sorted((c.score for c in first), reverse=True)
    assert [c.object.id for c in suggest(small, "b", "c", each=1)] == ["c:1.1", "c:1.2", "c:1.3"]
    pairs = {frozenset((c.subject.id, c.object.id)) for c in suggest(small, "a", "b", each=9)}
    rows = {frozenset(("a:1.1", "b:1.1")), frozenset(("a:1.2", "b:1.2"))}
    assert rows <= judged_pairs(small) and not pairs & judged_pairs(small) and pairs
    for wrong in (0, -1):
        with pytest.raises(AimsError, match="'each' cannot be"):
            list(suggest(small, "a", "b", wrong))


def test_the_model_is_that_of_what_is_known_of_a_framework(small: Library) -> None:
    """Of a three requirements, two have rows and topics; half would do. Of c two have rows, and none a topic."""
    assert weights_for(small, "a") is KNOWN and weights_for(small, "c") is MAPPED
    bare = replace(small, sets=[])
    assert weights_for(bare, "a") is NEW


# Topics.


def test_what_stands_on_a_shelf(small: Library) -> None:
    people, logs = find_topic(small, "People"), find_topic(small, "a:topic-logs")
    found = shelf(small, people)
    assert {f: [r.id for r in members] for f, members in found.members.items()} == {"a": ["a:1.2"], "b": ["b:1.1", "b:1.2"]}  # fmt: skip
    assert found.main == {"a:1.2", "b:1.2"} and [(m.subject_id, m.object_id) for m in found.rows] == [("a:1.2", "b:1.2")]  # fmt: skip
    assert [(m.subject_id, m.object_id) for m in shelf(small, logs).rows] == [("a:1.1", "b:1.1")]
    assert shelf(small, find_topic(small, "School")).main == {"a:1.2", "b:1.2"}
    # A requirement that is about a topic and about a narrower one of it counts once.
    assert sizes(small)["a:topic-people"] == {"a": 1, "b": 2} and sizes(small)["a:topic-teaching"] == {"a": 1, "b": 1}
    assert sizes(small)["a:function-office"] == {"a": 2, "b": 1}
    teaching = find_topic(small, "teaching")
    assert (wider(small, teaching), wider(small, people)) == (people, people)
    assert is_about(small, "a:1.2", people.id) and not is_about(small, "a:1.1", people.id) and not is_about(small, "c:1.1", people.id)  # fmt: skip
    assert (main_topic(small, "a:1.2"), leading_function(small, "a:1.2")) == (teaching, find_topic(small, "school"))
    assert main_topic(small, "c:1.1") is None is leading_function(small, "c:1.1")


def test_a_topic_is_called_by_its_own_name_before_what_others_call_it(small: Library) -> None:
    assert find_topic(small, "staff").id == "a:topic-people" and find_topic(small, "LOGS").id == "a:topic-logs"
    assert find_topic(small, "crew", "functions").id == "a:function-school"
    with pytest.raises(AimsError) as several:
        find_topic(small, "crew")
    assert several.value.what == "'crew' names People (a:topic-people) and School (a:function-school)."
    with pytest.raises(AimsError) as none:
        find_topic(small, "zebra", "topics")
    assert none.value.what == "No topic is called 'zebra'." and none.value.mend == "aims-graph topics lists them."
    assert none.value.advice == "There are Logs; People; Teaching."
    with pytest.raises(AimsError, match=r"^No topic or function is called 'scool'\.\s+Near are School\."):
        find_topic(small, "scool")


# The matrix.


def test_the_matrix_stands_in_the_order_of_who_leads(small: Library) -> None:
    matrix = build_matrix(small, "a")
    assert (matrix.lead.id, [f.id for f in matrix.columns]) == ("a", ["b", "c"])
    assert [(r.requirement.id, r.level, len(r.cells)) for r in matrix.rows] == [
        *(("a:1", 0, 0), ("a:1.1", 1, 2), ("a:1.2", 1, 2)),
        ("a:1.3", 1, 2),
    ]
    assert {
        f: [(g.requirement.id, g.nearest.id if g.nearest else "") for g in gaps]
        for f, gaps in matrix.unanswered.items()
    } == {
        "b": [("b:1.3", "a:1.3")],
        "c": [("c:1.3", "a:1.3")],
    }
    assert [(g.requirement.id, g.other.id) for g in gaps_of(small, "a")] == [
        *(("a:1.3", "b"), ("b:1.3", "a"), ("a:1.3", "c")),
        ("c:1.3", "a"),
    ]
    assert [(m.subject_id, m.object_id) for m in rows_of(small, "a")] == [
        *(("a:1.1", "b:1.1"), ("a:1.1", "c:1.1"), ("a:1.2", "b:1.2")),
        ("a:1.2", "c:1.2"),
    ]
    seen = rows_of(small, "b")
    assert [(m.subject_id, m.object_id, m.subject_met, m.object_met) for m in seen] == [
        ("b:1.1", "a:1.1", "all", "all"),
        ("b:1.2", "a:1.2", "some", "most"),
    ]
    assert [(r.requirement_id, r.held) for r in remainders_towards(small, "a")] == [
        (f"a:1.{n}", held) for held in "bc" for n in (1, 2, 3)
    ]
    assert remainders_towards(small, "b") == []


def test_a_requirement_with_its_neighbours(small: Library) -> None:
    whole, first, last = (dossier(small, f"a:{n}") for n in ("1", "1.1", "1.3"))
    assert (whole.before, whole.after and whole.after.id, last.before and last.before.id, last.after) == (None, "a:1.1", "a:1.2", None)  # fmt: skip
    assert ([r.id for r in first.above], [r.id for r in whole.parts]) == (["a:1"], ["a:1.1", "a:1.2", "a:1.3"])
    assert [t.framework.id for t in first.towards] == ["b", "c"] and first.of_parts == ()
    assert [(p.part.id, [c.requirement.id for c in p.counterparts]) for p in whole.of_parts] == [
        *(("a:1.1", ["b:1.1", "c:1.1"]), ("a:1.2", ["b:1.2", "c:1.2"])),
        ("a:1.3", []),
    ]
    assert [bool(p.evidence) for p in whole.of_parts] == [True, False, False]
    assert (last.towards[0].gap is not None, last.towards[0].mapped, last.towards[0].counterparts) == (True, True, ())
    between = dossier(small, "b:1.1").towards[1]
    assert (between.framework.id, between.mapped, [d.requirement.id for d in between.derived]) == ("c", False, ["c:1.1"])  # fmt: skip


# Pictures.


def test_what_surrounds_a_requirement_and_the_ways_between_two(small: Library) -> None:
    def edges(picture: object) -> set[tuple[str, str, str, int]]:
        return {(e.source, e.target, e.kind, e.met) for e in picture.edges}

    near = around(small, "b:1.2", 1, Filters(derived=False))
    assert ([n.requirement.id for n in near.nodes], near.centre) == (["b:1.2", "a:1.2"], "b:1.2")
    assert edges(near) == {("a:1.2", "b:1.2", MAPPING, 2)}
    further = around(small, "b:1.2", 2, Filters(derived=False))
    assert [n.requirement.id for n in further.nodes] == ["b:1.2", "a:1.2", "c:1.2"]
    assert around(small, "b:1.2", 0, Filters()).edges == () == around(small, "b:1.2", 1, Filters(least=3)).edges
    logs = around(small, "b:1.1", 1, Filters())
    assert edges(logs) == {("a:1.1", "b:1.1", MAPPING, 3), ("b:1.1", "c:1.1", DERIVED, 1)}
    way = path(small, "b:1.2", "c:1.2", Filters(derived=False))
    assert (way.steps, [(n.requirement.id, n.step, n.chosen) for n in way.nodes]) == (
        2,
        [("b:1.2", 0, True), ("a:1.2", 1, False), ("c:1.2", 2, True)],
    )
    # Up and down the catalogue where no relation leads on.
    parts = path(small, "a:1.1", "a:1.2", Filters(frameworks=frozenset("a")))
    assert edges(parts) == {("a:1.1", "a:1", PART, 0), ("a:1.2", "a:1", PART, 0)}
    for start, end, filters, what in (
        ("a:1.1", "a:1.1", Filters(), "Both ends are the same requirement"),
        ("a:1.1", "c:9", Filters(), "No requirement is chosen"),
        ("b:1.2", "c:1.2", Filters(frozenset("bc"), derived=False), "No way leads from one to the other"),
    ):
        with pytest.raises(AimsError, match=what):
            path(small, start, end, filters)
    shared = control(small, "a:1.1", ["a", "b", "c"])
    assert edges(shared) == {("a:1.1", "b:1.1", MAPPING, 3), ("a:1.1", "c:1.1", MAPPING, 3)}
    with pytest.raises(AimsError, match="No shared control of these frameworks is called"):
        control(small, "b:1.1", ["a", "b"])
    whole = everything(small, Filters(derived=False), ("a", "b"))
    assert (whole.of, whole.crowded, {n.requirement.id for n in whole.nodes if n.hub}) == (("a", "b"), True, {"a:1", "b:1"})  # fmt: skip
    assert {e for e in edges(whole) if e[2] != PART} == {("a:1.1", "b:1.1", MAPPING, 3), ("a:1.2", "b:1.2", MAPPING, 2)}  # fmt: skip


# The law.


@pytest.mark.parametrize(
    ("value", "day", "other", "before", "between", "after"),
    [
        (True, "2027-01-01", "2027-01-01", False, True, True),
        (True, "2027-01-01", "2028-01-01", False, None, True),
        (True, "2028-01-01", "2027-01-01", False, None, True),
        (None, "2027-01-01", "2028-01-01", False, None, None),
        (None, "2027-01-01", "2027-01-01", False, None, None),
        (False, "2027-01-01", "2027-01-01", False, False, False),
        (True, "2027-01-01", NEVER, False, None, None),
        (True, NEVER, NEVER, False, False, False),
    ],
)
def test_a_provision_reaches_a_system_from_its_day_on(
    value: bool | None, day: str, other: str, before: object, between: object, after: object
) -> None:
    """Surely once both days have come, perhaps once one has; on the day itself it does."""
    reach = Reach("any", value, "2026-01-01", "2026-01-01", day, other)
    assert [reach.by(on) for on in ("2026-12-31", "2027-01-01", "2028-01-01")] == [before, between, after]


# Search, and pairs that people name.


@given(st.text(max_size=60), st.integers(1, 60))
def test_what_is_looked_for_is_the_beginning_of_what_was_asked(text: str, times: int) -> None:
    question = f"{text} " * times
    found = looked_for(question)
    words = question.split()
    assert len(found) <= LETTERS and len(found.split()) <= LONGEST and found == " ".join(words)[: len(found)]
    if len(words) <= LONGEST and len(" ".join(words)) <= LETTERS and len(question) <= LETTERS:
        assert found == " ".join(words)


def test_pairs_that_people_name_are_counted_by_file_and_together(tmp_path: Path) -> None:
    """One named and accepted by both, one refused by both, one by the first alone, one read once; a row that was drawn otherwise is none."""
    lines = """a:1.1 | b:1.1 | named | first | all | all | 0.9 |  |  | 2026-11-20
a:1.1 | b:1.1 | named | second | all | all | 0.9 |  |  | 2026-11-21
a:1.1 | b:1.2 | named | first | none | none | 0.9 |  |  | 2026-11-20
a:1.1 | b:1.2 | named | second | none | none | 0.9 |  |  | 2026-11-21
a:1.1 | b:1.3 | named | first | none | none | 0.9 |  |  | 2026-11-20
a:1.1 | b:1.3 | named | second | some | some | 0.9 |  |  | 2026-11-21
a:1.2 | b:1.1 | named | first | none | none | 0.9 |  |  | 2026-11-20
a:1.2 | b:1.2 | row | first | most | some | 0.8 |  |  | 2026-11-20
"""
    packs = tiny.write(tmp_path)
    path = tmp_path / "mappings/readings/a--b.tsv"
    head = tiny.FILES["mappings/readings/a--b.tsv"].splitlines()[:3]
    path.write_text("\n".join([*head, lines.replace(" | ", "\t")]), encoding="utf-8")
    (found,) = named_pairs(library_of(packs))
    assert (found.set_id, found.named, found.refused, found.twice) == ("a--b", 4, 3, 3)
    assert (found.both, found.one, found.neither, found.rows) == (1, 1, 1, 1)
    # Seen 2/3 agree, by chance (1/3)(2/3) + (2/3)(1/3) = 4/9: kappa (2/3 - 4/9) / (5/9) = 2/5.
    assert found.kappa == pytest.approx(0.4)
