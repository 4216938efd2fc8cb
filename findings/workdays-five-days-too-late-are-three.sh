#!/usr/bin/env bash
# Package: workdays 1.4 (PyPI) and @formulajs/formulajs 4.6.1 (npm), compared with formulas 1.3.4 (PyPI, formulas of Excel computed in Python)
#
# One would guess: NETWORKDAYS of a range whose end is before its start is the number of its working days, with a minus. Spreadsheets (Excel, LibreOffice) have it so: Monday
# to Friday is 5, Friday to Monday -5. The two libraries are made to be like them: workdays says "excel-like", formulajs implements the functions of Excel.
# What happens: both give -3 for Friday back to Monday. Two weeks back are -9 for workdays and -13 for formulajs, where they are -11; Monday back to the Friday before is 0
# for workdays; and neither takes a holiday off in that direction. Forward, the three agree. No error.
# Why it matters: the working days left until a deadline are negative once it has passed, and how far is what an escalation or a report of delays asks. By workdays, what
# was due on Friday is not late on Monday; by both, a week late counts as three days.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile workdays==1.4 formulas==1.3.4
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1

cat > ranges.json <<'JSON'
[["2026-11-02", "2026-11-06"], ["2026-11-06", "2026-11-02"], ["2026-11-09", "2026-11-06"], ["2026-11-02", "2026-11-16"], ["2026-11-16", "2026-11-02"],
 ["2026-11-02", "2026-11-06", "2026-11-03"], ["2026-11-06", "2026-11-02", "2026-11-03"]]
JSON
cat > probe.py <<'PY'
import json
from datetime import date
from importlib.metadata import version

import formulas
import workdays

print(*(f"{name} {version(name)}" for name in ("workdays", "formulas")))
formulajs = json.load(open("formulajs.json"))
for days, other in zip(json.load(open("ranges.json")), formulajs):
    start, end, *holidays = map(date.fromisoformat, days)
    cells = ",".join(f"DATE({day.year},{day.month},{day.day})" for day in (start, end, *holidays))
    excel = formulas.Parser().ast(f"=NETWORKDAYS({cells})")[1].compile()()
    print(f"  {start:%a %d} to {end:%a %d}{', one holiday' if holidays else ''}: {int(excel)}, workdays {workdays.networkdays(start, end, holidays)}, formulajs {other}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { NETWORKDAYS } from '@formulajs/formulajs'

const day = text => new Date(`${text}T00:00:00`)
const counts = JSON.parse(fs.readFileSync('ranges.json')).map(([start, end, ...holidays]) => NETWORKDAYS(day(start), day(end), holidays.map(day)))
fs.writeFileSync('formulajs.json', JSON.stringify(counts))
console.log('formulajs', JSON.parse(fs.readFileSync('node_modules/@formulajs/formulajs/package.json')).version)
JS
{ TZ=UTC node probe.mjs; LC_ALL=C venv/bin/python -W ignore probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
formulajs 4.6.1
workdays 1.4 formulas 1.3.4
  Mon 02 to Fri 06: 5, workdays 5, formulajs 5
  Fri 06 to Mon 02: -5, workdays -3, formulajs -3
  Mon 09 to Fri 06: -2, workdays 0, formulajs -2
  Mon 02 to Mon 16: 11, workdays 11, formulajs 11
  Mon 16 to Mon 02: -11, workdays -9, formulajs -13
  Mon 02 to Fri 06, one holiday: 4, workdays 4, formulajs 4
  Fri 06 to Mon 02, one holiday: -4, workdays -3, formulajs -3
EXPECTED
echo "as recorded: five working days back are three"
