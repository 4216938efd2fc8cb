"""The tool that judges a crosswalk whose text is handed in; no file and no address is ever opened for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aims_graph.lint.judge import judge_text
from aims_graph.model import Library
from aims_graph.present.faults import LEVELS, Fault
from aims_graph.serve.assistant.records import Named, all_named
from aims_graph.serve.assistant.tool import OneOf, Page, Paged, Record, Tool, page

Level = Annotated[str, OneOf(LEVELS)]
#: So many characters of a crosswalk are read.
LONGEST = 400_000
#: When the tool is stopped, and how long of that contradictions are looked for (seconds): the rest is for reading and answering.
_STOPPED, _SEARCH = 60.0, 30.0


class Lint(Paged):
    """The crosswalk to judge."""

    text: str = Field(
        max_length=LONGEST,
        description="The crosswalk itself, never a path or an address: CSV, TSV, SSSOM, OSCAL mapping collection, SKOS, or another format that import reads.",
    )
    columns: str = Field(
        "", max_length=2000, description="For a table: which column is what, as in 'subject=Ours,object=Theirs'."
    )
    at_least: Level = Field("note", description="Only findings of this level and graver ones.")


class Finding(Record):
    """One fault: where in the text (a line, a cell, a JSON pointer), what is wrong, how to mend it, and what should stand there where that is known."""

    level: Level
    rule: str
    where: str
    what: str
    mend: str
    right: tuple[Named, ...]


class Judged(Record):
    """The findings, gravest first; how many there are of each level; how far the text agrees with this content.

    ``unfinished``: contradictions were not looked for to the end, so that none being named does not mean there is none; notes say how many rows are left.
    Hand in fewer rows at once.
    """

    counts: dict[str, int]
    findings: Page[Finding]
    notes: tuple[str, ...]
    unfinished: bool


def lint(library: Library, asked: Lint) -> Judged:
    """Judge somebody's crosswalk without entering it: ids, titles, editions, relations, contradictions, and what this content has against a row.

    Hand in the text. Of each finding it says where, what is wrong and what is right.
    """
    judgement = judge_text(library, asked.text, asked.columns, _SEARCH)
    return Judged(
        counts={level: sum(f.level == level for f in judgement.faults) for level in LEVELS},
        findings=page(library, asked, [_finding(library, f) for f in judgement.at_least(asked.at_least)]),
        notes=judgement.notes,
        unfinished=judgement.unfinished,
    )


def _finding(library: Library, fault: Fault) -> Finding:
    return Finding(
        level=fault.level,
        rule=fault.rule,
        where=fault.where,
        what=fault.what,
        mend=fault.mend,
        right=all_named(library, (r for r in fault.right if r in library.requirements)),
    )


#: What contradicts itself all over takes long to judge.
TOOLS = (Tool("Judge a crosswalk", lint, seconds=_STOPPED),)
