"""What was taken out comes back as it was, with the faults that it had, which are said; and not where it would not be read for what else is there."""

from pathlib import Path

import pytest
from test_own_taken_out import CATALOGUE, CROSSWALK, ROWS, crosswalk, place, said

from aims_graph.own.coming import coming
from aims_graph.pack.pack import packs_of
from aims_graph.workspace.records.scope import OwnContent
from aims_graph.workspace.store import open_workspace

__all__ = ["place"]

#: Of H-1, which a row says to be equal to A.8.15, another says that it is equal to 5.1.
OTHER = "house:H-1\tskos:exactMatch\tiso27001:5.1\tLeadership and commitment\tequal\tAll of it.\t0.9\tsemapv:UnspecifiedMatching\trow 3\n"


def test_faults_of_its_own_come_back_with_it_and_are_said(place: Path) -> None:
    """A file that contradicts the content below, or of which nothing can be read, was taken out and never came back."""
    other, remains = crosswalk(place), place / "content/mappings/remainders/house.tsv"
    rows = other.read_text(encoding="utf-8").replace("broadMatch", "exactMatch").replace("\tsubset_of\t", "\tequal\t")
    other.write_text(rows + OTHER, encoding="utf-8")
    before = other.read_bytes()
    said("workspace", "take-out", "house", "--yes")
    told = said("workspace", "bring-back", "OWN-1")
    assert "Brought back: House rules, House rules to ISO/IEC 27001.\nWhat came back has 13 faults, as it was:" in told
    assert f"{other}:30: from this row it follows that" in told and "And 7 more faults." in told
    assert other.read_bytes() == before
    remains.parent.mkdir()
    remains.write_text("rubbish\tx\n1\t2\t3\n", encoding="utf-8")
    said("workspace", "take-out", "house", "--yes")
    told = said("workspace", "bring-back", "OWN-1")
    assert f"{remains}:1: column 'by' is missing" in told
    assert (remains.read_text(encoding="utf-8"), other.read_bytes()) == ("rubbish\tx\n1\t2\t3\n", before)


def test_a_crosswalk_does_not_come_back_before_the_framework_that_it_maps(place: Path) -> None:
    other = crosswalk(place)
    said("workspace", "take-out", "OWN-2", "--yes")
    said("workspace", "take-out", "OWN-1", "--yes")
    told = said("workspace", "bring-back", "OWN-2", code=2)
    assert f"{other}:1: there is no framework 'house'" in told and not other.exists()
    # The next version has no H-1, of which the crosswalk speaks.
    table = place.parent / "controls.csv"
    table.write_text(ROWS.replace("H-1", "H-9"), encoding="utf-8")
    said("import", str(table), "--into", str(place / "content"), "--as", "House rules/house", "--yes")
    told = said("workspace", "bring-back", "OWN-2", code=2)
    assert f"{other}:30: house:H-1 does not exist" in told and not other.exists()


def test_a_crosswalk_comes_back_though_the_content_below_has_lost_what_it_names(place: Path) -> None:
    other = crosswalk(place)
    rows = other.read_text(encoding="utf-8").replace("A.8.15\tLogging", "A.9.99\tLogging")
    other.write_text(rows, encoding="utf-8")
    # As if it had been taken out while there was an A.9.99.
    file = other.relative_to(place / "content").as_posix()
    other.unlink()
    found = coming(packs_of([place / "content"]), place / "content", {file: rows})
    assert found.in_the_way == () and [f.what for f in found.faults] == ["iso27001:A.9.99 does not exist"]


@pytest.mark.parametrize("name", ["ahouse", "zhouse"])
def test_what_would_keep_another_file_from_being_read_stays_out(place: Path, name: str) -> None:
    """Of two files of one framework the one that is read later is left out: here that which was there, with all that speaks of it."""
    file = place / "content" / CATALOGUE
    text = file.read_bytes()
    crosswalk(place)
    said("workspace", "take-out", "house", "--yes")
    file.with_name(f"{name}.tsv").write_bytes(text)
    told = said("workspace", "bring-back", "OWN-1", code=2)
    assert "house is the id of" in told and "take out what is in its place" in told and not file.exists()


