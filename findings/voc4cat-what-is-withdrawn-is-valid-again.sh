#!/usr/bin/env bash
# Package: voc4cat 1.2.0 (PyPI)
#
# One would guess: a SKOS vocabulary that voc4cat converts to a workbook and back, with nothing edited, says the same, or is refused. voc4cat is there for keeping
# vocabularies in workbooks; it has columns for definitions, labels, broader concepts and mappings, and a list of reasons for withdrawing a concept.
# What happens: a concept with owl:deprecated true is in force again, unless its history note is one of the reasons on voc4cat's list; the note is lost with it.
# A line of the log calls it an ERROR, the exit code is 0, and the workbook has the concept. Without a word the number (skos:notation), the scope note and
# skos:related are gone, and a concept that nobody called a top concept is one. Labels, definitions, broader and mappings come back.
# Why it matters: withdrawn terms stay in a vocabulary so that old references can be read, and are marked so that nobody uses them. After one edit of a
# label they can be chosen again, and the number by which people cite a concept is nowhere.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile voc4cat==1.2.0 rdflib==7.6.0

cat > catalogue.ttl <<'TTL'
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <https://example.org/v/> .
<https://example.org/v/> a skos:ConceptScheme ; skos:prefLabel "Terms"@en ; skos:definition "Terms of roles"@en ; dct:created "2026-08-02"^^xsd:date ;
  skos:hasTopConcept ex:v_0000001 .
ex:v_0000001 a skos:Concept ; skos:inScheme <https://example.org/v/> ; skos:topConceptOf <https://example.org/v/> ;
  skos:prefLabel "deployer"@en, "Betreiber"@de ;
  skos:definition "Who uses a system"@en, "Wer ein System verwendet"@de ; skos:notation "3.4" ; skos:scopeNote "Not in private life"@en ;
  skos:exactMatch <https://other.example.org/deployer> ;
  skos:related ex:v_0000003 .
ex:v_0000002 a skos:Concept ; skos:inScheme <https://example.org/v/> ; skos:prefLabel "user"@en ; skos:definition "Who uses a system"@en ;
  skos:broader ex:v_0000001 ; owl:deprecated true ; skos:historyNote "The act says deployer"@en .
ex:v_0000003 a skos:Concept ; skos:inScheme <https://example.org/v/> ; skos:prefLabel "provider"@en ; skos:definition "Who places a system on the market"@en .
TTL
cat > idranges.toml <<'TOML'
config_version = "v1.0"
single_vocab = true
[vocabs.catalogue]
id_length = 7
permanent_iri_part = "https://example.org/v/v_"
vocabulary_iri = "https://example.org/v/"
title = "Terms"
description = "Terms of roles"
created_date = "2026-08-02"
creator = "Example"
publisher = "Example"
repository = "https://example.org/repository"
homepage = "https://example.org"
[vocabs.catalogue.checks]
allow_delete = false
[vocabs.catalogue.prefix_map]
ex = "https://example.org/v/"
[[vocabs.catalogue.id_range]]
first_id = 1
last_id = 100
gh_name = "example"
TOML
cat > probe.py <<'PY'
from importlib.metadata import version

from rdflib import OWL, SKOS, Graph, Namespace

SHOWN = (SKOS.prefLabel, SKOS.notation, SKOS.scopeNote, SKOS.related, SKOS.exactMatch)
print("voc4cat", version("voc4cat"))
EX = Namespace("https://example.org/v/")
for name in ("catalogue.ttl", "back/catalogue.ttl"):
    graph = Graph().parse(name)
    said = lambda subject, predicate: [str(value) for value in sorted(graph.objects(EX[subject], predicate))]
    print(name, "user: deprecated", said("v_0000002", OWL.deprecated), "why", said("v_0000002", SKOS.historyNote), "broader", said("v_0000002", SKOS.broader))
    print(name, "deployer:", *(f"{p.fragment} {said('v_0000001', p)}" for p in SHOWN))
    print(name, "top:", sorted(str(concept)[-1] for concept in graph.subjects(SKOS.topConceptOf)))
PY
{ venv/bin/voc4cat convert --config idranges.toml catalogue.ttl 2>&1 | grep -E '^(ERROR|WARNING)' | tr -s ' '
  venv/bin/voc4cat convert --config idranges.toml --outdir back catalogue.xlsx >/dev/null 2>&1 && echo "exit code 0"
  venv/bin/python probe.py
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
ERROR |Concept https://example.org/v/v_0000002: owl:deprecated is true but skos:historyNote 'The act says deployer' is not a valid obsoletion reason.
WARNING |Non-standard obsoletion reason for concept: The act says deployer
exit code 0
voc4cat 1.2.0
catalogue.ttl user: deprecated ['true'] why ['The act says deployer'] broader ['https://example.org/v/v_0000001']
catalogue.ttl deployer: prefLabel ['Betreiber', 'deployer'] notation ['3.4'] scopeNote ['Not in private life'] related ['https://example.org/v/v_0000003'] exactMatch ['https://other.example.org/deployer']
catalogue.ttl top: ['1']
back/catalogue.ttl user: deprecated [] why [] broader ['https://example.org/v/v_0000001']
back/catalogue.ttl deployer: prefLabel ['Betreiber', 'deployer'] notation [] scopeNote [] related [] exactMatch ['https://other.example.org/deployer']
back/catalogue.ttl top: ['1', '3']
EXPECTED
echo "as recorded: the withdrawn term can be used again"
