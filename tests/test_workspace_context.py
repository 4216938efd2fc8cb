"""Issues, interested parties and objectives: what is kept of them, where it counts, what is open, and older workspaces that know none of it."""

import csv
import datetime as dt
import io
import json
import shutil
from pathlib import Path

import pytest
from assured import AI, ON, QUALITY, SECURITY, WRITTEN, assured
from commands import run
from sqlalchemy import text

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.context import objectives_table, parties_table
from aims_graph.workspace import certification, context, database, held, review
from aims_graph.workspace.carry import standing
from aims_graph.workspace.change import Change
from aims_graph.workspace.impartiality import impartiality
from aims_graph.workspace.records import Audit, Issue, Objective, Party, Person
from aims_graph.workspace.setup import upgrade_workspace
from aims_graph.workspace.store import open_workspace

PLANNED = {
    "title": "No group is selected less",
    "frameworks": AI,
    "action": "a test before each release",
    "resources": "a day of a data scientist",
    "owner": "Cy Hale",
    "due": "2027-09-01",
    "measure": "selection rates",
}


def test_what_the_planning_of_an_objective_leaves_open(changing: Change, library: Library) -> None:
    whole = changing.state.get(Objective, changing.add(Objective, **PLANNED))
    bare = changing.state.get(Objective, changing.add(Objective, title="Be good"))
    assert context.open_at(whole, ON) == () and context.is_planned(whole)
    assert context.open_at(whole, dt.date(2027, 9, 1)) == ()
    assert context.open_at(whole, dt.date(2027, 9, 2)) == (context.OVERDUE,)
    assert context.open_at(bare, ON) == tuple(context.PLANNED.values()) and not context.is_planned(bare)
    for name in context.PLANNED:
        lacks = Objective(id="", **{**{f: getattr(whole, f) for f in PLANNED}, name: None if name == "due" else ""})
        assert context.open_at(lacks, ON) == (context.PLANNED[name],), name
    # What was reached or given up asks for no plan any more.
    changing.set(bare.id, state="dropped")
    assert context.open_at(changing.state.get(Objective, bare.id), ON) == ()
    table = objectives_table(library, changing.state, changing.state.all(Objective), dt.date(2027, 9, 2))
    assert table.notes[0] == "2 objectives; 1 open; 1 dropped; 1 past its day."
    assert table.rows[0][-1] == "its day has passed"


def test_entries_are_of_the_frameworks_they_name_or_of_all(changing: Change) -> None:
    one = changing.add(Issue, title="Duties begin", frameworks=AI)
    all_ = changing.add(Issue, title="Climate change")
    gone = changing.add(Issue, title="Withdrawn")
    changing.withdraw(gone)
    for wanted, found in (
        ((), [one, all_]),
        ((AI,), [one, all_]),
        ((SECURITY,), [all_]),
        ((SECURITY, AI), [one, all_]),
    ):
        assert [i.id for i in context.entries_of(changing.state, Issue, wanted)] == found


def test_what_is_kept_is_what_must_be_in_writing(changing: Change, library: Library) -> None:
    """6.2 demands the objectives in writing: they are there once each is planned; 4.1 and 4.2 are shown in operation by what is kept."""

    def told(framework: str) -> tuple[set[str], set[str]]:
        stands = standing(changing.state, library, ON)
        first = certification.stage_1(changing.state, library, stands, framework, ON)
        second = certification.stage_2(changing.state, library, stands, framework, ON)
        numbers = {"4.1", "4.2", "6.2", "6.2.1"}
        return (
            {m.requirement.number for m in first if m.what == certification.NOT_WRITTEN and m.requirement} & numbers,
            {m.requirement.number for m in second if m.what == certification.NO_OPERATION and m.requirement} & numbers,
        )

    assert told(AI) == ({"6.2"}, {"4.1", "4.2", "6.2"}) and told(SECURITY) == ({"6.2"}, {"4.1", "4.2", "6.2"})
    changing.add(Issue, title="Duties begin", frameworks=AI)
    party = changing.add(Party, title="Applicants", frameworks=AI)
    objective = changing.add(Objective, **PLANNED | {"resources": ""})
    # Nobody says what the party needs, nor with what the objective is reached.
    assert told(AI) == ({"6.2"}, {"4.2", "6.2"})
    changing.set(party, needs="to be judged by the work")
    changing.set(objective, resources="a day")
    assert told(AI) == (set(), set()) and told(SECURITY) == ({"6.2"}, {"4.1", "4.2", "6.2"})
    assert held.held(changing.state, library, AI)["iso42001:6.2"] == {"AI objectives": (objective,)}
    assert "iso9001:6.2.1" not in held.held(changing.state, library, QUALITY)
    changing.set(objective, frameworks="")
    assert held.held(changing.state, library, QUALITY)["iso9001:6.2.1"] == {"quality objectives": (objective,)}
    changing.set(objective, state="dropped")
    assert told(AI)[0] == {"6.2"}


