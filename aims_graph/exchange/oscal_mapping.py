"""An OSCAL mapping collection as crosswalks: each map of sets stays one row of sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from aims_graph.exchange.draft import DraftMapping, DraftRow, Note, Side
from aims_graph.exchange.oscal_catalog import OURS, our_prop, version_of
from aims_graph.exchange.oscal_form import OSCAL, name_by_place, resource_of
from aims_graph.exchange.tree import Place
from aims_graph.pack.names import FIXED

#: OSCAL's word -> our set relation, read from the sources. Its intersects-with says that each side has content the other lacks.
RELATIONS = {
    "equivalent-to": "equal",
    "equal-to": "equal",
    "subset-of": "subset_of",
    "superset-of": "superset_of",
    "intersects-with": "intersects",
    "no-relationship": "no_relationship",
}
#: Our word, in our namespace, for an overlap that denies no containment, for which OSCAL has none.
ANY_OVERLAP = "overlaps"
#: The name of our props that say for an id of a gap summary which requirement it is, and why it has no counterpart.
NO_COUNTERPART = "no-counterpart"
#: Words in the namespace of SKOS are its predicates.
SKOS = FIXED["skos"]
_ITEMS = ("control", "statement")


def mappings_of(body: Place, notes: list[Note]) -> tuple[DraftMapping, ...]:
    """Return the crosswalks of a mapping collection."""
    metadata = body.child("metadata") or body
    provenance = body.child("provenance") or body
    found = list(body.children("mappings"))
    if not found:
        body.fault("holds no mappings", "name a collection that holds some")
    title = metadata.text("title")
    return tuple(
        _Crosswalk(place, body, provenance, notes).draft(metadata, title if len(found) == 1 else f"{title} ({n})")
        for n, place in enumerate(found, 1)
    )


class _Crosswalk:
    """One mapping of a collection while it is read."""

    def __init__(self, place: Place, body: Place, provenance: Place, notes: list[Note]) -> None:
        self._place = place
        self._body = body
        self._provenance = provenance
        self._notes = notes
        self._any_overlap = False
        self._prefixes: dict[str, str] = {}

    def draft(self, metadata: Place, title: str) -> DraftMapping:
        """Return it as a draft."""
        place = self._place
        left, right = self._resource("source-resource"), self._resource("target-resource")
        rows = [row for entry in place.children("maps") if (row := self._row(entry, left, right))]
        rows += [*self._gaps("source-gap-summary", left, True), *self._gaps("target-gap-summary", right, False)]
        self._tell_twice(rows)
        keys = ("method", "matching-rationale", "status")
        said = {k: v for k in keys if (v := place.text(k) or self._provenance.text(k))}
        parties = {p.text("uuid"): p.text("name") for p in metadata.children("parties")}
        makers = [
            parties.get(uuid, uuid)
            for where in (self._provenance, metadata)
            for role in where.children("responsible-parties")
            for uuid in role.texts("party-uuids")
        ]
        return DraftMapping(
            id=place.text("uuid"),
            title=title,
            rows=tuple(rows),
            subject=left,
            object=right,
            stated_by=" / ".join(dict.fromkeys(makers)),
            licence=next((x.text("href") for x in metadata.children("links") if x.text("rel") == "license"), ""),
            version=version_of(metadata),
            date=(metadata.text("published") or metadata.text("last-modified"))[:10],
            description=place.text("mapping-description") or self._provenance.text("mapping-description"),
            prefixes=self._prefixes,
            any_overlap=self._any_overlap,
            more=said | {"oscal-version": metadata.text("oscal-version")},
        )

    def _resource(self, key: str) -> str:
        """Return how the collection calls a side: our own name of the framework, the title of the resource, or the name of its file."""
        place = self._place.child(key)
        if place is None:
            return ""
        own = our_prop(place, "framework")
        if own and (iri := our_prop(place, "namespace")):
            self._prefixes[own] = iri
        href = place.text("href", "where the catalogue or profile lies")
        resource = resource_of(place, self._body) if href.startswith("#") else None
        links = [link.text("href") for link in resource.children("rlinks")] if resource else [href]
        return (
            own or (resource.text("title") if resource else "") or next(map(name_by_place, filter(None, links)), href)
        )

    def _row(self, entry: Place, left: str, right: str) -> DraftRow | None:
        word, namespace = entry.text("relationship", "one of " + ", ".join(RELATIONS)), entry.text("ns") or OSCAL
        if not word:
            return None
        relation, predicate = "", ""
        more = _props(entry)
        if namespace == OSCAL:
            if word not in RELATIONS:
                mend = f"write {', '.join(RELATIONS)}, or the namespace (ns) the word is of"
                entry.at("relationship").fault(f"'{word}' is no relationship of OSCAL", mend)
                return None
            relation = RELATIONS[word]
        elif (namespace, word) == (OURS, ANY_OVERLAP):
            relation, self._any_overlap = "intersects", True
        elif namespace == SKOS:
            predicate = f"skos:{word}"
        else:
            more |= {"relationship": f"{namespace} {word}"}
            self._notes.append(
                Note(entry.where, f"'{word}' is a relationship of {namespace}, of which no set relation is known")
            )
        rationale = entry.text("matching-rationale")
        qualifiers = " ".join(
            f"[{q.text('subject')} {q.text('predicate')} {q.text('category')}] {q.text('description')}"
            for q in entry.children("qualifiers")
        )
        more |= {k: v for k, v in (("matching-rationale", rationale), ("qualifiers", qualifiers)) if v}
        coverage = entry.child("coverage")
        if coverage is not None and (share := coverage.text("target-coverage")):
            more["target-coverage"] = share
        return DraftRow(
            subjects=self._sides(entry, "sources", left),
            objects=self._sides(entry, "targets", right),
            where=entry.where,
            predicate=predicate,
            relation=relation,
            confidence=_confidence(entry, more),
            comment=entry.text("remarks"),
            more=more,
        )

    def _sides(self, entry: Place, key: str, framework: str) -> tuple[Side, ...]:
        found = []
        for item in entry.children(key):
            kind = item.text("type", "control or statement")
            if kind and kind not in _ITEMS:
                item.at("type").fault(f"'{kind}' is no type of item", "write control or statement")
            name = our_prop(item, "requirement") or item.text("id-ref", "the id of the control or statement")
            found.append(Side(name, framework, item.text("remarks")))
        if not found:
            entry.fault(f"has no {key}", "write at least one; what has no counterpart stands in a gap summary")
        for name, times in Counter(side.name for side in found).items():
            if times > 1:
                entry.at(key).fault(f"'{name}' stands there {times} times", "write it once")
        return tuple(found)

    def _gaps(self, key: str, framework: str, is_source: bool) -> Iterator[DraftRow]:
        """Yield a row for each control that the collection says has no counterpart."""
        gaps = self._place.child(key)
        ours = {
            p.text("class"): p
            for p in self._place.children("props")
            if (p.text("name"), p.text("ns")) == (NO_COUNTERPART, OURS)
        }
        for chosen in gaps.children("unmapped-controls") if gaps else ():
            more = {"with_parts": "yes"} if chosen.text("with-child-controls") == "yes" else {}
            if chosen.has("matching"):
                self._notes.append(
                    Note(chosen.where, "controls without counterpart that are named by a pattern are not kept")
                )
            for name in chosen.texts("with-ids"):
                own = ours.get(name)
                side = (Side(own.text("value") if own else name, framework),)
                comment = own.text("remarks") if own else ""
                yield DraftRow(
                    side if is_source else (), () if is_source else side, chosen.where, comment=comment, more=more
                )

    def _tell_twice(self, rows: list[DraftRow]) -> None:
        seen: dict[tuple[frozenset[str], frozenset[str]], DraftRow] = {}
        for row in rows:
            pair = frozenset(s.name for s in row.subjects), frozenset(s.name for s in row.objects)
            first = seen.setdefault(pair, row)
            if first is not row:
                same = "says the same as" if first.relation == row.relation else "says something else than"
                self._notes.append(Note(row.where, f"puts the same sets together and {same} {first.where}"))


def _confidence(entry: Place, more: dict[str, str]) -> str:
    """Return a confidence from 0 to 1; a word for one is kept beside."""
    score = entry.child("confidence-score")
    if score is None:
        return ""
    if word := score.text("category"):
        more["confidence"] = word
    said = score.text("percentage")
    try:
        if said and not 0 <= Decimal(said) <= 1:
            raise InvalidOperation
    except InvalidOperation:
        score.at("percentage").fault(f"'{said}' is no share", "write a number from 0 to 1")
        return ""
    return said


def _props(place: Place) -> dict[str, str]:
    return {p.text("name"): p.text("value") for p in place.children("props") if p.text("ns") != OURS}
