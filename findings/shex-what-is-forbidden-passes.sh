#!/usr/bin/env bash
# Package: pyshex 0.9.0 and pyrudof 0.3.35, each compared with the other
#
# One would guess: two ways of forbidding in ShEx are understood by both. EXTRA :status { :status [ :withdrawn ] {0} } allows any status but that one, for
# ShEx 2.1, section 5.5.2, has it that no triple that is left over may match a constraint of the shape; and CLOSED {} allows the node no triple.
# What happens: pyshex lets the withdrawn status pass, alone or beside another, with further constraints and with CLOSED as well; without EXTRA it refuses
# it. pyrudof lets every node pass CLOSED {}, while CLOSED with a constraint in it refuses the same triple. Each is right where the other is wrong.
# Why it matters: "any status but withdrawn", "any role but the one that made it" are what such a shape is written for. The report says that all controls
# conform, and a test with an allowed status passes too. NOT EXTRA :status { :status [ :withdrawn ] } is understood by both.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyshex==0.9.0 pyrudof==0.3.35

cat > probe.py <<'PY'
import logging
from importlib.metadata import version

logging.disable(logging.CRITICAL)
import pyrudof
from pyshex import ShExEvaluator

NODE, SHAPE = "https://example.org/control", "https://example.org/Shape"
BUT_ONE = "EXTRA :status { :status [ :withdrawn ] {0} }"
CASES = [
    (BUT_ONE, ":status :valid"),
    (BUT_ONE, ":status :withdrawn"),
    (BUT_ONE, ":status :valid , :withdrawn"),
    ("CLOSED EXTRA :status { :status [ :withdrawn ] {0} ; :title . }", ":status :valid , :withdrawn ; :title 'Logs'"),
    ("{ :status [ :withdrawn ] {0} }", ":status :withdrawn"),
    ("NOT EXTRA :status { :status [ :withdrawn ] }", ":status :valid , :withdrawn"),
    ("NOT EXTRA :status { :status [ :withdrawn ] }", ":status :valid"),
    ("CLOSED {}", ":status :valid"),
    ("CLOSED { :title .? }", ":status :valid"),
]
words = {True: "conforms", False: "violation"}
print("pyshex", version("pyshex"), "pyrudof", version("pyrudof"))
for shape, data in CASES:
    schema, turtle = f"PREFIX : <https://example.org/>\n<{SHAPE}> {shape}", f"@prefix : <https://example.org/> .\n:control {data} ."
    by_pyshex = all(found.result for found in ShExEvaluator(turtle, schema, NODE, start=SHAPE).evaluate())
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(turtle)
    rudof.read_shex(schema)
    rudof.read_shapemap(f"<{NODE}>@<{SHAPE}>")
    print(f"{shape} | {data} | pyshex {words[by_pyshex]} | pyrudof {words[rudof.validate_shex().conforms]}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyshex 0.9.0 pyrudof 0.3.35
EXTRA :status { :status [ :withdrawn ] {0} } | :status :valid | pyshex conforms | pyrudof conforms
EXTRA :status { :status [ :withdrawn ] {0} } | :status :withdrawn | pyshex conforms | pyrudof violation
EXTRA :status { :status [ :withdrawn ] {0} } | :status :valid , :withdrawn | pyshex conforms | pyrudof violation
CLOSED EXTRA :status { :status [ :withdrawn ] {0} ; :title . } | :status :valid , :withdrawn ; :title 'Logs' | pyshex conforms | pyrudof violation
{ :status [ :withdrawn ] {0} } | :status :withdrawn | pyshex violation | pyrudof violation
NOT EXTRA :status { :status [ :withdrawn ] } | :status :valid , :withdrawn | pyshex violation | pyrudof violation
NOT EXTRA :status { :status [ :withdrawn ] } | :status :valid | pyshex conforms | pyrudof conforms
CLOSED {} | :status :valid | pyshex violation | pyrudof conforms
CLOSED { :title .? } | :status :valid | pyshex violation | pyrudof violation
EXPECTED
echo "as recorded: each lets pass what the other refuses"
