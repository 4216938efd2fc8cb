#!/usr/bin/env bash
# Package: regopy 1.5.2 (the Python package of rego-cpp), compared with gordon-to-regorus 0.13.0 (a build of Regorus)
#
# One would guess: max and sort of a Rego policy order numbers as numbers, as < and > do, and semver.compare takes 1.10.0 for later than 1.9.0. OPA's
# policy reference (built-in functions: aggregates, semver) has it so; Semantic Versioning 2.0.0, section 11, compares the three parts as numbers.
# What happens: regopy orders them by their text. The max of 9, 25, 10 and 4 is 9, sorted they are 10, 25, 4, 9, and 1.10.0 is before 1.9.0, 1.0.0
# before its own release candidate; build metadata, which is to be ignored, counts. score > 9 is as it should be. No error.
# Why it matters: "the highest residual risk", "the worst finding" and "no component older than" are what compliance policies compute. A scale from 1 to 9 is
# right in every test; from 10 on the highest risk is no longer the highest, and the same policy gives another decision under another engine.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile regopy==1.5.2 gordon-to-regorus==0.13.0

cat > risks.rego <<'REGO'
package risks
import rego.v1

scores := [risk.score | some risk in input.risks]
answers := {
    "highest": max(scores),
    "lowest": min(scores),
    "in order": sort(scores),
    "above nine": [score | some score in scores; score > 9],
    "1.10.0 to 1.9.0": semver.compare("1.10.0", "1.9.0"),
    "1.0.0 to 1.0.0-rc.1": semver.compare("1.0.0", "1.0.0-rc.1"),
    "1.0.0+b to 1.0.0+a": semver.compare("1.0.0+b", "1.0.0+a"),
}
REGO
cat > probe.py <<'PY'
import json
from importlib.metadata import version
from regopy import Interpreter
from regorus import Engine

policy = open("risks.rego").read()
register = {"risks": [{"score": score} for score in (9, 25, 10, 4)]}
cpp, rust = Interpreter(), Engine()
cpp.add_module("risks", policy)
cpp.set_input(register)
rust.add_policy("risks", policy)
rust.set_input_json(json.dumps(register))
found = {"regopy": json.loads(str(cpp.query("data.risks.answers")))["expressions"][0],
         "gordon-to-regorus": rust.eval_rule("data.risks.answers")}
for name, answers in found.items():
    print(name, version(name))
    for question in ("highest", "lowest", "in order", "above nine", "1.10.0 to 1.9.0", "1.0.0 to 1.0.0-rc.1", "1.0.0+b to 1.0.0+a"):
        print(f"  {question}: {answers[question]}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
regopy 1.5.2
  highest: 9
  lowest: 10
  in order: [10, 25, 4, 9]
  above nine: [25, 10]
  1.10.0 to 1.9.0: -1
  1.0.0 to 1.0.0-rc.1: -1
  1.0.0+b to 1.0.0+a: 1
gordon-to-regorus 0.13.0
  highest: 25
  lowest: 4
  in order: [4, 9, 10, 25]
  above nine: [25, 10]
  1.10.0 to 1.9.0: 1
  1.0.0 to 1.0.0-rc.1: 1
  1.0.0+b to 1.0.0+a: 0
EXPECTED
echo "as recorded: max, min, sort and semver.compare go by the text"
