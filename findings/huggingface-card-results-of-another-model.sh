#!/usr/bin/env bash
# Package: huggingface_hub 2.4.0 (PyPI, its model cards)
#
# One would guess: a model card that is loaded and saved says the same. In its metadata, "model-index" is a list: one entry for each model, with the name of the
# model and the results of its evaluation; the card below compares two.
# What happens: the results of all entries are put together under the name of the last. The accuracy of the one model, 0.94, stands as a result of the other,
# beside its own 0.61, and the first model is not there any more. No error, no warning; ignore_metadata_errors, which is there for what cannot be read, is off.
# Why it matters: cards are the record of what a model was measured to do (Annex IV of the AI Act asks for metrics and their results), and tools that fill in
# a tag load and save them. The weaker model leaves with the figures of the better one, the verified mark included.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile huggingface_hub==2.4.0

cat > card.md <<'MD'
---
license: mit
model-index:
- name: screening-large
  results:
  - task:
      type: text-classification
    dataset:
      name: Applications
      type: applications
    metrics:
    - type: accuracy
      value: 0.94
      verified: true
- name: screening-small
  results:
  - task:
      type: text-classification
    dataset:
      name: Applications
      type: applications
    metrics:
    - type: accuracy
      value: 0.61
---
# Screening
MD
cat > probe.py <<'PY'
from importlib.metadata import version

import yaml
from huggingface_hub import ModelCard

print("huggingface_hub", version("huggingface_hub"))
ModelCard.load("card.md").save("saved.md")
for name in ("card.md", "saved.md"):
    for entry in yaml.safe_load(open(name).read().split("---")[1])["model-index"]:
        metrics = [metric for result in entry["results"] for metric in result["metrics"]]
        print(name, entry["name"], [(metric["value"], metric.get("verified", False)) for metric in metrics])
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
huggingface_hub 2.4.0
card.md screening-large [(0.94, True)]
card.md screening-small [(0.61, False)]
saved.md screening-small [(0.94, True), (0.61, False)]
EXPECTED
echo "as recorded: what one model achieved is said of the other"
