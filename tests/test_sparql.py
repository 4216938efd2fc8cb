"""A query is judged and bound by its parse tree: what stands in comments, strings and names changes nothing, and every fault has its place."""

import re

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_graph.errors import AimsError, QueryError
from aims_graph.graph.query import named_queries
from aims_graph.graph.sparql import LONGEST, _parser, bind, judge, parsed, tokens

KNOWN = {"x": "http://x/", "iso42001": "https://w3id.org/aims-graph/iso42001-2023/"}
STORE = pyoxigraph.Store()

#: One query for each part of the grammar, each of which the engine reads as well.
VALID = [
    "SELECT * FROM <x:y> FROM NAMED x:z WHERE { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?a { ?a ^(x:y|!(x:z|^x:u))* ?b . FILTER(?a > 1 && ?a <3)}",
    "ASK{?s?p?o}",
    "SELECT * { BIND(1+2-3+-4*?x AS ?y) }",
    "SELECT * { VALUES (?a ?b) { (UNDEF 1) (2 'x'@en-GB) } VALUES ?c {} VALUES () {()} }",
    "DESCRIBE x:y",
    "DESCRIBE * { ?s ?p ?o } LIMIT 1",
    "DESCRIBE ?x x:y WHERE { ?x a x:c } ORDER BY ?x",
    "CONSTRUCT { ?s ?p ?o . [] x:p (1 2) } WHERE {?s ?p ?o} OFFSET 1 LIMIT 2",
    "CONSTRUCT FROM x:g WHERE { ?s a x:t . }",
    "SELECT ?x (GROUP_CONCAT(DISTINCT ?y; separator=', ') AS ?z) (COUNT(*) AS ?n) (COUNT(DISTINCT *) AS ?m)"
    " { ?x ?y [ x:q (1 2 'a') ] } GROUP BY ?x (STR(?x) AS ?k) HAVING(COUNT(?y) > 1) ORDER BY DESC(?x) ?z LIMIT 1 OFFSET 2",
    "SELECT * {?s x:p*/x:q+ 5, +5, true; x:p? ?z}",
    "SELECT * { FILTER(?a<?b) FILTER (?a IN (1,2)) FILTER (?a NOT IN ()) FILTER NOT EXISTS { ?s ?p ?o } FILTER regex(?x,'a','i')}",
    "SELECT (1 AS ?x) WHERE {} VALUES ?z {}",
    "SELECT * WHERE { {SELECT ?x {?x ?y ?z} LIMIT 3 VALUES ?x {x:a}} UNION {} OPTIONAL {} MINUS {} . BIND(?a||?b AS ?c)}",
    "SELECT * {?s ?p 'a'^^x:integer; a x:Class,'''x'y'''}",
    "BASE <http://x/> PREFIX : <a#> PREFIX a: <b#> SELECT * {:a :b :c . a: :a.b :a.}",
    "SELECT*{?s ?p _:a.b. [] a [] . () a ()}",
    "SELECT DISTINCT ?x { ?x !x:a/(x:b|^x:c)?/a/!(a|^a|x:d) ?y }",
    "SELECT ?x { ?x x:p ?y ; . ?y x:q 1.5e3 , -.5 , 1E-2 ; ; a x:z }",
    "SELECT (IF(BOUND(?x),COALESCE(?y,1/0),STRLANG('a','en')) AS ?z) { OPTIONAL { ?x x:a ?y } }",
    "SELECT * { GRAPH x:g { ?s ?p ?o } } ORDER BY ASC(?s) STR(?p) (?o + 1)",
    'ASK { ?s ?p "a\\nb\\u00e9" , \'\' , """"x""" , \'\'\'\'\'\' }',
    "SELECT ?x { { ?x ?y ?z } . { } FILTER(!?x = -?y || +?z != !!?w) }",
    "PREFIX x: <x:\\u0061> ASK FROM <http://x/\\U0001F600> { <\\u0078:y> x:z <x:\\u0041bc> }",
    "SELECT (UUID() AS ?u) (NOW() AS ?n) (RAND( ) AS ?r) (BNODE('x') AS ?c) (sameTerm(?a,?b2) AS ?s) (isNumeric(1) AS ?i){}",
]  # fmt: skip

