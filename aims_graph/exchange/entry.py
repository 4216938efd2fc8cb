"""A draft entered in a folder of content: first a plan that says everything, then the files, all of them or none.

The folder is made if it is not there; nothing is written over without being told to. What is written are tables of our own kind, as a
person would write them, so that they can be corrected by hand afterwards.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.exchange.catalogues import Catalogue, catalogue
from aims_graph.exchange.cells import slug
from aims_graph.exchange.crosswalks import Crosswalk, Entering, mapping_text
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, Note
from aims_graph.exchange.outlines import outlines
from aims_graph.exchange.sides import Entered, Sides, framework_named
from aims_graph.files import write_atomic
from aims_graph.model import Framework, Library
from aims_graph.pack.names import PREFIXES, Names, fault_of_prefix
from aims_graph.pack.text import read_text
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


@dataclass
class Plan:
    """What an import would do.

    ``files``: place in the folder -> its whole text, in the order they are written; ``frameworks`` and ``crosswalks`` what stands in them;
    ``known``: frameworks of the file that are here already, with their ids; ``entering``: what was looked up for each crosswalk of the
    file; ``collisions``: what keeps it from being entered as it is.
    """

    draft: Draft
    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    frameworks: list[Catalogue] = field(default_factory=list)
    crosswalks: list[tuple[str, Crosswalk]] = field(default_factory=list)
    known: list[tuple[DraftFramework, str]] = field(default_factory=list)
    outlined: list[str] = field(default_factory=list)
    entering: list[Entering] = field(default_factory=list)
    collisions: list[str] = field(default_factory=list)


def plan(draft: Draft, library: Library, folder: Path, wish: Wish) -> Plan:
    """Say what entering a draft in a folder would do; nothing is written.

    Args:
        draft: what the file holds.
        library: the content the folder is put over, and the folder itself, if it holds any.
        folder: where to enter it.
        wish: what the person said.

    Raises:
        AimsError: if what the person said cannot be done.
    """
    found = Plan(draft, folder)
    origin = {
        "source_file": draft.file.name,
        "source_sha256": draft.sha256,
        "source_format": draft.format,
        "entered": date.today().isoformat(),
    }
    frameworks = list(draft.frameworks)
    if wish.outline:
        made = list(outlines(((m, Sides(library, m)) for m in draft.mappings), {f.key for f in frameworks}))
        found.outlined = [f.key for f in made]
        frameworks += made
    prefixes: dict[str, str] = {}
    new = _new(frameworks, library, found, wish)
    if wish.prefix and len(new) > 1:
        raise AimsError(
            f"The file brings {count_of(len(new), 'framework')}, so that one id does not do for them.",
            "Leave out --as.",
        )
    for framework in new:
        if not framework.requirements:
            found.collisions.append(f"'{framework.title or framework.key}' has no requirement: give it a row at least")
            continue
        prefix = wish.prefix or _prefix(framework, prefixes)
        space = _namespace(framework, prefix, wish)
        is_shared = any(space.startswith(other) or other.startswith(space) for other in prefixes.values())
        prefixes[prefix] = _nowhere(prefix) if is_shared else space
        here = library.frameworks.get(prefix)
        mine = here is not None and _is_in(folder, here)
        if (prefix in library.names or prefix in (c.entered.id for c in found.frameworks)) and not (
            mine and wish.force
        ):
            stands = here.title if here else library.names.table.get(prefix, "another framework of this file")
            found.collisions.append(f"the id '{prefix}' is taken by {stands}: give another with --as")
            continue
        written = catalogue(framework, prefix, wish.short, origin)
        if is_shared:
            what = f"{space} is the namespace of another framework of this file: the ids of {prefix} lie in {prefixes[prefix]}"
            written = replace(written, notes=(Note("", what), *written.notes))
        found.frameworks.append(written)
        found.files[f"ontology/catalogues/{_file(prefix)}.tsv"] = found.frameworks[-1].text
    _prefix_table(found, prefixes, library)
    names = Names({**library.names.table, **prefixes})
    entered = [c.entered for c in found.frameworks]
    for mapping in draft.mappings:
        _crosswalk(found, mapping, library, names, entered, wish, origin)
    if found.outlined and not found.crosswalks and not draft.frameworks:
        # Frameworks made for rows of which none comes along would hold what nobody asked for.
        found.frameworks, found.files = [], {}
    for place in found.files:
        if place != PREFIXES and (folder / place).exists() and not wish.force:
            found.collisions.append(f"{folder / place} is there already; --force writes over it")
    return found


def _new(frameworks: Iterable[DraftFramework], library: Library, found: Plan, wish: Wish) -> list[DraftFramework]:
    """Return the frameworks that are not here already; one that is comes in beside it only if it is given an id of its own."""
    new = []
    for framework in frameworks:
        names = (framework.iri, framework.key, framework.title, framework.short)
        known = next((named.id for n in names if n and (named := framework_named(n, library, {})).id), "")
        if known and not wish.prefix:
            found.known.append((framework, known))
            if not (_is_in(found.folder, library.frameworks[known]) and wish.force):
                continue
        new.append(framework)
    return new


def _is_in(folder: Path, framework: Framework) -> bool:
    return framework.source.file.startswith(f"{folder.as_posix()}/")


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


def _prefix_table(found: Plan, prefixes: Mapping[str, str], library: Library) -> None:
    """Put the prefixes of the frameworks that are entered behind those the folder has."""
    path = found.folder / PREFIXES
    text = (read_text(path, str(path))[0] or "") if path.exists() else ""
    text = text or "prefix\tiri\towner\n"
    width = len(text.split("\n", 1)[0].split("\t"))
    before = text
    for c in found.frameworks:
        prefix = c.entered.id
        if library.names.table.get(prefix) == prefixes[prefix]:
            continue
        what = fault_of_prefix(prefix, prefixes[prefix], library.names)
        if what:
            found.collisions.append(f"{what}: choose with --as or --iri")
        text += "\t".join((prefix, prefixes[prefix], f"from {found.draft.file.name}", *[""] * width)[:width]) + "\n"
    if text != before:
        found.files = {PREFIXES: text, **found.files}


def _crosswalk(
    found: Plan,
    mapping: DraftMapping,
    library: Library,
    names: Names,
    entered: list[Entered],
    wish: Wish,
    origin: Mapping[str, str],
) -> None:
    titles = {e.ids[r.key]: r.title for e in entered for r in e.draft.requirements}
    entering = Entering(mapping, Sides(library, mapping, entered), library, titles, wish.own)
    found.entering.append(entering)
    said = (
        ""
        if wish.own
        else _file(slug(wish.stated_by or mapping.stated_by or found.draft.file.stem.split(".")[0], "set"))
    )
    order = {r: n for n, r in enumerate([*library.requirements, *titles])}
    for (subject, object_), crosswalk in entering.pairs.items():
        if not crosswalk.rows:
            continue
        if wish.own:
            crosswalk.rows.sort(
                key=lambda r: (order.get(r["subject_id"], len(order)), order.get(r["object_id"], len(order)))
            )
        others = [c for _, c in found.crosswalks if {c.subject, c.object} == {subject, object_}]
        if any(_same(crosswalk, other) for other in others):
            entering.notes.append(
                f"all of {subject} to {object_}: another crosswalk of the file says the same; kept once"
            )
            crosswalk.rows.clear()
            continue
        # A second set for a pair, of the same hand, is kept beside the first.
        hand = f"{said or 'own'}-{len(others) + 1}" if others else said
        place = f"mappings/{_file(subject)}--{_file(object_)}{f'.{hand}' if hand else ''}.sssom.tsv"
        twin = next(
            (s for s in library.sets if {s.subject, s.object} == {subject, object_} and s.stated_by == hand), None
        )
        if twin and hand and twin.file != f"{found.folder.as_posix()}/{place}":
            what = f"{twin.file} is a set of '{hand}' for the same pair"
            found.collisions.append(f"{what}: name whose this one is with --stated-by")
        found.files[place] = mapping_text(crosswalk, mapping, names, origin, hand)
        found.crosswalks.append((place, crosswalk))


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
