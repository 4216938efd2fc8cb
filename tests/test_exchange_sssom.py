"""SSSOM as others write it, read into drafts; and ours written so that their tools read it."""

import json

import pytest
import sssom_pydantic
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_graph.errors import ContentError
from aims_graph.exchange.crosswalks import Entering
from aims_graph.exchange.mapping_file import mapping_text
from aims_graph.exchange.readers import read, reader_of
from aims_graph.exchange.sides import Sides
from aims_graph.exchange.sssom_out import write_set
from aims_graph.formats.library import library_of, load
from aims_graph.pack.text import unseen

HEAD = """mapping_set_id: https://example.org/sets/other
license: https://creativecommons.org/publicdomain/zero/1.0/
curie_map:
  a: https://example.org/a/
  b: https://example.org/b/"""
LEAST = "subject_id | predicate_id | object_id | mapping_justification"
ROW = "a:1.1 | skos:exactMatch | b:1.1 | semapv:LexicalMatching"


def written(folder, text, name="theirs.sssom.tsv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def mapping(folder, header=HEAD, columns=LEAST, *rows, name="theirs.sssom.tsv"):
    draft = read(written(folder, tiny.table(header, columns, *(rows or (ROW,))), name))
    assert draft.format.startswith("SSSOM") and len(draft.sha256) == 64
    return draft.mappings[0]


def faults(path):
    with pytest.raises(ContentError) as caught:
        read(path)
    return [str(f).removeprefix(f"{path}:") for f in caught.value.findings]


def test_the_least_that_sssom_asks_is_enough(tmp_path):
    found = mapping(tmp_path)
    row = found.rows[0]
    assert (row.subjects[0].name, row.predicate, row.objects[0].name, row.where) == (
        "a:1.1",
        "skos:exactMatch",
        "b:1.1",
        "line 7",
    )
    assert (found.subject, found.object, found.any_overlap) == (
        "https://example.org/a/",
        "https://example.org/b/",
        True,
    )


@pytest.mark.parametrize("name", ["x.tsv", "x.txt", "x"])
def test_a_file_is_told_by_what_stands_in_it(tmp_path, name):
    assert mapping(tmp_path, HEAD, LEAST, ROW, name=name).id == "https://example.org/sets/other"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are_are_read(tmp_path, encoding):
    path = written(tmp_path, tiny.table(HEAD, LEAST, ROW), encoding=encoding)
    assert len(read(path).mappings[0].rows) == 1


def test_quotes_of_a_spreadsheet_are_no_text(tmp_path):
    text = (
        tiny.table(HEAD, f"{LEAST} | comment", f'{ROW} | "both ask ""why"", and when"')
        .replace("#  a:", '"#  a:')
        .replace("/a/\n", '/a/"\n')
    )
    assert read(written(tmp_path, text)).mappings[0].rows[0].comment == 'both ask "why", and when'


def test_comma_separated_tables_are_read(tmp_path):
    text = tiny.table(HEAD, LEAST, ROW).replace("\t", ",")
    assert read(written(tmp_path, text, "x.csv")).mappings[0].rows[0].objects[0].name == "b:1.1"


def test_metadata_may_stand_beside(tmp_path):
    table = written(tmp_path, tiny.table("", LEAST, ROW), "set.tsv")
    beside = written(tmp_path, HEAD, "set.yml")
    for path in (table, beside):
        draft = read(path)
        assert draft.mappings[0].id == "https://example.org/sets/other" and draft.notes[0].what.endswith("set.yml")
    table.unlink()
    assert "put its table beside it" in faults(beside)[0]


def test_json(tmp_path):
    rows = [
        {"subject_id": "a:1.1", "predicate_id": "skos:broadMatch", "object_id": "b:1.1", "mapping_justification": "semapv:LexicalMatching", "author_id": ["orcid:1", "orcid:2"], "confidence": 0.5},
        {"subject_id": "a:1.2", "predicate_id": "skos:broadMatch", "object_id": "sssom:NoTermFound", "mapping_justification": "semapv:LexicalMatching", "mapping_tool": "ours"},
    ]  # fmt: skip
    whole = {
        "mapping_set_id": "https://example.org/x",
        "license": "https://example.org/l",
        "mappings": rows,
        "@context": {"a": "https://example.org/a/", "b": "https://example.org/b/", "mappings": {"@type": "@id"}},
    }
    draft = read(written(tmp_path, json.dumps(whole), "x.json"))
    first, second = draft.mappings[0].rows
    assert (first.where, first.confidence, first.more["author_id"]) == ("/mappings/0", "0.5", "orcid:1|orcid:2")
    assert second.objects == () and draft.mappings[0].prefixes["a"] == "https://example.org/a/"
    del whole["mappings"][0]["object_id"]
    assert "/mappings/0: has no object_id" in faults(written(tmp_path, json.dumps(whole), "y.json"))[0]


def test_a_literal_has_a_label_in_place_of_an_id(tmp_path):
    columns = "subject_id | predicate_id | object_label | object_type | mapping_justification"
    found = mapping(
        tmp_path, HEAD, columns, "a:1.1 | skos:exactMatch | Event records | rdfs literal | semapv:LexicalMatching"
    )
    assert (found.rows[0].objects[0].name, found.rows[0].objects[0].label) == ("", "Event records")
    place = Sides(library_of(tiny.write(tmp_path / "c")), found).object(found.rows[0].objects[0])
    assert place.requirement == ""


def test_propagated_slots_hold_for_rows_unless_one_has_its_own(tmp_path):
    header = HEAD.replace(
        "curie_map:", "mapping_tool: hammer\nmapping_provider: https://example.org/p\nunheard_of: kept\ncurie_map:"
    )
    found = mapping(
        tmp_path,
        header,
        f"{LEAST} | mapping_tool | my_column",
        f"{ROW} |  | one",
        ROW.replace("1.1", "1.2") + " | saw | two",
    )
    assert [r.more.get("mapping_tool") for r in found.rows] == [None, "saw"]
    assert [r.more["mapping_provider"] for r in found.rows] == ["https://example.org/p"] * 2
    assert [r.more["my_column"] for r in found.rows] == ["one", "two"] and found.more["unheard_of"] == "kept"


@pytest.mark.parametrize(
    ("header", "row", "what"),
    [
        (HEAD.replace("license", "licence"), ROW, "1: the metadata have no 'license'"),
        (HEAD, ROW.replace("b:1.1", "c:1.1"), "7: prefix 'c' is declared nowhere"),
        (HEAD, ROW.replace("skos:exactMatch", ""), "7: has no predicate_id"),
        (HEAD + "\n  skos: https://example.org/s/", ROW, "1: prefix 'skos' stands for https://example.org/s/"),
        (HEAD, ROW + "\x1b[31m", "7: holds U+001B"),
        (HEAD, ROW + "\x00", "7: holds U+0000"),
        (HEAD, ROW + " | more", "5 cells, but 4 columns"),
        (HEAD, '"' + ROW, "7: a quote is opened and not closed"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path, header, row, what):
    path = written(tmp_path, tiny.table(header, LEAST, row, ROW.replace("1.1", "1.2")))
    found = faults(path)
    assert any(what in f for f in found) and not any(": line " in f for f in found), found


def test_a_quote_left_open_on_the_last_line_is_said_and_an_inch_is_none(tmp_path):
    table = tiny.table(HEAD, LEAST + " | my_column", ROW + ' | "left open')
    assert "a quote is opened and not closed" in faults(written(tmp_path, table))[0]
    table = tiny.table(HEAD, LEAST + " | my_column", ROW + ' | 5" wide')
    assert read(written(tmp_path, table)).mappings[0].rows[0].more["my_column"] == '5" wide'


def test_every_fault_is_named_in_one_go(tmp_path):
    rows = (ROW.replace("skos:exactMatch", ""), ROW.replace("semapv:LexicalMatching", ""), ROW.replace("a:1.1", ""))
    assert len(faults(written(tmp_path, tiny.table(HEAD, LEAST, *rows)))) == 3


def test_the_word_of_another_standard_is_no_set_relation(tmp_path):
    path = written(tmp_path, tiny.table(HEAD, f"{LEAST} | ext_set_relation", f"{ROW} | intersects-with"))
    assert "ext_set_relation is 'intersects-with'; write one of equal" in faults(path)[0]


def test_not_and_no_counterpart_never_become_a_match(tmp_path):
    columns = "subject_id | predicate_id | predicate_modifier | object_id | mapping_justification"
    rows = (
        "a:1.1 | skos:exactMatch | Not | b:1.1 | semapv:LexicalMatching",
        "a:1.2 | skos:exactMatch |  | sssom:NoTermFound | semapv:LexicalMatching",
    )
    found = mapping(tmp_path, HEAD, columns, *rows)
    library = library_of(tiny.write(tmp_path / "c"))
    entering = Entering(found, Sides(library, found), library, {}, own=False)
    cells = entering.pairs["a", "b"].rows
    assert [(c["object_id"], c["predicate_modifier"], c["ext_set_relation"]) for c in cells] == [
        ("b:1.1", "Not", ""),
        ("sssom:NoTermFound", "", ""),
    ]


@pytest.mark.parametrize("pair", [("iso42001", "iso27001"), ("airmf", "aiact")])
def test_what_we_write_their_reader_reads_without_an_error(tmp_path, pair):
    mapping_set = next(s for s in load().sets if {s.subject, s.object} == {*pair} and not s.stated_by)
    path = tmp_path / "ours.sssom.tsv"
    path.write_bytes(write_set(load(), mapping_set).data)
    rows, *_, errors = sssom_pydantic.read(path, return_errors=True)
    assert not errors and len(rows) == len(mapping_set.rows)


@pytest.mark.parametrize("place", range(10))
def test_what_is_exported_and_read_again_is_the_same(tmp_path, place):
    library = load()
    mapping_set = [s for s in library.sets if not s.stated_by][place]
    path = tmp_path / "ours.sssom.tsv"
    path.write_bytes(write_set(library, mapping_set).data)
    found = read(path).mappings[0]
    assert not found.any_overlap
    entering = Entering(found, Sides(library, found), library, {}, own=False)
    assert not entering.missed and not entering.notes
    rows = entering.pairs[mapping_set.subject, mapping_set.object].rows
    ours = [
        (m.subject_id, m.object_id, m.relation, m.predicate, m.modifier, m.comment, m.justification)
        for m in mapping_set.rows
    ]
    columns = (
        "subject_id",
        "object_id",
        "ext_set_relation",
        "predicate_id",
        "predicate_modifier",
        "comment",
        "mapping_justification",
    )
    # A row that denies by relation says Not in both.
    assert [tuple(r[c] for c in columns) for r in rows] == ours
    assert [r.get("ext_shared", "") for r in rows] == [m.shared for m in mapping_set.rows]


#: Signs that do not show, which an import leaves out on purpose, stand in none of them.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda text: not list(unseen(text))
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["1.1", "1.2", "1.3"]), st.sampled_from(["1.1", "1.2", "1.3"]), st.sampled_from(["exactMatch", "broadMatch", "relatedMatch"]), WORDS),
        min_size=1, max_size=6, unique_by=lambda r: r[:2],
    )
)  # fmt: skip
def test_rows_of_any_words_come_through_import_and_export(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("x")
    cells = [(f"a:{s}", f"skos:{p}", f"b:{o}", "semapv:LexicalMatching", c) for s, o, p, c in rows]
    lines = ["\t".join('"' + c.replace('"', '""') + '"' for c in row) for row in cells]
    text = tiny.table(HEAD, f"{LEAST} | comment") + "".join(f"{line}\n" for line in lines)
    packs = tiny.write(folder / "c")
    draft = read(written(folder, text))
    found = draft.mappings[0]
    assert [r.comment for r in found.rows] == [c[4] for c in cells]
    library = library_of(packs)
    entering = Entering(found, Sides(library, found), library, {}, own=False)
    origin = {"source_file": "x", "source_sha256": draft.sha256, "source_format": "SSSOM", "entered": "2026-11-29"}
    place = folder / "c/mappings/a--b.x.sssom.tsv"
    place.write_text(mapping_text(entering.pairs["a", "b"], found, library.names, origin, "x"), encoding="utf-8")
    again = library_of(packs)
    assert not again.left_out
    theirs = next(s for s in again.sets if s.stated_by == "x")
    assert [(m.subject_id, m.predicate, m.object_id, m.comment) for m in theirs.rows] == [
        (
            s,
            p,
            o,
            r.comment if r.comment[0] != '"' or len(r.comment) < 2 or r.comment[-1] != '"' else f"“{r.comment[1:-1]}”",
        )
        for (s, p, o, _, _), r in zip(cells, found.rows, strict=True)
    ]
    path = folder / "out.sssom.tsv"
    path.write_bytes(write_set(again, theirs).data)
    out = read(path).mappings[0]
    assert [(r.subjects[0].name, r.predicate, r.objects[0].name, r.comment) for r in out.rows] == [
        (m.subject_id, m.predicate, m.object_id, m.comment) for m in theirs.rows
    ]


def test_what_is_no_sssom_is_left_to_others(tmp_path):
    assert reader_of(written(tmp_path, "a,b\n1,2\n", "x.csv")).FORMAT.startswith("table")


def test_what_another_hand_says_in_slots_of_its_own_leaves_as_it_came(tmp_path):
    declared = (
        "\nextension_definitions:\n- slot_name: ext_hue\n  property: a:hue\n  type_hint: xsd:integer\next_scale: 7"
    )
    columns = f"{LEAST} | mapping_id | similarity_score | reviewer_label | mapping_date | subject_type | ext_hue"
    joint = "a:1.2|a:1.3\tskos:relatedMatch\tb:1.2\tsemapv:ManualMappingCuration\ta:m2\t\tCy\t2026-01-03\tcomposed entity expression\t4\n"
    one = ROW.replace(" | ", "\t") + "\ta:m1\t0.25\tBo\t2026-01-02\t\t3\n"
    packs = tiny.write(tmp_path / "c")
    library = library_of(packs)
    found = read(written(tmp_path, tiny.table(HEAD + declared, columns) + one + joint)).mappings[0]
    entering = Entering(found, Sides(library, found), library, {}, own=False)
    origin = {"source_file": "x", "source_sha256": "0" * 64, "source_format": "SSSOM", "entered": "2026-11-29"}
    text = mapping_text(entering.pairs["a", "b"], found, library.names, origin, "x")
    (tmp_path / "c/mappings/a--b.x.sssom.tsv").write_text(text, encoding="utf-8")
    again = library_of(packs)
    theirs = next(s for s in again.sets if s.stated_by == "x")
    out = written(tmp_path, write_set(again, theirs).data.decode(), "out.sssom.tsv")
    left = read(out).mappings[0]
    assert not again.left_out and len(left.rows) == 2
    for before, after in zip(found.rows, left.rows, strict=True):
        assert len(before.more) >= 4 and {*before.more.items()} <= {*after.more.items()}
    assert (
        left.extensions["ext_hue"] == found.extensions["ext_hue"] == {"property": "a:hue", "type_hint": "xsd:integer"}
    )
    assert left.more["ext_scale"] == "7"


@pytest.mark.parametrize(
    ("deep", "what"),
    [
        ("[" * 600 + "]" * 600, "is nested too deep to be read"),
        ('{"a":' * 600 + "1" + "}" * 600, "is nested too deep to be read"),
        ("[" * 90_000, "is nested too deep to be read"),
        ("7" * 5_000, "holds a number of 5000 digits, more than can be meant"),
    ],
)
def test_json_that_is_nested_or_counts_without_end_is_refused(tmp_path, deep, what):
    row = f'{{"subject_id": "a:1", "predicate_id": "skos:exactMatch", "object_id": "b:1", "comment": {deep}}}'
    path = written(tmp_path, f'{{"mapping_set_id": "https://example.org/x", "mappings": [{row}]}}', "theirs.sssom.json")
    with pytest.raises(ContentError, match=what):
        read(path)


def test_a_stroke_in_a_slot_of_one_value_parts_nothing(tmp_path):
    header = HEAD + "\ncomment: either | or\nother: x|y\nsee_also:\n- https://e.org/1\n- https://e.org/2\nmapping_set_source:\n- https://e.org/3"  # fmt: skip
    packs = tiny.write(tmp_path / "c")
    library = library_of(packs)
    found = read(written(tmp_path, tiny.table(header, LEAST, ROW))).mappings[0]
    entering = Entering(found, Sides(library, found), library, {}, own=False)
    text = mapping_text(entering.pairs["a", "b"], found, library.names, {"source_file": "x", "source_sha256": "0"}, "x")
    (tmp_path / "c/mappings/a--b.x.sssom.tsv").write_text(text, encoding="utf-8")
    again = library_of(packs)
    out = written(tmp_path, write_set(again, next(s for s in again.sets if s.stated_by == "x")).data.decode(), "o.tsv")
    head = sssom_pydantic.read(out)[2]
    assert (head.comment, [str(x) for x in head.source or ()]) == ("either | or", ["https://e.org/3"])
    assert read(out).mappings[0].more["other"] == "x|y" and "#other: x|y" in out.read_text(encoding="utf-8")


def test_a_prefix_of_json_ld_may_be_written_out(tmp_path):
    context = {
        "a": "https://example.org/a/",
        "b": {"@id": "https://example.org/b/", "@prefix": True},
        "subject_id": {"@id": "https://w3id.org/sssom/subject_id", "@type": "@id"},
    }
    row = dict(zip(LEAST.split(" | "), ROW.split(" | "), strict=True))
    document = {"@context": context, "mapping_set_id": "https://e.org/s", "license": "https://e.org/l", "mappings": [row]}  # fmt: skip
    found = read(written(tmp_path, json.dumps(document), "x.json")).mappings[0]
    assert found.prefixes == {"a": "https://example.org/a/", "b": "https://example.org/b/"}
