"""What follows, as people ask for it: on the command line, in the graph, and when a row is rejected."""

import shutil
from dataclasses import replace
from itertools import permutations

import pytest
from commands import run
from packs import NAMESPACES, crosswalk
from worlds import world

from aims_graph import load
from aims_graph.answers.coverage.coverage import FULL, PART, Held, Reason, coverage, whole_coverage
from aims_graph.answers.inference.inference import (
    Fallen,
    everything_entailed,
    explained,
    fallen_with,
    row_between,
    stated_row,
)
from aims_graph.answers.requirement.towards import towards
from aims_graph.check.contradictions import contradiction_findings
from aims_graph.check.ground import Ground
from aims_graph.errors import AimsError
from aims_graph.formats.content import read_content
from aims_graph.graph.query import ask
from aims_graph.model import Library
from aims_graph.model.naming import full_name
from aims_graph.pack.pack import shipped
from aims_graph.present.inference import entailed_table, fallen_table, judged_lines
from aims_graph.reason.closure import Closure, bits
from aims_graph.reason.derived import shown
from aims_graph.reason.relations import ANY, ASSERTED, INSIDE, OVERLAP, names
from aims_graph.reason.statements import network_of


def test_the_closure_lists_every_row_and_never_one_framework_alone(library: Library):
    table = entailed_table(library, everything_entailed(library))
    pairs = {(x, y): (relation, rows) for *_, relation, _, rows, x, y in table.rows}
    # A person reads names; the ids stand behind.
    assert all(row[:2] == (full_name(library, row[5]), full_name(library, row[6])) for row in table.rows)
    closure = Closure(network_of(library))
    for m in library.mappings:
        if m.relation and closure.relation(m.subject_id, m.object_id):
            x, y = (m.subject_id, m.object_id) if (m.subject_id, m.object_id) in pairs else (m.object_id, m.subject_id)
            assert pairs[x, y] == (names(closure.relation(x, y)), 1)
    assert all(x.split(":")[0] != y.split(":")[0] for x, y in pairs)
    assert sum(row[3] == "yes" for row in table.rows) == len(shown(library, closure))


def test_the_graph_shows_what_the_closure_shows(tmp_path, library: Library):
    """With one row struck that others entail, the graph carries it as derived, with the rows it rests on."""
    net = network_of(library)
    struck = next(
        row
        for row in library.mappings
        if row.relation == "intersects"
        and (row.subject_id, row.object_id)
        in {(p.subject, p.object) for p in shown(library, Closure(net.without([row])))}
    )
    for name in ("ontology", "mappings"):
        shutil.copytree(shipped().root / name, tmp_path / name)
    path = tmp_path / struck.source.file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: struck.source.line - 1] + lines[struck.source.line :]), encoding="utf-8")
    rest = load(tmp_path, alone=True)
    expected = {(pair.subject, pair.object) for pair in shown(rest, Closure(network_of(rest)))}
    for pair in shown(rest, Closure(network_of(rest))):
        for one, other in ((pair.subject, pair.object), (pair.object, pair.subject)):
            asked, there = rest.requirements[one], rest.requirements[other]
            seen = {f.id: towards(rest, asked, f).derived for f in rest.mapped if f.id != asked.framework}
            derived = [(d.requirement.id, d.pair.subject, d.pair.relation) for d in seen[there.framework]]
            assert (other, pair.subject, pair.relation) in derived
            assert all(d.requirement.framework == f for f, derived in seen.items() for d in derived)
    table = ask(rest, "derived-from-rows")
    assert (struck.subject_id, struck.object_id) in expected
    assert {(row[0], row[1]) for row in table.rows} == expected
    assert all("sssom.tsv:" in str(row[4]) for row in table.rows)
    assert any(
        "follows" in str(f) and struck.subject_id in str(f)
        for f in contradiction_findings(Ground(read_content(rest.packs)))
    )


@pytest.mark.parametrize(("query", "matrix"), [("touches", "overlap"), ("contained-in", "up")])
def test_the_paths_in_sparql_find_what_the_closure_finds(library: Library, query, matrix):
    closure = Closure(network_of(library))
    all_names, position = closure.network.names, closure.network.position
    # What Annex C names are concepts and no requirements, which is what these queries take.
    asked = [name for name in all_names if not name.startswith("iso42001:C.")]
    for x in (*asked[::60], "aiact:art-17", "iso42001:9", "iso9001:9.2.2"):
        found = {row[1] for row in ask(library, query, {"requirement": x}).rows}
        groups = bits(getattr(closure, matrix)[closure.group[position[x]]])
        assert found == {all_names[member] for g in groups for member in closure.groups[g]} - {x}


