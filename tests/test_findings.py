"""What check says of rows, remainders, readings and clauses of the small content: each fault on its line, once, and nothing where there is none."""

from pathlib import Path

import pytest
import tiny
from mends import with_its_mend

from aims_graph.check.content import check, report
from aims_graph.errors import RUN_FORMAT
from aims_graph.pack.pack import packs_of

PAIR, CATALOGUE = tiny.PAIR, tiny.CATALOGUE
REMAINDERS, READINGS, TRAPS = "mappings/remainders/a--b.tsv", "mappings/readings/a--b.tsv", "ontology/traps.tsv"
HOW = tiny.HOW
#: Rows of the small content.
EQUAL, TAUGHT, GAP_A, GAP_B = (row.replace("\t", " | ") for row in tiny.FILES[PAIR].splitlines()[-4:])
TRAINING, STAFF = "a:1.2 | Staff training", "b:1.2 | Teaching people"


def row(subject: str, object_: str, shared: str = "both, on paper", **other: str) -> str:
    """A row that says two share something, or, of ``denied``, nothing."""
    if "denied" in other:
        cells = f"{subject} | skos:relatedMatch | Not | {object_} | no_relationship | none | none |  |  |  | {shared} |  | {other['denied']}"
    else:
        cells = f"{subject} | skos:relatedMatch |  | {object_} | intersects | some | some | {shared} | its {shared} | our {shared} |  |  | "
    return f"{cells} | 0.8 | {HOW}"


def gap(subject: str, parts: str) -> str:
    return f"{subject} | skos:relatedMatch |  | sssom:NoTermFound |  |  |  |  |  |  |  | nobody speaks of it | b:1.3 | {parts} | 0.9 | {HOW}"


def found(folder: Path, *changes: tuple[str, str, str]) -> list[tuple[str, int, str]]:
    """What is found once texts of files are replaced; a change of an empty text adds lines at the end."""
    packs = tiny.write(folder)
    for file, *texts in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        old, new = (t.replace(" | ", "\t") for t in texts)
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else f"{text}{new}\n", encoding="utf-8")
    findings = with_its_mend(check(packs, shapes=False))
    assert all(f.mend for f in findings)
    # Lines at the end stand in no order.
    return [(f.file, f.line, f.what) for f in findings if f.mend != RUN_FORMAT]


