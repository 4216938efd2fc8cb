"""Files that nothing reads, copies of files, and sets of other hands: each is named, and counts once."""

import shutil
from pathlib import Path

import pytest
import tiny
from formed import PAIR, findings

from aims_graph.check.content import report
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import packs_of


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
        ("mapping/a--b.sssom.tsv", "call the folder mappings"),
        ("crosswalks/a--b.sssom.tsv", "call the folder mappings"),
        ("Ontologies/prefixes.tsv", "call the folder ontology"),
        ("catalogues/c.tsv", "move it to ontology/catalogues"),
        ("supports/a--b.supports.sssom.tsv", "move it to mappings/supports"),
        ("content/ontology/prefixes.tsv", "move what is in it up"),
    ],
)
def test_what_nothing_reads_is_said(tmp_path, name, mend):
    packs = tiny.write(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
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


@pytest.mark.parametrize(
    "name", ["x.sssom.tsv", "x.SSSOM.TSV", "x.sssom.json", "demo.tsv", "own.ttl", "a--b.csv", "a--b.XLSX"]
)
def test_a_file_beside_the_folders_is_named(tmp_path, name):
    packs = tiny.write(tmp_path)
    (tmp_path / name).write_text("x\n")
    (tmp_path / "README.md").write_text("x\n")
    found = report(packs, shapes=False).findings
    assert [(Path(f.file).name, f.what) for f in found] == [(name, "is not read beside the folders")]


def named(folder, name, header=""):
    """Call the crosswalk of the small content otherwise, or give it another header; without what else rests on its rows."""
    text = (folder / PAIR).read_text()
    for place in (PAIR, *(f"mappings/{n}/a--b.tsv" for n in ("readings", "remainders"))):
        (folder / place).unlink()
    for path in (folder / f"mappings/{n}.tsv" for n in ("alike", "discrimination")):
        path.write_text("".join(line for line in path.read_text().splitlines(True) if "a:1.1" not in line))
    (folder / f"mappings/{name}.sssom.tsv").write_text(header + text)


def beside(folder, name, change=("sets/a--b", "sets/theirs")):
    """Put a set of that name beside the crosswalk of the small content, like it but for one thing."""
    text = (folder / PAIR).read_text()
    (folder / f"mappings/{name}.sssom.tsv").write_text(text.replace(*change, 1))


def test_other_files_and_folders_beside_are_no_content(tmp_path):
    packs = tiny.write(tmp_path)
    for name in ("src", "data", ".git/ontology", "docs"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("controls.csv", "columns.yaml", "notes.xlsx"):
        (tmp_path / name).write_text("x\n")
    assert findings(packs) == []


def test_another_hands_set_counts_once(tmp_path):
    packs = tiny.write(tmp_path)
    for name in ("a--b.other", "a--b - Copy.other"):
        beside(tmp_path, name)
    library = library_of(packs)
    assert [s.stated_by for s in library.sets].count("other") == 1
    assert any("Copy" in f for f in findings(packs))


@pytest.mark.parametrize("name", ["a--nist-csf-2.0", "a--pci-dss-v4.0.1", "a--b.v2", "a--b.V2-draft", "a--b.2026-11"])
def test_a_number_or_version_at_the_end_of_a_name_is_no_hand(tmp_path, name):
    packs = tiny.write(tmp_path)
    named(tmp_path, name)
    assert [s.stated_by for s in read_content(packs).library.sets] == [""]
    assert findings(packs) == []


@pytest.mark.parametrize("name", ["a--b.elsewhere", "b--a.elsewhere", "x--y.elsewhere"])
def test_a_word_at_the_end_of_a_name_is_the_hand_beside_a_set_of_ones_own(tmp_path, name):
    packs = tiny.write(tmp_path)
    beside(tmp_path, name)
    assert [s.stated_by for s in read_content(packs).library.sets] == ["elsewhere", ""][:: 1 if name < "a--b.s" else -1]
    assert findings(packs) == []


@pytest.mark.parametrize("word", ["old", "draft", "final", "copy", "Kopie", "anna", "rev2"])
def test_what_only_a_name_gives_to_another_hand_is_no_ones_until_it_is_said(tmp_path, word):
    """Its rows would be kept apart and count nowhere: every command says so, until the word is gone or the header says whose it is."""
    file = f"mappings/a--b.{word}.sssom.tsv"
    packs = tiny.write(tmp_path)
    named(tmp_path, f"a--b.{word}")
    ((place, line, what, mend),) = [(f.file, f.line, f.what, f.mend) for f in report(packs, shapes=False).findings]
    assert (place, line, what) == (file, 1, f"only its name says that it is the set of '{word}'")
    assert f"take '.{word}' out of the name" in mend and f"'#stated_by: {word}'" in mend
    library = library_of(packs)
    assert [f.file for f in library.left_out] == [file] and not library.sets
    text = (tmp_path / file).read_text()
    (tmp_path / file).write_text(f"#stated_by: {word}\n{text}")
    assert [s.stated_by for s in library_of(packs).sets] == [word] and findings(packs) == []


def test_a_copy_that_calls_itself_as_the_set_it_was_made_of(tmp_path):
    packs = tiny.write(tmp_path)
    beside(tmp_path, "b--a.old", ("", ""))
    ((place, mend),) = [(f.file, f.mend) for f in report(packs, shapes=False).findings]
    assert (
        place == "mappings/b--a.old.sssom.tsv" and f"the mapping_set_id of {PAIR}: if it is a copy, remove it" in mend
    )
    assert [s.file for s in library_of(packs).sets] == [PAIR]


def test_supports_that_lie_among_the_mappings(tmp_path):
    packs = tiny.write(tmp_path)
    beside(tmp_path, "a--b.supports")
    ((place, mend),) = [(f.file, f.mend) for f in report(packs, shapes=False).findings]
    assert place == "mappings/a--b.supports.sssom.tsv" and "move it into mappings/supports/" in mend


def test_where_ones_own_set_is_left_out_another_hands_is_whose_it_was(tmp_path):
    """A fault in the one file is no fault of the other."""
    base, over = tmp_path / "base", tmp_path / "over"
    tiny.write(base)
    (over / "mappings").mkdir(parents=True)
    shutil.copy(base / PAIR, over / PAIR)
    beside(over, "a--b.elsewhere")
    named(base, "a--b", "#stated_by: them\n")
    path = over / PAIR
    path.write_text(path.read_text().replace("a:1.1\t", "a:1.1\t\t", 1))
    library = library_of(packs_of([base, over], alone=True))
    assert {f.file for f in library.left_out} == {f"{over.as_posix()}/{PAIR}"}
    assert [s.stated_by for s in library.sets] == ["them", "elsewhere"]
