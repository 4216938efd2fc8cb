#!/usr/bin/env bash
# Package: rdflib 7.6.0, compared with PyLD 3.3.0, pyoxigraph 0.5.13, jsonld 9.0.0 (npm)
#
# One would guess: a column of confidences written as JSON numbers (1.0, 0.9) has one datatype.
# What happens: by JSON-LD 1.1 API, section 8.2 (object to RDF conversion), a number without a fraction is an xsd:integer and any
# other an xsd:double; 1.0 in the file counts as without. PyLD, pyoxigraph and jsonld.js give "1"^^xsd:integer beside "9.0E-1"^^xsd:double.
# rdflib differs: it looks at the spelling, so that 1.0 is a double and 1 an integer. And a serializer that writes a double 1.0 as the
# number 1.0, as rdflib does in compact form, hands the others an integer.
# Why it matters: a shape with sh:datatype xsd:double refuses the sure mappings, a signature over the canonical form depends on the
# library, and a round trip rdflib -> PyLD changes the triple. Confidences are safe only as typed strings.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13 PyLD==3.3.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0

cat > document.json <<'JSON'
{"@context": {"@vocab": "https://example.org/"}, "@id": "https://example.org/m", "confidence": [1.0, 0.9]}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

def shown(pairs):
    return " ".join(f"{value}^^{datatype.rsplit('#')[1]}" for value, datatype in sorted(pairs))

text = open("document.json").read()
print("rdflib", version("rdflib"), shown((str(o), str(o.datatype)) for o in rdflib.Graph().parse(data=text, format="json-ld").objects()))
print("pyoxigraph", version("pyoxigraph"), shown((q.object.value, q.object.datatype.value) for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)))
pyld = lambda document: shown((t["object"]["value"], t["object"]["datatype"]) for t in jsonld.to_rdf(document)["@default"])
print("PyLD", version("PyLD"), pyld(json.loads(text)))
graph = rdflib.Graph().parse(data='<https://example.org/m> <https://example.org/confidence> 1.0e0 .', format="turtle")
again = json.loads(graph.serialize(format="json-ld", context={"@vocab": "https://example.org/"}))
print("rdflib writes a double as", json.dumps(again["confidence"]), "and PyLD reads", pyld(again))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'

const quads = await jsonld.toRDF(JSON.parse(fs.readFileSync('document.json')))
console.log('jsonld.js', JSON.parse(fs.readFileSync('node_modules/jsonld/package.json')).version,
  quads.map(quad => `${quad.object.value}^^${quad.object.datatype.value.split('#')[1]}`).sort().join(' '))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 0.9^^double 1.0^^double
pyoxigraph 0.5.13 1^^integer 9.0E-1^^double
PyLD 3.3.0 1^^integer 9.0E-1^^double
rdflib writes a double as 1.0 and PyLD reads 1^^integer
jsonld.js 9.0.0 1^^integer 9.0E-1^^double
EXPECTED
echo "as recorded: 1.0 is an integer for three libraries and a double for one"
