#!/usr/bin/env bash
# Package: oxilite 0.9.1 (PyPI, a store on SQLite with the API of pyoxigraph), compared with pyoxigraph 0.5.13 and rdflib 7.6.0
#
# One would guess: 0.1 + 0.2 is 0.3 in SPARQL. A number with a point and no exponent is an xsd:decimal, and sums and products of decimals are exact (SPARQL 1.1,
# section 17.3, by op:numeric-add of XPath; XML Schema wants eighteen digits or more).
# What happens: oxilite computes with binary floating point and rounds only what it shows. The answer reads "0.3"^^xsd:decimal, and the same sum, compared with
# 0.3 in the query, is more; 0.7 * 3 is shown as 2.1 and is less than 2.1. The other two stores say that both are equal. SUM over the same numbers happens to fit.
# Why it matters: weights of risk and confidences are such numbers, and what is asked is whether a sum stays within an appetite or reaches a threshold. Who looks
# at the number that is shown cannot see why the row is missing, and the same query answers otherwise in the store it was written for.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile oxilite==0.9.1 pyoxigraph==0.5.13 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version

import oxilite
import pyoxigraph
import rdflib

QUERIES = (
    "SELECT (0.1 + 0.2 AS ?sum) (0.1 + 0.2 <= 0.3 AS ?within) {}",
    "SELECT (0.7 * 3 AS ?score) (0.7 * 3 >= 2.1 AS ?reached) {}",
)
STORES = {
    "oxilite": lambda query: [term.value for term in next(iter(oxilite.Store().query(query)))],
    "pyoxigraph": lambda query: [term.value for term in next(iter(pyoxigraph.Store().query(query)))],
    "rdflib": lambda query: [str(term) for term in next(iter(rdflib.Graph().query(query)))],
}
for query in QUERIES:
    print(query)
    for name, ask in STORES.items():
        print(f"  {name} {version(name)}:", *ask(query))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
SELECT (0.1 + 0.2 AS ?sum) (0.1 + 0.2 <= 0.3 AS ?within) {}
  oxilite 0.9.1: 0.3 false
  pyoxigraph 0.5.13: 0.3 true
  rdflib 7.6.0: 0.3 true
SELECT (0.7 * 3 AS ?score) (0.7 * 3 >= 2.1 AS ?reached) {}
  oxilite 0.9.1: 2.1 false
  pyoxigraph 0.5.13: 2.1 true
  rdflib 7.6.0: 2.1 true
EXPECTED
echo "as recorded: what is shown as 0.3 is more than 0.3"
