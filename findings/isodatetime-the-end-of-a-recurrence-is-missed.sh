#!/usr/bin/env bash
# Package: metomi-isodatetime 1!3.2.0 (PyPI)
#
# One would guess: R4/P1M/2027-05-31 is four times, a month apart, of which the last is 31 May 2027. ISO 8601-1, section 5.6, has a recurring interval as a duration
# and its end, which is the end that is given; R4/2027-01-31/P1M begins on 31 January, and what is n months after it is the last day of the month at most.
# P1Y and P12M are one duration.
# What happens: a month is added to the last outcome and not to the begin, so that 28 February makes 28 March, and no month has its last day again. With an end
# the same is done backwards and then forwards: of the four times the last is 28 May, and the end that was given is none of them.
# A yearly date from 29 February 2028 is 28 February in 2032. P1Y = P12M is false.
# Why it matters: duties fall due at the end of a month or on a date the law names. Each report from the third on is asked for three days early, and the final
# date itself is in no calendar.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile 'metomi-isodatetime==1!3.2.0'

cat > probe.py <<'PY'
from importlib.metadata import version
from itertools import islice

from metomi.isodatetime.parsers import DurationParser, TimePointParser, TimeRecurrenceParser

print("metomi-isodatetime", version("metomi-isodatetime"))
for text, end in (
    ("R4/2027-01-31T00:00Z/P1M", ""),
    ("R4/P1M/2027-05-31T00:00Z", "2027-05-31T00:00Z"),
    ("R5/2028-02-29T00:00Z/P1Y", ""),
):
    recurrence = TimeRecurrenceParser().parse(text)
    print(text, [str(point)[:10] for point in islice(recurrence, 9)])
    if end:
        print("  its end is one of them:", recurrence.get_is_valid(TimePointParser().parse(end)))
duration = DurationParser().parse
for text in ("P2M", "P4M"):
    print(f"2027-01-31 + {text}:", str(TimePointParser().parse("2027-01-31T00:00Z") + duration(text))[:10])
print("P1Y = P12M:", duration("P1Y") == duration("P12M"))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
metomi-isodatetime 1!3.2.0
R4/2027-01-31T00:00Z/P1M ['2027-01-31', '2027-02-28', '2027-03-28', '2027-04-28']
R4/P1M/2027-05-31T00:00Z ['2027-02-28', '2027-03-28', '2027-04-28', '2027-05-28']
  its end is one of them: False
R5/2028-02-29T00:00Z/P1Y ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-28']
2027-01-31 + P2M: 2027-03-28
2027-01-31 + P4M: 2027-05-28
P1Y = P12M: False
EXPECTED
echo "as recorded: the end that is given is not reached"