FAULTS = [
    ("SELECT *\nWHERE { ?s ?p }", 2, 15, "'}' does not fit here"),
    ("SELCT * {}", 1, 1, "'SELCT' does not fit here"),
    ("SELECT * {", 1, 11, "it ends too early"),
    ("", 1, 1, "it ends too early"),
    ("SELECT * { ?s ?p 'abc }", 1, 18, "this text has no end"),
    ("# é ü\nSELECT * { ?é ?p 'ü' . ?z }", 2, 27, "'}' does not fit here"),
    ("SELECT * { ?s ?p ?o }\n  }", 2, 3, "'}' does not fit here"),
    ("SELECT * { ?s ?p \x01 }", 1, 18, "'U+0001' does not fit here"),
    ("ASK { ?s iso42001:A.6.2.8 foo:bar }", 1, 27, "the prefix foo: is not declared"),
    ("PREFIX a:b <x:> ASK {}", 1, 8, "'a:b' is no prefix"),
    ("ASK { ?s ?p <relative> }", 1, 13, "'<relative>' is no whole address"),
    ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 1, 12, "SERVICE would ask another server"),
    ("SELECT * {\n service silent <http://127.0.0.1:9/> {} }", 2, 2, "SERVICE would ask another server"),
    ("SELECT * { FILTER EXISTS {{ SELECT * { SERVICE ?x {} }} } }", 1, 40, "SERVICE would ask another server"),
    ("ASK { OPTIONAL { GRAPH ?g { SERVICE\n<x:y> {} } } }", 1, 29, "SERVICE would ask another server"),
    ("DELETE WHERE { ?s ?p ?o }", 1, 1, "'DELETE' would change the graph"),
    ("PREFIX x: <x:>\n INSERT DATA { x:a x:b x:c }", 2, 2, "'INSERT' would change the graph"),
    ("load <http://x/>", 1, 1, "'load' would change the graph"),
    ("CLEAR ALL", 1, 1, "'CLEAR' would change the graph"),
    ("DROP", 1, 1, "'DROP' would change the graph"),
    ("SELECT * { <<?a ?b ?c>> ?d ?e }", 1, 12, "'<' does not fit here"),
    ("SELECT * { ?s \\u0053ERVICE ?o }", 1, 15, "does not fit here"),
    ("ASK { ?s ?p <\\u0072elative> }", 1, 13, "is no whole address"),
    ("ASK { ?s ?p <x:\\u003Ey> }", 1, 13, "none has \\u003E"),
    ("ASK { ?s ?p <x:\\uD800> }", 1, 13, "none has \\uD800"),
    ("ASK { ?s ?p <x:\\U00110000y> }", 1, 13, "none has \\U00110000"),
    ("ASK { ?s ?p <x:\\u41> }", 1, 13, "'<' does not fit here"),
]  # fmt: skip


def engine_reads(text: str) -> bool:
    try:
        STORE.query(text, prefixes=KNOWN)
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize("text", VALID)
def test_what_sparql_allows_is_read(text: str) -> None:
    assert engine_reads(judge(text, KNOWN).text)


@pytest.mark.parametrize(("text", "line", "column", "says"), FAULTS)
def test_a_fault_is_named_with_its_place(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        judge(text, KNOWN)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.what.startswith(f"Line {line}, column {column}: ") and says in caught.value.what


def test_a_text_that_is_too_long_is_not_read() -> None:
    with pytest.raises(QueryError, match=f"{LONGEST + 1:,} characters"):
        judge("#" * (LONGEST + 1), KNOWN)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ASK { ?s ?p 'FROM <x:y>' }", False),
        ("ASK { ?FROM x:FROM ?o } # FROM x:y", False),
        ("ASK FROM x:y {}", True),
        ("ASK FROM <x:\\u0079> {}", True),
        ("DESCRIBE x:y FROM NAMED <x:y>", True),
        ("CONSTRUCT FROM x:y WHERE {}", True),
    ],
)
def test_a_dataset_is_named_only_by_from(text: str, named: bool) -> None:
    assert judge(text, KNOWN).names_dataset is named


NOISE = st.lists(
    st.sampled_from(["# SERVICE <x:y> {", "# foo:bar }", "# FROM x:y 'é", '#"""', "#", "#\t{{ DELETE"]), max_size=2
)
VERDICTS = [
    *VALID,
    *(text for text, *_ in FAULTS if "SERVICE" in text and "\\u" not in text),
    *(q.text for q in named_queries().values()),
]
PREFIXES = {
    **KNOWN,
    **{
        p: f"http://{p}/"
        for p in "aims skos owl rdfs sssom eli dcterms prov map xsd iso27001 iso9001 aiact aiact2024".split()
    },
}


def verdict(text: str) -> tuple[str, bool]:
    try:
        return "read", judge(text, PREFIXES).names_dataset
    except QueryError as error:
        return error.what.partition(": ")[2], False


