"""Faults of supports and of their readings, each named where it stands; the canonical form."""

from pathlib import Path

import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st
from mends import with_its_mend
from supporting import FILE, FIRST, READINGS, ROW, SAYS, SECOND, line_of, readings_file, supports_file, written
from typer.testing import CliRunner

from aims_graph.check.content import check
from aims_graph.cli.main import app as cli
from aims_graph.errors import ContentError
from aims_graph.formats.library import load
from aims_graph.formats.supports_sssom import canonical_supports
from aims_graph.formats.tsv import read_tsv
from aims_graph.model import Library, Support
from aims_graph.pack.pack import packs_of

# Every finding, with file and line.

NO = "no |  |  | "

FAULTS = [
    ([ROW.replace("b:1.2 | Teaching people", "b:1.1 | Event records")], [], FILE, "a:1.1", "share something"),
    ([ROW.replace("a:1.1 | Logging", "a:1 | Whole of a")], [], FILE, "a:1\t", "leaves nothing behind"),
    ([ROW.replace("a:1.1", "a:9.1")], [], FILE, "a:9.1", "does not exist"),
    ([ROW.replace("Teaching people", "Waste disposal")], [], FILE, "a:1.1", "does not fit its title"),
    ([ROW.replace("b:1.2", "a:1.2")], [], FILE, "a:1.1", "both are of one framework"),
    ([ROW.replace("b:1.2", "a:1.2")], [], FILE, "a:1.1", "object_id is no requirement of b"),
    ([ROW.replace("aims:supports", "aims:helps")], [], FILE, "a:1.1", "predicate_id is 'aims:helps'"),
    ([ROW.replace("| input |", "| gift |")], [], FILE, "a:1.1", "ext_support is 'gift'"),
    ([ROW.replace("logs of misuse", "")], [], FILE, "a:1.1", "ext_thing is empty"),
    ([ROW.replace("the course", "")], [], FILE, "a:1.1", "ext_lacks is empty"),
    ([ROW.replace("logs of misuse", "one two three four five six seven eight nine ten more")], [], FILE, "a:1.1", "more than 10 words"),
    ([ROW.replace("0.7", "2")], [], FILE, "a:1.1", "confidence '2'"),
    ([ROW.replace("2026-11-29", "today")], [], FILE, "a:1.1", "is no date"),
    ([ROW.replace("semapv:LLMBasedMatching", "guess")], [], FILE, "a:1.1", "mapping_justification 'guess'"),
    ([ROW], [FIRST, SECOND.replace(SAYS, NO)], READINGS, "first", "nobody settled it"),
    ([ROW], [FIRST.replace(SAYS, NO), SECOND.replace(SAYS, NO)], FILE, "a:1.1", "is not what its readings decided"),
    ([ROW], [FIRST.replace(SAYS, NO), SECOND.replace(SAYS, NO)], READINGS, "first", "no row says why"),
    ([ROW.replace("0.7", "0.9")], [FIRST, SECOND], FILE, "a:1.1", "confidence 0.9 is not that of its readings, 0.7"),
    ([], [FIRST, SECOND], READINGS, "first", "but no row says so"),
    ([], [FIRST.replace(SAYS, "shared |  |  | ")], READINGS, "first", "decided as shared, but no row"),
    ([], [FIRST.replace("a:1.1 | b:1.2 | input", "a:1.3 | b:1.2 | input")], READINGS, "first", "are not of this pair"),
    ([], [FIRST, FIRST.replace("0.7", "0.8")], READINGS, "0.8", "stands on line"),
    ([ROW], [FIRST, SECOND.replace("named", "decoy")], READINGS, "second", "drawn_as is 'decoy'"),
    ([ROW], [FIRST.replace("0.7", ""), SECOND], READINGS, "first", "confidence is ''"),
    ([], [FIRST.replace(SAYS, "support |  |  | ")], READINGS, "first", "do not go with support"),
    ([], [FIRST.replace("first", "fifth")], READINGS, "fifth", "reading is 'fifth'"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "readings", "file", "at", "what"), FAULTS)
