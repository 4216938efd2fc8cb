"""All content read at once: every table of every pack, each once, linked into one library.

What cannot be trusted is named, never guessed. A fault in the shipped content stops every answer; a faulty file of an added
pack, or of another hand's mapping set, is left out as a whole with what is wrong in it, and everything else answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from aims_graph.errors import RUN_FORMAT, Finding
from aims_graph.formats.catalogue_tsv import read_catalogue
from aims_graph.formats.kept import is_settled, now, recent
from aims_graph.formats.lists_tsv import LISTS, QUESTIONS, is_list, read_list
from aims_graph.formats.lookup import LIVE
from aims_graph.formats.mapping_sssom import Stated, read_mappings, stated_as, unstated_findings, whose
from aims_graph.formats.readings_tsv import read_readings
from aims_graph.formats.references import reference_findings
from aims_graph.formats.remainder_tsv import read_remainders
from aims_graph.formats.strangers import stranger_findings
from aims_graph.formats.supports_sssom import PLACE, READINGS_PLACE, read_support_readings, read_supports
from aims_graph.formats.tables import Tables
from aims_graph.formats.tsv import TsvFile, read_tsv
from aims_graph.formats.turtle import turtle_findings
from aims_graph.identifiers import shared_names
from aims_graph.model import Library, Mapping, MappingSet, Reading, SupportReading
from aims_graph.pack.names import PREFIXES, names_of
from aims_graph.pack.pack import Pack, stamp
from aims_graph.pack.terms import Terms


@dataclass
class Content:
    """What was read of some packs, and what was wrong with it.

    Attributes:
        library: what can be trusted: no file that is left out, no row that has a fault.
        findings: every fault in the files, those of files left out included.
        strangers: every file that nothing reads.
        tables: each table as it was read, those left out included; without its rows and text, if nobody asked for them.
        unsound: files of the library whose form cannot be trusted, so that nothing can be computed from them.
        distrusted: the pairs of requirements, and single ones, of the rows that have faults.
        unsaid: the lines (file, line) that speak of a catalogue that is missing, which is said once and not of each.
        began: when reading began, in nanoseconds since 1970.
    """

    library: Library
    findings: list[Finding] = field(default_factory=list)
    strangers: list[Finding] = field(default_factory=list)
    tables: dict[Path, TsvFile] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    distrusted: set[tuple[str, ...]] = field(default_factory=set)
    unsaid: set[tuple[str, int]] = field(default_factory=set)
    began: int = 0

    def trusts(self, framework: str) -> bool:
        """Whether a framework's catalogue was read as it was meant, so that what it lacks does not exist."""
        if framework in self.library.frameworks:
            return self.library.frameworks[framework].source.file not in self.unsound
        known = {f.source.file for f in self.library.frameworks.values()}
        unread = {f for f in self.unsound - known if f.startswith("ontology/catalogues/") or f == PREFIXES}
        return not unread

    @property
    def claimed(self) -> set[str]:
        """The frameworks that catalogues say they are which cannot be trusted, whether a prefix stands for them or not."""
        return {str(t.header.get("id")) for t in self.tables.values() if t.file in self.unsound and "id" in t.header}


def read_content(packs: Iterable[Pack], with_tables: bool = True, between_runs: bool = False) -> Content:
    """Read all content of some packs.

    Args:
        packs: the packs.
        with_tables: keep what each table holds beside the records that were made of it, which takes as much memory again.
        between_runs: take what an earlier run kept of a table that is as it was, which has no rows and no text then; and with
            the tables keep it for the next.
    """
    packs = tuple(packs)
    parsed: dict[Path, TsvFile] = {}
    digests: dict[tuple[str | int, ...], str] = {}
    found: dict[Finding, None] = dict.fromkeys(names_of(packs)[1])
    # Every name in a folder rests on its prefixes: with a fault in them the folder is left out as a whole.
    faulty = {f.file for f in found if is_grave(f)}
    packs = tuple(replace(p, without=_all_of(p)) if p.layer and _all_of(p) & faulty else p for p in packs)
    judged: dict[Path, TsvFile] = {}
    while True:
        content = _Reader(packs, parsed, digests, with_tables, between_runs).content()
        found |= dict.fromkeys(content.findings)
        judged |= content.tables
        without = _left_out(content)
        if not without:
            break
        # Leaving a catalogue out makes the rows that speak of it faulty: look again until nothing new falls.
        packs = tuple(replace(p, without=p.without | {f for f in without if f.startswith(p.folder)}) for p in packs)
    outside = frozenset().union(*(p.without for p in packs))
    content.findings, content.tables = list(found), judged
    content.library.left_out = [f for f in found if f.file in outside] + content.strangers
    _drop_faulty(content)
    return content


def is_grave(finding: Finding) -> bool:
    """Whether something cannot be read as it was meant; line ends and blanks that ``format`` mends are read all the same."""
    return finding.mend != RUN_FORMAT


