"""A draft entered in a folder of content: first a plan that says everything, then the files, all of them or none.

The folder is made if it is not there; nothing is written over without being told to. What is written are tables of our own kind, as a
person would write them, so that they can be corrected by hand afterwards.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from aims_graph import clock
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.catalogues import Catalogue, catalogue
from aims_graph.exchange.cells import slug
from aims_graph.exchange.crosswalks import Crosswalk, Entering
from aims_graph.exchange.draft import Draft, DraftFramework, Note
from aims_graph.exchange.framework_names import framework_named
from aims_graph.exchange.mapping_file import mapping_text
from aims_graph.exchange.outlines import outlines
from aims_graph.exchange.sides import Sides
from aims_graph.files import write_atomic
from aims_graph.formats.mapping_sssom import hand_in
from aims_graph.model import Library
from aims_graph.pack.names import PREFIXES, Names, fault_of_prefix, prefix_lines, prefix_table
from aims_graph.vocabulary import CONVERSE

_ENDING = re.compile(r"\.(json|ya?ml|xml|xlsx|csv|tsv|ttl|rdf|owl)$", re.IGNORECASE)
#: Names of files that say nothing of what is in them.
_ANY_FILE = {"catalog", "catalogue", "profile", "index", "framework", "ontology"}
#: A namespace for what has none; by RFC 2606 nothing will ever answer there.
_NOWHERE = "https://{}.invalid/"


@dataclass(frozen=True)
class Wish:
    """What a person said about an import.

    ``prefix`` and ``short`` are the id and the name the framework is to get, ``iri`` its namespace; ``stated_by`` whose the crosswalks
    are, ``own`` that they are the folder's own; ``outline`` that frameworks which nobody here knows are made from the sides of the rows.
    """

    prefix: str = ""
    short: str = ""
    iri: str = ""
    stated_by: str = ""
    own: bool = False
    outline: bool = False
    force: bool = False


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    ``files``: place in the folder -> its whole text, in the order they are written; ``frameworks`` and ``crosswalks`` what stands in them;
    ``namespaces``: id of a framework that comes in -> what its ids begin with;
    ``known``: frameworks of the file that are here already and stay as they are, with their ids; ``outlined``: the keys of those made of
    what the rows name; ``entering``: what was looked up for each crosswalk of the file; ``collisions``: what keeps it from being entered as it is;
    ``there``: path -> the bytes of each file that would be written, as it was when the plan was made; ``None`` if there was none.
    """

    draft: Draft
    folder: Path
    files: Mapping[str, str]
    frameworks: tuple[Catalogue, ...]
    namespaces: Mapping[str, str]
    crosswalks: tuple[tuple[str, Crosswalk], ...]
    known: tuple[tuple[DraftFramework, str], ...]
    outlined: tuple[str, ...]
    entering: tuple[Entering, ...]
    collisions: tuple[str, ...]
    there: Mapping[Path, bytes | None]


