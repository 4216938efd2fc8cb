#!/usr/bin/env bash
# Package: py-horned-owl 2.0.0 (compared with owlready2 0.51)
#
# One would guess: owl:AllDisjointClasses with its list of members is read as DisjointClasses: the OWL 2 mapping to RDF graphs, table 16, has
# this pattern beside owl:disjointWith, and for three classes or more it is the usual one.
# What happens: the axiom is not there after reading, from Turtle, N-Triples or RDF/XML, and nothing is said; neither is
# owl:AllDisjointProperties. owl:AllDifferent, made in the same way, and owl:disjointWith are read.
# Why it matters: "these relations exclude each other" is what makes a contradiction between mappings provable. A reasoner fed by
# py-horned-owl finds the contradictory ontology consistent.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile py-horned-owl==2.0.0 owlready2==0.51

cat > ontology.nt <<'NT'
<https://example.org/o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Ontology> .
<https://example.org/o#Equal> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .
<https://example.org/o#Subset> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .
<https://example.org/o#Disjoint> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .
_:all <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#AllDisjointClasses> .
_:all <http://www.w3.org/2002/07/owl#members> _:l1 .
_:l1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <https://example.org/o#Equal> .
_:l1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l2 .
_:l2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <https://example.org/o#Subset> .
_:l2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l3 .
_:l3 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <https://example.org/o#Disjoint> .
_:l3 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
NT
{ grep -v '^_:' ontology.nt
  echo '<https://example.org/o#Equal> <http://www.w3.org/2002/07/owl#disjointWith> <https://example.org/o#Subset> .'; } > pairwise.nt
as_said_of() { sed "s/#Class>/#$1>/; s/AllDisjointClasses/$2/" ontology.nt; }
as_said_of ObjectProperty AllDisjointProperties > properties.nt
as_said_of NamedIndividual AllDifferent > individuals.nt
cat > probe.py <<'PY'
from importlib.metadata import version
import owlready2
import pyhornedowl

print("py-horned-owl", version("py-horned-owl"), "owlready2", version("owlready2"))
for name in ("pairwise.nt", "ontology.nt"):
    axioms = [str(axiom.component) for axiom in pyhornedowl.open_ontology(name).get_axioms()]
    owl = owlready2.World().get_ontology(f"file://{name}").load()
    print(f"{name}: py-horned-owl {sum('DisjointClasses' in axiom for axiom in axioms)} of {len(axioms)} axioms,",
          "owlready2", [sorted(c.name for c in disjoint.entities) for disjoint in owl.disjoint_classes()])
for name, axiom in (("properties.nt", "DisjointObjectProperties"), ("individuals.nt", "DifferentIndividuals")):
    axioms = [type(a.component).__name__ for a in pyhornedowl.open_ontology(name).get_axioms()]
    print(f"{name}: py-horned-owl {axioms.count(axiom)} of {axiom}, {len(axioms)} axioms")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
py-horned-owl 2.0.0 owlready2 0.51
pairwise.nt: py-horned-owl 1 of 4 axioms, owlready2 [['Equal', 'Subset']]
ontology.nt: py-horned-owl 0 of 3 axioms, owlready2 [['Disjoint', 'Equal', 'Subset']]
properties.nt: py-horned-owl 0 of DisjointObjectProperties, 3 axioms
individuals.nt: py-horned-owl 1 of DifferentIndividuals, 4 axioms
EXPECTED
echo "as recorded: owl:AllDisjointClasses and owl:AllDisjointProperties are not read"
