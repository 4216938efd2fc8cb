#!/usr/bin/env bash
# Package: shacl-engine 1.1.2 (npm), compared with pyshacl 0.40.1, pyrudof 0.3.35, rdf-validate-shacl 0.6.5
#
# One would guess: a closed shape allows the properties that its property shapes name as sh:path, and no others. SHACL, section 4.8.1, counts
# only paths that are IRIs: [ sh:inversePath :partOf ] says something about those that point here, not about what the node itself may have.
# What happens: shacl-engine takes the property out of the inverse path and allows it on the node itself. And it does not count a property
# shape that is deactivated, so that the property it names is a violation; the three others (and section 4.8.1) still allow it.
# Why it matters: "a framework has parts" is written with an inverse path, as the parts bear :partOf. A framework that is by mistake part of
# its own clause passes, which is what the shape was closed for; and switching one rule off makes good data wrong.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > prefixes.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
TTL
cat > cases.json <<'JSON'
[["inverse path, property on the node",
  ":S a sh:NodeShape ; sh:targetNode :standard ; sh:closed true ; sh:property [ sh:path [ sh:inversePath :partOf ] ; sh:minCount 1 ] .",
  ":4.1 :partOf :standard . :standard :partOf :4.1 ."],
 ["another property on the node",
  ":S a sh:NodeShape ; sh:targetNode :standard ; sh:closed true ; sh:property [ sh:path [ sh:inversePath :partOf ] ; sh:minCount 1 ] .",
  ":4.1 :partOf :standard . :standard :belongsTo :4.1 ."],
 ["deactivated property shape",
  ":S a sh:NodeShape ; sh:targetNode :standard ; sh:closed true ; sh:property [ sh:path :title ; sh:maxLength 3 ; sh:deactivated true ] .",
  ":standard :title 'Quality' ."]]
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyrudof
import pyshacl
import rdflib

turtle = lambda text: rdflib.Graph().parse(data=text, format="turtle")
prefixes = open("prefixes.ttl").read()
for name, shapes, data in json.load(open("cases.json")):
    shapes, data = prefixes + shapes, prefixes + data
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(data)
    session.read_shacl(shapes)
    for engine, conforms in (("pyshacl", pyshacl.validate(turtle(data), shacl_graph=turtle(shapes))[0]),
                             ("pyrudof", session.validate_shacl().conforms)):
        print(f"{name}: {engine} {version(engine)} {'conforms' if conforms else 'violation'}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Parser } from 'n3'
import factory from '@zazuko/env'
import { Validator as Engine } from 'shacl-engine'
import RdfValidateShacl from 'rdf-validate-shacl'

const prefixes = fs.readFileSync('prefixes.ttl', 'utf8')
const read = text => factory.dataset(new Parser({ factory }).parse(prefixes + text))
for (const [name, shapes, data] of JSON.parse(fs.readFileSync('cases.json'))) {
  for (const [engine, Validator] of [['shacl-engine', Engine], ['rdf-validate-shacl', RdfValidateShacl]]) {
    const { version } = JSON.parse(fs.readFileSync(`node_modules/${engine}/package.json`))
    const validator = new Validator(read(shapes), { factory })
    const dataset = read(data)
    const { conforms } = await validator.validate(engine === 'shacl-engine' ? { dataset } : dataset)
    console.log(`${name}: ${engine} ${version} ${conforms ? 'conforms' : 'violation'}`)
  }
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
inverse path, property on the node: pyshacl 0.40.1 violation
inverse path, property on the node: pyrudof 0.3.35 violation
another property on the node: pyshacl 0.40.1 violation
another property on the node: pyrudof 0.3.35 violation
deactivated property shape: pyshacl 0.40.1 conforms
deactivated property shape: pyrudof 0.3.35 conforms
inverse path, property on the node: shacl-engine 1.1.2 conforms
inverse path, property on the node: rdf-validate-shacl 0.6.5 violation
another property on the node: shacl-engine 1.1.2 violation
another property on the node: rdf-validate-shacl 0.6.5 violation
deactivated property shape: shacl-engine 1.1.2 violation
deactivated property shape: rdf-validate-shacl 0.6.5 conforms
EXPECTED
echo "as recorded: shacl-engine closes another door than the others"
