"""Characters that neither a screen nor a file may get as they are, because they act instead of being seen.

Control characters move the cursor or change a terminal's state; direction-changing and invisible ones make a line read
otherwise than it is stored; some cannot stand in XML or UTF-8 at all. They are shown by their number instead. Line ends and
tabs stay, and so do the two joiners, which belong to how several languages are written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape

_JOINERS = "\u200c\u200d"
#: Control, format, surrogate, line and paragraph separators.
_ACTING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
#: Nearly all text is skipped by this: what is left is looked up one by one.
_UNUSUAL = re.compile(r"\r(?!\n)|[^\r\n\t -~]")


def visible(text: str) -> str:
    r"""Return a text with every such character shown by its number.

    >>> visible("red \x1b[31m, turned \u202e")
    'red \\x1b[31m, turned \\u202e'
    """
    return text if text.isprintable() else _UNUSUAL.sub(lambda found: _shown(found.group()), text)


def escaped(text: str, long: str = "") -> str:
    r"""Escape such characters in JSON, so that the value read back is the one that was written.

    Args:
        text: JSON, or a language whose strings know the same ``\uXXXX``.
        long: how that language writes a character beyond U+FFFF (Turtle: ``\U{:08X}``); as two surrogates if empty.

    >>> escaped('"\u202e"')
    '"\\u202e"'
    """

    def written(found: re.Match[str]) -> str:
        sign = found.group()
        if _shown(sign) == sign:
            return sign
        if ord(sign) > 0xFFFF and long:
            return long.format(ord(sign))
        units = sign.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[n : n + 2].hex()}" for n in range(0, len(units), 2))

    return text if text.isprintable() else _UNUSUAL.sub(written, text)


def xml_text(text: str) -> str:
    r"""Return a text as XML shows it: such characters by their number, and no markup.

    >>> xml_text("a < b\u202e")
    'a &lt; b\\u202e'
    """
    return escape(visible(text), quote=False)


@lru_cache(maxsize=4096)
def _shown(sign: str) -> str:
    point = ord(sign)
    no_character = point & 0xFFFE == 0xFFFE
    if sign in _JOINERS or not (unicodedata.category(sign) in _ACTING or no_character):
        return sign
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