def line_of(folder: Path, file: str, begin: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    return 1 + next(n for n, line in enumerate(lines) if line.startswith(begin.replace(" | ", "\t")))


ABOVE = row("a:1 | Whole of a", STAFF)
BOTH_ABOVE = row("a:1 | Whole of a", "b:1 | Whole of b")
HEADING = "is a heading or binds nobody who is audited, and bears no row"
CONTRACTS = row("a:1.3 | Supplier contracts", "b:1.3 | Waste disposal")


#: A requirement below another.
DEEPER = [
    (CATALOGUE, "", "a:1.3.1 | 1.3.1 | clause | Supplier audits | a:1.3 | yes | own | Says of suppliers what an audit looks at."),
    (CATALOGUE, "clause: 4", "clause: 5"),
    (REMAINDERS, "", "a:1.3.1 | Supplier audits | none |  | all of it | "),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "file", "at", "what"),
    [
        # Rows.
        ([(PAIR, "", ABOVE)], PAIR, "a:1 | ", f"a:1 {HEADING}"),
        ([(PAIR, "", BOTH_ABOVE)], PAIR, "a:1 | ", f"a:1 {HEADING}"),
        ([(PAIR, "", BOTH_ABOVE)], PAIR, "a:1 | ", f"b:1 {HEADING}"),
        ([(PAIR, "", BOTH_ABOVE)], PAIR, "a:1 | ", "a theme is crossed with a theme"),
        ([(PAIR, "", CONTRACTS)], PAIR, "a:1.3 | Supplier contracts | skos:relatedMatch |  | sssom", "a:1.3 is said to have no counterpart, but a:1.3 has one in this file"),
        ([(PAIR, "", CONTRACTS)], PAIR, "sssom:NoTermFound", "b:1.3 is said to have no counterpart, but b:1.3 has one in this file"),
        ([(PAIR, "", gap("a:1 | Whole of a", "yes"))], PAIR, "a:1 | ", "a:1 is said to have no counterpart, but a:1.2 has one in this file"),
        ([(PAIR, GAP_A + "\n", "")], PAIR, "#mapping_set_id", "a:1.3 Supplier contracts has no row"),
        (DEEPER, PAIR, "#mapping_set_id", "a:1.3.1 Supplier audits has no row"),
        ([(PAIR, GAP_B + "\n", "")], PAIR, "#mapping_set_id", "b:1.3 Waste disposal has no row"),
        ([(PAIR, "staff are taught", "What  happened is KEPT")], PAIR, TRAINING, f"the phrase 'what happened is kept' stands on line {len(tiny.FILES[PAIR].splitlines()) - 3} too"),
        ([(PAIR, "guests too", "the yearly test")], PAIR, TRAINING, f"the phrase 'the yearly test' stands on line {len(tiny.FILES[PAIR].splitlines()) - 2} too"),
        ([(PAIR, "", row("a:1 | Whole of a", "b:1 | Whole of b", denied="yes"))], PAIR, "a:1 | ", f"a:1 and b:1 are said to share nothing, but {PAIR}:{len(tiny.FILES[PAIR].splitlines()) - 2} says that a:1.2 and b:1.2 do"),
        ([(TRAPS, "a:1.1 | b:1.3", "b:1.2 | a:1.2")], PAIR, TRAINING, "logging is taken for waste"),
        ([(TRAPS, "a:1.1 | b:1.3", "a:1.3|a:1.1 | b:1.3|b:1.1")], PAIR, "a:1.1", "logging is taken for waste"),
        # Labels.
        ([(PAIR, TRAINING, "a:1.2 | Logging")], PAIR, "a:1.2", "a:1.2: the label 'Logging' does not fit its title 'Staff training'; it fits a:1.1 'Logging' better"),
        ([(PAIR, TRAINING, "a:1.2 | ")], PAIR, "a:1.2", "a:1.2: the label '' does not fit its title 'Staff training'"),
        ([(PAIR, TRAINING, "a:1.2 | Unheard nonsense")], PAIR, "a:1.2", "a:1.2: the label 'Unheard nonsense' does not fit its title 'Staff training'"),
        ([(REMAINDERS, TRAINING, "a:1.2 | Logging")], REMAINDERS, "a:1.2", "a:1.2: the label 'Logging' does not fit its title 'Staff training'; it fits a:1.1 'Logging' better"),
        # Remainders.
        ([(REMAINDERS, "", "a:1 | Whole of a | none |  | all of that | ")], REMAINDERS, "a:1 | ", "a:1: is a heading"),
        ([(REMAINDERS, "Staff training | most", "Staff training | some")], REMAINDERS, "a:1.2", "a:1.2: met is some, but a single row meets most"),
        ([(REMAINDERS, "Staff training | most | b:1.2", "Staff training | most | b:1.3")], REMAINDERS, "a:1.2", "a:1.2: by names b:1.3, but no row relates the two"),
        ([(REMAINDERS, "Staff training | most | b:1.2 | the yearly test", "Staff training | all | b:1.2 | ")], REMAINDERS, "a:1.2", "a:1.2: met is all, but its only counterpart meets most"),
        ([(REMAINDERS, "a:1.3 | Supplier contracts | none |  | all of it | \n", "")], REMAINDERS, "#title", "a:1.3 Supplier contracts has no row"),
        # Readings.
        ([(READINGS, "second | all | all", "second | all | most")], READINGS, "a:1.1", "a:1.1 to b:1.1: the readings differ and nobody settled it"),
        ([(READINGS, "a:1.1 | b:1.1 | row | first | all | all | 0.9 |  |  | 2026-11-20\n", "")], READINGS, "a:1.1", "a:1.1 to b:1.1: the readings differ and nobody settled it"),
        ([(READINGS, "", "a:1.1 | b:1.1 | row | third | all | all |  |  |  | 2026-11-22")], READINGS, "a:1.1 | b:1.1 | row | third", "a:1.1 to b:1.1, third reading: confidence is ''"),
        ([(READINGS, "", "a:1.1 | b:1.1 | row | final | all | all | 0.9 | kept | on the text | 2026-11-22")], READINGS, "a:1.1 | b:1.1 | row | final", "a:1.1 to b:1.1, final reading: confidence is '0.9'"),
        ([(READINGS, "", "a:1.1 | b:1.1 | row | third | all | all | 0.7 |  |  | 2026-11-22")], PAIR, "a:1.1", "a:1.1 to b:1.1: confidence 0.9 is not what its readings give, 0.7"),
        ([(READINGS, "", "a:1.1 | b:1.1 | row | settled | most | all |  | changed | on the text | 2026-11-22")], READINGS, "a:1.1", "a:1.1 to b:1.1: decided as most/all, but the mapping file says all/all"),
        (
            [(READINGS, "", f"a:1.1 | b:1.1 | row | settled | all | all |  | kept | on the text | 2026-11-22\n{'a:1.1 | b:1.1 | row | third | some | some | 0.9 |  |  | 2026-11-22'}"), (READINGS, "second | all | all", "second | some | most")],
            READINGS, "a:1.1", "a:1.1 to b:1.1: three readings together say some/most",
        ),
        ([(READINGS, "", "a:1.3 | b:1.3 | decoy | second | none | none | 0.9 |  |  | 2026-11-22\na:1.3 | b:1.3 | decoy | final | some | some |  | added | on the text | 2026-11-22")], READINGS, "a:1.3", "a:1.3 to b:1.3: decided as some/some, but the mapping file says none/none"),
        # Clauses on a spine.
        ([(CATALOGUE, "a:1 | yes | own", "a:1 | yes | ")], CATALOGUE, "a:1.1", "a:1.1: says neither which harmonized clause it carries nor that it is the standard's own"),
        ([(CATALOGUE, "a:1 | yes | own", "a:1 | yes | b:1.2")], CATALOGUE, "a:1.1", "a:1.1: carries b:1.2, which has another number"),
    ],
)  # fmt: skip
def test_a_fault_is_found_on_its_line_and_once(changes, file: str, at: str, what: str, tmp_path: Path) -> None:
    everything = found(tmp_path, *changes)
    assert [f for f in everything if f[2] == what] == [(file, line_of(tmp_path, file, at), what)], everything


