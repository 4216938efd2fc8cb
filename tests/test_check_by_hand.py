"""Rules of ``check`` over a content as small as can be, each fault of a kind by hand: what is said in full, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tiny
from mends import with_its_mend

from aims_graph.check.content import check, report
from aims_graph.check.labels import labels_of
from aims_graph.check.rows import catch_all_findings
from aims_graph.errors import RUN_FORMAT
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import Pack, packs_of

PAIR, CATALOGUE, TOGETHER = tiny.PAIR, tiny.CATALOGUE, "mappings/combined.tsv"
REMAINDERS, OPTIONS, ALIKE = "mappings/remainders/a--b.tsv", "ontology/options.tsv", "mappings/alike.tsv"


def _said(packs: tuple[Pack, ...]) -> list[tuple[str, str]]:
    found = with_its_mend(check(packs, shapes=False))
    assert all(f.mend for f in found)
    return [(f.file, f.what) for f in found if f.mend != RUN_FORMAT]


def _changed(folder: Path, *changes: tuple[str, str, str]) -> tuple[Pack, ...]:
    """The small content with texts of files replaced; a change of an empty text adds a line at the end."""
    packs = tiny.write(folder)
    for place, *texts in changes:
        old, new = (t.replace(" | ", "\t") for t in texts)
        path = folder / place
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else f"{text}{new}\n", encoding="utf-8")
    return packs


# What remains beside several frameworks.


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content with a third framework, c, which says of a all that b does."""
    folder = tmp_path_factory.mktemp("three")
    tiny.write(folder)
    for place in ("ontology/catalogues/b.tsv", PAIR, REMAINDERS):
        text = tiny.FILES[place].replace("b:", "c:").replace("/b/", "/c/").replace("a--b", "a--c")
        text = text.replace("id: b", "id: c").replace("ramework b", "ramework c").replace("short: B", "short: C")
        text = text.replace("what b wants", "what c wants").replace("B to", "C to").replace("held: b", "held: c")
        path = folder / place.replace("/b.", "/c.").replace("a--b", "a--c")
        path.write_text(text, encoding="utf-8")
    with (folder / "ontology/prefixes.tsv").open("a") as prefixes:
        prefixes.write("c\thttps://example.org/c/\ta test\n")
    return folder


RIGHT = "a:1.2 | Staff training | b|c | all | b:1.2|c:1.2 |  | each teaches what the other leaves"


@pytest.mark.parametrize(
    ("line", "whats"),
    [
        (RIGHT, []),
        (RIGHT.replace("| all |", "| most |").replace(" |  | each", " | some of the test | each"), []),
        (RIGHT.replace("b|c |", "b |"), ["held is b", "by names c:1.2, which is not of what is held"]),
        (RIGHT.replace("b|c |", "b|b |"), ["held is b and b", "by names c:1.2, which is not of what is held"]),
        (RIGHT.replace("b|c |", "b|a |"), ["held is b and a", "nobody judged what remains of it beside a", "by names nothing of a", "by names c:1.2, which is not of what is held"]),
        (RIGHT.replace("1.2 | Staff training", "1.1 | Logging").replace("b:1.2|c:1.2", "b:1.1|c:1.1"), ["b alone meets all of it", "c alone meets all of it"]),
        (RIGHT.replace("1.2 | Staff training", "1.3 | Supplier contracts"), ["b meets nothing of it, so adds nothing", "c meets nothing of it, so adds nothing", "by names b:1.2, but no row relates the two", "by names c:1.2, but no row relates the two"]),
        (RIGHT.replace("| all |", "| some |").replace(" |  | each", " | a test | each"), ["met is some, but b alone meets most", "met is some, but c alone meets most"]),
        (RIGHT.replace("| all |", "| most |").replace(" |  | each", " | the yearly test | each"), ["beside b alone the same remains", "beside c alone the same remains"]),
        (RIGHT.replace("b:1.2|c:1.2", "b:1.2"), ["by names nothing of c"]),
        (RIGHT.replace("b:1.2|c:1.2", "b:1.2|b:1.3|c:1.2"), ["by names b:1.3, but no row relates the two"]),
        (RIGHT.replace(" |  | each", " | a test | each"), ["remains and met 'all' contradict each other"]),
        (RIGHT.replace("| all |", "| most |"), ["remains and met 'most' contradict each other"]),
        (RIGHT.replace("each teaches what the other leaves", ""), ["nothing says what they meet together"]),
    ],
)  # fmt: skip
def test_what_is_said_of_several_frameworks_together_is_more_than_of_each(
    three: Path, line: str, whats: list[str]
) -> None:
    (three / TOGETHER).write_text(tiny.FILES[TOGETHER] + line.replace(" | ", "\t") + "\n", encoding="utf-8")
    name = line.partition(" ")[0]
    found = [f for f in with_its_mend(check(packs_of([three], alone=True), shapes=False)) if f.mend != RUN_FORMAT]
    assert sorted(f.what for f in found) == sorted(f"{name}: {what}" for what in whats)
    assert {(f.file, f.line) for f in found} <= {(TOGETHER, tiny.FILES[TOGETHER].count("\n") + 1)}


# One principle.


