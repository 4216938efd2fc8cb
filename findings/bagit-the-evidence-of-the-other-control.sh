#!/usr/bin/env bash
# Package: bagit 1.9.0 (PyPI, the library of the Library of Congress)
#
# One would guess: a bag of evidence that is opened and saved has the bag-info.txt that it had. RFC 8493, section 2.2.2: elements may be repeated, "ordering MAY be
# significant and the ordering of metadata elements MUST be preserved", and what indents a continued line is no part of the value.
# What happens: save() sorts the elements by their labels. Ann, who has no address, and Bob with his become "an address, Ann, Bob", and of three files with the
# controls that they prove, two controls stand before three files. The blanks that indented a line are in the value. bag.info of Python, a value for each label,
# has lost the order before. No warning, the bag is valid.
# Why it matters: bags are how archives take over evidence, and bag-info.txt is the place for who answers for it and what it proves. The control of the second
# file is that of the first, and after the first save there is nothing to put it right by.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile bagit==1.9.0

mkdir -p bag/data
for name in log minutes training; do echo "$name" > "bag/data/$name.txt"; done
(cd bag && sha256sum data/*.txt > manifest-sha256.txt)
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' > bag/bagit.txt
cat > bag/bag-info.txt <<'INFO'
Contact-Name: Ann
Contact-Name: Bob
Contact-Email: bob@example.org
External-Description: Keep until the end of 2036,
    unless the law asks for more.
Proof: minutes.txt
Proof: log.txt
Control: A.6.2.8
Proof: training.txt
Control: 7.2
INFO
cat > probe.py <<'PY'
from importlib.metadata import version

import bagit

bag = bagit.Bag("bag")
bag.validate()
print("bagit", version("bagit"))
bag.save()
print(open("bag/bag-info.txt").read(), end="")
print("valid:", bagit.Bag("bag").is_valid())
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
bagit 1.9.0
Contact-Email: bob@example.org
Contact-Name: Ann
Contact-Name: Bob
Control: A.6.2.8
Control: 7.2
External-Description: Keep until the end of 2036,    unless the law asks for more.
Proof: minutes.txt
Proof: log.txt
Proof: training.txt
valid: True
EXPECTED
echo "as recorded: elements are sorted by their labels"
