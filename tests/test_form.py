"""The form of a content file: what its header may hold, what is no text, what nothing reads; causes first, and once."""

import shutil
from pathlib import Path

import pytest
import tiny

from aims_graph.check.content import report
from aims_graph.check.form import format_files
from aims_graph.errors import RUN_FORMAT, ContentError
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of, load
from aims_graph.formats.references import SUGGESTED

A, PAIR, LAW, AIMS = tiny.CATALOGUE, tiny.PAIR, "ontology/law.ttl", "ontology/aims.ttl"


def planted(folder, place, old, new, count=1):
    """Write the small content with one text replaced by another."""
    packs = tiny.write(folder)
    text = (folder / place).read_bytes()
    assert old.encode() in text
    (folder / place).write_bytes(text.replace(old.encode(), new.encode("utf-8", "surrogatepass"), count))
    return packs


def findings(packs):
    return [str(f) for f in report(packs, shapes=False).findings]


# The header.


@pytest.mark.parametrize(
    ("place", "old", "new", "message"),
    [
        (A, "#names:\n#- framework a\n", "#names: 7\n", ":4: names '7' is no list"),
        (A, "#sources:\n#- written", "#sources: written", ":10: sources 'written for a test' is no list"),
        (A, "#title: Framework a", "#title: [Framework, a]", ":2: title '['Framework', 'a']' is no text"),
        (A, "#language: en", "#rank: first\n#language: en", ":9: rank 'first' is no number"),
        (A, "#  clause: 4", "#  clause: four", "counts '{'clause': 'four'}' is no list of kind: number"),
        (
            A,
            "#language: en",
            "#language: en\n#langage: en",
            ":10: header key 'langage' is unknown; use one of id, title",
        ),
        (A, "#language: en", "#language: en\n#title: Other", ":10: header key 'title' stands twice"),
        (A, "#  clause: 4", "#  clause: 4\n#  clause: 5", "header key 'clause' stands twice"),
        (A, "#title: Framework a", "#title: &t Framework a\n#note: *t", "the header repeats a part by its name"),
        (A, "#title: Framework a", '#title: "Framework \\u202e a"', "the header holds U+202E RIGHT-TO-LEFT OVERRIDE"),
        (A, "#id: a\n", "#id: [[[\n", "the header is no YAML"),
        (PAIR, "#complete: yes", "#complete: mostly", "complete 'mostly' is no yes or no"),
        (PAIR, "#complete: yes", "#intersects_means: some overlap", "is no the words any overlap"),
        (PAIR, "#  b: https", "#  b: 7 #", "curie_map"),
        (
            PAIR,
            "#  b: https://example.org/b/",
            "#  b: https://example.org/other/",
            "prefix 'b' stands for https://example.org/other/ here",
        ),
        (PAIR, "#license: https", "#license: CC-BY #", "license 'CC-BY' is no web address"),
        ("ontology/evidence.tsv", "#title: Evidence", "#tittle: Evidence", "header key 'tittle' is unknown"),
        ("mappings/remainders/a--b.tsv", "#held: b", "#held:\n#- b", "held '['b']' is no text"),
        ("mappings/readings/a--b.tsv", "#title: Readings", "#Readings", "the header"),
    ],
)
def test_a_header_that_says_it_wrongly_is_named(tmp_path, place, old, new, message):
    packs = planted(tmp_path, place, old, new)
    found = report(packs, shapes=False)
    assert any(message in str(f) and f.file == place for f in found.findings), found.findings
    assert {f.file for f in found.findings} == {place}
    if "unknown" not in message:
        raw = (tmp_path / place).read_bytes()
        assert place not in format_files(packs)[0] and (tmp_path / place).read_bytes() == raw


