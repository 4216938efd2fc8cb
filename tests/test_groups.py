"""Groups: the split keeps its sizes and finds what belongs together, figures are right, and every fault of the tables is named."""

import networkx as nx
import pytest
import tiny
from mends import with_its_mend

from aims_graph.answers.groups.corrections import Correction, corrections
from aims_graph.answers.groups.split import LARGEST, METHODS, SMALLEST
from aims_graph.answers.groups.stability import adjusted_rand, mutual_information
from aims_graph.answers.groups.ties import TieWeights, assessable, ties
from aims_graph.check.content import report
from aims_graph.formats.library import library_of, load
from aims_graph.present.groups import groups_table
from aims_graph.present.matrix_workbook import matrix_sheets

GROUPS, MEMBERS = "mappings/groups.tsv", "mappings/memberships.tsv"


def cliques(count, size):
    """Return cliques in a ring, each tied weakly to the next: as many groups as anybody would see."""
    graph = nx.Graph()
    for c in range(count):
        inside = range(c * size, (c + 1) * size)
        graph.add_weighted_edges_from((a, b, 1.0) for a in inside for b in inside if a < b)
        graph.add_edge(c * size, (c + 1) % count * size, weight=0.1)
    return graph


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_what_anybody_would_see(method):
    found = METHODS[method](cliques(6, 5), 1.0, 1)
    assert sorted(found) == [list(range(c * 5, c * 5 + 5)) for c in range(6)]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_keeps_the_sizes(method):
    """Fifty in two loose halves are too many; a pair beside them is too few."""
    graph = nx.gnp_random_graph(50, 0.3, seed=4)
    nx.set_edge_attributes(graph, 1.0, "weight")
    graph.add_edge(50, 51, weight=9.0)
    graph.add_edge(50, 0, weight=0.1)
    found = METHODS[method](graph, 3.0, 1)
    assert sorted(n for g in found for n in g) == list(range(52))
    assert all(SMALLEST <= len(g) <= LARGEST for g in found)


def test_ties_weigh_what_is_met_and_how_sure_it_is(tmp_path):
    library = library_of(tiny.write(tmp_path))
    names = [r.id for r in assessable(library)]
    bare = TieWeights(about=0, place=0)
    graph = ties(library, weights=bare)
    strength = {frozenset((names[a], names[b])): w for a, b, w in graph.edges(data="weight")}
    assert strength[frozenset(("a:1.1", "b:1.1"))] == pytest.approx(bare.row * 0.9)
    assert strength[frozenset(("a:1.2", "b:1.2"))] == pytest.approx(bare.row * (0.75 + 0.3) / 2 * 0.8)
    rows = [m for m in library.mappings if m.is_counterpart]
    assert ties(library, rows, bare).number_of_edges() == 0


def test_the_figures_of_agreement_are_those_of_the_literature():
    """The contingency table of Hubert and Arabie is symmetric; a permuted order changes nothing, a split in two does."""
    left, right = [[0, 1, 2], [3, 4, 5]], [[0, 1], [2, 3], [4, 5]]
    assert adjusted_rand(left, right) == pytest.approx(0.24242424)
    assert adjusted_rand([["a"]], [["a"]]) == adjusted_rand([], []) == 1
    assert adjusted_rand(right, left) == pytest.approx(adjusted_rand(left, right))
    assert mutual_information(left, right) == pytest.approx(0.51573, abs=1e-4)
    assert mutual_information([[0, 1], [2, 3]], [[0, 2], [1, 3]]) == pytest.approx(0)


def test_who_left_a_computed_group_alone_was_moved(tmp_path):
    packs = tiny.write(tmp_path)
    line = "{}\ta:group-logs\tall\t\t\t"
    text = (tmp_path / MEMBERS).read_text().splitlines()
    head = next(n for n, row in enumerate(text) if row.startswith("requirement_id")) + 1
    rows = [line.format(name) for name in ("a:1.1", "b:1.1", "a:1.2")]
    rows += [
        line.format("b:1.2").replace("group-logs", "group-people"),
        line.format("b:1.3").replace("group-logs", "group-people"),
    ]
    rows += [line.format("a:1.3").replace("group-logs", "group-people")]
    (tmp_path / MEMBERS).write_text("\n".join([*text[:head], *rows]) + "\n")
    with (tmp_path / GROUPS).open("a") as file:
        file.write("a:group-people\tPeople\ta:function-office\tpeople know\tteach them\ta list\t\n")
    library = library_of(packs)
    number = {r.id: n for n, r in enumerate(assessable(library))}
    split = [sorted(number[n] for n in part) for part in (("a:1.1", "b:1.1", "b:1.2"), ("a:1.2",), ("a:1.3", "b:1.3"))]
    assert corrections(library, split) == [Correction("b:1.2", "a:group-people", "a:group-logs")]


