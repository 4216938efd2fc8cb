#!/usr/bin/env bash
# Package: graphology-gexf 0.13.2 with graphology 0.26.0 (npm; compared with networkx 3.6.1)
#
# One would guess: a GEXF attribute is called by its title; its id only links <attvalue for="..."> to the declaration. The GEXF primer
# declares id="0" title="url" so, and the schema lets an id be any text.
# What happens: graphology-gexf takes the title only if the id is a number. With id="c" title="confidence" the attribute is called "c",
# and "confidence" does not occur in the graph. networkx takes the title in both cases.
# Why it matters: tools write ids such as "c" or "d2". A page that colours mappings by "confidence" finds none, while the file of another
# exporter with the very same content works.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq networkx==3.6.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-gexf@0.13.2

for id in 0 c; do
  cat > "mapping-$id.gexf" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph mode="static" defaultedgetype="directed">
    <attributes class="edge"><attribute id="$id" title="confidence" type="double"/></attributes>
    <nodes><node id="a" label="4.1"/><node id="b" label="4.1"/></nodes>
    <edges><edge id="m" source="a" target="b"><attvalues><attvalue for="$id" value="0.9"/></attvalues></edge></edges>
  </graph>
</gexf>
XML
done
cat > probe.py <<'PY'
from importlib.metadata import version
import networkx

print("networkx", version("networkx"))
for key in ("0", "c"):
    print("id", key, [values.get("confidence") for *_, values in networkx.read_gexf(f"mapping-{key}.gexf").edges(data=True)])
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import Graph from 'graphology'
import gexf from 'graphology-gexf'

console.log('graphology-gexf', JSON.parse(fs.readFileSync('node_modules/graphology-gexf/package.json')).version)
for (const id of ['0', 'c']) {
  console.log('id', id, JSON.stringify(gexf.parse(Graph, fs.readFileSync(`mapping-${id}.gexf`, 'utf8')).getEdgeAttributes('m')))
}
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
networkx 3.6.1
id 0 [0.9]
id c [0.9]
graphology-gexf 0.13.2
id 0 {"confidence":0.9}
id c {"c":0.9}
EXPECTED
echo "as recorded: the title counts only beside a numeric id"
