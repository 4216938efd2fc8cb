"""The graph says what the files say: every cell of every table, read here by itself, stands under its property in the graph of its file, and nothing else does."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.pack import shipped

ROOT = shipped().root
Term = NamedNode | Literal
Said = set[tuple[NamedNode, Term]]


def rows(file: str) -> list[dict[str, str]]:
    """The lines of a table, each with its own number under ``line``."""
    lines = (ROOT / file).read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    found = csv.DictReader(lines[start:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{**row, "line": str(start + 2 + n), "file": file} for n, row in enumerate(found)]


class Terms:
    """How cells are written as terms."""

    def __init__(self) -> None:
        self.prefixes = {row["prefix"]: row["iri"] for row in rows("ontology/prefixes.tsv")}

    def node(self, name: str) -> NamedNode:
        prefix, _, rest = name.partition(":")
        return NamedNode(self.prefixes[prefix] + rest)

    def english(self, text: str) -> Literal:
        return Literal(text, language="en")

    def plain(self, text: str) -> Literal:
        return Literal(text)

    def __getattr__(self, kind: str):
        """Any datatype of XML Schema; or, after the prefix of our own terms, a word of theirs."""
        if kind.startswith("aims_"):
            return lambda word: self.node(f"aims:{kind.removeprefix('aims_')}-{word}")
        return lambda text: Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))


TERMS = Terms()
PLACE = {"file": ("aims:sourceFile", "plain"), "line": ("aims:sourceLine", "integer")}
RULE = {"provision": ("dcterms:source", "node"), "bearer": ("aims:bearer", "aims_role", "|"), "systems": ("aims:aboutSystem", "aims_system", "|"), "spares": ("aims:spares", "node", "|"), "summary": ("dcterms:abstract", "english")}  # fmt: skip
CATALOGUE = {
    **PLACE,
    "number": ("skos:notation", "plain"),
    "kind": ("aims:kind", "plain"),
    "parent": ("skos:broader", "node"),
    "nature": ("aims:nature", "aims_nature"),
    "bearer": ("aims:bearer", "aims_role", "|"),
    "condition": ("aims:condition", "english"),
    "extent": ("aims:extent", "english"),
    "systems": ("aims:aboutSystem", "aims_system", "|"),
    "state": ("aims:textState", "plain"),
    "amended_by": ("eli:amended_by", "english"),
    "replaces": ("dcterms:replaces", "node", "|"),
    "alias": ("skos:hiddenLabel", "plain", "|"),
    "summary": ("dcterms:abstract", "english"),
    "documented_information": ("aims:documentedInformation", "english", "; "),
    "difference": ("aims:difference", "english"),
}
#: Table -> the column of its subject, and column -> property, kind of term, and what stands between two values of a cell.
TABLES = {
    "ontology/evidence.tsv": ("requirement_id", {"evidence": ("aims:evidence", "aims_evidence", "|"), "note": ("aims:evidenceNote", "english")}),
    "ontology/thesaurus.tsv": ("concept", {"label": ("skos:prefLabel", "english"), "alternatives": ("skos:altLabel", "english", "|"), "requirements": ("dcterms:references", "node", "|")}),
    "ontology/topics.tsv": ("concept", {"label": ("skos:prefLabel", "english"), "broader": ("skos:broader", "node"), "alternatives": ("skos:altLabel", "english", "|"), "definition": ("skos:definition", "english"), "scope_note": ("skos:scopeNote", "english")}),
    "ontology/scope.tsv": ("id", RULE),
    "ontology/standing.tsv": ("id", {**RULE, "becomes": ("aims:becomes", "aims_role")}),
    "ontology/reliefs.tsv": ("id", {"provision": RULE["provision"], "softens": ("aims:softens", "node", "|"), "spares": RULE["spares"], "words": ("dcterms:abstract", "english")}),
    "ontology/fines.tsv": ("id", {"provision": RULE["provision"], "infringement": ("dcterms:abstract", "english"), "bearer": RULE["bearer"], "breaches": ("aims:punishes", "node", "|"), "amount": ("aims:maximumAmount", "integer"), "percent": ("aims:maximumPercent", "decimal"), "from": ("aims:effectiveDate", "date")}),
    "ontology/stages.tsv": ("provision", {"stage": ("aims:stage", "aims_stage"), "called_by": ("aims:calledBy", "node"), "reason": ("aims:stageReason", "english")}),
    "ontology/catalogues/transitions.tsv": ("id", {**RULE, "placed_before": ("aims:placedBefore", "date"), "comply_by": ("aims:complyBy", "date"), "lost_by": ("aims:lostBy", "english"), "reaches": ("aims:reaches", "node", "|"), "gives_way_to": ("aims:givesWayTo", "node", "|")}),
    "ontology/catalogues/editions.tsv": ("id", {"title": ("dcterms:title", "english"), "edition": ("owl:versionInfo", "plain"), "published": ("dcterms:issued", "plain")}),
    **{f"ontology/catalogues/{path.name}": ("id", CATALOGUE) for path in (ROOT / "ontology/catalogues").glob("*.tsv") if path.name not in ("transitions.tsv", "editions.tsv", "successions.tsv")},
}  # fmt: skip
ROW = {
    **PLACE,
    "subject_id": ("owl:annotatedSource", "node"),
    "object_id": ("owl:annotatedTarget", "node"),
    "predicate_id": ("owl:annotatedProperty", "node"),
    "predicate_modifier": ("sssom:predicate_modifier", "plain"),
    "subject_label": ("sssom:subject_label", "english"),
    "object_label": ("sssom:object_label", "english"),
    "ext_subject_met": ("aims:subjectMet", "plain"),
    "ext_object_met": ("aims:objectMet", "plain"),
    "ext_shared": ("aims:shared", "english"),
    "ext_subject_only": ("aims:subjectOnly", "english"),
    "ext_object_only": ("aims:objectOnly", "english"),
    "comment": ("rdfs:comment", "english"),
    "ext_nearest": ("aims:nearest", "node"),
    "ext_named_by": ("aims:namedBy", "english"),
    "confidence": ("sssom:confidence", "decimal"),
    "mapping_justification": ("sssom:mapping_justification", "node"),
    "mapping_tool": ("sssom:mapping_tool", "plain"),
    "mapping_date": ("sssom:mapping_date", "date"),
}
SUPPORT = {
    **{column: ROW[column] for column in ("file", "line", "comment", "ext_named_by", "confidence")},
    **{column: ROW[column] for column in ("mapping_justification", "mapping_tool", "mapping_date")},
    "ext_support": ("aims:supportKind", "plain"),
    "ext_thing": ("aims:thing", "english"),
    "ext_lacks": ("aims:lacks", "english"),
}
REMAINDER = {
    **PLACE,
    "requirement_id": ("aims:remainderOf", "node"),
    "met": ("aims:met", "plain"),
    "by": ("aims:metBy", "node", "|"),
    "remains": ("aims:remains", "english"),
    "comment": ("rdfs:comment", "english"),
}


def row_name(path: Path) -> str:
    return path.name.removesuffix(".tsv").removesuffix(".sssom")


def stated(file: str, columns: dict[str, tuple[str, ...]], subject) -> dict[str, Said]:
    """What a table says: property -> subjects with values."""
    found: dict[str, Said] = {predicate: set() for predicate, *_ in columns.values()}
    for row in rows(file):
        for column, (predicate, kind, *between) in columns.items():
            cell = row.get(column) or ""
            for value in (cell.split(between[0]) if between else [cell]) if cell else ():
                found[predicate].add((subject(row), getattr(TERMS, kind)(value)))
    return found


def graph_of(library: Library, file: str, predicate: str) -> Said:
    """What the graph of a file says under a property of what is named by a line: of frameworks, sets and nodes below another, nothing."""
    graph = NamedNode(TERMS.prefixes["file"] + file)
    return {
        (q.subject, q.object) for q in open_store(library).quads_for_pattern(None, TERMS.node(predicate), None, graph)
    }


@pytest.mark.parametrize("file", sorted(TABLES))
def test_a_table(file: str, library: Library) -> None:
    subject, columns = TABLES[file]
    found = stated(file, columns, lambda row: TERMS.node(row[subject]))
    named = {TERMS.node(row[subject]) for row in rows(file)}
    for predicate, said in found.items():
        assert {pair for pair in graph_of(library, file, predicate) if pair[0] in named} == said, predicate


#: Table -> what each of its lines is.
KINDS = {
    "ontology/thesaurus.tsv": ("skos:Concept",),
    "ontology/scope.tsv": ("aims:Exclusion",),
    "ontology/standing.tsv": ("aims:Standing",),
    "ontology/reliefs.tsv": ("aims:Relief",),
    "ontology/fines.tsv": ("aims:Fine",),
    "ontology/catalogues/transitions.tsv": ("aims:Transition",),
    "ontology/catalogues/editions.tsv": ("dcterms:Standard",),
}


@pytest.mark.parametrize("file", sorted(KINDS))
def test_what_a_line_is(file: str, library: Library) -> None:
    named = {TERMS.node(row[TABLES[file][0]]) for row in rows(file)}
    types = {pair for pair in graph_of(library, file, "rdf:type") if pair[0] in named}
    assert types == {(name, TERMS.node(kind)) for name in named for kind in KINDS[file]}


def test_no_triple_is_stated_by_two_files(library: Library) -> None:
    """The engine counts it once for each graph, where all graphs together are asked."""
    assert len({quad.triple for quad in open_store(library)}) == len(open_store(library))


def test_topics_and_functions_are_of_two_schemes(library: Library) -> None:
    file = "ontology/topics.tsv"
    of = {TERMS.node(row["concept"]): row["scheme"] for row in rows(file)}
    kinds = {"topics": ("aims:Topic", "aims:Topics"), "functions": ("aims:Function", "aims:Functions")}
    both = {(name, TERMS.node(t)) for name, scheme in of.items() for t in ("skos:Concept", kinds[scheme][0])}
    assert graph_of(library, file, "rdf:type") == both
    assert graph_of(library, file, "skos:inScheme") == {(n, TERMS.node(kinds[scheme][1])) for n, scheme in of.items()}
    words = {(TERMS.node(row["concept"]), TERMS.node("aims:Thesaurus")) for row in rows("ontology/thesaurus.tsv")}
    assert graph_of(library, "ontology/thesaurus.tsv", "skos:inScheme") == words


def test_editions_are_versions_of_a_framework(library: Library) -> None:
    file = "ontology/catalogues/editions.tsv"
    every = {TERMS.node(row["id"]): row for row in rows(file)}
    assert graph_of(library, file, "dcterms:isVersionOf") == {(n, TERMS.node(f"{r['framework']}:")) for n, r in every.items()}  # fmt: skip
    said = dict(graph_of(library, file, "dcterms:description"))
    assert all(r["status"] in said[n].value and r["known_changes"] in said[n].value for n, r in every.items())
    origin = dict(graph_of(library, file, "dcterms:source"))
    assert all(r["source"] in origin[n].value and r["certainty"] in origin[n].value for n, r in every.items())


def yes(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=TERMS.node("xsd:boolean"))


@pytest.mark.parametrize("path", sorted((ROOT / "ontology/catalogues").glob("*-[0-9]*.tsv")), ids=row_name)
def test_a_catalogue(path: Path, library: Library) -> None:
    """Titles in parentheses are ours; the order is that of the lines; a law's days are said once for all kinds of system, or for each."""
    file = f"ontology/catalogues/{path.name}"
    every = {TERMS.node(row["id"]): row for row in rows(file)}
    scheme = TERMS.node(rows(file)[0]["id"].partition(":")[0] + ":")

    def says(predicate: str) -> Said:
        return {pair for pair in graph_of(library, file, predicate) if pair[0] in every}

    ours = {n: r["title"].startswith("(") and r["title"].endswith(")") for n, r in every.items()}
    assert says("aims:titleIsOurs") == {(n, yes(is_ours)) for n, is_ours in ours.items()}
    assert says("skos:prefLabel") == {(n, TERMS.english(r["title"][1:-1] if ours[n] else r["title"])) for n, r in every.items()}  # fmt: skip
    assert says("aims:assessable") == {(n, yes(r["assessable"] == "yes")) for n, r in every.items()}
    assert says("aims:ownText") == {(n, yes(True)) for n, r in every.items() if r.get("harmonized") == "own"}
    carried = {
        (n, TERMS.node(r["harmonized"])) for n, r in every.items() if r.get("harmonized") not in (None, "", "own")
    }
    assert says("aims:carriesTextOf") == carried
    assert says("skos:inScheme") == {(n, scheme) for n in every}
    place = {n: int(o.value) for n, o in says("aims:order")}
    assert sorted(every, key=lambda n: place[n]) == list(every) and len(set(place.values())) == len(every)
    types = says("rdf:type")
    assert {n for n, t in types if t == TERMS.node("skos:Concept")} == set(every)
    for nature in ("obligation", "prohibition"):
        bound = {n for n, r in every.items() if r.get("nature") == nature}
        assert {n for n, t in types if t == TERMS.node(f"dpv:{nature.capitalize()}")} == bound
    applies, formal, effective, about = set(), set(), set(), set()
    for name, row in every.items():
        days = [dict(part.rpartition("=")[::2] for part in filter(None, (row.get(c) or "").split("|"))) for c in ("applies_from", "effective_from")]  # fmt: skip
        for system in sorted(set().union(*days) - {""}) or set().union(*days):
            node = NamedNode(f"{name.value}/applies" + (f"-{system}" if system else ""))
            applies.add((name, node))
            for said, kind in zip(days, (formal, effective), strict=True):
                # A day without a kind is that of all kinds.
                kind.add((node, TERMS.date(said.get(system) or said[""])))
            about |= {
                (node, TERMS.aims_system(s)) for s in filter(None, [system] if system else row["systems"].split("|"))
            }
    assert says("aims:applies") == applies
    assert graph_of(library, file, "aims:formalDate") == formal
    assert graph_of(library, file, "aims:effectiveDate") == effective
    nodes = {node for _, node in applies}
    assert {pair for pair in graph_of(library, file, "aims:aboutSystem") if pair[0] in nodes} == about
    assert {n for n, t in graph_of(library, file, "rdf:type") if t == TERMS.node("aims:Applicability")} == nodes


