#!/usr/bin/env bash
# Package: rdflib 7.6.0, compared with PyLD 3.3.0 and pyoxigraph 0.5.13
#
# One would guess: "@type": "@none" in a term's definition means that its values are taken as they stand. JSON-LD 1.1 API, creating a term
# definition (4.2), allows @none beside @id, @vocab and @json as a type mapping, and value expansion (5.3) then adds no type.
# What happens: in a document with "@vocab" rdflib makes @none a datatype below the vocabulary: "met"^^<https://example.org/@none>, and true is
# of that datatype too. And with "@propagate": false it leaves out the context of a property altogether: the term "to", defined there, falls
# back to the vocabulary, so that the mapped requirement is a text and no link. The two others do as the text says.
# Why it matters: answers of an assessment (yes, 3, "partly") are the values for which a context gives no type. Counts by sh:datatype or
# FILTER(?answer = true) find none of them, and mappings lose their object.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rdflib==7.6.0 PyLD==3.3.0 pyoxigraph==0.5.13

cat > answer.json <<'JSON'
{"@context": {"@version": 1.1, "@vocab": "https://example.org/", "answer": {"@type": "@none"}},
 "@id": "https://example.org/4.1", "answer": ["met", true]}
JSON
cat > mapping.json <<'JSON'
{"@context": {"@version": 1.1, "@vocab": "https://example.org/",
              "mapping": {"@context": {"@propagate": false, "to": {"@id": "https://example.org/mappedTo", "@type": "@id"}}}},
 "@id": "https://example.org/4.1", "mapping": {"@id": "https://example.org/m1", "to": "https://example.org/4.2"}}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import pyoxigraph
import rdflib
from pyld import jsonld

for name in ("answer", "mapping"):
    text = open(f"{name}.json").read()
    lines = {
        "rdflib": rdflib.Graph().parse(data=text, format="json-ld").serialize(format="nt"),
        "PyLD": jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}),
        "pyoxigraph": pyoxigraph.serialize(
            pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD), format=pyoxigraph.RdfFormat.N_QUADS).decode(),
    }
    for library, found in lines.items():
        for line in sorted(filter(None, found.splitlines())):
            if "/mapping>" not in line:
                print(library, version(library), line.split(" ", 1)[1].removesuffix(" ."))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 <https://example.org/answer> "met"^^<https://example.org/@none>
rdflib 7.6.0 <https://example.org/answer> "true"^^<https://example.org/@none>
PyLD 3.3.0 <https://example.org/answer> "met"
PyLD 3.3.0 <https://example.org/answer> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>
pyoxigraph 0.5.13 <https://example.org/answer> "met"
pyoxigraph 0.5.13 <https://example.org/answer> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>
rdflib 7.6.0 <https://example.org/to> "https://example.org/4.2"
PyLD 3.3.0 <https://example.org/mappedTo> <https://example.org/4.2>
pyoxigraph 0.5.13 <https://example.org/mappedTo> <https://example.org/4.2>
EXPECTED
echo "as recorded: @none is a datatype, and a context that is not passed on is not used"
