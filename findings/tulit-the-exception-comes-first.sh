#!/usr/bin/env bash
# Package: tulit 0.8.0 (PyPI, the Universal Legal Informatics Toolkit)
#
# One would guess: an article of Akoma Ntoso, read with tulit, is the text of the article. A list has an intro, its points with their numbers, and a wrapUp that
# stands after them and closes the sentence; what stands in del is struck out, and an authorialNote is a note. The schema that tulit ships finds the act valid.
# What happens: the end of the list is put before its points: "The following are prohibited: unless a judge has allowed it. / scoring; / ranking". The points
# have no (a) and (b) any more, what was struck out stands beside what replaced it ("30 60 days"), and a paragraph that is removed stands as law. No warning.
# Why it matters: the text goes from here to search, to mapping and to language models. Nobody can be pointed to point (b), a period has two values, and
# the exception no longer belongs to what it excepts.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile tulit==0.8.0

cat > act.xml <<'XML'
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act" contains="singleVersion"><meta><identification source="#example">
<FRBRWork><FRBRthis value="/akn/eu/act/2026/1/!main"/><FRBRuri value="/akn/eu/act/2026/1"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/><FRBRcountry value="eu"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/eu/act/2026/1/eng/!main"/><FRBRuri value="/akn/eu/act/2026/1/eng"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/eu/act/2026/1/eng/!main"/><FRBRuri value="/akn/eu/act/2026/1/eng"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/></FRBRManifestation></identification></meta>
<body><article eId="art_5"><num>Article 5</num><heading>Prohibited practices</heading>
<paragraph eId="art_5__para_1"><num>1.</num><intro><p>The following are prohibited:</p></intro>
<point eId="art_5__para_1__point_a"><num>(a)</num><content><p>scoring;</p></content></point>
<point eId="art_5__para_1__point_b"><num>(b)</num><content><p>ranking</p></content></point>
<wrapUp><p>unless a judge has allowed it.</p></wrapUp></paragraph>
<paragraph eId="art_5__para_2"><num>2.</num><content><p>Reports are due within <del>30</del> <ins>60</ins> days.</p></content></paragraph>
<paragraph eId="art_5__para_3" status="removed"><num>3.</num><content><p>Small offices are exempt.</p></content></paragraph>
</article></body></act></akomaNtoso>
XML
cat > probe.py <<'PY'
from importlib.metadata import version
from pathlib import Path

import tulit
from lxml import etree
from tulit.parser.xml.akomantoso import AkomaNtosoParser

print("tulit", version("tulit"))
schema = etree.XMLSchema(etree.parse(str(Path(tulit.__file__).parent / "parser/xml/assets/akomantoso30.xsd")))
print("valid by its schema:", schema.validate(etree.parse("act.xml")))
parser = AkomaNtosoParser()
parser.parse("act.xml")
for article in parser.articles:
    for child in article["children"]:
        print(article["num"], child["eId"], repr(child["text"]))
PY
venv/bin/python probe.py 2>&1 | tee seen.txt
diff seen.txt - <<'EXPECTED'
tulit 0.8.0
valid by its schema: True
Article 5 par_1 'The following are prohibited: unless a judge has allowed it.\nscoring;\nranking'
Article 5 par_2 'Reports are due within 30 60 days.'
Article 5 par_3 'Small offices are exempt.'
EXPECTED
echo "as recorded: the exception stands before what is prohibited"
