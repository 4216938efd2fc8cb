"""What binds whom, when: cases worked out by hand from Articles 2, 6, 25, 27, 50, 111 and 113 as amended in 2026."""

import itertools

import pytest

from aims_graph.answers.law.binds import binds_table, duties, situation
from aims_graph.errors import AimsError
from aims_graph.graph.query import ask


def bound(library, day, role, *systems, **known):
    return {
        d.provision.id.removeprefix("aiact:") for d in duties(library, situation(library, role, systems, **known), day)
    }


#: role, kinds, what is known, provision, the last day without it, the first day with it (None: never).
CASES = [
    # Article 113(a): Chapters I and II from 2 February 2025, the new bans from 2 December 2026.
    ("provider", ["annex-iii"], {}, "art-4-1", "2025-02-01", "2025-02-02"),
    ("provider", ["prohibited"], {}, "art-5-1-a", "2025-02-01", "2025-02-02"),
    ("provider", ["prohibited"], {}, "art-5-1-ba", "2026-12-01", "2026-12-02"),
    # Article 113(b): Chapter V from 2 August 2025.
    ("gpai-provider", ["gpai-model"], {}, "art-53-1-a", "2025-08-01", "2025-08-02"),
    ("gpai-provider-systemic", ["gpai-systemic"], {}, "art-53-1-a", "2025-08-01", "2025-08-02"),
    ("gpai-provider-systemic", ["gpai-systemic"], {}, "art-55-1-a", "2025-08-01", "2025-08-02"),
    # Article 113, second paragraph: Article 50 from 2 August 2026.
    ("provider", ["transparency"], {}, "art-50-2", "2026-08-01", "2026-08-02"),
    ("deployer", ["transparency"], {}, "art-50-4", "2026-08-01", "2026-08-02"),
    # Article 113(c)(i) and (ii): high-risk under Annex III, under Annex I.
    ("provider", ["annex-iii"], {}, "art-16-a", "2027-12-01", "2027-12-02"),
    ("deployer", ["annex-iii-4-a"], {}, "art-26-1", "2027-12-01", "2027-12-02"),
    ("provider", ["annex-i-a"], {}, "art-16-a", "2028-08-01", "2028-08-02"),
    ("deployer", ["annex-i-a"], {}, "art-26-1", "2028-08-01", "2028-08-02"),
    # Article 49 applies from 2 August 2026, but nothing is high-risk under Annex III before 2 December 2027.
    ("provider", ["annex-iii"], {}, "art-49-1", "2027-12-01", "2027-12-02"),
    # Article 2(2): for Annex I Section B neither the duties of providers nor AI literacy.
    ("provider", ["annex-i-b"], {}, "art-16-a", "2040-01-01", None),
    ("provider", ["annex-i-b"], {}, "art-4-1", "2040-01-01", None),
    # Article 27: public bodies and private entities with public services; every deployer for 5(b) and (c); not point 2.
    ("deployer", ["annex-iii-4"], {"is_": ["public-body"]}, "art-27-1", "2027-12-01", "2027-12-02"),
    (
        "deployer",
        ["annex-iii-4"],
        {"is_not": ["public-body", "private-public-service"]},
        "art-27-1",
        "2040-01-01",
        None,
    ),
    (
        "deployer",
        ["annex-iii-5-b"],
        {"is_not": ["public-body", "private-public-service"]},
        "art-27-1",
        "2027-12-01",
        "2027-12-02",
    ),
    ("deployer", ["annex-iii-2"], {"is_": ["public-body"]}, "art-27-1", "2040-01-01", None),
    # Article 26(7) binds employers.
    ("deployer", ["annex-iii-4"], {"is_not": ["employer"]}, "art-26-7", "2040-01-01", None),
    # Article 111(1): components of the large-scale IT systems of Annex X from before 2 August 2027.
    (
        "provider",
        ["annex-iii-7"],
        {"placed": "2027-08-01", "is_": ["large-scale-it"]},
        "art-16-a",
        "2030-12-30",
        "2030-12-31",
    ),
    (
        "provider",
        ["annex-iii-7"],
        {"placed": "2027-08-01", "is_": ["large-scale-it"], "changed": "2028-05-05"},
        "art-16-a",
        "2030-12-30",
        "2030-12-31",
    ),
    # Article 111(2): older high-risk systems only once their design changes significantly from the day on.
    ("provider", ["annex-iii"], {"placed": "2027-12-01"}, "art-16-a", "2040-01-01", None),
    ("provider", ["annex-iii"], {"placed": "2027-12-02"}, "art-16-a", "2027-12-01", "2027-12-02"),
    ("provider", ["annex-iii"], {"placed": "2026-05-01", "changed": "2027-12-01"}, "art-16-a", "2040-01-01", None),
    (
        "provider",
        ["annex-iii"],
        {"placed": "2026-05-01", "changed": "2029-01-15"},
        "art-16-a",
        "2029-01-14",
        "2029-01-15",
    ),
    ("provider", ["annex-i-a"], {"placed": "2028-08-01"}, "art-16-a", "2040-01-01", None),
    # … in any case by 2 August 2030 where public authorities are to use them.
    (
        "deployer",
        ["annex-iii-5-a"],
        {"placed": "2026-05-01", "is_": ["public-body"]},
        "art-26-1",
        "2030-08-01",
        "2030-08-02",
    ),
    # Article 111(2) leaves Article 5 alone.
    ("provider", ["annex-iii", "prohibited"], {"placed": "2024-05-01"}, "art-5-1-a", "2025-02-01", "2025-02-02"),
    # Article 111(3): models from before 2 August 2025.
    ("gpai-provider", ["gpai-model"], {"placed": "2025-08-01"}, "art-53-1-a", "2027-08-01", "2027-08-02"),
    # Article 111(4): marking, and marking alone, by 2 December 2026.
    ("provider", ["transparency"], {"placed": "2026-08-01"}, "art-50-2", "2026-12-01", "2026-12-02"),
    ("provider", ["transparency"], {"placed": "2026-08-01"}, "art-50-1", "2026-08-01", "2026-08-02"),
    # Article 25: with our name on it we have the provider's duties.
    ("deployer", ["annex-iii"], {}, "art-16-a", "2040-01-01", None),
    ("deployer", ["annex-iii"], {"becomes": "name"}, "art-16-a", "2027-12-01", "2027-12-02"),
    ("product-manufacturer", ["annex-i-a"], {"becomes": "product"}, "art-16-a", "2028-08-01", "2028-08-02"),
]


