#!/usr/bin/env bash
# Package: networkx 3.6.1 (compared with igraph 1.0.0)
#
# One would guess: a graph whose edges carry confidence 1 and confidence 0.5 can be written as GraphML or GEXF and read again; both
# formats have one declaration for an attribute, and networkx documents write_graphml and write_gexf as inverse to its readers.
# What happens: Python's 1 is an int and 0.5 a float. The GraphML gets two keys of the same attr.name, one long and one double, which
# igraph refuses ("Duplicate attribute name"). The GEXF gets one attribute of type long with the value 0.5 in it, and networkx cannot read
# its own file. Which type wins depends on the order of the edges.
# Why it matters: confidences of mappings are numbers between 0 and 1, and a file reader gives 1 for the sure ones. float() on all of
# them, before writing, is all it takes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq networkx==3.6.1 igraph==1.0.0

cat > probe.py <<'PY'
from importlib.metadata import version
import igraph
import networkx

print("networkx", version("networkx"), "igraph", version("igraph"))
for second in (0.5, 1):
    graph = networkx.DiGraph()
    graph.add_edge("iso42001:4.1", "iso27001:4.1", confidence=1)
    graph.add_edge("iso42001:4.2", "iso27001:4.2", confidence=second)
    networkx.write_graphml(graph, "mappings.graphml")
    networkx.write_gexf(graph, "mappings.gexf")
    keys = open("mappings.graphml").read().count('attr.name="confidence"')
    print("confidences 1 and", second, "- GraphML keys:", keys)
    for name, read in (
        ("igraph reads the GraphML", lambda: igraph.Graph.Read_GraphML("mappings.graphml").es["confidence"]),
        ("networkx reads its GEXF", lambda: [values["confidence"] for *_, values in networkx.read_gexf("mappings.gexf").edges(data=True)]),
    ):
        try:
            print(f" {name}:", read())
        except Exception as error:
            print(f" {name}: {type(error).__name__}", str(error).split(": ", 1)[1].split(" (")[0])
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
networkx 3.6.1 igraph 1.0.0
confidences 1 and 0.5 - GraphML keys: 2
 igraph reads the GraphML: InternalError Duplicate attribute name found: 'confidence'
 networkx reads its GEXF: ValueError '0.5'
confidences 1 and 1 - GraphML keys: 1
 igraph reads the GraphML: [1.0, 1.0]
 networkx reads its GEXF: [1, 1]
EXPECTED
echo "as recorded: an integer among decimals spoils both files"
