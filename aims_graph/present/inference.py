"""What follows, why, and what falls with a row: as tables and as an argument in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aims_graph.answers.controls.shared_controls import Member
from aims_graph.answers.coverage.coverage import FULL, PART
from aims_graph.answers.inference.inference import Entailed, Explained, Fallen
from aims_graph.counting import count_of
from aims_graph.model import DECISIONS, Cell, Library, Reading, Table
from aims_graph.model.naming import in_full, short_name
from aims_graph.present.supports import between_in_words
from aims_graph.present.words import INFERRED, PROVENANCE
from aims_graph.reason.argument import argument, said, sentence
from aims_graph.reason.relations import ANY, ASSERTED, names

LEGEND = "EQ equal, PP inside, PPI contains, PO each shares a part, DR apart; of several, one is true, and which is not known."


def entailed_table(library: Library, found: Iterable[Entailed], stated_by: str = "") -> Table:
    """Return every entailed relation: whether it is worth showing, and how many rows its shortest derivation takes."""
    rows = tuple(
        (
            *(in_full(library, side) for side in (e.pair.subject, e.pair.object)),
            *(names(e.pair.relation), "yes" if e.worth_showing else "no", e.pair.rows),
            *(e.pair.subject, e.pair.object),
        )
        for e in found
    )
    title = "What follows from the rows" + (f" of {stated_by}" if stated_by else "")
    columns = ("subject", "object", "relation", "shown", "rows", "subject id", "object id")
    return Table(title, columns, rows, (LEGEND,))


def explained_lines(library: Library, found: Explained) -> list[str]:
    """Return the argument in words that a person can check, sentence by sentence; an empty line before each part of it."""
    pair = found.pair
    conclusion = sentence(library, pair.subject, pair.object, pair.relation)
    lines = [conclusion[0].upper() + conclusion[1:] + "."]
    for derivation, sure in zip(pair.derivations, found.sureness, strict=True):
        lines += ["", *argument(library, derivation)]
        lines.append(_how_sure(derivation.confidence, sure))
    for line in between_in_words(library, pair.subject, pair.object):
        lines += ["", line]
    return lines + (["", *judged] if (judged := judged_lines(library, found)) else [])


def judged_lines(library: Library, found: Explained) -> list[str]:
    """Return what each reading said of a pair of which no row speaks, a sentence each; empty if none did."""
    if not found.judged:
        return []
    return [
        "No row speaks of this pair. It was judged:",
        *(f"- {judgement(library, r)} ({r.source})" for r in found.judged),
    ]


def judgement(library: Library, reading: Reading) -> str:
    """Return what one reading of a pair, or a decision on those that differed, said of it, in words."""
    if reading.reading in DECISIONS:
        who, what = reading.reading, reading.outcome
    else:
        who, what = f"{reading.reading} reading", "nothing shared"
        if reading.shares:
            sides = ((reading.subject_id, reading.subject_met), (reading.object_id, reading.object_met))
            what = "met of " + ", of ".join(f"{short_name(library, name)}: {met}" for name, met in sides)
    return f"{who.capitalize()}, {reading.date}: {what}." + (f" {reading.note}" if reading.note else "")


def _how_sure(chain: float | None, together: float | None) -> str:
    """Return how sure a chain is, and with all that share no row with it, in words."""
    if together is None:
        return "A row of it does not say how sure it is."
    if chain is None:
        return f"Confidence {hundredths(together)} by chains that share no row with this one, of which a row does not say how sure it is."
    more = ", more by others that share no row with it." if together > chain else "."
    return f"Confidence {hundredths(together)}: {hundredths(chain)} by this chain{more}"


def explained_text(library: Library, found: Explained) -> str:
    """Return the same as text."""
    return "\n".join(explained_lines(library, found)) + "\n"


def explained_table(library: Library, found: Explained) -> Table:
    """Return the same step by step."""
    pair = found.pair
    rows: list[tuple[Cell, ...]] = []
    for number, derivation in enumerate(pair.derivations, 1):
        for place, step in enumerate(derivation.steps, 1):
            row = step.statement.row
            where = row.source if row else library.requirements[step.statement.subject].source
            rows.append(
                (
                    *(number, place, in_full(library, step.start), names(step.relation), in_full(library, step.end)),
                    *(str(where), row.confidence if row else 1.0, said(library, step), step.start, step.end),
                )
            )
    columns = (
        *("derivation", "step", "subject", "relation", "object", PROVENANCE, "confidence", "in words"),
        *("subject id", "object id"),
    )
    conclusion = sentence(library, pair.subject, pair.object, pair.relation)
    notes = (f"The pair: {names(pair.relation)}.", LEGEND, *judged_lines(library, found))
    return Table(conclusion, columns, tuple(rows), notes)


def fallen_table(library: Library, fallen: Fallen) -> Table:
    """Return what falls if a row is rejected: relations between frameworks, shared controls, and what is no longer certainly met."""
    row = fallen.row
    found: list[tuple[str, ...]] = [
        ("the row itself", row.subject_id, row.object_id, names(ASSERTED[row.relation]), _known(fallen.left)),
        *((INFERRED, x, y, names(before), _known(after)) for (x, y), (before, after) in fallen.relations.items()),
        *(
            ("shared control", c.id, "", _members(library, c.before), _members(library, c.after))
            for c in fallen.controls
        ),
        *(("coverage", r, f"{held}:", was, now) for (r, held), (was, now) in fallen.coverage.items()),
    ]
    rows = tuple(
        (what, *(in_full(library, i.removesuffix(":")) for i in (left, right)), before, after, left, right)
        for what, left, right, before, after in found
    )
    lost = Counter(before for before, _ in fallen.coverage.values())
    title = f"If {row.source} is rejected: {sentence(library, row.subject_id, row.object_id, ASSERTED[row.relation])}"
    notes = (
        f"{count_of(len(fallen.relations), 'inferred relation falls or says less', 'inferred relations fall or say less')}; "
        f"{count_of(len(fallen.controls), 'shared control changes', 'shared controls change')}; {count_of(lost[FULL], 'requirement is', 'requirements are')} no longer"
        f" covered, {lost[PART]} no longer partly.",
        "Coverage: how far a requirement (subject) is certainly covered if the framework (object) is fully in place; remainders are judged by themselves.",
        LEGEND,
    )
    return Table(title, ("what falls", "subject", "object", "before", "after", "subject id", "object id"), rows, notes)


def _members(library: Library, members: tuple[Member, ...] | None) -> str:
    if members is None:
        return "no control of its own"
    return ", ".join(f"{short_name(library, m.requirement.id)} ({m.how})" for m in members) or "none"


def _known(relation: int) -> str:
    return "nothing known" if relation == ANY else names(relation) or "contradicted"


def hundredths(confidence: float) -> str:
    """Return a confidence with two places, cut and not rounded, so that nothing short of certain prints as 1.00."""
    return f"{int(confidence * 100 + 1e-9) / 100:.2f}"
