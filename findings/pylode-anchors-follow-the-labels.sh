#!/usr/bin/env bash
# Package: pyLODE 3.3.4 (the last version that starts from its wheel under Python 3.11)
#
# One would guess: in the documentation of an ontology with hash names, https://example.org/o#kind leads to the entry of ex:kind: the part behind
# the # is the anchor. That is how LODE and WIDOCO do it, and why hash names exist.
# What happens: the anchor is the label without its spaces; for what another entry names before, the end of the name, with a 1 behind it if the label
# of another one is that. #SystemKind is on no entry; and where a class is labelled "kind", #kind is its entry, and the property ex:kind is #kind1.
# Why it matters: a name followed from data, over a w3id redirect to the page, arrives at the top of the page or, without a word, at the definition of
# something else. Links within the page are right, so nobody who looks at the page sees it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pylode==3.3.4

cat > ontology.ttl <<'TTL'
@prefix ex: <https://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann: <http://purl.org/vocab/vann/> .
<https://example.org/o> a owl:Ontology ; dcterms:title "Systems"@en ;
    vann:preferredNamespacePrefix "ex" ; vann:preferredNamespaceUri "https://example.org/o#" .
ex:SystemKind a owl:Class ; rdfs:label "kind of system"@en .
ex:NodeKind a owl:Class ; rdfs:label "kind"@en .
ex:kind a owl:DatatypeProperty ; rdfs:label "what it is"@en ; rdfs:domain ex:SystemKind .
TTL
cat > probe.py <<'PY'
import re
from importlib.metadata import version
from pylode import OntPub

print("pyLODE", version("pylode"))
html = OntPub("ontology.ttl", sort_subjects=True).make_html()
for anchor, entry in re.findall(r'<div class="property entity" id="([^"]*)">(.*?)</table>', html, re.S):
    print(f"#{anchor} is the entry of", re.search(r"<code>(.*?)</code>", entry)[1])
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyLODE 3.3.4
#kind is the entry of https://example.org/o#NodeKind
#kindofsystem is the entry of https://example.org/o#SystemKind
#kind1 is the entry of https://example.org/o#kind
EXPECTED
echo "as recorded: no name leads to its entry, and one leads to another's"
