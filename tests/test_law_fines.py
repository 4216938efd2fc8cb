"""Reliefs, fines and the plan of what falls due."""

import io

import openpyxl
import pytest
from icalendar import Calendar

from aims_graph.answers.law.asked import asked_in
from aims_graph.answers.law.binds import duties
from aims_graph.answers.law.fines import all_kinds, fines
from aims_graph.answers.law.reliefs import reliefs
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.timeline import plan
from aims_graph.present.fines import fines_table
from aims_graph.present.law import asked_table
from aims_graph.present.law_groups import binds_text, binds_workbook
from aims_graph.present.law_plan import plan_calendar, plan_workbook

DAY = "2029-01-01"


# --- reliefs and fines


def softening(library, provision, **known):
    asked = situation(library, "provider", known.pop("systems", ["annex-iii-5-b"]), **known)
    return {s.relief.id: s.value for s in reliefs(library, library.requirements[f"aiact:{provision}"], asked)}


def test_reliefs_stand_beside_the_duty_they_soften(library):
    assert softening(library, "art-11-1", is_=["sme"])["aims:relief-11-1"] is True
    assert softening(library, "art-11-1", is_=["smc"])["aims:relief-11-1"] is True
    assert "aims:relief-11-1" not in softening(library, "art-11-1", is_not=["sme", "smc"])
    assert softening(library, "art-11-1")["aims:relief-11-1"] is None
    # 17(4): not points (g), (h), (i); 63: SMEs without partners, not SMCs.
    bank = {"is_": ["financial-institution"]}
    assert softening(library, "art-17-1-a", **bank)["aims:relief-17-4"] is True
    assert "aims:relief-17-4" not in softening(library, "art-17-1-g", **bank)
    assert softening(library, "art-17-1-a", is_=["sme"], is_not=["partner-enterprises"])["aims:relief-63"] is True
    assert "aims:relief-63" not in softening(library, "art-17-1-a", is_=["smc"])
    # 62(2): fees for the assessment by a body, for SMEs, not SMCs; internal control costs none.
    body = ["annex-iii-1-a"]
    assert softening(library, "art-43-1-b", systems=body, is_=["sme"])["aims:relief-62"] is True
    assert "aims:relief-62" not in softening(library, "art-43-1-b", systems=body, is_=["smc"])
    assert "aims:relief-62" not in softening(library, "art-43-1-a", systems=body, is_=["sme"])
    # 72(4): point 5 and financial institutions; 73(9) for Annex III, 73(10) for devices.
    assert softening(library, "art-72-3", **bank)["aims:relief-72-4"] is True
    assert "aims:relief-72-4" not in softening(library, "art-72-3", systems=["annex-iii-4"], **bank)
    assert softening(library, "art-73-1", is_=["equivalent-reporting"])["aims:relief-73-9"] is True
    assert softening(library, "art-73-1", systems=["annex-i-a"], is_=["medical-device"])["aims:relief-73-10"] is True


def test_a_body_that_meets_standards_is_presumed_to_meet_article_31(library):
    """Article 32: also by parts of the standards, as Article 40(1) has it for systems and models."""
    body = situation(library, "notified-body", ["annex-iii"], is_=["standard-used"], is_not=["standard-applied"])
    given = {
        i: [s.relief.id for s in reliefs(library, library.requirements[f"aiact:{i}"], body)]
        for i in ("art-31-4", "art-33-1", "art-34-1")
    }
    assert given == {"art-31-4": ["aims:relief-32"], "art-33-1": [], "art-34-1": []}


def test_how_far_a_public_body_is_fined_is_for_its_state(library):
    """99(8), of the fines of Member States; the AI Office applies 99(3) to (7) alone (75c(4))."""
    for provision in ("art-99-1", "art-99-3", "art-99-4-e", "art-99-5"):
        assert softening(library, provision, is_=["public-body"])["aims:relief-99-8"] is True
        assert "aims:relief-99-8" not in softening(library, provision, is_not=["public-body"])
    for provision in ("art-75c-4", "art-75c-4-a", "art-100-2"):
        assert "aims:relief-99-8" not in softening(library, provision, is_=["public-body"])
    asked = situation(library, "deployer", ["annex-iii"], is_=["public-body"])
    table = fines_table(library, asked, fines(library, asked, DAY, 1e9), DAY, 1e9)
    spared = {r[-1]: dict(zip(table.columns, r, strict=True))["spared"] for r in table.rows}
    assert "99(8)" in spared["aims:fine-99-4-e"]


