#!/usr/bin/env bash
# Package: compliance-trestle 5.2.0
#
# One would guess: `trestle author catalog-generate` and `catalog-assemble`, with nothing edited between, give the catalogue that was there: trestle has
# them for authoring catalogues in Markdown. In OSCAL the prose of a part is markup of several lines, and statement, item, guidance,
# assessment-objective and assessment-method are the names that the catalogue model itself lists for the parts of a control.
# What happens: the second line of an item is moved to the end of the statement above it, before all items. An assessment-objective comes back as
# "assessment_objective" with another id, its parts melted into its text and its links to the items gone; guidance with the title "How" is a
# part named "how"; an assessment-method is not there any more. Exit code 0, no warning, and trestle's own validator finds the result in order.
# Why it matters: an exception ("unless the law asks for more") that stood at one item stands over the whole requirement. Assessment plans select
# objectives and methods by name and id: after a first harmless edit of a title none is found.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile compliance-trestle==5.2.0
venv/bin/python -c 'from importlib.metadata import version; print("compliance-trestle", version("compliance-trestle"))' | tee seen.txt
mkdir space; cd space; ../venv/bin/trestle init >/dev/null 2>&1
mkdir -p catalogs/source
cat > catalogs/source/catalog.json <<'JSON'
{"catalog": {"uuid": "11111111-1111-4111-8111-111111111111",
 "metadata": {"title": "Source", "last-modified": "2026-11-28T10:00:00Z", "version": "1", "oscal-version": "1.1.3"},
 "groups": [{"id": "g9", "title": "Evaluation", "controls": [{"id": "c9.1", "title": "Logs", "parts": [
  {"id": "c9.1_smt", "name": "statement", "prose": "Keep logs.", "parts": [
   {"id": "c9.1_smt.a", "name": "item", "props": [{"name": "label", "value": "a."}], "prose": "Of each use."},
   {"id": "c9.1_smt.b", "name": "item", "props": [{"name": "label", "value": "b."}], "prose": "For six months,\nunless the law asks for more."}]},
  {"id": "c9.1_gdn", "name": "guidance", "title": "How", "prose": "By machine."},
  {"id": "c9.1_obj", "name": "assessment-objective", "prose": "Determine that:", "parts": [
   {"id": "c9.1_obj.b", "name": "assessment-objective", "prose": "logs are old enough", "links": [{"href": "#c9.1_smt.b", "rel": "assessment-for"}]}]},
  {"id": "c9.1_asm", "name": "assessment-method", "props": [{"name": "method", "value": "EXAMINE"}], "parts": [
   {"name": "assessment-objects", "prose": "records"}]}]}]}]}}
JSON
cat > ../probe.py <<'PY'
import json

for name in ("source", "again"):
    catalog = json.load(open(f"catalogs/{name}/catalog.json"))["catalog"]
    print(f"{name}:")
    parts = [(part, 1) for part in catalog["groups"][0]["controls"][0]["parts"]]
    while parts:
        part, depth = parts.pop(0)
        links = "".join(f" -> {link['href']}" for link in part.get("links", []))
        print("  " * depth + part["name"], part.get("id", "-"), json.dumps(part.get("prose")) + links)
        parts = [(inner, depth + 1) for inner in part.get("parts", [])] + parts
PY
{ ../venv/bin/trestle author catalog-generate -n source -o markdown >/dev/null 2>&1 && echo "generated with exit code 0"
  ../venv/bin/trestle author catalog-assemble -n source -m markdown -o again >../log.txt 2>&1 && echo "assembled with exit code 0"
  echo "warnings: $(grep -ci warn ../log.txt || true)"
  ../venv/bin/trestle validate -f catalogs/again/catalog.json >/dev/null 2>&1 && echo "again: valid"
  ../venv/bin/python ../probe.py; } | tee -a ../seen.txt
cd ..
diff seen.txt - <<'EXPECTED'
compliance-trestle 5.2.0
generated with exit code 0
assembled with exit code 0
warnings: 0
again: valid
source:
  statement c9.1_smt "Keep logs."
    item c9.1_smt.a "Of each use."
    item c9.1_smt.b "For six months,\nunless the law asks for more."
  guidance c9.1_gdn "By machine."
  assessment-objective c9.1_obj "Determine that:"
    assessment-objective c9.1_obj.b "logs are old enough" -> #c9.1_smt.b
  assessment-method c9.1_asm null
    assessment-objects - "records"
again:
  statement c9.1_smt "Keep logs.\n\nunless the law asks for more."
    item c9.1_smt.a "Of each use."
    item c9.1_smt.b "For six months,"
  assessment_objective c9.1_assessment_objective "Determine that:\n\n- \\[b\\] logs are old enough"
  how c9.1_how "By machine."
EXPECTED
echo "as recorded: another statement, and other parts"
