"""Which readers take a file for one of theirs, by its first bytes: every reader asked of every beginning."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

import pytest

from aims_graph.exchange.readers import READERS, Reader

SKOS = b"http://www.w3.org/2004/02/skos/core#"
OWL = b"http://www.w3.org/2002/07/owl#"


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (b"#mapping_set_id: x\n", "sssom"),
        (b'"#mapping_set_id: x",,\nsubject_id,predicate_id\n', "sssom sheet"),
        (b"#  mapping_set_id : x\na\tb\n", "sssom sheet"),
        (b"# mapping_set_title: x\na\tb\n", "sheet"),
        (b"subject_id\tpredicate_id\tmapping_justification\n", "sssom sheet"),
        (b'sep=;\nsubject_id; predicate_id ;"mapping_justification"\n', "sssom sheet"),
        (b"\r\n# x\r\npredicate_id,mapping_justification\r\n", "sssom sheet"),
        (b"subject_id\tpredicate_id\n", "sheet"),
        (b"Title\npredicate_id,mapping_justification\n", ""),
        (b"mapping_set_id: x\n", "sssom"),
        (b"license: y\nmapping_set_id : x\n", "sssom"),
        (b"my_mapping_set_id: x\n", ""),
        (b' {"mapping_set_id": 1}', "sssom"),
        (b'{"predicate_id": 1, "mapping_justification": 2}', "sssom"),
        (b'{"predicate_id": 1, "justification": 2}', ""),
        (b'{"catalog": {"oscal-version": "1"}}', "oscal"),
        (b"\xef\xbb\xbfcatalog:\n  metadata: {oscal-version: 1}\n", "oscal"),
        (b'{"profile":{"oscal-version":"1"}}', "oscal"),
        (b"mapping-collection:\n  metadata:\n    'oscal-version' : 1\n", "oscal"),
        *((b'{"%s":{"oscal-version":"1"}}' % kind, "oscal") for kind in (b"component-definition", b"system-security-plan", b"assessment-plan", b"assessment-results", b"plan-of-action-and-milestones")),
        (b'{"catalog": {"version": "1"}}', ""),
        (b'{"thing": {"oscal-version": "1"}}', ""),
        (b'{"catalogue": {"oscal-version": "1"}}', ""),
        (b'<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0">', "oscal"),
        (b"<o:catalog><o:oscal-version>1", "oscal"),
        (b"<catalog><oscal-version>1", "oscal"),
        (b"<catalog><version>1", ""),
        # Cut off within a sign.
        (b"urn: urn:x:y\nprovider: \xc3", "ciso"),
        (b"urn: 'urn:x'\nobjects:\n", "ciso"),
        (b'\xef\xbb\xbfurn: "urn:x"\npackager: y', "ciso"),
        (b"name: y\nlocale: en\nurn: urn:x\n", "ciso"),
        (b"urn: urn:x\nname: y\n", ""),
        (b"urn: x\nlocale: en\n", ""),
        (b" urn: urn:x\nlocale: en", ""),
        (b"urn: urn:x\n locale: en", ""),
        (b'\xef\xbb\xbf {"doc_identifier": 1, "documents": [], "elements": []}', "cprt"),
        (b'[{"doc_identifier": 1, "documents": [], "elements": []}]', ""),
        *((b"{%s}" % b", ".join(b'"%s": 1' % w for w in words), "") for words in ((b"doc_identifier", b"documents"), (b"doc_identifier", b"elements"), (b"documents", b"elements"))),
        (b"# a comment\n@prefix skos: <%s> .\n" % SKOS, "skos"),
        (b"\xef\xbb\xbfprefix o: <%s>\n" % OWL, "skos"),
        (b"@base <https://x.test/> . <#a> <%sbroader> <#b> ." % SKOS, "skos"),
        (b"<https://x.test/a> <%sbroader> <b> ." % SKOS, "skos"),
        (b"_:a <%sbroader> <b> ." % SKOS, "skos"),
        (b"@prefix x: <https://x.test/> .", ""),
        (b'{"@context": {"skos": "%s"}}' % SKOS, "skos"),
        *((b'[{"%s": 1, "%sbroader": 1}]' % (word, SKOS), "skos") for word in (b"@id", b"@graph", b"@type")),
        (b'{"context": "%s"}' % SKOS, ""),
        (b'<?xml version="1.0"?>\n<rdf:RDF xmlns:skos="%s">' % SKOS, "skos"),
        (b'<!-- x --><RDF xmlns:skos="%s">' % SKOS, "skos"),
        (b'<rdf:RDF xmlns:owl="%s">' % OWL, "skos"),
        (b'<?xml version="1.0"?>\n<x xmlns:skos="%s">' % SKOS, ""),
        (b"Number,Title\n", "sheet"),
        (b"Number;Title\n", "sheet"),
        (b"Number\tTitle\n", "sheet"),
        (b'\n"# above, of all"\nNumber,Title\n', "sheet"),
        # A title alone, and column names that somebody understands below it.
        (b"Our rules\nNumber;Title\n", "sheet"),
        (b"Our rules\nApples;Pears\n", ""),
        (b"Number\n1\n", ""),
        (b"\xff\xfe" + "Number,Title\n".encode("utf-16-le"), "sheet"),
        (b"\xfe\xff" + "Number,Title\n".encode("utf-16-be"), "sheet"),
        *((begin + b", a\n", "") for begin in (b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0", b"{", b"<a", b"@a", b"# a")),
        (b" \n", ""),
    ],
)  # fmt: skip
def test_who_takes_a_file_for_theirs(tmp_path: Path, head: bytes, names: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(head)
    taken = [n for n in READERS if cast(Reader, import_module(f"aims_graph.exchange.{n}")).recognises(head, path)]
    assert taken == names.split()
