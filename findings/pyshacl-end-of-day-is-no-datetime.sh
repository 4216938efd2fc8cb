#!/usr/bin/env bash
# Package: pyshacl 0.40.1 with rdflib 7.6.0 (compared with shacl-engine 1.1.2 and n3 2.13.12 on npm)
#
# One would guess: "2026-08-02T24:00:00Z" is an xsd:dateTime: XML Schema 1.1 part 2, section 3.3.7, names 24:00:00 as a lexical form
# (the first instant of the next day), as XML Schema 1.0 did. sh:datatype (SHACL 4.1.2) is to report ill-typed literals only.
# What happens: pyshacl reports a violation, because rdflib takes every 24:00:00 for ill-typed; shacl-engine accepts it.
# Why it matters: "until the end of 2 August" is written as 24:00 in notification and retention deadlines. The same plan is valid with one
# of the two common validators and refused by the other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 n3@2.13.12 rdf-ext@2.6.0

cat > shapes.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Deadline a sh:NodeShape ; sh:targetSubjectsOf :until ; sh:property [ sh:path :until ; sh:datatype xsd:dateTime ] .
TTL
for time in 23:59:59 24:00:00; do
  cat > "data-$time.ttl" <<TTL
@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:report :until "2026-08-02T${time}Z"^^xsd:dateTime .
TTL
done
cat > probe.py <<'PY'
from importlib.metadata import version
import pyshacl
import rdflib

print("pyshacl", version("pyshacl"), "rdflib", version("rdflib"))
for time in ("23:59:59", "24:00:00"):
    data = rdflib.Graph().parse(f"data-{time}.ttl")
    print(time, "conforms:", pyshacl.validate(data, shacl_graph=rdflib.Graph().parse("shapes.ttl"))[0])
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Parser } from 'n3'
import rdf from 'rdf-ext'
import { Validator } from 'shacl-engine'

const read = file => rdf.dataset(new Parser().parse(fs.readFileSync(file, 'utf8')))
console.log('shacl-engine', JSON.parse(fs.readFileSync('node_modules/shacl-engine/package.json')).version)
for (const time of ['23:59:59', '24:00:00']) {
  const report = await new Validator(read('shapes.ttl'), { factory: rdf }).validate({ dataset: read(`data-${time}.ttl`) })
  console.log(time, 'conforms:', report.conforms)
}
JS
{ venv/bin/python probe.py 2>/dev/null; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyshacl 0.40.1 rdflib 7.6.0
23:59:59 conforms: True
24:00:00 conforms: False
shacl-engine 1.1.2
23:59:59 conforms: true
24:00:00 conforms: true
EXPECTED
echo "as recorded: pyshacl refuses the end of a day"
