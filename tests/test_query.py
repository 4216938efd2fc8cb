"""Named queries answer, agree with a count made without SPARQL, and foreign ones can do no harm."""

import pytest

from aims_graph import load
from aims_graph.errors import AimsError, QueryError
from aims_graph.graph.query import ask, named_queries, run_foreign
from aims_graph.graph.store import dataset

EXAMPLES = {
    "what-maps-to": {"requirement": "iso42001:A.6.2.8"},
    "shared-by": {
        "anchor": "iso42001:",
        "second": "iso27001:",
        "third": "iso9001:",
        "fourth": "iso42001:",
        "fifth": "iso42001:",
    },
    "duties-without-counterpart": {},
    "given-by": {"held": "iso27001:", "towards": "iso42001:"},
    "documented-information": {},
    "duties-of-role": {"role": "aims:role-deployer"},
    "binding-on": {"role": "aims:role-deployer", "system": "aims:system-annex-iii", "day": "2027-12-02"},
    "new-between": {
        "role": "aims:role-deployer",
        "system": "aims:system-annex-iii",
        "since": "2026-11-24",
        "day": "2027-12-02",
    },
    "duties-gained": {"role": "aims:role-deployer", "system": "aims:system-annex-iii", "day": "2027-12-02"},
    "held-off": {"role": "aims:role-provider", "system": "aims:system-annex-iii", "placed": "2026-05-01"},
    "rows-on-changed-text": {},
    "coverage-counts": {"by": "iso42001:"},
    "where-sets-disagree": {},
    "where-it-stands": {"requirement": "iso42001:A.6.2.8"},
    "no-counterpart": {"framework": "iso27001:", "other": "iso42001:"},
    "changed-text": {},
    "derived-from-rows": {},
    "touches": {"requirement": "iso42001:9.2"},
    "contained-in": {"requirement": "iso27001:9.2.1"},
}


#: Nothing to find in the shipped content; tried on other content elsewhere.
EMPTY = ("where-sets-disagree", "derived-from-rows")


def test_every_query_explains_itself_and_has_an_example():
    assert set(named_queries()) == set(EXAMPLES)
    for query in named_queries().values():
        assert query.title and query.question
        assert set(query.parameters) == set(EXAMPLES[query.name])


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n not in EMPTY])
def test_every_query_answers(name):
    assert ask(load(), name, EXAMPLES[name]).rows


def test_coverage_agrees_with_a_count_without_sparql(library):
    for _, framework, _, full, part, none, unknown in ask(load(), "coverage-counts", {"by": "iso42001:"}).rows:
        other = str(framework).rstrip(":")
        counts = [0, 0, 0, 0]
        for r in library.members(other):
            if not r.assessable:
                continue
            met = {row.subject_met for row in library.counterparts(r.id, "iso42001")}
            counts[0 if "all" in met else 1 if met else 2 if library.gap(r.id, "iso42001") else 3] += 1
        assert counts == [full, part, none, unknown], other


def test_a_deployer_before_and_on_the_day():
    def bound(day):
        rows = ask(
            load(), "binding-on", {"role": "aims:role-deployer", "system": "aims:system-annex-iii", "day": day}
        ).rows
        return {row[4] for row in rows}

    assert "Article 26(1)" not in bound("2027-12-01")
    assert "Article 26(1)" in bound("2027-12-02")
    assert "Article 4(1)" in bound("2027-12-01")


def test_the_set_relations_turn_round_with_the_side(library):
    row = next(m for m in library.mappings if m.relation == "subset_of")
    rows = ask(load(), "what-maps-to", {"requirement": row.object_id}).rows
    assert next(r[1] for r in rows if r[2] == row.subject_id) == "superset of"


def test_a_missing_parameter_is_named():
    with pytest.raises(AimsError, match="needs 'requirement'"):
        ask(load(), "what-maps-to")


def test_a_foreign_query_answers():
    table = run_foreign(load(), "SELECT (COUNT(*) AS ?n) WHERE { ?r skos:inScheme iso27001: ; a aims:Control }")
    assert table.rows == ((93,),)


