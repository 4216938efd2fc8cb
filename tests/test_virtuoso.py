"""Virtuoso, from Debian's package: what is published there is all there, and named queries answer as docs/endpoint.md says they do."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
import tiny

from aims_graph.formats.library import library_of
from aims_graph.graph.query import answer, named_queries
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of
from aims_graph.serve.elsewhere import answer_there
from aims_graph.serve.publication import publication
from aims_graph.serve.publish import publish
from aims_graph.serve.remote import Remote
from aims_graph.serve.stores import BATCH, UpdateTarget
from aims_graph.serve.tried import SAME, how_answered, rows_of

DOCS = Path(__file__).parents[1] / "docs/endpoint.md"
pytestmark = pytest.mark.skipif(
    not shutil.which("virtuoso-t") and not os.environ.get("CI"), reason="apt-get install virtuoso-opensource-7-bin"
)


def said_of_queries() -> dict[str, str]:
    """Return what the table of docs/endpoint.md says of each named query that Virtuoso does not answer."""
    rows = (line.strip("| ").split(" | ") for line in DOCS.read_text().splitlines() if line.startswith("| `"))
    return {name: row[1] for row in rows for name in re.findall("`([^`]*)`", row[0]) if name in named_queries()}


@pytest.fixture(scope="module")
def filled(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Remote, str]]:
    """Virtuoso with the content sent as publishing sends it, and the graph that holds it.

    Loaded by its own bulk reader it holds the same triples, and answers other queries otherwise than it does now.
    """
    wanted = publication(library)
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        remote = Remote(address)
        target = UpdateTarget(remote)
        for part in wanted.parts:
            for batch in part.chunks(BATCH):
                target.add(part.name, batch)
        target.gather(wanted.whole, wanted.parts)
        yield remote, wanted.whole.name


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_named_queries_answer_there_as_here_or_as_the_docs_say(
    library: Library, filled: tuple[Remote, str], name: str
) -> None:
    said = said_of_queries().get(name, SAME)
    if said == SAME or "refused" in said:  # it is not asked those that it answers wrong, now or always
        found = how_answered(filled[0], library, filled[1], named_queries()[name])
        assert ("refused" in found, found == SAME) == ("refused" in said, said == SAME), found


def test_content_is_published_there_and_only_what_changed_is_sent_again(tmp_path: Path) -> None:
    tiny.write(tmp_path / "content")
    path = tmp_path / "content" / tiny.CATALOGUE
    asked = {"requirement": "a:1.1"}
    with servers.virtuoso(tmp_path) as address:
        remote = Remote(address)
        for number, sent in ((1, None), (2, 2)):
            library = library_of(packs_of([tmp_path / "content"], alone=True))
            done = publish(remote, UpdateTarget(remote), library, lambda _: None)
            assert done.number == number and (sent is None or done.sent == sent)
            there = answer_there(remote, "what-maps-to", asked, library.names.table)
            assert rows_of(there) == rows_of(answer(library, "what-maps-to", asked))
            path.write_text(path.read_text().replace("Opens what a has to say.", "Opens what it has to say."))
