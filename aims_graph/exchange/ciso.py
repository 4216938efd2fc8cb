"""CISO Assistant libraries (YAML): frameworks and requirement mapping sets, read; docs/formats/ciso-assistant.md says what is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side, above
from aims_graph.exchange.texts import bytes_of
from aims_graph.exchange.tree import Place, yaml_tree

FORMAT = "CISO Assistant library (YAML)"
#: Their word -> our set relation, read from the source.
RELATIONS = {
    "equal": "equal",
    "subset": "subset_of",
    "superset": "superset_of",
    "intersect": "intersects",
    "not_related": "no_relationship",
}
#: What a library may hold besides, which is no requirement and no mapping.
_ELSE = {
    "threats": "threats",
    "reference_controls": "reference controls",
    "risk_matrix": "risk matrix",
    "risk_matrices": "risk matrices",
    "metric_definitions": "metrics",
    "quality_checks": "quality checks",
    "preset": "preset",
}
#: What is kept of a node and of a framework under their own names, beside what a draft has a place for.
_NODE = ("implementation_groups", "annotation", "typical_evidence", "weight", "importance")
_FRAMEWORK = ("min_score", "max_score")
_LIBRARY = ("urn", "ref_id", "packager", "version", "dependencies")


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is such a library: by the keys it must have, at the line's beginning."""
    del path
    text = head.decode("utf-8-sig", "replace")
    return bool(re.search(r"^urn: *['\"]?urn:", text, re.MULTILINE)) and bool(
        re.search(r"^(objects|locale|packager|provider):", text, re.MULTILINE)
    )


def read(path: Path) -> Draft:
    """Return the frameworks and mapping sets of a library.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault, each with its line.
    """
    tree = yaml_tree(path, bytes_of(path))
    top = tree.top()
    notes: list[Note] = []
    objects = top.child("objects")
    if objects is None:
        top.fault("has no 'objects'", "write the framework or mapping set under objects")
        tree.stop_if_faulty()
        return Draft(FORMAT, path, tree.sha256)
    frameworks = tuple(_framework(f, top, notes) for f in _either(objects, "framework", "frameworks"))
    kinds = ("requirement_mapping_set", "requirement_mapping_sets")
    mappings = tuple(_mapping(m, top, notes) for m in _either(objects, *kinds))
    for key in objects.names():
        if key not in ("framework", "frameworks", *kinds):
            value = objects.value[key]
            count = len(value) if isinstance(value, list) else 1
            notes.append(
                Note(objects.at(key).where, f"{_ELSE.get(key, key)} ({count}) are no requirements and not kept")
            )
    if not frameworks and not mappings:
        objects.fault("holds neither a framework nor a requirement mapping set", "name a library that holds one")
    _translated(top, notes)
    tree.stop_if_faulty()
    return Draft(FORMAT, path, tree.sha256, frameworks, mappings, tuple(notes))


def _either(objects: Place, one: str, many: str) -> Iterator[Place]:
    yield from objects.children(one)
    yield from objects.children(many)


def _framework(place: Place, library: Place, notes: list[Note]) -> DraftFramework:
    nodes = list(place.children("requirement_nodes"))
    urn = place.text("urn", "the framework's URN")
    if not nodes:
        place.fault("has no 'requirement_nodes'", "write its requirements there")
    groups = [
        f"{group.text('ref_id', 'the short name of the group')}: {group.text('name')}".rstrip(": ")
        for group in place.children("implementation_groups_definition")
    ]
    more = {key: value for key in _FRAMEWORK if (value := place.text(key))} | _about(library)
    if groups:
        more["implementation_groups"] = "|".join(groups)
    if place.has("scores_definition"):
        notes.append(Note(place.at("scores_definition").where, "the definition of scores is not kept"))
    for key, what in (
        ("questions", "questions"),
        ("threats", "links to threats"),
        ("reference_controls", "links to reference controls"),
    ):
        count = sum(node.has(key) for node in nodes)
        if count:
            notes.append(
                Note(place.at("requirement_nodes").where, f"{what} of {count_of(count, 'requirement')} are not kept")
            )
    return DraftFramework(
        key=urn,
        title=place.text("name") or place.text("ref_id") or library.text("name"),
        requirements=tuple(_requirements(nodes)),
        short=place.text("ref_id") or library.text("ref_id"),
        issuer=place.text("provider") or library.text("provider"),
        language=place.text("locale") or library.text("locale"),
        rights=library.text("copyright"),
        date=library.text("publication_date"),
        description=place.text("description") or library.text("description"),
        more=more,
    )


