#!/usr/bin/env bash
# Package: pyoxigraph 0.5.13
#
# One would guess: bulk_load reads a file of N-Quads as a stream, so its memory is set by the loader and not by the file; loading in many small calls costs time.
# What happens: one call holds up to a million statements with all their terms before it sorts any. 600,000 rows of a crosswalk take three times the memory in
# one call that they take in calls of 100,000 lines, and the calls together take a sixth longer (the store is on disk in both).
# Why it matters: a knowledge graph of a few million statements is refused by a container of 2 GB that could serve it easily. The memory is chosen by whoever cuts the input,
# for there is no parameter; blank nodes must not cross a cut.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile pyoxigraph==0.5.13

cat > make.py <<'PY'
row = '<https://example.org/row/{0}> <https://example.org/says> "both demand that matter {0} is recorded, kept and shown to whoever asks for it"@en <https://example.org/set/{1}> .\n'
with open("rows.nq", "w") as file:
    file.writelines(row.format(n, n % 7) for n in range(600_000))
PY
cat > load.py <<'PY'
import resource, sys, time
from itertools import islice
from pyoxigraph import RdfFormat, Store
began = time.process_time()
store = Store(sys.argv[1])
if sys.argv[1] == "whole":
    store.bulk_load(path="rows.nq", format=RdfFormat.N_QUADS)
else:
    with open("rows.nq", "rb") as file:
        while lines := b"".join(islice(file, 100_000)):
            store.bulk_load(lines, format=RdfFormat.N_QUADS)
print(len(store), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time() - began)
PY
venv/bin/python make.py
for how in whole parts; do venv/bin/python load.py $how > $how.txt; echo "$how: $(cat $how.txt)" >&2; done
{ venv/bin/pip list 2>/dev/null | grep -iE '^pyoxigraph ' | tr -s ' '; venv/bin/python - <<'PY'
(n, whole, slow), (m, parts, fast) = (map(float, open(name).read().split()) for name in ("whole.txt", "parts.txt"))
print("statements:", int(n), int(m))
print("one call takes over twice the memory of six:", whole > 2 * parts)
print("six calls take half as much again of processor time:", fast > 1.5 * slow)
PY
} | tee seen.txt
diff seen.txt - <<'EXPECTED'
pyoxigraph 0.5.13
statements: 600000 600000
one call takes over twice the memory of six: True
six calls take half as much again of processor time: False
EXPECTED
