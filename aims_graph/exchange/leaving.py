"""What leaves: a framework or a mapping set of a library as a draft, which the writers of foreign formats turn into bytes.

So a writer and its reader meet in one record, and what is exported and read again can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side
from aims_graph.identifiers import framework_of
from aims_graph.model import Framework, Joint, Library, Mapping, MappingSet, Requirement
from aims_graph.numbers import ids_of_number
from aims_graph.reason.statements import is_loose
from aims_graph.vocabulary import NO_TERM_FOUND


@dataclass(frozen=True)
class Written:
    """A file as it is written, and what of the draft it cannot hold."""

    data: bytes
    notes: tuple[Note, ...] = ()


#: What may be said of the way in which the sides of a set were compared (NIST IR 8477, OSCAL).
_RATIONALES = ("syntactic", "semantic", "functional")


def framework_draft(library: Library, framework: Framework) -> DraftFramework:
    """Return a framework of the library as a draft; keys are our ids, texts are our summaries."""
    header = framework.header
    return DraftFramework(
        key=framework.id,
        title=framework.title,
        requirements=tuple(_requirement(r, library) for r in library.members(framework.id)),
        short=framework.short,
        edition=framework.edition,
        issuer=" / ".join(framework.listed("issuers")),
        iri=library.names.table.get(framework.id, ""),
        language=str(header.get("language", "")),
        licence=framework.licence,
        date=str(header.get("in_force", "")),
        description=str(header.get("how_made", "")),
    )


def _requirement(requirement: Requirement, library: Library) -> DraftRequirement:
    title = f"({requirement.title})" if requirement.title_is_ours else requirement.title
    return DraftRequirement(
        key=requirement.id,
        number=requirement.number,
        title=title,
        kind=requirement.kind,
        parent=requirement.parent if requirement.parent in library.requirements else "",
        assessable=requirement.assessable,
        text=requirement.summary,
        where=f"{requirement.source.file}:{requirement.source.line}",
        aliases=requirement.aliases,
    )


def mapping_draft(library: Library, mapping_set: MappingSet) -> DraftMapping:
    """Return a mapping set of the library as a draft; a row without counterpart has one side only.

    Our own "intersects" denies containment (docs/reading.md); another hand's does where its header does not say that it means any overlap.
    """
    header = mapping_set.header
    names = library.names.table
    says = header.get("source_says", {})
    said = says.get("matching-rationale") or ("" if mapping_set.stated_by else "semantic")
    own = {"matching-rationale": said} if said in _RATIONALES else {}
    own |= {"complete": "yes"} if mapping_set.is_complete else {}
    own |= {key: text for key in ("method", "status") if isinstance(text := says.get(key), str)}
    own |= {"whole": "yes"} if _is_whole(mapping_set) else {}
    titles = {
        side: library.frameworks[f].title
        for side, f in (("subject_title", mapping_set.subject), ("object_title", mapping_set.object))
        if f in library.frameworks
    }
    return DraftMapping(
        id=str(header.get("mapping_set_id") or mapping_set.id),
        title=mapping_set.title,
        rows=(*(_row(row, library) for row in mapping_set.rows), *(_joint(j, library) for j in mapping_set.joint)),
        subject=mapping_set.subject,
        object=mapping_set.object,
        stated_by=mapping_set.stated_by,
        licence=str(header.get("license", "")),
        version=str(header.get("mapping_set_version", "")),
        description=str(header.get("mapping_set_description", "")),
        prefixes={f: names[f] for f in (mapping_set.subject, mapping_set.object) if f in names},
        any_overlap=is_loose(mapping_set),
        more=own | titles,
    )


def _is_whole(mapping_set: MappingSet) -> bool:
    """Whether a set has as many rows as the file it came from, so that what that says of all of them still holds."""
    return len(mapping_set.rows) + len(mapping_set.joint) == mapping_set.header.get("source_rows")


def with_supports(library: Library, mapping: DraftMapping) -> DraftMapping:
    """Return our own crosswalk of a pair with what its requirements leave behind for each other, as supportive words, read from the subject."""
    rows = []
    for support in library.supports:
        giver, taker = (framework_of(name) for name in (support.giver, support.taker))
        if {giver, taker} != {mapping.subject, mapping.object}:
            continue
        gives = giver == mapping.subject
        left, right = (support.giver, support.taker) if gives else (support.taker, support.giver)
        rows.append(
            DraftRow(
                subjects=_side(left, library),
                objects=_side(right, library),
                where=f"{support.source.file}:{support.source.line}",
                supportive="supports" if gives else "is supported by",
                justification=support.justification,
                confidence=f"{support.confidence:g}",
                comment=support.comment or support.thing,
            )
        )
    return replace(mapping, rows=(*mapping.rows, *rows))


def printed(library: Library, framework: str) -> dict[str, str]:
    """Return id -> the number as printed, where that number, looked up again, means this requirement before any other."""
    return {
        r.id: r.number
        for r in library.members(framework)
        if r.number and ids_of_number(r.number, framework, library)[:1] == [r.id]
    }


#: Columns in which a row of another hand keeps what it was entered with -> what a draft calls them.
_KEPT = {"ext_rationale": "rationale", "ext_strength": "strength", "ext_group": "group"}


def _row(row: Mapping, library: Library) -> DraftRow:
    added = dict(row.more)
    return DraftRow(
        subjects=_side(row.subject_id, library),
        objects=_side(row.object_id, library),
        where=f"{row.source.file}:{row.source.line}",
        predicate=row.predicate,
        modifier="Not" if row.is_denied else row.modifier,
        relation=row.relation,
        supportive=added.get("ext_supportive", ""),
        justification=row.justification,
        confidence="" if row.confidence is None else f"{row.confidence:g}",
        comment=row.comment or row.shared,
        more={_KEPT[c]: text for c, text in row.more if c in _KEPT} | ({"with_parts": "yes"} if row.with_parts else {}),
    )


def _joint(joint: Joint, library: Library) -> DraftRow:
    added = dict(joint.more)
    return DraftRow(
        subjects=tuple(s for name in joint.subjects for s in _side(name, library)),
        objects=tuple(s for name in joint.objects for s in _side(name, library)),
        where=f"{joint.source.file}:{joint.source.line}",
        predicate=joint.predicate,
        modifier=added.get("predicate_modifier", ""),
        relation=joint.relation,
        supportive=added.get("ext_supportive", ""),
        justification=joint.justification,
        confidence=added.get("confidence", ""),
        comment=joint.comment,
        more={_KEPT[c]: text for c, text in joint.more if c in _KEPT},
    )


def _side(requirement: str, library: Library) -> tuple[Side, ...]:
    if requirement == NO_TERM_FOUND:
        return ()
    found = library.requirements.get(requirement)
    return (Side(requirement, framework_of(requirement), found.title if found else ""),)
