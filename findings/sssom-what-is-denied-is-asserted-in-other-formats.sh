#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py), its OWL read with rdflib 7.6.0
#
# One would guess: `sssom convert` of a row with predicate_modifier Not, or with the object sssom:NoTermFound, gives something that denies, or nothing. SSSOM
# has the modifier for negating the predicate and NoTermFound for a term that has no counterpart; the target formats have words for both: equivalence of a FHIR R4
# ConceptMap may be disjoint (the two are not the same) or unmatched (there is no counterpart, and then no code is given).
# What happens: in fhir_json both are "equivalent", the second with the code sssom:NoTermFound; ontoportal_json lists both as skos:exactMatch; owl writes the triple
# of the denied row itself, and only an axiom beside it says NegatedPredicate, which no reasoner and no query for skos:exactMatch looks at.
# The version 1.10 of the set, a text in SSSOM and in FHIR, is the number 1.1. Exit code 0 each time.
# Why it matters: a curated "these two only look alike" is written down because people mix the two up. Handed on, it says the contrary of what was found.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom==0.4.21 pandas==2.3.3 networkx==3.6.1 rdflib==7.6.0

cat > set.sssom.tsv <<'TSV'
#mapping_set_id: https://example.org/sets/demo
#mapping_set_version: 1.10
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  iso42001: https://example.org/iso42001/
#  iso27001: https://example.org/iso27001/
TSV
row() { local IFS=$'\t'; echo "$*" >> set.sssom.tsv; }
row subject_id predicate_id predicate_modifier object_id mapping_justification
row iso42001:4.1 skos:exactMatch '' iso27001:4.1 semapv:ManualMappingCuration
row iso42001:9.2 skos:exactMatch Not iso27001:10.2 semapv:ManualMappingCuration
row iso42001:6.1.4 skos:exactMatch '' sssom:NoTermFound semapv:ManualMappingCuration

for format in fhir_json ontoportal_json owl; do
  venv/bin/sssom convert set.sssom.tsv --output-format "$format" --output "out.$format" >/dev/null 2>&1 || echo "$format: exit code $?"
done
cat > probe.py <<'PY'
import json
from importlib.metadata import version

import rdflib
from rdflib.namespace import SKOS

print("sssom", version("sssom"))
fhir = json.load(open("out.fhir_json"))
print("fhir_json, version", repr(fhir["version"]))
for element in fhir["group"][0]["element"]:
    for target in element["target"]:
        print(" ", element["code"], target["equivalence"], target["code"])
print("ontoportal_json")
for mapping in json.load(open("out.ontoportal_json")):
    names = [uri.removeprefix("https://example.org/").rpartition("w3id.org/")[2] for uri in mapping["classes"]]
    print(" ", names[0], *(relation.rpartition("#")[2] for relation in mapping["relation"]), names[1], "" if len(mapping) == 4 else sorted(mapping))
print("owl, triples of skos:exactMatch")
graph = rdflib.Graph().parse("out.owl", format="turtle")
for subject, object_ in sorted(graph.subject_objects(SKOS.exactMatch)):
    print(" ", graph.qname(subject), "skos:exactMatch", graph.qname(object_))
PY
{ venv/bin/python probe.py; } | sed 's/ *$//' | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom 0.4.21
fhir_json, version 1.1
  iso42001:4.1 equivalent iso27001:4.1
  iso42001:6.1.4 equivalent sssom:NoTermFound
  iso42001:9.2 equivalent iso27001:10.2
ontoportal_json
  iso42001/4.1 exactMatch iso27001/4.1
  iso42001/6.1.4 exactMatch sssom/NoTermFound
  iso42001/9.2 exactMatch iso27001/10.2
owl, triples of skos:exactMatch
  iso42001:4.1 skos:exactMatch iso27001:4.1
  iso42001:6.1.4 skos:exactMatch sssom:NoTermFound
  iso42001:9.2 skos:exactMatch iso27001:10.2
EXPECTED
echo "as recorded: a denial is a match in three formats"
