"""Which column of a table is what: by the words of ``words.tsv``, and as a person says it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from aims_graph.errors import AimsError
from aims_graph.exchange.grid import Grid

#: What begins a part that says what a word of the column of relations means.
RELATION_WORD = "relation."


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Return for each group of ``words.tsv`` (framework, mapping, relation, truth): word -> what it means."""
    found: dict[str, dict[str, str]] = {}
    lines = (Path(__file__).parent / "words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for means, of, said in (line.split("\t") for line in lines):
        found.setdefault(of, {}).update({plain(word): means for word in (means, *said.split("|"))})
    return found


def plain(text: str) -> str:
    """Return a heading or a word as it is compared: small, without stars, hyphens and other signs between its words."""
    return " ".join(re.sub(r"[\s_./:*-]+", " ", text.lower()).split()) or text.strip()


def fields() -> tuple[str, ...]:
    """Return what a column can be."""
    return tuple(dict.fromkeys([*words()["framework"].values(), *words()["mapping"].values()]))


def is_understood(cells: list[str]) -> bool:
    """Whether the words for columns tell of two cells or more what they head, what a row is of among them."""
    told, open_ = guess(Grid("", cells))
    found = {*told, *open_}
    return {"subject", "object"} <= found or (len(found) > 1 and bool(found & {"number", "key", "title"}))


def parts_of(columns: str) -> list[tuple[str, str]]:
    """Return what a person says of columns: each field with the column, or with ``=`` and what holds for every row."""
    parts = filter(None, (p.strip() for p in re.split(r",(?=\s*(?:[a-z_]+|relation\.[^,=]+)\s*=)", columns)))
    return [(name.strip(), value) for name, _, value in (p.partition("=") for p in parts)]


def relations_of(columns: str) -> dict[str, str]:
    """Return what a person says that words of the column of relations mean (``relation.full=subset of``), each as the word for it here.

    Raises:
        AimsError: if one means none.
    """
    found: dict[str, str] = {}
    for name, value in parts_of(columns):
        if name.startswith(RELATION_WORD):
            means = words()["relation"].get(plain(value))
            if not means:
                known = ", ".join(dict.fromkeys(words()["relation"].values()))
                raise AimsError(f"'{name}={value}' says of no word what it means.", f"Write one of {known} behind it.")
            found[plain(name.removeprefix(RELATION_WORD))] = means
    return found


def guess(grid: Grid) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return which column is what by the words for it, and what several columns could be."""
    found: dict[str, list[int]] = {}
    for n, column in enumerate(grid.columns):
        for of in ("framework", "mapping"):
            means = _means(of, column)
            # "No." heads numbers, and "no" among yes and no heads nothing.
            if means and (means != "number" or not _says_yes_and_no(grid, n)):
                found.setdefault(means, []).append(n)
    open_ = {field: [grid.columns[n] for n in places] for field, places in found.items() if len(set(places)) > 1}
    return {field: places[0] for field, places in found.items() if field not in open_}, open_


def _means(of: str, column: str) -> str:
    """Return what a column's name means; one that says it in two languages ("No. / Nr.") means what both do."""
    known = words()[of]
    if means := known.get(plain(column)):
        return means
    both = {known.get(plain(part), "") for part in re.split(r"[/|(]|\s[-–]\s", column.rstrip(") "))}
    return both.pop() if len(both) == 1 else ""


def _says_yes_and_no(grid: Grid, column: int) -> bool:
    truth = words()["truth"].keys()
    values = {plain(cells[column]) for _, cells in grid.rows if cells[column]}
    return plain(grid.columns[column]) in truth and bool(values) and values <= truth
