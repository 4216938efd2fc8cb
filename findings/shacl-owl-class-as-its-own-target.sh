#!/usr/bin/env bash
# Package: pyshacl 0.40.1 and shacl-engine 1.1.2, compared with pyrudof 0.3.35 and rdf-validate-shacl 0.6.5
#
# One would guess: four SHACL validators agree on whom a shape binds. SHACL, section 2.1.3.3, makes a shape its own target if it is an
# instance of rdfs:Class in the shapes graph; an owl:Class is one only if the triple owl:Class rdfs:subClassOf rdfs:Class stands there.
# What happens: for a shape that is an owl:Class, pyshacl and shacl-engine treat it as its own target, pyrudof and rdf-validate-shacl do
# not. With the triple in the shapes graph pyrudof still does not. Of the same file one half says "violation", the other "conforms".
# Why it matters: ontologies that carry their shapes (`:Control a owl:Class, sh:NodeShape`) are common. Where they are checked with the
# other engine, no node is looked at and the report is green. An explicit sh:targetClass is understood by all.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
{"prefixes": "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ",
 "cases": [
  {"name": "rdfs:Class",
   "shapes": ":Control a rdfs:Class, sh:NodeShape ; sh:property [ sh:path :title ; sh:minCount 1 ] .",
   "data": ":4.1 a :Control ."},
  {"name": "owl:Class",
   "shapes": ":Control a owl:Class, sh:NodeShape ; sh:property [ sh:path :title ; sh:minCount 1 ] .",
   "data": ":4.1 a :Control ."},
  {"name": "owl:Class with the triple",
   "shapes": "owl:Class rdfs:subClassOf rdfs:Class . :Control a owl:Class, sh:NodeShape ; sh:property [ sh:path :title ; sh:minCount 1 ] .",
   "data": ":4.1 a :Control ."},
  {"name": "sh:targetClass",
   "shapes": ":S a sh:NodeShape ; sh:targetClass :Control ; sh:property [ sh:path :title ; sh:minCount 1 ] . :Control a owl:Class .",
   "data": ":4.1 a :Control ."}
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
pyshacl 0.40.1 | rdfs:Class: false | owl:Class: false | owl:Class with the triple: false | sh:targetClass: false
pyrudof 0.3.35 | rdfs:Class: false | owl:Class: true | owl:Class with the triple: true | sh:targetClass: false
shacl-engine 1.1.2 | rdfs:Class: false | owl:Class: false | owl:Class with the triple: false | sh:targetClass: false
rdf-validate-shacl 0.6.5 | rdfs:Class: false | owl:Class: true | owl:Class with the triple: false | sh:targetClass: false
EXPECTED
echo "as recorded: two engines check an owl:Class, two do not"
