"""What check says of rows, remainders, readings and clauses of the small content: each fault on its line, once, and nothing where there is none."""

from pathlib import Path

import pytest
import tiny

from aims_graph.check.content import check
from aims_graph.errors import RUN_FORMAT

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
    findings = check(packs, shapes=False)
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
        ([(READINGS, "", "a:1.1 | b:1.1 | row | third | all | all | 0.7 |  |  | 2026-11-22")], PAIR, "a:1.1", "a:1.1 to b:1.1: confidence 0.9 is not what its readings give, 0.7"),
        ([(READINGS, "", "a:1.1 | b:1.1 | row | settled | most | all |  | changed | on the text | 2026-11-22")], READINGS, "a:1.1", "a:1.1 to b:1.1: decided as most/all, but the mapping file says all/all"),
        (
            [(READINGS, "", f"a:1.1 | b:1.1 | row | settled | all | all |  | kept | on the text | 2026-11-22\n{'a:1.1 | b:1.1 | row | third | some | some | 0.9 |  |  | 2026-11-22'}"), (READINGS, "second | all | all", "second | some | most")],
            READINGS, "a:1.1", "a:1.1 to b:1.1: three readings together say some/most",
        ),
        ([(READINGS, "", "a:1.3 | b:1.3 | decoy | second | none | none |  |  |  | 2026-11-22\na:1.3 | b:1.3 | decoy | final | some | some |  | added | on the text | 2026-11-22")], READINGS, "a:1.3", "a:1.3 to b:1.3: decided as some/some, but the mapping file says none/none"),
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
        # Two that together meet more than either.
        [(REMAINDERS, "Staff training | most | b:1.2 | the yearly test", "Staff training | all | b:1.1|b:1.2 | "), (PAIR, "", row(TRAINING, "b:1.1 | Event records"))],
        [(CATALOGUE, "a:1 | yes | own", "a:1 | yes | b:1.1")],
        [(CATALOGUE, "a:1 | yes | own", "a:1 | yes | b:1.2"), (CATALOGUE, "#counts:", "#renumbered:\n#- '1'\n#counts:")],
    ],
)  # fmt: skip
def test_what_is_right_has_no_finding(changes, tmp_path: Path) -> None:
    assert found(tmp_path, *changes) == []


# The words of the law.

FACTS = "ontology/facts.tsv"
BIG = "big | Is it big? | system |  |  |  |  |  | "
LATE = "late | Is it late? | act |  |  | no | tardy |  | "


@pytest.mark.parametrize(
    ("lines", "at", "what"),
    [
        ([BIG, BIG], 2, "big stands on line {} already"),
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
