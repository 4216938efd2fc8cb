#!/usr/bin/env bash
# Package: morph-kgc 2.10.0 (PyPI), compared with rocketrml 2.1.2 (npm) and worph 0.1.11 (PyPI)
#
# One would guess: a mapping in RML that takes owner.name of each control gives the owner of each control that has one. RML makes a triple from what its map
# refers to; what else stands in the record does not matter.
# What happens: morph-kgc flattens each object as a whole. Where a list beside the name is empty, null or missing, though no map refers to it, the name is
# gone: of four owners one is left. (A missing list does this once another record has one.) And owner.deputies[*], each of the deputies, gives nothing at
# all. No error, no warning. The two others give all owners and both deputies.
# Why it matters: exports of GRC tools are nested JSON with lists that are mostly empty. Whether a control has an owner in the graph depends on whether the
# owner has a deputy; and a mapping that was tried with complete records is right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
for package in morph-kgc==2.10.0 worph==0.1.11; do
  python3 -m venv "${package%%==*}"
  "${package%%==*}"/bin/pip install -qq --no-compile "$package"
done
npm init -y >/dev/null
npm pkg set overrides.xpath-iterator=npm:xpath@0.0.32  # an optional part for large XML, which is in no registry
npm install --silent --no-audit --no-fund rocketrml@2.1.2

cat > controls.json <<'JSON'
{"controls": [
 {"id": "4.1", "owner": {"name": "Risk", "deputies": ["Ana", "Ben"]}},
 {"id": "4.2", "owner": {"name": "Legal", "deputies": []}},
 {"id": "4.3", "owner": {"name": "Board", "deputies": null}},
 {"id": "4.4", "owner": {"name": "Quality"}}
]}
JSON
cat > mapping.ttl <<'TTL'
@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> . @prefix ql: <http://semweb.mmlab.be/ns/ql#> .
<https://example.org/mapping> a rr:TriplesMap ;
  rml:logicalSource [ rml:source "controls.json" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "$.controls[*]" ] ;
  rr:subjectMap [ rr:template "https://example.org/{id}" ] ;
  rr:predicateObjectMap [ rr:predicate <https://example.org/owner> ; rr:objectMap [ rml:reference "owner.name" ] ] ;
  rr:predicateObjectMap [ rr:predicate <https://example.org/deputy> ; rr:objectMap [ rml:reference "owner.deputies[*]" ] ] .
TTL
cat > probe.py <<'PY'
import importlib
import sys

name = sys.argv[1]
graph = importlib.import_module(name.replace("-", "_")).materialize("[CONFIGURATION]\nlogging_level=ERROR\n[DataSource1]\nmappings: mapping.ttl\n")
print(graph.serialize(format="nt"))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import parser from 'rocketrml'

const read = name => fs.readFileSync(name, 'utf8')
console.log(await parser.parseFileLive(read('mapping.ttl'), { 'controls.json': read('controls.json') }, { toRDF: true }))
JS
shorten() { echo "$1:"; grep '^<' | sed -E 's,<https://example.org/([^>]*)>,\1,g; s/ \.$//; s/^/  /' | sort; }
{ morph-kgc/bin/python probe.py morph-kgc | shorten morph-kgc
  worph/bin/python probe.py worph | shorten worph
  node probe.mjs | shorten rocketrml; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
morph-kgc:
  4.1 owner "Risk"
worph:
  4.1 deputy "Ana"
  4.1 deputy "Ben"
  4.1 owner "Risk"
  4.2 owner "Legal"
  4.3 owner "Board"
  4.4 owner "Quality"
rocketrml:
  4.1 deputy "Ana"
  4.1 deputy "Ben"
  4.1 owner "Risk"
  4.2 owner "Legal"
  4.3 owner "Board"
  4.4 owner "Quality"
EXPECTED
echo "as recorded: of four owners the one with deputies is left"
