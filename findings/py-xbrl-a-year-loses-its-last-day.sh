#!/usr/bin/env bash
# Package: py-xbrl 3.0.3 (PyPI)
#
# One would guess: a report read with py-xbrl and written with its json(), which names its form https://xbrl.org/2021/xbrl-json, is about the same time. XBRL 2.1,
# section 4.7.2, has a date without a time as the end of that day where it is an endDate or an instant; in xBRL-JSON (and OIM 1.0, period) a period is
# written with times, so that the end of 31 December 2026 is 2027-01-01T00:00:00. decimals="INF" says that a figure is exact, in xBRL-JSON by leaving decimals out.
# What happens: the midnight before the day is written. A year is 364 days long, the balance at the end of 31 December is that at its beginning, and an instant
# that is given with the time 00:00 cannot be told from it. An exact figure has decimals 0, rounded to whole units. Figures pass through binary
# numbers: 9007199254740993 ends with a 2. No warning.
# Why it matters: sustainability and incident reports are compared by their periods. Written by another tool, the same year is another period, and never matches.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile py-xbrl==3.0.3

# Of the schema of XBRL itself only what is used here: nothing is fetched.
cat > xbrli.xsd <<'XML'
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" targetNamespace="http://www.xbrl.org/2003/instance">
<xsd:attribute name="periodType" type="xsd:token"/>
<xsd:element name="item" type="xsd:anyType" abstract="true"/>
<xsd:complexType name="decimalItemType"><xsd:simpleContent><xsd:extension base="xsd:decimal">
<xsd:attribute name="contextRef" type="xsd:IDREF"/><xsd:attribute name="unitRef" type="xsd:IDREF"/><xsd:attribute name="decimals" type="xsd:string"/>
</xsd:extension></xsd:simpleContent></xsd:complexType>
</xsd:schema>
XML
cat > esg.xsd <<'XML'
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" targetNamespace="https://example.org/esg#">
<xsd:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="xbrli.xsd"/>
<xsd:element name="Emissions" id="esg_Emissions" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
<xsd:element name="Systems" id="esg_Systems" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant" nillable="true"/>
</xsd:schema>
XML
context() { echo "<context id=\"$1\"><entity><identifier scheme=\"https://example.org/lei\">X</identifier></entity><period>$2</period></context>"; }
cat > report.xbrl <<XML
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:esg="https://example.org/esg#">
<link:schemaRef xlink:type="simple" xlink:href="esg.xsd"/>
$(context year '<startDate>2026-01-01</startDate><endDate>2026-12-31</endDate>')
$(context end '<instant>2026-12-31</instant>')
$(context begin '<instant>2026-12-31T00:00:00</instant>')
<unit id="pure"><measure>pure</measure></unit>
<esg:Emissions contextRef="year" unitRef="pure" decimals="INF">1234567.89</esg:Emissions>
<esg:Systems contextRef="end" unitRef="pure" decimals="0">12</esg:Systems>
<esg:Systems contextRef="begin" unitRef="pure" decimals="0">9007199254740993</esg:Systems>
</xbrl>
XML
cat > probe.py <<'PY'
import json
import os
from importlib.metadata import version

from xbrl.cache import HttpCache
from xbrl.instance import XbrlParser

print("py-xbrl", version("py-xbrl"))
report = json.loads(XbrlParser(HttpCache("cache")).parse_instance(os.path.abspath("report.xbrl")).json())
print(report["documentInfo"]["documentType"])
for fact in report["facts"].values():
    dimensions = fact["dimensions"]
    print(" ", dimensions["contextId"], dimensions["concept"], dimensions["period"], f"{fact['value']:f}", "decimals", fact.get("decimals"))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
py-xbrl 3.0.3
https://xbrl.org/2021/xbrl-json
  year Emissions 2026-01-01T00:00:00/2026-12-31T00:00:00 1234567.890000 decimals 0
  end Systems 2026-12-31T00:00:00 12.000000 decimals 0
  begin Systems 2026-12-31T00:00:00 9007199254740992.000000 decimals 0
EXPECTED
echo "as recorded: the year ends on the morning of its last day"
