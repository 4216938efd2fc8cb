#!/usr/bin/env bash
# Package: pyoxigraph 0.5.13 (compared with rdflib 7.6.0)
#
# One would guess: `<x> skos:broader* ?y` always yields <x> itself, because SPARQL 1.1, section 18.4 (ZeroLengthPath), gives the
# pair (x, x) for a term that the pattern fixes, whether or not the graph holds that term.
# What happens: Oxigraph yields <x> only when <x> occurs as a subject or an object of the graph asked. For any other term it yields
# nothing, and ASK { <x> skos:broader* <x> } is false. rdflib yields <x>.
# Why it matters: "this control or anything above it" is the usual way to ask for mappings of a clause and its parents. A control
# that stands at the top, is withdrawn, or has its hierarchy in another named graph is silently left out of its own answer.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyoxigraph==0.5.13 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

TURTLE = """
@prefix : <https://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:4.1 skos:broader :4 .
"""
PREFIX = "PREFIX : <https://example.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
SELECT = PREFIX + "SELECT ?up { :%s skos:broader* ?up } ORDER BY ?up"
ASK = PREFIX + "ASK { :%s skos:broader* :%s }"

store = pyoxigraph.Store()
store.load(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
print("pyoxigraph", version("pyoxigraph"), "rdflib", version("rdflib"))
for number in ("4.1", "9.9"):
    oxi = [row["up"].value.rsplit("/", 1)[1] for row in store.query(SELECT % number)]
    rdf = [str(row.up).rsplit("/", 1)[1] for row in graph.query(SELECT % number)]
    print(f"{number} broader*: pyoxigraph {oxi} rdflib {rdf}")
    print(f"{number} broader* {number}: pyoxigraph {bool(store.query(ASK % (number, number)))} "
          f"rdflib {graph.query(ASK % (number, number)).askAnswer}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13 rdflib 7.6.0
4.1 broader*: pyoxigraph ['4', '4.1'] rdflib ['4', '4.1']
4.1 broader* 4.1: pyoxigraph True rdflib True
9.9 broader*: pyoxigraph [] rdflib ['9.9']
9.9 broader* 9.9: pyoxigraph False rdflib True
EXPECTED
echo "as recorded: Oxigraph leaves out a start that the graph does not know"