def test_format_keeps_a_header_as_it_is_written(tmp_path):
    head = (
        "#mapping_set_id: https://example.org/sets/a--b\n## reviewed by the audit team, ticket 17\n#creator_id:\n"
        "#- orcid:0000-0000-0000-0001\n#comment: no\n#mapping_set_version: 1.10\n#curie_map:\n"
        "#  orcid: https://orcid.org/\n#  a: https://example.org/a/ # ours\n"
    )
    packs = planted(tmp_path, PAIR, "#mapping_set_id: https://example.org/sets/a--b\n", head)
    path = tmp_path / PAIR
    text = path.read_text(encoding="utf-8")
    first, _, rest = text.partition("#mapping_set_title")
    _, _, rows = rest.partition("\nsubject_id")
    own = "#mapping_set_title: A to B\n#license: https://example.org/l\n#subject_source: 'a:'\n#object_source: 'b:'\n"
    path.write_text(f"{first}{own}subject_id{rows}", encoding="utf-8", newline="\n")
    assert format_files(packs) == ([PAIR], [])
    now = path.read_text(encoding="utf-8")
    assert all(line in now.split("\n") for line in (first + own).strip().split("\n"))
    assert "#  a: https://example.org/a/ # ours\n#  aims: https://w3id.org/aims-graph/ontology#\n#  b: " in now
    assert not [f for f in findings(packs) if f.startswith(PAIR)]
    assert format_files(packs) == ([], [])


def test_what_stands_on_one_line_is_not_written_anew(tmp_path):
    packs = planted(
        tmp_path, PAIR, "#complete: yes\n#curie_map:\n", "#curie_map: {a: 'https://example.org/a/'}\n#other:\n"
    )
    raw = (tmp_path / PAIR).read_bytes()
    assert any("write its entries one to a line" in f for f in findings(packs))
    assert format_files(packs)[1] and (tmp_path / PAIR).read_bytes() == raw


# Text.


@pytest.mark.parametrize(
    "sign",
    list(
        map(
            chr,
            (0, 0x0D, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x200D, 0x202E, 0x2066, 0x2028, 0x3164, 0xFE0F, 0xFFFD, 0xE0041),
        )
    ),
)
@pytest.mark.parametrize("place", [PAIR, A, LAW, "ontology/links.tsv"])
def test_what_does_not_show_is_named(tmp_path, place, sign):
    word = {PAIR: "both ask", A: "Staff training", LAW: '"maker"@en', "ontology/links.tsv": "people who log"}[place]
    packs = planted(tmp_path, place, word, word[:3] + sign + word[3:])
    found = report(packs, shapes=False).findings
    line = (tmp_path / place).read_bytes().split(word[:3].encode() + sign.encode())[0].count(b"\n") + 1
    assert [(f.file, f.line, f"U+{ord(sign):04X}" in f.what) for f in found] == [(place, line, True)]
    with pytest.raises(ContentError):
        library_of(packs)
    assert place not in format_files(packs)[0]


@pytest.mark.parametrize("sign", ["202E", "FE0F", "3164", "0007"])
def test_an_escape_in_turtle_hides_nothing(tmp_path, sign):
    packs = planted(tmp_path, LAW, '"maker"@en', f'"ma\\u{sign}ker"@en')
    assert [f"U+{sign}" in f and f.startswith(f"{LAW}:3:") for f in findings(packs)] == [True]


@pytest.mark.parametrize(
    "text", ["naïve café — “so”", "Übersicht", "журнал", "می‌خواهم", "क्‍ष", "記録の管理", "שָׁלוֹם", "❤️", "l’été à l’œuvre"]
)
def test_letters_of_real_languages_are_text(tmp_path, text):
    packs = planted(tmp_path, "ontology/links.tsv", "people who log", text)
    assert findings(packs) == []


def test_a_spreadsheets_quotes_are_no_text(tmp_path):
    packs = planted(tmp_path, PAIR, "what happened is kept", '"what happened, ""all"" of it"')
    assert [f.split("; ")[0] for f in findings(packs)] == [
        f"{PAIR}:43: ext_shared stands in quotes, as a spreadsheet writes it"
    ]
    packs = planted(tmp_path, PAIR, "what happened is kept", 'what "happened" is kept')
    assert findings(packs) == []
    packs = planted(
        tmp_path,
        PAIR,
        "#mapping_set_id: https://example.org/sets/a--b",
        '"#mapping_set_id: https://example.org/sets/a--b"',
    )
    assert any("stand in quotes" in f for f in findings(packs))


