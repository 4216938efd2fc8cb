"""Days on which something happened, which are none that is yet to come: an audit held, a finding closed, a risk accepted, a certificate issued.

What is planned has a day of its own (``planned_on``, ``due``). A day to come that stands in a workspace from before is told of
(:mod:`aims_graph.workspace.ahead`) and is in nobody's way: only a day that is entered now is refused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from aims_graph.counting import with_article
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.labels import label
from aims_graph.workspace.records import NOUN_OF
from aims_graph.workspace.records.base import Record
from aims_graph.workspace.records.work import Evidence
from aims_graph.workspace.shown import shows_operation


def check_happened(library: Library, old: Record | None, new: Record, on: dt.date) -> None:
    """Refuse a day to come for what can only have happened.

    Args:
        library: the content.
        old: the record before; ``None`` for a new one.
        new: the record as it is to be.
        on: the day of the change.

    Raises:
        AimsError: if such a day is entered; with what to do instead.
    """
    names = {f.name: f.metadata.get("happened") for f in fields(new)}
    for name in (n for n, so in names.items() if so):
        day = getattr(new, name)
        if is_ahead(day, on) and (old is None or getattr(old, name) != day):
            noun, called = NOUN_OF[type(new)], with_article(new.CALLED)
            plan = "planned_on" if "planned_on" in names else "due" if name == "done_on" else ""
            raise AimsError(
                f"The {name} of {called} is the day on which it happened, and {day} is yet to come.",
                f"Enter it once it has happened{f'; a day that is planned is {plan}' if plan else ''}.",
                f"Enter it once it has happened{f'; a day that is planned is “{label(noun, plan)}”' if plan else ''}.",
                f"“{label(noun, name)}” of {called} is the day on which it happened, and {day} is yet to come.",
            )
    if isinstance(new, Evidence):
        _check_begun(library, old, new, on)


def _check_begun(library: Library, old: Record | None, new: Evidence, on: dt.date) -> None:
    """Refuse what shows that something is done before it can: a policy may come into force later, a log cannot begin then."""
    is_as_before = isinstance(old, Evidence) and (old.valid_from, old.kind) == (new.valid_from, new.kind)
    if is_ahead(new.valid_from, on) and shows_operation(library, new) and not is_as_before:
        kind = library.terms.of("EvidenceKind")[new.kind].label
        raise AimsError(
            f"Evidence of the kind {kind} shows what was done, and {new.valid_from}, from which it is valid, is yet to come.",
            "Enter it once it is there; only what is written down beforehand, such as a policy, may become valid later.",
        )
