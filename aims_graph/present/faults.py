"""What may be wrong with a crosswalk: the rules by name, each with its level, and one fault as text, table or JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.counting import count_of
from aims_graph.errors import printable
from aims_graph.present.table import json_text

#: How grave a fault is, the gravest first: what is wrong, what very likely is, what a reader should know.
LEVELS = ("error", "warning", "note")

#: Rule -> (level, what it finds, in one sentence). docs/lint.md and SARIF print it.
RULES: dict[str, tuple[str, str]] = {
    "unreadable": ("error", "The file departs from its format there; nothing of it was judged."),
    "unknown-id": ("error", "The framework has no requirement of this number."),
    "other-edition": ("error", "The number belongs to another edition of the framework, or to a draft of it."),
    "wrong-title": ("error", "The number exists, but the title beside it is that of another requirement."),
    "shifted-number": ("error", "The title beside the number is that of its neighbour: the numbers are shifted."),
    "mistaken-number": ("error", "A number that is commonly written for another."),
    "odd-title": ("warning", "The title beside the number fits no requirement of the framework well."),
    "comment-elsewhere": (
        "warning",
        "No title stands beside the number, and the comment speaks of another requirement.",
    ),
    "likely-edition": (
        "warning",
        "No title stands beside the number; by what this content says of the other side, another edition's is meant.",
    ),
    "guidance-number": ("warning", "The number is that of the guidance, not of what it guides to."),
    "unknown-framework": (
        "note",
        "The framework is not among those that this content knows, and the file does not bring it: its side is not judged.",
    ),
    "heading": ("warning", "A heading, or a provision that binds nobody who is audited, bears a row."),
    "theme-with-theme": ("warning", "A heading is put beside a heading."),
    "product": (
        "warning",
        "Several requirements are each put beside the same several others, and those of one side are all of one group.",
    ),
    "catch-all": ("warning", "One requirement is put beside very many."),
    "equal-everywhere": ("warning", "Nearly every row says that both sides demand the same."),
    "intersects-everywhere": ("note", "Nearly every row says no more than that both sides share something."),
    "one-confidence": ("note", "Every row has the same confidence or strength."),
    "whole-articles": ("note", "Only requirements that have parts are named, never a part."),
    "one-kind": ("note", "Only one kind of requirement is named, such as the controls of an annex."),
    "gaps-unsaid": ("note", "Requirements are left out, and no row says that one has no counterpart."),
    "known-trap": ("error", "A pair known from published crosswalks to be wrong."),
    "same-requirement": ("error", "Both sides of the row are one requirement."),
    "pair-twice": ("warning", "The same pair stands on two rows."),
    "against-inverse": ("error", "Two rows say of the same pair what cannot both be true."),
    "predicate": ("error", "The SKOS predicate says another relation than the set relation beside it."),
    "negation": ("error", "The row denies and states at once, or denies in a way that tools read as a match."),
    "met": ("error", "How much of each side is met does not go with the relation."),
    "no-counterpart": ("error", "A row without counterpart says more than that, or another row names one."),
    "contradiction": ("error", "Rows of the file that cannot all be true: the smallest set of them."),
    "answered-gap": ("error", "A requirement is said to have no counterpart, and the other rows give it one."),
    "follows": ("note", "The row says nothing new: it follows from others of the file."),
    "ours-against": ("warning", "A row of this content gives a reason against the row."),
    "ours-shares": ("warning", "The row denies what a row of this content finds shared."),
    "ours-differs": ("note", "A row of this content has another relation for the pair."),
}
#: Where a fault stands, if that is a line.
_LINE = re.compile(r"(?:line )?(\d+)")


@dataclass(frozen=True)
class Fault:
    """One fault of a crosswalk: a key of :data:`RULES`, the file, where in it (a line, a cell, a JSON pointer; empty: the whole file).

    ``right`` are the ids that should stand there, where that is known.
    """

    rule: str
    file: str
    where: str
    what: str
    mend: str
    right: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """One of :data:`LEVELS`."""
        return RULES[self.rule][0]

    @property
    def line(self) -> int:
        """The line, counted from 1; 0 where it stands elsewhere than on a line."""
        found = _LINE.fullmatch(self.where)
        return int(found[1]) if found else 0

    @property
    def place(self) -> str:
        """File and place as editors and terminals make them clickable; the whole file is its first line."""
        return f"{self.file}:{self.line or self.where or 1}"

    def __str__(self) -> str:
        """Print as ``file:line: what; mend``."""
        return f"{printable(self.place)}: {printable(self.what)}; {printable(self.mend)}"


def counted(faults: Iterable[Fault]) -> str:
    """Return how many faults there are of each level, as a person says it.

    >>> counted([])
    'Nothing found'
    """
    counts = Counter(f.level for f in faults)
    said = [count_of(counts[level], level) for level in LEVELS if counts[level]]
    return ", ".join(said) or "Nothing found"


def faults_text(faults: Iterable[Fault]) -> str:
    """Return a line a fault: ``file:line: what; mend``, and in brackets its level and rule."""
    return "\n".join(f"{fault} [{fault.level} {fault.rule}]" for fault in faults)


def faults_json(faults: Iterable[Fault], notes: Iterable[str] = ()) -> str:
    """Return an object of notes and faults; ``line`` is null where a fault stands elsewhere than on a line, ``where`` empty for the whole file."""
    found = [
        {
            **{"level": f.level, "rule": f.rule, "file": f.file, "where": f.where, "line": f.line or None},
            **{"what": f.what, "mend": f.mend, "right": list(f.right)},
        }
        for f in faults
    ]
    return json_text({"notes": list(notes), "faults": found})
