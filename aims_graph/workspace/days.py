"""Whether a day on which something was done has come, or is said and yet to come."""

from __future__ import annotations

import datetime as dt


def latest_day(at: dt.datetime) -> dt.date:
    """Return the last day that has come at a moment: where this program runs, or where history counts its days."""
    return max(at.astimezone().date(), at.astimezone(dt.UTC).date())


def is_over(day: dt.date | None, on: dt.date) -> bool:
    """Return whether a day has come; one that is not known has not."""
    return day is not None and day <= on


def is_ahead(day: dt.date | None, on: dt.date) -> bool:
    """Return whether a day is yet to come; of one that is not known nobody says so."""
    return day is not None and day > on