def test_what_softens_all_points_of_an_article_is_said_once(library):
    """27(2) softens 27(1), so each of its six points."""
    asked = situation(library, "deployer", ["annex-iii-5-b"], is_=["public-body"])
    assert binds_text(library, asked_in(library, asked, DAY)).count("Article 27(2): In similar cases") == 1


def most(library, role, turnover, day="2028-08-02", **known):
    asked = situation(library, role, ["any", "annex-iii"] if "gpai" not in role else ["gpai-model"], **known)
    return {m.fine.id: m for m in fines(library, asked, day, turnover)}


def test_fines_by_role_size_and_turnover(library):
    """Article 99(3) to (6a), 100, 101 and 75c(4), worked out by hand."""
    big = most(library, "provider", 1e9, is_not=["sme", "smc", "union-body"])
    assert big["aims:fine-99-3"].most == 70_000_000 and big["aims:fine-99-4-a"].most == 30_000_000
    assert big["aims:fine-99-5"].most == 10_000_000
    small = most(library, "provider", 20e6, is_=["sme"])
    # 99(6): the lower of the two, in each paragraph.
    assert [small[f"aims:fine-99-{n}"].most for n in ("3", "4-a", "5")] == [1_400_000, 600_000, 200_000]
    middle = most(library, "provider", 100e6, is_=["smc"])
    # 99(6a): paragraphs 4 and 5 only; of 99(3) still the higher.
    assert middle["aims:fine-99-3"].most == 35_000_000
    assert middle["aims:fine-99-4-a"].most == 3_000_000 and middle["aims:fine-99-5"].most == 1_000_000
    # No undertaking, or no turnover said: both figures, no sum.
    assert most(library, "provider", None)["aims:fine-99-3"].most is None
    # 101 has no rule for SMEs, and stands from 2 August 2026.
    model = most(library, "gpai-provider", 20e6, is_=["sme"])
    assert model["aims:fine-101-1-a"].most == 15_000_000 and model["aims:fine-101-1-a"].begins == "2026-08-02"
    # 100: Union bodies.
    union = most(library, "deployer", None, is_=["union-body"])
    assert union["aims:fine-100-2"].most == 1_500_000 and union["aims:fine-100-3"].most == 750_000
    assert "aims:fine-99-3" not in union
    # 99(4)(e) is for Article 26 alone, which binds from 2 December 2027; 99(4)(g) for Article 50 from 2 August 2026.
    deployer = most(library, "deployer", 1e9)
    assert deployer["aims:fine-99-4-e"].begins == "2027-12-02" and deployer["aims:fine-99-4-g"].begins == "2026-08-02"
    assert "aims:fine-99-4-a" not in deployer
    office = most(library, "provider", 1e9, is_=["ai-office-competence"], is_not=["sme", "smc"])
    assert office["aims:fine-75c-4-a"].most == 30_000_000 and office["aims:fine-75c-4-a"].fine.by == "AI Office"


def test_the_lower_maximum_counts_once_its_paragraph_applies(library):
    """Article 99(6) stands since 2 August 2025, 99(6a) since 27 July 2026: until then an SMC is an undertaking like any other."""
    for day, sum_, why in (("2026-07-26", 7_500_000, ""), ("2026-07-27", 2_000_000, "99(6a)")):
        found = most(library, "provider", 200e6, day, is_=["smc"], is_not=["ai-office-competence"])
        assert found["aims:fine-99-5"].most == sum_
        asked = situation(library, "provider", ["any"], is_=["smc"], is_not=["ai-office-competence"])
        table = fines_table(library, asked, fines(library, asked, day, 200e6), day, 200e6)
        rows = {r[-1]: dict(zip(table.columns, r, strict=True)) for r in table.rows}
        assert why in rows["aims:fine-99-5"]["spared"] and bool(rows["aims:fine-99-5"]["spared"]) is bool(why)
        # What can be fined from 2 August 2026 on only is under the paragraph on either day.
        assert rows["aims:fine-99-4-g"]["maximum"] == "EUR 6 000 000"
    early = most(library, "provider", 20e6, "2025-08-02", is_=["sme"], is_not=["ai-office-competence"])
    assert early["aims:fine-99-3"].most == 1_400_000


