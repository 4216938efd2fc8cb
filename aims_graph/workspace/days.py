"""Days as a workspace counts them: whether one has come or is yet to come, and the day so many months before another."""

from __future__ import annotations

import datetime as dt


def latest_day(at: dt.datetime) -> dt.date:
    """Return the last day that has come at a moment: where this program runs, or where history counts its days."""
    return max(at.astimezone().date(), at.astimezone(dt.UTC).date())


def as_iso(day: dt.date | None) -> str:
    """Return a day as files hold it (ISO 8601); empty if it is not known."""
    return day.isoformat() if day else ""


def is_over(day: dt.date | None, on: dt.date) -> bool:
    """Return whether a day has come; one that is not known has not."""
    return day is not None and day <= on


def is_ahead(day: dt.date | None, on: dt.date) -> bool:
    """Return whether a day is yet to come; of one that is not known nobody says so."""
    return day is not None and day > on


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day so many months before; the last of a month that is too short.

    >>> months_before(dt.date(2027, 5, 31), 3), months_before(dt.date(2027, 1, 15), -12)
    (datetime.date(2027, 2, 28), datetime.date(2028, 1, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
