"""What a person decided of suggestions, in process: every fault with its line, and the whole files that come of what is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from openpyxl import Workbook

from aims_graph import clock
from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.decisions import Decision, decision, decisions, proposal
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of

HEAD = "subject_id,subject_title,object_id,score,verdict,relation,reason\n"


@pytest.fixture
def base(tmp_path: Path) -> Library:
    folder = tmp_path / "base"
    tiny.write(folder)
    for place in ("ontology/aims.ttl", "ontology/set-relations.ttl"):
        (folder / place).write_text(f"# Nothing of {place}.\n")
    # The folder's own rows go: what is judged is the refused pair alone, and one row.
    path = folder / tiny.PAIR
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("a:1.2")))
    refused = folder / "mappings/refused.tsv"
    refused.write_text(refused.read_text() + "a:1.3\tb:1.1\tno\tAda\t2026-11-20\n")
    return library_of(packs_of([folder], alone=True))


def _table(folder: Path, *rows: str) -> Path:
    path = folder / "table.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_each_fault_of_a_decision_is_told_with_its_line_and_mend(base: Library, tmp_path: Path) -> None:
    path = _table(
        tmp_path,
        "a:1.2,,b:1.2,0.9,perhaps,,",
        "a:1.2,,b:1.2,0.9,,equal,",
        "a:1.2,,b:9,0.9,accept,,",
        ",,b:1.2,0.9,accept,,",
        "a:1.2,,a:1.3,0.9,accept,,",
        "a:1.2,,b:1.2,0.9,refuse,equal,so",
        "a:1.2,,b:1.2,0.9,refuse,,",
        "a:1.2,,b:1.2,0.9,accept,like,",
        "a:1.1,,b:1.1,0.9,accept,,",
        "b:1.1,,a:1.3,0.9,refuse,,so",
        "a:1.2,,b:1.2,0.9,accept,,",
        "b:1.2,,a:1.2,0.9,refuse,,so",
        "a:1.3,,b:1.3,0.9,,,not yet",
    )
    with pytest.raises(ContentError) as caught:
        decisions(path, base)
    relations = "equal, subset_of, superset_of, intersects, no_relationship"
    assert [(f.file, f.line, f.what, f.mend) for f in caught.value.findings] == [
        (str(path), line, what, mend)
        for line, what, mend in (
            (2, "verdict is 'perhaps'", "write accept or refuse, or leave verdict and relation empty"),
            (3, "verdict is ''", "write accept or refuse, or leave verdict and relation empty"),
            (4, "b:9 is no requirement", f"write an id in object_id, as in {base.example()}"),
            (5, "nothing is no requirement", f"write an id in subject_id, as in {base.example()}"),
            (6, "a:1.2 and a:1.3 are of one framework", "name requirements of two"),
            (7, "a refused pair has a relation", "accept it with that relation, or leave the relation empty"),
            (8, "a:1.2 and b:1.2 are refused without a reason", "say in one sentence why they are no counterparts"),
            (9, "relation is 'like'", f"write one of {relations}, or leave it empty"),
            (10, "a:1.1 and b:1.1 are judged already", "change what stands there, and leave the verdict empty here"),
            (11, "b:1.1 and a:1.3 are judged already", "change what stands there, and leave the verdict empty here"),
            (13, "a:1.2 and b:1.2 are decided above already", "leave one verdict for a pair"),
        )
    ]
    row = {"subject_id": "a:1.2", "object_id": "b:1.2", "verdict": "refuse", "relation": "", "reason": ""}
    with pytest.raises(AimsError) as one:
        decision(row, base)
    assert (one.value.what, one.value.mend) == (
        "A:1.2 and b:1.2 are refused without a reason.",
        "Say in one sentence why they are no counterparts.",
    )
    assert decision(row | {"reason": "so"}, base) == Decision("a:1.2", "b:1.2", False, "", "so")
    # That a requirement has no counterpart is no judgement of a pair.
    assert decision(row | {"verdict": "accept", "subject_id": "a:1.3", "object_id": "b:1.3"}, base).accepted


def test_a_table_that_is_none_is_refused_with_what_it_lacks(base: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("subject_id,object_id,verdict\na:1.2,b:1.2,accept\n")
    with pytest.raises(AimsError) as caught:
        decisions(path, base)
    assert (caught.value.what, caught.value.mend) == (
        f"{path} is no table of suggestions: it lacks the columns subject_id, object_id, verdict, relation, reason.",
        "Write one with: aims-graph suggest FRAMEWORK -o candidates.csv.",
    )
    with pytest.raises(AimsError) as gone:
        decisions(tmp_path / "none.csv", base)
    assert gone.value.what == f"{tmp_path}/none.csv cannot be read: No such file or directory."


def test_a_workbook_may_hold_other_sheets_and_dates_in_columns_that_are_of_no_weight(
    base: Library, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["Notes", "of mine"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Mine")
    for row in (["day", *HEAD.strip().split(",")], [dt.date(2026, 11, 1), "a:1.2", "", "b:1.2", 0.5, " Accept ", "subset of", " So. "]):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert decisions(path, base) == [Decision("a:1.2", "b:1.2", True, "subset_of", "So.")]
    sheet["H2"] = dt.date(2026, 11, 1)
    book.save(path)
    with pytest.raises(ContentError, match="is a date"):
        decisions(path, base)


PREFIXES = """#curie_map:
#  a: https://example.org/a/
#  aims: https://w3id.org/aims-graph/ontology#
#  b: https://example.org/b/
#  map: https://w3id.org/aims-graph/mapping/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#  xsd: http://www.w3.org/2001/XMLSchema#
#extension_definitions:
#- slot_name: ext_set_relation
#  property: aims:ext_set_relation
#  type_hint: xsd:string
"""
COLUMNS = "subject_id subject_label predicate_id predicate_modifier object_id object_label ext_set_relation comment mapping_justification mapping_date author_label"


def _row(left: str, predicate: str, modifier: str, right: str, relation: str, comment: str) -> str:
    titles = {"a:1.2": "Staff training", "a:1.3": "Supplier contracts", "b:1.2": "Teaching people", "b:1.3": "Waste disposal"}  # fmt: skip
    cells = (left, titles[left], predicate, modifier, right, titles[right], relation, comment, "semapv:ManualMappingCuration", "2026-11-30", "Ada")  # fmt: skip
    return "\t".join(cells) + "\n"


def test_what_is_decided_is_a_first_set_of_the_folder_and_a_list_of_what_is_refused(
    base: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 30))
    folder = tmp_path / "My_own.content"
    decided = [
        Decision("a:1.3", "b:1.2", True, "no_relationship", "One\n pays,  one teaches."),
        Decision("a:1.2", "b:1.2", True, "subset_of", ""),
        Decision("a:1.2", "b:1.3", True, "", "Both."),
        Decision("a:1.3", "b:1.3", False, "", "Only\twords."),
    ]
    found = proposal(decided, "Ada", base, folder)
    assert (found.accepted, found.refused, list(found.files)) == (
        *(3, 1),
        ["mappings/a--b.sssom.tsv", "mappings/refused.tsv"],
    )
    assert found.files["mappings/a--b.sssom.tsv"] == (
        """#mapping_set_id: https://my-own-content.invalid/a--b
