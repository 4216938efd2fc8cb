"""Where a statement stands."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.errors import Finding
from aims_graph.model.record import Record


@dataclass(frozen=True, slots=True)
class Source(Record):
    """Where a statement stands: a content file, as a person finds it, and its line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def finding(self, what: str, mend: str) -> Finding:
        """Return a fault of what stands there."""
        return Finding(self.file, self.line, what, mend)