def plan(draft: Draft, library: Library, folder: Path, wish: Wish) -> Plan:
    """Say what entering a draft in a folder would do; nothing is written.

    Args:
        draft: what the file holds.
        library: the content the folder is put over, and the folder itself, if it holds any.
        folder: where to enter it.
        wish: what the person said.

    Raises:
        AimsError: if what the person said cannot be done.
        ContentError: if the folder's prefix table cannot be read.
    """
    if wish.own and wish.stated_by:
        raise AimsError(
            f"A crosswalk cannot be your own and that of '{wish.stated_by}'.",
            "Leave out --own or --stated-by.",
            "Choose one.",
        )
    origin = {
        "source_file": draft.file.name,
        "source_sha256": draft.sha256,
        "source_format": draft.format,
        "entered": clock.today().isoformat(),
    }
    frameworks = list(draft.frameworks)
    made = (
        list(outlines(((m, Sides(library, m)) for m in draft.mappings), {f.key for f in frameworks}))
        if wish.outline
        else []
    )
    # One that is here already comes in beside it only if it is given an id of its own, and in its place only if the person says so.
    here = () if wish.prefix else _known([*frameworks, *made], library)
    known = tuple(
        (f, name) for f, name in here if not (wish.force and is_in(folder, library.frameworks[name].source.file))
    )
    new = [f for f in (*frameworks, *made) if not any(f is other for other, _ in known)]
    prefixes = prefix_table(folder)
    brought = _frameworks(new, library, folder, wish, origin, prefixes)
    table, unfit = _prefix_table(brought, draft, library, prefixes)
    sets = _crosswalks(brought, draft, library, folder, wish, origin)
    files = table | {f"ontology/catalogues/{_file(c.entered.id)}.tsv": c.text for c in brought.catalogues} | sets.texts
    if made and not sets.crosswalks and not frameworks:
        # Frameworks made for rows of which none comes along would hold what nobody asked for.
        brought, files = replace(brought, catalogues=()), {}
    there = () if wish.force else [folder / p for p in files if p != PREFIXES and (folder / p).exists()]
    return Plan(
        draft,
        folder,
        files,
        brought.catalogues,
        brought.prefixes,
        sets.crosswalks,
        known,
        tuple(f.key for f in made),
        sets.entering,
        (
            *brought.collisions,
            *unfit,
            *sets.collisions,
            *(f"{path} is there already; --force writes over it" for path in there),
        ),
        {folder / p: bytes_there(folder / p) for p in files},
    )


def _known(frameworks: Iterable[DraftFramework], library: Library) -> tuple[tuple[DraftFramework, str], ...]:
    """Return the frameworks that are here already, each with its id here."""
    found = []
    for framework in frameworks:
        names = (framework.iri, framework.key, framework.title, framework.short)
        here = next((named.id for n in names if n and (named := framework_named(n, library, {})).id), "")
        if here:
            found.append((framework, here))
    return tuple(found)


@dataclass(frozen=True)
class _Brought:
    """The catalogues of the frameworks that come in, the namespaces of all that were to (prefix -> IRI), and what keeps some out."""

    catalogues: tuple[Catalogue, ...]
    prefixes: Mapping[str, str]
    collisions: tuple[str, ...]


def _frameworks(
    new: Sequence[DraftFramework],
    library: Library,
    folder: Path,
    wish: Wish,
    origin: Mapping[str, str],
    before: str,
) -> _Brought:
    """Give every new framework an id and a namespace, and write its catalogue; ``before`` is the prefix table that the folder has.

    Raises:
        AimsError: if one id was given for several.
    """
    if wish.prefix and len(new) > 1:
        raise AimsError(
            f"The file brings {count_of(len(new), 'framework')}, so that one id does not do for them.",
            "Leave out --as.",
            "Leave the id out.",
        )
    own_prefixes = {cells[0]: cells[1] for _, cells in prefix_lines(before) if len(cells) > 1}
    prefixes: dict[str, str] = {}
    catalogues: dict[str, Catalogue] = {}
    collisions = []
    for framework in new:
        if not framework.requirements:
            collisions.append(f"'{framework.title or framework.key}' has no requirement: give it a row at least")
            continue
        prefix = wish.prefix or _prefix(framework, prefixes)
        space = _namespace(framework, prefix, wish)
        is_shared = any(space.startswith(other) or other.startswith(space) for other in prefixes.values())
        prefixes[prefix] = _nowhere(prefix) if is_shared else space
        here = library.frameworks.get(prefix)
        mine = here is not None and is_in(folder, here.source.file)
        # What was taken out leaves its prefix: the next version comes in under the same one.
        is_free = here is None and prefix not in catalogues and own_prefixes.get(prefix) == prefixes[prefix]
        if (prefix in library.names or prefix in catalogues) and not (is_free or (mine and wish.force)):
            stands = here.title if here else library.names.table.get(prefix, "another framework of this file")
            collisions.append(f"the id '{prefix}' is taken by {stands}: give another with --as")
            continue
        others = [f for f in library.frameworks.values() if f.id != prefix]
        written = catalogue(framework, prefix, wish.short, origin, others)
        if is_shared:
            what = f"{space} is the namespace of another framework of this file: the ids of {prefix} lie in {prefixes[prefix]}"
            written = replace(written, notes=(Note("", what), *written.notes))
        catalogues[prefix] = written
    return _Brought(tuple(catalogues.values()), prefixes, tuple(collisions))


