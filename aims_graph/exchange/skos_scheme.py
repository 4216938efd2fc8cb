"""Concept schemes of SKOS, or the classes of an OWL ontology, as frameworks."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from aims_graph.counting import count_of
from aims_graph.exchange.draft import DraftFramework, DraftRequirement, Note
from aims_graph.exchange.skos_graph import (
    AIMS,
    DC,
    DCTERMS,
    LABELS,
    OWL,
    RDFS,
    SKOS,
    Graph,
    is_blank,
    is_word_of_ours,
    local_name,
    namespace,
)

_DEFINITIONS = (SKOS + "definition", DCTERMS + "abstract", DCTERMS + "description", RDFS + "comment")
_NOTES = {
    "scope_note": SKOS + "scopeNote",
    "example": SKOS + "example",
    "note": SKOS + "note",
    "alt_label": SKOS + "altLabel",
}
_THING = OWL + "Thing"


class Schemes:
    """Which concept stands in which scheme, and beneath which other."""

    def __init__(self, graph: Graph, notes: list[Note]) -> None:
        """Sort the concepts of a graph into schemes; what is not kept is noted."""
        self.graph = graph
        self.faults: list[tuple[str, str]] = []
        self._notes = notes
        self._of = self._sorted()

    @cached_property
    def _broader(self) -> dict[str, list[str]]:
        """Concept -> those directly above it: broader, or narrower read from above. A broadMatch is a mapping and makes no tree."""
        found: dict[str, list[str]] = {}
        for below, above in self.graph.pairs(SKOS + "broader"):
            found.setdefault(below, []).append(above)
        for above, below in self.graph.pairs(SKOS + "narrower"):
            found.setdefault(below, []).append(above)
        if self._is_owl:
            for below, above in self.graph.pairs(RDFS + "subClassOf"):
                if not is_blank(above) and above != _THING:
                    found.setdefault(below, []).append(above)
        return {name: list(dict.fromkeys(above)) for name, above in found.items()}

    @cached_property
    def _concepts(self) -> list[str]:
        graph = self.graph
        named = set(graph.of_type(SKOS + "Concept"))
        for prop in ("inScheme", "topConceptOf", "broader", "narrower"):
            for subject, value in graph.pairs(SKOS + prop):
                named.add(subject)
                named |= {value} if prop in ("broader", "narrower") else set()
        named |= {top for _, top in graph.pairs(SKOS + "hasTopConcept")}
        nameless = sum(map(is_blank, named))
        if nameless:
            self._notes.append(
                Note("", f"{count_of(nameless, 'concept has', 'concepts have')} no name (blank nodes), not kept")
            )
        return [name for name in graph.subjects if name in named and not is_blank(name)]

    @cached_property
    def _is_owl(self) -> bool:
        """Whether it is an ontology without concepts: then its classes are what it is made of."""
        return not self._concepts

    def _sorted(self) -> dict[str, dict[str, None]]:
        """Return scheme -> its concepts: as they say, else with what is above them, else in the only scheme, else by namespace."""
        graph = self.graph
        if self._is_owl:
            classes = [c for c in graph.of_type(OWL + "Class", RDFS + "Class") if not is_blank(c) and c != _THING]
            ontologies = [o for o in graph.of_type(OWL + "Ontology") if not is_blank(o)]
            others = len(graph.of_type(OWL + "NamedIndividual"))
            if others:
                what = "individual is no class", "individuals are no classes"
                self._notes.append(Note("", f"{count_of(others, *what)} and not kept"))
            return self._by(ontologies, classes, {})
        stated: dict[str, list[str]] = {}
        for prop in (SKOS + "inScheme", SKOS + "topConceptOf"):
            for concept, scheme in graph.pairs(prop):
                stated.setdefault(concept, []).append(scheme)
        for scheme, concept in graph.pairs(SKOS + "hasTopConcept"):
            stated.setdefault(concept, []).append(scheme)
        schemes = [s for s in graph.of_type(SKOS + "ConceptScheme") if not is_blank(s)]
        schemes += [s for named in stated.values() for s in named if s not in schemes and not is_blank(s)]
        collections = len(graph.of_type(SKOS + "Collection", SKOS + "OrderedCollection"))
        if collections:
            what = "collection of concepts is", "collections of concepts are"
            self._notes.append(Note("", f"{count_of(collections, *what)} not kept"))
        ours = sum(map(is_word_of_ours, self._concepts))
        if ours:
            self._notes.append(
                Note("", f"{count_of(ours, 'word')} of our own graph, such as kinds of evidence, not kept")
            )
        concepts = [c for c in self._concepts if not is_word_of_ours(c)]
        return self._by([s for s in dict.fromkeys(schemes) if not is_word_of_ours(s)], concepts, stated)

    def _by(self, schemes: list[str], names: list[str], stated: dict[str, list[str]]) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {scheme: {} for scheme in schemes}
        guessed: Counter[str] = Counter()
        homes = {namespace(name): named[0] for name, named in reversed(stated.items()) if named[0] in found}
        homes |= {scheme.rstrip("/#"): scheme for scheme in found}
        only = schemes[0] if len(schemes) == 1 and not stated else ""
        for name in names:
            mine = [s for s in dict.fromkeys(stated.get(name, self._inherited(name, stated))) if s in found]
            if not mine:
                space = namespace(name)
                mine = [only or homes.get(space) or homes.get(space.rstrip("/#")) or space]
                guessed[mine[0]] += 1
            for scheme in mine:
                found.setdefault(scheme, {})[name] = None
        for scheme, number in guessed.items() if stated or len(found) > 1 else ():
            self._notes.append(
                Note(
                    scheme,
                    f"{count_of(number, 'concept names no scheme and is', 'concepts name no scheme and are')} read as of this one",
                )
            )
        return {scheme: members for scheme, members in found.items() if members}

    def _inherited(self, name: str, stated: dict[str, list[str]]) -> list[str]:
        """Return the schemes of the nearest concept above that states one."""
        seen, waiting = {name}, [*self._broader.get(name, [])]
        while waiting:
            above = waiting.pop(0)
            if above in stated:
                return stated[above]
            waiting += [a for a in self._broader.get(above, []) if a not in seen]
            seen.add(above)
        return []

    def scheme_of(self, concept: str) -> str:
        """Return the first scheme a concept stands in; empty if the file does not hold it."""
        return next((scheme for scheme, members in self._of.items() if concept in members), "")

    def frameworks(self) -> tuple[DraftFramework, ...]:
        """Return each scheme as a framework."""
        return tuple(self._framework(scheme, members) for scheme, members in self._of.items())

    def _framework(self, scheme: str, members: dict[str, None]) -> DraftFramework:
        graph = self.graph
        parents = {name: [a for a in self._broader.get(name, []) if a in members] for name in members}
        self._tell_outside(scheme, members)
        several = [name for name, above in parents.items() if len(above) > 1]
        if several:
            what = f"{count_of(len(several), 'concept has', 'concepts have')} more than one broader one; the first is their place, the others are kept beside"
            self._notes.append(Note(scheme, what))
        above = {name: found[0] for name, found in parents.items() if found}
        for name in self._rings(above):
            self.faults.append((f"<{name}> is broader than itself", "correct its broader or narrower concepts"))
        has_parts = set(above.values())
        spaces = {namespace(name) for name in members}
        space = spaces.pop() if len(spaces) == 1 else ""
        return DraftFramework(
            key=scheme,
            title=graph.text(scheme, DCTERMS + "title", *LABELS) or local_name(scheme),
            requirements=tuple(self._requirement(n, above.get(n, ""), n in has_parts, parents[n][1:]) for n in members),
            short=graph.text(scheme, AIMS + "short"),
            edition=graph.text(scheme, OWL + "versionInfo") or graph.plain(scheme, DCTERMS + "hasVersion"),
            issuer=graph.plain(scheme, DCTERMS + "publisher", DCTERMS + "creator", DC + "publisher", DC + "creator"),
            iri=space,
            language=graph.language,
            licence=graph.plain(scheme, DCTERMS + "license", "http://creativecommons.org/ns#license"),
            rights=graph.plain(scheme, DCTERMS + "rights", DC + "rights"),
            date=graph.plain(scheme, DCTERMS + "issued", DCTERMS + "modified", DCTERMS + "date", DC + "date")[:10],
            description=graph.text(scheme, DCTERMS + "description", SKOS + "definition", RDFS + "comment"),
        )

    def _tell_outside(self, scheme: str, members: dict[str, None]) -> None:
        """Say under what concepts stand that is not of their scheme."""
        outside = {
            name: above
            for name in members
            if (above := [a for a in self._broader.get(name, []) if a not in members and not is_word_of_ours(a)])
        }
        if outside:
            named = dict.fromkeys(f"<{a}>" for above in outside.values() for a in above if not is_blank(a))
            shown = f" ({', '.join([*named][:3])}{' …' * (len(named) > 3)})" if named else ""
            what = "concept stands under one that is", "concepts stand under others that are"
            self._notes.append(
                Note(scheme, f"{count_of(len(outside), *what)} not of this scheme{shown}: that place is not kept")
            )

    @staticmethod
    def _rings(above: dict[str, str]) -> list[str]:
        """Return a concept of each ring."""
        found: list[str] = []
        safe: set[str] = set()
        for start in above:
            path: dict[str, None] = {}
            name = start
            while name in above and name not in safe and name not in path:
                path[name] = None
                name = above[name]
            if name in path:
                found.append(name)
            safe |= set(path)
        return found

    def _requirement(self, name: str, parent: str, has_parts: bool, others: list[str]) -> DraftRequirement:
        graph = self.graph
        notations = [
            v.value.strip() for v in graph.literals(name, SKOS + "notation", DCTERMS + "identifier", DC + "identifier")
        ]
        number = notations[0] if notations else local_name(name)
        text = graph.text(name, *_DEFINITIONS)
        more = {key: "\n".join(texts) for key, prop in _NOTES.items() if (texts := graph.texts(name, prop))}
        if others:
            more["broader"] = "|".join(others)
        if graph.plain(name, OWL + "deprecated") == "true":
            more["status"] = "withdrawn"
        if became := graph.iris(name, DCTERMS + "isReplacedBy"):
            more |= {"status": "withdrawn", "moved_to": "|".join(became)}
        said = graph.plain(name, AIMS + "assessable")
        assessable = said == "true" if said else (bool(text) or not has_parts)
        hidden = [v.value.strip() for v in graph.literals(name, SKOS + "hiddenLabel")]
        title = graph.text(name, *LABELS)
        return DraftRequirement(
            key=name,
            number=number,
            title="" if title == number else title,
            kind=graph.plain(name, AIMS + "kind") or ("class" if self._is_owl else "concept"),
            parent=parent,
            assessable=assessable and more.get("status") != "withdrawn",
            text=text,
            where=f"<{name}>",
            aliases=tuple(dict.fromkeys(a for a in (*notations[1:], *hidden, local_name(name)) if a and a != number)),
            more=more,
        )
