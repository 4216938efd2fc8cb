"""An OSCAL catalogue as a framework: groups are headings, controls and the lettered items of their statements are requirements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aims_graph.counting import count_of
from aims_graph.exchange.cells import is_too_long
from aims_graph.exchange.draft import DraftFramework, DraftRequirement, Note
from aims_graph.exchange.oscal_form import dangling
from aims_graph.exchange.tree import Place

#: Where props of ours say which requirement a control is, and what OSCAL has no word for.
OURS = "https://w3id.org/aims-graph/ontology#"
#: What our documents have as the version, which OSCAL asks for, where none is stated.
UNSTATED = "not stated"
#: What an assessor does with a control is another book: neither requirement nor text of one.
_ASSESSMENT = re.compile(r"assessment.*|objectives?|objects|method")
#: A class that names what kind of thing a control is; SP800-53 names the book.
_KIND = re.compile(r"[a-z][a-z-]*")
_INSERT = re.compile(r"\{\{\s*insert:\s*param\s*,\s*([^\s}]+)\s*\}\}")


def version_of(metadata: Place) -> str:
    """Return the version that a document states; empty if one of ours says that none is stated."""
    said = metadata.text("version")
    return "" if said == UNSTATED else said


def framework_in(body: Place, name: str, notes: list[Note]) -> DraftFramework:
    """Return the framework that a catalogue holds, called as its file is unless it says a name of ours; what is not kept is noted."""
    metadata = body.child("metadata") or body
    links = list(metadata.children("links"))
    is_excerpt = any(link.text("rel") in ("source-profile", "resolution-tool") for link in links) or any(
        prop.text("name") == "resolution-tool" for prop in metadata.children("props")
    )
    notes += dangling(body, is_excerpt)
    reading = _Reading(params=dict(_params(body)))
    requirements = tuple(reading.within(body, "", ""))
    for part, count in sorted(reading.skipped.items()):
        notes.append(
            Note(
                body.pointer,
                f"{count_of(count, f'part {part!r} says', f'parts {part!r} say')} how a control is assessed, not kept",
            )
        )
    if reading.params:
        notes.append(
            Note(
                body.pointer,
                f"{count_of(len(reading.params), 'parameter stands', 'parameters stand')} in the texts by value or label, not kept as such",
            )
        )
    if reading.unknown:
        names = ", ".join(sorted(reading.unknown)[:5])
        notes.append(
            Note(
                body.pointer,
                f"texts insert {count_of(len(reading.unknown), 'parameter that is', 'parameters that are')} nowhere here: {names}",
            )
        )
    if not requirements:
        body.fault("holds no controls", "name a catalogue that holds some")
    iri = our_prop(metadata, "namespace")
    return DraftFramework(
        key=our_prop(metadata, "framework") or name,
        title=metadata.text("title", "the catalogue's title"),
        requirements=requirements,
        short=our_prop(metadata, "short-name"),
        edition=version_of(metadata),
        issuer=" / ".join(dict.fromkeys(_issuers(metadata))),
        iri=iri,
        language=next((p.text("value") for p in metadata.children("props") if p.text("name") == "language"), ""),
        licence=next((link.text("href") for link in links if link.text("rel") == "license"), ""),
        date=(metadata.text("published") or metadata.text("last-modified"))[:10],
        description=metadata.text("remarks"),
        more={k: v for k in ("oscal-version", "last-modified") if (v := metadata.text(k))}
        | {"uuid": body.text("uuid")},
    )


def _issuers(metadata: Place) -> Iterator[str]:
    """Yield the parties that made or published the document, in file order."""
    makers = {
        uuid
        for role in metadata.children("responsible-parties")
        if role.text("role-id") in ("creator", "author", "publisher")
        for uuid in role.texts("party-uuids")
    }
    for party in metadata.children("parties"):
        if party.text("uuid") in makers and (name := party.text("name")):
            yield name


def our_prop(place: Place, name: str) -> str:
    """Return what a prop of ours says at a place; empty if none of that name stands there."""
    return next((p.text("value") for p in place.children("props") if _is_ours(p, name)), "")


def _is_ours(prop: Place, name: str) -> bool:
    return prop.text("name") == name and prop.text("ns") == OURS


def _params(body: Place) -> Iterator[tuple[str, Place]]:
    """Yield every parameter with its id, wherever it is defined."""
    waiting = [body]
    while waiting:
        place = waiting.pop()
        for param in place.children("params"):
            yield param.text("id"), param
        waiting += [*place.children("groups"), *place.children("controls")]


@dataclass
class _Reading:
    """What the whole catalogue knows while its nodes are read."""

    params: dict[str, Place]
    skipped: Counter[str] = field(default_factory=Counter)
    #: Parameters that a text inserts and nothing declares.
    unknown: set[str] = field(default_factory=set)
    #: Parameter, and how deep it is inserted -> what stands in its place.
    _known: dict[tuple[str, int], str] = field(default_factory=dict)

    def within(self, place: Place, parent: str, number: str) -> Iterator[DraftRequirement]:
        """Yield what stands in a catalogue, group or control."""
        for group in place.children("groups"):
            yield from self._group(group, parent)
        for control in place.children("controls"):
            yield from self._control(control, parent, is_nested=bool(number))

    def _group(self, group: Place, parent: str) -> Iterator[DraftRequirement]:
        key = group.text("id") or group.pointer
        label, aliases = _labels(group)
        parts = self._texts(group)
        yield DraftRequirement(
            key=_own(group) or key,
            number=_number(label, group),
            title=_titled(group, label),
            kind=_kind(group, "group"),
            parent=parent,
            assessable=False,
            text=parts.pop("overview", "") or parts.pop("statement", ""),
            where=group.pointer,
            aliases=_others(aliases, _number(label, group), group),
            more=_status(group) | parts,
        )
        yield from self.within(group, _own(group) or key, "")

    def _control(self, control: Place, parent: str, is_nested: bool) -> Iterator[DraftRequirement]:
        key = control.text("id", "the control's id")
        label, aliases = _labels(control)
        number = _number(label, control)
        parts = self._texts(control)
        more = _status(control) | parts
        assessable = more.get("status") != "withdrawn" and not _says(control, "assessable", "no")
        statements = [p for p in control.children("parts") if p.text("name") == "statement"]
        ids = [i for p in statements if (i := p.text("id"))]
        yield DraftRequirement(
            key=_own(control) or key,
            number=number,
            title=_titled(control, label),
            kind=_kind(control, "enhancement" if is_nested else "control"),
            parent=parent,
            assessable=assessable,
            text=more.pop("statement", "") or more.pop("overview", ""),
            where=control.pointer,
            aliases=(*_others(aliases, number, control), *(() if _own(control) else ids)),
            more=more,
        )
        for statement in statements:
            yield from self._items(statement, _own(control) or key, number or key, True)
        yield from self.within(control, _own(control) or key, number or key)

    def _items(self, part: Place, parent: str, number: str, is_first: bool) -> Iterator[DraftRequirement]:
        """Yield the items of a statement that have an id, so that mappings can name them."""
        for item in part.children("parts"):
            key = item.text("id")
            if item.text("name") != "item" or not key:
                continue
            label = _labels(item)[0].rstrip(".")
            # "a)" ends in a sign that belongs to no number, "(a)" in one that does: AC-2(3)(a).
            label = label if label.startswith("(") else label.rstrip(".)")
            joins = label.startswith("(") or (is_first and label[:1].isalpha() and number[-1:].isdigit())
            joint = "" if joins else "."
            own = label if label.startswith(number) else f"{number}{joint}{label}" if label else key
            yield DraftRequirement(
                key=key,
                number=own,
                title=item.text("title"),
                kind="statement",
                parent=parent,
                text=self._prose(item),
                where=item.pointer,
                aliases=(key,),
            )
            yield from self._items(item, key, own, False)

    def _texts(self, place: Place) -> dict[str, str]:
        """Return the texts of the parts of a group or control, by the parts' names."""
        found: dict[str, list[str]] = {}
        for part in place.children("parts"):
            name = part.text("name")
            if _ASSESSMENT.fullmatch(name):
                self.skipped[name] += 1
            elif text := self._whole(part, ""):
                title = part.text("title")
                found.setdefault(name, []).append(f"{title}: {text}" if title else text)
        return {name: "\n".join(texts) for name, texts in found.items()}

    def _whole(self, part: Place, indent: str) -> str:
        """Return a part's text with all below it, a line each."""
        label, prose = _labels(part)[0], self._prose(part)
        first = f"{label} {prose}".strip()
        below = [self._whole(p, indent + "  " if first else indent) for p in part.children("parts")]
        return "\n".join(line for line in (indent + first if first else "", *below) if line)

    def _prose(self, part: Place) -> str:
        return self._filled(part.text("prose"), 0)

    def _filled(self, text: str, depth: int) -> str:
        """Put in for each parameter what is known of it, as NIST prints it: [Assignment: …], [Selection: …], or its value."""
        if depth > 4:
            return text
        return _INSERT.sub(lambda match: self._inserted(match[1], depth), text)

    def _inserted(self, name: str, depth: int) -> str:
        """Return what stands in the place of a parameter, worked out once: parameters that insert parameters unfold without end."""
        key = (name, depth)
        if key not in self._known:
            self._known[key] = text = self._param(name, depth)
            if is_too_long(text):
                self.params[name].fault("unfolds to more text than can be meant", "write its value out")
                self._known[key] = f"[Assignment: {name}]"
        return self._known[key]

    def _param(self, name: str, depth: int) -> str:
        param = self.params.get(name)
        if param is None:
            self.unknown.add(name)
            return f"[Assignment: {name}]"
        if values := param.texts("values"):
            return self._filled(", ".join(values), depth + 1)
        select = param.child("select")
        if select is not None and (choices := select.texts("choice")):
            many = " (one or more)" if select.text("how-many") == "one-or-more" else ""
            return self._filled(f"[Selection{many}: {'; '.join(choices)}]", depth + 1)
        return f"[Assignment: {self._filled(param.text('label') or name, depth + 1)}]"


