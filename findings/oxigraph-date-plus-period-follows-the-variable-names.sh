#!/usr/bin/env bash
# Package: pyoxigraph 0.5.13
#
# One would guess: `?date + ?period` has a value or has none, whatever the two variables are called: SPARQL 1.1, section 17.3, maps an
# operator by the types of its operands, and the names of variables carry no meaning.
# What happens: the sum is computed only when the name of the date's variable sorts before the name of the period's. ?date + ?period
# works, ?start + ?keep does not: the cell is unbound, with no error. (XPath, whose op:add-yearMonthDuration-to-date this is, has the
# sum both ways round.)
# Why it matters: deadlines (entry into force plus six months, end of use plus ten years) come back as an empty column, or a FILTER
# over them drops every row, after somebody renamed a variable.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq pyoxigraph==0.5.13

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph

store = pyoxigraph.Store()
print("pyoxigraph", version("pyoxigraph"))
for date, period in (("date", "period"), ("start", "keep"), ("start", "xkeep")):
    query = f"""PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT (STR(?{date} + ?{period}) AS ?until) {{
          VALUES (?{date} ?{period}) {{ ("2026-08-02"^^xsd:date "P6M"^^xsd:yearMonthDuration) }} }}"""
    until = next(iter(store.query(query)))["until"]
    print(f"?{date} + ?{period}:", until.value if until else "unbound")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13
?date + ?period: 2027-02-02
?start + ?keep: unbound
?start + ?xkeep: 2027-02-02
EXPECTED
echo "as recorded: the sum depends on the alphabetical order of the variables"
