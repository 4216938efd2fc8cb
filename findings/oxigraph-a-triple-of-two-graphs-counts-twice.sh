#!/usr/bin/env bash
# Package: pyoxigraph 0.5.13
#
# One would guess: where several named graphs together are the default graph (FROM twice, default_graph=[…], or use_default_graph_as_union), a triple
# that two of them state is there once, for SPARQL 1.1 makes the default graph of a dataset by an RDF merge, and a graph is a set of triples.
# What happens: it matches once for each graph that states it. COUNT(*) says 2, a join with itself 4, SUM adds a value twice; only a form that is a
# set anyway (DISTINCT, CONSTRUCT, ASK, a path with *) hides it. rdflib 7.6.0 answers 1 to the same query.
# Why it matters: two vocabularies that declare the same reused class, or two crosswalks that repeat one another's row, change every count and every
# average over "all graphs together", though no row looks wrong. Count with DISTINCT over what identifies the thing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyoxigraph==0.5.13 rdflib==7.6.0

cat > ask.py <<'PY'
import pyoxigraph, rdflib
trig = """
@prefix ex: <https://example.org/> .
ex:one { ex:row ex:effort 5 . }
ex:two { ex:row ex:effort 5 . ex:other ex:effort 1 . }
"""
text = "SELECT (COUNT(*) AS ?n) (SUM(?e) AS ?sum) {} WHERE {{ ?row <https://example.org/effort> ?e }}"
both = "FROM <https://example.org/one> FROM <https://example.org/two>"
store = pyoxigraph.Store()
store.load(trig.encode(), format=pyoxigraph.RdfFormat.TRIG)
def show(name, rows):
    for row in rows:
        print(name, *(getattr(term, "value", term) for term in row))
graphs = [pyoxigraph.NamedNode("https://example.org/" + x) for x in ("one", "two")]
show("pyoxigraph, FROM twice:", store.query(text.format(both)))
show("pyoxigraph, default_graph of two:", store.query(text.format(""), default_graph=graphs))
show("pyoxigraph, union of all:", store.query(text.format(""), use_default_graph_as_union=True))
data = rdflib.Dataset(default_union=True)
data.parse(data=trig, format="trig")
show("rdflib, union of all:", data.query(text.format("")))
PY
{ venv/bin/pip list 2>/dev/null | grep -iE '^(pyoxigraph|rdflib) ' | tr -s ' '; venv/bin/python ask.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13
rdflib 7.6.0
pyoxigraph, FROM twice: 3 11
pyoxigraph, default_graph of two: 3 11
pyoxigraph, union of all: 3 11
rdflib, union of all: 2 6
EXPECTED
echo "as recorded: a triple that two graphs state is counted twice"
