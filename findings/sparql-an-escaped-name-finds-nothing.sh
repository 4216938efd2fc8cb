#!/usr/bin/env bash
# Package: rdflib 7.6.0 (PyPI), sparqljs 3.7.4 and @comunica/query-sparql-rdfjs 5.4.1 (npm), compared with pyoxigraph 0.5.13
#
# One would guess: eli:reg\/2024\/1689 and eu:5\(1\) in a query are the IRIs that they are in Turtle. Both languages let a name escape characters such as
# / ( ) with a backslash, which then does not belong to the IRI; all readers below read the names of the Turtle so, and Oxigraph those of the query.
# What happens: the query parsers of rdflib, sparqljs and Comunica leave the backslash in: they ask for <https://example.org/reg\/2024\/1689>, which no
# graph has, and answer with no rows and no error. Oxigraph finds the row.
# Why it matters: provisions have parentheses and European law has slashes (ELI), so these are the names that must be escaped. Copied from the
# data into a query, they find nothing: "no mapping of Article 5(1)" is the answer for every provision that is written so.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rdflib==7.6.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sparqljs@3.7.4 @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12

cat > law.ttl <<'TTL'
@prefix eli: <https://example.org/> .
eli:reg\/2024\/1689 eli:has eli:5\(1\) .
TTL
cat > query.rq <<'RQ'
PREFIX eli: <https://example.org/>
SELECT ?act WHERE { ?act eli:has eli:5\(1\) FILTER(?act = eli:reg\/2024\/1689) }
RQ
cat > probe.py <<'PY'
import logging
from importlib.metadata import version
import pyoxigraph
import rdflib

logging.disable(logging.CRITICAL)
query = open("query.rq").read()
store = pyoxigraph.Store()
store.load(path="law.ttl")
print("pyoxigraph", version("pyoxigraph"), [row["act"].value for row in store.query(query)])
graph = rdflib.Graph().parse("law.ttl")
print("rdflib", version("rdflib"), [str(row.act) for row in graph.query(query)], "of", *[str(part) for triple in graph for part in triple])
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { QueryEngine } from '@comunica/query-sparql-rdfjs'
import { Parser, Store } from 'n3'
import sparqljs from 'sparqljs'

const query = fs.readFileSync('query.rq', 'utf8')
const store = new Store(new Parser().parse(fs.readFileSync('law.ttl', 'utf8')))
const rows = await (await new QueryEngine().queryBindings(query, { sources: [store] })).toArray()
console.log('Comunica', rows.map(row => row.get('act').value), 'of', ...[...store].map(quad => `${quad.subject.value} ${quad.object.value}`))
console.log('sparqljs asks for', new sparqljs.Parser().parse(query).where[0].triples[0].object.value)
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13 ['https://example.org/reg/2024/1689']
rdflib 7.6.0 [] of https://example.org/reg/2024/1689 https://example.org/has https://example.org/5(1)
Comunica [] of https://example.org/reg/2024/1689 https://example.org/5(1)
sparqljs asks for https://example.org/5\(1\)
EXPECTED
echo "as recorded: a name with an escape finds nothing"
