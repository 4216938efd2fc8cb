#!/usr/bin/env bash
# Package: igraph 1.0.0, graphology-graphml 0.5.2 with graphology 0.26.0 (npm); compared with networkx 3.6.1
#
# One would guess: <key for="all"> declares an attribute for nodes, edges and the graph at once: the GraphML specification lists all,
# graph, node, edge, hyperedge, port and endpoint, and "all" is the value if none is given.
# What happens: three readers, three results. networkx reads the note of the node and of the edge. igraph leaves out both, with a warning.
# graphology-graphml ends in a TypeError ("Cannot set properties of undefined"), so nothing is read.
# Why it matters: a "note" or "source" that any element may bear is the natural use of "all". One declaration for node and one for edge,
# under two ids, is read by all three.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq igraph==1.0.0 networkx==3.6.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-graphml@0.5.2

cat > notes.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="k" for="all" attr.name="note" attr.type="string"/>
  <graph id="G" edgedefault="directed">
    <node id="a"><data key="k">read twice</data></node><node id="b"/>
    <edge id="m" source="a" target="b"><data key="k">disputed</data></edge>
  </graph>
</graphml>
XML
cat > probe.py <<'PY'
import warnings
from importlib.metadata import version
import igraph
import networkx

print("networkx", version("networkx"), "igraph", version("igraph"))
graph = networkx.read_graphml("notes.graphml")
print("networkx", graph.nodes["a"].get("note"), "/", graph.edges["a", "b"].get("note"))
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    graph = igraph.Graph.Read_GraphML("notes.graphml")
print("igraph", graph.vs.attributes(), "note" in graph.es.attributes(), str(said[0].message).split(";")[0])
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import Graph from 'graphology'
import graphml from 'graphology-graphml'

try {
  console.log('graphology', JSON.stringify(graphml.parse(Graph, fs.readFileSync('notes.graphml', 'utf8')).export().nodes))
} catch (error) {
  console.log('graphology', error.name, error.message.split(' (')[0])
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
networkx 3.6.1 igraph 1.0.0
networkx read twice / disputed
igraph ['id'] False Attribute target 'all' is not handled
graphology TypeError Cannot set properties of undefined
EXPECTED
echo "as recorded: read, left out, refused"
