#!/usr/bin/env bash
# Package: owlrl 7.6.2, with rdflib 7.6.0
#
# One would guess: with owl:AllDisjointProperties (or owl:AllDifferent) over three members, each pair is watched: OWL 2 Profiles, section 4.3,
# rules prp-adp (table 5), eq-diff2 and eq-diff3 (table 4), hold for every i < j of the list. owlrl reports what it finds as an ErrorMessage in the graph.
# What happens: the last member of the list is never compared. Of three pairs one is reported; a list of two members, the smallest there is, reports
# nothing at all. For owl:AllDisjointClasses (cax-adc) all three are reported. Of owl:hasKey (prp-key) the last property is not compared either: with a key
# of one property everything of the class that has it becomes owl:sameAs, whatever its value.
# Why it matters: "equivalent, subset and disjoint exclude each other" is what makes two crosswalks that disagree show up as a contradiction. Whether
# they do depends on the order of a list that has no order of meaning, and a test with the first two members passes. And a key, the number of a clause
# or that of a clause within its standard, makes one clause of all of them.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile owlrl==7.6.2 rdflib==7.6.0

cat > probe.py <<'PY'
from importlib.metadata import version
from itertools import combinations

import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics

PREFIXES = "@prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
RELATIONS = PREFIXES + ":equivalent a owl:ObjectProperty . :subset a owl:ObjectProperty . :disjoint a owl:ObjectProperty .\n"


def contradictions(turtle: str) -> int:
    graph = rdflib.Graph().parse(data=turtle)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return sum("ErrorMessage" in str(kind) for kind in graph.objects(None, rdflib.RDF.type))


print("owlrl", version("owlrl"), "rdflib", version("rdflib"))
names = ("equivalent", "subset", "disjoint")
for one, other in combinations(names, 2):
    properties = f"[] a owl:AllDisjointProperties ; owl:members (:equivalent :subset :disjoint) . :c41 :{one} :c42 ; :{other} :c42 ."
    different = f"[] a owl:AllDifferent ; owl:members (:equivalent :subset :disjoint) . :{one} owl:sameAs :{other} ."
    classes = f"[] a owl:AllDisjointClasses ; owl:members (:equivalent :subset :disjoint) . :c41 a :{one}, :{other} ."
    print(f"{one} and {other}: {contradictions(RELATIONS + properties)} as properties,",
          f"{contradictions(PREFIXES + different)} as individuals, {contradictions(PREFIXES + classes)} as classes")
pair = "[] a owl:AllDisjointProperties ; owl:members (:equivalent :disjoint) . :c41 :equivalent :c42 ; :disjoint :c42 ."
plain = ":equivalent owl:propertyDisjointWith :disjoint . :c41 :equivalent :c42 ; :disjoint :c42 ."
print(f"a list of two: {contradictions(RELATIONS + pair)}; the same as owl:propertyDisjointWith: {contradictions(RELATIONS + plain)}")
DATA = ':c41 a :Clause ; :of :iso42001 ; :number "4.1" . :c42 a :Clause ; :of :iso42001 ; :number "4.2" .'
for key in ("(:number)", "(:of :number)", "(:number :of)"):
    graph = rdflib.Graph().parse(data=f"{PREFIXES}:Clause owl:hasKey {key} . {DATA}")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    c41, c42 = (rdflib.URIRef(f"https://example.org/{name}") for name in ("c41", "c42"))
    print(f"the key {key}: 4.1 is 4.2: {(c41, rdflib.OWL.sameAs, c42) in graph}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
owlrl 7.6.2 rdflib 7.6.0
equivalent and subset: 1 as properties, 1 as individuals, 1 as classes
equivalent and disjoint: 0 as properties, 0 as individuals, 1 as classes
subset and disjoint: 0 as properties, 0 as individuals, 1 as classes
a list of two: 0; the same as owl:propertyDisjointWith: 1
the key (:number): 4.1 is 4.2: True
the key (:of :number): 4.1 is 4.2: True
the key (:number :of): 4.1 is 4.2: False
EXPECTED
echo "as recorded: the last member of a list contradicts nobody"
