#!/usr/bin/env bash
# Package: ntia-conformance-checker 6.0.0 (PyPI, the checker of the SPDX project)
#
# One would guess: a report of conformance says "True" of what was looked for and found, and refuses what it cannot judge. `-c bsi` reports on BSI TR-03183-2 v2.1.0, which
# asks for SPDX 3.0.1 or later; the command takes SPDX 2.3 with it all the same, as its default for --sbom-spec. In SPDX 2.3, file name, supplier and hash of a package are
# optional (sections 7.4, 7.5 and 7.10).
# What happens: of a valid SPDX 2.3 document the report says True of each component's creator, file name, hash, licence, source and unique identifiers, and looks for none of
# them: its rows are the same for a package that has a name and a version and for one that has it all. Only "Creator of the SBOM" and "Dependency Completeness" are
# False, for both, whatever stands there. -c ntia, on the same two documents, finds the supplier missing in one and there in the other.
# Why it matters: the rows are what goes into a technical file, and into the list of what is left to do. By them the hashes and licences of a hundred models that have
# none are ticked off, and what is left is at the head of the document, where nothing can be added that would help.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile ntia-conformance-checker==6.0.0

cat > documents.py <<'PY'
import json

bare = {"SPDXID": "SPDXRef-model", "name": "model", "versionInfo": "1", "downloadLocation": "NOASSERTION", "filesAnalyzed": False}
full = bare | {
    "supplier": "Organization: Example (office@example.org)", "packageFileName": "model.bin",
    "downloadLocation": "https://example.org/model.bin", "licenseConcluded": "MIT", "licenseDeclared": "MIT",
    "checksums": [{"algorithm": "SHA512", "checksumValue": "0" * 128}],
    "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:generic/model@1"}],
}
for name, package in (("bare", bare), ("full", full)):
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "model",
        "documentNamespace": f"https://example.org/sbom/{name}",
        "creationInfo": {"created": "2026-11-28T10:00:00Z", "creators": ["Organization: Example (office@example.org)"]},
        "packages": [package],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relatedSpdxElement": "SPDXRef-model", "relationshipType": "DESCRIBES"}],
    }, open(f"{name}.spdx.json", "w"))
PY
venv/bin/python documents.py
rows() { venv/bin/ntia-checker -c "$1" "$2.spdx.json" 2>&1 | sed -nE 's/^(.*[^ ]) *\| (True|False) *$/  \1: \2/p'; }
{ venv/bin/pip list 2>/dev/null | grep -E '^ntia' | tr -s ' '
  for standard in ntia bsi; do for name in bare full; do rows "$standard" "$name" > "$standard-$name.txt" || true; done; done
  echo "ntia, bare:"; cat ntia-bare.txt
  echo "ntia, full: $(grep -c True ntia-full.txt) True, $(grep -c False ntia-full.txt || true) False"
  echo "bsi, bare:"; cat bsi-bare.txt
  cmp -s bsi-bare.txt bsi-full.txt && echo "bsi, full: the same"
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
ntia_conformance_checker 6.0.0
ntia, bare:
  All component names provided?: True
  All component versions provided?: True
  All component identifiers provided?: True
  All component suppliers provided?: False
  SBOM author name provided?: True
  SBOM creation timestamp provided?: True
  Dependency relationships provided?: True
ntia, full: 7 True, 0 False
bsi, bare:
  Creator of the SBOM: False
  Timestamp: True
  Dependency Completeness: False
  Component Names: True
  Component Versions: True
  Component Creators: True
  Distribution Filenames: True
  Executable Properties: True
  Archive Properties: True
  Structured Properties: True
  Distribution Licenses: True
  Deployable Component Hashes: True
  Source Code URIs (Warning): True
  Deployable Form URIs (Warning): True
  Other Unique Identifiers (Warning): True
  Original Licenses (Warning): True
  Effective Licenses (Optional): True
  Source Code Hashes (Optional): True
  Security.txt URLs (Optional): True
  BOM References (Optional): True
bsi, full: the same
EXPECTED
echo "as recorded: hash, licence and creator are True of a package that has none"
