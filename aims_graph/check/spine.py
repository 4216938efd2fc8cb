"""Does each clause say which clause of the spine it carries, and stand at the same number?"""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.errors import Finding
from aims_graph.model import Framework, Library, Requirement


def spine_findings(ground: Ground) -> Iterator[Finding]:
    """Yield each clause that says neither, or carries a clause of another number; chapters its header calls renumbered left aside."""
    for framework in ground.library.frameworks.values():
        if framework.is_mapped and ground.holds(f"the spine of {framework.short}", frameworks=[framework.id]):
            yield from _of(ground.library, framework)


def _of(library: Library, framework: Framework) -> Iterator[Finding]:
    members = library.members(framework.id)
    # A catalogue of another pack may be built on no spine at all.
    built_on_one = any(r.harmonized for r in members) or not any(
        p.layer and framework.source.file.startswith(p.folder) for p in library.packs
    )
    for requirement in members:
        if requirement.kind == "clause" and built_on_one and not requirement.harmonized:
            what = "says neither which harmonized clause it carries nor that it is the standard's own"
            yield _at(requirement, what, "fill the column harmonized")
        number = requirement.harmonized.partition(":")[2]
        renumbered = requirement.number.partition(".")[0] in framework.listed("renumbered")
        if number and number != requirement.number and not renumbered:
            what = f"carries {requirement.harmonized}, which has another number"
            yield _at(
                requirement, what, "correct the column harmonized, or list the chapter under renumbered in the header"
            )


def _at(requirement: Requirement, what: str, mend: str) -> Finding:
    return requirement.source.finding(f"{requirement.id}: {what}", mend)
