#!/usr/bin/env bash
# Package: vuln-vects 1.1.0 (npm), compared with ae-cvss-calculator 1.0.13 (npm) and cvss 3.6 (PyPI)
#
# One would guess: a metric of the environment that is left out or not defined (X) takes the value of its base metric. CVSS 3.1, section 4.2 (3.0 likewise): "Not Defined" of a
# modified base metric is the base metric, of a requirement it is Medium, which changes nothing. So naming what the base has anyway leaves the score as it is.
# What happens: with S:U and no modified scope (MS), the factor of a changed scope, 1.08, is applied to the environmental score. CR:M, which says nothing new, makes
# 6.9 of 6.3, and a vulnerability that a measure has made harder to reach (MAC:H) is 7.1, High, where it is 6.4, Medium. With MS:U written out all is right. No error.
# Why it matters: the environmental score is what an organisation fills in to show that its measures lower a risk. The register says High where Medium was reached, and
# re-assessing without any change raises the score.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile cvss==3.6
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vuln-vects@1.1.0 ae-cvss-calculator@1.0.13

base=CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U
printf '%s\n' $base/C:H/I:L/A:L $base/C:L/I:L/A:L/CR:M $base/C:L/I:L/A:L/CR:M/MS:U $base/C:H/I:L/A:L/MAC:H $base/C:H/I:L/A:L/MAC:H/MS:U $base/C:H/I:L/A:L/MC:N \
  CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L/MAC:H > vectors.txt
cat > probe.py <<'PY'
import json

from cvss import CVSS3

json.dump([float(CVSS3(line.strip()).scores()[2]) for line in open("vectors.txt")], open("python.json", "w"))
PY
cat > probe.cjs <<'JS'
const fs = require('node:fs')
const { parseCvss3Vector } = require('vuln-vects')
const { Cvss3P0, Cvss3P1 } = require('ae-cvss-calculator')

for (const name of ['vuln-vects', 'ae-cvss-calculator']) console.log(name, JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version)
const python = JSON.parse(fs.readFileSync('python.json'))
fs.readFileSync('vectors.txt', 'utf8').trim().split('\n').forEach((vector, index) => {
  const { baseScore, environmentalScore } = parseCvss3Vector(vector)
  const { overall } = new (vector.startsWith('CVSS:3.1') ? Cvss3P1 : Cvss3P0)(vector).calculateScores()
  console.log(`${vector}: vuln-vects ${baseScore}, in the environment ${environmentalScore}; ae-cvss-calculator ${overall}, PyPI ${python[index]}`)
})
JS
{ venv/bin/python probe.py; node probe.cjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
vuln-vects 1.1.0
ae-cvss-calculator 1.0.13
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L: vuln-vects 7.6, in the environment null; ae-cvss-calculator 7.6, PyPI 7.6
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:L/CR:M: vuln-vects 6.3, in the environment 6.9; ae-cvss-calculator 6.3, PyPI 6.3
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:L/CR:M/MS:U: vuln-vects 6.3, in the environment 6.3; ae-cvss-calculator 6.3, PyPI 6.3
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L/MAC:H: vuln-vects 7.6, in the environment 7.1; ae-cvss-calculator 6.4, PyPI 6.4
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L/MAC:H/MS:U: vuln-vects 7.6, in the environment 6.4; ae-cvss-calculator 6.4, PyPI 6.4
CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L/MC:N: vuln-vects 7.6, in the environment 5.9; ae-cvss-calculator 5.4, PyPI 5.4
CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:L/MAC:H: vuln-vects 7.6, in the environment 7.1; ae-cvss-calculator 6.4, PyPI 6.4
EXPECTED
echo "as recorded: what is not defined is a changed scope"
