"""Editions side by side, and mapping rows carried from an earlier one to the later as far as sets of demands allow, no further."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run
from demands import SETS, relation_of
from hypothesis import given
from hypothesis import strategies as st
from packs import NAMESPACES, crosswalk

from aims_graph.answers.editions.migration import Migration, migrations
from aims_graph.answers.editions.succession import became, came_from, edition_of
from aims_graph.answers.matrix.matrix import rows_of
from aims_graph.answers.picture.picture import Filters, around, everything
from aims_graph.errors import AimsError
from aims_graph.formats.library import load
from aims_graph.model import Framework, Library, MappingSet, Requirement, Source, Succession
from aims_graph.model.naming import in_full
from aims_graph.present.editions import migration_table
from aims_graph.vocabulary import CONVERSE, NO_TERM_FOUND, SET_RELATIONS


def test_the_controls_of_2013_are_those_that_the_transition_is_known_to_have() -> None:
    """114 became 93: 58 came over alone, 57 were joined into 24, 11 are new; one of them was also divided."""
    changes = [c for c in edition_of(load(), "27001:2013").changes if ":A." in c.former + c.present]
    now = Counter(c.present for c in changes if c.former)
    assert len({c.former for c in changes if c.former}) == 114
    assert len(now) + sum(c.change == "inserted" for c in changes) == 93
    assert sum(n == 1 for n in now.values()) == 58
    assert sum(n > 1 for n in now.values()) == 24
    assert len({c.former for c in changes if c.former and now[c.present] > 1}) == 57 - 1
    assert [c.former for c in changes if c.former and c.change == "split"] == ["iso27001-2013:A.18.2.3"] * 2
    assert {c.present.partition(":")[2] for c in changes if c.change == "inserted"} == set(
        "A.5.7 A.5.23 A.5.30 A.7.4 A.8.9 A.8.10 A.8.11 A.8.12 A.8.16 A.8.23 A.8.28".split()
    )


@pytest.mark.parametrize(
    ("number", "now"),
    [
        ("10.1", ["10.2"]),
        ("10.2", ["10.1"]),
        ("9.3", ["9.3.1", "9.3.2", "9.3.3"]),
        ("A.12.4.1", ["A.8.15"]),
        ("A.5.1.1", ["A.5.1"]),
        ("A.6.1.4", ["A.5.6"]),
        ("A.18.2.3", ["A.5.36", "A.8.8"]),
    ],
)
def test_what_became_of_a_number(number: str, now: list[str]) -> None:
    """The numbers people still write in crosswalks lead to those of 2022."""
    assert [c.present for c in became(load(), f"iso27001-2013:{number}")] == [f"iso27001:{n}" for n in now]


def test_the_act_says_itself_what_became_of_it() -> None:
    """State and ``replaces`` of the catalogue are read as successions: what was moved, and what was dropped."""
    library = load()
    edition = edition_of(library, "AI Act")
    assert (edition.former.id, edition.present.id) == ("aiact2024", "aiact")
    deleted = [r.id for r in library.members("aiact2024") if r.provision and r.provision.state == "deleted"]
    assert deleted and [c.former for c in edition.changes if c.change == "dropped"] == deleted
    moved = next(c for c in edition.changes if c.change == "moved")
    assert moved.former.partition(":")[2] != moved.present.partition(":")[2]
    assert came_from(library, moved.present) == [moved]


def test_frameworks_of_one_edition_have_nothing_to_compare() -> None:
    """The sentence names those that have."""
    with pytest.raises(AimsError, match="No two editions of 42001") as error:
        edition_of(load(), "42001")
    assert "27001:2013" in error.value.mend


def rows(*pairs: tuple[str, str, str]) -> list[dict[str, str]]:
    """Rows of a crosswalk on the edition of 2013: number, 42001 number, relation."""
    titles = {r.id: r.title for r in load().requirements.values()}
    met = {"equal": ("all", "all"), "subset_of": ("all", "some"), "superset_of": ("some", "all")}
    found = []
    for former, other, relation in pairs:
        subject, object_ = f"iso27001-2013:{former}", f"iso42001:{other}"
        s, o = met.get(relation, ("some", "some"))
        found.append(
            {
                "subject_id": subject,
                "subject_label": titles[subject],
                "object_id": object_,
                "object_label": titles[object_],
                "predicate_id": SET_RELATIONS[relation][0],
                "ext_set_relation": relation,
                "ext_subject_met": s,
                "ext_object_met": o,
                "ext_shared": f"what {former} and {other} share",
                "ext_subject_only": "" if s == "all" else f"only {former} against {other}",
                "ext_object_only": "" if o == "all" else f"only {other} against {former}",
                "comment": "worked out by hand",
            }
        )
    return found


def test_a_crosswalk_on_the_edition_of_2013_is_carried_as_far_as_it_goes(tmp_path: Path) -> None:
    """Worked out by hand: what was moved keeps its row, what was joined keeps what is still sure, the rest is left to a person."""
    crosswalk(
        tmp_path,
        "iso27001-2013",
        "iso42001",
        NAMESPACES,
        rows(
            ("10.1", "10.2", "equal"),  # moved to 10.2 with the same demands: equal
            ("A.12.4.1", "A.6.2.8", "superset_of"),  # joined into A.8.15, which therefore contains it too
            (
                "A.12.4.3",
                "A.6.2.8",
                "intersects",
            ),  # joined: A.8.15 shares something and may contain it, which decides nothing new beside the row above
            ("A.12.1.1", "A.6.2.7", "intersects"),  # moved to A.5.37 with the same demands: overlaps still
            ("A.9.1.1", "A.2.2", "intersects"),  # nobody judged what A.5.15 keeps of it
            (
                "A.8.3.1",
                "A.4.4",
                "subset_of",
            ),  # joined into A.7.10: they share something, and either may contain the other
            ("A.12.3.1", "A.4.3", "intersects"),  # became A.8.13 with the same demands: overlaps still
        ),
    )
    library = load(tmp_path)
    (done,) = migrations(library)
    assert (done.subject, done.object) == ("iso27001", "iso42001")
    found = {(c.row.subject_id.partition(":")[2], c.row.object_id.partition(":")[2]): c.row for c in done.carried}
    assert {pair: row.relation for pair, row in found.items()} == {
        ("10.2", "10.2"): "equal",
        ("A.8.15", "A.6.2.8"): "superset_of",
        ("A.5.37", "A.6.2.7"): "intersects",
        ("A.8.13", "A.4.3"): "intersects",
    }
    assert found["10.2", "10.2"].subject_label == "Nonconformity and corrective action"
    # Of a joined control what only it asked is not all that the new one asks.
    assert (found["A.8.15", "A.6.2.8"].subject_only, found["A.8.15", "A.6.2.8"].subject_met) == ("", "")
    assert found["A.5.37", "A.6.2.7"].subject_only == "only A.12.1.1 against A.6.2.7"
    assert [(look.row.subject_id.partition(":")[2], look.why) for look in done.looks] == [
        ("A.12.4.3", "shares"),
        ("A.9.1.1", "unjudged"),
        ("A.8.3.1", "shares"),
    ]
    # Where "intersects" is any overlap, both that were joined into A.8.15 say something of it: the first is carried, the other is shown to a person.
    (mapping_set,) = (s for s in library.sets if s.subject == "iso27001-2013")
    loose = replace(mapping_set, header={**mapping_set.header, "intersects_means": "any overlap"})
    (done,) = migrations(replace(library, sets=[loose]))
    assert {c.row.subject_id: c.row.relation for c in done.carried if c.row.object_id == "iso42001:A.6.2.8"} == {
        "iso27001:A.8.15": "superset_of"
    }
    assert [(look.row.subject_id.partition(":")[2], look.why, look.candidates) for look in done.looks] == [
        ("A.12.4.3", "undecided", ("iso27001:A.8.15", "iso42001:A.6.2.8")),
        ("A.9.1.1", "unjudged", ("iso27001:A.5.15",)),
    ]
    table = migration_table(library, [done])
    # A person reads names; the ids stand behind.
    assert all((row[3], row[5]) == (in_full(library, row[7]), in_full(library, row[8])) for row in table.rows)
    assert str(table.rows[-1][6]).endswith(in_full(library, "iso27001:A.5.15"))
    assert table.notes == ("5 carried, 2 for a person to look at.",)


def test_a_crosswalk_on_an_earlier_edition_stands_in_the_tables_and_pictures(tmp_path: Path) -> None:
    """As it is stated, after the rows of the present editions; nothing follows from it."""
    crosswalk(tmp_path, "iso27001-2013", "iso42001", NAMESPACES, rows(("10.1", "10.2", "equal")))
    library = load(tmp_path)
    at = [row.object_id for row in rows_of(library, "iso42001") if row.subject_id == "iso42001:10.2"]
    assert at[-1] == "iso27001-2013:10.1" and len(at) > 5 and not any("2013" in name for name in at[:-1])
    for seen in (around(library, "iso42001:10.2", 1, Filters()), everything(library, Filters())):
        nodes = [n.requirement.id for n in seen.nodes]
        assert {i for e in seen.edges for i in (e.source, e.target)} <= {*nodes}
        assert nodes[-1] == "iso27001-2013:10.1"


def test_migrate_and_editions_as_a_person_runs_them(tmp_path: Path) -> None:
    """The table says what was carried and what is to be looked at; an edition of which little is known leaves nearly all to a person."""
    crosswalk(tmp_path, "iso27001-2013", "iso42001", NAMESPACES, rows(("10.1", "10.2", "equal")))
    carried = run("migrate", "--content", str(tmp_path), "-f", "json")
    assert carried.returncode == 0 and "iso27001:10.2" in carried.stdout and '"carried"' in carried.stdout
    to_2026 = run("migrate", "--to", "9001:2026", "-f", "csv").stdout
    assert "nothing is stated" in to_2026 and ",carried," not in to_2026
    assert "A.5.16" in run("editions", "27001:2013", "-f", "csv").stdout
    assert "A.5.16 Identity management" in run("show", "27001:2013 A.9.2.1").stdout


@given(former=SETS, present=SETS, other=SETS, turned=st.booleans(), loose=st.booleans())
def test_what_is_carried_is_true_of_the_sets(
    former: frozenset[int], present: frozenset[int], other: frozenset[int], turned: bool, loose: bool
) -> None:
    """Whatever three sets of demands: what is carried holds of the later one and the other side, seen from either, and a share that is told is one."""
    stated = relation_of(other, former) if turned else relation_of(former, other)
    (done,) = migrated(stated, "moved", relation_of(former, present), turned, loose)
    truth = relation_of(other, present) if turned else relation_of(present, other)
    for carried in done.carried:
        any_overlap = loose and carried.row.relation == "intersects" and truth != "no_relationship"
        assert carried.row.relation == truth or any_overlap
    assert len(done.carried) + len(done.looks) == 1
    assert not done.looks or done.looks[0].why == "undecided" or truth != "no_relationship"
    if former == present:
        assert done.carried[0].row.relation == stated


def migrated(stated: str, change: str, relation: str, turned: bool = False, loose: bool = False) -> list[Migration]:
    """Migrate one row between the requirement of an earlier edition and another framework's: what it states, and what became of the requirement."""
    base = load()
    here = Source("x.tsv", 1)
    frameworks = {f: replace(base.frameworks["iso9001"], id=f, role=r) for f, r in (("f", "superseded"), ("p", "framework"), ("y", "framework"))}  # fmt: skip
    members = {r.id: r for r in (*map(requirement, frameworks), replace(requirement("f"), id="f:2"))}
    other = NO_TERM_FOUND if stated == "gap" else "y:1"
    sides = (other, "f:1") if turned else ("f:1", other)
    says = {
        "subject_met": "some",
        "object_met": "some",
        "shared": "what both ask",
        "subject_only": "one",
        "object_only": "other",
    }
    row = replace(next(iter(base.mappings)), subject_id=sides[0], object_id=sides[1], relation=stated.removeprefix("gap"), source=here, **says)  # fmt: skip
    header = {"intersects_means": "any overlap"} if loose else {}
    mapping_set = MappingSet("s", *(("y", "f") if turned else ("f", "y")), "", header, (row,), "x.tsv")
    library = Library(
        base.packs, base.names, base.terms, frameworks=frameworks, requirements=members, sets=[mapping_set]
    )
    present = "" if change == "dropped" else "p:1"
    # That the two are editions of one framework is known by a second requirement, whatever is stated of the first.
    library.successions = [Succession("f:2", "p:1", "kept", "equal", "certain", "", here)]
    library.successions += [Succession("f:1", present, change, relation, "certain", "", here)] * bool(change)
    return migrations(library)


