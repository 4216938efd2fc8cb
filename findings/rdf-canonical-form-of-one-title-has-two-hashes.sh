#!/usr/bin/env bash
# Package: PyLD 3.3.0 and pyoxigraph 0.5.13 (PyPI), compared with rdf-canonize 5.0.0 and jsonld 9.0.0 (npm)
#
# One would guess: the canonical form of one N-Quads file is the same bytes everywhere; RDF Dataset Canonicalization (RDFC-1.0, before that URDNA2015) is
# there so that a hash or a signature over it can be checked by others.
# What happens: pyoxigraph writes language tags in small letters, so that a title in en-GB, de-AT or zh-Hant has another hash with it than with the two others;
# en and de have the same. PyLD reads \u00DC in N-Quads as the six characters that stand there, and its canonical form and its JSON-LD have
# "\\u00DCberwachung" for Überwachung. Plain titles have one hash by all three. No error.
# Why it matters: releases of catalogues and verifiable credentials are signed over this form. Whether a signature holds depends on the library, for
# titles of one region or one way to write a letter alone; a test with English titles passes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile PyLD==3.3.0 pyoxigraph==0.5.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdf-canonize@5.0.0 jsonld@9.0.0

printf '%s\n' '<https://example.org/9.1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Monitoring"@en .' > en.nq
printf '%s\n' '<https://example.org/9.1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Monitoring"@en-GB .' > en-GB.nq
printf '%s\n' '<https://example.org/9.1> <http://www.w3.org/2004/02/skos/core#prefLabel> "\u00DCberwachung"@de .' > escaped.nq
cat > probe.py <<'PY'
import hashlib
from importlib.metadata import version

import pyoxigraph
from pyld import jsonld

for name in ("en", "en-GB", "escaped"):
    text = open(f"{name}.nq").read()
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    forms = {
        "pyoxigraph": pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).decode(),
        "PyLD": jsonld.normalize(text, {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}),
    }
    for library, form in forms.items():
        print(name, hashlib.sha256(form.encode()).hexdigest()[:8], form.split("> ", 2)[2].strip(), library, version(library))
(node,) = jsonld.from_rdf(open("escaped.nq").read(), {"format": "application/n-quads"})
print("PyLD as JSON-LD:", *[value["@value"] for values in node.values() if isinstance(values, list) for value in values])
PY
cat > probe.mjs <<'JS'
import crypto from 'node:crypto'
import fs from 'node:fs'
import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'

const { version } = JSON.parse(fs.readFileSync('node_modules/rdf-canonize/package.json'))
for (const name of ['en', 'en-GB', 'escaped']) {
  const form = await canonize(fs.readFileSync(`${name}.nq`, 'utf8'), { algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads' })
  console.log(name, crypto.createHash('sha256').update(form).digest('hex').slice(0, 8), form.split('> ')[2].trim(), 'rdf-canonize', version)
}
const [node] = await jsonld.fromRDF(fs.readFileSync('escaped.nq', 'utf8'), { format: 'application/n-quads' })
console.log('jsonld as JSON-LD:', ...Object.values(node).flat().map(value => value['@value']).filter(Boolean))
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
en 7b8eda36 "Monitoring"@en . pyoxigraph 0.5.13
en 7b8eda36 "Monitoring"@en . PyLD 3.3.0
en-GB 9dc4470e "Monitoring"@en-gb . pyoxigraph 0.5.13
en-GB 8788744b "Monitoring"@en-GB . PyLD 3.3.0
escaped d765debb "Überwachung"@de . pyoxigraph 0.5.13
escaped b62b16e8 "\\u00DCberwachung"@de . PyLD 3.3.0
PyLD as JSON-LD: \u00DCberwachung
en 7b8eda36 "Monitoring"@en . rdf-canonize 5.0.0
en-GB 8788744b "Monitoring"@en-GB . rdf-canonize 5.0.0
escaped d765debb "Überwachung"@de . rdf-canonize 5.0.0
jsonld as JSON-LD: Überwachung
EXPECTED
echo "as recorded: titles of one region, or with an escaped letter, have two hashes"
