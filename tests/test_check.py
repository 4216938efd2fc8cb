"""The shipped content is clean; each planted fault is found, with file, line and mend."""

import inspect

import pytest
from plants import copied, each, is_named, looked_at, plant

from aims_graph.check.content import WORDS, check, report
from aims_graph.check.form import format_files
from aims_graph.check.ground import Ground
from aims_graph.check.labels import labels_of
from aims_graph.errors import ContentError, Finding
from aims_graph.formats.content import read_content
from aims_graph.formats.library import load
from aims_graph.pack.pack import packs_of

PAIR = "mappings/iso-42001--iso-27001.sssom.tsv"
CATALOGUE = "ontology/catalogues/iso-42001-2023.tsv"
LAW = "ontology/catalogues/eu-ai-act-2026.tsv"


def test_whoever_says_nothing_has_the_shapes_checked_and_no_reasoner_asked():
    for asked in (check, report):
        told = {name: p.default for name, p in inspect.signature(asked).parameters.items() if name != "packs"}
        assert told == {"shapes": True, "reason": False}


def test_the_shipped_content_has_no_finding():
    assert [str(f) for f in check(packs_of())] == []


def of_reading_and_words(root):
    """What check says before it looks at rows, which takes most of its time."""
    content = read_content(packs_of([root], alone=True))
    return [*content.findings, *(finding for rule in WORDS for finding in rule(Ground(content)))]


#: What hides another stands in another copy: a table whose form is wrong says nothing of its rows.
LOGGING = (
    PAIR,
    "iso27001:A.8.15\tLogging",
    "iso27001:A.8.16\tLogging",
    "the label 'Logging' does not fit its title 'Monitoring activities'",
)
FAULTS = (
    (
        LOGGING,
        (
            PAIR,
            "\tequal\tall\tall\t",
            "\tequal\tall\tmost\t",
            "equal does not go with subject met all, object met most",
        ),
        (CATALOGUE, "#  control: 38", "#  control: 39", "38 rows of kind 'control', but the standard has 39"),
        ("ontology/statements.tsv", "\nlicence\t", "\nlicense\t", "section is 'license'"),
    ),
    # With such a fault nobody can tell which ids exist.
    ((CATALOGUE, "iso42001:A.8.4\tA.8.4", "iso42001:A.8.4\tA.8.5", "id 'iso42001:A.8.4' and number 'A.8.5' differ"),),
    (
        (PAIR, "iso42001:A.6.2.8\tAI system", "iso42001:A.6.2.9\tAI system", "iso42001:A.6.2.9 does not exist"),
        (PAIR, "skos:exactMatch", "skos:broadMatch", "predicate_id is 'skos:broadMatch'"),
        (PAIR, "semapv:LLMBasedMatching", "semapv:Guess", "mapping_justification 'semapv:Guess' is not used here"),
    ),
    (
        (PAIR, "#license:", "#licence:", "the header has no 'license'"),
        (CATALOGUE, "\tharmonized\t", "\tharmonised\t", "column 'harmonised' is unknown"),
    ),
)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return looked_at(FAULTS, lambda root: check(packs_of([root], alone=True), shapes=False), tmp_path_factory)


@pytest.mark.parametrize(("number", "fault"), each(FAULTS))
def test_a_planted_fault_is_found(checked, number, fault):
    (file, *_, message), (found, lines) = fault, checked(number)
    assert any(message in str(f) and f.file == file and f.line in (1, lines[fault]) for f in found), found[:5]


def test_the_line_is_the_line_of_the_fault(checked):
    found, lines = checked(0)
    assert any(f.line == lines[LOGGING] and LOGGING[-1] in f.what for f in found)


def test_a_truncated_file_is_said_to_be_cut_short(copy):
    path = copy / PAIR
    path.write_bytes(path.read_bytes()[:-200])
    found = [f.what for f in check(packs_of([copy], alone=True), shapes=False)]
    assert any("cut short" in what for what in found)


def test_a_file_that_is_not_utf_8(copy):
    (copy / CATALOGUE).write_bytes(b"#id: iso42001\n\xff\xfe\n")
    assert any("not UTF-8" in f.what and f.line == 2 for f in check(packs_of([copy], alone=True), shapes=False))


def test_a_requirement_nobody_considered_is_named(copy):
    path = copy / PAIR
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "iso27001:A.7.1\t" not in line), encoding="utf-8")
    assert any(
        "iso27001:A.7.1 " in f.what and "has no row" in f.what
        for f in check(packs_of([copy], alone=True), shapes=False)
    )


def test_format_mends_form_and_nothing_else(copy):
    path = copy / PAIR
    canonical = path.read_bytes()
    path.write_bytes(canonical.replace(b"\n", b"\r\n"))
    changed, blocked = format_files(packs_of([copy], alone=True))
    assert (changed, blocked) == ([PAIR], [])
    assert path.read_bytes() == canonical


