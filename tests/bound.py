"""What binds on a day as the table that a person sees, asked in one go."""

from __future__ import annotations

from aims_graph.answers.law.asked import asked_in
from aims_graph.answers.law.situation import Situation
from aims_graph.model import Library, Table
from aims_graph.present.law import asked_table


def binds_table(library: Library, asked: Situation, day: str, since: str = "", becomes: str = "") -> Table:
    """Return what binds on a day; with ``since``, what is new; with an act that brings another role, what appears."""
    return asked_table(library, asked_in(library, asked, day, since, becomes))