@pytest.mark.parametrize(
    ("place", "before", "after", "what"),
    [
        (GROUPS, "a:function-office", "a:function-nobody", "is none of the functions"),
        (GROUPS, "a:function-office", "a:topic-logs", "is none of the functions"),
        (GROUPS, "events can be traced", "", "purpose is empty"),
        (GROUPS, "the log|the list of readers", "", "records is empty"),
        (GROUPS, "events can be traced", "write each event down", "stands in"),
        (GROUPS, "a:group-logs\t", "a:1.1\t", "is the id of a requirement"),
        (MEMBERS, "b:1.1\ta:group-logs", "b:1.1\ta:group-none", "group 'a:group-none' is none of"),
        (MEMBERS, "b:1.1\t", "a:1.1\t", "is in a group in"),
        (MEMBERS, "b:1.1\t", "b:9.9\t", "b:9.9 does not exist"),
        (MEMBERS, "b:1.1\t", "b:1\t", "b:1 is a heading"),
        (MEMBERS, "\tall\t\t", "\tall\tmore\t", "met is all, and adds is filled"),
        (MEMBERS, "the reader's name", "", "met is most, and adds is empty"),
        (MEMBERS, "\tmost\t", "\tmuch\t", "met is 'much'"),
        (MEMBERS, "the reader's name\t\t", "the reader's name\ta:group-logs\t", "do not stand together"),
        (MEMBERS, "the reader's name\t\t", "the reader's name\ta:group-logs\twhy", "moved_from is its own group"),
    ],
)
def test_every_fault_is_named(tmp_path, place, before, after, what):
    packs = tiny.write(tmp_path)
    text = (tmp_path / place).read_text()
    assert before in text
    assert not report(packs).findings
    (tmp_path / place).write_text(text.replace(before, after, 1))
    found = [f for f in with_its_mend(report(packs).findings) if what in f.what]
    assert found and found[0].line > 1


def test_where_nobody_could_read_the_members_no_group_is_called_empty(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / MEMBERS
    path.write_text(path.read_text().replace("requirement_id\tgroup", "requirement_id\tgrouping"))
    found = report(packs, shapes=False)
    assert {f.file for f in found.findings} == {MEMBERS} and "the members of groups" in found.left_out
    # A group that has none, and whose list was read, is.
    tiny.write(tmp_path)
    path.write_text("".join(line for line in path.open() if not line.startswith(("a:", "b:"))))
    assert [(f.file, f.what) for f in report(packs, shapes=False).findings] == [(GROUPS, "a:group-logs has no member")]


def test_a_list_that_claims_to_be_complete_misses_nobody(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / MEMBERS
    path.write_text(path.read_text().replace("#license", "#complete: yes\n#license"))
    missed = {f.what.split()[0] for f in with_its_mend(report(packs).findings) if "is in no group" in f.what}
    assert missed == {r.id for r in assessable(library_of(packs))} - {"a:1.1", "b:1.1"}
    with (tmp_path / GROUPS).open("a") as file:
        file.write("a:group-people\tPeople\ta:function-office\tpeople know\tteach them\ta list\t\n")
    assert any("a:group-people has no member" in f.what for f in report(packs).findings)


def test_every_assessable_requirement_is_in_exactly_one_group(library):
    names = [m.requirement_id for m in library.memberships]
    assert sorted(names) == sorted(r.id for r in assessable(library))
    assert 60 <= len(library.groups) <= 120
    assert max(map(len, library.memberships_in.values())) <= 25


def test_the_matrix_leads_with_groups_where_there_are_some():
    """The first table is what to set up, one row a group (split where Excel cannot show it), all members in it, each once."""
    from aims_graph.formats.library import load
    from aims_graph.present.matrix_workbook import GROUPS, matrix_sheets, table_names
    from aims_graph.present.sheets import plain as text

    library = load()
    first = matrix_sheets(library, "iso42001")[0]
    assert first.name == GROUPS == table_names(library, "iso42001")[0]
    labels = {str(row.cells[0]).removesuffix(" (continued)") for row in first.rows}
    assert labels == {g.label for g in library.groups}
    shown = {name: "\n".join(text(row.cells[n]) for row in first.rows) for n, (name, _) in enumerate(first.columns)}
    for place in library.memberships:
        requirement = library.requirements[place.requirement_id]
        assert f"{requirement.title}: " in shown[library.frameworks[requirement.framework].short]
        assert place.adds in shown[library.frameworks[requirement.framework].short]


def test_groups_by_owner_and_framework_count_what_is_asked():
    """Counted here from the table of memberships itself."""
    from collections import Counter

    from aims_graph.answers.groups.groups import find_group, implementations
    from aims_graph.formats.library import load

    library = load()
    of = Counter((m.group, library.requirements[m.requirement_id].framework) for m in library.memberships)
    every = implementations(library)
    assert {(g.group.id, f): len(own) for g in every for f, own in g.members.items()} == dict(of)
    legal = implementations(library, ["aiact"], "aims:function-legal")
    assert {g.group.id for g in legal} == {
        g.id for g in library.groups if g.function == "aims:function-legal" and of[g.id, "aiact"]
    }
    assert find_group(library, "serious incidents").id == "aims:group-serious-incidents"


def test_how_far_it_can_be_trusted_is_said_by_the_content_or_not_at_all(tmp_path):
    """Whoever loads a content of their own is told nothing of how ours was drafted; what theirs says leads its tables."""
    packs = tiny.write(tmp_path)

    def said(library):
        sheets = matrix_sheets(library, library.mapped[0].id)
        return " ".join([*(line for s in sheets for line in s.intro), *groups_table(library, ()).notes])

    assert "language model" not in said(library_of(packs)) and "auditor" not in said(library_of(packs))
    path = tmp_path / "ontology/statements.tsv"
    path.write_text(
        path.read_text(encoding="utf-8") + "trust\tcouncil\tAgreed by the council in May.\n", encoding="utf-8"
    )
    assert said(library_of(packs)).count("Agreed by the council in May.") >= 3
    ours = [s.text for s in load().said("trust")]
    assert ours and all(text in groups_table(load(), ()).notes[-1] for text in ours)
