"""All content read at once: every table of every pack, linked into one library.

What cannot be trusted is named, never guessed. A fault in the shipped content stops every answer; a faulty file of an added
pack, or of another hand's mapping set, is left out as a whole with what is wrong in it, and everything else answers.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from aims_graph.errors import ContentError, Finding
from aims_graph.formats.catalogue_tsv import read_catalogue
from aims_graph.formats.lists_tsv import LISTS, is_list, read_list
from aims_graph.formats.mapping_sssom import hand_in, read_mappings
from aims_graph.formats.readings_tsv import read_readings
from aims_graph.formats.references import reference_findings
from aims_graph.formats.remainder_tsv import read_remainders
from aims_graph.formats.turtle import turtle_findings
from aims_graph.model import Library
from aims_graph.pack.names import names_of
from aims_graph.pack.pack import Pack, packs_of, stamp
from aims_graph.pack.terms import Terms


def read_library(packs: Iterable[Pack]) -> tuple[Library, list[Finding]]:
    """Read all content of some packs.

    Returns:
        The library, which holds what could be read, and every fault in its files, those of files left out included.
    """
    packs = tuple(packs)
    found: dict[Finding, None] = {}
    without: set[str] = set()
    while True:
        library, findings = _read(packs, without)
        found |= dict.fromkeys(findings)
        refused = {f.file for f in findings if _may_be_left_out(library, f.file)} - without
        # Leaving a catalogue out makes the rows that speak of it faulty: look again until nothing new falls.
        if not refused:
            library.left_out = [f for f in found if f.file in without]
            return library, list(found)
        without |= refused


def _may_be_left_out(library: Library, file: str) -> bool:
    """Whether everything else can answer without this file: it is an added pack's, or another hand's mapping set."""
    if any(pack.layer and file.startswith(f"{pack.layer.rstrip('/')}/") for pack in library.packs):
        return True
    return file.endswith(".sssom.tsv") and bool(hand_in(file))


def _read(packs: tuple[Pack, ...], without: Collection[str]) -> tuple[Library, list[Finding]]:
    seen = stamp(packs)
    names, findings = names_of(packs)
    library = Library(packs, names, Terms(packs), seen)
    for pack in packs:
        findings += _read_pack(library, pack, without)
    findings += reference_findings(library)
    return library, findings


def _read_pack(library: Library, pack: Pack, without: Collection[str]) -> list[Finding]:
    findings: list[Finding] = []

    def files(place: str) -> list[Path]:
        return [path for path in pack.glob(place) if pack.named(path) not in without]

    for path in files("ontology/catalogues/*.tsv"):
        if is_list(path, pack):
            continue
        framework, requirements, faults = read_catalogue(path, pack, library.names)
        findings += faults
        if framework and framework.id in library.frameworks:
            other = library.frameworks[framework.id].source.file
            findings.append(
                Finding(framework.source.file, 1, f"{framework.id} is the id of {other}", "keep one of them")
            )
        elif framework:
            library.frameworks[framework.id] = framework
            library.requirements |= {r.id: r for r in requirements}
    for place in LISTS:
        if pack.named(pack.root / place) not in without:
            records, faults = read_list(place, pack)
            findings += faults
            getattr(library, Path(place).stem).extend(records)
    for path in files("mappings/*.sssom.tsv"):
        own = {frozenset((s.subject, s.object)): s.file for s in library.sets if not s.stated_by}
        mapping_set, faults = read_mappings(path, pack, own)
        findings += faults
        if mapping_set:
            library.sets.append(mapping_set)
    for path in files("mappings/remainders/*.tsv"):
        remainders, faults = read_remainders(path, pack)
        library.remainders += remainders
        findings += faults
    for path in files("mappings/readings/*.tsv"):
        readings, faults = read_readings(path, pack)
        library.readings += readings
        findings += faults
    return [*findings, *(f for f in turtle_findings(pack) if f.file not in without)]


def load(*folders: str | os.PathLike[str], alone: bool = False) -> Library:
    """Return the content as it is now: the shipped pack and any folders put over it. Shared: do not change it.

    It is read once, and again when a file of it has changed.

    Raises:
        AimsError: if a folder holds no content.
        ContentError: if a file that cannot be left out has faults; it names file, line and mend for every one.
    """
    return library_of(packs_of(folders, alone))


def library_of(packs: tuple[Pack, ...]) -> Library:
    """Return the library of some packs as their files are now, read once for each state of them.

    Raises:
        ContentError: as :func:`load`.
    """
    return _library(packs, stamp(packs))


@lru_cache(maxsize=4)
def _library(packs: tuple[Pack, ...], _stamp: tuple[object, ...]) -> Library:
    library, findings = read_library(packs)
    refused = {f.file for f in library.left_out}
    grave = [f for f in findings if f.file not in refused]
    if grave:
        raise ContentError(grave)
    return library
