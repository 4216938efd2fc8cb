#!/usr/bin/env bash
# Package: microdata-rdf-streaming-parser 3.0.0 (npm)
#
# One would guess: a catalogue in HTML with microdata becomes RDF as Microdata to RDF (W3C Note, second edition) has it: a text has the language of its own element,
# which is the nearest lang of that element or around it, and the value of a data element is an xsd:integer or xsd:double if it is a valid integer or a valid
# floating-point number of HTML, and otherwise a plain text.
# What happens: the language of one title is kept for all that follows it in the item: what is English by the page is German. That the page is in English does not
# arrive at all, so that the title before it has no language. A value that only begins like a number is one: "6.1.2"^^xsd:double and
# "32024R1689"^^xsd:integer, which are outside the values of their types, and "A.6" and "ISO 42001" are texts. No error, no warning.
# Why it matters: numbers of clauses and CELEX numbers are what catalogues are joined by; typed so, no 6.1.2 of another file is the same, shapes refuse it, and
# 6.1 is a double beside the text A.6. And who asks for the German summary is given the English one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund microdata-rdf-streaming-parser@3.0.0

cat > catalogue.html <<'HTML'
<!DOCTYPE html>
<html lang="en">
<title>A catalogue</title>
<article itemscope itemtype="https://example.org/Act" itemid="https://example.org/ai-act">
  <h1 itemprop="title">AI Act</h1>
  <p itemprop="title" lang="de">KI-Verordnung</p>
  <p itemprop="summary">Harmonised rules</p>
  <data itemprop="celex" value="32024R1689">Regulation (EU) 2024/1689</data>
</article>
<article itemscope itemtype="https://example.org/Clause" itemid="https://example.org/6.1.2">
  <data itemprop="number" value="6.1.2">6.1.2</data>
  <data itemprop="annex" value="A.6">A.6</data>
  <data itemprop="standard" value="ISO 42001">the standard</data>
  <data itemprop="level" value="3">three</data>
</article>
</html>
HTML
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { MicrodataRdfParser } from 'microdata-rdf-streaming-parser'

const name = 'microdata-rdf-streaming-parser'
console.log(name, JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version)
const parser = new MicrodataRdfParser({ baseIRI: 'https://example.org/' })
parser.on('data', ({ predicate, object }) => {
  if (object.termType !== 'Literal') return
  const type = object.language ? '@' + object.language : '^^xsd:' + object.datatype.value.split('#')[1]
  console.log(`  ${predicate.value.slice('https://example.org/'.length)}: "${object.value}"${type}`)
})
parser.end(fs.readFileSync('catalogue.html', 'utf8'))
JS
node probe.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
microdata-rdf-streaming-parser 3.0.0
  title: "AI Act"^^xsd:string
  title: "KI-Verordnung"@de
  summary: "Harmonised rules"@de
  celex: "32024R1689"^^xsd:integer
  number: "6.1.2"^^xsd:double
  annex: "A.6"^^xsd:string
  standard: "ISO 42001"^^xsd:string
  level: "3"^^xsd:integer
EXPECTED
echo "as recorded: 6.1.2 is a double, and an English summary is German"
