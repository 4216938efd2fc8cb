#!/usr/bin/env bash
# Package: shacl-engine 1.1.2 and rdf-validate-shacl 0.6.5 (npm), compared with pyshacl 0.40.1 and pyrudof 0.3.35
#
# One would guess: sh:languageIn ("fi") admits fi and fi-FI. SHACL, section 4.4.4, tests with langMatches, which is basic filtering of
# RFC 4647: a range matches a tag that equals it or continues with "-", and letters are compared without regard to case.
# What happens: the two JavaScript engines compare the first letters only: "fi" admits "fil" (Filipino). And they mind the case of the
# range: ("FI") refuses "fi".
# Why it matters: titles and summaries of catalogues are kept in the 24 languages of the Union; a wrongly tagged text passes as the
# Finnish one (fi and fil, lt and ltg: Latgalian), and a shape written with capitals refuses every text.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
{"prefixes": "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ",
 "cases": [
  {"name": "fi-FI",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:languageIn (\"fi\") ] .",
   "data": ":4.1 :p \"Soveltamisala\"@fi-FI ."},
  {"name": "fil",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:languageIn (\"fi\") ] .",
   "data": ":4.1 :p \"Saklaw\"@fil ."},
  {"name": "range in capitals",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:languageIn (\"FI\") ] .",
   "data": ":4.1 :p \"Soveltamisala\"@fi ."}
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
pyshacl 0.40.1 | fi-FI: true | fil: false | range in capitals: true
pyrudof 0.3.35 | fi-FI: true | fil: false | range in capitals: true
shacl-engine 1.1.2 | fi-FI: true | fil: true | range in capitals: false
rdf-validate-shacl 0.6.5 | fi-FI: true | fil: true | range in capitals: false
EXPECTED
echo "as recorded: fil passes as fi in two engines"
