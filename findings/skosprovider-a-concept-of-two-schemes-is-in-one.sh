#!/usr/bin/env bash
# Package: skosprovider-rdf 1.4.0 with skosprovider 1.5.1 and rdflib 6.3.2
#
# One would guess: what a SKOS file says of a scheme is there when the file is asked for that scheme. A concept may be in several schemes (skos:inScheme
# twice), and SKOS has narrower as the inverse of broader and related as symmetric, so that either direction says both.
# What happens: in a file with two schemes a concept counts for one of its schemes only, the one that the store gives first: "Context", which both editions
# have, is not in the second. expand(), documented as a concept and its narrower ones, follows skos:narrower alone, so that with skos:broader it gives
# the concept itself; and related holds only in the direction in which it was written. No warning.
# Why it matters: editions of a standard are schemes that share concepts, and vocabularies state broader and leave out narrower. The provider of the second
# edition has no such clause, a search below clause 4 finds nothing of 4.1, and nothing says that anything was left out.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile skosprovider-rdf==1.4.0 skosprovider==1.5.1 rdflib==6.3.2

cat > editions.ttl <<'TTL'
@prefix : <https://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:edition2013 a skos:ConceptScheme ; skos:prefLabel "2013"@en .
:edition2022 a skos:ConceptScheme ; skos:prefLabel "2022"@en .
:c4 a skos:Concept ; skos:inScheme :edition2013, :edition2022 ; skos:prefLabel "Context"@en ; skos:related :c6 .
:c41 a skos:Concept ; skos:inScheme :edition2022 ; skos:prefLabel "Understanding the organisation"@en ; skos:broader :c4 .
:c6 a skos:Concept ; skos:inScheme :edition2013 ; skos:prefLabel "Planning"@en .
TTL
sed 's/, :edition2022//; s/skos:inScheme :edition2022/skos:inScheme :edition2013/; /edition2022/d' editions.ttl > one-edition.ttl
cat > probe.py <<'PY'
from importlib.metadata import version

import rdflib
from skosprovider_rdf.providers import RDFProvider

BASE = "https://example.org/"
print("skosprovider-rdf", version("skosprovider-rdf"), "skosprovider", version("skosprovider"))
for edition in ("edition2013", "edition2022"):
    provider = RDFProvider({"id": edition}, rdflib.Graph().parse("editions.ttl"), concept_scheme_uri=BASE + edition)
    print(f"{edition}:", *sorted(concept["uri"].removeprefix(BASE) for concept in provider.get_all()))
provider = RDFProvider({"id": "one"}, rdflib.Graph().parse("one-edition.ttl"))
print("one scheme:", *sorted(concept["uri"].removeprefix(BASE) for concept in provider.get_all()))
c4, c6 = (provider.get_by_uri(BASE + name) for name in ("c4", "c6"))
print("expand c4:", *(uri.removeprefix(BASE) for uri in provider.expand(c4.id)), "- narrower of c4:", c4.narrower, "- related to c6:", c6.related)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
skosprovider-rdf 1.4.0 skosprovider 1.5.1
edition2013: c4 c6
edition2022: c41
one scheme: c4 c41 c6
expand c4: c4 - narrower of c4: [] - related to c6: []
EXPECTED
echo "as recorded: a concept of two schemes is in one"
