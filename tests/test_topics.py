"""Topics and functions: what each requirement is about and who does the work, from the readings to the tables and the graph."""

from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from mends import with_its_mend
from typer.testing import CliRunner

from aims_graph.answers.topics.topics import find_topic, shelf, sizes
from aims_graph.answers.trust.kappa import nominal_kappa
from aims_graph.answers.trust.topic_agreement import topic_agreement
from aims_graph.check.content import check
from aims_graph.cli.main import app as cli
from aims_graph.errors import AimsError, ContentError
from aims_graph.formats.library import load
from aims_graph.graph.store import open_store
from aims_graph.model import About, Library, Source
from aims_graph.pack.pack import packs_of

ABOUT, TOPICS = "ontology/about.tsv", "ontology/topics.tsv"
HERE = Source("here.tsv", 1)


def written(folder: Path, place: str, *changes: tuple[str, str], more: str = "") -> Path:
    tiny.write(folder)
    text = tiny.FILES[place]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / place).write_text(text + more.replace(" | ", "\t"), encoding="utf-8")
    return folder


def test_every_requirement_that_is_audited_is_about_something(library: Library) -> None:
    for framework in library.mapped:
        missing = [r.id for r in library.members(framework.id) if r.assessable and r.id not in library.about_of]
        assert not missing
    for about in library.about_of.values():
        assert {library.topic_of[t].scheme for t in about.topics} == {"topics"}
        assert {library.topic_of[f].scheme for f in about.functions} == {"functions"}


def test_logging_brings_the_frameworks_together(library: Library) -> None:
    found = shelf(library, find_topic(library, "logging"))
    ids = {r.id for members in found.members.values() for r in members}
    assert {"iso42001:A.6.2.8", "iso27001:A.8.15", "aiact:art-12-1"} <= ids
    assert found.rows and all({m.subject_id, m.object_id} <= ids for m in found.rows)
    assert found.main <= ids


def test_a_wider_topic_holds_its_narrower_ones_and_the_counts_are_those_of_the_shelf(library: Library) -> None:
    counted = sizes(library)
    for topic in library.topics:
        found = shelf(library, topic)
        assert {f: len(members) for f, members in found.members.items()} == counted[topic.id]
    for topic in library.topics:
        if topic.broader:
            wider = shelf(library, library.topic_of[topic.broader]).members
            for framework, members in shelf(library, topic).members.items():
                assert set(members) <= set(wider[framework])


def test_each_topic_is_found_by_its_label_its_id_and_an_own_word(library: Library) -> None:
    for topic in library.topics:
        assert find_topic(library, topic.label.upper(), topic.scheme) is topic
        assert find_topic(library, topic.id) is topic
    with pytest.raises(AimsError, match="No function is called"):
        find_topic(library, "logging", "functions")
    with pytest.raises(AimsError) as near:
        find_topic(library, "loging")
    assert "Logging" in near.value.mend


def test_the_graph_says_the_same(library: Library) -> None:
    store = open_store(library)
    for term, field in (("dcterms:subject", "topics"), ("aims:doneBy", "functions")):
        found = store.query(
            f"SELECT ?r ?t {{ ?r {term} ?t . ?r a aims:Requirement }}",
            prefixes=dict(library.names.table),
            use_default_graph_as_union=True,
        )
        pairs = {(library.names.curie(s["r"].value), library.names.curie(s["t"].value)) for s in found}
        assert pairs == {(name, t) for name, about in library.about_of.items() for t in getattr(about, field)}
    for term, field in (("aims:mainTopic", "topics"), ("aims:ledBy", "functions")):
        query = f"SELECT ?r ?t {{ ?r {term} ?t }}"
        found = store.query(query, prefixes=dict(library.names.table), use_default_graph_as_union=True)
        pairs = {(library.names.curie(s["r"].value), library.names.curie(s["t"].value)) for s in found}
        assert pairs == {(name, getattr(about, field)[0]) for name, about in library.about_of.items()}


def test_a_function_narrows_what_remains(library: Library) -> None:
    run = CliRunner().invoke
    everything = run(cli, ["given", "27001", "--towards", "42001", "--format", "csv"])
    leading = next(t for t in library.topics if t.scheme == "functions")
    own = run(cli, ["given", "27001", "--towards", "42001", "--function", leading.label, "--format", "csv"])
    assert everything.exit_code == own.exit_code == 0
    assert 1 < len(own.stdout.splitlines()) < len(everything.stdout.splitlines())