def test_format_keeps_an_expression_that_cannot_be_read(copy):
    plant(copy, LAW, "\temployer\t", "\temployer and\t")
    before = (copy / LAW).read_bytes()
    assert format_files(packs_of([copy], alone=True))[0] == []
    assert (copy / LAW).read_bytes() == before


def test_format_leaves_a_file_it_cannot_trust(copy):
    path = copy / PAIR
    broken = path.read_bytes().replace(b"\tLogging\t", b"\tLogging\textra\t", 1)
    path.write_bytes(broken)
    _, blocked = format_files(packs_of([copy], alone=True))
    assert blocked
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    ("framework", "label", "meant", "wrong"),
    [
        ("iso42001", "Continual improvement", "iso42001:10.1", "iso42001:10.2"),
        ("iso42001", "AI system impact assessment", "iso42001:8.4", "iso42001:8.2"),
        ("iso42001", "AI system recording of event logs", "iso42001:A.6.2.8", "iso42001:A.8.4"),
        ("iso27001", "Secure coding", "iso27001:A.8.28", "iso27001:A.8.27"),
        ("aiact", "Deployers keep the logs under their control", "aiact:art-26-6", "aiact:art-26-5"),
        ("airmf", "Inventory of AI systems", "airmf:GOVERN-1.6", "airmf:GOVERN-1.5"),
    ],
)
def test_a_label_tells_the_number_meant_from_its_neighbour(library, framework, label, meant, wrong):
    labels = labels_of(library, framework)
    assert labels.rival(label, meant) == ""
    assert labels.rival(label, wrong) != ""


BROKEN = (
    (
        (PAIR, "iso27001:A.8.15\tLogging", "foo:A.8.15\tLogging", "foo:A.8.15 does not exist"),
        (PAIR, "\t2026-", "\t2o26-", "is no date"),
        (CATALOGUE, "\tiso42001:A.6.2\t", "\tiso42001:Z\t", "parent 'iso42001:Z' does not stand above"),
        ("ontology/links.tsv", "\tneeds\t", "\tneedz\t", "link is 'needz'"),
        ("ontology/catalogues/editions.tsv", "\tiso42001\t", "\tfoo\t", "framework 'foo' begins with no prefix"),
        ("ontology/catalogues/transitions.tsv", "aiact:art-111-1\t", "aiact:art-999\t", "aiact:art-999 does not exist"),
    ),
    (
        (PAIR, "#license: ", "#license: [x] #", "license '['x']' is no web address"),
        (CATALOGUE, "\tiso42001:A.6.2\t", "\tiso42001:A.6.2.2\t", "does not stand above iso42001:A.6.2.2"),
        ("ontology/law.ttl", "skos:prefLabel", "skos:prefLabel ;", "is no Turtle"),
        ("ontology/shapes/mapping.ttl", "sh:path", "sh:path ;", "is no Turtle"),
    ),
    (
        (CATALOGUE, "#rank: ", "#rank: x", "is no number"),
        ("ontology/catalogues/transitions.tsv", "\tprovider", "\tproveider", "role 'proveider' is no term"),
        ("ontology/catalogues/transitions.tsv", "2027-08-02", "2.8.27", "placed_before '2.8.27' is no date"),
    ),
)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return looked_at(BROKEN, of_reading_and_words, tmp_path_factory)


@pytest.mark.parametrize(("number", "fault"), each(BROKEN))
def test_broken_content_is_named_where_it_is_read(read, number, fault):
    assert is_named(fault, *read(number))


def test_no_answer_is_computed_from_a_row_of_nothing(copy):
    plant(copy, PAIR, "iso27001:A.8.15\tLogging", "iso27001:A.8.95\tLogging")
    with pytest.raises(ContentError, match=r"iso27001:A\.8\.95 does not exist"):
        load(copy, alone=True)


def test_of_many_faults_the_first_are_told_and_a_command_is_named_on_a_terminal_alone():
    error = ContentError(Finding("x.tsv", n, "is empty", "fill it") for n in range(1, 24))
    assert error.what == "23 faults in the content" and "x.tsv:20: is" in error.advice and "x.tsv:21" not in error.mend
    assert error.mend.endswith("… and 3 more: aims-graph check lists all") and error.advice.endswith("… and 3 more")


DELETED = ("ontology/evidence.tsv", "ontology/law.ttl", "ontology/evidence.ttl")


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    root = copied(tmp_path_factory.mktemp("deleted"))
    for file in DELETED:
        (root / file).unlink()
    return of_reading_and_words(root)


@pytest.mark.parametrize("file", DELETED)
def test_a_deleted_file_is_named(without, file):
    assert any(f.file == file and "cannot be read" in f.what for f in without)
