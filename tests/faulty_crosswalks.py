"""Crosswalks with faults planted in them, as published ones have them; each fault with the rule that must find it, and what is right.

They stand in ``faulty-crosswalks.tsv``, a line for each row; lines of one fault follow each other. A row is (subject, its title, relation, object, its
title, comment). A relation is a set relation, a SKOS predicate, ``Not`` before either, or ``predicate/relation``; an empty side says that there is no
counterpart.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from aims_graph.exchange.draft import Draft, DraftMapping, DraftRow, Side

Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Planted:
    """One fault: the rows that have it, the rule that finds it at the last of them, and the ids that should stand there."""

    name: str
    rule: str
    rows: tuple[Row, ...]
    right: tuple[str, ...] = ()


A, S, Q, R, L = "iso42001:", "iso27001:", "iso9001:", "airmf:", "aiact:"


def planted() -> dict[tuple[str, str], tuple[Planted, ...]]:
    """Return pair of frameworks -> the faults planted in a crosswalk of it."""
    text = Path(__file__).with_name("faulty-crosswalks.tsv").read_text(encoding="utf-8")
    _, *lines = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: dict[tuple[str, str], tuple[Planted, ...]] = {}
    for (subject, object_, name, rule, right), rows in groupby(lines, key=lambda line: line[:5]):
        fault = Planted(name, rule, tuple((*line[5:],) for line in rows), (*filter(None, right.split("|")),))
        found[subject, object_] = (*found.get((subject, object_), ()), fault)
    return found


PLANTED = planted()


def draft_row(row: Row, where: str) -> DraftRow:
    """Return a planted row as a reader would."""
    subject, subject_title, said, object_, object_title, comment = row
    modifier, said = ("Not", said.removeprefix("Not ")) if said.startswith("Not ") else ("", said)
    predicate, _, relation = said.partition("/") if ":" in said else ("", "", said)
    subjects = (Side(subject, "", subject_title),) if subject else ()
    objects = (Side(object_, "", object_title),) if object_ else ()
    return DraftRow(subjects, objects, where, predicate, modifier, relation, comment=comment)


def draft(pair: tuple[str, str], rows: Iterable[Row], prefixes: dict[str, str], **more: object) -> Draft:
    """Return a file of rows, the first on line 10."""
    found = tuple(draft_row(row, str(line)) for line, row in enumerate(rows, 10))
    mapping = DraftMapping("theirs", "Theirs", found, *pair, prefixes=prefixes, **more)  # type: ignore[arg-type]
    return Draft("SSSOM", Path("theirs.sssom.tsv"), "", (), (mapping,))