def test_of_several_that_are_kept_none_may_be_half_told(changing: Change, library: Library) -> None:
    """What each party needs, and how each objective is reached, is in writing once it is for all of them; one that was given up asks for nothing."""

    def there(requirement: str) -> list[tuple[str, ...]]:
        return list(held.held(changing.state, library, AI).get(requirement, {}).values())

    parties = changing.add(Party, title="Applicants", needs="to be told"), changing.add(Party, title="Clients")
    assert there("iso42001:4.2") == []
    changing.set(parties[1], needs="the best applicants")
    assert there("iso42001:4.2") == [parties]
    ours = changing.add(Objective, **PLANNED), changing.add(Objective, **PLANNED | {"measure": ""})
    assert there("iso42001:6.2") == []
    changing.set(ours[1], measure="hours")
    assert there("iso42001:6.2") == [ours]
    changing.set(ours[1], measure="", state="dropped")
    assert there("iso42001:6.2") == [ours[:1]]


def test_a_review_is_given_them(changing: Change, library: Library) -> None:
    """Each with how it stands since the last review, of 10 February 2026; objectives where the standard asks for them."""
    changing.set("MR-1", held_on=dt.date(2026, 2, 10))
    old = changing.add(Issue, title="Old", kind="internal", considered_on=dt.date(2026, 2, 10))
    new = changing.add(Issue, title="New", considered_on=dt.date(2026, 5, 1))
    party = changing.add(Party, title="Applicants", needs="to be told")
    ours = changing.add(Objective, **PLANNED | {"frameworks": SECURITY, "result": "half", "due": "2027-02-01"})
    changing.add(Objective, **PLANNED)

    def given(framework: str) -> dict[str, list[tuple[str, str, str, str]]]:
        stands = standing(changing.state, library, ON)
        found = review.inputs(changing.state, library, stands, [framework], ON)
        mine = ("ISS-", "PARTY-", "OBJ-")
        return {i.item: [(e.record, e.title, e.state, e.day) for e in i.entries if e.record.startswith(mine)] for i in found}  # fmt: skip

    security = given(SECURITY)
    assert security["changed external and internal issues"] == [
        (old, "Old", "internal; not considered since the last review", "2026-02-10"),
        (new, "New", "external; considered", "2026-05-01"),
    ]
    assert security["changed needs and expectations of interested parties"] == [
        (party, "Applicants: to be told", "never considered", "")
    ]
    assert security["how far objectives are met"] == [
        (ours, PLANNED["title"], "open; half; its day has passed", "2027-02-01")
    ]
    # ISO/IEC 42001 asks its review for issues and parties alone.
    assert "how far objectives are met" not in given(AI)
    assert len(given(AI)["changed external and internal issues"]) == 2


def test_nobody_audits_an_objective_they_own(changing: Change, library: Library) -> None:
    objective = changing.add(Objective, **PLANNED | {"owner": "Ben Low"})

    def met(area: str) -> list[tuple[str, tuple[str, ...]]]:
        audit = Audit(id="", title="", lead="Ben Low", areas=(area,))
        return [(p.what, p.at) for p in impartiality(changing.state, library, audit)]

    assert met("iso42001:6") == [(objective, ("iso42001:6.2",))] and met("iso27001:6") == [] == met("iso42001:5")
    changing.set(objective, frameworks="")
    assert met("iso27001:6") == [(objective, ("iso27001:6.2",))]


