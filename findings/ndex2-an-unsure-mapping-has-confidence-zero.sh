#!/usr/bin/env bash
# Package: ndex2 3.12.0 with networkx 3.6.1 (PyPI; CX2 is the format of NDEx and Cytoscape for networks)
#
# One would guess: a graph of networkx, made into CX2 by ndex2 and back, has the values that it had, or is refused. CX2 declares one type for each attribute, and
# double is among them. The other way that ndex2 has, its older CX, keeps the values, and so does a column that begins with a fraction.
# What happens: the type is taken from the first value. Where that is 1, the attribute is an integer, and of all others what stands behind the point is cut off: 0.4
# and 0.9 are 0, a level of 2.5 is 2. And an attribute called name is replaced by the key of the node: "Context" is gone. No error, no warning; the file is valid.
# Why it matters: confidences are 1 for the sure mappings and less for the others, and the sure ones are listed first. Afterwards each that was less than
# sure has no confidence at all, and a threshold of 0.5 leaves out what had 0.9. In a test with 0.9 in the first place all is well.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile ndex2==3.12.0 networkx==3.6.1

cat > probe.py <<'PY'
from importlib.metadata import version

import ndex2
import networkx as nx
from ndex2.cx2 import CX2Network, CX2NetworkXFactory, NetworkXToCX2NetworkFactory


def mappings(confidences: list[float]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_node("iso:4.1", name="Context", level=2)
    graph.add_node("iso:4.2", name="Parties", level=2.5)
    for number, confidence in enumerate(confidences, 1):
        graph.add_edge("iso:4.1" if number == 1 else "iso:4.2", f"ai:{number}", confidence=confidence)
    return graph


def there_and_back(graph: nx.DiGraph) -> nx.DiGraph:
    network = CX2Network()
    network.create_from_raw_cx2(NetworkXToCX2NetworkFactory().get_cx2network(graph).to_cx2())
    return CX2NetworkXFactory().get_graph(network)


def confidences(graph: nx.DiGraph) -> list:
    return [confidence for _, _, confidence in graph.edges(data="confidence")]


print("ndex2", version("ndex2"))
for values in ([1, 0.9, 0.4], [0.9, 1, 0.4]):
    print(f"  confidences {values} in CX2: {confidences(there_and_back(mappings(values)))}")
graph = mappings([1, 0.9, 0.4])
for number, node in list(there_and_back(graph).nodes(data=True))[:2]:
    print(f"  node {number}: name {node['name']}, level {node['level']}")
older = ndex2.create_nice_cx_from_networkx(graph).to_cx()
print("  confidences in CX:", [entry["v"] for aspect in older for entry in aspect.get("edgeAttributes", ()) if entry["n"] == "confidence"])
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
ndex2 3.12.0
  confidences [1, 0.9, 0.4] in CX2: [1, 0, 0]
  confidences [0.9, 1, 0.4] in CX2: [0.9, 1.0, 0.4]
  node 0: name iso:4.1, level 2
  node 1: name iso:4.2, level 2
Generating CX
  confidences in CX: [1, 0.9, 0.4]
EXPECTED
echo "as recorded: 0.9 is 0 where 1 came first"
