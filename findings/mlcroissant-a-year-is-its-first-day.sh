#!/usr/bin/env bash
# Package: mlcroissant 1.1.1 (PyPI, the library of Croissant, MLCommons' format for data sets)
#
# One would guess: metadata that mlcroissant reads, finds in order and writes are the same. Dates of schema.org are dates of ISO 8601, which may be a year or
# a month where no more is known.
# What happens: each is written as a day: published in "2026" becomes 2026-01-01, created in "2026-08" is 2026-08-01. No warning; a full date and a time
# with its zone come out as they were, and temporalCoverage, which is a text to it, keeps "2025/2026".
# Why it matters: duties depend on the day a data set or a model was placed on the market. The first of January is before each of the dates of the AI Act in
# 2026, and nobody can tell any more whether it was known or made up.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile mlcroissant==1.1.1

cat > probe.py <<'PY'
import logging
from importlib.metadata import version

import mlcroissant

logging.disable(logging.WARNING)
print("mlcroissant", version("mlcroissant"))
context = {"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
           "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo", "citeAs": "cr:citeAs"}
for published, created, modified in (("2026", "2026-08", "2026-08-02"), ("2026-08-02", "2026-08-02T10:00:00Z", "2026-08-02T23:30:00-05:00")):
    said = {"datePublished": published, "dateCreated": created, "dateModified": modified, "temporalCoverage": "2025/2026"}
    document = {"@context": context, "@type": "sc:Dataset", "name": "applications", "description": "Applications", "url": "https://example.org/applications",
                "conformsTo": "http://mlcommons.org/croissant/1.1", "license": "https://spdx.org/licenses/CC-BY-4.0", "version": "1.0.0",
                "citeAs": "Example", "creator": {"@type": "sc:Organization", "name": "Example"}, **said}
    metadata = mlcroissant.Dataset(jsonld=document).metadata
    written = metadata.to_json()
    for name in said:
        print(name, said[name], "written", written[name])
    print("errors", len(metadata.issues.errors), "warnings about dates", sum("date" in warning.lower() for warning in metadata.issues.warnings))
PY
venv/bin/python probe.py 2>/dev/null | tee seen.txt
diff seen.txt - <<'EXPECTED'
mlcroissant 1.1.1
datePublished 2026 written 2026-01-01
dateCreated 2026-08 written 2026-08-01
dateModified 2026-08-02 written 2026-08-02
temporalCoverage 2025/2026 written 2025/2026
errors 0 warnings about dates 0
datePublished 2026-08-02 written 2026-08-02
dateCreated 2026-08-02T10:00:00Z written 2026-08-02T10:00:00Z
dateModified 2026-08-02T23:30:00-05:00 written 2026-08-02T23:30:00-05:00
temporalCoverage 2025/2026 written 2025/2026
errors 0 warnings about dates 0
EXPECTED
echo "as recorded: the first of January"
