#!/usr/bin/env bash
# Package: extruct 0.18.0, which uses pyRdfa3 3.6.5; compared with pyRdfa3 itself and rdfa-streaming-parser 3.0.2 (npm)
#
# One would guess: the RDFa of a page of law is read as HTML has it. HTML+RDFa 1.1, section 3.1, takes the language from lang and the value of a time
# element from its datetime, with the datatype that its form has.
# What happens: extruct reads the page by the rules of RDFa in plain XML, though it parsed it as HTML: every title is without a language, the date is the
# text "13 June 2024", a period "six months". No warning. pyRdfa3, called directly with the same page, has all of it right.
# Why it matters: the European Legislation Identifier (ELI) is published as RDFa, and a title in each of the official languages is its plainest use. In the
# graph the titles cannot be told apart, and no FILTER finds the date, while dates written with datatype and content on a span are there.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile extruct==0.18.0 pyRdfa3==3.6.5 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdfa-streaming-parser@3.0.2

cat > law.html <<'HTML'
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Act</title></head>
<body prefix="eli: http://data.europa.eu/eli/ontology#">
<div about="https://example.org/eli/reg/1">
<p property="eli:title">Act on logs</p>
<p property="eli:title" lang="de">Protokollgesetz</p>
<p>Of <time property="eli:date_document" datetime="2024-06-13">13 June 2024</time>,
for <time property="eli:description" datetime="P6M">six months</time>,
from <span property="eli:first_date_entry_in_force" datatype="xsd:date" content="2024-08-01">1 August</span></p>
</div>
</body>
</html>
HTML
cat > probe.py <<'PY'
import logging
from importlib.metadata import version

logging.disable(logging.CRITICAL)
import extruct
import rdflib
from pyRdfa import pyRdfa

page, address = open("law.html", "rb").read(), "https://example.org/page"
found = extruct.extract(page, base_url=address, syntaxes=["rdfa"])["rdfa"]
through_extruct = rdflib.Graph()
for node in found:
    for key, values in node.items():
        for value in values if key != "@id" else ():
            literal = rdflib.Literal(value["@value"], lang=value.get("@language"), datatype=value.get("@type"))
            through_extruct.add((rdflib.URIRef(node["@id"]), rdflib.URIRef(key), literal))
direct = pyRdfa(base=address, media_type="text/html").graph_from_source("law.html")
for label, graph in ((f"extruct {version('extruct')}", through_extruct), (f"pyRdfa3 {version('pyRdfa3')}", direct)):
    rows = [(str(p).rpartition("#")[2], o.n3().replace("http://www.w3.org/2001/XMLSchema#", "")) for s, p, o in graph if "/eli/ontology#" in p]
    print(label)
    for p, o in sorted(rows):
        print(" ", p, o)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { RdfaParser } from 'rdfa-streaming-parser'

const { version } = JSON.parse(fs.readFileSync('node_modules/rdfa-streaming-parser/package.json'))
const parser = new RdfaParser({ baseIRI: 'https://example.org/page', contentType: 'text/html' })
const quads = []
parser.on('data', quad => quads.push(quad)).on('end', () => {
  console.log('rdfa-streaming-parser', version)
  const name = iri => iri.replace(/.*#/, '')
  const rows = quads.map(({ predicate, object }) => `  ${name(predicate.value)} "${object.value}"` +
    (object.language ? `@${object.language}` : name(object.datatype.value) === 'string' ? '' : `^^<${name(object.datatype.value)}>`))
  console.log(rows.sort().join('\n'))
})
parser.end(fs.readFileSync('law.html', 'utf8'))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
extruct 0.18.0
  date_document "13 June 2024"
  description "six months"
  first_date_entry_in_force "2024-08-01"^^<date>
  title "Act on logs"
  title "Protokollgesetz"
pyRdfa3 3.6.5
  date_document "2024-06-13"^^<date>
  description "P6M"^^<duration>
  first_date_entry_in_force "2024-08-01"^^<date>
  title "Act on logs"@en
  title "Protokollgesetz"@de
rdfa-streaming-parser 3.0.2
  date_document "2024-06-13"^^<date>
  description "P6M"^^<duration>
  first_date_entry_in_force "2024-08-01"^^<date>
  title "Act on logs"@en
  title "Protokollgesetz"@de
EXPECTED
echo "as recorded: neither languages nor dates"
