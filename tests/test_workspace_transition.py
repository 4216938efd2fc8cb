"""From one edition of a framework to the next: what goes over when a person says so, and what is left to a person."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from commands import run
from states import state_of
from two_editions import LIBRARY, NEW, OLD, row

from aims_graph.errors import AimsError
from aims_graph.model import Library, Source, Succession
from aims_graph.workspace import transition as t
from aims_graph.workspace.basis import changed
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.assurance import Audit, Finding
from aims_graph.workspace.records.context import Party
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.scope import Certificate, Choice
from aims_graph.workspace.records.work import Answer, Evidence, Task
from aims_graph.workspace.store import Workspace, open_workspace


def test_each_field_that_names_requirements_has_its_rule() -> None:
    every = {(n, f.name) for n, c in NOUNS.items() for f in fields(c) if f.metadata.get("content") in ("requirement", "target")}  # fmt: skip
    assert every == t.SAYS.keys()
    of = {rule: {at for at, said in t.SAYS.items() if said == rule} for rule in (t.OF_ALL, t.OF_A_PART, t.OF_THE_EDITION)}  # fmt: skip
    assert every == of[t.OF_ALL] | of[t.OF_A_PART] | of[t.OF_THE_EDITION]
    assert of[t.OF_A_PART] == {("finding", "at"), ("risk", "source"), ("risk", "objective")}
    assert of[t.OF_THE_EDITION] == {("audit", "areas")}


@pytest.fixture
def place(empty_workspace: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that stands at the edition of 2013."""
    shutil.copytree(empty_workspace, tmp_path / "ours")
    made = open_workspace(tmp_path / "ours")
    person = made.state().all(NOUNS["person"])[0]
    with made.change(person, LIBRARY) as change:  # type: ignore[arg-type]
        change.add(Answer, target=f"{OLD}:A.6.1.1", status="implemented", reason="the law asks for it", owner="Bo")
        change.add(Answer, target=f"{OLD}:A.5.1.1", status="implemented")
        change.add(Answer, target=f"{OLD}:10.2", status="in progress", due=dt.date(2027, 1, 5), note="half done")
        change.add(Answer, target=f"{OLD}:A.14.2.7", status="not applicable", reason="nothing is outsourced")
        change.add(Answer, target=f"{OLD}:9.2", status="planned")
        change.add(Answer, target=f"{OLD}:A.12.3.1", status="implemented")
        change.add(Answer, target=f"{NEW}:A.8.13", status="planned", owner="Cy")
        change.add(Evidence, title="Chart", kind="record", shows=f"{OLD}:A.6.1.1; {OLD}:9.2; {OLD}:A.5.1.1")
        change.add(Task, title="write it", targets=f"{OLD}:A.12.3.1; {OLD}:A.7.3.1")
        change.add(Task, title="was written", targets=f"{OLD}:A.12.3.1", state="done")
        change.add(Party, title="Staff", targets=f"{OLD}:A.12.3.1")
        change.add(Risk, title="Loss", kind="information security", controls=f"{OLD}:A.12.3.1; {OLD}:A.12.4.1")
        change.add(Finding, title="No review", at=f"{OLD}:A.5.1.2; {OLD}:9.2")
        change.add(Audit, title="Last year", areas=f"{OLD}:A.12", frameworks=NEW)
        change.add(Certificate, framework="27001:2013")
        change.add(Choice, framework=NEW)
    yield made
    made.engine.dispose()


def moves(found: t.Transition) -> dict[tuple[str, str, str], tuple[str, str]]:
    """(entry, earlier, later) -> what becomes of it and why."""
    named = [m for m in found.moves if m.record]
    return {(m.record, m.former.partition(":")[2], m.present.partition(":")[2]): (m.what, m.why) for m in named}