# Agreement by hand.


def test_kappa_by_hand(tmp_path: Path) -> None:
    # Main topics a/a, a/b, b/b, b/b: seen 3/4, by chance (2·1 + 2·3)/16 = 1/2; kappa (3/4 - 1/2) / (1/2) = 1/2.
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    about = [
        About(f"a:{n}", reading, (topic, "c"), (function,), HERE)
        for n, both in enumerate(pairs)
        for reading, topic, function in zip(("first", "second"), both, ("f", "f"), strict=True)
    ]
    about += [About("a:1", "settled", ("a",), ("f",), HERE), About("a:9", "first", ("a",), ("f",), HERE)]
    found = topic_agreement(replace(load(written(tmp_path, ABOUT), alone=True), about=about))
    assert (found.requirements, found.same_topic, found.same_function, found.settled) == (4, 3, 4, 1)
    assert found.topic_kappa == pytest.approx(0.5)
    assert found.function_kappa != found.function_kappa  # One category only: chance alone agrees wholly.
    assert nominal_kappa([]) != nominal_kappa([])
    sizes = [t.scheme for t in load(tmp_path, alone=True).topics]
    assert (found.topics, found.functions) == (sizes.count("topics"), sizes.count("functions")) != (0, 0)
    # Of the leading functions one differs, whichever comes first in the alphabet: seen 3/4, by chance 3/4, so kappa 0.
    for both in (("f", "g"), ("g", "f")):
        about[0], about[1] = (replace(a, functions=(f,)) for a, f in zip(about[:2], both, strict=True))
        other = topic_agreement(replace(load(tmp_path, alone=True), about=about))
        assert (other.same_function, other.function_kappa) == (3, pytest.approx(0.0))


def test_the_agreement_is_published(library: Library) -> None:
    found = topic_agreement(library)
    assert found.requirements == len({a.requirement_id for a in library.about if a.reading == "second"})
    said = CliRunner().invoke(cli, ["agreement"]).stdout + CliRunner().invoke(cli, ["agreement", "--report"]).stdout
    for figure in (f"the same in {found.same_topic} ", f"over {found.topics} topics: {found.topic_kappa:.2f}"):
        assert said.count(figure) == 2


def test_the_settled_reading_stands_then_the_first(tmp_path: Path) -> None:
    small = load(written(tmp_path, ABOUT), alone=True)
    lines = [About("a:1.1", r, (r,), ("f",), HERE) for r in ("second", "first", "settled")]
    assert replace(small, about=lines).about_of["a:1.1"].reading == "settled"
    assert replace(small, about=lines[:2]).about_of["a:1.1"].reading == "first"
    assert replace(small, about=lines[:1]).about_of["a:1.1"].reading == "second"


# Every finding.

LOGS = "a:topic-logs | topics | Logs |  | records | What is kept of events. | Nothing else."
REFUSED = [
    (ABOUT, [("a:topic-logs", "")], 4, "0 topics"),
    (ABOUT, [("a:function-office", "")], 5, "0 functions"),
    (ABOUT, [("a:topic-logs", "a:topic-lugs")], 4, "'a:topic-lugs' is none of the topics"),
    (ABOUT, [("a:topic-logs", "a:function-office")], 4, "'a:function-office' is none of the topics"),
    (ABOUT, [("a:topic-logs", "a:topic-logs|a:topic-logs")], 4, "stands twice"),
    (ABOUT, [("a:topic-logs", "|".join(["a:topic-logs"] * 4))], 4, "4 topics"),
    (ABOUT, [("\tsecond", "\tfirst")], 5, "its first reading stands in ontology/about.tsv:4 already"),
    (ABOUT, [("\tsecond", "\tfifth")], 5, "reading is 'fifth'"),
    (ABOUT, [("a:1.1\tfirst", "a:9.9\tfirst")], 4, "a:9.9 does not exist"),
    (ABOUT, [("a:1.1\tfirst", "aims:x\tfirst")], 4, "aims:x does not exist"),
    (TOPICS, [("\ttopics\tLogs", "\tthemes\tLogs")], 4, "scheme is 'themes'"),
    (TOPICS, [("\tLogs\t", "\tLogs\ta:topic-x")], 4, "broader 'a:topic-x' is no concept"),
    (TOPICS, [("\tLogs\t", "\tLogs\ta:topic-logs")], 4, "broader 'a:topic-logs' is no concept"),
    (TOPICS, [("a:function-office", "a:topic-logs")], 5, "stands in ontology/topics.tsv:4 already"),
    (TOPICS, [("a:topic-logs", "a:1.2")], 4, "is the id of a requirement"),
]


