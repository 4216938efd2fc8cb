#!/usr/bin/env bash
# Package: prov 3.2.3
#
# One would guess: reading PROV-O, prov takes prov:wasRevisionOf and prov:hadPrimarySource for derivations and a prov:Person or
# prov:Organization for an agent: PROV-O declares the first two as sub-properties of prov:wasDerivedFrom, the others as subclasses of
# prov:Agent, and PROV-DM has them as derivations and agents with a prov:type.
# What happens: revisions and primary sources become mere attributes of the entity, so that the document has no derivation at all; persons
# and organizations vanish unless prov:Agent is stated beside them. No warning. prov:wasDerivedFrom and prov:Agent are read.
# Why it matters: edition histories of standards and statements of applicability are written with wasRevisionOf, reviewers as persons; the
# chain and the names are not in the PROV-N, PROV-JSON or picture that is made from them.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq prov==3.2.3 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
from prov.model import ProvAgent, ProvDerivation, ProvDocument

TURTLE = """
@prefix : <https://example.org/> . @prefix prov: <http://www.w3.org/ns/prov#> .
:soa-2 a prov:Entity ; %s :soa-1 . :soa-1 a prov:Entity . :reader a %s .
"""
print("prov", version("prov"))
for relation in ("prov:wasDerivedFrom", "prov:wasRevisionOf", "prov:hadPrimarySource"):
    document = ProvDocument.deserialize(content=TURTLE % (relation, "prov:Agent"), format="rdf", rdf_format="turtle")
    print(relation, "- derivations:", len(list(document.get_records(ProvDerivation))))
for kind in ("prov:Agent", "prov:Person", "prov:Organization", "prov:Person , prov:Agent"):
    document = ProvDocument.deserialize(content=TURTLE % ("prov:wasDerivedFrom", kind), format="rdf", rdf_format="turtle")
    print("a", kind, "- agents:", len(list(document.get_records(ProvAgent))))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
prov 3.2.3
prov:wasDerivedFrom - derivations: 1
prov:wasRevisionOf - derivations: 0
prov:hadPrimarySource - derivations: 0
a prov:Agent - agents: 1
a prov:Person - agents: 0
a prov:Organization - agents: 0
a prov:Person , prov:Agent - agents: 1
EXPECTED
echo "as recorded: sub-terms of PROV-O are not recognised"
