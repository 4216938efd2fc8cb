#!/usr/bin/env bash
# Package: node-ical 0.26.1 (npm), compared with ical.js 2.2.1
#
# One would guess: CATEGORIES:Logs\, records,ISO 42001 are two categories: RFC 5545, section 3.3.11, escapes a comma inside a text value
# with a backslash, and section 3.8.1.2 separates categories by commas.
# What happens: node-ical splits at every comma and keeps the backslash: 'Logs\', 'records', 'ISO 42001'. ical.js gives the two.
# Why it matters: duty plans use categories for the framework and the control a task comes from, and titles of controls hold commas. A filter
# by category finds none of these tasks, and a count by category counts one task twice.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//plan//EN BEGIN:VTODO UID:task@example.org DTSTAMP:20261128T000000Z \
  'SUMMARY:Check the logs' 'CATEGORIES:Logs\, records,ISO 42001' END:VTODO END:VCALENDAR > plan.ics
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

const text = fs.readFileSync('plan.ics', 'utf8')
const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const task = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtodo')
console.log('ical.js', version('ical.js'), JSON.stringify(task.getFirstProperty('categories').getValues()))
console.log('node-ical', version('node-ical'), JSON.stringify(nodeIcal.sync.parseICS(text)['task@example.org'].categories))
JS
node probe.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
ical.js 2.2.1 ["Logs, records","ISO 42001"]
node-ical 0.26.1 ["Logs\\","records","ISO 42001"]
EXPECTED
echo "as recorded: node-ical splits at an escaped comma"
