"""Somebody else's file entered in a folder of content: the preview, the files, and that it is all of it or nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from commands import run
from houses import HOUSE, draft, entered, row
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from aims_graph.errors import AimsError
from aims_graph.exchange import entry
from aims_graph.exchange.cells import one_line
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Side
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.exchange.preview import preview
from aims_graph.exchange.writers import write
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of, load
from aims_graph.graph.build import record_lines
from aims_graph.pack.pack import packs_of, shipped


@pytest.fixture
def base(tmp_path):
    return tiny.write(tmp_path / "base")


def test_a_framework_without_summaries_or_counts_is_in_order(base, tmp_path):
    library = entered(base, tmp_path / "mine", draft())
    assert [(r.id, r.number, r.title, r.parent, r.assessable) for r in library.members("house")] == [
        ("house:1", "1", "Records", "", False),
        ("house:1.1", "1.1", "Keep logs", "house:1", True),
        ("house:1.2", "1.2", "Water the plants once a week, and name somebody for it", "", True),
        ("house:a)", "a)", 'Say "who"', "house:1.1", True),
        ("house:a", "a)", "Say how", "house:1.2", True),
    ]
    assert library.requirements["house:1.2"].title_is_ours
    framework = library.frameworks["house"]
    header = framework.header
    assert (framework.short, header["complete"], framework.licence) == ("House", "no", "https://example.org/licence")
    assert (header["source_file"], header["source_sha256"], header["source_format"]) == (
        "their file.x",
        "0" * 64,
        "test",
    )
    text = (tmp_path / "mine/ontology/catalogues/house.tsv").read_text(encoding="utf-8")
    assert "ext_owner" in text and "\tAda" in text


def test_what_else_a_file_says_of_itself_stands_in_the_headers(base, tmp_path):
    house = replace(HOUSE, issuer="The owners", date="2026-01-02", description="How we live.", more={"floor": "3"})
    about = {
        **{"stated_by": "Thé Others Ltd.", "date": "2026-02-03", "version": "1.2", "description": "Who does what."},
        "more": {"creator_id": "orcid:1|orcid:2", "mood": "sunny"},
    }
    library = entered(base, tmp_path / "mine", draft(row("1.1", "1.1", "equal"), frameworks=(house,), **about))
    head = library.frameworks["house"].header
    assert head["source_says"] == {
        **{"key": "urn:x:house", "issuer": "The owners", "date": "2026-01-02", "description": "How we live."},
        "floor": "3",
    }
    head = next(s for s in library.sets if s.stated_by).header
    assert head["source_says"] == {
        **{"stated_by": "Thé Others Ltd.", "date": "2026-02-03", "subject": "House rules", "object": "framework b"},
        "mood": "sunny",
    }
    # What SSSOM has a slot for stands there.
    said = {k: head.get(k) for k in ("mapping_set_id", "mapping_set_title", "mapping_set_description", "mapping_set_version", "creator_id", "stated_by", "subject_source", "object_source")}  # fmt: skip
    assert said == {
        **{"mapping_set_id": "https://example.org/m", "mapping_set_title": "House to B"},
        **{"mapping_set_description": "Who does what.", "mapping_set_version": "1.2"},
        **{"creator_id": ["orcid:1", "orcid:2"], "stated_by": "the-others-ltd"},
        **{"subject_source": "house:", "object_source": "b:"},
    }


def test_a_set_of_another_hand_is_kept_apart(base, tmp_path):
    rows = [
        row("urn:x:1.1", "1.1", "subset_of", confidence=".8", more={"author_id": "orcid:1", "odd word": "kept"}),
        row("1.2", "1.3", predicate="skos:exactMatch", modifier="Not"),
        row("1.1 a)", ""),
        row("urn:x:1.2", ""),
        row("urn:x:1.2:a", "1.2 + 1.3", "equal"),
        row("urn:x:1.1:a", "9.9", "equal"),
        row("urn:x:1.1", "1.1", "subset_of"),
        row("urn:x:1.1", "1.1", "equal", where="row 7"),
    ]
    folder = tmp_path / "mine"
    library = entered(base, folder, draft(*rows, stated_by="Thé Others Ltd."))
    found = next(s for s in library.sets if s.stated_by)
    assert (found.stated_by, found.subject, found.object) == ("the-others-ltd", "house", "b")
    assert [(m.subject_id, m.object_id, m.relation, m.modifier, m.confidence, m.people) for m in found.rows] == [
        ("house:1.1", "b:1.1", "subset_of", "", 0.8, (("author_id", "orcid:1"),)),
        ("house:1.2", "b:1.3", "", "Not", None, ()),
        ("house:1.2", "sssom:NoTermFound", "", "", None, ()),
    ]
    # Set against set: kept as such, and nothing is said of one of them.
    joint = found.joint[0]
    assert (joint.subjects, joint.objects, joint.relation) == (("house:a",), ("b:1.2", "b:1.3"), "equal")
    assert not any("b:1.2" in (m.subject_id, m.object_id) for m in found.rows)
    triples = "".join(record_lines(library))
    assert triples.count("jointObject") == 2 and "sssom/NegatedPredicate>" in triples
    quads = list(parse(triples.encode(), format=RdfFormat.N_QUADS))
    node = next(q.subject for q in quads if q.predicate.value.endswith("#jointSubject"))
    of_it: dict[str, set[str]] = {}
    for q in (q for q in quads if q.subject == node):
        of_it.setdefault(library.names.curie(q.predicate.value), set()).add(q.object.value)
    iri = library.names.iri
    assert (of_it["rdf:type"], of_it["aims:setRelation"]) == ({iri("aims:JointMapping")}, {iri("aims:equal")})
    assert (of_it["aims:jointSubject"], of_it["aims:jointObject"]) == (
        {iri("house:a")},
        {iri("b:1.2"), iri("b:1.3")},
    )
    assert of_it["aims:inSet"] == {q.subject.value for q in quads if q.object.value == "the-others-ltd" and q.predicate.value.endswith("#statedBy")}  # fmt: skip
    assert (of_it["aims:sourceFile"], of_it["aims:sourceLine"]) == ({joint.source.file}, {str(joint.source.line)})
    # Ours is as it was.
    assert len(list(library.mappings)) == len(list(library_of(base).mappings))
    said = preview(plan(draft(*rows), library_of(base), tmp_path / "other", Wish()), library_of(base))
    for words in ("8 rows, 4 to enter", "row urn:x:1.1:a: B has no '9.9'", "row 7: says another thing of house:1.1 and b:1.1", "page 3: a picture", "kept once", "'1.1 a)'"):  # fmt: skip
        assert words in said, said


def test_intersects_means_any_overlap_unless_the_file_says_otherwise(base, tmp_path):
    loose = entered(base, tmp_path / "one", draft(row("1.1", "1.1", "intersects")))
    assert next(s for s in loose.sets if s.stated_by).header["intersects_means"] == "any overlap"
    strict = plan(draft(row("1.1", "1.1", "intersects"), any_overlap=False), library_of(base), tmp_path / "two", Wish())
    assert "intersects_means" not in strict.files[strict.crosswalks[0][0]]


def test_a_second_set_for_a_pair_is_kept_and_the_same_said_from_the_other_side_is_not(base, tmp_path):
    one = draft(row("1.1", "1.1", "subset_of"))
    turned = DraftMapping("m2", "B to house", (row("1.1", "1.1", "superset_of"),), "framework b", "House rules")
    other = replace(turned, rows=(row("1.2", "1.2", "equal"),))
    both = replace(one, mappings=(*one.mappings, turned))
    found = plan(both, library_of(base), tmp_path / "x", Wish())
    assert len(found.crosswalks) == 1
    told = preview(found, library_of(base))
    assert "'B to house': 1 row, 0 to enter" in told and "all of b to house: another crosswalk of the file" in told
    library = entered(base, tmp_path / "mine", replace(one, mappings=(*one.mappings, other)))
    assert [s.stated_by for s in library.sets if s.stated_by] == ["their-file-2", "their-file"]


def test_sides_that_nobody_knows_are_entered_only_when_the_person_says_so(base, tmp_path):
    what = draft(
        row("p:1", "q:2", "equal"),
        frameworks=(),
        subject="",
        object="",
        prefixes={"p": "https://example.org/p/", "q": "https://example.org/q/"},
    )
    closed = plan(what, library_of(base), tmp_path / "mine", Wish())
    assert not closed.files and "No row has both its sides here" in preview(closed, library_of(base))
    library = entered(base, tmp_path / "mine", what, Wish(outline=True))
    assert {"p", "q"} <= library.frameworks.keys() and library.names.iri("p:1") == "https://example.org/p/1"


def test_a_framework_that_two_crosswalks_of_a_file_name_is_outlined_once_with_what_both_name(base, tmp_path):
    one = DraftMapping("m", "P to B", (row("urn:x:p:1", "1.1", "equal"),), "urn:x:p", "framework b")
    two = DraftMapping("n", "B to P", (row("1.2", "urn:x:p:2", "equal"),), "framework b", "urn:x:p")
    what = replace(draft(frameworks=()), mappings=(one, two))
    found = plan(what, library_of(base), tmp_path / "mine", Wish(outline=True))
    assert [[r.number for r in c.entered.draft.requirements] for c in found.frameworks] == [["1", "2"]]
    assert [len(c.rows) for _, c in found.crosswalks] == [1, 1] and not found.collisions


@pytest.mark.parametrize("form", ["csv", "oscal", "ciso-assistant", "skos", "jsonld"])
def test_columns_that_a_file_adds_are_said_not_to_leave(base, tmp_path, form):
    library = entered(base, tmp_path / "mine", draft(row("1.1", "1.1", "equal", more={"Shade of": "grey"})))
    assert library.frameworks["house"].added == ("ext_owner",)
    theirs = next(s for s in library.sets if s.stated_by)
    for part, column in ((library.frameworks["house"], "ext_owner"), (theirs, "ext_shade_of")):
        assert f"columns that only its own file has: {column}" in [n.what for n in write(library, part, form).notes]
    said = " ".join(n.what for n in write(library, library.frameworks["a"], form).notes)
    assert "only its own file" not in said


def test_an_outline_of_rows_none_of_which_comes_along_is_not_written(base, tmp_path):
    male = DraftRow((Side("p:1"),), (Side("", label="male"),), "line 2")
    what = replace(draft(frameworks=()), mappings=(DraftMapping("m", "P", (male, replace(male, where="line 3"))),))
    what = replace(what, mappings=(replace(what.mappings[0], prefixes={"p": "https://example.org/p/"}),))
    found = plan(what, library_of(base), tmp_path / "mine", Wish(outline=True))
    said = preview(found, library_of(base))
    assert not found.files and not found.frameworks
    assert "2 rows not entered: 'male' is words alone, no id of a requirement." in said and "--outline" not in said


def test_frameworks_of_one_file_get_ids_that_tell_them_apart(base, tmp_path):
    two = [replace(HOUSE, key=f"catalogs/{name}/catalog.json", title=name, short="") for name in ("PCI", "Fed rev5")]
    found = plan(
        draft(frameworks=(*two, replace(HOUSE, key="https://example.org/x/PCI#", title="other", short=""))),
        library_of(base),
        tmp_path / "m",
        Wish(),
    )
    assert [c.entered.id for c in found.frameworks] == ["pci", "fed-rev5", "x"] and not found.collisions


def test_frameworks_of_one_namespace_come_in_beside_each_other(base, tmp_path):
    space = "https://example.org/policy#"
    two = [replace(HOUSE, key=f"{space}{name}", title=name, short=name, iri=space) for name in ("one", "two")]
    library = entered(base, tmp_path / "m", draft(frameworks=two))
    assert (library.names.table["one"], library.names.table["two"]) == (space, "https://two.invalid/")
    (told,) = [
        n.what
        for n in plan(draft(frameworks=two), library_of(base), tmp_path / "n", Wish()).frameworks[1].notes
        if space in n.what
    ]
    assert told.endswith("the ids of two lie in https://two.invalid/")


def test_what_is_in_the_way_is_said_before_anything_is_written(base, tmp_path):
    folder = tmp_path / "mine"
    entered(base, folder, draft())
    library = library_of(packs_of([base[0].root, folder], alone=True))
    again = plan(draft(), library, folder, Wish())
    assert not again.files and again.known[0][1] == "house"
    anew = plan(draft(), library, folder, Wish(force=True))
    assert "is here already" in preview(again, library) and "is here already" not in preview(anew, library)
    assert list(anew.files) == ["ontology/catalogues/house.tsv"] and not anew.collisions
    taken = plan(draft(), library, folder, Wish(prefix="a"))
    assert "the id 'a' is taken by Framework a" in taken.collisions[0]
    inside = plan(draft(), library_of(base), tmp_path / "n", Wish(prefix="h", iri="https://example.org/a/x/"))
    assert "lies inside that of prefix 'a'" in inside.collisions[0]
    with pytest.raises(AimsError, match="2 frameworks"):
        plan(
            draft(frameworks=(HOUSE, replace(HOUSE, key="k", title="t", short="s"))),
            library_of(base),
            folder / "x",
            Wish(prefix="z"),
        )


def test_a_prefix_table_that_cannot_be_read_is_not_written_over(base, tmp_path):
    table = tmp_path / "mine/ontology/prefixes.tsv"
    table.parent.mkdir(parents=True)
    before = "prefix\tiri\towner\nzz\thttps://example.org/zz/\tme\n".encode("utf-16")
    table.write_bytes(before)
    (tmp_path / "house.csv").write_text("Control ID,Name\nH-1,Keep event logs\n", encoding="utf-8")
    done = run("import", str(tmp_path / "house.csv"), "--into", str(table.parents[1]), "--as", "house", "--yes")
    assert done.returncode == 1 and "is UTF-16, not UTF-8; save the file as UTF-8" in done.stdout
    assert table.read_bytes() == before and not (table.parent / "catalogues").exists()


def test_a_set_of_the_same_hand_for_the_pair_in_another_folder_is_in_the_way(base, tmp_path):
    """From whichever side it is read; not that of another hand, and not one's own."""
    first, second = tmp_path / "first", tmp_path / "second"
    enter(plan(draft(row("1.1", "1.1", "equal"), stated_by="Them"), library_of(base), first, Wish()).files, first)
    library = library_of(packs_of([base[0].root, first], alone=True))

    def collisions(folder, wish, turned=False, **about):
        sides = {"subject": "framework b", "object": "House rules"} if turned else {}
        return plan(draft(row("1.1", "1.1", "equal"), **sides, **about), library, folder, wish).collisions

    there = f"{first.as_posix()}/mappings/house--b.them.sssom.tsv"
    what = f"{there} is a set of 'them' for the same pair: name whose this one is with --stated-by"
    assert collisions(second, Wish(stated_by="them")) == (what,)
    assert collisions(second, Wish(), turned=True, stated_by="Them") == (what,)
    assert collisions(second, Wish(stated_by="others")) == collisions(second, Wish(own=True)) == ()
    # In the same folder its file is written over, if the person says so.
    assert [c.partition(" is ")[2] for c in collisions(first, Wish(stated_by="them"))] == [
        "there already; --force writes over it"
    ]
    assert collisions(first, Wish(stated_by="them", force=True)) == ()


