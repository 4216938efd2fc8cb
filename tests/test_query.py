"""Named queries answer, agree with a count made without SPARQL, and explain themselves; foreign ones are answered from the same graph."""

from pathlib import Path

import pytest
from query_files import query_findings

from aims_graph import load
from aims_graph.errors import AimsError, ContentError, QueryError
from aims_graph.graph.dataset import dataset
from aims_graph.graph.isolated import Limits
from aims_graph.graph.named import TYPES, read_query, substitutions
from aims_graph.graph.query import QUERIES, answer, ask, foreign, named_queries, queries_table, run_foreign

EXAMPLES = [(query.name, example) for query in named_queries().values() for example in query.examples or ({},)]
#: Nothing to find in the shipped content; tried on other content elsewhere.
EMPTY = ("where-sets-disagree", "derived-from-rows")
HEAD = "# title: T\n# question: Q?\n"


def test_every_query_file_is_in_order():
    assert list(query_findings(QUERIES, load().names.table)) == []
    assert len(named_queries()) == len(list(QUERIES.glob("*.rq"))) == len(queries_table().rows)


def test_the_list_says_what_each_query_answers_and_what_to_give(tmp_path: Path):
    told = queries_table()
    assert told.columns == ("name", "question", "parameters")
    heads = {path.stem: path.read_text(encoding="utf-8") for path in QUERIES.glob("*.rq")}
    for name, question, parameters in told.rows:
        assert f"# question: {question}\n" in heads[name]
        assert str(parameters).count("(such as ") <= heads[name].count("# parameter: ")
    given = "# parameter: day date, when\n# parameter: law framework, which\n# example: day=2027-12-02 law=aiact:\n"
    (tmp_path / "q.rq").write_text(HEAD + given + "SELECT ?day ?law {}", encoding="utf-8")
    ((name, question, parameters),) = queries_table({"q": read_query(tmp_path / "q.rq")}).rows
    assert (name, question) == ("q", "Q?")
    assert parameters == "day: a date, when (such as 2027-12-02); law: a framework, which (such as aiact:)"


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_query_answers_its_example(name, example):
    assert bool(ask(load(), name, example).rows) == (name not in EMPTY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "# parameter: day, a date such as 2027-12-02\nSELECT ?day {}", "q.rq:3: is no line of a query's head"),
        (HEAD + "# parameter: day moment, when\nSELECT ?day {}", "with a type of date, iri, words"),
        (HEAD + "# parametr: day date, when\nSELECT ?day {}", "q.rq:3: is no line of a query's head"),
        (HEAD + "# parameter: day date, when\nSELECT ?day {}", "the examples are not those of its parameters"),
        (HEAD + "# example: day=2027-12-02\nSELECT ?day {}", "the examples are not those of its parameters"),
        (HEAD + "# parameter: day date, when\n# example: day=soon\nSELECT ?day {}", "q.rq:1: 'soon' is no date"),
        (HEAD + "# parameter: day date, when\n# example: day=2027-12-02\nSELECT ?x {}", "q.rq:1: the parameter day is not chosen"),
        ("# title: T\nSELECT ?day {}", "q.rq:1: has no question"),
        (HEAD + "SELECT * {\n SERVICE <http://x/> {} }", "q.rq:4: Line 4, column 2: SERVICE would ask another server"),
        (HEAD + "SELECT * { ?s foo:bar ?o }", "the prefix foo: is not declared"),
        (HEAD + "DELETE WHERE { ?s ?p ?o }", "'DELETE' would change the graph"),
    ],
)  # fmt: skip
def test_a_faulty_query_file_is_named_with_its_line(tmp_path: Path, text: str, says: str):
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    assert says in "\n".join(map(str, query_findings(tmp_path, load().names.table)))


def test_a_head_without_type_is_refused(tmp_path: Path):
    (tmp_path / "q.rq").write_text(HEAD + "# parameter: day, a date\nSELECT ?day {}", encoding="utf-8")
    with pytest.raises(ContentError, match="is no line of a query's head"):
        read_query(tmp_path / "q.rq")


