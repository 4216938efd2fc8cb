#!/usr/bin/env bash
# Package: csaf-lib 0.1.0b12 (PyPI), compared with @secvisogram/csaf-validator-lib 2.0.10 (npm)
#
# One would guess: a valid advisory that csaf-lib reads and writes is the advisory that it was, and its verify finds it in order. In CSAF 2.0 a product may
# stand in full_product_names or in branches (3.2.2), and a remediation, a threat or a flag names products or groups of them (product_groups, group_ids).
# What happens: full_product_names and product_groups are left out, and so are group_ids: the vendor's fix is for nothing at all, and the products that were
# named so are not defined any more. verify says of the original that its affected products have no remedy; with product_ids in place of the group
# it passes. The validator of Secvisogram passes both, and reports what csaf-lib wrote. No error.
# Why it matters: groups are what keeps an advisory with forty versions readable. Whoever reads the copy finds "affected" and no remedy, and an obligation
# to install the update, derived from it, is for no system.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile csaf-lib==0.1.0b12
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @secvisogram/csaf-validator-lib@2.0.10

cat > advisory.json <<'JSON'
{"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "Screening service", "publisher": {"category": "vendor", "name": "Office",
  "namespace": "https://example.org"}, "tracking": {"id": "EX-2026-1", "status": "final", "version": "1", "current_release_date": "2026-08-02T10:00:00Z",
  "initial_release_date": "2026-08-02T10:00:00Z", "revision_history": [{"date": "2026-08-02T10:00:00Z", "number": "1", "summary": "First"}]}},
 "product_tree": {"full_product_names": [{"product_id": "P1", "name": "Screening 1"}, {"product_id": "P2", "name": "Screening 2"}],
  "product_groups": [{"group_id": "all", "product_ids": ["P1", "P2"]}]},
 "vulnerabilities": [{"cve": "CVE-2021-44228", "notes": [{"category": "description", "text": "In the logger"}],
  "product_status": {"known_affected": ["P1", "P2"]},
  "remediations": [{"category": "vendor_fix", "details": "Install version 3", "group_ids": ["all"]}]}]}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version

from csaf_lib.models.csafvex import CSAFVEX

print("csaf-lib", version("csaf-lib"))
before = json.load(open("advisory.json"))
after = CSAFVEX.from_dict(before).to_dict()
json.dump(after, open("written.json", "w"))
named = json.loads(json.dumps(before))
named["vulnerabilities"][0]["remediations"] = [{"category": "vendor_fix", "details": "Install version 3", "product_ids": ["P1", "P2"]}]
json.dump(named, open("named.json", "w"))
for title, advisory in (("read", before), ("written", after)):
    print(title, "remediations", advisory["vulnerabilities"][0]["remediations"])
    print(title, "product tree", sorted(advisory["product_tree"]))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import validate from '@secvisogram/csaf-validator-lib/validate.js'
import * as schemaTests from '@secvisogram/csaf-validator-lib/schemaTests.js'
import * as mandatoryTests from '@secvisogram/csaf-validator-lib/mandatoryTests.js'

for (const name of ['named.json', 'advisory.json', 'written.json']) {
  const { isValid, tests } = await validate([...Object.values(schemaTests), ...Object.values(mandatoryTests)], JSON.parse(fs.readFileSync(name)))
  console.log(`${name}: valid ${isValid}, mandatory tests failed: ${tests.filter(test => !test.isValid && test.name.startsWith('mandatory')).length}`)
}
JS
{ venv/bin/python probe.py
  for name in named advisory; do echo "csaf-lib verify $name.json: $(venv/bin/csaf-lib verify $name.json | grep -oE 'no remediation.*statement|Verification [A-Z]+' | paste -sd' ')"; done
  node probe.mjs
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
csaf-lib 0.1.0b12
read remediations [{'category': 'vendor_fix', 'details': 'Install version 3', 'group_ids': ['all']}]
read product tree ['full_product_names', 'product_groups']
written remediations [{'category': 'vendor_fix', 'details': 'Install version 3'}]
written product tree []
csaf-lib verify named.json: Verification PASSED
csaf-lib verify advisory.json: no remediation action statement Verification FAILED
named.json: valid true, mandatory tests failed: 0
advisory.json: valid true, mandatory tests failed: 0
written.json: valid false, mandatory tests failed: 3
EXPECTED
echo "as recorded: the fix is for no product"
