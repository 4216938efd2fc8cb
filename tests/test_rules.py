"""The rules of ``check`` that content states: traps, completeness, whose duties have remainders, chapters that were renumbered."""

import re
from itertools import product

import pytest
import tiny
from mends import with_its_mend

from aims_graph.check.content import check, report
from aims_graph.errors import ContentError, UnknownRequirementError
from aims_graph.formats.library import library_of, load
from aims_graph.identifiers import resolve
from aims_graph.pack.pack import Pack


def changed(folder, place, *pairs):
    packs = tiny.write(folder)
    text = (folder / place).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old.replace(" | ", "\t") in text
        text = text.replace(old.replace(" | ", "\t"), new.replace(" | ", "\t"), 1)
    (folder / place).write_text(text, encoding="utf-8", newline="\n")
    return packs


def whats(packs):
    return [f.what for f in with_its_mend(report(packs, shapes=False).findings)]


def test_the_traps_of_published_crosswalks(library):
    """Worked out from the faults that were counted in published crosswalks, not from the table."""
    improvement = {"iso42001:10.1", "iso27001:10.1", "iso9001:10.3"}
    correction = {"iso42001:10.2", "iso27001:10.2", "iso9001:10.2.1", "iso9001:10.2.2"}
    crossed = {frozenset(p) for p in product(improvement, correction) if p[0].split(":")[0] != p[1].split(":")[0]}
    logging = {frozenset(("iso42001:A.8.4", i)) for i in ("iso27001:A.8.15", "aiact:art-12-1", "aiact:art-19-1")}
    impact = {frozenset((i, "aiact:art-27-1")) for i in ("iso42001:6.1.2", "iso42001:8.2")}
    traps = {frozenset(pair): t for t in library.traps for pair in product(t.left, t.right)}
    assert set(traps) == crossed | logging | impact
    for pairs, what, relations in (
        (crossed, "continual improvement is crossed with corrective action", ()),
        (logging, "A.8.4 is the communication of incidents, not logging", ()),
        (impact, "an AI risk assessment is taken for an impact assessment", ("equal", "subset_of", "superset_of")),
    ):
        assert {(traps[p].what, traps[p].relations) for p in pairs} == {(what, relations)}


def test_a_row_in_a_trap_is_named(tmp_path):
    row = "a:1.1 | Logging | skos:relatedMatch |  | b:1.3 | Waste disposal | intersects | some | some | old logs go | the rest | all waste |  |  |  | 0.8 | semapv:LLMBasedMatching | a model | 2026-11-20\n"
    packs = changed(tmp_path, tiny.PAIR, ("a:1.2 | Staff", row + "a:1.2 | Staff"))
    assert "logging is taken for waste" in whats(packs)
    assert changed(tmp_path, "ontology/traps.tsv", ("b:1.3 |  | logging", "b:1.3 | equal | logging"))
    path = tmp_path / tiny.PAIR
    path.write_text(
        path.read_text(encoding="utf-8").replace("a:1.2\tStaff", row.replace(" | ", "\t") + "a:1.2\tStaff"),
        encoding="utf-8",
    )
    assert "logging is taken for waste" not in whats(packs)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("a:1.1 | b:1.3", "a:1.7 | b:1.3", "a:1.7 does not exist"),
        ("b:1.3 |  | logging", "b:1.3 | like | logging", "relation is 'like'"),
    ],
)
def test_a_trap_that_names_nothing(tmp_path, old, new, what):
    assert what in whats(changed(tmp_path, "ontology/traps.tsv", (old, new)))


def planted(root, file, start, old, new, other=""):
    """Change the line of a file that begins so and holds ``other`` as a cell, if one is named; return file and number of that line."""
    path = root / file
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(
        n for n, line in enumerate(lines) if line.startswith(start) and old in line and other in ("", *line.split("\t"))
    )
    lines[at] = lines[at].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return file, at + 1


