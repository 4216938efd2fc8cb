#!/usr/bin/env bash
# Package: @security-alert/sarif-to-markdown 1.11.1 (npm), compared with sarif-tools 3.0.5 (PyPI)
#
# One would guess: a SARIF report as Markdown shows what is open. SARIF 2.1.0, section 3.27.9, has a kind for each result: "pass" and "notApplicable" say that
# the rule was checked and nothing is wrong; section 3.27.10 gives such a result the level "none". Every result has a message of its own (3.27.11).
# What happens: the results of a rule are one entry, under the first message of them and with the level of the rule. Where the first is a pass, "system A keeps
# logs" stands as an ERROR, and the message of the one that failed is nowhere.
# Why it matters: a conformity check reports what is met beside what is not; that is what an auditor asks for. In the issue made from it the two are the wrong
# way round.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sarif-tools==3.0.5
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @security-alert/sarif-to-markdown@1.11.1

cat > report.sarif <<'JSON'
{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{
 "tool": {"driver": {"name": "policy", "rules": [{"id": "LOGS", "name": "Logs", "shortDescription": {"text": "Logs are kept"},
  "fullDescription": {"text": "Logs are kept for six months."}, "defaultConfiguration": {"level": "error"}, "properties": {"tags": []}}]}},
 "results": [
  {"ruleId": "LOGS", "ruleIndex": 0, "kind": "pass", "level": "none", "message": {"text": "system A keeps logs"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.json"}, "region": {"startLine": 1}}}]},
  {"ruleId": "LOGS", "ruleIndex": 0, "kind": "fail", "level": "error", "message": {"text": "system B keeps none"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.json"}, "region": {"startLine": 1}}}]}]}]}
JSON
cat > probe.cjs <<'JS'
const fs = require('fs')
const { sarifToMarkdown } = require('@security-alert/sarif-to-markdown')

console.log('@security-alert/sarif-to-markdown', require('@security-alert/sarif-to-markdown/package.json').version)
const report = JSON.parse(fs.readFileSync('report.sarif', 'utf8'))
const [{ body }] = sarifToMarkdown({ title: 'Report', owner: 'o', repo: 'r', branch: 'b', sourceRoot: '' })(report)
console.log(body.slice(body.indexOf('## Results'), body.indexOf('## Rules')).split('\n').filter(line => /\S/.test(line)).map(line => line.trimEnd()).join('\n'))
JS
cat > probe.py <<'PY'
import csv
from importlib.metadata import version

print("sarif-tools", version("sarif-tools"))
for row in csv.DictReader(open("report.csv")):
    print(f"  {row['Location']}: {row['Severity']}, {row['Description']}")
PY
venv/bin/sarif csv report.sarif --output report.csv >/dev/null
{ node probe.cjs; venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
@security-alert/sarif-to-markdown 1.11.1
## Results
- **[ERROR]** **[LOGS]**  `system A keeps logs`
    - https://github.com/o/r/blob/b/a.json#L1
    - https://github.com/o/r/blob/b/b.json#L1
## Suppressed Results
Nothing here.
sarif-tools 3.0.5
  b.json: error, system B keeps none
  a.json: none, system A keeps logs
EXPECTED
echo "as recorded: the passed check is the error"
