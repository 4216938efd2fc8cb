#!/usr/bin/env bash
# Package: igraph 1.0.0 (compared with networkx 3.6.1)
#
# One would guess: an edge of a GraphML file keeps its XML id, as a node does: the GraphML primer lets an edge have an id, and igraph gives
# nodes and edges an attribute "id" for it.
# What happens: as soon as edges have ids, igraph gives the edges the ids of the nodes: the first edge gets the id of the first node, and
# so on; edges beyond the number of nodes get "". The edges' own ids are gone. No warning. networkx reads them as written.
# Why it matters: the id of an edge is the id of a mapping, by which reviews and rejections refer to it. After igraph the list of mappings
# bears ids of requirements, which look entirely plausible.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq igraph==1.0.0 networkx==3.6.1

cat > graph.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <graph id="G" edgedefault="directed">
    <node id="iso42001:4.1"/>
    <node id="iso27001:4.1"/>
    <edge id="m1" source="iso42001:4.1" target="iso27001:4.1"/>
    <edge id="m2" source="iso27001:4.1" target="iso42001:4.1"/>
    <edge id="m3" source="iso42001:4.1" target="iso42001:4.1"/>
  </graph>
</graphml>
XML
cat > probe.py <<'PY'
import warnings
from importlib.metadata import version
import igraph
import networkx

print("igraph", version("igraph"), "networkx", version("networkx"))
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    graph = igraph.Graph.Read_GraphML("graph.graphml")
print("igraph edges", graph.es["id"], "warnings", len(said))
graph = networkx.read_graphml("graph.graphml", force_multigraph=True)
print("networkx edges", sorted(key for *_, key in graph.edges(keys=True)))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
igraph 1.0.0 networkx 3.6.1
igraph edges ['iso42001:4.1', 'iso27001:4.1', ''] warnings 0
networkx edges ['m1', 'm2', 'm3']
EXPECTED
echo "as recorded: ids of nodes stand on edges"