def test_the_type_decides_and_no_word_of_the_explanation(tmp_path: Path):
    head = HEAD + "# parameter: update iri, whose date of change is asked\n# example: update=iso42001:4.1\n"
    (tmp_path / "q.rq").write_text(head + "SELECT ?update { ?update ?p ?o }", encoding="utf-8")
    (value,) = substitutions(read_query(tmp_path / "q.rq"), {"update": "iso42001:4.1"}, load().names.table).values()
    assert str(value) == "<https://w3id.org/aims-graph/iso42001-2023/4.1>"


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("what-maps-to", {}, "needs 'requirement'"),
        ("what-maps-to", {"requirement": "iso42001:4.1", "other": "x"}, "has no parameter 'other'"),
        ("what-maps-to", {"requirement": "iso42001:A.99"}, "Nothing is called 'iso42001:A.99'"),
        ("what-maps-to", {"requirement": "iso42001:"}, "'iso42001:' is no requirement"),
        ("what-maps-to", {"requirement": "4.1"}, "'4.1' is no id"),
        ("what-maps-to", {"requirement": "27001:99.1"}, "'27001:99.1' is no id"),
        ("coverage-counts", {"held": "aims:role-deployer"}, "'aims:role-deployer' is no framework"),
        ("duties-of-role", {"role": "aims:system-annex-iii"}, "'aims:system-annex-iii' is no role"),
        ("duties-of-role", {"role": "https://example.org/a b"}, "is no id"),
        ("held-off", {"role": "aims:role-provider", "system": "aims:role-provider", "placed": "2026-05-01"}, "is no system"),
        ("held-off", {"role": "aims:role-provider", "system": "aims:system-annex-iii", "placed": "2026-02-30"}, "'2026-02-30' is no date"),
        ("no-such", {}, "No query is called 'no-such'"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(name, given, says):
    with pytest.raises(AimsError, match=says):
        ask(load(), name, given)


def test_every_type_is_used():
    assert {p.type for q in named_queries().values() for p in q.parameters.values()} == set(TYPES) - {"iri"}


def test_coverage_agrees_with_a_count_without_sparql(library):
    # Whether the named queries say what the answers say, for every parameter, is asked in test_query_answers.
    assert len(ask(load(), "coverage-counts", {"held": "iso42001:"}).rows) == len(library.mapped) - 1


def test_a_deployer_before_and_on_the_day():
    def bound(day):
        rows = ask(
            load(), "binding-on", {"role": "aims:role-deployer", "system": "aims:system-annex-iii", "day": day}
        ).rows
        return {row[6] for row in rows}

    assert "Article 26(1)" not in bound("2027-12-01")
    assert "Article 26(1)" in bound("2027-12-02")
    assert "Article 4(1)" in bound("2027-12-01")


def test_the_set_relations_turn_round_with_the_side(library):
    row = next(m for m in library.mappings if m.relation == "subset_of")
    rows = ask(load(), "what-maps-to", {"requirement": row.object_id}).rows
    assert next(r[1] for r in rows if r[2] == row.subject_id) == "superset of"


def test_a_foreign_query_answers():
    table = run_foreign(load(), "SELECT (COUNT(*) AS ?n) WHERE { ?r skos:inScheme iso27001: ; a aims:Control }")
    assert table.rows == ((93,),)


def test_a_malformed_query_is_answered_with_line_and_column():
    with pytest.raises(QueryError, match=r"Line 2, column \d+"):
        run_foreign(load(), "SELECT *\nWHERE { ?s ?p }")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SELECT (COUNT(*) AS ?n) FROM <https://example.org/no-such-graph> WHERE { ?s ?p ?o }", 0),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <https://example.org/no-such-graph> WHERE { GRAPH ?g { ?s ?p ?o } }", 0),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED map:derived WHERE { ?s ?p ?o }", 0),
        ("SELECT (COUNT(DISTINCT ?c) AS ?n) FROM <https://w3id.org/aims-graph/file/ontology/catalogues/iso-27001-2022.tsv>"
         " { ?c a aims:Control }", 93),
        ("SELECT (COUNT(DISTINCT ?c) AS ?n) FROM <https://w3id.org/aims-graph/file/ontology/catalogues/iso-42001-2023.tsv>"
         " { ?c skos:inScheme iso27001: }", 0),
        ("SELECT (COUNT(DISTINCT ?c) AS ?n) FROM NAMED <https://w3id.org/aims-graph/file/ontology/catalogues/iso-27001-2022.tsv>"
         " { GRAPH ?g { ?c a aims:Control } }", 93),
    ],
)  # fmt: skip
def test_from_decides_which_graphs_are_asked(text, count):
    assert run_foreign(load(), text).rows == ((count,),)


