"""NIST's Cybersecurity and Privacy Reference Tool (CPRT), its JSON export: frameworks with what was withdrawn and what became of it.

The export is a list of elements of any type and a list of relationships between them. The tree is what relationships of the kind ``projection`` make
of the elements that are requirements or headings; elements that only accompany one (examples, discussion, order) go with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side, above
from aims_graph.exchange.texts import bytes_of
from aims_graph.exchange.tree import Place, json_tree

FORMAT = "NIST CPRT export (JSON)"
#: Types of elements that say something of another one and are no requirement themselves.
_ACCOMPANY = re.compile(
    r"sort|withdraw.*reason|party|.*actor.*|topic|.*example|.*discussion|.*guidance|.*parameter.*|odp.*|organi[sz]ation_defined.*"
    r"|determination.*|examine|interview|test|.*references?|related.*|.*objective|.*method|.*baseline|keyword|glossary.*|.*note"
    r"|about|suggested_.*|transparency.*|.*resources?"
)
#: Types that gather requirements; others are assessed.
_GATHER = ("function", "category", "family", "group", "practice_group", "section", "chapter", "area", "theme")
_ORDER, _REASON = "sort", "withdraw_reason"
_BECAME = ("incorporated_into", "moved_to")
_Key = tuple[str, str]


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is such an export, by the keys of its lists."""
    del path
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and all(
        word in head for word in (b'"doc_identifier"', b'"documents"', b'"element')
    )


def read(path: Path) -> Draft:
    """Return the frameworks of an export, and as crosswalks what it relates across them.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault, each with its JSON pointer.
    """
    tree = json_tree(path, bytes_of(path))
    top = tree.top()
    for key in ("response", "elements"):
        inner = top.child(key) if top.has(key) and isinstance(top.value[key], dict) else None
        top = inner or top
    for key in ("documents", "elements", "relationships"):
        if not top.has(key):
            top.fault(f"has no '{key}'", "export the framework from CPRT again")
    tree.stop_if_faulty()
    export = _Export(top)
    frameworks = tuple(export.framework(document) for document in top.children("documents"))
    for framework, document in zip(frameworks, top.children("documents"), strict=True):
        if not framework.requirements:
            document.fault("has no elements", "export the framework from CPRT again")
    tree.stop_if_faulty()
    return Draft(FORMAT, path, tree.sha256, frameworks, tuple(export.crosswalks()), tuple(export.notes()))


