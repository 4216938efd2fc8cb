#!/usr/bin/env bash
# Package: rustworkx 0.18.1 (PyPI), compared with networkx 3.6.1 (PyPI) and graphology-graphml 0.5.2 with graphology 0.26.0 (npm)
#
# One would guess: in GraphML the default of a key holds where an element has no <data> for it; an empty <data> says that the text is empty. And
# directed="false" at an edge of a directed graph makes that edge undirected.
# What happens: rustworkx takes the default for an empty text too, or None where the key has no default; the two others have the empty text. And rustworkx and
# graphology read an undirected edge as one from source to target, without a word: there is no way back. networkx refuses a graph that mixes the two.
# Why it matters: with the default "no exception" a note that was emptied on purpose comes back as a statement that nobody made. And equal to is
# undirected where covers is directed: read so, 4.1 is found from the one standard and not from the other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile rustworkx==0.18.1 networkx==3.6.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-graphml@0.5.2

cat > mappings.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="n" for="node" attr.name="note" attr.type="string"><default>no exception</default></key>
 <key id="t" for="node" attr.name="title" attr.type="string"/>
 <graph edgedefault="directed">
  <node id="a"><data key="n"></data><data key="t"></data></node>
  <node id="b"><data key="t">Leadership</data></node>
  <edge source="a" target="b" directed="false"/>
 </graph>
</graphml>
XML
sed 's/ directed="false"//' mappings.graphml > directed.graphml
cat > probe.py <<'PY'
from importlib.metadata import version

import networkx
import rustworkx

(graph,) = rustworkx.read_graphml("mappings.graphml")
print("rustworkx", version("rustworkx"), *({key: node[key] for key in ("id", "note", "title")} for node in graph.nodes()))
print("  to b:", graph.has_edge(0, 1), "to a:", graph.has_edge(1, 0))
print("networkx", version("networkx"), dict(networkx.read_graphml("directed.graphml").nodes(data=True)))
try:
    networkx.read_graphml("mappings.graphml")
except networkx.NetworkXError as error:
    print("  refused:", error)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import Graph from 'graphology'
import graphml from 'graphology-graphml'

const graph = graphml.parse(Graph, fs.readFileSync('mappings.graphml', 'utf8'))
graph.forEachNode((node, attributes) => console.log('graphology', node, JSON.stringify(attributes)))
graph.forEachEdge(edge => console.log('  undirected:', graph.isUndirected(edge), 'of', ...graph.extremities(edge)))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
rustworkx 0.18.1 {'id': 'a', 'note': 'no exception', 'title': None} {'id': 'b', 'note': 'no exception', 'title': 'Leadership'}
  to b: True to a: False
networkx 3.6.1 {'a': {'note': '', 'title': ''}, 'b': {'title': 'Leadership'}}
  refused: directed=false edge found in directed graph.
graphology a {"note":"","title":""}
graphology b {"title":"Leadership","note":"no exception"}
  undirected: false of a b
EXPECTED
echo "as recorded: an empty text is the default, an undirected edge has a direction"
