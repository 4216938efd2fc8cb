"""What the explorer's pages ask for, tested on the content and without Streamlit."""

import csv
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import tiny

from aims_graph import load
from aims_graph.answers.coverage.coverage import STATUSES, Held, counts, coverage
from aims_graph.answers.coverage.overview import overview
from aims_graph.answers.law.binds import duties
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.timeline import timeline
from aims_graph.answers.requirement.dossier import dossier
from aims_graph.answers.sparql_help import editable, examples, terms_used
from aims_graph.answers.trust.trust import trust
from aims_graph.formats.library import library_of
from aims_graph.graph.query import ask, named_queries, run_foreign
from aims_graph.model import Library
from aims_graph.pack.pack import shipped
from aims_graph.present.matrix_view import ALL, ANSWERED, BEYOND, OPEN, matrix_rows
from aims_graph.present.requirement import facts_in_words, requirement_table
from aims_graph.vocabulary import NO_TERM_FOUND


def test_the_overview_counts_what_coverage_counts(library: Library) -> None:
    seen = overview(library)
    assert len(seen.pairs) == 20
    pair = seen.pair("iso27001", "iso42001")
    assert pair and pair.counts == counts(coverage(library, Held(("iso27001",), ()), "iso42001"))
    assert all(p.total == sum(r.assessable for r in library.members(p.towards.id)) for p in seen.pairs)
    assert seen.pair("iso27001", "iso27001") is None
    assert set(pair.counts) == set(STATUSES)


