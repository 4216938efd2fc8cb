"""What follows from the rows, why, and what falls with one: the answers of ``closure``, ``explain`` and ``retract``."""

from __future__ import annotations

import re
from collections import Counter

from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.requirement.dossier import shown_pairs
from aims_graph.errors import AimsError
from aims_graph.identifiers import check_mapped
from aims_graph.model import Cell, Library, Mapping, Table
from aims_graph.reason.argument import argument, called, said, sentence
from aims_graph.reason.closure import Closure, closure_of
from aims_graph.reason.coverage import IN_FULL, IN_PART, retract
from aims_graph.reason.derived import Pair, entailed, shown
from aims_graph.reason.explanation import confidence, explain
from aims_graph.reason.relations import ANY, ASSERTED, names
from aims_graph.reason.statements import network_of

LEGEND = "EQ equal, PP inside, PPI contains, PO each shares a part, DR apart; of several, one is true, and which is not known."


def closure_table(library: Library, stated_by: str = "") -> Table:
    """Return every entailed relation between frameworks: whether it is worth showing, and how many rows its shortest derivation takes.

    Args:
        library: the content.
        stated_by: whose mapping sets to close, as their file names say; by default the project's own.

    Raises:
        AimsError: if nobody of that name states a set.
    """
    if stated_by not in {s.stated_by for s in library.sets}:
        known = ", ".join(sorted({s.stated_by for s in library.sets} - {""})) or "nobody else"
        raise AimsError(f"No mapping set is stated by '{stated_by}'.", f"Beside the project, {known} states sets here.")
    closure = Closure(network_of(library, stated_by)) if stated_by else closure_of(library)
    worth = {(pair.subject, pair.object) for pair in (shown(library, closure) if stated_by else shown_pairs(library))}
    rows: list[tuple[Cell, ...]] = []
    for x, y, relation in entailed(library, closure):
        pair = Pair(x, y, relation, tuple(explain(closure, x, y)))
        rows.append((x, y, names(relation), "yes" if (x, y) in worth else "no", pair.rows))
    title = "What follows from the rows" + (f" of {stated_by}" if stated_by else "")
    return Table(title, ("subject", "object", "relation", "shown", "rows"), tuple(rows), (LEGEND,))


def explained(library: Library, x: str, y: str) -> Pair:
    """Return what is known of a pair, with its shortest derivations.

    Raises:
        AimsError: if the two are one, or one of them bears no rows.
    """
    closure = _closure_with(library, x, y)
    return Pair(x, y, closure.relation(x, y), tuple(explain(closure, x, y)))


def explain_text(library: Library, pair: Pair) -> str:
    """Return the argument in words that a person can check, sentence by sentence."""
    closure = _closure_with(library, pair.subject, pair.object)
    said_of_pair = sentence(library, pair.subject, pair.object, pair.relation)
    lines = [said_of_pair[0].upper() + said_of_pair[1:] + "."]
    for derivation in pair.derivations:
        sure = confidence(closure, pair.subject, pair.object, derivation.literal)
        lines += ["", *argument(library, derivation)]
        lines.append(
            f"Confidence {_hundredths(sure)}: {_hundredths(derivation.confidence)} by this chain"
            + (", more by others that share no row with it." if sure > derivation.confidence else ".")
        )
    return "\n".join(lines) + "\n"


def explain_table(library: Library, pair: Pair) -> Table:
    """Return the same step by step, for CSV and JSON."""
    rows: list[tuple[Cell, ...]] = []
    for number, derivation in enumerate(pair.derivations, 1):
        for place, step in enumerate(derivation.steps, 1):
            row = step.statement.row
            where = row.source if row else library.requirements[step.statement.subject].source
            rows.append(
                (
                    *(number, place, step.start, names(step.relation), step.end),
                    *(str(where), row.confidence if row else 1.0, said(library, step)),
                )
            )
    columns = ("derivation", "step", "subject", "relation", "object", "where it stands", "confidence", "in words")
    conclusion = sentence(library, pair.subject, pair.object, pair.relation)
    return Table(conclusion, columns, tuple(rows), (f"The pair: {names(pair.relation)}.", LEGEND))


