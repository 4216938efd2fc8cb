#!/usr/bin/env bash
# Package: ixbrlparse 0.12.0 and ixbrl-parse 0.11.0 (PyPI), compared with arelle-release 2.47.3
#
# One would guess: a fact of an Inline XBRL report with xsi:nil="true" has no value. That is what nil is for: the figure is asked for, and there is none. The
# two readers agree with Arelle on scale, sign and formats of the same report.
# What happens: both answer 0, the number that a format such as fixed-zero writes on purpose; ixbrl-parse has 0.0 in its RDF as well. Of a text,
# ixbrl-parse keeps what ix:exclude takes out of it ("(page 3)"). No warning. Arelle, which finds the report valid, has no value and the text alone.
# Why it matters: sustainability reports are filed as Inline XBRL, and not measured is no zero. Sums and means are taken over it, and a company that
# did not report an emission is the best of its list.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile ixbrlparse==0.12.0 ixbrl-parse==0.11.0 arelle-release==2.47.3

cat > esg.xsd <<'XML'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns="https://example.org/esg"
 targetNamespace="https://example.org/esg" elementFormDefault="qualified">
 <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
 <xs:element id="esg_Scope1" name="Scope1" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
 <xs:element id="esg_Scope2" name="Scope2" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
 <xs:element id="esg_Scope3" name="Scope3" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
 <xs:element id="esg_Policy" name="Policy" type="xbrli:stringItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
</xs:schema>
XML
cat > report.html <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:esg="https://example.org/esg">
<head><title>Report</title></head>
<body>
<div style="display:none"><ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="esg.xsd"/></ix:references><ix:resources>
<xbrli:context id="year"><xbrli:entity><xbrli:identifier scheme="http://standards.iso.org/iso/17442">529900T8BM49AURSDO55</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2026-01-01</xbrli:startDate><xbrli:endDate>2026-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="number"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>
<p>Scope 1, in thousands: <ix:nonFraction name="esg:Scope1" contextRef="year" unitRef="number" decimals="0" scale="3" format="ixt:num-dot-decimal">1,234.5</ix:nonFraction></p>
<p>Scope 2: <ix:nonFraction name="esg:Scope2" contextRef="year" unitRef="number" decimals="0" format="ixt:fixed-zero">none</ix:nonFraction></p>
<p>Scope 3: not measured<ix:nonFraction name="esg:Scope3" contextRef="year" unitRef="number" xsi:nil="true"></ix:nonFraction></p>
<p><ix:nonNumeric name="esg:Policy" contextRef="year">Logs are kept <ix:exclude>(page 3) </ix:exclude>for six months.</ix:nonNumeric></p>
</body>
</html>
XML
cat > probe.py <<'PY'
import logging
from importlib.metadata import version

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions
from ixbrl_parse.ixbrl import parse
from ixbrlparse import IXBRL
from lxml import etree

with Session() as session:
    options = RuntimeOptions(entrypointFile="report.html", internetConnectivity="offline", keepOpen=True, validate=True,
                             logFile="arelle.log", disablePersistentConfig=True)
    session.run(options)
    (model,) = session.get_models()
    print("arelle-release", version("arelle-release"), "errors:", model.errors)
    for fact in model.facts:
        print(" ", fact.qname.localName, repr(None if fact.isNil else str(fact.xValue)))
report = IXBRL.open("report.html")
print("ixbrlparse", version("ixbrlparse"), "errors:", report.errors)
for fact in [*report.numeric, *report.nonnumeric]:
    print(" ", fact.name, repr(fact.value))
print("ixbrl-parse", version("ixbrl-parse"))
read = parse(etree.parse("report.html"))
for fact in read.values.values():
    print(" ", fact.name.localname, repr(fact.to_value().get_value()))
PY
{ venv/bin/python probe.py
  echo "ixbrl-parse, as RDF:"
  venv/bin/ixbrl-to-rdf -f nt report.html | sed -n 's,^.*\(<https://example.org/esg#Scope3> "[^"]*"\).*$,  \1,p'; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
arelle-release 2.47.3 errors: []
  Scope1 '1234500'
  Scope2 '0'
  Scope3 None
  Policy 'Logs are kept for six months.'
ixbrlparse 0.12.0 errors: []
  Scope1 1234500.0
  Scope2 0
  Scope3 0
  Policy 'Logs are kept for six months.'
ixbrl-parse 0.11.0
  Policy 'Logs are kept (page 3) for six months.'
  Scope1 1234500.0
  Scope2 0
  Scope3 0.0
ixbrl-parse, as RDF:
  <https://example.org/esg#Scope3> "0.0"
EXPECTED
echo "as recorded: what was not reported is zero"
