#!/usr/bin/env bash
# Package: @axe-core/reporter-earl 4.11.1 (npm), its report read with jsonld 9.0.0
#
# One would guess: the report that axe writes in EARL, the W3C's vocabulary for evaluation results, is found with EARL's terms. The EARL 1.0 Schema (section 1.3)
# takes dct for http://purl.org/dc/terms/, foaf for http://xmlns.com/foaf/0.1/ and ptr for http://www.w3.org/2009/pointers#.
# What happens: the context has http://purl.org/dc/terms# and http://xmlns.com/foaf/spec/# instead, and no ptr at all. The page that was tested, the name of
# who tested and the place of a fault are properties, a class and a datatype (with the scheme "ptr:") that no vocabulary has. Outcomes are right.
# Why it matters: reports of several checkers are joined in one graph, which is what EARL is for. A query for the pages with failed tests finds the
# failures and no page; those of other tools appear, so that axe's look like none.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @axe-core/reporter-earl@4.11.1 jsonld@9.0.0

cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { createEarlReport } from '@axe-core/reporter-earl'
import jsonld from 'jsonld'

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
console.log('@axe-core/reporter-earl', version('@axe-core/reporter-earl'), 'jsonld', version('jsonld'))
// As axe hands its results to a reporter: one rule, which fails at an image.
const results = [{
  id: 'image-alt', description: 'Images have a text', helpUrl: 'https://dequeuniversity.com/rules/axe/4.11/image-alt', passes: [], incomplete: [],
  violations: [{ result: 'failed', node: { selector: ['img'] } }]
}]
const quads = await jsonld.toRDF(createEarlReport(results, 'https://example.org/page'), { format: 'application/n-quads' })
const known = {
  'http://www.w3.org/ns/earl#': 'earl', 'http://purl.org/dc/terms/': 'dct', 'http://xmlns.com/foaf/0.1/': 'foaf', 'http://www.w3.org/2009/pointers#': 'ptr',
  'http://usefulinc.com/ns/doap#': 'doap', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf', 'https://schema.org/': 'schema'
}
const short = iri => Object.entries(known).reduce((text, [space, prefix]) => text.startsWith(space) ? `${prefix}:${text.slice(space.length)}` : text, iri)
const terms = new Set()
for (const line of quads.trim().split('\n')) {
  const [, , predicate, rest] = line.match(/^(\S+) <([^>]+)> (.*) \.$/)
  terms.add(short(predicate))
  const value = rest.match(/^<(.*)>$/) ?? rest.match(/\^\^<(.*)>$/)
  if (short(predicate) === 'rdf:type' || short(predicate) === 'earl:outcome' || rest.includes('^^')) terms.add(short(value[1]))
}
console.log([...terms].sort().join('\n'))
JS
node probe.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
@axe-core/reporter-earl 4.11.1 jsonld 9.0.0
doap:Project
doap:name
doap:vendor
earl:Assertion
earl:Assertor
earl:Software
earl:TestCase
earl:TestResult
earl:assertedBy
earl:failed
earl:info
earl:mode
earl:outcome
earl:pointer
earl:result
earl:subject
earl:test
http://purl.org/dc/terms#source
http://xmlns.com/foaf/spec/#Organization
http://xmlns.com/foaf/spec/#name
ptr:CSSSelectorPointer
rdf:type
schema:WebPage
EXPECTED
echo "as recorded: the page is under a term of no vocabulary"