class _Export:
    """The elements of an export, each by its document and identifier, and what relates them."""

    def __init__(self, top: Place) -> None:
        self.elements: dict[_Key, Place] = {}
        self.types: dict[_Key, str] = {}
        self.links: dict[_Key, list[tuple[str, _Key]]] = {}
        self._lost: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        for place in top.children("elements"):
            key = (
                place.text("doc_identifier", "the document's identifier"),
                place.text("element_identifier", "its identifier"),
            )
            if key in self.elements:
                place.fault(f"'{key[1]}' stands at {self.elements[key].pointer} already", "give each element its own")
            self.elements[key] = place
            self.types[key] = place.text("element_type", "what it is, such as control").lower()
        for place in top.children("relationships"):
            source = (place.text("source_doc_identifier"), place.text("source_element_identifier"))
            target = (place.text("dest_doc_identifier"), place.text("dest_element_identifier"))
            kind = place.text("relationship_identifier", "what kind of relationship it is")
            if source in self.elements and target in self.elements:
                self.links.setdefault(source, []).append((kind, target))
            else:
                self._lost[kind] += 1
                self._first.setdefault(kind, place.pointer)
        self._above = {
            target: source
            for source, links in reversed(self.links.items())
            for kind, target in reversed(links)
            if kind == "projection" and source[0] == target[0] and self._stands(source) and self._stands(target)
        }
        for key, place in self.elements.items():
            if key in above(key, self._above):
                place.fault("stands above itself", "correct the relationships of the kind projection")

    def _stands(self, key: _Key) -> bool:
        """Whether an element is a requirement or heading of its own."""
        return not _ACCOMPANY.fullmatch(self.types[key])

    def _beside(self, key: _Key, kind: str) -> list[_Key]:
        """Return the accompanying elements of one type, in file order."""
        return [target for _, target in self.links.get(key, []) if self.types[target] == kind]

    def framework(self, document: Place) -> DraftFramework:
        """Return a document as a framework."""
        name = document.text("doc_identifier", "the document's identifier")
        keys = [key for key in self.elements if key[0] == name and self._stands(key)]
        # What has no sort key keeps its place in the file behind what stands before it.
        order: dict[_Key, tuple[str, int]] = {}
        last = ""
        for number, key in enumerate(keys):
            marks = [self.elements[s].text("title") for s in self._beside(key, _ORDER)]
            last = marks[0] if marks else last
            order[key] = (last, number)
        keys.sort(key=lambda key: order[key])
        gathering = {self._above[key] for key in keys if key in self._above}
        website = document.text("website")
        return DraftFramework(
            key=name,
            title=" ".join(document.text("name", "the document's name").split()),
            requirements=tuple(self._requirement(key, key in gathering) for key in keys),
            edition=" ".join(document.text("version").split()),
            more={"website": website} if website else {},
        )

    def _requirement(self, key: _Key, has_parts: bool) -> DraftRequirement:
        place, kind = self.elements[key], self.types[key]
        text, more = place.text("text"), self._said(key)
        gathers = kind in _GATHER or (has_parts and not text)
        return DraftRequirement(
            key=key[1],
            number=key[1],
            title=place.text("title"),
            kind=kind.replace("_", "-"),
            parent=self._above.get(key, ("", ""))[1],
            assessable=not gathers and more.get("status") != "withdrawn",
            text=text,
            where=place.pointer,
            more=more,
        )

    def _said(self, key: _Key) -> dict[str, str]:
        """Return what accompanies a requirement, by type, and what became of it if it was withdrawn."""
        found: dict[str, list[str]] = {}
        reasons = self._beside(key, _REASON)
        became = [link for holder in (key, *reasons) for link in self.links.get(holder, []) if link[0] in _BECAME]
        for kind, target in became:
            found.setdefault(kind, []).append(target[1])
        for reason in reasons:
            found.setdefault("withdrawn", []).append(self.elements[reason].text("text"))
        if reasons or became:
            found["status"] = ["withdrawn"]
        for _, target in self.links.get(key, []):
            kind = self.types[target]
            if target[0] == key[0] and not self._stands(target) and kind not in (_ORDER, _REASON):
                title, text = self.elements[target].text("title"), self.elements[target].text("text")
                found.setdefault(kind, []).append(f"{title}: {text}" if title and text else title or text)
        lists = (*_BECAME, "status")
        return {k: ("|" if k in lists else "\n").join(dict.fromkeys(v)) for k, v in found.items()}

    def crosswalks(self) -> Iterator[DraftMapping]:
        """Yield what relates requirements of two documents, a crosswalk for each pair; it states no set relation."""
        rows: dict[tuple[str, str], list[DraftRow]] = {}
        for source, links in self.links.items():
            for kind, target in links:
                if source[0] != target[0] and self._stands(source) and self._stands(target):
                    row = DraftRow(
                        (Side(source[1], source[0]),),
                        (Side(target[1], target[0]),),
                        self.elements[source].pointer,
                        more={"relationship": kind},
                    )
                    rows.setdefault((source[0], target[0]), []).append(row)
        for (left, right), found in rows.items():
            yield DraftMapping(f"{left}--{right}", f"{left} to {right}", tuple(found), left, right)

    def notes(self) -> Iterator[Note]:
        """Yield what of the export is not kept."""
        for kind, count in self._lost.items():
            lead = "leads to an element that is" if count == 1 else "lead to elements that are"
            what = f"{count_of(count, 'relationship')} ({kind}) {lead} not in the file; not kept"
            yield Note(self._first[kind], what)
        reached = {target for links in self.links.values() for _, target in links}
        alone = Counter(self.types[k] for k in self.elements if not self._stands(k) and k not in reached)
        for kind, count in alone.items():
            belong = "belongs to no requirement and is" if count == 1 else "belong to no requirement and are"
            yield Note("", f"{count_of(count, 'element')} ({kind}) {belong} not kept")