def test_without_from_all_graphs_are_asked_together():
    (stated,), (merged,) = (
        run_foreign(load(), text).rows
        for text in (
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        )
    )
    assert stated == merged and int(str(stated[0])) > 100_000


def test_the_word_service_in_a_string_is_no_service():
    assert run_foreign(load(), 'ASK { BIND("SERVICE" AS ?x) FILTER(?x = "SERVICE") }').rows == (("yes",),)


def test_a_long_answer_is_cut_and_says_so():
    found = foreign(load(), "SELECT * { ?s ?p ?o }", Limits(rows=5))
    assert len(found.rows) == 5 and not found.complete
    assert "Cut after 5 rows" in run_foreign(load(), "SELECT * { ?s ?p ?o }", Limits(rows=5)).notes[0]


def test_an_answer_of_as_many_rows_as_the_limit_is_whole():
    assert foreign(load(), "SELECT * { ?s ?p ?o } LIMIT 5", Limits(rows=5)).complete


def test_answers_of_named_queries_keep_their_terms():
    found = answer(load(), "what-maps-to", {"requirement": "iso42001:A.6.2.8"})
    row = dict(zip(found.variables, found.rows[0], strict=True))
    assert str(row["relation"]) == '"superset of"@en'
    assert str(row["confidence"]).endswith("XMLSchema#decimal>")


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
    path.write_text("\n".join(["#stated_by: elsewhere", *head, "\t".join(cells), new]) + "\n", encoding="utf-8")
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


def test_rdflib_takes_ids_as_they_are_written() -> None:
    """Prefixes of the content are bound, and a name may have several dots, which pyoxigraph 0.5 reads only escaped."""
    asked = dataset(load())
    plain, escaped = (list(asked.query(f"SELECT ?p ?o {{ {name} ?p ?o }}")) for name in ("iso42001:A.6.2.8", r"iso42001:A\.6\.2\.8"))  # fmt: skip
    assert plain == escaped and len(plain) > 10
    assert asked.namespace_manager.curie(load().names.iri("iso9001:7.5.3.2")) == "iso9001:7.5.3.2"
    assert next(iter(asked.query("SELECT ?x { VALUES ?x { 'iso42001:A.6.2.8' } }"))).x.toPython() == "iso42001:A.6.2.8"
    # What is none of SPARQL 1.1 goes to the engine as it is.
    with pytest.raises(SyntaxError):
        asked.query("SELECT iso42001:A.6.2.8")


@pytest.mark.parametrize(
    ("name", "as_people", "as_ids"),
    [
        ("what-maps-to", {"requirement": "27001:9.3.1"}, {"requirement": "iso27001:9.3.1"}),
        ("what-maps-to", {"requirement": "aiact:9(2)"}, {"requirement": "aiact:art-9-2"}),
        ("what-maps-to", {"requirement": "https://w3id.org/aims-graph/iso42001-2023/A.6.2.8"}, {"requirement": "iso42001:A.6.2.8"}),
        ("given-by", {"held": "27001", "towards": "iso42001:2023"}, {"held": "iso27001:", "towards": "iso42001:"}),
    ],
)  # fmt: skip
def test_python_reads_parameters_as_the_command_does(name, as_people, as_ids):
    assert ask(load(), name, as_people).rows == ask(load(), name, as_ids).rows != ()
