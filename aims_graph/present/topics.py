"""Topics and functions as tables: the list of them, what stands on one, and what is said between what stands there."""

from __future__ import annotations

from aims_graph.answers.topics.topics import Shelf, sizes, wider
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Requirement, Table, Topic
from aims_graph.model.naming import full_name
from aims_graph.present.supports import KINDS
from aims_graph.present.words import PROVENANCE, number_cell
from aims_graph.vocabulary import relation_name

#: Scheme -> the heads of what else a requirement is about and of who does it: what one looks at is left out of its own list.
BESIDE = {"topics": ("other topics", "done by"), "functions": ("topics", "also done by")}
#: Scheme -> how a requirement stands there: with its main topic or leading function, or with a further one.
HERE_AS = {"topics": ("main", "also"), "functions": ("leads", "takes part")}


def topics_table(library: Library) -> Table:
    """Return every topic and function, with how many requirements of each framework stand on it."""
    counts = sizes(library)
    rows: list[tuple[Cell, ...]] = []
    for scheme in ("topics", "functions"):
        own = [t for t in library.topics if t.scheme == scheme]
        for topic in own:
            name = topic.label if not topic.broader else f"  {topic.label}"
            found = counts[topic.id]
            rows.append((scheme[:-1], name, *(found.get(f.id, 0) for f in library.mapped), sum(found.values())))
    columns = ("kind", "called", *(f.short for f in library.mapped), "all")
    notes = ("A wider topic counts what stands on its narrower ones.",)
    return Table("Topics, and functions that do the work", columns, tuple(rows), notes)


def shelf_table(library: Library, shelf: Shelf) -> Table:
    """Return every requirement of a topic or function, framework by framework."""
    scheme = shelf.topic.scheme
    rows = tuple(
        (
            *(
                library.frameworks[framework].short,
                number_cell(library, r),
                r.title,
                HERE_AS[scheme][r.id not in shelf.main],
            ),
            *(labels(library, r.id, "topics", shelf.topic.id), labels(library, r.id, "functions", shelf.topic.id)),
            *(in_effect(r), r.summary, r.id),
        )
        for framework, members in shelf.members.items()
        for r in members
    )
    counts = ", ".join(
        f"{library.frameworks[framework].short} {len(members)}" for framework, members in shelf.members.items()
    )
    columns = ("framework", "number", "requirement", "here as", *BESIDE[scheme], "in effect", "summary", "id")
    title = f"Everything about {shelf.topic.label}" if scheme == "topics" else f"What {shelf.topic.label} does"
    notes = (
        shelf.topic.definition,
        shelf.topic.scope_note,
        f"{count_of(len(rows), 'requirement')}: {counts}.",
        f"Between them: {count_of(len(shelf.rows), 'row')} of shared demands, {count_of(len(shelf.supports), 'support')}, {count_of(len(shelf.denied), 'reasoned no', 'reasoned noes')}.",
    )
    return Table(title, columns, rows, tuple(filter(None, notes)))


def between_table(library: Library, shelf: Shelf) -> Table:
    """Return everything that is said between the requirements of a topic or function: what is shared, handed over, denied."""
    rows: list[tuple[Cell, ...]] = [
        (
            *(full_name(library, m.subject_id), relation_name(m.relation), full_name(library, m.object_id)),
            *(m.subject_met, m.object_met, m.shared, m.comment, m.confidence, str(m.source)),
        )
        for m in shelf.rows
    ]
    rows += [
        (
            *(full_name(library, s.giver), f"supports, {KINDS[s.kind]}", full_name(library, s.taker)),
            *("", "", s.thing, s.comment, s.confidence, str(s.source)),
        )
        for s in shelf.supports
    ]
    rows += [
        (
            *(full_name(library, m.subject_id), "nothing carries over", full_name(library, m.object_id)),
            *("none", "none", "", m.comment, m.confidence, str(m.source)),
        )
        for m in shelf.denied
    ]
    columns = (
        *("one", "relation", "other", "met of the one", "met of the other", "shared or handed over", "why"),
        *("confidence", PROVENANCE),
    )
    return Table(f"Between the requirements about {shelf.topic.label}", columns, tuple(rows))


def topic_label(library: Library, topic: Topic) -> str:
    """Return a topic as it stands in a list: a narrower one behind the wider."""
    wide = wider(library, topic)
    return topic.label if wide is topic else f"{wide.label}: {topic.label}"


def labels(library: Library, requirement: str, scheme: str, without: str = "") -> str:
    """Return the labels of a requirement's topics or functions, the main one first; empty if nobody read it."""
    about = library.about_of.get(requirement)
    names = () if about is None else about.topics if scheme == "topics" else about.functions
    # A label may have a comma in it.
    return "; ".join(library.topic_of[n].label for n in names if n != without)


def in_effect(r: Requirement) -> str:
    """Return from when a provision of a law is in effect; empty for any other."""
    days = sorted({a.effective for a in r.provision.applies}) if r.provision else []
    return " or ".join(days)
