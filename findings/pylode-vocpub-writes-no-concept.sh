#!/usr/bin/env bash
# Package: pyLODE 3.3.4 (the last version that starts from its wheel under Python 3.11)
#
# One would guess: its profile VocPub, which is there for SKOS vocabularies, writes a page with the concepts of the scheme, each with its labels
# and its definition.
# What happens: the page has the title of the scheme, its metadata and the namespaces, and not one of the concepts, top concepts and members of
# collections neither; nothing is said and the exit code is 0. The profile writes sections for classes and properties, which a vocabulary has none of.
# Why it matters: whoever publishes a vocabulary by it publishes a cover without a book. The profile for ontologies, OntPub, leaves out individuals
# as well, so an ontology that comes with its controlled words is documented without them.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pylode==3.3.4

cat > vocabulary.ttl <<'TTL'
@prefix ex: <https://example.org/v/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/v> a skos:ConceptScheme ; skos:prefLabel "Roles"@en ; skos:definition "Who acts."@en ;
    dcterms:title "Roles"@en ; skos:hasTopConcept ex:provider .
ex:provider a skos:Concept ; skos:prefLabel "provider"@en ; skos:definition "Places a system on the market."@en ;
    skos:inScheme <https://example.org/v> ; skos:topConceptOf <https://example.org/v> ; skos:narrower ex:importer .
ex:importer a skos:Concept ; skos:prefLabel "importer"@en ; skos:definition "Brings a system in."@en ;
    skos:inScheme <https://example.org/v> ; skos:broader ex:provider .
ex:chain a skos:Collection ; skos:prefLabel "supply chain"@en ; skos:member ex:provider, ex:importer .
TTL
set +e
venv/bin/pylode --profile vocpub vocabulary.ttl -o page.html 2>/dev/null; code=$?
set -e
{ venv/bin/pip list 2>/dev/null | grep -i '^pylode' | tr -s ' '
  echo "exit code $code"
  for text in Roles "Who acts" provider importer "Places a system" "supply chain"; do
    echo "$text: $(grep -c -- "$text" page.html) lines" | sed 's/: 0 lines/: not on the page/; s/: [1-9][0-9]* lines/: on the page/'
  done; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pylode 3.3.4
exit code 0
Roles: on the page
Who acts: on the page
provider: not on the page
importer: not on the page
Places a system: not on the page
supply chain: not on the page
EXPECTED
echo "as recorded: no concept of the vocabulary is on its page"