def test_what_breaks_the_one_principle_is_named(copy, library):
    """Faults of every kind that docs/reading.md settles and a machine can see, planted in the real content, each named where it stands."""
    rows, remains = "mappings/iso-42001--eu-ai-act.sssom.tsv", "mappings/remainders/eu-ai-act--iso-42001.tsv"
    listed = "\tDocument monitoring, update arrangements and support"
    together = "mappings/combined.tsv"
    (comment,) = (c.comment for c in library.combined if c.requirement_id == "iso42001:A.10.3")
    same = library.remainder_of["aiact:art-16-c", "iso42001"].remains
    faults = {
        # 27(1)(c) asks for the categories of persons affected: one thing, however many there are.
        "aiact:art-27-1-c has one demand by its catalogue": [
            planted(copy, rows, "iso42001:A.5.4\t", "\tsome\tsome\t", "\tsome\tmost\t", "aiact:art-27-1-c"),
            planted(copy, remains, "aiact:art-27-1-c\t", "\tsome\t", "\tmost\t"),
        ],
        "names 'technical document', which iso42001:A.8.5 only suggests": [
            planted(copy, rows, "iso42001:A.8.5\t", "obligations towards several parties found out", "obligations on technical documentation found out")
        ],
        "names 'service level', which iso42001:A.6.2.6 only suggests": [
            planted(copy, "mappings/remainders/iso-42001--iso-9001.tsv", "iso42001:A.6.2.6\t", listed, listed + " by service levels")
        ],
        "and nothing says what they meet together": [
            planted(copy, remains, "aiact:anx-iv-2-c\t", "The two demands are met one each: computing resources by A.4.5, stage by stage also by A.4.2, architecture by A.6.2.3.", "")
        ],
        "no row, and no reading that dropped it": [
            planted(copy, "mappings/discrimination.tsv", "iso-27001--nist-ai-rmf\tiso27001:8.3\t", "airmf:MANAGE-3.1", "airmf:MANAGE-3.2")
        ],
        "iso42001:A.8.5 has no row with aiact:art-79-2": [
            planted(copy, "mappings/alike.tsv", "iso42001:A.8.5\t", "aiact:art-5-4|", "aiact:art-5-4|aiact:art-79-2|")
        ],
        "most of iso42001:A.8.5 is met by aiact:art-73-1,": [
            planted(copy, rows, "iso42001:A.8.5\t", "\tsome\tsome\t", "\tmost\tsome\t", "aiact:art-73-1")
        ],
        "iso42001:A.3.2: met is none, but": 2 * [planted(copy, together, "iso42001:A.3.2\t", "\tsome\t", "\tnone\t")],
        "iso42001:A.4.2: by names nothing of iso9001": [planted(copy, together, "iso42001:A.4.2\t", "|iso9001:4.4.1|iso9001:8.3.2\t", "\t")],
        "iso27001 alone meets all of it": [
            planted(copy, together, "iso42001:A.6.1.3\tProcesses for responsible AI system design and development\t", "A.6.1.3\tProcesses for responsible AI system design and development", "9.2.1\tInternal audit: general")
        ],
        "held is iso27001 and iso27001": [planted(copy, together, "iso42001:A.6.2.6\t", "iso27001|iso9001", "iso27001|iso27001")],
        "iso42001:A.10.3: nothing says what they meet together": [
            planted(copy, together, "iso42001:A.10.3\t", comment, "")
        ],
        "aiact:art-9-6: by names iso42001:A.2.2, but no row relates the two": [
            planted(copy, together, "aiact:art-9-6\t", "iso42001:A.6.2.4", "iso42001:A.2.2")
        ],
        "aiact:art-25-4: by names iso27001:A.5.20, which is not of what is held": [
            planted(copy, together, "aiact:art-25-4\t", "iso42001|iso27001", "iso42001|iso9001")
        ],
        "aiact:art-16-c: beside iso42001 alone the same remains": [
            planted(copy, together, "aiact:art-16-c\t", "Bring the joint management system up to every Article 17 aspect; neither certificate presumes conformity", same)
        ],
    }  # fmt: skip
    # The last word on 4.4 with Annex VII, point 3.3, is some and some.
    planted(copy, rows, "iso42001:4.4\t", "\tsome\tsome\t", "\tsome\tmost\t", "aiact:anx-vii-3-3.3")  # fmt: skip
    found = with_its_mend(check([Pack(copy)], shapes=False))
    for what, places in faults.items():
        assert [(f.file, f.line) for f in found if what in f.what] == places, what
    assert any("decided as some/some, but the mapping file says some/most" in f.what for f in found)


