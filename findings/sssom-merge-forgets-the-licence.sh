#!/usr/bin/env bash
# Package: sssom 0.4.21 (sssom-py)
#
# One would guess: merging two sets that are both under CC BY 4.0 and name the same creator gives a set under CC BY 4.0 by that creator:
# SSSOM requires license in every set and has creator_label for the attribution.
# What happens: `sssom merge` writes "license: https://w3id.org/sssom/license/unspecified"; the creator and the versions are gone. Rows get
# a mapping_source that names the set they came from, so that the terms could be looked up only where that set is still to be had.
# Why it matters: CC BY asks for attribution. A merged crosswalk that is passed on says that its terms are not known, though both parts
# said the same.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sssom==0.4.21 pandas==2.3.3 networkx==3.6.1

for name in one two; do
  cat > "$name.sssom.tsv" <<TSV
#mapping_set_id: https://example.org/sets/$name
#mapping_set_version: "2026-11"
#license: https://creativecommons.org/licenses/by/4.0/
#creator_label:
#  - Example Office
#curie_map:
#  iso42001: https://example.org/iso42001/
#  iso27001: https://example.org/iso27001/
TSV
  number=$([ "$name" = one ] && echo 4.1 || echo 4.2)
  printf 'subject_id\tpredicate_id\tobject_id\tmapping_justification\n' >> "$name.sssom.tsv"
  printf 'iso42001:%s\tskos:exactMatch\tiso27001:%s\tsemapv:ManualMappingCuration\n' "$number" "$number" >> "$name.sssom.tsv"
done

{ venv/bin/sssom --version; venv/bin/sssom merge one.sssom.tsv two.sssom.tsv --output merged.tsv >/dev/null 2>&1
  grep '^# license' merged.tsv
  for word in creator_label 2026-11 sets/one; do echo "$word: $(grep -c "$word" merged.tsv || true)"; done
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
sssom, version 0.4.21
# license: https://w3id.org/sssom/license/unspecified
creator_label: 0
2026-11: 0
sets/one: 1
EXPECTED
echo "as recorded: licence and creator are gone"
