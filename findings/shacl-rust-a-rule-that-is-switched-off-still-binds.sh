#!/usr/bin/env bash
# Package: shacl-rust 0.2.12 (PyPI), compared with pyshacl 0.40.1 and shacl 0.3.4 (PyPI, another engine in Rust)
#
# One would guess: sh:deactivated true switches a shape off, and what cannot be compared does not conform. SHACL, section 2.1.6: all nodes conform to a
# deactivated shape, node shape or property shape; section 4.3: a value that cannot be compared with sh:minInclusive or sh:maxInclusive is a violation.
# What happens: a property shape that is switched off reports all the same, where a node shape is silent. A shape that forbids conforming to one that is switched off
# (sh:not) reports nothing. The text "5" is at least 3: no violation. The two others do as the specification has it.
# Why it matters: sh:deactivated is how one takes over published shapes (of DCAT-AP, say) without a rule that does not apply. Here it applies on, and
# every record that is right without it is at fault.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile shacl-rust==0.2.12 shacl==0.3.4 pyshacl==0.40.1 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
from pathlib import Path

import pyshacl
import shacl
import shacl_rust
from rdflib import Graph

PREFIXES = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
print(*(f"{name} {version(name)}" for name in ("shacl-rust", "pyshacl", "shacl")))
for title, shape, data in (
    ("switched off, node shape", "sh:deactivated true ; sh:property [ sh:path ex:owner ; sh:minCount 1 ]", "ex:level 5"),
    ("switched off, property shape", "sh:property [ sh:path ex:owner ; sh:minCount 1 ; sh:deactivated true ]", "ex:level 5"),
    ("not what is switched off", "sh:not [ sh:class ex:Draft ; sh:deactivated true ]", "ex:level 5"),
    ("5 is at least 3", "sh:property [ sh:path ex:level ; sh:minInclusive 3 ]", "ex:level 5"),
    ('"5" is at least 3', "sh:property [ sh:path ex:level ; sh:minInclusive 3 ]", 'ex:level "5"'),
):
    shapes, graph = f"{PREFIXES}ex:Shape a sh:NodeShape ; sh:targetNode ex:duty ; {shape} .", f"{PREFIXES}ex:duty {data} ."
    Path("shapes.ttl").write_text(shapes)
    Path("data.ttl").write_text(graph)
    answers = {
        "shacl-rust": shacl_rust.conforms(graph, shapes),
        "pyshacl": pyshacl.validate(Graph().parse(data=graph), shacl_graph=Graph().parse(data=shapes))[0],
        "shacl": shacl.validate("data.ttl", "shapes.ttl").conforms,
    }
    print(f"{title}: {', '.join(f'{engine} {conforms}' for engine, conforms in answers.items())}")
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
shacl-rust 0.2.12 pyshacl 0.40.1 shacl 0.3.4
switched off, node shape: shacl-rust True, pyshacl True, shacl True
switched off, property shape: shacl-rust False, pyshacl True, shacl True
not what is switched off: shacl-rust True, pyshacl False, shacl False
5 is at least 3: shacl-rust True, pyshacl True, shacl True
"5" is at least 3: shacl-rust True, pyshacl False, shacl False
EXPECTED
echo "as recorded: a property shape cannot be switched off"
