"""A workspace as a graph: every noun and field has its term, the shapes hold and each notices what breaks it, one query crosses all of it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest
from commands import run
from pyoxigraph import RdfFormat, Store, parse, serialize
from query_files import query_findings
from rdflib import RDF, RDFS, Dataset, Graph, URIRef

from aims_graph.graph.named import run as run_query
from aims_graph.graph.query import named_queries
from aims_graph.graph.results import Result
from aims_graph.graph.validation import validate
from aims_graph.model import Library
from aims_graph.pack.pack import shipped
from aims_graph.workspace.fields import field_types, points_to
from aims_graph.workspace.graph import QUERIES, answer, foreign, graph_of, statements, trig, workspace_queries
from aims_graph.workspace.rdf import class_of, property_of, word_of
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.shown import shown
from aims_graph.workspace.store import Workspace

ONTOLOGY = shipped().root / "ontology"

#: What follows, and history.
BESIDE_NOUNS = (
    "Entry Position PositionStatus position-in-part positionOf positionStatus isMet answeredBy leftOutThrough metThrough metInPartThrough countsInFullAt "
    "countsInPartAt Change through Line number inChange about field before after reason"
).split()


@pytest.fixture(scope="module")
def lines(demo: Workspace, library: Library) -> str:
    return "".join(statements(demo, library))


@pytest.fixture(scope="module")
def ask(demo: Workspace, library: Library) -> Iterator[Callable[..., Result]]:
    """Named queries over one graph of content and workspace, made once."""
    with graph_of(demo, library) as path:
        store = Store.read_only(str(path))
        yield lambda name, **given: run_query(workspace_queries()[name], given, store, library.names.table)


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ONTOLOGY / "workspace.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes/workspace.ttl")


def graph(lines: str) -> Graph:
    """As rdflib reads it from N-Triples: terms as they are."""
    triples = (q.triple for q in parse(lines.encode(), format=RdfFormat.N_QUADS))
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def test_every_noun_field_and_word_has_its_term_and_no_other(vocabulary: Graph, library: Library) -> None:
    subjects = {library.names.curie(str(s)) for s in vocabulary.subjects() if isinstance(s, URIRef)}
    wanted = {class_of(n) for n in NOUNS}
    for noun, cls in NOUNS.items():
        for f in fields(cls):
            wanted.add("wsp:id" if f.name == "id" else property_of(noun, f.name))
            wanted |= {word_of(noun, f.name, w) for w in f.metadata.get("words", ())}
            wanted |= {f"wsp:{cls.__name__}{f.name.capitalize()}"} if f.metadata.get("words") else set()
    wanted |= {f"wsp:{name}" for name in BESIDE_NOUNS}
    assert {s for s in subjects if s.startswith("wsp:")} == {w for w in wanted if w.startswith("wsp:")}


#: What a field holds -> the value of its shape, how that is called, and the range of its property.
PLAIN_VALUES = {
    bool: ("sh:datatype xsd:boolean", "yes or no", "xsd:boolean"),
    int: ("sh:datatype xsd:integer", "a whole number", "xsd:integer"),
    float: ("sh:datatype xsd:decimal", "a number", "xsd:decimal"),
    dt.date: ("sh:datatype xsd:date", "a day", "xsd:date"),
    str: ("sh:datatype xsd:string", "a text", "xsd:string"),
}
OF_THE_CONTENT = {
    **dict.fromkeys(("framework", "edition", "assessed"), "aims:Framework"),
    **{"requirement": "skos:Concept", "target": "", "evidence": "aims:EvidenceKind"},
    **{"role": "aims:Role", "kind": "aims:SystemKind"},
}


def declared(noun: str, field: Field[Any]) -> tuple[str, str]:
    """Return the shape of a field, as ``ontology/shapes/workspace.ttl`` has to write it, and the range of its property."""
    cls, name = NOUNS[noun], field.name
    kind, optional, several = field_types(cls)[name]
    value, words, range_ = PLAIN_VALUES[kind]
    if noun_there := points_to(field):
        there = class_of(noun_there)
        value, words, range_ = f"sh:class {there}", f"an entry of the kind {NOUNS[noun_there].CALLED}", there
    elif content := field.metadata.get("content"):
        value, words, range_ = "sh:nodeKind sh:IRI", "something of the content", OF_THE_CONTENT[content]
    elif chosen := field.metadata.get("words"):
        value, words = f"sh:in ( {' '.join(word_of(noun, name, w) for w in chosen)} )", "one of its words"
        range_ = f"wsp:{cls.__name__}{name.capitalize()}"
    is_there = bool(
        field.metadata.get("needed")
        or (field.metadata.get("words") and field.default)
        or (kind is bool and not optional)
    )
    one = "" if several else "sh:maxCount 1 ; "
    least = "sh:minCount 1 ; " if is_there else ""
    how_many = "" if several else ", and there is one" if is_there else ", at most one"
    called = f"{cls.CALLED[:1].upper()}{cls.CALLED[1:]}: {name.replace('_', ' ')}"
    return (
        f'sh:path {property_of(noun, name)} ; {one}{least}{value} ; sh:message "{called} is {words}{how_many}"',
        range_,
    )


@pytest.mark.parametrize("noun", NOUNS)
def test_a_shape_asks_of_each_field_what_its_record_does(noun: str, vocabulary: Graph, library: Library) -> None:
    """Which may be empty, which hold several, which words there are, in which order, and what ids lead to."""
    ours = {f.name: declared(noun, f) for f in fields(NOUNS[noun]) if f.name != "id"}
    text = (ONTOLOGY / "shapes/workspace.ttl").read_text(encoding="utf-8")
    theirs = re.search(rf"^wsp:{NOUNS[noun].__name__}Shape a sh:NodeShape ;\n(.*?) \.$", text, re.M | re.S)
    assert theirs is not None
    assert re.findall(r"sh:property \[ (.*?) \]", theirs[1]) == [shape for shape, _ in ours.values()]
    for name, (_, wanted) in ours.items():
        if name not in ("title", "name"):  # dcterms:title, which is not ours
            ranges = vocabulary.objects(URIRef(library.names.iri(property_of(noun, name))), RDFS.range)
            assert [library.names.curie(str(r)) for r in ranges] == [r for r in [wanted] if r], name


def test_every_predicate_and_class_that_is_written_is_defined(lines: str, library: Library) -> None:
    told = Graph().parse(ONTOLOGY / "workspace.ttl").parse(ONTOLOGY / "aims.ttl")  # which it imports
    defined = {str(s) for s in told.subjects(RDF.type)} | {library.names.iri(n) for n in ("rdf:type", "dcterms:title")}
    data = graph(lines)
    assert {str(p) for p in data.predicates()} <= defined
    assert {str(o) for o in data.objects(None, RDF.type)} <= defined
    words = {str(o) for o in data.objects() if str(o).startswith(library.names.iri("wsp:"))}
    assert words <= defined


def test_the_shapes_hold_on_the_demo(lines: str, shapes: Graph, library: Library) -> None:
    assert list(validate(graph(lines), shapes, library.names)) == []


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("ws:R-1 wsp:riskOption wsp:risk-option-hope .", "Risk: option is one of its words"),
        ("ws:R-1 wsp:riskAccepted 4 .", "Risk: accepted is a text"),
        ("ws:R-1 dcterms:title 'another' .", "Risk: title is a text, and there is one"),
        ("ws:E-1 wsp:evidenceSystems ws:R-1 .", "Evidence: systems is an entry of the kind AI system"),
        ("ws:E-1 wsp:evidenceValidUntil 'soon' .", "Evidence: valid until is a day, at most one"),
        ("ws:A-1 wsp:withdrawn 'no' .", "Answer: withdrawn is yes or no, and there is one"),
        ("ws:A-1 wsp:answerTarget 'all of it' .", "Answer: target is something of the content, and there is one"),
        ("ws:change\\/1 prov:wasAssociatedWith ws:R-1 .", "A change is made by one named person"),
        ("ws:x a wsp:Line .", "A line of history belongs to one change"),
        ("ws:x a wsp:Position .", "A position says whether it is met"),
    ],
)
def test_each_kind_of_shape_has_a_broken_example(
    lines: str, shapes: Graph, library: Library, broken: str, message: str
) -> None:
    prefixes = "".join(f"@prefix {p}: <{library.names.table[p]}> .\n" for p in ("ws", "wsp", "dcterms", "prov"))
    few = [ln for ln in lines.split("\n") if re.match(r"<\S*/workspace/(R-1|E-1|A-1|P-1|change/1)>", ln)]
    about = graph("\n".join(few))
    data = about + Graph().parse(data=prefixes + broken, format="turtle")
    assert any(message in f.what for f in validate(data, shapes, library.names))


def test_trig_holds_the_same_under_an_address_of_ones_own(demo: Workspace, library: Library, lines: str) -> None:
    base = "https://example.org/ours#"
    written = trig(demo, library, base)
    read = set(parse(written, format=RdfFormat.TRIG))
    again = parse(
        lines.replace("<https://w3id.org/aims-graph/workspace/", f"<{base}").encode(), format=RdfFormat.N_QUADS
    )
    assert read == set(again)
    # Another reader reads the same number.
    assert len(Dataset().parse(data=written, format="trig")) == len(read)


def test_the_files_of_queries_are_in_order(library: Library) -> None:
    assert list(query_findings(QUERIES, library.names.table)) == []
    assert not workspace_queries().keys() & named_queries().keys()


def test_what_is_open_though_evidence_counts(demo: Workspace, library: Library, ask: Callable[..., Result]) -> None:
    from aims_graph.workspace.carry import standing

    found = ask("open-with-evidence", framework="iso42001:")
    at = {name: n for n, name in enumerate(found.variables)}
    told = {
        (r[at["requirement"]].value, r[at["evidence"]].value.rpartition("/")[2], r[at["counts"]].value)
        for r in found.rows
    }
    state = demo.state()
    stands = standing(state, library)
    wanted = {
        (library.names.iri(requirement), piece.evidence.id, piece.extent)
        for requirement, pieces in shown(state, library).items()
        if requirement.startswith("iso42001:")
        for piece in pieces
        if not stands.of(requirement).is_met and not stands.of(requirement).is_left_out
    }
    assert told == wanted and wanted


def test_what_the_controls_of_a_risk_serve(demo: Workspace, library: Library, ask: Callable[..., Result]) -> None:
    state = demo.state()
    for risk in state.all(Risk)[:4]:
        found = ask("served-by-risk", risk=f"ws:{risk.id}")
        at = {name: n for n, name in enumerate(found.variables)}
        told = {(r[at["control"]].value, r[at["serves"]].value) for r in found.rows}
        wanted = {(c, c) for c in risk.controls}
        for control in risk.controls:
            for row in library.by_side.get(control, []):
                if row.relation and row.relation != "no_relationship":
                    wanted.add((control, row.object_id if row.subject_id == control else row.subject_id))
        assert told == {(library.names.iri(a), library.names.iri(b)) for a, b in wanted} and wanted


def test_who_changed_what(demo: Workspace, library: Library) -> None:
    history = demo.history()
    since = history[len(history) // 2].at[:10]
    found = answer(demo, library, "who-changed", {"since": since})
    at = {name: n for n, name in enumerate(found.variables)}
    wanted = [line.seq for line in history if line.at[:10] >= since]
    assert [int(r[at["number"]].value) for r in found.rows] == wanted
    people = {p.id: p.name for p in demo.state().records["person"].values()}  # type: ignore[attr-defined]
    assert [r[at["who"]].value for r in found.rows] == [people[line.person] for line in history[: len(wanted)]]


def test_one_query_of_anybody_crosses_content_and_workspace(demo: Workspace, library: Library) -> None:
    text = """SELECT ?risk ?control ?article ?evidence {
      ?risk a wsp:Risk ; wsp:riskControls ?control .
      ?row owl:annotatedSource ?control ; owl:annotatedTarget ?article ; aims:setRelation ?r .
      ?article skos:inScheme aiact: .
      ?position wsp:positionOf ?control ; wsp:isMet ?met .
      ?evidence wsp:countsInFullAt ?control }"""
    found = foreign(demo, library, text)
    assert found.rows
    state = demo.state()
    named = {str(r[3]).rpartition("/")[2].rstrip(">") for r in found.rows}
    assert named <= {e.id for e in state.all(Evidence)}


def test_the_query_of_the_page_finds_what_is_shared_and_nothing_that_is_denied(
    demo: Workspace, library: Library
) -> None:
    page = (Path(__file__).parents[1] / "docs/workspace.md").read_text(encoding="utf-8")
    text = page[page.index("    SELECT ?risk") :].partition("\n\n")[0]
    found = foreign(demo, library, text)
    at = {name: n for n, name in enumerate(found.variables)}
    told = {tuple(library.names.curie(row[at[v]].value) for v in ("control", "article")) for row in found.rows}
    risks = [r for r in demo.state().all(Risk) if not r.withdrawn]
    shared = {(c, m.object_id) for r in risks for c in r.controls for m in library.counterparts(c, "aiact")}
    assert told and told <= shared
    assert any(m.relation == "no_relationship" for c, _ in told for m in library.rows_at(c))


def test_nothing_of_a_workspace_stays_behind(
    demo: Workspace, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aims_graph.graph.store import store_path

    # In a cache of its own: in the one that tests share, others come and go.
    kept, place = store_path(library).parent, tmp_path / "cache"
    shutil.copytree(kept, place / kept.name)
    monkeypatch.setenv("AIMS_GRAPH_CACHE", str(place))
    assert store_path(library).parent == place / kept.name
    before = sorted(place.iterdir())
    foreign(demo, library, "ASK { ?s a wsp:Risk }")
    assert sorted(place.iterdir()) == before
    assert not foreign(demo, library, "ASK { ?s wsp:nothing ?o }").truth


def test_the_commands(demo: Workspace, tmp_path: Path, library: Library) -> None:
    folder = str(demo.folder)
    asked = run("query", "who-changed", "-p", "since=2026-01-01", "--workspace", folder, "-f", "csv")
    assert asked.returncode == 0 and len(asked.stdout.split("\n")) > 100
    listed = run("query", "list", "--workspace", folder, "-f", "json")
    assert {r["name"] for r in json.loads(listed.stdout)["rows"]} == {*named_queries(), *workspace_queries()}
    assert run("query", "who-changed", "-p", "since=2026-01-01").returncode == 2
    (tmp_path / "q.rq").write_text("SELECT (COUNT(*) AS ?n) { ?r a wsp:Risk }", encoding="utf-8")
    counted = run("query", str(tmp_path / "q.rq"), "--workspace", folder, "-f", "csv")
    assert counted.stdout.split() == ["n", str(len(demo.state().records["risk"]))]
    wrong = run("query", "served-by-risk", "-p", "risk=ws:R-999", "--workspace", folder)
    assert wrong.returncode == 2 and "Nothing is called 'ws:R-999'" in wrong.stderr
    for base, says in (("ours", "can begin no identifier"), ("https://example.org/x", "can begin no identifier")):
        refused = run("workspace", "export", "-o", str(tmp_path / "x.trig"), "--base", base, "--workspace", folder)
        assert refused.returncode == 2 and says in refused.stderr and not (tmp_path / "x.trig").exists()
    assert run("workspace", "export", "-o", str(tmp_path / "x.trig"), "--workspace", folder).returncode == 0
    assert list(parse((tmp_path / "x.trig").read_bytes(), format=RdfFormat.TRIG))


def test_a_day_decides_what_is_held(demo: Workspace, library: Library) -> None:
    """A certificate that has run out carries no more."""
    from aims_graph.workspace.rdf import lines as of

    state = demo.state()
    today, late = (
        sum('isMet> "true"' in ln for ln in of(state, (), library, on))
        for on in (dt.date(2026, 11, 29), dt.date(2199, 1, 1))
    )
    assert today > late


def test_what_meets_all_of_a_requirement_is_not_said_to_meet_a_part_of_it(lines: str, library: Library) -> None:
    """A position met in part is met through nothing in full; what is in full is said once, as that."""
    data, name = graph(lines), library.names.iri
    full, part = ({(str(s), str(o)) for s, o in data.subject_objects(URIRef(name(p)))} for p in ("wsp:metThrough", "wsp:metInPartThrough"))  # fmt: skip
    assert full and part and not full & part
    in_part = {str(s) for s in data.subjects(URIRef(name("wsp:positionStatus")), URIRef(name("wsp:position-in-part")))}
    assert in_part and in_part <= {s for s, _ in part} and not in_part & {s for s, _ in full}
