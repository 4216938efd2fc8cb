#!/usr/bin/env bash
# Package: normattiva2md 2.1.15 (PyPI, Akoma Ntoso to Markdown), compared with bluebell-akn 3.1.1
#
# One would guess: an act in Akoma Ntoso as Markdown says what the act says. Akoma Ntoso 1.0 (OASIS), part 2, has del and ins for text that was taken out and
# put in, status="removed" for a part that is not in force any more, and wrapUp for the closing words of a list, which belong to all of its points.
# bluebell, which writes the same act as text for drafting, keeps each of the four.
# What happens: what was deleted and what was inserted stand side by side in the same brackets, ((six))((twelve)); a removed paragraph looks as all others do;
# the closing words of the list are gone, and so are sub and sup of a number. It says that the conversion went well.
# Why it matters: the text is made for people and language models that ask what a law demands. They read two periods, a repealed duty, and a duty without
# the words that limit it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile normattiva2md==2.1.15 bluebell-akn==3.1.1 cobalt==9.0.1 lxml==6.0.2

cat > act.xml <<'XML'
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act" contains="singleVersion"><meta><identification source="#x">
<FRBRWork><FRBRthis value="/akn/un/act/2024/5/!main"/><FRBRuri value="/akn/un/act/2024/5"/><FRBRdate date="2024-06-13" name="generation"/>
<FRBRauthor href="#x"/><FRBRcountry value="un"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/un/act/2024/5/eng@2024-06-13/!main"/><FRBRuri value="/akn/un/act/2024/5/eng@2024-06-13"/>
<FRBRdate date="2024-06-13" name="generation"/><FRBRauthor href="#x"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/un/act/2024/5/eng@2024-06-13/!main.xml"/><FRBRuri value="/akn/un/act/2024/5/eng@2024-06-13/.xml"/>
<FRBRdate date="2024-06-13" name="generation"/><FRBRauthor href="#x"/></FRBRManifestation></identification>
<references source="#x"><TLCOrganization eId="x" href="/ontology/organization/x" showAs="x"/></references></meta>
<body><article eId="art_19"><num>19</num><heading>Logs</heading>
<paragraph eId="art_19__para_1"><num>1</num><content><p>Logs are kept for <del>six</del><ins>twelve</ins> months, 10<sup>4</sup> entries at least.</p></content></paragraph>
<paragraph eId="art_19__para_2"><num>2</num><list eId="art_19__para_2__list_1"><intro><p>They are handed over:</p></intro>
<point eId="art_19__para_2__list_1__point_a"><num>(a)</num><content><p>to the authority;</p></content></point>
<point eId="art_19__para_2__list_1__point_b"><num>(b)</num><content><p>to the deployer,</p></content></point>
<wrapUp><p>unless another law forbids it.</p></wrapUp></list></paragraph>
<paragraph eId="art_19__para_3" status="removed"><num>3</num><content><p>Logs are kept on paper.</p></content></paragraph>
</article></body></act></akomaNtoso>
XML
cat > probe.py <<'PY'
from importlib.metadata import version

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri

print("bluebell-akn", version("bluebell-akn"))
uri = FrbrUri.parse("/akn/un/act/2024/5/eng@2024-06-13")
uri.default_language = "eng"
print("\n".join(line for line in AkomaNtosoParser(uri, "").unparse(open("act.xml").read()).splitlines() if line.strip()))
PY
{ venv/bin/python -c 'from importlib.metadata import version; print("normattiva2md", version("normattiva2md"))'
  venv/bin/normattiva2md act.xml act.md >/dev/null 2>&1 && echo "exit code 0"
  sed -n '/^## /,$p' act.md | grep .
  venv/bin/python probe.py; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
normattiva2md 2.1.15
exit code 0
## 19 - Logs
1. Logs are kept for ((six))((twelve)) months, 104 entries at least.
2. They are handed over:
- (a) to the authority;
- (b) to the deployer,
3. Logs are kept on paper.
bluebell-akn 3.1.1
ART 19 - Logs
  PARA 1
    Logs are kept for {{- six}}{{+ twelve}} months, 10{{^4}} entries at least.
  PARA 2
    LIST
      They are handed over:
      POINT (a)
        to the authority;
      POINT (b)
        to the deployer,
      unless another law forbids it.
  PARA{status removed} 3
    Logs are kept on paper.
EXPECTED
echo "as recorded: what was deleted is there, what limits it is not"
