"""Where on the site a name of ours lies: which page, and which anchor on it.

The part of an IRI behind ``#``, and the number behind the namespace of a framework, is the anchor as it stands, so that a server need not know any name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aims_graph.model import Library
from aims_graph.pack.names import FIXED

#: What every name of ours begins with.
BASE = FIXED["aims"].removesuffix("ontology#")
ONTOLOGY, WORKSPACE, EDITIONS = "ontology", "workspace", "editions"
#: The first steps behind the base whose next step chooses the page.
_FOLDERS = ("mapping",)


class Place(NamedTuple):
    """A page, named without its ending, and an anchor on it (empty for the whole page)."""

    page: str
    anchor: str = ""

    def link(self, page: str = "") -> str:
        """Return the address as seen from a page."""
        if self.page == page:
            return f"#{self.anchor}" if self.anchor else ""
        up = "../" * page.count("/")
        return f"{up}{self.page}.html" + (f"#{self.anchor}" if self.anchor else "")


class Places:
    """Where the names lie of what one library holds."""

    def __init__(self, library: Library) -> None:
        spaces = (library.names.table[f] for f in library.frameworks if f in library.names.table)
        steps = {space.removeprefix(BASE).removesuffix("/") for space in spaces if space.startswith(BASE)}
        #: The first step behind the base of each framework that has one of its own.
        self.frameworks = {step for step in steps if "/" not in step and "#" not in step}

    def of(self, iri: str) -> Place | None:
        """Return where a name lies; None if it is none of ours, or nothing that is shown: a file, or a record of somebody's workspace."""
        if not iri.startswith(BASE):
            return None
        rest, _, fragment = re.sub(rf"^\d[\w.-]*/(?={ONTOLOGY}|{WORKSPACE})", "", iri.removeprefix(BASE)).partition("#")
        first, _, second = rest.partition("/")
        if first in (ONTOLOGY, WORKSPACE) and (fragment or not second or first == ONTOLOGY):
            # A name below a name, such as the condition of a fine, has its slash behind the #.
            return Place(first, fragment)
        if first in self.frameworks:
            return Place(first, second)
        if first == "edition":
            return Place(EDITIONS, second)
        if first in _FOLDERS and second:
            name, _, row = second.partition("/")
            return Place(f"{first}/{name}", row)
        return None
