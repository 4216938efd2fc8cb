"""Files of our own content moved together with their entries: brought in, taken out, brought back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from aims_graph.entering import tried_files
from aims_graph.errors import AimsError
from aims_graph.exchange.entry import Plan, enter
from aims_graph.files import write_atomic
from aims_graph.model import Library
from aims_graph.own.going import Going, own_parts, text_of, title_of
from aims_graph.pack.pack import Pack
from aims_graph.workspace.change import Change
from aims_graph.workspace.records import NOUN_OF
from aims_graph.workspace.records.scope import OwnContent, Person
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace


def take_out(workspace: Workspace, person: Person, library: Library, found: Going, through: str, reason: str = "") -> None:  # fmt: skip
    """Take a framework or crosswalk out: its files go, and their entries are withdrawn with what they said.

    Raises:
        AimsError: if the person may not, something stands in the way, or a file changed since it was looked at; nothing is done then.
    """
    if not found.can_go:
        raise AimsError(f"{found.called} is still needed.", "Look at what stands in the way.")
    titles = {p: title_of(library, one) for p, one in own_parts(library, found.folder).items()}
    paths = {place: found.folder / place for place in found.texts}
    if any(not path.is_file() or text_of(path) != found.texts[place] for place, path in paths.items()):
        raise AimsError("Somebody changed the files meanwhile, so nothing was taken out.", "Look at it once more.")
    with _together([*paths.values()]), workspace.change(person, library, through) as change:
        change.moves_files, change.reason = True, reason
        for place, path in paths.items():
            change.move(_entry(change, place, titles.get(place, place)), withdrawn=True, text=found.texts[place])
            path.unlink()


def _entry(change: Change, place: str, title: str) -> str:
    """Return the id of the entry about a file, which is made if there is none: somebody laid the file there by hand."""
    there = next((r.id for r in change.state.all(OwnContent) if r.file == place), "")
    return there or change.add(OwnContent, title=title, file=place)


@contextmanager
def _together(paths: Sequence[Path]) -> Iterator[None]:
    """Put files back as they were if what is done meanwhile fails."""
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    try:
        yield
    except BaseException as error:
        for path, data in before.items():
            with suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                elif not path.is_file() or path.read_bytes() != data:
                    write_atomic(path, data)
        if isinstance(error, OSError):
            why = error.strerror or str(error)
            raise AimsError(f"{error.filename} cannot be written: {why}.", "Nothing was changed.") from None
        raise


def enter_own(workspace: Workspace, person: Person, library: Library, found: Plan, through: str) -> None:
    """Write the files of a plan, each with an entry that holds what it says; of a file that is written over the history has what it said before.

    Raises:
        AimsError: if the person may not, or a file cannot be written; nothing is done then.
    """
    short = {f.id: f.short for f in library.frameworks.values()}
    short |= {c.entered.id: c.short for c in found.frameworks}
    titles = {f"ontology/catalogues/{c.entered.id.replace('.', '-')}.tsv": short[c.entered.id] for c in found.frameworks}  # fmt: skip
    titles |= {place: f"{short.get(c.subject, c.subject)} to {short.get(c.object, c.object)}" for place, c in found.crosswalks}  # fmt: skip
    with _together([found.folder / f for f in found.files]), workspace.change(person, library, through) as change:
        change.moves_files = True
        for place in found.files:
            if place in titles:
                path = found.folder / place
                entry = _entry(change, place, titles[place])
                if path.is_file():
                    change.move(entry, withdrawn=False, text=text_of(path))
                change.move(entry, withdrawn=False, text=found.files[place])
        enter(found.files, found.folder)


def taken_out(workspace: Workspace, state: State, entry: OwnContent) -> list[OwnContent]:
    """Return an entry that was taken out and what was taken out with it and is not back: the framework before its crosswalks."""
    every = [r for r in state.records[NOUN_OF[OwnContent]].values() if isinstance(r, OwnContent) and r.withdrawn]
    last = {r.id: next(line.change for line in workspace.history(r.id) if line.field == "withdrawn") for r in every}
    return [r for r in every if last[r.id] == last[entry.id]]


def bring_back(
    workspace: Workspace, person: Person, library: Library, packs: tuple[Pack, ...], folder: Path, entry_id: str, through: str, reason: str = ""
) -> list[OwnContent]:  # fmt: skip
    """Bring back what was taken out, with what went with it, as it was; return the entries.

    Args:
        workspace: the workspace.
        person: who does it.
        library: the content as it is.
        packs: the same as packs.
        folder: the folder of our own content, as its files are named.
        entry_id: the entry of what was taken out.
        through: by which door.
        reason: why.

    Raises:
        AimsError: if the person may not, it is not taken out, or it does not stand up to a check beside what is there now; nothing is done then.
    """
    state = workspace.state()
    entry = state.get(OwnContent, entry_id)
    if not entry.withdrawn:
        raise AimsError(f"{entry.title} is not taken out.", "There is nothing to bring back.")
    back = taken_out(workspace, state, entry)
    texts = {r.file: r.text for r in back}
    if there := [place for place in texts if (folder / place).exists()]:
        raise AimsError(f"There is a file {there[0]} already.", "Take that one out first.")
    if faults := tried_files(folder, texts, packs)[0]:
        raise AimsError(f"{entry.title} does not fit beside what is there now: {faults[0]}", "Bring back, or enter, first what it speaks of.")  # fmt: skip
    with _together([folder / f for f in texts]), workspace.change(person, library, through) as change:
        change.moves_files, change.reason = True, reason
        for one in back:
            change.move(one.id, withdrawn=False, text=one.text)
        enter(texts, folder)
    return back
