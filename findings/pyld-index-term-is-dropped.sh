#!/usr/bin/env bash
# Package: PyLD 3.3.0, compared with jsonld 9.0.0 (npm), rdflib 7.6.0 and pyoxigraph 0.5.13
#
# One would guess: "@container": "@index" with "@index": "edition" turns the keys of a map into values of the property "edition". JSON-LD 1.1
# calls this property-based data indexing; what stands in "@index" is expanded like any other term.
# What happens: PyLD does not expand the term: the expanded document has the bare key "edition", which is no IRI, and the RDF has no such
# triple. No error. The three others have it. With an absolute or a compact IRI in "@index" PyLD has it too.
# Why it matters: maps by edition, language or clause are the handy form of catalogues in JSON. In the graph the requirements are all
# there, and which edition each belongs to is gone.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile PyLD==3.3.0 rdflib==7.6.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0

cat > document.json <<'JSON'
{"@context": {"@version": 1.1, "ex": "https://example.org/", "edition": "ex:edition",
              "requirements": {"@id": "ex:requirement", "@container": "@index", "@index": "INDEX"}},
 "@id": "ex:standard",
 "requirements": {"2015": {"@id": "ex:old/4.1"}, "2026": {"@id": "ex:new/4.1"}}}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

for index in ("edition", "ex:edition"):
    text = open("document.json").read().replace("INDEX", index)
    results = {
        "PyLD": jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}),
        "rdflib": rdflib.Graph().parse(data=text, format="json-ld").serialize(format="nt"),
        "pyoxigraph": pyoxigraph.serialize(
            pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD), format=pyoxigraph.RdfFormat.N_QUADS).decode(),
    }
    for name, lines in results.items():
        print(name, version(name), f'@index "{index}": {lines.count("<https://example.org/edition>")} editions,',
              f'{lines.count("<https://example.org/requirement>")} requirements')
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'

const count = (text, part) => text.split(part).length - 1
const { version } = JSON.parse(fs.readFileSync('node_modules/jsonld/package.json'))
for (const index of ['edition', 'ex:edition']) {
  const document = JSON.parse(fs.readFileSync('document.json', 'utf8').replace('INDEX', index))
  const lines = await jsonld.toRDF(document, { format: 'application/n-quads' })
  console.log(`jsonld ${version} @index "${index}": ${count(lines, '<https://example.org/edition>')} editions,`,
    `${count(lines, '<https://example.org/requirement>')} requirements`)
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
PyLD 3.3.0 @index "edition": 0 editions, 2 requirements
rdflib 7.6.0 @index "edition": 2 editions, 2 requirements
pyoxigraph 0.5.13 @index "edition": 2 editions, 2 requirements
PyLD 3.3.0 @index "ex:edition": 2 editions, 2 requirements
rdflib 7.6.0 @index "ex:edition": 2 editions, 2 requirements
pyoxigraph 0.5.13 @index "ex:edition": 2 editions, 2 requirements
jsonld 9.0.0 @index "edition": 2 editions, 2 requirements
jsonld 9.0.0 @index "ex:edition": 2 editions, 2 requirements
EXPECTED
echo "as recorded: PyLD loses what the keys said"
