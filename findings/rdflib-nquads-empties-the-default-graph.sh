#!/usr/bin/env bash
# Package: rdflib 7.6.0 (compared with pyoxigraph 0.5.13)
#
# One would guess: Dataset.parse adds what it reads: rdflib documents parse() as adding to the graph, and two files in TriG, parsed one after
# the other, do add up.
# What happens: parsing N-Quads into a Dataset first empties its default graph, also when the second file has quads of a named graph only.
# TriG and N-Quads are two forms of one model, so that the same content survives or vanishes by the ending of the file.
# Why it matters: editions and mappings are published as one N-Quads file each and loaded one after the other. The provenance that stands in
# the default graph of all but the last file is gone, and the count of named graphs still looks right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 pyoxigraph==0.5.13

cat > probe.py <<'PY'
from importlib.metadata import version
import pyoxigraph
import rdflib

FIRST = '<https://example.org/set-1> <https://example.org/licence> "CC BY 4.0" .\n'
SECOND = {
    "nquads": '<https://example.org/a> <https://example.org/p> <https://example.org/b> <https://example.org/set-2> .\n',
    "trig": '<https://example.org/set-2> { <https://example.org/a> <https://example.org/p> <https://example.org/b> }\n',
}
FORMATS = {"nquads": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG}
print("rdflib", version("rdflib"), "pyoxigraph", version("pyoxigraph"))
for name, second in SECOND.items():
    dataset, store = rdflib.Dataset(), pyoxigraph.Store()
    for text in (FIRST, second):
        dataset.parse(data=text, format=name)
        store.load(text.encode(), format=FORMATS[name])
    print(f"{name}: licence kept by rdflib", "CC BY" in dataset.serialize(format="nquads"), "by pyoxigraph", "CC BY" in str(list(store)))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 pyoxigraph 0.5.13
nquads: licence kept by rdflib False by pyoxigraph True
trig: licence kept by rdflib True by pyoxigraph True
EXPECTED
echo "as recorded: N-Quads empty the default graph"
