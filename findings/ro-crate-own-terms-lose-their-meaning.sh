#!/usr/bin/env bash
# Package: rocrate 0.16.0 (ro-crate-py), read with rdflib 7.6.0
#
# One would guess: a crate that is opened and written again says what it said. RO-Crate 1.1, appendix on JSON-LD, lets a crate add terms of its
# own to "@context", after the RO-Crate context, and rocrate documents reading a crate, changing it and writing it.
# What happens: of the "@context" only RO-Crate's own IRI is left; the term "control", defined there, is gone, while entities still use the
# key. A title {"@value": "Leitung", "@language": "de"} becomes the plain text "Leitung". No warning.
# Why it matters: crates are a usual package for evidence, and "which control does this file prove" is such an added term. The key still
# stands in the JSON, so that a look at the file shows nothing; read as JSON-LD, the statement is not there any more.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rocrate==0.16.0 rdflib==7.6.0

mkdir before
echo "time,event" > before/log.csv
cat > before/ro-crate-metadata.json <<'JSON'
{"@context": ["https://w3id.org/ro/crate/1.1/context", {"control": {"@id": "https://example.org/control", "@type": "@id"}}],
 "@graph": [
  {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
  {"@id": "./", "@type": "Dataset", "name": "Evidence", "description": "Evidence of an audit", "datePublished": "2026-08-02",
   "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"}, "hasPart": {"@id": "log.csv"}},
  {"@id": "log.csv", "@type": "File", "name": "Log", "control": "https://example.org/iso42001/A.6.2.8", "about": {"@id": "#clause"}},
  {"@id": "#clause", "@type": "DefinedTerm", "name": {"@value": "Leitung", "@language": "de"}}]}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import rdflib
from rocrate.rocrate import ROCrate

print("rocrate", version("rocrate"))
ROCrate("before").write("after")
for folder in ("before", "after"):
    document = json.load(open(f"{folder}/ro-crate-metadata.json"))
    entities = {entity["@id"]: entity for entity in document["@graph"]}
    print(f"{folder}: context {json.dumps(document['@context'])}")
    print(f"{folder}: control {entities['log.csv']['control']}, title {json.dumps(entities['#clause']['name'])}")
    # the context of RO-Crate itself is not fetched: http://schema.org/ stands for it, and what the crate adds comes on top
    added = [part for part in [document["@context"]] + (document["@context"] if isinstance(document["@context"], list) else []) if isinstance(part, dict)]
    document["@context"] = [{"File": "http://schema.org/MediaObject", "name": "http://schema.org/name", "about": "http://schema.org/about"}, *added]
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld", base="https://example.org/crate/")
    print(f"{folder}: in the graph", sorted(str(o) for o in graph.objects(None, rdflib.URIRef("https://example.org/control"))))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rocrate 0.16.0
before: context ["https://w3id.org/ro/crate/1.1/context", {"control": {"@id": "https://example.org/control", "@type": "@id"}}]
before: control https://example.org/iso42001/A.6.2.8, title {"@value": "Leitung", "@language": "de"}
before: in the graph ['https://example.org/iso42001/A.6.2.8']
after: context "https://w3id.org/ro/crate/1.1/context"
after: control https://example.org/iso42001/A.6.2.8, title "Leitung"
after: in the graph []
EXPECTED
echo "as recorded: the crate's own term has no meaning any more"
