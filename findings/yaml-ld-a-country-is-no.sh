#!/usr/bin/env bash
# Package: yaml-ld 1.1.17 (PyPI), compared with yaml 2.8.1 and jsonld 9.0.0 (npm)
#
# One would guess: YAML-LD is JSON-LD written as YAML. YAML-LD 1.0 (W3C Community Group) uses YAML 1.2 with its core schema (10.3), where true and false are the
# only booleans, 1:30 is a text and an integer may begin with 0. A reader of YAML 1.2 before a JSON-LD processor gives the same graph.
# What happens: the values are read as YAML 1.1 had them: NO (Norway) is false, 1:30 (a clause) is the number 90, 012 is 10. As a key of a language map
# no (Norwegian) ends with "A mapping key MUST be a string", though it is one.
# Why it matters: metadata of catalogues are written by hand in YAML. A duty that applies in NO applies in false, and the clause 1:30 is 90 without a word.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile yaml-ld==1.1.17 PyLD==2.0.4
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yaml@2.8.1 jsonld@9.0.0

cat > duty.yamlld <<'YAML'
"@context":
  "@vocab": https://example.org/
"@id": https://example.org/duty
country: NO
clause: 1:30
number: 012
YAML
cat > title.yamlld <<'YAML'
"@context":
  "@vocab": https://example.org/
  title: {"@id": https://example.org/title, "@container": "@language"}
"@id": https://example.org/duty
title:
  de: Pflicht
  no: Plikt
YAML
cat > probe.py <<'PY'
from importlib.metadata import version
from pathlib import Path

import yaml_ld

print("yaml-ld", version("yaml-ld"))
for name in ("duty", "title"):
    try:
        node = yaml_ld.expand(Path(f"{name}.yamlld").absolute())[0]
    except yaml_ld.errors.YAMLLDError as error:
        print(f"  {name}: {type(error).__name__}: {error}")
        continue
    for key, values in sorted(node.items()):
        if key != "@id":
            print(f"  {key.removeprefix('https://example.org/')}: {[value['@value'] for value in values]}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import jsonld from 'jsonld'
import { parse } from 'yaml'

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
console.log('yaml', version('yaml'), 'jsonld', version('jsonld'))
for (const name of ['duty', 'title']) {
  const [node] = await jsonld.expand(parse(fs.readFileSync(`${name}.yamlld`, 'utf8')))
  for (const key of Object.keys(node).filter(key => key !== '@id').sort()) {
    console.log(`  ${key.replace('https://example.org/', '')}: ${JSON.stringify(node[key].map(value => value['@value']))}`)
  }
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
yaml-ld 1.1.17
  clause: [90]
  country: [False]
  number: [10]
  title: MappingKeyError: A mapping key MUST be a string.
yaml 2.8.1 jsonld 9.0.0
  clause: ["1:30"]
  country: ["NO"]
  number: [12]
  title: ["Pflicht","Plikt"]
EXPECTED
echo "as recorded: NO is false and 1:30 is 90"