STATED = ("equal", "subset_of", "superset_of", "intersects", "no_relationship", "gap", "")
S, L = "shares", "undecided"
#: What became of a requirement, and what it is to the later one -> what then is carried of a row that states each of ``STATED`` of it, or why a person
#: must look. Worked by hand on sets of demands; the second line is of a set whose "intersects" means any overlap, where it differs.
KEPT = ("equal", "subset_of", "superset_of", "intersects", "no_relationship", "gap", "")
CARRIED = {
    ("kept", "equal"): (KEPT,),
    ("moved", "equal"): (KEPT,),
    # The later one demands all of it, and more.
    ("merged", "subset_of"): (
        ("superset_of", S, "superset_of", S, L, L, L),
        ("superset_of", "intersects", "superset_of", "intersects", L, L, L),
    ),
    ("reworded", "subset_of"): (
        ("superset_of", S, "superset_of", S, L, L, L),
        ("superset_of", "intersects", "superset_of", "intersects", L, L, L),
    ),
    # The later one demands less.
    ("split", "superset_of"): (("subset_of", "subset_of", L, L, "no_relationship", "gap", L),),
    ("reworded", "superset_of"): (("subset_of", "subset_of", L, L, "no_relationship", "gap", L),),
    ("reworded", "intersects"): (
        ("intersects", S, L, L, L, L, L),
        ("intersects", "intersects", L, L, L, L, L),
    ),
    # A number that is another requirement now.
    ("reworded", "no_relationship"): (("no_relationship", L, "no_relationship", L, L, L, L),),
    ("split", ""): (("unjudged",) * 7,),
    ("reworded", ""): (("unjudged",) * 7,),
    ("dropped", ""): (("dropped",) * 7,),
    ("", ""): (("unstated",) * 7,),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("loose", [False, True])
@pytest.mark.parametrize(("change", "relation"), CARRIED)
def test_each_relation_in_each_kind_of_change(change: str, relation: str, loose: bool, turned: bool) -> None:
    """Seen from the other side, too, and never with a word about how much is met that was said of the earlier text."""
    lines = CARRIED[change, relation]
    for stated, now in zip(STATED, lines[-1] if loose else lines[0], strict=True):
        said, wanted = ((CONVERSE.get(w, w) if turned else w) for w in (stated, now))
        (done,) = migrated(said, change, relation, turned, loose)
        if now in ("shares", "undecided", "unjudged", "dropped", "unstated"):
            assert (done.carried, [look.why for look in done.looks]) == ((), [wanted]), (stated, now)
            continue
        (carried,) = done.carried
        row = carried.row
        assert (row.relation, done.looks) == (wanted.removeprefix("gap"), ()), (stated, now)
        assert row.is_gap == (now == "gap")
        whole = ("some", "some", "one", "other", "what both ask")
        changed = ("", "", "", "", "what both ask" * (relation == "subset_of"))
        met = (row.subject_met, row.object_met, row.subject_only, row.object_only, row.shared)
        assert met == (whole if relation == "equal" else changed)
        if relation != "equal" and not row.is_gap:
            said_now = (SET_RELATIONS[row.relation][0], "Not" if row.is_denied else "")
            assert (row.predicate, row.modifier) == said_now


def requirement(framework: str) -> Requirement:
    """The one requirement of a framework of the test's own."""
    return Requirement(f"{framework}:1", framework, "1", "clause", "One", False, "", 1, True, "", (), (), "", Source("x.tsv", 1))  # fmt: skip


def test_the_framework_record_is_used() -> None:
    """An outline bears no mappings."""
    outline: Framework = load().frameworks["iso9001-2026"]
    assert not outline.is_mapped and outline.role == "outline"
