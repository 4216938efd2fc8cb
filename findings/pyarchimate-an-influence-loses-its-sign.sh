#!/usr/bin/env bash
# Package: pyArchimate 2.0.0 (PyPI)
#
# One would guess: a model in the exchange format of ArchiMate (The Open Group, version 3.1), read and written by pyArchimate with nothing changed, says the same.
# The format has the sign of an influence as the attribute modifier ("++" to "--"), a name per language, a datatype for each property.
# What happens: the modifier is gone; a property of the name influenceStrength stands for it, which the format does not know. Names and documentation are left in
# their first language, without its tag; of two values of one property the last is left; a property of type date is one of type string.
# Why it matters: motivation models write down which constraint hinders which goal. In the next tool, "--" and "++" are the same arrow; the German reader has no
# name, and of two deadlines one is gone.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyArchimate==2.0.0

cat > in.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.opengroup.org/xsd/archimate/3.0/ http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd" identifier="id-model">
  <name xml:lang="en">Duties</name>
  <elements>
    <element identifier="id-goal" xsi:type="Goal"><name xml:lang="en">Traceability</name><name xml:lang="de">Nachvollziehbarkeit</name>
      <properties>
        <property propertyDefinitionRef="id-due"><value xml:lang="en">2026-08-02</value></property>
        <property propertyDefinitionRef="id-due"><value xml:lang="en">2027-08-02</value></property>
      </properties></element>
    <element identifier="id-less" xsi:type="Constraint"><name xml:lang="en">Keep no longer than needed</name></element>
    <element identifier="id-logs" xsi:type="Requirement"><name xml:lang="en">Keep logs</name></element>
  </elements>
  <relationships>
    <relationship identifier="id-hinders" source="id-less" target="id-goal" xsi:type="Influence" modifier="--"/>
    <relationship identifier="id-helps" source="id-logs" target="id-goal" xsi:type="Influence" modifier="++"/>
  </relationships>
  <propertyDefinitions><propertyDefinition identifier="id-due" type="date"><name xml:lang="en">due</name></propertyDefinition></propertyDefinitions>
</model>
XML
cat > probe.py <<'PY'
import logging
import xml.etree.ElementTree as ET
from importlib.metadata import version

from pyArchimate import Model

logging.disable()
model = Model("any")
model.read("in.xml")
model.write("out.xml")
N, LANGUAGE = "{http://www.opengroup.org/xsd/archimate/3.0/}", "{http://www.w3.org/XML/1998/namespace}lang"
print("pyArchimate", version("pyArchimate"))
for name in ("in", "out"):
    root = ET.parse(f"{name}.xml").getroot()
    print(f"{name}:")
    for relation in root.iter(f"{N}relationship"):
        print("  Influence", relation.get("source"), "to", relation.get("target"), "modifier", relation.get("modifier"))
    goal = next(element for element in root.iter(f"{N}element") if element.get("identifier") == "id-goal")
    print("  names", [f"{text.text}@{text.get(LANGUAGE)}" for text in goal.findall(f"{N}name")])
    print("  due", [text.text for text in goal.iter(f"{N}value")])
    print("  properties", sorted((d.find(f"{N}name").text, d.get("type")) for d in root.iter(f"{N}propertyDefinition")))
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyArchimate 2.0.0
in:
  Influence id-less to id-goal modifier --
  Influence id-logs to id-goal modifier ++
  names ['Traceability@en', 'Nachvollziehbarkeit@de']
  due ['2026-08-02', '2027-08-02']
  properties [('due', 'date')]
out:
  Influence id-less to id-goal modifier None
  Influence id-logs to id-goal modifier None
  names ['Traceability@None']
  due ['2027-08-02']
  properties [('due', 'string'), ('influenceStrength', 'string')]
EXPECTED
echo "as recorded: what hinders and what helps look alike"
