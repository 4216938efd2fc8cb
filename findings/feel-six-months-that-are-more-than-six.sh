#!/usr/bin/env bash
# Package: feelin 8.2.0 (npm), the FEEL interpreter of the bpmn.io tools
#
# One would guess: years and months duration(a, b) is whole years and months. DMN 1.5, section 10.3.2.3, has this type as a number of months, and
# section 10.3.4 gives as an example of the function that 22 December 2011 to 24 August 2013 is P1Y8M.
# What happens: the days stay in it: P1Y8M2D. Compared with P1Y8M it is equal (=) and yet not at most (<=) that. And numbers are binary: 0.1 + 0.2 = 0.3
# is false, where section 10.3.2.3 has numbers of 34 decimal digits (Decimal128). No warning for either.
# Why it matters: decision tables are how duties and deadlines of a law are written down to be run. "Reported within six months" has two answers for a
# report on the day after, and 0.7 + 0.1 of a score does not reach a threshold of 0.8.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund feelin@8.2.0

cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { evaluate } from 'feelin'

const { version } = JSON.parse(fs.readFileSync('node_modules/feelin/package.json'))
console.log('feelin', version)
const example = 'years and months duration(date("2011-12-22"), date("2013-08-24"))'
const late = 'years and months duration(date("2026-02-02"), date("2026-08-03"))'
for (const expression of [
  `string(${example})`, `${example} = duration("P1Y8M")`, `${example} <= duration("P1Y8M")`,
  `string(${late})`, `${late} = duration("P6M")`, `${late} <= duration("P6M")`,
  '0.1 + 0.2 = 0.3', '0.7 + 0.1 >= 0.8']) {
  const { value, warnings } = evaluate(expression, {})
  console.log(`${expression}: ${value}${warnings.length ? ` (${warnings.length} warnings)` : ''}`)
}
JS
node probe.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
feelin 8.2.0
string(years and months duration(date("2011-12-22"), date("2013-08-24"))): P1Y8M2D
years and months duration(date("2011-12-22"), date("2013-08-24")) = duration("P1Y8M"): true
years and months duration(date("2011-12-22"), date("2013-08-24")) <= duration("P1Y8M"): false
string(years and months duration(date("2026-02-02"), date("2026-08-03"))): P6M1D
years and months duration(date("2026-02-02"), date("2026-08-03")) = duration("P6M"): true
years and months duration(date("2026-02-02"), date("2026-08-03")) <= duration("P6M"): false
0.1 + 0.2 = 0.3: false
0.7 + 0.1 >= 0.8: false
EXPECTED
echo "as recorded: equal to six months, and not at most six months"