@pytest.mark.parametrize(
    "changes",
    [
        # A row that denies may be about a heading.
        [(PAIR, "", row("a:1 | Whole of a", "b:1.3 | Waste disposal", denied="yes"))],
        [(PAIR, "", row("a:1.3 | Supplier contracts", STAFF, denied="yes"))],
        # One row speaks for all parts.
        [*DEEPER, (PAIR, GAP_A, gap("a:1.3 | Supplier contracts", "yes"))],
        [(PAIR, GAP_A + "\n", ""), (PAIR, "complete: yes", "complete: no")],
        [(REMAINDERS, "a:1.3 | Supplier contracts | none |  | all of it | \n", ""), (REMAINDERS, "#complete: yes", "#complete: no")],
        [(TRAPS, "a:1.1 | b:1.3 | ", "a:1.1 | b:1.1 | intersects")],
        # A hint in brackets, other words for it, its heading.
        [(PAIR, TRAINING, "a:1.2 | Training of staff (yearly)")],
        [(PAIR, TRAINING, "a:1.2 | Staff-training")],
        # A title that nobody typed, in a set that does not claim to be complete.
        [(PAIR, TRAINING, "a:1.2 | "), (PAIR, "complete: yes", "complete: no")],
        # Two that together meet more than either.
        [(REMAINDERS, "Staff training | most | b:1.2 | the yearly test | ", "Staff training | all | b:1.1|b:1.2 |  | the records are of the training"), (PAIR, "", row(TRAINING, "b:1.1 | Event records"))],
        [(CATALOGUE, "a:1 | yes | own", "a:1 | yes | b:1.1")],
        # What is no clause carries none of the spine.
        [(CATALOGUE, "1.3 | clause | Supplier contracts | a:1 | yes | own", "1.3 | control | Supplier contracts | a:1 | yes | "), (CATALOGUE, "  clause: 4", "  clause: 3\n#  control: 1")],
        # A title of another script, which no word is compared with.
        [(CATALOGUE, "Staff training", "人員訓練"), (PAIR, TRAINING, "a:1.2 | 人員訓練"), (REMAINDERS, TRAINING, "a:1.2 | 人員訓練")],
        [(CATALOGUE, "a:1 | yes | own", "a:1 | yes | b:1.2"), (CATALOGUE, "#counts:", "#renumbered:\n#- '1'\n#counts:")],
    ],
)  # fmt: skip
def test_what_is_right_has_no_finding(changes, tmp_path: Path) -> None:
    assert found(tmp_path, *changes) == []


