#!/usr/bin/env bash
# Package: jsonschema2shacl 0.2 (PyPI); its shapes are run with pyshacl 0.40.1, the schema itself with jsonschema 4.26.0
#
# One would guess: the shapes made of a JSON Schema accept what the schema accepts, and refuse what it refuses. "maximum" in JSON Schema is an inclusive upper limit
# (2020-12, Validation, 6.2.2), sh:maxInclusive in SHACL (4.3.4); format "date" with type "string" is one condition on one text; properties are told apart by name.
# What happens: maximum becomes sh:minExclusive: a level of at most 5 has to be above 5, and 9 conforms where 3 does not. minimum 0 is left out. A date has two
# datatypes, xsd:date and xsd:string, of which a shape may have one (4.1.2): an engine refuses all of the shapes. And a property whose name is in the name of one
# before it, level in risk_level, is none: it is not looked at, and that it is required is asked of the other. No error, no warning; minimum 1 and patterns are right.
# Why it matters: registers are exchanged as JSON and joined as graphs, with the schema taken along as shapes. Each record in order is reported, and the ones with a
# level beyond the scale pass.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
python3 -m venv converter
venv/bin/pip install -qq --no-compile pyshacl==0.40.1 rdflib==7.6.0 jsonschema==4.26.0
converter/bin/pip install -qq --no-compile jsonschema2shacl==0.2

cat > convert.py <<'PY'
import json
from importlib.metadata import version
from pathlib import Path

from jsonschema2shacl.json_schema_to_shacl import JsonSchemaToShacl

print("jsonschema2shacl", version("jsonschema2shacl"))
for file in sorted(Path().glob("*.schema.json")):
    converter = JsonSchemaToShacl()
    converter.translate(json.loads(file.read_text()))
    converter.shacl.serialize(file.with_suffix(".ttl"), format="turtle")
PY
cat > level.schema.json <<'JSON'
{"type": "object", "title": "Risk", "properties": {"level": {"type": "integer", "minimum": 1, "maximum": 5}}}
JSON
cat > share.schema.json <<'JSON'
{"type": "object", "title": "Risk", "properties": {"share": {"type": "number", "minimum": 0}}}
JSON
cat > due.schema.json <<'JSON'
{"type": "object", "title": "Risk", "properties": {"due": {"type": "string", "format": "date"}}}
JSON
cat > names.schema.json <<'JSON'
{"type": "object", "title": "Risk", "required": ["level"],
 "properties": {"risk_level": {"type": "string"}, "level": {"type": "integer", "minimum": 1}}}
JSON
cat > probe.py <<'PY'
import json
import logging

import jsonschema
from pyshacl import validate
from pyshacl.errors import ConstraintLoadError
from rdflib import RDF, XSD, Graph, Literal, Namespace

EX, SH = Namespace("http://example.com/"), Namespace("http://www.w3.org/ns/shacl#")
logging.disable(logging.CRITICAL)  # the refusal is printed below
CASES = (
    ("level", {"level": 3}, "3"), ("level", {"level": 9}, "9"), ("level", {"level": 0}, "0"),
    ("share", {"share": 0.4}, "0.4"), ("share", {"share": -0.4}, "-0.4"),
    ("due", {"due": "2026-08-02"}, "a date"),
    ("names", {"risk_level": "high", "level": 3}, "both"), ("names", {"risk_level": "high"}, "without the level"),
    ("names", {"risk_level": "high", "level": 0}, "level 0"), ("names", {"level": 3}, "the level alone"),
)


def literal(value: object, how: str) -> Literal:
    if how == "a date":
        return Literal(value, datatype=XSD.date)
    if isinstance(value, float):
        return Literal(str(value), datatype=XSD.decimal)
    return Literal(value, datatype=XSD.integer if isinstance(value, int) else XSD.string)


for name, record, how in CASES:
    schema = json.load(open(f"{name}.schema.json"))
    valid = jsonschema.Draft202012Validator(schema).is_valid(record)
    shapes = Graph().parse(f"{name}.schema.ttl")
    for shape in list(shapes.subjects(RDF.type, SH.NodeShape)):
        shapes.set((shape, SH.targetNode, EX.r))
    data = Graph()
    for key, value in record.items():
        data.add((EX.r, EX[key], literal(value, how)))
    try:
        seen = "conforms" if validate(data, shacl_graph=shapes)[0] else "reported"
    except ConstraintLoadError as refused:
        seen = f"refused ({str(refused).splitlines()[0]})"
    print(f"  {name}, {how}: {'valid' if valid else 'invalid'} by the schema, {seen} by the shapes")
PY
{ converter/bin/python convert.py; venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
jsonschema2shacl 0.2
  level, 3: valid by the schema, reported by the shapes
  level, 9: invalid by the schema, conforms by the shapes
  level, 0: invalid by the schema, reported by the shapes
  share, 0.4: valid by the schema, conforms by the shapes
  share, -0.4: invalid by the schema, conforms by the shapes
  due, a date: valid by the schema, refused (DatatypeConstraintComponent must have at most one sh:datatype predicate.) by the shapes
  names, both: valid by the schema, conforms by the shapes
  names, without the level: invalid by the schema, conforms by the shapes
  names, level 0: invalid by the schema, conforms by the shapes
  names, the level alone: valid by the schema, reported by the shapes
EXPECTED
echo "as recorded: at most 5 is more than 5"
