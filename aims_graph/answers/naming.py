"""What people call a thing of a list by: folded so that spelling does not matter, and what comes near where nothing is called so."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from aims_graph.errors import AimsError

#: So many that come near are named.
MOST = 8


def folded(text: str) -> str:
    """Return a name without regard to capitals, hyphens, colons and blanks.

    >>> folded("aims:topic-Human  oversight")
    'aims topic human oversight'
    """
    return " ".join(text.lower().replace("-", " ").replace(":", " ").split())


class UnknownNameError(AimsError):
    """Nothing of a list is called so; ``near`` is a sentence that names what comes near, empty if nothing does."""

    def __init__(self, what: str, near: str, mend: str, advice: str = "") -> None:
        """Advise what comes near; where nothing does, the mend, or the advice on a page."""
        super().__init__(what, near or mend, near or advice)
        self.near = near


def near(text: str, known: Mapping[str, str]) -> str:
    """Return the labels that come near a text, as a sentence; empty if none does.

    Args:
        text: what was asked.
        known: folded name -> label.

    >>> known = {"audit": "Audits", "internal audit": "Internal audit", "logging": "Logging"}
    >>> near("loging", known), near("au", known), near("zebra", known), near("", known)
    ('Near are Logging.', 'Near are Audits, Internal audit.', '', '')
    """
    key = folded(text)
    found = dict.fromkeys(known[n] for n in difflib.get_close_matches(key, known, MOST, 0.6))
    found |= dict.fromkeys(label for name, label in known.items() if key and key in name)
    return f"Near are {', '.join(list(found)[:MOST])}." if found else ""
