#!/usr/bin/env bash
# Package: pyshacl 0.40.1, shacl-engine 1.1.2, rdf-validate-shacl 0.6.5, compared with pyrudof 0.3.35
#
# One would guess: sh:lessThan reports a start date 2026-08-02 with an end 2020-08-02T00:00:00. SHACL, section 4.5.3, reports a pair for which
# SPARQL's < is not true, and also one that cannot be compared; an xsd:date and an xsd:dateTime are two types that < does not compare.
# What happens: pyshacl lets it pass, since for it every xsd:date is less than every xsd:dateTime (and than every xsd:gYear); the other way
# round it reports every pair. The two JavaScript engines compare date and dateTime as points in time. pyrudof reports both pairs.
# Why it matters: "valid from" is a day and "valid until" comes from a system with a clock. With pyshacl an end six years before the start
# conforms, so the shape guards nothing; what a shape file means depends on the engine for good pairs as well as for bad ones.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > shapes.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetNode :duty ; sh:property [ sh:path :from ; sh:lessThan :until ] .
TTL
cat > cases.json <<'JSON'
[["date before date", "'2026-08-02'^^xsd:date", "'2027-08-02'^^xsd:date"],
 ["date after date", "'2026-08-02'^^xsd:date", "'2020-08-02'^^xsd:date"],
 ["date before dateTime", "'2026-08-02'^^xsd:date", "'2027-08-02T00:00:00'^^xsd:dateTime"],
 ["date after dateTime", "'2026-08-02'^^xsd:date", "'2020-08-02T00:00:00'^^xsd:dateTime"],
 ["date after gYear", "'2026-08-02'^^xsd:date", "'2020'^^xsd:gYear"],
 ["dateTime before date", "'2026-08-02T00:00:00'^^xsd:dateTime", "'2027-08-02'^^xsd:date"]]
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyrudof
import pyshacl
import rdflib

turtle = lambda text: rdflib.Graph().parse(data=text, format="turtle")
shapes = open("shapes.ttl").read()
for engine in ("pyshacl", "pyrudof"):
    line = f"{engine} {version(engine)}"
    for name, start, end in json.load(open("cases.json")):
        data = f"@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . :duty :from {start} ; :until {end} ."
        if engine == "pyshacl":
            conforms = pyshacl.validate(turtle(data), shacl_graph=turtle(shapes))[0]
        else:
            session = pyrudof.Rudof(pyrudof.RudofConfig())
            session.read_data(data)
            session.read_shacl(shapes)
            conforms = session.validate_shacl().conforms
        line += f" | {name}: {'conforms' if conforms else 'violation'}"
    print(line)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Parser } from 'n3'
import factory from '@zazuko/env'
import { Validator as Engine } from 'shacl-engine'
import RdfValidateShacl from 'rdf-validate-shacl'

const read = text => factory.dataset(new Parser({ factory }).parse(text))
const shapes = read(fs.readFileSync('shapes.ttl', 'utf8'))
for (const [engine, Validator] of [['shacl-engine', Engine], ['rdf-validate-shacl', RdfValidateShacl]]) {
  let line = `${engine} ${JSON.parse(fs.readFileSync(`node_modules/${engine}/package.json`)).version}`
  for (const [name, start, end] of JSON.parse(fs.readFileSync('cases.json'))) {
    const dataset = read('@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . '
      + `:duty :from ${start} ; :until ${end} .`)
    const { conforms } = await new Validator(shapes, { factory }).validate(engine === 'shacl-engine' ? { dataset } : dataset)
    line += ` | ${name}: ${conforms ? 'conforms' : 'violation'}`
  }
  console.log(line)
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyshacl 0.40.1 | date before date: conforms | date after date: violation | date before dateTime: conforms | date after dateTime: conforms | date after gYear: conforms | dateTime before date: violation
pyrudof 0.3.35 | date before date: conforms | date after date: violation | date before dateTime: violation | date after dateTime: violation | date after gYear: violation | dateTime before date: violation
shacl-engine 1.1.2 | date before date: conforms | date after date: violation | date before dateTime: conforms | date after dateTime: violation | date after gYear: violation | dateTime before date: conforms
rdf-validate-shacl 0.6.5 | date before date: conforms | date after date: violation | date before dateTime: conforms | date after dateTime: violation | date after gYear: violation | dateTime before date: conforms
EXPECTED
echo "as recorded: a date is before any dateTime for one engine, comparable for two, incomparable for one"
