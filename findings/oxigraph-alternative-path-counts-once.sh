#!/usr/bin/env bash
# Package: pyoxigraph 0.5.13 (compared with rdflib 7.6.0)
#
# One would guess: COUNT(*) over `?m (:from|:to) :x` counts a mapping that has both twice: SPARQL 1.1, section 18.4, evaluates an alternative
# path as the Union of the two sides, and Union keeps duplicates (only *, + and ? are without).
# What happens: Oxigraph merges the duplicates of `p|q`, so that the path gives another count than { p } UNION { q }, which SPARQL says is the
# same. rdflib keeps them.
# Why it matters: counts of what touches a requirement, in either place, differ between stores by the number of rows that touch it twice.
# COUNT(DISTINCT ?m) is alike in both.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyoxigraph==0.5.13 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

TURTLE = "@prefix : <https://example.org/> . :m1 :touches :x ; :cites :x . :m2 :touches :x ."
graph, store = rdflib.Graph().parse(data=TURTLE, format="turtle"), pyoxigraph.Store()
store.load(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
print("pyoxigraph", version("pyoxigraph"), "rdflib", version("rdflib"))
for pattern in ("?m (:touches|:cites) :x", "{ ?m :touches :x } UNION { ?m :cites :x }"):
    query = f"PREFIX : <https://example.org/> SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    print(pattern, "- pyoxigraph", next(iter(store.query(query)))["n"].value, "rdflib", next(iter(graph.query(query))).n)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13 rdflib 7.6.0
?m (:touches|:cites) :x - pyoxigraph 2 rdflib 3
{ ?m :touches :x } UNION { ?m :cites :x } - pyoxigraph 3 rdflib 3
EXPECTED
echo "as recorded: an alternative path counts once in Oxigraph"