def test_a_cell_that_no_workbook_holds(tmp_path):
    packs = planted(tmp_path, "ontology/links.tsv", "people who log", "x" * 32_767)
    assert findings(packs) == []
    packs = planted(tmp_path, "ontology/links.tsv", "people who log", "x" * 32_768)
    assert [f.split(":")[1] for f in findings(packs)] == ["4"] and "32,767" in findings(packs)[0]


def test_what_format_mends_stops_nobody(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / PAIR
    good = path.read_bytes()
    path.write_bytes(
        b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n").replace(b"\tLogging\t", b"\t Logging  \t") + b"\r\n"
    )
    assert {f.mend for f in report(packs, shapes=False).findings} == {RUN_FORMAT}
    assert len(library_of(packs).sets[0].rows) == 4
    assert format_files(packs) == ([PAIR], []) and path.read_bytes() == good


# Causes first, and once.


@pytest.mark.parametrize("place", [p for p in tiny.FILES if p not in (LAW, "ontology/evidence.ttl")])
@pytest.mark.parametrize("damage", ["utf-16", "empty", "a tab", "cut"])
def test_one_cause_is_one_finding(tmp_path, place, damage):
    packs = tiny.write(tmp_path)
    path = tmp_path / place
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if not line.startswith("#")) + 1
    if damage == "utf-16":
        path.write_bytes(text.encode("utf-16"))
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "a tab" and lines[row]:
        lines[row] += "\t"
        path.write_text("\n".join(lines), encoding="utf-8")
    elif damage == "cut":
        path.write_bytes(text.encode()[:-2])
    found = report(packs, shapes=True)
    if damage != "a tab" or lines[row]:
        assert {f.file for f in found.findings} == {place} and all(f.form for f in found.findings)
        assert len(found.findings) <= 3 and found.left_out


#: Files whose checks do not hang on each other, and a check that is left out for each.
UNREAD = (
    {"ontology/catalogues/iso-42001-2023.tsv": "whether all rows can be true together"},
    {"mappings/iso-42001--iso-27001.sssom.tsv": "the supports", "ontology/facts.tsv": "the words of the law"},
    {
        "mappings/supports/iso-42001--eu-ai-act.supports.sssom.tsv": "the supports",
        "mappings/remainders/iso-42001--iso-27001.tsv": "what remains of iso42001:A.3.2 beside iso27001 and iso9001",
        "mappings/readings/iso-27001--nist-ai-rmf.tsv": "the trials of iso-27001--nist-ai-rmf",
    },
)


@pytest.mark.parametrize("files", UNREAD, ids=["catalogue", "rows and facts", "supports, remainders and readings"])
def test_a_wrong_encoding_of_the_real_content_is_one_finding(copy, files):
    from aims_graph.pack.pack import packs_of

    for place in files:
        path = copy / place
        path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    found = report(packs_of([copy], alone=True))
    assert [(f.file, f.what) for f in found.findings] == [(place, "is UTF-16, not UTF-8") for place in sorted(files)]
    assert {*files.values(), "the SHACL shapes"} <= {*found.left_out}


def test_a_tab_too_many_in_the_column_line_is_one_cause(tmp_path):
    packs = planted(tmp_path, PAIR, "subject_id\tsubject_label", "subject_id\t\tsubject_label")
    assert [f.line for f in report(packs, shapes=False).findings] == [42, 42]


def test_a_fault_is_said_before_what_a_sound_file_shows(tmp_path):
    planted(tmp_path, "ontology/links.tsv", "a:1.2\tpeople", "a:7.7\tpeople")
    path = tmp_path / "mappings/readings/a--b.tsv"
    path.write_bytes(path.read_bytes()[:-1])
    from aims_graph.pack.pack import packs_of

    assert [f.file for f in report(packs_of([tmp_path], alone=True)).findings] == [
        "mappings/readings/a--b.tsv",
        "ontology/links.tsv",
    ]


