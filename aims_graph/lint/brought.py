"""The frameworks that a file brings with its crosswalk, put into the library by which it is judged, as an import would enter them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aims_graph.counting import count_of
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.entry import Wish, plan
from aims_graph.exchange.sides import Entered
from aims_graph.formats.catalogue_tsv import read_catalogue
from aims_graph.formats.tsv import read_tsv
from aims_graph.model import Library
from aims_graph.pack.names import Names
from aims_graph.pack.pack import Pack


@dataclass(frozen=True)
class Brought:
    """The library with what a file brings, where that stands in it, and what a person should know of it, a sentence a note."""

    library: Library
    entered: tuple[Entered, ...] = ()
    notes: tuple[str, ...] = ()


def with_brought(library: Library, draft: Draft) -> Brought:
    """Return the library with the frameworks of a file that it does not have; of one that it has, its own counts.

    Args:
        library: the content.
        draft: what the file holds.
    """
    found = Brought(library)
    for number in range(len(draft.frameworks)):
        alone = replace(draft, frameworks=draft.frameworks[number : number + 1], mappings=())
        with TemporaryDirectory() as folder:
            found = _with_one(found, alone, Path(folder), f"file-{number + 1}")
    return found


def _with_one(so_far: Brought, draft: Draft, folder: Path, spare: str) -> Brought:
    """Add one framework; it gets a spare id where the content has something else under the one it would get."""
    library, (framework,) = so_far.library, draft.frameworks
    planned = plan(draft, library, folder, Wish())
    if not planned.known and not planned.frameworks:
        planned = plan(draft, library, folder, Wish(prefix=spare))
    called = f"'{framework.title or framework.key}'"
    for _, here in planned.known:
        what = (
            f"The file brings {called}, which is here already: its rows are judged by {library.frameworks[here].short}."
        )
        return replace(so_far, notes=(*so_far.notes, what))
    for made in planned.frameworks:
        path = folder / "catalogue.tsv"
        path.write_text(made.text, encoding="utf-8", newline="")
        names = Names({**library.names.table, **planned.namespaces})
        pack = Pack(folder, str(folder), "brought")
        read, requirements, _ = read_catalogue(read_tsv(path, pack), pack, names)
        if read is not None:
            whole = library.whole()
            wider = replace(
                whole,
                names=names,
                frameworks={**whole.frameworks, read.id: read},
                requirements={**whole.requirements, **{r.id: r for r in requirements}},
            )
            what = f"The file brings {called} with {count_of(len(requirements), 'requirement')}: its rows are judged by that."
            return Brought(wider, (*so_far.entered, made.entered), (*so_far.notes, what))
    return so_far
