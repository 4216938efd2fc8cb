"""What can be wrong, said once: where, what and how to mend it.

Every fault a person can meet is a :class:`Finding`; everything that stops a command is an :class:`AimsError`, which
carries the exit code. The sentence is made here and nowhere else, so that terminal, tests and app say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from numbers import Integral, Real
from typing import Any

from aims_graph.counting import count_of

CONTENT_IS_WRONG = 1
COULD_NOT_RUN = 2

#: The mend of what ``aims-graph format`` mends by itself: line ends, blanks, the order of rows.
RUN_FORMAT = "run aims-graph format"
#: A finding that quotes a whole cell stays readable: what is longer is cut, and says so.
_LONGEST = 4000


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in the content: the file, its line (0 for the file as a whole), what is wrong and how to mend it.

    ``form`` marks a fault in the form of a file, whose text then cannot be trusted: the cause of what may be wrong elsewhere.
    """

    file: str
    line: int
    what: str
    mend: str
    form: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """Print as ``file:line: what; mend``, the form editors and terminals make clickable; of a whole file without a line."""
        place = f"{printable(self.file)}:{self.line}" if self.line else printable(self.file)
        return f"{place}: {printable(self.what)}; {printable(self.mend)}"


def printable(text: str) -> str:
    """Return a text of a file as it may be shown: what has no sign of its own by its number, what is too long cut.

    >>> print(printable("red" + chr(27) + "[31m"))
    red\\u001b[31m
    """
    cut = f"{text[:_LONGEST]} … ({count_of(len(text), 'character')})" if len(text) > _LONGEST else text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def causes_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings once each, faults of form first, of these what ``format`` does not mend; then by file and line."""
    return sorted(dict.fromkeys(findings), key=lambda f: (not f.form, f.mend == RUN_FORMAT, f))


def left_out(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each file that was left out of the content: how many faults it has, and the first.

    >>> left_out([Finding("x.tsv", 3, "has no id", "add one")])
    ['Left out: x.tsv has 1 fault, the first: x.tsv:3: has no id; add one']
    """
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.file, []).append(finding)
    return [
        f"Left out: {printable(file)} has {count_of(len(faults), 'fault')}, the first: {faults[0]}"
        for file, faults in of.items()
    ]


class AimsError(Exception):
    """A fault that stops the command; ``str()`` gives one message for the person, without a traceback."""

    exit_code = COULD_NOT_RUN

    def __init__(self, what: str, mend: str, advice: str = "", shown: str = "") -> None:
        """Keep the parts apart, so that a caller can show them in its own way.

        Args:
            what: what is wrong.
            mend: what to do about it; on the command line, where it speaks of one.
            advice: what to do on a page or as an assistant, where there are no options and no commands; the mend, unless another is given.
            shown: what is wrong as it is said to whoever visits a page or asks as an assistant, without addresses of the house; as above, unless
                another is given.
        """
        super().__init__(what, mend)
        self.what = what
        self.mend = mend
        self.advice = advice or mend
        self.shown = shown or what

    def __str__(self) -> str:
        return f"{self.what}\n  {self.mend}"


def check_number(called: str, value: Any, least: float, most: float = inf, whole: bool = True) -> None:
    """Refuse a number that nothing can be asked with; where it passed, the answer would be short by some, or empty, and look right.

    Args:
        called: the parameter.
        value: what was given.
        least: the smallest that it can be.
        most: the greatest that it can be.
        whole: whether it counts something.

    Raises:
        AimsError: if it is less or more, or no number.
    """
    is_number = isinstance(value, Integral if whole else Real) and not isinstance(value, bool)
    # A number that is none compares with nothing.
    if is_number and least <= value <= most and value != inf:
        return
    is_long = isinstance(value, int) and value.bit_length() > 64
    until = f"from {least:g} up" if most == inf else f"from {least:g} to {most:g}"
    raise AimsError(
        f"'{called}' cannot be {'so great a number' if is_long else repr(value)}.",
        f"Give a {'whole ' if whole else ''}number {until}.",
    )


class ContentError(AimsError):
    """The content itself is wrong; holds every finding, not only the first."""

    exit_code = CONTENT_IS_WRONG

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Take all findings of one go, causes first."""
        self.findings = causes_first(findings)
        count = len(self.findings)
        listed = "\n  ".join(str(finding) for finding in self.findings[:20])
        more = f"\n  … and {count - 20} more" if count > 20 else ""
        super().__init__(
            f"{count_of(count, 'fault')} in the content",
            listed + (f"{more}: aims-graph check lists all" if more else ""),
            listed + more,
        )


def first_line(error: BaseException) -> str:
    """Return what another program's error says, in one line; of one that says nothing, its kind."""
    return str(error).partition("\n")[0] or type(error).__name__


class UnknownFrameworkError(AimsError):
    """No framework is called so."""


class UnknownRequirementError(AimsError):
    """No requirement has this id or number, or several have it; offers near misses, or those that have it."""

    def __init__(self, asked: str, near: Mapping[str, str], have_it: bool = False) -> None:
        """Keep what was asked and the suggestions, id -> title; ``have_it`` says that each of them has the number."""
        self.asked = asked
        self.near = list(near)
        self.have_it = have_it
        mend = "Write the framework and the number as printed, or an id; 'aims-graph search' finds it by a word."
        advice = "Write the framework and the number as printed; a search finds it by a word of its title."
        if self.near:
            names = [f"{id_} ({title})" if title else id_ for id_, title in near.items()]
            mend = advice = f"Did you mean {', '.join(names[:8])}{' …' if len(names) > 8 else ''}?"
        super().__init__(
            f"{'Several requirements are' if have_it else 'No requirement is'} called '{asked}'.", mend, advice
        )


class QueryError(AimsError):
    """A SPARQL query that cannot be run as it stands, or did not end within its limits; says where, if it is known."""

    def __init__(self, what: str, mend: str, line: int = 0, column: int = 0) -> None:
        """Keep the place, both counted from 1."""
        super().__init__(what, mend)
        self.line = line
        self.column = column
