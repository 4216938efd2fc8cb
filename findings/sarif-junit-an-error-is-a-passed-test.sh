#!/usr/bin/env bash
# Package: sarif-junit 1.1.4 (npm), compared with sarif-tools 3.0.5 (PyPI)
#
# One would guess: a SARIF report turned into JUnit fails where the report has errors. SARIF 2.1.0, section 3.27.10, lets a result leave out its level: then it
# is the one that its rule has in defaultConfiguration, and "warning" where the rule has none.
# What happens: only a level written at the result itself counts. A result that leaves it to its rule, which says "error", is a passed test, and a suite of
# such results has no failure. sarif-tools takes the levels from the rules.
# Why it matters: rules say once how grave a breach is, which is what they are for. The pipeline that runs the checks of a policy is green while each of them
# is broken.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sarif-tools==3.0.5
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sarif-junit@1.1.4

cat > report.sarif <<'JSON'
{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{
 "tool": {"driver": {"name": "policy", "rules": [
  {"id": "LOGS", "defaultConfiguration": {"level": "error"}},
  {"id": "OWNER"}]}},
 "results": [
  {"ruleId": "LOGS", "ruleIndex": 0, "level": "error", "message": {"text": "no logs, level written here"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.json"}}}]},
  {"ruleId": "LOGS", "ruleIndex": 0, "message": {"text": "no logs, level of the rule"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.json"}}}]},
  {"ruleId": "OWNER", "ruleIndex": 1, "message": {"text": "no owner"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "c.json"}}}]}]}]}
JSON
cat > probe.py <<'PY'
import csv
import xml.etree.ElementTree as ET
from importlib.metadata import version

print("sarif-tools", version("sarif-tools"))
for row in csv.DictReader(open("report.csv")):
    print(f"  {row['Location']}: {row['Severity']}")
print("sarif-junit 1.1.4")
suites = ET.parse("report.xml").getroot()
print("  tests", suites.get("tests"), "failures", suites.get("failures"))
for case in suites.iter("testcase"):
    print(f"  {case.get('file')}: {'failed' if case.find('failure') is not None else 'passed'}")
PY
node_modules/.bin/sarif-junit -i report.sarif -o report.xml >/dev/null
venv/bin/sarif csv report.sarif --output report.csv >/dev/null
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
sarif-tools 3.0.5
  b.json: error
  a.json: error
  c.json: warning
sarif-junit 1.1.4
  tests 3 failures 1
  a.json: failed
  b.json: passed
  c.json: passed
EXPECTED
echo "as recorded: the level of a rule does not reach its results"
