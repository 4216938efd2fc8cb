"""How good are suggestions? Each of our crosswalks is hidden in turn and looked for by what is left.

    python benchmarks/suggest.py docs/suggest-figures.md

For each pair of frameworks the rows between them are taken out, in both directions every assessable requirement asks for its counterparts, and a model fitted
on the other nine pairs ranks all of the other framework. Prints Markdown: recall at 5, 10 and 20 (the share of hidden counterparts among the first so many;
requirements that have none are left out), how often the first is right, and calibration; then the weights fitted on all ten, which stand in
``aims_graph/answers/suggest/suggest.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aims_graph import load
from aims_graph.answers.suggest.features import Pairs
from aims_graph.answers.suggest.suggest import value
from aims_graph.model import Library

#: Model -> the features it reads, and what it stands for.
MODELS = {
    "words alone": ("words",),
    "NEW": ("words", "answers", "title", "concept", "like_topic", "like_through"),
    "MAPPED": ("words", "answers", "title", "concept", "like_topic", "like_through", "through"),
    "KNOWN": ("words", "answers", "title", "concept", "topic", "clause", "through"),
}
ALL = tuple(dict.fromkeys(f for features in MODELS.values() for f in features))
AT = (5, 10, 20)
BANDS = (0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
Matrix = NDArray[np.float64]


@dataclass
class Asked:
    """One requirement: which hidden pair it belongs to, the features of each candidate, which of these are true, and how many true ones there are."""

    pair: frozenset[str]
    features: Matrix
    true: NDArray[np.bool_]
    counterparts: int


def questions(library: Library) -> list[Asked]:
    """Return every requirement with what speaks for each candidate, its own crosswalk hidden."""
    found = []
    for hidden in (s for s in library.sets if not s.stated_by):
        left = replace(library, sets=[s for s in library.sets if s is not hidden])
        true = {(m.subject_id, m.object_id) for m in hidden.rows if m.is_counterpart}
        true |= {(b, a) for a, b in true}
        for framework, towards in ((hidden.subject, hidden.object), (hidden.object, hidden.subject)):
            pairs = Pairs(left, framework, towards)
            ids = {r.id for r in pairs.objects}
            for subject in pairs.subjects:
                evidence = pairs.of(subject)
                table = np.array([[value(e, f) for f in ALL] for e in evidence.values()])
                is_true = np.array([(subject.id, name) in true for name in evidence], dtype=bool)
                count = sum(a == subject.id and b in ids for a, b in true)
                found.append(Asked(frozenset((framework, towards)), table, is_true, count))
        print(f"{hidden.id}: {sum(m.is_counterpart for m in hidden.rows)} counterparts", file=sys.stderr)
    return found


def fitted(asked: Sequence[Asked], columns: Sequence[int]) -> Matrix:
    """Return start and weights of a logistic regression (Newton's method, a trace of ridge)."""
    x = np.concatenate([a.features[:, columns] for a in asked if len(a.features)])
    x = np.c_[np.ones(len(x)), x]
    y = np.concatenate([a.true for a in asked if len(a.features)]).astype(float)
    weights = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ weights))
        ridge = 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ weights)
    return weights


def scores(asked: Asked, columns: Sequence[int], weights: Matrix) -> Matrix:
    """Return how likely each candidate is."""
    return 1 / (1 + np.exp(-(weights[0] + asked.features[:, columns] @ weights[1:])))


def measured(
    asked: Sequence[Asked], features: Sequence[str]
) -> tuple[list[float], list[tuple[Matrix, NDArray[np.bool_]]]]:
    """Return recall at each of ``AT``, how often the first is right and the Brier score; and all scores with what was true."""
    columns = [ALL.index(f) for f in features]
    hits, of, first, known = dict.fromkeys(AT, 0), 0, 0, 0
    judged = []
    for pair in dict.fromkeys(a.pair for a in asked):
        weights = fitted([a for a in asked if a.pair != pair], columns)
        for question in (a for a in asked if a.pair == pair and len(a.features)):
            score = scores(question, columns, weights)
            judged.append((score, question.true))
            if question.counterparts:
                order = np.argsort(-score, kind="stable")
                of += question.counterparts
                known += 1
                first += int(question.true[order[0]])
                for k in AT:
                    hits[k] += int(question.true[order[:k]].sum())
    p = np.concatenate([s for s, _ in judged])
    y = np.concatenate([t for _, t in judged])
    return [*(hits[k] / of for k in AT), first / known, float(((p - y) ** 2).mean())], judged


def calibration(judged: Sequence[tuple[Matrix, NDArray[np.bool_]]]) -> list[str]:
    """Return a line a band of scores: how many pairs, the mean score, and how many of a hundred have a row."""
    p = np.concatenate([s for s, _ in judged])
    y = np.concatenate([t for _, t in judged])
    lines = []
    for low, high in pairwise(BANDS):
        inside = (p >= low) & ((p < high) | (high == 1.0))
        if inside.any():
            lines.append(
                f"| {low:g} to {high:g} | {inside.sum():,} | {p[inside].mean():.3f} | {y[inside].mean():.3f} |"
            )
    return lines


def report(library: Library) -> str:
    """Return the figures as Markdown."""
    asked = questions(library)
    rows = sum(m.is_counterpart for s in library.sets if not s.stated_by for m in s.rows)
    lines = [
        f"{rows:,} counterparts in {len({a.pair for a in asked})} crosswalks, each asked for from both sides.",
        "",
        "| model | recall at 5 | at 10 | at 20 | first is right | Brier score |",
        "|---|---|---|---|---|---|",
    ]
    tables = []
    for name, features in MODELS.items():
        figures, judged = measured(asked, features)
        lines.append(f"| {name} | {' | '.join(f'{f:.3f}' for f in figures[:4])} | {figures[4]:.5f} |")
        tables += [
            "",
            f"{name}, calibration:",
            "",
            "| score | pairs | mean score | have a row |",
            "|---|---|---|---|",
            *calibration(judged),
        ]
    lines += [*tables, "", "| model | weights, fitted on all ten |", "|---|---|"]
    for name, features in MODELS.items():
        start, *weights = fitted(asked, [ALL.index(f) for f in features])
        said = ", ".join(f"{f} {w:.2f}" for f, w in zip(features, weights, strict=True))
        lines.append(f"| {name} | start {start:.2f}, {said} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = report(load())
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    print(text)
