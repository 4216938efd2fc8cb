"""Are the lists right that a workspace is read by: what a record has to name, and who accredits certification bodies?"""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.check.lines import told_twice, uncertain
from aims_graph.errors import Finding
from aims_graph.model import ACCREDITATION_KINDS, Library, Source
from aims_graph.workspace.fillings import WORDS


def particular_findings(library: Library) -> Iterator[Finding]:
    """Yield every fault of the two lists, beyond names of requirements that do not exist."""
    seen: dict[tuple[str, str], Source] = {}
    for p in library.particulars:
        if not p.item:
            yield p.source.finding(
                f"{p.requirement_id} asks for nothing here", "name what is asked for in the column item"
            )
        if (p.requirement_id, p.item) in seen:
            what = f"{p.requirement_id}: '{p.item}' stands in {seen[p.requirement_id, p.item]} already"
            yield p.source.finding(what, "keep one of the two lines")
        seen[p.requirement_id, p.item] = p.source
        for word in p.filled_from:
            if word not in WORDS:
                mend = f"write one of {', '.join(sorted(WORDS))}, or nothing"
                yield p.source.finding(f"{p.requirement_id}: nothing of a workspace is called '{word}'", mend)
    yield from _accreditation(library)


def _accreditation(library: Library) -> Iterator[Finding]:
    known = {a.id for a in library.accreditation}
    yield from told_twice(((a.id, a.source) for a in library.accreditation), "keep one of the two lines")
    for a in library.accreditation:
        if a.kind not in ACCREDITATION_KINDS:
            yield a.source.finding(f"{a.id}: kind '{a.kind}' is unknown", f"write {' or '.join(ACCREDITATION_KINDS)}")
        yield from uncertain(a.id, a.certainty, a.source)
        if a.followed_by and (a.followed_by not in known or a.followed_by == a.id):
            yield a.source.finding(
                f"{a.id}: followed_by '{a.followed_by}' is no other line of this table",
                "write the id of one, or nothing",
            )
