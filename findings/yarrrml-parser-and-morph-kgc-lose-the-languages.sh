#!/usr/bin/env bash
# Package: @rmlio/yarrrml-parser 1.12.2 (npm) with morph-kgc 2.10.0 (PyPI), compared with worph 0.1.11 (PyPI) and with yatter 2.0.4 (PyPI)
#
# One would guess: a mapping in YARRRML, translated to RML by one tool and run by another, gives "Kontext"@de where it says de~lang, or $(lang)~lang for
# the language of a column.
# What happens: yarrrml-parser writes every language as rml:languageMap in RML's first namespace, and morph-kgc, which reads the rest of that namespace, passes
# over it: all titles are without a language. With the translation of yatter, which writes rr:language for a fixed language, that one is there and the
# one of the column is not. worph has both from either translation. No error, no warning.
# Why it matters: titles of a catalogue in several languages are a column each, or one with the language beside it. In the graph a clause has several
# titles without a language, so that no page can show the right one; the mapping, and the run of it in another tool, are in order.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
for packages in "morph-kgc==2.10.0 yatter==2.0.4" worph==0.1.11; do
  python3 -m venv "${packages%%==*}"
  # shellcheck disable=SC2086
  "${packages%%==*}"/bin/pip install -qq --no-compile $packages
done
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @rmlio/yarrrml-parser@1.12.2

cat > titles.csv <<'CSV'
id,title,lang,german
4,Contexte,fr,Kontext
CSV
cat > mapping.yml <<'YML'
prefixes:
  ex: "https://example.org/"
mappings:
  clause:
    sources:
      - [titles.csv~csv]
    s: ex:$(id)
    po:
      - [ex:title, $(german), de~lang]
      - [ex:title, $(title), $(lang)~lang]
YML
cat > probe.py <<'PY'
import importlib
import sys

engine, translator = sys.argv[1:]
config = f"[CONFIGURATION]\nlogging_level=ERROR\n[DataSource1]\nmappings: {translator}.ttl\n"
graph = importlib.import_module(engine.replace("-", "_")).materialize(config)
print(f"{translator}, {engine}:", *sorted(title.n3() for title in graph.objects()))
PY
node_modules/.bin/yarrrml-parser -i mapping.yml -o yarrrml-parser.ttl > /dev/null
morph-kgc/bin/python -m yatter -i mapping.yml -o yatter.ttl > /dev/null 2>&1
for translator in yarrrml-parser yatter; do
  for engine in morph-kgc worph; do "$engine/bin/python" probe.py "$engine" "$translator"; done
done | tee seen.txt
diff seen.txt - <<'EXPECTED'
yarrrml-parser, morph-kgc: "Contexte" "Kontext"
yarrrml-parser, worph: "Contexte"@fr "Kontext"@de
yatter, morph-kgc: "Contexte" "Kontext"@de
yatter, worph: "Contexte"@fr "Kontext"@de
EXPECTED
echo "as recorded: the languages are not there"