def _all_of(pack: Pack) -> frozenset[str]:
    return frozenset(pack.named(path) for path in pack.files())


def _left_out(content: Content) -> set[str]:
    """Return the files that everything else can answer without, and must: faulty ones of added packs, and other hands' mapping sets."""
    left: set[str] = set()
    theirs = {t.file for t in content.tables.values() if whose(t)}
    for finding in filter(is_grave, content.findings):
        pack = next((p for p in content.library.packs if p.layer and finding.file.startswith(p.folder)), None)
        # The second word in the name of a file of supports is no hand's: these are ours.
        is_set = finding.file.endswith(".sssom.tsv") and not finding.file.endswith(".supports.sssom.tsv")
        if pack or (is_set and finding.file in theirs):
            left.add(finding.file)
    return left - frozenset().union(*(p.without for p in content.library.packs))


def _drop_faulty(content: Content) -> None:
    """Take every row that has a fault out of the library, so that no rule rests on it; requirements stay, for others stand under them."""
    if not any(map(is_grave, content.findings)):
        return
    library = content.library
    faulty = {(f.file, f.line) for f in content.findings if is_grave(f)} | content.unsaid

    def trusted(records: Iterable[Any]) -> list[Any]:
        kept = []
        for record in records:
            if (record.source.file, record.source.line) not in faulty:
                kept.append(record)
            elif isinstance(record, Mapping | Reading | SupportReading):
                content.distrusted.add((record.subject_id, record.object_id))
                if isinstance(record, Mapping):
                    content.distrusted |= {(record.subject_id,), (record.object_id,)}
            elif hasattr(record, "requirement_id"):
                content.distrusted.add((record.requirement_id,))
        return kept

    library.sets = [replace(s, rows=tuple(trusted(s.rows))) for s in library.sets]
    for name in ("remainders", "readings", "supports", "support_readings", *(Path(place).stem for place in LISTS)):
        setattr(library, name, trusted(getattr(library, name)))


@dataclass(frozen=True)
class _Below:
    """What was read without a fault of the pack that lies below all others, as ``of`` says what that was; who reads it again copies it."""

    of: Hashable
    lists: dict[str, Any]
    tables: dict[Path, TsvFile]
    stated: Stated


#: With its tables or without, all read or some of them kept: the latest. What is put over a large content is read alone while that stays as it is.
_BELOW: dict[tuple[bool, bool], _Below] = {}


