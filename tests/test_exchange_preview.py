"""What an import is said to do before it does it: whole, in its order, and each fault of what would be written at its place in the file it comes from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from houses import HOUSE, draft, requirement, row

from aims_graph.errors import Finding
from aims_graph.exchange.entry import Wish, plan
from aims_graph.exchange.preview import SHOWN, in_the_file, preview
from aims_graph.formats.library import library_of
from aims_graph.model import Library


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tiny.write(tmp_path_factory.mktemp("base")))


def test_the_preview_in_full(base: Library) -> None:
    rows = (
        row("1.1", "1.1", "equal", where="row 1"),
        row("1.2", "1.2", "subset_of", where="row 2"),
        row("1.2", "", where="row 3"),
        row("1", "1.3", "subset_of", where="row 4"),
        row("1.1", "1.33", "equal", where="row 5"),
        row("1.1", "1.1", "equal", where="row 6"),
        row("7", "1.1", "equal", where="row 7"),
    )
    folder = Path("mine")
    found = plan(draft(*rows), base, folder, Wish(stated_by="them"))
    assert preview(found, base).split("\n") == [
        f"their file.x: test, sha256 {'0' * 16}…",
        "Framework 'House rules' becomes house: 4 control, 1 clause; 4 can be audited.",
        "Crosswalk 'House to B': 7 rows, 4 to enter.",
        "  house to b: 4 rows (2 subset of, 1 equal, 1 no counterpart), kept apart from ours as the set of 'them'.",
        "    1 on headings, which nobody is audited against:",
        "      row 4: house:1",
        "  2 not entered:",
        "    row 5: B has no '1.33'. Did you mean b:1.3?",
        "    row 7: House rules has no '7'",
        "  1 to note:",
        "    row 6: house:1.1 and b:1.1 stand above already; kept once",
        "Not kept or not understood:",
        "  page 3: a picture",
        "Of the requirements:",
        "  numbers that several requirements have ('a)'): name these by their ids",
        "To be written:",
        "  mine/ontology/prefixes.tsv",
        "  mine/ontology/catalogues/house.tsv",
        "  mine/mappings/house--b.them.sssom.tsv",
    ]


def test_rows_that_all_lack_the_same_are_told_in_one_line_and_the_first_of_many(base: Library) -> None:
    rows = [row(f"9.{n}", "1.1", "equal", where=f"row {n}") for n in range(1, SHOWN + 3)]
    lost = [replace(r, subjects=(replace(r.subjects[0], framework="Nowhere"),)) for r in rows]
    found = plan(draft(*lost, frameworks=()), base, Path("mine"), Wish())
    told = preview(found, base).split("\n")
    at = ", ".join(f"row {n}" for n in range(1, SHOWN + 1))
    assert told[1:4] == [
        f"Crosswalk 'House to B': {SHOWN + 2} rows, 0 to enter.",
        "  No row has both its sides here. Enter the frameworks first, or let --outline make them of what the rows name.",
        f"  {SHOWN + 2} rows not entered: 'Nowhere' is no framework here. They stand at {at} and 2 more.",
    ]
    whole = preview(found, base, everything=True)
    assert f"They stand at {at}, row {SHOWN + 1}, row {SHOWN + 2}." in whole and "more" not in whole
    just = replace(found, draft=replace(found.draft, notes=found.draft.notes * SHOWN))
    assert "more (--all" not in preview(just, base)
    many = replace(found, draft=replace(found.draft, notes=found.draft.notes * (SHOWN + 1)))
    assert "  … and 1 more (--all shows them)" in preview(many, base).split("\n")


def test_a_framework_that_is_here_already_and_a_column_called_like_one_are_told(base: Library) -> None:
    here = replace(HOUSE, key="a", title="Framework a", short="A")
    column = replace(HOUSE, requirements=(requirement("k", "1", "One", **{"framework b": "1.1"}),))
    told = preview(plan(draft(frameworks=(here, column)), base, Path("mine"), Wish()), base).split("\n")
    assert told[1:4] == [
        "Framework 'House rules' becomes house: 1 control; 1 can be audited.",
        "  Its column 'framework b' is called like b: --columns 'object=framework b' makes a crosswalk of it.",
        "Framework 'Framework a' is here already as a (ontology/catalogues/a.tsv) and is not entered again; --as gives it an id of its own beside that.",
    ]


def test_a_fault_of_what_would_be_written_is_found_at_its_row_of_the_file(base: Library) -> None:
    """Line 8 is no beginning of line 81; what is of a whole file keeps the name it would have."""
    rows = [row(a, b, "intersects", where=f"row {n}") for n, (a, b) in enumerate([("1.1", "1.1"), ("1.1", "1.2"), ("1.2", "1.3")], 21)]  # fmt: skip
    found = plan(draft(*rows), base, Path("mine"), Wish(stated_by="them"))
    place = "mine/mappings/house--b.them.sssom.tsv"
    lines = found.files["mappings/house--b.them.sssom.tsv"].split("\n")
    first = next(n for n, line in enumerate(lines, 1) if line.startswith("house:1.1\t"))
    told = in_the_file(
        found,
        [
            Finding(place, first, "is odd", "mend it"),
            Finding(place, first + 2, f"is as {place}:{first + 1} and {place}:{first}", "mend it"),
            Finding(place, 1, f"of {place}:{first}0", "mend it"),
            Finding("elsewhere.tsv", first, "is odd", "mend it"),
            Finding(place, first, "is odd", "mend it"),
        ],
    )
    assert [(f.file, f.line, f.what) for f in told] == [
        ("their file.x, row 21", 0, "is odd"),
        ("their file.x, row 23", 0, "is as row 22 of their file.x and row 21 of their file.x"),
        (place, 1, "of row 21 of their file.x0"),
        ("elsewhere.tsv", first, "is odd"),
    ]
    nothing = plan(draft(), base, Path("mine"), Wish())
    assert in_the_file(nothing, [Finding("x", 1, "a", "b")] * 2) == [Finding("x", 1, "a", "b")] * 2


@pytest.mark.parametrize(
    ("key", "short", "iri", "prefix", "space"),
    [
        ("urn:x:house", "House", "", "house", "https://house.invalid/"),
        ("urn:x:house", "Twenty signs exactly", "", "twenty-signs-exactly", "https://twenty-signs-exactly.invalid/"),
        ("urn:x:risk:framework:pci-4.0", "Twenty-one signs here", "", "pci-4.0", "https://pci-4-0.invalid/"),
        ("https://example.org/books/catalog.json", "", "", "books", "https://example.org/books/catalog.json/"),
        ("https://example.org/books/fed.xml", "", "https://example.org/f#", "fed", "https://example.org/f#"),
        ("catalogue", "", "https://example.org/x", "catalogue", "https://example.org/x/"),
        ("a_b.yaml", "", "https://example.org/a:", "a-b", "https://example.org/a:"),
        ("27001", "", "https://example.org/?n=", "f-27001", "https://example.org/?n="),
        ("…", "", "https://example.org/x_", "f", "https://example.org/x_"),
    ],
)
def test_a_framework_gets_an_id_and_a_namespace(
    base: Library, key: str, short: str, iri: str, prefix: str, space: str
) -> None:
    one = replace(HOUSE, key=key, title="T", short=short, iri=iri)
    found = plan(draft(frameworks=(one,)), base, Path("mine"), Wish())
    assert found.collisions == () and [c.entered.id for c in found.frameworks] == [prefix]
    assert found.files["ontology/prefixes.tsv"].split("\n")[1:] == [f"{prefix}\t{space}\tfrom their file.x", ""]
    assert list(found.files) == ["ontology/prefixes.tsv", f"ontology/catalogues/{prefix.replace('.', '-')}.tsv"]
    nothing = plan(draft(frameworks=(one,)), base, Path("mine"), Wish(iri="urn:x:"))
    assert nothing.collisions == ("'urn:x:' names no IRI: choose with --as or --iri",)
    asked = plan(draft(frameworks=(one,)), base, Path("mine"), Wish(prefix="own", iri="https://example.org/own"))
    assert asked.files["ontology/prefixes.tsv"].split("\n")[1].startswith("own\thttps://example.org/own/\t")


def test_a_crosswalk_of_several_pairs_is_a_file_a_pair_and_a_second_of_one_pair_is_counted(base: Library) -> None:
    sides = replace(row("1.1", "1.1", "equal"), objects=(replace(row("x", "1.1").objects[0], framework="framework a"),))
    one = draft(row("1.1", "1.1", "equal"), sides)
    other = replace(one.mappings[0], rows=(row("1.2", "1.2", "equal"),), stated_by="Thé Others Ltd.")
    found = plan(replace(one, mappings=(*one.mappings, other)), base, Path("mine"), Wish())
    assert [p for p in found.files if p.startswith("mappings/")] == [
        "mappings/house--b.their-file.sssom.tsv",
        "mappings/house--a.their-file.sssom.tsv",
        "mappings/house--b.the-others-ltd-2.sssom.tsv",
    ]
    own = plan(replace(one, mappings=(*one.mappings, other)), base, Path("mine"), Wish(own=True))
    assert own.collisions == (
        "the file has several crosswalks of house and b, and a folder has one of its own: leave out --own, and each is kept apart",
    )
    assert [p for p in own.files if p.startswith("mappings/")] == ["mappings/house--b.sssom.tsv", "mappings/house--a.sssom.tsv"]  # fmt: skip


def test_a_line_is_not_taken_for_one_that_begins_as_it_does(base: Library) -> None:
    """With so many rows, line 40 and line 400 are both rows of the set."""
    places = [(f"{n}", "1.1") for n in range(1, 401)]
    many = tuple(requirement(f"k{n}", n) for n, _ in places)
    house = replace(HOUSE, requirements=many)
    rows = [row(n, b, "intersects", where=f"row {n}") for n, b in places]
    found = plan(draft(*rows, frameworks=(house,)), base, Path("mine"), Wish(stated_by="them"))
    (place,) = (p for p in found.files if p.startswith("mappings/"))
    lines = found.files[place].split("\n")
    at = {line.split("\t")[0]: n for n, line in enumerate(lines, 1) if line.startswith("house:")}
    name, short = next((k, n) for k, n in at.items() if str(n * 10) in map(str, at.values()))
    long = next(k for k, n in at.items() if n == short * 10)
    told = in_the_file(found, [Finding(f"mine/{place}", short, f"as mine/{place}:{short * 10} and mine/{place}:{short}", "mend")])  # fmt: skip
    rows_ = [f"row {k.removeprefix('house:')}" for k in (long, name)]
    assert [(f.file, f.what) for f in told] == [
        (f"their file.x, {rows_[1]}", f"as {rows_[0]} of their file.x and {rows_[1]} of their file.x")
    ]
