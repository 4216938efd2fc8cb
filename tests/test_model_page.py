"""docs/model.md, and what other pages name of the graph: every name is in it, every query finds what its columns say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import aims_graph
from aims_graph.graph.dataset import dataset
from aims_graph.graph.derived import GRAPH
from aims_graph.model import Library

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/model.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
#: What has a name of ours; of the workspace the terms, whose ontology is in the graph, and no record.
OURS = re.compile(r"\b((?:aims|wsp|map):[A-Za-z][\w-]*)")


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_of_the_page_finds_something_in_each_of_its_columns(library: Library, query: str) -> None:
    found = dataset(library).query(query)
    rows = list(found)
    assert rows and found.vars and len(QUERIES) == 6
    assert all(any(row[v] is not None for row in rows) for v in found.vars)


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_each_name_that_a_page_gives_is_in_the_graph(library: Library, page: str) -> None:
    store = aims_graph.open().store
    # What follows has a graph only where something that follows is worth showing; a log may name what is no more.
    named = set(OURS.findall((ROOT / page).read_text(encoding="utf-8"))) - {GRAPH}
    missing = []
    for name in sorted(named):
        node = NamedNode(library.names.iri(name))
        places = (
            (node, None, None, None),
            (None, node, None, None),
            (None, None, node, None),
            (None, None, None, node),
        )
        if not any(next(store.quads_for_pattern(*place), None) for place in places):
            missing.append(name)
    assert missing == []
