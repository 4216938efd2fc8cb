#!/usr/bin/env bash
# Package: spdx-tools 0.8.5 (the Python tools of the SPDX project)
#
# One would guess: an SPDX 2.3 document says the same in JSON and in RDF. "MIT AND (Apache-2.0 OR BSD-3-Clause)" asks for MIT in any case; SPDX 2.3, annex
# D.4.5, lets AND bind more tightly than OR and keeps parentheses for the rest, and the RDF has one set of licences within another for it.
# What happens: spdx-tools writes the RDF as it should be, and reads it without the parentheses: the licence is "(MIT AND Apache-2.0) OR BSD-3-Clause", or
# "Apache-2.0 OR (BSD-3-Clause AND MIT)", as the order falls. No warning, and the document is valid before and after. XML and YAML keep the expression.
# Why it matters: the bill of materials of an AI system is where the terms of models and data are looked up. After one pass through RDF, one of the other two
# licences is enough by it, and an obligation that always holds, such as a condition on use joined to a choice of code licences, has become one of two ways.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile spdx-tools==0.8.5

cat > model.spdx.json <<'JSON'
{"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "model", "documentNamespace": "https://example.org/sbom/1",
 "creationInfo": {"created": "2026-11-28T10:00:00Z", "creators": ["Organization: Example"]},
 "packages": [{"SPDXID": "SPDXRef-model", "name": "model", "downloadLocation": "NOASSERTION", "filesAnalyzed": false,
  "licenseConcluded": "MIT AND (Apache-2.0 OR BSD-3-Clause)", "licenseDeclared": "LicenseRef-use AND (Apache-2.0 OR BSD-3-Clause)"}],
 "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-use", "extractedText": "Not for the selection of persons."}],
 "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relatedSpdxElement": "SPDXRef-model", "relationshipType": "DESCRIBES"}]}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import rdflib

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
print("spdx-tools", version("spdx-tools"))


def enough(expression, held):
    """Whether keeping these licences satisfies the expression."""
    words = expression.replace("(", "( ").replace(")", " )").split()
    return eval(" ".join({"AND": "and", "OR": "or", "(": "(", ")": ")"}.get(word) or str(word in held) for word in words))


def say(name):
    package = json.load(open(f"{name}.spdx.json"))["packages"][0]
    for field, always in (("licenseConcluded", "MIT"), ("licenseDeclared", "LicenseRef-use")):
        without = any(enough(package[field], {other}) for other in ("Apache-2.0", "BSD-3-Clause"))
        print(f"{name}: {field} needs {always}: {not without}")


def sets(node):
    """A licence of the RDF, as its sets nest."""
    kind, = (*graph.objects(node, rdflib.RDF.type), None)[:1]
    members = sorted(map(sets, graph.objects(node, SPDX.member)))
    return f"{kind.fragment[:11]}({', '.join(members)})" if members else str(node).rpartition("/")[2]


say("model")
graph = rdflib.Graph().parse("model.spdx.rdf.xml", format="xml")
print("in the RDF:", *(sets(licence) for licence in graph.objects(None, SPDX.licenseConcluded)))
for form in ("xml", "yaml", "rdf"):
    say(f"through-{form}")
PY
tool() { venv/bin/pyspdxtools "$@" >/dev/null 2>>log.txt; }
{ for form in xml:xml yaml:yaml rdf:rdf.xml; do
    tool --infile model.spdx.json --outfile "model.spdx.${form#*:}"
    tool --infile "model.spdx.${form#*:}" --outfile "through-${form%:*}.spdx.json"
  done
  venv/bin/python probe.py; echo "warnings: $(grep -ci warn log.txt || true)"; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
spdx-tools 0.8.5
model: licenseConcluded needs MIT: True
model: licenseDeclared needs LicenseRef-use: True
in the RDF: Conjunctive(Disjunctive(Apache-2.0, BSD-3-Clause), MIT)
through-xml: licenseConcluded needs MIT: True
through-xml: licenseDeclared needs LicenseRef-use: True
through-yaml: licenseConcluded needs MIT: True
through-yaml: licenseDeclared needs LicenseRef-use: True
through-rdf: licenseConcluded needs MIT: False
through-rdf: licenseDeclared needs LicenseRef-use: False
warnings: 0
EXPECTED
echo "as recorded: a licence that must be kept has become one of two"