def _labels(place: Place) -> tuple[str, list[str]]:
    """Return the label a person reads (that without a class first), and all others."""
    found = [(p.has("class"), p.text("value")) for p in place.children("props") if p.text("name") == "label"]
    found.sort(key=lambda pair: pair[0])
    labels = [value for _, value in found if value]
    more = [p.text("value") for p in place.children("props") if p.text("name") in ("alt-identifier", "alt-label")]
    return (labels[0] if labels else ""), [*labels[1:], *more]


def _number(label: str, place: Place) -> str:
    """Return the number: the label, or the id where the label is words around it or there is none."""
    name = place.text("id")
    if _own(place):
        return label
    return name if not label or (" " in label and name.lower() in label.lower()) else label


def _titled(place: Place, label: str) -> str:
    title = place.text("title")
    return "" if title in (label, place.text("id")) else title


def _others(aliases: list[str], number: str, place: Place) -> tuple[str, ...]:
    """Return the other ways to write a number, each once."""
    ids = [] if _own(place) else [place.text("id")]
    return tuple(dict.fromkeys(name for name in (*aliases, *ids) if name and name != number))


def _own(place: Place) -> str:
    """Return which requirement of ours a control says it is, if we wrote it."""
    return our_prop(place, "requirement")


def _says(place: Place, name: str, value: str) -> bool:
    return any(_is_ours(p, name) and p.text("value") == value for p in place.children("props"))


def _kind(place: Place, otherwise: str) -> str:
    name = place.text("class")
    return name if _KIND.fullmatch(name) else otherwise


def _status(place: Place) -> dict[str, str]:
    """Return what a node says of its status and of other nodes: withdrawn, and what it became; related, required."""
    status = next((p.text("value").lower() for p in place.children("props") if p.text("name") == "status"), "")
    found = {"status": status} if status else {}
    for link in place.children("links"):
        rel, href = link.text("rel"), link.text("href")
        if rel in ("incorporated-into", "moved-to", "related", "required") and href.startswith("#"):
            key = rel.replace("-", "_")
            found[key] = f"{found[key]}|{href[1:]}" if key in found else href[1:]
    return found
