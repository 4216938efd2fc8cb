"""A proof pack: each line of a Statement of Applicability with all that it rests on, so that somebody else can work it out anew and compare.

It holds the entries of the workspace that the lines are made from, and for each line the answers and certificates it comes from, the argument from row
to row, and the sums of rows, files and evidence. To verify it is to make it again, from its own entries over the content that is there, and to name
what is said otherwise.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aims_graph.answers.law.words import the_day
from aims_graph.errors import AimsError
from aims_graph.files import sha256_of
from aims_graph.model import Library
from aims_graph.model import Mapping as Row
from aims_graph.reason.argument import argument
from aims_graph.reason.closure import closure_of
from aims_graph.reason.explanation import explain
from aims_graph.version import VERSION
from aims_graph.workspace import soa
from aims_graph.workspace.carry import FULL, Carried, Standing, standing
from aims_graph.workspace.evidence import place_of
from aims_graph.workspace.interchange import json_of, record_of
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Organisation
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.shown import shown
from aims_graph.workspace.state import State
from aims_graph.workspace.values import plain

FORM = "aims-graph proof pack"
#: The nouns that lines are made from, and whose they are.
_NOUNS = ("organisation", "choice", "certificate", "answer", "evidence", "risk", "system")
_PARTS = {"framework": str, "edition": str, "on": str, "records": dict, "lines": list, "rows": dict, "files": dict}
_MEND = "Name a file that 'aims-graph soa proof' wrote."
_ADVICE = "Name a proof pack, as it was written."


@dataclass(frozen=True)
class Broken:
    """One thing that no longer holds: where (a control, ``rows``, ``files``, ``evidence``, ``pack``), what of it, what the pack says and what is so now."""

    where: str
    what: str
    was: str
    now: str


def pack_of(state: State, library: Library, framework: str, on: dt.date) -> dict[str, Any]:
    """Return the proof pack of a framework's Statement of Applicability as JSON has it; its last entry is the SHA-256 of all others.

    Raises:
        AimsError: if the framework has no such statement.
    """
    records = {noun: [plain(r) for r in state.records[noun].values() if not r.withdrawn] for noun in _NOUNS}
    pack = {"form": FORM, "program": VERSION, "framework": framework, "on": on.isoformat(), "records": records}
    pack["organisation"] = next((o.name for o in state.all(Organisation)), "")
    pack |= _told(state, library, framework, on)
    return pack | {"sha256": _sum(pack)}


def verify(pack: Mapping[str, Any], library: Library, files: Path | None = None) -> list[Broken]:
    """Work a proof pack out anew over the content that is there; return what no longer holds, nothing if all does.

    Args:
        pack: what :func:`pack_of` gave.
        library: the content.
        files: a folder with the files of evidence, to look at those too.

    Raises:
        AimsError: if it is no proof pack, or is of a framework that the content does not have.
    """
    if pack.get("form") != FORM or not all(isinstance(pack.get(k), kind) for k, kind in _PARTS.items()):
        raise _unread("This is no proof pack, or it has lost a part.")
    found = []
    told = {k: v for k, v in pack.items() if k != "sha256"}
    if _sum(told) != pack.get("sha256"):
        found.append(Broken("pack", "its own sum", str(pack.get("sha256")), _sum(told)))
    state, framework, on = _state_of(pack), str(pack.get("framework")), _day(pack)
    if framework not in library.frameworks:
        raise AimsError(
            f"The content has no framework '{framework}'.",
            "Name the folder that has it with --content, as when the pack was made.",
            "Choose the content that has it, as when the pack was made.",
        )
    now = json.loads(json.dumps(_told(state, library, framework, on)))
    try:
        found += _differences(pack, now)
        found += _files(state, files) if files else []
    except (KeyError, TypeError, AttributeError):
        raise _unread("This proof pack has lost a part.") from None
    return found


def read_pack(path: Path) -> dict[str, Any]:
    """Read a proof pack.

    Raises:
        AimsError: if the file is no JSON object.
    """
    found = json_of(path, _unread)
    if not isinstance(found, dict):
        raise _unread(f"{path} is no proof pack.")
    return found


def _unread(what: str) -> AimsError:
    """Return what is said of a file that was not written here, or was changed since."""
    return AimsError(what, _MEND, _ADVICE)


def _told(state: State, library: Library, framework: str, on: dt.date) -> dict[str, Any]:
    """Return what follows from entries over a content: the lines with what each rests on, the rows, and the files they stand in."""
    stands, proof = standing(state, library, on), _Proof(library)
    pieces = shown(state, library)
    lines = []
    for line in soa.lines(state, library, stands, framework, on):
        proofs = [s for s in pieces.get(line.control, ()) if s.evidence.id in line.evidence]
        lines.append(
            {
                **asdict(line),
                "rests_on": proof.of_position(stands, line.control),
                "shown_by": [proof.of_source(line.control, s.evidence.id, s.through, s.extent) for s in proofs],
            }
        )
        for reuse in line.reuses:
            proof.of_reuse(line.control, reuse)
    files = {library.frameworks[framework].source.file, *proof.files, *(r.source.file for r in proof.rows.values())}
    places = {p.named(path): path for p in library.packs for path in p.files()}
    return {
        "edition": library.frameworks[framework].edition,
        "lines": lines,
        "rows": {i: {"at": str(r.source), "sha256": _sum(_said(r))} for i, r in sorted(proof.rows.items())},
        "files": {name: sha256_of(places[name]) for name in sorted(files) if name in places},
    }


class _Proof:
    """Gathers what lines rest on, and the rows and files that say it."""

    def __init__(self, library: Library) -> None:
        self._library, self._closure = library, closure_of(library)
        self.rows: dict[str, Row] = {}
        self.files: set[str] = set()

    def of_position(self, stands: Standing, control: str) -> list[dict[str, Any]]:
        """Return what the status of a control rests on: the status given at it, else all that settles it in full, else in part."""
        position = stands.of(control)
        if position.given:
            return [self.of_source(control, position.given.id, control, FULL)]
        if left := position.left_out_by:
            self._of_group(left.target)
            return [self.of_source(control, left.id, left.target, FULL)]
        full = [pair for pair in position.carried if pair[1].extent == FULL]
        found = [self._of_carried(control, source, carried) for source, carried in full or position.carried]
        if position.by_parts:
            found += [{"by": "its parts", "through": part} for part in self._library.children.get(control, [])]
        return found

    def _of_carried(self, control: str, source: str, carried: Carried) -> dict[str, Any]:
        if carried.row is not None:
            self.rows[carried.row.row_id] = carried.row
        judged = self._library.remainder_of.get((control, carried.source))
        if judged:
            self.files.add(judged.source.file)
        self._of_group(carried.source)
        self.files |= {change.source.file for change in carried.by}
        found = self.of_source(control, source, carried.through, carried.extent) | {
            "source": carried.source,
            "remains": carried.remains,
        }
        # What two editions are to each other: no key where nothing came from an earlier one, as packs made before have it.
        between = [f"{c.former} to {c.present}: {c.change}, {c.relation}, {c.certainty}" for c in carried.by]
        return found | ({"between_editions": between} if between else {})

    def of_source(self, control: str, by: str, through: str, extent: str) -> dict[str, Any]:
        """Return how something settles a control through a requirement, with the argument from row to row where that is another one."""
        found: dict[str, Any] = {"by": by, "through": through, "extent": extent}
        known = self._closure.network.position
        if through != control and through in known and control in known:
            derivations = explain(self._closure, through, control)
            self.rows |= {row.row_id: row for d in derivations for row in d.rows}
            found["argument"] = [sentence for d in derivations for sentence in argument(self._library, d)]
        return found

    def _of_group(self, group: str) -> None:
        self.files |= {member.source.file for member in self._library.memberships_in.get(group, [])}

    def of_reuse(self, control: str, reuse: soa.Reuse) -> None:
        """Take note of what says how much another framework gives of a control."""
        judged = self._library.remainder_of.get((control, reuse.framework))
        if judged:
            self.files.add(judged.source.file)
        for row in self._library.by_side.get(control, []):
            if {row.subject_id, row.object_id} & {*reuse.by}:
                self.rows[row.row_id] = row


def _said(row: Row) -> dict[str, Any]:
    """Return what a row claims; not who made it and when."""
    names = (
        "subject_id",
        "object_id",
        "relation",
        "subject_met",
        "object_met",
        "shared",
        "subject_only",
        "object_only",
    )
    return {name: getattr(row, name) for name in names}


def _differences(pack: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Broken]:
    """Yield what a pack says otherwise than what follows now, line by line, row by row, file by file."""
    if pack["edition"] != now["edition"]:
        yield Broken("edition", str(pack["framework"]), pack["edition"], now["edition"])
    old, new = ({line["control"]: line for line in side["lines"]} for side in (pack, now))
    for control in dict.fromkeys((*old, *new)):
        before, after = old.get(control), new.get(control)
        if before is None or after is None:
            yield Broken(control, "line", "there" if before else "", "there" if after else "")
            continue
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                yield Broken(control, name, _text(before.get(name)), _text(after.get(name)))
    for kind in ("rows", "files"):
        for name, was in pack[kind].items():
            there = now[kind].get(name)
            was_sum, is_sum = (x["sha256"] if isinstance(x, dict) else x for x in (was, there))
            if was_sum != is_sum:
                yield Broken(kind, name, was_sum, is_sum or "not among them")


def _files(state: State, folder: Path) -> Iterator[Broken]:
    for evidence in state.all(Evidence):
        if place := place_of(folder, evidence):
            now = sha256_of(place) if place.is_file() else "missing"
            if now != evidence.sha256:
                yield Broken("evidence", evidence.id, evidence.sha256, now)


def _state_of(pack: Mapping[str, Any]) -> State:
    try:
        found = {noun: [record_of(NOUNS[noun], one) for one in pack["records"][noun]] for noun in _NOUNS}
    except (KeyError, TypeError, ValueError) as error:
        raise _unread(f"This proof pack's entries cannot be read: {error}.") from None
    return State(0, {noun: {r.id: r for r in found.get(noun, ())} for noun in NOUNS})


def _day(pack: Mapping[str, Any]) -> dt.date:
    try:
        return dt.date.fromisoformat(the_day(pack["on"]))
    except (AimsError, KeyError, TypeError):
        raise _unread("This proof pack names no day.") from None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _sum(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