def lines(place: str) -> list[dict[str, str]]:
    text = (shipped().root / place).read_text(encoding="utf-8").split("\n")
    return list(csv.DictReader([n for n in text if not n.startswith("#")], delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_overview_counts_the_law_and_the_rows_as_their_tables_do(library: Library) -> None:
    seen = overview(library)
    assert seen.frameworks == library.mapped
    law = lines("ontology/catalogues/eu-ai-act-2026.tsv")
    days = Counter(
        min(part.rpartition("=")[2] for part in row["effective_from"].split("|"))
        for row in law
        if row["assessable"] == "yes" and row["effective_from"]
    )
    assert dict(seen.dates) == days and list(seen.dates) == sorted(seen.dates) and len(days) > 3
    states = Counter(row["state"] for row in law if row["state"] not in ("", "kept"))
    assert seen.amended == states and states
    editions = lines("ontology/catalogues/editions.tsv")
    assert seen.editions == tuple((e["title"], e["known_changes"]) for e in editions if e["published"][:4] == "2026")
    rows = [r for path in (shipped().root / "mappings").glob("*.sssom.tsv") for r in lines(f"mappings/{path.name}")]
    gaps = [r for r in rows if NO_TERM_FOUND in (r["subject_id"], r["object_id"])]
    assert (seen.rows, seen.gaps) == (len(rows) - len(gaps), len(gaps))
    assert seen.read_on == max(r["mapping_date"] for r in rows)


def test_a_dossier_says_all_that_the_rows_say(library: Library) -> None:
    for requirement in library.requirements.values():
        if library.frameworks[requirement.framework].role == "framework":
            seen = dossier(library, requirement.id)
            stated = [c for t in seen.towards for c in (*t.counterparts, *t.apart)]
            assert len(stated) == sum(not r.is_gap for r in library.by_side.get(requirement.id, []))
            assert all(c.row.subject_id == requirement.id for c in stated)


def test_next_and_previous_go_through_a_whole_framework(library: Library) -> None:
    at, walked = "iso42001:4", ["iso42001:4"]
    while after := dossier(library, at).after:
        before = dossier(library, after.id).before
        assert before and before.id == at
        at = after.id
        walked.append(at)
    assert walked == [r.id for r in library.members("iso42001")]


def test_a_deployers_duty_names_bearer_dates_and_evidence(library: Library) -> None:
    facts = dict(facts_in_words(library, library.requirements["aiact:art-26-5"]))
    assert facts["who bears it"] == "deployer"
    assert "2027-12-02" in facts["from when"]
    assert facts["an auditor asks for"]


def test_a_terminal_says_of_a_requirement_all_that_a_page_says_in_the_same_words(library: Library) -> None:
    for r in library.requirements.values():
        assert set(facts_in_words(library, r)) <= set(requirement_table(library, r.id).rows)
    own = dict(requirement_table(library, "iso42001:8.4").rows)
    assert own["harmonized structure"] == "the standard's own text"


def test_a_word_of_the_law_that_no_vocabulary_knows_is_shown_as_it_is_written(tmp_path: Path) -> None:
    """Only ``check`` calls it a fault, so that content with one is read and shown."""
    packs, place = tiny.write(tmp_path), tmp_path / tiny.CATALOGUE
    law = {"id": "nature bearer systems applies_from", "a:1.1": "duty maker|nobody odd odd=2026-01-02"}
    lines = place.read_text(encoding="utf-8").split("\n")
    cells = {line: law.get(line.partition("\t")[0], "   ").split(" ") for line in lines if "\t" in line}
    place.write_text("\n".join("\t".join((line, *cells.get(line, ()))) for line in lines), encoding="utf-8")
    facts = dict(requirement_table(library_of(packs), "a:1.1").rows)
    assert facts["who bears it"] == "maker, nobody" and facts["for which systems"] == "odd"
    assert facts["from when"] == "odd: in effect 2026-01-02"


def test_matrix_rows_share_out_the_requirements(library: Library) -> None:
    everything, answered, without = (matrix_rows(library, "iso42001", (), which) for which in (ALL, ANSWERED, OPEN))
    assert len(everything) == 70 == len(answered) + len(without)
    assert {r.requirement.id for r in matrix_rows(library, "iso42001", ("iso9001",), OPEN)} >= {
        r.requirement.id for r in without
    }
    assert all(row.requirement.framework == "iso9001" for row in matrix_rows(library, "iso42001", ("iso9001",), BEYOND))
    assert [r.requirement.id for r in matrix_rows(library, "iso42001", ("iso27001",), ALL, "event logs")][:1] == [
        "iso42001:A.6.2.8"
    ]


def test_the_timeline_adds_up(library: Library) -> None:
    asked = situation(library, "deployer", ["annex-iii"])
    seen = timeline(library, asked)
    assert [m.day for m in seen] == sorted({m.day for m in seen})
    for milestone in seen:
        assert milestone.total == len(duties(library, asked, milestone.day))


def test_trust_counts_rows(library: Library) -> None:
    seen = trust(library)
    assert seen.rows == sum(not r.is_gap for r in library.mappings) == sum(seen.times_read.values())
    assert [f.id for f, sources in seen.sources if sources] == ["iso42001", "iso27001", "iso9001", "airmf", "aiact"]


@pytest.mark.parametrize("name", named_queries())
def test_a_named_query_edited_by_hand_answers_the_same(name: str) -> None:
    query = named_queries()[name]
    given = {name: parameter.example for name, parameter in query.parameters.items()}
    assert all(given.values())
    library = load()
    assert len(run_foreign(library, editable(library, query, given)).rows) == len(ask(library, name, given).rows)


def test_completion_knows_the_terms_in_use() -> None:
    assert {"skos:prefLabel", "aims:shared", "owl:annotatedSource"} <= set(terms_used(load()))


def test_a_name_with_several_dots_is_read_and_others_left_alone() -> None:
    assert run_foreign(load(), "ASK { iso42001:A.6.2.8 skos:prefLabel ?t }").rows == (("yes",),)


def test_the_library_does_not_load_streamlit() -> None:
    code = "import sys, aims_graph, aims_graph.cli.main; aims_graph.load(); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_query_begins_with_what_the_content_has(tmp_path: Path) -> None:
    """Where the content lacks what the query's head names; empty where it has nothing of the kind."""
    small = library_of(tiny.write(tmp_path))
    begun = {(q.name, name): value for q in named_queries().values() for name, value in examples(small, q).items()}
    kinds = {(q.name, name): p.type for q in named_queries().values() for name, p in q.parameters.items()}
    by_kind = {kind: {value for key, value in begun.items() if kinds[key] == kind} for kind in set(kinds.values())}
    assert by_kind["topic"] == {"a:topic-logs"} and by_kind["function"] == {"a:function-office"}
    assert by_kind["group"] == {"a:group-logs"} and by_kind["framework"] <= {"a:", "b:"}
    assert all(value in small.requirements for value in by_kind["requirement"])
    bare = replace(small, topics=[], groups=[])
    begun = {(q.name, name): value for q in named_queries().values() for name, value in examples(bare, q).items()}
    assert {begun[key] for key, kind in kinds.items() if kind in ("topic", "function", "group")} == {""}
