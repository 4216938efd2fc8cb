#!/usr/bin/env bash
# Package: owlready2 0.51 (its own SPARQL engine), compared with rdflib 7.6.0 and pyoxigraph 0.5.13
#
# One would guess: VALUES ?level { 1 2 } binds two numbers (SPARQL 1.1, section 10), the least of some identifiers is an identifier and ORDER BY sorts them
# by their text (15.1), "Plan"@en is not = "Plan"@de (17.4.1.7), and two of three is about 0.67 (17.3: integers divide to an xsd:decimal).
# What happens: owlready2 takes the integers of VALUES for row numbers of its store: ?level is a name of owlready2's own vocabulary. MIN gives such a number,
# and ORDER BY is the order of loading. "Plan"@en = "Plan"@de holds. 2/3 is 0. No error, no warning; FILTER(?level IN (1, 2)) has the levels.
# Why it matters: maturity levels, classes of risk and weights are small integers, listed with VALUES. The table has as many rows as it should, and a name of
# software where the level stood; titles that are the same word in two languages are counted as translated.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile owlready2==0.51 rdflib==7.6.0 pyoxigraph==0.5.13

cat > register.nt <<'NT'
<https://example.org/o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Ontology> .
<https://example.org/o#level> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#DatatypeProperty> .
<https://example.org/o#met> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#DatatypeProperty> .
<https://example.org/o#title> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#AnnotationProperty> .
<https://example.org/o#c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#NamedIndividual> .
<https://example.org/o#c> <https://example.org/o#level> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://example.org/o#c> <https://example.org/o#title> "Plan"@en .
<https://example.org/o#a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#NamedIndividual> .
<https://example.org/o#a> <https://example.org/o#level> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://example.org/o#a> <https://example.org/o#met> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<https://example.org/o#b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#NamedIndividual> .
<https://example.org/o#b> <https://example.org/o#level> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://example.org/o#b> <https://example.org/o#met> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
NT
cat > probe.py <<'PY'
from importlib.metadata import version
import owlready2
import pyoxigraph
import rdflib

QUERIES = {
    "levels 1 and 2, VALUES": "SELECT ?r ?level { ?r :level ?level VALUES ?level { 1 2 } }",
    "levels 1 and 2, IN": "SELECT ?r ?level { ?r :level ?level FILTER(?level IN (1, 2)) }",
    "first": "SELECT (MIN(?r) AS ?first) { ?r :level ?level }",
    "in order": "SELECT ?r { ?r :level ?level } ORDER BY ?r",
    "= 'Plan'@de": "SELECT ?r { ?r :title ?t FILTER(?t = 'Plan'@de) }",
    "share met": "SELECT (COUNT(?met) / COUNT(?r) AS ?share) { ?r :level ?level OPTIONAL { ?r :met ?met } }",
}
ontology = owlready2.World().get_ontology("file://register.nt").load()
graph = rdflib.Graph().parse("register.nt")
store = pyoxigraph.Store()
store.load(path="register.nt", format=pyoxigraph.RdfFormat.N_TRIPLES)
text = lambda term: str(getattr(term, "iri", getattr(term, "value", term))).replace("https://example.org/o#", ":").rpartition("owlready_")[2][:28]
for name, ask in (("owlready2", ontology.world.sparql), ("rdflib", graph.query), ("pyoxigraph", store.query)):
    print(name, version(name))
    for label, query in QUERIES.items():
        rows = [" ".join(map(text, row)) for row in ask("PREFIX : <https://example.org/o#> " + query)]
        print(f"  {label}:", ", ".join(rows if label == "in order" else sorted(rows)) or "nothing")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
owlready2 0.51
  levels 1 and 2, VALUES: :a ontology.owl#python_module, :c ontology.owl#python_name
  levels 1 and 2, IN: :a 1, :c 2
  first: 307
  in order: :c, :a, :b
  = 'Plan'@de: :c
  share met: 0
rdflib 7.6.0
  levels 1 and 2, VALUES: :a 1, :c 2
  levels 1 and 2, IN: :a 1, :c 2
  first: :a
  in order: :a, :b, :c
  = 'Plan'@de: nothing
  share met: 0.66666666666666666666666666
pyoxigraph 0.5.13
  levels 1 and 2, VALUES: :a 1, :c 2
  levels 1 and 2, IN: :a 1, :c 2
  first: :a
  in order: :a, :b, :c
  = 'Plan'@de: nothing
  share met: 0.666666666666666666
EXPECTED
echo "as recorded: row numbers for levels, and 0 for two of three"
