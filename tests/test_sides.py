"""Names in other hands' files: which framework and which requirement they are here, and what is left open."""

import houses
import pytest
import tiny

from aims_graph.exchange.cells import urn_part
from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Side
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.exchange.framework_names import framework_named
from aims_graph.exchange.lifting import lifts
from aims_graph.exchange.sides import Entered, Sides
from aims_graph.formats.library import library_of, load
from aims_graph.identifiers import resolve
from aims_graph.pack.pack import packs_of


def place(name, framework="", label="", prefixes=None, others=(), entered=()):
    side = Side(name, "", label)
    rows = tuple(DraftRow((s,), (), "line 1") for s in (side, *map(Side, others)))
    return Sides(load(), DraftMapping("m", "M", rows, subject=framework, prefixes=prefixes or {}), entered).subject(
        side
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *dict.fromkeys(
            "ISO/IEC 27001:2022|iso27001-2022|urn:intuitem:risk:framework:iso27001-2022|ISO 27001|iso27001:|x".split("|"), "iso27001"
        ).items(),
        *dict.fromkeys("nist-ai-rmf-1.0|NIST AI RMF|AI RMF 1.0".split("|"), "airmf").items(),
        *dict.fromkeys("EU AI Act|Artificial Intelligence Act|Regulation (EU) 2024/1689".split("|"), "aiact").items(),
        ("EU AI Act 2024", "aiact2024"),
        ("ISO/IEC 27002:2022", "iso27001"),
        *dict.fromkeys("NIST CSF 2.0|ISO|NIST 27001|ISO 9001:2008|NIST AI RMF 2.0||y:".split("|"), "").items(),
    ],
)  # fmt: skip
def test_what_people_call_a_framework(name, found):
    prefixes = {"x": "https://w3id.org/aims-graph/iso27001-2022/", "y": "https://example.org/27001/"}
    assert framework_named(name, load(), prefixes).id == found


def test_an_edition_without_a_catalogue_is_told_as_one():
    named = framework_named("ISO 9001:2008", load(), {})
    assert named.edition_of == "iso9001" and "no catalogue" in named.why
    assert framework_named("NIST CSF 2.0", load(), {}).edition_of == ""


@pytest.mark.parametrize(
    ("name", "framework", "found"),
    [
        ("a.5.1", "iso27001-2022", "iso27001:A.5.1"),
        ("urn:intuitem:risk:req_node:iso27001-2022:a.5.1", "", "iso27001:A.5.1"),
        ("5.1", "ISO 27001", "iso27001:5.1"),
        ("5.1", "ISO/IEC 27002:2022", "iso27001:A.5.1"),
        ("27002 5.1", "ISO 27001", "iso27001:A.5.1"),
        ("27002:5.1", "ISO 27001", "iso27001:A.5.1"),
        ("27001:5.1", "ISO 27001", "iso27001:5.1"),
        ("ISO/IEC 27001:2022:A.5.1", "ISO 27001", "iso27001:A.5.1"),
        ("27001:A.5.1", "", "iso27001:A.5.1"),
        ("9001:8.4", "ISO 27001", ""),
        ("Annex A 5.1", "ISO 27001", "iso27001:A.5.1"),
        ("Annex A.6.2.8", "ISO/IEC 42001", "iso42001:A.6.2.8"),
        ("ISO/IEC 27001:2022 A.5.1", "ISO/IEC 27001:2022", "iso27001:A.5.1"),
        ("ISO 27001 A.5.1", "", "iso27001:A.5.1"),
        ("https://w3id.org/aims-graph/iso27001-2022/4.2", "", "iso27001:4.2"),
        ("govern-1.1", "nist-ai-rmf-1.0", "airmf:GOVERN-1.1"),
        ("Art. 9(2)(a)", "EU AI Act", "aiact:art-9-2-a"),
    ],
)
def test_numbers_as_others_write_them(name, framework, found):
    assert place(name, framework).requirement == found


