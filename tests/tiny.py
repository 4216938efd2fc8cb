"""A whole content as small as can be, written by the test: two frameworks, a crosswalk, readings, a remainder, a line in each list."""

from __future__ import annotations

import shutil
from pathlib import Path

from aims_graph.pack.pack import Pack, packs_of, shipped

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PAIR = "mappings/a--b.sssom.tsv"
CATALOGUE = "ontology/catalogues/a.tsv"


def table(header: str, columns: str, *rows: str) -> str:
    """Write a table; blanks around ``|`` stand for a tab, so that it can be read here."""
    lines = [f"#{line}" for line in header.strip().split("\n")] if header else []
    return "".join(f"{line}\n" for line in (*lines, *(" | ".join((r,)).replace(" | ", "\t") for r in (columns, *rows))))


def _catalogue(name: str, *titles: str) -> str:
    rows = [f"{name}:1 | 1 | clause | Whole of {name} |  | no |  | Opens what {name} has to say."]
    rows += [
        f"{name}:1.{n} | 1.{n} | clause | {title} | {name}:1 | yes |  | Says of {title.lower()} what {name} wants done."
        for n, title in enumerate(titles, 1)
    ]
    header = f"""id: {name}
title: Framework {name}
short: {name.upper()}
names:
- framework {name}
edition: '1.10'
role: framework
license: {LICENCE}
language: en
sources:
- written for a test
counts:
  clause: {len(rows)}"""
    return (
        table(header, "id | number | kind | title | parent | assessable | harmonized | summary", *rows)
        .replace("\tyes\t\t", "\tyes\town\t")
        .replace("\tno\t\t", "\tno\town\t")
    )