@pytest.fixture
def folder(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, on_the_day: None) -> Path:
    place = assured(tmp_path / "ws", library)
    place.engine.dispose()
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(place.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    return place.folder


def test_commands(folder: Path) -> None:
    """They are kept, listed, changed with their history, exported and put on paper as every other kind of entry."""
    done = run("document", "context")
    assert done.returncode == 2 and "workspace set issue" in done.stderr
    assert run("workspace", "set", "issue", "title=Duties <begin>", "effect=what we sell", "frameworks=42001").stdout == "ISS-1 is saved.\n"  # fmt: skip
    assert run("workspace", "set", "interested party", "title=Applicants", "needs=to be told", "targets=42001 A.8.2").returncode == 0  # fmt: skip
    assert run("workspace", "set", "objective", *(f"{k}={v}" for k, v in PLANNED.items())).stdout == "OBJ-1 is saved.\n"
    assert "title of an objective is empty" in run("workspace", "set", "objective", "owner=Ada").stderr
    assert "reached, not reached, dropped" in run("workspace", "set", "OBJ-1", "state=done").stderr
    assert run("workspace", "set", "OBJ-1", "state=reached", "evaluated_on=2027-03-01").returncode == 0
    shown = run("workspace", "show", "objective", "-f", "csv").stdout.removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(shown))
    assert (row["state"], row["evaluated_on"], row["owner"]) == ("reached", "2027-03-01", "Cy Hale")
    history = run("workspace", "history", "OBJ-1", "-f", "csv").stdout.removeprefix("\ufeff")
    assert ["open", "reached"] in [[r["from"], r["to"]] for r in csv.DictReader(io.StringIO(history))]
    paper = run("document", "context", "42001").stdout
    for said in ("Duties &lt;begin&gt;", "what we sell", "to be told", "ISO/IEC 42001 A.8.2", "a test before each release", "1 reached"):  # fmt: skip
        assert said in paper, said
    other = run("document", "context", "27001").stdout
    assert "Duties" not in other and "Applicants" in other
    out = folder.parent / "out.json"
    assert run("workspace", "export", "-o", str(out)).returncode == 0
    assert json.loads(out.read_text())["records"]["party"][0]["needs"] == "to be told"
    # On the day before, nothing of it was there.
    assert "begins on 2027-03-01" in " ".join(run("document", "context", "--on", "2027-02-27").stderr.split())


def test_a_workspace_from_before_is_brought_up_to_date(folder: Path, library: Library, tmp_path: Path) -> None:
    """One that was kept before there were issues, parties, objectives, and what was accepted: it is refused as it stands, and upgraded whole."""
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    before = open_workspace(folder).state().records
    engine = database.engine_of(database.url_of(older, "workspace.db"))
    with database.writing(engine, remakes=True) as connection:
        for name in ("issue_frameworks", "party_frameworks", "party_targets", "objective_frameworks", "issue", "party", "objective", "risk_accepted", "own_content"):  # fmt: skip
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("ALTER TABLE assessment DROP COLUMN approved_on"))
        connection.execute(text("ALTER TABLE audit DROP COLUMN objective"))
        connection.execute(text("ALTER TABLE history DROP COLUMN reason"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    with pytest.raises(AimsError, match="earlier version of aims-graph"):
        open_workspace(older)
    assert upgrade_workspace(older) is not None
    place = open_workspace(older)
    assert place.state().records == before
    with place.change(place.state().all(Person)[0], library, at=WRITTEN) as change:
        assert change.add(Party, title="Applicants", targets="42001 A.8.2", frameworks="42001; 27001") == "PARTY-1"
    assert place.state().get(Party, "PARTY-1").frameworks == (AI, SECURITY)


def test_an_audit_kept_before_audits_had_objectives_gets_one(folder: Path, library: Library, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    place = open_workspace(older)
    with place.change(place.state().all(Person)[0], library, at=WRITTEN) as change:
        audit = change.add(Audit, title="Spring", frameworks="42001", lead="Cy")
    before = place.state().get(Audit, audit)
    place.engine.dispose()
    engine = database.engine_of(database.url_of(older, "workspace.db"))
    with database.writing(engine, remakes=True) as connection:
        connection.execute(text("ALTER TABLE audit DROP COLUMN objective"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    engine.dispose()
    with pytest.raises(AimsError, match=r"earlier version of aims-graph \(0003\)"):
        open_workspace(older)
    assert upgrade_workspace(older) is not None
    place = open_workspace(older)
    assert place.state().get(Audit, audit) == before and before.objective == ""
    with place.change(place.state().all(Person)[0], library, at=WRITTEN) as change:
        change.set(audit, objective="whether clause 4 is kept to")
    assert open_workspace(older).state().get(Audit, audit).objective == "whether clause 4 is kept to"


def test_a_party_of_whom_nobody_says_what_they_need_is_counted(changing: Change, library: Library) -> None:
    changing.add(Party, title="Applicants")
    table = parties_table(library, changing.state, changing.state.all(Party))
    assert table.notes[0] == "1 interested party; of 1 nobody says what they need." and table.rows[0][5] == "all"
