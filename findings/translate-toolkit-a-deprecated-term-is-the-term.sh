#!/usr/bin/env bash
# Package: translate-toolkit 3.20.4 (PyPI)
#
# One would guess: tbx2po of a terminology in TBX (ISO 30042) gives the terms to be used. An entry has several terms for one concept and language, and each may
# have an administrative status: preferred, admitted, deprecated, superseded. Their order means nothing.
# What happens: the first term of each language is taken and the others are left out, whatever their status. Where the deprecated term stands first, the
# file says to write "user" for the deployer of an AI system, and "Nutzer" in German; the preferred terms are nowhere. tbx2tmx, of the same toolkit, has
# the preferred ones for the same file. Exit code 0, no warning.
# Why it matters: terms are kept with what they replaced, so that nobody uses the old word, and a law may change them on the way: the draft of the AI Act said
# user, the act says deployer. The glossary made from it teaches the word that was to be kept out.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile translate-toolkit==3.20.4

entry() { echo "<termEntry id=\"$1\"><langSet xml:lang=\"en\">$2</langSet><langSet xml:lang=\"de\">$3</langSet></termEntry>"; }
term() { echo "<tig><term>$1</term><termNote type=\"administrativeStatus\">$2-admn-sts</termNote></tig>"; }
cat > terms.tbx <<XML
<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>Example</p></sourceDesc></fileDesc></martifHeader><text><body>
$(entry c1 "$(term deployer preferredTerm)$(term user deprecatedTerm)" "$(term Betreiber preferredTerm)$(term Nutzer deprecatedTerm)")
$(entry c2 "$(term user deprecatedTerm)$(term deployer preferredTerm)" "$(term Nutzer deprecatedTerm)$(term Betreiber preferredTerm)")
</body></text></martif>
XML
{ venv/bin/python -c 'from importlib.metadata import version; print("translate-toolkit", version("translate-toolkit"))'
  venv/bin/tbx2po --progress none terms.tbx terms.po && grep -E '^msg(id|str) "[^"]' terms.po
  venv/bin/tbx2tmx --progress none -l de terms.tbx terms.tmx && grep -oE '<seg>[^<]*' terms.tmx
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
translate-toolkit 3.20.4
msgid "deployer"
msgstr "Betreiber"
msgid "user"
msgstr "Nutzer"
<seg>deployer
<seg>Betreiber
<seg>deployer
<seg>Betreiber
EXPECTED
echo "as recorded: what is deprecated is the term"
