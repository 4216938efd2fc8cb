#!/usr/bin/env bash
# Package: pm4py 2.7.23.11 (PyPI)
#
# One would guess: a process in BPMN, read and written by pm4py with nothing changed, is the process that it was. In BPMN 2.0 a timer event waits for a time,
# a boundary event says at which task it stands and whether it ends it, a flow has the condition on which it is taken and a gateway its default.
# What happens: a timer event is written as a message event: not "after one month", but "when a message comes", and the month is gone. The event at a task
# has lost the task, the 72 hours and that it does not interrupt; attachedToRef is required by the schema of BPMN. Conditions and default are gone. No warning.
# Why it matters: "escalate if the authority is not told within 72 hours" is the point of such a process. It goes through mining and comes back without the
# deadline, waiting for a message that nobody sends.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pm4py==2.7.23.11

cat > in.bpmn <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions"
 targetNamespace="https://example.org/">
<process id="process" isExecutable="false">
 <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="serious"/>
 <exclusiveGateway id="serious" default="f3"/>
 <sequenceFlow id="f2" sourceRef="serious" targetRef="tell"><conditionExpression xsi:type="tFormalExpression">harm = true</conditionExpression></sequenceFlow>
 <sequenceFlow id="f3" sourceRef="serious" targetRef="month"/>
 <userTask id="tell" name="Tell the authority"/><sequenceFlow id="f4" sourceRef="tell" targetRef="end"/>
 <boundaryEvent id="late" attachedToRef="tell" cancelActivity="false">
  <timerEventDefinition id="t1"><timeDuration xsi:type="tFormalExpression">PT72H</timeDuration></timerEventDefinition></boundaryEvent>
 <sequenceFlow id="f5" sourceRef="late" targetRef="escalate"/><task id="escalate" name="Escalate"/><sequenceFlow id="f6" sourceRef="escalate" targetRef="end"/>
 <intermediateCatchEvent id="month" name="a month later">
  <timerEventDefinition id="t2"><timeDuration xsi:type="tFormalExpression">P1M</timeDuration></timerEventDefinition></intermediateCatchEvent>
 <sequenceFlow id="f7" sourceRef="month" targetRef="end"/>
 <endEvent id="end"/>
</process></definitions>
XML
cat > probe.py <<'PY'
import xml.etree.ElementTree as ET
from importlib.metadata import version

import pm4py

pm4py.write_bpmn(pm4py.read_bpmn("in.bpmn"), "out.bpmn", auto_layout=False)
print("pm4py", version("pm4py"))
SHOWN = {"serious", "tell", "late", "month"}
for name in ("in", "out"):
    print(f"{name}:")
    for element in sorted(ET.parse(f"{name}.bpmn").getroot().iter(), key=lambda e: e.get("id", "")):
        kind = element.tag.rpartition("}")[2]
        if element.get("id") in SHOWN:
            attributes = [f"{key}={element.get(key)}" for key in ("default", "attachedToRef", "cancelActivity") if element.get(key)]
            inner = [" ".join([child.tag.rpartition("}")[2], *child.itertext()]).replace("\n", "") for child in element if "Definition" in child.tag]
            print(" ", element.get("id"), kind, *attributes, *inner)
        elif kind == "conditionExpression":
            print("  condition", element.text)
PY
venv/bin/python probe.py 2>/dev/null | sed -n '/^pm4py/,$p' | tee seen.txt
diff seen.txt - <<'EXPECTED'
pm4py 2.7.23.11
in:
  condition harm = true
  late boundaryEvent attachedToRef=tell cancelActivity=false timerEventDefinition PT72H
  month intermediateCatchEvent timerEventDefinition P1M
  serious exclusiveGateway default=f3
  tell userTask
out:
  late boundaryEvent
  month intermediateCatchEvent messageEventDefinition
  serious exclusiveGateway
  tell userTask
EXPECTED
echo "as recorded: a deadline is a message"
