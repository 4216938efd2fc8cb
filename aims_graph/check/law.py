"""Are the words of the law those it defines, do its facts hang together, and can each condition hold? And are its dates dates?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aims_graph.answers.law.binds import binding, binding_provisions
from aims_graph.answers.law.stages import timing
from aims_graph.answers.law.words import CALLED
from aims_graph.answers.law.world import world_of
from aims_graph.check.ground import Ground
from aims_graph.check.lines import told_twice
from aims_graph.errors import AimsError, Finding
from aims_graph.formats.tsv import is_date
from aims_graph.identifiers import framework_of
from aims_graph.model import Exclusion, Expression, Fine, Library, Relief, Source, Standing, Transition
from aims_graph.model.expression import worlds

OF = ("operator", "system", "model", "act", "day")
FACTS = "ontology/facts.tsv"
RULES = ("higher", "lower")


def law_findings(ground: Ground) -> Iterator[Finding]:
    """Yield every fault of the words, facts, conditions and dates of the law."""
    if not ground.holds("the words of the law", ground.unsound_in(FACTS), terms=True):
        return
    library = ground.library
    yield from _provisions(library)
    yield from _facts(library)
    yield from _rules(library)
    yield from _stages(ground)


def _provisions(library: Library) -> Iterator[Finding]:
    natures, binds = library.terms.of("Nature"), binding(library)
    for r in library.requirements.values():
        p = r.provision
        if p is None:
            continue
        systems = (*p.systems, *(a.system for a in p.applies if a.system not in p.systems))
        yield from _unknown(library, r.id, {"Role": p.bearers, "SystemKind": systems}, r.source)
        yield from _condition(library, r.id, p.holds, r.source)
        if p.nature and p.nature not in natures:
            yield r.source.finding(f"{r.id}: nature '{p.nature}' is unknown", _one_of(sorted(natures)))
        if p.nature in binds and bool(p.condition) != bool(p.when):
            what = "a condition in words has no expression" if p.condition else "an expression has no words"
            yield r.source.finding(
                f"{r.id}: {what}", "fill both condition and when, or say what decides nothing in extent"
            )


def _one_of(known: Iterable[str]) -> str:
    """Return the mend of a word that the law does not define, for those that it does; a content may define none."""
    words = ", ".join(known)
    return f"{words and f'use one of {words}, or '}define it in ontology/law.ttl"


def _unknown(library: Library, name: str, words: Mapping[str, Iterable[str]], source: Source) -> Iterator[Finding]:
    for kind, used in words.items():
        for word in used:
            if word and word not in library.terms.of(kind):
                what = f"{name}: {CALLED[kind]} '{word}' is no term of ontology/law.ttl"
                yield source.finding(what, "use a term of that file, or define it there")


def _condition(library: Library, name: str, condition: Expression, source: Source) -> Iterator[Finding]:
    """A condition over words nobody knows, or that no answers can satisfy."""
    if not condition.text:
        return  # it always holds
    kinds, roles = library.terms.of("SystemKind"), library.terms.of("Role")
    unknown = sorted(w for w in condition.words if w not in library.fact_of and w not in kinds and w not in roles)
    for word in unknown:
        yield source.finding(
            f"{name}: '{word}' is no fact, kind of system or role",
            "correct it, or add it to ontology/facts.tsv",
        )
    if not unknown and not any(_possible(library, w) for w in worlds(condition)):
        yield source.finding(
            f"{name}: no answers satisfy '{condition.text}'", "correct the expression, or the facts it names"
        )


def _possible(library: Library, answers: Mapping[str, bool]) -> bool:
    """Whether some answers can be given together."""
    roles = library.terms.of("Role")
    told = {w: v for w, v in answers.items() if w not in roles}
    try:
        world_of(library, (w for w, v in told.items() if v), (w for w, v in told.items() if not v))
    except AimsError:
        return False
    return True


def _facts(library: Library) -> Iterator[Finding]:
    kinds, roles = library.terms.of("SystemKind"), library.terms.of("Role")
    yield from told_twice(((f.id, f.source) for f in library.facts), "give each fact one line")
    words: dict[str, str] = {}
    for f in library.facts:
        if f.id in roles:
            yield f.source.finding(f"{f.id} is a role too", "use another word")
        if not f.question.endswith("?"):
            yield f.source.finding(f"{f.id}: the question is none", "write it as a question that yes or no answers")
        if not f.of or not set(f.of) <= set(OF):
            yield f.source.finding(f"{f.id}: of is '{'|'.join(f.of)}'", f"use {', '.join(OF)}")
        if f.assumed not in ("", "yes", "no"):
            yield f.source.finding(f"{f.id}: assumed is '{f.assumed}'", "write yes, no or nothing")
        for other in f.implies:
            if other not in library.fact_of and other not in kinds:
                yield f.source.finding(f"{f.id}: implies '{other}', which is no fact", "correct it")
        for word in f.also:
            key = f"{'|'.join(f.of)}/{word.lower()}"
            if key in words:
                yield f.source.finding(f"{f.id}: '{word}' stands for {words[key]} too", "keep it for one of them")
            words[key] = f.id
        if not _possible(library, {f.id: True}):
            yield f.source.finding(f"{f.id} contradicts what it implies", "correct implies or group")


def _rules(library: Library) -> Iterator[Finding]:
    about: list[Exclusion | Standing | Transition] = [*library.scope, *library.standing, *library.transitions]
    every: list[Exclusion | Standing | Transition | Relief | Fine] = [*about, *library.reliefs, *library.fines]
    yield from told_twice(((rule.id, rule.source) for rule in every), "give each line an id of its own")
    for rule in every:
        yield from _condition(library, rule.id, rule.holds, rule.source)
    for system_rule in about:
        words = {"Role": system_rule.bearer, "SystemKind": system_rule.systems}
        yield from _unknown(library, system_rule.id, words, system_rule.source)
    for s in library.standing:
        yield from _unknown(library, s.id, {"Role": (s.becomes,)}, s.source)
    for relief in library.reliefs:
        if relief.since and not is_date(relief.since):
            yield relief.source.finding(f"{relief.id}: from '{relief.since}' is no date", "write it as 2026-08-02")
    yield from _fines(library)
    yield from _transitions(library)


def _fines(library: Library) -> Iterator[Finding]:
    for fine in library.fines:
        yield from _unknown(library, fine.id, {"Role": fine.bearer}, fine.source)
        for column, text in (("amount", fine.amount), ("percent", fine.percent)):
            if text and not text.replace(".", "", 1).isdigit():
                yield fine.source.finding(f"{fine.id}: {column} '{text}' is no number", "write it in digits alone")
        if fine.higher_or_lower not in ("", *RULES):
            yield fine.source.finding(
                f"{fine.id}: higher_or_lower is '{fine.higher_or_lower}'", "write higher, lower or nothing"
            )
        for size, way in fine.by_size.items():
            if size not in library.fact_of or way not in RULES:
                yield fine.source.finding(
                    f"{fine.id}: sizes names '{size}={way}'", "write a fact, then =higher or =lower"
                )
        if not is_date(fine.since):
            yield fine.source.finding(f"{fine.id}: from '{fine.since}' is no date", "write it as 2026-08-02")


def _transitions(library: Library) -> Iterator[Finding]:
    known = {t.id for t in library.transitions}
    for t in library.transitions:
        if t.lost_when:
            yield from _condition(library, t.id, t.ended, t.source)
        for column, day in (("placed_before", t.placed_before), ("comply_by", t.comply_by)):
            if not is_date(day) and (day or column == "placed_before"):
                yield t.source.finding(f"{t.id}: {column} '{day}' is no date", "write it as 2027-12-02")
        for other in t.gives_way_to:
            if other == t.id or other not in known:
                yield t.source.finding(f"{t.id}: gives way to '{other}'", "name another transition of the table")
        if t.comply_by and t.lost_by:
            yield t.source.finding(f"{t.id}: ends in two ways", "fill either lost_by or comply_by")


def _stages(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    known = library.terms.of("Stage")
    yield from told_twice(((t.provision, t.source) for t in library.stages), "keep one of the two lines")
    for t in library.stages:
        if t.stage not in known:
            yield t.source.finding(f"{t.provision}: stage '{t.stage}' is unknown", _one_of(known))
        if not t.reason:
            yield t.source.finding(f"{t.provision}: no reason is given", "say what in the text decides when one acts")
        if t.called_by and t.called_by not in library.timing_of:
            yield t.source.finding(f"{t.provision} is called by {t.called_by}, which has no line", "add one for it")
    # Of a list that claims to be complete, a law of which something is listed is listed whole.
    for file in sorted({t.source.file for t in library.stages} & ground.complete):
        listed = {framework_of(t.provision) for t in library.stages if t.source.file == file}
        for r in binding_provisions(library):
            if r.framework in listed and timing(library, r) is None and not ground.distrusts(r.id):
                yield Finding(file, 1, f"{r.id} binds and has no stage", "add a line for it, or for its article")