def test_a_file_that_no_history_can_hold_is_not_taken_out(place: Path) -> None:
    """A workspace on PostgreSQL ended with a message of the database, and the advice to report it."""
    remains = place / "content/mappings/remainders/house.tsv"
    remains.parent.mkdir(parents=True)
    remains.write_bytes(b"rub\0bish\tx\n")
    told = said("workspace", "take-out", "house", "--yes", code=2)
    assert (
        f"{remains} holds U+0000, which the history cannot hold." in told and (place / "content" / CATALOGUE).exists()
    )


def test_with_a_workspace_on_postgresql_it_comes_in_goes_and_comes_back(postgres, tmp_path: Path, monkeypatch) -> None:
    folder, table = tmp_path / "ours", tmp_path / "controls.csv"
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(folder))
    said("workspace", "init", str(folder), "--organisation", "O", "--person", "Ada", "--database", postgres.empty())
    table.write_text(ROWS, encoding="utf-8")
    said("import", str(table), "--into", str(folder / "content"), "--as", "House rules/house", "--yes")
    other = crosswalk(folder)
    before = other.read_bytes(), (folder / "content" / CATALOGUE).read_bytes()
    said("workspace", "take-out", "house", "--yes", "--reason", "the customer left")
    assert not other.exists() and not (folder / "content" / CATALOGUE).exists()
    said("workspace", "bring-back", "OWN-1")
    assert (other.read_bytes(), (folder / "content" / CATALOGUE).read_bytes()) == before


def test_a_crosswalk_laid_by_hand_while_its_framework_is_out_is_told_of_and_keeps_no_other_from_coming_back(
    place: Path,
) -> None:
    other = crosswalk(place)
    text = other.read_bytes()
    said("workspace", "take-out", "house", "--yes")
    laid = other.with_name("by-hand.sssom.tsv")
    laid.write_bytes(text)
    assert f"Left out: {laid} has 1 fault" in said("workspace", "status")
    told = said("workspace", "bring-back", "OWN-1", code=2)
    assert f"have a set in {laid} already" in told and not other.exists()
    laid.unlink()
    said("workspace", "bring-back", "OWN-1")
    assert other.read_bytes() == text


def test_of_a_crosswalk_entered_while_its_framework_is_out_nothing_stays_that_nobody_sees(place: Path) -> None:
    sssom, into = place.parent / "theirs.sssom.tsv", place / "content"
    sssom.write_bytes(crosswalk(place).read_bytes())
    said("workspace", "take-out", "house", "--yes")
    assert "https://house.invalid/ is no framework here" in said(
        "import", str(sssom), "--into", str(into), "--yes", code=1
    )
    assert not list((into / "mappings").glob("*.tsv"))
    # Of a table that maps another one, too, the rows that can come in do, and the others are named.
    table = place.parent / "part.csv"
    more = "ISO/IEC 42001:2023,A.6.2.8,intersects,ISO/IEC 27001:2022,A.8.15,Logging,0.9,Event logs of AI.\n"
    table.write_text(CROSSWALK + more, encoding="utf-8")
    told = said("import", str(table), "--into", str(into), "--stated-by", "me", "--yes")
    assert "row 2: 'House rules' is no framework here" in told
    assert [p.name for p in (into / "mappings").glob("*.tsv")] == ["iso42001--iso27001.me.sssom.tsv"]
    # An outline stands in the place of what is out, which comes back once the outline is taken out.
    assert "only what the rows name" in said("import", str(sssom), "--into", str(into), "--own", "--outline", "--yes")
    assert "There is a file" in said("workspace", "bring-back", "OWN-1", code=2)
    said("workspace", "take-out", "house", "--yes")
    said("workspace", "bring-back", "OWN-1")
    assert "Keep event logs" in (into / CATALOGUE).read_text(encoding="utf-8")


def test_a_folder_that_may_not_be_written_is_named_itself_and_not_its_copy(place: Path) -> None:
    """A message named a folder in /tmp that was gone already."""
    prefixes, table = place / "content/ontology/prefixes.tsv", place.parent / "others.csv"
    prefixes.chmod(0o444)
    table.write_text(ROWS, encoding="utf-8")
    told = said("import", str(table), "--into", str(place / "content"), "--as", "Other/other", "--yes", code=2)
    assert f"{prefixes} cannot be written: it is read-only" in told
    assert not (place / "content/ontology/catalogues/other.tsv").exists()
    assert len(open_workspace(place).state().all(OwnContent)) == 1
