#!/usr/bin/env bash
# Package: clingo 5.8.3 (PyPI, answer set programming), compared with pyDatalog 0.22.4 (PyPI)
#
# One would guess: T*7/100 of a turnover of 2 000 000 000 is 140 000 000, in a rule as on paper. ASP-Core-2, the standard input language, has integers and their
# arithmetic and names no greatest one.
# What happens: integers have 32 bits, and what is beyond them begins again at the other end: 7 per cent of 2 000 000 000 are 11 150 981, of 400 000 000 they are
# -14 949 672, and a turnover of 90 000 000 000, which is written in the program, is -194 313 216. Neither the grounder nor the solver says anything.
# pyDatalog has the numbers of Python.
# Why it matters: Article 99 of the AI Act has a fine of up to 35 000 000 EUR or 7 per cent of the turnover, whichever is higher. #max picks 35 000 000 for each of
# them: what came out too small or negative is not the greater one, so nobody sees a wrong number. Turnovers under 306 783 379 are right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile clingo==5.8.3 pyDatalog==0.22.4

cat > fines.lp <<'ASP'
turnover(a, 300000000).
turnover(b, 400000000).
turnover(c, 2000000000).
turnover(d, 90000000000).
share(X, T, T * 7 / 100) :- turnover(X, T).
fine(X, F) :- turnover(X, T), F = #max { 35000000; S : S = T * 7 / 100 }.
#show share/3.
#show fine/2.
ASP
cat > probe.py <<'PY'
from importlib.metadata import version

import clingo
from pyDatalog import pyDatalog

said = []
control = clingo.Control(logger=lambda code, message: said.append(message))
control.load("fines.lp")
control.ground()
print("clingo", version("clingo"))
with control.solve(yield_=True) as models:
    for model in models:
        for atom in sorted(map(str, model.symbols(shown=True))):
            print(" ", atom)
print("  messages:", said)

print("pyDatalog", version("pyDatalog"))
pyDatalog.create_terms("X, T, S, turnover, share")
for name, amount in zip("abcd", (300_000_000, 400_000_000, 2_000_000_000, 90_000_000_000)):
    +turnover(name, amount)
share(X, T, S) <= turnover(X, T) & (S == T * 7 // 100)
for name, amount, part in sorted(share(X, T, S).data):
    print(f"  share({name},{amount},{part})")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
clingo 5.8.3
  fine(a,35000000)
  fine(b,35000000)
  fine(c,35000000)
  fine(d,35000000)
  share(a,300000000,21000000)
  share(b,400000000,-14949672)
  share(c,2000000000,11150981)
  share(d,-194313216,-13601925)
  messages: []
pyDatalog 0.22.4
  share(a,300000000,21000000)
  share(b,400000000,28000000)
  share(c,2000000000,140000000)
  share(d,90000000000,6300000000)
EXPECTED
echo "as recorded: amounts are counted round"
