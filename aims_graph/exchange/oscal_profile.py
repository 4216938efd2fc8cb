"""An OSCAL profile resolved: the controls it chooses from the catalogues beside it, with what it changes in them.

Method: the phases import, merge and modify of NIST's profile resolution. Nothing is fetched; a catalogue that does not lie beside the profile is named.
The groups of the catalogue stay, whichever way of merging the profile asks for.
"""

from __future__ import annotations

from copy import deepcopy
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aims_graph.exchange.draft import Note
from aims_graph.exchange.oscal_form import check, kind_of, opened, resource_of
from aims_graph.exchange.tree import Place, Tree

#: What of a control holds props and links of its own.
_HOLDING = ("parts", "params")


def resolved(body: Place, path: Path, notes: list[Note], above: frozenset[Path] = frozenset()) -> dict[str, Any]:
    """Return the catalogue that a profile makes of those it imports.

    Args:
        body: the profile; what is wrong in it is noted in its tree.
        path: its file, beside which the catalogues are looked for.
        notes: what is said on the way.
        above: the profiles that import this one.
    """
    metadata = dict(body.value.get("metadata", {}))
    found: dict[str, Any] = {"uuid": body.text("uuid"), "metadata": metadata, "groups": [], "controls": []}
    for place in body.children("imports"):
        href = place.text("href", "where the catalogue lies")
        source = _beside(place, body, path, above) if href else None
        if source is None:
            continue
        catalogue = _catalogue(source, notes, above | {path.resolve()})
        chosen = _chosen(place, catalogue)
        known = {c["id"] for c in _controls(found)}
        for name in sorted(chosen & known):
            place.fault(f"control '{name}' is imported twice", "choose it in one import only")
        part = _kept(catalogue, chosen)
        found["groups"] += part.get("groups", [])
        found["controls"] += part.get("controls", [])
        found.setdefault("params", []).extend(catalogue.get("params", []))
        matter = catalogue.get("back-matter", {}).get("resources", [])
        found.setdefault("back-matter", {"resources": []})["resources"].extend(matter)
    if not body.has("imports"):
        body.fault("imports no catalogue", "write an import")
    merge = body.child("merge")
    if merge is not None and (merge.has("custom") or merge.has("flat")):
        notes.append(Note(merge.where, "the order of the profile's own is not kept: the groups of the catalogue stand"))
    _modify(body, found)
    metadata["links"] = [*metadata.get("links", []), {"href": path.name, "rel": "source-profile"}]
    return {key: value for key, value in found.items() if value}


def _beside(place: Place, body: Place, path: Path, above: frozenset[Path]) -> Path | None:
    """Return the file that an import means, if it lies where it says or beside the profile."""
    href = place.text("href")
    names = [href]
    if href.startswith("#"):
        resource = resource_of(place, body)
        if resource is None:
            return None
        names = [link.text("href") for link in resource.children("rlinks")]
    files = []
    for name in names:
        parts = urlsplit(name)
        local = unquote(parts.path)
        if not parts.scheme and not local.startswith("/"):
            files.append(path.parent / local)
        files.append(path.parent / Path(local).name)
    for file in files:
        if file.is_file() and file.resolve() != path.resolve():
            if file.resolve() in above:
                place.fault(f"{file.name} imports this profile in turn", "break the ring")
                return None
            return file
    wanted = ", ".join(dict.fromkeys(file.name for file in files if file.name))
    place.fault(
        f"needs a catalogue that is not beside it ({wanted})",
        f"put one of these into {path.parent}, or import the resolved catalogue",
    )
    return None


def _catalogue(source: Path, notes: list[Note], above: frozenset[Path]) -> dict[str, Any]:
    """Return a copy of the catalogue in a file, or of what the profile in it makes."""
    tree = opened(source)
    notes += [Note(f"{source.name} {n.where}", n.what) for n in check(tree)]
    kind = kind_of(tree)
    body = tree.top().at(kind)
    if kind == "profile":
        found = resolved(body, source, notes, above)
    elif kind == "catalog":
        found = deepcopy(body.value)
    else:
        body.fault("is no catalogue", "import a catalogue or a profile")
        found = {}
    tree.stop_if_faulty()
    return found


