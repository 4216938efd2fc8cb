"""What was accepted of a risk, so that whoever rates or treats it otherwise afterwards does not have it accepted as well.

An acceptance is of the plan for its treatment and of what that leaves: both as they stood when it was entered, or entered anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace

from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.labels import label
from aims_graph.workspace.records.base import Texts
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.values import as_text

#: By whom and when: whoever writes one of these accepts the risk as it then stands.
ENTERED = ("accepted_by", "accepted_on")
#: What is accepted: how the risk is rated, what is done about it, and what that leaves.
WHAT = (
    *("likelihood", "consequence", "option", "controls", "treatment"),
    *("residual_likelihood", "residual_consequence"),
)


def as_it_stands(risk: Risk) -> Texts:
    """Return what is accepted of a risk as it stands, as ``field=value``: of controls one line each, of the text of its treatment a digest.

    >>> as_it_stands(Risk(id="R-1", likelihood=2, controls=("iso42001:A.9.2", "iso42001:A.8.2"), treatment="trained"))
    ('likelihood=2', 'option=modify', 'controls=iso42001:A.9.2', 'controls=iso42001:A.8.2', 'treatment=33fbcd8470ea')
    """
    found = []
    for name in WHAT:
        value = getattr(risk, name)
        if name == "treatment" and value:
            value = hashlib.sha256(value.encode()).hexdigest()[:12]
        found += [(name, as_text(one)) for one in (value if isinstance(value, tuple) else (value,))]
    return tuple(f"{name}={text}" for name, text in found if text)


def accepting(old: Risk | None, new: Risk, written: Iterable[str]) -> Risk:
    """Return a risk with what is accepted of it.

    Args:
        old: the risk before; ``None`` for a new one.
        new: the risk as it is to be.
        written: the fields that are written, whatever stands there already.
    """
    if not new.accepted_by:
        return replace(new, accepted=())
    if not {*ENTERED}.isdisjoint(written):
        return replace(new, accepted=as_it_stands(new))
    if old and not old.accepted and as_it_stands(old) != as_it_stands(new):
        # Accepted before this was kept: what stood until now is what was accepted.
        return replace(new, accepted=as_it_stands(old))
    return new


def changed(risk: Risk) -> Texts:
    """Return the fields that say something else than what was accepted; none where nothing was, or nobody kept what."""
    if not risk.accepted:
        return ()
    otherwise = {text.partition("=")[0] for text in {*risk.accepted} ^ {*as_it_stands(risk)}}
    return tuple(name for name in WHAT if name in otherwise)


def changed_in_words(risk: Risk) -> str:
    """Return what of a risk says something else than what was accepted, as forms call it.

    >>> changed_in_words(Risk(id="R-1", consequence=4, accepted=("consequence=3", "option=retain")))
    'consequence, treatment option'
    """
    return ", ".join(label("risk", name).lower() for name in changed(risk))


def accepted_by(risk: Risk, on: dt.date) -> str:
    """Return who has accepted a risk, by a day, as it stands; empty if nobody has."""
    return "" if is_ahead(risk.accepted_on, on) or changed(risk) else risk.accepted_by