def _requirements(nodes: list[Place]) -> Iterator[DraftRequirement]:
    """Yield the nodes with their parents: by ``parent_urn``, where it is missing by ``depth`` in the order of the file."""
    known: dict[str, str] = {}  # URNs are compared without case, as CISO Assistant does
    parents: dict[str, str] = {}
    at_depth: dict[int, str] = {}
    found = []
    for node in nodes:
        urn = node.text("urn", "the requirement's URN")
        if urn.lower() in known:
            node.fault(f"the URN '{urn}' stands twice", "give each requirement a URN of its own")
        known.setdefault(urn.lower(), urn)
        depth = node.text("depth")
        level = int(depth) if depth.isdecimal() else 0
        if depth and not level:
            node.at("depth").fault(f"'{depth}' is no depth", "write a whole number from 1")
        at_depth = {d: u for d, u in at_depth.items() if d < level}
        # Where a depth is left out, the nearest above it.
        parent = node.text("parent_urn") or at_depth.get(max(at_depth, default=0), "")
        at_depth |= {level: urn} if level else {}
        parents[urn.lower()] = parent.lower()
        found.append((node, urn, parent))
    for node, _, parent in found:
        if parent and parent.lower() not in known:
            node.fault(f"its parent '{parent}' is no node of the framework", "correct parent_urn, or add that node")
    for node, urn, _ in found:
        if urn.lower() in above(urn.lower(), parents):
            node.fault("stands above itself", "correct parent_urn")
    for node, urn, parent in found:
        yield _requirement(node, urn, known.get(parent.lower(), ""))


def _requirement(node: Place, urn: str, parent: str) -> DraftRequirement:
    assessable = _truth(node, "assessable")
    tail = urn.rsplit(":", maxsplit=1)[-1]
    number = node.text("ref_id")
    more = {key: "|".join(values) for key in _NODE if (values := node.texts(key))}
    return DraftRequirement(
        key=urn,
        number=number,
        title=node.text("name"),
        kind="requirement" if assessable else "heading",
        parent=parent,
        assessable=assessable,
        text=node.text("description"),
        where=node.where,
        aliases=(tail,) if tail.lower() != number.lower() else (),
        more=more,
    )


def _truth(node: Place, key: str) -> bool:
    text = node.text(key).lower()
    if text not in ("", "true", "false", "yes", "no", "on", "off"):
        node.at(key).fault(f"'{text}' is neither true nor false", "write true or false")
    return text in ("true", "yes", "on")


def _mapping(place: Place, library: Place, notes: list[Note]) -> DraftMapping:
    source = place.text("source_framework_urn", "the URN of the framework the rows start from")
    target = place.text("target_framework_urn", "the URN of the framework the rows lead to")
    rows = tuple(row for entry in place.children("requirement_mappings") if (row := _row(entry, source, target)))
    if not place.has("requirement_mappings"):
        place.fault("has no 'requirement_mappings'", "write its rows there")
    times = Counter((row.subjects[0].name.lower(), row.objects[0].name.lower()) for row in rows)
    told = set()
    for row in rows:
        pair = (row.subjects[0].name.lower(), row.objects[0].name.lower())
        if times[pair] > 1 and pair not in told:
            told.add(pair)
            same = {r.relation for r in rows if (r.subjects[0].name.lower(), r.objects[0].name.lower()) == pair}
            relations = "with the same relationship" if len(same) == 1 else f"as {' and '.join(sorted(same))}"
            notes.append(
                Note(
                    row.where,
                    f"{row.subjects[0].name} and {row.objects[0].name} stand {times[pair]} times, {relations}",
                )
            )
    return DraftMapping(
        id=place.text("urn") or library.text("urn"),
        title=place.text("name") or library.text("name"),
        rows=rows,
        subject=source,
        object=target,
        stated_by=place.text("provider") or library.text("provider") or library.text("packager"),
        rights=library.text("copyright"),
        version=library.text("version"),
        date=library.text("publication_date"),
        description=place.text("description") or library.text("description"),
        more=_about(library),
    )


def _row(entry: Place, source: str, target: str) -> DraftRow | None:
    left = entry.text("source_requirement_urn", "the URN of the requirement the row starts from")
    right = entry.text("target_requirement_urn", "the URN of the requirement the row leads to")
    word = entry.text("relationship", "equal, subset, superset, intersect or not_related")
    if word and word.lower() not in RELATIONS:
        entry.at("relationship").fault(f"'{word}' is no relationship of this format", f"write {', '.join(RELATIONS)}")
        return None
    if not (left and right and word):
        return None
    # A strength beside the relationship is from 0 to 10 (NIST IR 8477); it is no confidence.
    more = {key: value for key in ("rationale", "strength_of_relationship") if (value := entry.text(key))}
    return DraftRow(
        subjects=(Side(left, source),),
        objects=(Side(right, target),),
        where=entry.where,
        relation=RELATIONS[word.lower()],
        comment=entry.text("annotation"),
        more=more,
    )


def _about(library: Place) -> dict[str, str]:
    return {key: "|".join(values) for key in _LIBRARY if (values := library.texts(key))}


def _translated(top: Place, notes: list[Note]) -> None:
    """Say which other languages the library has, which are not kept."""
    languages: dict[str, int] = {}
    waiting = [top.value]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen or not isinstance(value, (dict, list)):
            continue
        seen.add(id(value))
        if isinstance(value, dict) and isinstance(value.get("translations"), dict):
            for language in value["translations"]:
                languages[language] = languages.get(language, 0) + 1
        waiting += value.values() if isinstance(value, dict) else value
    if languages:
        said = ", ".join(f"{language} ({count_of(count, 'text')})" for language, count in sorted(languages.items()))
        notes.append(Note("translations", f"only the library's own language is kept; translations into {said} are not"))
