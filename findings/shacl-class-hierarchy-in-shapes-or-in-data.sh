#!/usr/bin/env bash
# Package: shacl-engine 1.1.2 (npm), compared with pyshacl 0.40.1, pyrudof 0.3.35, rdf-validate-shacl 0.6.5
#
# One would guess: a shape for requirements also binds controls when the data say that controls are requirements: SHACL, section 2.1.3.2,
# takes as targets of sh:targetClass the SHACL instances of the class in the data graph, and section 1.1 follows rdfs:subClassOf there.
# What happens: shacl-engine reads rdfs:subClassOf from the shapes graph alone. With the hierarchy in the data it finds no target and says
# "conforms"; with the hierarchy in the shapes file it reports what the three others, by the letter, do not look at.
# Why it matters: an ontology that travels with the content is data. A catalogue that one tool refuses passes another unread: "conforms"
# there means that nothing was checked.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
{"prefixes": "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ",
 "cases": [
  {"name": "direct",
   "shapes": ":S a sh:NodeShape ; sh:targetClass :Requirement ; sh:property [ sh:path :title ; sh:minCount 1 ] .",
   "data": ":4.1 a :Requirement ."},
  {"name": "hierarchy in data",
   "shapes": ":S a sh:NodeShape ; sh:targetClass :Requirement ; sh:property [ sh:path :title ; sh:minCount 1 ] .",
   "data": ":4.1 a :Control . :Control rdfs:subClassOf :Requirement ."},
  {"name": "hierarchy in shapes",
   "shapes": ":S a sh:NodeShape ; sh:targetClass :Requirement ; sh:property [ sh:path :title ; sh:minCount 1 ] . :Control rdfs:subClassOf :Requirement .",
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
pyshacl 0.40.1 | direct: false | hierarchy in data: false | hierarchy in shapes: true
pyrudof 0.3.35 | direct: false | hierarchy in data: false | hierarchy in shapes: true
shacl-engine 1.1.2 | direct: false | hierarchy in data: true | hierarchy in shapes: false
rdf-validate-shacl 0.6.5 | direct: false | hierarchy in data: false | hierarchy in shapes: true
EXPECTED
echo "as recorded: the hierarchy counts in another file with each engine"