@pytest.mark.parametrize(("role", "systems", "known", "provision", "before", "on"), CASES)
def test_the_day_before_and_the_day(library, role, systems, known, provision, before, on):
    assert provision not in bound(library, before, role, *systems, **known)
    if on:
        assert provision in bound(library, on, role, *systems, **known)


def test_article_25_shows_only_what_appears(library):
    asked = situation(library, "deployer", ["annex-iii"], becomes="name")
    ids = {row[-1] for row in binds_table(library, asked, "2027-12-02").rows}
    assert {"aiact:art-16-a", "aiact:art-17-1", "aiact:art-43-1", "aiact:art-72-1"} <= ids
    assert not any(i.startswith("aiact:art-26") for i in ids)
    # Article 25(2) binds the provider who is replaced, not the one who takes its place.
    assert not any(i.startswith("aiact:art-25-2") for i in ids)


def test_a_wider_kind_beside_a_narrower_one_adds_nothing(library):
    assert bound(library, "2028-01-01", "deployer", "annex-iii", "annex-iii-4") == bound(
        library, "2028-01-01", "deployer", "annex-iii-4"
    )


def test_all_narrower_kinds_are_named(library):
    rows = {
        row[-1]: row for row in binds_table(library, situation(library, "provider", ["annex-iii"]), "2028-01-01").rows
    }
    only = rows["aiact:anx-ix-1"][6]
    assert all(f"{n} (" in only for n in (1, 3, 4, 5, 6, 7, 8)) and " 2 (" not in only


