"""Documents of OSCAL, small and whole: a catalogue, a profile of it, a collection of mappings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aims_graph.exchange import oscal
from aims_graph.exchange.draft import Draft

UUIDS = [f"{n:08x}-0000-4000-8000-000000000000" for n in range(20)]


def metadata(**more: Any) -> dict[str, Any]:
    said = {"title": "Demo", "last-modified": "2026-11-01T00:00:00Z", "version": "1.10", "oscal-version": "1.2.1"}
    return said | more


def catalogue() -> dict[str, Any]:
    label = {"name": "label"}
    ac1 = {
        "id": "ac-1",
        "class": "DEMO-1",
        "title": "Doors",
        "params": [
            {"id": "ac-1_p1", "label": "a time"},
            {
                "id": "ac-1_p2",
                "select": {"how-many": "one-or-more", "choice": ["daily", "{{ insert: param, ac-1_p1 }}"]},
            },
        ],
        "props": [label | {"value": "AC-01", "class": "padded"}, label | {"value": "AC-1"}],
        "links": [{"href": "#ac-2", "rel": "related"}],
        "parts": [
            {
                "id": "ac-1_smt",
                "name": "statement",
                "prose": "The organization:",
                "parts": [
                    {
                        "id": "ac-1_smt.a",
                        "name": "item",
                        "props": [label | {"value": "a."}],
                        "prose": "shuts doors {{ insert: param, ac-1_p2 }};",
                        "parts": [
                            {"id": "ac-1_smt.a.1", "name": "item", "props": [label | {"value": "1."}], "prose": "all."}
                        ],
                    }
                ],
            },
            {"id": "ac-1_gdn", "name": "guidance", "prose": "Doors are of wood."},
            {"id": "ac-1_obj", "name": "assessment-objective", "prose": "Look at the doors."},
        ],
        "controls": [{"id": "ac-1.1", "title": "Iron doors", "props": [label | {"value": "AC-1(1)"}]}],
    }
    gone = {
        "id": "ac-2",
        "title": "Gates",
        "props": [{"name": "status", "value": "withdrawn"}],
        "links": [{"href": "#ac-1_smt.a", "rel": "incorporated-into"}],
    }
    return {
        "catalog": {
            "uuid": UUIDS[0],
            "metadata": metadata(),
            "groups": [
                {
                    "id": "top",
                    "title": "Top",
                    "groups": [{"id": "ac", "class": "family", "title": "Access", "controls": [ac1, gone]}],
                }
            ],
            "controls": [{"id": "x", "title": "Alone"}],
        }
    }


XML = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="00000000-0000-4000-8000-000000000000">
  <metadata><title>Demo</title><last-modified>2026-11-01T00:00:00Z</last-modified><version>1.10</version><oscal-version>1.2.1</oscal-version></metadata>
  <group id="top"><title>Top</title><group id="ac" class="family"><title>Access</title>
    <control id="ac-1" class="DEMO-1"><title>Doors</title>
      <param id="ac-1_p1"><label>a time</label></param>
      <param id="ac-1_p2"><select how-many="one-or-more"><choice>daily</choice><choice><insert type="param" id-ref="ac-1_p1"/></choice></select></param>
      <prop name="label" value="AC-01" class="padded"/><prop name="label" value="AC-1"/>
      <link href="#ac-2" rel="related"/>
      <part id="ac-1_smt" name="statement"><p>The
          organization:</p>
        <part id="ac-1_smt.a" name="item"><prop name="label" value="a."/><p>shuts doors <insert type="param" id-ref="ac-1_p2"/>;</p>
          <part id="ac-1_smt.a.1" name="item"><prop name="label" value="1."/><p>all.</p></part></part></part>
      <part id="ac-1_gdn" name="guidance"><p>Doors are of wood.</p></part>
      <part id="ac-1_obj" name="assessment-objective"><p>Look at the doors.</p></part>
      <control id="ac-1.1"><title>Iron doors</title><prop name="label" value="AC-1(1)"/></control>
    </control>
    <control id="ac-2"><title>Gates</title><prop name="status" value="withdrawn"/><link href="#ac-1_smt.a" rel="incorporated-into"/></control>
  </group></group>
  <control id="x"><title>Alone</title></control>
</catalog>
"""


def profile(**more: Any) -> dict[str, Any]:
    imports = [{"href": "catalogue.json", "include-controls": [{"with-ids": ["ac-1.1", "x"]}]}]
    return {"profile": {"uuid": UUIDS[1], "metadata": metadata(title="Chosen"), "imports": imports} | more}


def collection() -> dict[str, Any]:
    entry = {
        "uuid": UUIDS[4],
        "relationship": "subset-of",
        "sources": [{"type": "control", "id-ref": "ac-1"}],
        "targets": [{"type": "control", "id-ref": "8.1"}, {"type": "statement", "id-ref": "8.2_a"}],
        "confidence-score": {"percentage": 0.8},
        "remarks": "Both shut doors.",
    }
    body = {
        "uuid": UUIDS[3],
        "source-resource": {"type": "catalog", "href": f"#{UUIDS[5]}"},
        "target-resource": {"type": "catalog", "href": "other/catalog.json"},
        "maps": [entry, entry | {"uuid": UUIDS[6], "relationship": "intersects-with"}],
        "source-gap-summary": {
            "uuid": UUIDS[7],
            "unmapped-controls": [{"with-ids": ["ac-9"], "with-child-controls": "yes"}],
        },
    }
    provenance = {
        "method": "human",
        "matching-rationale": "functional",
        "status": "draft",
        "mapping-description": "Demo",
    }
    return {
        "mapping-collection": {
            "uuid": UUIDS[2],
            "metadata": metadata(),
            "provenance": provenance,
            "mappings": [body],
            "back-matter": {"resources": [{"uuid": UUIDS[5], "title": "Demo catalogue"}]},
        }
    }


def read(folder: Path, document: Any, name: str = "x.json") -> Draft:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    assert oscal.recognises(path.read_bytes(), path)
    return oscal.read(path)