def _controls(place: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all controls of a catalogue, group or control, nested ones too."""
    found = []
    waiting = [place]
    while waiting:
        node = waiting.pop()
        found += node.get("controls", [])
        waiting += [*node.get("groups", []), *node.get("controls", [])]
    return found


def _chosen(place: Place, catalogue: dict[str, Any]) -> set[str]:
    """Return the ids that an import chooses."""
    below = {c["id"]: [d["id"] for d in _controls(c)] for c in _controls(catalogue)}
    chosen = set(below) if place.has("include-all") else _matched(place, "include-controls", below)
    return chosen - _matched(place, "exclude-controls", below)


def _matched(place: Place, key: str, below: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    for choice in place.children(key):
        named = set(choice.texts("with-ids"))
        for name in sorted(named - set(below)):
            choice.at("with-ids").fault(
                f"the catalogue has no control '{name}'", "correct the id, or name another catalogue"
            )
        patterns = [m.text("pattern", "a pattern such as ac-*") for m in choice.children("matching")]
        hits = (named & set(below)) | {name for name in below for p in patterns if fnmatchcase(name, p)}
        if choice.text("with-child-controls") == "yes":
            hits |= {child for name in hits for child in below[name]}
        found |= hits
    return found


def _kept(node: dict[str, Any], chosen: set[str]) -> dict[str, Any]:
    """Return a group or catalogue with the chosen controls only; one whose parent is not chosen takes the parent's place."""
    groups = [group for g in node.get("groups", []) if (group := _kept(g, chosen)).keys() & {"groups", "controls"}]
    controls = [c for control in node.get("controls", []) for c in _kept_control(control, chosen)]
    rest = {key: value for key, value in node.items() if key not in ("groups", "controls")}
    return rest | ({"groups": groups} if groups else {}) | ({"controls": controls} if controls else {})


def _kept_control(control: dict[str, Any], chosen: set[str]) -> list[dict[str, Any]]:
    below = [c for child in control.get("controls", []) for c in _kept_control(child, chosen)]
    if control["id"] not in chosen:
        return below
    rest = {key: value for key, value in control.items() if key != "controls"}
    return [rest | ({"controls": below} if below else {})]


def _modify(body: Place, found: dict[str, Any]) -> None:
    """Set parameters, and take from and add to controls, as the profile says."""
    modify = body.child("modify")
    if modify is None:
        return
    controls = {c["id"]: c for c in _controls(found)}
    groups: list[dict[str, Any]] = [found]
    for node in groups:
        groups += node.get("groups", [])
    params = {p["id"]: p for node in [*groups, *controls.values()] for p in node.get("params", [])}
    for setting in modify.children("set-parameters"):
        name = setting.text("param-id", "the parameter's id")
        if name and name not in params:
            setting.fault(f"no control that is chosen has a parameter '{name}'", "correct param-id, or take it out")
        elif name:
            said = {k: v for k, v in setting.value.items() if k != "param-id"}
            # A choice in place of a value, or the other way round: never both.
            for one, other in (("values", "select"), ("select", "values")):
                if one in said and other not in said:
                    params[name].pop(other, None)
            params[name].update(said)
    for alter in modify.children("alters"):
        name = alter.text("control-id", "the control's id")
        if name and name not in controls:
            alter.fault(f"control '{name}' is not among those chosen", "correct control-id, or take it out")
        elif name:
            for removal in alter.children("removes"):
                _remove(controls[name], removal)
            for addition in alter.children("adds"):
                _add(controls[name], addition)


def _remove(control: dict[str, Any], removal: Place) -> None:
    """Take away what fits, however deep in the control it stands: in its parts and parameters, too, not in the controls within it."""
    asked = {key: removal.text(f"by-{key}") for key in ("name", "class", "id", "ns") if removal.has(f"by-{key}")}
    item = removal.text("by-item-name")

    def goes(kind: str, node: Any) -> bool:
        fits = all(isinstance(node, dict) and node.get(key) == value for key, value in asked.items())
        return fits and bool(asked or item) and item in ("", kind)

    waiting = [control]
    while waiting:
        node = waiting.pop()
        for key, kind in (("parts", "part"), ("props", "prop"), ("links", "link"), ("params", "param")):
            if key in node:
                node[key] = [inner for inner in node[key] if not goes(kind, inner)]
                waiting += node[key] if key in _HOLDING else []


def _add(control: dict[str, Any], addition: Place) -> None:
    """Add parts, props, links and parameters: to the control, or to its part or parameter that ``by-id`` names, at its start or end; before or after it, to what holds it."""
    target, holder = control, control
    if wanted := addition.text("by-id"):
        waiting: list[tuple[dict[str, Any], dict[str, Any]]] = [(control, control)]
        while waiting and target is control:
            node, inside = waiting.pop()
            if node is not control and node.get("id") == wanted:
                target, holder = node, inside
            waiting += [(n, node) for key in _HOLDING for n in node.get(key, [])]
        if target is control:
            addition.fault(f"the control has no part or parameter '{wanted}'", "correct by-id")
            return
    where = addition.text("position") or "ending"
    is_beside = where in ("before", "after") and target is not control
    into = holder if is_beside else target
    for key in ("parts", "props", "links", "params"):
        if not addition.has(key):
            continue
        held = into.setdefault(key, [])
        at = next((n for n, one in enumerate(held) if one is target), None) if is_beside else None
        at = 0 if where == "starting" and key == "parts" else len(held) if at is None else at + (where == "after")
        held[at:at] = deepcopy(addition.value[key])
    if addition.has("title"):
        target["title"] = addition.text("title")


def tree_of(catalogue: dict[str, Any], tree: Tree) -> Tree:
    """Return a resolved catalogue as a tree of the profile's file."""
    return Tree(tree.file, tree.sha256, {"catalog": catalogue}, tree.faults)
