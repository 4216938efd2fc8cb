"""For how long a piece of evidence is valid."""

from __future__ import annotations

import datetime as dt

from aims_graph.errors import check_number
from aims_graph.workspace.records.work import Evidence

NOT_YET, VALID, EXPIRES, EXPIRED = "not valid yet", "valid", "expires soon", "expired"
#: How many days before its end a piece of evidence is said to expire soon.
SOON = 60


def validity(evidence: Evidence, on: dt.date, soon: int = SOON) -> str:
    """Return how a piece of evidence stands on a day: one of ``NOT_YET``, ``VALID``, ``EXPIRES`` (within so many days), ``EXPIRED``.

    Raises:
        AimsError: if the days are below 0.
    """
    check_number("soon", soon, 0)
    if evidence.valid_until and evidence.valid_until < on:
        return EXPIRED
    if evidence.valid_from and on < evidence.valid_from:
        return NOT_YET
    if evidence.valid_until and (evidence.valid_until - on).days <= soon:
        return EXPIRES
    return VALID


def is_valid(evidence: Evidence, on: dt.date) -> bool:
    """Return whether a piece of evidence is valid on a day."""
    return validity(evidence, on) in (VALID, EXPIRES)


def has_expired(evidence: Evidence, on: dt.date) -> bool:
    """Return whether a piece of evidence was valid until a day before."""
    return validity(evidence, on) == EXPIRED
