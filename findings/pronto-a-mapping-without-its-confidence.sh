#!/usr/bin/env bash
# Package: pronto 2.7.4 with fastobo 0.14.2 (PyPI)
#
# One would guess: an ontology in OBO that is read and written keeps what its lines say. OBO 1.4 (section 2.6) lets a line end in qualifiers,
# {confidence="0.4", source="…"}, which qualify that statement alone; in OWL they are annotations of the axiom.
# What happens: every qualifier is gone: a mapping (xref, or skos:exactMatch as a property_value), a parent and a relation stand there without condition, and
# written as OBO or as JSON there is no trace. No error, no warning. fastobo, the parser beneath, reads them all.
# Why it matters: confidence, source and edition of a mapping stand in such qualifiers, since OBO has no other place for them. A guess with 0.4 is written on
# as what everybody agrees on, and whose it was cannot be looked up.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pronto==2.7.4 fastobo==0.14.2

cat > catalogue.obo <<'OBO'
format-version: 1.4
ontology: example

[Term]
id: ISO:4
name: Context

[Term]
id: ISO:4.1
name: Issues
xref: NIST:1 {confidence="0.4"}
property_value: skos:exactMatch NIST:1 {confidence="0.4", source="first reading"}
is_a: ISO:4 {edition="2023"}
relationship: part_of ISO:4 {edition="2023"}

[Typedef]
id: part_of
name: part of
OBO
cat > probe.py <<'PY'
import json
import warnings
from importlib.metadata import version

import fastobo
import pronto

print(*(f"{name} {version(name)}" for name in ("pronto", "fastobo")))
print("fastobo:", sum("{" in line for line in str(fastobo.load("catalogue.obo")).splitlines()), "lines with qualifiers")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    ontology = pronto.Ontology("catalogue.obo")
    written = ontology.dumps(format="obo")
    graph = ontology.dumps(format="json")
for line in written.splitlines():
    if line.startswith(("xref", "property_value", "is_a", "relationship")):
        print("pronto:", line)
print("in JSON:", [word for word in ("NIST_1", "0.4", "first reading", "2023") if word in json.dumps(json.loads(graph))])
print("warnings:", len(said))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
pronto 2.7.4 fastobo 0.14.2
fastobo: 4 lines with qualifiers
pronto: xref: NIST:1
pronto: property_value: skos:exactMatch NIST:1
pronto: is_a: ISO:4
pronto: relationship: part_of ISO:4
in JSON: ['NIST_1']
warnings: 0
EXPECTED
echo "as recorded: nobody can see how sure the mapping was"
