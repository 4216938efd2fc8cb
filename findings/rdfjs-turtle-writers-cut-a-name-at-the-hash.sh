#!/usr/bin/env bash
# Package: @rdfjs/serializer-turtle 1.1.5 and @jeswr/pretty-turtle 1.8.2 (npm), compared with n3 2.13.12 (npm); what they write is read with pyoxigraph 0.5.13
#
# One would guess: with a prefix, a writer of Turtle shortens an IRI where the rest can stand in a name, or escapes what cannot, and else writes it in full.
# The Writer of N3.js does so with all four IRIs below.
# What happens: @rdfjs/serializer-turtle shortens everything below the prefix. What stands behind a # is a comment to any reader: iso:42001#4.1 is read as
# iso:42001, without an error. A further / or parentheses (iso:2024/1689, iso:5(1)) make the file unreadable; pretty-turtle fails on the parentheses
# too, and it writes "1"^^xsd:boolean as 1, which is read as an integer.
# Why it matters: a clause is named behind the # of its standard (42001#4.1, 42001#6.1). All statements about the clauses become statements about the
# standard, under one name; and files of provisions with numbers in parentheses are refused by those that they are sent to.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @rdfjs/serializer-turtle@1.1.5 @jeswr/pretty-turtle@1.8.2 n3@2.13.12

cat > write.mjs <<'JS'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { write } from '@jeswr/pretty-turtle'
import TurtleSerializer from '@rdfjs/serializer-turtle'
import { DataFactory, Writer } from 'n3'

const prefixes = { iso: 'https://example.org/iso/', xsd: 'http://www.w3.org/2001/XMLSchema#' }
const { literal, namedNode, quad } = DataFactory
const predicate = namedNode('https://example.org/met')
const writers = {
  'n3': quads => new Promise((resolve, reject) => {
    const writer = new Writer({ prefixes })
    writer.addQuads(quads)
    writer.end((error, text) => error ? reject(error) : resolve(text))
  }),
  '@rdfjs/serializer-turtle': async quads => {
    const serializer = new TurtleSerializer({ prefixes: new Map(Object.entries(prefixes).map(([name, iri]) => [name, namedNode(iri)])) })
    let text = ''
    for await (const chunk of serializer.import(Readable.from(quads))) text += chunk
    return text
  },
  '@jeswr/pretty-turtle': quads => write(quads, { prefixes }),
}
const written = []
for (const [name, toText] of Object.entries(writers)) {
  for (const local of ['4.1', '42001#4.1', '2024/1689', '5(1)']) {
    const quads = [quad(namedNode(prefixes.iso + local), predicate, literal('1', namedNode(prefixes.xsd + 'boolean')))]
    written.push([name, local, await toText(quads)])
  }
}
fs.writeFileSync('written.json', JSON.stringify(written))
JS
cat > read.py <<'PY'
import json
import pyoxigraph

for writer, local, text in json.load(open("written.json")):
    try:
        seen = [f"{quad.subject.value} {quad.object}" for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)]
    except SyntaxError:
        seen = ["no Turtle"]
    print(f"{writer}, iso/{local}:", *(line.replace("http://www.w3.org/2001/XMLSchema#", "xsd:") for line in seen))
PY
node write.mjs
venv/bin/python read.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
n3, iso/4.1: https://example.org/iso/4.1 "1"^^<xsd:boolean>
n3, iso/42001#4.1: https://example.org/iso/42001#4.1 "1"^^<xsd:boolean>
n3, iso/2024/1689: https://example.org/iso/2024/1689 "1"^^<xsd:boolean>
n3, iso/5(1): https://example.org/iso/5(1) "1"^^<xsd:boolean>
@rdfjs/serializer-turtle, iso/4.1: https://example.org/iso/4.1 "1"^^<xsd:boolean>
@rdfjs/serializer-turtle, iso/42001#4.1: https://example.org/iso/42001 "1"^^<xsd:boolean>
@rdfjs/serializer-turtle, iso/2024/1689: no Turtle
@rdfjs/serializer-turtle, iso/5(1): no Turtle
@jeswr/pretty-turtle, iso/4.1: https://example.org/iso/4.1 "1"^^<xsd:integer>
@jeswr/pretty-turtle, iso/42001#4.1: https://example.org/iso/42001#4.1 "1"^^<xsd:integer>
@jeswr/pretty-turtle, iso/2024/1689: https://example.org/iso/2024/1689 "1"^^<xsd:integer>
@jeswr/pretty-turtle, iso/5(1): no Turtle
EXPECTED
echo "as recorded: the clause behind the # is gone"
