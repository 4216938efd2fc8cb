"""What is met by another discipline's requirement still has to be extended to one's own: audited for security, audited for AI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aims_graph.model import Library


@dataclass(frozen=True)
class Extension:
    """What a requirement has to be extended to (the subject of its framework), and what an auditor asks to see of it there, if that is listed."""

    subject: str
    asked_for: str


def extension(library: Library, requirement_id: str, met_by: Iterable[str]) -> Extension | None:
    """Return what is to be done of a requirement that others meet in full; ``None`` if one of these has the same subject, or none is named.

    Args:
        library: the content.
        requirement_id: what is met.
        met_by: ids of the frameworks whose requirements meet it.
    """
    subjects = {str(library.frameworks[f].header.get("subject", "")) for f in met_by}
    own = str(library.frameworks[library.requirements[requirement_id].framework].header.get("subject", ""))
    if not own or not subjects or subjects & {own, ""}:
        return None
    evidence = library.evidence_at.get(requirement_id)
    return Extension(own, evidence.note if evidence else "")