MET = "mapping_justification | mapping_tool | mapping_date"
HOW = "semapv:LLMBasedMatching | a model | 2026-11-20"
FILES = {
    "ontology/prefixes.tsv": table(
        "", "prefix | iri | owner", *(f"{n} | https://example.org/{n}/ | a test" for n in "ab")
    ),
    CATALOGUE: _catalogue("a", "Logging", "Staff training", "Supplier contracts"),
    "ontology/catalogues/b.tsv": _catalogue("b", "Event records", "Teaching people", "Waste disposal"),
    "ontology/catalogues/editions.tsv": table(
        f"title: Editions\nlicense: {LICENCE}",
        "id | framework | title | edition | status | published | known_changes | source | certainty",
        "edition:a-1 | a | Framework a | 1.10 | current | 2026-01-02 | none | a test | certain",
    ),
    "ontology/catalogues/successions.tsv": table(
        f"title: Successions\nlicense: {LICENCE}", "former | present | change | relation | certainty | note"
    ),
    "ontology/catalogues/transitions.tsv": table(
        f"title: Transitions\nlicense: {LICENCE}",
        "id | provision | bearer | when | systems | placed_before | lost_by | lost_when | comply_by | reaches | spares"
        " | gives_way_to | disputed | doubts | summary",
    ),
    **{
        f"ontology/{name}.tsv": table(f"title: {name.title()}\nlicense: {LICENCE}", columns)
        for name, columns in {
            "facts": "id | question | of | group | implies | assumed | also | source | note",
            "fines": "id | provision | infringement | bearer | when | breaches | amount | percent | of | higher_or_lower"
            " | sizes | by | from",
            "reliefs": "id | provision | softens | spares | when | words | from",
            "scope": "id | provision | bearer | systems | when | spares | summary",
            "stages": "provision | stage | called_by | reason",
            "standing": "id | provision | bearer | becomes | systems | when | spares | summary",
        }.items()
    },
    "ontology/links.tsv": table(
        f"title: Links\nlicense: {LICENCE}",
        "subject_id | link | object_id | note",
        "a:1.1 | needs | a:1.2 | people who log",
    ),
    "ontology/evidence.tsv": table(
        f"title: Evidence\nlicense: {LICENCE}", "requirement_id | evidence | note", "a:1.1 | record | the log of a week"
    ),
    "ontology/topics.tsv": table(
        f"title: Topics\nlicense: {LICENCE}",
        "concept | scheme | label | broader | alternatives | definition | scope_note",
        "a:topic-logs | topics | Logs |  | records | What is kept of events. | Nothing else.",
        "a:function-office | functions | Office |  | desk | Who keeps the papers. | Nobody else.",
    ),
    "ontology/about.tsv": table(
        f"title: About\nlicense: {LICENCE}",
        "requirement_id | reading | topics | functions",
        "a:1.1 | first | a:topic-logs | a:function-office",
        "a:1.1 | second | a:topic-logs | a:function-office",
    ),
    "ontology/thesaurus.tsv": table(
        f"title: Words\nlicense: {LICENCE}",
        "concept | label | alternatives | requirements",
        "a:log | log | trace | a:1.1|b:1.1",
    ),
    "ontology/traps.tsv": table(
        f"title: Traps\nlicense: {LICENCE}",
        "left | right | relations | what | mend",
        "a:1.1 | b:1.3 |  | logging is taken for waste | map b:1.1",
    ),
    "ontology/misnumbers.tsv": table(
        f"title: Misnumbers\nlicense: {LICENCE}",
        "written | words | meant | edition",
    ),
    "mappings/refused.tsv": table(
        f"title: Refused\nlicense: {LICENCE}",
        "subject_id | object_id | reason | by | date",
    ),
    "ontology/options.tsv": table(
        f"title: Options\nlicense: {LICENCE}",
        "requirement_id | words",
        "a:1.1 | pencil",
    ),
    "ontology/particulars.tsv": table(
        f"title: Particulars\nlicense: {LICENCE}",
        "requirement_id | item | filled_from | at",
        "a:1.3 | what suppliers did | review.audits | a:1.1",
    ),
    "ontology/accreditation.tsv": table(
        f"title: Accreditation\nlicense: {LICENCE}",
        "id | name | kind | names | country | followed_by | since | says | source | certainty",
        "a:old | Old Arrangement | arrangement | OA |  | a:new |  | its marks stay | a test | certain",
        "a:new | New Arrangement | arrangement |  |  |  | 2026-01-01 | took over | a test | certain",
        "a:us | Some Body | body | SB | US |  |  | accredits | a test | certain",
    ),
    "mappings/alike.tsv": table(
        f"title: Alike\nlicense: {LICENCE}",
        "requirement_id | others | because",
        "a:1.1 | b:1.1 | it asks for a log too",
    ),
    "mappings/combined.tsv": table(
        f"title: Combined remainders\nlicense: {LICENCE}",
        "requirement_id | requirement_label | held | met | by | remains | comment",
    ),
    "ontology/statements.tsv": table(
        f"title: Statements\nlicense: {LICENCE}",
        "section | name | text",
        "method | Read | A row is read by whoever is there.",
    ),
    "mappings/discrimination.tsv": table(
        f"title: Trials\nlicense: {LICENCE}",
        "mapping_set | subject_id | object_id | chosen_subject | chosen_object | date",
        "a--b | a:1.1 | b:1.1 | a:1.1 | b:1.1 | 2026-11-20",
    ),
    "mappings/groups.tsv": table(
        f"title: Groups\nlicense: {LICENCE}",
        "group | label | function | purpose | process | records | correction",
        "a:group-logs | Keeping logs | a:function-office | events can be traced | write each event down | the log|the list of readers | ",
    ),
    "mappings/memberships.tsv": table(
        f"title: Members\nlicense: {LICENCE}",
        "requirement_id | group | met | adds | moved_from | reason",
        "a:1.1 | a:group-logs | all |  |  | ",
        "b:1.1 | a:group-logs | most | the reader's name |  | ",
    ),
    PAIR: table(
        f"""mapping_set_id: https://example.org/sets/a--b
mapping_set_title: A to B
license: {LICENCE}
mapping_set_version: 1.10
subject_source: 'a:'
object_source: 'b:'
complete: yes
curie_map:
  a: https://example.org/a/
  aims: https://w3id.org/aims-graph/ontology#
  b: https://example.org/b/
  map: https://w3id.org/aims-graph/mapping/
  semapv: https://w3id.org/semapv/vocab/
  skos: http://www.w3.org/2004/02/skos/core#
  sssom: https://w3id.org/sssom/
  xsd: http://www.w3.org/2001/XMLSchema#
extension_definitions:
"""
        + "\n".join(
            f"- slot_name: ext_{c}\n  property: aims:ext_{c}\n  type_hint: xsd:string"
            for c in "set_relation subject_met object_met shared subject_only object_only nearest with_parts".split()
        ),
        "subject_id | subject_label | predicate_id | predicate_modifier | object_id | object_label | ext_set_relation"
        " | ext_subject_met | ext_object_met | ext_shared | ext_subject_only | ext_object_only | comment | ext_nearest"
        f" | ext_with_parts | confidence | {MET}",
        f"a:1.1 | Logging | skos:exactMatch |  | b:1.1 | Event records | equal | all | all | what happened is kept |  |  | both ask for every event |  |  | 0.9 | {HOW}",
        f"a:1.2 | Staff training | skos:relatedMatch |  | b:1.2 | Teaching people | intersects | most | some | staff are taught | the yearly test | guests too |  |  |  | 0.8 | {HOW}",
        f"a:1.3 | Supplier contracts | skos:relatedMatch |  | sssom:NoTermFound |  |  |  |  |  |  |  | b speaks of no supplier | b:1.3 |  | 0.9 | {HOW}",
        f"sssom:NoTermFound |  | skos:relatedMatch |  | b:1.3 | Waste disposal |  |  |  |  |  |  | a speaks of no waste | a:1.3 |  | 0.9 | {HOW}",
    ),
    "mappings/remainders/a--b.tsv": table(
        f"title: What remains\nlicense: {LICENCE}\ntowards: a\nheld: b\ncomplete: yes",
        "requirement_id | requirement_label | met | by | remains | comment",
        "a:1.1 | Logging | all | b:1.1 |  | ",
        "a:1.2 | Staff training | most | b:1.2 | the yearly test | ",
        "a:1.3 | Supplier contracts | none |  | all of it | ",
    ),
    "mappings/readings/a--b.tsv": table(
        f"title: Readings\nlicense: {LICENCE}",
        "subject_id | object_id | drawn_as | reading | subject_met | object_met | confidence | outcome | note | date",
        "a:1.1 | b:1.1 | row | first | all | all | 0.9 |  |  | 2026-11-20",
        "a:1.1 | b:1.1 | row | second | all | all | 0.9 |  |  | 2026-11-21",
    ),
    "ontology/evidence.ttl": """@prefix aims: <https://w3id.org/aims-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
aims:evidence-record a aims:EvidenceKind ; skos:notation "record" ; skos:prefLabel "record"@en .
""",
    "ontology/law.ttl": """@prefix aims: <https://w3id.org/aims-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
aims:role-maker a aims:Role ; skos:notation "maker" ; skos:prefLabel "maker"@en .
aims:system-all a aims:SystemKind ; skos:notation "all" ; skos:prefLabel "all"@en .
aims:system-some a aims:SystemKind ; skos:notation "some" ; skos:prefLabel "some"@en ; skos:broader aims:system-all .
""",
}


def write(folder: Path) -> tuple[Pack, ...]:
    """Write the whole content to a folder and return it as packs."""
    for place, text in FILES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for place in ("ontology/aims.ttl", "ontology/set-relations.ttl"):
        shutil.copy(shipped().root / place, folder / place)
    return packs_of([folder], alone=True)
