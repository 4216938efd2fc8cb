#!/usr/bin/env bash
# Package: rdflib 7.6.0 (compared with pyoxigraph 0.5.13)
#
# One would guess: AVG and SUM treat a value that is no number alike. SPARQL 1.1, section 18.5.1, defines both by op:numeric-add, which is an
# error for a string, and an aggregate in error leaves its variable unbound (section 11.5).
# What happens: AVG leaves the text out and answers with the mean of the rest, as if all had been counted; SUM over the same rows raises
# SPARQLTypeError and ends the whole query. Oxigraph leaves both unbound.
# Why it matters: confidence columns hold "not judged" or "n/a" beside numbers. The mean confidence of a mapping set is better than it is,
# and which rows it was taken over cannot be seen; the sum of the same column is no result at all.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

TURTLE = '@prefix : <https://example.org/> . :m1 :confidence 0.9 . :m2 :confidence 0.5 . :m3 :confidence "not judged" .'
graph, store = rdflib.Graph().parse(data=TURTLE, format="turtle"), pyoxigraph.Store()
store.load(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"))
for aggregate in ("AVG", "SUM"):
    query = f"SELECT ({aggregate}(?c) AS ?value) (COUNT(?c) AS ?rows) {{ ?m <https://example.org/confidence> ?c }}"
    try:
        answers = [(str(row.value), int(row.rows)) for row in graph.query(query)]
    except Exception as error:
        answers = type(error).__name__
    oxi = [(row["value"] and row["value"].value, int(row["rows"].value)) for row in store.query(query)]
    print(aggregate, "rdflib", answers, "pyoxigraph", oxi)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13
AVG rdflib [('0.7', 3)] pyoxigraph [(None, 3)]
SUM rdflib SPARQLTypeError pyoxigraph [(None, 3)]
EXPECTED
echo "as recorded: AVG leaves out in silence, SUM ends the query"
