"""A framework of somebody else's as a catalogue of our own kind: each requirement gets an id, each its parent above it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from aims_graph.counting import count_of
from aims_graph.exchange.cells import header_lines, is_too_long, one_line, slug
from aims_graph.exchange.draft import DraftFramework, DraftRequirement, Note
from aims_graph.exchange.sides import Entered
from aims_graph.formats.header import ADDRESS
from aims_graph.formats.tsv import canonical_text
from aims_graph.identifiers import is_called
from aims_graph.model import Framework

_COLUMNS = ("id", "number", "kind", "title", "parent", "assessable", "alias", "summary")
#: So many signs of a text stand for a title where the source prints none.
_TITLE = 90
_NOT_IN_IDS = re.compile(r"[\s|<>\"{}\\^`]+")


@dataclass(frozen=True)
class Catalogue:
    """A catalogue as it would be written: its text, the framework under its new ids, what of it is not kept, and how it is called in answers."""

    entered: Entered
    text: str
    notes: tuple[Note, ...]
    short: str


def catalogue(
    draft: DraftFramework, prefix: str, short: str, origin: Mapping[str, str], others: Collection[Framework] = ()
) -> Catalogue:
    """Return the catalogue of a framework.

    Args:
        draft: what the file says of it.
        prefix: the id the framework gets here.
        short: how it is called in answers; empty for what the file says.
        origin: header lines about the file it came from (``ORIGIN`` of formats/header.py).
        others: the frameworks there are; what one of them is called already is no name of this one, unless it is asked for.
    """

    def is_free(name: str) -> bool:
        return not any(is_called(other, name) for other in others)

    times = Counter(r.key for r in draft.requirements)
    notes = [Note("", f"'{key}' stands {n} times; the last is kept") for key, n in times.items() if n > 1]
    printed = Counter(one_line(r.number) for r in draft.requirements if r.number)
    if several := [f"'{number}'" for number, n in printed.items() if n > 1]:
        shown = ", ".join(several[:3]) + " …" * (len(several) > 3)
        notes.append(Note("", f"numbers that several requirements have ({shown}): name these by their ids"))
    ordered = list(_parents_first(draft))
    ids = _ids(ordered, prefix)
    rows = [_row(r, ids, notes) for r in ordered]
    # Where id and number differ, the header says of which kinds.
    own = [r.kind for r in ordered if r.number and ids[r.key] != f"{prefix}:{one_line(r.number).replace(' ', '-')}"]
    more = sorted({key for r in ordered for key in r.more})
    brief = draft.title if len(draft.title) <= 40 else ""
    called = short or next((name for name in (draft.short, brief) if name and is_free(name)), prefix)
    names = _names(draft, called)
    if lost := [f"'{name}'" for name in names if not is_free(name)]:
        notes.append(Note("", f"another framework is called {', '.join(lost)}: that is no name of this one"))
    licence = ADDRESS.read(one_line(draft.licence)) or ""
    header = {
        "id": prefix,
        "title": one_line(draft.title) or draft.key,
        "short": called,
        "names": [*filter(is_free, names)],
        "edition": draft.edition,
        "role": "framework",
        "complete": "no",
        "language": draft.language,
        "license": licence,
        "rights": draft.rights or ("" if licence else draft.licence),
        "own_ids": sorted({_kind(kind) for kind in own}),
        "sources": [origin["source_file"]],
        **origin,
        "source_says": {
            **({"key": draft.key} if draft.key != prefix else {}),
            **{k: v for k in ("issuer", "date", "description") if (v := getattr(draft, k))},
            **draft.more,
        },
    }
    columns = [*_COLUMNS, *dict.fromkeys(map(added_column, more))]
    text = canonical_text(header_lines(header), columns, rows)
    return Catalogue(Entered(prefix, draft, ids), text, tuple(notes), called)


def added_column(key: str) -> str:
    """Return the column that holds what the file says under a name of its own.

    >>> added_column("Implementation Group"), added_column("Größe (cm)")
    ('ext_implementation_group', 'ext_größe_cm')
    """
    plain = unicodedata.normalize("NFC", key).lower()
    return "ext_" + re.sub(r"[\W_]+", "_", plain).strip("_").removeprefix("ext_")


def _names(draft: DraftFramework, called: str) -> list[str]:
    """Return what people and other files may call it, beside its id and short name."""
    names = (draft.key if "://" not in draft.key else "", draft.key.rpartition(":")[2], draft.title, draft.short)
    return [n for n in dict.fromkeys(map(one_line, names)) if n and n != called and "/" not in n[:8]]


def _parents_first(draft: DraftFramework) -> Iterator[DraftRequirement]:
    """Yield the requirements in the file's order, each behind its parent."""
    by_key = {r.key: r for r in draft.requirements}
    done: set[str] = set()
    for requirement in draft.requirements:
        chain: list[DraftRequirement] = []
        at: DraftRequirement | None = requirement
        while at and at.key not in done:
            done.add(at.key)
            chain.append(at)
            at = by_key.get(at.parent)
        yield from reversed(chain)


