#!/usr/bin/env bash
# Package: ical.js 2.2.1 (npm), compared with rrule 2.8.1 (npm) and icalendar 7.3.2 with recurring-ical-events 3.8.2
#
# One would guess: the examples of the calendar standard itself mean one thing. RFC 5545, section 3.8.5.3, has "every 20th Monday of the year"
# (FREQ=YEARLY;BYDAY=20MO) and "Monday of week number 20" (BYWEEKNO=20), and section 3.3.10 applies BYSETPOS to the set of the whole year.
# What happens: ical.js repeats both every week, and "the first working day of the months January, April, July and October, counted over
# the year" (BYSETPOS=1) four times a year where the others say once. No error. Monthly rules with BYSETPOS agree.
# Why it matters: a yearly audit or management review "in week 20" fills the calendar with 52 of them, or, with COUNT=3, three years of
# reviews are over after three weeks: no reminder comes in the next year.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile icalendar==7.3.2 recurring-ical-events==3.8.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 rrule@2.8.1

cat > rules.json <<'JSON'
[["20260518", "FREQ=YEARLY;BYDAY=20MO;COUNT=3"],
 ["20260511", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3"],
 ["20260101", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3"],
 ["20260130", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"]]
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version
import icalendar
import recurring_ical_events

for start, rule in json.load(open("rules.json")):
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//probe//EN", "BEGIN:VEVENT", "UID:review@example.org",
                        "DTSTAMP:20260101T000000Z", f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}", "SUMMARY:Review", "END:VEVENT", "END:VCALENDAR", ""])
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 1, 1), (2040, 1, 1))
    print("icalendar", version("icalendar"), rule, *sorted(str(event["DTSTART"].dt) for event in found))
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import ICAL from 'ical.js'
import rrule from 'rrule'

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
for (const [start, rule] of JSON.parse(fs.readFileSync('rules.json'))) {
  const day = `${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6)}`
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(day))
  const found = []
  for (let next = iterator.next(); next && found.length < 10; next = iterator.next()) found.push(next.toString())
  console.log('ical.js', version('ical.js'), rule, ...found)
  const others = rrule.rrulestr(`DTSTART:${start}T000000Z\nRRULE:${rule}`).all()
  console.log('rrule', version('rrule'), rule, ...others.map(date => date.toISOString().slice(0, 10)))
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
icalendar 7.3.2 FREQ=YEARLY;BYDAY=20MO;COUNT=3 2026-05-18 2027-05-17 2028-05-15
icalendar 7.3.2 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3 2026-05-11 2027-05-17 2028-05-15
icalendar 7.3.2 FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3 2026-01-01 2027-01-01 2028-01-03
icalendar 7.3.2 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3 2026-01-30 2026-02-27 2026-03-31
ical.js 2.2.1 FREQ=YEARLY;BYDAY=20MO;COUNT=3 2026-05-18 2026-05-25 2026-06-01
rrule 2.8.1 FREQ=YEARLY;BYDAY=20MO;COUNT=3 2026-05-18 2027-05-17 2028-05-15
ical.js 2.2.1 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3 2026-05-18 2026-05-25 2026-06-01
rrule 2.8.1 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3 2026-05-11 2027-05-17 2028-05-15
ical.js 2.2.1 FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3 2026-01-01 2026-04-01 2026-07-01
rrule 2.8.1 FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3 2026-01-01 2027-01-01 2028-01-03
ical.js 2.2.1 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3 2026-01-30 2026-02-27 2026-03-31
rrule 2.8.1 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3 2026-01-30 2026-02-27 2026-03-31
EXPECTED
echo "as recorded: ical.js reads yearly rules as weekly or quarterly ones"
