#!/usr/bin/env bash
# Package: maplib 0.20.26, compared with pyoxigraph 0.5.13 and rdflib 7.6.0
#
# One would guess: FILTER(?title < "d") gives the titles before d: SPARQL 1.1, section 17.3, compares strings by code points. STRBEFORE("6", ".") is
# empty, as no point is there (17.4.3.9), and LANGMATCHES(LANG(?title), "*") holds only where a title has a language (17.4.3.13).
# What happens: if "d" is not a title of the data itself, maplib gives all titles or none, now so and now so for the same data, and never the right ones;
# by a text that is among the data ("change") it compares well, and ORDER BY is right. STRBEFORE and STRAFTER give back the whole text where there is
# nothing to cut at, and LANGMATCHES with "*" holds for every title. No error, no warning.
# Why it matters: registers are cut into pages by such a range, and no page is right. The chapter of 6 is 6, while it has none by the query that
# was tried elsewhere; and the check for titles without a language, before a catalogue is published in 24 of them, finds nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile maplib==0.20.26 pyoxigraph==0.5.13 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
import maplib
import pyoxigraph
import rdflib

DATA = """@prefix : <https://example.org/> .
:6 :title "access" . :6.1 :title "audit" . :6.2 :title "change" . :7 :title "data" . :8 :name "Planning" , "Planung"@de ."""
RANGES = {
    '< "d"': "SELECT ?v { ?r :title ?v FILTER(?v < 'd') }",
    '>= "c" and < "d"': "SELECT ?v { ?r :title ?v FILTER(?v >= 'c' && ?v < 'd') }",
    '< "change"': "SELECT ?v { ?r :title ?v FILTER(?v < 'change') }",
}
OTHERS = {
    "before the point": "SELECT (STRBEFORE(?n, '.') AS ?v) { VALUES ?n { '6' '6.1' } }",
    "behind the point": "SELECT (STRAFTER(?n, '.') AS ?v) { VALUES ?n { '6' '6.1' } }",
    "without a language": "SELECT (STR(?n) AS ?v) { ?r :name ?n FILTER(!LANGMATCHES(LANG(?n), '*')) }",
}


def load(name):
    """A fresh store with the data, and how to ask it."""
    if name == "maplib":
        model = maplib.Model()
        model.reads(DATA, format="turtle")
        return lambda query: model.query(query).rows()
    if name == "rdflib":
        return rdflib.Graph().parse(data=DATA, format="turtle").query
    store = pyoxigraph.Store()
    store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store.query


def answer(name, query):
    return sorted(str(getattr(row[0], "value", row[0])) for row in load(name)("PREFIX : <https://example.org/> " + query))


for name in ("maplib", "pyoxigraph", "rdflib"):
    print(name, version(name))
    for label, query in RANGES.items():
        right = {'< "d"': ["access", "audit", "change"], '< "change"': ["access", "audit"]}.get(label, ["change"])
        answers = [answer(name, query) for _ in range(20)]
        extremes = all(found in ([], ["access", "audit", "change", "data"]) for found in answers)
        print(f"  {label}: right {answers.count(right)} times of 20" + (", else all or none" if extremes else ""))
    for label, query in OTHERS.items():
        print(f"  {label}: {answer(name, query)}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
maplib 0.20.26
  < "d": right 0 times of 20, else all or none
  >= "c" and < "d": right 0 times of 20, else all or none
  < "change": right 20 times of 20
  before the point: ['6', '6']
  behind the point: ['1', '6']
  without a language: []
pyoxigraph 0.5.13
  < "d": right 20 times of 20
  >= "c" and < "d": right 20 times of 20
  < "change": right 20 times of 20
  before the point: ['', '6']
  behind the point: ['', '1']
  without a language: ['Planning']
rdflib 7.6.0
  < "d": right 20 times of 20
  >= "c" and < "d": right 20 times of 20
  < "change": right 20 times of 20
  before the point: ['', '6']
  behind the point: ['', '1']
  without a language: ['Planning']
EXPECTED
echo "as recorded: all titles or none, and what is not there is found"
