#!/usr/bin/env bash
# Package: rustdl 0.4.42 and ontologos 1.1.4 (PyPI, reasoners for OWL in Rust), each compared with the other
#
# One would guess: a reasoner that says that an ontology is consistent has looked at what the ontology says, or says what it left out. rustdl is for OWL 2 DL and has
# dropped_axioms for what it cannot read; check_consistency of ontologos says beside its answer whether that is "complete".
# What happens: rustdl answers True where a chain of properties leads to what is denied, and drops nothing (that it may miss something stands in its documentation, not
# in its answer). ontologos, with the profile dl and "complete": True, lets two owners pass where at most one is allowed, a third member of a list that is closed,
# and two of three different things that are one; and it finds each title contradictory where the range is rdf:PlainLiteral, which is the texts with and without
# a language (OWL 2 Structural Specification, 4.3). By the Direct Semantics of OWL 2 (2.3) the first four are inconsistent. Each is right where the other is wrong.
# Why it matters: a crosswalk is checked so: part of part is part, and rejected pairs are denied in so many words; one owner for each control. "Consistent, and
# complete" is what goes into the record.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rustdl==0.4.42 ontologos==1.1.4

cat > probe.py <<'PY'
import warnings
from importlib.metadata import version
from pathlib import Path

import ontologos
import rustdl

warnings.simplefilter("error", rustdl.IncompleteQueryWarning)
HEAD = """Prefix(:=<https://example.org/>)
Prefix(rdf:=<http://www.w3.org/1999/02/22-rdf-syntax-ns#>)
Ontology(<https://example.org/o>
Declaration(Class(:Control)) Declaration(Class(:Answer))
Declaration(ObjectProperty(:partOf)) Declaration(ObjectProperty(:covers)) Declaration(ObjectProperty(:owner))
Declaration(DataProperty(:title))
Declaration(NamedIndividual(:a)) Declaration(NamedIndividual(:b)) Declaration(NamedIndividual(:c))
"""
SAID = {
    "covers what a part covers, and denied": """
        SubObjectPropertyOf(ObjectPropertyChain(:partOf :covers) :covers)
        ObjectPropertyAssertion(:partOf :a :b) ObjectPropertyAssertion(:covers :b :c)
        NegativeObjectPropertyAssertion(:covers :a :c)""",
    "two owners of at most one": """
        SubClassOf(:Control ObjectMaxCardinality(1 :owner)) ClassAssertion(:Control :a)
        ObjectPropertyAssertion(:owner :a :b) ObjectPropertyAssertion(:owner :a :c) DifferentIndividuals(:b :c)""",
    "a third of two answers": """
        EquivalentClasses(:Answer ObjectOneOf(:a :b)) ClassAssertion(:Answer :c) DifferentIndividuals(:a :b :c)""",
    "two of three different ones are one": """
        DifferentIndividuals(:a :b :c) SameIndividual(:b :c)""",
    "a title in English": """
        DataPropertyRange(:title rdf:PlainLiteral) DataPropertyAssertion(:title :a "Context"@en)""",
    "a title without a language": """
        DataPropertyRange(:title rdf:PlainLiteral) DataPropertyAssertion(:title :a "Context")""",
}
print("rustdl", version("rustdl"), "and ontologos", version("ontologos"))
for name, axioms in SAID.items():
    file = Path("said.ofn").resolve()
    file.write_text(HEAD + axioms + "\n)\n")
    found = ontologos.Reasoner(str(file), profile="dl", trusted=True).check_consistency()
    print(f"  {name}: rustdl {rustdl.is_consistent(str(file))}, dropped {rustdl.dropped_axioms(str(file))}; ontologos {found}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rustdl 0.4.42 and ontologos 1.1.4
  covers what a part covers, and denied: rustdl True, dropped {}; ontologos {'consistent': False, 'complete': True}
  two owners of at most one: rustdl False, dropped {}; ontologos {'consistent': True, 'complete': True}
  a third of two answers: rustdl False, dropped {}; ontologos {'consistent': True, 'complete': True}
  two of three different ones are one: rustdl False, dropped {}; ontologos {'consistent': True, 'complete': True}
  a title in English: rustdl True, dropped {}; ontologos {'consistent': False, 'complete': True}
  a title without a language: rustdl True, dropped {}; ontologos {'consistent': False, 'complete': True}
EXPECTED
echo "as recorded: each finds consistent what contradicts itself"
