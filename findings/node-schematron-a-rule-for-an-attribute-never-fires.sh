#!/usr/bin/env bash
# Package: node-schematron 2.1.0 (npm), compared with lxml 6.0.2 (PyPI; its isoschematron runs the skeleton of ISO Schematron, in XSLT)
#
# One would guess: a rule of Schematron fires for each node that its context matches. ISO/IEC 19757-3, annex C (default query language binding), lets the context
# be the root of the document, elements, attributes, comments and processing instructions.
# What happens: node-schematron looks for nodes below the root, and attributes are not among them. A rule with the context @level or / is read, counts as a rule,
# and never fires: the same assertion, written for the element, fails. No message; the readme has a list of what is not supported, and this is not in it.
# Why it matters: rules of compliance are published as Schematron, and code lists are checked at the attribute, completeness at the root ("at least one
# control has an owner"). The report has no failed assertion, which is what a document in order looks like.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile lxml==6.0.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-schematron@2.1.0

cat > register.xml <<'XML'
<register><control id="a" level="high"/><control id="b" level="unknown"/></register>
XML
cat > rules.sch <<'XML'
<schema xmlns="http://purl.oclc.org/dsdl/schematron">
  <pattern><rule context="control"><assert test="@level = 'high' or @level = 'low'">element: not a level</assert></rule></pattern>
  <pattern><rule context="@level"><assert test=". = 'high' or . = 'low'">attribute: not a level</assert></rule></pattern>
  <pattern><rule context="/register"><assert test="control/@owner">top element: no control has an owner</assert></rule></pattern>
  <pattern><rule context="/"><assert test="register/control/@owner">root: no control has an owner</assert></rule></pattern>
</schema>
XML
cat > probe.py <<'PY'
from importlib.metadata import version
from lxml import etree, isoschematron

print("lxml", version("lxml"))
found = isoschematron.Schematron(etree.parse("rules.sch"), store_report=True, error_finder=isoschematron.Schematron.ASSERTS_AND_REPORTS)
print("  valid:", found.validate(etree.parse("register.xml")))
for text in found.validation_report.iter("{http://purl.oclc.org/dsdl/svrl}text"):
    print(" ", text.text)
PY
cat > probe.cjs <<'JS'
const fs = require('fs')
const { Schema } = require('node-schematron')
console.log('node-schematron', JSON.parse(fs.readFileSync('node_modules/node-schematron/package.json')).version)
const schema = Schema.fromString(fs.readFileSync('rules.sch', 'utf8'))
console.log('  rules read:', schema.patterns.flatMap(pattern => pattern.rules).map(rule => rule.context).join(' '))
for (const { message } of schema.validateString(fs.readFileSync('register.xml', 'utf8'), {})) console.log(' ', message)
JS
{ venv/bin/python probe.py; node probe.cjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
lxml 6.0.2
  valid: False
  element: not a level
  attribute: not a level
  top element: no control has an owner
  root: no control has an owner
node-schematron 2.1.0
  rules read: control @level /register /
  element: not a level
  top element: no control has an owner
EXPECTED
echo "as recorded: rules for attributes and for the root never fire"
