"""What it would do to bring back what was taken out of our own content: what stands in its way, and what is faulty in it as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aims_graph.check.content import report
from aims_graph.entering import on_trial
from aims_graph.errors import Finding
from aims_graph.exchange.entry import is_in
from aims_graph.formats.content import is_grave, read_content
from aims_graph.formats.mapping_sssom import read_mappings
from aims_graph.formats.tsv import read_tsv
from aims_graph.identifiers import framework_of
from aims_graph.model import Joint, Library, MappingSet
from aims_graph.model import Mapping as Row
from aims_graph.pack.names import PREFIXES
from aims_graph.pack.pack import Pack


@dataclass(frozen=True)
class Coming:
    """What it would do to bring files back.

    ``in_the_way``: why one of them, or one that lies there, would not be read beside the others, though nothing is wrong with it by itself; with any they
    stay out. ``faults``: what else a check would find then, and does not now. A file that lay there with a fault comes back with it.
    """

    in_the_way: tuple[Finding, ...]
    faults: tuple[Finding, ...]


def coming(packs: tuple[Pack, ...], folder: Path, texts: Mapping[str, str]) -> Coming:
    """Say what would come of bringing files back; nothing is changed.

    Args:
        packs: the content, the folder among it if it holds any.
        folder: the folder of our own content, as its files are named.
        texts: place in the folder -> what the file said, of all that comes back.
    """
    with on_trial(folder, texts, packs) as (rest, pack):
        places = {pack.folder + place for place in texts}
        now, then = (*rest, replace(pack, without=frozenset(places))), (*rest, pack)
        if hindered := tuple(dict.fromkeys(_hindered(rest, pack, places))):
            return Coming(hindered, ())
        after = [f for f in report(then, shapes=False).findings if is_grave(f)]
        before = {replace(f, line=0) for f in report(now, shapes=False).findings} if after else set()
        return Coming((), tuple(f for f in after if replace(f, line=0) not in before))


def _hindered(rest: tuple[Pack, ...], pack: Pack, places: set[str]) -> Iterator[Finding]:
    """Yield why files would not be read beside the others: one of another version, or what they speak of is not there."""

    def read(*without: str) -> Library:
        return read_content(
            (*rest, replace(pack, without=frozenset(without))), with_tables=False, between_runs=True
        ).library

    now, beside = read(*places), read()
    there = {f.file for f in now.left_out}
    unread = [f for f in beside.left_out if is_grave(f) and f.file not in there]
    if not unread:
        return
    back = {
        str(read_tsv(path, pack).head.values.get("id"))
        for path in pack.glob("ontology/catalogues/*.tsv")
        if pack.named(path) in places
    }
    # Of a framework of our own that stays, another version may be there, which lacks what a crosswalk speaks of.
    ours = {f.id: f.source.file for f in now.frameworks.values() if is_in(Path(pack.layer), f.source.file)}
    own = {f: file for f, file in ours.items() if f not in back}
    sets = [s for s in _sets(pack, now) if s.file in places]
    for one in sets:
        for side in (one.subject, one.object):
            if side not in back and side not in now.frameworks:
                yield Finding(one.file, 1, f"there is no framework '{side}'", "bring it back, or enter it, first")
    lacking = {
        (m.source.file, m.source.line)
        for s in sets
        for m in _rows(s)
        for name in _named(m)
        if framework_of(name) in own and name not in now.requirements
    }
    # What is wrong with a file by itself is so without the others, too; what a crosswalk maps is no other to it.
    mapped = {own[f] for s in sets for f in (s.subject, s.object) if f in own}
    alone = {*read(*({*map(pack.named, pack.files())} - places - mapped - {pack.folder + PREFIXES})).left_out}
    yield from (f for f in unread if f not in alone or (f.file, f.line) in lacking)


def _sets(pack: Pack, library: Library) -> Iterator[MappingSet]:
    """Yield the crosswalks of a folder, each by itself, as far as they say what they map."""
    for path in pack.glob("mappings/*.sssom.tsv"):
        found, _ = read_mappings(read_tsv(path, pack), pack, library.names, {})
        if found:
            yield found


def _rows(one: MappingSet) -> tuple[Row | Joint, ...]:
    return (*one.rows, *one.joint)


def _named(row: Row | Joint) -> tuple[str, ...]:
    return (*row.subjects, *row.objects) if isinstance(row, Joint) else (row.subject_id, row.object_id)
