"""Competency questions: what the ontology and its content are there to answer, each with the command that answers it."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple


class Question(NamedTuple):
    """A question in plain words, the command behind ``aims-graph`` that answers it, of which kind its answer is, and in which column it stands."""

    question: str
    command: str
    answer: str
    column: str


def questions() -> list[Question]:
    """Return the questions of ``questions.tsv``, in its order."""
    text = files("aims_graph.exchange.published").joinpath("questions.tsv").read_text(encoding="utf-8")
    return [Question(**row) for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)]
