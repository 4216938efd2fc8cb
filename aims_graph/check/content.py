"""Is the content right, as far as a machine can see it? Every finding of every rule, in one go.

What a single row shows by itself, and whether what it names exists, is checked where it is read (``formats/``); here stand the rules that need more
than one file: labels, completeness on both sides, remainders against rows, and the known faults of public crosswalks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from aims_graph.answers.trust.agreement import reading_findings
from aims_graph.check.contradictions import contradiction_findings
from aims_graph.check.form import form_findings
from aims_graph.check.labels import Labels
from aims_graph.check.law import law_findings
from aims_graph.check.lists import list_findings
from aims_graph.errors import Finding
from aims_graph.formats.library import read_library
from aims_graph.model import Library, Mapping, MappingSet, Remainder, Requirement
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import MET, NO_TERM_FOUND

#: The operators whose duties have remainders.
OPERATORS = {"provider", "deployer", "gpai-provider", "gpai-provider-systemic"}
#: A requirement that answers more than this share of the other framework is a catch-all (docs/reading.md).
CATCH_ALL = 1 / 5


def check(packs: Iterable[Pack], shapes: bool = True, reason: bool = False) -> list[Finding]:
    """Check all content of some packs.

    Args:
        packs: the folders of content.
        shapes: also validate the graph against the SHACL shapes (a few seconds).
        reason: also ask HermiT whether ontology and content are consistent (needs Java).

    Returns:
        Every finding, in file and line order; empty if all is well.
    """
    library, findings = read_library(packs)
    # The words of the tables are compared with Turtle files, if these can be read.
    if not any(finding.file.endswith(".ttl") for finding in findings):
        findings += [*law_findings(library), *list_findings(library)]
    sound = not findings
    findings += [*_spine(library), *_labels(library)]
    findings += form_findings(library)
    for mapping_set in library.sets:
        findings += _set(library, mapping_set)
    findings += [*_remainders(library), *reading_findings(library)]
    findings += contradiction_findings(library)
    if sound and shapes:
        from aims_graph.graph.shapes import shape_findings

        findings += shape_findings(library)
    if sound and reason:
        from aims_graph.graph.consistency import consistency_findings

        findings += consistency_findings(library)
    return sorted(set(findings))


def _at(requirement: Requirement, what: str, mend: str) -> Finding:
    return Finding(requirement.source.file, requirement.source.line, f"{requirement.id}: {what}", mend)


def _spine(library: Library) -> Iterator[Finding]:
    """A clause says which clause of the spine it carries, and stands at the same number, save where ISO 9001:2015 renumbered chapter 10."""
    for requirement in library.requirements.values():
        current = library.frameworks[requirement.framework].role == "framework"
        if requirement.kind == "clause" and current and not requirement.harmonized:
            yield _at(
                requirement,
                "says neither which harmonized clause it carries nor that it is the standard's own",
                "fill the column harmonized",
            )
        number = requirement.harmonized.partition(":")[2]
        if number and number != requirement.number and not requirement.number.startswith("10"):
            yield _at(
                requirement,
                f"carries {requirement.harmonized}, which has another number",
                "correct the column harmonized",
            )


def _labels(library: Library) -> Iterator[Finding]:
    labels: dict[str, Labels] = {}

    def rival(label: str, requirement: str) -> str:
        framework = library.requirements[requirement].framework
        if framework not in labels:
            labels[framework] = Labels(library, framework)
        return labels[framework].rival(label, requirement)

    typed = [
        (row.source, i, t)
        for s in library.sets
        for row in s.rows
        for i, t in ((row.subject_id, row.subject_label), (row.object_id, row.object_label))
    ]
    typed += [(r.source, r.requirement_id, r.requirement_label) for r in library.remainders]
    for source, requirement, label in typed:
        if requirement not in library.requirements:
            continue
        other = rival(label, requirement)
        if other:
            title = library.requirements[requirement].title
            what = f"{requirement}: the label '{label}' does not fit its title '{title}'"
            hint = f"; it fits {other} '{library.requirements[other].title}' better" if other != requirement else ""
            yield Finding(
                source.file,
                source.line,
                what + hint,
                "correct the id if you meant the label, else type the title you meant",
            )


def _set(library: Library, mapping_set: MappingSet) -> Iterator[Finding]:
    if mapping_set.stated_by or not {mapping_set.subject, mapping_set.object} <= set(library.frameworks):
        return
    known = [
        r
        for r in mapping_set.rows
        if all(i in library.requirements or i == NO_TERM_FOUND for i in (r.subject_id, r.object_id))
    ]
    yield from _assessable(library, known)
    yield from _complete(library, mapping_set, known)
    yield from _catch_all(library, mapping_set, known)
    yield from _repeated_phrases(mapping_set)
    yield from _traps(library, known)


def _fault(row: Mapping, what: str, mend: str) -> Finding:
    return Finding(row.source.file, row.source.line, what, mend)


def _assessable(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    for row in rows:
        if row.is_gap:
            continue
        for name in (row.subject_id, row.object_id):
            if not library.requirements[name].assessable:
                yield _fault(
                    row,
                    f"{name} is a heading or binds nobody who is audited, and bears no row",
                    "map the requirement below it of which the statement is true",
                )


def _complete(library: Library, mapping_set: MappingSet, rows: list[Mapping]) -> Iterator[Finding]:
    """Every assessable requirement of both sides has a counterpart, or a row that says it has none."""
    positive = {side for row in rows if row.is_counterpart for side in (row.subject_id, row.object_id)}
    spoken: dict[str, Mapping] = {}
    for row in rows:
        if not row.is_gap:
            continue
        covered = [row.missing_for, *(library.below(row.missing_for) if row.with_parts else ())]
        for name in covered:
            if name in positive:
                yield _fault(
                    row,
                    f"{row.missing_for} is said to have no counterpart, but {name} has one in this file",
                    "remove one of the two, or speak of the parts one by one",
                )
            spoken[name] = row
    for side in (mapping_set.subject, mapping_set.object):
        for requirement in library.members(side):
            if requirement.assessable and requirement.id not in positive and requirement.id not in spoken:
                yield Finding(
                    mapping_set.file,
                    1,
                    f"{requirement.id} {requirement.title} has no row",
                    "add its counterpart, or a row with sssom:NoTermFound",
                )


def _catch_all(library: Library, mapping_set: MappingSet, rows: list[Mapping]) -> Iterator[Finding]:
    degree = Counter(side for row in rows if row.is_counterpart for side in (row.subject_id, row.object_id))
    size = {f: sum(r.assessable for r in library.members(f)) for f in (mapping_set.subject, mapping_set.object)}
    for name, count in degree.items():
        own = library.requirements[name].framework
        other = mapping_set.object if own == mapping_set.subject else mapping_set.subject
        if count > CATCH_ALL * size[other]:
            row = next(r for r in rows if name in (r.subject_id, r.object_id))
            yield _fault(
                row,
                f"{name} answers {count} of {size[other]} requirements of {other}: a catch-all",
                "keep the rows in which a demand is truly shared",
            )


def _repeated_phrases(mapping_set: MappingSet) -> Iterator[Finding]:
    where: dict[str, list[Mapping]] = defaultdict(list)
    for row in mapping_set.rows:
        for phrase in filter(None, (row.shared, row.subject_only, row.object_only)):
            where[" ".join(phrase.lower().split())].append(row)
    for phrase, rows in where.items():
        for row in rows[1:]:
            yield _fault(
                row,
                f"the phrase '{phrase}' stands on line {rows[0].source.line} too",
                "say what is true of this pair and of no other",
            )


#: Continual improvement of one standard, corrective action of another.
_SWAPPED = tuple(
    {a, b}
    for a, b in (
        *(("iso42001:10.1", other) for other in ("iso27001:10.2", "iso9001:10.2.1", "iso9001:10.2.2")),
        *(("iso42001:10.2", other) for other in ("iso27001:10.1", "iso9001:10.3")),
        *(("iso27001:10.1", other) for other in ("iso9001:10.2.1", "iso9001:10.2.2")),
        ("iso27001:10.2", "iso9001:10.3"),
    )
)


def _traps(library: Library, rows: list[Mapping]) -> Iterator[Finding]:
    """Known faults of public crosswalks that a machine can see, beyond wrong numbers and labels."""
    groups = {"theme", "area", "function", "category", "chapter", "section"}
    for row in rows:
        pair = {row.subject_id, row.object_id}
        if row.is_counterpart and pair in _SWAPPED:
            yield _fault(
                row,
                "continual improvement is crossed with corrective action",
                "swap the numbers back: 42001 and 27001 10.1 is improvement, 10.2 correction; 9001 10.2 is correction, 10.3 improvement",
            )
        if row.is_counterpart and all(library.requirements[i].kind in groups for i in pair):
            yield _fault(row, "a theme is crossed with a theme", "map the requirements below them")
        if (
            row.is_counterpart
            and "iso42001:A.8.4" in pair
            and pair & {"iso27001:A.8.15", "aiact:art-12-1", "aiact:art-19-1"}
        ):
            yield _fault(row, "A.8.4 is the communication of incidents, not logging", "map A.6.2.8")
        if (
            row.relation in ("equal", "subset_of", "superset_of")
            and pair & {"iso42001:6.1.2", "iso42001:8.2"}
            and pair & {"aiact:art-27-1"}
        ):
            yield _fault(row, "an AI risk assessment is taken for an impact assessment", "map 6.1.4, 8.4 or A.5.2")


def _remainders(library: Library) -> Iterator[Finding]:
    met_by_row = {(r.subject_id, r.object_id): r for r in library.mappings if r.is_counterpart}
    tables = defaultdict(set)
    for remainder in library.remainders:
        name, held = remainder.requirement_id, remainder.held

        def fault(what: str, mend: str, at: Remainder = remainder) -> Finding:
            return Finding(at.source.file, at.source.line, f"{at.requirement_id}: {what}", mend)

        if name not in library.requirements or held not in library.frameworks:
            continue
        tables[(library.requirements[name].framework, held, remainder.source.file)].add(name)
        if not library.requirements[name].assessable:
            yield fault("is a heading", "speak of the requirements below it")
        best = 0
        for row in library.counterparts(name, held):
            best = max(best, MET.index(row.subject_met))
        if remainder.met in MET and MET.index(remainder.met) < best:
            yield fault(f"met is {remainder.met}, but a single row meets {MET[best]}", "raise met, or correct the row")
        for counterpart in remainder.by:
            if (name, counterpart) not in met_by_row and (counterpart, name) not in met_by_row:
                yield fault(f"by names {counterpart}, but no row relates the two", "add the row, or take it out of by")
        if len(remainder.by) == 1 and remainder.met in MET and MET.index(remainder.met) > best:
            yield fault(
                f"met is {remainder.met}, but its only counterpart meets {MET[best]}",
                "name the other counterpart, or lower met",
            )
    for (towards, _held, file), names in tables.items():
        for requirement in library.members(towards):
            # Of the AI Act, what remains is judged for the duties of providers and deployers.
            asked = requirement.provision is None or set(requirement.provision.bearers) & OPERATORS
            if requirement.assessable and asked and requirement.id not in names:
                yield Finding(file, 1, f"{requirement.id} {requirement.title} has no row", "say what remains of it")
