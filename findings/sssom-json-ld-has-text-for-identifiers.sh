#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py; read with PyLD 3.3.0)
#
# One would guess: the JSON that `sssom convert --output-format json` writes is JSON-LD (it carries an @context) for the same RDF graph as
# the Turtle that --output-format rdf writes: annotatedSource and annotatedTarget are the two concepts.
# What happens: the @context types the identifier slots as rdfs:Resource in place of @id. Read as JSON-LD, subject, predicate, object and
# justification are strings such as "iso42001:4.1" with the datatype rdfs:Resource; no concept occurs in the graph. In the Turtle they are IRIs.
# Why it matters: a crosswalk that is exchanged as SSSOM/JSON and loaded into a graph store joins with no catalogue. No tool objects, since a
# literal with an odd datatype is valid RDF.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom==0.4.21 pandas==2.3.3 PyLD==3.3.0 rdflib==7.6.0

{ printf '#%s\n' 'mapping_set_id: https://example.org/sets/demo' 'license: https://creativecommons.org/licenses/by/4.0/' 'curie_map:' \
    '  iso42001: https://example.org/iso42001/' '  iso27001: https://example.org/iso27001/'
  printf 'subject_id\tpredicate_id\tobject_id\tmapping_justification\niso42001:4.1\tskos:exactMatch\tiso27001:4.1\tsemapv:ManualMappingCuration\n'
} > set.sssom.tsv
venv/bin/sssom convert set.sssom.tsv --output-format json --output set.json >/dev/null 2>&1
venv/bin/sssom convert set.sssom.tsv --output-format rdf --output set.ttl >/dev/null 2>&1
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import rdflib
from pyld import jsonld

SOURCE = "http://www.w3.org/2002/07/owl#annotatedSource"
print("sssom", version("sssom"), "PyLD", version("PyLD"))
for triple in jsonld.to_rdf(json.load(open("set.json")))["@default"]:
    if triple["predicate"]["value"] == SOURCE:
        print("JSON:", triple["object"]["type"], triple["object"]["value"], triple["object"].get("datatype"))
for source in rdflib.Graph().parse("set.ttl").objects(None, rdflib.URIRef(SOURCE)):
    print("Turtle:", type(source).__name__, source)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom 0.4.21 PyLD 3.3.0
JSON: literal iso42001:4.1 http://www.w3.org/2000/01/rdf-schema#Resource
Turtle: URIRef https://example.org/iso42001/4.1
EXPECTED
echo "as recorded: identifiers are text in the JSON-LD"