EXPECTED = {
    ("A-1", "A.6.1.1", "A.5.2"): (t.CARRIED, ""),
    ("A-2", "A.5.1.1", "A.5.1"): (t.IN_PART, ""),
    ("A-3", "10.2", "10.1"): (t.CARRIED, ""),
    ("A-4", "A.14.2.7", "A.8.30"): (t.CARRIED, ""),
    # That the whole is planned says nothing certain of its parts.
    ("A-5", "9.2", "9.2.1"): (t.LOOK, t.UNDECIDED),
    ("A-5", "9.2", "9.2.2"): (t.LOOK, t.UNDECIDED),
    # An answer given there stays.
    ("A-6", "A.12.3.1", "A.8.13"): (t.LOOK, t.ANSWERED),
    ("T-1", "A.12.3.1", "A.8.13"): (t.CARRIED, ""),
    ("T-1", "A.7.3.1", "A.6.5"): (t.LOOK, t.UNJUDGED),
    ("E-1", "A.6.1.1", "A.5.2"): (t.CARRIED, ""),
    ("E-1", "9.2", "9.2.1"): (t.CARRIED, ""),
    ("E-1", "9.2", "9.2.2"): (t.CARRIED, ""),
    ("E-1", "A.5.1.1", "A.5.1"): (t.IN_PART, ""),
    ("PARTY-1", "A.12.3.1", "A.8.13"): (t.CARRIED, ""),
    ("R-1", "A.12.3.1", "A.8.13"): (t.CARRIED, ""),
    ("R-1", "A.12.4.1", "A.8.15"): (t.IN_PART, ""),
    # What is wrong with a part is wrong with the whole; what is wrong with a whole is wrong with one part or another.
    ("N-1", "A.5.1.2", "A.5.1"): (t.CARRIED, ""),
    ("N-1", "9.2", "9.2.1"): (t.LOOK, t.UNDECIDED),
    ("N-1", "9.2", "9.2.2"): (t.LOOK, t.UNDECIDED),
    ("AUD-1", "A.12", ""): (t.LOOK, t.AS_IT_WAS),
    ("CERT-1", "", ""): (t.LOOK, t.WHOLE),
}


def test_each_entry_at_the_former_edition_is_carried_or_shown(place: Workspace) -> None:
    found = t.transition(place.state(), LIBRARY, OLD, NEW)
    assert moves(found) == EXPECTED
    new = {m.present for m in found.moves if not m.record}
    assert new == {s.present for s in LIBRARY.successions if s.change == "inserted" and s.present.startswith(f"{NEW}:")}


def test_what_is_carried_is_kept_at_once_with_where_it_came_from(place: Workspace) -> None:
    state = place.state()
    found, person = t.transition(state, LIBRARY, OLD, NEW), state.all(NOUNS["person"])[0]
    with place.change(person, LIBRARY, "command line") as change:  # type: ignore[arg-type]
        assert t.carry_over(change, found) == 8
    after = place.state()
    by_target = {a.target: a for a in after.all(Answer)}
    roles = by_target[f"{NEW}:A.5.2"]
    assert (roles.status, roles.reason, roles.owner, roles.accepted_from) == ("implemented", "the law asks for it", "Bo", "A-1")  # fmt: skip
    action = by_target[f"{NEW}:10.1"]
    assert (action.status, action.due, action.note) == ("in progress", dt.date(2027, 1, 5), "half done")
    assert by_target[f"{NEW}:A.8.30"].reason == "nothing is outsourced"
    assert (by_target[f"{NEW}:A.8.13"].id, by_target[f"{NEW}:A.8.13"].status) == ("A-7", "planned")
    assert f"{NEW}:A.5.1" not in by_target and by_target[f"{OLD}:A.6.1.1"].id == "A-1"
    assert after.get(Evidence, "E-1").shows[3:] == (f"{NEW}:A.5.2", f"{NEW}:9.2.1", f"{NEW}:9.2.2")
    assert after.get(Finding, "N-1").at[2:] == (f"{NEW}:A.5.1",)
    assert after.get(Party, "PARTY-1").targets == (f"{OLD}:A.12.3.1", f"{NEW}:A.8.13")
    assert after.get(Task, "T-2") == state.get(Task, "T-2")
    # History names the entry and the row, line by line; all lines are one change.
    lines = place.history(limit=9)
    assert len({line.change for line in lines}) == 1
    assert {line.through.rpartition("/")[2] for line in lines if line.record == roles.id} == {row("A.6.1.1")}
    assert place.history(roles.id)[0].through.startswith("command line, carried from A-1 by ")
    assert place.history("N-1")[0].through.startswith(f"command line, carried from {OLD}:A.5.1.2 by ")
    # Once more there is nothing to carry.
    again = t.transition(after, LIBRARY, OLD, NEW)
    assert again.of(t.CARRIED) == [] and len(again.of(t.THERE)) == len(found.of(t.CARRIED))
    # A later content that says otherwise of the two makes the answer stale.
    assert changed(after, LIBRARY, roles) == []
    other = _saying_otherwise("A.6.1.1")
    assert [(c.kind, c.name) for c in changed(after, other, roles)] == [("row", f"{OLD}:A.6.1.1--{NEW}:A.5.2")]


