"""The competency questions of the content, read by themselves."""

from __future__ import annotations

from aims_graph.formats.lists_tsv import QUESTIONS, read_list
from aims_graph.formats.tsv import read_tsv
from aims_graph.model import CompetencyQuestion
from aims_graph.pack.pack import shipped

ALL_QUESTIONS: list[CompetencyQuestion] = read_list(read_tsv(shipped().root / QUESTIONS, shipped()), QUESTIONS)[0]