def test_a_row_that_rests_on_a_child_stands_with_every_counterpart_of_the_children(library):
    """docs/reading.md, point 6: where nothing of a parent's own words has a counterpart, it bears a row with each one of its children."""
    found = set()
    for row in (row for row in library.mappings if row.is_counterpart):
        named = re.match(r"by points? ([^,]+),", row.shared)
        if named is None:
            continue
        one, parent = sorted((row.subject_id, row.object_id), key=lambda name: len(library.children.get(name, ())))
        numbers = [part.strip("()") for part in named[1].split(" and ")]
        for child in (f"{parent}-{number}" for number in numbers):
            assert library.requirements[child].parent == parent and library.has_row(one, child), row
        framework = library.requirements[one].framework

        def counterparts(name, framework=framework):
            rows = [seen for seen in library.rows_at(name) if seen.is_counterpart]
            return {seen.object_id for seen in rows if library.requirements[seen.object_id].framework == framework}

        below = set().union(*(counterparts(name) for name in library.below(parent)))
        assert counterparts(parent) == below, (parent, framework)
        found.add(parent)
    assert {"aiact:art-22-3", "aiact:art-54-3", "aiact:anx-viii-sec-a", "aiact:anx-ix"} <= found


@pytest.mark.parametrize("value", ["two", "One"])
def test_the_mark_of_one_demand_is_one_or_nothing(copy, value):
    planted(copy, "ontology/catalogues/iso-27001-2022.tsv", "iso27001:6.3\t", "\tone\t", f"\t{value}\t")
    with pytest.raises(ContentError, match=f"demands is '{value}'"):
        load(copy, alone=True)


@pytest.mark.parametrize("place", [tiny.PAIR, "mappings/remainders/a--b.tsv"])
def test_only_what_claims_to_be_complete_is_asked_to_be(tmp_path, place):
    packs = tiny.write(tmp_path)
    lines = (tmp_path / place).read_text(encoding="utf-8").splitlines(keepends=True)
    gone = [line for line in lines if not line.startswith(("a:1.2", "a:1.3"))]
    (tmp_path / place).write_text("".join(gone), encoding="utf-8")
    missing = [w for w in whats(packs) if "has no row" in w]
    assert "a:1.3 Supplier contracts has no row" in missing
    (tmp_path / place).write_text("".join(line for line in gone if "complete" not in line), encoding="utf-8")
    assert [w for w in whats(packs) if "has no row" in w] == []


def test_evidence_is_asked_for_everywhere_where_the_list_claims_it(tmp_path):
    packs = changed(tmp_path, "ontology/evidence.tsv", ("#title", "#complete: yes\n#title"))
    assert whats(packs) == ["a:1.2 has no line", "a:1.3 has no line"]