class _Reader:
    """Reads the files of some packs, those to be left out aside; a table parsed before is not parsed again."""

    def __init__(
        self,
        packs: tuple[Pack, ...],
        parsed: dict[Path, TsvFile],
        digests: dict[tuple[str | int, ...], str],
        with_tables: bool,
        between_runs: bool,
    ) -> None:
        self._began = now()
        seen = stamp(packs)
        names, findings = names_of(tuple(p for p in packs if p.named(p.root / PREFIXES) not in p.without))
        self._content = Content(Library(packs, names, Terms(packs), seen), findings, began=self._began)
        # What was parsed before is not read again, so what was taken of it then stays.
        self._content.library.recent = recent(seen, self._began, digests)
        self._parsed = parsed
        self._with_tables, self._way = with_tables, (with_tables, between_runs)
        self._kept = Tables(packs, names, seen) if between_runs else None
        self._stated: Stated = {}
        #: The ids of requirements, which nearly every table names.
        self._ids: dict[str, str] = {}

    def content(self) -> Content:
        """Read everything, and look whether all that is named exists."""
        content, library = self._content, self._content.library
        is_blind = any(map(is_grave, content.findings))
        for pack in library.packs:
            # Where nobody can tell what the prefixes stand for, a table says no more than its form.
            if is_blind:
                self._forms(pack)
            elif pack is library.packs[0]:
                self._lowest(pack)
            else:
                self._pack(pack)
            known = (p for p in pack.files() if p.suffix == ".ttl" or pack.named(p) in pack.without)
            content.strangers += stranger_findings(pack, {pack.root / PREFIXES, *known, *content.tables})
        if self._kept and self._with_tables:
            self._kept.keep(self._began)
        files = {pack.named(path) for pack in library.packs for path in pack.files()}
        content.findings += unstated_findings(library.sets, files)
        content.findings += turtle_findings(library.packs, library.names)
        content.unsound = {f.file for f in content.findings if f.form} - {
            t.file for t in content.tables.values() if t.is_sound
        }
        if not is_blind:
            missing, content.unsaid = reference_findings(library, content.trusts, content.unsound, content.claimed)
            content.findings += missing
            content.unsound |= {f.file for f in missing if f.form}
        return content

    def _lowest(self, pack: Pack) -> None:
        """Read the pack that nothing lies below, or take it as it was read before, from the same files and with the same prefixes."""
        content, library = self._content, self._content.library
        seen = stamp((pack,))
        # Among what is left out are files of the packs above.
        of = (replace(pack, without=pack.without & _all_of(pack)), seen, tuple(library.names.table.items()))
        below = _BELOW.get(self._way)
        if below and below.of == of:
            for name, value in below.lists.items():
                setattr(library, name, value.copy())
            content.tables, self._stated = below.tables.copy(), below.stated.copy()
            return
        said = len(content.findings)
        self._pack(pack)
        if len(content.findings) == said and is_settled(seen, self._began):
            read = {f.name: getattr(library, f.name) for f in fields(library) if f.name not in LIVE}
            lists = {name: value.copy() for name, value in read.items()}
            _BELOW[self._way] = _Below(of, lists, content.tables.copy(), self._stated.copy())

    def _forms(self, pack: Pack) -> None:
        """Read the form of every table, and nothing of what it says."""
        lists = {pack.root / place for place in LISTS}
        places = (
            "ontology/catalogues/*.tsv",
            "mappings/*.sssom.tsv",
            "mappings/remainders/*.tsv",
            "mappings/readings/*.tsv",
            PLACE,
            READINGS_PLACE,
        )
        for path in sorted({*(p for p in lists if p.exists()), *(p for place in places for p in pack.glob(place))}):
            self._keep(self._table(path, pack))

    def _table(self, path: Path, pack: Pack) -> TsvFile:
        if path not in self._parsed:
            self._parsed[path] = read_tsv(path, pack, self._ids)
        return self._parsed[path]

    def _read(self, path: Path, pack: Pack, read: Callable[[TsvFile], tuple[Any, ...]]) -> tuple[Any, ...]:
        """Return what a reader makes of a table, now or when it was kept: records, and the table itself."""
        found = self._kept.get(path) if self._kept else None
        if found and isinstance(found[0], MappingSet):
            # Whose set it is hangs on what else was read.
            _, table = found
            if stated_as(found[0], table, pack, self._stated) != (found[0].stated_by, table.file):
                found = None
        if found is None:
            found = read(self._table(path, pack))
            if self._kept:
                self._kept.add(path, found)
        return found

    def _keep(self, table: TsvFile) -> None:
        if not self._with_tables:
            table = replace(table, text="", rows=[])
            self._parsed.pop(table.path, None)
        self._content.tables[table.path] = table
        self._content.findings += table.findings

    def _pack(self, pack: Pack) -> None:
        self._catalogues(pack)
        library = self._content.library
        for place in LISTS:
            path = pack.root / place
            if pack.named(path) not in pack.without and (path.exists() or (pack.is_shipped and place != QUESTIONS)):
                records, table = self._read(path, pack, partial(read_list, place=place))
                getattr(library, Path(place).stem).extend(records)
                self._keep(table)
        of_a_set = partial(read_mappings, pack=pack, names=library.names, stated=self._stated)
        kinds: dict[str, tuple[list[Any], Callable[[TsvFile], tuple[Any, ...]]]] = {
            "mappings/remainders/*.tsv": (library.remainders, read_remainders),
            "mappings/readings/*.tsv": (library.readings, partial(read_readings, pack=pack)),
            PLACE: (library.supports, partial(read_supports, pack=pack)),
            READINGS_PLACE: (library.support_readings, read_support_readings),
        }
        for path in pack.glob("mappings/*.sssom.tsv"):
            mapping_set, table = self._read(path, pack, of_a_set)
            if mapping_set:
                library.sets.append(mapping_set)
            self._keep(table)
        for place, (listed, read) in kinds.items():
            for path in pack.glob(place):
                records, table = self._read(path, pack, read)
                listed.extend(records)
                self._keep(table)

    def _catalogues(self, pack: Pack) -> None:
        library = self._content.library
        read = partial(read_catalogue, pack=pack, names=library.names)
        for path in pack.glob("ontology/catalogues/*.tsv"):
            if is_list(path, pack):
                continue
            framework, requirements, table = self._read(path, pack, read)
            if framework and framework.id in library.frameworks:
                other = library.frameworks[framework.id].source.file
                mend = "keep one of them; if the whole folder is a copy, ask of it alone (--alone)"
                table.fault(1, f"{framework.id} is the id of {other}", mend, form=True)
            elif framework:
                for key, name, twin in shared_names(framework, library.frameworks.values()):
                    what = f"'{name}' is what {twin.id} ({twin.source.file}) is called, too"
                    line = table.head.at.get(key, table.head.at["id"])
                    table.fault(line, what, "give each framework a short name and names of its own", form=True)
                library.frameworks = {**library.frameworks, framework.id: framework}
                library.requirements = {**library.requirements, **{r.id: r for r in requirements}}
                self._ids |= {r.id: r.id for r in requirements}
            self._keep(table)
