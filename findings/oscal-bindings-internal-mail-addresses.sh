#!/usr/bin/env bash
# Package: oscal-bindings 0.3.1 (pydantic models of OSCAL 1.2)
#
# One would guess: a catalogue that NIST's schema accepts is read. The schema asks of an email-address that it has something on both sides
# of an @ (pattern ^.+@.+$), and of a date-time that it follows RFC 3339.
# What happens: an address in a domain of one's own network (.local, .test, .localhost, the names that RFC 6762 and RFC 2606 set
# aside for it) is refused, because the models check addresses with a library made for mail that crosses the Internet; so is the leap second that
# RFC 3339 itself gives as an example. The whole document is then no catalogue.
# Why it matters: the party responsible for a control is often a mailbox that only exists inside the house. A whole catalogue is lost to a
# contact address, and the message speaks of a "special-use or reserved name", which OSCAL knows nothing of.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile oscal-bindings==0.3.1
venv/bin/python - <<'PY' | tee seen.txt
import re
from importlib.metadata import version

from oscal_bindings.v1.models import CatalogDocument
from pydantic import ValidationError

print("oscal-bindings", version("oscal-bindings"))
# What OSCAL's JSON schema asks of an address, and the form of a time in RFC 3339.
MAIL = "^.+@.+$"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def catalogue(mail, time):
    party = {"uuid": "33333333-3333-4333-8333-333333333333", "type": "organization", "name": "Security", "email-addresses": [mail]}
    metadata = {"title": "House controls", "last-modified": time, "version": "1", "oscal-version": "1.2.0", "parties": [party]}
    return {"uuid": "11111111-1111-4111-8111-111111111111", "metadata": metadata, "controls": [{"id": "c1", "title": "Keep logs"}]}


for mail, time in (
    ("security@example.com", "2026-11-28T10:00:00Z"),
    ("security@intranet.local", "2026-11-28T10:00:00Z"),
    ("security@house.test", "2026-11-28T10:00:00Z"),
    ("security@example.com", "1990-12-31T23:59:60Z"),
):
    assert re.fullmatch(MAIL, mail) and re.fullmatch(TIME, time)
    try:
        CatalogDocument.model_validate({"catalog": catalogue(mail, time)})
        print(mail, time, "read")
    except ValidationError as error:
        print(mail, time, "refused at", ".".join(map(str, error.errors()[0]["loc"][-2:])))
PY
diff seen.txt - <<'EXPECTED'
oscal-bindings 0.3.1
security@example.com 2026-11-28T10:00:00Z read
security@intranet.local 2026-11-28T10:00:00Z refused at email-addresses.0
security@house.test 2026-11-28T10:00:00Z refused at email-addresses.0
security@example.com 1990-12-31T23:59:60Z refused at metadata.last-modified
EXPECTED
echo "as recorded: a catalogue is lost to a mailbox inside the house, or to a leap second"