#mapping_set_title: A to B
#license: https://w3id.org/sssom/license/unspecified
#subject_source: 'a:'
#object_source: 'b:'
#complete: 'no'
#intersects_means: any overlap
"""
        + PREFIXES
        + COLUMNS.replace(" ", "\t")
        + "\n"
        + _row("a:1.2", "skos:broadMatch", "", "b:1.2", "subset_of", "")
        + _row("a:1.2", "skos:relatedMatch", "", "b:1.3", "", "Both.")
        + _row("a:1.3", "skos:relatedMatch", "Not", "b:1.2", "no_relationship", "One pays, one teaches.")
    )
    refused = "#title: Suggestions that were refused\nsubject_id\tobject_id\treason\tby\tdate\na:1.3\tb:1.3\tOnly words.\tAda\t2026-11-30\n"
    assert found.files["mappings/refused.tsv"] == refused
    for by in ("", " ", "Ada|Bo", "Ada\tBo", "Ada\nBo", "Ada\rBo"):
        with pytest.raises(AimsError) as caught:
            proposal(decided, by, base, folder)
        assert (caught.value.what, caught.value.mend) == (
            "Accepted rows carry the name of who accepted them.",
            'Say who: --by "Ada Lovelace".',
        )
    # Nothing decided, nothing written; nothing refused, no list.
    assert proposal([], "Ada", base, folder).files == {}
    assert list(proposal(decided[:1], "Ada", base, folder).files) == ["mappings/a--b.sssom.tsv"]


def test_what_is_decided_later_joins_what_the_folder_has_in_order_and_as_its_set_runs(
    base: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 30))
    folder = tmp_path / "mine"
    (folder / "mappings").mkdir(parents=True)
    first = proposal([Decision("a:1.3", "b:1.2", True, "", ""), Decision("a:1.3", "b:1.3", False, "", "no")], "Ada", base, folder)  # fmt: skip
    for place, text in first.files.items():
        (folder / place).write_text(text)
    turned = [Decision("b:1.2", "a:1.2", True, "superset_of", "So."), Decision("b:1.3", "a:1.2", False, "", "No.")]
    again = proposal(turned, "Ada", base, folder)
    assert list(again.files) == ["mappings/a--b.sssom.tsv", "mappings/refused.tsv"]
    head, _, rows = again.files["mappings/a--b.sssom.tsv"].partition("subject_id\t")
    assert head == first.files["mappings/a--b.sssom.tsv"].partition("subject_id\t")[0]
    # The columns that only the later row fills are added.
    assert f"subject_id\t{rows}" == (
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\text_set_relation\tcomment\tmapping_justification\tmapping_date\tauthor_label\n"
        + _row("a:1.2", "skos:broadMatch", "¦", "b:1.2", "subset_of", "So.").replace("¦\t", "")
        + _row("a:1.3", "skos:relatedMatch", "¦", "b:1.2", "", "").replace("¦\t", "")
    )
    assert again.files["mappings/refused.tsv"] == (
        first.files["mappings/refused.tsv"] + "b:1.3\ta:1.2\tNo.\tAda\t2026-11-30\n"
    )
    # With a set for either way each row goes where it says.
    (folder / "mappings/b--a.sssom.tsv").write_text(first.files["mappings/a--b.sssom.tsv"])
    assert list(proposal(turned[:1], "Ada", base, folder).files) == ["mappings/b--a.sssom.tsv"]
    (folder / "mappings/refused.tsv").write_text("subject_id\tobject_id\na:1.1\n")
    with pytest.raises(
        AimsError,
        match=r"(?s)mappings/refused\.tsv has faults: .*:2: 1 cell, but 2 columns.*Mend it first; nothing was changed\.",
    ):
        proposal([replace(turned[1], accepted=False)], "Ada", base, folder)
