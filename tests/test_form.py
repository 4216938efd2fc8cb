"""The form of a content file: what its header may hold, what is no text; causes first, and once."""

import pytest
import tiny
from formed import LAW, PAIR, A, findings, planted

from aims_graph.check.content import report
from aims_graph.check.form import format_files
from aims_graph.errors import RUN_FORMAT, ContentError
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of
from aims_graph.formats.references import SUGGESTED
from aims_graph.graph.build import turtle_lines

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
        (A, "#id: a\n", "#id: map\n", ":1: framework id 'map' is a prefix of https://w3id.org/aims-graph/mapping/"),
        (A, "#language: en", "#language: en\n#? [a, b]\n#: 3", ":10: a key of the header is no text"),
        (
            A,
            "#language: en",
            "#language: en\n#numbers_of:\n#- '7'",
            ":10: numbers_of names documents, and nothing says",
        ),
        (
            A,
            "#language: en",
            f"#language: en\n#note: {'[' * 600}{']' * 600}",
            ":10: the header nests lists or keys more than 50",
        ),
        (
            A,
            "#language: en",
            f"#language: en\n#note: {'[' * 990}{']' * 990}",
            ":10: the header nests lists or keys more than 50",
        ),
        (
            A,
            "#language: en",
            f"#language: en\n#note: {'{a: ' * 990}{'}' * 990}",
            ":10: the header nests lists or keys more than 50",
        ),
        (A, "#language: en", f"#language: en\n#note: {'[' * 90_000}", ":10: the header is no YAML"),
        (
            PAIR,
            "#complete: yes",
            f"#complete: yes\n#other: {'[' * 600}{']' * 600}",
            "the header nests lists or keys more than 50",
        ),
        (PAIR, "#complete: yes", "#complete: mostly", "complete 'mostly' is no yes or no"),
        (PAIR, "#complete: yes", "#intersects_means: some overlap", "is no the words any overlap"),
        (PAIR, "#  b: https", "#  b: 7 #", "curie_map"),
        # What every export looks into is a list of words, or is told.
        (PAIR, "#complete: yes", "#source_says: text", "source_says 'text' is no list of key: value; write a line"),
        (PAIR, "#complete: yes", "#source_says:\n#- a", "source_says '['a']' is no list of key: value; write a line"),
        (A, "#language: en", "#language: en\n#source_says: text", ":10: source_says 'text' is no list of key: value"),
        (PAIR, "#complete: yes", "#source_rows: some", "source_rows 'some' is no number"),
        (
            PAIR,
            "#complete: yes",
            "#extension_definitions:\n#- slot_name:\n#  - a",
            "extension_definitions '[{'slot_name': ['a']}]' is no list of slots",
        ),
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


@pytest.mark.parametrize("place", [LAW, "ontology/prefixes.tsv", "ontology/shapes/own.ttl"])
def test_format_mends_line_ends_of_what_is_no_table_and_until_then_they_stop_nobody(tmp_path, place):
    """Turtle and prefixes as an editor on Windows saves them."""
    packs = tiny.write(tmp_path)
    path = tmp_path / place
    if not path.exists():
        path.parent.mkdir()
        path.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://example.org/shape> a sh:NodeShape .\n")
    assert report(packs).findings == ()
    good = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
    found = report(packs).findings
    assert {(f.file, f.mend) for f in found} == {(place, RUN_FORMAT)} and len(found) == 2
    library = library_of(packs)
    assert library.terms.of("Role")
    assert any(turtle_lines(library))
    assert format_files(packs) == ([place], []) and path.read_bytes() == good


# Causes first, and once.


@pytest.mark.parametrize("place", [p for p in tiny.FILES if p not in (LAW, "ontology/evidence.ttl")])
@pytest.mark.parametrize("damage", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "empty", "a tab", "cut"])
def test_one_cause_is_one_finding(tmp_path, place, damage):
    packs = tiny.write(tmp_path)
    path = tmp_path / place
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if not line.startswith("#")) + 1
    if damage.startswith("utf"):
        path.write_bytes(text.encode(damage))
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
        assert not damage.startswith("utf") or found.findings[0].what == f"is {damage[:6].upper()}, not UTF-8"


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


REMAINDERS = "mappings/remainders/a--b.tsv"
ROW = "a:1.1\t1.1\tclause\tLogging\ta:1\tyes\town\tSays of logging what a wants done.\n"


@pytest.mark.parametrize(
    ("place", "old", "new", "message"),
    [
        (A, "a:1.1\t1.1", '"a:1.1\t1.1', f"{A}:16: id '\"a:1.1' does not belong to a"),
        (A, "a:1.1\t1.1", "#a:1.1\t1.1", f"{A}:16: id '#a:1.1' does not belong to a"),
        (A, "a:1.1\t1.1", "a:1.1.\t1.1", f"{A}:16: id 'a:1.1.' and number '1.1' differ"),
        (A, "a:1.1\t1.1", "a:1.1\t1.7", f"{A}:16: id 'a:1.1' and number '1.7' differ"),
        (A, "a:1\t1\t", "b:1\t1\t", f"{A}:15: id 'b:1' does not belong to a"),
        (A, ROW, "", f"{A}:1: 3 rows of kind 'clause', but the standard has 4"),
        (A, ROW, ROW + ROW, f"{A}:17: a:1.1 stands on line 16 already"),
        (A, "#license", "license", f"{A}:8: stands among the lines of the header, but does not begin as they do"),
        (A, "#id: a", "#id: zz", f"{A}:1: framework id 'zz' is no prefix"),
        ("ontology/prefixes.tsv", "b\thttps://example.org/b/\ta test\n", "", "ontology/catalogues/b.tsv:1: framework id 'b' is no prefix"),
    ],
)  # fmt: skip
def test_a_row_that_a_catalogue_lacks_is_the_one_fault_and_format_moves_nothing(tmp_path, place, old, new, message):
    packs = planted(tmp_path, place, old, new)
    # In another order than the catalogue's: nobody can tell that now.
    path = tmp_path / PAIR
    *head, one, two, _, _, end = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*head, two, one, end]), encoding="utf-8")
    if place == A:
        path = tmp_path / REMAINDERS
        *head, one, two, three, end = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join([*head, three, two, one, end]), encoding="utf-8")
    found = report(packs)
    assert [str(f).split("; ")[0] for f in found.findings] == [message] and found.findings[0].form
    assert {f"the rows of {PAIR}", "one principle in all rows", "the SHACL shapes"} <= {*found.left_out}
    raw = {p: p.read_bytes() for p in tmp_path.rglob("*.tsv")}
    changed, blocked = format_files(packs)
    assert changed == [] and str(blocked[0]).startswith(message)
    left = [f.file for f in blocked if "is left as it is: its rows stand in the order of" in f.what]
    assert left.count(PAIR) == 1 and left.count(REMAINDERS) == (place == A)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.tsv")} == raw


