#!/usr/bin/env bash
# Package: shexer 2.7.3.1 (PyPI, shapes from a graph); its shapes are run with pyshex 0.9.0 and pyshacl 0.40.1, on rdflib 7.6.0
#
# One would guess: shapes that are taken from a graph accept the graph, and refuse one with other datatypes, in ShEx and in SHACL alike. A text with a language
# has the datatype rdf:langString (RDF 1.1 Concepts, section 3.3), which is not xsd:string in either language.
# What happens: a title in English becomes xsd:string in the ShEx: each duty of the graph is refused by the shape made of it. In the SHACL the same condition is
# written sh:dataType, a term that SHACL does not have (it is sh:datatype, 4.1.2): a validator passes over it, and a duty due "some day" with the title 3 conforms.
# Why it matters: shapes are extracted to hold later versions of a vocabulary to what the first one was. One of the two finds fault with every labelled concept,
# the other with nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile shexer==2.7.3.1 pyshex==0.9.0 pyshacl==0.40.1 rdflib==7.6.0

cat > probe.py <<'PY'
import logging
from importlib.metadata import version

import pyshacl
from pyshex import ShExEvaluator
from rdflib import Graph
from shexer.consts import SHACL_TURTLE, SHEXC, TURTLE
from shexer.shaper import Shaper

logging.disable()
PREFIXES = "@prefix ex: <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
SOURCE = PREFIXES + """
ex:logs a ex:Duty ; ex:title "Logs"@en ; ex:until "2026-08-02"^^xsd:date .
ex:data a ex:Duty ; ex:title "Data"@en ; ex:until "2027-08-02"^^xsd:date .
"""
OTHER = PREFIXES + 'ex:logs a ex:Duty ; ex:title 3 ; ex:until "some day" .'


def shapes(form: str) -> str:
    names = {"https://example.org/": "ex", "http://www.w3.org/2001/XMLSchema#": "xsd"}
    shaper = Shaper(target_classes=["https://example.org/Duty"], raw_graph=SOURCE, input_format=TURTLE, namespaces_dict=names)
    return shaper.shex_graph(string_output=True, output_format=form)


print("shexer", version("shexer"), "pyshex", version("PyShEx"), "pyshacl", version("pyshacl"))
shex, shacl = shapes(SHEXC), shapes(SHACL_TURTLE)
print("ShEx: ", [" ".join(line.split("#")[0].split()) for line in shex.splitlines() if "ex:title" in line or "ex:until" in line])
print("SHACL:", sorted({word for word in shacl.split() if word.lower() == "sh:datatype"}))
for title, graph in (("the graph itself", SOURCE), ("another", OTHER)):
    (result,) = ShExEvaluator(rdf=graph, schema=shex, focus="https://example.org/logs", start="http://weso.es/shapes/Duty").evaluate()
    conforms = pyshacl.validate(Graph().parse(data=graph), shacl_graph=Graph().parse(data=shacl))[0]
    print(f"{title}: ShEx {'accepts' if result.result else 'refuses'}, SHACL {'accepts' if conforms else 'refuses'}")
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
shexer 2.7.3.1 pyshex 0.9.0 pyshacl 0.40.1
ShEx:  ['ex:until xsd:date ;', 'ex:title xsd:string ;']
SHACL: ['sh:dataType']
the graph itself: ShEx refuses, SHACL accepts
another: ShEx refuses, SHACL accepts
EXPECTED
echo "as recorded: ShEx refuses the graph it comes from, SHACL accepts all"
