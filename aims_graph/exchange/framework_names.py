"""Which framework a foreign file means: by an IRI, through the file's own prefixes, or by a name people call it.

A name is told as a person's is (``identifiers``); a file has URNs, namespaces and editions behind it besides. What fits two is left open, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aims_graph.identifiers import is_called, is_document, is_one_of
from aims_graph.model import Framework, Library

#: What stands behind a framework's name and says which edition: a year, or a version.
_EDITION = re.compile(
    r"[\s:_-]*(?:(?:rev(?:ision)?|version|v|r)\.?\s*)?(?<!\d)(\d{4}|\d+(?:\.\d+)+|\d)$", re.IGNORECASE
)


@dataclass(frozen=True)
class NamedFramework:
    """Which framework a name means: its id, empty if none here; ``why`` then says what is known of it.

    ``edition_of`` is the framework of which the name means an edition that has no catalogue here; ``annex`` says that the name is of a
    document whose bare numbers are those of the framework's annex.
    """

    id: str = ""
    annex: bool = False
    edition_of: str = ""
    why: str = ""


def expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the full IRI of a name: itself, or a short name whose prefix the file declares; empty if it is neither."""
    if re.match(r"[A-Za-z][\w.+-]*://", name, re.ASCII):
        return name
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else ""


def framework_named(name: str, library: Library, prefixes: Mapping[str, str]) -> NamedFramework:
    """Return which framework of a library a name means; an edition that has no catalogue here is none of them, and is told.

    Args:
        name: "ISO/IEC 27001:2022", "iso27001-2022", "urn:intuitem:risk:framework:iso27001-2022", "nist-ai-rmf-1.0", an IRI, or a short
            name or prefix of one.
        library: where to look.
        prefixes: what the file's short names stand for.
    """
    text = name.strip()
    if not text:
        return NamedFramework(why="no framework is named")
    iri = expanded(text, prefixes) or prefixes.get(text, "")
    if iri:
        hits = [f for f in library.frameworks if library.names.table.get(f, "").rstrip("/#") == iri.rstrip("/#")]
        return NamedFramework(hits[0]) if hits else NamedFramework(why=f"{iri} is no framework here")
    if text.removesuffix(":") in library.frameworks:
        return NamedFramework(text.removesuffix(":"))
    last = text.rpartition(":")[2] if text.lower().startswith("urn:") else text
    hits = [f.id for f in library.frameworks.values() if _is_called(f, last, library)]
    if len(hits) > 1:
        return NamedFramework(why=f"'{name}' may be {' or '.join(hits)}")
    if hits:
        return NamedFramework(hits[0])
    documents = [f.id for f in library.frameworks.values() if is_document(f, last)]
    if len(documents) == 1:
        return NamedFramework(documents[0], annex=True)
    edition = _EDITION.search(last)
    stem = last[: edition.start()] if edition else last
    for framework in library.mapped:
        of_document = is_document(framework, stem)
        if of_document and (edition is None or edition[1] in framework.edition):
            return NamedFramework(framework.id, annex=True)
        if of_document or (edition and _is_called(framework, stem, library)):
            why = f"'{name}' is an edition that has no catalogue here; {framework.short} is {framework.edition}"
            return NamedFramework(edition_of=framework.id, why=why)
    return NamedFramework(why=f"'{name}' is no framework here")


def _is_called(framework: Framework, name: str, library: Library) -> bool:
    """Whether a file calls a framework so: as people do, or by the last part of its namespace, which nobody says."""
    namespace = library.names.table.get(framework.id, "").rstrip("/#").rpartition("/")[2]
    return is_called(framework, name) or is_one_of(name, (namespace,), framework)
