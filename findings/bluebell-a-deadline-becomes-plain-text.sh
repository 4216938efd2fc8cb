#!/usr/bin/env bash
# Package: bluebell-akn 3.1.1 with cobalt 9.0.1 (PyPI)
#
# One would guess: an act in Akoma Ntoso that is written as text by bluebell and read back, with nothing edited, is the act that it was. Bluebell is there for
# editing legislation so; it keeps references, definitions and terms, insertions and deletions, and what is no longer in force (status, period).
# What happens: a quantity with its normalized value (P72H) and a date with its day are plain words afterwards. An article with the number "Article 5" gets
# another eId, art_Article5 in place of art_5, in itself and all below, so that a reference to #art_5__para_1 leads nowhere. No warning.
# Why it matters: "within 72 hours" and "from 2 August 2026" are marked up for the sake of those who compute deadlines, and crosswalks name provisions by their
# eId. After a first correction of a comma there is nothing to compute and nothing to find.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile bluebell-akn==3.1.1 cobalt==9.0.1

cat > act.xml <<'XML'
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#example">
<FRBRWork><FRBRthis value="/akn/eu/act/2026/1/!main"/><FRBRuri value="/akn/eu/act/2026/1"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/><FRBRcountry value="eu"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/eu/act/2026/1/eng/!main"/><FRBRuri value="/akn/eu/act/2026/1/eng"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/eu/act/2026/1/eng/!main"/><FRBRuri value="/akn/eu/act/2026/1/eng"/><FRBRdate date="2026-01-01" name="Generation"/>
<FRBRauthor href=""/></FRBRManifestation></identification></meta>
<body><article eId="art_5"><num>Article 5</num><heading>Incidents</heading>
<paragraph eId="art_5__para_1"><num>1.</num><content><p>The <def refersTo="#provider">provider</def> reports within <quantity normalized="P72H">72
hours</quantity>, from <date date="2026-08-02">2 August</date>, <ins>in writing</ins>.</p></content></paragraph>
<paragraph eId="art_5__para_2" status="removed"><num>2.</num><content><p>See <ref href="#art_5__para_1">paragraph 1</ref>.</p></content></paragraph>
</article></body></act></akomaNtoso>
XML
cat > probe.py <<'PY'
from importlib.metadata import version

from bluebell.parser import AkomaNtosoParser
from cobalt.uri import FrbrUri
from lxml import etree

print(*(f"{name} {version(name)}" for name in ("bluebell-akn", "cobalt")))
parser = AkomaNtosoParser(FrbrUri.parse("/akn/eu/act/2026/1/eng"), "")
before = etree.parse("act.xml").getroot()
text = parser.unparse(before)
after = parser.parse_to_xml(text, "act")
for title, document in (("before", before), ("after", after)):
    find = lambda path: [dict(element.attrib) for element in document.findall(".//{*}body//{*}" + path)]
    without = lambda name: [{key: value for key, value in attributes.items() if key != "eId"} for attributes in find(name)]
    print(f"{title}: def {without('def')}, ins {len(find('ins'))}, ref {without('ref')}, removed {[a['eId'] for a in find('paragraph') if 'status' in a]}")
    print(f"{title}: quantity {without('quantity')}, date {without('date')}, articles {[a['eId'] for a in find('article')]}")
    print(f"{title}: paragraphs {[a['eId'] for a in find('paragraph')]}")
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
bluebell-akn 3.1.1 cobalt 9.0.1
before: def [{'refersTo': '#provider'}], ins 1, ref [{'href': '#art_5__para_1'}], removed ['art_5__para_2']
before: quantity [{'normalized': 'P72H'}], date [{'date': '2026-08-02'}], articles ['art_5']
before: paragraphs ['art_5__para_1', 'art_5__para_2']
after: def [{'refersTo': '#provider'}], ins 1, ref [{'href': '#art_5__para_1'}], removed ['art_Article5__para_2']
after: quantity [], date [], articles ['art_Article5']
after: paragraphs ['art_Article5__para_1', 'art_Article5__para_2']
EXPECTED
echo "as recorded: the deadline is words"
