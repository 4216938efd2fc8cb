#!/usr/bin/env bash
# Package: lib4sbom 0.10.4
#
# One would guess: an SPDX 2.3 document, read with SBOMParser and written as CycloneDX with SBOMGenerator, tells the same dependencies. SPDX 2.3, section 11.1,
# has each relation in both directions: "model DEPENDENCY_OF service" says that the service depends on the model, as "service DEPENDS_ON model" does,
# and "data CONTAINED_BY model" is "model CONTAINS data". In CycloneDX, dependsOn goes from the one that needs to the one that is needed.
# What happens: the element on the left always gets the dependsOn. With DEPENDENCY_OF the model depends on the service, and what is contained depends on what
# contains it. SPDX written as SPDX has NOASSERTION of licenseConcluded turned into UNKNOWN, which is no licence expression of SPDX. No warning.
# Why it matters: who asks what is hit when a model or data set is withdrawn follows dependsOn backwards. Of two documents that say the same, one answers
# "the service", the other "nothing".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile lib4sbom==0.10.4

cat > probe.py <<'PY'
import json
from importlib.metadata import version

from lib4sbom.generator import SBOMGenerator
from lib4sbom.parser import SBOMParser

print("lib4sbom", version("lib4sbom"))


def document(*relations: tuple[str, str, str]) -> dict[str, object]:
    packages = [
        {"SPDXID": f"SPDXRef-{name}", "name": name, "versionInfo": "1.0", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
         "licenseConcluded": "NOASSERTION", "licenseDeclared": "MIT", "copyrightText": "NOASSERTION"}
        for name in ("service", "model", "data")
    ]  # fmt: skip
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "demo", "documentNamespace": "https://example.org/demo",
        "creationInfo": {"created": "2026-08-02T10:00:00Z", "creators": ["Tool: hand"]}, "packages": packages,
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-service"}]
        + [{"spdxElementId": f"SPDXRef-{a}", "relationshipType": kind, "relatedSpdxElement": f"SPDXRef-{b}"} for a, kind, b in relations],
    }  # fmt: skip


def written(kind: str, content: dict[str, object]) -> dict[str, object]:
    with open("in.spdx.json", "w") as file:
        json.dump(content, file)
    parser = SBOMParser()
    parser.parse_file("in.spdx.json")
    SBOMGenerator(validate_license=False, sbom_type=kind, format="json").generate("demo", parser.get_sbom(), filename="out.json")
    return json.load(open("out.json"))


for title, *relations in (
    ("one way", ("service", "DEPENDS_ON", "model"), ("model", "CONTAINS", "data")),
    ("the other", ("model", "DEPENDENCY_OF", "service"), ("data", "CONTAINED_BY", "model")),
):
    print(title, [" ".join(relation) for relation in relations])
    for entry in written("cyclonedx", document(*relations))["dependencies"]:
        for target in entry["dependsOn"]:
            if "DOCUMENT" not in entry["ref"]:
                print(" ", entry["ref"].removeprefix("SPDXRef-"), "dependsOn", target.removeprefix("SPDXRef-"))
print("as SPDX: licenseConcluded", {package["licenseConcluded"] for package in written("spdx", document())["packages"]})
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
lib4sbom 0.10.4
one way ['service DEPENDS_ON model', 'model CONTAINS data']
  service dependsOn model
  model dependsOn data
the other ['model DEPENDENCY_OF service', 'data CONTAINED_BY model']
  model dependsOn service
  data dependsOn model
as SPDX: licenseConcluded {'UNKNOWN'}
EXPECTED
echo "as recorded: the model depends on the service"