@pytest.mark.parametrize("file", ["ontology/evidence.tsv", "ontology/thesaurus.tsv", "mappings/groups.tsv"])
def test_a_list_that_cannot_be_read_leaves_the_rows_to_be_checked(file: str, tmp_path: Path) -> None:
    """Whatever rests on mapping files alone is still looked at: the remainder that is less than its row, the decoy that is a row."""
    changes = [(REMAINDERS, "Staff training | most", "Staff training | some"), (READINGS, "", "a:1.3 | b:1.3 | decoy | second | none | none | 0.9 |  |  | 2026-11-22\na:1.3 | b:1.3 | decoy | final | some | some |  | added | on the text | 2026-11-22")]  # fmt: skip
    whats = [what for _, _, what in found(tmp_path, *changes)]
    assert len(whats) == 2
    (tmp_path / file).write_bytes((tmp_path / file).read_bytes().replace(b"\n", b"\n\xff"))
    seen = report(packs_of([tmp_path], alone=True), shapes=False)
    assert set(whats) < {f.what for f in seen.findings} and {f.file for f in seen.findings if f.what not in whats} == {
        file
    }
    assert not [name for name in seen.left_out if "a--b" in name or "beside" in name]


# The words of the law.

FACTS = "ontology/facts.tsv"
BIG = "big | Is it big? | system |  |  |  |  |  | "
LATE = "late | Is it late? | act |  |  | no | tardy |  | "


@pytest.mark.parametrize(
    ("lines", "at", "what"),
    [
        ([BIG, BIG], 2, f"big stands in {FACTS}:{{}} already"),
        (["maker | Is it a maker? | operator |  |  |  |  |  | "], 1, "maker is a role too"),
        (["big | It is big. | system |  |  |  |  |  | "], 1, "big: the question is none"),
        (["big | Is it big? |  |  |  |  |  |  | "], 1, "big: of is ''"),
        (["big | Is it big? | system|weather |  |  |  |  |  | "], 1, "big: of is 'system|weather'"),
        ([LATE.replace("| no |", "| perhaps |")], 1, "late: assumed is 'perhaps'"),
        ([BIG.replace("system |  | ", "system |  | huge")], 1, "big: implies 'huge', which is no fact"),
        ([LATE, LATE.replace("late |", "later |").replace("tardy", "Tardy")], 2, "later: 'Tardy' stands for late too"),
        (["big | Is it big? | system | size | small |  |  |  | ", "small | Is it small? | system | size |  |  |  |  | "], 1, "big contradicts what it implies"),
    ],
)  # fmt: skip
def test_a_fault_of_a_fact(lines: list[str], at: int, what: str, tmp_path: Path) -> None:
    start = len(tiny.FILES[FACTS].splitlines())
    everything = found(tmp_path, (FACTS, "", "\n".join(lines)))
    assert [f for f in everything if f[0] == FACTS] == [(FACTS, start + at, what.format(start + 1))]


