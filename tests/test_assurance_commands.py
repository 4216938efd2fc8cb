"""Commands on the way to a certificate as a user types them: what they answer, in which forms, what they keep, what they refuse."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from assured import assured
from commands import Done, run

from aims_graph.model import Library
from aims_graph.workspace.records import Audit, Review, Statement, Task
from aims_graph.workspace.store import open_workspace

ON = ("--on", "2027-03-01")
pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "ws"
    assured(folder, library).engine.dispose()
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the workspace in which a test may change what it likes."""
    copy = tmp_path / "ws"
    shutil.copytree(kept, copy)
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(copy))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    return copy


def rows(*arguments: str) -> list[dict[str, str]]:
    done = run(*arguments, "-f", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))


def refused(*arguments: str) -> str:
    done: Done = run(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    return done.stderr


def test_risks(folder: Path) -> None:
    found = rows("risks", *ON)
    assert [r["risk"] for r in found] == ["R-3", "R-1", "R-2"]
    assert (found[1]["level"], found[1]["level left"]) == ("very high (20)", "high (10)")
    assert found[1]["controls"] == "ISO/IEC 42001 A.7.4, A.5.4" and "accepted by nobody" in found[1]["open"]
    assert found[2]["level left"] == "as before"
    assert rows("risks", "--kind", "information security", *ON) == []
    assert [r["system"] for r in rows("risks", "--impacts", *ON)] == ["SYS-1", "SYS-2"]
    assert len(rows("risks", "--choices")) == 18
    assert rows("risks", "--grid", *ON)[3]["5 severe"] == "R-1"
    assert "No kind of risk is called 'fire'" in refused("risks", "--kind", "fire")
    assert "three lists" in refused("risks", "--grid", "--impacts")
    said = json.loads(run("risks", *ON, "-f", "json").stdout)
    assert said["notes"][0] == "3 risks; 1 above the criterion and accepted by nobody; 3 with something open."


def test_the_statement_is_shown_approved_and_compared(folder: Path) -> None:
    shown = rows("soa", "show", "42001", *ON)
    assert len(shown) == 38 and shown[0]["control"] == "ISO/IEC 42001 A.2.2"
    assert "A.8.3" in refused("soa", "approve", "1.0", *ON)
    assert run("workspace", "set", "42001 A.8.3", "status=planned", "reason=must be reachable").returncode == 0
    done = run("soa", "approve", "1.0", "--by", "Eva Board", *ON)
    assert done.returncode == 0 and "SOA-1: version 1.0" in done.stdout
    versions = json.loads(run("soa", "show", "--versions", "-f", "json").stdout)["rows"]
    assert versions == [{"id": "SOA-1", "version": "1.0", "approved by": "Eva Board", "on": "2027-03-01"}]
    assert rows("soa", "compare", "1.0", *ON) == []
    assert run("workspace", "set", "42001 A.10.4", "status=planned", "reason=customers came").returncode == 0
    found = rows("soa", "compare", "1.0", *ON)
    assert [(r["what"], r["version 1.0"], r["now"]) for r in found] == [
        ("applicable", "no", "yes"),
        ("justification", "there are no customers yet", "customers came"),
        ("implemented", "not applicable", "planned"),
    ]
    # The version stays as it was.
    assert (
        next(r for r in rows("soa", "show", "--version", "1.0") if r["control"].endswith("A.10.4"))["applicable"]
        == "no"
    )
    (statement,) = open_workspace(folder).state().all(Statement)
    assert len(json.loads(statement.lines)) == 38
    assert "approved already" in refused("soa", "approve", "1.0", *ON)


def test_what_only_a_command_keeps_is_not_written_by_hand(folder: Path) -> None:
    given = "framework=42001", "version=9.0", "approved_by=Ada"
    for lines in ((), ("lines=as before",), ("lines=[]",), ('lines=[{"control": "x"}]',)):
        assert "soa approve" in refused("workspace", "set", "statement", *given, *lines)
    held = "review", "held_on=2027-03-01", "chair=Ada"
    assert "audit review --hold" in refused("workspace", "set", *held, "inputs=all of them")
    assert run("workspace", "set", *held).returncode == 0


def test_the_days_of_a_finding_follow_each_other(folder: Path) -> None:
    given = "finding", "title=Late", "kind=minor nonconformity", "found_on=2027-02-20"
    assert "done_on (2027-01-01) would lie before found_on (2027-02-20)" in refused(
        "workspace", "set", *given, "done_on=2027-01-01"
    )
    assert "checked_on" in refused("workspace", "set", *given, "done_on=2027-02-22", "checked_on=2027-02-21")
    assert run("workspace", "set", *given, "done_on=2027-02-20", "checked_on=2027-02-20").returncode == 0


def test_a_reader_approves_nothing(folder: Path) -> None:
    assert run("workspace", "set", "person", "name=Rita", "role=reader").returncode == 0
    assert "Rita is reader" in refused("audit", "programme", "42001", "--year", "2029", "--keep", "--as", "Rita")
    assert run("workspace", "set", "42001 A.8.3", "status=planned", "reason=x").returncode == 0
    assert "Rita is reader" in refused("soa", "approve", "1.0", "--as", "Rita", *ON)
    assert "Rita is reader" in refused("audit", "review", "--hold", "--chair", "Rita", "--as", "Rita", *ON)


def test_a_list_that_the_program_made_is_counted_and_not_poured_out(folder: Path) -> None:
    """An approved statement and a review keep their lines as JSON: a table of entries says how many, and where they are read."""
    # What nobody decided on is decided, and the statement approved; a review is held.
    assert run("workspace", "set", "42001 A.8.3", "status=planned", "reason=x").returncode == 0
    assert run("workspace", "set", "42001 A.5.4", "status=planned", "reason=x").returncode == 0
    assert run("soa", "approve", "7.0", "42001", *ON).returncode == 0
    assert run("audit", "review", "42001", "--hold", "--chair", "Ada Moor", *ON).returncode == 0
    statement, review = (rows("workspace", "show", kind)[-1] for kind in ("statement", "review"))
    assert statement["lines"] == "38 lines" and review["inputs"] == "7 inputs"
    assert "soa show FRAMEWORK --version VERSION" in run("workspace", "show", "statement").stdout
    (made,) = rows("workspace", "history", statement["id"])
    assert made["to"].endswith("lines=38 lines") and "control" not in made["to"]


def test_records_and_history_say_what_ids_name(folder: Path) -> None:
    """People read number, title and name, with the id of an entry, by which it is changed; programs read the ids as they are kept."""
    assert run("workspace", "set", "AUD-2", "systems=SYS-1", "areas=42001 A.7.4").returncode == 0
    assert run("workspace", "set", "42001 4.2", "status=planned").returncode == 0
    (risk,) = (r for r in rows("workspace", "show", "risk") if r["id"] == "R-1")
    assert risk["controls"] == (
        "ISO/IEC 42001 A.7.4 Quality of data for AI systems;"
        " ISO/IEC 42001 A.5.4 Assessing AI system impact on individuals or groups of individuals"
    )
    assert risk["source"].startswith("ISO/IEC 42001 C.3.4 ") and risk["systems"] == "SYS-1 Shortlist"
    (audit,) = rows("workspace", "show", "AUD-2")
    assert audit["id"] == "AUD-2" and audit["frameworks"] == "ISO/IEC 42001; ISO/IEC 27001"
    (system,) = rows("workspace", "show", "SYS-1")
    assert (system["roles"], system["facts_true"]) == ("deployer", "public-body")
    assert system["kinds"] == "high-risk, Annex III point 4 (employment and workers' management)"
    assert rows("workspace", "show", "evidence")[0]["kind"] == "policy"
    # In history too: of which entry, and from what to what; of a new one, and of what the program works out.
    changed = {r["field"]: r for r in rows("workspace", "history", "AUD-2")}
    assert {r["record"] for r in changed.values()} == {"AUD-2 Audit of data"}
    assert (changed["systems"]["from"], changed["systems"]["to"]) == ("", "SYS-1 Shortlist")
    assert changed["areas"]["from"].startswith("ISO/IEC 42001 A.7 Data for AI systems; ISO/IEC 27001 A.8.10 ")
    assert "frameworks=ISO/IEC 42001; ISO/IEC 27001" in changed["(new)"]["to"]
    (made,) = (r for r in rows("workspace", "history", "--limit", "1"))
    assert made["record"].endswith(" ISO/IEC 42001 4.2") and made["field"] == "(new)"
    assert made["to"].startswith("target=ISO/IEC 42001 4.2 Understanding the needs")
    assert run("workspace", "set", "R-1", "accepted_by=Ada Moor", "accepted_on=2027-03-01").returncode == 0
    (accepted,) = (r for r in rows("workspace", "history", "R-1") if r["field"] == "accepted")
    assert "; controls=ISO/IEC 42001 A.7.4 Quality of data for AI systems; " in accepted["to"]
    answer = made["record"].partition(" ")[0]
    assert run("workspace", "set", answer, "status=implemented", "accepted_from=A-1").returncode == 0
    basis = {r["field"]: r for r in rows("workspace", "history", answer)}
    assert basis["accepted_from"]["to"].startswith("A-1 ISO/IEC 42001 ")
    people = json.dumps(rows("workspace", "history"))
    assert "iso42001" not in people and "iso27001" not in people
    # For programs nothing is translated.
    for form, said in (("json", '"iso42001:A.7.4; iso42001:A.5.4"'), ("turtle", "iso42001:A.7.4; iso42001:A.5.4")):
        assert said in run("workspace", "show", "risk", "-f", form).stdout
    told = json.loads(run("workspace", "history", "AUD-2", "-f", "json").stdout)["rows"]
    assert {r["record"] for r in told} == {"AUD-2"} and "SYS-1" in {r["to"] for r in told}


def test_what_counts_of_the_law_is_said_beside_the_count(folder: Path) -> None:
    """While a system is in use its facts say what counts: all, as long as they are not kept; when all are retired nothing does. Both are said."""

    def notes() -> list[str]:
        said = json.loads(run("workspace", "status", "-f", "json").stdout)
        (total,) = (r["requirements"] for r in said["rows"] if r["framework"] == "EU AI Act")
        (note,) = (n for n in said["notes"] if n.startswith("EU AI Act: "))
        return [str(total), note]

    assert run("workspace", "set", "choice", "framework=aiact").returncode == 0
    total, note = notes()
    assert note == f"EU AI Act: what counts is what binds our AI systems some day, or may ({total} requirements)."
    systems = [r["id"] for r in rows("workspace", "show", "system")]
    for system in systems:
        assert run("workspace", "set", system, "status=retired").returncode == 0
    assert notes() == ["0", "EU AI Act: nothing counts, because none of our AI systems that is in use is bound by it."]
    made = run("workspace", "set", "system", "title=Not described yet").stdout.split()[0]
    assert int(notes()[0]) > int(total) and "no AI system in use names our role" in notes()[1]
    assert run("workspace", "set", made, "--withdraw").returncode == 0
    # Every other place says the same: no line of the gap, no task of it, nothing that would be gained.
    assert "It binds none of our systems." in run("gap", "aiact").stdout and not rows("gap", "aiact")
    assert "Made 0 tasks" in run("gap", "aiact", "--make-tasks").stderr
    assert not any("EU AI Act" in str(row["would certainly be met"]) for row in rows("tasks", "--most"))
    for system in systems:
        assert run("workspace", "set", system, "status=in use").returncode == 0


def test_the_one_organisation_is_changed_by_its_kind(folder: Path) -> None:
    assert run("workspace", "set", "organisation", "scope=use of screening tools").stdout.strip() == "O-1 is saved."
    (one,) = rows("workspace", "show", "organisation")
    assert one["scope"] == "use of screening tools"
    said = refused("workspace", "set", "planet", "name=x")
    assert "no kind of entry called 'planet'" in said and "organisation" in said and "42001 6.1.4" in said


def test_an_entry_is_withdrawn_without_a_value_and_a_slip_of_a_field_is_told_first(folder: Path) -> None:
    assert run("workspace", "set", "A-1", "--withdraw").stdout.strip() == "A-1 is withdrawn."
    (answer,) = [a for a in rows("workspace", "show", "answer", "--withdrawn") if a["id"] == "A-1"]
    assert answer["withdrawn"] == "yes"
    assert "Nothing is said of A-1" in refused("workspace", "set", "A-1")
    assert "kind of entry" in refused("workspace", "set", "risk", "--withdraw")
    assert "has no field 'name'" in refused("workspace", "set", "system", "name=Chat")
    assert "Did you mean title (elsewhere called 'Name')?" in refused("workspace", "set", "system", "name=Chat")
    justified = refused("workspace", "set", "42001 A.2.2", "justification=Chosen")
    assert "Did you mean reason (elsewhere called 'Justification')?" in justified
    assert "title of an AI system is empty" in refused("workspace", "set", "system", "note=Chat")


def test_audits(folder: Path) -> None:
    proposed = rows("audit", "programme", "42001", "27001", "--year", "2028", "--audits", "3")
    assert len(proposed) == 3 and all(r["could lead it"].startswith("Ben Low") for r in proposed)
    done = run("audit", "programme", "42001", "--year", "2028", "--audits", "3", "--keep")
    assert done.returncode == 0 and "Saved AUD-3, AUD-4, AUD-5." in done.stderr
    assert len(open_workspace(folder).state().all(Audit)) == 5
    assert [r["audit"] for r in rows("audit", "programme", "--kept")][-1] == "AUD-5"
    assert [r["serves"] for r in rows("audit", "plan", "AUD-1", *ON)] == ["ISO/IEC 42001 5.1, 5.2, 5.3"]
    assert [(r["finding"], r["next"]) for r in rows("audit", "findings", "--open", *ON)] == [("N-1", "find the cause")]
    assert len(rows("audit", "readiness", "42001", *ON)) == 66
    assert len(rows("audit", "readiness", "42001", "--on", "2027-07-01")) == 69
    assert len(rows("audit", "readiness", "42001", "--on", "2027-07-01", "--cycle", "36")) == 66
    assert "There is no audit 'AUD-77'" in refused("audit", "findings", "--audit", "AUD-77")
    assert "--keep makes audits" in refused("audit", "programme", "--keep", "--kept")


def test_a_review_is_held(folder: Path) -> None:
    given = rows("audit", "review", "42001", *ON)
    assert len({r["input"] for r in given}) == 7
    assert "Add --hold" in refused("audit", "review", "--chair", "Ada Moor")
    assert "Name them with --chair" in refused("audit", "review", "--hold")
    done = run(
        "audit",
        "review",
        "42001",
        *ON,
        "--hold",
        "--chair",
        "Ada Moor",
        "--decision",
        "buy logs",
        "--decision",
        "train",
    )
    assert done.returncode == 0 and "MR-2 is saved, with 2 decisions as tasks." in done.stderr
    state = open_workspace(folder).state()
    assert [t.title for t in state.all(Task) if t.source == "MR-2"] == ["buy logs", "train"]
    assert len(json.loads(state.all(Review)[-1].inputs)) == 7


def test_certification(folder: Path) -> None:
    first = rows("certify", "stage1", "42001", *ON)
    assert all(r["closed by"] for r in first)
    assert [r["missing"] for r in first if r["number"].endswith(" 4.3")] == ["what was in writing has expired"]
    closed = {r["number"]: r["closed by"] for r in first}
    assert closed["ISO/IEC 42001 8.2"].endswith("; or here: rate every AI risk")
    written, accepted = [r for r in first if r["number"] == "ISO/IEC 42001 6.1.3"]
    assert "approve the Statement of Applicability" in written["closed by"]
    assert accepted["missing"] == "the treatment of a risk and what is left of it are approved by nobody"
    assert (
        accepted["what exactly"] == "R-2 Nobody can say why an applicant was refused"
        and "workspace set R-… accepted_by=…" in accepted["closed by"]
    )
    index = rows("certify", "stage1", "42001", "--index", *ON)
    assert {r["state"] for r in index} == {"there", "missing", "expired"} and len(index) > len(first)
    second = rows("certify", "stage2", "42001", *ON)
    assert {r["closed by"] for r in second if r["number"].endswith("A.7.4") and "audit" in r["missing"]} == {
        "planned: AUD-2 Audit of data"
    }
    assert all(r["closed by"] for r in second)
    bodies = rows("certify", "body", "42001", *ON)
    assert [r["against it"] for r in bodies if r["body"] == "B-1"] == ["nothing"]
    assert len([r for r in bodies if r["body"] == "B-2" and r["mend"]]) == 4
    notes = json.loads(run("certify", "body", "--body", "quick certs", *ON, "-f", "json").stdout)["notes"]
    assert any("followed by Global Accreditation Cooperation" in n and "end is not set" in n for n in notes)
    assert [r["state"] for r in rows("certify", "days", "42001", *ON)] == ["late; before stage 1", ""]
    assert [r["state"] for r in rows("certify", "days", "27001", *ON)] == ["not planned yet"] * 3
    assert "Nobody is certified against EU AI Act" in refused("certify", "stage2", "aiact")
    assert "There are: Larkfield Certification, Quick Certs" in refused("certify", "body", "--body", "nobody")


def test_without_a_choice_the_framework_is_the_first_it_can_be(folder: Path) -> None:
    assert "for ISO/IEC 42001" in json.loads(run("soa", "show", *ON, "-f", "json").stdout)["title"]
    assert "of ISO/IEC 42001" in json.loads(run("certify", "stage1", *ON, "-f", "json").stdout)["title"]


def test_what_binds_our_own_systems_is_asked_without_their_facts_typed_again(folder: Path) -> None:
    """Each system's part is what ``plan`` answers for its facts; what cannot be asked is said."""
    mine = [r for r in rows("workspace", "duties") if r["system"] == "SYS-1 Shortlist"]
    facts = ("--role", "deployer", "--system", "annex-iii-4", "--is", "public-body")
    assert [{k: v for k, v in r.items() if k != "system"} for r in mine] == rows("plan", *facts)
    # People read which systems these are, programs their ids.
    assert {r["system"] for r in rows("workspace", "duties")} == {"SYS-1 Shortlist", "SYS-2 Helpdesk bot"}
    plain = json.loads(run("workspace", "duties", "-f", "json").stdout)["rows"]
    assert {r["system"] for r in plain} == {"SYS-1", "SYS-2"}
    assert rows("workspace", "duties", "SYS-1", "--on", "2027-12-02") == [r for r in mine if r["day"] <= "2027-12-02"]
    assert run("workspace", "set", "SYS-1", "status=retired").returncode == 0
    assert run("workspace", "set", "SYS-2", "roles=").returncode == 0
    said = json.loads(run("workspace", "duties", "-f", "json").stdout)
    assert said["rows"] == [] and said["notes"][0] == "SYS-1 Shortlist: it is retired."
    assert said["notes"][1].startswith("SYS-2 Helpdesk bot: our role and its kind")
    assert "There is no AI system 'SYS-9'" in refused("workspace", "duties", "SYS-9")
