"""The graph says what the files of ``ontology/`` say: every cell of every table stands under its property in the graph of its file, and nothing else does."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny
import yaml
from cells import PLACE, ROOT, TERMS, Said, Term, graph_of, row_name, rows, stated
from pyoxigraph import Literal, NamedNode

from aims_graph.formats.library import library_of
from aims_graph.graph.build import record_lines
from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of

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
    "mappings/groups.tsv": ("group", {"label": ("skos:prefLabel", "english"), "function": ("aims:ownedBy", "node"), "purpose": ("skos:definition", "english"), "process": ("aims:process", "english"), "records": ("aims:record", "english", "|")}),
    "mappings/memberships.tsv": ("requirement_id", {"group": ("aims:inGroup", "node"), "met": ("aims:metByCore", "plain"), "adds": ("aims:addsToCore", "english")}),
    "ontology/scope.tsv": ("id", RULE),
    "ontology/standing.tsv": ("id", {**RULE, "becomes": ("aims:becomes", "aims_role")}),
    "ontology/reliefs.tsv": ("id", {"provision": RULE["provision"], "softens": ("aims:softens", "node", "|"), "spares": RULE["spares"], "words": ("dcterms:abstract", "english"), "from": ("aims:effectiveDate", "date")}),
    "ontology/fines.tsv": ("id", {"provision": RULE["provision"], "infringement": ("dcterms:abstract", "english"), "bearer": RULE["bearer"], "breaches": ("aims:punishes", "node", "|"), "amount": ("aims:maximumAmount", "integer"), "percent": ("aims:maximumPercent", "decimal"), "from": ("aims:effectiveDate", "date")}),
    "ontology/stages.tsv": ("provision", {"stage": ("aims:stage", "aims_stage"), "called_by": ("aims:calledBy", "node"), "reason": ("aims:stageReason", "english")}),
    "ontology/catalogues/transitions.tsv": ("id", {**RULE, "placed_before": ("aims:placedBefore", "date"), "comply_by": ("aims:complyBy", "date"), "lost_by": ("aims:lostBy", "english"), "reaches": ("aims:reaches", "node", "|"), "gives_way_to": ("aims:givesWayTo", "node", "|")}),
    "ontology/catalogues/editions.tsv": ("id", {"title": ("dcterms:title", "english"), "edition": ("owl:versionInfo", "plain"), "published": ("dcterms:issued", "plain")}),
    **{f"ontology/catalogues/{path.name}": ("id", CATALOGUE) for path in (ROOT / "ontology/catalogues").glob("*.tsv") if path.name not in ("transitions.tsv", "editions.tsv", "successions.tsv")},
}  # fmt: skip


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
    "mappings/groups.tsv": ("aims:ImplementationGroup", "skos:Collection"),
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


def test_the_members_of_a_group_are_those_that_are_said_to_be_in_it(library: Library) -> None:
    members = {(TERMS.node(r["group"]), TERMS.node(r["requirement_id"])) for r in rows("mappings/memberships.tsv")}
    assert graph_of(library, "mappings/groups.tsv", "skos:member") == members


@pytest.mark.parametrize("path", sorted((ROOT / "ontology/catalogues").glob("*-[0-9]*.tsv")), ids=row_name)
def test_a_framework_is_what_the_head_of_its_catalogue_says(path: Path, library: Library) -> None:
    head = [line[1:] for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    says, file = yaml.safe_load("\n".join(head)), f"ontology/catalogues/{path.name}"
    kind = "aims:Spine" if says["role"] == "spine" else "aims:Framework"
    wanted = {
        "rdf:type": {TERMS.node("skos:ConceptScheme"), TERMS.node(kind)},
        "dcterms:title": {TERMS.english(says["title"])},
        "skos:prefLabel": {TERMS.english(says["short"])},
        "owl:versionInfo": {TERMS.plain(str(says["edition"]))},
        "aims:kind": {TERMS.plain(says["role"])},
        "dcterms:license": {NamedNode(says["license"])},
        "dcterms:source": {TERMS.english(source) for source in says["sources"]},
        "aims:statedCount": {TERMS.plain(f"{what}={n}") for what, n in says.get("counts", {}).items()},
        "aims:sourceFile": {TERMS.plain(file)},
    }
    scheme = TERMS.node(f"{says['id']}:")
    assert {p: {o for s, o in graph_of(library, file, p) if s == scheme} for p in wanted} == wanted


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
        ("aims:ledBy", {(name, TERMS.node(functions[0])) for name, _, functions in said}),
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


def test_of_a_catalogue_of_ones_own_it_is_said_where_it_does_not_claim_to_be_complete(tmp_path: Path) -> None:
    """The shipped ones, and what stands in their place, have no need to claim it."""
    tiny.write(tmp_path)
    own = tmp_path / "own/ontology"
    (own / "catalogues").mkdir(parents=True)
    (own / "prefixes.tsv").write_text(
        tiny.table("", "prefix | iri | owner", *(f"{n} | https://example.org/{n}/ | a test" for n in "cd")),
        encoding="utf-8",
    )
    for name, header in (("c", ""), ("d", "#complete: yes\n")):
        text = header + tiny.FILES[tiny.CATALOGUE].replace("a:1", f"{name}:1").replace("#id: a\n", f"#id: {name}\n")
        for said in ("Framework {}\n", "short: {}\n", "framework {}\n"):
            text = text.replace(said.format("a"), said.format(name)).replace(
                said.format("A"), said.format(name.upper())
            )
        (own / f"catalogues/{name}.tsv").write_text(text, encoding="utf-8")
    library = library_of(packs_of([tmp_path, own.parent], alone=True))
    assert set(library.frameworks) >= set("abcd")
    said = [line for line in record_lines(library) if "#claimsCompleteness>" in line]
    assert [line.split()[0] for line in said] == ["<https://example.org/c/>"] and '"false"' in said[0]
