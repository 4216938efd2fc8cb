"""Bytes of a content file to text; and what in it is no text that a person sees as it is stored.

A character that shows nothing, or turns what follows round, makes a row say something else than it shows; a control character
reaches terminals and pages. So each is named, save where a script needs it: a joiner inside a word of a joining script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.errors import RUN_FORMAT, Finding

#: Bytes that certainly show as they are stored, or divide cells and lines; all others are looked at.
_PLAIN = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
#: They join or choose the shape of the sign before them, which must be there.
_JOINERS = re.compile("[\u034f\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Letters, signs or nothing yet by their category, but they show nothing; the replacement character says that something was lost.
_BLANK = re.compile(
    "[\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffd\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
#: Formats that do show: number signs of Arabic and Kaithi, the Syriac abbreviation mark.
_SHOWN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
#: No more lines than this are named one by one for the same thing.
NAMED = 10


def read_text(path: Path, file: str) -> tuple[str | None, list[Finding]]:
    """Read a content file, called ``file`` in findings.

    Returns:
        Its text with plain line ends, ``None`` if it cannot be read as text; and every fault of its form.
    """
    if path.exists() and not path.is_file():
        return None, [Finding(file, 0, "is no file", "put the table there, or rename the folder", form=True)]
    try:
        data = path.read_bytes()
    except OSError as error:
        mend = "check that the file exists and may be read, or restore it from its history"
        return None, [Finding(file, 0, f"cannot be read ({error.strerror})", mend, form=True)]
    mend = "save the file as UTF-8 without a byte order mark"
    other = _other_encoding(data)
    if other:
        return None, [Finding(file, 1, f"is {other}, not UTF-8", mend, form=True)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Finding(file, line, f"not UTF-8 (byte {error.start})", mend, form=True)]
    findings = []
    if text.startswith("\ufeff"):
        findings.append(Finding(file, 1, "begins with a byte order mark", RUN_FORMAT, form=True))
        text = text[1:]
    if "\r\n" in text:
        findings.append(Finding(file, 1, "has Windows line ends", RUN_FORMAT, form=True))
        text = text.replace("\r\n", "\n")
    if text and not text.endswith("\n"):
        mend = "compare the last row with the file's history, then add a line end"
        line = text.count("\n") + 1
        findings.append(Finding(file, line, "ends without a line end: it may be cut short", mend, form=True))
    return text, [*findings, *_unseen(text, file)]


def sound_text(path: Path) -> str:
    """Return the text of a file that :func:`read_text` found sound, as it returns it: a byte order mark and Windows line ends do no harm."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _other_encoding(data: bytes) -> str:
    """Return the encoding that writes a letter in two or four bytes, if a file is of one: by its mark or by where its zero bytes are.

    >>> _other_encoding("id".encode("utf-16-be")), _other_encoding(b"id")
    ('UTF-16', '')
    """
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    if b"\0" not in data:
        return ""
    filled = sum(2 * part.count(0) < len(part) for part in (data[n::4] for n in range(4)))
    return {1: "UTF-32", 2: "UTF-16"}.get(filled, "")


def unseen(text: str) -> Iterator[int]:
    """Yield the places of the characters that do not show as they are stored.

    >>> list(unseen("naïve – “so”")), list(unseen("a" + chr(0x202E) + "b"))
    ([], [1])
    """
    signs = "".join(c for c in _signs(text) if _JOINERS.match(c) or _never_shows(c))
    if signs:
        for match in re.finditer(f"[{re.escape(signs)}]", text):
            place = match.start()
            if not (_JOINERS.match(match[0]) and _joins(text[place - 1 : place])):
                yield place


def _signs(text: str) -> list[str]:
    """Return what a text holds beside plain signs, each once: the one cheap look at a whole file."""
    return sorted(set(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")))


def _never_shows(sign: str) -> bool:
    nothing = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    formats = unicodedata.category(sign) in _INVISIBLE and not _SHOWN.match(sign)
    return nothing or formats or _BLANK.match(sign) is not None


def _joins(before: str) -> bool:
    """Whether a joiner may follow: Latin letters and digits need none; letters of other scripts, and pictures, may."""
    return before > "\u058f" and unicodedata.category(before)[0] in "LMS"


def sign_name(sign: str) -> str:
    """Return a character's number and name, as Unicode gives them.

    >>> sign_name(chr(0x202E))
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def _unseen(text: str, file: str) -> Iterator[Finding]:
    """Yield the first such character of each line, the first lines one by one."""
    line, last, seen, at = 1, 0, 0, 0
    for place in unseen(text):
        line += text.count("\n", at, place)
        at = place
        if line == last:
            continue
        last, seen = line, seen + 1
        if seen <= NAMED:
            what = f"holds {sign_name(text[place])}, which does not show as it is stored"
            yield Finding(file, line, what, "remove it, or write what was meant", form=True)
    if seen > NAMED:
        what = f"{count_of(seen - NAMED, 'more line holds', 'more lines hold')} characters that do not show"
        yield Finding(file, line, what, "remove them; the first are named above", form=True)
