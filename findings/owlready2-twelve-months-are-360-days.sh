#!/usr/bin/env bash
# Package: owlready2 0.51 (compared with rdflib 7.6.0)
#
# One would guess: an xsd:duration of P12M is P1Y, and six months stay six months: XML Schema 1.1 part 2, section 3.3.6, makes months and
# seconds two separate parts of a duration, and P12M and P1Y one value.
# What happens: owlready2 turns a month into 30 days and a year into 365: P12M is read as 360 days, P1Y as 365, P6M as 180. Assigned again, a
# period is written as "P180D0.0S", which is no duration at all (the T before hours and seconds is missing), beside the old value, which is
# not removed.
# Why it matters: retention and notice periods of laws are in months and years. A record that must be kept for P120M is 50 days short of one
# that must be kept for P10Y, and what is saved cannot be read elsewhere.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile owlready2==0.51 rdflib==7.6.0

cat > probe.py <<'PY'
import logging
from importlib.metadata import version
import owlready2
import rdflib

logging.disable(logging.CRITICAL)
RDF, OWL, XSD = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2001/XMLSchema#"
IRI = "https://example.org/periods"
PERIODS = ["P6M", "P12M", "P1Y", "P120M", "P10Y"]
with open("periods.nt", "w") as file:
    file.write(f"<{IRI}> <{RDF}> <{OWL}Ontology> .\n<{IRI}#keep> <{RDF}> <{OWL}DatatypeProperty> .\n")
    for period in PERIODS:
        file.write(f'<{IRI}#{period}> <{RDF}> <{OWL}NamedIndividual> .\n<{IRI}#{period}> <{IRI}#keep> "{period}"^^<{XSD}duration> .\n')
ontology = owlready2.World().get_ontology("file://periods.nt").load()
print("owlready2", version("owlready2"), "rdflib", version("rdflib"))
print(*(f"{period}: {ontology[period].keep[0].days} days" for period in PERIODS), sep=", ")
ontology.P1Y.keep = [ontology.P6M.keep[0]]
ontology.save("saved.nt", format="ntriples")
for literal in sorted(rdflib.Graph().parse("saved.nt").objects(rdflib.URIRef(f"{IRI}#P1Y"), rdflib.URIRef(f"{IRI}#keep")), key=str):
    print("P1Y set to six months and saved:", str(literal), "ill-typed:", literal.ill_typed)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
owlready2 0.51 rdflib 7.6.0
P6M: 180 days, P12M: 360 days, P1Y: 365 days, P120M: 3600 days, P10Y: 3650 days
P1Y set to six months and saved: P180D0.0S ill-typed: True
P1Y set to six months and saved: P1Y ill-typed: False
EXPECTED
echo "as recorded: months are 30 days, years 365"
