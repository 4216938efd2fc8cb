"""One requirement: what it demands, and what maps to it; and the list of the frameworks."""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.counting import some_of
from aims_graph.model import Cell, Combined, Evidence, Joint, Library, Mapping, Number, Remainder, Requirement, Table
from aims_graph.model.naming import short_name
from aims_graph.pack.terms import Vocabulary
from aims_graph.present.editions import editions_in_words
from aims_graph.present.groups import group_in_words
from aims_graph.present.law import nature_in_words
from aims_graph.present.remainder import held_whole, left_in_words
from aims_graph.present.supports import support_notes
from aims_graph.present.topics import labels
from aims_graph.present.words import MET, PROVENANCE, RELATIONS, in_place, read_in_words
from aims_graph.vocabulary import relation_name


def frameworks_table(library: Library) -> Table:
    """Return the frameworks with their editions and counts, then the editions that are listed only."""
    rows = []
    for framework in [
        *library.mapped,
        *(f for f in library.frameworks.values() if f.role != "framework"),
    ]:
        members = library.members(framework.id)
        counts = ", ".join(f"{n} {kind}" for kind, n in framework.counts.items())
        rows.append(
            (
                framework.id,
                framework.short,
                framework.edition,
                framework.role,
                len(members),
                sum(r.assessable for r in members),
                counts,
            )
        )
    notes = tuple(f"{e.title}: {e.status} ({e.certainty})" for e in library.editions if "not catalogued" in e.status)
    return Table(
        "Frameworks",
        ("id", "name", "edition", "role", "nodes", "assessable", "the standard's own counts"),
        tuple(rows),
        notes,
    )


def requirement_table(library: Library, requirement_id: str) -> Table:
    """Return what the catalogue and the lists say of one requirement, a row for each fact."""
    r = library.requirements[requirement_id]
    framework = library.frameworks[r.framework]
    facts: list[tuple[str, Cell]] = [
        ("id", r.id),
        ("number", Number.of(framework, r)),
        ("title", r.title + (" (title of ours)" if r.title_is_ours else "")),
        ("framework", framework.title),
        ("kind", r.kind + ("" if r.assessable else ", not assessable")),
        ("stands under", " › ".join(library.requirements[a].name for a in reversed(list(library.above(r.id))))),
        ("summary", r.summary),
        *facts_in_words(library, r),
        ("condition over facts", r.provision.when if r.provision else ""),
        *_asked_of_parts(library, r.id),
        ("parts", Number.of(framework, *(library.requirements[c] for c in library.children.get(r.id, [])))),
        (PROVENANCE, str(r.source)),
    ]
    return Table(r.name, ("what", "answer"), tuple(fact for fact in facts if fact[1]))


def facts_in_words(library: Library, r: Requirement) -> list[tuple[str, str]]:
    """Return what is known of a requirement by itself, each fact with its name, in the order a person asks for it."""
    facts = [
        ("about", labels(library, r.id, "topics")),
        ("usually done by", labels(library, r.id, "functions")),
        *((name, str(text)) for name, text in group_in_words(library, r.id)),
        ("must exist in writing", "; ".join(r.documented_information)),
        ("an auditor asks for", _evidence_in_words(library, r.id)),
    ]
    if r.provision:
        p = r.provision
        roles, kinds = library.terms.of("Role"), library.terms.of("SystemKind")
        dates = [
            (f"{_label(kinds, a.system)}: " if a.system else "")
            + f"in effect {a.effective}"
            + (f" (formally {a.formal})" if a.formal != a.effective else "")
            for a in p.applies
        ]
        facts += [
            ("nature", nature_in_words(library, p)),
            ("who bears it", ", ".join(_label(roles, b) for b in p.bearers)),
            ("condition", p.condition),
            ("how far", p.extent),
            ("for which systems", "; ".join(_label(kinds, s) for s in p.systems)),
            ("from when", "; ".join(dates)),
            ("text in the edition in force", p.state + (f", by {_amended_by(library, r)}" if p.amended_by else "")),
            ("what changed", p.difference),
        ]  # fmt: skip
    facts += [(name, str(text)) for name, text in (*editions_in_words(library, r.id), *links_in_words(library, r.id))]
    harmonized = library.requirements.get(r.harmonized)
    shared = f"as {short_name(library, harmonized.id)}" if harmonized else r.harmonized
    facts += [
        ("harmonized structure", "the standard's own text" if r.harmonized == "own" else shared),
        ("also written", ", ".join(r.aliases)),
    ]
    return [(name, text) for name, text in facts if text]


def _label(terms: Vocabulary, word: str) -> str:
    """Return how a term is called; a word of which no vocabulary knows, as ``check`` says of it, stands as it is."""
    return terms[word].label if word in terms else word


def _evidence_in_words(library: Library, requirement: str) -> str:
    """Return what an auditor asks to see, then the kinds it is of; empty if nothing is listed."""
    return asked_for(library.evidence_at.get(requirement))


def asked_for(found: Evidence | None) -> str:
    """Return the same of a line of the list."""
    return f"{found.note} ({', '.join(found.kinds).replace('-', ' ')})" if found else ""


def _asked_of_parts(library: Library, requirement: str) -> list[tuple[str, str]]:
    """Return, where nothing is asked for at a requirement itself, what is at each of its parts."""
    if _evidence_in_words(library, requirement):
        return []
    parts = [(library.requirements[p].number, _evidence_in_words(library, p)) for p in library.below(requirement)]
    return [(f"asked for at {number}", words) for number, words in parts if words]


