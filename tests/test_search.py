"""The search is tried on 60 queries written by somebody who saw neither the thesaurus nor the search."""

import contextlib
import csv
import time
from pathlib import Path

import pytest
import tiny
from commands import run

from aims_graph.answers.requirement.facets import FACETS, Narrowing, find
from aims_graph.answers.requirement.search import search
from aims_graph.answers.topics.topics import shelf
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.present.search import search_table, why_in_words

QUERIES = Path(__file__).parent / "search-queries.tsv"


def found(library, question, limit=10):
    return [hit.requirement.id for hit in search(library, question, limit=limit)]


def test_the_held_out_queries(library):
    queries = list(csv.DictReader(QUERIES.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(queries) == 60
    wanted = [(q["query"], i) for q in queries for i in q["expected"].split("|")]
    assert all(i in library.requirements for _, i in wanted)
    hits = sum(i in found(library, q) for q, i in wanted)
    assert hits / len(wanted) >= 0.9


def test_a_number_is_found_first_and_says_so(library):
    hits = search(library, "27001 A.8.15")
    assert hits[0].requirement.id == "iso27001:A.8.15"
    assert [why_in_words(w) for w in hits[0].why] == ["its number is 27001 A.8.15"]


def test_every_hit_says_why(library):
    hits = search(library, "audit trail")
    assert hits and all(hit.why for hit in hits)
    assert any("thesaurus" in why_in_words(w) for hit in hits for w in hit.why)


def test_a_slip_of_the_pen_is_mended_and_named(library):
    hits = search(library, "human oversigth")
    assert "aiact:art-14" in [h.requirement.id for h in hits]
    assert any("read as oversight" in why_in_words(w) for h in hits for w in h.why)


def test_british_and_american_spelling_are_one(library):
    assert found(library, "authorised representative") == found(library, "authorized representative")


@pytest.mark.parametrize("question", ["", "  ", "the of and", "???"])
def test_a_question_without_words_is_refused(library, question):
    with pytest.raises(AimsError, match="no word to look for"):
        search(library, question)


@pytest.mark.parametrize("question", ['"', "AND OR NOT", "title:x", "NEAR(a b)", "a* ^b", "'; DROP TABLE text; --"])
def test_nothing_typed_is_read_as_a_query_language(library, question):
    with contextlib.suppress(AimsError):
        search(library, question)


@pytest.mark.parametrize(
    "question",
    ["audit " * 5000, "x" * 30_000, "audit 9.2 " + "qqwxy yzzyk " * 4000, "1." * 4000, "audit" + " " * 20_000 + "x"],
)
def test_a_question_of_any_length_is_cut_first_and_that_is_said(library, question):
    started = time.process_time()
    table = search_table(library, question)
    assert time.process_time() - started < 1
    assert any("Only the beginning of the question" in note for note in table.notes)
    assert len(table.title) < 500


@pytest.mark.parametrize("question", ["audit", "  human   oversight ", "word " * 40])
def test_a_question_of_common_length_is_looked_for_whole(library, question):
    assert not any("Only" in note for note in search_table(library, question).notes)


@pytest.mark.parametrize("question", ["logging", "human oversight", "A.8.15", "supplier"])
@pytest.mark.parametrize("narrow", [Narrowing(), Narrowing(framework="aiact"), Narrowing(topic="aims:topic-operation-and-use", function="aims:function-engineering")])  # fmt: skip
def test_a_facet_says_how_much_a_choice_leaves(library, question, narrow):
    seen = find(library, question, narrow)
    for facet in FACETS:
        for value, number in seen.counts[facet].items():
            chosen = Narrowing(**{**vars(narrow), facet: value})
            assert len(find(library, question, chosen).hits) == number
    everything = find(library, question).hits
    assert {h.requirement.id for h in seen.hits} == {h.requirement.id for h in everything if narrow.allows(library, h.requirement.id)}  # fmt: skip


def test_a_topic_narrows_to_what_stands_on_its_shelf(library):
    for topic in library.topics:
        stands = {r.id for members in shelf(library, topic).members.values() for r in members}
        narrow = Narrowing(**{topic.scheme[:-1]: topic.id})
        assert stands == {name for name in library.requirements if narrow.allows(library, name)}


def test_the_command_narrows_and_says_what_there_is():
    done = run("search", "logging", "--function", "engineering", "--topic", "Logging", "--framework", "AI Act")
    assert done.returncode == 0 and "Article 12(1)" in done.stdout and "A.8.15" not in done.stdout
    assert "Framework (--framework): " in done.stdout and "ISO/IEC 42001" in done.stdout
    assert "Done by (--function): Engineering " in done.stdout
    wrong = run("search", "logging", "--topic", "loging")
    assert wrong.returncode == 2 and "Near are" in wrong.stderr and "Logging" in wrong.stderr


# On a content of eight requirements, where every reason can be told by hand.
def small(folder, *words):
    """The small content, with more lines in its thesaurus."""
    tiny.write(folder)
    path = folder / "ontology/thesaurus.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "".join(tiny.table("", w) for w in words), encoding="utf-8")
    return load(folder, alone=True)


def why(library, question, **chosen):
    return {hit.requirement.id: [why_in_words(w) for w in hit.why] for hit in search(library, question, **chosen)}


def test_each_hit_says_every_way_in_which_it_was_found(tmp_path):
    library = small(tmp_path)
    under = "the thesaurus has it under 'log'"
    # Its other name is asked for: only the thesaurus knows it; the label stands in a title and in a summary.
    assert why(library, "trace") == {"a:1.1": [under, "speaks of 'log', which the thesaurus gives for it"], "b:1.1": [under]}  # fmt: skip
    both = "its title, headings or summary have the words"
    assert why(library, "teaching") == {"b:1.2": ["its title has the words", both]}
    # A word of the summary, of the heading above, of the evidence.
    some = "has some of the words"
    assert why(library, "staff done") == {"a:1.2": [both, some]} | {
        name: [some] for name in ("a:1.1", "a:1.3", "b:1.1", "b:1.2", "b:1.3")
    }
    assert list(why(library, "week")) == ["a:1.1"]
    assert why(library, "contracts zebra", limit=1) == {"a:1.3": ["has some of the words"]}
    assert why(library, "wastee") == {"b:1.3": [f"{w} (read as waste)" for w in ("its title has the words", both)]}


def test_a_number_of_several_frameworks_means_all_of_them_and_one_with_its_framework_its_parts_too(tmp_path):
    library = small(tmp_path)
    assert why(library, "1.2") == {name: ["its number is 1.2"] for name in ("a:1.2", "b:1.2")}
    assert [
        (h.requirement.id, [why_in_words(w) for w in h.why])
        for h in find(library, "1.2", Narrowing(framework="b")).hits
    ] == [("b:1.2", ["its number is 1.2"])]
    under = {f"a:1.{n}": ["it stands under A 1"] for n in (1, 2, 3)}
    hits = [h.requirement.id for h in search(library, "A 1")]
    assert why(library, "A 1") == {"a:1": ["its number is A 1"], **under} and hits == ["a:1", "a:1.1", "a:1.2", "a:1.3"]


def test_a_number_that_several_have_means_all_of_them_however_it_is_typed(tmp_path):
    tiny.write(tmp_path)
    for name, numbers in (("a", ("P3", "p3")), ("b", ("P3", "P4"))):
        path = tmp_path / f"ontology/catalogues/{name}.tsv"
        rows = path.read_text(encoding="utf-8").replace("#counts:", "#own_ids:\n#- clause\n#counts:")
        for old, new in zip(("1.2", "1.3"), numbers, strict=True):
            rows = rows.replace(f"\t{old}\t", f"\t{new}\t")
        path.write_text(rows, encoding="utf-8")
    library = load(tmp_path, alone=True)
    for typed in ("P3", "p3", " P3 "):
        said = [f"its number is {typed.strip()}"]
        assert why(library, typed) == dict.fromkeys(("a:1.2", "a:1.3", "b:1.2"), said)
    assert set(why(library, "A P3")) == {"a:1.2", "a:1.3"} and set(why(library, "P4")) == {"b:1.3"}


def test_the_longest_name_is_meant(tmp_path):
    library = small(tmp_path, "a:keep | log keeping | trace book | a:1.3", "a:book | book |  | b:1.3")
    assert why(library, "log keeping")["a:1.3"] == ["the thesaurus has it under 'log keeping'"]
    assert "b:1.1" not in why(library, "log keeping") and "b:1.3" not in why(library, "trace book")
    assert {"a:1.1", "b:1.1"} <= set(why(library, "log"))


def test_the_table_shows_two_reasons_and_says_that_there_may_be_more(tmp_path):
    library = small(tmp_path)
    table = search_table(library, "logging")
    assert table.rows[0][-1] == "a:1.1" and not any("--limit" in note for note in table.notes)
    assert table.rows[0][:3] == ("A", "1.1", "Logging") and len(table.rows[0]) == len(table.columns)
    assert table.rows[0][3] == "the thesaurus has it under 'log'; speaks of 'log', which the thesaurus gives for it"
    assert "The best 1 of " in search_table(library, "logging", limit=1).notes[0]


def test_a_number_nobody_has_is_looked_for_in_words(tmp_path):
    """What is near it is no answer."""
    library = small(tmp_path)
    assert search_table(library, "logging").columns == ("framework", "number", "title", "why", "id")
    assert not any("its number is" in reason for reasons in why(library, "1.9 logging").values() for reason in reasons)
    assert "a:1.1" in why(library, "1.9 logging")
