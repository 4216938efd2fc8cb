#!/usr/bin/env bash
# Package: semra 0.3.0
#
# One would guess: a row with predicate_modifier Not is left out of inference or kept negative, and what is derived from a mapping is no surer
# than the mapping: semra documents confidences of derived mappings as computed from their evidence.
# What happens: the negated row is read as the positive mapping and reversed like any other. Each derived mapping has confidence 1.0,
# whether it comes from a row with 0.6 or from the rejected one.
# Why it matters: rejected pairs are kept in mapping sets on purpose, so that nobody proposes them again. After semra the rejection is a
# derived mapping with full confidence, which any threshold lets through.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile semra==0.3.0 sssom-pydantic==0.6.10

cat > set.sssom.tsv <<'TSV'
#mapping_set_id: https://example.org/sets/demo
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  chebi: http://purl.obolibrary.org/obo/CHEBI_
#  mesh: http://id.nlm.nih.gov/mesh/
TSV
# prefixes that the library's registry knows: rows under other prefixes are not read
row() { local IFS=$'\t'; echo "$*" >> set.sssom.tsv; }
row subject_id predicate_id predicate_modifier object_id mapping_justification confidence
row chebi:10084 skos:exactMatch '' mesh:C062738 semapv:ManualMappingCuration 0.6
row chebi:10100 skos:exactMatch Not mesh:C474165 semapv:ManualMappingCuration 0.9
cat > probe.py <<'PY'
import logging
from importlib.metadata import version
import semra.io
from semra.inference import infer_reversible

logging.disable(logging.CRITICAL)
print("semra", version("semra"))
mappings = semra.io.from_sssom("set.sssom.tsv")
for mapping in sorted(infer_reversible(mappings, progress=False), key=lambda mapping: mapping.subject.curie):
    evidence = mapping.evidence[0]
    print(mapping.subject.curie, mapping.predicate.curie, mapping.object.curie, type(evidence).__name__, evidence.get_confidence())
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
semra 0.3.0
chebi:10084 skos:exactMatch mesh:C062738 SimpleEvidence 0.6
chebi:10100 skos:exactMatch mesh:C474165 SimpleEvidence 0.9
mesh:C062738 skos:exactMatch chebi:10084 ReasonedEvidence 1.0
mesh:C474165 skos:exactMatch chebi:10100 ReasonedEvidence 1.0
EXPECTED
echo "as recorded: a rejected mapping comes out as a sure one"
