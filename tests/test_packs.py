"""Folders put over the content: a framework of one's own from an empty folder, and what happens where a file of one is wrong."""

import ast
import json
import re
import shutil
from pathlib import Path

import pytest
import tiny
from commands import run
from packs import catalogue, crosswalk

from aims_graph import identifiers, numbers
from aims_graph.check.content import report
from aims_graph.check.form import format_files
from aims_graph.errors import ContentError, UnknownRequirementError
from aims_graph.formats.header import CATALOGUE as CATALOGUE_KEYS
from aims_graph.formats.library import library_of, load
from aims_graph.formats.strangers import stranger_findings
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.numbers import ids_of_number
from aims_graph.pack.names import FIXED
from aims_graph.pack.pack import glance, packs_of, stamp

#: All that a framework of one's own takes: a prefix, a catalogue, a crosswalk. Blanks around ``|`` stand for tabs.
PREFIXES = "prefix | iri | owner\ndemo | https://example.org/demo/ | us\n"
CATALOGUE = """#id: demo
#title: Demo Controls 2.0
#role: framework
id | number | kind | title | parent | assessable | summary
demo:GV | GV | function | (Govern) |  | no | Head of the governing controls of this demo.
demo:GV.OC-01 | GV.OC-01 | subcategory | (Purpose known) | demo:GV | yes | The purpose of the organization is known to those who decide on risk.
demo:GV.OC-02 | GV.OC-02 | subcategory | (Interested parties known) | demo:GV | yes | Who has a stake, and what they expect, is known.
"""
CROSSWALK = """#mapping_set_id: https://example.org/sets/demo--iso-42001
#mapping_set_title: Demo to ISO/IEC 42001
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: 'demo:'
#object_source: 'iso42001:'
subject_id | subject_label | predicate_id | object_id | object_label | ext_set_relation | ext_subject_met | ext_object_met | ext_shared | ext_subject_only | ext_object_only | comment | confidence | mapping_justification
demo:GV.OC-02 | Interested parties known | skos:broadMatch | iso42001:4.2 | Understanding the needs and expectations of interested parties | subset_of | all | most | who has a stake, and what they expect |  | which of these become duties of the AI management system | 4.2 determines the parties and what they require | 0.9 | semapv:ManualMappingCuration
"""
FILES = {
    "ontology/prefixes.tsv": PREFIXES,
    "ontology/catalogues/demo.tsv": CATALOGUE,
    "mappings/demo--iso-42001.sssom.tsv": CROSSWALK,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for place, text in FILES.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text.replace(" | ", "\t"), encoding="utf-8")
    format_files(packs_of([folder]))
    return folder


@pytest.fixture
def demo(written, tmp_path) -> Path:
    """The framework of one's own, in its canonical form, as a folder that a test may change."""
    return shutil.copytree(written, tmp_path / "demo")


