"""Rows of a folder's own that leave out what they may: every answer takes them for what they say, and for no more."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import tiny
from openpyxl import load_workbook
from packs import catalogue, crosswalk

from aims_graph.answers.inference.inference import explained
from aims_graph.answers.matrix.matrix import build_matrix
from aims_graph.answers.requirement.towards import towards
from aims_graph.exchange.leaving import mapping_draft
from aims_graph.exchange.sheet_out import mapping_rows
from aims_graph.exchange.sssom_out import write_set
from aims_graph.exchange.writers import GRAPH_WRITERS, WRITERS, write
from aims_graph.formats.library import library_of
from aims_graph.graph.query import ask
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.pack.pack import packs_of
from aims_graph.present.chain_svg import chain_svg
from aims_graph.present.inference import explained_table, explained_text
from aims_graph.present.matrix import cell_lines, gaps_table, mappings_table
from aims_graph.present.network import network
from aims_graph.present.requirement import mapping_table
from aims_graph.serve.assistant import asking
from aims_graph.serve.assistant.asking import Explain, explain
from aims_graph.vocabulary import NO_TERM_FOUND

TITLES = {"house:1": "Keep notes", "house:2": "Teach", "house:3": "Water plants", "house:4": "Close doors"}
THEIRS = {"a:1.1": "Logging", "a:1.2": "Staff training", "a:1.3": "Supplier contracts", NO_TERM_FOUND: ""}


def row(subject: str, object_: str, relation: str = "", predicate: str = "related", **more: str) -> dict[str, str]:
    """A row that says its relation and nothing else."""
    bare = dict.fromkeys(("ext_subject_met", "ext_object_met", "confidence"), "")
    sides = {"subject_id": subject, "object_id": object_}
    labels = {"subject_label": TITLES[subject], "object_label": THEIRS[object_]}
    return {**bare, **sides, **labels, "ext_set_relation": relation, "predicate_id": f"skos:{predicate}Match", **more}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small content, and over it a house whose first row states no relation, the second no more than it, and the third no counterpart."""
    return house(tmp_path_factory)