def stated_row(library: Library, place: str) -> Mapping:
    """Return the mapping row at ``FILE:LINE``; the file's name will do, without its folder.

    Raises:
        AimsError: if no row that states a relation stands there.
    """
    found = re.fullmatch(r"(.+):(\d+)", place)
    if not found:
        raise AimsError(
            f"'{place}' is no place of a row.",
            "Write FILE:LINE as 'aims-graph map' prints it, or name both requirements.",
        )
    file, line = found[1], int(found[2])
    rows = [row for row in library.mappings if row.source.file in (file, f"mappings/{file}")]
    if not rows:
        raise AimsError(f"No mapping file is called '{file}'.", "The files are those in mappings/.")
    row = next((row for row in rows if row.source.line == line), None)
    if row is None:
        raise AimsError(
            f"No row stands in {rows[0].source.file} at line {line}.", f"Its rows begin at line {rows[0].source.line}."
        )
    return _relating(row)


def row_between(library: Library, x: str, y: str) -> Mapping:
    """Return the mapping row of two requirements.

    Raises:
        AimsError: if there is none.
    """
    row = next((row for row in library.mappings if {row.subject_id, row.object_id} == {x, y}), None)
    if row is None:
        raise AimsError(
            f"No row speaks of {x} and {y}.", f"'aims-graph explain {x} {y}' says whether something follows of them."
        )
    return _relating(row)


def retract_table(library: Library, row: Mapping) -> Table:
    """Return what falls if a row is rejected: relations between frameworks, shared controls, and what is no longer certainly met."""
    fallen = retract(library, closure_of(library).network, [row])
    rows: list[tuple[Cell, ...]] = []
    sides = (row.subject_id, row.object_id)
    rows.append(("the row itself", *sides, row.relation.replace("_", " "), _known(fallen.after.relation(*sides))))
    for (x, y), (before, after) in fallen.relations.items():
        if {x, y} != set(sides):
            rows.append(("derived", x, y, names(before), _known(after)))
    for control, was, became in _controls(library, row):
        rows.append(("shared control", control, "", was, became))
    for (requirement, held), (level, left) in fallen.coverage.items():
        rows.append(("coverage", requirement, f"{held}:", f"met {level}", f"met {left}" if left else "nothing known"))
    lost = Counter(before for before, _ in fallen.coverage.values())
    title = f"If {row.source} is rejected: {sentence(library, row.subject_id, row.object_id, ASSERTED[row.relation])}"
    notes = (
        f"{sum(kind == 'derived' for kind, *_ in rows)} derived relations fall or say less; {sum(kind == 'shared control' for kind, *_ in rows)} shared controls change; {lost[IN_FULL]} requirements are no longer"
        f" certainly met in full, {lost[IN_PART]} no longer in part.",
        "Coverage: what is certainly met of a requirement (subject) if the framework (object) is held whole; remainders are judged by themselves.",
        LEGEND,
    )
    return Table(title, ("what falls", "subject", "object", "before", "after"), tuple(rows), notes)


def _controls(library: Library, row: Mapping) -> list[tuple[str, str, str]]:
    """Return the shared controls whose members change if a row goes: id, members before, members after."""
    order = [f.id for f in library.mapped]
    network = closure_of(library).network
    before, after = (
        {
            c.id: ", ".join(f"{m.requirement.id} ({m.how})" for m in c.members[1:])
            for c in stars(library, order, Closure(n))
        }
        for n in (network, network.without([row]))
    )
    return [
        (
            control,
            before.get(control, "no control of its own") or "none",
            after.get(control, "no control of its own") or "none",
        )
        for control in dict.fromkeys((*before, *after))
        if before.get(control) != after.get(control)
    ]


def _closure_with(library: Library, x: str, y: str) -> Closure:
    for name in (x, y):
        check_mapped(library.frameworks[library.requirements[name].framework], library)
    if x == y:
        raise AimsError(f"Both are {called(library, x)}.", "Name two requirements.")
    return closure_of(library)


def _relating(row: Mapping) -> Mapping:
    if not row.relation:
        raise AimsError(
            f"{row.source} says that there is no counterpart.",
            "Nothing follows from such a row, so nothing falls with it.",
        )
    return row


def _known(relation: int) -> str:
    return "nothing known" if relation == ANY else names(relation) or "contradicted"


def _hundredths(confidence: float) -> str:
    """Cut and do not round, so that nothing short of certain prints as 1.00."""
    return f"{int(confidence * 100 + 1e-9) / 100:.2f}"
