"""The tools for assistants: what one may send to a tool, drawn from the tool's own schema, be it fitting, nearly so, or rubbish (hypothesis); and what comes back."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import strategies as st
from mcp_types import CallToolResult

from aims_graph.model import Library
from aims_graph.serve.assistant.server import READING
from aims_graph.serve.assistant.tool import Arguments, Record, Tool

TOOLS = {tool.name: tool for tool in READING}

#: Texts that mean something to some argument, and texts that try to reach out or to break what reads them.
_SAID = (
    *(
        "42001",
        "27001",
        "9001",
        "airmf",
        "aiact",
        "hs2021",
        "iso27001-2013",
        "42001 A.6.2.8",
        "Art. 26(5)",
        "GOVERN 1.1",
    ),
    *("aiact:art-14", "4.1", "provider", "deployer", "importer", "annex-iii", "Annex III 5(b)", "any", "gpai-model"),
    *("sme", "employer", "public-body", "name", "modified", "2027-12-02", "2025-02-30", "9999-12-31", "0001-01-01"),
    *("logging", "human oversight", "engineering", "serious incidents", "what-maps-to", "binding-on", "20.abc", "0."),
    *(
        "/etc/passwd",
        "file:///etc/passwd",
        "https://example.org/x",
        "..\\..\\x",
        "\x00",
        "\x1b[31m",
        "' OR 1=1",
        "\u202e",
    ),
    *("SELECT * { ?s ?p ?o } LIMIT 3", "ASK { ?s ?p ?o }", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"),
    *("LOAD <http://example.org/>", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "DESCRIBE iso42001:4.1"),
    *(
        "subject,object\niso42001:A.6.2.8,iso27001:A.8.15\n",
        '{"@context": "https://example.org/c.jsonld"}',
        "{}",
        "<a/>",
    ),
    *('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "a: &a [*a]"),
)
TEXTS = st.sampled_from(_SAID) | st.text(max_size=30)
_SCALARS = st.none() | st.booleans() | st.integers(-5, 50_000) | st.floats() | TEXTS
ANYTHING = st.recursive(
    _SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(TEXTS, x, max_size=3), max_leaves=4
)


#: What an argument is mostly about.
_REQUIREMENTS = (
    "42001 A.6.2.8",
    "aiact:art-14",
    "GOVERN 1.1",
    "9001 5.3",
    "iso27001:A.8.15",
    "42001 A.10",
    "27001 4.1",
)
_FRAMEWORKS = ("42001", "27001", "9001", "airmf", "aiact")
_MEANT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("requirement", "first", "second"), _REQUIREMENTS),
    **dict.fromkeys(("framework", "frameworks", "towards"), _FRAMEWORKS),
    "question": (*_REQUIREMENTS, "logging", "human oversight", "people"),
    "held": (*_FRAMEWORKS, *_REQUIREMENTS),
    "roles": ("provider", "deployer", "importer", "gpai-provider"),
    "systems": ("annex-iii", "Annex III 5(b)", "any", "annex-i-a", "gpai-model"),
    **dict.fromkeys(("on", "since", "placed", "changed"), ("2025-02-02", "2026-08-02", "2027-12-02", "")),
    **dict.fromkeys(("is_true", "is_false"), ("sme", "smc", "employer", "public-body", "interacts")),
    "function": ("engineering", "legal", "office"),
    "topic": ("logging", "risk"),
    "group": ("serious incidents", ""),
    "text": tuple(t for t in _SAID if t[:1] in "s{<a"),
    "sparql": tuple(t for t in _SAID if t[:3] in ("SEL", "ASK", "DES", "LOA")),
    "cursor": ("",),
}


def _fitting(name: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Draw a value for one property: mostly what it is about, else of its type."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind in (None, "string"):
        return st.sampled_from(_MEANT[name]) if name in _MEANT else TEXTS
    if kind == "array":
        return st.lists(_fitting(name, schema["items"]), min_size=schema.get("minItems", 0), max_size=3)
    if kind == "object":
        return st.dictionaries(st.sampled_from(("requirement", "role", "day", "framework")) | TEXTS, TEXTS, max_size=2)
    known = {"integer": st.integers(1, 100), "boolean": st.booleans(), "number": st.floats(0, 1e12)}
    return known[str(kind)]


class Nothing(Arguments):
    """A question without arguments."""


def endless(library: Library, asked: Nothing) -> Record:
    """Never end."""
    while True:
        time.sleep(1)


@st.composite
def arguments(draw: st.DrawFn, tool: Tool) -> dict[str, Any]:
    """Return arguments for a tool: those it needs nearly always, others sometimes; one of rubbish, or of another name, now and then."""
    properties, needed = tool.input_schema["properties"], tool.input_schema.get("required", [])
    found: dict[str, Any] = {}
    for name, schema in properties.items():
        if draw(st.integers(0, 19)) < (19 if name in needed else 6):
            odd = draw(st.integers(0, 24))
            found[name] = draw({0: ANYTHING, 1: TEXTS, 2: TEXTS}.get(odd, _fitting(name, schema)))
    if draw(st.integers(0, 14)) == 0:
        found[draw(TEXTS)] = draw(ANYTHING)
    return found


def text_of(found: CallToolResult) -> str:
    return str(found.content[0].text)  # type: ignore[union-attr]
