"""Layers that come with the package: off until they are named, whole, and in order."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from aims_graph.check.content import check
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.pack.pack import layers, packs_of

CSF = "nist-csf-2.0"


def test_layer_is_off_until_it_is_named() -> None:
    assert "csf" not in load().frameworks
    assert "csf" in load(CSF).frameworks


@pytest.mark.parametrize("name", layers())
def test_every_layer_is_in_order(name: str) -> None:
    assert check(packs_of([name]), shapes=False) == []


def test_unknown_layer_names_those_there_are() -> None:
    with pytest.raises(AimsError, match=r"nist-csf-2\.0"):
        packs_of(["nist-csf-9"])


def test_folder_of_ones_own_comes_before_a_layer_of_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / CSF / "ontology").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert packs_of([CSF])[1].root == tmp_path / CSF


def test_csf_has_what_nist_counts_and_says_what_became_of_the_rest() -> None:
    library = load(CSF)
    lines = (layers()[CSF] / "ontology/catalogues/csf.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert [row["id"] for row in rows] == [r.id for r in library.members("csf")]
    withdrawn = [row for row in rows if row["ext_status"] == "withdrawn"]
    in_force = Counter(row["kind"] for row in rows if row not in withdrawn)
    assert in_force == {"function": 6, "category": 22, "subcategory": 106}
    assert Counter(row["kind"] for row in withdrawn) == {"category": 12, "subcategory": 79}
    assert sum(r.assessable for r in library.members("csf")) == 106
    for row in withdrawn:
        became = [n for key in ("ext_incorporated_into", "ext_moved_to") for n in row[key].split("|") if n]
        assert set(became) <= {row["number"] for row in rows}
        assert row["ext_withdrawn"]
    assert all(row["summary"] for row in rows if row["kind"] == "subcategory")


def test_references_to_27001_are_nobodys_but_nists() -> None:
    library = load(CSF)
    (found,) = [s for s in library.sets if "csf" in (s.subject, s.object)]
    assert (found.stated_by, found.object, len(found.rows)) == ("nist", "iso27001", 329)
    assert {row.relation for row in found.rows} == {""}
    assert not [row for row in library.mappings if row.subject_id.startswith("csf:")]
    assert len({row.subject_id for row in found.rows}) == 105
    assert len({row.object_id for row in found.rows}) == 88


def test_topical_esrs_are_an_outline_of_ten_standards_and_seventy_requirements() -> None:
    library = load("esrs-topical-2023")
    kept = {r.number: r for r in library.members("esrs")}
    asked = Counter(r.parent.partition(":")[2] for r in kept.values() if r.assessable)
    assert asked == {"E1": 9, "E2": 6, "E3": 5, "E4": 6, "E5": 6, "S1": 17, "S2": 5, "S3": 5, "S4": 5, "G1": 6}
    assert (kept["S1"].title, kept["S1-9"].title) == ("Own workforce", "Diversity metrics")
    assert library.frameworks["esrs"].header["complete"] == "no"


def test_iso_26000_is_an_outline_of_seven_core_subjects_and_their_issues() -> None:
    library = load("iso-26000-2010")
    kept = {r.number: r for r in library.members("iso26000")}
    issues = Counter(r.parent.partition(":")[2] for r in kept.values() if r.parent)
    assert issues == {"6.3": 8, "6.4": 5, "6.5": 4, "6.6": 5, "6.7": 7, "6.8": 7}
    # Organizational governance has no issues: it is itself what a mapping speaks of.
    assert [n for n, r in kept.items() if r.assessable and not r.parent] == ["6.2"]
    assert kept["6.7.7"].title == "Consumer data protection and privacy"
    assert not [r for r in kept.values() if r.summary]
