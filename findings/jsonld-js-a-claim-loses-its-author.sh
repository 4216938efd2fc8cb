#!/usr/bin/env bash
# Package: jsonld 9.0.0 (npm, jsonld.js), with @rdfjs/serializer-jsonld 2.0.1 and @rdfjs/serializer-jsonld-ext 4.0.2 (npm); compared with
# jsonld-streaming-serializer 4.0.0 (npm), PyLD 3.3.0 and pyoxigraph 0.5.13 (PyPI)
#
# One would guess: what jsonld.js makes of a JSON-LD document in RDF, it can write as JSON-LD again. A graph may have a blank node for a name, and what is said of
# it then is said of that node: JSON-LD makes one for each document that has statements beside its "@graph", and for each proof of a credential.
# What happens: fromRDF writes the node as "_:b0" and the graph as "b0". That is a relative IRI, another name; read again, the graph is dropped, as a relative
# name is no name in RDF, and the claim is gone without an error. @rdfjs/serializer-jsonld does the same, with -ext the node is "_:_:b0", so that the
# claim is there and nobody made it. The three others keep the two together. jsonld.js up to version 8 did as well.
# Why it matters: "who says so" is why claims, proposals and judgements are kept in graphs of their own. After a pass through the JavaScript library that most
# tools build on, the author claims nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile PyLD==3.3.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0 jsonld-streaming-serializer@4.0.0 @rdfjs/serializer-jsonld@2.0.1 @rdfjs/serializer-jsonld-ext@4.0.2 \
  n3@2.13.12

cat > claim.json <<'JSON'
{"@context": {"@vocab": "https://example.org/"}, "author": {"@id": "https://example.org/reader"},
 "@graph": [{"@id": "https://example.org/iso/4.1", "same": {"@id": "https://example.org/nist/map-1"}}]}
JSON
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import jsonld from 'jsonld'
import { JsonLdSerializer } from 'jsonld-streaming-serializer'
import { Parser } from 'n3'
import Serializer from '@rdfjs/serializer-jsonld'
import SerializerExt from '@rdfjs/serializer-jsonld-ext'

const release = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const format = 'application/n-quads'
const nquads = await jsonld.toRDF(JSON.parse(fs.readFileSync('claim.json')), { format })
fs.writeFileSync('claim.nq', nquads)
const quads = new Parser({ format: 'N-Quads', blankNodePrefix: '' }).parse(nquads)
const text = async stream => (await stream.map(chunk => String(chunk)).toArray()).join('')
const streamed = new JsonLdSerializer()
const written = {
  'jsonld': JSON.stringify(await jsonld.fromRDF(nquads, { format })),
  '@rdfjs/serializer-jsonld': await text(Readable.from(new Serializer({ encoding: 'string' }).import(Readable.from(quads)))),
  '@rdfjs/serializer-jsonld-ext': await text(Readable.from(new SerializerExt({ encoding: 'string' }).import(Readable.from(quads)))),
  'jsonld-streaming-serializer': await text(Readable.from(streamed.import(Readable.from(quads))))
}
const show = text => text.trim().split('\n').sort().join(' ').replaceAll('https://example.org/', '')
console.log('read:', show(nquads))
for (const [name, document] of Object.entries(written)) {
  console.log(name, release(name), JSON.parse(document).map(node => `${node['@id']}${node['@graph'] ? ' graph' : ''}`).join(', '))
  console.log('  read again:', show(await jsonld.toRDF(JSON.parse(document), { format })))
}
JS
cat > probe.py <<'PY'
import json
from importlib.metadata import version

import pyoxigraph
from pyld import jsonld

text = open("claim.nq").read()
one = jsonld.from_rdf(text, {"format": "application/n-quads"})
other = json.loads(pyoxigraph.serialize(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS), format=pyoxigraph.RdfFormat.JSON_LD))
for name, document in (("PyLD", one), ("pyoxigraph", other)):
    print(name, version(name), ", ".join(sorted(node["@id"] + (" graph" if "@graph" in node else "") for node in document)))
PY
{ node probe.mjs; venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
read: <iso/4.1> <same> <nist/map-1> _:b0 . _:b0 <author> <reader> .
jsonld 9.0.0 _:b0, b0 graph
  read again: _:b0 <author> <reader> .
@rdfjs/serializer-jsonld 2.0.1 b0 graph, _:b0
  read again: _:b0 <author> <reader> .
@rdfjs/serializer-jsonld-ext 4.0.2 _:_:b0, _:b0 graph
  read again: <iso/4.1> <same> <nist/map-1> _:b1 . _:b0 <author> <reader> .
jsonld-streaming-serializer 4.0.0 _:b0 graph
  read again: <iso/4.1> <same> <nist/map-1> _:b0 . _:b0 <author> <reader> .
PyLD 3.3.0 _:b0 graph
pyoxigraph 0.5.13 _:b0, _:b0 graph
EXPECTED
echo "as recorded: the author claims nothing"
