"""What a search found, as a table, with how much each framework, topic and function would leave."""

from __future__ import annotations

from aims_graph.answers.requirement.facets import Found, Narrowing, find
from aims_graph.answers.requirement.search import ANY, CONCEPT, NUMBER, TEXT, THESAURUS, TITLE, UNDER, Why, looked_for
from aims_graph.counting import count_of, some_of
from aims_graph.model import Library, Table
from aims_graph.present.topics import topic_label
from aims_graph.present.words import number_cell

#: Facet -> what a person calls it.
FACET_WORDS = {"framework": "Framework", "topic": "Topic", "function": "Done by"}
#: The list that something was found in -> why that is.
_WHY = {
    NUMBER: "its number is {0}",
    UNDER: "it stands under {0}",
    THESAURUS: "the thesaurus has it under '{0}'",
    CONCEPT: "speaks of '{0}', which the thesaurus gives for it",
    TITLE: "its title has the words",
    TEXT: "its title, headings or summary have the words",
    ANY: "has some of the words",
}
#: So many values of a facet are named below a table.
_NAMED = 8


def search_table(library: Library, question: str, narrowing: Narrowing | None = None, limit: int = 10) -> Table:
    """Return the best hits as a table: framework, number, title, why, id; below it what each facet would leave.

    Raises:
        AimsError: if the question holds no word that can be looked for.
    """
    found = find(library, question, narrowing)
    rows = tuple(
        (
            library.frameworks[h.requirement.framework].short,
            number_cell(library, h.requirement),
            h.requirement.title,
            "; ".join(map(why_in_words, h.why[:2])),
            h.requirement.id,
        )
        for h in found.hits[:limit]
    )
    notes = [f"The best {limit} of {len(found.hits)}; --limit shows more."] if len(found.hits) > limit else []
    asked = looked_for(question)
    if len(question) > len(asked) and asked != " ".join(question.split()):
        notes.append(
            f"Only the beginning of the question, {count_of(len(asked), 'sign')} of {len(question)}, was looked for."
        )
        asked += " …"
    notes += [line for facet in FACET_WORDS if (line := _facet(library, found, facet))]
    return Table(f"What speaks of '{asked}'", ("framework", "number", "title", "why", "id"), rows, tuple(notes))


def why_in_words(why: Why) -> str:
    """Return why something was found, without full stop.

    >>> why_in_words(Why(TITLE, read_as=("oversight",)))
    'its title has the words (read as oversight)'
    """
    note = f" (read as {', '.join(why.read_as)})" if why.read_as else ""
    return _WHY[why.list].format(why.of) + note


def facet_value(library: Library, facet: str, value: str) -> str:
    """Return how a person calls a value of a facet."""
    return library.frameworks[value].short if facet == "framework" else topic_label(library, library.topic_of[value])


def _facet(library: Library, found: Found, facet: str) -> str:
    """Say how much each value would leave, the most first; of topics the narrow ones, for these tell more."""
    narrow = {v: n for v, n in found.counts[facet].items() if facet != "topic" or library.topic_of[v].broader}
    most = sorted(narrow.items(), key=lambda item: -item[1])
    if not most:
        return ""
    names = (library.frameworks[v].short if facet == "framework" else library.topic_of[v].label for v, _ in most)
    said = [f"{name} {n}" for name, (_, n) in zip(names, most, strict=True)]
    return f"{FACET_WORDS[facet]} (--{facet}): {some_of(said, _NAMED, '; ')}."
