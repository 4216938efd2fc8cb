"""Two frameworks of somebody's own, each in a folder put over the shipped content, written by hand."""

from pathlib import Path

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_COLUMNS = "id\tnumber\tkind\ttitle\tparent\tassessable\tsummary"
_ROW = "subject_id subject_label predicate_id predicate_modifier object_id object_label ext_set_relation ext_subject_met ext_object_met ext_shared ext_subject_only ext_object_only comment ext_nearest ext_with_parts confidence mapping_justification mapping_tool mapping_date".split()
#: Prefixes of a crosswalk on an earlier edition, as its header declares them.
NAMESPACES = {
    "iso27001-2013": "https://w3id.org/aims-graph/iso27001-2013/",
    "iso42001": "https://w3id.org/aims-graph/iso42001-2023/",
    "aims": "https://w3id.org/aims-graph/ontology#",
    "map": "https://w3id.org/aims-graph/mapping/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(
    folder: Path, name: str, title: str, rows: list[tuple[str, str, str, str, str, str]], extra: str = ""
) -> None:
    """Write a catalogue with its prefix: rows of number, kind, title, parent's number, assessable, summary."""
    (folder / "ontology/catalogues").mkdir(parents=True, exist_ok=True)
    prefixes = folder / "ontology/prefixes.tsv"
    if not prefixes.exists():
        prefixes.write_text("prefix\tiri\towner\n", encoding="utf-8")
    with prefixes.open("a", encoding="utf-8") as file:
        file.write(f"{name}\thttps://example.org/{name}/\tus\n")
    head = f"#id: {name}\n#title: {title}\n#short: {title}\n#edition: first\n#role: framework\n{extra}#license: {_LICENCE}\n#language: en\n#sources:\n#- our own\n#counts:\n#  control: {sum(r[1] == 'control' for r in rows)}\n"
    body = [f"{name}:{n}\t{n}\t{kind}\t{t}\t{name + ':' + p if p else ''}\t{a}\t{s}" for n, kind, t, p, a, s in rows]
    (folder / f"ontology/catalogues/{name}.tsv").write_text(
        head + _COLUMNS + "\n" + "\n".join(body) + "\n", encoding="utf-8"
    )


def crosswalk(folder: Path, subject: str, object_: str, namespaces: dict[str, str], rows: list[dict[str, str]]) -> None:
    """Write a mapping file; a row gives what differs from an intersects row of some and some."""
    (folder / "mappings").mkdir(parents=True, exist_ok=True)
    prefixes = "".join(f"#  {p}: {iri}\n" for p, iri in namespaces.items())
    declared = "".join(
        f"#- slot_name: {c}\n#  property: aims:{c}\n#  type_hint: xsd:string\n" for c in _ROW if c.startswith("ext_")
    )
    head = f"#mapping_set_id: https://example.org/{subject}--{object_}\n#mapping_set_title: {subject} to {object_}\n#license: {_LICENCE}\n#subject_source: '{subject}:'\n#object_source: '{object_}:'\n#curie_map:\n{prefixes}#extension_definitions:\n{declared}"
    default = dict.fromkeys(_ROW, "") | {
        "predicate_id": "skos:relatedMatch",
        "ext_set_relation": "intersects",
        "ext_subject_met": "some",
        "ext_object_met": "some",
        "confidence": "0.7",
        "mapping_justification": "semapv:ManualMappingCuration",
        "mapping_date": "2026-11-29",
    }
    lines = ["\t".join((default | row)[c] for c in _ROW) for row in rows]
    (folder / f"mappings/{subject}--{object_}.sssom.tsv").write_text(
        head + "\t".join(_ROW) + "\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


def sixth_and_seventh(place: Path) -> tuple[Path, Path]:
    """Write two folders: ``house`` maps to the first shipped framework and to ``plant``, which lies in the other folder."""
    one, two = place / "one", place / "two"
    catalogue(
        one,
        "house",
        "House rules",
        [
            ("1", "clause", "Care for records", "", "no", "What we do with records."),
            ("1.1", "control", "Keep event records of our assistants", "1", "yes", "Each assistant records what it did, and the records are kept for a year."),
            ("1.2", "control", "Water the plants", "1", "yes", "Somebody waters the plants once a week."),
        ],
    )  # fmt: skip
    catalogue(
        two,
        "plant",
        "Plant rules",
        [("A", "control", "Water weekly", "", "yes", "Plants are watered once a week, and somebody is named for it.")],
        "#colour: '#336699'\n",
    )
    ours = {"iso42001": "https://w3id.org/aims-graph/iso42001-2023/", "house": "https://example.org/house/"}
    common = {"aims": "https://w3id.org/aims-graph/ontology#", "map": "https://w3id.org/aims-graph/mapping/", "semapv": "https://w3id.org/semapv/vocab/", "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": "http://www.w3.org/2001/XMLSchema#"}  # fmt: skip
    crosswalk(
        one,
        "iso42001",
        "house",
        ours | common,
        [
            {
                "subject_id": "iso42001:A.6.2.8",
                "subject_label": "AI system recording of event logs",
                "object_id": "house:1.1",
                "object_label": "Keep event records of our assistants",
                "ext_shared": "events of the assistants are recorded",
                "ext_subject_only": "the phases with recording are decided",
                "ext_object_only": "records are kept for a year",
            }
        ],
    )
    crosswalk(
        two,
        "house",
        "plant",
        {"house": "https://example.org/house/", "plant": "https://example.org/plant/"} | common,
        [
            {
                "subject_id": "house:1.2",
                "subject_label": "Water the plants",
                "predicate_id": "skos:broadMatch",
                "object_id": "plant:A",
                "object_label": "Water weekly",
                "ext_set_relation": "subset_of",
                "ext_subject_met": "all",
                "ext_object_met": "most",
                "ext_shared": "plants are watered once a week",
                "ext_object_only": "somebody is named for it",
                "comment": "Watering once a week is what the other side demands too.",
            }
        ],
    )
    return one, two
