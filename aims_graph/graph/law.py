"""The tables of the law as RDF: facts, the rules of scope, standing, transition, relief and fine, each with its condition, and stages.

A condition is a node for each way in which it can hold (``aims:when``), with the words that must hold and those that must not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aims_graph.graph.nodes import Pairs, Writer, boolean, english, quoted, typed
from aims_graph.model import Exclusion, Expression, Fact, Fine, Library, Relief, Standing, Timing, Transition

#: The table that says how words bear on each other.
FACTS = "ontology/facts.tsv"


class Words:
    """The nodes that words of a condition stand for: a kind of system, a role, or a fact."""

    def __init__(self, w: Writer, library: Library) -> None:
        """Know the vocabularies."""
        self._w, self._kinds, self._roles = w, library.terms.of("SystemKind"), library.terms.of("Role")

    def node(self, word: str) -> str:
        """Return the node of a word."""
        prefix = "system" if word in self._kinds else "role" if word in self._roles else "fact"
        return self._w.node(f"aims:{prefix}-{word}")

    def curie(self, word: str) -> str:
        """Return the short name of that node."""
        return f"aims:{'system' if word in self._kinds else 'fact'}-{word}"


def condition_lines(
    w: Writer, words: Words, subject: str, condition: Expression, file: str, predicate: str = "aims:when"
) -> Iterator[str]:
    """Yield the ways in which a condition can hold; nothing for one that always holds."""
    if not condition.text.strip():
        return
    for number, way in enumerate(condition.disjuncts, 1):
        name = f"{subject}/{predicate.removeprefix('aims:')}-{number}"
        yield from w.stand(subject, iter([(predicate, w.node(name))]), file)
        pairs = [("rdf:type", w.node("aims:Condition"))]
        pairs += [("aims:allOf", words.node(x)) for x in sorted(way.all_of)]
        pairs += [("aims:noneOf", words.node(x)) for x in sorted(way.none_of)]
        yield from w.stand(name, iter(pairs), file)


def law_lines(w: Writer, library: Library) -> Iterator[str]:
    """Yield every statement of the tables of the law."""
    words = Words(w, library)
    groups: dict[str, list[str]] = {}
    for fact in library.facts:
        if fact.group:
            groups.setdefault(fact.group, []).append(fact.id)
    for fact in library.facts:
        rivals = [r for r in groups.get(fact.group, []) if r != fact.id]
        yield from w.stand(words.curie(fact.id), _fact(w, words, fact, rivals), fact.source.file)
    yield from _bearing(w, words, library)
    for rule in library.scope:
        yield from w.stand(rule.id, _exclusion(w, rule), rule.source.file)
        yield from condition_lines(w, words, rule.id, rule.holds, rule.source.file)
    for stand in library.standing:
        yield from w.stand(stand.id, _standing(w, stand), stand.source.file)
        yield from condition_lines(w, words, stand.id, stand.holds, stand.source.file)
    for transition in library.transitions:
        yield from w.stand(transition.id, _transition(w, transition), transition.source.file)
        yield from condition_lines(w, words, transition.id, transition.holds, transition.source.file)
        if transition.lost_when:
            yield from condition_lines(
                w, words, transition.id, transition.ended, transition.source.file, "aims:lostWhen"
            )
    for relief in library.reliefs:
        yield from w.stand(relief.id, _relief(w, relief), relief.source.file)
        yield from condition_lines(w, words, relief.id, relief.holds, relief.source.file)
    for fine in library.fines:
        yield from w.stand(fine.id, _fine(w, fine), fine.source.file)
        yield from condition_lines(w, words, fine.id, fine.holds, fine.source.file)
    for timing in library.stages:
        yield from w.stand(timing.provision, _timing(w, timing), timing.source.file)


def _bearing(w: Writer, words: Words, library: Library) -> Iterator[str]:
    """Yield how words bear on each other, worked out: what a word entails, itself included, rules out, and sets aside."""
    kinds = library.terms.of("SystemKind")
    direct = {k: {t.wider} - {""} for k, t in kinds.items()}
    rivals: dict[str, set[str]] = {}
    for fact in library.facts:
        direct.setdefault(fact.id, set()).update(fact.implies)
        rivals[fact.id] = {f.id for f in library.facts if f.group and f.group == fact.group and f.id != fact.id}
    entails = {word: _closure(word, direct) for word in direct}
    for word, found in entails.items():
        out = {r for f in found for r in rivals.get(f, ())}
        beside = {
            k for k, t in kinds.items() for f in found & set(kinds) if t.wider and t.wider == kinds[f].wider
        } - found
        pairs = [("aims:word", quoted(word)), *(("aims:entails", words.node(x)) for x in sorted(found))]
        for predicate, others in (("aims:rulesOut", out), ("aims:setsAside", beside)):
            pairs += [(predicate, words.node(x)) for x in sorted(entails) if entails[x] & others]
        file = library.fact_of[word].source.file if word in library.fact_of else FACTS
        yield from w.stand(words.curie(word), iter(pairs), file)


def _closure(word: str, direct: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = {word}, [word]
    while waiting:
        fresh = set(direct.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def _fact(w: Writer, words: Words, fact: Fact, rivals: Iterable[str]) -> Pairs:
    yield "rdf:type", w.node("aims:Fact")
    if words.curie(fact.id).startswith("aims:fact-"):
        yield "rdf:type", w.node("skos:Concept")
        yield "skos:notation", quoted(fact.id)
        yield "skos:prefLabel", english(fact.id)
    yield "aims:question", english(fact.question)
    for of in fact.of:
        yield "aims:factOf", quoted(of)
    for other in fact.implies:
        yield "aims:implies", words.node(other)
    for other in rivals:
        yield "aims:excludes", words.node(other)
    if fact.assumed:
        yield "aims:assumed", boolean(fact.assumed == "yes")
    for word in fact.also:
        yield "skos:altLabel", english(word)
    for provision in fact.origin:
        yield "dcterms:source", w.node(provision)
    if fact.note:
        yield "skos:note", english(fact.note)


def _rule(w: Writer, kind: str, provision: str, words: str) -> Pairs:
    yield "rdf:type", w.node(f"aims:{kind}")
    yield "dcterms:source", w.node(provision)
    yield "dcterms:abstract", english(words)


def _named(w: Writer, predicate: str, prefix: str, words: Iterable[str]) -> Pairs:
    for word in words:
        yield predicate, w.node(f"{prefix}{word}")


def _exclusion(w: Writer, rule: Exclusion) -> Pairs:
    yield from _rule(w, "Exclusion", rule.provision, rule.summary)
    yield from _named(w, "aims:bearer", "aims:role-", rule.bearer)
    yield from _named(w, "aims:aboutSystem", "aims:system-", rule.systems)
    yield from _named(w, "aims:spares", "", rule.spares)


def _standing(w: Writer, rule: Standing) -> Pairs:
    yield from _rule(w, "Standing", rule.provision, rule.summary)
    yield from _named(w, "aims:bearer", "aims:role-", rule.bearer)
    yield from _named(w, "aims:aboutSystem", "aims:system-", rule.systems)
    yield from _named(w, "aims:spares", "", rule.spares)
    if rule.becomes:
        yield "aims:becomes", w.node(f"aims:role-{rule.becomes}")


def _transition(w: Writer, rule: Transition) -> Pairs:
    yield from _rule(w, "Transition", rule.provision, rule.summary)
    yield "aims:placedBefore", typed(rule.placed_before, "date")
    if rule.comply_by:
        yield "aims:complyBy", typed(rule.comply_by, "date")
    if rule.lost_by:
        yield "aims:lostBy", english(rule.lost_by)
    yield from _named(w, "aims:reaches", "", rule.reaches)
    yield from _named(w, "aims:givesWayTo", "", rule.gives_way_to)
    yield from _named(w, "aims:spares", "", rule.spares)
    yield from _named(w, "aims:bearer", "aims:role-", rule.bearer)
    yield from _named(w, "aims:aboutSystem", "aims:system-", rule.systems)


def _relief(w: Writer, rule: Relief) -> Pairs:
    yield from _rule(w, "Relief", rule.provision, rule.words)
    yield from _named(w, "aims:softens", "", rule.softens)
    yield from _named(w, "aims:spares", "", rule.spares)
    if rule.since:
        yield "aims:effectiveDate", typed(rule.since, "date")


def _fine(w: Writer, rule: Fine) -> Pairs:
    yield from _rule(w, "Fine", rule.provision, rule.infringement)
    yield from _named(w, "aims:bearer", "aims:role-", rule.bearer)
    yield from _named(w, "aims:punishes", "", rule.breaches)
    if rule.amount:
        yield "aims:maximumAmount", typed(rule.amount, "integer")
    if rule.percent:
        yield "aims:maximumPercent", typed(rule.percent, "decimal")
    yield "aims:effectiveDate", typed(rule.since, "date")


def _timing(w: Writer, timing: Timing) -> Pairs:
    yield "aims:stage", w.node(f"aims:stage-{timing.stage}")
    if timing.called_by:
        yield "aims:calledBy", w.node(timing.called_by)
    yield "aims:stageReason", english(timing.reason)
