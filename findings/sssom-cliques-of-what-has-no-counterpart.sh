#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py)
#
# One would guess: two requirements that each have no counterpart (object sssom:NoTermFound) have nothing to do with each other, and a
# negated row (predicate_modifier Not) connects nothing. SSSOM describes NoTermFound as standing for the absence of a match.
# What happens: `sssom cliquesummary` and `sssom partition` treat sssom:NoTermFound as a term like any other: all requirements without a
# counterpart form one clique, which is even reported as conflated. A row with Not makes a clique of the two things it keeps apart.
# Why it matters: cliques are the usual way to get from pairwise mappings to one control for several frameworks. Here the largest "common
# control" is the heap of everything that has no match, and rejected pairs are controls too.
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
row subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification confidence subject_source object_source
tail_=(semapv:ManualMappingCuration 0.9 iso42001:2023 iso27001:2022)
row iso42001:4.1 Context skos:exactMatch '' iso27001:4.1 Context "${tail_[@]}"
row iso42001:4.2 Parties skos:exactMatch Not iso27001:4.2 Parties "${tail_[@]}"
row iso42001:6.1.4 Impact skos:exactMatch '' sssom:NoTermFound '' "${tail_[@]}"
row iso42001:A.7.5 Provenance skos:exactMatch '' sssom:NoTermFound '' "${tail_[@]}"

{ venv/bin/sssom --version; venv/bin/sssom cliquesummary set.sssom.tsv --output cliques.tsv >/dev/null 2>&1
  venv/bin/python - <<'PY'
import csv

for row in sorted(csv.DictReader(open("cliques.tsv"), delimiter="\t"), key=lambda row: sorted(row["members"].split("|"))):
    print(*sorted(row["members"].split("|")), "conflated:", row["is_conflated"])
PY
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom, version 0.4.21
iso27001:4.1 iso42001:4.1 conflated: False
iso27001:4.2 iso42001:4.2 conflated: False
iso42001:6.1.4 iso42001:A.7.5 sssom:NoTermFound conflated: True
EXPECTED
echo "as recorded: what has no counterpart forms a clique"
