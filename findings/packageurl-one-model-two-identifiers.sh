#!/usr/bin/env bash
# Package: packageurl-python 0.17.6 (PyPI) and packageurl-js 2.0.1 (npm), the two reference libraries for package URLs
#
# One would guess: the canonical form of a package URL is one text, whichever library writes it. That is what the specification (ECMA-427) has a canonical form
# for: bills of materials and VEX statements are joined by it. Read by the other library, it is the same name.
# What happens: the version 2.1.0+cu118 is written 2.1.0%2Bcu118 by one and 2.1.0+cu118 by the other, and a repository of a model as https://… by one and as
# https%3A%2F%2F… by the other. And packageurl-python writes a / within a name as it is, so that it reads back, in both libraries, as another package:
# what was named ISO/IEC-42001-controls is IEC-42001-controls of ISO. No error. Names and versions of letters, digits and dots agree.
# Why it matters: builds of the frameworks models run on have such versions, and models from a company's own hub have a repository_url. A statement "not
# affected" made with one library is about no component of the bill made with the other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile packageurl-python==0.17.6
npm init -y >/dev/null
npm install --silent --no-audit --no-fund packageurl-js@2.0.1

cat > packages.json <<'JSON'
[["pypi", null, "torch", "2.1.0", null], ["pypi", null, "torch", "2.1.0+cu118", null],
 ["huggingface", "office", "screening", "a1", {"repository_url": "https://hub.example.org/api"}],
 ["generic", null, "ISO/IEC-42001-controls", "2023", null]]
JSON
cat > probe.py <<'PY'
import json
from importlib.metadata import version

from packageurl import PackageURL

print("packageurl-python", version("packageurl-python"))
for kind, namespace, name, release, qualifiers in json.load(open("packages.json")):
    text = PackageURL(kind, namespace, name, release, qualifiers).to_string()
    back = PackageURL.from_string(text)
    print("python", text, "is", back.namespace, back.name, back.version)
PY
cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { PackageURL } from 'packageurl-js'

console.log('packageurl-js', JSON.parse(fs.readFileSync('node_modules/packageurl-js/package.json')).version)
for (const [type, namespace, name, version, qualifiers] of JSON.parse(fs.readFileSync('packages.json'))) {
  const text = new PackageURL(type, namespace ?? undefined, name, version, qualifiers ?? undefined, undefined).toString()
  const back = PackageURL.fromString(text)
  console.log('js', text, 'is', back.namespace ?? 'None', back.name, back.version)
}
const other = PackageURL.fromString('pkg:generic/ISO/IEC-42001-controls@2023')
console.log('js reads what python wrote as', other.namespace, other.name, other.version)
JS
{ venv/bin/python probe.py; node probe.mjs; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
packageurl-python 0.17.6
python pkg:pypi/torch@2.1.0 is None torch 2.1.0
python pkg:pypi/torch@2.1.0%2Bcu118 is None torch 2.1.0+cu118
python pkg:huggingface/office/screening@a1?repository_url=https://hub.example.org/api is office screening a1
python pkg:generic/ISO/IEC-42001-controls@2023 is ISO IEC-42001-controls 2023
packageurl-js 2.0.1
js pkg:pypi/torch@2.1.0 is None torch 2.1.0
js pkg:pypi/torch@2.1.0+cu118 is None torch 2.1.0+cu118
js pkg:huggingface/office/screening@a1?repository_url=https%3A%2F%2Fhub.example.org%2Fapi is office screening a1
js pkg:generic/ISO%2FIEC-42001-controls@2023 is None ISO/IEC-42001-controls 2023
js reads what python wrote as ISO IEC-42001-controls 2023
EXPECTED
echo "as recorded: two canonical forms of one package"
