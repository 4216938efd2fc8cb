#!/usr/bin/env bash
# Package: rdfa-streaming-parser 3.0.2 (npm), compared with pyRdfa3 3.6.5
#
# One would guess: a property with datatype="rdf:HTML" has the markup inside its element as its value. HTML+RDFa 1.1, section 3.1, has it serialized as
# HTML fragments are; so &lt; stays &lt; and <br> has no end tag. lang="" says that a text has no language (RDFa Core 1.1, section 7.5).
# What happens: the parser writes text without its escapes, so "P &lt;m" becomes "P <m", and a reader of the literal takes the rest for a tag; <br> becomes
# <br></br>, which HTML reads as two; each element gets the prefixes of the whole page as xmlns attributes. And a text under lang="" is an
# rdf:langString that has no language, which RDF 1.1 (section 3.3) does not know. pyRdfa3 does as the text says.
# Why it matters: provisions and definitions are published with their markup, and thresholds are written with < and >. "Keep if P < m" loses its threshold on
# the page that shows the literal, a hash of the provision differs by tool, and numbers of clauses (which have no language) are refused at the next door.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyRdfa3==3.6.5 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdfa-streaming-parser@3.0.2

cat > law.html <<'HTML'
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Act</title></head>
<body prefix="eli: http://data.europa.eu/eli/ontology# rdf: http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<div about="#art_1">
<p property="eli:number" lang="">1</p>
<p property="eli:description" datatype="rdf:HTML">Keep if P &lt;m,<br>for <em>six</em> months.</p>
</div>
</body>
</html>
HTML
cat > probe.py <<'PY'
import logging
from importlib.metadata import version

logging.disable(logging.CRITICAL)
from pyRdfa import pyRdfa

print("pyRdfa3", version("pyRdfa3"))
graph = pyRdfa(base="https://example.org/law", media_type="text/html").graph_from_source("law.html")
for _, p, o in sorted(row for row in graph if "/eli/ontology#" in row[1]):
    print(" ", p.rpartition("#")[2], f"<{(o.datatype or 'no datatype').rpartition('#')[2]}>", o.language or "no language", o)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { RdfaParser } from 'rdfa-streaming-parser'

const { version } = JSON.parse(fs.readFileSync('node_modules/rdfa-streaming-parser/package.json'))
const parser = new RdfaParser({ baseIRI: 'https://example.org/law', contentType: 'text/html' })
const name = iri => iri.replace(/.*#/, '')
const rows = []
parser.on('data', ({ predicate, object: o }) => {
  rows.push(`  ${name(predicate.value)} <${name(o.datatype.value)}> ${o.language || 'no language'} ${o.value}`)
}).on('end', () => console.log(['rdfa-streaming-parser ' + version, ...rows.sort()].join('\n')))
parser.end(fs.readFileSync('law.html', 'utf8'))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyRdfa3 3.6.5
  description <HTML> no language Keep if P &lt;m,<br/>for <em>six</em> months.
  number <no datatype> no language 1
rdfa-streaming-parser 3.0.2
  description <HTML> no language Keep if P <m,<br xmlns:eli="http://data.europa.eu/eli/ontology#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></br>for <em xmlns:eli="http://data.europa.eu/eli/ontology#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">six</em> months.
  number <langString> no language 1
EXPECTED
echo "as recorded: other markup than the page has"
