"""The colour of each framework: that of its catalogue, else one of the spare ones by rank, the same in pages, pictures and files."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import cycle

from aims_graph.model import Library

#: Where no framework is meant, or one that mappings do not speak of.
OTHER = "#808080"
#: For frameworks whose catalogue names no colour, by rank: as far from each other, and from those named, as eight can be.
SPARE = ("#8C4B9E", "#5F8A3A", "#B5838D", "#4C6FA8", "#C79A2B", "#7A5C46", "#2F8F83", "#A23B55")


@lru_cache(maxsize=4)
def framework_fills(library: Library) -> dict[str, str]:
    """Return framework id -> its colour as ``#RRGGBB``, the same whenever the same frameworks are there."""
    spare = cycle(SPARE)
    named = {f.id: str(f.header.get("colour", "")) for f in library.mapped}
    return {name: fill if re.fullmatch(r"#[0-9A-Fa-f]{6}", fill) else next(spare) for name, fill in named.items()}


def ink_on(fill: str) -> str:
    """Return black or white, whichever reads better on a colour (WCAG 2.2 relative luminance).

    >>> ink_on("#2E2585"), ink_on("#F0DE8A")
    ('#FFFFFF', '#000000')
    """
    parts = [int(fill[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#FFFFFF"