#: A link read from the subject's side, and from the object's.
_LINKS = {
    "performs": ("performs", "is performed by"),
    "repeats": ("repeats", "is repeated by"),
    "needs": ("needs first", "is needed by"),
    "hangs_on": ("hangs on another operator's", "another operator's that hangs on it"),
    "said_by_parts": ("said by its parts", ""),
}


def links_in_words(library: Library, requirement: str) -> list[tuple[str, Cell]]:
    """Return the links of a requirement inside its framework, each with the words of the text that make it."""
    found: list[tuple[str, Cell]] = []
    for link in library.links_at.get(requirement, ()):
        out, back = _LINKS[link.kind]
        if link.subject_id == requirement:
            other = "" if link.kind == "said_by_parts" else library.requirements[link.object_id].name + ": "
            found.append((out, f"{other}{link.note}"))
        else:
            found.append((back, f"{library.requirements[link.subject_id].name}: {link.note}"))
    return found


#: So many of what another hand says of a requirement are named; the rest are counted.
_THEIRS = 12
_COLUMNS = (
    *("framework", "counterpart", "relation", "met of this", "met of it", "both demand", "only this"),
    *("only the counterpart", "why", "confidence", "read", PROVENANCE),
)


def mapping_table(library: Library, requirement_id: str) -> Table:
    """Return every row of one requirement, seen from it: counterparts, stated non-relations, and gaps with their reason.

    For a heading the counterparts of its parts stand there, each with its part.
    """
    requirement = library.requirements[requirement_id]
    columns: tuple[str, ...] = _COLUMNS
    rows: list[tuple[Cell, ...]] = list(_rows_of(library, requirement_id))
    if not requirement.assessable:
        columns = ("part", *_COLUMNS)
        framework = library.frameworks[requirement.framework]
        rows = [("", *row) for row in rows if row[2]] + [
            (Number.of(framework, library.requirements[part]), *row)
            for part in library.below(requirement_id)
            for row in _rows_of(library, part)
            if row[2]
        ]
    notes = []
    if not requirement.assessable:
        below = [
            library.requirements[d].number for d in library.below(requirement_id) if library.requirements[d].assessable
        ]
        notes.append(
            "A heading or not audited: it bears no row itself; shown is what maps to its parts "
            + some_of(below, 12)
            + "."
            if below
            else "Nothing an organisation is audited against: it bears no row."
        )
    alone, together = library.remainders_of.get(requirement_id, []), library.combined_of.get(requirement_id, [])
    left_beside: list[Remainder | Combined] = [*alone, *together]
    for remainder in left_beside:
        held = held_whole(library, remainder)
        left = f" Still to do: {words}." if (words := left_in_words(library, remainder)) else ""
        notes.append(f"I{in_place(held)[1:]}: {MET[remainder.met]}.{left}")
    notes += support_notes(library, requirement_id)
    notes += theirs_in_words(library, requirement_id)
    words = "; ".join(
        f"{relation_name(k)} = {v}"
        for k, v in RELATIONS.items()
        if any(r[columns.index("relation")] == relation_name(k) for r in rows)
    )
    return Table(
        f"{requirement.name}: what maps to it" + (f"\n(of the counterpart: {words})" if words else ""),
        columns,
        tuple(rows),
        tuple(notes),
    )


def theirs_in_words(library: Library, requirement_id: str) -> list[str]:
    """Return for each set of another hand what it says of a requirement, in one sentence; it is kept apart from ours."""
    said: dict[str, list[str]] = {}
    of = {s.id: s for s, _ in library.theirs_at.get(requirement_id, ())}
    for mapping_set, row in library.theirs_at.get(requirement_id, ()):
        said.setdefault(mapping_set.id, []).append(_their_words(library, row, requirement_id))
    return [
        f"{of[i].stated_by} says, kept apart from ours ({of[i].file}): {some_of(words, _THEIRS, '; ')}."
        for i, words in said.items()
    ]


def _their_words(library: Library, row: Mapping | Joint, requirement_id: str) -> str:
    if isinstance(row, Joint):
        left, right = (", ".join(short_name(library, i) for i in ids) for ids in (row.subjects, row.objects))
        return f"{left} together {relation_name(row.relation) or 'beside'} {right}"
    if row.is_gap:
        return "no counterpart"
    seen = row.seen_from(requirement_id)
    how = relation_name(seen.relation) or f"{'not ' if row.modifier else ''}{row.predicate}"
    return f"{how} {short_name(library, seen.object_id)}"


def _rows_of(library: Library, requirement_id: str) -> Iterator[tuple[Cell, ...]]:
    requirement = library.requirements[requirement_id]
    for framework in library.mapped:
        if framework.id == requirement.framework:
            continue
        mine = [
            m for m in library.rows_at(requirement_id) if library.requirements[m.object_id].framework == framework.id
        ]
        for m in sorted(mine, key=lambda m: library.requirements[m.object_id].order):
            yield (
                *(framework.short, library.requirements[m.object_id].name, relation_name(m.relation)),
                *(m.subject_met, m.object_met, m.shared, m.subject_only, m.object_only),
                *(m.comment, m.confidence, read_in_words(library.times_read(m)), str(m.source)),
            )
        gap = library.gap(requirement_id, framework.id)
        if gap:
            nearest = library.requirements.get(gap.nearest)
            why = " ".join(filter(None, (f"Nearest: {nearest.name}." if nearest else "", gap.comment)))
            sure = gap.confidence
            yield (framework.short, "no counterpart", "", "none", *[""] * 4, why, sure, "", str(gap.source))


def _amended_by(library: Library, r: Requirement) -> str:
    """Return the place of the amending act that changed a provision; the act is named in the catalogue's header."""
    act = library.frameworks[r.framework].header.get("amended_by_text", "")
    return " of ".join(part for part in (r.provision.amended_by if r.provision else "", act) if part)
