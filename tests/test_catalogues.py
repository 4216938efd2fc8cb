"""The catalogues against facts worked out from the standards and the Official Journal, not from the catalogues."""

from collections import Counter

import pytest


@pytest.mark.parametrize(
    ("framework", "kind", "count"),
    [
        ("iso42001", "control", 38),
        ("iso42001", "objective", 10),
        ("iso42001", "ai-objective", 11),
        ("iso42001", "risk-source", 7),
        ("iso27001", "control", 93),
        ("iso27001", "theme", 4),
        ("airmf", "function", 4),
        ("airmf", "category", 19),
        ("airmf", "subcategory", 72),
        ("airmf", "characteristic", 7),
        ("aiact", "article", 119),
        ("aiact", "annex", 14),
        ("aiact2024", "article", 113),
        ("aiact2024", "annex", 13),
    ],
)
def test_the_standards_own_counts(library, framework, kind, count):
    assert sum(r.kind == kind for r in library.members(framework)) == count


def test_27001_controls_by_theme(library):
    themes = Counter(r.parent for r in library.members("iso27001") if r.kind == "control")
    assert themes == {"iso27001:A.5": 37, "iso27001:A.6": 8, "iso27001:A.7": 14, "iso27001:A.8": 34}


@pytest.mark.parametrize(
    ("requirement", "title"),
    [
        ("iso42001:10.1", "Continual improvement"),
        ("iso42001:10.2", "Nonconformity and corrective action"),
        ("iso42001:A.6.2.8", "AI system recording of event logs"),
        ("iso42001:A.8.4", "Communication of incidents"),
        ("iso27001:A.8.15", "Logging"),
        ("iso9001:10.3", "Continual improvement"),
        ("aiact:art-4a", "Processing of special categories of personal data for bias detection and correction"),
        ("aiact:art-27", "Fundamental rights impact assessment for high-risk AI systems"),
    ],
)
def test_titles(library, requirement, title):
    assert library.requirements[requirement].title == title


def test_annex_b_numbers_are_aliases_of_annex_a(library):
    controls = [r for r in library.members("iso42001") if r.kind == "control"]
    assert all(r.aliases == ("B" + r.number[1:],) for r in controls)


def test_9001_follows_the_structure_of_2012(library):
    carried = {r.number: r.harmonized for r in library.members("iso9001")}
    assert carried["10.2"] == "hs2012:10.1"
    assert carried["10.3"] == "hs2012:10.2"
    assert {n for n in carried if n.startswith("8.") and carried[n] != "own"} == {"8.1"}


@pytest.mark.parametrize(
    ("provision", "system", "formal", "effective"),
    [
        # Article 113 as amended, points (a) to (d), and the third paragraph's default.
        ("aiact:art-5-1-a", "", "2025-02-02", "2025-02-02"),
        ("aiact:art-5-1-ba", "", "2026-12-02", "2026-12-02"),
        ("aiact:art-53-1-a", "", "2025-08-02", "2025-08-02"),
        ("aiact:art-50-1", "", "2026-08-02", "2026-08-02"),
        ("aiact:art-9-1", "annex-iii", "2027-12-02", "2027-12-02"),
        ("aiact:art-9-1", "annex-i-a", "2028-08-02", "2028-08-02"),
        ("aiact:art-26-1", "annex-iii", "2027-12-02", "2027-12-02"),
        # Chapter IX applies from 2 August 2026, but no system is high-risk under Annex III before 2 December 2027.
        ("aiact:art-72-1", "annex-iii", "2026-08-02", "2027-12-02"),
        ("aiact:art-72-1", "annex-i-a", "2026-08-02", "2028-08-02"),
    ],
)
def test_dates(library, provision, system, formal, effective):
    applies = {a.system: (a.formal, a.effective) for a in library.requirements[provision].provision.applies}
    assert applies[system] == (formal, effective)


def test_what_the_amendment_did(library):
    state = {r.id: r.provision.state for r in library.requirements.values() if r.provision}
    assert state["aiact:art-6-1a"] == "inserted"
    assert state["aiact:art-17-2"] == "reworded"
    assert state["aiact:art-26-1"] == "kept"
    assert state["aiact2024:art-10-5"] == "moved"
    assert state["aiact2024:anx-viii-sec-b-7"] == "deleted"
    assert library.requirements["aiact:art-4a-1"].provision.replaces == ("aiact2024:art-10-5",)


def test_annex_i_section_b_keeps_little(library):
    """Article 2(2): only 6(1), 60a and 102 to 112; 57 to 59 conditionally."""
    allowed = (
        "art-2-2",
        "art-6-1",
        "art-6",
        "art-60a",
        "art-57",
        "art-58",
        "art-59",
        "art-113",
        "anx-i",
        "art-111",
        "chap",
    )
    allowed += tuple(f"art-{n}" for n in range(102, 113))
    for r in library.members("aiact"):
        if "annex-i-b" in r.provision.systems:
            assert r.id.partition(":")[2].startswith(allowed), r.id


def test_every_summary_differs(library):
    texts = Counter(r.summary for r in library.requirements.values() if r.summary)
    assert [t for t, n in texts.items() if n > 1] == []
