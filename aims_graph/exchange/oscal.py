"""OSCAL (JSON, YAML, XML): catalogues, profiles and mapping collections, read; docs/formats/oscal.md says what is kept."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from aims_graph.errors import ContentError
from aims_graph.exchange.draft import Draft, Note
from aims_graph.exchange.oscal_catalog import framework_in
from aims_graph.exchange.oscal_form import MODELS, OTHERS, check, kind_of, name_by_place, opened
from aims_graph.exchange.oscal_mapping import mappings_of
from aims_graph.exchange.oscal_profile import resolved, tree_of

FORMAT = "OSCAL (JSON, YAML, XML)"
#: Every document says its version, and no other format has that word; in XML the namespace says it.
_WORDS = re.compile(rb"[\"']?oscal-version[\"']?\s*:|<(?:\w+:)?oscal-version|http://csrc\.nist\.gov/ns/oscal/1\.0")
_ROOTS = re.compile(rb"[\"'<:\s{](?:%s)[\"':\s>]" % "|".join((*MODELS, *OTHERS)).encode())


def recognises(head: bytes, path: Path) -> bool:
    """Tell whether a file is an OSCAL document, by its root and a word that every such document has."""
    del path
    return bool(_WORDS.search(head) and _ROOTS.search(b" " + head.removeprefix(b"\xef\xbb\xbf")))


def is_profile(path: Path) -> bool:
    """Tell whether a file is an OSCAL profile, which names other files that are read with it; of one that cannot be read, none is."""
    with suppress(ContentError):
        return recognises(path.read_bytes(), path) and kind_of(opened(path)) == "profile"
    return False


def read(path: Path) -> Draft:
    """Return the framework of a catalogue or profile, or the crosswalks of a mapping collection.

    Raises:
        AimsError: if it cannot be read.
        ContentError: with every fault, each with its JSON pointer.
    """
    tree = opened(path)
    notes: list[Note] = check(tree)
    tree.stop_if_faulty()
    kind = kind_of(tree)
    body = tree.top().at(kind)
    if kind == "mapping-collection":
        mappings = mappings_of(body, notes)
        tree.stop_if_faulty()
        return Draft(FORMAT, path, tree.sha256, mappings=mappings, notes=tuple(notes))
    if kind == "profile":
        catalogue = resolved(body, path, notes)
        tree.stop_if_faulty()
        tree = tree_of(catalogue, tree)
        body = tree.top().at("catalog")
    framework = framework_in(body, name_by_place(quote(path.resolve().as_posix())), notes)
    tree.stop_if_faulty()
    return Draft(FORMAT, path, tree.sha256, (framework,), notes=tuple(notes))
