#!/usr/bin/env bash
# Package: sparqljs 3.7.4 (npm), its queries read with pyoxigraph 0.5.13 and rdflib 7.6.0 (PyPI) and by itself
#
# One would guess: a query that sparqljs reads and writes can be read again. SPARQL 1.1 lets HAVING have several conditions, one after the other, all of which must hold (section
# 19.8, rule 21: HavingClause is HAVING with one or more conditions; section 18.2.4.2 makes a filter of each).
# What happens: the writer puts one pair of parentheses round all conditions, "HAVING ((COUNT(?c)) > 1 (SUM(?open)) < 5)", which no grammar of SPARQL has. The two engines, which
# answer the query as it was, refuse it as it is written, and so does the reader of sparqljs. One condition, and two joined by &&, come through. No error when it is written.
# Why it matters: editors, caches and federating services read a query, change a prefix or a graph in it and send it on. A report on which requirements pass two thresholds works
# where it is written, and fails at the endpoint behind with an error about a text that nobody wrote.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyoxigraph==0.5.13 rdflib==7.6.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sparqljs@3.7.4

cat > data.ttl <<'TTL'
@prefix : <https://example.org/> .
:r1 :control :c1, :c2 ; :open 1 .
:r2 :control :c1, :c3 ; :open 9 .
:r3 :control :c1 ; :open 0 .
TTL
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import sparqljs from 'sparqljs'

const query = having => `PREFIX : <https://example.org/>
SELECT ?r WHERE { ?r :control ?c ; :open ?open } GROUP BY ?r HAVING ${having}`
console.log('sparqljs', JSON.parse(fs.readFileSync('node_modules/sparqljs/package.json')).version)
const cases = { one: '(COUNT(?c) > 1)', joined: '(COUNT(?c) > 1 && SUM(?open) < 5)', two: '(COUNT(?c) > 1) (SUM(?open) < 5)' }
for (const [name, having] of Object.entries(cases)) {
  const written = new sparqljs.Generator().stringify(new sparqljs.Parser().parse(query(having)))
  fs.writeFileSync(`${name}.rq`, query(having))
  fs.writeFileSync(`${name}-written.rq`, written)
  let again = 'reads it again'
  try { new sparqljs.Parser().parse(written) } catch { again = 'cannot read it again' }
  console.log(`  ${name}: ${written.match(/HAVING.*/)[0].replace(/\s+/g, ' ')}: ${again}`)
}
JS
cat > probe.py <<'PY'
from importlib.metadata import version

import pyoxigraph
import rdflib

store = pyoxigraph.Store()
store.load(path="data.ttl", format=pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse("data.ttl")


def answer(ask, text):
    try:
        return sorted(str(row[0]).strip("<>").rpartition("/")[2] for row in ask(text))
    except Exception as error:
        return f"refused ({type(error).__name__})"


print("pyoxigraph", version("pyoxigraph"), "rdflib", rdflib.__version__)
for name in ("one", "joined", "two", "one-written", "joined-written", "two-written"):
    text = open(f"{name}.rq").read()
    print(f"  {name}: {answer(store.query, text)}, {answer(graph.query, text)}")
PY
{ node probe.mjs; venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
sparqljs 3.7.4
  one: HAVING ((COUNT(?c)) > 1 ): reads it again
  joined: HAVING (((COUNT(?c)) > 1 ) && ((SUM(?open)) < 5 )): reads it again
  two: HAVING ((COUNT(?c)) > 1 (SUM(?open)) < 5 ): cannot read it again
pyoxigraph 0.5.13 rdflib 7.6.0
  one: ['r1', 'r2'], ['r1', 'r2']
  joined: ['r1'], ['r1']
  two: ['r1'], ['r1']
  one-written: ['r1', 'r2'], ['r1', 'r2']
  joined-written: ['r1'], ['r1']
  two-written: refused (SyntaxError), refused (ParseException)
EXPECTED
echo "as recorded: what is written with two conditions is no SPARQL"
