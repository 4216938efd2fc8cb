"""Answers of queries in the standard forms: nothing of a term is lost, and who reads them with another library finds the same."""

import csv
import io
import json
from pathlib import Path

import pytest
import tiny
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, parse, parse_query_results
from pyoxigraph import Literal as Text
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result as Parsed

from aims_graph.errors import AimsError
from aims_graph.formats.library import library_of
from aims_graph.graph.build import lines
from aims_graph.graph.dataset import dataset
from aims_graph.graph.results import Result
from aims_graph.graph.validation import graph_of, validate
from aims_graph.graph.written import GRAPHS, RESULTS, forms_of, written
from aims_graph.model import Library
from aims_graph.pack.names import fault_of_prefix

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")) | st.sampled_from("\t\n\"\\'<&,"), max_size=12
)
IRIS = st.from_regex(r"https://example\.org/[A-Za-z0-9._~()-]{0,8}", fullmatch=True).map(NamedNode)
LITERALS = st.one_of(
    TEXTS.map(Text),
    st.builds(lambda text, tag: Text(text, language=tag), TEXTS, st.sampled_from(("en", "de", "pt-br"))),
    st.builds(
        lambda text, kind: Text(text, datatype=NamedNode(XSD + kind)),
        TEXTS,
        st.sampled_from(("date", "integer", "decimal", "boolean")),
    ),
)
TERMS = st.one_of(st.none(), IRIS, LITERALS)


def by_hand(name: str) -> Result:
    """Rows worked out by hand: an IRI, text with a language, a decimal with its zero, nothing."""
    iri, text = NamedNode("https://example.org/a"), Text('say "yes",\tthen\ngo', language="en")
    rows = ((iri, text, Text("4.10", datatype=NamedNode(XSD + "decimal"))), (iri, None, Text("")))
    return {"select": Result("select", ("a", "b", "c"), rows), "ask": Result("ask", (), (), truth=False)}[name]


def test_csv_is_as_rfc_4180_and_sparql_want_it() -> None:
    """No byte order mark, whole IRIs, bare text."""
    found = written(by_hand("select"), "csv", {})
    assert list(csv.reader(io.StringIO(found.decode(), newline=""))) == [
        ["a", "b", "c"],
        ["https://example.org/a", 'say "yes",\tthen\ngo', "4.10"],
        ["https://example.org/a", "", ""],
    ]


def test_json_has_types_and_languages() -> None:
    """Read as any JSON: https://www.w3.org/TR/sparql11-results-json/."""
    found = json.loads(written(by_hand("select"), "json", {}))
    assert found["head"]["vars"] == ["a", "b", "c"]
    first, second = found["results"]["bindings"]
    assert first["b"] == {"type": "literal", "value": 'say "yes",\tthen\ngo', "xml:lang": "en"}
    assert first["c"] == {"type": "literal", "value": "4.10", "datatype": XSD + "decimal"}
    assert "b" not in second
    assert json.loads(written(by_hand("ask"), "json", {}))["boolean"] is False


@given(st.lists(st.tuples(TERMS, TERMS), max_size=5), st.sampled_from(("json", "xml", "tsv")))
def test_rows_come_back_as_they_were(rows: list[tuple[object, object]], form: str) -> None:
    """Written and read again, term for term."""
    result = Result("select", ("x", "y"), tuple(rows))  # type: ignore[arg-type]
    read = parse_query_results(written(result, form, {}), RESULTS[form])
    assert [v.value for v in read.variables] == ["x", "y"]
    assert [tuple(row) for row in read] == rows


@pytest.mark.parametrize("form", ["json", "xml"])
def test_another_library_reads_the_same(form: str) -> None:
    """rdflib's own reader of result files."""
    parsed = Parsed.parse(io.BytesIO(written(by_hand("select"), form, {})), format=form)
    first, second = parsed.bindings
    values = {str(name): term for name, term in first.items()}
    assert values["a"] == URIRef("https://example.org/a")
    assert values["b"] == Literal('say "yes",\tthen\ngo', lang="en")
    assert {str(name) for name in second} == {"a", "c"}


@given(
    st.lists(st.tuples(IRIS | st.just(BlankNode("b")), IRIS, IRIS | LITERALS), max_size=5),
    st.sampled_from(("turtle", "trig", "ntriples", "nquads", "jsonld")),
)
def test_graphs_come_back_as_they_were(rows: list[tuple[object, object, object]], form: str) -> None:
    """Each statement once, with its type and language; blank nodes may be called otherwise."""
    result = Result("graph", ("subject", "predicate", "object"), tuple(dict.fromkeys(rows)))  # type: ignore[arg-type]
    read = [q.triple for q in parse(written(result, form, {"x": "https://example.org/"}), GRAPHS[form])]
    assert len(read) == len(result.rows)

    def shown(subject: object, predicate: object, value: object) -> tuple[str, ...]:
        return tuple("_:b" if isinstance(t, BlankNode) else str(t) for t in (subject, predicate, value))

    assert {shown(t.subject, t.predicate, t.object) for t in read} == {shown(*row) for row in rows}


@pytest.mark.parametrize(
    ("form", "name"), [("rdfxml", "xml"), ("jsonld", "json-ld"), ("turtle", "turtle"), ("ntriples", "nt")]
)
def test_a_graph_is_the_same_in_every_form(form: str, name: str) -> None:
    """rdflib reads each as the same graph."""
    iri = NamedNode("https://example.org/a")
    rows = (
        (iri, NamedNode("https://example.org/p"), Text("ja", language="de")),
        (iri, NamedNode("https://example.org/q"), iri),
    )
    result = Result("graph", ("subject", "predicate", "object"), rows)
    graph = Graph().parse(data=written(result, form, {}), format=name)
    wanted = Graph()
    wanted.add((URIRef(iri.value), URIRef("https://example.org/p"), Literal("ja", lang="de")))
    wanted.add((URIRef(iri.value), URIRef("https://example.org/q"), URIRef(iri.value)))
    assert isomorphic(graph, wanted)


