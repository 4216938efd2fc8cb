#!/usr/bin/env bash
# Package: maplib 0.20.26, compared with pyoxigraph 0.5.13 and rdflib 7.6.0
#
# One would guess: COUNT(?met) / COUNT(*) of two among three is about 0.67, and 1 = 1.0 is true. SPARQL 1.1, section 17.3, divides two integers into
# an xsd:decimal (17.3 names this exception), and compares numbers of different types by their value (17.1, 17.3).
# What happens: maplib leaves out what is behind the point: 2/3 is 0.0, 7/2 is 3.0. Numbers of two types are never equal: 1 = 1.0 is false, a column that
# holds 0.9, 1 and 5.0e-1 has no row for FILTER(?c = 1.0), though one for >= 1.0, and MAX and AVG over it are unbound. No error.
# Why it matters: the share of the requirements that are met is such a division; the answer is 0 until all of them are, and then it is 1. And sure mappings
# are the ones with 1 beside 0.9: the filter for exactly them leaves them out.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile maplib==0.20.26 pyoxigraph==0.5.13 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
import maplib
import pyoxigraph
import rdflib

DATA = """@prefix : <https://example.org/> .
:r1 a :Requirement ; :met true ; :confidence 0.9 .
:r2 a :Requirement ; :met true ; :confidence 1 .
:r3 a :Requirement ; :confidence 5.0e-1 ."""
QUERIES = {
    "share met": "SELECT (COUNT(?met) / COUNT(*) AS ?v) { ?r a :Requirement OPTIONAL { ?r :met ?met } }",
    "7/2": "SELECT (7/2 AS ?v) {}",
    "7.0/2": "SELECT (7.0/2 AS ?v) {}",
    "1 = 1.0": "SELECT (1 = 1.0 AS ?v) {}",
    "rows with = 1.0": "SELECT (COUNT(?r) AS ?v) { ?r :confidence ?c FILTER(?c = 1.0) }",
    "rows with >= 1.0": "SELECT (COUNT(?r) AS ?v) { ?r :confidence ?c FILTER(?c >= 1.0) }",
    "highest": "SELECT (MAX(?c) AS ?v) { ?r :confidence ?c }",
    "average": "SELECT (AVG(?c) AS ?v) { ?r :confidence ?c }",
}
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
model = maplib.Model()
model.reads(DATA, format="turtle")
for name, ask in (("maplib", lambda query: model.query(query).rows()[0][0]),
                  ("pyoxigraph", lambda query: next(iter(store.query(query)))[0]),
                  ("rdflib", lambda query: next(iter(graph.query(query)))[0])):
    print(name, version(name))
    for label, query in QUERIES.items():
        value = ask("PREFIX : <https://example.org/> " + query)
        print(f"  {label}: {str(getattr(value, 'value', value)).lower()[:6]}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
maplib 0.20.26
  share met: 0.0
  7/2: 3.0
  7.0/2: 3.5
  1 = 1.0: false
  rows with = 1.0: 0
  rows with >= 1.0: 1
  highest: none
  average: none
pyoxigraph 0.5.13
  share met: 0.6666
  7/2: 3.5
  7.0/2: 3.5
  1 = 1.0: true
  rows with = 1.0: 1
  rows with >= 1.0: 1
  highest: 1
  average: 0.7999
rdflib 7.6.0
  share met: 0.6666
  7/2: 3.5
  7.0/2: 3.5
  1 = 1.0: true
  rows with = 1.0: 1
  rows with >= 1.0: 1
  highest: 1
  average: 0.7999
EXPECTED
echo "as recorded: integers are divided without a remainder, and 1 is not 1.0"
