"""Does every requirement, framework, prefix and kind of link that a table names exist? Without that, no answer can be computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aims_graph.errors import Finding
from aims_graph.identifiers import near
from aims_graph.model import Library, Mapping, MappingSet, Requirement
from aims_graph.vocabulary import LINKS, NO_TERM_FOUND


def reference_findings(library: Library) -> Iterator[Finding]:
    """Yield every name of something that does not exist, with near misses where there are some."""
    for requirement in library.requirements.values():
        yield from _of_requirement(library, requirement)
    for mapping_set in library.sets:
        yield from _of_set(library, mapping_set)
    for r in library.remainders:
        where = r.source.file, r.source.line
        yield from _unknown(library, (r.requirement_id, *r.by), *where)
        if r.held not in library.frameworks:
            yield Finding(r.source.file, 1, f"framework '{r.held}' has no catalogue", "correct held in the header")
    for reading in library.readings:
        sides = (reading.subject_id, reading.object_id)
        yield from _unknown(library, sides, reading.source.file, reading.source.line)
    yield from _of_lists(library)


def _unknown(library: Library, ids: Iterable[str], file: str, line: int) -> Iterator[Finding]:
    for name in ids:
        framework = name.partition(":")[0]
        # Where a whole catalogue is missing, the mapping files that need it say so once.
        if name not in library.requirements and not (
            framework in library.names and framework not in library.frameworks
        ):
            yield Finding(file, line, f"{name} does not exist", "correct the id" + _did_you_mean(library, name))


def _did_you_mean(library: Library, name: str) -> str:
    framework, _, number = name.partition(":")
    close = near(number, [framework], library) if framework in library.frameworks else []
    return f". Did you mean {', '.join(close)}?" if close else ""


def _of_requirement(library: Library, requirement: Requirement) -> Iterator[Finding]:
    source, spine = requirement.source, requirement.harmonized
    if spine not in ("", "own") and spine not in library.requirements:
        yield Finding(
            source.file,
            source.line,
            f"{requirement.id}: harmonized clause '{spine}' does not exist",
            "name a clause of a Harmonized Structure table, or own",
        )
    for earlier in requirement.provision.replaces if requirement.provision else ():
        if earlier not in library.requirements:
            yield Finding(
                source.file,
                source.line,
                f"{requirement.id}: replaces '{earlier}', which does not exist",
                "name a provision of the earlier edition",
            )


def _of_set(library: Library, mapping_set: MappingSet) -> Iterator[Finding]:
    sides = (mapping_set.subject, mapping_set.object)
    missing = [side for side in sides if side not in library.frameworks]
    for side in missing:
        yield Finding(
            mapping_set.file, 1, f"framework '{side}' has no catalogue", "correct subject_source or object_source"
        )
    for row in mapping_set.rows if not missing else ():
        yield from _of_row(library, row, sides)


def _of_row(library: Library, row: Mapping, sides: tuple[str, str]) -> Iterator[Finding]:
    def fault(what: str, mend: str) -> Finding:
        return Finding(row.source.file, row.source.line, what, mend)

    for column, name, framework in (("subject_id", row.subject_id, sides[0]), ("object_id", row.object_id, sides[1])):
        if name == NO_TERM_FOUND:
            continue
        if name not in library.requirements:
            yield fault(f"{name} does not exist", f"correct {column}" + _did_you_mean(library, name))
        elif library.requirements[name].framework != framework:
            yield fault(
                f"{name} is no requirement of {framework}", f"correct {column}, or move the row to its pair's file"
            )
    nearest = library.requirements.get(row.nearest)
    if row.nearest and (nearest is None or nearest.framework not in sides):
        yield fault(
            f"ext_nearest '{row.nearest}' does not exist in this pair", "name a requirement of the other framework"
        )


def _of_lists(library: Library) -> Iterator[Finding]:
    for link in library.links:
        if link.kind not in LINKS:
            what = f"link is '{link.kind}'"
            yield Finding(link.source.file, link.source.line, what, f"write one of {', '.join(LINKS)}")
    named = [
        *((x.source, (x.subject_id, x.object_id)) for x in library.links),
        *((x.source, (x.requirement_id,)) for x in library.evidence),
        *((x.source, x.requirements) for x in library.thesaurus),
        *((x.source, (x.provision, *x.reaches, *x.spares)) for x in library.transitions),
        *((x.source, x.origin) for x in library.facts),
        *((x.source, (x.provision, *x.spares)) for x in library.scope),
        *((x.source, (x.provision, *x.spares)) for x in library.standing),
        *((x.source, (x.provision, *x.softens)) for x in library.reliefs),
        *((x.source, (x.provision, *x.breaches)) for x in library.fines),
        *((x.source, (x.subject_id, x.object_id, x.chosen_subject, x.chosen_object)) for x in library.discrimination),
    ]
    for source, ids in named:
        yield from _unknown(library, dict.fromkeys(filter(None, ids)), source.file, source.line)
    prefixed = [
        *((x.source, "id", x.id) for x in library.editions),
        *((x.source, "framework", x.framework) for x in library.editions),
        *((x.source, "id", x.id) for x in library.transitions),
        *((x.source, "id", x.id) for x in library.scope),
        *((x.source, "id", x.id) for x in library.standing),
        *((x.source, "id", x.id) for x in library.reliefs),
        *((x.source, "id", x.id) for x in library.fines),
        *((x.source, "concept", x.id) for x in library.thesaurus),
    ]
    for source, column, name in prefixed:
        if name.partition(":")[0] not in library.names:
            what = f"{column} '{name}' begins with no prefix of ontology/prefixes.tsv"
            yield Finding(source.file, source.line, what, "correct it, or add the prefix there")
