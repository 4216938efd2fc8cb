#!/usr/bin/env bash
# Package: zen-engine 2.1.3 (PyPI; the rules engine of GoRules, whose decision tables and expressions hold dates as d('2028-02-29'))
#
# One would guess: a year after 29 February 2028 is 28 February 2029, as twelve months after it are: adding months ends on the last day of a shorter month.
# What happens: adding '12M' does that; adding '1y', or (1, 'year'), gives "Invalid date". No error is raised: isBefore, isSameOrAfter and isAfter each say no of it,
# and only the operator > says yes. Four years, and a year from the 28th, are right.
# Why it matters: a certificate, an acceptance of risk or a retention period that began on a leap day and lasts a year never ends by a rule that asks isBefore(today),
# and is never still running by one that asks isSameOrAfter(today). Which of the two a table asks decides what an auditor reads.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile zen-engine==2.1.3

cat > probe.py <<'PY'
from importlib.metadata import version

import zen

print("zen-engine", version("zen-engine"))
END = "d('2028-02-29').add('1y')"
for text in (
    "d('2026-01-31').add('1M').format('%Y-%m-%d')",
    "d('2028-02-28').add('1y').format('%Y-%m-%d')",
    "d('2028-02-29').add('12M').format('%Y-%m-%d')",
    "d('2028-02-29').add('4y').format('%Y-%m-%d')",
    "d('2028-02-29').add(1, 'year').format('%Y-%m-%d')",
    f"{END}.format('%Y-%m-%d')",
    f"{END}.isBefore('2035-01-01')",
    f"{END}.isSameOrAfter('2035-01-01')",
    f"d('2035-01-01').isAfter({END})",
    f"d('2035-01-01') > {END}",
):
    print(f"  {text}: {zen.evaluate_expression(text, {})}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
zen-engine 2.1.3
  d('2026-01-31').add('1M').format('%Y-%m-%d'): 2026-02-28
  d('2028-02-28').add('1y').format('%Y-%m-%d'): 2029-02-28
  d('2028-02-29').add('12M').format('%Y-%m-%d'): 2029-02-28
  d('2028-02-29').add('4y').format('%Y-%m-%d'): 2032-02-29
  d('2028-02-29').add(1, 'year').format('%Y-%m-%d'): Invalid date
  d('2028-02-29').add('1y').format('%Y-%m-%d'): Invalid date
  d('2028-02-29').add('1y').isBefore('2035-01-01'): False
  d('2028-02-29').add('1y').isSameOrAfter('2035-01-01'): False
  d('2035-01-01').isAfter(d('2028-02-29').add('1y')): False
  d('2035-01-01') > d('2028-02-29').add('1y'): True
EXPECTED
echo "as recorded: a year from a leap day is no date, and neither before nor after any day"
