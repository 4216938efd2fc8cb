"""The tools for assistants, called through the SDK's own client as assistants call them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import loops
import pytest
import tiny
from assistants import TOOLS, arguments, text_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.client.client import Client
from mcp_types import CallToolResult

from aims_graph.answers.coverage.coverage import FULL, counts, coverage, holding_of
from aims_graph.answers.requirement.facets import find
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of, shipped
from aims_graph.serve.assistant import crosswalk
from aims_graph.serve.assistant.server import READING, server
from aims_graph.serve.assistant.tool import Tool

pytestmark = pytest.mark.usefixtures("a_main_module_of_nobody")


CROSSWALK = "subject,subject_framework,object,object_framework\nA.6.2.8,ISO/IEC 42001,A.8.15,ISO/IEC 27001\nA.6.2.9,ISO/IEC 42001,A.8.16,ISO/IEC 27001\n"
#: A call of each tool that finds something.
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"question": "human oversight"}),
    ("show", {"requirement": "Art. 26(5)"}),
    ("map", {"requirement": "42001 A.6.2.8"}),
    ("map", {"requirement": "iso42001:A.10", "framework": 27001}),
    ("explain", {"first": "9001 5.3", "second": "GOVERN 2.1"}),
    ("given", {"held": [27001, "9001"], "towards": 42001, "limit": 100}),
    ("gap", {"held": [27001], "towards": "42001", "function": "legal"}),
    ("controls", {"frameworks": [42001, 27001, 9001]}),
    ("groups", {"group": "serious incidents"}),
    ("binds", {"roles": ["provider"], "systems": ["annex-iii"], "on": "2027-12-02"}),
    ("fines", {"roles": ["provider"], "is_true": ["sme"], "turnover": 20_000_000}),
    ("lint", {"text": CROSSWALK}),
    ("query", {"sparql": "SELECT ?r { ?r skos:broader iso42001:A.6.2 } ORDER BY ?r"}),
    ("query", {"name": "what-maps-to", "parameters": {"requirement": "iso42001:A.6.2.8"}}),
)
#: The tools without processes of their own, each of which would have to begin by reading the content.
HERE = tuple(replace(tool, seconds=0.0) for tool in READING)


def ask(library: Library, *calls: tuple[str, dict[str, Any]], tools: tuple[Tool, ...] = HERE) -> list[CallToolResult]:
    async def all_of_them() -> list[CallToolResult]:
        async with Client(server(lambda: library, tools)) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return loops.run(all_of_them)


def answer(library: Library, tool: str, /, **given: Any) -> dict[str, Any]:
    found = ask(library, (tool, given))[0]
    assert not found.is_error, text_of(found)
    return dict(found.structured_content)


def refusal(library: Library, tool: str, /, **given: Any) -> str:
    found = ask(library, (tool, given))[0]
    assert found.is_error and found.structured_content is None
    return text_of(found)


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object in an answer."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)


def is_well(name: str, found: CallToolResult) -> None:
    """Both channels say the same, as the tool's schema has it; what is refused is refused with words, and nothing of this machine is in it."""
    text = text_of(found)
    assert "on our side" not in text and "Traceback" not in text and "/tmp/" not in text
    if found.is_error:
        assert text.strip() and found.structured_content is None
    else:
        assert json.loads(text) == found.structured_content
        jsonschema.validate(found.structured_content, TOOLS[name].output_schema)


def test_every_tool_has_a_call_here_and_says_what_it_is() -> None:
    assert {name for name, _ in CALLS} == set(TOOLS)
    for tool in TOOLS.values():
        assert tool.description and tool.title and not tool.changes
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False


