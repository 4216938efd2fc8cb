#!/usr/bin/env bash
# Package: rdflib 7.6.0 and pyoxigraph 0.5.13, compared with PyLD 3.3.0 and jsonld 9.0.0 (npm)
#
# One would guess: four libraries agree on what "iso42001:4.1" stands for. The JSON-LD 1.1 API, IRI expansion (5.2), expands a CURIE only
# where the term's prefix flag is set; creating a term definition (4.2) sets it for a plain string that ends in a delimiter, or if an
# expanded definition says "@prefix": true.
# What happens: with {"iso42001": {"@id": "https://example.org/iso42001/"}} rdflib and pyoxigraph still expand the CURIE, PyLD and
# jsonld.js leave it as the absolute IRI <iso42001:4.1>, as the text says. Nobody warns.
# Why it matters: generated contexts (from schema languages, CURIE maps) use the expanded form. A mapping file that looks right when tested
# in Python joins with nothing in a JavaScript client: every subject and object has another IRI there.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13 PyLD==3.3.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0

cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

DEFINITIONS = {
    "plain": "https://example.org/iso42001/",
    "expanded": {"@id": "https://example.org/iso42001/"},
    "expanded with @prefix": {"@id": "https://example.org/iso42001/", "@prefix": True},
}
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"), "PyLD", version("PyLD"))
documents = {}
for name, definition in DEFINITIONS.items():
    document = {"@context": {"iso42001": definition}, "@id": "iso42001:4.1", "https://example.org/title": "Context"}
    documents[name] = document
    text = json.dumps(document)
    print(f"{name}: rdflib", next(rdflib.Graph().parse(data=text, format="json-ld").subjects()),
          "| pyoxigraph", next(iter(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))).subject.value,
          "| PyLD", jsonld.expand(document)[0]["@id"])
json.dump(documents, open("documents.json", "w"))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'

console.log('jsonld', JSON.parse(fs.readFileSync('node_modules/jsonld/package.json')).version)
for (const [name, document] of Object.entries(JSON.parse(fs.readFileSync('documents.json')))) {
  console.log(`${name}: jsonld.js`, (await jsonld.expand(document))[0]['@id'])
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13 PyLD 3.3.0
plain: rdflib https://example.org/iso42001/4.1 | pyoxigraph https://example.org/iso42001/4.1 | PyLD https://example.org/iso42001/4.1
expanded: rdflib https://example.org/iso42001/4.1 | pyoxigraph https://example.org/iso42001/4.1 | PyLD iso42001:4.1
expanded with @prefix: rdflib https://example.org/iso42001/4.1 | pyoxigraph https://example.org/iso42001/4.1 | PyLD https://example.org/iso42001/4.1
jsonld 9.0.0
plain: jsonld.js https://example.org/iso42001/4.1
expanded: jsonld.js iso42001:4.1
expanded with @prefix: jsonld.js https://example.org/iso42001/4.1
EXPECTED
echo "as recorded: an expanded definition is a prefix for two of four libraries"
