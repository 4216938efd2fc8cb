"""A node that says the same as when the shapes found it in order is not looked at again, and no fault is overlooked by that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph
from rdflib.compare import isomorphic

from aims_graph import cache
from aims_graph.formats.library import load
from aims_graph.graph import shapes
from aims_graph.graph.sight import sight_of
from aims_graph.graph.validation import graph_of
from aims_graph.model import Library, Mapping, Provision
from aims_graph.pack.pack import shipped

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix aims: <https://w3id.org/aims-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small content with the shapes that are shipped."""
    folder = tmp_path_factory.mktemp("small")
    tiny.write(folder)
    shutil.copytree(shipped().root / "ontology" / "shapes", folder / "ontology" / "shapes")
    return load(folder, alone=True)


def _with_rows(library: Library, change: Callable[[Mapping], Mapping]) -> Library:
    sets = [replace(s, rows=(change(s.rows[0]), *s.rows[1:])) for s in library.sets]
    return replace(library, sets=sets)


def _with_requirement(library: Library, name: str, **values: Any) -> Library:
    changed = replace(library.requirements[name], **values)
    return replace(library, requirements={**library.requirements, name: changed})


def _bound(library: Library, bearer: str = "maker", system: str = "all") -> Library:
    provision = Provision("duty", (bearer,), "", "", "", (system,), (), "", "", (), "")
    return _with_requirement(library, "a:1.1", provision=provision)


#: What is edited -> the content afterwards. The first are in order, the others are not.
GOOD: dict[str, Callable[[Library], Library]] = {
    "nothing": lambda x: x,
    "a comment": lambda x: _with_rows(x, lambda row: replace(row, comment="Because.")),
    "a confidence": lambda x: _with_rows(x, lambda row: replace(row, confidence=0.7)),
    "a title": lambda x: _with_requirement(x, "a:1.1", title="Other"),
    "whom it binds": _bound,
}
BAD: dict[str, Callable[[Library], Library]] = {
    "a confidence": lambda x: _with_rows(x, lambda row: replace(row, confidence=1.5)),
    "how much is met": lambda x: _with_rows(x, lambda row: replace(row, subject_met="a lot")),
    "a parent": lambda x: _with_requirement(x, "a:1.1", parent="a:9"),
    "a framework": lambda x: _with_requirement(x, "a:1.1", kind="control", summary=""),
    "a bearer": lambda x: _bound(x, bearer="nobody"),
    "a kind of system": lambda x: _bound(x, system="nothing"),
    "the class of what others name": lambda x: replace(
        x, frameworks={**x.frameworks, "b": replace(x.frameworks["b"], role="spine")}
    ),
}