def test_what_our_own_writer_calls_a_number_is_known_in_a_urn_alone(tmp_path):
    """Of a number with signs that no URN can hold its name there has a digest."""
    packs, folder = tiny.write(tmp_path / "base"), tmp_path / "mine"
    enter(plan(houses.draft(), library_of(packs), folder, Wish()).files, folder)
    library = library_of(packs_of([packs[0].root, folder], alone=True))
    sides = Sides(library, DraftMapping("m", "M", ()))

    def found(name):
        return sides.subject(Side(name, "House")).requirement

    known = urn_part("house:a)")
    assert (
        known.startswith("a-")
        and found(f"urn:x:req:house:{known}") == found(f"urn:x:req:house:{known.upper()}") == "house:a)"
    )
    assert found(known) == found(f"house {known}") == ""
    assert found("urn:x:req:house:1.1") == found("1.1") == "house:1.1"


def test_a_prefix_says_what_the_file_says_it_stands_for():
    assert place("iso27001:4.2", prefixes={"iso27001": "https://example.org/mine/"}).requirement == ""
    ours = {"q": "https://w3id.org/aims-graph/iso27001-2022/"}
    assert place("q:4.2", prefixes=ours).requirement == "iso27001:4.2"
    # An IRI of the file's own, in a column its header says is ours: numbered as ours.
    assert place("m:4.2", "ISO 27001", prefixes={"m": "https://example.org/mine/"}).requirement == "iso27001:4.2"


def test_an_address_in_a_frameworks_namespace_is_of_it_however_the_number_is_written():
    space = "https://w3id.org/aims-graph/iso27001-2022/"
    assert place(f"{space}A.5.1").requirement == place(f"{space}a.5.1").requirement == "iso27001:A.5.1"
    assert place("x:a.5.1", prefixes={"x": space}).requirement == "iso27001:A.5.1"
    assert place(f"{space}99.9").why == "ISO/IEC 27001 has no '99.9'"


def test_what_fits_two_is_left_open_until_a_title_tells():
    two = ("iso27001:5.1", "iso27001:A.5.1")
    found = place("5.1", "ISO 27001", others=["8.28"])
    assert (found.requirement, found.near) == ("", two)
    assert place("5.1", "ISO 27001", "Policies for information security").requirement == two[1]
    assert place("5.1", "ISO 27001", "Leadership and commitment", others=["8.28"]).requirement == two[0]
    assert place("5.1", "ISO 27001", "Something else").near == two
    assert place("9.2.1").near == ("iso27001:9.2.1", "iso42001:9.2.1", "iso9001:9.2.1")


def test_27002_numbers_are_controls_everywhere():
    assert resolve("27002 5.1", load()) == "iso27001:A.5.1"
    assert resolve("27001 5.1", load()) == "iso27001:5.1"


def test_a_number_that_does_not_exist_has_near_misses_and_other_editions():
    assert "iso27001:A.5.37" in place("A.5.38", "iso27001").near
    found = place("10(5)", "EU AI Act")
    assert found.requirement == "" and "EU AI Act 2024 has it" in found.why and found.near[0] == "aiact:art-4a-1"


def test_a_former_edition_is_lifted_where_one_thing_took_its_place():
    moved = place("10(5)(a)", "EU AI Act 2024")
    assert (moved.requirement, moved.lift.former) == ("aiact:art-4a-1-a", "aiact2024:art-10-5-a")
    assert "moved" in moved.lift.words
    split = place("Article 29", "EU AI Act 2024")
    assert split.requirement == "" and len(split.near) == 2
    dropped = [r.id for r in load().members("aiact2024") if r.provision and r.provision.state == "deleted"]
    assert dropped and all(lifts(d, load())[0].now == "" for d in dropped)


def test_a_heading_is_told():
    assert place("4", "iso9001").is_heading and not place("4.1", "iso9001").is_heading