def is_in(folder: Path, file: str) -> bool:
    """Whether a file of the content lies in a folder of content."""
    return file.startswith(f"{folder.as_posix()}/")


def _prefix(framework: DraftFramework, taken: Collection[str]) -> str:
    """Return the id a framework gets by itself: its short name, or the last part of its name in the file that says something.

    Args:
        framework: the framework.
        taken: the ids of the others in the same file.
    """
    parts = [_ENDING.sub("", p) for p in re.split(r"[/#:]+", framework.key) if p][::-1]
    ways = [framework.short] if 0 < len(framework.short) <= 20 else []
    ways += [p for p in parts if p.lower() not in _ANY_FILE] or parts
    slugs = [slug(way, "f") for way in ways] or ["f"]
    # XML keeps prefixes that begin so to itself.
    slugs = [f"f-{s}" if s.startswith("xml") else s for s in slugs]
    return next((s for s in slugs if s not in taken), slugs[0])


def _namespace(framework: DraftFramework, prefix: str, wish: Wish) -> str:
    iri = wish.iri or framework.iri or (framework.key if "://" in framework.key else "")
    if not iri:
        return _nowhere(prefix)
    return iri if iri.endswith(("/", "#", ":", "_", "=")) else f"{iri}/"


def _nowhere(prefix: str) -> str:
    return _NOWHERE.format(prefix.replace("_", "-").replace(".", "-").strip("-").lower())


def _file(name: str) -> str:
    return name.replace(".", "-")