def test_a_relief_may_be_younger_than_its_provision(library):
    """Article 99(1) stands since 2 August 2025; its third sentence names SMEs since then, SMCs since 27 July 2026."""
    for size, day, said in (
        ("sme", "2025-08-02", ["aims:relief-99-1"]),
        ("smc", "2026-07-26", []),
        ("smc", "2026-07-27", ["aims:relief-99-1-smc"]),
        ("union-body", "2026-07-27", []),
    ):
        asked = situation(library, "provider", ["any"], is_=[size])
        for provision in ("art-99-1", "art-99-3", "art-99-4-a", "art-99-5"):
            found = reliefs(library, library.requirements[f"aiact:{provision}"], asked, False, day)
            assert [s.relief.id for s in found if s.relief.provision == "aiact:art-99-1"] == said
    # No other relief adds a size to a provision that applied before: 11(1), 17(2) and 63 wait for their own day.
    assert [(r.id, r.since) for r in library.reliefs if r.since] == [("aims:relief-99-1-smc", "2026-07-27")]


def test_what_binds_is_softened_by_what_is_there_on_that_day(library):
    """40(1) applies from 2 August 2026, a year after the duties of models that it presumes to be met."""
    asked = situation(library, "gpai-provider", ["gpai-model"], is_=["standard-used", "code-of-practice"])
    for day, said in (("2026-08-01", False), ("2026-08-02", True)):
        rows = {r[-1]: r for r in asked_table(library, asked_in(library, asked, day)).rows}
        told = " ".join(str(c) for c in rows["aiact:art-53-1-c"])
        assert "53(4)" in told and ("40(1)" in told) is said


def test_who_was_requested_nothing_is_not_fined_for_it(library):
    """101(1)(c): a measure requested under Article 93 not taken; 75c(4)(c): a commitment made binding not kept."""
    for role, fact, fine, other in (
        ("gpai-provider", "measures-request", "aims:fine-101-1-c", "aims:fine-101-1-a"),
        ("provider", "commitments-binding", "aims:fine-75c-4-c", "aims:fine-75c-4-a"),
    ):
        office = ["ai-office-competence"] if role == "provider" else []
        assert fine in most(library, role, None, is_=[fact])
        assert fine in most(library, role, None, is_=office)
        refused = most(library, role, None, is_=office, is_not=[fact])
        assert fine not in refused and other in refused


def test_what_the_exclusive_competence_of_the_ai_office_reaches(library):
    """75(1), second subparagraph: providers, and deployers that are the provider or of its undertaking; nobody else."""
    office = {"is_": ["ai-office-competence"], "is_not": ["union-body", "sme", "smc"]}
    for role, fine in (
        ("distributor", "aims:fine-99-4-d"),
        ("importer", "aims:fine-99-3"),
        ("importer", "aims:fine-99-5"),
    ):
        assert most(library, role, 1e9, **office)[fine].value is True
        # Whether a deployer would belong to the undertaking is no question to them.
        assert not set(most(library, role, 1e9, is_not=["union-body"])[fine].opens)
    assert "aims:fine-99-3" not in most(library, "provider", 1e9, **office)
    assert most(library, "deployer", 1e9, **office)["aims:fine-99-3"].value is None
    # 75c(4) applies 99(3) to (7), the lower maximum for SMEs too.
    assert softening(library, "art-75c-4-a", is_=["sme"])["aims:relief-99-6"] is True
    assert softening(library, "art-75c-4-a", is_=["smc"])["aims:relief-99-6a"] is True
    assert "aims:relief-99-6a" not in softening(library, "art-75c-4", is_=["smc"])