def test_a_framework_of_the_same_file_is_found_by_the_files_own_names():
    draft = DraftFramework("urn:x:fw", "House rules", (DraftRequirement("urn:x:fw:r1", "R 1", "One", "rule"),))
    entered = (Entered("house", draft, {"urn:x:fw:r1": "house:R-1"}),)
    assert place("urn:x:fw:r1", entered=entered).requirement == "house:R-1"
    assert place("r 1", "House Rules", entered=entered).requirement == "house:R-1"
    assert place("r 2", "House Rules", entered=entered).requirement == ""
    # What the file does not bring is looked up in the content, as ever.
    assert place("A.5.1", "ISO 27001", entered=entered).requirement == "iso27001:A.5.1"


def test_what_two_frameworks_of_a_file_are_called_alike_is_left_open():
    def rules(key):
        draft = DraftFramework(f"urn:x:{key}", "Rules", (DraftRequirement(f"{key}1", "1", "One", "rule"),))
        return Entered(key, draft, {f"{key}1": f"{key}:1"})

    both = (rules("one"), rules("two"))
    found = place("1", "Rules", entered=both)
    assert (found.requirement, found.why) == ("", "'Rules' may be one or two")
    assert place("1", "urn:x:two", entered=both).requirement == "two:1"
    # Each by a name that the other does not have.
    assert place("9", "urn:x:two", entered=both).why == "Rules has no '9'"


def test_a_number_of_a_framework_of_the_file_is_found_by_its_other_numbers_and_its_id():
    one = DraftRequirement("k1", "1.1", "One", "rule", aliases=("R-1", "First"))
    draft = DraftFramework("urn:x:fw", "House rules", (one, DraftRequirement("k2", "1.2", "Two", "rule"), DraftRequirement("k3", "1.2", "Three", "rule")))  # fmt: skip
    entered = (Entered("house", draft, {"k1": "house:1.1", "k2": "house:1.2", "k3": "house:k3"}),)
    for name, found in {"r 1": "house:1.1", "first": "house:1.1", "K3": "house:k3", "": "", "-": ""}.items():
        assert place(name, "House rules", entered=entered).requirement == found, name
    two = place("1.2", "House rules", entered=entered)
    assert (two.requirement, two.why, two.near) == (
        *("", "'1.2' may be house:1.2 or house:k3"),
        ("house:1.2", "house:k3"),
    )


def test_why_a_side_is_none_of_the_content_is_said():
    def why(name, framework="", label="", prefixes=None):
        return place(name, framework, label, prefixes).why

    assert why("", "ISO 27001", "Doors") == "'Doors' is words alone, no id of a requirement"
    assert why("https://example.org/x#1") == "https://example.org/x#1 is of no framework here"
    assert why("1", "Nowhere") == "'Nowhere' is no framework here"
    assert why("1", "m:x", prefixes={"m": "https://example.org/"}) == "https://example.org/x is no framework here"
    assert (
        why("4.1", "ISO 9001:2008")
        == "'ISO 9001:2008' is an edition that has no catalogue here; ISO 9001 is 2015, fifth edition, with Amd 1:2024 (climate action changes)"
    )
    assert why("99.9", "ISO 9001") == "ISO 9001 has no '99.9'"
    assert why("nonsense") == "'nonsense' alone names no one requirement here"
    split = place("Article 29", "EU AI Act 2024")
    assert split.why == "EU AI Act 2024: it became 2 requirements" and split.framework == "aiact2024"


@pytest.mark.parametrize(
    ("number", "framework", "found"),
    [
        # By its name, with as many words as it has, before the number.
        ("ISO/IEC 27001 A.8.15", "ISO 27001", "iso27001:A.8.15"),
        ("ISO/IEC 27002:2022 8.15", "ISO 27001", "iso27001:A.8.15"),
        ("ISO 9001 4.1", "ISO 27001", ""),
        # A bare number is the clause's wherever the file writes no bare numbers of controls.
        ("5.1", "iso27001", "iso27001:5.1"),
        ("8.28", "iso27001", "iso27001:A.8.28"),
    ],
)
def test_a_number_brings_the_name_of_its_own_framework_alone(number, framework, found):
    assert place(number, framework).requirement == found
