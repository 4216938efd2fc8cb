#!/usr/bin/env bash
# Package: linkml and linkml-runtime 1.12.1
#
# One would guess: a slot with "list_elements_ordered: true" keeps its order in every form that the tool writes. The LinkML metamodel says of
# it that the order of the elements is guaranteed to be preserved, and RDF has lists for that.
# What happens: the RDF dumper writes one triple for each element, with or without the flag: no order, and steps that occur twice occur once.
# Read back with the RDF loader, the record has other steps in another order. JSON and YAML keep both. A slot of the built-in type
# date_or_datetime gets the datatype linkml:DateOrDatetime, so that SPARQL cannot compare its dates.
# Why it matters: schemas for catalogues and mappings (SSSOM among them) are written in LinkML. Steps of a procedure and chains of mappings are
# lists whose order is what they say, and a deadline of such a type answers to no FILTER.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile linkml==1.12.1 linkml-runtime==1.12.1

cat > schema.yaml <<'YAML'
id: https://example.org/schema
name: schema
prefixes: {linkml: https://w3id.org/linkml/, ex: https://example.org/}
default_prefix: ex
default_range: string
imports: [linkml:types]
classes:
  Procedure:
    attributes:
      id: {identifier: true, range: uriorcurie}
      steps: {multivalued: true, list_elements_ordered: true, list_elements_unique: false}
      due: {range: date_or_datetime}
YAML
cat > probe.py <<'PY'
import json
import logging
from importlib.metadata import version
import rdflib
from linkml.generators.pythongen import PythonGenerator
from linkml_runtime.dumpers import json_dumper, rdflib_dumper
from linkml_runtime.loaders import rdflib_loader
from linkml_runtime.utils.schemaview import SchemaView

logging.disable(logging.CRITICAL)
print("linkml", version("linkml"), "linkml-runtime", version("linkml-runtime"))
model, view = PythonGenerator("schema.yaml").compile_module(), SchemaView("schema.yaml")
record = model.Procedure(id="ex:audit", steps=["plan", "review", "act", "review"], due="2026-08-02")
turtle = rdflib_dumper.dumps(record, view)
graph = rdflib.Graph().parse(data=turtle, format="turtle")
print("JSON:", json.loads(json_dumper.dumps(record))["steps"])
print("RDF:", len(list(graph.objects(None, rdflib.URIRef("https://example.org/steps")))), "values,",
      "a list" if (None, rdflib.RDF.first, None) in graph else "no list")
back = rdflib_loader.loads(turtle, target_class=model.Procedure, schemaview=view)
print("read back:", len(back.steps), "steps, as they were:", list(back.steps) == list(record.steps))
print("due:", next(graph.objects(None, rdflib.URIRef("https://example.org/due"))).datatype)
query = ('PREFIX ex: <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> '
         'SELECT ?p { ?p ex:due ?d FILTER(?d < "2030-01-01"^^xsd:date) }')
print("due before 2030:", len(graph.query(query)))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
linkml 1.12.1 linkml-runtime 1.12.1
JSON: ['plan', 'review', 'act', 'review']
RDF: 3 values, no list
read back: 3 steps, as they were: False
due: https://w3id.org/linkml/DateOrDatetime
due before 2030: 0
EXPECTED
echo "as recorded: the order is not there"
