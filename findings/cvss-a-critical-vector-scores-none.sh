#!/usr/bin/env bash
# Package: cvss 1.0.5 (npm), compared with cvss 3.6 (PyPI)
#
# One would guess: a library for CVSS scores the vectors that it takes, and refuses what it does not know. Version 3.1 of 2019 is the one that advisories
# (CSAF, the NVD) have; its metrics are those of 3.0, with the same weights.
# What happens: any vector that begins with CVSS:3.1 has the score 0 and the rating None, and so has one of 4.0. No error; the same
# metrics behind CVSS:3.0 are 9.8, Critical. The Python library of the same name gives 9.8 for both.
# Why it matters: None is a rating of the standard: nothing is harmed. A register sorted by score, or a rule "treat within 72 hours from 9.0", has the worst
# vulnerabilities at its end; the examples with 3.0 pass.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile cvss==3.6
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cvss@1.0.5

cat > vectors.json <<'JSON'
["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
 "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O", "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O",
 "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"]
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version

from cvss import CVSS3, CVSS4

for vector in json.load(open("vectors.json")):
    metrics = (CVSS4 if vector.startswith("CVSS:4") else CVSS3)(vector)
    print(f"PyPI {version('cvss')} {vector} {float(metrics.scores()[0])} {metrics.severities()[0]}")
PY
cat > probe.cjs <<'JS'
const fs = require('node:fs')
const cvss = require('cvss')
const { version } = require('cvss/package.json')
for (const vector of JSON.parse(fs.readFileSync('vectors.json'))) {
  const score = cvss.getBaseScore(vector)
  console.log(`npm ${version} ${vector} ${score} ${cvss.getRating(score)}`)
}
JS
{ venv/bin/python probe.py; node probe.cjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
PyPI 3.6 CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 9.8 Critical
PyPI 3.6 CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 9.8 Critical
PyPI 3.6 CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O 6.4 Medium
PyPI 3.6 CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O 6.4 Medium
PyPI 3.6 CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N 9.3 Critical
npm 1.0.5 CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 9.8 Critical
npm 1.0.5 CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 0 None
npm 1.0.5 CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O 6.4 Medium
npm 1.0.5 CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O 0 None
npm 1.0.5 CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N 0 None
EXPECTED
echo "as recorded: what is critical scores 0"
