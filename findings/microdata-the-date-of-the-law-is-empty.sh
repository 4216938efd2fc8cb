#!/usr/bin/env bash
# Package: extruct 0.18.0 and microdata 0.8.0 (PyPI), microdata-node 2.0.0 (npm), compared with microdata-rdf-streaming-parser 3.0.0 (npm)
#
# One would guess: <time itemprop="legislationDate">2024-06-13</time> says 2024-06-13. HTML (Living Standard, 4.5.14) has the attribute datetime for where the text
# is for people only: without it the value of a time element is its text; and microdata (5.2.4) takes the value of a time element for its property.
# What happens: three of four readers look at the attribute alone, and the property is there with the empty text. microdata also takes the text of a data or a meter
# element in place of its value, so that the number of the act is "AI Act" and 0.4 is "some", and leaves /acts/1 as it stands. No error, no warning. A date
# that has the attribute is read by all four.
# Why it matters: pages of law and registers give the dates of an act so, as schema.org has it for legislation. The date of one act is there and that of the next is
# not, by how its page was written; sorted, the act without a date is the oldest of all.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile extruct==0.18.0 microdata==0.8.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund microdata-node@2.0.0 microdata-rdf-streaming-parser@3.0.0

cat > act.html <<'HTML'
<!DOCTYPE html>
<title>An act</title>
<article itemscope itemtype="https://schema.org/Legislation">
  <p>Passed on <time itemprop="legislationDate">2024-06-13</time>,
    as it stands on <time itemprop="legislationDateVersion" datetime="2026-08-02">2 August 2026</time></p>
  <p>Number: <data itemprop="legislationIdentifier" value="CELEX:32024R1689">AI Act</data></p>
  <p>Sure: <meter itemprop="confidence" value="0.4">some</meter></p>
  <p><a itemprop="legislationAmends" href="/acts/1">Amends</a></p>
</article>
HTML
cat > probe.py <<'PY'
from importlib.metadata import version

import extruct
import microdata

page = open("act.html").read()
found = {
    "extruct": extruct.extract(page, base_url="https://example.org/", syntaxes=["microdata"])["microdata"][0]["properties"],
    "microdata": {name: str(values[0]) for name, values in microdata.get_items(page)[0].props.items()},
}
for reader, values in found.items():
    print(reader, version(reader))
    for name, value in values.items():
        print(f"  {name}: {value!r}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import microdata from 'microdata-node'
import { MicrodataRdfParser } from 'microdata-rdf-streaming-parser'

const page = fs.readFileSync('act.html', 'utf8')
const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const base = 'https://example.org/'
console.log('microdata-node', version('microdata-node'))
for (const [name, [value]] of Object.entries(microdata.toJson(page, { base }).items[0].properties)) console.log(`  ${name}: '${value}'`)
console.log('microdata-rdf-streaming-parser', version('microdata-rdf-streaming-parser'))
const parser = new MicrodataRdfParser({ baseIRI: base })
parser.on('data', ({ predicate, object }) => {
  if (predicate.value.startsWith('https://schema.org/')) console.log(`  ${predicate.value.slice('https://schema.org/'.length)}: '${object.value}'`)
})
parser.end(page)
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
extruct 0.18.0
  legislationDate: ''
  legislationDateVersion: '2026-08-02'
  legislationIdentifier: 'CELEX:32024R1689'
  confidence: '0.4'
  legislationAmends: 'https://example.org/acts/1'
microdata 0.8.0
  legislationDate: ''
  legislationDateVersion: '2026-08-02'
  legislationIdentifier: 'AI Act'
  confidence: 'some'
  legislationAmends: '/acts/1'
microdata-node 2.0.0
  legislationDate: ''
  legislationDateVersion: '2026-08-02'
  legislationIdentifier: 'CELEX:32024R1689'
  confidence: '0.4'
  legislationAmends: 'https://example.org/acts/1'
microdata-rdf-streaming-parser 3.0.0
  legislationDate: '2024-06-13'
  legislationDateVersion: '2026-08-02'
  legislationIdentifier: 'CELEX:32024R1689'
  confidence: '0.4'
  legislationAmends: 'https://example.org/acts/1'
EXPECTED
echo "as recorded: a date that is only written is empty"
