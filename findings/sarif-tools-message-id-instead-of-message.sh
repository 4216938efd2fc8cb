#!/usr/bin/env bash
# Package: sarif-tools 3.0.5
#
# One would guess: a result whose message is {"id": "missing", "arguments": ["logs"]} is shown as its rule words it: SARIF 2.1.0, section
# 3.11.7, looks the id up in the rule's messageStrings and puts the arguments in place of {0}; only one of text and id is required.
# What happens: sarif-tools prints the id itself. Two gaps of one rule, about logs and about training, are two equal lines "missing" in its
# CSV, and the arguments stand nowhere. Results that were fixed (baselineState "absent", section 3.27.24) are counted as findings as well.
# Why it matters: gap lists and content checks exchanged as SARIF use message ids for translation. What is missing, and whether it is still
# missing, cannot be seen in the CSV that goes to the control owners.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq sarif-tools==3.0.5

cat > gaps.sarif <<'JSON'
{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "gap-check", "rules": [
  {"id": "evidence", "messageStrings": {"missing": {"text": "No evidence for {0}."}}}]}},
 "results": [
  {"ruleId": "evidence", "ruleIndex": 0, "level": "error", "message": {"id": "missing", "arguments": ["logs"]}},
  {"ruleId": "evidence", "ruleIndex": 0, "level": "error", "message": {"id": "missing", "arguments": ["training"]}},
  {"ruleId": "evidence", "ruleIndex": 0, "level": "error", "baselineState": "absent", "message": {"text": "No evidence for reviews."}}]}]}
JSON
{ venv/bin/sarif --version; venv/bin/sarif csv gaps.sarif --output gaps.csv >/dev/null; cut -d, -f2-4 gaps.csv; } | tr -d '\r' | tee seen.txt
diff seen.txt - <<'EXPECTED'
SARIF tools v3.0.5
Severity,Code,Description
error,evidence,No evidence for reviews.
error,evidence,missing
error,evidence,missing
EXPECTED
echo "as recorded: message ids are printed in place of messages"
