#!/usr/bin/env bash
# Package: pyrudof 0.3.35, shacl-engine 1.1.2, rdf-validate-shacl 0.6.5, pyshacl 0.40.1
#
# One would guess: sh:datatype xsd:date refuses 30 February, sh:datatype xsd:duration refuses "6 months": SHACL, section 4.1.2, reports
# literals that are ill-typed, and both lexical forms are outside XML Schema's lexical space. (A literal with such a form is legal RDF.)
# What happens: only pyshacl refuses 30 February; pyrudof also accepts "6 months" as a duration, and pyshacl and pyrudof accept the word
# "next" as a gYear. No engine refuses all three.
# Why it matters: effective dates, retention periods and review years are typed by hand in assessment sheets. That the file "conforms"
# does not say that a date exists; a shape needs sh:pattern or a SPARQL constraint beside sh:datatype.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
{"prefixes": "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ",
 "cases": [
  {"name": "good date",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:datatype xsd:date ] .",
   "data": ":x :p \"2028-02-29\"^^xsd:date ."},
  {"name": "30 February",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:datatype xsd:date ] .",
   "data": ":x :p \"2026-02-30\"^^xsd:date ."},
  {"name": "6 months",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:datatype xsd:duration ] .",
   "data": ":x :p \"6 months\"^^xsd:duration ."},
  {"name": "next year",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:datatype xsd:gYear ] .",
   "data": ":x :p \"next\"^^xsd:gYear ."}
 ]}
JSON
cat > probe.py <<'PY'
import json
import logging
from importlib.metadata import version
import pyrudof
import pyshacl
import rdflib

logging.disable(logging.CRITICAL)  # rdflib logs what it cannot convert
turtle = lambda text: rdflib.Graph().parse(data=text, format="turtle")
spec = json.load(open("cases.json"))
for name in ("pyshacl", "pyrudof"):
    print(name, version(name), end="")
    for case in spec["cases"]:
        shapes, data = spec["prefixes"] + case["shapes"], spec["prefixes"] + case["data"]
        if name == "pyshacl":
            try:
                conforms = pyshacl.validate(turtle(data), shacl_graph=turtle(shapes))[0]
            except Exception as error:
                conforms = "raises " + type(error).__name__
        else:
            session = pyrudof.Rudof(pyrudof.RudofConfig())
            session.read_data(data)
            session.read_shacl(shapes)
            conforms = session.validate_shacl().conforms
        print(f" | {case['name']}: {str(conforms).lower()}", end="")
    print()
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Parser } from 'n3'
import factory from '@zazuko/env'
import { Validator as Engine } from 'shacl-engine'
import RdfValidateShacl from 'rdf-validate-shacl'

const read = text => factory.dataset(new Parser({ factory }).parse(text))
const { prefixes, cases } = JSON.parse(fs.readFileSync('cases.json'))
for (const [engine, Validator] of [['shacl-engine', Engine], ['rdf-validate-shacl', RdfValidateShacl]]) {
  let line = engine + ' ' + JSON.parse(fs.readFileSync(`node_modules/${engine}/package.json`)).version
  for (const { name, shapes, data } of cases) {
    const validator = new Validator(read(prefixes + shapes), { factory })
    const dataset = read(prefixes + data)
    const report = await validator.validate(engine === 'shacl-engine' ? { dataset } : dataset)
    line += ` | ${name}: ${report.conforms}`
  }
  console.log(line)
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyshacl 0.40.1 | good date: true | 30 February: false | 6 months: false | next year: true
pyrudof 0.3.35 | good date: true | 30 February: true | 6 months: true | next year: true
shacl-engine 1.1.2 | good date: true | 30 February: true | 6 months: false | next year: false
rdf-validate-shacl 0.6.5 | good date: true | 30 February: true | 6 months: false | next year: false
EXPECTED
echo "as recorded: no engine refuses all three"