def ran(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return done


def test_a_number_that_is_printed_twice_means_neither_by_itself(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / tiny.CATALOGUE
    text = path.read_text().replace("#role: framework", "#role: framework\n#own_ids:\n#- clause")
    path.write_text(text.replace("a:1.2\t1.2\t", "a:1.2\t1.3\t"))
    library = library_of(packs)
    assert ids_of_number("1.3", "a", library) == ["a:1.2", "a:1.3"]
    with pytest.raises(UnknownRequirementError) as caught:
        resolve("framework a 1.3", library)
    assert "a:1.2 (Staff training), a:1.3 (Supplier contracts)" in caught.value.mend
    assert [resolve(asked, library) for asked in ("a:1.3", "a 1.1")] == ["a:1.3", "a:1.1"]


def test_a_framework_of_ones_own_from_an_empty_folder(demo, tmp_path):
    """A prefix, a catalogue with three header keys, a crosswalk: ``check`` is clean, and the commands answer."""
    found = report(packs_of([demo]))
    assert ([str(f) for f in found.findings], found.left_out) == ([], ())
    library = load(demo)
    assert resolve("demo GV.OC-02", library) == "demo:GV.OC-02"
    assert [row.object_id for row in library.counterparts("demo:GV.OC-02", "iso42001")] == ["iso42001:4.2"]
    content = ("--content", str(demo))
    assert "4.2 Understanding the needs" in ran("map", "demo GV.OC-02", *content).stdout
    assert "Of 2 requirements: 1 covered" in ran("given", "42001", "--towards", "demo", *content).stdout
    ran("matrix", "--lead", "demo", "-o", str(tmp_path / "m.json"), *content)
    tables = {t["name"]: t for t in json.loads((tmp_path / "m.json").read_text())["tables"]}
    assert "GV.OC-02" in json.dumps(tables["By requirement"])


def test_what_a_set_does_not_claim_it_is_not_asked_for(demo):
    path = demo / "mappings/demo--iso-42001.sssom.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("#curie_map", "#complete: yes\n#curie_map"), encoding="utf-8"
    )
    found = [f.what for f in report(packs_of([demo]), shapes=False).findings]
    assert len(found) == 70 and "demo:GV.OC-01 Purpose known has no row" in found


def test_the_shipped_sets_claim_to_be_complete():
    own = [s for s in load().sets if not s.stated_by]
    assert len(own) == 10 and all(s.is_complete for s in own)


def broken(folder, place):
    path = folder / place
    path.write_bytes(path.read_bytes().replace(b"\t", b"\t\t", 3))


@pytest.mark.parametrize(
    ("place", "frameworks", "sets"),
    [
        ("mappings/demo--iso-42001.sssom.tsv", {"demo"}, set()),
        # Without its catalogue nothing can be said of the crosswalk, and so on along the chain.
        ("ontology/catalogues/demo.tsv", set(), set()),
        ("ontology/prefixes.tsv", set(), set()),
    ],
)
def test_a_faulty_file_of_a_folder_is_left_out_and_all_else_answers(demo, place, frameworks, sets):
    shipped = load()
    broken(demo, place)
    library = load(demo)
    assert set(library.frameworks) - set(shipped.frameworks) == frameworks
    assert {s.id for s in library.sets} - {s.id for s in shipped.sets} == sets
    assert len(list(library.mappings)) == len(list(shipped.mappings))
    assert any(f.file == f"{demo.as_posix()}/{place}" for f in library.left_out)
    found = report(packs_of([demo]), shapes=False).findings
    assert found[0].file == f"{demo.as_posix()}/{place}" and found[0].form
    assert {f.file for f in found} == {f.file for f in library.left_out}
    assert "Left out: " in ran("show", "42001 4.2", "--content", str(demo)).stderr


def test_a_faulty_turtle_file_of_a_folder_is_left_out(demo):
    faulty = {
        "ontology/roles.ttl": "@prefix aims: <http://elsewhere/> . aims:x a aims:Role .\n",
        "ontology/stars.ttl": "<< <urn:a> <urn:b> <urn:c> >> <urn:d> 1 .\n",
    }
    for place, text in faulty.items():
        (demo / place).write_text(text)
    assert [f.file for f in load(demo).left_out] == [f"{demo.as_posix()}/{place}" for place in faulty]
    assert set(load(demo).terms.of("Role")) == set(load().terms.of("Role"))
    assert "demo:GV" in load(demo).requirements
    ran("query", "where-it-stands", "-p", "requirement=demo:GV", "--content", str(demo))


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (" and ".join(f"(x{n} or y{n})" for n in range(14)), "when: multiplies out to more than 100 ways to hold"),
        ("(" * 400 + "x" + ")" * 400, "when: has more than 20 parentheses in one another"),
        ("not " * 1_200 + "x", "when: has 4801 characters, which is more than 2000"),
    ],
)
def test_a_condition_that_is_too_much_is_left_out_with_its_file(demo, condition, fault):
    """What it multiplies out to is never worked out, not even where nobody asks about the law."""
    (demo / "ontology/scope.tsv").write_text(
        "#title: Ours\n#license: https://creativecommons.org/licenses/by/4.0/\nid\tprovision\tbearer\tsystems\twhen\tspares\tsummary\n"
        f"aims:ours\taiact:art-2-1\tdeployer\tany\t{condition}\t\tOurs.\n"
    )
    (found,) = report(packs_of([demo]), shapes=False).findings
    assert (found.file, found.line, found.what) == (f"{demo.as_posix()}/ontology/scope.tsv", 4, fault)
    library = load(demo)
    assert library.left_out == [found] and len(library.scope) == len(load().scope)
    assert "demo:GV" in library.requirements


