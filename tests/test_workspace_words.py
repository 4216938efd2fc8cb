"""What the fields of a workspace mean, and what may not be: in words that come from the content."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from aims_graph.answers.editions.succession import can_be_answered
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.model.naming import in_full
from aims_graph.pack.pack import shipped
from aims_graph.present.workspace import carried_in_words, position_in_words
from aims_graph.workspace.carry import FULL, PART, Carried, Position
from aims_graph.workspace.change import Change
from aims_graph.workspace.labels import fields_of, label, meaning
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.assurance import Audit
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.scope import Choice
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.store import Workspace


def test_what_asks_for_a_field_stands_in_the_content(library: Library) -> None:
    """``ontology/particulars.tsv`` says which requirement an entry answers; a field that none asks for means what its label says."""
    assert meaning(library, "assessment", "process") == "asked by EU AI Act Article 27(1)(a)"
    assert meaning(library, "assessment", "intended_use") == "asked by ISO/IEC 42001 6.1.4"
    assert meaning(library, "system", "purpose") == "what it is for, in a sentence"
    particulars = [replace(p, filled_from=("system.purpose",)) for p in library.particulars[:2]]
    assert meaning(replace(library, particulars=particulars), "system", "purpose").endswith(
        "; asked by ISO/IEC 42001 9.3.2"
    )


def test_every_field_that_people_fill_in_has_a_label_of_its_own() -> None:
    for noun, cls in NOUNS.items():
        filled_in = [f.name for f in fields(cls) if f.name not in ("id", "withdrawn") and not f.metadata.get("derived")]
        assert sorted(fields_of(noun)) == sorted(filled_in)
        labels = [label(noun, name) for name in filled_in]
        assert all(labels) and len(set(labels)) == len(labels), noun


#: Words of labels that the vocabulary does without: those of a form, of its reader, and of the standards where it says "framework".
WORDS_OF_FORMS = set(
    "standards web address we since hold harmed seen acceptable corrective conclusion justification register".split()
)


def test_a_label_is_written_in_the_words_of_the_vocabulary(library: Library) -> None:
    """Whoever reads a form, and then ``ontology/workspace.ttl``, meets the same words."""
    told = set(re.findall("[a-z]+", (shipped().root / "ontology/workspace.ttl").read_text(encoding="utf-8").lower()))
    said = {w for noun in NOUNS for name in fields_of(noun) for w in re.findall("[a-z]+", label(noun, name).lower())}
    assert said - told == WORDS_OF_FORMS
    assert [label("risk", name) for name in ("id", "withdrawn")] == ["Id", "Withdrawn"]


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("iso42001:4.1", "Of ISO/IEC 42001, only what stands under A can be declared not applicable."),
        ("iso9001:4.1", "Of ISO 9001, only what stands under 7.1.5 or 8 can be declared not applicable."),
    ],
)
def test_what_may_be_left_out_is_named(changing: Change, target: str, advice: str) -> None:
    with pytest.raises(AimsError) as told:
        changing.add(Answer, target=target, status="not applicable", reason="x")
    assert told.value.advice == advice


def test_what_is_refused_is_named_as_a_person_reads_it(changing: Change, library: Library) -> None:
    """By framework, number and title, a group by its label, an entry by its title; never by an id of the content."""
    group = next(g for g in library.groups if library.memberships_in.get(g.id))
    changing.add(Answer, target=group.id, status="planned", owner="Zoe Ash")
    member = next(
        m.requirement_id for m in library.memberships_in[group.id] if can_be_answered(library, m.requirement_id)
    )
    refused = {
        "ISO/IEC 42001 5.2 AI policy has an answer already: A-": lambda: changing.add(Answer, target="42001 5.2"),
        "ISO/IEC 42001 6.1 Actions to address risks and opportunities is a heading and asks for nothing itself.": lambda: changing.add(
            Answer, target="iso42001:6.1"
        ),
        "ISO/IEC 42001 5.3 Roles, responsibilities and authorities cannot be left out": lambda: changing.add(
            Answer, target="iso42001:5.3", status="not applicable", reason="x"
        ),
        f"group {group.label} has an answer already": lambda: changing.add(Answer, target=group.id),
        f"Zoe Ash would audit group {group.label}, which they are answerable for: the audit comes upon it at {in_full(library, member)}": (
            lambda: changing.add(Audit, title="x", lead="Zoe Ash", areas=member)
        ),
        "Cy Hale would audit SYS-1 (Shortlist), which": lambda: changing.add(Audit, title="x", lead="Cy Hale", frameworks="9001", systems="SYS-1"),
        "ISO/IEC 27001 has been chosen already: F-": lambda: changing.add(Choice, framework="27001"),
        "ISO 9001 is left out for what reason?": lambda: changing.add(Choice, framework="9001", is_target="no"),
    }  # fmt: skip
    for words, write in refused.items():
        with pytest.raises(AimsError) as told:
            write()
        assert told.value.what.startswith(words)
        assert not re.search(r"\b(iso42001|iso27001|iso9001):", told.value.what + told.value.advice)


@pytest.mark.parametrize(("settles", "more"), [(2, ""), (3, ""), (4, "; and 1 more"), (6, "; and 3 more")])
def test_of_many_things_that_settle_a_requirement_the_first_three_are_named(
    library: Library, settles: int, more: str
) -> None:
    """In full ones alone where there are any; what is in part then adds nothing."""
    from_42001 = [r.id for r in library.members("iso42001") if r.kind == "control"][:settles]
    carried = [(f"A-{n}", Carried(name, FULL, name)) for n, name in enumerate(from_42001, 1)]
    position = Position("iso27001:A.5.1", None, (*carried, ("A-9", Carried("iso42001:6.1.1", PART, "iso42001:6.1.1"))))
    named = [carried_in_words(library, source, c) for source, c in carried[:3]]
    assert all(f"in full from answer A-{n} " in words for n, words in enumerate(named, 1))
    assert position_in_words(library, position) == "; ".join(named) + more


def test_what_is_no_id_of_a_workspace_is_told_how_ids_begin(made: Workspace) -> None:
    state = made.state()
    assert state.find("R-1") == ("risk", state.get(Risk, "R-1"))
    with pytest.raises(AimsError, match=r"'iso42001:4\.1' is no id of a workspace") as told:
        state.find("iso42001:4.1")
    assert told.value.mend.startswith("Ids begin with ") and told.value.mend.endswith(".")
    begin = told.value.mend.removeprefix("Ids begin with ").removesuffix(".").split(", ")
    assert begin == [f"{cls.PREFIX}- ({cls.CALLED})" for cls in NOUNS.values()] and "R- (risk)" in begin
    with pytest.raises(AimsError, match="There is no risk 'R-9'") as missing:
        state.find("R-9")
    assert missing.value.mend == "There are: R-1, R-2, R-3."
