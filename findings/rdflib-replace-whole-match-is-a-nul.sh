#!/usr/bin/env bash
# Package: rdflib 7.6.0 (compared with pyoxigraph 0.5.13)
#
# One would guess: `$0` in the replacement of REPLACE stands for the whole match: so says XPath's fn:replace, to which SPARQL 1.1,
# section 17.4.3.15, refers.
# What happens: rdflib turns `$0` into the character U+0000. No error; the literal holds a NUL, N-Triples writes it as \u0000, and
# the XML form of the same result is not well-formed any more, as XML has no such character. Oxigraph gives the match.
# Why it matters: `REPLACE(?title, "AI system", "[$0]")` marks a word in titles or notes of a mapping; a later reader meets a NUL in a
# text cell, which spreadsheets, databases and XML parsers refuse far away from the query that made it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13

cat > probe.py <<'PY'
from importlib.metadata import version
from xml.etree import ElementTree
import pyoxigraph
import rdflib

QUERY = 'SELECT (REPLACE("logs of the AI system", "AI system", "[$0]") AS ?text) {}'
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"))
result = rdflib.Graph().query(QUERY)
text = next(iter(result)).text
print("pyoxigraph", repr(next(iter(pyoxigraph.Store().query(QUERY)))["text"].value))
print("rdflib", repr(str(text)))
try:
    ElementTree.fromstring(result.serialize(format="xml"))
    print("rdflib result as XML: well-formed")
except ElementTree.ParseError as error:
    print("rdflib result as XML:", str(error).split(":")[0])
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13
pyoxigraph 'logs of the [AI system]'
rdflib 'logs of the [\x00]'
rdflib result as XML: not well-formed (invalid token)
EXPECTED
echo "as recorded: rdflib puts a NUL where the match should stand"
