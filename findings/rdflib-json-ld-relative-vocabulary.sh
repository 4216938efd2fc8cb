#!/usr/bin/env bash
# Package: rdflib 7.6.0, compared with PyLD 3.3.0, pyoxigraph 0.5.13, jsonld 9.0.0 (npm)
#
# One would guess: "@vocab": "#" beside a "@base" puts the terms of a document below its own address. JSON-LD 1.1 ("Using the
# Document Base for the Default Vocabulary") has it so, and "" or a path such as "terms/" are allowed as well.
# What happens: with "" rdflib reads nothing at all, without a word: zero triples. With "#" or "terms/" the predicates stay relative,
# <#title>; that is no RDF, and Turtle or N-Triples written from it is refused or means something else at the next reader's address.
# Why it matters: a catalogue that carries its own terms is written so, to be moved from host to host in one piece. After rdflib the
# requirements are missing, or all their properties are others than everyone else's.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rdflib==7.6.0 PyLD==3.3.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0

cat > document.json <<'JSON'
{"@context": {"@version": 1.1, "@base": "https://example.org/catalogue", "@vocab": "VOCAB"}, "@id": "#4.1", "title": "Leadership"}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

for vocabulary in ("", "#", "terms/"):
    text = open("document.json").read().replace("VOCAB", vocabulary)
    results = {
        "rdflib": sorted(map(str, rdflib.Graph().parse(data=text, format="json-ld").predicates())),
        "PyLD": [triple["predicate"]["value"] for triple in jsonld.to_rdf(json.loads(text))["@default"]],
        "pyoxigraph": [quad.predicate.value for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)],
    }
    for name, predicates in results.items():
        print(f'@vocab "{vocabulary}": {name} {version(name)}', *(predicates or ["nothing"]))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'

const { version } = JSON.parse(fs.readFileSync('node_modules/jsonld/package.json'))
for (const vocabulary of ['', '#', 'terms/']) {
  const quads = await jsonld.toRDF(JSON.parse(fs.readFileSync('document.json', 'utf8').replace('VOCAB', vocabulary)))
  console.log(`@vocab "${vocabulary}": jsonld ${version}`, ...quads.map(quad => quad.predicate.value))
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
@vocab "": rdflib 7.6.0 nothing
@vocab "": PyLD 3.3.0 https://example.org/cataloguetitle
@vocab "": pyoxigraph 0.5.13 https://example.org/cataloguetitle
@vocab "#": rdflib 7.6.0 #title
@vocab "#": PyLD 3.3.0 https://example.org/catalogue#title
@vocab "#": pyoxigraph 0.5.13 https://example.org/catalogue#title
@vocab "terms/": rdflib 7.6.0 terms/title
@vocab "terms/": PyLD 3.3.0 https://example.org/terms/title
@vocab "terms/": pyoxigraph 0.5.13 https://example.org/terms/title
@vocab "": jsonld 9.0.0 https://example.org/cataloguetitle
@vocab "#": jsonld 9.0.0 https://example.org/catalogue#title
@vocab "terms/": jsonld 9.0.0 https://example.org/terms/title
EXPECTED
echo "as recorded: rdflib reads nothing, or relative names"
