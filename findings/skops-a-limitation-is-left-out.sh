#!/usr/bin/env bash
# Package: skops 0.16.0 (PyPI, model cards), with pypandoc-binary 1.17 for the pandoc that it asks for
#
# One would guess: a model card that parse_modelcard reads and save() writes says what it said. skops lists what may differ (quotes, empty lines, alignment) and that
# nothing of it makes a semantic difference. In CommonMark two headings may have the same text, a heading may have a stroke in it, and a card of the
# Hugging Face Hub begins with metadata in YAML.
# What happens: of two sections with the same heading the second is left, in the place of the first: "Not for people under 18" is gone. "Use / misuse" becomes a section
# within another one. The metadata, with the licence and the data sets, are gone. No error, no warning.
# Why it matters: instructions for use name the groups of people and the purposes that a system is not for (Article 13 of the AI Act), and a card that two teams wrote
# has "Limitations" twice. Once a section was added with the library, the card limits less, and nobody finds the licence.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile skops==0.16.0 pypandoc-binary==1.17

cat > card.md <<'MD'
---
license: apache-2.0
datasets:
- example/letters
---

# Letters to offices

## Limitations

Not for people under 18.

## Use / misuse

Sorting of letters.

## Limitations

Not tried with handwriting.
MD
cat > probe.py <<'PY'
import os
from importlib.metadata import version
from pathlib import Path

import pypandoc
from skops import card

os.environ["PATH"] = os.pathsep.join([str(Path(pypandoc.get_pandoc_path()).parent), os.environ["PATH"]])
read = card.parse_modelcard("card.md")
print("skops", version("skops"))
read.save("saved.md")
print("\n".join("  " + line for line in Path("saved.md").read_text().split("\n") if line))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
skops 0.16.0
  # Letters to offices
  ## Limitations
  Not tried with handwriting.
  ## Use
  ### misuse
  Sorting of letters.
EXPECTED
echo "as recorded: of two sections with one heading the first is left out"