def test_a_fault_is_named_where_it_stands(rows, readings, file: str, at: str, what: str, tmp_path: Path) -> None:
    texts = {FILE: supports_file(*rows) if rows else "", READINGS: readings_file(*readings) if readings else ""}
    folder = written(tmp_path, texts[FILE], texts[READINGS])
    found = with_its_mend(check(packs_of([folder], alone=True), shapes=False))
    start = next(n for n, line in enumerate(texts[file].split("\n"), 1) if line.startswith("subject_id\t"))
    body = "\n".join([""] * start + texts[file].split("\n")[start:])
    assert [f for f in found if (f.file, f.line) == (file, line_of(body, at)) and what in f.what and f.mend], found


def test_one_fault_of_the_readings_hides_no_other(tmp_path: Path) -> None:
    """Two pairs nobody settled, then two that no row carries out: each is named."""
    lines = [
        *(FIRST, SECOND.replace(SAYS, NO)),
        *(
            line.replace("a:1.1 | b:1.2 |", "a:1.2 | b:1.1 |", 1).replace(SAYS, n)
            for line, n in ((FIRST, NO), (SECOND, "shared |  |  | "))
        ),
        FIRST.replace("a:1.1", "a:1.2").replace("b:1.2", "b:1.3"),
        FIRST.replace("a:1.1", "a:1.3").replace("b:1.2", "b:1.1"),
    ]
    found = with_its_mend(
        check(packs_of([written(tmp_path, readings=readings_file(*lines))], alone=True), shapes=False)
    )
    whats = [f.what for f in found if f.file == READINGS]
    assert [w for w in whats if "nobody settled it" in w] == [
        f"{pair}: the readings differ and nobody settled it" for pair in ("a:1.1 to b:1.2", "a:1.2 to b:1.1")
    ]
    assert [w for w in whats if "but no row says so" in w] == [
        f"{x} to {y}: decided as {x} supporting {y} (input), but no row says so"
        for x, y in (("a:1.2", "b:1.3"), ("a:1.3", "b:1.1"))
    ]


def test_what_was_found_to_share_has_a_row(tmp_path: Path) -> None:
    """Of the pair itself: between their parts will do, and for a heading no row could be."""
    for pair in ("a:1.1 | b:1.1", "a:1 | b:1", "a:1 | b:1.2"):
        line = f"{pair} | named | first | shared |  |  |  | 0.9 |  | 2026-11-29"
        assert check(packs_of([written(tmp_path, readings=readings_file(line))], alone=True), shapes=False) == []


def test_what_is_right_has_no_finding(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW), readings_file(FIRST, SECOND))
    assert check(packs_of([folder], alone=True)) == []
    small = load(folder, alone=True)
    assert [(s.giver, s.taker, s.kind) for s in small.supports] == [("a:1.1", "b:1.2", "input")]


def test_the_other_direction_is_read_from_the_predicate(tmp_path: Path) -> None:
    small = load(written(tmp_path, supports_file(ROW.replace("aims:supports", "aims:supportedBy"))), alone=True)
    assert [(s.giver, s.giver_label, s.taker) for s in small.supports] == [("b:1.2", "Teaching people", "a:1.1")]


def test_a_pair_is_not_both_supported_and_denied(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW))
    path = folder / tiny.PAIR
    how = "0.7 | semapv:LLMBasedMatching | a model | 2026-11-20"
    row = f"a:1.1 | Logging | skos:relatedMatch | Not | b:1.2 | Teaching people | no_relationship | none | none |  | logs | courses | Records teach nobody. |  |  | {how}"
    path.write_text(path.read_text(encoding="utf-8") + row.replace(" | ", "\t") + "\n", encoding="utf-8")
    found = with_its_mend(check(packs_of([folder], alone=True), shapes=False))
    assert [f for f in found if f.file == FILE and "nothing carries over" in f.what]