def test_facts_that_hang_together_have_no_finding(tmp_path: Path) -> None:
    """One word may stand for two facts of different things; facts of a group exclude each other; a kind of system may follow."""
    lines = [BIG.replace("system |  | ", "system | size | some"), "small | Is it small? | operator|system|model|act|day | size |  | yes | tardy |  | ", LATE]  # fmt: skip
    assert found(tmp_path, (FACTS, "", "\n".join(lines))) == []


FINES, SCOPE, STANDING, RELIEFS, LAW = (f"ontology/{n}" for n in ("fines.tsv", "scope.tsv", "standing.tsv", "reliefs.tsv", "law.ttl"))  # fmt: skip
TRANSITIONS = "ontology/catalogues/transitions.tsv"
SIZES = "big | Is it big? | system | size |  |  |  |  | \nsmall | Is it small? | system | size |  |  |  |  | "
RULES = {
    FINES: "a:fine-1 | a:1.1 | logs that are not kept | maker | big | a:1.2 | 1000.5 | 3 | turnover | higher | small=lower | somebody | 2026-08-02",
    SCOPE: "a:scope-1 | a:1.1 | maker | all | not big | a:1.2 | Leaves out what is small.",
    STANDING: "a:standing-1 | a:1.1 | maker | maker | some | big or small |  | Makes a maker.",
    RELIEFS: "a:relief-1 | a:1.1 | a:1.2 |  | small | Less is asked. | 2026-07-27",
    TRANSITIONS: "a:move-1 | a:1.1 | maker | big | all | 2027-08-02 |  |  | 2030-12-31 |  |  | a:move-2 |  |  | Old ones stay.\na:move-2 | a:1.1 | maker |  | all | 2027-08-02 | a change | small |  |  |  |  |  |  | Others stay.",
}  # fmt: skip


def test_rules_that_hang_together_have_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, (FACTS, "", SIZES), *((file, "", lines) for file, lines in RULES.items())) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (FINES, "1000.5", "1.000.5", "a:fine-1: amount '1.000.5' is no number"),
        (FINES, "| 3 |", "| three |", "a:fine-1: percent 'three' is no number"),
        (FINES, "| higher |", "| highest |", "a:fine-1: higher_or_lower is 'highest'"),
        (FINES, "small=lower", "small=least", "a:fine-1: sizes names 'small=least'"),
        (FINES, "small=lower", "tiny=lower", "a:fine-1: sizes names 'tiny=lower'"),
        (FINES, "2026-08-02", "2.8.2026", "a:fine-1: from '2.8.2026' is no date"),
        (FINES, "| maker |", "| taker |", "a:fine-1: role 'taker' is no term of ontology/law.ttl"),
        (FINES, "| big |", "| huge |", "a:fine-1: 'huge' is no fact, kind of system or role"),
        (SCOPE, "| maker |", "| taker |", "a:scope-1: role 'taker' is no term of ontology/law.ttl"),
        (SCOPE, "| all |", "| every |", "a:scope-1: kind of system 'every' is no term of ontology/law.ttl"),
        (SCOPE, "not big", "big and small", "a:scope-1: no answers satisfy 'big and small'"),
        (SCOPE, "not big", "huge", "a:scope-1: 'huge' is no fact, kind of system or role"),
        (STANDING, "| maker | some", "| giver | some", "a:standing-1: role 'giver' is no term of ontology/law.ttl"),
        (STANDING, "| maker | maker", "| taker | maker", "a:standing-1: role 'taker' is no term of ontology/law.ttl"),
        (STANDING, "big or small", "big and small", "a:standing-1: no answers satisfy 'big and small'"),
        (RELIEFS, "| small |", "| tiny |", "a:relief-1: 'tiny' is no fact, kind of system or role"),
        (RELIEFS, "2026-07-27", "27.7.2026", "a:relief-1: from '27.7.2026' is no date"),
        (TRANSITIONS, "2027-08-02 |  |  | 2030", "2027 |  |  | 2030", "a:move-1: placed_before '2027' is no date"),
        (TRANSITIONS, "| 2027-08-02 | a change", "|  | a change", "a:move-2: placed_before '' is no date"),
        (TRANSITIONS, "2030-12-31", "2030-12-32", "a:move-1: comply_by '2030-12-32' is no date"),
        (TRANSITIONS, "2027-08-02 |  |  | 2030", "2027-08-02 | a change |  | 2030", "a:move-1: ends in two ways"),
        (TRANSITIONS, "| a:move-2 |", "| a:move-1 |", "a:move-1: gives way to 'a:move-1'"),
        (TRANSITIONS, "| small |", "| tiny |", "a:move-2: 'tiny' is no fact, kind of system or role"),
        (TRANSITIONS, "| big | all", "| big | every", "a:move-1: kind of system 'every' is no term of ontology/law.ttl"),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule(file: str, old: str, new: str, what: str, tmp_path: Path) -> None:
    assert old in RULES[file]
    rules = {**RULES, file: RULES[file].replace(old, new, 1)}
    everything = found(tmp_path, (FACTS, "", SIZES), *((f, "", lines) for f, lines in rules.items()))
    begin = what.partition(": ")[0] + "\t"
    assert everything == [(file, line_of(tmp_path, file, begin), what)]


