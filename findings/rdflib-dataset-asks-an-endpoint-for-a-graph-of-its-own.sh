#!/usr/bin/env bash
# Packages: rdflib 7.6.0 as the client, the server of oxigraph 0.5.13
#
# One would guess: Dataset(SPARQLStore(url)).query(text) sends the query as it is, and the endpoint answers it from its default graph, as
# Graph(SPARQLStore(url)) and curl do; rdflib documents Dataset as the object for stores with named graphs.
# What happens: rdflib adds default-graph-uri=urn:x-rdflib:default, the name it has for a default graph of its own. No endpoint has such a graph. By
# the SPARQL protocol the dataset is then that graph alone, without any named graph: plain patterns and GRAPH ?g both find nothing, with status 200.
# Why it matters: crosswalks and catalogues are published as named graphs behind an endpoint, and Dataset is what one reaches for to ask which graph says
# what. "No mapping of this control" and "the client asked an empty graph" look the same.
set -euo pipefail
work=$(mktemp -d); cd "$work"
python3 -m venv venv
venv/bin/pip install -qq rdflib==7.6.0 oxigraph==0.5.13

cat > data.nq <<'NQ'
<https://example.org/a> <https://example.org/p> "in the default graph" .
<https://example.org/b> <https://example.org/p> "in a named graph" <https://example.org/set-1> .
NQ
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
venv/bin/oxigraph load --location store --file data.nq 2>/dev/null
venv/bin/oxigraph serve-read-only --location store --bind 127.0.0.1:$port 2>/dev/null & server=$!
trap 'kill $server; rm -rf "$work"' EXIT

cat > probe.py <<'PY'
import sys
import time
import urllib.request
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

from rdflib import Dataset, Graph
from rdflib.plugins.stores import sparqlconnector
from rdflib.plugins.stores.sparqlstore import SPARQLStore

url = f"http://127.0.0.1:{sys.argv[1]}/query"
for _ in range(100):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/").close()
        break
    except OSError:
        time.sleep(0.1)
sent = []
original = sparqlconnector.urlopen
sparqlconnector.urlopen = lambda request, *more, **named: sent.append(request.full_url) or original(request, *more, **named)
print("rdflib", version("rdflib"), "oxigraph", version("oxigraph"))
for name, asked in (("Graph", Graph(SPARQLStore(url))), ("Dataset", Dataset(SPARQLStore(url)))):
    plain = len(list(asked.query("SELECT ?s { ?s ?p ?o }")))
    named = len(list(asked.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")))
    graphs = parse_qs(urlsplit(sent[-1]).query).get("default-graph-uri", [])
    print(f"{name}: {plain} in the default graph, {named} in named graphs; default-graph-uri sent: {graphs}")
PY
venv/bin/python probe.py $port | tee seen.txt
diff seen.txt - <<'EXPECTED'
rdflib 7.6.0 oxigraph 0.5.13
Graph: 1 in the default graph, 1 in named graphs; default-graph-uri sent: []
Dataset: 0 in the default graph, 0 in named graphs; default-graph-uri sent: ['urn:x-rdflib:default']
EXPECTED
echo "as recorded: a Dataset over an endpoint asks for a graph that no endpoint has"
