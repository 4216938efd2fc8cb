"""A stack: the shipped pack and any folders put over it, as one thing to ask.

What is asked is always answered from the files as they are now: one look at what the file system says of them decides, for
records, graph and queries alike.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aims_graph.counting import count_of
from aims_graph.formats.library import library_of
from aims_graph.model import Library, Table
from aims_graph.pack.pack import Pack, packs_of

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset


class Stack:
    """Some packs, the first below; every answer rests on all of them."""

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        """Remember the packs; nothing is read yet."""
        self.packs = packs

    def __repr__(self) -> str:
        folders = ", ".join(pack.layer or "shipped" for pack in self.packs)
        return f"<aims_graph.Stack of {folders}: {count_of(len(self.library.frameworks), 'framework')}, {count_of(len(self.library.requirements), 'requirement')}>"

    @property
    def library(self) -> Library:
        """All records, linked, as the files are now.

        Raises:
            ContentError: if a file that cannot be left out has faults.
        """
        return library_of(self.packs)

    @property
    def store(self) -> Store:
        """The same as an RDF store on disk, opened read-only (pyoxigraph)."""
        from aims_graph.graph.store import open_store

        return open_store(self.library)

    def dataset(self) -> Dataset:
        """Return the same behind rdflib's API, all named graphs together as the default graph; it refuses changes."""
        from aims_graph.graph.dataset import dataset

        return dataset(self.library)

    def network(self) -> nx.MultiDiGraph[str]:
        """Return requirements, their place, rows and supports for networkx: ids as nodes, an edge for each that is stated, its id as key."""
        from aims_graph.present.network import network

        return network(self.library)

    def ask(self, name: str, parameters: Mapping[str, str] | None = None) -> Table:
        """Answer a named query.

        Raises:
            AimsError: if there is no such query, or a parameter is missing, unknown, or names nothing in the graph.
        """
        from aims_graph.graph.query import ask

        return ask(self.library, name, parameters)


def open_stack(*folders: str | os.PathLike[str], alone: bool = False) -> Stack:
    """Return the shipped content with any folders put over it.

    Args:
        folders: folders of content of one's own, each with ``ontology/`` or ``mappings/``.
        alone: leave the shipped content out.

    Raises:
        AimsError: if a folder holds no content.
    """
    return Stack(packs_of(folders, alone))
