#!/usr/bin/env bash
# Package: ical.js 2.2.1 (npm) and vobject 0.9.9, compared with icalendar 7.3.0 with recurring-ical-events 3.8.2
#
# One would guess: an entry with DTSTART 2 February 2025 and RDATE 2 August 2025 and 2 August 2026 falls on three days: RFC 5545, section
# 3.8.5.2, builds the recurrence set from the initial DTSTART along with RRULE and RDATE, and DTSTART is the first instance.
# What happens: with RDATE and no RRULE, the iterator of ical.js and the rule set of vobject begin with the first RDATE: the day of DTSTART
# itself is missing. recurring-ical-events gives all three. (With an RRULE all of them include DTSTART.)
# Why it matters: staged dates of application of a law are exactly such a list, at irregular intervals. The day that comes first, in most
# plans the one that is most urgent, is the one that no reminder is made of.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq icalendar==7.3.0 recurring-ical-events==3.8.2 vobject==0.9.9
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//plan//EN BEGIN:VEVENT UID:stages@example.org DTSTAMP:20250101T000000Z \
  'DTSTART;VALUE=DATE:20250202' 'RDATE;VALUE=DATE:20250802,20260802' 'SUMMARY:A stage of the law applies' END:VEVENT END:VCALENDAR > plan.ics
cat > probe.py <<'PY'
from importlib.metadata import version
import icalendar
import recurring_ical_events
import vobject

text = open("plan.ics", newline="").read()
events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2024, 1, 1), (2030, 1, 1))
print("recurring-ical-events", version("recurring-ical-events"), *sorted(str(event.start) for event in events))
print("vobject", version("vobject"), *(str(day.date()) for day in vobject.readOne(text).vevent.rruleset))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import ICAL from 'ical.js'

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(fs.readFileSync('plan.ics', 'utf8'))).getFirstSubcomponent('vevent'))
const days = []
const iterator = event.iterator()
for (let day; (day = iterator.next());) days.push(String(day))
console.log('ical.js', JSON.parse(fs.readFileSync('node_modules/ical.js/package.json')).version, days.join(' '))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
recurring-ical-events 3.8.2 2025-02-02 2025-08-02 2026-08-02
vobject 0.9.9 2025-08-02 2026-08-02
ical.js 2.2.1 2025-08-02 2026-08-02
EXPECTED
echo "as recorded: two libraries leave out the first day"
