#!/usr/bin/env bash
# Package: grand-cypher 1.2.0 (PyPI, Cypher over graphs of networkx)
#
# One would guess: a query of Cypher has the answer that openCypher gives it. A property that is not there is null: COUNT(x), AVG(x) and SUM(x) leave null out
# (openCypher 9, aggregating functions), a comparison with null is null and its row is not returned, nulls come last in ascending order and first in descending. AND
# binds more tightly than OR (operator precedence), and a pattern without an arrow, (a)-[]-(b), matches in both directions.
# What happens: what has no level counts: three levels for two, and their mean is taken with 0 for the third. It is also returned where the level is <> 3. "4.1, or
# 4.2 with the level 5" is read as "(4.1 or 4.2) with the level 5", while the same condition in the other order is right. And a pattern without an arrow finds
# nothing at all. No error, no warning.
# Why it matters: what was not assessed has no level. The mean of the assessed ones falls with each requirement that nobody looked at, the coverage is always full,
# and 4.1 is related to nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile grand-cypher==1.2.0 networkx==3.6.1

cat > probe.py <<'PY'
from importlib.metadata import version

import networkx as nx
from grandcypher import GrandCypher

graph = nx.DiGraph()
graph.add_node("a", number="4.1", level=3)
graph.add_node("b", number="4.2", level=5)
graph.add_node("c", number="4.3")  # not assessed
graph.add_edge("a", "b", __labels__={"RELATED"})

print("grand-cypher", version("grand-cypher"))
for query in (
    "MATCH (n) RETURN COUNT(n.level)",
    "MATCH (n) RETURN AVG(n.level)",
    "MATCH (n) WHERE n.level <> 3 RETURN n.number",
    "MATCH (n) WHERE n.level > 2 RETURN n.number",
    'MATCH (n) WHERE n.number = "4.1" OR n.number = "4.2" AND n.level = 9 RETURN n.number',
    'MATCH (n) WHERE n.number = "4.2" AND n.level = 9 OR n.number = "4.1" RETURN n.number',
    "MATCH (n)-[]->(m) RETURN n.number, m.number",
    "MATCH (n)-[]-(m) RETURN n.number, m.number",
):
    print(f"  {query}")
    print("   ", {name: sorted(values, key=str) for name, values in GrandCypher(graph).run(query).items()})
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
grand-cypher 1.2.0
  MATCH (n) RETURN COUNT(n.level)
    {'COUNT(n.level)': [3]}
  MATCH (n) RETURN AVG(n.level)
    {'AVG(n.level)': [2.6666666666666665]}
  MATCH (n) WHERE n.level <> 3 RETURN n.number
    {'n.number': ['4.2', '4.3']}
  MATCH (n) WHERE n.level > 2 RETURN n.number
    {'n.number': ['4.1', '4.2']}
  MATCH (n) WHERE n.number = "4.1" OR n.number = "4.2" AND n.level = 9 RETURN n.number
    {'n.number': []}
  MATCH (n) WHERE n.number = "4.2" AND n.level = 9 OR n.number = "4.1" RETURN n.number
    {'n.number': ['4.1']}
  MATCH (n)-[]->(m) RETURN n.number, m.number
    {'n.number': ['4.1'], 'm.number': ['4.2']}
  MATCH (n)-[]-(m) RETURN n.number, m.number
    {'n.number': [], 'm.number': []}
EXPECTED
echo "as recorded: what has no level is counted, and taken for zero in the mean"
