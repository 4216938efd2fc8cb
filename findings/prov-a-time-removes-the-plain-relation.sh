#!/usr/bin/env bash
# Package: prov 3.2.3 (with rdflib 7.6.0)
#
# One would guess: a generation that also has a time is written as PROV-O's prov:wasGeneratedBy plus the qualified form: in PROV-O, section
# 3.3, the qualified form restates the plain relation with more detail, and simple consumers read the starting-point terms only.
# What happens: without a time prov writes prov:wasGeneratedBy; with a time (or a role) only prov:qualifiedGeneration, and the plain triple
# is gone. The same holds for used, wasAssociatedWith and wasDerivedFrom, while actedOnBehalfOf keeps its plain triple.
# Why it matters: the better documented an assessment is, the less a simple query finds: `?review prov:used ?evidence` answers for the
# undated statements only, so that evidence with a date looks as if it had not been used.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq prov==3.2.3 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
import rdflib
from prov.model import ProvDocument

PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
print("prov", version("prov"))
for label, when in (("undated", None), ("dated", "2026-11-28T10:00:00Z")):
    document = ProvDocument()
    document.add_namespace("ex", "https://example.org/")
    document.entity("ex:log-review")
    document.activity("ex:review")
    document.used("ex:review", "ex:log-review", time=when)
    document.wasGeneratedBy("ex:statement", "ex:review", time=when)
    document.actedOnBehalfOf("ex:reader", "ex:office", activity=None if when is None else "ex:review")
    graph = rdflib.Graph().parse(data=document.serialize(format="rdf", rdf_format="turtle"), format="turtle")
    counts = {name: len(list(graph.triples((None, PROV[name], None)))) for name in
              ("used", "qualifiedUsage", "wasGeneratedBy", "qualifiedGeneration", "actedOnBehalfOf", "qualifiedDelegation")}
    print(label, counts)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
prov 3.2.3
undated {'used': 1, 'qualifiedUsage': 0, 'wasGeneratedBy': 1, 'qualifiedGeneration': 0, 'actedOnBehalfOf': 1, 'qualifiedDelegation': 0}
dated {'used': 0, 'qualifiedUsage': 1, 'wasGeneratedBy': 0, 'qualifiedGeneration': 1, 'actedOnBehalfOf': 1, 'qualifiedDelegation': 1}
EXPECTED
echo "as recorded: a time replaces the plain relation"
