"""Certificates that have ended and that nothing has taken the place of: what they no longer count for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from aims_graph.model import Library
from aims_graph.workspace.assessed import targets_of
from aims_graph.workspace.carry import FULL, Standing, effects
from aims_graph.workspace.certificates import CertificateStatus, certificate_statuses
from aims_graph.workspace.duties import counted
from aims_graph.workspace.state import State


@dataclass(frozen=True)
class Lapsed:
    """A certificate that counts no more: by framework that the organisation answers to, what it alone met in full, and what it alone met in part.

    Only requirements of which nobody said a status: where somebody did, that counts, and counted before.
    """

    held: CertificateStatus
    met: Mapping[str, tuple[str, ...]]
    in_part: Mapping[str, tuple[str, ...]]


def lapsed(state: State, library: Library, standing: Standing, on: dt.date) -> list[Lapsed]:
    """Return the certificates that have ended by a day, in the order of their numbers.

    Left out are those after which another one of the same edition, or of the later, counts or counted: that one took their place.

    Args:
        state: the workspace.
        library: the content.
        standing: where it stands on that day.
        on: the day.
    """
    every = certificate_statuses(state, library, on)
    ends = {h.certificate.id: _end(h) for h in every}
    return [
        _lost(state, library, standing, one)
        for one in every
        if one.ended
        and one.certificate.framework in library.frameworks
        and not any(
            (o.counts or o.ended) and ends[o.certificate.id] > ends[one.certificate.id]
            for o in every
            if o.certificate.framework in (one.certificate.framework, one.later)
        )
    ]


def _end(one: CertificateStatus) -> dt.date:
    """Return the last day on which a certificate counts."""
    return min(filter(None, (one.certificate.expires, one.transition_ends)), default=dt.date.max)


def _lost(state: State, library: Library, standing: Standing, one: CertificateStatus) -> Lapsed:
    met: dict[str, tuple[str, ...]] = {}
    in_part: dict[str, tuple[str, ...]] = {}
    gave = effects(library, one.certificate.framework)
    for framework in targets_of(state, library):
        only = counted(state, library, framework)
        open_ = [
            p
            for p in standing.framework(framework)
            if p.requirement in gave and p.given is None and p.is_open and (only is None or p.requirement in only)
        ]
        full = tuple(p.requirement for p in open_ if gave[p.requirement].extent == FULL)
        part = tuple(p.requirement for p in open_ if gave[p.requirement].extent != FULL and not p.carried)
        met |= {framework: full} if full else {}
        in_part |= {framework: part} if part else {}
    return Lapsed(one, met, in_part)
