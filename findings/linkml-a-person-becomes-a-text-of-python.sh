#!/usr/bin/env bash
# Package: linkml and linkml-runtime 1.12.1
#
# One would guess: `linkml-convert` from YAML to JSON or RDF keeps an object that stands inline. With any_of (or exactly_one_of) a LinkML slot has one of several
# classes as its range; linkml-validate takes the data and gen-json-schema makes them objects.
# What happens: in RDF a person in such a slot is a literal with what Python prints, "Person({'name': 'A'})", and no resource; exit code 0, no warning.
# A list of them is refused: the tool turns each into such a text first and then finds the text invalid. With --no-validate JSON, too, has the texts.
# Why it matters: "a person or a team" is how owners of controls and duties are modelled. In the graph nobody owns anything, and no query for a name finds it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile linkml==1.12.1 linkml-runtime==1.12.1

cat > schema.yaml <<'YAML'
id: https://example.org/duties
name: duties
prefixes: {linkml: "https://w3id.org/linkml/", ex: "https://example.org/duties/"}
default_prefix: ex
default_range: string
imports: [linkml:types]
classes:
  Duty:
    tree_root: true
    attributes:
      id: {identifier: true, range: uriorcurie}
      plain: {range: Person, inlined: true}
      owner: {any_of: [{range: Person}, {range: Team}], inlined: true}
      deputies: {any_of: [{range: Person}, {range: Team}], inlined_as_list: true, multivalued: true}
  Person: {attributes: {name: {required: true}}}
  Team: {attributes: {title: {required: true}}}
YAML
cat > one.yaml <<'YAML'
id: ex:logs
plain: {name: P}
owner: {name: A}
YAML
cat > several.yaml <<'YAML'
id: ex:logs
deputies: [{name: B}, {title: C}]
YAML
cat > probe.py <<'PY'
import json
from importlib.metadata import version

import rdflib

print("linkml", version("linkml"), "linkml-runtime", version("linkml-runtime"))
print("JSON of one:", json.dumps({name: json.load(open("one.json"))[name] for name in ("plain", "owner")}))
print("JSON of several, not validated:", json.dumps(json.load(open("several.json"))["deputies"]))
graph = rdflib.Graph().parse("one.ttl")
for name in ("plain", "owner"):
    for value in graph.objects(None, rdflib.URIRef(f"https://example.org/duties/{name}")):
        print(f"RDF of one, {name}: {'a node' if isinstance(value, rdflib.BNode) else repr(str(value))}")
PY
convert() { venv/bin/linkml-convert -s schema.yaml -C Duty "$@" >/dev/null 2>&1; }
{ for name in one several; do
    venv/bin/linkml-validate -s schema.yaml -C Duty $name.yaml >/dev/null 2>&1 && echo "$name.yaml is valid"
    convert -t ttl -o $name.ttl $name.yaml && echo "$name.yaml is converted" || echo "$name.yaml is refused by linkml-convert"
  done
  convert -t json -o one.json one.yaml; convert --no-validate -t json -o several.json several.yaml
  venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
one.yaml is valid
one.yaml is converted
several.yaml is valid
several.yaml is refused by linkml-convert
linkml 1.12.1 linkml-runtime 1.12.1
JSON of one: {"plain": {"name": "P"}, "owner": {"name": "A"}}
JSON of several, not validated: ["{'name': 'B'}", "{'title': 'C'}"]
RDF of one, plain: a node
RDF of one, owner: "Person({'name': 'A'})"
EXPECTED
echo "as recorded: an owner is a text of Python"
