"""What the explorer's pages ask for, tested on the content and without Streamlit."""

import re
import subprocess
import sys

import pytest

from aims_graph.answers.binds import duties, situation
from aims_graph.answers.coverage import STATUSES, Held, counts, coverage
from aims_graph.answers.dossier import dossier
from aims_graph.answers.matrix_view import ALL, ANSWERED, BEYOND, OPEN, matrix_rows
from aims_graph.answers.overview import overview
from aims_graph.answers.sparql_help import editable, terms_used
from aims_graph.answers.timeline import timeline
from aims_graph.answers.trust import trust
from aims_graph.graph.query import ask, named_queries, run_foreign
from aims_graph.model import Library, Table


def test_the_overview_counts_what_coverage_counts(library: Library) -> None:
    seen = overview(library)
    assert len(seen.pairs) == 20
    pair = seen.pair("iso27001", "iso42001")
    assert pair and pair.counts == counts(coverage(library, Held(("iso27001",), ()), "iso42001"))
    assert all(p.total == sum(r.assessable for r in library.members(p.towards.id)) for p in seen.pairs)
    assert seen.pair("iso27001", "iso27001") is None
    assert set(pair.counts) == set(STATUSES)


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
    facts = dict(dossier(library, "aiact:art-26-5").facts)
    assert facts["who bears it"] == "deployer"
    assert "2027-12-02" in facts["from when"]
    assert facts["an auditor asks for"]


def test_matrix_rows_share_out_the_requirements(library: Library) -> None:
    everything, answered, without = (matrix_rows(library, "iso42001", (), which) for which in (ALL, ANSWERED, OPEN))
    assert len(everything) == 70 == len(answered) + len(without)
    assert {r[0] for r in matrix_rows(library, "iso42001", ("iso9001",), OPEN)} >= {r[0] for r in without}
    assert all(row[0].startswith("iso9001:") for row in matrix_rows(library, "iso42001", ("iso9001",), BEYOND))
    assert [r[0] for r in matrix_rows(library, "iso42001", ("iso27001",), ALL, "event logs")][:1] == [
        "iso42001:A.6.2.8"
    ]


def test_the_timeline_adds_up(library: Library) -> None:
    asked = situation("deployer", ["annex-iii"])
    seen = timeline(library, asked)
    assert [m.day for m in seen] == sorted({m.day for m in seen})
    for milestone in seen:
        assert milestone.total == len(duties(library, asked, milestone.day))


def test_trust_counts_rows(library: Library) -> None:
    seen = trust(library)
    assert seen.rows == sum(not r.is_gap for r in library.mappings) >= seen.read_twice
    assert [f.id for f, sources in seen.sources if sources] == ["iso42001", "iso27001", "iso9001", "airmf", "aiact"]


@pytest.mark.parametrize("name", named_queries())
def test_a_named_query_edited_by_hand_answers_the_same(name: str) -> None:
    query = named_queries()[name]
    for given in query.examples or ({},):
        edited, asked = run_foreign(editable(query, given)), ask(name, given)
        assert edited.columns == asked.columns

        def rows(table: Table) -> list[tuple[str, ...]]:
            # The engine joins lists in no order of its own.
            return sorted(tuple("|".join(sorted(re.split(", | or |; ", str(c)))) for c in row) for row in table.rows)

        assert rows(edited) == rows(asked)


def test_a_value_that_is_none_is_left_open_in_the_query() -> None:
    query = named_queries()["binding-on"]
    text = editable(query, {"role": "} DROP ALL #", "system": "aims:system-annex-iii", "day": "soon"})
    assert "DROP" not in text and "soon" not in text and "?day" in text and "(aims:system-annex-iii AS ?system)" in text


def test_completion_knows_the_terms_in_use() -> None:
    assert {"skos:prefLabel", "aims:shared", "owl:annotatedSource"} <= set(terms_used())


def test_the_library_does_not_load_streamlit() -> None:
    code = "import sys, aims_graph, aims_graph.cli.main; aims_graph.load(); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
