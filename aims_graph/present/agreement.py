"""How far the readings agree: those of mappings in tables, those of supports, and of topics and functions, in sentences."""

from __future__ import annotations

import math
from dataclasses import replace

from aims_graph.answers.trust.agreement import Agreement, agreement_of
from aims_graph.answers.trust.named import Named, named_pairs
from aims_graph.answers.trust.support_agreement import support_agreement
from aims_graph.answers.trust.topic_agreement import topic_agreement
from aims_graph.counting import count_of
from aims_graph.formats.readings_tsv import OUTCOMES
from aims_graph.model import Cell, Library, Table

#: What stands for the name of a mapping file in the line over all of them.
ALL_FILES = "all files"


def agreement_table(library: Library, reading: str = "second") -> Table:
    """Return one line for each mapping file: how a later reading agrees with what stood, and what became of the differences."""
    stood = {"second": "the first", "third": "what the first two had settled"}.get(reading, "what stood")
    return Table(
        f"The {reading} reading against {stood}",
        (
            *("mapping file", "rows read", "decoys mixed in", "rows confirmed", "decoys accepted", "same on existence"),
            *("kappa on existence", "weighted kappa on met", "on pairs both accept", "same on met"),
            *(*OUTCOMES, "rows read once"),
        ),
        tuple(_agreement_line(a) for a in agreement_of(library, reading)),
        (
            "Rows confirmed and decoys accepted: the later reading found something shared. Weighted kappa: quadratic weights, none < some < most < all, both sides of every pair.",
        ),
    )


def _agreement_line(a: Agreement) -> tuple[Cell, ...]:
    return (
        *(a.set_id or ALL_FILES, a.rows, a.decoys, a.confirmed, a.accepted, f"{a.same_existence:.0%}"),
        *(_figure(a.kappa_existence), _figure(a.kappa_met), _figure(a.kappa_met_of_both), f"{a.same_met:.0%}"),
        *(*(a.outcomes.get(outcome, 0) for outcome in OUTCOMES), a.read_once),
    )


def by_frameworks(library: Library, table: Table) -> Table:
    """Return figures with the frameworks' short names in place of the name of the mapping file."""
    short = {
        s.id: f"{library.frameworks[s.subject].short} and {library.frameworks[s.object].short}" for s in library.sets
    }
    return replace(table, rows=tuple((short.get(str(row[0]), row[0]), *row[1:]) for row in table.rows))


def named_table(library: Library) -> Table:
    """Return one line for each mapping file: pairs named, what the two readings found, and rows that came of it."""
    return Table(
        "Pairs that were named and had no row",
        (
            *(
                "mapping file",
                "named",
                "refused by the first",
                "read twice",
                "accepted by both",
                "by one",
                "by neither",
            ),
            *("rows now", "kappa on existence"),
        ),
        tuple(_named_line(n) for n in named_pairs(library)),
    )


def _named_line(n: Named) -> tuple[Cell, ...]:
    read = (n.named, n.refused, n.twice, n.both, n.one, n.neither)
    return (n.set_id or ALL_FILES, *read, n.rows, _figure(n.kappa))


def _figure(value: float) -> float | None:
    # Added to 0.0, what is rounded to minus nothing is nothing.
    return None if math.isnan(value) else round(value, 2) + 0.0


def supports_agree(library: Library) -> tuple[str, ...]:
    """Return what two readings of supports have in common, a sentence a fact; empty if none was read twice."""
    a = support_agreement(library)
    if not a.pairs:
        return ()
    return (
        f"Supports: {a.pairs} pairs were read twice, neither reading seeing the other; {a.both} support in both, {a.one} in only one "
        f"(Cohen's kappa on whether a pair supports: {_kappa(a.kappa)}).",
        f"Of the {a.both} that both found, {a.same_direction} run in the same direction, {a.same_kind} of these are of the same kind (input or proof), and "
        f"{a.same_place} stand at the same two places.",
        f"Decoys, pairs that nobody puts together, were judged {count_of(a.decoys, 'time')} in both readings together, and {count_of(a.taken, 'time')} taken for a support.",
        f"Of {a.named} pairs that people put together, {a.kept} stand as supports and {a.shared} turned out to share something.",
    )


def topics_agree(library: Library) -> tuple[str, ...]:
    """Return what two readings of topics and functions have in common, as :func:`supports_agree`."""
    a = topic_agreement(library)
    if not a.requirements:
        return ()
    return (
        f"Topics: {count_of(a.requirements, 'requirement was', 'requirements were')} read twice; the main topic is the same in {a.same_topic} (Cohen's kappa over {count_of(a.topics, 'topic')}: {_kappa(a.topic_kappa)}).",
        f"Functions: the leading function is the same in {a.same_function} of {a.requirements} (Cohen's kappa over {count_of(a.functions, 'function')}: {_kappa(a.function_kappa)}).",
        f"{a.settled} of them differed somewhere, a topic or function beside the main one included, and {'was' if a.settled == 1 else 'were'} settled.",
    )


def _kappa(value: float) -> str:
    return "not defined, chance alone agrees wholly" if math.isnan(value) else f"{value:.2f}"
