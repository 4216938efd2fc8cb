"""Supports of the small content and their readings, as tables."""

from pathlib import Path

import tiny

from aims_graph.model import Source

FILE, READINGS = "mappings/supports/a--b.supports.sssom.tsv", "mappings/supports/readings.tsv"

ROW = "a:1.1 | Logging | aims:supports | b:1.2 | Teaching people | input | logs of misuse | the course | Logs show what to teach. | a blog | 0.7 | semapv:LLMBasedMatching | a model | 2026-11-29"

FIRST = "a:1.1 | b:1.2 | named | first | support | a:1.1 | b:1.2 | input | 0.7 |  | 2026-11-29"

SECOND = "a:1.1 | b:1.2 | named | second | support | a:1.1 | b:1.2 | input | 0.8 |  | 2026-11-29"

SAYS = "support | a:1.1 | b:1.2 | input"

HERE = Source("here.tsv", 1)


def supports_file(*rows: str, subject: str = "a", object_: str = "b") -> str:
    prefixes = "a b".split()
    header = f"""mapping_set_id: https://example.org/sets/a--b.supports
mapping_set_title: A and B, what supports what
license: {tiny.LICENCE}
mapping_set_version: '1'
subject_source: '{subject}:'
object_source: '{object_}:'
curie_map:
  {prefixes[0]}: https://example.org/a/
  aims: https://w3id.org/aims-graph/ontology#
  {prefixes[1]}: https://example.org/b/
  map: https://w3id.org/aims-graph/mapping/
  semapv: https://w3id.org/semapv/vocab/
  skos: http://www.w3.org/2004/02/skos/core#
  sssom: https://w3id.org/sssom/
  xsd: http://www.w3.org/2001/XMLSchema#
extension_definitions:
""" + "\n".join(
        f"- slot_name: ext_{name}\n  property: aims:{term}\n  type_hint: xsd:string"
        for name, term in (("support", "supportKind"), ("thing", "thing"), ("lacks", "lacks"), ("named_by", "namedBy"))
    )
    columns = "subject_id | subject_label | predicate_id | object_id | object_label | ext_support | ext_thing | ext_lacks | comment | ext_named_by | confidence | mapping_justification | mapping_tool | mapping_date"
    return tiny.table(header, columns, *rows)


def readings_file(*rows: str) -> str:
    columns = (
        "subject_id | object_id | drawn_as | reading | verdict | giver | taker | support | confidence | note | date"
    )
    return tiny.table(f"title: Readings of supports\nlicense: {tiny.LICENCE}", columns, *rows)


def written(folder: Path, supports: str = "", readings: str = "") -> Path:
    tiny.write(folder)
    for place, text in ((FILE, supports), (READINGS, readings)):
        if text:
            (folder / place).parent.mkdir(exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8")
    return folder


def line_of(text: str, part: str) -> int:
    part = part.replace(" | ", "\t")
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)
