"""Every door by the command line: what is exported is imported again under another hand's name, and is the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import tiny
from openpyxl import Workbook

from aims_graph.cli.main import main
from aims_graph.exchange.readers import READERS, read
from aims_graph.exchange.writers import ENDINGS, WRITERS
from aims_graph.formats.library import load
from aims_graph.model import MappingSet
from aims_graph.pack.pack import shipped

#: Form -> whether it keeps what has no counterpart.
CROSSWALKS = {
    "oscal": True,
    "oscal-yaml": True,
    "oscal-xml": True,
    "ir8477": True,
    "sssom": True,
    "ciso-assistant": False,
}


def _rows(mapping_set: MappingSet, with_gaps: bool) -> set[tuple[str, str, str]]:
    return {(r.subject_id, r.object_id, r.relation) for r in mapping_set.rows if with_gaps or not r.is_gap}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a door opens into: the small content with two of the shipped frameworks and their crosswalk, of which all else need not be read."""
    folder = tmp_path_factory.mktemp("base")
    tiny.write(folder)
    prefixes = folder / "ontology/prefixes.tsv"
    ours = (shipped().root / "ontology/prefixes.tsv").read_text(encoding="utf-8")
    prefixes.write_text(ours + prefixes.read_text().partition("\n")[2], encoding="utf-8")
    for name in ("iso-42001-2023", "iso-27001-2022", "harmonized-structure-2021"):
        shutil.copy(shipped().root / f"ontology/catalogues/{name}.tsv", folder / "ontology/catalogues")
    shutil.copy(shipped().root / "mappings/iso-42001--iso-27001.sssom.tsv", folder / "mappings")
    return folder


