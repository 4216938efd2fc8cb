#!/usr/bin/env bash
# Package: rdflib 7.6.0 (compared with PyLD 3.3.0 and pyoxigraph 0.5.13)
#
# One would guess: what stands under a term with "@container": "@graph" is a graph of its own: JSON-LD 1.1, section 4.9, makes it a named
# graph with a blank node for a name, so that it is quoted, not asserted.
# What happens: rdflib, parsing into a Dataset, puts these triples into the default graph and leaves an empty link to the blank node.
# PyLD and pyoxigraph keep them in the named graph.
# Why it matters: proposals, rejected mappings and statements of others are exchanged as graphs in claims or nanopublications. Read with
# rdflib, "someone claims that 4.1 equals 4.1" becomes "4.1 equals 4.1", and a query over the default graph counts it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13 PyLD==3.3.0

cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

DOCUMENT = {
    "@context": {
        "@vocab": "https://example.org/", "status": "https://example.org/status",
        "claim": {"@id": "https://example.org/claim", "@container": "@graph"},
        "exactMatch": {"@id": "http://www.w3.org/2004/02/skos/core#exactMatch", "@type": "@id"},
    },
    "@id": "https://example.org/review-7", "status": "rejected",
    "claim": {"@id": "https://example.org/iso42001/4.1", "exactMatch": "https://example.org/iso27001/4.1"},
}
text = json.dumps(DOCUMENT)
match = "exactMatch"
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"), "PyLD", version("PyLD"))
dataset = rdflib.Dataset()
dataset.parse(data=text, format="json-ld")
where = {"default" if graph in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else "named" for _, p, _, graph in dataset.quads() if match in p}
print("rdflib:", *where)
quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
print("pyoxigraph:", *{"default" if isinstance(q.graph_name, pyoxigraph.DefaultGraph) else "named" for q in quads if match in q.predicate.value})
print("PyLD:", *{"default" if name == "@default" else "named" for name, triples in jsonld.to_rdf(DOCUMENT).items() for t in triples if match in t["predicate"]["value"]})
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13 PyLD 3.3.0
rdflib: default
pyoxigraph: named
PyLD: named
EXPECTED
echo "as recorded: rdflib asserts what the document quotes"
