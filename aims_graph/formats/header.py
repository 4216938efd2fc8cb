"""The header of a table: the ``#`` lines above it, YAML whose every value is read as it is written.

What a key may hold is declared once, key by key, in the tables below. A header is never written anew: its lines stay as a person
wrote them, comments (``##``) and unknown keys included; only what is missing from a list of it is added.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from aims_graph.pack.text import sign_name, unseen

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: A value of a header holds lists and keys in one another at most so deep; those that are read go no deeper than three.
_DEEPEST = 50
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
#: (line, what, mend)
Fault = tuple[int, str, str]


@dataclass(frozen=True)
class Kind:
    """What a key holds: how it is called and written, and how it is read (``None``: it is not of this kind).

    ``now`` is what a key is called that was called otherwise in earlier versions; tables of others may still have it.
    """

    called: str
    written: str
    read: Callable[[Any], Any]
    now: str = ""


def _listed(value: Any) -> list[str] | None:
    return value if isinstance(value, list) and all(isinstance(v, str) for v in value) else None


def _counts(value: Any) -> dict[str, int] | None:
    fits = isinstance(value, dict) and all(isinstance(v, str) and re.fullmatch("[0-9]{1,9}", v) for v in value.values())
    return {key: int(v) for key, v in value.items()} if fits else None


def _prefixes(value: Any) -> dict[str, str] | None:
    fits = isinstance(value, dict) and all(isinstance(v, str) and _NAMESPACE.fullmatch(v) for v in value.values())
    return value if fits else None


def _mapped(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _records(value: Any) -> list[dict[str, str]] | None:
    fits = isinstance(value, list) and all(isinstance(v, dict) and all(map(_is_text, v.values())) for v in value)
    return value if fits else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _matching(pattern: str) -> Callable[[Any], str | None]:
    return lambda value: value if isinstance(value, str) and re.fullmatch(pattern, value) else None


def _day(value: Any) -> str | None:
    try:
        return value if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and dt.date.fromisoformat(value) else None
    except (TypeError, ValueError):
        return None


TEXT = Kind("text", "key: text", lambda value: value if isinstance(value, str) else None)
LISTED = Kind("list", "a line '#- …' for each below '#key:'", _listed)
NUMBER = Kind("number", "key: 7", lambda value: int(value) if _matching("[0-9]{1,9}")(value) else None)
ADDRESS = Kind("web address", "key: https://…", _matching(r"https?://[^\s<>\"{}|\\^`\[\]]+"))
YES = Kind("yes or no", "key: yes", _matching("yes|no"))
#: What a key was called in earlier versions of some tables -> what it is called.
FORMER = {"licence": "license"}
FORMER_LICENSE = replace(ADDRESS, now=FORMER["licence"])
COLOUR = Kind("colour", "key: '#2E2585'", _matching("#[0-9A-Fa-f]{6}"))
DAY = Kind("day", "key: 2026-07-27", _day)
COUNTS = Kind("list of kind: number", "for instance '#counts:' and below it '#  control: 38'", _counts)
PREFIXES = Kind("list of prefix: IRI", "a line '#  prefix: https://…' for each below '#curie_map:'", _prefixes)
RECORDS = Kind("list of slots", "'#- slot_name: …' with its property and type_hint below", _records)
SAID = Kind("list of key: value", "a line '#  word: what the source says' for each below '#key:'", _mapped)
ANYTHING = Kind("anything", "", lambda value: value)
ANY_OVERLAP = Kind("the words any overlap", "key: any overlap", _matching("any overlap"))

Keys = Mapping[str, Kind]

#: Where an imported table came from: the file, its digest, its format, the day it was entered, what its rights line and header said.
ORIGIN: Keys = {
    **dict.fromkeys(("source_file", "source_sha256", "source_format", "rights"), TEXT),
    "entered": DAY,
    "source_says": SAID,
}
CATALOGUE: Keys = {
    **dict.fromkeys(
        ("id", "title", "short", "edition", "role", "language", "how_made", "note", "depth", "dates"), TEXT
    ),
    **dict.fromkeys(("scope_of_any", "amended_by_text", "example", "subject", "annex"), TEXT),
    **dict.fromkeys(
        (
            "names",
            "issuers",
            "number_words",
            "unit_words",
            "annex_words",
            "numbers_of",
            "sources",
            "remainders_for",
            "renumbered",
            "own_ids",
            "not_applicable",
            "certifiers_work_by",
        ),
        LISTED,
    ),
    "rank": NUMBER,
    "colour": COLOUR,
    "certifiable": YES,
    "complete": YES,
    "in_force": DAY,
    "certificates_until": DAY,
    "license": ADDRESS,
    "licence": FORMER_LICENSE,
    "text_at": ADDRESS,
    "counts": COUNTS,
    **ORIGIN,
}
LIST: Keys = {
    **dict.fromkeys(("title", "how_made", "source", "note", "as_of"), TEXT),
    "license": ADDRESS,
    "licence": FORMER_LICENSE,
    "complete": YES,
}
REMAINDERS: Keys = {**LIST, "towards": TEXT, "held": TEXT}
READINGS: Keys = LIST
#: The slots of a mapping set in SSSOM 1.0 that the project reads, and its own three.
MAPPINGS: Keys = {
    **dict.fromkeys(("mapping_set_id", "mapping_set_title", "subject_source", "object_source", "stated_by"), TEXT),
    "license": ADDRESS,
    "curie_map": PREFIXES,
    "extension_definitions": RECORDS,
    "complete": YES,
    "intersects_means": ANY_OVERLAP,
    **ORIGIN,
    # So many the file it came from states of all its pairs, those that were not entered included.
    "source_rows": NUMBER,
}
#: The other slots, which stay as they are.
SLOTS: Keys = dict.fromkeys(
    """
    cardinality_scope comment creator_id creator_label curation_rule curation_rule_text issue_tracker mapping_date
    mapping_provider mapping_set_confidence mapping_set_description mapping_set_source mapping_set_version mapping_tool
    mapping_tool_id mapping_tool_version object_match_field object_preprocessing object_source_version object_type other
    predicate_type publication_date see_also similarity_measure sssom_version subject_match_field subject_preprocessing
    subject_source_version subject_type
    """.split(),
    ANYTHING,
)


@dataclass
class Header:
    """A header as read: its values (texts, lists and mappings of texts), and where in the file each key stands.

    ``lines`` are the lines of the file, ``#`` included; ``at`` gives the line of each key, and ``ends``, where its entries stand
    one to a line, the line after the last of them and how far they are indented. Lines are counted from 1.
    """

    lines: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict)

    def typed(self, keys: Keys, free: bool) -> tuple[dict[str, Any], list[Fault]]:
        """Return the values as ``keys`` declare them, and each that is of another kind, or of no declared key unless ``free``.

        A value that is not of its kind is left out; an empty one counts as not written.
        """
        found: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, value in self.values.items():
            if isinstance(value, str) and not value.strip():
                continue
            kind = keys.get(key)
            if kind is None:
                if not free:
                    known = ", ".join(name for name, kind in keys.items() if not kind.now)
                    now = FORMER.get(key, "")
                    mend = f"write {now}" if now in keys else f"use one of {known}, or make it a comment: ##{key}: …"
                    faults.append((self.at[key], f"header key '{key}' is unknown", mend))
                found[key] = value
                continue
            read = kind.read(value)
            if read is None:
                shown = str(value) if len(str(value)) < 80 else f"{str(value)[:80]} …"
                mend = f"write {kind.written.replace('key', key)}"
                faults.append((self.at[key], f"{key} '{shown}' is no {kind.called}", mend))
            elif kind is LISTED and not all(map(str.strip, read)):
                faults.append((self.at[key], f"{key} has an empty entry", "remove it, or write what was meant"))
            elif kind.now and self.values.get(kind.now):
                faults.append(
                    (self.at[key], f"header key '{key}' is '{kind.now}', which stands here, too", "keep the latter")
                )
            else:
                found[kind.now or key] = read
        return found, faults

    def with_entries(self, key: str, entries: Sequence[str]) -> list[str] | None:
        """Return the lines with entries (lines without ``#`` and margin) added to a key, or the key added with them.

        ``None`` if the key's entries do not stand one to a line, so that none can be added without writing it anew.
        """
        if not entries:
            return self.lines
        margin = 0 if entries[0].startswith("- ") else 2
        if key not in self.at:
            return [*self.lines, f"#{key}:", *(f"#{' ' * margin}{entry}" for entry in entries)]
        line, indent = self.ends.get(key, (self.at[key] + 1, margin))
        if key not in self.ends and self.values[key] != "":
            return None
        new = [f"#{' ' * indent}{entry}" for entry in entries]
        return [*self.lines[: line - 1], *new, *self.lines[line - 1 :]]


def read_header(lines: list[str]) -> tuple[Header, list[Fault]]:
    """Read the header lines of a table, each with its ``#``.

    Returns:
        The header, empty if it cannot be read, and every fault: no YAML, a key that stands twice, an alias, a sign that does not show.
    """
    header = Header(lines)
    try:
        # Spreadsheets fill the lines up with tabs.
        node = yaml.compose("\n".join(line[1:].rstrip("\t") for line in lines), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the header is no YAML ({getattr(error, 'problem', None) or 'nested too deeply'})"
        return header, [(mark.line + 1 if mark else 1, what, "write it as 'key: value' lines that begin with #")]
    if node is None:
        return header, []
    if not isinstance(node, yaml.MappingNode):
        return header, [
            (1, "the header is no list of keys and values", "write it as 'key: value' lines that begin with #")
        ]
    faults: list[Fault] = []
    header.values = _plain(node, faults, set(), 0)
    for key, value in node.value:
        name = str(key.value)
        header.at.setdefault(name, key.start_mark.line + 1)
        if isinstance(value, yaml.CollectionNode) and value.value and not value.flow_style:
            last = value.value[-1]
            end = (last[1] if isinstance(last, tuple) else last).end_mark
            header.ends[name] = _after(end, lines), value.start_mark.column
    return header, faults


def _after(end: Any, lines: list[str]) -> int:
    """Return the line after an entry: the mark stands behind it, or, after a block, at the beginning of what follows it."""
    place = end.line + 1 if end.column else end.line
    while place > 1 and lines[place - 1].strip("# \t") == "":
        place -= 1
    return int(place) + 1


def _plain(node: Any, faults: list[Fault], seen: set[int], deep: int) -> Any:
    """Turn a node into texts, lists and dictionaries, each scalar as it is written; a key that stands twice keeps its first value.

    What is nested too deeply is left out: nobody could walk through it.
    """
    line = node.start_mark.line + 1
    if id(node) in seen:
        faults.append((line, "the header repeats a part by its name (*…)", "write it out"))
        return ""
    seen.add(id(node))
    if deep > _DEEPEST:
        faults.append((line, f"the header nests lists or keys more than {_DEEPEST} deep", "write it flatter"))
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, faults, seen, deep + 1) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                faults.append((key.start_mark.line + 1, "a key of the header is no text", "write it as 'key: value'"))
                continue
            if key.value in found:
                what = f"header key '{key.value}' stands twice"
                faults.append((key.start_mark.line + 1, what, "keep one of the two lines"))
                continue
            found[key.value] = _plain(value, faults, seen, deep + 1)
        return found
    for place in unseen(str(node.value)):
        if node.value[place] != "\n":
            what = f"the header holds {sign_name(node.value[place])}, which does not show as it is stored"
            faults.append((line, what, "remove it, or write what was meant"))
            break
    return str(node.value)
