"""Are the words of the law those of ``ontology/law.ttl``: roles, qualifiers and kinds of system, in provisions and transitions? And their dates?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.formats.tsv import is_date


def law_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each word that is no term, and each transition whose dates are none or that says neither when nor how it ends."""
    if not ground.holds("the words of the law", terms=True):
        return
    library = ground.library
    known = {kind: set(library.terms.of(kind)) for kind in ("Role", "Qualifier", "SystemKind")}

    def unknown(name: str, words: Mapping[str, Iterable[str]], file: str, line: int) -> Iterator[Finding]:
        for kind, used in words.items():
            for word in used:
                if word and word not in known[kind]:
                    what = f"{name}: {_CALLED[kind]} '{word}' is no term of ontology/law.ttl"
                    yield Finding(file, line, what, "use a term of that file, or define it there")

    for r in library.requirements.values():
        if r.provision:
            p = r.provision
            systems = (*p.systems, *(a.system for a in p.applies if a.system not in p.systems))
            words = {"Role": p.bearers, "Qualifier": p.qualifiers, "SystemKind": systems}
            yield from unknown(r.id, words, r.source.file, r.source.line)
    for t in library.transitions:
        file, line = t.source.file, t.source.line
        words = {"Role": t.bearer, "Qualifier": (t.qualifier,), "SystemKind": t.systems}
        yield from unknown(t.id, words, file, line)
        for column, day in (("placed_before", t.placed_before), ("comply_by", t.comply_by)):
            if not is_date(day) and (day or column == "placed_before"):
                yield Finding(file, line, f"{t.id}: {column} '{day}' is no date", "write it as 2027-12-02")
        if bool(t.comply_by) == bool(t.lost_by):
            yield Finding(file, line, f"{t.id}: ends in no way, or in two", "fill either lost_by or comply_by")


_CALLED = {"Role": "role", "Qualifier": "qualifier", "SystemKind": "system"}
