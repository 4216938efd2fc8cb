#!/usr/bin/env bash
# Package: pyshacl 0.40.1, pyrudof 0.3.35 (PyPI), shacl-engine 1.1.2 and rdf-validate-shacl 0.6.5 (npm), compared with pyshifty 0.5.1 (PyPI)
#
# One would guess: sh:maxInclusive "PT72H"^^xsd:duration reports a year. A year is longer than 72 hours; and should an engine not compare durations, as SPARQL 1.1
# has no < for them (17.3), then SHACL, section 4.3, reports each value, since what cannot be compared is a violation.
# What happens: four engines compare durations as texts: P1Y is before PT72H by the alphabet, so that a year conforms. So do ten years under a bound of
# five; a year is not at least six months. Three find four days or 100 hours within 72 hours (pyshacl compares those as it should, and years and
# months as texts). Values that begin with the letters and digits of the bound come out right; pyshifty has all as they should be.
# Why it matters: retention periods and times to report are durations with bounds from the law. "Report within PT72H" and "keep at least P6M" are green for what
# breaks them and red for what keeps them, in the engine that the next office runs too, so that comparing two of them shows nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyshacl==0.40.1 rdflib==7.6.0 pyrudof==0.3.35 pyshifty==0.5.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1 n3@2.13.12

cat > cases.json <<'JSON'
[["80 hours, at most 72 hours", "maxInclusive", "PT72H", "PT80H"], ["100 hours, at most 72 hours", "maxInclusive", "PT72H", "PT100H"],
 ["four days, at most 72 hours", "maxInclusive", "PT72H", "P4D"], ["a year, at most 72 hours", "maxInclusive", "PT72H", "P1Y"],
 ["ten years, at most five", "maxInclusive", "P5Y", "P10Y"], ["five months, at least six", "minInclusive", "P6M", "P5M"],
 ["a year, at least six months", "minInclusive", "P6M", "P1Y"]]
JSON
cat > prefixes.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
TTL
cat > probe.py <<'PY'
import json
from importlib.metadata import version

import pyrudof
import pyshacl
import rdflib
import shifty

print(*(f"{name} {version(name)}" for name in ("pyshacl", "pyrudof", "pyshifty")))
prefixes = open("prefixes.ttl").read()
graph = lambda text: rdflib.Graph().parse(data=text, format="turtle")
for title, bound, limit, value in json.load(open("cases.json")):
    shapes = f'{prefixes}:S a sh:NodeShape ; sh:targetNode :duty ; sh:property [ sh:path :period ; sh:{bound} "{limit}"^^xsd:duration ] .'
    data = f'{prefixes}:duty :period "{value}"^^xsd:duration .'
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(data)
    session.read_shacl(shapes)
    answers = {
        "pyshacl": pyshacl.validate(graph(data), shacl_graph=graph(shapes))[0],
        "pyrudof": session.validate_shacl().conforms,
        "pyshifty": shifty.validate(graph(data), shacl_graph=graph(shapes))[0],
    }
    print(f"{title}: {', '.join(f'{engine} {conforms}' for engine, conforms in answers.items())}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Parser } from 'n3'
import factory from '@zazuko/env'
import { Validator as Engine } from 'shacl-engine'
import RdfValidateShacl from 'rdf-validate-shacl'

const release = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
console.log('shacl-engine', release('shacl-engine'), 'rdf-validate-shacl', release('rdf-validate-shacl'))
const prefixes = fs.readFileSync('prefixes.ttl', 'utf8')
const read = text => factory.dataset(new Parser({ factory }).parse(prefixes + text))
for (const [title, bound, limit, value] of JSON.parse(fs.readFileSync('cases.json'))) {
  const shapes = `:S a sh:NodeShape ; sh:targetNode :duty ; sh:property [ sh:path :period ; sh:${bound} "${limit}"^^xsd:duration ] .`
  const dataset = read(`:duty :period "${value}"^^xsd:duration .`)
  const one = await new Engine(read(shapes), { factory }).validate({ dataset })
  const other = await new RdfValidateShacl(read(shapes), { factory }).validate(dataset)
  console.log(`${title}: shacl-engine ${one.conforms}, rdf-validate-shacl ${other.conforms}`)
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyshacl 0.40.1 pyrudof 0.3.35 pyshifty 0.5.1
80 hours, at most 72 hours: pyshacl False, pyrudof False, pyshifty False
100 hours, at most 72 hours: pyshacl False, pyrudof True, pyshifty False
four days, at most 72 hours: pyshacl False, pyrudof True, pyshifty False
a year, at most 72 hours: pyshacl True, pyrudof True, pyshifty False
ten years, at most five: pyshacl True, pyrudof True, pyshifty False
five months, at least six: pyshacl False, pyrudof False, pyshifty False
a year, at least six months: pyshacl False, pyrudof False, pyshifty True
shacl-engine 1.1.2 rdf-validate-shacl 0.6.5
80 hours, at most 72 hours: shacl-engine false, rdf-validate-shacl false
100 hours, at most 72 hours: shacl-engine true, rdf-validate-shacl true
four days, at most 72 hours: shacl-engine true, rdf-validate-shacl true
a year, at most 72 hours: shacl-engine true, rdf-validate-shacl true
ten years, at most five: shacl-engine true, rdf-validate-shacl true
five months, at least six: shacl-engine false, rdf-validate-shacl false
a year, at least six months: shacl-engine false, rdf-validate-shacl false
EXPECTED
echo "as recorded: a year is no more than 72 hours"
