#!/usr/bin/env bash
# Package: rdf-parser-csvw 1.1.0 (npm, the CSV on the Web parser of RDF-Ext), compared with csvw 4.1.1 (PyPI)
#
# One would guess: a description in CSV on the Web says how a cell is read, and readers of it read the same values. Model for Tabular Data, section 6.4:
# a boolean "yes" by the format yes|no is true, "0,75" with the decimalChar "," is 0.75, a cell with a separator is a list, and null may be
# several strings (Metadata Vocabulary, section 5.7), which all stand for no value.
# What happens: rdf-parser-csvw leaves "yes" and "0,75" as they stand, and their datatype, which the description names as the base of a format, comes out as
# <[object Object]>: no IRI, so that other readers refuse the N-Triples that are written of it. A list stays one text; and of the strings of null
# it knows one, so that the other becomes an answer. No error, no warning. Dates are read by their format.
# Why it matters: assessment sheets come with yes and no, with commas and with "n/a" and "-" for not answered yet. In the graph no FILTER finds the
# implemented controls, and "-" is counted as an answer; that the dates are right makes the rest look so too.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile csvw==4.1.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdf-parser-csvw@1.1.0 n3@2.13.12 @zazuko/env@3.0.1

cat > sheet.csv <<'CSV'
number,answer,implemented,confidence,evidence,due
4.1,n/a,yes,"0,75",log plan,02.08.2026
4.2,-,no,"0,5",log,31.12.2026
CSV
cat > sheet.json <<'JSON'
{"@context": "http://www.w3.org/ns/csvw", "url": "sheet.csv", "tableSchema": {"aboutUrl": "https://example.org/{number}", "columns": [
  {"name": "number", "titles": "number", "datatype": "string"},
  {"name": "answer", "titles": "answer", "datatype": "string", "null": ["n/a", "-"]},
  {"name": "implemented", "titles": "implemented", "datatype": {"base": "boolean", "format": "yes|no"}},
  {"name": "confidence", "titles": "confidence", "datatype": {"base": "decimal", "format": {"decimalChar": ","}}},
  {"name": "evidence", "titles": "evidence", "datatype": "string", "separator": " "},
  {"name": "due", "titles": "due", "datatype": {"base": "date", "format": "dd.MM.yyyy"}}]}}
JSON
# The same description as RDF, in which form rdf-parser-csvw takes it; the terms are those that the JSON-LD context of the standard gives.
cat > sheet.ttl <<'TTL'
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a csvw:Table ; csvw:url <https://example.org/sheet.csv> ; csvw:tableSchema [
  csvw:aboutUrl "https://example.org/{number}"^^csvw:uriTemplate ; csvw:column (
    [ csvw:name "number" ; csvw:title "number" ; csvw:datatype xsd:string ]
    [ csvw:name "answer" ; csvw:title "answer" ; csvw:datatype xsd:string ; csvw:null "n/a", "-" ]
    [ csvw:name "implemented" ; csvw:title "implemented" ; csvw:datatype [ csvw:base "boolean" ; csvw:format "yes|no" ] ]
    [ csvw:name "confidence" ; csvw:title "confidence" ; csvw:datatype [ csvw:base "decimal" ; csvw:format [ csvw:decimalChar "," ] ] ]
    [ csvw:name "evidence" ; csvw:title "evidence" ; csvw:datatype xsd:string ; csvw:separator " " ]
    [ csvw:name "due" ; csvw:title "due" ; csvw:datatype [ csvw:base "date" ; csvw:format "dd.MM.yyyy" ] ] ) ] .
TTL
cat > probe.py <<'PY'
from csvw import CSVW

for row in CSVW("sheet.json").tables[0]:
    number = row.pop("number")
    for name, value in row.items():
        print(f"csvw: {number} {name} {value.date().isoformat() if name == 'due' else value}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import env from '@zazuko/env'
import { Parser, Writer } from 'n3'
import CsvwParser from 'rdf-parser-csvw'

const metadata = env.dataset(new Parser().parse(fs.readFileSync('sheet.ttl', 'utf8')))
const parser = new CsvwParser({ metadata, baseIRI: 'https://example.org/sheet.csv', factory: env, timezone: 'utc' })
const quads = []
for await (const quad of parser.import(fs.createReadStream('sheet.csv'))) {
  if (quad.object.termType === 'Literal' && !/#(number|rownum)$/.test(quad.predicate.value)) quads.push(quad)
}
for (const line of new Writer({ format: 'N-Triples' }).quadsToString(quads).trim().split('\n')) {
  console.log('rdf-parser-csvw:', line.replace(/https?:[^ ]*[/#]/g, ''))
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
csvw: 4.1 answer None
csvw: 4.1 implemented True
csvw: 4.1 confidence 0.75
csvw: 4.1 evidence ['log', 'plan']
csvw: 4.1 due 2026-08-02
csvw: 4.2 answer None
csvw: 4.2 implemented False
csvw: 4.2 confidence 0.5
csvw: 4.2 evidence ['log']
csvw: 4.2 due 2026-12-31
rdf-parser-csvw: <4.1> <implemented> "yes"^^<[object Object]> .
rdf-parser-csvw: <4.1> <confidence> "0,75"^^<[object Object]> .
rdf-parser-csvw: <4.1> <evidence> "log plan" .
rdf-parser-csvw: <4.1> <due> "2026-08-02"^^<date> .
rdf-parser-csvw: <4.2> <answer> "-" .
rdf-parser-csvw: <4.2> <implemented> "no"^^<[object Object]> .
rdf-parser-csvw: <4.2> <confidence> "0,5"^^<[object Object]> .
rdf-parser-csvw: <4.2> <evidence> "log" .
rdf-parser-csvw: <4.2> <due> "2026-12-31"^^<date> .
EXPECTED
echo "as recorded: what the description says of a cell holds for dates only"