@pytest.mark.parametrize("path", sorted((ROOT / "mappings").glob("*.sssom.tsv")), ids=row_name)
def test_a_set(path: Path, library: Library) -> None:
    file, name = f"mappings/{path.name}", row_name(path)

    def subject(row: dict[str, str]) -> NamedNode:
        return TERMS.node("map:" + f"{name}/{row['subject_id']}..{row['object_id']}".replace(":", "_"))

    found, lines = stated(file, ROW, subject), rows(file)
    for predicate, said in found.items():
        wanted = said | {(TERMS.node(f"map:{name}"), Literal(file))} if predicate == "aims:sourceFile" else said
        assert graph_of(library, file, predicate) == wanted, predicate
    # The relation, and both sides of it at once.
    relations = {"equal": "equal", "subset_of": "subsetOf", "superset_of": "supersetOf", "intersects": "intersects", "no_relationship": "noRelationship"}  # fmt: skip
    for word, term in relations.items():
        sides = {
            (TERMS.node(r["subject_id"]), TERMS.node(r["object_id"])) for r in lines if r["ext_set_relation"] == word
        }
        assert graph_of(library, file, f"aims:{term}") == sides
        these = {subject(r) for r in lines if r["ext_set_relation"] == word}
        assert {s for s, o in graph_of(library, file, "aims:setRelation") if o == TERMS.node(f"aims:{term}")} == these
    alike = defaultdict(set)
    for r in lines:
        if r["ext_set_relation"] not in ("", "no_relationship"):
            alike[r["predicate_id"]].add((TERMS.node(r["subject_id"]), TERMS.node(r["object_id"])))
    assert {p: graph_of(library, file, p) for p in ("skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")} == {
        p: alike[p] for p in ("skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
    }  # fmt: skip
    parts = {(subject(r), Literal(str(r["ext_with_parts"] == "yes").lower(), datatype=TERMS.node("xsd:boolean"))) for r in lines if r["ext_with_parts"] or "sssom:NoTermFound" in (r["subject_id"], r["object_id"])}  # fmt: skip
    assert graph_of(library, file, "aims:withParts") == parts
    assert graph_of(library, file, "aims:inSet") == {(subject(r), TERMS.node(f"map:{name}")) for r in lines}
    types = {(TERMS.node(f"map:{name}"), TERMS.node(kind)) for kind in ("aims:MappingSet", "sssom:MappingSet")}
    types |= {(subject(r), TERMS.node(kind)) for r in lines for kind in ("owl:Axiom", "aims:Mapping")}
    assert graph_of(library, file, "rdf:type") == types
    header = dict(line[1:].rstrip("\n").split(": ", 1) for line in path.open(encoding="utf-8") if line.startswith("#") and ": " in line)  # fmt: skip
    for predicate, term in (
        ("dcterms:title", TERMS.english(header["mapping_set_title"])),
        ("dcterms:license", NamedNode(header["license"])),
        ("sssom:subject_source", TERMS.node(header["subject_source"].strip("'"))),
        ("sssom:object_source", TERMS.node(header["object_source"].strip("'"))),
    ):
        assert graph_of(library, file, predicate) == {(TERMS.node(f"map:{name}"), term)}


@pytest.mark.parametrize("path", sorted((ROOT / "mappings/supports").glob("*.supports.sssom.tsv")), ids=row_name)
def test_supports(path: Path, library: Library) -> None:
    file, name = f"mappings/supports/{path.name}", row_name(path).removesuffix(".supports")

    def sides(row: dict[str, str]) -> tuple[str, str]:
        both = (row["subject_id"], row["object_id"])
        return both if row["predicate_id"] == "aims:supports" else both[::-1]

    def subject(row: dict[str, str]) -> NamedNode:
        giver, taker = sides(row)
        return TERMS.node("map:" + f"{name}.supports/{giver}..{taker}".replace(":", "_"))

    for predicate, said in stated(file, SUPPORT, subject).items():
        assert graph_of(library, file, predicate) == said, predicate
    lines = rows(file)
    for predicate, place in (("aims:giver", 0), ("aims:taker", 1)):
        assert graph_of(library, file, predicate) == {(subject(r), TERMS.node(sides(r)[place])) for r in lines}
    given = {tuple(map(TERMS.node, sides(r))) for r in lines}
    assert graph_of(library, file, "aims:supports") == given and lines
    assert graph_of(library, file, "rdf:type") == {(subject(r), TERMS.node("aims:Support")) for r in lines}
    assert graph_of(library, file, "aims:inSet") == {(subject(r), TERMS.node(f"map:{name}.supports")) for r in lines}


@pytest.mark.parametrize("path", sorted((ROOT / "mappings/remainders").glob("*.tsv")), ids=row_name)
def test_remainders(path: Path, library: Library) -> None:
    file = f"mappings/remainders/{path.name}"
    held = next(line.split(": ")[1].strip() for line in path.open(encoding="utf-8") if line.startswith("#held: "))

    def subject(row: dict[str, str]) -> NamedNode:
        return TERMS.node("map:remainder/" + row["requirement_id"].replace(":", "_") + f"..{held}")

    for predicate, said in stated(file, REMAINDER, subject).items():
        assert graph_of(library, file, predicate) == said, predicate
    assert graph_of(library, file, "aims:held") == {(subject(r), TERMS.node(f"{held}:")) for r in rows(file)}
    assert graph_of(library, file, "rdf:type") == {(subject(r), TERMS.node("aims:Remainder")) for r in rows(file)}


def test_combined_remainders(library: Library) -> None:
    file = "mappings/combined.tsv"

    def subject(row: dict[str, str]) -> NamedNode:
        parts = (row["requirement_id"].replace(":", "_"), *row["held"].split("|"))
        return TERMS.node("map:combined/" + "..".join(parts))

    for predicate, said in stated(file, REMAINDER, subject).items():
        assert graph_of(library, file, predicate) == said, predicate
    lines = rows(file)
    held = {(subject(r), TERMS.node(f"{h}:")) for r in lines for h in r["held"].split("|")}
    assert graph_of(library, file, "aims:heldTogether") == held and lines
    kinds = {(subject(r), TERMS.node("aims:CombinedRemainder")) for r in lines}
    assert graph_of(library, file, "rdf:type") == kinds


def expected_facts() -> Iterator[tuple[str, NamedNode, Term]]:
    """What ontology/facts.tsv says, but for the kinds of system among its facts, which law.ttl names."""
    every = rows("ontology/facts.tsv")
    law = (ROOT / "ontology/law.ttl").read_text(encoding="utf-8")

    def node(word: str) -> NamedNode:
        return TERMS.node(f"aims:system-{word}" if f"aims:system-{word} a " in law else f"aims:fact-{word}")

    for row in every:
        about = node(row["id"])
        yield "aims:question", about, TERMS.english(row["question"])
        for predicate, column, term in (("aims:factOf", "of", TERMS.plain), ("aims:implies", "implies", node), ("skos:altLabel", "also", TERMS.english), ("dcterms:source", "source", TERMS.node)):  # fmt: skip
            for value in filter(None, row[column].split("|")):
                yield predicate, about, term(value)
        for other in every:
            if row["group"] and other["group"] == row["group"] and other is not row:
                yield "aims:excludes", about, node(other["id"])
        if row["assumed"]:
            yield "aims:assumed", about, TERMS.boolean(str(row["assumed"] == "yes").lower())
        if row["note"]:
            yield "skos:note", about, TERMS.english(row["note"])


def test_facts(library: Library) -> None:
    found: dict[str, Said] = defaultdict(set)
    for predicate, about, value in expected_facts():
        found[predicate].add((about, value))
    assert len(found) == 8
    named = {about for about, _ in found["aims:question"]}
    for predicate, said in found.items():
        assert {p for p in graph_of(library, "ontology/facts.tsv", predicate) if p[0] in named} == said, predicate


def test_who_does_what_about_what(library: Library) -> None:
    """Of each requirement the settled reading stands, else the first."""
    stands: dict[str, dict[str, str]] = {}
    for reading in ("second", "first", "settled"):
        stands |= {row["requirement_id"]: row for row in rows("ontology/about.tsv") if row["reading"] == reading}
    said = [(TERMS.node(name), row["topics"].split("|"), row["functions"].split("|")) for name, row in stands.items()]
    for predicate, pairs in (
        ("dcterms:subject", {(name, TERMS.node(t)) for name, topics, _ in said for t in topics}),
        ("aims:mainTopic", {(name, TERMS.node(topics[0])) for name, topics, _ in said}),
        ("aims:doneBy", {(name, TERMS.node(f)) for name, _, functions in said for f in functions}),
    ):
        assert graph_of(library, "ontology/about.tsv", predicate) == pairs


def test_links(library: Library) -> None:
    found: dict[str, Said] = defaultdict(set)
    for row in rows("ontology/links.tsv"):
        whole = row["link"] == "said_by_parts"
        predicate = {"hangs_on": "aims:hangsOn", "said_by_parts": "aims:saidByParts"}.get(
            row["link"], f"aims:{row['link']}"
        )
        found[predicate].add((TERMS.node(row["subject_id"]), TERMS.boolean("true") if whole else TERMS.node(row["object_id"])))  # fmt: skip
    assert len(found) >= 4
    for predicate, said in found.items():
        assert graph_of(library, "ontology/links.tsv", predicate) == said


def test_what_a_later_edition_replaces_stands_in_the_graph(library: Library) -> None:
    file = "ontology/catalogues/successions.tsv"
    both = {(TERMS.node(r["present"]), TERMS.node(r["former"])) for r in rows(file) if r["present"] and r["former"]}
    assert graph_of(library, file, "dcterms:replaces") == both


def test_a_provision_is_of_the_class_that_its_nature_names(library: Library) -> None:
    """Which natures have a class, and which, stands in ``ontology/law.ttl``."""
    file = "ontology/catalogues/eu-ai-act-2026.tsv"
    classes = {"obligation": TERMS.node("dpv:Obligation"), "prohibition": TERMS.node("dpv:Prohibition")}
    said = {(TERMS.node(r["id"]), classes[r["nature"]]) for r in rows(file) if r["nature"] in classes}
    assert said
    assert {pair for pair in graph_of(library, file, "rdf:type") if pair[1] in classes.values()} == said
