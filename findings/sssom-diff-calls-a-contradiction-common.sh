#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py)
#
# One would guess: `sssom diff` of two sets, one saying that 4.2 matches 4.2 exactly and the other, with predicate_modifier Not, that it does
# not, reports two different mappings: SSSOM lets Not negate the predicate, so that the two rows contradict each other.
# What happens: both rows are labelled COMMON_TO_BOTH. The comparison looks at subject, predicate and object only.
# Why it matters: a diff is how a second reading of a mapping is compared with the first. The rows on which the readers contradict each
# other are exactly the ones that it files under agreement.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom==0.4.21 pandas==2.3.3 networkx==3.6.1

for reading in first second; do
  cat > "$reading.sssom.tsv" <<TSV
#mapping_set_id: https://example.org/sets/$reading
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  iso42001: https://example.org/iso42001/
#  iso27001: https://example.org/iso27001/
TSV
  printf '%s\t' subject_id predicate_id predicate_modifier object_id >> "$reading.sssom.tsv"; echo mapping_justification >> "$reading.sssom.tsv"
done
row() { printf 'iso42001:%s\tskos:exactMatch\t%s\tiso27001:%s\tsemapv:ManualMappingCuration\n' "$1" "$2" "$1"; }
{ row 4.1 ''; row 4.2 ''; row 6.3 ''; } >> first.sssom.tsv
{ row 4.1 ''; row 4.2 Not; } >> second.sssom.tsv

{ venv/bin/sssom --version; venv/bin/sssom diff first.sssom.tsv second.sssom.tsv --output diff.tsv >/dev/null 2>&1
  venv/bin/python - <<'PY'
import csv

rows = csv.DictReader((line for line in open("diff.tsv") if not line.startswith("#")), delimiter="\t")
for line in sorted({(row["subject_id"], row["predicate_modifier"] or "-", row["comment"]) for row in rows}):
    print(*line)
PY
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom, version 0.4.21
iso42001:4.1 - COMMON_TO_BOTH
iso42001:4.2 - COMMON_TO_BOTH
iso42001:4.2 Not COMMON_TO_BOTH
iso42001:6.3 - UNIQUE_1
EXPECTED
echo "as recorded: a contradiction is common to both"
