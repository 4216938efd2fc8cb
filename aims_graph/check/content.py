"""Is the content right, as far as a machine can see it? Every finding of every rule, in one go, causes first.

What a single row shows by itself, and whether what it names exists, is checked where it is read (``formats/``); the rules that need more
than one file stand in the modules beside this one. A rule whose ground cannot be trusted is left out, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aims_graph.check.contradictions import contradiction_findings
from aims_graph.check.form import form_findings
from aims_graph.check.ground import Ground
from aims_graph.check.groups import group_findings
from aims_graph.check.labels import label_findings
from aims_graph.check.law import law_findings
from aims_graph.check.lists import list_findings
from aims_graph.check.one_principle import principle_findings
from aims_graph.check.ontology import ontology_findings
from aims_graph.check.readings import reading_findings
from aims_graph.check.remainders import remainder_findings
from aims_graph.check.rows import set_findings
from aims_graph.check.spine import spine_findings
from aims_graph.check.supports import support_findings
from aims_graph.errors import RUN_FORMAT, Finding, causes_first
from aims_graph.formats.content import read_content
from aims_graph.formats.lookup import undisturbed
from aims_graph.pack.pack import Pack
from aims_graph.progress import each, step

Rule = Callable[[Ground], Iterable[Finding]]
#: Words and definitions; with a fault in them the graph is not what its shapes and a reasoner expect.
WORDS: tuple[Rule, ...] = (law_findings, list_findings, ontology_findings)
RULES: tuple[Rule, ...] = (
    spine_findings,
    label_findings,
    set_findings,
    remainder_findings,
    principle_findings,
    reading_findings,
    support_findings,
    group_findings,
    contradiction_findings,
    form_findings,
)


@dataclass(frozen=True)
class Report:
    """What a check found, causes first, and the checks that were left out because what they rest on cannot be trusted.

    ``to_look_at`` is no fault: what follows from rows of a folder between frameworks of the content below it.
    """

    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    to_look_at: tuple[Finding, ...] = ()


def check(packs: Iterable[Pack], shapes: bool = True, reason: bool = False) -> list[Finding]:
    """Return every finding of :func:`report`; empty if all is well."""
    return list(report(packs, shapes, reason).findings)


def report(packs: Iterable[Pack], shapes: bool = True, reason: bool = False) -> Report:
    """Check all content of some packs.

    Args:
        packs: the folders of content.
        shapes: also validate the graph against the SHACL shapes (a few seconds).
        reason: also ask HermiT whether ontology and content are consistent (needs Java).
    """
    with undisturbed():
        content = read_content(packs, between_runs=True)
        ground = Ground(content)
        ruled = [finding for rule in each(WORDS, len(WORDS), "Checking the words") for finding in rule(ground)]
        outside = {f.file for f in content.library.left_out}
        is_sound = not ruled and all(f.file in outside or f.mend == RUN_FORMAT for f in content.findings)
        ruled += (finding for rule in each(RULES, len(RULES), "Checking the rows") for finding in rule(ground))
    for wanted, name in ((shapes, "the SHACL shapes"), (reason, "whether ontology and content are consistent")):
        if wanted and not is_sound:
            ground.left_out[name] = None
    if is_sound and shapes:
        from aims_graph.graph.conforming import Conforming

        with step("Checking the shapes"), undisturbed():
            conforming = Conforming.as_kept(content.library)
            if conforming is None or conforming.new() != []:
                from aims_graph.graph.shapes import shape_findings

                ruled += shape_findings(content.library, conforming)
    if is_sound and reason:
        from aims_graph.graph.consistency import consistency_findings

        with step("Asking HermiT"):
            ruled += consistency_findings(content.library)
    found = causes_first([*content.findings, *content.strangers, *ruled])
    return Report(tuple(found), tuple(ground.left_out), tuple(ground.to_look_at))
