"""The plain lists against themselves: each fault of a link, a line of evidence or a word is found on its line, and it alone."""

from pathlib import Path

import pytest
import tiny
from mends import with_its_mend

from aims_graph.check.content import check

LINKS, EVIDENCE, THESAURUS = "ontology/links.tsv", "ontology/evidence.tsv", "ontology/thesaurus.tsv"
LINK = "a:1.1 | needs | a:1.2 | people who log"
LINE = "a:1.1 | record | the log of a week"
WORD = "a:log | log | trace | a:1.1|b:1.1"
PARTICULARS, ACCREDITATION = "ontology/particulars.tsv", "ontology/accreditation.tsv"
ITEM = "a:1.3 | what suppliers did | review.audits | a:1.1"
EDITIONS, EDITION = (
    "ontology/catalogues/editions.tsv",
    "edition:a-1 | a | Framework a | 1.10 | current | 2026-01-02 | none | a test | certain",
)
SUCCESSIONS = "ontology/catalogues/successions.tsv"
COLUMNS, BECAME = (
    "former | present | change | relation | certainty | note",
    "a:1.1 | b:1.1 | moved | equal | certain | x",
)
BODY = "a:us | Some Body | body | SB | US |  |  | accredits | a test | certain"


def found(folder: Path, file: str, *lines: str, header: str = "") -> list[tuple[str, int, str]]:
    """What is found in the small content if a list has these lines: file, which line of them (from 1; 0: the file), fault."""
    packs = tiny.write(folder)
    text = tiny.FILES[file]
    head = text[: text.rindex("\n", 0, -1) + 1].replace("#title", f"{header}#title", 1)
    (folder / file).write_text(head + "".join(tiny.table("", line) for line in lines), encoding="utf-8")
    start = head.count("\n")
    return [(f.file, max(0, f.line - start), f.what) for f in with_its_mend(check(packs, shapes=False)) if f.mend]


@pytest.mark.parametrize(
    ("file", "lines", "at", "what"),
    [
        (LINKS, [LINK, "a:1.2 | needs | a:1.2 | itself"], 2, "a:1.2 needs a:1.2"),
        (LINKS, [LINK, "a:1 | said_by_parts | a:1.1 | one"], 2, "a:1 said_by_parts a:1.1"),
        (LINKS, [LINK, "a:1.1 | said_by_parts | a:1.1 | none"], 2, "a:1.1 has no parts"),
        (LINKS, [LINK, "a:1.1 | needs | b:1.2 | over there"], 2, "a:1.1 and b:1.2 are of two frameworks"),
        (LINKS, [LINK, "a:1.2 | needs | a:1.3 | them", LINK], 3, "a:1.1 needs a:1.2 stands twice"),
        (EVIDENCE, [LINE, "a:1.1 | record | another log"], 2, f"a:1.1 stands in {EVIDENCE}:4 already"),
        (EVIDENCE, [LINE, "a:1.2 | recard | the list of courses"], 2, "evidence 'recard' is no term of ontology/evidence.ttl"),
        (EVIDENCE, [LINE, "a:1.2 | record | the log of a week"], 2, f"a:1.2: the note is that of {EVIDENCE}:4"),
        (THESAURUS, [WORD, "a:logs | log | record | a:1.1"], 2, f"log stands in {THESAURUS}:4 already"),
        (THESAURUS, [WORD, "a:log | logs | record | a:1.1"], 2, f"a:log stands in {THESAURUS}:4 already"),
        (PARTICULARS, [ITEM, "a:1.2 | courses | review.corses | "], 2, "a:1.2: nothing of a workspace is called 'review.corses'"),
        (PARTICULARS, [ITEM, "a:1.3 | what suppliers did |  | "], 2, f"a:1.3: 'what suppliers did' stands in {PARTICULARS}:4 already"),
        (PARTICULARS, [ITEM, "a:1.9 | x |  | "], 2, "a:1.9 does not exist"),
        (PARTICULARS, [ITEM, "a:1.2 |  |  | "], 2, "a:1.2 asks for nothing here"),
        (EDITIONS, [EDITION, EDITION], 2, f"edition:a-1 stands in {EDITIONS}:4 already"),
        (EDITIONS, [EDITION.replace("certain", "maybe")], 1, "edition:a-1: certainty 'maybe' is unknown"),
        (SUCCESSIONS, [COLUMNS, BECAME, BECAME], 3, f"a:1.1 to b:1.1 stands in {SUCCESSIONS}:4 already"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "gone")], 2, "a:1.1 to b:1.1: change 'gone' is unknown"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "dropped")], 2, "a:1.1 to b:1.1 is dropped"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("equal", "alike")], 2, "a:1.1 to b:1.1: relation 'alike' is unknown"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("b:1.1", "a:1.2")], 2, "a:1.1 to a:1.2 are of one edition"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "split")], 2, "a:1.1 is split into one"),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "merged")], 2, "a:1.1 alone is merged into b:1.1"),
        (ACCREDITATION, [BODY, "a:x | X | club |  |  |  |  | is one | a test | certain"], 2, "a:x: kind 'club' is unknown"),
        (ACCREDITATION, [BODY, "a:x | X | body |  |  |  |  | is one | a test | surely"], 2, "a:x: certainty 'surely' is unknown"),
        (ACCREDITATION, [BODY, "a:x | X | body |  |  | a:y |  | is one | a test | certain"], 2, "a:x: followed_by 'a:y' is no other line of this table"),
        (ACCREDITATION, [BODY, "a:us | X | body |  |  |  |  | is one | a test | certain"], 2, f"a:us stands in {ACCREDITATION}:6 already"),
    ],
)  # fmt: skip
def test_a_fault_is_found_on_its_line(file: str, lines: list[str], at: int, what: str, tmp_path: Path) -> None:
    assert found(tmp_path, file, *lines) == [(file, at, what)]


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        (LINKS, [LINK, "a:1 | said_by_parts | a:1 | all of it", "a:1.2 | needs | a:1.1 | the way back", "a:1.1 | repeats | a:1.2 | too"]),
        (EVIDENCE, [LINE, "a:1.2 | record | the list of courses"]),
        (THESAURUS, [WORD, "a:school | school | course | a:1.2"]),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "split"), BECAME.replace("moved", "split").replace("b:1.1", "b:1.2")]),
        (SUCCESSIONS, [COLUMNS, BECAME.replace("moved", "merged"), BECAME.replace("moved", "merged").replace("a:1.1", "a:1.2")]),
        (SUCCESSIONS, [COLUMNS, "a:1.1 |  | dropped |  | certain | x", " | b:1.1 | inserted |  | certain | x"]),
    ],
)  # fmt: skip
def test_what_is_right_has_no_finding(file: str, lines: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, file, *lines) == []


def test_a_list_that_claims_to_be_complete_names_what_it_lacks(tmp_path: Path) -> None:
    """Of the frameworks it speaks of: nothing is listed of b, and a:1 is a heading."""
    lacks = [(EVIDENCE, 0, f"a:{n} has no line") for n in ("1.2", "1.3")]
    assert found(tmp_path, EVIDENCE, LINE, header="#complete: yes\n") == lacks
