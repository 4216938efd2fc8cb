#!/usr/bin/env bash
# Package: oscal 3.2.2 (PyPI, the OSCAL class; not one of NIST's)
#
# One would guess: a catalogue of OSCAL that is converted from JSON to XML and back says the same. The prose of a part is markup-multiline: of the two formats one
# writes it as Markdown, the other as HTML elements, and the Metaschema specification names what has to go both ways: lists in several levels,
# ordered lists, tables, quotations, images.
# What happens: the XML has the list, but a list inside a list is the text of its item. Back in JSON the items of an ordered list are lines without their numbers,
# the cells of a table stand below each other, a quotation is a paragraph, an image is gone. No warning.
# Why it matters: "as asked for in 2." leads nowhere after one way through XML, and what stood in points and in points of points is one run of lines.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile oscal==3.2.2

cat > probe.py <<'PY'
import json
import logging
import re
from importlib.metadata import version

from oscal.oscal_converter import OSCALConverter

logging.disable()
PROSE = """Keep logs where risk is high:

1. of each use,
2. of each change:
   - of data,
   - of models.

| risk | months |
|---|---|
| high | 12 |

> quoted from the law

![flow](flow.png)"""
CATALOG = {
    "uuid": "11111111-1111-4111-8111-111111111111",
    "metadata": {"title": "Source", "last-modified": "2026-11-28T10:00:00Z", "version": "1", "oscal-version": "1.1.3"},
    "controls": [{"id": "a-1", "title": "Logs", "parts": [{"id": "a-1_smt", "name": "statement", "prose": PROSE}]}],
}
print("oscal", version("oscal"))
converter = OSCALConverter.from_support("catalog", "v1.1.3")
xml = converter.json_to_xml(json.dumps({"catalog": CATALOG}))
print("XML:")
print("\n".join(line.strip() for line in re.search(r"<ol>.*?</ol>", xml, re.S).group().splitlines()))
print("JSON again:")
print(json.loads(converter.xml_to_json(xml))["catalog"]["controls"][0]["parts"][0]["prose"])
PY
venv/bin/python probe.py 2>/dev/null | grep . | tee seen.txt
diff seen.txt - <<'EXPECTED'
oscal 3.2.2
XML:
<ol>
<li>of each use,</li>
<li>of each change:
- of data,
- of models.</li>
</ol>
JSON again:
Keep logs where risk is high:
of each use,
of each change:
- of data,
- of models.
risk
months
high
12
quoted from the law
EXPECTED
echo "as recorded: the numbers of the points are gone"