def test_who_plays_by_the_sandbox_is_not_fined_by_any_authority(library):
    """57(12): no administrative fines for infringements of the Regulation, be it by national rules, the EDPS or the AI Office."""
    for provision in ("art-99-1", "art-99-3", "art-100-2", "art-100-3", "art-75c-4-a"):
        assert softening(library, provision, is_=["sandbox-good-faith"])["aims:relief-57-12"] is True
    # Chapter VI applies from 2 August 2026.
    asked = situation(library, "provider", ["any"], is_=["sandbox-good-faith"])
    fine = library.requirements["aiact:art-99-3"]
    assert not [s for s in reliefs(library, fine, asked, day="2026-08-01") if s.relief.id == "aims:relief-57-12"]
    assert [s for s in reliefs(library, fine, asked, day="2026-08-02") if s.relief.id == "aims:relief-57-12"]


def test_the_derogations_of_article_46_are_from_the_procedure(library):
    """46(1) and (2) derogate from Article 43, not from registration; 46(7): not for Annex I, Section A."""
    given = {"is_": ["derogation-46"]}
    for provision in ("art-43-2", "art-16-f"):
        assert softening(library, provision, **given)["aims:relief-46-1"] is True
        assert "aims:relief-46-1" not in softening(library, provision, systems=["annex-i-a"], **given)
    urgent = {"is_": ["law-enforcement", "urgent-need"]}
    assert softening(library, "art-43-2", systems=["annex-iii-6-a"], **urgent)["aims:relief-46-2"] is True
    for provision in ("art-26-8", "art-49-3"):
        assert "aims:relief-46-2" not in softening(library, provision, systems=["annex-iii-6-a"], **urgent)
    # 75(1a): 73(2) to (9) hold for reports to the AI Office too, 73(10) does not.
    office = softening(library, "art-75-1a", is_=["equivalent-reporting", "ai-office-competence"])
    assert office["aims:relief-73-9"] is True and "aims:relief-73-10" not in office


def test_reliefs_reach_what_their_text_names(library):
    """10(6) names 4a(1), too; 42(2) and (3) the cybersecurity requirements of Article 15, of which 15(1) makes one; 27(3) itself exempts."""
    table = {"is_": ["bias-data"], "is_not": ["trains-models"]}
    for provision in ("art-10-2-f", "art-10-4", "art-4a-1-a", "art-4a-1-f"):
        assert softening(library, provision, **table)["aims:relief-10-6"] is True
    assert "aims:relief-10-6" not in softening(library, "art-4a-2-a", **table)
    for provision in ("art-15-1", "art-15-5"):
        assert softening(library, provision, is_=["cyber-resilience"])["aims:relief-42-3"] is True
        assert softening(library, provision, is_=["cybersecurity-certified"])["aims:relief-42-2"] is True
    for provision in ("art-15-3", "art-15-4"):
        assert not {"aims:relief-42-2", "aims:relief-42-3"} & set(softening(library, provision))
    # 99(1), third sentence, of what Member States impose; 75c(4) takes over 99(3) to (7) alone, 101 knows no size.
    for provision in ("art-99-1", "art-99-3", "art-99-4-a", "art-99-5"):
        assert softening(library, provision, is_=["sme"])["aims:relief-99-1"] is True
        assert "aims:relief-99-1" not in softening(library, provision, is_not=["sme"])
    for provision in ("art-75c-4", "art-75c-4-a", "art-100-3", "art-101-1-a"):
        assert "aims:relief-99-1" not in softening(library, provision, is_=["sme"])
    told = {r.id: r.provision for r in library.reliefs}
    assert told["aims:relief-27-3"] == "aiact:art-27-3"