def test_a_form_that_cannot_hold_the_answer_is_named() -> None:
    """What there is instead stands in the message."""
    with pytest.raises(AimsError, match="yes or no has no form 'csv'") as error:
        written(by_hand("ask"), "csv", {})
    assert error.value.mend == "Use json, xml, turtle."
    with pytest.raises(AimsError, match="rows has no form 'trig'"):
        written(by_hand("select"), "trig", {})
    assert "csv" in forms_of("graph")


def test_a_query_answers_as_programs_read_it(tmp_path: Path) -> None:
    """The ending of the file names the form; whole IRIs, no byte order mark."""
    for ending, reads in (
        (".json", QueryResultsFormat.JSON),
        (".srx", QueryResultsFormat.XML),
        (".tsv", QueryResultsFormat.TSV),
    ):
        file = tmp_path / f"found{ending}"
        assert run("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-o", str(file)).returncode == 0
        (first, *_) = parse_query_results(file.read_bytes(), reads)
        assert first["requirement"] == NamedNode("https://w3id.org/aims-graph/iso42001-2023/A.6.2.8")
    done = run("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-f", "csv")
    assert (
        done.stdout.startswith("requirement,relation,")
        and "https://w3id.org/aims-graph/iso27001-2022/A.8.15" in done.stdout
    )


@pytest.mark.parametrize(("pattern", "code"), [("?s a skos:Concept", 0), ("?s a skos:NoSuchThing", 1)])
def test_ask_answers_with_its_exit_code(tmp_path: Path, pattern: str, code: int) -> None:
    """0 for yes, 1 for no, in every form; 2 stays for what could not run."""
    file = tmp_path / "q.rq"
    file.write_text(f"ASK {{ {pattern} }}", encoding="utf-8")
    for form in ("table", "json", "xml"):
        assert run("query", str(file), "-f", form).returncode == code
    assert run("query", str(file), "-f", "csv").returncode == 2


def test_rdflib_reads_text_as_it_would_have_parsed_it(tmp_path: Path) -> None:
    """Shapes that list values hold over the dataset, as they do over the same statements parsed from N-Triples."""
    library = library_of(tiny.write(tmp_path / "content"))
    found, parsed = dataset(library), graph_of(lines(library))

    def bare(graph: Graph) -> set[Literal]:
        return {o for o in graph.objects() if isinstance(o, Literal) and not o.language and o.datatype is None}

    assert bare(parsed) and bare(found) == bare(parsed)
    one = min(bare(parsed))
    query = "SELECT ?one WHERE { ?s ?p ?one } LIMIT 1"
    assert [row["one"] for row in found.query(query, initBindings={"one": one})] == [one]
    kinds = " ".join(
        f'"{kind}"' for kind in {str(o) for o in parsed.objects(None, URIRef(library.names.iri("aims:kind")))}
    )
    shapes = Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix aims: <https://w3id.org/aims-graph/ontology#> . "
        f"[] a sh:NodeShape ; sh:targetSubjectsOf aims:kind ; sh:property [ sh:path aims:kind ; sh:in ( {kinds} ) ] ."
    )
    assert list(validate(found, shapes, library.names)) == []


@pytest.mark.parametrize(
    ("query", "form", "says"),
    [
        (r'SELECT ("\u0001" AS ?x) {}', "xml", "U+0001"),
        (r'SELECT ("a\uFFFE" AS ?x) {}', "xml", "U+FFFE"),
        (r'CONSTRUCT { <urn:a> <urn:b> "\u000B" } {}', "rdfxml", "U+000B"),
        ('CONSTRUCT { <urn:a> <http://x/1> "q" } {}', "rdfxml", "<http://x/1>"),
        ('CONSTRUCT { <urn:a> <http://x/> "q" } {}', "xml", "<http://x/>"),
    ],
)
def test_what_xml_has_no_way_to_write_is_refused_by_name(query: str, form: str, says: str, tmp_path: Path) -> None:
    """The engine writes it, and no reader takes the file; every other form holds it."""
    file = tmp_path / "q.rq"
    file.write_text(query, encoding="utf-8")
    done = run("query", str(file), "-f", form)
    assert done.returncode == 2 and says in done.stderr and not done.stdout
    assert run("query", str(file), "-f", "json").returncode == 0


def test_what_xml_can_write_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    predicates = ["http://x/1a", "http://x/é", "urn:a", "http://x/a·b", "http://x#_1", "http://x/a%20b"]
    triples = " . ".join(f'<urn:s> <{p}> "tab\\t, line\\n"' for p in predicates)
    file.write_text(f"CONSTRUCT {{ {triples} }} {{}}", encoding="utf-8")
    text = run("query", str(file), "-f", "rdfxml").stdout
    assert sorted(str(p) for p in Graph().parse(data=text, format="xml").predicates()) == sorted(predicates)


def test_a_prefix_that_xml_keeps_to_itself_is_none(library: Library) -> None:
    assert "begins with xml" in fault_of_prefix("xml", "https://example.org/", library.names)
    assert "begins with xml" in fault_of_prefix("XMLish", "https://example.org/", library.names)
    rows = Result("graph", ("s", "p", "o"), ((NamedNode("urn:a"), NamedNode("https://e/x"), NamedNode("urn:b")),))
    assert b"xmlns:xml" not in written(rows, "rdfxml", {"xml": "https://e/", "Xml2": "https://f/"}).lower()
