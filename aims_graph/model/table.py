"""A table, the shape in which an answer leaves: named columns and rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aims_graph.model.framework import Framework, Requirement

Cell = str | int | float | None


class Number(str):
    """Requirement numbers of one framework as printed ("10.1"), which know whose they are: a CSV file must say it.

    >>> Number("10.1", "ISO/IEC 42001").in_full
    'ISO/IEC 42001 10.1'
    """

    __slots__ = ("framework",)

    def __new__(cls, text: str, framework: str = "") -> Number:
        """Keep the short name of the framework beside the text."""
        number = super().__new__(cls, text)
        number.framework = framework
        return number

    framework: str

    @classmethod
    def of(cls, framework: Framework, *requirements: Requirement) -> Number:
        """Return the numbers of some requirements of a framework, with commas between them."""
        return cls(", ".join(r.number for r in requirements), framework.short)

    @property
    def in_full(self) -> str:
        """The numbers behind the framework's short name; nothing if there is no number."""
        return f"{self.framework} {self}".strip() if self else ""


@dataclass(frozen=True)
class Table:
    """An answer: named columns, rows of text and numbers, a title and notes a person should read with it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def noted(self, *notes: str) -> Table:
        """Return the table with further notes: what only one surface has to say, such as the command that leads on."""
        return replace(self, notes=(*self.notes, *notes))