@pytest.mark.parametrize(("place", "changes", "line", "what"), REFUSED)
def test_what_no_answer_can_rest_on_is_refused(place: str, changes, line: int, what: str, tmp_path: Path) -> None:
    folder = written(tmp_path, place, *changes)
    found = with_its_mend(check(packs_of([folder], alone=True), shapes=False))
    assert [f for f in found if (f.file, f.line) == (place, line) and what in f.what and f.mend], found
    with pytest.raises(ContentError):
        load(folder, alone=True)
    result = CliRunner().invoke(cli, ["--content", str(folder), "--alone", "topics"])
    assert result.exit_code in (1, 2) and not isinstance(result.exception, KeyError | IndexError)


NAMED = [
    (TOPICS, [("\tLogs\t", "\t\t")], "", 4, "label is empty"),
    (TOPICS, [("What is kept of events.", "")], "", 4, "definition is empty"),
    (TOPICS, [], LOGS.replace("a:topic-logs", "a:topic-more") + "\n", 6, "a:topic-more is called 'Logs', as a:topic-logs"),
    (ABOUT, [("second\ta:topic-logs", "second\ta:topic-more")], "", 4, "nobody settled it"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "changes", "more", "line", "what"), NAMED)
def test_what_is_odd_is_named_by_the_check(place, changes, more: str, line: int, what: str, tmp_path: Path) -> None:
    folder = written(tmp_path, place, *changes, more=more)
    if place == ABOUT:
        other = LOGS.replace("a:topic-logs", "a:topic-more").replace("| Logs |", "| More |").replace(" | ", "\t")
        (folder / TOPICS).write_text(f"{tiny.FILES[TOPICS]}{other}\n", encoding="utf-8")
    found = with_its_mend(check(packs_of([folder], alone=True), shapes=False))
    assert [f for f in found if (f.file, f.line) == (place, line) and what in f.what and f.mend], found


def test_a_complete_list_misses_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, ABOUT, ("#title: About", "#title: About\n#complete: yes"))
    found = [f.what for f in with_its_mend(check(packs_of([folder], alone=True), shapes=False))]
    assert [w for w in found if "has no topic" in w] == [
        "a:1.2 Staff training has no topic",
        "a:1.3 Supplier contracts has no topic",
    ]


def test_what_lacks_a_topic_is_named_in_the_file_that_lists_its_framework(tmp_path: Path) -> None:
    """Two folders, each with a complete list of its own; of a framework that only an incomplete list speaks of nothing is asked."""
    complete = ("#title: About", "#title: About\n#complete: yes")
    lines = "b:1.1 | first | a:topic-logs | a:function-office\nb:1.1 | second | a:topic-logs | a:function-office\n"
    for second, lacking in ((complete, {"a": ["a:1.2", "a:1.3"], "b": ["b:1.2", "b:1.3"]}), (("", ""), {"a": ["a:1.2", "a:1.3"], "b": []})):  # fmt: skip
        one, other = written(tmp_path, ABOUT, complete), tmp_path / "aside"
        (other / "ontology").mkdir(parents=True, exist_ok=True)
        head = tiny.FILES[ABOUT].partition("a:1.1")[0].replace(*second, 1)
        (other / ABOUT).write_text(head + lines.replace(" | ", "\t"), encoding="utf-8")
        files = {"a": ABOUT, "b": f"{other}/{ABOUT}"}
        everything = check(packs_of([one, other], alone=True), shapes=False)
        found = [(f.file, f.what.split()[0]) for f in everything if "has no topic" in f.what]
        assert sorted(found) == sorted((files[f], name) for f, names in lacking.items() for name in names)


def test_one_name_for_two_is_asked_back(tmp_path: Path) -> None:
    small = load(written(tmp_path, TOPICS, more=LOGS.replace("a:topic-logs", "a:topic-more") + "\n"), alone=True)
    with pytest.raises(AimsError) as asked:
        find_topic(small, "logs")
    assert "a:topic-logs" in asked.value.what and "a:topic-more" in asked.value.what
    assert find_topic(small, "a:topic-more").id == "a:topic-more"
