#!/usr/bin/env bash
# Package: pySFeel 1.4.2 (PyPI), compared with feelin 8.2.0 (npm)
#
# One would guess: two interpreters of FEEL, the expression language of DMN, agree on plain expressions: a month from 31 August is the end of September, and
# every x in [1, 2, 3] satisfies x > 0 is true.
# What happens: pySFeel puts the 28th wherever the day does not exist in the month: 28 September for 31 August plus a month, and for 31 October less a
# month; with days up to the 28th it is right. And "every" over plain values takes any comparison for =: x > 0 does not hold of 1, 2 and 3, and
# x != 2 holds of 2 and 2. Over records (c.score > 0) it is right, and "some" is. No error.
# Why it matters: deadlines in months that start on the last of a month end up to two days early. "All scores are above 0" never holds, and "none is
# 'open'" holds when all are. What was tried with days in the middle of a month, or over records, gives other decisions than in the other tool.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pySFeel==1.4.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund feelin@8.2.0

cat > expressions.txt <<'FEEL'
string(date("2026-08-15") + duration("P1M"))
string(date("2026-08-31") + duration("P1M"))
string(date("2026-10-31") - duration("P1M"))
every x in [1, 2, 3] satisfies x > 0
every x in [2, 2] satisfies x != 2
every c in [{score: 1}, {score: 2}] satisfies c.score > 0
some x in [1, 2, 3] satisfies x > 2
FEEL
cat > probe.py <<'PY'
from importlib.metadata import version
import pySFeel

print("pySFeel", version("pySFeel"))
for line in open("expressions.txt"):
    _, value = pySFeel.SFeelParser().sFeelParse(line.strip())
    print(f"  {line.strip()}: {str(value).lower()}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { evaluate } from 'feelin'

console.log('feelin', JSON.parse(fs.readFileSync('node_modules/feelin/package.json')).version)
for (const line of fs.readFileSync('expressions.txt', 'utf8').trim().split('\n')) console.log(`  ${line}: ${evaluate(line).value}`)
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
pySFeel 1.4.2
  string(date("2026-08-15") + duration("P1M")): 2026-09-15
  string(date("2026-08-31") + duration("P1M")): 2026-09-28
  string(date("2026-10-31") - duration("P1M")): 2026-09-28
  every x in [1, 2, 3] satisfies x > 0: false
  every x in [2, 2] satisfies x != 2: true
  every c in [{score: 1}, {score: 2}] satisfies c.score > 0: true
  some x in [1, 2, 3] satisfies x > 2: true
feelin 8.2.0
  string(date("2026-08-15") + duration("P1M")): 2026-09-15
  string(date("2026-08-31") + duration("P1M")): 2026-09-30
  string(date("2026-10-31") - duration("P1M")): 2026-09-30
  every x in [1, 2, 3] satisfies x > 0: true
  every x in [2, 2] satisfies x != 2: false
  every c in [{score: 1}, {score: 2}] satisfies c.score > 0: true
  some x in [1, 2, 3] satisfies x > 2: true
EXPECTED
echo "as recorded: the end of a month is the 28th, and what every value is asked is ="