def test_remainders_are_asked_for_the_duties_of_whom_the_law_names(tmp_path, library):
    assert library.frameworks["aiact"].listed("remainders_for") == (
        *("provider", "deployer", "gpai-provider", "gpai-provider-systemic"),
    )
    packs = changed(
        tmp_path,
        tiny.CATALOGUE,
        ("#counts:", "#remainders_for:\n#- maker\n#counts:"),
        ("assessable | harmonized | summary", "assessable | harmonized | summary | nature | bearer | systems"),
    )
    path = tmp_path / tiny.CATALOGUE
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("a:1\t"))
    law = ["scope\t\t", "obligation\tmaker\tall", "obligation\tmaker\tall", "obligation\tuser\tall"]
    lines = [*lines[:at], *(f"{line}\t{more}" for line, more in zip(lines[at:], law, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    remainders = tmp_path / "mappings/remainders/a--b.tsv"
    rows = remainders.read_text(encoding="utf-8").splitlines(keepends=True)
    remainders.write_text("".join(r for r in rows if not r.startswith(("a:1.2", "a:1.3"))), encoding="utf-8")
    found = whats(packs)
    assert "a:1.2 Staff training has no row" in found and not any("a:1.3 Supplier" in w for w in found)


def test_a_renumbered_chapter_is_stated_by_its_catalogue(library, copy):
    from aims_graph.pack.pack import packs_of

    assert [f.id for f in library.frameworks.values() if f.listed("renumbered")] == ["iso9001"]
    path = copy / "ontology/catalogues/iso-9001-2015.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("#renumbered:\n#- '10'\n", ""), encoding="utf-8")
    found = whats(packs_of([copy], alone=True))
    assert found == [
        "iso9001:10.2: carries hs2012:10.1, which has another number",
        "iso9001:10.3: carries hs2012:10.2, which has another number",
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("27002 8.28", "iso27001:A.8.28"),
        ("27001 8.28", "iso27001:A.8.28"),
        ("42001 A.8.5", "iso42001:A.8.5"),
        ("27002 control 5.1", "iso27001:A.5.1"),
        ("ISO/IEC 27002:2022 5.1", "iso27001:A.5.1"),
        ("27002:2013 9.4.1", "iso27001-2013:A.9.4.1"),
        # The word Annex stands before its letter as people cite it; of the AI Act it begins a number.
        ("42001 §6.1", "iso42001:6.1"),
        ("27001 section 6.1.3", "iso27001:6.1.3"),
        ("9001 sub-clause 8.5.1", "iso9001:8.5.1"),
        ("Articles 9", "aiact:art-9"),
        ("27001 Annex A.5.1", "iso27001:A.5.1"),
        ("ISO/IEC 27001:2022, Annex A 5.1", "iso27001:A.5.1"),
        ("Annex A.8.28", "iso27001:A.8.28"),
        ("Annex III", "aiact:anx-iii"),
        # The framework may be named behind the number, as in running text.
        ("Article 9 of the AI Act", "aiact:art-9"),
        ("Article 9(2), EU AI Act", "aiact:art-9-2"),
        ("Annex IV, point 2(h) of the AI Act", "aiact:anx-iv-2-h"),
        ("clause 8.2 of ISO/IEC 42001:2023", "iso42001:8.2"),
        ("A.5.1 (ISO 27001)", "iso27001:A.5.1"),
        ("control 5.1 of ISO/IEC 27002:2022", "iso27001:A.5.1"),
        ("6.1.2 ISO 9001", "iso9001:6.1.2"),
        ("GOVERN 1.1 of the NIST AI RMF", "airmf:GOVERN-1.1"),
    ],
)
def test_a_number_is_read_where_a_document_is_numbered_so(library, asked, meant):
    assert resolve(asked, library) == meant


def test_of_an_annex_that_two_frameworks_have_both_are_suggested(library):
    with pytest.raises(UnknownRequirementError) as refused:
        resolve("Annex A.5.2", library)
    assert refused.value.near == ["iso27001:A.5.2", "iso42001:A.5.2"]
    # It is not unknown: two have it.
    assert refused.value.what == "Several requirements are called 'Annex A.5.2'."
    assert refused.value.mend == (
        "Did you mean iso27001:A.5.2 (Information security roles and responsibilities), iso42001:A.5.2 (AI system impact assessment process)?"
    )


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("42001 8.5", "iso42001:A.8.5"),
        ("42001:8.5", "iso42001:A.8.5"),
        ("AI Act section 9", "aiact:art-9"),
        ("Paragraph 9(2) of the AI Act", "aiact:art-9-2"),
    ],
)
def test_another_kind_of_thing_is_a_suggestion(library, asked, near):
    with pytest.raises(UnknownRequirementError) as refused:
        resolve(asked, library)
    assert refused.value.near[0] == near


def test_as_deep_as_a_catalogue_likes(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / tiny.CATALOGUE
    text = path.read_text(encoding="utf-8").replace("clause: 4", "clause: 4\n#  part: 1200")
    rows = [
        f"a:d{n}\td{n}\tpart\tDepth {n}\t{f'a:d{n - 1}' if n else 'a:1'}\tno\town\tLies {n} deep." for n in range(1200)
    ]
    path.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")
    assert whats(packs) == []
    library = library_of(packs)
    assert list(library.below("a:1"))[3:] == [f"a:d{n}" for n in range(1200)]
    assert len(list(library.above("a:d1199"))) == 1200
