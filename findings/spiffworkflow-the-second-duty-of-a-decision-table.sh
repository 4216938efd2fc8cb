#!/usr/bin/env bash
# Package: SpiffWorkflow 3.2.0, compared with pyDMNrules 1.4.5
#
# One would guess: a decision table of DMN that SpiffWorkflow takes, checked with the schema of DMN 1.3 that it ships, is decided as DMN has it. Hit policy
# RULE ORDER gives the outputs of all rules that match, COLLECT with an aggregation their sum, count, least or greatest; a cell "high","unacceptable" holds
# for either of the two, and not("minimal") for all but that one. pyDMNrules decides the same files so.
# What happens: RULE ORDER (and OUTPUT ORDER) give the output of the first rule alone, an aggregation is not done, and a cell with two values or with not(…)
# holds for nothing: it is computed as Python, where a text is not equal to a pair of texts. No error, no warning; the process goes on.
# Why it matters: duties by class of risk are such a table: several hold at once, and one rule is for several classes. Of the duties of a high-risk system
# one is left, the rule for "high","unacceptable" never applies, and the total of the scores is a list.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile SpiffWorkflow==3.2.0 pyDMNrules==1.4.5 lxml==6.0.2

cat > process.bpmn <<'XML'
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
  id="definitions" targetNamespace="https://example.org/">
 <process id="process" isExecutable="true">
  <startEvent id="start"/><sequenceFlow id="to-decide" sourceRef="start" targetRef="decide"/>
  <businessRuleTask id="decide" name="decide"><extensionElements><spiffworkflow:calledDecisionId>duty</spiffworkflow:calledDecisionId></extensionElements>
  </businessRuleTask><sequenceFlow id="to-end" sourceRef="decide" targetRef="end"/><endEvent id="end"/>
 </process>
</definitions>
XML
cat > probe.py <<'PY'
from importlib.metadata import version
from pathlib import Path

import lxml.etree
import pyDMNrules
import SpiffWorkflow.dmn.parser as dmn_parser
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser

SCHEMA = lxml.etree.XMLSchema(lxml.etree.parse(Path(dmn_parser.__file__).parent / "schema" / "DMN13.xsd"))


def table(policy: str, *rules: tuple[str, str], kind: str = "string") -> str:
    rows = "".join(
        f'<rule id="rule{n}"><inputEntry id="in{n}"><text>{cell}</text></inputEntry><outputEntry id="out{n}"><text>{output}</text></outputEntry></rule>'
        for n, (cell, output) in enumerate(rules)
    )
    text = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions" name="duties" namespace="https://example.org/">'
        f'<decision id="duty" name="duty"><decisionTable id="table" {policy}><input id="input" label="risk"><inputExpression id="risk-of" typeRef="string">'
        f'<text>risk</text></inputExpression></input><output id="output" label="duty" name="duty" typeRef="{kind}"/>{rows}</decisionTable></decision></definitions>'
    )
    SCHEMA.assertValid(lxml.etree.fromstring(text))
    return text


def spiff(text: str) -> object:
    parser = SpiffBpmnParser()
    parser.add_bpmn_file("process.bpmn")
    parser.add_dmn_str(text.encode())
    workflow = BpmnWorkflow(parser.get_spec("process"), parser.get_subprocess_specs("process"))
    for task in workflow.get_tasks(state=TaskState.READY):
        task.data["risk"] = "high"
    workflow.do_engine_steps()
    return workflow.last_task.data["duty"]


def rules(text: str) -> object:
    model = pyDMNrules.DMN()
    assert not model.useXML(text).get("errors")
    _, answer = model.decide({"risk": "high"})
    return (answer[-1] if isinstance(answer, list) else answer)["Result"]["duty"]


print("SpiffWorkflow", version("SpiffWorkflow"), "pyDMNrules", version("pyDMNrules"), "risk: high")
duties = ('"high"', '"keep logs"'), ('"high"', '"register"'), ('"minimal"', '"none"')
scores = ('"high"', "3"), ("-", "4")
for name, text in {
    "RULE ORDER": table('hitPolicy="RULE ORDER"', *duties),
    "COLLECT": table('hitPolicy="COLLECT"', *duties),
    "COLLECT, SUM": table('hitPolicy="COLLECT" aggregation="SUM"', *scores, kind="number"),
    'FIRST, "high","unacceptable"': table('hitPolicy="FIRST"', ('"high","unacceptable"', '"register"'), ("-", '"none"')),
    'FIRST, not("minimal")': table('hitPolicy="FIRST"', ('not("minimal")', '"register"'), ("-", '"none"')),
}.items():
    print(f"{name}: SpiffWorkflow {spiff(text)}, pyDMNrules {rules(text)}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
SpiffWorkflow 3.2.0 pyDMNrules 1.4.5 risk: high
RULE ORDER: SpiffWorkflow keep logs, pyDMNrules ['keep logs', 'register']
COLLECT: SpiffWorkflow ['keep logs', 'register'], pyDMNrules ['keep logs', 'register']
COLLECT, SUM: SpiffWorkflow [3, 4], pyDMNrules 7.0
FIRST, "high","unacceptable": SpiffWorkflow none, pyDMNrules register
FIRST, not("minimal"): SpiffWorkflow none, pyDMNrules register
EXPECTED
echo "as recorded: of several duties the first, and a cell with two values holds for none"