def test_two_rules_have_two_ids(tmp_path: Path) -> None:
    """Whatever table each stands in, and whichever folder: the graph would take them for one."""
    rules = RULES | {RELIEFS: RULES[RELIEFS].replace("a:relief-1", "a:scope-1")}
    everything = found(tmp_path, (FACTS, "", SIZES), *((f, "", lines) for f, lines in rules.items()))
    first = f"{SCOPE}:{line_of(tmp_path, SCOPE, 'a:scope-1')}"
    assert everything == [(RELIEFS, line_of(tmp_path, RELIEFS, "a:scope-1"), f"a:scope-1 stands in {first} already")]


# What a catalogue lacks.


def test_a_heading_that_a_catalogue_lacks_is_said_once(tmp_path: Path) -> None:
    """And not of each row below it."""
    heading = "a:1 | 1 | clause | Whole of a |  | no | own | Opens what a has to say.\n"
    everything = found(tmp_path, (CATALOGUE, heading, ""), (CATALOGUE, "clause: 4", "clause: 3"))
    what = "parent 'a:1' does not stand above a:1.1, nor above 2 more rows that name it"
    assert everything == [(CATALOGUE, line_of(tmp_path, CATALOGUE, "a:1.1"), what)]


@pytest.mark.parametrize("pair", ["system-all aims:system-some", "role-maker aims:role-maker"])
def test_a_kind_or_role_that_is_wider_than_itself(pair: str, tmp_path: Path) -> None:
    """Where the words of the law stand in a ring nothing else is said of the law."""
    one, other = pair.split()
    whats = [
        what
        for _, _, what in found(
            tmp_path, (LAW, "", f"aims:{one} skos:broader {other} ."), (FACTS, "", LATE.replace("?", "."))
        )
    ]
    assert len(whats) == 1 and "in a ring" in whats[0]


