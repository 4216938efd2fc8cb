#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py)
#
# One would guess: `sssom invert` turns every slot that has a direction. SSSOM reads mapping_cardinality from subject to object: 1:n says
# that one subject has several objects, 1:0 that a subject has none.
# What happens: subject and object, their labels and sources change places and broadMatch becomes narrowMatch, but 1:n stays 1:n and 1:0
# stays 1:0, now beside the subject sssom:NoTermFound. A row with predicate_modifier Not, or with a predicate outside
# the built-in list, stays in the "inverted" file in its old direction.
# Why it matters: "who answers this clause of ours" is asked in both directions. The inverted file says that each control of the other
# framework has several counterparts where several share one, and rows of both directions stand in one file.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom==0.4.21 pandas==2.3.3 networkx==3.6.1

cat > set.sssom.tsv <<'TSV'
#mapping_set_id: https://example.org/sets/demo
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  iso42001: https://example.org/iso42001/
#  iso27001: https://example.org/iso27001/
TSV
row() { local IFS=$'\t'; echo "$*" >> set.sssom.tsv; }
row subject_id predicate_id predicate_modifier object_id mapping_justification mapping_cardinality
row iso42001:4.1 skos:broadMatch '' iso27001:4.1 semapv:ManualMappingCuration 1:n
row iso42001:4.1 skos:broadMatch '' iso27001:4.2 semapv:ManualMappingCuration 1:n
row iso42001:6.1.4 skos:exactMatch '' sssom:NoTermFound semapv:ManualMappingCuration 1:0
row iso42001:9.2 skos:exactMatch Not iso27001:10.2 semapv:ManualMappingCuration ''

{ venv/bin/sssom --version; venv/bin/sssom invert set.sssom.tsv --no-merge-inverted --output inverted.tsv >/dev/null 2>&1
  venv/bin/python - <<'PY'
import csv

for row in csv.DictReader((line for line in open("inverted.tsv") if not line.startswith("#")), delimiter="\t"):
    print(row["subject_id"], row["predicate_id"], row.get("predicate_modifier") or "-", row["object_id"], row["mapping_cardinality"] or "-")
PY
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom, version 0.4.21
iso27001:4.1 skos:narrowMatch - iso42001:4.1 1:n
iso27001:4.2 skos:narrowMatch - iso42001:4.1 1:n
sssom:NoTermFound skos:exactMatch - iso42001:6.1.4 1:0
iso42001:9.2 skos:exactMatch Not iso27001:10.2 -
EXPECTED
echo "as recorded: cardinalities are not turned round"
