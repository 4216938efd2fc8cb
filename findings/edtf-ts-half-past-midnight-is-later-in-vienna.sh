#!/usr/bin/env bash
# Package: @edtf-ts/core 0.4.2 (npm), compared with edtf 4.11.1 (npm)
#
# One would guess: 2026-08-02T00:30:00+02:00 is before 2026-08-01T23:00:00Z. Level 0 of the Extended Date/Time Format has a date and a time of day with a time
# shift; of 1985-04-12T23:20:30+04:30 the specification says that its clock is four and a half hours ahead of UTC. So 00:30 in Vienna was 22:30 in UTC. The other
# library has it so.
# What happens: the shift is read and put aside: 00:30 in Vienna is taken for 00:30 UTC, and so is 00:30 without any shift. isBefore is NO and isAfter YES, the
# library's answers for what is certain; a moment written with two shifts is not equal to itself, and a report an hour before the deadline is after it.
# Why it matters: incidents are recorded by the clock of the place, deadlines of the other office or in UTC. What was reported in time is late and the other way
# round, by as many hours as the offices are apart; a test in one zone passes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @edtf-ts/core@0.4.2 edtf@4.11.1

cat > probe.mjs <<'JS'
import fs from 'node:fs'
import edtf from 'edtf'
import { equals, isAfter, isBefore, parse } from '@edtf-ts/core'

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version
const iso = milliseconds => new Date(Number(milliseconds)).toISOString()
const moment = text => parse(text).value
console.log('@edtf-ts/core', version('@edtf-ts/core'))
const texts = ['2026-08-02T00:30:00+02:00', '2026-08-01T22:30:00Z', '2026-08-01T23:00:00Z', '2026-08-02T10:00:00-05:00', '2026-08-02T00:30:00']
for (const text of texts) console.log(`  ${text} begins ${iso(moment(text).min)}`)
const [vienna, same, later] = texts
console.log(`  ${vienna} before ${later}: ${isBefore(moment(vienna), moment(later))}, after it: ${isAfter(moment(vienna), moment(later))}`)
console.log(`  ${vienna} equals ${same}: ${equals(moment(vienna), moment(same))}`)
const [report, deadline] = ['2026-08-05T01:00:00+02:00', '2026-08-05T00:00:00Z']
console.log(`  a report of ${report} before the deadline ${deadline}: ${isBefore(moment(report), moment(deadline))}`)
console.log('edtf', version('edtf'))
for (const text of texts) console.log(`  ${text} begins ${iso(edtf(text).min)}`)
console.log(`  a report of ${report} before the deadline ${deadline}: ${edtf(report).min < edtf(deadline).min}`)
JS
node probe.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
@edtf-ts/core 0.4.2
  2026-08-02T00:30:00+02:00 begins 2026-08-02T00:30:00.000Z
  2026-08-01T22:30:00Z begins 2026-08-01T22:30:00.000Z
  2026-08-01T23:00:00Z begins 2026-08-01T23:00:00.000Z
  2026-08-02T10:00:00-05:00 begins 2026-08-02T10:00:00.000Z
  2026-08-02T00:30:00 begins 2026-08-02T00:30:00.000Z
  2026-08-02T00:30:00+02:00 before 2026-08-01T23:00:00Z: NO, after it: YES
  2026-08-02T00:30:00+02:00 equals 2026-08-01T22:30:00Z: NO
  a report of 2026-08-05T01:00:00+02:00 before the deadline 2026-08-05T00:00:00Z: NO
edtf 4.11.1
  2026-08-02T00:30:00+02:00 begins 2026-08-01T22:30:00.000Z
  2026-08-01T22:30:00Z begins 2026-08-01T22:30:00.000Z
  2026-08-01T23:00:00Z begins 2026-08-01T23:00:00.000Z
  2026-08-02T10:00:00-05:00 begins 2026-08-02T15:00:00.000Z
  2026-08-02T00:30:00 begins 2026-08-02T00:30:00.000Z
  a report of 2026-08-05T01:00:00+02:00 before the deadline 2026-08-05T00:00:00Z: true
EXPECTED
echo "as recorded: the shift from UTC is not counted"
