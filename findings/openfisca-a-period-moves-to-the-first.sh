#!/usr/bin/env bash
# Package: openfisca-core 46.0.1 (PyPI, rules of law as code)
#
# One would guess: a period written as text and read again is the same period. "month:2026-08-31:6" is six months from 31 August 2026, and OpenFisca computes its
# first and last day: 31 August 2026 to 27 February 2027. The text is how situations in JSON and calls of the web API name a period.
# What happens: the day is left out of the text, month:2026-08:6, which read again is 1 August to 31 January. A month from the 31st becomes that calendar month,
# and a year from 29 February 2024 one from the first: 1 February 2024 to 31 January 2025. No error. Periods that begin on the first of a
# month, and those in days, come back as they were.
# Why it matters: waiting times, notice periods and periods of retention begin on the day something happened. What was computed for one period is stored under
# the name of another, up to 30 days earlier, and found under it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile openfisca-core==46.0.1

cat > probe.py <<'PY'
from importlib.metadata import version

from openfisca_core.periods import period

print("openfisca-core", version("openfisca-core"))
for text in ("month:2026-08-31:6", "month:2026-01-31:1", "year:2024-02-29:1", "month:2026-08:6", "day:2026-08-31:72"):
    one = period(text)
    two = period(str(one))
    print(f"{text}: {one.start} to {one.stop}, written {one}, read {two.start} to {two.stop}, same: {one == two}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
openfisca-core 46.0.1
month:2026-08-31:6: 2026-08-31 to 2027-02-27, written month:2026-08:6, read 2026-08-01 to 2027-01-31, same: False
month:2026-01-31:1: 2026-01-31 to 2026-02-27, written 2026-01, read 2026-01-01 to 2026-01-31, same: False
year:2024-02-29:1: 2024-02-29 to 2025-02-27, written year:2024-02, read 2024-02-01 to 2025-01-31, same: False
month:2026-08:6: 2026-08-01 to 2027-01-31, written month:2026-08:6, read 2026-08-01 to 2027-01-31, same: True
day:2026-08-31:72: 2026-08-31 to 2026-11-10, written day:2026-08-31:72, read 2026-08-31 to 2026-11-10, same: True
EXPECTED
echo "as recorded: the period begins on the first"
