"""What a check may rest on: with faults in a file's form, nothing is computed from it, and what was left out is counted."""

from __future__ import annotations

from collections.abc import Iterable

from aims_graph.errors import Finding
from aims_graph.formats.content import Content
from aims_graph.pack.names import PREFIXES

READINGS, REMAINDERS, SUPPORTS = "mappings/readings/", "mappings/remainders/", "mappings/supports/"


class Ground:
    """The content as the checks see it: what can be trusted, and which checks were left out because something cannot."""

    def __init__(self, content: Content) -> None:
        """Begin with nothing left out."""
        self.content = content
        self.library = content.library
        #: The checks that were left out, each named once.
        self.left_out: dict[str, None] = {}
        #: What is no fault of any file, and a person should look at all the same.
        self.to_look_at: list[Finding] = []
        #: Files whose header claims that they speak of everything.
        self.complete = {t.file for t in content.tables.values() if t.header.get("complete") == "yes"}
        self._terms = not any(f.endswith(".ttl") for f in content.unsound)
        self._everything = PREFIXES not in content.unsound

    def holds(self, check: str, files: Iterable[str] = (), frameworks: Iterable[str] = (), terms: bool = False) -> bool:
        """Tell whether a check can be made; one that cannot is kept under its name.

        Args:
            check: what is checked, as a person would call it.
            files: the files it reads.
            frameworks: the frameworks whose catalogues it reads.
            terms: whether it reads the words of the Turtle files.
        """
        sound = (
            self._everything
            and (self._terms or not terms)
            and not any(file in self.content.unsound for file in files)
            and all(map(self._reads, frameworks))
        )
        if not sound:
            self.left_out[check] = None
        return sound

    def _reads(self, framework: str) -> bool:
        """Tell whether the catalogue of a framework is there and was read as it was meant."""
        return framework in self.library.frameworks and self.content.trusts(framework)

    def distrusts(self, *ids: str) -> bool:
        """Tell whether a row of these ids, or one that names this one id, has a fault of its own."""
        return ids in self.content.distrusted

    def files_between(self, one: str, other: str) -> list[str]:
        """Return the mapping files that may relate two frameworks: those that do, and those of which nobody can tell."""
        pairs = {s.file: {s.subject, s.object} for s in self.library.sets}
        unread = [f for f in self._unsound_sets() if f not in pairs]
        return [*unread, *(f for f, pair in pairs.items() if pair == {one, other})]

    def unsound_in(self, place: str) -> list[str]:
        """Return the files of a place in the content (``mappings/remainders/``, or one file) that may hold lines of which nobody can tell."""
        return [f for f in self.content.unsound if place in f]

    def _unsound_sets(self) -> list[str]:
        return [f for f in self.content.unsound if f.endswith(".sssom.tsv") and SUPPORTS not in f]

    @property
    def has_all_rows(self) -> bool:
        """Whether every row of the project's own sets, and every catalogue they speak of, can be trusted."""
        sides = {side for s in self.library.sets if not s.stated_by for side in (s.subject, s.object)}
        faulty = self.content.distrusted or self._unsound_sets()
        return not faulty and self._everything and all(map(self._reads, sides))