def _saying_otherwise(former: str) -> Library:
    """The content with another relation in the row of a requirement."""
    here = f"{OLD}:{former}"
    rows = [replace(s, relation="subset_of") if s.former == here else s for s in LIBRARY.successions]
    return replace(LIBRARY, successions=rows)


def test_nothing_is_kept_if_the_workspace_changed_meanwhile(place: Workspace) -> None:
    state = place.state()
    found, person = t.transition(state, LIBRARY, OLD, NEW), state.all(NOUNS["person"])[0]
    with place.change(person, LIBRARY) as change:  # type: ignore[arg-type]
        change.set("A-1", status="planned")
    before = place.state().seq
    with pytest.raises(AimsError, match="changed meanwhile"), place.change(person, LIBRARY) as change:  # type: ignore[arg-type]
        t.carry_over(change, found)
    assert place.state().seq == before


def test_answers_that_differ_at_one_place_are_left_to_a_person() -> None:
    """A heading of one's own edition that two earlier controls became, word by word: only what both say is carried."""
    rows = [Succession(f"{OLD}:A.6.1.{n}", f"{NEW}:A.5.2", "merged", "superset_of", "certain", "", Source("x.tsv", n)) for n in (1, 2)]  # fmt: skip
    library = replace(LIBRARY, successions=rows)
    same = [Answer(id=f"A-{n}", target=f"{OLD}:A.6.1.{n}", status="implemented") for n in (1, 2)]
    assert [m.what for m in t.transition(state_of(*same), library, OLD, NEW).moves] == [t.CARRIED, t.THERE]
    library.successions = [replace(r, relation="equal") for r in rows]
    library = replace(library)
    differ = [same[0], replace(same[1], status="planned")]
    found = t.transition(state_of(*differ), library, OLD, NEW).moves
    assert [(m.what, m.why) for m in found] == [(t.LOOK, t.SEVERAL)] * 2


def test_of_iso_9001_all_is_left_to_a_person() -> None:
    """What is known of the edition of 2026 entails nothing; each entry is named with the reason."""
    state = state_of(
        Answer(id="A-1", target="iso9001:4.1", status="implemented"),
        Answer(id="A-2", target="iso9001:6.1.2", status="implemented"),
        Answer(id="A-3", target="iso9001:9.2.1", status="implemented"),
        Certificate(id="CERT-1", framework="iso9001"),
    )
    found = t.transition(state, LIBRARY, *t.editions(LIBRARY, "9001:2015", "9001:2026"))
    assert moves(found) == {
        ("A-1", "4.1", "4.1"): (t.LOOK, t.UNJUDGED),
        ("A-2", "6.1.2", "6.1.2"): (t.LOOK, t.UNJUDGED),
        ("A-2", "6.1.2", "6.1.3"): (t.LOOK, t.UNJUDGED),
        ("A-3", "9.2.1", ""): (t.LOOK, t.UNSTATED),
        ("CERT-1", "", ""): (t.LOOK, t.WHOLE),
    }


