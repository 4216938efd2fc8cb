#!/usr/bin/env bash
# Package: pyshacl 0.40.1, shacl-engine 1.1.2, rdf-validate-shacl 0.6.5, compared with pyrudof 0.3.35
#
# One would guess: sh:pattern "^\p{Lu}" (begins with a capital) is understood: SHACL, section 4.4.3, defines sh:pattern by SPARQL's
# REGEX, whose patterns are those of XPath and XML Schema; \p{Lu}, an upper-case letter, is one of them.
# What happens: the JavaScript engines read \p{Lu} as the letters "p{Lu}" and report every good value, without a word that the pattern is
# not supported; pyshacl raises an error. Only pyrudof does as the text says. [a-zA-Z] is read alike by all but knows no umlaut.
# Why it matters: shapes for titles and names are written once and run with whatever the receiver has. Here the same correct file is
# valid, a violation, or no report at all.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
{"prefixes": "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ",
 "cases": [
  {"name": "ASCII class, ASCII title",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:pattern \"^[A-Z]\" ] .",
   "data": ":4.1 :p \"Scope\" ."},
  {"name": "letter class, ASCII title",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:pattern \"^\\\\p{Lu}\" ] .",
   "data": ":4.1 :p \"Scope\" ."},
  {"name": "letter class, umlaut",
   "shapes": ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:pattern \"^\\\\p{Lu}\" ] .",
   "data": ":4.1 :p \"\u00c4nderung\" ."}
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
pyshacl 0.40.1 | ASCII class, ASCII title: true | letter class, ASCII title: raises error | letter class, umlaut: raises error
pyrudof 0.3.35 | ASCII class, ASCII title: true | letter class, ASCII title: true | letter class, umlaut: true
shacl-engine 1.1.2 | ASCII class, ASCII title: true | letter class, ASCII title: false | letter class, umlaut: false
rdf-validate-shacl 0.6.5 | ASCII class, ASCII title: true | letter class, ASCII title: false | letter class, umlaut: false
EXPECTED
echo "as recorded: four engines, three readings"
