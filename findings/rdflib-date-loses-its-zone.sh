#!/usr/bin/env bash
# Package: rdflib 7.6.0 (compared with pyoxigraph 0.5.13)
#
# One would guess: a file that is read and written again keeps its literals; XML Schema 1.1 part 2, section 3.3.9, lets an xsd:date carry
# a zone, and a date with a zone is another value than the date without.
# What happens: rdflib drops the zone of every xsd:date while parsing. Two different dates become one triple, a lookup of the literal as
# it stands in the file (parsed by another library) finds nothing, and the file written back says another thing. A dateTime keeps its zone.
# Why it matters: entry into force and deadlines are published with a zone (2026-08-02Z, 2026-08-02+02:00); after one pass through rdflib
# two statements of different sources look like one, and signatures or diffs over the canonical form no longer match.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

TURTLE = """
@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:rule :appliesFrom "2026-08-02Z"^^xsd:date , "2026-08-02+02:00"^^xsd:date ; :published "2026-07-24T00:00:00+02:00"^^xsd:dateTime .
"""
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"))
graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
oxi = list(pyoxigraph.parse(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE))
print("triples: pyoxigraph", len(oxi), "rdflib", len(graph))
print("pyoxigraph", sorted(quad.object.value for quad in oxi))
print("rdflib", sorted(map(str, graph.objects())))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13
triples: pyoxigraph 3 rdflib 2
pyoxigraph ['2026-07-24T00:00:00+02:00', '2026-08-02+02:00', '2026-08-02Z']
rdflib ['2026-07-24T00:00:00+02:00', '2026-08-02']
EXPECTED
echo "as recorded: rdflib drops the zone of a date"
