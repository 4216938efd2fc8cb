#!/usr/bin/env bash
# Package: shaclc-parse 2.0.0 (npm), compared with shaclc 0.1.1 (PyPI); the shapes of both are run with pyshacl 0.40.1
#
# One would guess: two readers of SHACL's compact syntax give the same shapes. "ex:until xsd:date [1..1]" names the type of a property: where that is a datatype the
# shape gets sh:datatype, where it is a class sh:class. xsd:date is one of the datatypes of XML Schema, which RDF 1.1 Concepts, section 5.1, lists for RDF.
# What happens: shaclc-parse knows some of them (string, integer, decimal, boolean, dateTime). date, duration, gYear, time and anyURI become classes:
# sh:class xsd:date. A date is a literal and has no class, so that each right value is refused, and a thing with the type xsd:date passes. No warning.
# Why it matters: duties are due on dates and within durations. The same file demands a date with one reader and forbids it with the other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile shaclc==0.1.1 pyshacl==0.40.1 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund shaclc-parse@2.0.0 n3@2.13.12

cat > duty.shaclc <<'SHACLC'
PREFIX ex: <https://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

shape ex:DutyShape -> ex:Duty {
  ex:at xsd:dateTime .
  ex:until xsd:date .
  ex:within xsd:duration .
  ex:since xsd:gYear .
  ex:source xsd:anyURI .
}
SHACLC
cat > convert.mjs <<'JS'
import fs from 'node:fs'
import { Writer } from 'n3'
import { parse } from 'shaclc-parse'

const writer = new Writer({ format: 'N-Triples' })
writer.addQuads(parse(fs.readFileSync('duty.shaclc', 'utf8')))
writer.end((error, text) => fs.writeFileSync('npm.nt', text))
console.log('shaclc-parse', JSON.parse(fs.readFileSync('node_modules/shaclc-parse/package.json')).version)
JS
cat > probe.py <<'PY'
from importlib.metadata import version

import pyshacl
from rdflib import Graph, Namespace
from shaclc import shaclc_to_graph

SH = Namespace("http://www.w3.org/ns/shacl#")
print("shaclc", version("shaclc"), "pyshacl", version("pyshacl"))
data = Graph().parse(
    data="""@prefix ex: <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    ex:report a ex:Duty ; ex:at "2026-08-02T10:00:00Z"^^xsd:dateTime ; ex:until "2026-08-02"^^xsd:date ; ex:within "P6M"^^xsd:duration ;
      ex:since "2024"^^xsd:gYear ; ex:source "https://example.org/law"^^xsd:anyURI ."""
)
for title, shapes in (("npm", Graph().parse("npm.nt")), ("PyPI", shaclc_to_graph(open("duty.shaclc").read()))):
    print(f"{title}:")
    for constraint in (SH.datatype, SH["class"]):
        print(" ", f"sh:{constraint.rpartition('#')[2]}", sorted(f"xsd:{value.rpartition('#')[2]}" for value in shapes.objects(None, constraint)))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    print("  conforms:", conforms, sorted(path.rpartition("/")[2] for path in report.objects(None, SH.resultPath)))
PY
{ node convert.mjs; venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
shaclc-parse 2.0.0
shaclc 0.1.1 pyshacl 0.40.1
npm:
  sh:datatype ['xsd:dateTime']
  sh:class ['xsd:anyURI', 'xsd:date', 'xsd:duration', 'xsd:gYear']
  conforms: False ['since', 'source', 'until', 'within']
PyPI:
  sh:datatype ['xsd:anyURI', 'xsd:date', 'xsd:dateTime', 'xsd:duration', 'xsd:gYear']
  sh:class []
  conforms: True []
EXPECTED
echo "as recorded: a date is a class"
