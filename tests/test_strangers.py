"""Files that nothing reads, copies of files, and sets of other hands: each is named, and counts once."""

import shutil
from pathlib import Path

import pytest
import tiny
from formed import PAIR, findings

from aims_graph.check.content import report
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of


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
