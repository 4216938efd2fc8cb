#!/usr/bin/env bash
# Package: trld 0.3.0 (PyPI), compared with pyoxigraph 0.5.13
#
# One would guess: Turtle that trld turns into N-Quads is the same graph. RDF 1.1 Concepts, section 3.3: "Context" and "Context"@en are two literals, as their types
# differ; Turtle 1.1, section 2.5.2: a number with a point is an xsd:decimal, and its lexical form is what is written.
# What happens: a text without a language is left out if the same text with a language stands before it; behind it, or with other words, it stays. A decimal
# becomes an xsd:double of the shortest form, so that 4.10 and 4.1 are one; only what ends in .0 stays a decimal, so that the confidences 0.9 and 1.0 have two
# types. With Turtle as output the text is there. No error.
# Why it matters: many vocabularies have each label twice, with the language and, for older tools, without. Shapes that ask for a plain xsd:string, and queries
# for it, find nothing after the conversion; requirement 4.10 is 4.1.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile trld==0.3.0 pyoxigraph==0.5.13

cat > labels.ttl <<'TTL'
@prefix : <https://example.org/> .
:c4 :label "Context"@en, "Context" .
:c5 :label "Leadership", "Leadership"@en .
:c6 :label "Planning"@en, "Planning (6)" .
:c7 :number 4.10, 4.1 ; :confidence 0.9, 1.0 .
TTL
cat > probe.py <<'PY'
import subprocess
from importlib.metadata import version

import pyoxigraph

print("trld", version("trld"), "pyoxigraph", version("pyoxigraph"))
written = subprocess.run(["venv/bin/trld", "-i", "ttl", "-o", "nq", "labels.ttl"], capture_output=True, text=True, check=True).stdout
given = set(map(str, (quad.triple for quad in pyoxigraph.parse(path="labels.ttl", format=pyoxigraph.RdfFormat.TURTLE))))
became = set(map(str, (quad.triple for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_QUADS))))
for title, triples in (("kept", given & became), ("lost", given - became), ("new", became - given)):
    for triple in sorted(triples):
        print(title, triple.replace("https://example.org/", "").replace("http://www.w3.org/2001/XMLSchema#", "xsd:"))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
trld 0.3.0 pyoxigraph 0.5.13
kept <c4> <label> "Context"@en
kept <c5> <label> "Leadership"
kept <c5> <label> "Leadership"@en
kept <c6> <label> "Planning (6)"
kept <c6> <label> "Planning"@en
kept <c7> <confidence> "1.0"^^<xsd:decimal>
lost <c4> <label> "Context"
lost <c7> <confidence> "0.9"^^<xsd:decimal>
lost <c7> <number> "4.1"^^<xsd:decimal>
lost <c7> <number> "4.10"^^<xsd:decimal>
new <c7> <confidence> "0.9"^^<xsd:double>
new <c7> <number> "4.1"^^<xsd:double>
EXPECTED
echo "as recorded: a text is gone, and decimals are doubles"
