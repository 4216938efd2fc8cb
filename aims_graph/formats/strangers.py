"""Files in a pack's folders that nothing reads. Each is said: a table that is passed over in silence is a wrong answer."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from aims_graph.errors import Finding
from aims_graph.pack.pack import Pack

_FOLDERS = ("ontology", "mappings")
#: How a folder may be called by mistake -> where what lies in it is read.
_MEANT = {
    **dict.fromkeys(("mapping", "mappings", "crosswalk", "crosswalks"), "mappings"),
    **dict.fromkeys(("ontology", "ontologies"), "ontology"),
    **dict.fromkeys(("catalogue", "catalogues", "catalog", "catalogs"), "ontology/catalogues"),
    "shapes": "ontology/shapes",
    **{name: f"mappings/{name}" for name in ("readings", "remainders", "supports")},
}
#: How a folder may be called in which a whole content lies.
_WHOLE = ("content", "contents", "data", "our-content", "aims-graph")
#: What Protégé writes beside ontologies, and reads: where those that they import lie.
_CATALOG = "ontology/catalog-v001.xml"
_TABLES = {".tsv", ".csv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".json", ".yaml", ".yml"}
_GRAPHS = {".ttl", ".owl", ".rdf", ".xml", ".nt", ".nq", ".trig", ".jsonld", ".n3", ".obo"}


def stranger_findings(pack: Pack, read: Collection[Path]) -> Iterator[Finding]:
    """Yield every file under ``ontology/`` and ``mappings/`` that was not read, texts (``.md``) and hidden files left aside."""
    for entry in sorted(pack.root.iterdir()) if pack.root.is_dir() else ():
        if entry.is_dir():
            if mend := _mend_folder(entry):
                yield Finding(pack.named(entry), 0, "is not read", mend, form=True)
            continue
        is_table = entry.suffix.lower() in (".tsv", ".ttl") or ".sssom" in entry.name.lower()
        if is_table or (entry.suffix.lower() in _TABLES and "--" in entry.name):
            yield Finding(pack.named(entry), 0, "is not read beside the folders", _mend_beside(entry.name), form=True)
    for folder in _FOLDERS:
        for where, folders, names in os.walk(pack.root / folder):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(names):
                path = Path(where, name)
                ending = path.suffix.lower()
                hidden = name.startswith(".") and ending not in (".tsv", ".ttl")
                if path not in read and not hidden and ending != ".md" and pack.local(path) != _CATALOG:
                    yield Finding(pack.named(path), 0, "is not read", _mend(pack.local(path), ending), form=True)


def _mend_folder(folder: Path) -> str:
    """Say what to do with a folder beside those that are read: one of another name that is meant for one of them; empty if it is none."""
    if folder.name in _FOLDERS:
        return ""
    meant = _MEANT.get(folder.name.lower())
    if meant:
        return f"call the folder {meant}" if "/" not in meant else f"move it to {meant}"
    inside = [name for name in _FOLDERS if (folder / name).is_dir() and not folder.name.startswith(".")]
    if folder.name.lower() in _WHOLE and inside:
        return f"move what is in it up beside the other folders, or name {folder.name} itself with --content"
    return ""


def _mend_beside(name: str) -> str:
    if not name.lower().endswith((".tsv", ".ttl")) and ".sssom" not in name.lower():
        return f"write it as mappings/{name.rpartition('.')[0]}.sssom.tsv, or enter it with aims-graph import"
    where = (
        "mappings/"
        if ".sssom" in name.lower()
        else "the folder it belongs to: ontology/, ontology/catalogues/ or mappings/"
    )
    return f"move it into {where}"


def _mend(place: str, ending: str) -> str:
    folder, _, name = place.rpartition("/")
    if name.startswith("."):
        return "remove it: hidden files are no content"
    if ending in _GRAPHS:
        return "write it as Turtle in ontology/ or ontology/shapes/, ending in .ttl"
    if ending not in _TABLES:
        return "move it out of the folder"
    if folder.startswith("mappings"):
        stem = name[: name.lower().find(".sssom")] if ".sssom" in name.lower() else name.rpartition(".")[0]
        return (
            f"a mapping set is tab-separated text, mappings/{stem}.sssom.tsv, in no other folder and in small letters"
        )
    return "a catalogue is tab-separated text in ontology/catalogues/, ending in .tsv; see its README.md"
