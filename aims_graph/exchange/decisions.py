"""What a person decided of suggestions: accepted ones become rows of a folder of content that say no more than the person did, refused ones stay as negatives.

A table of suggestions has a column ``verdict`` to fill in, and ``relation`` and ``reason``; to change a suggestion, another ``object_id`` is written before it
is accepted. Everything is looked up first, and then written as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from aims_graph import clock
from aims_graph.answers.suggest.suggest import judged_pairs
from aims_graph.errors import AimsError, ContentError, Finding
from aims_graph.exchange.crosswalks import Crosswalk
from aims_graph.exchange.draft import DraftMapping
from aims_graph.exchange.grid import Grid, grids_of
from aims_graph.exchange.mapping_file import mapping_text
from aims_graph.formats.header import MAPPINGS, SLOTS
from aims_graph.formats.lists_tsv import REFUSED
from aims_graph.formats.mapping_sssom import canonical_mappings
from aims_graph.formats.tsv import Form, Row, TsvFile, canonical_text, read_tsv
from aims_graph.model import Library
from aims_graph.pack.pack import Pack
from aims_graph.vocabulary import CONVERSE, SET_RELATIONS

ACCEPT, REFUSE = "accept", "refuse"
#: What a row says whose person named no relation: that the two were put together.
_TOGETHER = "skos:relatedMatch"
_NEEDED = ("subject_id", "object_id", "verdict", "relation", "reason")
_REFUSED = ("subject_id", "object_id", "reason", "by", "date")
#: A set of the folder as far as it is looked at here: its header is read, whatever stands in it.
_SET = Form((), (), {**MAPPINGS, **SLOTS}, free=True)


@dataclass(frozen=True)
class Decision:
    """One suggestion that a person judged: accepted, perhaps with a set relation, or refused, with the reason."""

    subject: str
    object: str
    accepted: bool
    relation: str
    reason: str


@dataclass
class Proposal:
    """What would be written: place in the folder -> its whole text; and how many decisions of each kind that is."""

    files: dict[str, str] = field(default_factory=dict)
    accepted: int = 0
    refused: int = 0


def decisions(path: Path, library: Library) -> list[Decision]:
    """Read a table of suggestions as a person filled it in; lines without verdict are left.

    Raises:
        AimsError: if it cannot be read or is no such table.
        ContentError: with every fault, each with its line.
    """
    grids = grids_of(path, lambda cells: {*_NEEDED} <= {*cells})
    grid = next((g for g in grids if {*_NEEDED} <= {*g.columns}), None)
    if grid is None:
        what = f"{path} is no table of suggestions: it lacks the columns {', '.join(_NEEDED)}."
        raise AimsError(
            what,
            "Write one with: aims-graph suggest FRAMEWORK -o candidates.csv.",
            "Take one along from where candidates are suggested.",
        )
    grid.check([n for n, column in enumerate(grid.columns) if column in _NEEDED])
    found: dict[frozenset[str], Decision] = {}
    faults: list[Finding] = []
    judged = judged_pairs(library)
    for line, row in _filled(grid):
        what, mend = _fault(row, library, judged)
        pair = frozenset((row["subject_id"], row["object_id"]))
        if not what and pair in found:
            what, mend = f"{' and '.join(sorted(pair))} are decided above already", "leave one verdict for a pair"
        if what:
            faults.append(Finding(str(path), line, what, mend))
        else:
            found[pair] = _decided(row)
    if faults:
        raise ContentError(faults)
    return list(found.values())


def decision(row: Mapping[str, str], library: Library) -> Decision:
    """Return one decision: ``subject_id``, ``object_id``, ``verdict``, ``relation`` and ``reason``, as a line of such a table has them.

    Raises:
        AimsError: with what is wrong with it, and the mend.
    """
    what, mend = _fault(row, library, judged_pairs(library))
    if what:
        raise AimsError(f"{what[0].upper()}{what[1:]}.", f"{mend[0].upper()}{mend[1:]}.")
    return _decided(row)


def _decided(row: Mapping[str, str]) -> Decision:
    said = (row["verdict"] == ACCEPT, row["relation"].replace(" ", "_"), row["reason"])
    return Decision(row["subject_id"], row["object_id"], *said)


def _filled(grid: Grid) -> Iterable[tuple[int, dict[str, str]]]:
    for line, cells in grid.rows:
        row = {name: cell.strip() for name, cell in zip(grid.columns, cells, strict=False)}
        row = {name: row.get(name, "") for name in _NEEDED}
        row["verdict"] = row["verdict"].lower()
        if row["verdict"] or row["relation"]:
            yield line, row


def _fault(row: Mapping[str, str], library: Library, judged: set[frozenset[str]]) -> tuple[str, str]:
    """Return what is wrong with one decision, and the mend; both empty if nothing is."""
    if row["verdict"] not in (ACCEPT, REFUSE):
        return f"verdict is '{row['verdict']}'", f"write {ACCEPT} or {REFUSE}, or leave verdict and relation empty"
    for side in ("subject_id", "object_id"):
        if row[side] not in library.requirements:
            return f"{row[side] or 'nothing'} is no requirement", f"write an id in {side}, as in {library.example()}"
    one, other = row["subject_id"], row["object_id"]
    if library.requirements[one].framework == library.requirements[other].framework:
        return f"{one} and {other} are of one framework", "name requirements of two"
    if row["verdict"] == REFUSE:
        if row["relation"]:
            return "a refused pair has a relation", "accept it with that relation, or leave the relation empty"
        if not row["reason"]:
            return f"{one} and {other} are refused without a reason", "say in one sentence why they are no counterparts"
    elif row["relation"].replace(" ", "_") not in ("", *SET_RELATIONS):
        return f"relation is '{row['relation']}'", f"write one of {', '.join(SET_RELATIONS)}, or leave it empty"
    if frozenset((one, other)) in judged:
        return f"{one} and {other} are judged already", "change what stands there, and leave the verdict empty here"
    return "", ""


def proposal(decided: Iterable[Decision], by: str, library: Library, folder: Path) -> Proposal:
    """Say what entering decisions in a folder would write.

    Args:
        decided: what a person decided.
        by: the person, as she is to be named in each row.
        library: the content that the folder is put over, and the folder itself.
        folder: the folder of content.

    Raises:
        AimsError: if nobody is named, or a file of the folder cannot be added to.
    """
    if not by.strip() or any(c in by for c in "\t\n\r|"):
        what = "Accepted rows carry the name of who accepted them."
        raise AimsError(what, 'Say who: --by "Ada Lovelace".', "Say who, in one line.")
    today = clock.today().isoformat()
    found = Proposal()
    pairs: dict[tuple[str, str], list[dict[str, str]]] = {}
    refused = []
    for d in decided:
        one, other = (library.requirements[i].framework for i in (d.subject, d.object))
        turned = (folder / _place(other, one)).exists() and not (folder / _place(one, other)).exists()
        if d.accepted:
            pair = (other, one) if turned else (one, other)
            pairs.setdefault(pair, []).append(_row(d, by, library, today, turned))
            found.accepted += 1
        else:
            refused.append(dict(zip(_REFUSED, (d.subject, d.object, _plain(d.reason), by, today), strict=True)))
            found.refused += 1
    order = {r: n for n, r in enumerate(library.requirements)}
    for (subject, object_), rows in pairs.items():
        place = _place(subject, object_)
        table = _added(folder, place, rows)
        rows.sort(key=lambda row: (order[row["subject_id"]], order[row["object_id"]]))
        found.files[place] = (
            canonical_mappings(table.expect(_SET), library.names, order)
            if table
            else _new_set(subject, object_, rows, library, folder)
        )
    if refused:
        table = _added(folder, REFUSED, refused)
        head = table.head.lines if table else ["#title: Suggestions that were refused"]
        lines = [row.cells for row in table.rows] if table else refused
        found.files[REFUSED] = canonical_text(head, table.columns if table else _REFUSED, lines)
    return found


def _place(subject: str, object_: str) -> str:
    return f"mappings/{subject.replace('.', '-')}--{object_.replace('.', '-')}.sssom.tsv"


def _row(decided: Decision, by: str, library: Library, today: str, turned: bool) -> dict[str, str]:
    """Return one accepted suggestion as a row; read from the other side if the folder's set runs that way."""
    relation = decided.relation
    sides = (decided.subject, decided.object)
    if turned:
        relation, sides = CONVERSE.get(relation, ""), sides[::-1]
    return {
        "subject_id": sides[0],
        "subject_label": library.requirements[sides[0]].title,
        "predicate_id": SET_RELATIONS[relation][0] if relation else _TOGETHER,
        "predicate_modifier": "Not" if relation == "no_relationship" else "",
        "object_id": sides[1],
        "object_label": library.requirements[sides[1]].title,
        "ext_set_relation": relation,
        "comment": _plain(decided.reason),
        "mapping_justification": "semapv:ManualMappingCuration",
        "mapping_date": today,
        "author_label": by,
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def _added(folder: Path, place: str, rows: list[dict[str, str]]) -> TsvFile | None:
    """Return a table of the folder with rows added below those it has; none if it is not there yet.

    Raises:
        AimsError: if its form is faulty.
    """
    path = folder / place
    if not path.exists():
        return None
    table = read_tsv(path, Pack(folder.resolve(), folder.as_posix()))
    if not table.is_sound:
        raise AimsError(f"{path} has faults: {table.findings[0]}", "Mend it first; nothing was changed.")
    columns = [*table.columns, *(c for c in rows[0] if c not in table.columns and any(r[c] for r in rows))]
    return replace(table, columns=columns, rows=[*table.rows, *(Row.of(0, cells) for cells in rows)])


def _new_set(subject: str, object_: str, rows: list[dict[str, str]], library: Library, folder: Path) -> str:
    """Return the text of a first set of a pair in the folder; it claims no completeness, and its "intersects" is any overlap."""
    one, other = (library.frameworks[f].short for f in (subject, object_))
    name = f"https://{folder.resolve().name.lower().replace('_', '-').replace('.', '-')}.invalid/{subject}--{object_}"
    mapping = DraftMapping(name, f"{one} to {other}", (), any_overlap=True)
    return mapping_text(Crosswalk(subject, object_, rows), mapping, library.names, {}, "")
