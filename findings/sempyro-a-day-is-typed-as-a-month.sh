#!/usr/bin/env bash
# Package: sempyro 2.2.0 (PyPI, DCAT as Python classes), what it writes is asked with pyoxigraph 0.5.13
#
# One would guess: a dataset with release_date "2026-08-02" is issued on that day. DCAT 3 types dates as xsd:gYear, gYearMonth, date or dateTime, as they
# are written; the class takes texts and dates of Python, and types "2026" and "2026-08" rightly.
# What happens: a text with a day, or with day and time, is typed as xsd:gYearMonth: "2026-08-02"^^xsd:gYearMonth, of which the form is YYYY-MM. Only a date
# object of Python becomes an xsd:date. No error, no warning.
# Why it matters: catalogues are filled from JSON, where dates are texts. What is ill-typed has no value: a question like
# "issued before the act applied" leaves out each dataset of which the day is known, and says nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile sempyro==2.2.0 pyoxigraph==0.5.13

cat > probe.py <<'PY'
import logging
from datetime import date
from importlib.metadata import version

import pyoxigraph
from rdflib import DCTERMS, URIRef
from sempyro.dcat import DCATDataset

logging.disable()
print("sempyro", version("sempyro"), "pyoxigraph", version("pyoxigraph"))
for given in ("2026", "2026-08", "2026-08-02", "2026-08-02T10:00:00Z", date(2026, 8, 2)):
    dataset = DCATDataset(title=["Logs"], description=["Logs of use"], release_date=given)
    graph = dataset.to_graph(URIRef("https://example.org/logs"))
    (issued,) = graph.objects(None, DCTERMS.issued)
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt"), pyoxigraph.RdfFormat.N_TRIPLES)
    found = store.query('ASK { ?dataset <http://purl.org/dc/terms/issued> ?day FILTER(?day < "2026-09-01"^^<http://www.w3.org/2001/XMLSchema#date>) }')
    print(f"{given!r}: {issued.n3(graph.namespace_manager)}, before 1 September: {bool(found)}")
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
sempyro 2.2.0 pyoxigraph 0.5.13
'2026': "2026"^^xsd:gYear, before 1 September: False
'2026-08': "2026-08"^^xsd:gYearMonth, before 1 September: False
'2026-08-02': "2026-08-02"^^xsd:gYearMonth, before 1 September: False
'2026-08-02T10:00:00Z': "2026-08-02T10:00:00Z"^^xsd:gYearMonth, before 1 September: False
datetime.date(2026, 8, 2): "2026-08-02"^^xsd:date, before 1 September: True
EXPECTED
echo "as recorded: a day is a month"
