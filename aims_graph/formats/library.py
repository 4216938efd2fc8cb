"""The content as it is now: kept from an earlier run if no file has changed since, else read from its files."""

from __future__ import annotations

import os
from functools import lru_cache

from aims_graph.errors import ContentError
from aims_graph.formats.kept import edited_unseen, keep, kept, kept_before, now
from aims_graph.formats.lookup import undisturbed
from aims_graph.formats.strangers import stranger_findings
from aims_graph.model import Library
from aims_graph.pack.pack import Glance, Pack, Stamp, glance, packs_of, stamp, stamp_of


def load(*folders: str | os.PathLike[str], alone: bool = False) -> Library:
    """Return the content as it is now: the shipped pack and any folders put over it. Shared: do not change it.

    It is read once, and again when a file of it has changed; what was read without a fault is kept for the next run.

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
    seen = tuple(map(glance, packs))
    library = _seen(packs, seen)
    if library.recent and edited_unseen(library):
        # The glance does not show the later of two edits within one tick of a clock.
        _seen.cache_clear()
        _library.cache_clear()
        library = _seen(packs, seen)
    return library


@lru_cache(maxsize=4)
def _seen(packs: tuple[Pack, ...], seen: tuple[Glance, ...]) -> Library:
    """Return the library after a glance at the files: what changes after it is seen by the next one."""
    del seen
    files = {pack: pack.files() for pack in packs}
    # A file that nothing reads is in no stamp.
    strangers = tuple(f.file for pack, found in files.items() for f in stranger_findings(pack, {*found}))
    return _library(packs, stamp_of(path for found in files.values() for path in found), strangers)


@lru_cache(maxsize=4)
def _library(packs: tuple[Pack, ...], seen: Stamp, strangers: tuple[str, ...]) -> Library:
    def anew() -> Library:
        return _read(packs)

    if strangers:
        return anew()
    return kept(packs, seen, anew) or kept_before(packs, seen, anew) or anew()


def _read(packs: tuple[Pack, ...]) -> Library:
    """Read all content from its files, and keep it if nothing is wrong with it."""
    from aims_graph.formats import content as reading  # what is kept needs no reader

    with undisturbed():
        began = now()
        content = reading.read_content(packs, with_tables=False, between_runs=True)
        if not content.findings and not content.library.left_out and content.library.stamp == stamp(packs):
            keep(content.library, began)
    refused = {f.file for f in content.library.left_out}
    grave = [f for f in content.findings if f.file not in refused and reading.is_grave(f)]
    if grave:
        raise ContentError(grave)
    return content.library