def found(library: Library) -> list[str]:
    return sorted(map(str, shapes.shape_findings(library)))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements the engine was given, each time."""
    sizes: list[int] = []
    whole = shapes.validate

    def noted(data: Graph, *others: Any) -> Any:
        sizes.append(len(data))
        return whole(data, *others)

    monkeypatch.setattr(shapes, "validate", noted)
    return sizes


@pytest.mark.parametrize("edit", [*GOOD.values(), *BAD.values()], ids=[*GOOD, *(f"{name}, wrongly" for name in BAD)])
def test_after_an_edit_the_same_is_found_as_without_anything_kept(
    small: Library, edit: Callable[[Library], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = edit(small)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "new"))
    anew = found(edited)
    assert bool(anew) == (edit in BAD.values())
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    assert found(small) == []
    # Twice: what has a fault is not kept as being in order.
    assert found(edited) == found(edited) == anew
    assert found(small) == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from([*GOOD.values(), *BAD.values()]), max_size=4))
def test_any_row_of_edits_finds_what_is_there(
    edits: list[Callable[[Library], Library]],
    small: Library,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Edits one upon another, with a check after each: the last check finds the same as one that keeps nothing."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("kept")))
    edited, last = small, found(small)
    for edit in edits:
        edited = edit(edited)
        last = found(edited)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("new")))
    assert last == found(edited)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_finding_names_the_line_of_its_row_and_what_no_row_says_the_ontology(
    small: Library, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    folder = tmp_path / "content"
    shutil.copytree(small.packs[0].root, folder)
    if is_kept:
        assert found(load(folder, alone=True)) == []
    wrong = _with_rows(load(folder, alone=True), lambda row: replace(row, confidence=1.5))
    row = wrong.sets[0].rows[0]
    (told,) = shapes.shape_findings(wrong)
    assert (told.file, told.line) == (row.source.file, row.source.line) and row.source.line > 1
    with (folder / "ontology" / "aims.ttl").open("a") as stream:
        stream.write("\naims:nowhere a aims:Mapping .\n")
    told_of = {f.what.partition(": ")[0]: (f.file, f.line) for f in shapes.shape_findings(load(folder, alone=True))}
    assert told_of == {"aims:nowhere": ("ontology/", 0)}


def test_a_statement_made_twice_is_one_and_each_is_found_by_every_part_of_it() -> None:
    lines = [
        '<urn:a> <urn:b> "c" .\n',
        '<urn:a> <urn:b> "c" .\n',
        "<urn:a> <urn:b> <urn:d> .\n",
        "<urn:d> <urn:e> _:x .\n",
    ]
    graph, same = graph_of(lines), Graph().parse(data="".join(lines), format="nt")
    assert len(graph) == len(same) == 3 and isomorphic(graph, same)
    for s, p, o in graph:
        for pattern in (
            (s, p, o),
            (s, p, None),
            (s, None, o),
            (None, p, o),
            (s, None, None),
            (None, p, None),
            (None, None, o),
        ):
            plain = [part if not isinstance(part, BNode) else None for part in pattern]
            assert (s, p, o) in set(graph.triples(pattern)) and len([*graph.triples(tuple(plain))]) == len(
                [*same.triples(tuple(plain))]
            )


def test_only_what_changed_is_looked_at(
    small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked_at: list[int]
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    for name in ("nothing", "nothing", "a comment", "a confidence", "a confidence", "a title"):
        assert found(GOOD[name](small)) == []
    whole, confidence, title = looked_at
    assert max(confidence, title) < whole


def test_another_shape_looks_at_all_again(small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    folder = tmp_path / "content"
    shutil.copytree(small.packs[0].root, folder)
    assert found(load(folder, alone=True)) == []
    (folder / "ontology" / "shapes" / "own.ttl").write_text(
        f'{PREFIXES} [] a sh:NodeShape ; sh:targetClass aims:Mapping ; sh:property [ sh:path skos:note ; sh:minCount 1 ; sh:message "A note" ] .\n'
    )
    told = found(load(folder, alone=True))
    rows = sum(len(s.rows) for s in small.sets)
    assert len(told) == rows and all("A note" in line for line in told)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 4096])
def test_damage_to_what_is_kept_hides_no_fault(
    small: Library, damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    assert found(small) == []
    (path,) = (tmp_path / "kept").glob("conforming-*")
    path.write_bytes(damage)
    assert found(BAD["a confidence"](small)) != []
    assert found(small) == []


def test_what_the_shipped_shapes_look_at(library: Library) -> None:
    shipped_shapes = Graph()
    for path in (shipped().root / "ontology" / "shapes").glob("*.ttl"):
        shipped_shapes.parse(path)
    sight = sight_of(shipped_shapes)
    assert sight is not None
    iri = library.names.iri
    # A control's framework says whether it claims completeness: two steps away.
    assert sight.steps == 2 and f"<{iri('aims:claimsCompleteness')}>" in sight.afar
    assert f"<{iri('sssom:confidence')}>" in sight.near and f"<{iri('rdfs:comment')}>" not in sight.near | sight.afar


@pytest.mark.parametrize(
    "shape",
    [
        "sh:property [ sh:path [ sh:inversePath skos:broader ] ; sh:maxCount 9 ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath skos:broader ] ; sh:class aims:Requirement ]",
        "sh:property [ sh:path ( skos:broader [ sh:oneOrMorePath skos:broader ] ) ; sh:maxCount 9 ]",
        "sh:property [ sh:path [ sh:alternativePath ( skos:broader [ sh:inversePath skos:broader ] ) ] ; sh:maxCount 9 ]",
        "sh:property [ sh:path skos:broader ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ]",
        "sh:property [ sh:path skos:broader ; sh:or ( [ sh:path skos:prefLabel ; sh:minCount 1 ] [ sh:nodeKind sh:IRI ] ) ]",
        "sh:property [ sh:path skos:broader ; sh:node [ sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ] ]",
        'sh:sparql [ sh:select "SELECT $this WHERE { ?x ?p $this }" ]',
        "sh:closed true",
        "sh:targetObjectsOf skos:broader",
    ],
)  # fmt: skip
def test_shapes_that_look_elsewhere_keep_nothing(shape: str) -> None:
    """Backwards, without end, at what other nodes say, by a query, at whatever is said."""
    text = f"{PREFIXES} [] a sh:NodeShape ; sh:targetClass aims:Requirement ; {shape} ."
    assert sight_of(Graph().parse(data=text, format="turtle")) is None
