"""Does every requirement, framework, topic, prefix and kind of link that a table names exist? Without that, no answer can be computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from aims_graph.counting import count_of
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import (
    ABOUT_READINGS,
    ANSWER_KINDS,
    SECTIONS,
    Library,
    Mapping,
    MappingSet,
    Requirement,
    Source,
    Topic,
)
from aims_graph.numbers import near
from aims_graph.vocabulary import LINKS, MET, NO_TERM_FOUND, SET_RELATIONS

#: Near misses are looked up for so many unknown names of a file; each takes some milliseconds.
SUGGESTED = 20
#: What more lines than this name, in more than one file, is hardly misspelt in all of them: the catalogue lacks it.
MISSPELT = 10
TOPICS = "ontology/topics.tsv"
GROUPS = "mappings/groups.tsv"
#: What it holds -> how many of each a requirement has at most.
SCHEMES = {"topics": 3, "functions": 2}


def reference_findings(
    library: Library,
    trusts: Callable[[str], bool],
    unsound: Collection[str] = (),
    claimed: Collection[str] = (),
) -> tuple[list[Finding], set[tuple[str, int]]]:
    """Return every name of something that does not exist, with near misses where there are some.

    And the lines (file, line) of which that is not said one by one, because a whole catalogue or a row of it is missing, which is said once.

    Args:
        library: what was read.
        trusts: whether the catalogue of a framework can be trusted; of another nothing is missed.
        unsound: files whose form cannot be trusted; of a topic that such a one may hold nobody can tell.
        claimed: frameworks that no prefix need stand for, since the catalogue that says to be one has a fault of its own.
    """
    unread = {place for place in (TOPICS, GROUPS) if any(f.endswith(place) for f in unsound)}
    references = _References(library, trusts, unread, claimed)
    found = list(references.findings())
    lacking = dict(references.lacking())
    once = {finding for findings in lacking.values() for finding in findings}
    unsaid = references.unsaid | {(finding.file, finding.line) for finding in once}
    return [*lacking, *(finding for finding in found if finding not in once)], unsaid


def set_findings(library: Library, mapping_set: MappingSet) -> Iterator[Finding]:
    """Yield the same for one mapping set, where everything else exists."""
    yield from _References(library, lambda framework: True, (), ()).of_set(mapping_set)


def named_in_lists(library: Library) -> Iterator[tuple[Source, tuple[str, ...]]]:
    """Yield every line of the lists beside catalogues, mappings and readings, with the ids of requirements that it names, each once."""
    # One after another: all of them at once are many.
    named: Iterable[tuple[Source, tuple[str, ...]]] = chain(
        ((x.source, (x.former, x.present)) for x in library.successions),
        ((x.source, (x.subject_id, x.object_id)) for x in library.links),
        ((x.source, (x.requirement_id,)) for x in library.evidence),
        ((x.source, x.requirements) for x in library.thesaurus),
        ((x.source, (x.requirement_id,)) for x in library.about),
        ((x.source, (x.requirement_id,)) for x in library.memberships),
        ((x.source, (x.provision, *x.reaches, *x.spares)) for x in library.transitions),
        ((x.source, x.origin) for x in library.facts),
        ((x.source, (x.provision, *x.spares)) for x in library.scope),
        ((x.source, (x.provision, *x.spares)) for x in library.standing),
        ((x.source, (x.provision, *x.softens, *x.spares)) for x in library.reliefs),
        ((x.source, (x.provision, *x.breaches)) for x in library.fines),
        ((x.source, (x.provision, x.called_by)) for x in library.stages),
        ((x.source, (x.subject_id, x.object_id, x.chosen_subject, x.chosen_object)) for x in library.discrimination),
        ((x.source, (*x.left, *x.right)) for x in library.traps),
        ((x.source, x.meant) for x in library.misnumbers),
        ((x.source, (x.subject_id, x.object_id)) for x in library.refused),
        ((x.source, (x.requirement_id,)) for x in library.options),
        ((x.source, (x.requirement_id, *x.others)) for x in library.alike),
        ((x.source, (x.requirement_id, *x.at)) for x in library.particulars),
    )
    for source, ids in named:
        yield source, tuple(dict.fromkeys(filter(None, ids)))


class _References:
    def __init__(
        self, library: Library, trusts: Callable[[str], bool], unread: Collection[str], claimed: Collection[str]
    ) -> None:
        #: Of ``TOPICS`` and ``GROUPS`` those that nobody could read: of what they hold nothing is missed.
        self._unread = unread
        self._library = library
        self._trusts = trusts
        self._known = {*library.names, *claimed}
        self._trusted: dict[str, bool] = {}
        self._suggested: Counter[str] = Counter()
        #: Id of a requirement that does not exist -> what is said of each line that names it.
        self._naming: dict[str, list[Finding]] = {}
        #: Frameworks whose missing catalogue a mapping file says, once.
        self._said = {side for s in library.heads for side in (s.subject, s.object)} - library.frameworks.keys()
        self.unsaid: set[tuple[str, int]] = set()

    def findings(self) -> Iterator[Finding]:
        library = self._library
        for requirement in library.requirements.values():
            yield from self._of_requirement(requirement)
        for mapping_set in library.sets:
            yield from self.of_set(mapping_set)
        yield from self._of_remainders()
        yield from self._of_combined()
        for reading in library.readings:
            sides = (reading.subject_id, reading.object_id)
            yield from self._unknown(sides, reading.source.file, reading.source.line)
        for support in library.supports:
            yield from self._unknown((support.giver, support.taker), support.source.file, support.source.line)
        for read in library.support_readings:
            ids = filter(None, dict.fromkeys((read.subject_id, read.object_id, read.giver, read.taker)))
            yield from self._unknown(ids, read.source.file, read.source.line)
        yield from self._of_lists()
        yield from self._of_topics()
        yield from self._of_about()
        yield from self._of_groups()

    def lacking(self) -> Iterator[tuple[Finding, list[Finding]]]:
        """Yield each row that a catalogue seems to lack, as a fault of the catalogue, with the findings that then say nothing more."""
        for name, found in self._naming.items():
            framework = self._library.frameworks.get(framework_of(name))
            layers = [p.folder for p in self._library.packs if p.layer]
            file = framework.source.file if framework else ""
            # What another folder names wrongly is no fault of this one.
            layer = next((layer for layer in layers if file.startswith(layer)), "")
            others = [other for other in layers if other != layer]
            own = [f for f in found if f.file.startswith(layer) and not f.file.startswith(tuple(others))]
            if file and len(own) > MISSPELT and len({f.file for f in own}) > 1:
                first = min(own)
                what = f"has no row {name}, which {count_of(len(own), 'line names', 'lines name')}, the first {first.file}:{first.line}"
                yield Finding(file, 1, what, "restore the row, or correct the lines that name it", form=True), own

    def _misnamed(self, name: str, file: str, line: int, mend: str) -> Finding:
        finding = Finding(file, line, f"{name} does not exist", mend + self._did_you_mean(name, file))
        self._naming.setdefault(name, []).append(finding)
        return finding

    def _is_missing(self, name: str) -> bool:
        """Whether a requirement does not exist; where its catalogue cannot be trusted, nobody can tell."""
        if name in self._library.requirements:
            return False
        framework = framework_of(name)
        if framework not in self._trusted:
            self._trusted[framework] = framework not in self._known or self._trusts(framework)
        return self._trusted[framework]

    def _unknown(self, ids: Iterable[str], file: str, line: int) -> Iterator[Finding]:
        for name in ids:
            # Where a whole catalogue is missing, the mapping files that need it say so once.
            if framework_of(name) in self._said:
                self.unsaid.add((file, line))
            elif self._is_missing(name):
                yield self._misnamed(name, file, line, "correct the id")

    def _did_you_mean(self, name: str, file: str) -> str:
        framework, _, number = name.partition(":")
        if framework not in self._library.frameworks:
            return ""
        self._suggested[file] += 1
        if self._suggested[file] > SUGGESTED:
            return f" (near misses are looked up for the first {SUGGESTED} unknown ids of a file)"
        close = near({framework: number}, self._library)
        return f". Did you mean {', '.join(close)}?" if close else ""

    def _of_requirement(self, requirement: Requirement) -> Iterator[Finding]:
        source, spine = requirement.source, requirement.harmonized
        if spine not in ("", "own") and self._is_missing(spine):
            what = f"{requirement.id}: harmonized clause '{spine}' does not exist"
            yield source.finding(what, "name a clause of a Harmonized Structure table, or own")
        for earlier in requirement.provision.replaces if requirement.provision else ():
            if self._is_missing(earlier):
                what = f"{requirement.id}: replaces '{earlier}', which does not exist"
                yield source.finding(what, "name a provision of the earlier edition")

    def of_set(self, mapping_set: MappingSet) -> Iterator[Finding]:
        """Yield every name of something that does not exist in a mapping set."""
        sides = (mapping_set.subject, mapping_set.object)
        missing = [side for side in sides if side not in self._library.frameworks]
        for side in missing:
            if self._trusts(side):
                where = (
                    "what its prefix stands for in curie_map" if "://" in side else "subject_source or object_source"
                )
                mend = f"correct {where}, or add the catalogue"
                yield Finding(mapping_set.file, 1, f"framework '{side}' has no catalogue", mend)
        if missing:
            sources = [*(row.source for row in mapping_set.rows), *(joint.source for joint in mapping_set.joint)]
            self.unsaid |= {(source.file, source.line) for source in sources}
            return
        for row in mapping_set.rows:
            yield from self._of_row(row, sides)
        for joint in mapping_set.joint:
            for names, side in zip((joint.subjects, joint.objects), sides, strict=True):
                yield from self._unknown(names, joint.source.file, joint.source.line)
                for name in names:
                    if framework_of(name) != side:
                        what = f"{name} is no requirement of {side}"
                        yield joint.source.finding(what, "name those of one framework on a side")

    def _of_row(self, row: Mapping, sides: tuple[str, str]) -> Iterator[Finding]:
        def fault(what: str, mend: str) -> Finding:
            return row.source.finding(what, mend)

        for column, name, side in (("subject_id", row.subject_id, sides[0]), ("object_id", row.object_id, sides[1])):
            if name == NO_TERM_FOUND:
                continue
            if name in self._library.requirements:
                if self._library.requirements[name].framework != side:
                    mend = f"correct {column}, or move the row to its pair's file"
                    yield fault(f"{name} is no requirement of {side}", mend)
            elif self._is_missing(name):
                yield self._misnamed(name, row.source.file, row.source.line, f"correct {column}")
        if row.nearest and framework_of(row.nearest) in sides and not self._is_missing(row.nearest):
            return
        if row.nearest:
            mend = "name a requirement of the other framework"
            finding = fault(f"ext_nearest '{row.nearest}' does not exist in this pair", mend)
            if framework_of(row.nearest) in sides:
                self._naming.setdefault(row.nearest, []).append(finding)
            yield finding

    def _of_remainders(self) -> Iterator[Finding]:
        where: dict[tuple[str, str], Source] = {}
        for r in self._library.remainders:
            file, line = r.source.file, r.source.line
            yield from self._unknown((r.requirement_id, *r.by), file, line)
            if r.held not in self._library.frameworks and self._trusts(r.held):
                yield Finding(file, 1, f"framework '{r.held}' has no catalogue", "correct held in the header")
            other = where.setdefault((r.requirement_id, r.held), r.source)
            if other is not r.source:
                what = f"{r.requirement_id}: what remains of it for {r.held} stands in {other} already"
                yield Finding(file, line, what, "keep one row, or remove the copy of the file")

    def _of_combined(self) -> Iterator[Finding]:
        seen: dict[tuple[str, frozenset[str]], str] = {}
        for c in self._library.combined:
            file, line = c.source.file, c.source.line
            yield from self._unknown((c.requirement_id, *c.by), file, line)
            for held in c.held:
                if held not in self._library.frameworks and self._trusts(held):
                    yield Finding(file, line, f"framework '{held}' has no catalogue", "correct held")
            if c.met not in MET:
                yield Finding(file, line, f"met is '{c.met}'", f"write one of {', '.join(MET)}")
            other = seen.setdefault((c.requirement_id, frozenset(c.held)), str(c.source))
            if other != str(c.source):
                what = f"{c.requirement_id}: what remains of it beside {' and '.join(c.held)} stands in {other} already"
                yield Finding(file, line, what, "keep one line")

    def _of_lists(self) -> Iterator[Finding]:
        library = self._library
        words = [
            *((x.source, "link", (x.kind,), tuple(LINKS)) for x in library.links),
            *((x.source, "relation", x.relations, tuple(SET_RELATIONS)) for x in library.traps),
            *((x.source, "section", (x.section,), SECTIONS) for x in library.statements),
            *((x.source, "answer", (x.answer,), ANSWER_KINDS) for x in library.questions),
        ]
        for source, column, used, known in words:
            for word in used:
                if word not in known:
                    yield source.finding(f"{column} is '{word}'", f"write one of {', '.join(known)}")
        for source, ids in named_in_lists(library):
            yield from self._unknown(ids, source.file, source.line)
        prefixed = [
            *((x.source, "id", x.id) for x in library.editions),
            *((x.source, "framework", x.framework) for x in library.editions),
            *((x.source, "id", x.id) for x in library.transitions),
            *((x.source, "id", x.id) for x in library.scope),
            *((x.source, "id", x.id) for x in library.standing),
            *((x.source, "id", x.id) for x in library.reliefs),
            *((x.source, "id", x.id) for x in library.fines),
            *((x.source, "concept", x.id) for x in library.thesaurus),
            *((x.source, "concept", x.id) for x in library.topics),
            *((x.source, "group", x.id) for x in library.groups),
        ]
        for source, column, name in prefixed:
            if name.partition(":")[0] not in library.names:
                what = f"{column} '{name}' begins with no prefix of ontology/prefixes.tsv"
                yield source.finding(what, "correct it, or add the prefix there")

    def _of_topics(self) -> Iterator[Finding]:
        first: dict[str, Topic] = {}
        for topic in self._library.topics:
            if topic.scheme not in SCHEMES:
                mend = f"write {' or '.join(SCHEMES)}"
                yield topic.source.finding(f"scheme is '{topic.scheme}'", mend)
            if topic.id in self._library.requirements:
                what = f"{topic.id} is the id of a requirement"
                yield topic.source.finding(what, "give the topic an id of its own")
            other = first.setdefault(topic.id, topic)
            if other is not topic:
                what = f"{topic.id} stands in {other.source} already"
                yield topic.source.finding(what, "keep one line, or give it an id of its own")
        for topic in self._library.topics:
            wider = first.get(topic.broader)
            if (
                topic.broader
                and TOPICS not in self._unread
                and (wider is None or wider.broader or wider.scheme != topic.scheme)
            ):
                what = f"broader '{topic.broader}' is no concept of the first level"
                yield topic.source.finding(what, "name one of its own scheme")

    def _of_about(self) -> Iterator[Finding]:
        schemes = {t.id: t.scheme for t in self._library.topics}
        first: dict[tuple[str, str], Source] = {}
        for about in self._library.about:
            at, name = about.source, about.requirement_id
            if about.reading not in ABOUT_READINGS:
                what = f"{name}: reading is '{about.reading}'"
                yield Finding(at.file, at.line, what, f"write one of {', '.join(ABOUT_READINGS)}")
            for (scheme, most), used in zip(SCHEMES.items(), (about.topics, about.functions), strict=True):
                if not 0 < len(used) <= most:
                    yield Finding(at.file, at.line, f"{name}: {len(used)} {scheme}", f"name one to {most}")
                if len({*used}) < len(used):
                    yield Finding(at.file, at.line, f"{name}: one of its {scheme} stands twice", "name each once")
                for topic in dict.fromkeys(used):
                    if schemes.get(topic) != scheme and TOPICS not in self._unread:
                        what = f"{name}: '{topic}' is none of the {scheme} of ontology/topics.tsv"
                        yield Finding(at.file, at.line, what, "use one of them, or add it there")
            other = first.setdefault((name, about.reading), at)
            if other is not at:
                what = f"{name}: its {about.reading} reading stands in {other} already"
                yield Finding(at.file, at.line, what, "keep one line for a reading")

    def _of_groups(self) -> Iterator[Finding]:
        functions = {t.id for t in self._library.topics if t.scheme == "functions"}
        first: dict[str, Source] = {}
        for group in self._library.groups:
            at = group.source
            if group.function not in functions and TOPICS not in self._unread:
                what = f"{group.id}: '{group.function}' is none of the functions of {TOPICS}"
                yield Finding(at.file, at.line, what, "use one of them, or add it there")
            if group.id in self._library.requirements:
                yield Finding(at.file, at.line, f"{group.id} is the id of a requirement", "give the group another id")
            other = first.setdefault(group.id, at)
            if other is not at:
                yield Finding(at.file, at.line, f"{group.id} stands in {other} already", "keep one line")
        placed: dict[str, Source] = {}
        for member in self._library.memberships:
            at, name = member.source, member.requirement_id
            for column, group_id in (("group", member.group), ("moved_from", member.moved_from)):
                if (group_id or column == "group") and group_id not in first and GROUPS not in self._unread:
                    what = f"{name}: {column} '{group_id}' is none of {GROUPS}"
                    yield Finding(at.file, at.line, what, "use one of them, or add it there")
            other = placed.setdefault(name, at)
            if other is not at:
                yield Finding(at.file, at.line, f"{name} is in a group in {other} already", "keep it in one group")