@pytest.mark.parametrize(("named_by", "sure", "found"), [("a blog", "0.9", 1), ("a blog", "0.7", 0), ("", "0.9", 0)])
def test_a_reasoned_no_is_as_sure_as_its_readings(named_by: str, sure: str, found: int, tmp_path: Path) -> None:
    no = [line.replace(SAYS, NO) for line in (FIRST, SECOND)]
    folder = written(tmp_path, "", readings_file(*no))
    path = folder / tiny.PAIR
    row = f"a:1.1 | Logging | skos:relatedMatch | Not | b:1.2 | Teaching people | no_relationship | none | none |  | logs | courses | Records teach nobody. |  |  | {sure} | semapv:LLMBasedMatching | a model | 2026-11-20"
    lines = [*path.read_text(encoding="utf-8").rstrip("\n").split("\n"), row.replace(" | ", "\t")]
    for n, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) > 1:
            more = {"subject_id": "ext_named_by", "a:1.1": named_by if "Not" in cells else ""}.get(cells[0], "")
            lines[n] = "\t".join([*cells[:-4], more, *cells[-4:]])
    slot = "#- slot_name: ext_named_by\n#  property: aims:namedBy\n#  type_hint: xsd:string\nsubject_id\t"
    path.write_text("\n".join(lines).replace("subject_id\t", slot, 1) + "\n", encoding="utf-8")
    said = with_its_mend(check(packs_of([folder], alone=True), shapes=False))
    assert len([f for f in said if (f.file, f.line) == (tiny.PAIR, len(lines) + 3) and "0.7" in f.what]) == found, said
    assert not [f for f in said if "no row says why" in f.what or "ext_named_by" in f.what]


def test_a_broken_file_of_an_added_folder_is_left_out_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "mappings/supports").mkdir(parents=True)
    (folder / FILE).write_text(supports_file(ROW.replace("a:1.1", "iso42001:99")).replace("'a:'", "'iso42001:'"), encoding="utf-8")  # fmt: skip
    found = load(folder)
    assert any(f.file.endswith(FILE) for f in found.left_out)
    result = CliRunner().invoke(cli, ["--content", str(folder), "supports", "42001 A.6.2.4"])
    assert "Traceback" not in result.output and not isinstance(result.exception, KeyError)


def test_requirements_of_no_catalogue_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path, supports_file(ROW.replace("b:1.2", "aims:1.2"), object_="aims"))
    with pytest.raises(ContentError) as refused:
        load(folder, alone=True)
    assert any("aims:1.2 does not exist" in f.what for f in refused.value.findings)


# Forms.


@given(st.permutations([ROW, ROW.replace("b:1.2", "b:1.3"), ROW.replace("a:1.1", "a:1.2"), ROW.replace("aims:supports", "aims:supportedBy")]))  # fmt: skip
@settings(max_examples=24, deadline=None)
def test_canonical_form_is_one_and_stays(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    path = tmp_path_factory.mktemp("form") / "ontology/a--b.supports.sssom.tsv"
    path.parent.mkdir()
    order = {"a:1.1": 0, "a:1.2": 1, "b:1.2": 2, "b:1.3": 3}
    texts = []
    for text in (supports_file(*rows), supports_file(*sorted(rows))):
        for _ in range(2):
            path.write_text(text if len(texts) % 2 == 0 else texts[-1], encoding="utf-8")
            texts.append(canonical_supports(read_tsv(path, packs_of([path.parent.parent], alone=True)[0]), order))
    assert len(set(texts)) == 1
    assert sorted(texts[0].split("\n")[-5:-1]) == sorted(r.replace(" | ", "\t") for r in rows)


def test_the_shipped_files_are_written_as_they_are_read(library: Library) -> None:
    assert all(isinstance(s, Support) and s.thing and s.lacks and s.comment for s in library.supports)
    assert len({(s.giver, s.taker) for s in library.supports}) == len(library.supports)
