#!/usr/bin/env bash
# Package: rdf-literal 2.0.0 (npm, literals of RDF as values of JavaScript and back), compared with elementpath 5.1.4 (PyPI, the datatypes of XML Schema)
#
# One would guess: fromRdf gives the value of a literal, and with its argument for validation refuses what is none. XML Schema 1.1 part 2 has INF among the doubles
# (section 3.3.5), a zone at a date if one is given (3.3.9), and 2 August of every year as --08-02, a gMonthDay (3.3.12).
# What happens: INF is NaN, though toRdf writes Infinity as INF; a date with a zone other than Z, and any gMonthDay, is an invalid Date. No error. Asked to validate, it refuses
# all three, and takes "08-02" as a gMonthDay, which it is not; toRdf writes August 2026 as "2026-8" and 2 August as "8-2".
# Why it matters: no comparison with NaN or an invalid date holds. A limit of INF is above nothing, a deadline with a zone is neither past nor to come, and
# the yearly date of a report, written by the library, is in no form of the datatype that it bears.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile elementpath==5.1.4
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdf-literal@2.0.0 rdf-data-factory@2.0.2

cat > probe.py <<'PY'
from importlib.metadata import version

from elementpath.datatypes import Date10, GregorianMonthDay, GregorianYearMonth

print("elementpath", version("elementpath"))
for datatype, value in (
    (Date10, "2026-08-02+02:00"), (GregorianMonthDay, "--08-02"), (GregorianMonthDay, "08-02"), (GregorianMonthDay, "8-2"), (GregorianYearMonth, "2026-8")
):
    try:
        datatype.fromstring(value)
        print(f"  {value}: valid")
    except ValueError:
        print(f"  {value}: not valid")
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { fromRdf, toRdf } from 'rdf-literal'
import { DataFactory } from 'rdf-data-factory'

const factory = new DataFactory()
const typed = name => factory.namedNode(`http://www.w3.org/2001/XMLSchema#${name}`)
console.log('rdf-literal', JSON.parse(fs.readFileSync('node_modules/rdf-literal/package.json')).version)
for (const [value, type] of [['INF', 'double'], ['-INF', 'float'], ['2026-08-02Z', 'date'], ['2026-08-02+02:00', 'date'], ['--08-02', 'gMonthDay'], ['08-02', 'gMonthDay']]) {
  const literal = factory.literal(value, typed(type))
  let validated = 'accepted'
  try { fromRdf(literal, true) } catch { validated = 'refused' }
  const read = fromRdf(literal)
  console.log(`  ${value} (${type}): ${Number.isNaN(+read) ? `not a value (${read})` : 'a value'}; validated: ${validated}`)
}
const day = new Date(Date.UTC(2026, 7, 2))
console.log('  written: Infinity', toRdf(Infinity).value, ...['gYearMonth', 'gMonthDay'].map(type => `${type} ${toRdf(day, { datatype: typed(type) }).value}`))
JS
{ venv/bin/python probe.py; TZ=UTC node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
elementpath 5.1.4
  2026-08-02+02:00: valid
  --08-02: valid
  08-02: not valid
  8-2: not valid
  2026-8: not valid
rdf-literal 2.0.0
  INF (double): not a value (NaN); validated: refused
  -INF (float): not a value (NaN); validated: refused
  2026-08-02Z (date): a value; validated: accepted
  2026-08-02+02:00 (date): not a value (Invalid Date); validated: refused
  --08-02 (gMonthDay): not a value (Invalid Date); validated: refused
  08-02 (gMonthDay): a value; validated: accepted
  written: Infinity INF gYearMonth 2026-8 gMonthDay 8-2
EXPECTED
echo "as recorded: INF is NaN, and no gMonthDay is a date"
