"""The competency questions: each is answered by the command that is named for it, and a folder of content may have its own."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny
from commands import run
from competency import ALL_QUESTIONS

from aims_graph.formats.content import read_content
from aims_graph.formats.lists_tsv import QUESTIONS
from aims_graph.model import CompetencyQuestion, Library
from aims_graph.pack.pack import shipped


def _is_requirement(library: Library) -> Callable[[str], bool]:
    known = {r.number for r in library.requirements.values() if r.number} | set(library.requirements)
    known |= {library.names.iri(r) for r in library.requirements}
    return lambda value: bool(
        known & {value, *re.split(r",? ", value), *re.findall(r"(?:Article|Chapter|Annex) [^ ,]+", value)}
    )


def test_a_folder_of_content_may_have_questions_of_its_own(tmp_path: Path) -> None:
    packs = tiny.write(tmp_path)
    assert [f for f in read_content(packs).findings if "questions" in f.file] == []
    columns, line = "question | command | answer | column", 'Who keeps "logs"? | show a:1.1 | text | answer'
    header = "title: Questions\nlicense: https://creativecommons.org/licenses/by/4.0/"
    text = tiny.table(header, columns, line, line.replace("text", "sense"))
    (tmp_path / QUESTIONS).write_text(text, encoding="utf-8")
    found = read_content(packs)
    assert [(f.file, f.line, f.what) for f in found.findings] == [(QUESTIONS, 5, "answer is 'sense'")]
    assert found.library.questions[0].question == 'Who keeps "logs"?'


@pytest.mark.parametrize("asked_for", ALL_QUESTIONS, ids=lambda q: q.command.partition(" ")[0])
def test_a_competency_question_is_answered(library: Library, asked_for: CompetencyQuestion) -> None:
    kinds: dict[str, Callable[[str], object]] = {
        "requirement": _is_requirement(library),
        "text": str.strip,
        "file": lambda v: (shipped().root / v.partition(":")[0]).is_file(),
        "day": lambda v: re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", v),
        "number": lambda v: float(v) > 0,
    }
    done = run(*shlex.split(asked_for.command), "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    values = [row[asked_for.column] for row in rows if row[asked_for.column] not in ("", "no counterpart")]
    assert values and [v for v in values if not kinds[asked_for.answer](v)] == []
    assert asked_for.question.endswith("?")
