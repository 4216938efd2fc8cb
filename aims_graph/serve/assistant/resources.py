"""What an assistant can read by address: the list of frameworks, each framework with its requirements, each requirement."""

from __future__ import annotations

from urllib.parse import unquote

from aims_graph.errors import AimsError
from aims_graph.identifiers import check_ids, resolve
from aims_graph.model import Framework, Library, Source
from aims_graph.serve.assistant.asking import shown
from aims_graph.serve.assistant.tool import Record

SCHEME = "aims-graph"
#: Address of each kind of resource, with the part that names one -> what it is.
TEMPLATES = {
    f"{SCHEME}://framework/{{id}}": "A framework: its edition, counts, licence, and the number and title of everything in it.",
    f"{SCHEME}://requirement/{{id}}": "A requirement: what it demands, where it stands, who bears it, what an auditor asks to see.",
}


class Line(Record):
    """A requirement in the list of its framework."""

    id: str
    number: str
    title: str
    assessable: bool
    line: int


class Listed(Record):
    """A framework, as its catalogue's header states it, with its requirements in the standard's order; lines are those of ``source.file``."""

    id: str
    title: str
    short: str
    edition: str
    role: str
    counts: dict[str, int]
    licence: str
    source: Source
    requirements: tuple[Line, ...]


def address(framework: str) -> str:
    """Return where a framework is read."""
    return f"{SCHEME}://framework/{framework}"


def read(library: Library, uri: str) -> Record:
    """Return what stands at an address.

    Raises:
        AimsError: if nothing does; it says what comes near.
    """
    scheme, _, place = uri.partition("://")
    kind, _, name = place.partition("/")
    # RFC 6570, section 3.2.2: a client that fills in a template writes the colon of an id as %3A.
    name = unquote(name)
    if scheme != SCHEME or kind not in ("framework", "requirement") or not name:
        raise AimsError(
            f"Nothing is read at '{uri}'.", f"Addresses are {' and '.join(TEMPLATES)}; no others are opened."
        )
    if kind == "requirement":
        return shown(library, resolve(name, library))
    check_ids((name,), library)
    return _listed(library, library.frameworks[name])


def _listed(library: Library, framework: Framework) -> Listed:
    return Listed(
        id=framework.id,
        title=framework.title,
        short=framework.short,
        edition=framework.edition,
        role=framework.role,
        counts=dict(framework.counts),
        licence=framework.licence,
        source=framework.source,
        requirements=tuple(
            Line(id=r.id, number=r.number, title=r.title, assessable=r.assessable, line=r.source.line)
            for r in library.members(framework.id)
        ),
    )


def completed(library: Library, uri: str, begun: str) -> list[str]:
    """Return the ids that begin as what was typed, for one of :data:`TEMPLATES`; none for another address."""
    kind = uri.removeprefix(f"{SCHEME}://").partition("/")[0]
    known = {"framework": library.frameworks, "requirement": library.requirements}.get(kind, {})
    return [name for name in known if name.lower().startswith(begun.lower())]