def test_a_row_is_named_by_its_place_or_by_its_sides(library: Library):
    row = next(m for m in library.mappings if m.relation == "equal")
    assert stated_row(library, str(row.source)) is row
    assert stated_row(library, str(row.source).removeprefix("mappings/")) is row
    assert row_between(library, row.object_id, row.subject_id) is row
    gap = next(m for m in library.mappings if m.is_gap)
    for place in (str(gap.source), f"{row.source.file}:1", "nowhere.tsv:1", "no place"):
        with pytest.raises(AimsError):
            stated_row(library, place)
    with pytest.raises(AimsError, match="No row speaks of"):
        row_between(library, "iso42001:4", "iso27001:4")


@pytest.fixture(scope="module")
def fallen(library: Library) -> list[Fallen]:
    """What falls with each equality."""
    return [fallen_with(library, m) for m in library.mappings if m.relation == "equal"]


def test_rejecting_an_equality_takes_its_coverage(library: Library, fallen: list[Fallen]):
    """Between the two frameworks of the row, as on a closure that is made anew; and all that changes is told with what it was."""
    before, net = whole_coverage(library), network_of(library)
    for found in fallen:
        row, after = found.row, Closure(net.without([found.row]))
        sides = tuple(library.requirements[side].framework for side in (row.subject_id, row.object_id))
        for held, wanted in (sides, sides[::-1]):
            was = {c.requirement.id: c.status for c in before[held, wanted]}
            now = {c.requirement.id: c.status for c in coverage(library, Held((held,), ()), wanted, closure=after)}
            expected = {(name, held): (was[name], now[name]) for name in was if was[name] != now[name]}
            told = {key: change for key, change in found.coverage.items() if key[1] == held and key[0] in was}
            assert told == expected
            assert was[row.subject_id if wanted == sides[0] else row.object_id] == FULL
        assert all(then != now for then, now in found.coverage.values())


@pytest.mark.parametrize("seed", range(4))
def test_what_is_covered_is_what_one_requirement_held_contains_or_shares(library: Library, seed: int):
    """Again, pair by pair, on contents where a requirement is inside one framework, shares with another, and has nothing of a third.

    What only the heading of a framework shares tells nobody what is held: a heading is no requirement.
    """
    small = world(library, seed)
    closure = Closure(network_of(small))
    group = {name: closure.group[n] for n, name in enumerate(closure.network.names)}
    reasons = set()
    for held, wanted in permutations([f.id for f in small.mapped], 2):
        there = [small.requirements[y] for y in group if small.requirements[y].framework == held]
        for c in coverage(small, Held((held,), ()), wanted):
            g = group[c.requirement.id]
            inside = [y.id for y in there if closure.entails(g, group[y.id], INSIDE)]
            shares = [y.id for y in there if y.assessable and closure.entails(g, group[y.id], OVERLAP)]
            judged = small.remainder_of.get((c.requirement.id, held))
            assert (c.reason is Reason.INSIDE) == bool(inside)
            assert not inside or (c.status == FULL and set(c.by) <= set(inside))
            if c.status not in (FULL, PART):
                assert not shares
            elif c.reason is Reason.SHARES:
                assert set(c.by) <= set(shares) and (shares or (judged and judged.met != "none"))
            reasons.add(c.reason)
    assert {Reason.INSIDE, Reason.SHARES, Reason.NO_ROW} <= reasons


def test_a_rejected_row_may_follow_from_the_others(library: Library, fallen: list[Fallen]):
    net = network_of(library)
    for found in fallen:
        row = found.row
        said = [r[3:] for r in fallen_table(library, found).rows if r[0] == "the row itself"]
        assert [r[0] for r in said] == [names(ASSERTED[row.relation])]
        left = Closure(net.without([row])).relation(row.subject_id, row.object_id)
        assert len(said) == 1
        assert said[0][1] == ("nothing known" if left == ANY else names(left))
        assert said[0][2:] == (row.subject_id, row.object_id)


