"""What our own content holds, and what would fall with a framework or crosswalk of it that is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path

from aims_graph import clock
from aims_graph.check.content import report
from aims_graph.errors import AimsError, ContentError, Finding
from aims_graph.exchange.entry import is_in
from aims_graph.formats.library import library_of
from aims_graph.identifiers import any_framework, framework_of
from aims_graph.model import Framework, Library, MappingSet
from aims_graph.pack.pack import Pack
from aims_graph.workspace.assessed import editions_assessed
from aims_graph.workspace.carry import standing
from aims_graph.workspace.days import is_over
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.assurance import Audit, Milestone
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.scope import Certificate, Choice, OwnContent
from aims_graph.workspace.state import State

#: What ids of the content a field holds, where these are of a framework or of something in one.
_OF_FRAMEWORKS = frozenset({"requirement", "framework", "edition", "assessed", "target"})


@dataclass(frozen=True)
class Going:
    """What it would do to take a framework or crosswalk of our own out.

    ``texts``: place in the folder -> what the file says, of everything that goes; ``frameworks``, ``sets``: what of them is known to the content;
    ``naming``: the entries of the workspace that name something of it, which stay and count no more there; ``lost``: framework -> how many of its
    requirements would stand otherwise than now; ``in_the_way``: the entries by which the organisation is bound to it, and ``broken``: what a check would
    find in the files that stay. With either nothing is taken out.
    """

    called: str
    folder: Path
    texts: Mapping[str, str]
    frameworks: tuple[Framework, ...]
    sets: tuple[MappingSet, ...]
    naming: Mapping[str, tuple[Record, ...]]
    lost: Mapping[str, int]
    in_the_way: tuple[Record, ...]
    broken: tuple[Finding, ...]

    @property
    def can_go(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.in_the_way or self.broken)


def title_of(library: Library, one: Framework | MappingSet) -> str:
    """Return what a framework or a crosswalk is called in the history."""
    if isinstance(one, Framework):
        return one.short
    return crosswalk_title(library.frameworks[one.subject].short, library.frameworks[one.object].short, one.stated_by)


def crosswalk_title(subject: str, object_: str, stated_by: str) -> str:
    """Return what a crosswalk is called in the history: both frameworks, and whose it is if not ours."""
    return f"{subject} to {object_}, as {stated_by} states it" if stated_by else f"{subject} to {object_}"


def own_parts(library: Library, folder: Path) -> dict[str, Framework | MappingSet]:
    """Return the frameworks and crosswalks that lie in a folder, each by the place of its file there."""
    every = ((f.source.file, f) for f in library.frameworks.values()), ((s.file, s) for s in library.sets)
    return {file.removeprefix(f"{folder.as_posix()}/"): one for part in every for file, one in part if is_in(folder, file)}  # fmt: skip


def part_named(library: Library, folder: Path, state: State, text: str) -> str:
    """Return the place of a framework or crosswalk of our own, from its place, the id of its entry, what it is called, or a name of the framework.

    Raises:
        AimsError: if there is none.
    """
    parts = own_parts(library, folder)
    entries = {r.id: r.file for r in state.all(OwnContent)}
    wanted = entries.get(text, text)
    if wanted not in parts:
        with suppress(AimsError):
            found = any_framework(text, library)
            wanted = next((p for p, one in parts.items() if isinstance(one, Framework) and one.id == found), wanted)
    if wanted not in parts:
        wanted = next((p for p, one in parts.items() if title_of(library, one).lower() == text.lower()), wanted)
    if wanted not in parts:
        known = ", ".join(parts) or "none"
        raise AimsError(f"No framework or crosswalk of our own is called '{text}'.", f"There are: {known}.")
    return wanted


def going(packs: tuple[Pack, ...], folder: Path, state: State, place: str) -> Going:
    """Say what would go, and what would fall, if a framework or crosswalk were taken out; nothing is changed.

    Args:
        packs: the content, the folder among it.
        folder: the folder of our own content, as its files are named.
        state: the workspace.
        place: where the file of the framework or crosswalk lies in the folder.

    Raises:
        AimsError: if it is not there, or cannot be read.
    """
    library = library_of(packs)
    parts = own_parts(library, folder)
    one = parts[place]
    with_it = {p: o for p, o in parts.items() if isinstance(one, Framework) and isinstance(o, MappingSet) and one.id in (o.subject, o.object)}  # fmt: skip
    gone = {place: one, **with_it}
    pack = next(p for p in packs if p.layer and p.root.resolve() == folder.resolve())
    files = [*gone, *(p for p in map(pack.local, pack.files()) if p not in gone and _is_about(p, gone))]
    without = tuple(replace(p, without=p.without | {p.folder + f for f in files}) if p is pack else p for p in packs)
    frameworks = tuple(o for o in gone.values() if isinstance(o, Framework))
    ids = {f.id for f in frameworks}
    naming = {
        noun: tuple(r for r in state.all(cls) if cls is not OwnContent and ids & _named_by(r))
        for noun, cls in NOUNS.items()
    }
    return Going(
        title_of(library, one),
        folder,
        {f: text_of(folder / f) for f in files},
        frameworks,
        tuple(o for o in gone.values() if isinstance(o, MappingSet)),
        {noun: found for noun, found in naming.items() if found},
        _lost(library, without, state, ids),
        tuple(r for found in naming.values() for r in found if _binds(r)),
        _broken(packs, without, pack),
    )


def _is_about(place: str, gone: Mapping[str, Framework | MappingSet]) -> bool:
    """Whether a file beside catalogues and crosswalks (a remainder, a reading, a support) is of what goes, by its name."""
    folder, _, name = place.rpartition("/")
    if not folder.startswith("mappings/"):
        return False
    of = name.partition(".")[0].split("--")
    for one in gone.values():
        if isinstance(one, Framework):
            if one.id.replace(".", "-") in of:
                return True
        elif not one.stated_by and {one.subject.replace(".", "-"), one.object.replace(".", "-")} == {*of}:
            return True
    return False


def _named_by(record: Record) -> set[str]:
    """Return the frameworks of what a record names."""
    found: set[str] = set()
    for field in fields(record):
        if field.metadata.get("content") in _OF_FRAMEWORKS:
            value = getattr(record, field.name)
            found |= {framework_of(text) if ":" in text else text for text in ([value] if isinstance(value, str) else value)}  # fmt: skip
    return found


def _binds(record: Record) -> bool:
    """Whether the organisation is bound to a framework by a record: it answers to it, holds a certificate of it, or has planned an audit or a step towards one."""
    if isinstance(record, Choice):
        return record.is_target
    if isinstance(record, Audit):
        return record.state in ("planned", "under way")
    return isinstance(record, Certificate) or (isinstance(record, Milestone) and not is_over(record.held_on, clock.today()))  # fmt: skip


def _lost(library: Library, without: tuple[Pack, ...], state: State, ids: set[str]) -> dict[str, int]:
    """Return how many requirements of each other framework would stand otherwise."""
    try:
        rest = library_of(without)
    except ContentError:  # what is broken is told by the check
        return {}
    fresh = replace(state, kept={})
    before, after = standing(state, library), standing(fresh, rest)
    then = {p.requirement: p.status for f in editions_assessed(rest) for p in after.framework(f)}
    found: dict[str, int] = {}
    for framework in editions_assessed(library):
        if framework not in ids:
            changed = sum(p.status != then.get(p.requirement, p.status) for p in before.framework(framework))
            found |= {framework: changed} if changed else {}
    return found


def _broken(packs: tuple[Pack, ...], without: tuple[Pack, ...], pack: Pack) -> tuple[Finding, ...]:
    """Return what a check would find in the files of our own that stay, and does not find now."""

    def told(of: tuple[Pack, ...]) -> list[Finding]:
        return [f for f in report(of, shapes=False).findings if f.file.startswith(pack.folder)]

    after = told(without)
    before = {replace(f, line=0) for f in told(packs)} if after else set()
    return tuple(f for f in after if replace(f, line=0) not in before)


def text_of(path: Path) -> str:
    """Return what a file says.

    Raises:
        AimsError: if it cannot be read, or a history cannot hold it.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AimsError(f"{path} cannot be read: {error}.", "See that it is there and is UTF-8.") from None
    if "\0" in text:  # PostgreSQL holds no such text
        raise AimsError(f"{path} holds U+0000, which the history cannot hold.", "Remove that character, or the file.")
    return text
