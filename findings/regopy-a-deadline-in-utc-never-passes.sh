#!/usr/bin/env bash
# Package: regopy 1.5.2 (the Python package of rego-cpp), compared with gordon-to-regorus 0.13.0 (a build of Regorus)
#
# One would guess: time.parse_rfc3339_ns reads 2026-08-02T00:00:00Z: RFC 3339, section 5.6, writes the offset as Z or as hours and minutes, and Z is
# the usual form. OPA's policy reference has time.diff give the years, months and days between two times, as the calendar has them.
# What happens: with Z the call is undefined in regopy, with +00:00 it has a value. No error: the rule that asks whether a duty is late just does not hold.
# time.diff divides by a mean month: 28 February to 31 August is 6 months, 1 day, 9:05:24 in place of 6 months and 3 days. And object.union drops what
# stands deeper on its left side, where the reference merges objects within objects.
# Why it matters: undefined is how Rego says "not so". A policy that lists overdue duties lists none, the pipeline is green, and the tests pass that have
# an offset. Settings of a group, overlaid with those of a department, lose the retention period.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile regopy==1.5.2 gordon-to-regorus==0.13.0

cat > duties.rego <<'REGO'
package duties
import rego.v1

late := [duty.due | some duty in input.duties; time.parse_rfc3339_ns(duty.due) < time.parse_ns("2006-01-02", "2026-12-01")]
held := time.diff(time.parse_ns("2006-01-02", "2026-08-31"), time.parse_ns("2006-01-02", "2026-02-28"))
logs := object.union({"logs": {"keep": "P6M"}}, {"logs": {"owner": "sales"}}).logs
REGO
cat > probe.py <<'PY'
import json
from importlib.metadata import version
from regopy import Interpreter
from regorus import Engine

policy = open("duties.rego").read()
plan = {"duties": [{"due": "2026-08-02T00:00:00Z"}, {"due": "2026-08-02T00:00:00+00:00"}, {"due": "2027-08-02T00:00:00Z"}]}
cpp, rust = Interpreter(), Engine()
cpp.add_module("duties", policy)
cpp.set_input(plan)
rust.add_policy("duties", policy)
rust.set_input_json(json.dumps(plan))
for name, ask in (("regopy", lambda rule: json.loads(str(cpp.query(rule)))["expressions"][0]), ("gordon-to-regorus", rust.eval_rule)):
    print(name, version(name))
    for rule in ("late", "held", "logs"):
        print(f"  {rule}: {json.dumps(ask('data.duties.' + rule), sort_keys=True)}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
regopy 1.5.2
  late: ["2026-08-02T00:00:00+00:00"]
  held: [0, 6, 1, 9, 5, 24]
  logs: {"owner": "sales"}
gordon-to-regorus 0.13.0
  late: ["2026-08-02T00:00:00Z", "2026-08-02T00:00:00+00:00"]
  held: [0, 6, 3, 0, 0, 0]
  logs: {"keep": "P6M", "owner": "sales"}
EXPECTED
echo "as recorded: a time with Z is undefined, and nothing is late"