def test_a_chain_of_files_falls_together(tmp_path):
    """a--b rests on b; the remainders rest on both; the readings on the mapping file: all fall, and a still answers."""
    base, over = tmp_path / "base", tmp_path / "over"
    tiny.write(base)
    for place in ("ontology/catalogues/b.tsv", "mappings/a--b.sssom.tsv", "mappings/remainders/a--b.tsv"):
        (over / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(base / place, over / place)
    for place in (
        "mappings/readings/a--b.tsv",
        "mappings/discrimination.tsv",
        "mappings/alike.tsv",
        "mappings/memberships.tsv",
        "ontology/thesaurus.tsv",
        "ontology/traps.tsv",
    ):
        path = base / place
        path.write_text("".join(line for line in path.read_text().splitlines(True) if "b:1" not in line))
    (base / "mappings/readings/a--b.tsv").unlink()
    packs = packs_of([base, over], alone=True)
    assert [str(f) for f in report(packs).findings] == []
    path = over / "ontology/catalogues/b.tsv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    library = library_of(packs)
    assert list(library.frameworks) == ["a"] and not library.sets and not library.remainders
    assert report(packs).findings[0].file.endswith("/b.tsv")


def test_a_folder_that_is_a_copy_of_the_content_says_so(tmp_path):
    tiny.write(tmp_path / "one")
    tiny.write(tmp_path / "two")
    packs = packs_of([tmp_path / "one", tmp_path / "two"], alone=True)
    found = report(packs, shapes=False).findings
    assert any("a is the id of ontology/catalogues/a.tsv" in f.what and "--alone" in f.mend for f in found)
    assert all(f.file.startswith((tmp_path / "two").as_posix()) for f in found)


def test_the_shipped_content_is_never_left_out(copy):
    broken(copy, "mappings/iso-42001--iso-27001.sssom.tsv")
    with pytest.raises(ContentError):
        library_of(packs_of([copy], alone=True))


def _link_readings(root: Path, outside: Path) -> None:
    (outside / "readings").mkdir()
    (root / "mappings" / "readings").symlink_to(outside / "readings")


@pytest.mark.parametrize(
    "change",
    [
        lambda root, outside: (root / "mappings/demo--iso-42001.sssom.tsv").open("a").close(),
        lambda root, outside: (root / "ontology/prefixes.tsv").write_text("prefix\tiri\towner\n"),
        lambda root, outside: (root / "ontology/catalogues/demo.tsv").unlink(),
        lambda root, outside: (root / "ontology/catalogues/demo.tsv").rename(root / "ontology/demo.tsv"),
        lambda root, outside: (root / "ontology/more.ttl").write_text("# nothing"),
        lambda root, outside: (root / "ontology/new").mkdir(),
        lambda root, outside: (root / "mappings/demo (copy).csv").write_text("a"),
        lambda root, outside: (root / "mappings/.hidden.tsv").write_text("a"),
        lambda root, outside: (root / "beside.sssom.tsv").write_text("a"),
        lambda root, outside: (root / "Ontology").mkdir(),
        lambda root, outside: (root / "ontology/gone.tsv").symlink_to(outside / "gone.tsv"),
        _link_readings,
        lambda root, outside: (_link_readings(root, outside), (outside / "readings/a.tsv").write_text("a")),
    ],
)
def test_a_glance_sees_whatever_the_long_look_sees(demo, tmp_path, change) -> None:
    (pack,) = packs_of([demo], alone=True)
    outside = tmp_path / "outside"
    outside.mkdir()

    def seen() -> tuple[object, ...]:
        return stamp([pack]), [f.file for f in stranger_findings(pack, {*pack.files()})]

    before, at_once = seen(), glance(pack)
    assert glance(pack) == at_once
    change(demo, outside)
    assert seen() == before or glance(pack) != at_once


def test_an_edit_behind_a_link_is_seen_at_a_glance(demo, tmp_path) -> None:
    (pack,) = packs_of([demo], alone=True)
    table = demo / "ontology/catalogues/demo.tsv"
    table.rename(tmp_path / "demo.tsv")
    table.symlink_to(tmp_path / "demo.tsv")
    before = glance(pack)
    (tmp_path / "demo.tsv").write_text("#id: demo\n", encoding="utf-8")
    assert glance(pack) != before


GERMAN = """#own_ids:
#- article
#- control
#unit_words:
#- Artikel
#- Art
#- Absatz
#- Abs
#- Buchstabe
#annex: A
#annex_words:
#- Anhang
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """The shipped content with a sixth framework, whose numbers are written in German, and a seventh that says nothing of how its are."""
    folder = tmp_path_factory.mktemp("german")
    rows = [
        ("Artikel 9", "article", "Risiken", "", "no", "Was zu Risiken gilt."),
        ("Artikel 9 Absatz 2 Buchstabe a", "control", "Risiken bewerten", "Artikel 9", "yes", "Risiken werden bewertet."),
        ("A.5.1", "control", "Regeln", "", "yes", "Regeln stehen fest."),
    ]  # fmt: skip
    catalogue(folder, "gesetz", "Gesetz", rows, GERMAN)
    path = folder / "ontology/catalogues/gesetz.tsv"
    # Ids of its own, from which no number could be read.
    ids = {f"gesetz:{number}": f"gesetz:x{n}" for n, (number, *_) in enumerate(rows)}
    text = path.read_text(encoding="utf-8")
    for number in sorted(ids, key=len, reverse=True):
        text = text.replace(number, ids[number])
    path.write_text(text, encoding="utf-8")
    catalogue(folder, "plain", "Plain", [("1.1", "control", "Say it", "", "yes", "It is said.")])
    found = load(folder)
    assert not found.left_out
    return found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Gesetz Artikel 9", "gesetz:x0"),
        ("Gesetz Art. 9", "gesetz:x0"),
        ("Gesetz Art9", "gesetz:x0"),
        ("Gesetz 9", "gesetz:x0"),
        ("Gesetz Art. 9 Abs. 2 Buchstabe a", "gesetz:x1"),
        ("Gesetz 9(2)(a)", "gesetz:x1"),
        ("Gesetz Artikel 9(2)(a)", "gesetz:x1"),
        ("Gesetz Anhang A 5.1", "gesetz:x2"),
        ("Gesetz Anhang A.5.1", "gesetz:x2"),
        # Words of other frameworks are none of its own.
        ("Gesetz Article 9", ""),
        ("Gesetz Clause A.5.1", ""),
        ("Gesetz Annex A.5.1", ""),
        # What says nothing of its own is read by the words of all.
        ("Plain Clause 1.1", "plain:1.1"),
        ("Plain Artikel 1.1", "plain:1.1"),
        ("Plain § 1.1", "plain:1.1"),
        # And nothing of it is a word of the others.
        ("AI Act Art. 9(2)(a)", "aiact:art-9-2-a"),
        ("AI Act Artikel 9", ""),
        ("42001 Clause 9.2", "iso42001:9.2"),
        ("42001 Anhang A.6.2.8", ""),
        ("Annex A.6.2.8", "iso42001:A.6.2.8"),
    ],
)
def test_the_words_of_a_number_are_those_of_its_framework(german, written, meant):
    if meant:
        assert resolve(written, german) == meant
    else:
        with pytest.raises(UnknownRequirementError):
            resolve(written, german)


def test_near_misses_are_found_with_and_without_such_words(german):
    for written in ("Gesetz Art. 9 Abs. 2 Buchstabe b", "Gesetz 9(2)(b)"):
        with pytest.raises(UnknownRequirementError) as error:
            resolve(written, german)
        assert error.value.near[0] == "gesetz:x1", written


@pytest.mark.parametrize("module", [identifiers, numbers])
def test_no_code_knows_a_word_for_the_parts_of_a_framework(module):
    """They are content: only texts and examples name them."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    shown = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, (ast.Module, ast.FunctionDef, ast.ClassDef)) and isinstance(n.body[0], ast.Expr)}  # fmt: skip
    texts = [n.value.lower() for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in shown]  # fmt: skip
    words = {w.lower() for f in load().frameworks.values() for k in ("unit_words", "annex_words") for w in f.listed(k)}
    assert "article" in words and not [t for t in texts if t not in CATALOGUE_KEYS and words & set(re.split(r"\W+", t))]


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        (
            "- framework b",
            "- framework a",
            "#names",
            "'framework a' is what a (ontology/catalogues/a.tsv) is called, too",
        ),
        (
            "- framework b",
            "- Framework-A",
            "#names",
            "'Framework-A' is what a (ontology/catalogues/a.tsv) is called, too",
        ),
        ("- framework b", "- a", "#names", "'a' is what a (ontology/catalogues/a.tsv) is called, too"),
        ("short: B", "short: A", "#short", "'A' is what a (ontology/catalogues/a.tsv) is called, too"),
        # Without its issuer, "framework", it would be called "a" as well.
        (
            "- framework b",
            "- a\n#issuers:\n#- us",
            "#names",
            "'a' is what a (ontology/catalogues/a.tsv) is called, too",
        ),
        ("- framework b", "- work a\n#issuers:\n#- frame", "#names", ""),
        ("- framework b", "- a b\n#issuers:\n#- framework", "#issuers", ""),
        ("- framework b", "- ''", "#names", "names has an empty entry"),
        ("- framework b", "- ' '", "#names", "names has an empty entry"),
        ("short: B", "short: B\n#issuers: ['']", "#issuers", "issuers has an empty entry"),
        ("short: B", "short: B\n#number_words: ['x', '']", "#number_words", "number_words has an empty entry"),
    ],
)
def test_a_name_means_one_framework(tmp_path, old, new, at, what):
    """Else an answer would silently be about the one that was read first."""
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/catalogues/b.tsv"
    text = path.read_text().replace(f"#{old}", f"#{new}", 1)
    path.write_text(text)
    line = 1 + [line.startswith(at) for line in text.split("\n")].index(True)
    found = [(f.file, f.line, f.what) for f in report(packs, shapes=False).findings]
    assert found == ([("ontology/catalogues/b.tsv", line, what)] if what else [])