def test_answers_keep_to_their_schemas_and_every_source_is_the_line_where_it_stands(library: Library) -> None:
    lines: dict[str, list[str]] = {}
    for (name, given_), found in zip(CALLS, ask(library, *CALLS), strict=True):
        is_well(name, found)
        assert not found.is_error, (name, given_, text_of(found))
        placed = 0
        for part in walk(found.structured_content):
            source = part.get("source")
            for place in [source] if source else part.get("sources", []):
                if isinstance(place, dict):
                    text = lines.setdefault(
                        place["file"], (shipped().root / place["file"]).read_text(encoding="utf-8").split("\n")
                    )
                    assert place["line"] <= len(text)
                    placed += 1
            if source and "name" in part:  # a requirement as it is named: its line begins with its id
                assert lines[source["file"]][source["line"] - 1].split("\t")[0] == part["id"]
        by_id = found.structured_content.get("sources", {}) if name == "query" else {}
        assert placed or by_id or name == "lint", name
        for curie, place in by_id.items():
            line = (shipped().root / place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
            assert curie in line or {s.replace("_", ":", 1) for s in curie.rpartition("/")[2].split("..")} <= set(
                line.split("\t")
            )


def test_tools_say_what_the_answers_say(library: Library) -> None:
    met = answer(library, "given", held=[27001, 9001], towards=42001, limit=100)
    expected = coverage(library, holding_of(library, ["27001", "9001"]), "iso42001")
    assert met["counts"] == counts(expected)
    found = met["requirements"]["entries"]
    assert [(e["requirement"]["id"], e["status"]) for e in found] == [(c.requirement.id, c.status) for c in expected]
    left = answer(library, "gap", held=[27001, 9001], towards=42001, limit=100)
    assert [e["standing"] for e in left["left"]["entries"]] == [e for e in found if e["status"] != FULL]
    mapped = answer(library, "map", requirement="iso42001:A.6.2.8", framework="aiact", limit=100)
    rows = {e["row"]["object_id"]: e["row"]["relation"] for e in mapped["answers"]["entries"] if e["row"]}
    stated = [m for m in library.rows_at("iso42001:A.6.2.8") if m.object_id.startswith("aiact:")]
    assert rows == {m.object_id: m.relation for m in stated} and rows


def test_pages_put_together_are_the_whole_and_a_cursor_fits_its_question_alone(library: Library) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        found = answer(library, "search", question="logging", limit=7, cursor=cursor)["hits"]
        assert len(found["entries"]) <= 7
        seen += [e["requirement"]["id"] for e in found["entries"]]
        cursor = found["next_cursor"]
        if not cursor:
            break
        another = cursor
    assert seen == [h.requirement.id for h in find(library, "logging").hits] and len(seen) == found["total"] > 7
    for name, given_ in (("search", {"question": "risk"}), ("groups", {})):
        assert "another question" in refusal(library, name, **given_, cursor=another)


def test_a_cursor_of_content_that_has_changed_is_refused(tmp_path: Path) -> None:
    packs = tiny.write(tmp_path)
    cursor = answer(library_of(packs), "search", question="framework a 1.1 logging staff", limit=1)["hits"][
        "next_cursor"
    ]
    assert cursor
    path = tmp_path / tiny.CATALOGUE
    path.write_text(path.read_text().replace("Staff training", "Staff schooling"))
    said = refusal(library_of(packs), "search", question="framework a 1.1 logging staff", limit=1, cursor=cursor)
    assert "changed since" in said


@pytest.mark.parametrize(
    ("name", "given_", "words"),
    [
        ("search", {"framwork": "x"}, ["'question' is missing", "no argument 'framwork', but 'framework'"]),
        ("show", {"requirement": 6.1}, ["in quotes", "6.10"]),
        ("show", {"requirement": True}, ["requirement"]),
        ("show", {"requirement": "../../etc/passwd"}, ["No requirement is called", "a search finds it"]),
        ("show", {"requirement": "42001 A.6.2.9"}, ["Did you mean"]),
        ("map", {"requirement": "42001 4.1", "framework": "27002:2099"}, ["No framework is called", "iso27001"]),
        ("given", {"held": "27001", "towards": "42001"}, ["held", "list"]),
        ("given", {"held": [], "towards": "42001"}, ["'held' is empty; give there: Frameworks, clauses or controls"]),
        (
            "search",
            {"question": "x" * 5000, "limit": 0},
            ["'question' is too long: give at most 200 characters", "'limit' is too small: give 1 or more"],
        ),
        ("search", {"question": "log", "limit": True}, ["limit: true and false are no number"]),
        ("fines", {"roles": ["provider"], "turnover": True}, ["turnover: true and false are no number"]),
        ("given", {"held": [42001], "towards": "42001"}, ["Only iso42001 itself"]),
        ("binds", {"roles": ["provder"], "systems": ["annex-iii"]}, ["Did you mean provider"]),
        ("binds", {"roles": ["provider"], "systems": ["any"], "on": "2027-02-30"}, ["no date", "2027-12-02"]),
        (
            "binds",
            {"roles": ["provider"], "systems": ["any"], "on": "2026-01-01", "since": "2027-01-01"},
            ["Choose an earlier day"],
        ),
        ("groups", {"group": "serious incident"}, ["Serious incident reports"]),
        ("groups", {"group": "zzz"}, ["Name none, and all are listed."]),
        ("gap", {"held": [27001], "towards": "42001", "function": "zzz"}, ["There are ", "Legal"]),
        ("lint", {"text": "a,b\nx,y\n"}, ["as in the columns 'number=Control ID,title=Name'"]),
        ("lint", {"text": "/etc/passwd"}, ["The text is of no format", "table (CSV, TSV). A"]),
        ("lint", {"text": " \n"}, ["The text is empty. Hand in a crosswalk"]),
        ("lint", {"text": "https://example.org/x.csv"}, ["The text is of no format"]),
        ("query", {"name": "what-map-to"}, ["what-maps-to"]),
        ("query", {"sparql": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, ["column 12", "SERVICE"]),
        ("query", {"sparql": "LOAD <http://example.org/x>"}, ["LOAD", "only read"]),
        ("query", {"sparql": "SELECT * FROM <http://example.org/x> { ?s ?p ?o }"}, ["column 15", "none is loaded"]),
        (
            "query",
            {"sparql": "PREFIX x: <file:///etc/> SELECT * FROM NAMED x:passwd { ?s ?p ?o }"},
            ["no graph x:passwd"],
        ),
        ("query", {}, ["Name a query", "what-maps-to"]),
        ("nothing", {}, ["There is no tool 'nothing'", "search"]),
    ],
)
def test_what_is_wrong_is_said_with_what_there_is(
    library: Library, name: str, given_: dict[str, Any], words: list[str]
) -> None:
    said = refusal(library, name, **given_)
    assert all(word in said for word in words), said
    # Here is no terminal, and no folder of the project.
    assert "aims-graph " not in said and " --" not in said and "docs/" not in said, said
    # Nor is there a file to name, or the validating library.
    assert not any(word in said for word in ("Name a file", "XLSX", "Tuple", "Input should")), said


def test_a_named_query_takes_names_and_numbers_as_the_other_tools_do(library: Library) -> None:
    for name, written, ids in (
        ("given-by", {"held": "27001", "towards": "42001"}, {"held": "iso27001:", "towards": "iso42001:"}),
        ("coverage-counts", {"held": "27001:2022"}, {"held": "iso27001:"}),
        ("what-maps-to", {"requirement": "42001 A.6.2.8"}, {"requirement": "iso42001:A.6.2.8"}),
        ("what-maps-to", {"requirement": "42001:A.6.2.8"}, {"requirement": "iso42001:A.6.2.8"}),
    ):
        found, same = (answer(library, "query", name=name, parameters=said)["rows"] for said in (written, ids))
        assert found["total"] == same["total"] > 0 and found["entries"] == same["entries"]


def test_graphs_of_the_content_may_be_named(library: Library) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM file:ontology\\/links.tsv { ?s ?p ?o }"
    whole = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/aims-graph/file/ontology/links.tsv> { ?s ?p ?o }"
    numbers = whole.replace("/ontology", "/\\u006Fntology")
    declared = f"PREFIX f: <https://w3id.org/aims-graph/\\u0066ile/> {text.replace('file:', 'f:')}"
    texts = (text, whole, numbers, declared)
    short, *others = (answer(library, "query", sparql=t)["rows"]["entries"] for t in texts)
    assert others == [short] * 3 and short[0][0] > 100
    assert answer(library, "query", sparql="ASK { ?s ?p ?o }")["truth"] is True


def test_a_crosswalk_is_judged_as_text_and_nothing_it_names_is_opened(library: Library, tmp_path: Path) -> None:
    judged, unread = ask(library, ("lint", {"text": CROSSWALK}), ("lint", {"text": "/etc/passwd"}), tools=READING)
    assert "The text is of no format" in text_of(unread)
    found = answer(library, "lint", text=CROSSWALK)
    assert judged.structured_content == found
    wrong = found["findings"]["entries"][0]
    assert (wrong["rule"], wrong["where"]) == ("unknown-id", "row 3") and found["counts"]["error"] == 1
    assert found["unfinished"] is False
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps({"catalog": {"uuid": "x", "metadata": {"title": "secret"}}}))
    profile = {
        "profile": {
            "uuid": "11111111-1111-4111-8111-111111111111",
            "metadata": {
                "title": "t",
                "last-modified": "2026-01-01T00:00:00Z",
                "version": "1",
                "oscal-version": "1.2.1",
            },
            "imports": [{"href": f"../..{secret}", "include-all": {}}],
        }
    }
    assert "profile is no crosswalk" in refusal(library, "lint", text=json.dumps(profile))


def test_a_search_that_is_cut_is_said_as_a_field_before_the_tool_is_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 < crosswalk._SEARCH < crosswalk._STOPPED / 1.5
    monkeypatch.setattr(crosswalk, "_SEARCH", 0.0)
    text = "subject,subject_framework,object,object_framework,predicate_id\n" + "".join(
        f"A.6.2.8,ISO/IEC 42001,{number},ISO/IEC 27001,skos:exactMatch\n" for number in ("A.8.15", "A.8.16", "A.5.1")
    )
    found = answer(library, "lint", text=text)
    assert found["unfinished"] is True
    assert any("not looked at" in note for note in found["notes"]) and "longer" not in str(found["notes"])


def test_what_follows_is_told_from_what_is_stated(tmp_path: Path) -> None:
    tiny.write(tmp_path)

    def renamed(place: str, to: str, *pairs: tuple[str, str]) -> None:
        text = (tmp_path / place).read_text()
        for old, new in pairs:
            text = text.replace(old, new)
        (tmp_path / to).write_text(text)

    # A third framework c, of which only b has rows: what a and c share follows.
    renamed(
        "ontology/catalogues/b.tsv",
        "ontology/catalogues/c.tsv",
        ("b:", "c:"),
        ("id: b", "id: c"),
        ("short: B", "short: C"),
        (" b", " c"),
    )
    renamed(
        "ontology/prefixes.tsv",
        "ontology/prefixes.tsv",
        (
            "a\thttps://example.org/a/\ta test\n",
            "a\thttps://example.org/a/\ta test\nc\thttps://example.org/c/\ta test\n",
        ),
    )
    renamed(
        tiny.PAIR,
        "mappings/b--c.sssom.tsv",
        ("Logging", "Event records"),
        ("b:", "c:"),
        ("a:", "b:"),
        ("/a--b", "/b--c"),
        ("A to B", "B to C"),
    )
    rows = [
        x
        for x in (tmp_path / "mappings/b--c.sssom.tsv").read_text().split("\n")
        if x.startswith(("#", "subject_id", "b:1.1"))
    ]
    head = (
        "\n".join(rows)
        .replace("#  b: https://example.org/a/", "#  b: https://example.org/b/")
        .replace("#  c: https://example.org/b/", "#  c: https://example.org/c/")
    )
    (tmp_path / "mappings/b--c.sssom.tsv").write_text(f"{head}\n")
    library = library_of(packs_of([tmp_path], alone=True))
    found = answer(library, "map", requirement="a:1.1", framework="c")["answers"]["entries"]
    assert [(e["kind"], e["requirement"]["id"], e["row"]) for e in found] == [("derived", "c:1.1", None)]
    assert found[0]["derived"]["relation"] == "EQ" and 0 < found[0]["derived"]["confidence"] < 1
    assert {s["file"] for s in found[0]["sources"]} == {tiny.PAIR, "mappings/b--c.sssom.tsv"}


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_asked_is_answered_or_refused_with_words(library: Library, data: st.DataObject) -> None:
    calls = [(n, data.draw(arguments(tool))) for n, tool in TOOLS.items()]
    for (name, _), found in zip(calls, ask(library, *calls), strict=True):
        is_well(name, found)


#: What is long by its nature: a crosswalk, its columns and a query in SPARQL; and the cursor, which has a shape of its own.
LONG = {"text", "columns", "sparql", "cursor"}


def strings(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every text that a schema lets in, but for those of a closed list."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "string" and "enum" not in schema and "const" not in schema:
        yield schema
    for part in (*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict):
            yield from strings(part, root)


@pytest.mark.parametrize("tool", READING, ids=lambda tool: tool.name)
def test_the_schema_says_how_long_a_text_may_be(tool: Tool) -> None:
    schema = tool.input_schema
    for name, argument in schema["properties"].items():
        for text in strings(argument, schema):
            assert name in LONG or text.get("maxLength") == 200, name


@pytest.mark.parametrize(
    ("name", "given_", "where"),
    [
        ("search", {"question": "log", "topic": "x" * 201}, "topic"),
        ("search", {"question": "log", "function": "x" * 201}, "function"),
        ("groups", {"group": "x" * 201}, "group"),
        ("binds", {"roles": ["x" * 201], "systems": ["any"]}, "roles.0"),
        ("binds", {"roles": ["provider"], "systems": ["any"], "on": "2" * 201}, "on"),
        ("fines", {"roles": ["provider"], "is_false": ["x" * 201]}, "is_false.0"),
        ("query", {"name": "x" * 201}, "name"),
        ("query", {"name": "what-maps-to", "parameters": {"requirement": "x" * 201}}, "parameters.requirement"),
    ],
)
def test_what_is_too_long_for_a_name_is_not_said_again(
    library: Library, name: str, given_: dict[str, Any], where: str
) -> None:
    said = refusal(library, name, **given_)
    assert f"'{where}' is too long: give at most 200 characters" in said and len(said) < 400