def test_no_fine_is_never_an_all_clear(library):
    """Where nothing can be fined the table says why: out of scope, and by which paragraph, or no fine is for that role."""

    def said(role, systems, **known):
        asked = situation(library, role, systems, **known)
        table = fines_table(library, asked, fines(library, asked, "2028-08-02"), "2028-08-02", None)
        assert not table.rows
        return table.notes[0]

    assert said("deployer", ["any"], is_=["personal-use"]).startswith("Out of scope, Article 2(10)")
    assert said("provider", ["annex-i-b"]).startswith("Out of scope, Article 2(2)")
    assert said("national-authority", ["any"]).startswith("No fine of this law is for a national authority")


def test_a_fine_that_is_not_there_yet_says_so(library):
    """Article 5 has applied since 2 February 2025, Article 99 since 2 August 2025: there was something to infringe, and no fine."""
    asked = situation(library, "provider", ["any"])
    table = fines_table(library, asked, fines(library, asked, "2025-07-01"), "2025-07-01", None)
    first = dict(zip(table.columns, table.rows[0], strict=True))
    assert (first["paragraph"], first["from"]) == ("Article 99(3)", "2025-08-02 (no fine before)")


def test_who_names_no_kind_is_asked_of_what_its_role_deals_with(library):
    """Models, of a provider of models; systems, of everybody else: Article 101 is for the one, 99(4)(a) and (g) for the other."""
    found = {
        role: {m.fine.id for m in fines(library, situation(library, role, all_kinds(library, [role])), "2028-08-02")}
        for role in ("gpai-provider", "provider", "authorised-representative")
    }
    assert "aims:fine-101-1-a" in found["gpai-provider"] and "aims:fine-99-4-g" not in found["gpai-provider"]
    assert "aims:fine-99-4-g" in found["provider"] and "aims:fine-101-1-a" not in found["provider"]
    assert "aims:fine-99-4-b" in found["authorised-representative"]


@pytest.mark.parametrize(
    ("role", "words"), [("importer", "an importer ("), ("provider", "a provider ("), ("other", "an other (")]
)
def test_the_article_before_a_role(library, role, words):
    assert words in asked_table(library, asked_in(library, situation(library, role, ["any"]), DAY)).title


# --- the plan


def test_the_plan_is_a_calendar_and_a_workbook(library):
    asked = situation(library, "deployer", ["annex-iii-4"])
    days = plan(library, asked)
    assert list(days) == ["2025-02-02", "2026-07-27", "2026-08-02", "2026-12-02", "2027-12-02"]
    assert sum(map(len, days.values())) == len(duties(library, asked, "2031-01-01"))
    calendar = Calendar.from_ical(plan_calendar(library, asked))
    events = calendar.walk("VEVENT")
    assert {e["dtstart"].dt.isoformat() for e in events} == set(days)
    assert len({str(e["uid"]) for e in events}) == len(events)
    assert any("Article 26" in str(e["summary"]) for e in events)
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook(library, asked))).active
    folded = [r for r in range(1, sheet.max_row + 1) if sheet.row_dimensions[r].outlineLevel]
    assert len(folded) == sum(map(len, days.values()))
    book = openpyxl.load_workbook(io.BytesIO(binds_workbook(library, asked_in(library, asked, DAY))))
    assert book.sheetnames == ["What binds", "What remains", "Open questions"]
    heads = [c.value for row in book["What remains"].iter_rows() for c in row if isinstance(c.value, str)]
    assert "Remains beside ISO/IEC 42001" in heads and "Evidence" in heads
    # On paper each sheet is one page across, and an article says what it hangs on while its points are folded.
    assert {sheet.title: len(sheet.col_breaks.brk) for sheet in book} == dict.fromkeys(book.sheetnames, 0)
    binds = book["What binds"]
    head = next(row for row in binds.iter_rows(values_only=True) if "Only if" in row)
    articles = [r for r in binds.iter_rows(values_only=True) if str(r[head.index("Answer")]).startswith("binds if (")]
    assert articles and all(r[head.index("Only if")] for r in articles)
    # Of what remains, a provision of which the content says nothing has no row.
    rows = list(book["What remains"].iter_rows(min_row=3, values_only=True))
    assert rows and all(any(row[3:]) for row in rows)
