#!/usr/bin/env bash
# Package: jskos-tools 1.2.0 (npm, the tools for JSKOS, the format of Cocoda and of the mapping registry coli-conc)
#
# One would guess: a mapping in JSKOS that goes into CSV says what it said, or is refused. JSKOS (Concept Bundles) has memberSet for concepts that hold together, in
# no order, memberChoice for alternatives of which one holds, and memberList for an order. compareMappings is there to find that two mappings are the same.
# What happens: mappingCSV writes "all of them", "one of them" and "in this order" as one and the same line; flattenMapping takes memberSet only and leaves the target of
# the other two empty, which is also how it writes that there is no counterpart. compareMappings calls two sets with the same members different when they
# are written in another order. compareMappingsDeep says that "both" and "either" are the same mapping. No error.
# Why it matters: "4.1 is answered by either of two clauses" becomes "by both", or "by none", in the table that goes to the auditor; and the registry takes one
# mapping twice.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jskos-tools@1.2.0

cat > probe.cjs <<'JS'
const fs = require('fs')
const jskos = require('jskos-tools')

console.log('jskos-tools', JSON.parse(fs.readFileSync('node_modules/jskos-tools/package.json')).version)
const concept = notation => ({ uri: `https://example.org/${notation}`, notation: [notation] })
const mapping = to => ({ from: { memberSet: [concept('4.1')] }, to, fromScheme: { uri: 'https://example.org/s' }, toScheme: { uri: 'https://example.org/t' },
  type: ['http://www.w3.org/2004/02/skos/core#exactMatch'] })
const said = {
  'both': mapping({ memberSet: [concept('5'), concept('6')] }),
  'both, written the other way round': mapping({ memberSet: [concept('6'), concept('5')] }),
  'either': mapping({ memberChoice: [concept('5'), concept('6')] }),
  'first one, then the other': mapping({ memberList: [concept('5'), concept('6')] }),
  'no counterpart': mapping({ memberSet: [] })
}
const csv = jskos.mappingCSV()
for (const [name, one] of Object.entries(said)) {
  const { fromNotation, toNotation } = jskos.flattenMapping(one)
  console.log(`${name}: CSV ${csv.fromMapping(one).trim()}, flat ${JSON.stringify([fromNotation, toNotation])}, as "both": ` +
    `compareMappings ${jskos.compareMappings(said.both, one)}, compareMappingsDeep ${jskos.compareMappingsDeep(said.both, one)}`)
}
JS
node probe.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
jskos-tools 1.2.0
both: CSV "4.1","5","6","exact", flat ["4.1","5"], as "both": compareMappings true, compareMappingsDeep true
both, written the other way round: CSV "4.1","6","5","exact", flat ["4.1","6"], as "both": compareMappings false, compareMappingsDeep false
either: CSV "4.1","5","6","exact", flat ["4.1",""], as "both": compareMappings false, compareMappingsDeep true
first one, then the other: CSV "4.1","5","6","exact", flat ["4.1",""], as "both": compareMappings false, compareMappingsDeep true
no counterpart: CSV "4.1","","exact", flat ["4.1",""], as "both": compareMappings false, compareMappingsDeep false
EXPECTED
echo "as recorded: either clause becomes both, or none"