def test_a_malformed_query_is_answered_with_line_and_column():
    with pytest.raises(QueryError, match=r"Line 2, column \d+"):
        run_foreign(load(), "SELECT *\nWHERE { ?s ?p }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * {\n service silent <http://127.0.0.1:9/> {} }",
    ],
)
def test_service_is_refused(text):
    with pytest.raises(QueryError, match="SERVICE"):
        run_foreign(load(), text)


def test_the_word_service_in_a_string_is_no_service():
    assert run_foreign(load(), 'ASK { BIND("SERVICE" AS ?x) FILTER(?x = "SERVICE") }').rows == (("yes",),)


def test_an_update_is_refused():
    with pytest.raises(QueryError):
        run_foreign(load(), "DELETE WHERE { ?s ?p ?o }")


def test_a_query_without_end_is_stopped():
    with pytest.raises(QueryError, match="stopped"):
        run_foreign(load(), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", seconds=1)


def test_a_long_answer_is_cut_and_says_so():
    table = run_foreign(load(), "SELECT * { ?s ?p ?o }", rows=5)
    assert len(table.rows) == 5
    assert "Cut after 5 rows" in table.notes[0]


def test_rdflib_reads_the_same_dataset():
    found = dataset(load()).query(
        "SELECT ?g { GRAPH ?g { <https://w3id.org/aims-graph/iso42001-2023/A.6.2.8> a ?t } } LIMIT 1"
    )
    assert [str(row[0]) for row in found] == ["https://w3id.org/aims-graph/file/ontology/catalogues/iso-42001-2023.tsv"]


def test_where_two_sets_of_one_pair_disagree(copy):
    """Somebody else's set of a pair, in which one row of ours reads otherwise and one stands that we do not have."""
    ours = (copy / "mappings" / "iso-42001--iso-27001.sssom.tsv").read_text(encoding="utf-8").split("\n")
    head = [line for line in ours if line.startswith(("#", "subject_id"))]
    same = next(line for line in ours if line.startswith("iso42001:7.5.3\t") and "\tiso27001:7.5.3\t" in line)
    changed = same.replace("skos:exactMatch", "skos:broadMatch").replace(
        "\tequal\tall\tall\t", "\tsubset_of\tall\tmost\t"
    )
    cells = changed.split("\t")
    cells[ours[len(head) - 1].split("\t").index("ext_object_only")] = "retention by schedule"
    new = same.replace("iso42001:7.5.3\t", "iso42001:4.1\t")
    path = copy / "mappings" / "iso-42001--iso-27001.elsewhere.sssom.tsv"
    path.write_text("\n".join([*head, "\t".join(cells), new]) + "\n", encoding="utf-8")
    rows = ask(load(copy, alone=True), "where-sets-disagree").rows
    assert [row[:5] for row in rows] == [
        ("iso42001:4.1", "iso27001:7.5.3", "no row", "equal", "elsewhere"),
        ("iso42001:7.5.3", "iso27001:7.5.3", "equal", "subset of", "elsewhere"),
    ]


def test_an_edited_table_is_never_answered_from_an_older_library(copy):
    asked = {"requirement": "iso42001:A.6.2.8"}
    load(copy, alone=True)  # as a long-lived process would have done before the edit
    path = copy / "mappings" / "iso-42001--iso-27001.sssom.tsv"
    before = ask(load(copy, alone=True), "what-maps-to", asked).rows
    text = path.read_text(encoding="utf-8")
    phrase = next(row[7] for row in before if row[2] == "iso27001:A.8.15")
    path.write_text(text.replace(str(phrase), "events of the system are recorded, said anew"), encoding="utf-8")
    after = ask(load(copy, alone=True), "what-maps-to", asked).rows
    assert "said anew" in str(after) and "said anew" not in str(before)


def test_an_undeclared_prefix_is_named():
    with pytest.raises(QueryError, match="the prefix foo: is not declared"):
        run_foreign(load(), "SELECT * WHERE { ?a foo:bar ?b }")
