#!/usr/bin/env bash
# Package: lib4sbom 0.10.4 and sbomdiff 0.6.0, which uses it; the file is checked with cyclonedx-python-lib 11.12.0
#
# One would guess: a CycloneDX 1.6 bill of materials with an AI model is read like any other. Its schema lets the model card of a component name its data
# sets, either on the spot or by a reference to another component ({"ref": "data"} in modelParameters.datasets).
# What happens: with the reference, lib4sbom finds no component at all, neither the model nor the libraries, and raises and prints nothing. sbomdiff finds no
# difference between this file and one with another version of a library. Without the reference all is read, and the difference found.
# Why it matters: a bill of materials for AI is made to say which data a model was trained with. The more it says, the less is looked at: scanners that
# build on the library find nothing outdated, and a comparison of two releases says that nothing changed.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile lib4sbom==0.10.4 sbomdiff==0.6.0 'cyclonedx-python-lib[json-validation]==11.12.0'

cat > with-ref.cdx.json <<'JSON'
{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [
 {"type": "machine-learning-model", "bom-ref": "model", "name": "ranker", "version": "2.0",
  "modelCard": {"modelParameters": {"task": "ranking", "datasets": [{"ref": "data"}]}}},
 {"type": "data", "bom-ref": "data", "name": "applications", "version": "1"},
 {"type": "library", "bom-ref": "library", "name": "numpy", "version": "2.0"}]}
JSON
sed 's/, "datasets": \[{"ref": "data"}\]//' with-ref.cdx.json > without.cdx.json
sed 's/"numpy", "version": "2.0"/"numpy", "version": "1.0"/' with-ref.cdx.json > other-release.cdx.json
sed 's/, "datasets": \[{"ref": "data"}\]//' other-release.cdx.json > other-without.cdx.json
cat > probe.py <<'PY'
import sys
from importlib.metadata import version
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from lib4sbom.parser import SBOMParser

print("lib4sbom", version("lib4sbom"), "sbomdiff", version("sbomdiff"))
for name in ("without", "with-ref"):
    valid = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(f"{name}.cdx.json").read()) is None
    parser = SBOMParser()
    parser.parse_file(f"{name}.cdx.json")
    print(f"{name}: valid {valid}, read:", *[package["name"] for package in parser.get_packages()] or ["nothing"])
PY
{ venv/bin/python probe.py
  for pair in "without other-without" "with-ref other-release"; do
    read -r old new <<< "$pair"
    echo "$old to $new:"
    { venv/bin/sbomdiff "$old.cdx.json" "$new.cdx.json" || true; } | grep "^Version"  # its exit code says whether there is a difference
  done; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
lib4sbom 0.10.4 sbomdiff 0.6.0
without: valid True, read: ranker applications numpy
with-ref: valid True, read: nothing
without to other-without:
Version changes:  1
with-ref to other-release:
Version changes:  0
EXPECTED
echo "as recorded: nothing is read, and nothing differs"
