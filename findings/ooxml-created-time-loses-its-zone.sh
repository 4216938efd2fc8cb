#!/usr/bin/env bash
# Package: python-docx 1.2.0, python-pptx 1.0.2, openpyxl 3.1.5 and XlsxWriter 3.3.1 (PyPI), compared with datetime of the standard library
#
# One would guess: a document whose creation time is set to 00:30 on 1 March 2027, two hours east of UTC, says 2027-02-28T22:30:00Z: dcterms:created
# is of the type W3CDTF, in which Z says that the time is UTC, and the datetime that is given knows its zone.
# What happens: all four write the hours as they stand and put Z behind them, 2027-03-01T00:30:00Z; python-docx reads it back as that moment in UTC.
# No warning, no error; a datetime with any other zone gives the same bytes.
# Why it matters: the properties of a document are what an auditor looks at to see which version was there before which approval. Two of
# them that were made at one moment in two offices differ by hours, and around midnight by a day. Whoever sets them converts to UTC first.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq python-docx==1.2.0 python-pptx==1.0.2 openpyxl==3.1.5 XlsxWriter==3.3.1
cat > probe.py <<'PY'
import datetime as dt
import io
import re
import zipfile
from importlib.metadata import version

import docx
import openpyxl
import pptx
import xlsxwriter

MOMENT = dt.datetime(2027, 3, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def written(stream):
    core = zipfile.ZipFile(stream).read("docProps/core.xml").decode()
    return re.search(r"<dcterms:created[^>]*>([^<]*)<", core).group(1)


print("the moment in UTC", MOMENT.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
word, stream = docx.Document(), io.BytesIO()
word.core_properties.created = MOMENT
word.save(stream)
print("python-docx", version("python-docx"), written(stream), "read back:", docx.Document(stream).core_properties.created)
slides, stream = pptx.Presentation(), io.BytesIO()
slides.core_properties.created = MOMENT
slides.save(stream)
print("python-pptx", version("python-pptx"), written(stream))
book, stream = openpyxl.Workbook(), io.BytesIO()
book.properties.created = MOMENT
book.save(stream)
print("openpyxl", version("openpyxl"), written(stream))
stream = io.BytesIO()
book = xlsxwriter.Workbook(stream)
book.set_properties({"created": MOMENT})
book.close()
print("XlsxWriter", version("XlsxWriter"), written(stream))
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
the moment in UTC 2027-02-28T22:30:00Z
python-docx 1.2.0 2027-03-01T00:30:00Z read back: 2027-03-01 00:30:00+00:00
python-pptx 1.0.2 2027-03-01T00:30:00Z
openpyxl 3.1.5 2027-03-01T00:30:00Z
XlsxWriter 3.3.1 2027-03-01T00:30:00Z
EXPECTED
echo "as recorded: four libraries write another zone's time as UTC"
