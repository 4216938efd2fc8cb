"""What was accepted of a risk, so that whoever rates or treats it otherwise afterwards does not have it accepted as well.

An acceptance is of the plan for its treatment and of what that leaves, by the criteria of that day: all of it as it stood when it was entered, or
entered anew. Under other criteria a risk is another one, however it is rated: they say what the numbers mean, and from where on a risk is too high.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace

from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.labels import label
from aims_graph.workspace.records.base import Texts
from aims_graph.workspace.records.risk import Criteria, Risk
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.state import State
from aims_graph.workspace.values import as_text

#: By whom and when: whoever writes one of these accepts the risk as it then stands.
ENTERED = ("accepted_by", "accepted_on")
#: What is accepted: how the risk is rated, what is done about it, and what that leaves.
WHAT = (
    *("likelihood", "consequence", "option", "controls", "treatment"),
    *("residual_likelihood", "residual_consequence"),
)
#: By which criteria it is accepted.
UNDER = ("likelihoods", "consequences", "levels", "unacceptable_from")


def as_it_stands(risk: Risk, criteria: Criteria) -> Texts:
    """Return what is accepted of a risk as it stands, as ``field=value``: of controls one line each, of the text of its treatment a digest, of its criteria a line a field.

    >>> as_it_stands(Risk(id="R-1", likelihood=2, controls=("iso42001:A.9.2",), treatment="trained"), Criteria(id=""))[:4]
    ('likelihood=2', 'option=modify', 'controls=iso42001:A.9.2', 'treatment=33fbcd8470ea')
    >>> as_it_stands(Risk(id="R-1"), Criteria(id=""))[3:]
    ('levels=1:low | 5:medium | 10:high | 17:very high', 'unacceptable_from=10')
    """
    found = []
    for name in WHAT:
        value = getattr(risk, name)
        if name == "treatment" and value:
            value = hashlib.sha256(value.encode()).hexdigest()[:12]
        found += [(name, as_text(one)) for one in (value if isinstance(value, tuple) else (value,))]
    return (*(f"{name}={text}" for name, text in found if text), *_of(criteria))


def _of(criteria: Criteria) -> Texts:
    """Return the criteria as they are kept with an acceptance; a scale, whose order says what its steps mean, is one text."""
    values = ((name, getattr(criteria, name)) for name in UNDER)
    return tuple(f"{name}={' | '.join(v) if isinstance(v, tuple) else as_text(v)}" for name, v in values)


def accepting(state: State, old: Risk | None, new: Risk, written: Iterable[str]) -> Risk:
    """Return a risk with what is accepted of it.

    Args:
        state: the workspace before.
        old: the risk before; ``None`` for a new one.
        new: the risk as it is to be.
        written: the fields that are written, whatever stands there already.
    """
    if not new.accepted_by:
        return replace(new, accepted=())
    now = as_it_stands(new, criteria_of(state, new.kind))
    if not {*ENTERED}.isdisjoint(written):
        return replace(new, accepted=now)
    if old and as_it_stands(old, criteria_of(state, old.kind)) != now:
        return replace(new, accepted=completed(old, criteria_of(state, old.kind)))
    return new


def completed(risk: Risk, criteria: Criteria) -> Texts:
    """Return what was accepted of a risk; of one accepted before it was kept, or before its criteria were, what stands until now is what was accepted."""
    if not risk.accepted:
        return as_it_stands(risk, criteria)
    return risk.accepted if _kept(risk).keys() & {*UNDER} else (*risk.accepted, *_of(criteria))


def before_criteria_change(state: State, new: Criteria) -> list[Risk]:
    """Return the accepted risks whose acceptance does not say yet under which criteria it was given, with those that stand until now: before others do.

    Args:
        state: the workspace before.
        new: the criteria as they are to be, or as they are withdrawn.
    """
    old = state.records["criteria"].get(new.id)
    kinds = {c.kind for c in (old, new) if isinstance(c, Criteria)}
    accepted = (r for r in state.records["risk"].values() if isinstance(r, Risk) and r.accepted_by and r.kind in kinds)
    found = ((r, completed(r, criteria_of(state, r.kind))) for r in accepted)
    return [replace(r, accepted=texts) for r, texts in found if texts != r.accepted]


def _kept(risk: Risk) -> dict[str, list[str]]:
    """Return field -> what of it was accepted."""
    found: dict[str, list[str]] = {}
    for text in risk.accepted:
        name, _, value = text.partition("=")
        found.setdefault(name, []).append(value)
    return found


def changed(risk: Risk) -> Texts:
    """Return the fields that say something else than what was accepted; none where nothing was, or nobody kept what."""
    if not risk.accepted:
        return ()
    now = as_it_stands(risk, Criteria(id=""))
    otherwise = {text.partition("=")[0] for text in {*risk.accepted} ^ {*now}}
    return tuple(name for name in WHAT if name in otherwise)


def other_criteria(risk: Risk, criteria: Criteria) -> Texts:
    """Return the fields of the criteria that say something else than those by which a risk was accepted; none where nobody kept those."""
    kept, now = _kept(risk), {*_of(criteria)}
    return tuple(name for name in UNDER if name in kept and f"{name}={kept[name][0]}" not in now)


def changed_in_words(risk: Risk) -> str:
    """Return what of a risk says something else than what was accepted, as forms call it.

    >>> changed_in_words(Risk(id="R-1", consequence=4, accepted=("consequence=3", "option=retain")))
    'consequence, treatment option'
    """
    return ", ".join(label("risk", name).lower() for name in changed(risk))


def other_criteria_in_words(risk: Risk, criteria: Criteria) -> str:
    """Return what of the criteria says something else than those by which a risk was accepted, as forms call it.

    >>> other_criteria_in_words(Risk(id="R-1", accepted=("unacceptable_from=12", "levels=1:low")), Criteria(id=""))
    'levels, not acceptable from 12'
    """
    kept = _kept(risk)
    names = {name: label("criteria", name).lower().partition(",")[0] for name in other_criteria(risk, criteria)}
    return ", ".join(f"{word} {kept[name][0]}" if name == "unacceptable_from" else word for name, word in names.items())


def accepted_by(risk: Risk, criteria: Criteria, on: dt.date) -> str:
    """Return who has accepted a risk, by a day, as it stands and by the criteria that are kept; empty if nobody has."""
    is_other = changed(risk) or other_criteria(risk, criteria)
    return "" if is_ahead(risk.accepted_on, on) or is_other else risk.accepted_by
