#!/usr/bin/env bash
# Package: zen-engine 2.1.3 (PyPI, the rules engine of GoRules), compared with python-dateutil 2.9.0.post0
#
# One would guess: add('1y') is what add('12M') is. ZEN's dates are there for deadlines in decision tables: d(text) has add, sub and set, and add('1M') from
# 31 August is 30 September, the last day of the shorter month (as XML Schema 1.1 part 2, appendix E.3.3, and XPath's op:add-yearMonthDuration-to-date have it).
# What happens: a year from 29 February is "Invalid date", in either direction, and so is set('month', 2) on the 31st; twelve months from it are 28 February.
# An invalid date is neither before nor after any other: both conditions are false, and no error is raised. In a zone with summer time a day is 24 hours: the day
# after 25 October 2026 in Vienna is 25 October, at 23:00, and a week from it is 31 October.
# Why it matters: "overdue if today is after the last review plus a year" is false for ever for a review of 29 February 2028, and so is "in time": a table with
# both rules has no answer. Each other day of four years is right, so that no test shows it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile zen-engine==2.1.3 python-dateutil==2.9.0.post0

cat > probe.py <<'PY'
from datetime import date, datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import zen
from dateutil.relativedelta import relativedelta

print("zen-engine", version("zen-engine"))
for text in ("d('2028-02-28').add('1y').format('%Y-%m-%d')", "d('2028-02-29').add('12M').format('%Y-%m-%d')",
             "d('2028-02-29').add('1y').format('%Y-%m-%d')", "d('2028-02-29').add(1, 'year').format('%Y-%m-%d')", "d('2028-02-29').sub('1y').format('%Y-%m-%d')",
             "d('2026-08-31').add('1M').format('%Y-%m-%d')", "d('2026-08-31').set('month', 2).format('%Y-%m-%d')",
             "d('2030-01-01').isAfter(d('2028-02-29').add('1y'))", "d('2030-01-01').isBefore(d('2028-02-29').add('1y'))",
             "d('2026-10-25', 'Europe/Vienna').add('1d').format('%Y-%m-%d %H:%M')", "d('2026-10-25', 'Europe/Vienna').add('7d').format('%Y-%m-%d %H:%M')"):
    print(f"  {text}: {zen.evaluate_expression(text, {})}")
print("dateutil", version("python-dateutil"), date(2028, 2, 29) + relativedelta(years=1),
      datetime(2026, 10, 25, tzinfo=ZoneInfo("Europe/Vienna")) + relativedelta(days=1))
PY
venv/bin/python probe.py | tee seen.txt