def test_what_falls_with_a_row_is_named_as_people_name_it(library: Library, fallen: list[Fallen]):
    covered = replace(fallen[0], coverage={("iso42001:4.1", "iso27001"): (FULL, PART)})
    tables = [fallen_table(library, found) for found in (*fallen, covered)]
    seen = set()
    for table in tables:
        assert table.columns == ("what falls", "subject", "object", "before", "after", "subject id", "object id")
        for what, subject, other, before, after, left, right in table.rows:
            seen.add(what)
            assert subject == full_name(library, left)
            assert other == (
                library.frameworks[right[:-1]].short if right.endswith(":") else right and full_name(library, right)
            )
            assert not {f"{f}:" for f in library.frameworks} & {
                w[: w.find(":") + 1] for w in f"{before} {after}".split()
            }
    assert seen == {"the row itself", "inferred", "shared control", "coverage"}


def test_nothing_falls_with_a_row_from_which_nothing_follows(tmp_path):
    """Rows of a folder's own: one on an earlier edition, one that states no relation, one without counterpart."""
    bare = dict.fromkeys(("ext_set_relation", "ext_subject_met", "ext_object_met", "confidence"), "")
    asked = {"subject_id": "iso27001-2013:10.1", "subject_label": "Nonconformity and corrective action"}
    other = {"object_id": "iso42001:10.2", "object_label": "Nonconformity and corrective action"}
    rows = [
        {**asked, **other, "comment": "overlaps"},
        {**asked, **other, **bare, "object_id": "iso42001:10.1", "object_label": "Continual improvement"},
        {**asked, **bare, "object_id": "sssom:NoTermFound", "subject_id": "iso27001-2013:10.2", "subject_label": "Continual improvement"},
    ]  # fmt: skip
    crosswalk(tmp_path, "iso27001-2013", "iso42001", NAMESPACES, rows)
    own = load(tmp_path)
    assert not own.left_out
    ours = [m for m in own.mappings if m.subject_id.startswith("iso27001-2013:")]
    for row, says in zip(ours, ("former edition", "no relation", "no counterpart"), strict=True):
        with pytest.raises(AimsError, match=says):
            stated_row(own, str(row.source))


def test_what_was_judged_of_a_pair_without_a_row_is_said(library: Library):
    """Each reading, as its file has it, from whichever side one asks; where a row speaks it says so itself."""
    for x, y in (("iso42001:4.1", "airmf:MAP-1.3"), ("airmf:MAP-1.3", "iso42001:4.1")):
        found = explained(library, x, y)
        assert [(r.reading, r.verdict, r.outcome) for r in found.judged] == [
            ("fourth", ("some", "some"), ""),
            ("resettled", ("none", "none"), "left out"),
        ]
        said = judged_lines(library, found)
        assert "Fourth reading, 2026-11-29: met of ISO/IEC 42001 4.1: some, of NIST AI RMF MAP 1.3: some." in said[1]
        assert "Resettled, 2026-11-29: left out. " in said[2] and str(found.judged[1].source) in said[2]
    for x, y in (("iso27001:A.8.15", "iso42001:A.6.2.8"), ("iso42001:6.3", "aiact:art-3-1")):
        assert judged_lines(library, explained(library, x, y)) == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("closure", "-f", "csv"), 0, "subject,object,relation,shown,rows,subject id,object id"),
        (("explain", "42001 6.3", "27001 6.3"), 0, "demand the same"),
        (("explain", "42001 6.3", "27001 6.3", "-f", "json"), 0, '"provenance"'),
        (("explain", "42001 6.3", "27001 6.3", "-f", "svg"), 0, "<svg"),
        (("explain", "42001 6.3", "A.6.2.99"), 2, "Did you mean"),
        (("explain", "42001 6.3", "42001 6.3"), 2, "Name two requirements"),
        (("explain", "42001 6.3", "hs2021:6.3"), 2, "bears no mapping rows"),
        (("explain", "42001 6.3", "Art. 3(1)"), 0, "Nothing is known"),
        (("explain", "42001 A.7.6", "MAP 2.3"), 0, "- Second reading, 2026-11-24: nothing shared. "),
        (("explain", "42001 A.7.6", "MAP 2.3", "-f", "json"), 0, "Second reading, 2026-11-24: nothing shared. "),
        (("retract", "42001 6.3", "27001 6.3"), 0, "what falls"),
        (("retract", "nowhere.tsv:3"), 2, "No mapping file"),
    ],
)
def test_commands(arguments, code, says):
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
