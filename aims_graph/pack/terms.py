"""Small vocabularies: the SKOS terms of the Turtle files under ``ontology/``, by the word that stands in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aims_graph.pack.names import FIXED
from aims_graph.pack.pack import Pack
from aims_graph.pack.text import sound_text


@dataclass(frozen=True)
class Term:
    """A term: the word used in tables, its label and definition, and the word of the wider term (empty at the top).

    ``says`` holds what else our own properties say of it, by the property's local name: ``{"auditMethod": "read"}``.
    """

    word: str
    label: str
    definition: str
    wider: str
    says: Mapping[str, str] = field(default_factory=dict)


Vocabulary = Mapping[str, Term]


class Terms:
    """The terms of a set of packs, parsed when they are first asked for; what a later pack says of a word is added to the earlier."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        """Remember where to look."""
        self._packs = tuple(packs)
        self._by_kind: dict[str, dict[str, Term]] | None = None

    def of(self, kind: str) -> Vocabulary:
        """Return the terms of one class of our ontology, such as ``SystemKind`` or ``Role``, in file order; empty if it has none."""
        if self._by_kind is None:
            self._by_kind = self._read()
        return self._by_kind.get(kind, {})

    def _read(self) -> dict[str, dict[str, Term]]:
        from pyoxigraph import NamedNode, RdfFormat, parse

        aims, skos, rdf = FIXED["aims"], FIXED["skos"], FIXED["rdf"]
        about: dict[str, dict[str, str]] = {}
        kinds: dict[str, list[str]] = {}
        for pack in self._packs:
            for path in pack.glob("ontology/*.ttl"):
                for triple in parse(sound_text(path), format=RdfFormat.TURTLE):
                    subject, predicate, value = triple.subject, triple.predicate.value, triple.object
                    if not isinstance(subject, NamedNode):
                        continue
                    about.setdefault(subject.value, {}).setdefault(predicate, getattr(value, "value", ""))
                    if predicate == rdf + "type" and str(getattr(value, "value", "")).startswith(aims):
                        kinds.setdefault(value.value.removeprefix(aims), []).append(subject.value)

        def word(node: str) -> str:
            return about.get(node, {}).get(skos + "notation", "")

        return {
            kind: {
                word(n): Term(
                    word(n),
                    about[n].get(skos + "prefLabel", word(n)),
                    about[n].get(skos + "definition", ""),
                    word(about[n].get(skos + "broader", "")),
                    {p.removeprefix(aims): v for p, v in about[n].items() if p.startswith(aims)},
                )
                for n in dict.fromkeys(nodes)
                if word(n)
            }
            for kind, nodes in kinds.items()
        }


def asked_first(known: Vocabulary) -> str:
    """Return the word that a question begins with before anybody has chosen: the one its Turtle names, else the first; empty if there is none.

    >>> asked_first({"a": Term("a", "", "", ""), "b": Term("b", "", "", "", {"askedFirst": "true"})})
    'b'
    """
    return next((word for word, term in known.items() if term.says.get("askedFirst") == "true"), next(iter(known), ""))


def wider_terms(word: str, known: Vocabulary) -> list[str]:
    """Return a word and every wider one, narrowest first; a ring, which ``check`` names, is walked once.

    >>> wider_terms("b", {"a": Term("a", "", "", ""), "b": Term("b", "", "", "a")})
    ['b', 'a']
    """
    chain = [word]
    while (wider := known[chain[-1]].wider) and wider in known and wider not in chain:
        chain.append(wider)
    return chain
