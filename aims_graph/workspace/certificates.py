"""Certificates that are held: of which edition, until which day they count, and why one counts no more.

A certificate of an earlier edition counts like another one until it expires or the transition to the later edition ends. The day on which
a transition ends is content (``certificates_until`` in the header of the earlier edition's catalogue); of an edition that has none, nobody here knows it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aims_graph.answers.editions.succession import later_of, mapped_edition, other_editions
from aims_graph.model import Library
from aims_graph.workspace.days import is_ahead
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.state import State

EXPIRED, PAST_TRANSITION = "expired", "past its transition"
#: The key of a catalogue's header.
_UNTIL = "certificates_until"


@dataclass(frozen=True)
class CertificateStatus:
    """A certificate on a day: ``counts``, or not yet, or not any more: then ``ended`` says why (``EXPIRED``, ``PAST_TRANSITION``).

    ``later`` is the edition that took the place of its own (empty: none is known), ``transition_ends`` the last day for certificates of its own.
    """

    certificate: Certificate
    ended: str
    later: str
    transition_ends: dt.date | None
    counts: bool


def editions_held(library: Library) -> list[str]:
    """Return the frameworks of which there can be a certificate: those that mappings speak of in their rank, each with its other editions.

    Nobody is certified against the former wording of a law.
    """
    found: dict[str, None] = {}
    for framework in library.mapped:
        editions = () if framework in library.laws else other_editions(library, framework.id)
        found |= dict.fromkeys((framework.id, *editions))
    return list(found)


def ended(library: Library, certificate: Certificate, on: dt.date) -> str:
    """Return why a certificate counts no more on a day; empty while it counts."""
    if certificate.expires and certificate.expires < on:
        return EXPIRED
    last = transition_ends(library, certificate.framework)
    return PAST_TRANSITION if last and last < on else ""


def counts(library: Library, certificate: Certificate, on: dt.date) -> bool:
    """Return whether a certificate counts on a day: it was issued by then, and has not ended."""
    return not is_ahead(certificate.issued, on) and not ended(library, certificate, on)


def transition_ends(library: Library, framework: str) -> dt.date | None:
    """Return the last day for certificates of an edition, as its catalogue states it; ``None`` if it states none."""
    said = library.frameworks[framework].header.get(_UNTIL) if framework in library.frameworks else None
    return dt.date.fromisoformat(said) if said else None


def certificate_statuses(state: State, library: Library, on: dt.date) -> list[CertificateStatus]:
    """Return the certificates as they stand on a day, in the order of their numbers."""
    later = later_of(library)
    return [
        CertificateStatus(
            c,
            ended(library, c, on),
            later.get(c.framework, ""),
            transition_ends(library, c.framework),
            counts(library, c, on),
        )
        for c in state.all(Certificate)
    ]


def frameworks_held(state: State, library: Library) -> set[str]:
    """Return the frameworks that mappings speak of and of which some edition is certified, still or formerly."""
    return {f for c in state.all(Certificate) if (f := edition_held(library, c))}


def edition_held(library: Library, certificate: Certificate) -> str:
    """Return the edition that mappings speak of, of the framework that a certificate is of; empty if the content has none any more."""
    return mapped_edition(library, certificate.framework) if certificate.framework in library.frameworks else ""
