#!/usr/bin/env bash
# Package: compliance-trestle 5.2.0, compared with oscal 3.2.2 (PyPI)
#
# One would guess: a profile that sets a parameter sets it. In OSCAL a parameter of a catalogue may have a select with its choices, and set-parameter of a profile
# gives values; NIST's rules for resolving a profile let values replace what the parameter had. The other tool puts the value in the place of the select.
# What happens: for a parameter with a select, trestle leaves the choices as they were and drops the value, while constraints from the same set-parameter do
# arrive, and a parameter without select gets its value. The resolved catalogue is valid, there is no warning.
# Why it matters: the choice is what a baseline is for: "at least twelve months" out of six or twelve. After resolution the control says "one of: six, twelve"
# again, to be filled in by each system.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile compliance-trestle==5.2.0 oscal==3.2.2
venv/bin/python -c 'from importlib.metadata import version; print("compliance-trestle", version("compliance-trestle"), "oscal", version("oscal"))' | tee seen.txt
mkdir space; cd space; ../venv/bin/trestle init >/dev/null 2>&1
mkdir -p catalogs/source profiles/baseline
cat > catalogs/source/catalog.json <<'JSON'
{"catalog": {"uuid": "11111111-1111-4111-8111-111111111111",
 "metadata": {"title": "Source", "last-modified": "2026-11-28T10:00:00Z", "version": "1", "oscal-version": "1.1.3"},
 "groups": [{"id": "g9", "title": "Records", "controls": [{"id": "c9.1", "title": "Logs",
  "params": [{"id": "months", "label": "months", "select": {"how-many": "one", "choice": ["six", "twelve"]}}, {"id": "owner", "label": "owner"}],
  "parts": [{"id": "c9.1_smt", "name": "statement", "prose": "{{ insert: param, owner }} keeps logs for {{ insert: param, months }} months."}]}]}]}}
JSON
cat > profiles/baseline/profile.json <<'JSON'
{"profile": {"uuid": "33333333-3333-4333-8333-333333333333",
 "metadata": {"title": "Baseline", "last-modified": "2026-11-28T10:00:00Z", "version": "1", "oscal-version": "1.1.3"},
 "imports": [{"href": "trestle://catalogs/source/catalog.json", "include-controls": [{"with-ids": ["c9.1"]}]}], "merge": {"as-is": true},
 "modify": {"set-parameters": [
  {"param-id": "months", "values": ["twelve"], "constraints": [{"description": "at least twelve"}]},
  {"param-id": "owner", "values": ["The provider"]}]}}}
JSON
cat > ../probe.py <<'PY'
import json
import logging
import pathlib

from oscal import Profile

logging.disable()


def show(title: str, resolved: dict) -> None:
    print(f"{title}:")
    for param in resolved["catalog"]["groups"][0]["controls"][0]["params"]:
        print(" ", json.dumps(param))


show("trestle", json.load(open("catalogs/resolved/catalog.json")))
text = pathlib.Path("profiles/baseline/profile.json").read_text()
pathlib.Path("profile.json").write_text(text.replace("trestle://catalogs", "catalogs"))
profile = Profile.open("profile.json")
profile.resolve()
show("oscal", json.loads(profile.resolve_and_dumps_catalog("json")))
PY
{ ../venv/bin/trestle author profile-resolve -n baseline -o resolved >../log.txt 2>&1 && echo "resolved with exit code 0, warnings: $(grep -ci warn ../log.txt || true)"
  ../venv/bin/trestle validate -f catalogs/resolved/catalog.json >/dev/null 2>&1 && echo "valid"
  ../venv/bin/python ../probe.py 2>/dev/null; } | tee -a ../seen.txt
cd ..
diff seen.txt - <<'EXPECTED'
compliance-trestle 5.2.0 oscal 3.2.2
resolved with exit code 0, warnings: 0
valid
trestle:
  {"id": "months", "label": "months", "constraints": [{"description": "at least twelve"}], "select": {"how-many": "one", "choice": ["six", "twelve"]}}
  {"id": "owner", "label": "owner", "values": ["The provider"]}
oscal:
  {"id": "months", "label": "months", "constraints": [{"description": "at least twelve"}], "values": ["twelve"]}
  {"id": "owner", "label": "owner", "values": ["The provider"]}
EXPECTED
echo "as recorded: the choice stays open"
