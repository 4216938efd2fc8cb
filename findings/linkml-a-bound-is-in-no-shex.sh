#!/usr/bin/env bash
# Package: linkml and linkml-runtime 1.12.1; its shapes are run with pyshex 0.9.0 and pyshacl 0.40.1, its JSON Schema with jsonschema 4.26.0
#
# One would guess: of one LinkML schema, gen-shex, gen-shacl and gen-json-schema refuse the same data, or say what they leave out. ShEx 2.1 has words for all of it:
# numeric facets (MININCLUSIVE), a pattern between slashes, a set of values, and {2,3} for how many.
# What happens: minimum_value, maximum_value, pattern, equals_string, equals_string_in and the cardinalities leave no trace in ShEx: a level of 9 on a scale of 5
# passes, which the two others refuse. And where a list is optional and has at least two entries if it is there, SHACL demands two always: a record
# without the list is valid by JSON Schema and refused by SHACL. No warning.
# Why it matters: scales, numbers of clauses and "two reviewers" are what a register is checked for. Which records are in order depends on the form in which
# the schema reached the checker.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile linkml==1.12.1 linkml-runtime==1.12.1 pyshex==0.9.0 pyshacl==0.40.1 jsonschema==4.26.0

cat > schema.yaml <<'YAML'
id: https://example.org/schema
name: schema
prefixes: {linkml: "https://w3id.org/linkml/", ex: "https://example.org/"}
default_prefix: ex
default_range: string
imports: [linkml:types]
classes:
  Duty: {tree_root: true, slots: [level, clause, status, reviewers]}
slots:
  level: {range: integer, minimum_value: 1, maximum_value: 5}
  clause: {pattern: "^[A-Z][.][0-9]+$"}
  status: {equals_string_in: [open, closed]}
  reviewers: {multivalued: true, minimum_cardinality: 2, maximum_cardinality: 3}
YAML
cat > probe.py <<'PY'
import json
import subprocess
from importlib.metadata import version

import jsonschema
import pyshacl
from pyshex import ShExEvaluator
from rdflib import Graph

print(*(f"{name} {version(name)}" for name in ("linkml", "pyshex", "pyshacl", "jsonschema")))
made = lambda generator: subprocess.run([f"venv/bin/gen-{generator}", "schema.yaml"], capture_output=True, text=True, check=True).stdout
schema, shacl, shex = json.loads(made("json-schema")), Graph().parse(data=made("shacl"), format="turtle"), made("shex")
sound = {"level": 3, "clause": "A.6", "status": "open", "reviewers": ["A", "B"]}
for title, changes in (("sound", {}), ("level 9", {"level": 9}), ("clause x", {"clause": "x"}), ("status gone", {"status": "gone"}),
                       ("one reviewer", {"reviewers": ["A"]}), ("no reviewers", {"reviewers": None}), ("level as text", {"level": "3"})):
    record = {name: value for name, value in {**sound, **changes}.items() if value is not None}
    lines = [f"ex:{name} {json.dumps(value)}" for name, values in record.items() for value in (values if isinstance(values, list) else [values])]
    turtle = "@prefix ex: <https://example.org/> . ex:d a ex:Duty ; " + " ; ".join(lines) + " ."
    graph = Graph().parse(data=turtle, format="turtle")
    answers = {
        "JSON Schema": jsonschema.Draft201909Validator(schema).is_valid(record),
        "SHACL": pyshacl.validate(graph, shacl_graph=shacl)[0],
        "ShEx": all(r.result for r in ShExEvaluator(rdf=graph, schema=shex, focus="https://example.org/d", start="https://example.org/Duty").evaluate()),
    }
    print(f"{title}: {', '.join(f'{form} {answer}' for form, answer in answers.items())}")
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
linkml 1.12.1 pyshex 0.9.0 pyshacl 0.40.1 jsonschema 4.26.0
sound: JSON Schema True, SHACL True, ShEx True
level 9: JSON Schema False, SHACL False, ShEx True
clause x: JSON Schema False, SHACL False, ShEx True
status gone: JSON Schema False, SHACL False, ShEx True
one reviewer: JSON Schema False, SHACL False, ShEx True
no reviewers: JSON Schema True, SHACL False, ShEx True
level as text: JSON Schema False, SHACL False, ShEx False
EXPECTED
echo "as recorded: no bound of the schema is in its ShEx"