def test_a_name_that_is_taken_over_the_shipped_content(demo):
    path = demo / "ontology/catalogues/demo.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("#role", "#short: ISO 9001\n#names: ['27001']\n#role"),
        encoding="utf-8",
    )
    assert [
        f.what.partition(" (")[0]
        for f in report(packs_of([demo]), shapes=False).findings
        if f.file.endswith("demo.tsv")
    ] == [
        "'ISO 9001' is what iso9001",
        "'27001' is what iso27001",
    ]
    assert "demo" not in load(demo).frameworks


def test_a_set_of_ones_own_is_between_two_frameworks(demo):
    namespaces = {"demo": "https://example.org/demo/"} | {p: FIXED[p] for p in ("aims", "map", "semapv", "skos", "xsd")}
    crosswalk(demo, "demo", "demo", namespaces, [{"subject_id": "demo:GV.OC-01", "object_id": "demo:GV.OC-02"}])
    (found,) = report(packs_of([demo]), shapes=False).findings
    text = (demo / "mappings/demo--demo.sssom.tsv").read_text().split("\n")
    assert found.file.endswith("demo--demo.sssom.tsv") and text[found.line - 1].startswith("#object_source")
    assert found.what.startswith("both sides are demo") and "ontology/links.tsv" in found.mend
    assert [s.file for s in load(demo).sets if s.object == "demo"] == []


