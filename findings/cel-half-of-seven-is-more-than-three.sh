#!/usr/bin/env bash
# Package: cel-js 0.8.2 (npm), common-expression-language 0.10.0 and cel-python 0.5.0 (PyPI), compared with @bufbuild/cel 0.6.1 (npm)
#
# One would guess: one condition in the Common Expression Language has one answer, in whichever language its evaluator is written. By its definition (cel-spec, Language
# Definition) the quotient of two integers is an integer, truncated; size of a text is the number of its code points; exists is false || true for its elements, and
# true || an error is true on either side; and there is no quotient of an integer and a double, which is an error, as is what is not there.
# What happens: in cel-js 7 / 2 is 3.5, so that it is > 3, and || with a missing field ends in an error. In common-expression-language a text of 11 letters has the size
# 13, that of its bytes, and exists ends at the first error. In cel-python an integer divided by 2.0 is 3, without an error, and true as a text is "True".
# Each of them is right where the others are wrong. @bufbuild/cel does as the definition has it.
# Why it matters: conditions of policies are written once, in CEL, and run in the browser, in the pipeline and on the server. "At least half of the seven agree"
# and "the title has at most 12 letters" are met here and not there, for titles in German or Greek only; what was tried with even numbers agrees.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile common-expression-language==0.10.0 cel-python==0.5.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cel-js@0.8.2 @bufbuild/cel@0.6.1

cat > conditions.json <<'JSON'
["7 / 2", "3 >= 7 / 2", "size(\"Überprüfung\")", "risk.gone == \"x\" || true", "[0, 1].exists(n, 1 / n == 1)",
 "size(risk.tags) / 2.0", "string(true)"]
JSON
cat > probe.py <<'PY'
import json
import logging
from importlib.metadata import version

import cel
import celpy

logging.disable(logging.CRITICAL)
risk = {"risk": {"tags": ["a"] * 7}}


def by_celpy(condition: str) -> str:
    environment = celpy.Environment()
    return str(environment.program(environment.compile(condition)).evaluate(celpy.json_to_cel(risk)))


def by_cel(condition: str) -> str:
    return str(cel.evaluate(condition, risk))


for name, evaluate in (("common-expression-language", by_cel), ("cel-python", by_celpy)):
    print(name, version(name))
    for condition in json.load(open("conditions.json")):
        try:
            print(f"  {condition}: {evaluate(condition)}")
        except Exception:
            print(f"  {condition}: an error")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { celEnv, isCelError, run } from '@bufbuild/cel'
import { evaluate } from 'cel-js'

const risk = { risk: { tags: Array(7).fill('a') } }
const evaluators = { 'cel-js': condition => evaluate(condition, risk), '@bufbuild/cel': condition => run(condition, risk) }
for (const [name, evaluator] of Object.entries(evaluators)) {
  console.log(name, JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version)
  for (const condition of JSON.parse(fs.readFileSync('conditions.json'))) {
    let answer
    try { answer = evaluator(condition) } catch { answer = undefined }
    console.log(`  ${condition}: ${answer === undefined || isCelError(answer) ? 'an error' : answer}`)
  }
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
common-expression-language 0.10.0
  7 / 2: 3
  3 >= 7 / 2: True
  size("Überprüfung"): 13
  risk.gone == "x" || true: True
  [0, 1].exists(n, 1 / n == 1): an error
  size(risk.tags) / 2.0: an error
  string(true): an error
cel-python 0.5.0
  7 / 2: 3
  3 >= 7 / 2: True
  size("Überprüfung"): 11
  risk.gone == "x" || true: True
  [0, 1].exists(n, 1 / n == 1): True
  size(risk.tags) / 2.0: 3
  string(true): True
cel-js 0.8.2
  7 / 2: 3.5
  3 >= 7 / 2: false
  size("Überprüfung"): 11
  risk.gone == "x" || true: an error
  [0, 1].exists(n, 1 / n == 1): an error
  size(risk.tags) / 2.0: 3.5
  string(true): an error
@bufbuild/cel 0.6.1
  7 / 2: 3
  3 >= 7 / 2: true
  size("Überprüfung"): 11
  risk.gone == "x" || true: true
  [0, 1].exists(n, 1 / n == 1): true
  size(risk.tags) / 2.0: an error
  string(true): true
EXPECTED
echo "as recorded: four evaluators, four sets of answers"
