"""All requirements of a topic, or of a function that does the work, with everything that is said between them."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.answers.naming import UnknownNameError, folded, near
from aims_graph.errors import AimsError
from aims_graph.model import Library, Mapping, Requirement, Support, Topic


@dataclass(frozen=True)
class Shelf:
    """A topic or function with the requirements it stands at by framework id, in their order, and what is said between these.

    ``main`` holds the ids of those of which it is the main topic, or where the function leads.
    """

    topic: Topic
    members: dict[str, tuple[Requirement, ...]]
    main: frozenset[str]
    rows: tuple[Mapping, ...]
    denied: tuple[Mapping, ...]
    supports: tuple[Support, ...]


def find_topic(library: Library, text: str, scheme: str = "") -> Topic:
    """Return the topic or function that a text names: by id, label or another word for it; of one scheme only, if that is given.

    Raises:
        AimsError: if none or several are named so; it says which come near.
    """
    known = [t for t in library.topics if not scheme or t.scheme == scheme]
    named = {t.id: {folded(t.id), folded(t.label), folded(t.id.partition("-")[2])} for t in known}
    others = {t.id: {folded(n) for n in t.alternatives} for t in known}
    # Its own name goes before what others call it.
    for names in (named, others):
        found = [t for t in known if folded(text) in names[t.id]]
        if len(found) == 1:
            return found[0]
        if found:
            what = f"'{text}' names {' and '.join(f'{t.label} ({t.id})' for t in found)}."
            raise AimsError(what, "Use the label or the id of one of them.")
    words_known = {name: t.label for t in known for name in (*named[t.id], *others[t.id])}
    what, close = scheme[:-1] or "topic or function", near(text, words_known)
    raise UnknownNameError(
        f"No {what} is called '{text}'.",
        close,
        "aims-graph topics lists them.",
        f"There are {'; '.join(t.label for t in known)}.",
    )


def done_by(library: Library, function: Topic) -> set[str]:
    """Return the ids of the requirements whose work a function does, alone or with others."""
    return {name for name, about in library.about_of.items() if function.id in about.functions}


def main_topic(library: Library, requirement: str) -> Topic | None:
    """Return what a requirement is about first; ``None`` if nobody read it."""
    about = library.about_of.get(requirement)
    return library.topic_of[about.topics[0]] if about else None


def leading_function(library: Library, requirement: str) -> Topic | None:
    """Return the function that leads the work of a requirement; ``None`` if nobody read it."""
    about = library.about_of.get(requirement)
    return library.topic_of[about.functions[0]] if about else None


def is_about(library: Library, requirement: str, topic: str) -> bool:
    """Whether a requirement is about a topic or a narrower one, first or also."""
    about = library.about_of.get(requirement)
    return about is not None and any(topic in upwards(library, own) for own in about.topics)


def wider(library: Library, topic: Topic) -> Topic:
    """Return the wider topic of a narrower one; a wider one is its own."""
    return library.topic_of.get(topic.broader, topic)


def sizes(library: Library) -> dict[str, dict[str, int]]:
    """Return topic or function id -> framework id -> how many requirements it stands at, those of its narrower topics included."""
    found: dict[str, dict[str, int]] = {t.id: {} for t in library.topics}
    for name, about in library.about_of.items():
        framework = library.requirements[name].framework
        for topic in dict.fromkeys(t for own in (*about.topics, *about.functions) for t in upwards(library, own)):
            found[topic][framework] = found[topic].get(framework, 0) + 1
    return found


def upwards(library: Library, name: str) -> tuple[str, ...]:
    """Return a topic or function with the wider topic it stands under, if it does."""
    wide = library.topic_of[name].broader
    return (name, wide) if wide else (name,)


def shelf(library: Library, topic: Topic) -> Shelf:
    """Return a topic, its narrower ones included, or a function, with all that stands on it."""
    within = {topic.id, *(t.id for t in library.topics if t.broader == topic.id)}
    held = {name: about for name, about in library.about_of.items() if within & {*about.topics, *about.functions}}
    members = {
        framework.id: tuple(r for r in library.members(framework.id) if r.id in held)
        for framework in library.mapped
        if any(library.requirements[n].framework == framework.id for n in held)
    }
    rows = [m for m in library.mappings if m.subject_id in held and m.object_id in held]
    rows.sort(key=lambda m: (library.position(m.subject_id), library.position(m.object_id)))
    return Shelf(
        topic,
        members,
        frozenset(n for n, about in held.items() if within & {about.topics[0], about.functions[0]}),
        tuple(m for m in rows if m.is_counterpart),
        tuple(m for m in rows if m.is_denied),
        tuple(s for s in library.supports if s.giver in held and s.taker in held),
    )
