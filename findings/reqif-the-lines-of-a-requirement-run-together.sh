#!/usr/bin/env bash
# Package: reqif 0.1.0 (PyPI), compared with strictdoc 0.30.4 (which reads and writes ReqIF with it) and the XML parser of the standard library
#
# One would guess: `reqif passthrough`, which reads a requirements exchange file and writes it again, keeps the text of a requirement. In ReqIF a plain text is the
# attribute THE-VALUE; XML 1.0, section 3.3.3, has a line break in an attribute as &#10;, since a bare one is read as a blank.
# What happens: the lines are read well and written bare, so that for each next reader they are one line. strictdoc writes the two characters \n
# instead, which every other reader shows as they stand. The default value of an integer loses the reference to its definition, which the schema demands.
# No warning.
# Why it matters: items a) and b) of a clause, or an exception on a line of its own, melt into the sentence before, in the hands of the supplier who got the file.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile reqif==0.1.0 strictdoc==0.30.4

cat > in.reqif <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd">
  <THE-HEADER><REQ-IF-HEADER IDENTIFIER="header"><CREATION-TIME>2026-08-02T10:00:00Z</CREATION-TIME><REQ-IF-TOOL-ID>hand</REQ-IF-TOOL-ID>
    <REQ-IF-VERSION>1.0</REQ-IF-VERSION><SOURCE-TOOL-ID>hand</SOURCE-TOOL-ID><TITLE>Demo</TITLE></REQ-IF-HEADER></THE-HEADER>
  <CORE-CONTENT><REQ-IF-CONTENT>
    <DATATYPES>
      <DATATYPE-DEFINITION-STRING IDENTIFIER="text" LAST-CHANGE="2026-08-02T10:00:00Z" MAX-LENGTH="1000"/>
      <DATATYPE-DEFINITION-INTEGER IDENTIFIER="number" LAST-CHANGE="2026-08-02T10:00:00Z" MAX="9" MIN="0"/>
    </DATATYPES>
    <SPEC-TYPES>
      <SPEC-OBJECT-TYPE IDENTIFIER="type" LAST-CHANGE="2026-08-02T10:00:00Z" LONG-NAME="Requirement"><SPEC-ATTRIBUTES>
        <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="is-text" LAST-CHANGE="2026-08-02T10:00:00Z" LONG-NAME="ReqIF.Text">
          <TYPE><DATATYPE-DEFINITION-STRING-REF>text</DATATYPE-DEFINITION-STRING-REF></TYPE></ATTRIBUTE-DEFINITION-STRING>
        <ATTRIBUTE-DEFINITION-INTEGER IDENTIFIER="level" LAST-CHANGE="2026-08-02T10:00:00Z" LONG-NAME="Level">
          <DEFAULT-VALUE><ATTRIBUTE-VALUE-INTEGER THE-VALUE="3"><DEFINITION><ATTRIBUTE-DEFINITION-INTEGER-REF>level</ATTRIBUTE-DEFINITION-INTEGER-REF></DEFINITION>
          </ATTRIBUTE-VALUE-INTEGER></DEFAULT-VALUE>
          <TYPE><DATATYPE-DEFINITION-INTEGER-REF>number</DATATYPE-DEFINITION-INTEGER-REF></TYPE></ATTRIBUTE-DEFINITION-INTEGER>
      </SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>
      <SPECIFICATION-TYPE IDENTIFIER="specification" LAST-CHANGE="2026-08-02T10:00:00Z" LONG-NAME="Specification"/>
    </SPEC-TYPES>
    <SPEC-OBJECTS>
      <SPEC-OBJECT IDENTIFIER="logs" LAST-CHANGE="2026-08-02T10:00:00Z"><VALUES>
        <ATTRIBUTE-VALUE-STRING THE-VALUE="Keep logs&#10;a) of each use&#10;b) for six months"><DEFINITION>
          <ATTRIBUTE-DEFINITION-STRING-REF>is-text</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
      </VALUES><TYPE><SPEC-OBJECT-TYPE-REF>type</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>
    </SPEC-OBJECTS>
    <SPECIFICATIONS>
      <SPECIFICATION IDENTIFIER="demo" LAST-CHANGE="2026-08-02T10:00:00Z" LONG-NAME="Demo"><TYPE><SPECIFICATION-TYPE-REF>specification</SPECIFICATION-TYPE-REF></TYPE>
        <CHILDREN><SPEC-HIERARCHY IDENTIFIER="place" LAST-CHANGE="2026-08-02T10:00:00Z"><OBJECT><SPEC-OBJECT-REF>logs</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>
        </CHILDREN></SPECIFICATION>
    </SPECIFICATIONS>
  </REQ-IF-CONTENT></CORE-CONTENT>
</REQ-IF>
XML
cat > in.sdoc <<'SDOC'
[DOCUMENT]
TITLE: Demo

[REQUIREMENT]
UID: R1
STATEMENT: >>>
Keep logs
a) of each use
b) for six months
<<<
SDOC
cat > probe.py <<'PY'
import glob
import xml.etree.ElementTree as ET
from importlib.metadata import version

print("reqif", version("reqif"), "strictdoc", version("strictdoc"))
for title, file in (("as given", "in.reqif"), ("reqif passthrough", "out.reqif"), ("strictdoc export", glob.glob("exported/**/*.reqif", recursive=True)[0])):
    content = ET.parse(file).getroot()
    texts = [value.get("THE-VALUE") for value in content.iter() if value.tag.endswith("ATTRIBUTE-VALUE-STRING") and "logs" in value.get("THE-VALUE")]
    default = [value for value in content.iter() if value.tag.endswith("ATTRIBUTE-VALUE-INTEGER")]
    print(f"{title}: {texts[0]!r}", *(f"default {value.get('THE-VALUE')} with{'' if len(value) else 'out'} its definition" for value in default))
PY
venv/bin/reqif passthrough in.reqif out.reqif >/dev/null
venv/bin/strictdoc export in.sdoc --formats=reqif-sdoc --output-dir exported >/dev/null 2>&1
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
reqif 0.1.0 strictdoc 0.30.4
as given: 'Keep logs\na) of each use\nb) for six months' default 3 with its definition
reqif passthrough: 'Keep logs a) of each use b) for six months' default 3 without its definition
strictdoc export: 'Keep logs\\na) of each use\\nb) for six months'
EXPECTED
echo "as recorded: three lines are one"
