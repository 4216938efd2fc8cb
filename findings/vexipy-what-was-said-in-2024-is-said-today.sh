#!/usr/bin/env bash
# Package: vexipy 0.3.0 (PyPI, OpenVEX documents)
#
# One would guess: a statement of OpenVEX that gives no time of its own has the time of its document. The specification (OpenVEX 0.2.0, Inheritance) lets a statement
# leave out its timestamp, which then cascades down from the document; the docstring of vexipy says the same. Of two statements on one product the later one holds.
# What happens: a statement without a timestamp is dated to the moment at which it is read, and is written so. The document keeps its own date, 2024, and what it
# states is from today. A statement with a timestamp keeps it. No warning.
# Why it matters: leaving the time to the document is how most OpenVEX is written. Read together with the statement of 2025 that the fault is fixed, the one of 2024 is the
# later: the system is affected again. And the evidence of what was known when, which a duty to report within 72 hours rests on, is new at each reading.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile vexipy==0.3.0

cat > found.json <<'JSON'
{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/found", "author": "Example", "timestamp": "2024-06-13T10:00:00Z", "version": 1,
 "statements": [{"vulnerability": {"name": "CVE-2021-44228"}, "products": [{"@id": "pkg:generic/screening@1"}],
  "status": "affected", "action_statement": "Do not use until version 2"}]}
JSON
cat > fixed.json <<'JSON'
{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/fixed", "author": "Example", "timestamp": "2025-03-01T10:00:00Z", "version": 1,
 "statements": [{"timestamp": "2025-03-01T10:00:00Z", "vulnerability": {"name": "CVE-2021-44228"}, "products": [{"@id": "pkg:generic/screening@1"}],
  "status": "fixed"}]}
JSON
cat > probe.py <<'PY'
import json
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from pathlib import Path

from vexipy import Document

print("vexipy", version("vexipy"))
now = datetime.now(timezone.utc)


def day(moment):
    return "the moment of reading" if abs(moment - now) < timedelta(minutes=5) else f"{moment:%Y-%m-%d}"


statements = []
for name in ("found", "fixed"):
    text = Path(f"{name}.json").read_text()
    document = Document.from_json(text)
    statement, = document.statements
    written = json.loads(document.to_json(by_alias=True))["statements"][0]["timestamp"]
    print(f"{name}: document {day(document.timestamp)}, statement {day(statement.timestamp)}, written as {day(datetime.fromisoformat(written))}")
    inherited = json.loads(text)["statements"][0].get("timestamp", document.timestamp.isoformat())
    statements.append((datetime.fromisoformat(inherited.replace("Z", "+00:00")), statement))
print("latest by the times of the documents:", max(statements, key=lambda pair: pair[0])[1].status.value)
print("latest by the times of vexipy:", max((pair[1] for pair in statements), key=lambda statement: statement.timestamp).status.value)
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
vexipy 0.3.0
found: document 2024-06-13, statement the moment of reading, written as the moment of reading
fixed: document 2025-03-01, statement 2025-03-01, written as 2025-03-01
latest by the times of the documents: fixed
latest by the times of vexipy: affected
EXPECTED
echo "as recorded: an old statement is the newest"
