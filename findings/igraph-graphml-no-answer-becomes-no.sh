#!/usr/bin/env bash
# Package: igraph 1.0.0 (compared with networkx 3.6.1)
#
# One would guess: a GraphML node without a <data> element for a boolean key, and without a default in the key, has no value for it; the
# GraphML specification calls <data> optional, and igraph itself gives nan for a number that is missing.
# What happens: igraph gives False for a missing boolean and "" for a missing text; only numbers show that nothing was said. Written back,
# the file states "false" for every node that was never assessed.
# Why it matters: "implemented: not assessed yet" turns into "implemented: no" in a round trip through igraph, and a gap list grows by all
# that nobody has looked at.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq igraph==1.0.0 networkx==3.6.1

cat > assessment.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="i" for="node" attr.name="implemented" attr.type="boolean"/>
  <key id="m" for="node" attr.name="maturity" attr.type="double"/>
  <graph id="G" edgedefault="directed">
    <node id="A.5.1"><data key="i">true</data><data key="m">3</data></node>
    <node id="A.5.2"/>
  </graph>
</graphml>
XML
cat > probe.py <<'PY'
from importlib.metadata import version
import igraph
import networkx

print("igraph", version("igraph"), "networkx", version("networkx"))
print("networkx", dict(networkx.read_graphml("assessment.graphml").nodes(data=True)))
graph = igraph.Graph.Read_GraphML("assessment.graphml")
print("igraph", {node["id"]: (node["implemented"], node["maturity"]) for node in graph.vs})
del graph.vs["id"]
graph.write_graphml("again.graphml")
again = networkx.read_graphml("again.graphml")
print("written by igraph, read by networkx", [values.get("implemented") for _, values in again.nodes(data=True)])
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
igraph 1.0.0 networkx 3.6.1
networkx {'A.5.1': {'implemented': True, 'maturity': 3.0}, 'A.5.2': {}}
igraph {'A.5.1': (True, 3.0), 'A.5.2': (False, nan)}
written by igraph, read by networkx [True, False]
EXPECTED
echo "as recorded: a missing boolean becomes false"
