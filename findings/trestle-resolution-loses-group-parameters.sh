#!/usr/bin/env bash
# Package: compliance-trestle 5.2.0
#
# One would guess: resolving a profile keeps the parameters that the text of the chosen controls inserts. An OSCAL catalogue may declare a
# parameter on a group, for all of its controls, and a profile may set it.
# What happens: the resolved catalogue keeps the group's title and drops its parameters and its overview text. The control still says
# "{{ insert: param, g9_period }}", which now points nowhere; the value that the profile sets is refused with a warning ("not found in
# catalog") and the exit code is 0. trestle's own validator finds the result in order.
# Why it matters: a period that holds for a whole clause (retention, frequency of review) is a parameter of the group. In the baseline that
# an organisation works from, the control has a blank where the six months stood.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile compliance-trestle==5.2.0
venv/bin/python - <<'PY'
from importlib.metadata import version

print("compliance-trestle", version("compliance-trestle"))
PY
mkdir space; cd space; ../venv/bin/trestle init >/dev/null 2>&1
mkdir -p catalogs/source profiles/choice
metadata() { echo "\"metadata\": {\"title\": \"$1\", \"last-modified\": \"2026-11-28T10:00:00Z\", \"version\": \"1\", \"oscal-version\": \"1.1.3\"}"; }
cat > catalogs/source/catalog.json <<JSON
{"catalog": {"uuid": "11111111-1111-4111-8111-111111111111", $(metadata Source),
 "groups": [{"id": "g9", "title": "Evaluation", "params": [{"id": "g9_period", "label": "period", "values": ["P6M"]}],
  "parts": [{"id": "g9_overview", "name": "overview", "prose": "What the clause is for"}],
  "controls": [{"id": "c9.1", "title": "Logs", "parts": [{"id": "c9.1_smt", "name": "statement",
   "prose": "Keep logs for {{ insert: param, g9_period }}."}]}]}]}}
JSON
cat > profiles/choice/profile.json <<JSON
{"profile": {"uuid": "22222222-2222-4222-8222-222222222222", $(metadata Choice),
 "imports": [{"href": "trestle://catalogs/source/catalog.json", "include-all": {}}], "merge": {"as-is": true},
 "modify": {"set-parameters": [{"param-id": "g9_period", "values": ["P1Y"]}]}}}
JSON
{ for model in catalogs/source/catalog.json profiles/choice/profile.json; do
    ../venv/bin/trestle validate -f "$model" >/dev/null 2>&1 && echo "$model: valid"
  done
  ../venv/bin/trestle author profile-resolve -n choice -o resolved >/dev/null 2>&1 && echo "resolved with exit code 0"
  ../venv/bin/trestle validate -f catalogs/resolved/catalog.json >/dev/null 2>&1 && echo "resolved: valid"
  for text in 'insert: param, g9_period' '"id": "g9_period"' P6M P1Y 'What the clause is for'; do
    echo "$text: $(grep -c -- "$text" catalogs/resolved/catalog.json || true)"
  done
} | tee ../seen.txt
diff ../seen.txt - <<'EXPECTED'
catalogs/source/catalog.json: valid
profiles/choice/profile.json: valid
resolved with exit code 0
resolved: valid
insert: param, g9_period: 1
"id": "g9_period": 0
P6M: 0
P1Y: 0
What the clause is for: 0
EXPECTED
echo "as recorded: the parameter of the group is gone, its place in the text remains"