def test_since_shows_only_what_is_new(library):
    asked = situation(library, "provider", ["annex-iii"])
    rows = binds_table(library, asked, "2027-12-02", since="2027-12-01").rows
    assert rows and all(row[3] == "2027-12-02" for row in rows)


def test_what_hangs_on_the_bearer_says_so(library):
    rows = {
        row[-1]: row for row in binds_table(library, situation(library, "deployer", ["annex-iii"]), "2027-12-02").rows
    }
    assert rows["aiact:art-26-7"][6] == "employer"
    assert (
        "public body" in rows["aiact:art-27-1"][6]
        and "Annex III point 1 (biometrics), 3 (education and vocational training)" in rows["aiact:art-27-1"][6]
    )
    assert rows["aiact:art-26-1"][6] == ""


@pytest.mark.parametrize(
    ("role", "system"),
    list(
        itertools.product(
            (
                "provider",
                "deployer",
                "importer",
                "distributor",
                "authorised-representative",
                "gpai-provider",
                "gpai-provider-systemic",
            ),
            (
                "annex-iii",
                "annex-iii-5-b",
                "annex-i-a",
                "annex-i-b",
                "transparency",
                "gpai-model",
                "gpai-systemic",
                "prohibited",
            ),
        )
    ),
)
def test_sparql_says_the_same(library, role, system):
    for day in ("2026-11-24", "2028-08-02"):
        rows = ask(
            library, "binding-on", {"role": f"aims:role-{role}", "system": f"aims:system-{system}", "day": day}
        ).rows
        assert {(r[3].removeprefix("aiact:"), r[8]) for r in rows} == {
            (d.provision.id.removeprefix("aiact:"), d.effective)
            for d in duties(library, situation(library, role, [system]), day)
        }


def test_sparql_on_two_days_and_on_article_25(library):
    asked = {"role": "aims:role-deployer", "system": "aims:system-annex-iii"}
    new = ask(library, "new-between", {**asked, "since": "2027-12-01", "day": "2027-12-02"}).rows
    table = binds_table(library, situation(library, "deployer", ["annex-iii"]), "2027-12-02", since="2027-12-01")
    assert [r[4] for r in new] == [row[-1] for row in table.rows]
    gained = ask(library, "duties-gained", {**asked, "day": "2027-12-02"}).rows
    table = binds_table(library, situation(library, "deployer", ["annex-iii"], becomes="name"), "2027-12-02")
    assert [r[3] for r in gained] == [row[-1] for row in table.rows]


def test_rows_on_changed_law_are_exactly_those(library):
    changed = {r.id for r in library.members("aiact") if r.provision and r.provision.state != "kept"}
    expected = {
        (m.subject_id, m.object_id)
        for m in library.mappings
        if m.is_counterpart and {m.subject_id, m.object_id} & changed
    }
    assert {(r[1], r[2]) for r in ask(library, "rows-on-changed-text").rows} == expected and expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"role": "deploier", "systems": ["annex-iii"]}, "Did you mean deployer"),
        ({"role": "deployer", "systems": ["annex-4"]}, "no kind of system"),
        ({"role": "deployer", "systems": []}, "No kind of system"),
        ({"role": "deployer", "systems": ["annex-iii"], "placed": "2.12.2027"}, "is no date"),
        (
            {"role": "deployer", "systems": ["annex-iii"], "placed": "2027-01-02", "changed": "2027-01-01"},
            "before it was placed",
        ),
        ({"role": "provider", "systems": ["annex-iii"], "becomes": "name"}, "cannot become"),
        ({"role": "deployer", "systems": ["transparency"], "becomes": "name"}, "high-risk systems"),
        ({"role": "deployer", "systems": ["annex-iii"], "is_": ["sme"], "is_not": ["sme"]}, "cannot be and not be"),
    ],
)
def test_a_question_that_cannot_be_is_refused(arguments, message, library):
    with pytest.raises(AimsError, match=message):
        situation(library, **arguments)
