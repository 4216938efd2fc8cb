"""The graph says what the files of ``mappings/`` say: every cell of a row, a support or a remainder stands under its property in the graph of its file, and nothing else does."""

from collections import defaultdict
from pathlib import Path

import pytest
import tiny
from cells import PLACE, ROOT, TERMS, graph_of, row_name, rows, stated
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from aims_graph.formats.library import library_of
from aims_graph.graph.derived import derived_lines
from aims_graph.model import Library

ROW = {
    **PLACE,
    "subject_id": ("owl:annotatedSource", "node"),
    "object_id": ("owl:annotatedTarget", "node"),
    "predicate_id": ("owl:annotatedProperty", "node"),
    "predicate_modifier": ("sssom:predicate_modifier", "denied"),
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


def test_a_derived_mapping_says_what_it_rests_on_and_how_sure_it_is(tmp_path: Path) -> None:
    """Two of a are the same as one of b, so what one of them shares with another of b both do; 0.9 by 0.8 by 0.8."""
    packs = tiny.write(tmp_path)
    row = f"a:1.2 |  | skos:exactMatch |  | b:1.1 |  | equal | all | all | both of it |  |  | the same |  |  | 0.8 | {tiny.HOW}"
    with (tmp_path / tiny.PAIR).open("a", encoding="utf-8") as stream:
        stream.write(tiny.table("", row))
    library = library_of(packs)
    quads = [q for line in derived_lines(library) for q in parse(line.encode(), format=RdfFormat.N_QUADS)]
    node = {name: NamedNode(iri) for name, iri in {"a": "https://example.org/a/1.1", "b": "https://example.org/b/1.2"}.items()}  # fmt: skip
    rests_on = [TERMS.node(f"map:a--b/{x}") for x in ("a_1.1..b_1.1", "a_1.2..b_1.1", "a_1.2..b_1.2")]
    assert {(q.subject, q.graph_name) for q in quads} == {
        (TERMS.node("map:derived/a_1.1..b_1.2"), TERMS.node("map:derived"))
    }
    comments = [q.object.value for q in quads if q.predicate == TERMS.node("rdfs:comment")]
    assert len(comments) == 1 and comments[0].startswith("1. A 1.1 Logging and B 1.1 Event records demand the same")
    said = {(q.predicate, q.object) for q in quads if q.predicate != TERMS.node("rdfs:comment")}
    assert said == {
        (TERMS.node("rdf:type"), TERMS.node("owl:Axiom")),
        (TERMS.node("rdf:type"), TERMS.node("aims:DerivedMapping")),
        (TERMS.node("owl:annotatedSource"), node["a"]),
        (TERMS.node("owl:annotatedProperty"), TERMS.node("skos:relatedMatch")),
        (TERMS.node("owl:annotatedTarget"), node["b"]),
        (TERMS.node("aims:allows"), TERMS.node("aims:intersects")),
        (TERMS.node("sssom:mapping_justification"), TERMS.node("semapv:MappingChaining")),
        (TERMS.node("sssom:confidence"), Literal("0.576", datatype=TERMS.node("xsd:decimal"))),
        *((TERMS.node("prov:wasDerivedFrom"), row) for row in rests_on),
    }
