#!/usr/bin/env bash
# Package: reasonable 0.4.4 (OWL RL in Rust), with rdflib 7.6.0; compared with owlrl 7.6.2
#
# One would guess: what reasonable gives of an rdflib graph, put into a graph of rdflib as its documentation does, is what was there and what follows. A
# plain text is the same literal before and after; RDF 1.1 has "Context" and "Context"^^xsd:string as one.
# What happens: reasonable gives every plain text back with the datatype written out, and to rdflib that is another literal: a look-up of Literal("Context")
# finds nothing any more. Added to the graph that was given, each title is there twice: COUNT says 2, and a property of which there may be one has two
# values. owlrl adds no title. Texts with a language stay as they are. No warning.
# Why it matters: titles, notations and numbers of clauses are plain texts. Shapes with sh:maxCount 1 refuse a catalogue that was in order before the
# reasoner ran, and lists show each clause twice, under the very same title.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile reasonable==0.4.4 rdflib==7.6.0 owlrl==7.6.2

cat > probe.py <<'PY'
from importlib.metadata import version

import rdflib
import reasonable
from owlrl import DeductiveClosure, OWLRL_Semantics

DATA = """
@prefix : <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Clause rdfs:subClassOf :Requirement .
:c4 a :Clause ; :title "Context" ; :label "Context"@en ; :number 4 .
"""
EX = rdflib.Namespace("https://example.org/")


def shown(graph: rdflib.Graph) -> str:
    (counted,) = graph.query("SELECT (COUNT(*) AS ?n) { ?clause a <https://example.org/Requirement> ; <https://example.org/title> ?title }")
    titles = sorted(title.n3() for title in graph.objects(EX.c4, EX.title))
    return f"titles {titles}, rows {counted.n}, labels {len(list(graph.objects(EX.c4, EX.label)))}, found by its title: {list(graph.subjects(EX.title, rdflib.Literal('Context'))) != []}"


for name in ("reasonable", "owlrl"):
    graph = rdflib.Graph().parse(data=DATA)
    if name == "reasonable":
        reasoner = reasonable.PyReasoner()
        reasoner.from_graph(graph)
        inferred = reasoner.reason()
        alone = rdflib.Graph()
        for triple in inferred:
            alone.add(triple)
            graph.add(triple)
        print("what reasonable gives:", shown(alone))
    else:
        DeductiveClosure(OWLRL_Semantics).expand(graph)
    print(f"the graph after {name} {version(name)}:", shown(graph))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
what reasonable gives: titles ['"Context"^^<http://www.w3.org/2001/XMLSchema#string>'], rows 1, labels 1, found by its title: False
the graph after reasonable 0.4.4: titles ['"Context"', '"Context"^^<http://www.w3.org/2001/XMLSchema#string>'], rows 2, labels 1, found by its title: True
the graph after owlrl 7.6.2: titles ['"Context"'], rows 1, labels 1, found by its title: True
EXPECTED
echo "as recorded: every title is there twice"
