"""The report on the quality of the content, docs/content-quality.md: every number in it is counted here, none is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aims_graph.answers.trust.agreement import Compared, compared
from aims_graph.counting import count_of
from aims_graph.model import DECISIONS, LATER, Cell, Library, Table
from aims_graph.present.agreement import ALL_FILES, agreement_table, named_table, supports_agree, topics_agree
from aims_graph.vocabulary import NO_TERM_FOUND, relation_name

#: Every so many disagreements one is shown in full.
SHOWN = 8

_HEAD = """# Content quality

This page is written by `aims-graph agreement --report`; no number in it is typed by hand.

Every counterpart was judged by a language model from the two requirements, by the rules of [reading.md](reading.md). After those rows were committed, a **second
reading**, which saw neither the rows nor their phrases, was given the bare pairs (numbers, titles, summaries, and the primary text where it is free), shuffled
among as many decoys: neighbours of the true counterpart, pairs that are commonly but wrongly assumed, and pairs that are alike in words but have no row. Where the
two differ, the pair was settled on the text. What the differences taught was written into the reading (its "four points"), rows that contradicted each other as sets
of demands were settled, and a **third reading**, blind again, judged all rows afresh among other decoys, to which the pairs dropped meanwhile were added; the majority
of three then decides, unless the text forbids it. Rows that a settlement had added, and that had been read at most once, were read blind in the same way, among as many
decoys; before that stood what the settlement wrote. Some files were then read whole once more, blind and among as many fresh
decoys, by the reading as it had become: the **fourth reading** is held against what all before had left standing, and its differences were settled on the text; files in which it missed what was aimed at got a **fifth** in the same way. All judgements stand in `mappings/readings/`.

The readers are language models and share what such models get wrong; **no accredited auditor has reviewed the result.** Agreement shows that the reading can be
repeated, not that it is right.

"Weighted kappa on met" compares how much of each side is met (none, some, most, all) over both sides of every pair, decoys included; "on pairs both accept" leaves out
existence, which has a kappa of its own. Most rows say some or most on both sides, so that last figure has little room above chance and is the hardest of the three.
"""


def quality_report(library: Library) -> str:
    """Return the report as Markdown."""
    parts = [_HEAD]
    for reading in LATER:
        table = agreement_table(library, reading)
        if table.rows:
            parts += [f"## {table.title}\n", _transposed(table), _aim(table)]
    parts += [_missed(library), _discrimination(library)]
    for title, sentences in (
        ("Do the readings of supports agree?", supports_agree(library)),
        ("Do the readings of topics and functions agree?", topics_agree(library)),
    ):
        if sentences:
            parts.append(f"## {title}\n\n{' '.join(sentences)}\n")
    differences = [c for s in library.sets for r in LATER for c in compared(library, s.id, r) if not c.agree]
    parts.append(_differences(library, differences))
    return "\n".join(parts).rstrip() + "\n"


def _transposed(table: Table) -> str:
    """Files as columns would not fit a page; figures as columns do not either: one short table of files, split in two."""
    names = [str(row[0]) for row in table.rows]
    head = f"| | {' | '.join(n.replace('--', ' to ') for n in names)} |\n|---|{'---:|' * len(names)}"
    lines = [
        f"| {column} | {' | '.join('–' if row[n] is None else str(row[n]) for row in table.rows)} |"
        for n, column in enumerate(table.columns)
        if n
    ]
    return "\n".join([head, *lines]) + "\n"


#: What is aimed at: weighted kappa on met in each file, and at most one decoy in twenty taken for a counterpart.
KAPPA, DECOYS = 0.85, 0.05


def _aim(table: Table) -> str:
    """Say which files miss the aim, so that nobody has to look for it."""
    at = {name: n for n, name in enumerate(table.columns)}
    files = [row for row in table.rows if row[0] != ALL_FILES]

    def below(miss: Callable[[tuple[Cell, ...]], bool]) -> str:
        return ", ".join(str(row[0]).replace("--", " to ") for row in files if miss(row)) or "none"

    kappa = below(lambda row: float(row[at["weighted kappa on met"]] or 0) < KAPPA)
    decoys = below(lambda row: int(row[at["decoys accepted"]] or 0) > DECOYS * int(row[at["decoys mixed in"]] or 1))
    return f"Aimed at: weighted kappa of {KAPPA} in each file; missed by: {kappa}. At most one decoy in twenty accepted; missed by: {decoys}.\n"


def _missed(library: Library) -> str:
    table = named_table(library)
    if not table.rows:
        return ""
    return (
        "## Were pairs missed?\n\n"
        "Whoever had not seen the rows (language models again, from numbers, titles and summaries, as consultants would) named every pair that practice puts together. "
        "Those that nobody had judged before were read blind, rows that stand mixed in among them (but for a list that came later: reading.md); "
        "what the first reader accepted, and many that it refused, "
        "went to a second who did not see the first. What both accept is a row unless the text or its sisters forbid it; where they differ the text decided.\n\n"
        f"{_transposed(table)}"
    )


def _discrimination(library: Library) -> str:
    trials = library.discrimination
    if not trials:
        return ""
    right = sum((t.subject_id, t.object_id) == (t.chosen_subject, t.chosen_object) for t in trials)
    files = len({t.mapping_set for t in trials})
    dropped = sum(not library.has_row(t.subject_id, t.object_id) for t in trials)
    gone = (
        f" {count_of(dropped, 'of these rows was', 'of these rows were')} dropped by a later reading."
        if dropped
        else ""
    )
    return (
        "## Do the phrases tell their pair?\n\n"
        f"A reader was given only the three phrases of a row and ten candidate pairs of the same file, and asked for the right one: {right} of {count_of(len(trials), 'random row')} "
        f"over {count_of(files, 'file')} were found (`mappings/discrimination.tsv`). Rows that were missed are rewritten.{gone}\n"
    )


def _differences(library: Library, differences: Sequence[Compared]) -> str:
    shown = differences[::SHOWN]
    text = [
        "## Where the readings differ\n",
        f"{count_of(len(differences), 'time')} a later reading differed in some respect from what stood. Every {SHOWN}th of them stands here in full ({len(shown)}); all are in `mappings/readings/`.\n",
    ]
    rows = {
        (r.subject_id, r.object_id): r for r in library.mappings if NO_TERM_FOUND not in (r.subject_id, r.object_id)
    }
    for c in shown:
        left, right = (library.requirements[i] for i in c.pair)
        short = [library.frameworks[r.framework].short for r in (left, right)]
        text.append(f"**{short[0]} {left.name} – {short[1]} {right.name}**  ")
        row = rows.get(c.pair)
        if row and row.shared:
            text.append(f"The row: {relation_name(row.relation)}; both demand: {row.shared}.  ")
        for line in c.lines:
            what = f"{line.reading} reading" if line.reading not in DECISIONS else f"{line.reading}, {line.outcome}"
            note = f": {line.note}" if line.note else ""
            text.append(f"{what.capitalize()}: {'/'.join(line.verdict)}{note}  ")
        text.append("")
    return "\n".join(text)
