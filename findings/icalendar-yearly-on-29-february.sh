#!/usr/bin/env bash
# Package: ical.js 2.2.1 (npm), compared with icalendar 7.3.0 with recurring-ical-events 3.8.2 and vobject 0.9.9
#
# One would guess: a yearly review that starts on 29 February 2028 comes again on 29 February 2032: RFC 5545, section 3.3.10, says that
# instances with an invalid date MUST be ignored.
# What happens: ical.js moves the day and answers 1 March 2029 and 1 March 2030; the two Python libraries answer 29 February 2032.
# Why it matters: duty plans say "every year from the day of the certificate". In a leap year the same calendar shows a review in 2029 in
# one client and none before 2032 in another. FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1 says what is meant to both.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq icalendar==7.3.0 recurring-ical-events==3.8.2 vobject==0.9.9
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//plan//EN BEGIN:VEVENT UID:review@example.org DTSTAMP:20261128T000000Z \
  'DTSTART;VALUE=DATE:20280229' 'RRULE:FREQ=YEARLY;COUNT=3' 'SUMMARY:Management review' END:VEVENT END:VCALENDAR > plan.ics
cat > probe.py <<'PY'
from importlib.metadata import version
import icalendar
import recurring_ical_events
import vobject

text = open("plan.ics", newline="").read()
calendar = icalendar.Calendar.from_ical(text)
print("icalendar", version("icalendar"), *sorted(str(event.start) for event in recurring_ical_events.of(calendar).between((2027, 1, 1), (2045, 1, 1))))
print("vobject", version("vobject"), *(str(day.date()) for day in vobject.readOne(text).vevent.rruleset))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import ICAL from 'ical.js'

const text = fs.readFileSync('plan.ics', 'utf8')
const days = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).iterator()
console.log('ical.js', JSON.parse(fs.readFileSync('node_modules/ical.js/package.json')).version, [1, 2, 3].map(() => String(days.next())).join(' '))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
icalendar 7.3.0 2028-02-29 2032-02-29 2036-02-29
vobject 0.9.9 2028-02-29 2032-02-29 2036-02-29
ical.js 2.2.1 2028-02-29 2029-03-01 2030-03-01
EXPECTED
echo "as recorded: ical.js invents 1 March"
