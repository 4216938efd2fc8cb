#!/usr/bin/env bash
# Package: sssom-pydantic 0.6.10 (PyPI)
#
# One would guess: a mapping set that is read and written has its rows and who made them. SSSOM has author_label, creator_label and reviewer_label for persons
# without an identifier, and a mapping of a literal: subject_type "rdfs literal", with its text in subject_label and no subject_id.
# What happens: the three columns of names are gone, and so is the row of the literal. Nothing is said; read(…, return_errors=True) tells of the row, and
# nothing of the names. author_id is kept.
# Why it matters: sets under CC BY ask for attribution, and who judged a pair is what its weight rests on. Consultants and committees have names and no ORCID;
# and the texts that a questionnaire asks, which have no identifiers either, are no longer mapped to anything.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom-pydantic==0.6.10

cat > probe.py <<'PY'
import csv
from importlib.metadata import version
from pathlib import Path

import sssom_pydantic

print("sssom-pydantic", version("sssom-pydantic"))
HEAD = """#mapping_set_id: https://example.org/mappings
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  iso: https://example.org/iso/
#  nist: https://example.org/nist/
#  orcid: https://orcid.org/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
"""
justification = "semapv:ManualMappingCuration"
rows = [
    {"subject_id": "iso:4.1", "subject_label": "Context", "predicate_id": "skos:exactMatch", "object_id": "nist:map-1", "mapping_justification": justification,
     "author_label": "A. Beck|C. Dahl", "reviewer_label": "E. Frank", "creator_label": "G. Hahn", "comment": "first"},
    {"subject_id": "iso:4.2", "subject_label": "Parties", "predicate_id": "skos:exactMatch", "object_id": "nist:map-2", "mapping_justification": justification,
     "author_id": "orcid:0000-0002-1825-0097", "comment": "second"},
    {"subject_label": "Who is affected?", "subject_type": "rdfs literal", "predicate_id": "skos:closeMatch", "object_id": "nist:map-2",
     "mapping_justification": justification, "comment": "third"},
]
columns = list(dict.fromkeys(name for row in rows for name in row))
with open("set.tsv", "w", newline="") as file:
    file.write(HEAD)
    writer = csv.DictWriter(file, columns, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
mappings, converter, metadata = sssom_pydantic.read("set.tsv")
sssom_pydantic.write(mappings, "written.tsv", metadata=metadata, converter=converter)
table = [line for line in Path("written.tsv").read_text().splitlines() if not line.startswith("#")]
for row in csv.DictReader(table, delimiter="\t"):
    print("written:", {name: value for name, value in row.items() if value and name not in ("predicate_id", "mapping_justification")})
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom-pydantic 0.6.10
written: {'subject_id': 'iso:4.1', 'subject_label': 'Context', 'object_id': 'nist:map-1', 'comment': 'first'}
written: {'subject_id': 'iso:4.2', 'subject_label': 'Parties', 'object_id': 'nist:map-2', 'author_id': 'orcid:0000-0002-1825-0097', 'comment': 'second'}
EXPECTED
echo "as recorded: nobody made the first mapping, and the third is gone"