@pytest.fixture(scope="module")
def unsure(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same, but that its second and its third row say that nobody is sure of them at all."""
    return house(tmp_path_factory, confidence="0")


def house(tmp_path_factory: pytest.TempPathFactory, **said: str) -> Library:
    base: Path = tmp_path_factory.mktemp("base")
    own: Path = tmp_path_factory.mktemp("own")
    tiny.write(base)
    catalogue(own, "house", "House", [(n[6:], "control", t, "", "yes", "") for n, t in TITLES.items()])
    namespaces = {"a": "https://example.org/a/", "house": "https://example.org/house/"}
    namespaces |= {p: FIXED[p] for p in ("aims", "map", "semapv", "skos", "sssom", "xsd")}
    rows = [
        row("house:1", "a:1.1"),
        row("house:2", "a:1.2", "subset_of", "broad", **said),
        row("house:3", NO_TERM_FOUND, **said),
        row("house:4", "a:1.3", "no_relationship", predicate_modifier="Not", ext_with_parts="yes"),
    ]
    crosswalk(own, "house", "a", namespaces, rows)
    found = library_of(packs_of([base, own], alone=True))
    assert not found.left_out and len(found.sets) == 2
    return found


def test_the_tables_hold_them(library: Library) -> None:
    matrix = build_matrix(library, "house")
    cells = {r.requirement.id: next(c for c in r.cells if c.framework.id == "a") for r in matrix.rows}
    assert [str(line) for line in cell_lines(library, cells["house:3"])] == ["No counterpart."]
    assert [str(line) for line in cell_lines(library, cells["house:2"])] == ["1.2 Staff training: broader"]
    (gap,) = (r for r in gaps_table(library, "house").rows if r[2] == "Water plants")
    assert gap[5:7] == ("", "")
    assert {r[1]: r[12] for r in mappings_table(library, "house").rows} == dict.fromkeys(
        ("Keep notes", "Teach", "Close doors")
    )
    (none,) = mapping_table(library, "house:3").rows
    assert none[1] == "no counterpart" and 0.0 not in none


def test_what_states_no_relation_denies_nothing(library: Library) -> None:
    for name, counterparts, apart in (("house:1", 0, 0), ("house:2", 1, 0), ("house:4", 0, 1)):
        found = towards(library, library.requirements[name], library.frameworks["a"])
        assert (len(found.counterparts), len(found.apart)) == (counterparts, apart), name


def test_nobody_is_said_to_be_sure_where_nobody_said_so(library: Library) -> None:
    found = explained(library, "house:2", "a:1.2")
    assert "0.00" not in explained_text(library, found)
    assert "A row of it does not say how sure it is." in explained_text(library, found)
    column = explained_table(library, found).columns.index("confidence")
    assert [r[column] for r in explained_table(library, found).rows] == [None]


def test_a_confidence_of_nought_is_said_and_none_is_not(library: Library, unsure: Library) -> None:
    told = explained(unsure, "house:2", "a:1.2")
    text, picture = explained_text(unsure, told), chain_svg(unsure, told.pair)
    assert "Confidence 0.00: 0.00 by this chain." in text and ", confidence 0)" in text and "(confidence 0)" in picture
    assert "does not say how sure" not in text
    untold = explained(library, "house:2", "a:1.2")
    assert "confidence" not in explained_text(library, untold) + chain_svg(library, untold.pair)
    for found, sure in ((unsure, 0.0), (library, None)):
        column = explained_table(found, explained(found, "house:2", "a:1.2")).columns.index("confidence")
        assert [r[column] for r in explained_table(found, explained(found, "house:2", "a:1.2")).rows] == [sure]
        assert {r[1]: r[12] for r in mappings_table(found, "house").rows}["Teach"] == sure
        column = mapping_table(found, "house:2").columns.index("confidence")
        assert [r[column] for name in ("house:2", "house:3") for r in mapping_table(found, name).rows] == [sure, sure]
        reasons = explain(found, Explain(first="house:2", second="a:1.2"))
        assert [(a.confidence, a.together) for a in reasons.arguments] == [(sure, sure)]
        edges = {
            key: said.get("confidence") for *_, key, said in network(found, found.sets[-1]).edges(keys=True, data=True)
        }
        assert [said for key, said in edges.items() if "house_2.." in key] == [sure]
        (counterpart,) = ask(found, "what-maps-to", {"requirement": "house:2"}).rows
        names = ask(found, "what-maps-to", {"requirement": "house:2"}).columns
        assert counterpart[names.index("confidence")] == sure
        assert all(written(found) == {"0" if sure == 0 else ""} for written in (as_sssom, as_sheet, as_draft))


def as_sssom(library: Library) -> set[str]:
    lines = [line for line in write_set(library, library.sets[-1]).data.decode().splitlines() if line[:1] != "#"]
    head, *rows = (line.split("\t") for line in lines)
    # A column that says nothing is not written.
    return {
        dict(zip(head, row, strict=True)).get("confidence", "")
        for row in rows
        if row[head.index("subject_id")] in ("house:2", "house:3")
    }


def as_sheet(library: Library) -> set[str]:
    return {cells[7] for cells in mapping_rows(library, library.sets[-1]) if cells[2] == "Teach"}


def as_draft(library: Library) -> set[str]:
    return {row.confidence for row in mapping_draft(library, library.sets[-1]).rows if row.relation == "subset_of"}


def test_sparql_finds_them(library: Library) -> None:
    def asked(query: str, **given: str) -> list[tuple[object, ...]]:
        return list(ask(library, query, given).rows)

    (counterpart,) = asked("what-maps-to", requirement="house:2")
    assert counterpart[1:3] == ("subset of", "a:1.2") and counterpart[5:7] == ("all", None)
    assert asked("what-maps-to", requirement="house:1") == []
    (none,) = asked("no-counterpart", framework="house:", other="a:")
    assert (none[2], none[6], none[7]) == ("house:3", None, None)


def test_no_tool_of_an_assistant_makes_a_number_up(library: Library) -> None:
    """What is not stated is null, not 0: in the row, in what follows from it, in how many readings stand behind what has no row."""
    (argument,) = asking.explain(library, asking.Explain(first="house:2", second="a:1.2")).arguments
    assert (argument.confidence, argument.together) == (None, None)
    (step,) = json.loads(argument.model_dump_json())["steps"]
    assert step["row"]["confidence"] is None
    answers = asking.map_(library, asking.Map(requirement="house:2")).answers.entries
    assert [a.row.confidence for a in answers if a.row] == [None]


@pytest.mark.parametrize("form", [f for f in (*WRITERS, *GRAPH_WRITERS) if f not in ("skos", "owl", "ciso-assistant")])
def test_what_states_no_confidence_leaves_without_one_and_nought_as_nought(library: Library, form: str) -> None:
    """That somebody is not sure at all is not the same as that nobody said how sure."""
    (bare,) = (s for s in library.sets if s.subject == "house")
    stated = replace(bare, rows=tuple(replace(r, confidence=0.0) for r in bare.rows))
    texts = []
    for mapping_set in (bare, stated):
        found = replace(library, sets=[s for s in library.sets if s is not bare] + [mapping_set])
        data = write(found, mapping_set, form).data
        texts.append(_cells(data) if data.startswith(b"PK") else data.decode())
    kept = form != "ir8477"  # which has no place for it, and says so
    assert (texts[0] != texts[1]) == kept
    named = (
        [len(re.findall(r"confidence(?!\\t)", t)) for t in texts]
        if form not in ("csv", "xlsx", "sssom", "gexf")
        else [0, 1]
    )
    assert not kept or named[0] < named[1]


def _cells(workbook: bytes) -> str:
    sheets = load_workbook(BytesIO(workbook)).worksheets
    return "\n".join("\t".join(str(c.value) for c in row) for sheet in sheets for row in sheet.iter_rows())


def test_a_document_without_a_version_says_so(library: Library) -> None:
    """OSCAL asks for one; read again, it is none."""
    (bare,) = (s for s in library.sets if s.subject == "house")
    for part in (bare, replace(library.frameworks["house"], edition="")):
        data = write(library, part, "oscal").data
        (document,) = json.loads(data).values()
        assert document["metadata"]["version"] == "not stated"


def test_what_denies_a_pair_with_its_parts_denies_no_framework(library: Library) -> None:
    """Of house:4 nothing is known beside a: it was compared with a:1.3 alone; and of a:1.3 nothing beside the house."""
    for held, other, met in (("a:", "house:", (1, 0, 1, 2)), ("house:", "a:", (0, 1, 0, 2))):
        (counts,) = (r[3:] for r in ask(library, "coverage-counts", {"held": held}).rows if r[1] == other)
        assert counts == met
