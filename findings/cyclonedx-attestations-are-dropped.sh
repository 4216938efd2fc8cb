#!/usr/bin/env bash
# Package: cyclonedx-python-lib 11.12.0
#
# One would guess: a CycloneDX 1.6 document that the library's own strict validator accepts comes out of Bom.from_json and the JSON
# outputter with what it said. The library models "definitions" (standards and their requirements) of the same part of 1.6.
# What happens: "declarations" (assessors, claims, evidence, attestations with conformance and confidence) is gone, with no error and no
# warning; the standards remain. The result is valid again.
# Why it matters: CycloneDX Attestations is the exchange format for "how far do we meet this standard". After one pass through a tool built
# on the library the file still names the requirements and says nothing any more on whether they are met.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq 'cyclonedx-python-lib[json-validation]==11.12.0'

cat > attestation.json <<'JSON'
{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
 "declarations": {
  "assessors": [{"bom-ref": "assessor", "thirdParty": true, "organization": {"name": "Example Auditors"}}],
  "claims": [{"bom-ref": "claim", "target": "office", "predicate": "Logs are kept for six months", "evidence": ["evidence"]}],
  "evidence": [{"bom-ref": "evidence", "propertyName": "retention", "description": "Retention setting"}],
  "targets": {"organizations": [{"bom-ref": "office", "name": "Example"}]},
  "attestations": [{"summary": "Clause 9", "assessor": "assessor", "map": [
   {"requirement": "r-9.1", "claims": ["claim"], "conformance": {"score": 0.9, "rationale": "One gap"}, "confidence": {"score": 0.8}}]}]},
 "definitions": {"standards": [{"bom-ref": "standard", "name": "Example Standard", "version": "2026", "requirements": [
   {"bom-ref": "r-9.1", "identifier": "9.1", "title": "Monitoring"}]}]}}
JSON
cat > probe.py <<'PY'
import json
import warnings
from importlib.metadata import version
from cyclonedx.model.bom import Bom
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

validator = JsonStrictValidator(SchemaVersion.V1_6)
before = open("attestation.json").read()
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    bom = Bom.from_json(json.loads(before))
    after = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
print("cyclonedx-python-lib", version("cyclonedx-python-lib"))
for label, text in (("before", before), ("after", after)):
    document = json.loads(text)
    print(f"{label}: valid {validator.validate_str(text) is None}, standards {len(document['definitions']['standards'])},",
          f"attestations {len(document.get('declarations', {}).get('attestations', []))}")
print("warnings about it:", sum("declaration" in str(warning.message) for warning in said))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
cyclonedx-python-lib 11.12.0
before: valid True, standards 1, attestations 1
after: valid True, standards 1, attestations 0
warnings about it: 0
EXPECTED
echo "as recorded: the attestations are gone"