def _ids(requirements: list[DraftRequirement], prefix: str) -> dict[str, str]:
    """Return key -> id: the number where it has one that no other has, else the last part of the file's own name."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for r in requirements:
        number, tail = one_line(r.number), re.split(r"[:/#]", r.key)[-1]
        ways = [re.sub(r"\s+", "-", number), _NOT_IN_IDS.sub("-", tail), _NOT_IN_IDS.sub("-", f"{tail}-{r.kind}")]
        ways = [w for w in (w.strip("-") for w in ways) if w and not _NOT_IN_IDS.search(w)] or ["x"]
        local = next((w for w in ways if w not in taken), "") or next(
            w for n in count(2) if (w := f"{ways[-1]}-{n}") not in taken
        )
        taken.add(local)
        ids[r.key] = f"{prefix}:{local}"
    return ids


def _kind(kind: str) -> str:
    return slug(kind, "requirement").replace(".", "-")


def _row(r: DraftRequirement, ids: Mapping[str, str], notes: list[Note]) -> dict[str, str]:
    text, title, number = one_line(r.text), one_line(r.title), one_line(r.number)
    if r.parent and r.parent not in ids:
        notes.append(
            Note(
                r.where,
                f"{number or r.key} stands under '{r.parent}', which the file does not have: it stands at the top",
            )
        )
    cells = {
        "id": ids[r.key],
        "number": number,
        "kind": _kind(r.kind),
        "title": title or f"({_beginning(text) or number or ids[r.key].partition(':')[2]})",
        "parent": ids.get(r.parent, ""),
        "assessable": "yes" if r.assessable else "no",
        "alias": "|".join(dict.fromkeys(a.replace("|", "/") for a in map(one_line, r.aliases) if a)),
        "summary": text if text != title else "",
        **_added(r.more),
    }
    for column, cell in cells.items():
        if is_too_long(cell):
            notes.append(
                Note(
                    r.where,
                    f"{column} of {number or r.key} has {count_of(len(cell), 'sign')}, more than a workbook holds: left out",
                )
            )
            cells[column] = ""
    return cells


def _added(more: Mapping[str, str]) -> dict[str, str]:
    """Return what a file says under names of its own, by column; names that come to the same column share it."""
    found: dict[str, str] = {}
    for key, value in more.items():
        column, text = added_column(key), one_line(value)
        found[column] = f"{found[column]} | {text}" if found.get(column) and text else text or found.get(column, "")
    return found


def _beginning(text: str) -> str:
    """Return the first words of a text, as a title."""
    # A point ends a sentence only before a capital, and not behind a letter by itself: "Art. 5", "incl. tests", "z. B. Prompts".
    first = re.split(r"(?<=[;:?!])\s|(?<=\w\w\.)\s(?=[^\W\d_a-zäöü])", text, maxsplit=1)[0].rstrip(".;:")
    if len(first) <= _TITLE:
        return first
    return first[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
