"""Files of our own content moved together with their entries: brought in, taken out, brought back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from aims_graph.errors import AimsError, Finding
from aims_graph.exchange.entry import Plan, bytes_there, check_unchanged, enter
from aims_graph.files import check_place, write_atomic
from aims_graph.formats.mapping_sssom import hand_in
from aims_graph.model import Library
from aims_graph.own.coming import coming
from aims_graph.own.going import Going, crosswalk_title, own_parts, text_of, title_of
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
    titles = dict.fromkeys(found.texts, "") | {
        p: title_of(library, one) for p, one in own_parts(library, found.folder).items()
    }
    told = {place: (titles[place] or place, text) for place, text in found.texts.items()}
    _remember(workspace, person, library, through, found.folder, told)
    with _together() as held, workspace.change(person, library, through) as change:
        change.moves_files, change.reason = True, reason
        _hold(held, found.folder, found.texts)
        if any(held[found.folder / place] != text.encode() for place, text in found.texts.items()):
            raise AimsError("Somebody changed the files meanwhile, so nothing was taken out.", "Look at it once more.")
        for place, (title, text) in told.items():
            change.move(_entry(change, place, title), withdrawn=True, text=text)
            check_place(found.folder / place)
            (found.folder / place).unlink()


def _entry(change: Change, place: str, title: str) -> str:
    """Return the id of the entry about a file, which is made if there is none: somebody laid the file there by hand."""
    there = next((r.id for r in change.state.all(OwnContent) if r.file == place), "")
    return there or change.add(OwnContent, title=title, file=place)


def _remember(
    workspace: Workspace, person: Person, library: Library, through: str, folder: Path, texts: Mapping[str, tuple[str, str]]
) -> None:  # fmt: skip
    """Keep what files say, place -> title and text, in a change of its own, before any of them is moved or written over.

    So a run that is killed while files move loses nothing of what was laid, or edited, by hand. What the history says already is not said again.
    """
    known = {r.file: r.text for r in workspace.state().all(OwnContent)}
    fresh = {place: one for place, one in texts.items() if known.get(place) != one[1]}
    if fresh:
        with workspace.change(person, library, through) as change:
            change.moves_files = True
            for place, (title, text) in fresh.items():
                if (folder / place).is_file():
                    change.move(_entry(change, place, title), withdrawn=False, text=text)


@contextmanager
def _together() -> Iterator[dict[Path, bytes | None]]:
    """Put files back as they were if what is done meanwhile fails; gives what :func:`_hold` is to fill with them."""
    held: dict[Path, bytes | None] = {}
    try:
        yield held
    except BaseException as error:
        for path, data in held.items():
            with suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                elif not path.is_file() or path.read_bytes() != data:
                    write_atomic(path, data)
        if isinstance(error, OSError):
            why = error.strerror or str(error)
            raise AimsError(f"{error.filename} cannot be written: {why}.", "Nothing was changed.") from None
        raise


def _hold(held: dict[Path, bytes | None], folder: Path, places: Iterable[str]) -> None:
    """Hold files as they are now. Within the change: before it, another one may still be moving them."""
    held |= {folder / place: bytes_there(folder / place) for place in places}


def enter_own(workspace: Workspace, person: Person, library: Library, found: Plan, through: str) -> None:
    """Write the files of a plan, each with an entry that holds what it says; of a file that is written over the history has what it said before.

    Raises:
        AimsError: if the person may not, a file changed since the plan was made, or one cannot be written; nothing is written then.
    """
    short = {f.id: f.short for f in library.frameworks.values()}
    short |= {c.entered.id: c.short for c in found.frameworks}
    titles = {f"ontology/catalogues/{c.entered.id.replace('.', '-')}.tsv": short[c.entered.id] for c in found.frameworks}  # fmt: skip
    titles |= {p: crosswalk_title(short.get(c.subject, c.subject), short.get(c.object, c.object), hand_in(p)) for p, c in found.crosswalks}  # fmt: skip
    over = {
        place: (titles[place], text_of(found.folder / place)) for place in titles if (found.folder / place).is_file()
    }
    _remember(workspace, person, library, through, found.folder, over)
    with _together() as held, workspace.change(person, library, through) as change:
        change.moves_files = True
        _hold(held, found.folder, found.files)
        check_unchanged(found)
        for place, title in titles.items():
            change.move(_entry(change, place, title), withdrawn=False, text=found.files[place])
        enter(found.files, found.folder)


def can_come_back(state: State, folder: Path) -> list[OwnContent]:
    """Return the entries that can be brought back: taken out, or their file is gone without that."""
    every = (r for r in state.records[NOUN_OF[OwnContent]].values() if isinstance(r, OwnContent))
    return [r for r in every if r.withdrawn or (r.text and not (folder / r.file).exists())]


def taken_out(workspace: Workspace, state: State, folder: Path, entry: OwnContent) -> list[OwnContent]:
    """Return an entry that can be brought back, and what went with it and is not back: the framework before its crosswalks."""
    every = can_come_back(state, folder)
    if not entry.withdrawn:  # whoever removed one file by hand removed the others by hand
        return [r for r in every if not r.withdrawn]
    last = {r.id: next(line.change for line in workspace.history(r.id) if line.field == "withdrawn") for r in every if r.withdrawn}  # fmt: skip
    return [r for r in every if last.get(r.id) == last[entry.id]]


def bring_back(
    workspace: Workspace, person: Person, library: Library, packs: tuple[Pack, ...], folder: Path, entry_id: str, through: str, reason: str = ""
) -> tuple[list[OwnContent], tuple[Finding, ...]]:  # fmt: skip
    """Bring back what was taken out, or whose file is gone, with what went with it, as it was; return the entries, and the faults that it has as it had them.

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
        AimsError: if the person may not, it is there, or a file would not be read for what else is there, or is not; nothing is done then.
    """
    state = workspace.state()
    entry = state.get(OwnContent, entry_id)
    _check_out(state, folder, entry)
    back = taken_out(workspace, state, folder, entry)
    texts = {r.file: r.text for r in back}
    _check_free(state, folder, texts)
    found = coming(packs, folder, texts)
    if found.in_the_way:
        raise AimsError(f"{entry.title} does not fit beside what is there now: {found.in_the_way[0]}", "Bring back, or enter, first what it speaks of; or take out what is in its place.")  # fmt: skip
    with _together() as held, workspace.change(person, library, through) as change:
        change.moves_files, change.reason = True, reason
        _hold(held, folder, texts)
        _check_out(change.state, folder, entry)
        _check_free(change.state, folder, texts)
        for other in [r for r in change.state.all(OwnContent) if r.file in texts]:
            change.move(
                other.id, withdrawn=True, text=other.text
            )  # its file is gone, which the history did not say yet
        for one in back:
            change.move(one.id, withdrawn=False, text=one.text)
        enter(texts, folder)
    return back, found.faults


def _check_out(state: State, folder: Path, entry: OwnContent) -> None:
    """Refuse to bring back what is there."""
    if entry not in can_come_back(state, folder):
        raise AimsError(f"{entry.title} is not taken out.", "There is nothing to bring back.")


def _check_free(state: State, folder: Path, texts: Mapping[str, str]) -> None:
    """Refuse to write over a file; one of no entry that says the same was left by a run that was killed, and stays."""
    held = {r.file for r in state.all(OwnContent)}
    for place, text in texts.items():
        if (folder / place).exists() and (place in held or bytes_there(folder / place) != text.encode()):
            raise AimsError(f"There is a file {place} already.", "Take that one out, or lay it elsewhere, first.")
