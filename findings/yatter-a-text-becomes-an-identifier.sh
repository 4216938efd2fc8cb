#!/usr/bin/env bash
# Package: yatter 2.0.4 (PyPI), compared with @rmlio/yarrrml-parser 1.12.2 (npm); the RML of both is run with morph-kgc 2.10.0
#
# One would guess: two translators of YARRRML to RML give mappings for the same graph. In YARRRML a value is a text unless ~iri stands behind it.
# What happens: yatter writes "A.$(id)" as a template and does not say that it is a text, and in RML a template makes an IRI unless its term type says
# otherwise. So the address of a page, meant as a text, becomes an IRI, and with a notation such as "A.$(id)" the graph cannot be read any more, as <A.6.1>
# is no IRI. A cell alone, $(title), is a text in both. No warning.
# Why it matters: titles and notations of requirements are put together from cells. By one translator they are texts that can be searched for, by the other
# nodes that no label belongs to; sh:datatype refuses them, and which of the two it is shows in neither mapping file.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile yatter==2.0.4 morph-kgc==2.10.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @rmlio/yarrrml-parser@1.12.2

cat > controls.csv <<'CSV'
id,title
6.1,Risks
CSV
cat > mapping.yml <<'YML'
prefixes:
  ex: "https://example.org/"
mappings:
  control:
    sources:
      - [controls.csv~csv]
    s: ex:$(id)
    po:
      - [ex:title, $(title)]
      - [ex:page, "https://other.example/$(id)"]
      - [ex:link, "https://other.example/$(id)~iri"]
YML
sed 's/ex:page, .*/ex:notation, "A.$(id)"]/' mapping.yml > notation.yml
cat > run.py <<'PY'
import sys

import morph_kgc

try:
    graph = morph_kgc.materialize(f"[CONFIGURATION]\nlogging_level=ERROR\n[DataSource1]\nmappings: {sys.argv[1]}\n")
    print(*sorted(f"  {predicate.rsplit('/', 1)[1]} {value.n3()}" for _, predicate, value in graph), sep="\n")
except Exception as error:
    print(" ", type(error).__name__, str(error).splitlines()[-1])
PY
for name in mapping notation; do
  venv/bin/python -m yatter -i "$name.yml" -o "$name-yatter.ttl" > /dev/null 2>&1
  node_modules/.bin/yarrrml-parser -i "$name.yml" -o "$name-yarrrml-parser.ttl" > /dev/null
  for translator in yatter yarrrml-parser; do
    echo "$name.yml by $translator:"
    venv/bin/python run.py "$name-$translator.ttl"
  done
done | tee seen.txt
diff seen.txt - <<'EXPECTED'
mapping.yml by yatter:
  link <https://other.example/6.1>
  page <https://other.example/6.1>
  title "Risks"
mapping.yml by yarrrml-parser:
  link <https://other.example/6.1>
  page "https://other.example/6.1"
  title "Risks"
notation.yml by yatter:
  ParserError '<https://example.org/6.1> <https://example.org/notation> <A.6.1>.'
notation.yml by yarrrml-parser:
  link <https://other.example/6.1>
  notation "A.6.1"
  title "Risks"
EXPECTED
echo "as recorded: a text with a cell in it is an identifier"
