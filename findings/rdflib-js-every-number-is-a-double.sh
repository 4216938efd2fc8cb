#!/usr/bin/env bash
# Package: rdflib 2.4.0 (npm, rdflib.js), compared with n3 2.13.12 (npm) and pyoxigraph 0.5.13 (PyPI)
#
# One would guess: numbers in Turtle are what they say. Turtle 1.1, section 2.5.2, makes 9007199254740993 an xsd:integer, 0.0000001 an xsd:decimal and
# 1.5E3 an xsd:double, each with the text of the file as its lexical form; integers and decimals of XML Schema do not end after 16 digits.
# What happens: rdflib.js takes each through a number of JavaScript and guesses the datatype from what comes out. The integer becomes ...992, a longer one
# "1.2345678901234569e+23", which is no integer; the double becomes the decimal 1500; the decimal "1e-7", which is no decimal, and is written as 1e-7.0,
# which is no Turtle. No warning. The same number in quotes, with its datatype, is kept.
# Why it matters: registration and case numbers have 17 digits and more. Two suppliers become one, and what is found under the number of one is the other's
# too. A shape that asks for xsd:double refuses what conformed, and a hash over what was read is another.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdflib@2.4.0 n3@2.13.12

cat > register.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :register 9007199254740993 .
:b :register 9007199254740992 .
:c :register 123456789012345678901234 .
:d :risk 0.0000001 .
:e :turnover 1.5E3 .
:f :register "9007199254740993"^^xsd:integer .
TTL
cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph

print("pyoxigraph", version("pyoxigraph"))
for quad in pyoxigraph.parse(path="register.ttl", format=pyoxigraph.RdfFormat.TURTLE):
    print(" ", quad.subject.value[-1:], quad.object.value, quad.object.datatype.value.rpartition("#")[2])
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import * as rdflib from 'rdflib'
import { Parser } from 'n3'

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const text = fs.readFileSync('register.ttl', 'utf8')
const store = rdflib.graph()
rdflib.parse(text, store, 'https://example.org/register', 'text/turtle')
for (const [name, statements] of [['n3', new Parser().parse(text)], ['rdflib', store.statements]]) {
  console.log(`${name} (npm)`, version(name))
  for (const { subject, object } of statements) console.log(' ', subject.value.slice(-1), object.value, object.datatype.value.replace(/.*#/, ''))
}
const [b, register] = ['b', 'register'].map(name => rdflib.sym(`https://example.org/${name}`))
console.log('with the number of b:', ...store.each(null, register, store.any(b, register)).map(node => node.value.slice(-1)).sort())
const written = rdflib.serialize(null, store, 'https://example.org/register', 'text/turtle')
try {
  new Parser().parse(written)
  console.log('written again: Turtle')
} catch (error) {
  console.log('written again: no Turtle')
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13
  a 9007199254740993 integer
  b 9007199254740992 integer
  c 123456789012345678901234 integer
  d 0.0000001 decimal
  e 1.5E3 double
  f 9007199254740993 integer
n3 (npm) 2.13.12
  a 9007199254740993 integer
  b 9007199254740992 integer
  c 123456789012345678901234 integer
  d 0.0000001 decimal
  e 1.5E3 double
  f 9007199254740993 integer
rdflib (npm) 2.4.0
  a 9007199254740992 integer
  b 9007199254740992 integer
  c 1.2345678901234569e+23 integer
  d 1e-7 decimal
  e 1500 decimal
  f 9007199254740993 integer
with the number of b: a b
written again: no Turtle
EXPECTED
echo "as recorded: other numbers, of other types"