def test_most_of_a_single_demand_is_nothing(tmp_path: Path) -> None:
    """In a row and in what remains; "some" and "all" of it may be, and "most" of what has more demands."""
    lines = tiny.FILES[CATALOGUE].splitlines()
    marked = [f"{line}\t{more}" for line, more in zip(lines[-5:], ("demands", "", "", "one", ""), strict=True)]
    text = "\n".join([*lines[:-5], *marked]) + "\n"
    packs = tiny.write(tmp_path)
    (tmp_path / CATALOGUE).write_text(text, encoding="utf-8")
    what = "a:1.2 has one demand by its catalogue, and most of one is nothing"
    assert _said(packs) == [(PAIR, what), (REMAINDERS, what)]
    (tmp_path / CATALOGUE).write_text(text.replace("\tone\n", "\t\n"), encoding="utf-8")
    assert _said(packs) == []


def test_what_is_only_an_option_is_no_demand_that_is_left(tmp_path: Path) -> None:
    """At the beginning of a word, in small letters or large: "test" is in "tests", "early" in no "yearly"."""
    for words, found in (("early", []), ("Yearly", []), ("yearly", ["yearly"]), ("tes|the y", ["tes", "the y"])):
        packs = _changed(tmp_path, (OPTIONS, "a:1.1 | pencil", f"a:1.2 | {words}"))
        whats = [f"'the yearly test' names '{w}', which a:1.2 only suggests (ontology/options.tsv)" for w in found]
        assert _said(packs) == [(place, what) for place in (PAIR, REMAINDERS) for what in whats], words


def test_sisters_have_a_row_each_and_as_much_is_met_by_each(tmp_path: Path) -> None:
    lacks = _changed(tmp_path, (ALIKE, "a:1.1 | b:1.1", "a:1.1 | b:1.1|b:1.2|b:1.3"))
    assert _said(lacks) == [
        (ALIKE, f"a:1.1 has no row with b:1.{n}, though it has one with others that ask the same of it") for n in (2, 3)
    ]
    row = f"a:1.2 | Staff training | skos:relatedMatch |  | b:1.1 | Event records | intersects | some | some | who was taught | the rest of it | what else happened |  |  |  | 0.8 | {tiny.HOW}"  # fmt: skip
    for met, whats in (("most", []), ("some", ["most of a:1.2 is met by b:1.2", "some of a:1.2 is met by b:1.1"])):
        packs = _changed(
            tmp_path,
            (ALIKE, "a:1.1 | b:1.1", "a:1.2 | b:1.1|b:1.2"),
            (PAIR, "", row.replace("| some |", f"| {met} |", 1)),
        )
        said = [(place, what.partition(", but")[0]) for place, what in _said(packs)]
        assert sorted(said) == sorted((PAIR, what) for what in whats)


# Catch-alls.


@pytest.mark.parametrize(("size", "most"), [(7, 5), (25, 5), (30, 6), (34, 6), (35, 7)])
def test_a_requirement_that_answers_more_than_a_fifth_answers_too_much(tmp_path: Path, size: int, most: int) -> None:
    """And of a small framework more than five: so many requirements are no catch-all."""
    packs = tiny.write(tmp_path)
    titles = [f"Thing number {n}" for n in range(size)]
    (tmp_path / "ontology/catalogues/b.tsv").write_text(tiny._catalogue("b", *titles), encoding="utf-8")
    library = library_of(packs)
    row = next(m for m in library.mappings if m.subject_id == "a:1.1")
    pair: Any = SimpleNamespace(subject="a", object="b")

    def said(count: int) -> list[str]:
        rows = [replace(row, object_id=f"b:1.{n}") for n in range(1, count + 1)]
        return [f.what for f in catch_all_findings(library, pair, rows)]

    assert said(most) == []
    assert said(most + 1) == [f"a:1.1 answers {most + 1} of {size} requirements of b: a catch-all"]


# Labels.


def test_a_label_is_weighed_by_how_rare_its_words_are(tmp_path: Path) -> None:
    packs = tiny.write(tmp_path)
    titles = ("Access control", "Access to source code", "Control of access rights", "Backup")
    text = tiny._catalogue("b", *titles).replace("Says of backup what b wants done.", "Copies are kept elsewhere.")
    (tmp_path / "ontology/catalogues/b.tsv").write_text(text, encoding="utf-8")
    labels = labels_of(library_of(packs), "b")
    # A title in full is meant, in any order of its words, and with a hint behind it.
    for label, number in (
        ("Access control", 1),
        ("control, access", 1),
        ("Backup (of data)", 4),
        ("Rights", 3),
        ("Source code", 2),
    ):
        assert labels.meant(label) == f"b:1.{number}", label
    # What stands in several alike, or in none, means nobody.
    assert [labels.meant(label) for label in ("Access", "", "()", "Weather")] == ["", "", "", ""]
    assert labels.titled("Access control") == ["b:1.1"] and labels.titled("Access") == []


# The whole.


def test_what_is_found_stands_with_its_causes_first_and_what_could_not_be_looked_at_is_told(tmp_path: Path) -> None:
    packs = _changed(
        tmp_path,
        (CATALOGUE, "a:1.1 | 1.1", "a:1.1 | 1.7"),
        (REMAINDERS, "Staff training | most", "Staff training | some"),
    )
    found = report(packs)
    assert found.findings[0].file == CATALOGUE
    assert {"the rows of mappings/a--b.sssom.tsv", "whether all rows can be true together", "the SHACL shapes"} <= {
        *found.left_out
    }
    assert "the SHACL shapes" not in report(packs, shapes=False).left_out
    asked = report(packs, shapes=False, reason=True)
    assert asked.left_out[-1] == "whether ontology and content are consistent"
    assert found.to_look_at == ()
