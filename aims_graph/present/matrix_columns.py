"""The columns a matrix may have: what the organisation has, what each other framework answers, what is handed over to it and taken from it, topics and functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aims_graph.answers.requirement.supports import supports_of
from aims_graph.counting import enumerated
from aims_graph.errors import AimsError
from aims_graph.identifiers import resolve_framework
from aims_graph.model import Library, Requirement
from aims_graph.model.naming import number_of
from aims_graph.present.matrix import Line
from aims_graph.present.matrix_ours import OURS, Ours
from aims_graph.present.supports import HANDS_OVER, KINDS, TAKES
from aims_graph.present.topics import labels

MET, HANDS, TAKEN, TOPICS, FUNCTIONS, SUPPORTS = "met", "hands", "takes", "topics", "functions", "supports"
#: The kind of the columns of a workspace, and the word for all of them.
OWN = "ours"
_WIDE, _NARROW = 55, 28


@dataclass(frozen=True)
class Column:
    """A column: its id, its head, its width in a workbook (characters), its kind, and the framework it speaks of, if it does."""

    id: str
    head: str
    width: int
    kind: str
    framework: str = ""


def known_columns(library: Library, lead: str, with_ours: bool = False) -> dict[str, Column]:
    """Return every column that a matrix led by a framework may have, by id, in the order they stand in a list; those of a workspace first, where one is open."""
    others = [f for f in library.mapped if f.id != lead]
    found = [Column(i, head, width, OWN) for i, (head, width) in OURS.items()] if with_ours else []
    found += [Column(f.id, f.short, _WIDE, MET, f.id) for f in others]
    if library.about:
        found += [Column(TOPICS, "Topics", _NARROW, TOPICS), Column(FUNCTIONS, "Done by", _NARROW, FUNCTIONS)]
    for kind, words in ((HANDS, HANDS_OVER), (TAKEN, TAKES)) if library.supports else ():
        found += [Column(f"{kind}:{f.id}", f"{words} {f.short}", _WIDE - 14, kind, f.id) for f in others]
    return {column.id: column for column in found}


def chosen_columns(library: Library, lead: str, named: Sequence[str] = (), with_ours: bool = False) -> list[Column]:
    """Return the columns a person named, in that order; by default what each other framework answers.

    Args:
        library: the content.
        lead: the framework that leads.
        named: frameworks as people write them, ``hands:FRAMEWORK``, ``takes:FRAMEWORK``, ``supports`` (all of these), ``topics``, ``functions``, and
            with a workspace ``status``, ``owner``, … or ``ours`` (all of these).
        with_ours: whether there is a workspace.

    Raises:
        AimsError: if there is no such column.
    """
    known = known_columns(library, lead, with_ours)
    if not named:
        return [column for column in known.values() if column.kind == MET]
    ids: list[str] = []
    for name in named:
        ids += _ids_of(library, lead, name, known)
    return [known[i] for i in dict.fromkeys(ids)]


def _ids_of(library: Library, lead: str, name: str, known: dict[str, Column]) -> Iterable[str]:
    if name in known:
        return [name]
    if name == OWN or name in OURS:
        found = [c.id for c in known.values() if c.kind == OWN]
        if not found:
            raise AimsError(
                f"The column '{name}' is of a workspace, and none is named.",
                "Name it: --workspace FOLDER.",
                "Choose another column.",
            )
        return found
    if name == SUPPORTS:
        return [c.id for c in known.values() if c.kind in (HANDS, TAKEN)]
    kind, colon, framework = name.partition(":")
    spoken_of = kind in (HANDS, TAKEN) and bool(colon)
    try:
        framework_id = resolve_framework(framework if spoken_of else name, library)
    except AimsError as error:
        columns = [c.id for c in known.values() if c.kind in (MET, TOPICS, FUNCTIONS)]
        mend = f"Use {enumerated([*columns, f'{HANDS}:FRAMEWORK', f'{TAKEN}:FRAMEWORK', SUPPORTS], 'or')}."
        raise AimsError(f"No column of the matrix is called '{name}'.", mend) from error
    if framework_id == lead:
        raise AimsError(f"{library.frameworks[lead].short} leads the matrix.", "Name another framework as a column.")
    wanted = f"{kind}:{framework_id}" if spoken_of else framework_id
    if wanted not in known:
        raise AimsError(f"The matrix has no column '{name}'.", "This content states no supports.")
    return [wanted]


def lines_beside(library: Library, column: Column, requirement: Requirement, ours: Ours | None = None) -> list[Line]:
    """Return what a column that is no framework's answer says of a requirement: a line for each support, or its topics or functions, or what the workspace has."""
    if column.kind == OWN:
        text = str(ours.cell(column.id, requirement.id)) if ours else ""
        return [Line("plain", "", part) for part in text.split("\n") if part]
    if column.kind in (TOPICS, FUNCTIONS):
        text = labels(library, requirement.id, column.kind)
        return [Line("plain", "", text)] if text else []
    supports = supports_of(library, requirement.id)
    found = (
        [(s.taker, s) for s in supports.hands_over] if column.kind == HANDS else [(s.giver, s) for s in supports.takes]
    )
    others = [(library.requirements[name], s) for name, s in found]
    return [
        Line("counterpart", number_of(r), f"{r.title}: {s.thing} ({KINDS[s.kind]}). It lacks: {s.lacks}.")
        for r, s in others
        if r.framework == column.framework
    ]