def test_a_row_that_states_no_relation_says_the_rest_in_known_words(demo):
    namespaces = {"demo": "https://example.org/demo/", "iso9001": "https://w3id.org/aims-graph/iso9001-2015/"} | {
        p: FIXED[p] for p in ("aims", "map", "semapv", "skos", "xsd")
    }
    plain = {"subject_id": "demo:GV.OC-02", "ext_set_relation": "", "ext_subject_met": "", "ext_object_met": ""}
    odd = {"predicate_id": "related", "ext_subject_met": "much", "mapping_justification": "by hand"}
    rows = [plain | {"object_id": "iso9001:4.1"}, plain | odd | {"object_id": "iso9001:4.2"}]
    crosswalk(demo, "demo", "iso9001", namespaces, rows)
    found = report(packs_of([demo]), shapes=False).findings
    assert [f.what.partition(": ")[2] for f in found] == [
        "ext_subject_met is 'much'",
        "mapping_justification 'by hand' is no short name and no IRI",
        "predicate_id 'related' is no short name and no IRI",
    ]


def test_the_header_says_whose_a_set_is_as_well_as_the_name(tmp_path):
    """A faulty set of another hand is left out, and all else answers."""
    packs = tiny.write(tmp_path)
    theirs = tmp_path / "mappings/b--a.sssom.tsv"
    theirs.write_text(
        f"#mapping_set_id: https://example.org/theirs\n#license: {tiny.LICENCE}\n#stated_by: them\n"
        "#subject_source: 'b:'\n#object_source: 'a:'\n#curie_map:\n#  a: https://example.org/a/\n#  b: https://example.org/b/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "b:1.1\tskos:closeMatch\ta:1.9\tsemapv:ManualMappingCuration\n"
    )
    library = library_of(packs)
    assert [(f.file, f.what) for f in library.left_out] == [("mappings/b--a.sssom.tsv", "a:1.9 does not exist")]
    assert [s.file for s in library.sets] == [tiny.PAIR]