def test_nothing_half_written_stays(base, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    found = plan(draft(row("1.1", "1.1", "equal")), library_of(base), folder, Wish())
    write, done = entry.write_atomic, []

    def failing(path, data):
        if len(done) == 2:
            raise OSError(28, "No space left on device", str(path))
        done.append(path)
        write(path, data)

    monkeypatch.setattr(entry, "write_atomic", failing)
    with pytest.raises(AimsError, match="No space left"):
        enter(found.files, folder)
    assert not folder.exists()


def test_a_former_edition_is_lifted_row_by_row_and_said():
    rows = (
        DraftRow((Side("https://w3id.org/aims-graph/iso27001-2022/A.8.15"),), (Side("10(5)(a)", "EU AI Act 2024"),), "line 1", relation="subset_of"),
        DraftRow((Side("https://w3id.org/aims-graph/iso27001-2022/5.1"),), (Side("Article 29", "EU AI Act 2024"),), "line 2", relation="equal"),
    )  # fmt: skip
    found = plan(draft(*rows, frameworks=()), load(), Path("nowhere"), Wish(stated_by="them"))
    crosswalk = found.crosswalks[0][1]
    assert [(r["object_id"], r["ext_set_relation"]) for r in crosswalk.rows] == [("aiact:art-4a-1-a", "subset_of")]
    assert "moved to aiact:art-4a-1-a" in crosswalk.lifted[0]
    assert "it became 2 requirements" in found.entering[0].missed[0].why


WORDS = st.text(st.characters(codec="utf-8"), max_size=16)
NODES = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, st.integers(-1, 5), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(NODES, WORDS, WORDS)
@example([("1", "a\r\x1b b", "", "", -1, True)], "", "")
def test_a_framework_of_any_words_is_in_order_and_comes_back(tmp_path_factory, nodes, title, about):
    """Numbers, titles, kinds and texts of any signs, parents in any order: what is written is read without a fault, and says the same."""
    folder = tmp_path_factory.mktemp("any")
    base = tiny.write(folder / "base")
    requirements = tuple(
        DraftRequirement(
            f"k{n}", number, name, kind, f"k{above}" if 0 <= above < n else "", audited, text, more={about: text}
        )
        for n, (number, name, kind, text, above, audited) in enumerate(nodes)
    )
    what = DraftFramework("urn:x:any", title, requirements[::-1], description=about, rights=about)
    found = plan(Draft("test", Path("f"), "0" * 64, (what,)), library_of(base), folder / "mine", Wish(prefix="any"))
    enter(found.files, folder / "mine")
    content = read_content(packs_of([base[0].root, folder / "mine"], alone=True))
    assert [str(f) for f in (*content.findings, *content.strangers)] == []
    members = {found.frameworks[0].entered.ids[r.key]: r for r in requirements}
    assert {r.id for r in content.library.members("any")} == members.keys()
    for r in content.library.members("any"):
        draft_ = members[r.id]
        assert (r.number, r.assessable) == (one_line(draft_.number), draft_.assessable)
        assert r.parent == found.frameworks[0].entered.ids.get(draft_.parent, "")
        title = one_line(draft_.title)
        ours = title.startswith("(") and title.endswith(")")
        assert not title or (r.title, r.title_is_ours) == ((title[1:-1] if ours else title), ours)


#: Of the small content; one of its prefixes stands for the other framework here.
SSSOM = """#mapping_set_id: https://example.org/sets/other
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  x: https://example.org/a/
#  a: https://example.org/b/
subject_id\tpredicate_id\tobject_id\tmapping_justification
x:1.2\tskos:exactMatch\ta:1.2\tsemapv:ManualMappingCuration
"""


@pytest.fixture
def over(tmp_path):
    """The small content as what folders are put over, as a command is told."""
    tiny.write(tmp_path / "base")
    return ("--content", str(tmp_path / "base"), "--alone")


def test_the_command_shows_then_enters(tmp_path, over):
    file, folder = tmp_path / "theirs.tsv", tmp_path / "mine"
    file.write_text(SSSOM, encoding="utf-8")
    shown = run("import", str(file), "--into", str(folder), *over)
    assert shown.returncode == 0 and "a to b: 1 row (1 equal), kept apart from ours" in shown.stdout
    assert "--yes enters it" in shown.stderr and not folder.exists()
    done = run("import", str(file), "--into", str(folder), "--yes", "--stated-by", "them", *over)
    assert done.returncode == 0 and (folder / "mappings/a--b.them.sssom.tsv").exists()
    again = run("import", str(file), "--into", str(folder), "--yes", "--stated-by", "them", *over)
    assert again.returncode == 1 and "is there already; --force writes over it" in again.stdout
    both = (*over, "--content", str(folder))
    assert run("check", *both, "--no-shapes").returncode == 0
    mapped = run("map", "a 1.2", *both)
    assert "them says, kept apart from ours" in mapped.stdout and "equal B 1.2" in mapped.stdout
    out = tmp_path / "out.sssom.tsv"
    assert run("export", "a", "b", "--stated-by", "them", "-o", str(out), *both).returncode == 0
    assert "a:1.2\t" in out.read_text(encoding="utf-8")
    file.write_text(SSSOM.replace("skos:exactMatch", ""), encoding="utf-8")
    faulty = run("import", str(file), "--into", str(folder), *over)
    assert faulty.returncode == 1 and f"{file}:7: has no predicate_id" in faulty.stdout


def test_the_content_itself_is_no_folder_to_enter_in(tmp_path, over, monkeypatch):
    file = tmp_path / "theirs.tsv"
    file.write_text(SSSOM, encoding="utf-8")
    done = run("import", str(file), "--into", str(shipped().root), "--yes")
    assert done.returncode == 2 and "is the content that folders are put over" in done.stderr
    # Called otherwise than it is named, it is the same folder.
    folder = tmp_path / "mine"
    assert run("import", str(file), "--into", str(folder), "--yes", "--stated-by", "them", *over).returncode == 0
    monkeypatch.chdir(tmp_path)
    asked = ("import", str(file), "--into", "./mine", "--yes", "--force", "--stated-by", "them")
    again = run(*asked, *over, "--content", str(folder))
    assert again.returncode == 0, again.stdout
    assert run("import", str(file), "--into", str(file), *over).returncode == 0
    assert run("import", str(file), "--into", str(file), "--yes", *over).returncode in (1, 2)


def test_frameworks_narrow_an_answer(tmp_path):
    whole, narrow = (
        json.loads(run("map", "42001 4.2", "-f", "json", *more).stdout) for more in ((), ("--frameworks", "27001"))
    )
    named = [{r["framework"] for r in found["rows"]} for found in (whole, narrow)]
    assert named[1] == {"ISO/IEC 27001"} and len(named[0]) > 1
    assert run("map", "42001 4.2", "--frameworks", "nobody").returncode == 2


def of_former(subject, *objects, **says):
    """A row of ISO 9001:2015 and requirements of ISO/IEC 27001:2013: of 4.1 the present edition demands more, 4.3 is as it was."""
    sides = tuple(Side(f"https://w3id.org/aims-graph/iso27001-2013/{o}") for o in objects)
    return DraftRow((Side(f"https://w3id.org/aims-graph/iso9001-2015/{subject}"),), sides, f"row {subject}", **says)


def carried(*rows, **about):
    """Plan rows of a former edition over the shipped content; return those that are carried, and the crosswalk on its way."""
    found = plan(draft(*rows, frameworks=(), **about), load(), Path("nowhere"), Wish(stated_by="them"))
    return found.crosswalks[0][1], found.entering[0]


def test_what_is_denied_of_a_former_edition_is_denied_of_the_present_one_only_where_that_follows():
    crosswalk, entering = carried(
        of_former("4.1", "4.1", predicate="skos:exactMatch", modifier="Not"),
        of_former("4.2", "4.1", predicate="skos:broadMatch", modifier="Not"),
        # What 4.1 of 2013 did not lie inside of, it lies inside of no more now that it demands more.
        of_former("4.3", "4.1", predicate="skos:narrowMatch", modifier="Not"),
        of_former("4.4", "4.3", predicate="skos:exactMatch", modifier="Not"),
        of_former("5.1", "4.1", predicate="skos:closeMatch", modifier="Not"),
        of_former("5.2", "4.1", relation="no_relationship", modifier="Not", predicate="skos:relatedMatch"),
        of_former("5.3", "4.3", relation="no_relationship"),
    )
    columns = ("subject_id", "predicate_id", "predicate_modifier", "object_id", "ext_set_relation")
    assert [tuple(r[c] for c in columns) for r in crosswalk.rows] == [
        ("iso9001:4.3", "skos:narrowMatch", "Not", "iso27001:4.1", ""),
        ("iso9001:4.4", "skos:exactMatch", "Not", "iso27001:4.3", ""),
        ("iso9001:5.3", "skos:relatedMatch", "Not", "iso27001:4.3", "no_relationship"),
    ]
    assert [m.where for m in entering.missed] == ["row 4.1", "row 4.2", "row 5.1", "row 5.2"]
    assert {m.why.partition(" (")[0] for m in entering.missed} == {
        "denies of a former edition what may be so of the present one"
    }
    assert crosswalk.lifted[0].endswith("; still Not skos:narrowMatch")


@pytest.mark.parametrize(
    ("relation", "any_overlap", "now"),
    [
        ("equal", False, "subset_of"),
        ("subset_of", False, "subset_of"),
        ("superset_of", False, ""),
        ("intersects", False, ""),
        ("superset_of", True, "intersects"),
        ("intersects", True, "intersects"),
    ],
)
def test_a_relation_to_a_former_edition_is_carried_as_it_follows(relation, any_overlap, now):
    """Of 4.1 the present edition demands more: what shared something shares it still, which a set says only whose "intersects" means any overlap."""
    crosswalk, _ = carried(of_former("4.1", "4.1", relation=relation), any_overlap=any_overlap)
    assert [r["ext_set_relation"] for r in crosswalk.rows] == [now]


def test_what_one_handed_to_another_is_said_of_its_former_wording_alone():
    rows = (of_former("4.1", "4.1", supportive="supports"), of_former("4.4", "4.3", supportive="supports"))
    crosswalk, _ = carried(*rows)
    assert [r["ext_supportive"] for r in crosswalk.rows] == ["", "supports"]
    assert crosswalk.rows[0]["comment"].endswith("(It said 'supports'.)")


def test_how_much_was_met_of_a_former_edition_is_no_value_of_the_present_one():
    """As "equal" becomes "subset of", both were met in full and are not any more: entered so, the row would contradict itself."""
    met = {"ext_subject_met": "all", "ext_object_met": "all"}
    crosswalk, entering = carried(
        of_former("4.1", "4.1", relation="equal", more=met), of_former("4.4", "4.3", relation="equal", more=met)
    )
    kept = [(r["ext_set_relation"], r.get("ext_subject_met", ""), r.get("ext_object_met", "")) for r in crosswalk.rows]
    assert kept == [("subset_of", "", ""), ("equal", "all", "all")] and not entering.missed
    # What the file said stays beside.
    assert [v for k, v in crosswalk.rows[0].items() if k.startswith("ext_source_ext_")] == ["all", "all"]


def test_what_had_no_counterpart_as_it_was_worded_may_have_one_now():
    rows = [replace(of_former("9.9", name), subjects=(), where=name) for name in ("4.1", "4.3")]
    crosswalk, entering = carried(*rows, subject="ISO 9001:2015")
    assert [r["object_id"] for r in crosswalk.rows] == ["iso27001:4.3"]
    assert [m.where for m in entering.missed] == ["4.1"]


@pytest.mark.parametrize("objects", [("4.3", "4.1"), ("4.1", "4.3")])
def test_of_several_together_no_relation_follows_where_one_of_them_changed(objects):
    crosswalk, _ = carried(
        of_former("4.1", *objects, relation="subset_of"), of_former("4.2", "4.3", "5.1", relation="subset_of")
    )
    assert [r["ext_set_relation"] for r in crosswalk.rows] == ["", "subset_of"]


def test_a_pair_that_supports_and_is_supported_says_two_things(base, tmp_path):
    rows = [row("1.1", "1.1", supportive=word, where=str(n)) for n, word in enumerate(("supports", "is supported by", "supports"))]  # fmt: skip
    (entering,) = plan(draft(*rows), library_of(base), tmp_path / "mine", Wish()).entering
    assert [(m.where, m.why) for m in entering.missed] == [
        ("1", "says another thing of house:1.1 and b:1.1 than a row above")
    ]
    assert entering.notes == ["2: house:1.1 and b:1.1 stand above already; kept once"]


def test_a_framework_that_is_called_like_xml_gets_an_id_that_xml_can_hold(base, tmp_path):
    what = replace(draft(), frameworks=(replace(HOUSE, short="XML Security"),))
    found = plan(what, library_of(base), tmp_path / "mine", Wish())
    assert (found.frameworks[0].entered.id, found.collisions) == ("f-xml-security", ())


def test_a_prefix_stands_on_a_line_of_its_own_where_the_table_ends_without_one(base, tmp_path):
    folder = tmp_path / "mine"
    (folder / "ontology").mkdir(parents=True)
    (folder / "ontology/prefixes.tsv").write_text("prefix\tiri\towner\nown\thttps://own.example/\tme")
    found = plan(draft(), library_of(base), folder, Wish())
    assert found.files["ontology/prefixes.tsv"].split("\n") == [
        "prefix\tiri\towner",
        "own\thttps://own.example/\tme",
        "house\thttps://house.invalid/\tfrom their file.x",
        "",
    ]