def test_a_condition_in_words_and_the_same_as_an_expression(tmp_path: Path) -> None:
    """Both or neither, of what binds somebody."""
    columns = ("harmonized | summary", "harmonized | summary | nature | bearer | systems | condition | when | extent")
    lines = tiny.FILES[CATALOGUE].splitlines()[-4:]
    cells = [
        "scope |  |  |  |  | ",
        "obligation | maker | all | if it is big | big | ",
        "obligation | maker | all | if it is big |  | ",
        "definition | taker | every | if it is small |  | ",
    ]
    rows = [
        (CATALOGUE, line, f"{line}\t{more.replace(' | ', chr(9))}") for line, more in zip(lines, cells, strict=True)
    ]
    natures = "\n".join(
        f'aims:nature-{n} a aims:Nature ; aims:binds {binds} ; skos:notation "{n}" ; skos:prefLabel "{n}"@en .'
        for n, binds in (("scope", "false"), ("obligation", "true"), ("definition", "false"))
    )
    everything = found(tmp_path, (FACTS, "", SIZES), (LAW, "", natures), (CATALOGUE, *columns), *rows)
    first = line_of(tmp_path, CATALOGUE, "a:1\t")
    assert sorted((line - first, what) for file, line, what in everything if file == CATALOGUE) == [
        (2, "a:1.2: a condition in words has no expression"),
        (3, "a:1.3: kind of system 'every' is no term of ontology/law.ttl"),
        (3, "a:1.3: role 'taker' is no term of ontology/law.ttl"),
    ]
    text = (tmp_path / CATALOGUE).read_text(encoding="utf-8")
    (tmp_path / CATALOGUE).write_text(text.replace("if it is big\tbig", "\tbig and small"), encoding="utf-8")
    whats = [f.what for f in check(packs_of([tmp_path], alone=True), shapes=False) if f.file == CATALOGUE]
    assert {"a:1.1: an expression has no words", "a:1.1: no answers satisfy 'big and small'"} <= set(whats)


# What cannot all be true.


def test_rows_that_cannot_be_true_together_are_named_with_their_argument(tmp_path: Path) -> None:
    """The parts share something, so the wholes do: a row that denies it for the wholes is named with the row it contradicts."""
    denied = row("a:1 | Whole of a", "b:1 | Whole of b", denied="")
    ((file, line, what),) = found(tmp_path, (PAIR, TAUGHT + "\n", ""), (PAIR, "#complete: yes", "#complete: no"), (PAIR, "", denied), (REMAINDERS, "most | b:1.2", "none | "))  # fmt: skip
    # Of rows that share as much, it stands at the one that comes first.
    equal, denies = (line_of(tmp_path, PAIR, begin) for begin in ("a:1.1 | ", "a:1 | "))
    assert (file, line) == (PAIR, equal)
    assert what.startswith(f"cannot be true together with {PAIR}:{denies} (share and do not share): ")
    assert f"yet {PAIR}:{denies} says: A 1 Whole of a and B 1 Whole of b share no demand" in what


def test_what_is_inside_cannot_be_outside(tmp_path: Path) -> None:
    """a:1.3.1 lies in a:1.3 by its catalogue; that a:1.3 lies in b:1.3, but not its part, cannot be."""
    inside = f"a:1.3 | Supplier contracts | skos:broadMatch |  | b:1.3 | Waste disposal | subset_of | all | some | both, on paper |  | the rest | all of ours is theirs |  |  | 0.8 | {HOW}"
    part = row("a:1.3.1 | Supplier audits", "b:1.3 | Waste disposal", "audits, on paper")
    remains = (
        REMAINDERS,
        "a:1.3 | Supplier contracts | none |  | all of it",
        "a:1.3 | Supplier contracts | all | b:1.3 | ",
    )
    some = (
        REMAINDERS,
        "a:1.3.1 | Supplier audits | none |  | all of it",
        "a:1.3.1 | Supplier audits | some | b:1.3 | the rest",
    )
    everything = found(tmp_path, *DEEPER, (PAIR, GAP_A, inside), (PAIR, GAP_B, part), remains, some)
    whats = [(file, what) for file, _, what in everything if "cannot be true" in what]
    assert len(whats) == 1 == len(everything) and whats[0][0] == PAIR, everything
    assert "(are inside and are not inside)" in whats[0][1]
