"""The one clock: whoever asks what day or moment it is asks it here, so that all of a program answers of the same day.

It is asked through the module (``clock.today()``), so that whoever sets it sets it for everybody.
"""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return this moment, with its time zone."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the day it is where this program runs."""
    return now().astimezone().date()