@settings(deadline=None)
@given(st.sampled_from(VERDICTS), st.data())
def test_comments_never_change_the_judgement(text: str, data: st.DataObject) -> None:
    noisy, done = "", 0
    for token in _parser().lex(text):
        gap = text[done : token.start_pos]
        # Where there is room already: a comment begins only after white space or a bracket, and never within a token.
        noisy += "".join(f" {noise}\n" for noise in data.draw(NOISE)) + gap if gap.isspace() else gap
        noisy, done = noisy + token, token.end_pos or 0
    noisy += "".join(f"\n{noise}" for noise in data.draw(NOISE))
    assert verdict(noisy) == verdict(text)


@given(
    st.sampled_from(VALID), st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["'", '"', "'''", '"""'])
)
def test_strings_never_change_the_judgement(text: str, said: str, quote: str) -> None:
    before, brace, after = text.partition("{")

    def judged(words: str) -> tuple[str, bool]:
        return verdict(f"{before}{brace} BIND({quote}{words}{quote} AS ?said) {after}")

    for words in (said, "SERVICE <x:y> { # ", "FROM x:y foo:bar DELETE", "#"):
        escaped = (
            words.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0]).replace("\n", "\\n").replace("\r", "\\r")
        )
        assert judged(escaped) == judged("plain")


LOCAL = st.from_regex(r"[A-Za-z0-9_:é](?:[A-Za-z0-9_:é.-]{0,12}[A-Za-z0-9_:é-])?", fullmatch=True)


@given(LOCAL)
def test_a_name_with_dots_means_what_it_says(local: str) -> None:
    (row,) = STORE.query(judge(f"SELECT (x:{local} AS ?name) {{}}", KNOWN).text, prefixes=KNOWN)  # type: ignore[union-attr]
    assert row["name"] == pyoxigraph.NamedNode(f"http://x/{local}")


@given(st.lists(LOCAL, max_size=4), st.integers(0, 3))
def test_places_count_in_the_text_that_was_given(names: list[str], lines: int) -> None:
    before = "ASK {" + "\n" * lines + "".join(f" ?s ?p x:{n} ." for n in names)
    question = judge(before + " ?s ?p ?o }", KNOWN)
    last = question.text.split("\n")[-1]
    expected = before.split("\n")[-1]
    assert question.place(lines + 1, last.index(" ?s ?p ?o") + 1) == (lines + 1, len(expected) + 1)


@given(st.text())
def test_no_text_ends_in_anything_but_a_message(text: str) -> None:
    for whole in (text, "SELECT * { " + text, "ASK { ?s ?p '" + text):
        try:
            judge(whole, KNOWN)
        except AimsError as error:
            assert error.what and "\n" not in error.what and error.what.isprintable()


PIECES = st.sampled_from([p for text in VALID for p in re.findall(r"\s+|\w+|\W", text)])


@given(st.lists(PIECES, max_size=60))
def test_no_heap_of_pieces_ends_in_anything_but_a_message(pieces: list[str]) -> None:
    try:
        judge("".join(pieces), KNOWN)
    except AimsError as error:
        assert error.what


@pytest.mark.parametrize("opening", ["{", "(", "[", "{ ?s ?p (", "!(", '"""', "'", "SELECT * {", "x:"])
def test_what_is_nested_deeply_is_judged(opening: str) -> None:
    for text in (opening * 3_000, "SELECT * " + "{" * 9_000 + "}" * 9_000):
        try:
            judge(text[:LONGEST], KNOWN)
        except QueryError as error:
            assert error.line


def test_service_is_found_however_deep() -> None:
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        judge("SELECT * " + "{" * 5_000 + " SERVICE ?x {} " + "}" * 5_000, KNOWN)


def test_values_are_written_where_they_can_stand() -> None:
    text = (
        "SELECT ?a ?b (COUNT(?c) AS ?n) { { SELECT ?a ?b { ?a x:p ?b } LIMIT 9 } ?a x:q ?c . ?ab x:r '?a' # ?a\n}"
        " GROUP BY ?a ?b ORDER BY ?a ?b"
    )
    assert bind(text, {"a": "x:v"}) == (
        "SELECT (x:v AS ?a) ?b (COUNT(?c) AS ?n) { { SELECT ?b { x:v x:p ?b } LIMIT 9 } x:v x:q ?c . ?ab x:r '?a' # ?a\n}"
        " GROUP BY ?b ORDER BY ?b"
    )


def test_tokens_come_in_the_order_of_the_text() -> None:
    assert [
        str(t) for t in tokens(parsed("SELECT ?a { { ?b ?c ?d } UNION { ?e ?f 1 } }"), "VAR")
    ] == "?a ?b ?c ?d ?e ?f".split()