def test_what_many_lines_of_many_files_name_is_a_row_that_the_catalogue_lacks(copy):
    from aims_graph.pack.pack import packs_of

    place = "ontology/catalogues/iso-42001-2023.tsv"
    path, packs = copy / place, packs_of([copy], alone=True)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\niso42001:A.6.2.8\tA.6.2.8\t", "\niso42001:A.6.2.9\tA.6.2.9\t"), encoding="utf-8")
    raw = {p: p.read_bytes() for p in copy.rglob("*.tsv")}
    (found,) = report(packs).findings
    assert (found.file, found.form) == (place, True) and "has no row iso42001:A.6.2.8, which " in found.what
    # The place that it names is one that names the row.
    file, line = found.what.rsplit(" ", 1)[1].split(":")
    assert "iso42001:A.6.2.8" in (copy / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert format_files(packs)[0] == [] and {p: p.read_bytes() for p in copy.rglob("*.tsv")} == raw


def test_a_name_misspelt_in_one_file_is_a_fault_of_that_file(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/links.tsv"
    path.write_text(path.read_text() + "".join(f"a:1.7\tneeds\ta:1.1\tn{n}\n" for n in range(20)))
    assert [f.file for f in report(packs).findings if "a:1.7 does not exist" in f.what] == ["ontology/links.tsv"] * 20


def test_what_an_added_folder_misspells_is_no_fault_of_the_shipped_catalogue(tmp_path):
    from aims_graph.pack.pack import packs_of

    tiny.write(tmp_path / "whole")
    for name in ("links", "thesaurus"):
        own = tmp_path / "own" / "ontology" / f"{name}.tsv"
        own.parent.mkdir(parents=True, exist_ok=True)
        head = "\n".join(tiny.FILES[f"ontology/{name}.tsv"].split("\n")[:3])
        row = {"links": "a:1.7\tneeds\ta:1.1\tn{0}", "thesaurus": "a:word-{0}\tword {0}\t\ta:1.7"}[name]
        own.write_text(head + "\n" + "".join(row.format(n) + "\n" for n in range(9)), encoding="utf-8")
    packs = packs_of([tmp_path / "whole", tmp_path / "own"], alone=True)
    own = tmp_path / "own" / "ontology"
    assert {f.file for f in report(packs).findings} == {str(own / "links.tsv"), str(own / "thesaurus.tsv")}


def test_what_format_mends_is_said_after_what_it_does_not(tmp_path):
    packs = planted(tmp_path, PAIR, "\tLogging\t", "\tLog\x07ging\t")
    path = tmp_path / "mappings/alike.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [f.file for f in report(packs).findings] == [PAIR, "mappings/alike.tsv"]


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


def test_a_table_out_of_form_is_named_at_its_first_line_that_is_otherwise(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / PAIR
    *head, one, two, three, four, end = path.read_text(encoding="utf-8").split("\n")
    for lines, at in (((one, three, two, four), 2), ((two, one, three, four), 1), ((one, two, three, four), 0)):
        path.write_text("\n".join([*head, *lines, end]), encoding="utf-8")
        told = [(f.file, f.line, f.what) for f in report(packs, shapes=False).findings]
        assert told == [(PAIR, len(head) + at, "is not in canonical form")] * bool(at)


def test_a_row_with_a_fault_makes_no_further_ones(tmp_path):
    packs = planted(tmp_path, PAIR, "\tintersects\t", "\tintersects-with\t")
    found = report(packs)
    assert [f.what for f in found.findings] == ["a:1.2 to b:1.2: ext_set_relation 'intersects-with' is unknown"]
    assert "whether all rows can be true together" in found.left_out


def test_a_table_may_call_its_license_as_earlier_versions_did_but_not_twice(tmp_path):
    for place in (A, "ontology/links.tsv"):
        content = read_content(planted(tmp_path, place, "#license:", "#licence:"))
        assert content.findings == [] and content.library.frameworks["a"].licence == tiny.LICENCE
    both = f"#license: {tiny.LICENCE}\n#licence:"
    (found,) = read_content(planted(tmp_path, A, "#license:", both)).findings
    assert found.what == "header key 'licence' is 'license', which stands here, too"
    # Where it was never called so, the word of today is offered, and that alone.
    mends = [f.mend for f in read_content(planted(tmp_path, PAIR, "#license:", "#licence:")).findings]
    assert mends == ["write license", "write it instead of 'licence'"]
    # What a key was called earlier is not offered to whoever writes one today.
    (found,) = read_content(planted(tmp_path, A, "#language:", "#lizenz: none\n#language:")).findings
    assert "license" in found.mend and "licence" not in found.mend
