#!/usr/bin/env bash
# Package: @frogcat/ttl2jsonld 0.0.10 (npm); its output is read with jsonld 9.0.0 (npm), PyLD 3.3.0 and rdflib 7.6.0 (PyPI)
#
# One would guess: Turtle converted to JSON-LD is the same graph. A prefix of Turtle may end anywhere: iso: for https://example.org/iso_ makes iso:4.1
# https://example.org/iso_4.1, which is how the identifiers of OBO ontologies are made (http://purl.obolibrary.org/obo/IAO_).
# What happens: the prefix is copied into "@context" as a plain string and the names are left as iso:4.1. JSON-LD 1.1 takes a plain string for a prefix only
# where it ends in one of : / ? # [ ] @; here it does not, and jsonld.js, PyLD and rdflib all read iso:4.1 as the absolute IRI <iso:4.1>. With a / at the
# end, as for ai:, all three have the IRI of the Turtle. No warning.
# Why it matters: not one identifier of the file is left, and the JSON looks as it should. Mappings to terms of OBO, or to any vocabulary with such a
# prefix, join with nothing; a prefix that ends in / beside it, as in a first try, is right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile PyLD==3.3.0 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @frogcat/ttl2jsonld@0.0.10 jsonld@9.0.0

cat > mapping.ttl <<'TTL'
@prefix iso: <https://example.org/iso_> .
@prefix ai: <https://example.org/ai/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
iso:4.1 skos:closeMatch ai:9 .
TTL
cat > convert.mjs <<'JS'
import fs from 'node:fs'
import ttl2jsonld from '@frogcat/ttl2jsonld'
import jsonld from 'jsonld'

const document = ttl2jsonld.parse(fs.readFileSync('mapping.ttl', 'utf8'))
console.log(JSON.stringify(document))
fs.writeFileSync('mapping.jsonld', JSON.stringify(document))
console.log('jsonld:', (await jsonld.toRDF(document, { format: 'application/n-quads' })).trim())
JS
cat > read.py <<'PY'
import json

import rdflib
from pyld import jsonld

print("PyLD:", jsonld.to_rdf(json.load(open("mapping.jsonld")), {"format": "application/n-quads"}).strip())
print("rdflib:", rdflib.Graph().parse("mapping.jsonld").serialize(format="nt").strip())
print("the Turtle itself:", rdflib.Graph().parse("mapping.ttl").serialize(format="nt").strip())
PY
{ node convert.mjs; venv/bin/python read.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
{"@context":{"iso":"https://example.org/iso_","ai":"https://example.org/ai/","skos":"http://www.w3.org/2004/02/skos/core#"},"@id":"iso:4.1","skos:closeMatch":{"@id":"ai:9"}}
jsonld: <iso:4.1> <http://www.w3.org/2004/02/skos/core#closeMatch> <https://example.org/ai/9> .
PyLD: <iso:4.1> <http://www.w3.org/2004/02/skos/core#closeMatch> <https://example.org/ai/9> .
rdflib: <iso:4.1> <http://www.w3.org/2004/02/skos/core#closeMatch> <https://example.org/ai/9> .
the Turtle itself: <https://example.org/iso_4.1> <http://www.w3.org/2004/02/skos/core#closeMatch> <https://example.org/ai/9> .
EXPECTED
echo "as recorded: under a prefix that ends in an underscore no identifier is kept"
