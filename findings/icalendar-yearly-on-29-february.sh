#!/usr/bin/env bash
# Package: ical.js 2.2.1 and node-ical 0.26.1 (npm), compared with icalendar 7.3.0 with recurring-ical-events 3.8.2
#
# One would guess: a yearly review that starts on 29 February 2028 comes again on 29 February 2032: RFC 5545, section 3.3.10, says that
# instances with an invalid date MUST be ignored.
# What happens: three readings of one file. ical.js answers 1 March 2029, node-ical 28 February 2029, Python's icalendar 29 February 2032.
# Why it matters: duty plans say "every year from the day of the certificate". In a leap year the same calendar gives an auditee who reads
# it in one client a date in 2029, another one in a second client, and none before 2032 in a third. BYMONTHDAY=-1 says it unambiguously.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq icalendar==7.3.0 recurring-ical-events==3.8.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//plan//EN BEGIN:VEVENT UID:review@example.org DTSTAMP:20261128T000000Z \
  'DTSTART;VALUE=DATE:20280229' 'RRULE:FREQ=YEARLY;COUNT=3' 'SUMMARY:Management review' END:VEVENT END:VCALENDAR > plan.ics
cat > probe.py <<'PY'
from importlib.metadata import version
import icalendar
import recurring_ical_events

calendar = icalendar.Calendar.from_ical(open("plan.ics", newline="").read())
print("icalendar", version("icalendar"), *sorted(str(event.start) for event in recurring_ical_events.of(calendar).between((2027, 1, 1), (2045, 1, 1))))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

const text = fs.readFileSync('plan.ics', 'utf8')
const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const days = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).iterator()
console.log('ical.js', version('ical.js'), [1, 2, 3].map(() => String(days.next())).join(' '))
const event = nodeIcal.sync.parseICS(text)['review@example.org']
console.log('node-ical', version('node-ical'), event.rrule.all().map(day => day.toISOString().slice(0, 10)).join(' '))
JS
{ venv/bin/python probe.py; TZ=UTC node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
icalendar 7.3.0 2028-02-29 2032-02-29 2036-02-29
ical.js 2.2.1 2028-02-29 2029-03-01 2030-03-01
node-ical 0.26.1 2028-02-29 2029-02-28 2030-02-28
EXPECTED
echo "as recorded: three readings of a yearly 29 February"