def _prefix_table(
    brought: _Brought, draft: Draft, library: Library, before: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put the prefixes of the frameworks that are entered behind those the folder has, ``before``.

    Returns:
        The table by its place, nothing if it stays as it is; and why a prefix cannot be one.
    """
    (_, columns), *_ = prefix_lines(before)
    width = len(columns)
    lines, unfit = [], []
    for c in brought.catalogues:
        prefix, space = c.entered.id, brought.prefixes[c.entered.id]
        if library.names.table.get(prefix) == space:
            continue
        if what := fault_of_prefix(prefix, space, library.names):
            unfit.append(f"{what}: choose with --as or --iri")
        lines.append("\t".join((prefix, space, f"from {draft.file.name}", *[""] * width)[:width]) + "\n")
    return {PREFIXES: before + "".join(lines)} if lines else {}, tuple(unfit)


@dataclass(frozen=True)
class _Sets:
    """The mapping files that come in (place -> text), what stands in each, all that was looked up, and what keeps some out."""

    texts: dict[str, str]
    crosswalks: tuple[tuple[str, Crosswalk], ...]
    entering: tuple[Entering, ...]
    collisions: tuple[str, ...]


def _crosswalks(
    brought: _Brought, draft: Draft, library: Library, folder: Path, wish: Wish, origin: Mapping[str, str]
) -> _Sets:
    """Look up the rows of every crosswalk and write those that have both their sides; what two of the file say alike, once."""
    names = Names({**library.names.table, **brought.prefixes})
    entered = [c.entered for c in brought.catalogues]
    titles = {e.ids[r.key]: r.title for e in entered for r in e.draft.requirements}
    texts: dict[str, str] = {}
    crosswalks: list[tuple[str, Crosswalk]] = []
    entering, collisions = [], []
    own = (s for s in library.sets if not (s.header.get("stated_by") or hand_in(s.file)))
    standing = {(s.subject, s.object) for s in own if is_in(folder, s.file)}
    for mapping in draft.mappings:
        looked_up = Entering(mapping, Sides(library, mapping, entered), library, titles, wish.own, standing)
        entering.append(looked_up)
        stated_by = wish.stated_by or mapping.stated_by or draft.file.stem.split(".")[0]
        said = "" if wish.own else _file(slug(stated_by, "set"))
        for (subject, object_), crosswalk in looked_up.pairs.items():
            others = [c for _, c in crosswalks if {c.subject, c.object} == {subject, object_}]
            if not crosswalk.rows or any(_same(crosswalk, other) for other in others):
                continue
            if others and wish.own:
                what = f"the file has several crosswalks of {subject} and {object_}, and a folder has one of its own"
                collisions.append(f"{what}: leave out --own, and each is kept apart")
                continue
            # A second set for a pair, of the same hand, is kept beside the first.
            hand = f"{said}-{len(others) + 1}" if others else said
            place = f"mappings/{_file(subject)}--{_file(object_)}{f'.{hand}' if hand else ''}.sssom.tsv"
            twin = next(
                (s for s in library.sets if {s.subject, s.object} == {subject, object_} and s.stated_by == hand), None
            )
            if twin and hand and twin.file != f"{folder.as_posix()}/{place}":
                what = f"{twin.file} is a set of '{hand}' for the same pair"
                collisions.append(f"{what}: name whose this one is with --stated-by")
            texts[place] = mapping_text(crosswalk, mapping, names, origin, hand)
            crosswalks.append((place, crosswalk))
    return _Sets(texts, tuple(crosswalks), tuple(entering), tuple(collisions))


def _same(one: Crosswalk, other: Crosswalk) -> bool:
    """Whether two crosswalks of a pair say the same of the same requirements, from whichever side."""
    turned = one.subject != other.subject
    claims = ("subject_id", "object_id", "ext_set_relation", "predicate_modifier", "ext_supportive")

    def said(crosswalk: Crosswalk, turn: bool) -> set[tuple[str, ...]]:
        found = set()
        for row in crosswalk.rows:
            subject, object_, relation, *rest = (row.get(c, "") for c in claims)
            found.add(
                (object_, subject, CONVERSE.get(relation, ""), *rest) if turn else (subject, object_, relation, *rest)
            )
        return found

    return said(one, turned) == said(other, False)


def bytes_there(path: Path) -> bytes | None:
    """Return what a file holds; ``None`` if there is none."""
    return path.read_bytes() if path.is_file() else None


def check_unchanged(found: Plan) -> None:
    """Refuse a plan if a file it would write is not as it was when the plan was made.

    Raises:
        AimsError: if one is not.
    """
    if any(bytes_there(path) != before for path, before in found.there.items()):
        raise AimsError("Somebody changed the files meanwhile, so nothing was written.", "Look at it once more.")


def enter(files: Mapping[str, str], folder: Path) -> None:
    """Write the files of a plan, all or none: what was there before stands again if one of them cannot be written.

    Raises:
        AimsError: if one cannot be written; the folder is then as it was.
    """
    made = _missing(folder, files)
    before: dict[Path, bytes | None] = {}
    try:
        for place, text in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            before[path] = path.read_bytes() if path.exists() else None
            write_atomic(path, text.encode())
        (folder / "mappings").mkdir(parents=True, exist_ok=True)
    except BaseException as error:  # whoever stops it, too, finds the folder as it was
        for path, data in before.items():
            with suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != data:
                    write_atomic(path, data)
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir()
        if not isinstance(error, OSError):
            raise
        why = error.strerror or str(error)
        raise AimsError(f"{error.filename or folder} cannot be written: {why}.", "Nothing was changed.") from error


def _missing(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Return the folders that are to be made, outermost first."""
    wanted: dict[Path, None] = {}
    for path in (*((folder / place).parent for place in files), folder / "mappings"):
        chain = [path, *path.parents]
        wanted |= dict.fromkeys(p for p in reversed(chain) if not os.path.lexists(p))
    return list(wanted)