@pytest.mark.parametrize(
    ("names", "what", "mend"),
    [
        (("27001",), "is the later edition", "27001:2013"),
        (("27001:2013", "9001"), "did not take the place", "Go over to ISO/IEC 27001."),
        (("42001",), "No two editions", "27001:2013"),
    ],
)
def test_editions_that_are_none(names: tuple[str, ...], what: str, mend: str) -> None:
    with pytest.raises(AimsError, match=what) as error:
        t.editions(LIBRARY, *names)
    assert mend in error.value.mend


# --- a framework of one's own, by the command line --------------------------------------------------------------------


def _own(folder: Path) -> None:
    """House rules in two editions: one rule kept, one divided, two joined, one dropped, one new."""
    catalogues = folder / "ontology/catalogues"
    catalogues.mkdir(parents=True)
    (folder / "ontology/prefixes.tsv").write_text(
        "prefix\tiri\towner\nrules1\thttps://example.org/rules1/\tus\nrules2\thttps://example.org/rules2/\tus\n",
        "utf-8",
    )
    for edition, role, numbers in (("1", "superseded", "12345"), ("2", "framework", "123456")):
        head = f"#id: rules{edition}\n#title: Rules {edition}\n#short: Rules {edition}\n#role: {role}\n"
        body = "".join(f"rules{edition}:{n}\t{n}\trule\tRule {n}\t\tyes\n" for n in numbers)
        (catalogues / f"rules{edition}.tsv").write_text(
            f"{head}id\tnumber\tkind\ttitle\tparent\tassessable\n{body}", "utf-8"
        )
    rows = (
        ("1", "1", "kept", "equal"), ("2", "2", "split", "superset_of"), ("2", "3", "split", "superset_of"),
        ("3", "4", "merged", "subset_of"), ("4", "4", "merged", "subset_of"), ("5", "", "dropped", ""), ("", "6", "inserted", ""),
    )  # fmt: skip
    (catalogues / "successions.tsv").write_text(
        "#title: Rules\n#license: https://creativecommons.org/licenses/by/4.0/\nformer\tpresent\tchange\trelation\tcertainty\tnote\n"
        + "".join(f"{f and 'rules1:' + f}\t{p and 'rules2:' + p}\t{c}\t{r}\tcertain\t\n" for f, p, c, r in rows),
        "utf-8",
    )


def test_own_editions_by_the_command_line(
    empty_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(empty_workspace, folder)
    shutil.rmtree(folder / "content", ignore_errors=True)
    _own(folder / "content")
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(folder))
    for number, status in (("1", "planned"), ("2", "implemented"), ("3", "implemented"), ("5", "implemented")):
        assert run("workspace", "set", f"rules1:{number}", f"status={status}").returncode == 0
    assert run("workspace", "set", "certificate", "framework=Rules 1").returncode == 0
    asked = run("workspace", "migrate", "Rules 1", "-f", "csv")
    assert asked.returncode == 2 and "nothing was saved" in asked.stderr
    what = [line.partition(",")[0] for line in asked.stdout.splitlines()[1:]]
    assert what == ["carried", "carried", "carried", "counts in part", "look", "look", "look"]
    assert "the requirement was dropped" in asked.stdout and "new in the later edition" in asked.stdout
    answered = run("workspace", "show", "answer", "-f", "json").stdout
    assert "rules1:1" in answered and "rules2:1" not in answered
    kept = run("workspace", "migrate", "Rules 1", "Rules 2", "--yes", "-f", "csv")
    assert kept.returncode == 0 and "Made or changed 3 entries" in kept.stdout
    gap = {line["number"]: line for line in json.loads(run("gap", "Rules 2", "-f", "json").stdout)["rows"]}
    stands = {n: (line["status"], line["met"]) for n, line in gap.items()}
    assert (stands["1"], stands["2"], stands["3"]) == (
        ("planned", "no"),
        ("implemented", "yes"),
        ("implemented", "yes"),
    )
    assert stands["4"] == ("in part", "no") and "Rules 1 3 merged with others" in gap["4"]["why"]
    assert "carried from A-2 by" in run("workspace", "history", "-f", "csv").stdout
    again = run("workspace", "migrate", "Rules 1", "-f", "csv")
    assert again.returncode == 0 and "nothing can be carried" in again.stderr
