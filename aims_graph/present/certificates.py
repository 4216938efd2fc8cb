"""Certificates that are held, in words: until when each counts, and what of an earlier edition is to be known."""

from __future__ import annotations

from collections.abc import Sequence

from aims_graph.model import Library
from aims_graph.present.workspace import named
from aims_graph.workspace.certificates import EXPIRED, PAST_TRANSITION, CertificateStatus
from aims_graph.workspace.lapsed import Lapsed


def certificate_in_words(library: Library, found: CertificateStatus) -> str:
    """Return how a certificate stands: whether it counts and from or until when; of an earlier edition, that another took its place."""
    certificate, until = found.certificate, found.transition_ends
    words = named(library, certificate.framework)
    if certificate.framework not in library.frameworks:
        return f"{words}: the content has no such framework any more, so it counts for nothing"
    if found.ended == EXPIRED:
        return f"{words}: expired on {certificate.expires}, counts no more"
    if found.ended == PAST_TRANSITION:
        later = named(library, found.later) if found.later else "a later edition"
        return f"{words}: the transition to {later} ended on {until}, counts no more"
    last = min(filter(None, (certificate.expires, until)), default=None)
    if not found.counts:
        return f"{words}: issued only on {certificate.issued}, counts from that day"
    words += f": counts {f'until {last}' if last else 'for now; it names no day on which it expires'}"
    if not found.later:
        return words
    ends = f"the transition ends on {until}" if until else "on which day the transition ends is not known here"
    return f"{words}. {named(library, found.later)} took the place of this edition: {ends}; what it gives there is what the rows between both entail"


def certificate_notes(library: Library, every: Sequence[CertificateStatus]) -> list[str]:
    """Return a sentence on each certificate that does not count, yet or any more, or is of an edition whose place another took."""
    return [
        f"{h.certificate.id} {certificate_in_words(library, h)}."
        for h in every
        if not h.counts or h.later or h.certificate.framework not in library.frameworks
    ]


def lost_in_words(library: Library, found: Lapsed) -> str:
    """Return what a certificate that ended met and nothing else meets now, framework by framework."""
    said = []
    for framework in dict.fromkeys([*found.met, *found.in_part]):
        full, part = (len(by.get(framework, ())) for by in (found.met, found.in_part))
        counts = f"{full}, and {part} in part," if full and part else f"{part} in part" if part else f"{full}"
        said.append(f"{counts} of {named(library, framework)}")
    return f"Nothing else meets now what it met: {'; '.join(said)}" if said else "All that it met is met otherwise"


def lapsed_notes(library: Library, every: Sequence[Lapsed]) -> list[str]:
    """Return on each certificate that ended what it no longer counts for, and what is to be done."""
    notes = []
    for one in every:
        words = f"{one.held.certificate.id}: {lost_in_words(library, one)}. Enter the certificate that was issued since"
        if one.held.later:
            words += f", of {named(library, one.held.later)}"
        notes.append(f"{words}{', or answer what it met' if one.met or one.in_part else ''}.")
    return notes