def test_near_misses_are_looked_up_for_some(tmp_path, monkeypatch):
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/links.tsv"
    path.write_text(path.read_text() + "".join(f"a:1.1\tneeds\ta:1.1{n}\tn{n}\n" for n in range(100)))
    asked = []
    monkeypatch.setattr("aims_graph.formats.references.near", lambda number, *_: asked.append(number) or ["a:1.1"])
    found = [f for f in read_content(packs).findings if "does not exist" in f.what]
    assert len(found) == 100 and len(asked) == SUGGESTED
    assert sum("Did you mean a:1.1?" in f.mend for f in found) == SUGGESTED
    assert sum(f"the first {SUGGESTED} unknown ids" in f.mend for f in found) == 100 - SUGGESTED


def test_a_row_with_a_fault_makes_no_further_ones(tmp_path):
    packs = planted(tmp_path, PAIR, "\tintersects\t", "\tintersects-with\t")
    found = report(packs)
    assert [f.what for f in found.findings] == ["a:1.2 to b:1.2: ext_set_relation 'intersects-with' is unknown"]
    assert "whether all rows can be true together" in found.left_out


# What nothing reads.


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("mappings/sub/a--b.sssom.tsv", "mappings/a--b.sssom.tsv, in no other folder"),
        ("mappings/A--B.SSSOM.TSV", "in small letters"),
        ("mappings/a--b.CSA.sssom.csv", "tab-separated text, mappings/a--b.CSA.sssom.tsv"),
        ("mappings/a--b.sssom.json", "tab-separated text"),
        ("mappings/a--b.tsv", "mappings/a--b.sssom.tsv"),
        ("mappings/readings/a--b.TSV", "small letters"),
        ("mappings/remainders/a--b.xlsx", "tab-separated text"),
        ("ontology/catalogues/c.csv", "ontology/catalogues/, ending in .tsv"),
        ("ontology/c.tsv", "ontology/catalogues/"),
        ("ontology/links - Copy.tsv", "ontology/catalogues/"),
        ("ontology/x.owl", "Turtle"),
        ("ontology/shapes/x.TTL", "ending in .ttl"),
        ("ontology/notes.doc", "move it out"),
        ("mappings/._a--b.sssom.tsv", "hidden files are no content"),
        ("Mappings/a--b.sssom.tsv", "call the folder mappings"),
    ],
)
def test_what_nothing_reads_is_said(tmp_path, name, mend):
    packs = tiny.write(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x\n")
    found = report(packs, shapes=False).findings
    assert [f.what for f in found] == ["is not read"] and mend in found[0].mend
    assert found[0].file in name
    # Every command says it too, and answers.
    assert [f.what for f in library_of(packs).left_out] == ["is not read"]


def test_texts_beside_the_tables_are_none(tmp_path):
    packs = tiny.write(tmp_path)
    for name in ("mappings/README.md", "ontology/.gitkeep", "mappings/.DS_Store"):
        (tmp_path / name).write_text("x")
    assert findings(packs) == []


@pytest.mark.parametrize(
    "place", [p for p in tiny.FILES if "/" in p and p.startswith(("mappings/", "ontology/catalogues/"))]
)
def test_a_copy_of_a_file_is_named(tmp_path, place):
    packs = tiny.write(tmp_path)
    copied = tmp_path / place.replace(".sssom", "").replace(
        ".tsv", " - Copy.sssom.tsv" if ".sssom" in place else " - Copy.tsv"
    )
    shutil.copy(tmp_path / place, copied)
    found = report(packs, shapes=False).findings
    assert found and all("Copy" in str(f) for f in found)


@pytest.mark.parametrize("copied", ["ontology/law - Copy.ttl", "ontology/shapes/law.ttl"])
def test_a_copy_of_a_turtle_file_is_named(tmp_path, copied):
    packs = tiny.write(tmp_path)
    (tmp_path / copied).parent.mkdir(exist_ok=True)
    shutil.copy(tmp_path / "ontology/law.ttl", tmp_path / copied)
    found = report(packs, shapes=False).findings
    assert len(found) == 1 and "holds the same as" in found[0].what and "law" in found[0].file


@pytest.mark.parametrize("name", ["x.sssom.tsv", "x.SSSOM.TSV", "x.sssom.json", "demo.tsv", "own.ttl"])
def test_a_file_beside_the_folders_is_named(tmp_path, name):
    packs = tiny.write(tmp_path)
    (tmp_path / name).write_text("x\n")
    (tmp_path / "README.md").write_text("x\n")
    found = report(packs, shapes=False).findings
    assert [(Path(f.file).name, f.what) for f in found] == [(name, "is not read beside the folders")]


def test_another_hands_set_counts_once(tmp_path):
    packs = tiny.write(tmp_path)
    for name in ("a--b.other", "a--b - Copy.other"):
        shutil.copy(tmp_path / PAIR, tmp_path / f"mappings/{name}.sssom.tsv")
    library = library_of(packs)
    assert [s.stated_by for s in library.sets].count("other") == 1
    assert any("Copy" in f for f in findings(packs))


@pytest.mark.parametrize(
    ("name", "hand"), [("a--nist-csf-2.0", ""), ("a--pci-dss-v4.0.1", ""), ("a--b.elsewhere", "elsewhere")]
)
def test_a_number_at_the_end_of_a_name_is_no_hand(tmp_path, name, hand):
    packs = tiny.write(tmp_path)
    (tmp_path / PAIR).rename(tmp_path / f"mappings/{name}.sssom.tsv")
    (tmp_path / "mappings/readings/a--b.tsv").unlink()
    assert [s.stated_by for s in read_content(packs).library.sets] == [hand]


# Turtle.


@pytest.mark.parametrize(
    ("place", "added", "message"),
    [
        (
            LAW,
            "aims:system-all skos:broader aims:system-some .",
            "leads round in a ring: system-some → system-all → system-some",
        ),
        (LAW, "aims:role-maker skos:broader aims:role-maker .", "leads round in a ring: role-maker → role-maker"),
        (LAW, "aims:system-some skos:broader aims:system-none .", "system-some has two values of skos:broader"),
        (
            LAW,
            'aims:system-b a aims:SystemKind ; skos:notation "all" .',
            "system-b has the notation 'all' of system-all",
        ),
        (
            LAW,
            "@prefix a: <https://example.org/elsewhere/> .",
            "prefix 'a' stands for https://example.org/elsewhere/ here",
        ),
        (LAW, "@prefix aims: <http://w3id.org/aims-graph/ontology#> .", "prefix 'aims' stands for http://w3id.org"),
        (AIMS, "aims:Control owl:equivalentClass owl:Nothing .", "aims:Control is defined as nothing"),
        (AIMS, "aims:Control rdfs:subClassOf owl:Nothing .", "aims:Control is defined as nothing"),
        (AIMS, "aims:Control owl:disjointWith aims:Control .", "aims:Control is said to be apart from itself"),
        (
            AIMS,
            "aims:Control owl:disjointWith aims:Requirement .",
            "aims:Control lies inside both aims:Control and aims:Requirement, which are apart",
        ),
        (AIMS, "aims:equal owl:equivalentProperty owl:bottomObjectProperty .", "aims:equal is defined as nothing"),
        (AIMS, "aims:equal rdfs:subPropertyOf owl:bottomObjectProperty .", "aims:equal is defined as nothing"),
        (AIMS, "aims:equal owl:propertyDisjointWith aims:equal .", "aims:equal is said to be apart from itself"),
        (
            AIMS,
            "[] a owl:AllDisjointClasses ; owl:members ( aims:Control aims:Requirement ) .",
            "aims:Control lies inside both aims:Control and aims:Requirement, which are apart",
        ),
        (
            AIMS,
            "aims:Odd owl:equivalentClass [ owl:intersectionOf ( aims:Control owl:Nothing ) ] .",
            "aims:Odd is defined as nothing",
        ),
    ],
)
def test_turtle_that_means_nothing_is_named(tmp_path, place, added, message):
    packs = tiny.write(tmp_path)
    path = tmp_path / place
    line = path.read_text(encoding="utf-8").count("\n") + 1
    path.write_text(path.read_text(encoding="utf-8") + added + "\n", encoding="utf-8")
    found = report(packs, shapes=False).findings
    assert [message in f.what and f.file == place and 0 < f.line <= line for f in found] == [True], found


@pytest.mark.parametrize(
    "query", ["SERVICE <http://example.org/> { ?a ?b ?c }", "service SILENT ?x {}", "} FROM <http://example.org/> {"]
)
def test_a_shape_asks_no_other_place(tmp_path, query):
    packs = tiny.write(tmp_path)
    shape = tmp_path / "ontology/shapes/x.ttl"
    shape.parent.mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;\n"
    shape.write_text(f'{head} sh:sparql [ sh:select """SELECT $this WHERE {{ {query} }}""" ] .\n')
    assert any("a shape asks another place" in f for f in findings(packs))
    with pytest.raises(ContentError, match="another place"):
        library_of(packs)
    shape.write_text(
        f'{head} sh:sparql [ sh:select """# SERVICE\nSELECT $this WHERE {{ $this ?from "a SERVICE" }}""" ] .\n'
    )
    assert findings(packs) == []


@pytest.mark.parametrize(
    "shape",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE { oops" ]',
        "sh:property [ sh:minCount 1 ]",
        'sh:property [ sh:path aims:x ; sh:minCount "a" ]',
        'sh:property [ sh:path aims:x ; sh:pattern "(" ]',
    ],
)
def test_a_shape_that_cannot_be_run_is_named(tmp_path, shape):
    packs = tiny.write(tmp_path)
    folder = tmp_path / "ontology/shapes"
    folder.mkdir()
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix aims: <https://w3id.org/aims-graph/ontology#> .\n"
    for name, constraint in (("bad", shape), ("good", "sh:property [ sh:path aims:x ; sh:maxCount 0 ]")):
        text = f"{head}aims:S{name} a sh:NodeShape ; sh:targetClass aims:Mapping ; {constraint} .\n"
        (folder / f"{name}.ttl").write_text(text)
    found = report(packs).findings
    assert [(f.file, "cannot be run" in f.what) for f in found] == [("ontology/shapes/bad.ttl", True)]


# Prefixes.


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "aims\thttps://example.org/aims#\tus",
            "prefix 'aims' stands for https://w3id.org/aims-graph/ontology# already",
        ),
        (
            "skos\thttps://example.org/skos#\tus",
            "prefix 'skos' stands for http://www.w3.org/2004/02/skos/core# already",
        ),
        ("a\thttps://example.org/other/\tus", "prefix 'a' stands for https://example.org/a/ already"),
        ("c\thttps://example.org/a/\tus", "https://example.org/a/ has the prefix 'a' already"),
        ("c\thttps://w3id.org/aims-graph/ontology#x\tus", "lies inside that of prefix 'aims'"),
        ("c\tnothing\tus", "names no IRI"),
        ("c\thttps://example.org/c/", "has 2 cells, but the first line names 3 columns"),
        ("c d\thttps://example.org/c/\tus", "'c d' can be no prefix"),
        ("c\thttps://example.org/<c>/\tus", "names no IRI"),
    ],
)
def test_a_prefix_stands_for_one_thing(tmp_path, line, message):
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/prefixes.tsv"
    path.write_text(path.read_text() + line + "\n")
    found = report(packs)
    assert [message in f.what and f.line == 4 for f in found.findings] == [True] and found.left_out
    with pytest.raises(ContentError, match="prefix"):
        library_of(packs)


def test_the_shipped_prefixes_are_right():
    assert load().names.iri("aims:x") == "https://w3id.org/aims-graph/ontology#x"
