"""Are the plain lists right: links inside a framework, evidence, search words? What one line says against the others, and completeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aims_graph.check.ground import Ground
from aims_graph.check.lines import told_twice, uncertain
from aims_graph.check.particulars import particular_findings
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import About, Library, Source, Topic


def list_findings(ground: Ground) -> Iterator[Finding]:
    """Yield every fault of the plain lists."""
    yield from _links(ground)
    yield from _evidence(ground)
    yield from _thesaurus(ground.library)
    yield from _topics(ground)
    yield from _editions(ground.library)
    yield from _successions(ground.library)
    yield from particular_findings(ground.library)


def _editions(library: Library) -> Iterator[Finding]:
    yield from told_twice(((e.id, e.source) for e in library.editions), "keep one of the two lines")
    for edition in library.editions:
        yield from uncertain(edition.id, edition.certainty, edition.source)


def _successions(library: Library) -> Iterator[Finding]:
    names = [" to ".join(filter(None, (s.former, s.present))) for s in library.successions]
    named = zip(names, library.successions, strict=True)
    yield from told_twice(((name, s.source) for name, s in named), "keep one of the two lines")
    for name, s in zip(names, library.successions, strict=True):
        if (not s.former) != (s.change == "inserted") or (not s.present) != (s.change == "dropped"):
            mend = "leave former empty exactly when it is inserted, present exactly when it is dropped"
            yield s.source.finding(f"{name or 'nothing'} is {s.change}", mend)
        yield from uncertain(name, s.certainty, s.source)
        if s.former and framework_of(s.former) == framework_of(s.present):
            yield s.source.finding(f"{name} are of one edition", "name a requirement of each edition")
    parts_of, sources_of = (Counter(getattr(s, side) for s in library.successions) for side in ("former", "present"))
    for s in library.successions:
        parts, sources = parts_of[s.former], sources_of[s.present]
        if s.former and s.present and s.change == "split" and parts == 1:
            yield s.source.finding(f"{s.former} is split into one", "name the other parts, or say what became of it")
        if s.former and s.present and s.change == "merged" and sources == 1:
            yield s.source.finding(f"{s.former} alone is merged into {s.present}", "name the others, or write moved")


def _topics(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    called: dict[tuple[str, str], Topic] = {}
    for topic in library.topics:
        for column, text in (("label", topic.label), ("definition", topic.definition)):
            if not text:
                yield topic.source.finding(f"{topic.id}: {column} is empty", "say it")
        other = called.setdefault((topic.scheme, topic.label.casefold()), topic)
        if other is not topic:
            what = f"{topic.id} is called '{topic.label}', as {other.id} in {other.source}"
            yield topic.source.finding(what, "give one of them another label")
    readings: dict[str, dict[str, About]] = {}
    for about in library.about:
        readings.setdefault(about.requirement_id, {})[about.reading] = about
    for name, by in readings.items():
        if len({(a.topics, a.functions) for a in by.values()}) > 1 and "settled" not in by:
            at = next(iter(by.values())).source
            yield at.finding(f"{name}: the readings differ and nobody settled it", "add a line with reading settled")
    # Framework -> the file that claims to list it whole, as it lists something of it.
    whole: dict[str, str] = {}
    for about in library.about:
        if about.requirement_id in library.requirements and about.source.file in ground.complete:
            whole.setdefault(library.requirements[about.requirement_id].framework, about.source.file)
    for framework, file in whole.items():
        if ground.holds(f"the topics of {framework}", set(whole.values()), [framework]):
            for r in library.members(framework):
                if r.assessable and r.id not in readings and not ground.distrusts(r.id):
                    yield Finding(file, 1, f"{r.id} {r.title} has no topic", "add a line for it")


def _links(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    seen: set[tuple[str, str, str]] = set()
    for link in library.links:
        subject, kind, object_ = link.subject_id, link.kind, link.object_id
        if (subject == object_) != (kind == "said_by_parts"):
            yield link.source.finding(
                f"{subject} {kind} {object_}", "only said_by_parts names the same requirement twice"
            )
        elif kind == "said_by_parts" and not library.children.get(subject):
            if ground.holds("links to parts", frameworks=[framework_of(subject)]):
                yield link.source.finding(f"{subject} has no parts", "remove the line")
        elif framework_of(subject) != framework_of(object_):
            yield link.source.finding(f"{subject} and {object_} are of two frameworks", "write a mapping instead")
        if (subject, kind, object_) in seen:
            yield link.source.finding(f"{subject} {kind} {object_} stands twice", "remove one line")
        seen.add((subject, kind, object_))


def _evidence(ground: Ground) -> Iterator[Finding]:
    library = ground.library
    known = library.terms.of("EvidenceKind") if library.evidence and ground.holds("evidence", terms=True) else None
    seen = {e.requirement_id: e.source for e in library.evidence}
    yield from told_twice(((e.requirement_id, e.source) for e in library.evidence), "keep one line for a requirement")
    notes: dict[str, Source] = {}
    for e in library.evidence:
        for kind in e.kinds or ("",):
            if known is not None and kind not in known:
                what = f"evidence '{kind}' is no term of ontology/evidence.ttl"
                yield e.source.finding(what, "use a term of that file")
        if e.note in notes:
            what = f"{e.requirement_id}: the note is that of {notes[e.note]}"
            yield e.source.finding(what, "say what is asked for here")
        notes[e.note] = e.source
    # Of a list that claims to be complete, a framework of which something is listed is listed whole.
    for file in sorted({s.file for s in seen.values()} & ground.complete):
        listed = dict.fromkeys(framework_of(i) for i, s in seen.items() if s.file == file)
        for framework in listed:
            known_whole = ground.holds(f"the evidence for {framework}", [file], [framework])
            for requirement in library.members(framework) if known_whole else ():
                missing = requirement.id not in seen and not ground.distrusts(requirement.id)
                if requirement.assessable and missing:
                    yield Finding(file, 1, f"{requirement.id} has no line", "say what an auditor asks for")


def _thesaurus(library: Library) -> Iterator[Finding]:
    seen: dict[str, Source] = {}
    for concept in library.thesaurus:
        for name in (concept.id, concept.label):
            if name in seen:
                yield concept.source.finding(f"{name} stands in {seen[name]} already", "join the two lines")
            seen[name] = concept.source