def test_a_catalogue_of_ones_own_comes_before_a_document_of_its_name(tmp_path):
    """The shipped catalogue of 27001 reads the numbers of 27002 as its annex's, as long as 27002 has no catalogue."""
    catalogue(
        tmp_path,
        "iso27002",
        "27002",
        [("5.1", "control", "Policies", "", "yes", "Has policies.")],
        "#issuers: [ISO, IEC]\n",
    )
    assert report(packs_of([tmp_path]), shapes=False).findings == ()
    library = load(tmp_path)
    assert resolve_framework("27002", library) == "iso27002"
    assert resolve("27002 5.1", library) == resolve("ISO/IEC 27002 5.1", library) == "iso27002:5.1"


def test_an_empty_folder_of_ones_own_is_started_over_the_shipped_content(tmp_path: Path) -> None:
    """Alone it has no ontology and no lists to be read by: that is said, with what to do."""
    (tmp_path / "controls.csv").write_text("Control ID,Name\nH-1,Keep logs\n")
    alone = run("import", str(tmp_path / "controls.csv"), "--alone", "--into", str(tmp_path / "new"), "--yes")
    assert alone.returncode == 2 and not (tmp_path / "new").exists()
    assert "the shipped one is left out" in alone.stderr and "Leave out --alone" in alone.stderr
