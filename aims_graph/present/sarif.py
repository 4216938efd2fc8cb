"""Faults as SARIF 2.1.0, the form in which code hosts show findings beside the lines of a change.

OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Only faults are results: some tools count a pass as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from aims_graph.present.faults import RULES, Fault
from aims_graph.present.table import json_text
from aims_graph.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(faults: Sequence[Fault]) -> str:
    """Return one run with every fault; rules are listed once, those that found something."""
    used = list(dict.fromkeys(f.rule for f in faults))
    driver = {"name": "aims-graph lint", "version": VERSION, "rules": [_rule(name) for name in used]}
    results = [_result(f, used.index(f.rule)) for f in faults]
    return json_text(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _rule(name: str) -> dict[str, Any]:
    level, what = RULES[name]
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": what},
        "defaultConfiguration": {"level": level},
    }


def _result(fault: Fault, index: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(fault.file)}}
    # A code host shows nothing without a line: what stands in a cell or at a pointer is shown at the first.
    physical["region"] = {"startLine": fault.line or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if fault.where and not fault.line:
        location["logicalLocations"] = [{"fullyQualifiedName": fault.where}]
    said = "\n".join((fault.rule, fault.file, fault.where, fault.what))
    return {
        "ruleId": fault.rule,
        "ruleIndex": index,
        "level": fault.level,
        # Words in brackets with an address in parentheses behind would be a link there.
        "message": {"text": f"{fault.what}; {fault.mend}".replace("](", "] (")},
        "locations": [location],
        "partialFingerprints": {"fault/v1": sha256(said.encode()).hexdigest()},
    }


def _uri(file: str) -> str:
    """Return the file as a URI reference, relative if it was named so."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
