#!/usr/bin/env bash
# Package: in-toto-attestation 0.9.3 (PyPI, the Python bindings of the in-toto Attestation Framework), with protobuf 7.36.2
#
# One would guess: a statement that is read and written again has the predicate that it had. The predicate is any JSON object, and in-toto leaves its meaning
# to the type of the predicate; run 9007199254740993 and version 4 are integers.
# What happens: the bindings keep the predicate as a protobuf Struct, which has no integers: 4 becomes 4.0, and the run becomes 9007199254740992.0, another
# run. The same holds for a statement made with Statement(…) from a dict of Python. validate() finds it in order; no warning.
# Why it matters: attestations are what evidence is signed in. After a first reading the hash over the statement is another, a reader that asks for an integer
# refuses it, and the number that leads to the run or to the finding leads to its neighbour. A number in quotes is kept.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile in-toto-attestation==0.9.3 protobuf==7.36.2

cat > statement.json <<'JSON'
{"_type": "https://in-toto.io/Statement/v1",
 "subject": [{"name": "report.pdf", "digest": {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}],
 "predicateType": "https://example.org/assessment/v1",
 "predicate": {"control": "A.6.1", "version": 4, "run": 9007199254740993, "share": 0.5, "case": "9007199254740993"}}
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version

from google.protobuf import json_format
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

shown = lambda statement: json.dumps(statement["predicate"], sort_keys=True)
print(*(f"{name} {version(name)}" for name in ("in-toto-attestation", "protobuf")))
text = open("statement.json").read()
read = Statement.copy_from_pb(json_format.Parse(text, statement_pb2.Statement()))
read.validate()
print("as it stands:", shown(json.loads(text)))
print("read and written:", shown(json.loads(json_format.MessageToJson(read.pb))))
made = Statement(list(read.pb.subject), read.pb.predicate_type, json.loads(text)["predicate"])
made.validate()
print("made and written:", shown(json.loads(json_format.MessageToJson(made.pb))))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
in-toto-attestation 0.9.3 protobuf 7.36.2
as it stands: {"case": "9007199254740993", "control": "A.6.1", "run": 9007199254740993, "share": 0.5, "version": 4}
read and written: {"case": "9007199254740993", "control": "A.6.1", "run": 9007199254740992.0, "share": 0.5, "version": 4.0}
made and written: {"case": "9007199254740993", "control": "A.6.1", "run": 9007199254740992.0, "share": 0.5, "version": 4.0}
EXPECTED
echo "as recorded: another run"
