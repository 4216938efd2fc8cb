"""What a colour stands for, the same in pages, pictures and files: a framework, a wide topic, or a function.

A framework's colour stands in its catalogue; topics and functions have theirs by their place in the list, and no framework's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import cycle

from aims_graph.answers.topics.topics import leading_function, main_topic, wider
from aims_graph.model import Library

#: Where no framework is meant, or one that mappings do not speak of.
OTHER = "#808080"
#: For frameworks whose catalogue names no colour, by rank: as far from each other, and from those named, as eight can be.
SPARE = ("#8C4B9E", "#5F8A3A", "#B5838D", "#4C6FA8", "#C79A2B", "#7A5C46", "#2F8F83", "#A23B55")

#: For topics and functions: as far from each other to all eyes as fourteen can be, and from the colours of the shipped frameworks. They were found by
#: a search over a grid of sRGB for the largest least distance in CIELAB, as everybody sees it and with the three kinds of colour blindness.
SORTS = ("#3C00A5", "#C3F000", "#FF9669", "#6969E1", "#870000", "#3CFFB4", "#A55A96", "#E12D00", "#78B4FF", "#691E3C", "#E1B4D2", "#9600FF", "#D24B5A", "#5A1E78")  # fmt: skip
#: What a node's colour may say -> how a person calls that.
FRAMEWORK, TOPIC, LEADS = "framework", "topic", "function"
SCHEMES = {TOPIC: "topics", LEADS: "functions"}
COLOUR_BY = {FRAMEWORK: "Framework", TOPIC: "Main topic", LEADS: "Leading function"}
#: What stands in a legend for what has no topic or function of its own, or one beyond the colours there are.
NONE, MORE = "a heading, or not read", "others"


def fills_by(library: Library, by: str, requirements: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return requirement id -> its colour, and the legend: word -> colour, as far as these requirements use it, in the order of the list.

    Args:
        library: the content.
        by: one of ``COLOUR_BY``.
        requirements: ids of what is drawn.
    """
    words: dict[str, tuple[str, str]] = {}
    for name in requirements:
        if by == FRAMEWORK:
            framework = library.requirements[name].framework
            words[name] = library.frameworks[framework].short, framework_fills(library).get(framework, OTHER)
            continue
        topic = main_topic(library, name) if by == TOPIC else leading_function(library, name)
        sort = wider(library, topic) if topic else None
        fill = sort_fills(library).get(sort.id, OTHER) if sort else OTHER
        words[name] = (sort.label if fill != OTHER else MORE) if sort else NONE, fill
    order = [
        *(f.short for f in library.mapped),
        *(t.label for t in library.topics if t.scheme == SCHEMES.get(by)),
        MORE,
        NONE,
    ]
    place = {word: n for n, word in enumerate(order)}
    legend = sorted(dict.fromkeys(words.values()), key=lambda entry: place.get(entry[0], len(order)))
    return {name: fill for name, (_, fill) in words.items()}, dict(legend)


@lru_cache(maxsize=4)
def sort_fills(library: Library) -> dict[str, str]:
    """Return wide topic or function id -> its colour, by its place in its list; those beyond the colours there are have none."""
    found: dict[str, str] = {}
    for scheme in dict.fromkeys(t.scheme for t in library.topics):
        found |= dict(zip((t.id for t in library.topics if t.scheme == scheme and not t.broader), SORTS, strict=False))
    return found


@lru_cache(maxsize=4)
def framework_fills(library: Library) -> dict[str, str]:
    """Return framework id -> its colour as ``#RRGGBB``, the same whenever the same frameworks are there."""
    spare = cycle(SPARE)
    named = {f.id: str(f.header.get("colour", "")) for f in library.mapped}
    return {name: fill if re.fullmatch(r"#[0-9A-Fa-f]{6}", fill) else next(spare) for name, fill in named.items()}
