#!/usr/bin/env bash
# Package: edtf 5.0.2 (PyPI), compared with edtf 4.11.1 (npm)
#
# One would guess: 2026-08-02/ in the Extended Date/Time Format (ISO 8601-2) is a period whose end is not known; its first day is known, its last day is not.
# What happens: the Python library gives a last day, ten years on: 2036-08-02, and for an unknown begin (/2026-08-02) a first day ten years back. The
# "strict" bounds, documented as strictly in the range, have it so too. An open end (2026-08-02/..) has no last day in either library, and
# the JavaScript library has none for the unknown one.
# Why it matters: validity of a standard, a certificate or a retention period is written so as long as nobody knows when it ends. Sorted or filtered by
# "in force on this day", it is in force for ten years, and then it is over, without anybody having said so.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile edtf==5.0.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund edtf@4.11.1

cat > periods.txt <<'EDTF'
2026-08-02/2027-08-02
2026-08-02/..
2026-08-02/
/2026-08-02
EDTF
cat > probe.py <<'PY'
from importlib.metadata import version
from time import struct_time
import edtf


def day(bound: struct_time | float) -> str:
    return "{:04}-{:02}-{:02}".format(*bound[:3]) if isinstance(bound, struct_time) else "none"


print("edtf (PyPI)", version("edtf"))
for text in open("periods.txt").read().split():
    period = edtf.parse_edtf(text)
    print(f"  {text}: {day(period.lower_strict())} to {day(period.upper_strict())}")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import edtf from 'edtf'

const day = bound => Number.isFinite(bound) ? new Date(bound).toISOString().slice(0, 10) : 'none'
console.log('edtf (npm)', JSON.parse(fs.readFileSync('node_modules/edtf/package.json')).version)
for (const text of fs.readFileSync('periods.txt', 'utf8').trim().split('\n')) {
  const period = edtf(text)
  console.log(`  ${text}: ${day(period.min)} to ${day(period.max)}`)
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
edtf (PyPI) 5.0.2
  2026-08-02/2027-08-02: 2026-08-02 to 2027-08-02
  2026-08-02/..: 2026-08-02 to none
  2026-08-02/: 2026-08-02 to 2036-08-02
  /2026-08-02: 2016-08-02 to 2026-08-02
edtf (npm) 4.11.1
  2026-08-02/2027-08-02: 2026-08-02 to 2027-08-02
  2026-08-02/..: 2026-08-02 to none
  2026-08-02/: 2026-08-02 to none
  /2026-08-02: none to 2026-08-02
EXPECTED
echo "as recorded: an unknown end is ten years on"
