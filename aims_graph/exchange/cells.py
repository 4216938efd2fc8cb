"""Texts of foreign files as our own tables hold them: one line, nothing unseen, nothing a spreadsheet or a reader would take for markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

import yaml

from aims_graph.formats.tsv import LONGEST_CELL
from aims_graph.pack.text import unseen

#: Nobody means more by "from … to".
_LONGEST_SPAN = 60


def one_line(text: str) -> str:
    """Return a text as one line of a table: blanks of every kind single, signs that do not show left out, quotes around it as typographic ones.

    >>> one_line('  a\\tb\\nc '), one_line('"all of it"'), one_line("so" + chr(0x200B) + "ft")
    ('a b c', '“all of it”', 'soft')
    """
    plain = " ".join(text.split())
    hidden = set(unseen(plain))
    # What is left out may have stood between two blanks.
    plain = " ".join("".join(c for n, c in enumerate(plain) if n not in hidden).split())
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        plain = f"“{plain[1:-1]}”"
    return plain


def trimmed(text: str) -> str:
    """Return a text without blanks and signs that do not show around it.

    >>> trimmed(chr(0xFEFF) + " a b" + chr(0x200B) + chr(0xA0))
    'a b'
    """
    bare = text.strip()
    while bare and (unicodedata.category(bare[0]) == "Cf" or unicodedata.category(bare[-1]) == "Cf"):
        bare = (bare[1:] if unicodedata.category(bare[0]) == "Cf" else bare[:-1]).strip()
    return bare


def is_too_long(text: str) -> bool:
    """Whether no cell of a workbook could hold it."""
    return len(text) > LONGEST_CELL


def slug(text: str, fallback: str = "x") -> str:
    """Return a text as a part of file names and prefixes: letters, digits and hyphens, a letter first; a letter with a mark without it.

    >>> slug("NIST CSF 2.0"), slug("27001 (2022)"), slug("Jöhn"), slug("…")
    ('nist-csf-2.0', 'x-27001-2022', 'john', 'x')
    """
    # Decomposed (NFKD), a letter stands before its marks.
    unmarked = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9.]+", "-", unmarked.lower()).strip("-.")
    if not plain:
        return fallback
    return plain if plain[0].isalpha() else f"{fallback}-{plain}"


def urn_part(text: str) -> str:
    """Return a text as the last part of a URN: small, letters, digits and ``. - _`` only; what had others is told apart by a digest.

    >>> urn_part("iso42001:A.6.2.8"), urn_part("house:3.1-a)")
    ('a.6.2.8', '3.1-a-4ede2b')
    """
    local = text.rpartition(":")[2]
    plain = re.sub(r"[^a-z0-9._-]+", "-", local.lower()).strip("-")
    return plain if plain == local.lower() else f"{plain}-{sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


def separate(text: str, within: Collection[str] = ()) -> list[str]:
    """Return the requirements that one cell names; a comma parts them only where each part has a number of its own.

    Args:
        text: the cell.
        within: words that begin the rest of a number, small: point.

    >>> separate("A.5.1, A.5.2"), separate("Annex III, point 5", {"point"}), separate("4.1; 4.2")
    (['A.5.1', 'A.5.2'], ['Annex III, point 5'], ['4.1', '4.2'])
    >>> separate("A.5.9 – A.5.11"), separate("A.5.20 / A.5.21")
    (['A.5.9', 'A.5.10', 'A.5.11'], ['A.5.20', 'A.5.21'])
    """
    parts = [p.strip() for p in re.split(r"[;\n]+", text) if p.strip()]
    found: list[str] = []
    for part in parts:
        pieces = [p.strip() for p in re.split(r",|\s(?:/|&|and|und)\s", part) if p.strip()]
        begins = (re.split(r"[\s.(]", p.lower(), maxsplit=1)[0] for p in pieces)
        whole = all(re.search(r"\d", p) for p in pieces) and not any(word in within for word in begins)
        found += [number for piece in (pieces if whole else [part]) for number in _span(piece)]
    return list(dict.fromkeys(found))


def _span(text: str) -> list[str]:
    """Return each number from the first to the last of two that differ in their last part alone; else the text as it is."""
    ends = re.fullmatch(r"(.*\D)(\d+)\s*[-–—]\s*\1(\d+)", text)
    if not ends or not 0 < int(ends[3]) - int(ends[2]) < _LONGEST_SPAN:
        return [text]
    # AI-01 to AI-03 keep their zeros.
    return [f"{ends[1]}{n:0{len(ends[2])}}" for n in range(int(ends[2]), int(ends[3]) + 1)]


def header_lines(values: Mapping[str, Any]) -> list[str]:
    """Return the lines of a header; what is empty is left out."""
    said = {key: plain for key, value in values.items() if value and (plain := _plain(value))}
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False)
    return [f"#{line}" for line in text.splitlines()] if said else []


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return one_line(str(value))