@pytest.mark.parametrize("form", CROSSWALKS)
def test_crosswalk_that_left_comes_in_again_the_same(form: str, base: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / f"out{ENDINGS[form]}", tmp_path / "theirs"
    over = ["--content", str(base), "--alone"]
    assert main(["export", "42001", "27001", "-o", str(out)]) == 0
    assert main(["import", str(out), "--into", str(folder), "--stated-by", "them", "--yes", *over]) == 0
    library = load(base, folder, alone=True)
    assert library.left_out == []
    (ours,) = [s for s in library.sets if not s.stated_by and {s.subject, s.object} == {"iso42001", "iso27001"}]
    (theirs,) = [s for s in library.sets if s.stated_by == "them"]
    # Such a workbook also holds what one leaves behind for the other, which states no set relation.
    supports = {frozenset((s.giver, s.taker)) for s in load().supports} if form == "ir8477" else set()
    assert {row for row in _rows(theirs, True) if frozenset(row[:2]) not in supports} == _rows(ours, CROSSWALKS[form])


@pytest.mark.parametrize("form", [form for form, writer in WRITERS.items() if writer.framework])
def test_framework_that_left_comes_in_again_under_an_id_of_its_own(form: str, base: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / f"out{ENDINGS[form]}", tmp_path / "theirs"
    assert main(["export", "27001", "-o", str(out)]) == 0
    asked = [
        "import",
        str(out),
        "--into",
        str(folder),
        "--as",
        "Theirs/theirs",
        "--iri",
        "https://example.org/t/",
        "--yes",
        "--content",
        str(base),
        "--alone",
    ]
    assert main(asked) == 0
    library = load(base, folder, alone=True)
    assert library.left_out == []
    said = [(r.number, r.title, r.assessable) for r in library.members("theirs")]
    assert said == [(r.number, r.title, r.assessable) for r in load().members("iso27001")]


def test_layer_goes_through_the_doors_too(tmp_path: Path) -> None:
    out, folder = tmp_path / "nist.oscal.json", tmp_path / "theirs"
    layer = ["--content", "nist-csf-2.0"]
    assert main(["export", "csf", "27001", "--stated-by", "nist", "-o", str(out), *layer]) == 0
    assert main(["import", str(out), "--into", str(folder), "--stated-by", "them", "--yes", *layer]) == 0
    library = load("nist-csf-2.0", folder)
    first, second = (next(s for s in library.sets if s.stated_by == hand) for hand in ("nist", "them"))
    assert _rows(first, True) == _rows(second, True)


def test_every_reader_is_told_apart_from_the_others(tmp_path: Path) -> None:
    for name in READERS:
        module = __import__(f"aims_graph.exchange.{name}", fromlist=["FORMAT"])
        assert module.FORMAT
        for other in (b"", b"\x00\xff", b"PK\x03\x04", b"{", b"<", b"id\tnumber\n"):
            assert not module.recognises(other, tmp_path / "absent") or name == "sheet"


def test_controls_of_a_set_that_claims_nothing_pass_a_whole_check(tmp_path: Path) -> None:
    """Numbers of any kind, no group above, no text: an imported list of controls is content like any other, to every shape as well."""
    out, folder, base = tmp_path / "out.oscal.json", tmp_path / "theirs", tmp_path / "base"
    tiny.write(base)
    shutil.copytree(shipped().root / "ontology/shapes", base / "ontology/shapes")
    over = ["--content", str(base), "--alone"]
    control = {"id": "x-1", "title": "Doors are shut", "props": [{"name": "label", "value": "X-1"}]}
    metadata = {"title": "Mine", "last-modified": "2026-11-01T00:00:00Z", "version": "1", "oscal-version": "1.2.1"}
    body = {"uuid": "00000000-0000-4000-8000-000000000000", "metadata": metadata, "controls": [control]}
    out.write_text(json.dumps({"catalog": body}))
    assert main(["import", str(out), "--into", str(folder), "--as", "Mine/mine", "--yes", *over]) == 0
    assert load(base, folder, alone=True).requirements["mine:X-1"].kind == "control"
    assert main(["check", *over, "--content", str(folder)]) == 0


DENIES = """#mapping_set_id: https://example.org/theirs
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  a: https://example.org/a/
#  b: https://example.org/b/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_type\tmapping_justification\tconfidence
a:1.1\tskos:exactMatch\tNot\tb:1.1\t\tsemapv:ManualMappingCuration\t0.9
a:1.2\tskos:closeMatch\tNot\tb:1.2|b:1.3\tcomposed entity expression\tsemapv:ManualMappingCuration\t0.8
a:1.3\tskos:exactMatch\t\tb:1.2\t\tsemapv:ManualMappingCuration\t0.7
a:1.2\tskos:broadMatch\t\tb:1.1|b:1.2\tcomposed entity expression\tsemapv:ManualMappingCuration\t0.25
"""


@pytest.mark.parametrize("form", [*CROSSWALKS, "csv", "xlsx"])
def test_what_another_hand_denies_never_leaves_as_if_it_were_so(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs, out = tmp_path / "theirs.sssom.tsv", tmp_path / f"out{ENDINGS[form]}"
    theirs.write_text(DENIES, encoding="utf-8")
    tiny.write(tmp_path / "base")
    over = ["--content", str(tmp_path / "base"), "--alone"]
    mine = tmp_path / "mine"
    assert main(["import", str(theirs), "--into", str(mine), "--stated-by", "them", "--yes", *over]) == 0
    capsys.readouterr()
    command = ["export", "a", "b", "--stated-by", "them", "-o", str(out), *over, "--content", str(mine)]
    assert main(command) == 0
    (mapping,) = read(out).mappings
    said = {(tuple(s.name.rpartition(":")[2].rpartition("/")[2] for s in row.objects), row.modifier) for row in mapping.rows}  # fmt: skip
    denied = {modifier for objects, modifier in said if objects in (("1.1",), ("1.2", "1.3"))}
    assert denied == ({"Not"} if form == "sssom" else set())
    assert (("1.2",), "") in said
    told = capsys.readouterr().err
    assert form == "sssom" or "den" in told or "without a set relation" in told
    if form.startswith("oscal"):
        assert "2 rows deny a predicate: OSCAL has no word for that" in told
        assert sorted(row.confidence for row in mapping.rows) == ["0.25", "0.7"]


def test_words_of_ir_8477_come_in_and_leave_as_they_were(tmp_path: Path) -> None:
    theirs, out = tmp_path / "theirs.xlsx", tmp_path / "out.ir8477.xlsx"
    book = Workbook()
    book.active.append(["Focal Document", "framework a"])  # type: ignore[union-attr]
    book.active.append(["Reference Document", "framework b"])  # type: ignore[union-attr]
    table = book.create_sheet("Relationships")
    names = ("Focal Document Element", "Relationship", "Reference Document Element", "Rationale", "Strength of Relationship", "Group Identifier")  # fmt: skip
    table.append(names)
    table.append(["1.1", "Supports", "1.1", "Functional", "5", ""])
    table.append(["1.2", "Contrary", "1.2", "", "", "X"])
    table.append(["1.2", "Contrary", "1.3", "", "", "X"])
    book.save(theirs)
    tiny.write(tmp_path / "base")
    mine, over = tmp_path / "mine", ["--content", str(tmp_path / "base"), "--alone"]
    assert main(["import", str(theirs), "--into", str(mine), "--stated-by", "them", "--yes", *over]) == 0
    command = ["export", "a", "b", "--stated-by", "them", "-o", str(out), *over, "--content", str(mine)]
    assert main(command) == 0
    first, second = (read(path).mappings[0].rows for path in (theirs, out))
    assert [(r.supportive, r.more) for r in second] == [(r.supportive, r.more) for r in first]
    assert [(r.supportive, len(r.objects)) for r in second] == [("supports", 1), ("contrary", 2)]
