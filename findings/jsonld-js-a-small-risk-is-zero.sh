#!/usr/bin/env bash
# Package: jsonld 9.0.0 (npm, jsonld.js), compared with jsonld-streaming-parser 5.0.1 (npm), PyLD 3.3.0 and pyoxigraph 0.5.13 (PyPI)
#
# One would guess: a number with a fraction is an xsd:double in RDF. JSON-LD 1.1 API, section 8.2, makes an integer of a number without a fractional part, and
# 0.0000001 has nothing else. 0.000001 and 0.00000015 are doubles.
# What happens: jsonld.js looks for a point in what JavaScript prints for the number. 1e-7 has none, so it is taken for an integer, and rounded:
# "0"^^xsd:integer. So is 5e-9, and whatever has one digit below 0.000001; 1.5e-7 has a point and is right. No error; the three others give the double.
# Typed as xsd:double in the context it is right here too.
# Why it matters: rates of failure and residual risks are of this size, and written as whole multiples of a power of ten: 1e-7 per hour, 5e-9. "Must not be 0" and
# "at most 1e-8" are answered wrongly for exactly these, and the sum over a system leaves them out.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile PyLD==3.3.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0 jsonld-streaming-parser@5.0.1

cat > risks.json <<'JSON'
{"@context": {"@vocab": "https://example.org/", "typed": {"@type": "http://www.w3.org/2001/XMLSchema#double"}},
 "@id": "https://example.org/system", "a": 0.000001, "b": 0.00000015, "c": 0.0000001, "d": 5e-9, "typed": 0.0000001}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version

import pyoxigraph
from pyld import jsonld

short = lambda term, value, datatype: f"{term.rsplit('/')[-1]} {value} {datatype.rsplit('#')[-1]}"
text = open("risks.json").read()
quads = jsonld.to_rdf(json.loads(text))["@default"]
print("PyLD", version("PyLD"), sorted(short(q["predicate"]["value"], q["object"]["value"], q["object"]["datatype"]) for q in quads))
quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
print("pyoxigraph", version("pyoxigraph"), sorted(short(q.predicate.value, q.object.value, q.object.datatype.value) for q in quads))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'
import { JsonLdParser } from 'jsonld-streaming-parser'

const release = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const short = q => `${q.predicate.value.split('/').pop()} ${q.object.value} ${q.object.datatype.value.split('#').pop()}`
const text = fs.readFileSync('risks.json', 'utf8')
const streamed = await new Promise((resolve, reject) => {
  const quads = []
  const parser = new JsonLdParser()
  parser.on('data', quad => quads.push(quad)).on('error', reject).on('end', () => resolve(quads))
  parser.write(text)
  parser.end()
})
console.log('jsonld-streaming-parser', release('jsonld-streaming-parser'), streamed.map(short).sort().join(', '))
console.log('jsonld', release('jsonld'), (await jsonld.toRDF(JSON.parse(text))).map(short).sort().join(', '))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
PyLD 3.3.0 ['a 1.0E-6 double', 'b 1.5E-7 double', 'c 1.0E-7 double', 'd 5.0E-9 double', 'typed 1.0E-7 double']
pyoxigraph 0.5.13 ['a 1.0E-6 double', 'b 1.5E-7 double', 'c 1.0E-7 double', 'd 5.0E-9 double', 'typed 1.0E-7 double']
jsonld-streaming-parser 5.0.1 a 1.0E-6 double, b 1.5E-7 double, c 1.0E-7 double, d 5.0E-9 double, typed 1.0E-7 double
jsonld 9.0.0 a 1.0E-6 double, b 1.5E-7 double, c 0 integer, d 0 integer, typed 1.0E-7 double
EXPECTED
echo "as recorded: one in ten million is none"
