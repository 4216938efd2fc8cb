"""Short names in another hand's file: read through the file's own ``curie_map``, never by what a prefix happens to be called."""

from __future__ import annotations

from collections.abc import Mapping

from aims_graph.pack.names import FIXED, Names

#: The prefixes that SSSOM fixes for every file, https://mapping-commons.github.io/sssom/spec-formats-tsv/.
BUILT_IN = {p: FIXED[p] for p in ("owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd")}


class FileCuries:
    """The short names of one mapping file, turned into those of the packs."""

    def __init__(self, curie_map: Mapping[str, str], names: Names, ours: bool) -> None:
        """Take the file's own prefixes; ``ours``: what it does not declare is read by the packs' tables, which ``format`` adds."""
        self._names = names
        self._file = {**(names.table if ours else {}), **curie_map, **BUILT_IN}
        self._same = {p for p, iri in self._file.items() if names.table.get(p) == iri}
        #: Prefixes that were used and stand for nothing.
        self.undeclared: set[str] = set()

    def read(self, text: str) -> str:
        """Return a short name, or an IRI, of the file as the packs shorten it; as it stands if nobody can tell what it stands for."""
        prefix, colon, local = text.partition(":")
        if prefix in self._same or not colon:
            return text
        if local.startswith("//"):
            return self._names.curie(text)
        if prefix not in self._file:
            self.undeclared.add(prefix)
            return text
        return self._names.curie(self._file[prefix] + local)
