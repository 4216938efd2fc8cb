"""Every page runs with nothing, with what a link gives it, and with what somebody made up."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import aims_graph_app
from aims_graph import load
from aims_graph.answers.controls.shared_controls import stars
from aims_graph.answers.coverage.overview import all_pairs
from aims_graph.answers.editions.succession import successions
from aims_graph.answers.requirement.facets import Narrowing, find
from aims_graph.answers.requirement.left_out import left_out
from aims_graph.model.naming import full_name
from aims_graph.present.agreement import supports_agree, topics_agree
from aims_graph.present.controls import controls_table

APP = Path(aims_graph_app.__file__).parent
MADE_UP = {
    "id": "nonsense",
    "held": "x,y",
    "on": "no day",
    "row": "?",
    "steps": "9",
    "q": "",
    "show": "nothing",
    "a": "<b>",
    "order": "iso42001",
}
PAGES = {
    "overview": [{"q": "logging", "of": "aiact", "about": "aims:topic-logging", "by": "aims:function-engineering", "every": "yes"}, {"q": "A.8.15", "by": "aims:function-legal"}, {"held": "iso27001", "towards": "aiact"}, {"q": "human oversight"}, {"held": "iso9001", "towards": "iso9001"}],
    "requirement": [{"id": "iso42001:A.6.2.8"}, {"id": "aiact:art-26-5"}, {"id": "aiact:art-9"}, {"q": "A.8.15"}, {"q": "zzzz"}, {"framework": "airmf"}],
    "graph": [
        {"id": "iso42001:A.6.2.8", "steps": "2"}, {"show": "all"}, {"show": "all", "topic": "aims:topic-logging", "leads": "aims:function-engineering", "colour": "topic"},
        {"id": "iso42001:A.6.2.8", "colour": "function", "topic": "aims:topic-data"}, {"show": "all", "sel": "iso42001:A.6.2.8"}, {"show": "path"},
        {"show": "pair", "a": "iso27001", "b": "iso9001", "least": "3"}, {"show": "control"}, {"frameworks": "airmf", "stated": "yes"},
    ],
    "matrix": [{"row": "iso42001:A.6.2.8"}, {"columns": "iso27001,topics,functions,hands:aiact,takes:airmf", "by-topic": "yes"}, {"lead": "airmf", "columns": "iso9001", "rows": "beyond"}, {"words": "zzzz"}, {"rows": "open"}],
    "what_if": [{"held": "iso27001,iso9001"}, {"towards": "aiact", "role": "deployer", "becomes": "name"}, {"held": ""},
                {"towards": "aiact", "role": "provider", "becomes": "name"}, {"held": "", "also": "iso27001:A.8.15", "status": "not covered"}],
    "shared_controls": [{"control": "iso42001:7.5.2"}, {"order": "iso27001,iso9001", "rule": "ceilings"}, {"words": "zzzz"}],
    "law": [{"role": "provider", "system": "annex-iii", "on": "2027-12-02"}, {"becomes": "name", "on": "2028-01-01"}, {"system": ""},
            {"on": "2024-08-01"}, {"waits": "not", "held": "iso42001", "unsure": "employer"}, {"placed": "2026-05-01", "is": "public-body"}, {"role": "provider", "becomes": "name"}],
    "sparql": [{"query": "shared-by"}, {"as": "graph"}, {"mode": "own"}, {"mode": "own", "text": "SELCT"}, {"p-requirement": "no such"},
               {"mode": "own", "text": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}],
    "groups": [{"group": "aims:group-serious-incidents"}, {"function": "aims:function-legal"}, {"group": "aims:group-none"}],
    "topics": [{"topic": "aims:topic-logging"}, {"scheme": "functions", "topic": "aims:function-legal"}, {"id": "aims:topic-audit"}],
    "before": [{"id": "aiact:art-43"}, {"id": "aiact:art-15-1", "in": "iso42001"}, {"id": "iso42001:A.6.2.4"}],
    "itinerary": [{"order": "iso27001,iso9001"}, {"words": "zzzz"}],
    "documents": [{"order": "aiact,iso42001"}, {"words": "audit"}],
    "suggestions": [{"framework": "iso42001", "towards": "iso9001", "of": "iso42001:4.1"}, {"framework": "airmf", "of": "nonsense"}],
    "quality": [{}],
}  # fmt: skip
#: The pages of a workspace have tests of their own.
WORKSPACE_PAGES = [
    "assess",
    "audits",
    "certification",
    "context",
    "dashboard",
    "evidence",
    "migrate",
    "own",
    "risks",
    "scope",
    "soa",
    "tasks",
    "workspace",
]
CASES = [(page, query) for page, queries in PAGES.items() for query in ({}, MADE_UP, *queries)]


def run(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(APP / "main.py"), default_timeout=30)
    app.query_params.update(query)
    app.run() if page == "overview" else app.switch_page(f"views/{page}.py").run()
    return app


def texts(app: AppTest, *kinds: str) -> str:
    found: list[Any] = [element for kind in kinds for element in app.get(kind)]
    return "\n".join(str(getattr(e, "value", "") or getattr(e, "body", "") or e.proto) for e in found)


def headings(app: AppTest) -> list[int]:
    """Return the levels of a page's headings, from its title down, as a screen reader meets them."""
    found: list[int] = []
    for element in app.main:
        if getattr(element, "type", "") in ("title", "header", "subheader"):
            found.append(int(element.tag[1]))
        elif getattr(element, "type", "") == "html":
            found += map(int, re.findall(r"<h([1-6])\b", element.proto.body))
    return found


def skipped(app: AppTest) -> list[tuple[int, int]]:
    """Return where a heading stands more than one level below the one before it."""
    return [(one, other) for one, other in pairwise([0, *headings(app)]) if other > one + 1]


#: A day as files have it; where it stands in quotation marks it is what a link says, in its own letters.
ISO_DAY = re.compile(r"(?<!“)\b\d{4}-\d\d-\d\d\b")
#: What shows days as the browser does, or a graph or its query as it is.
_ITS_OWN_DAYS = {"date_input", "code"}


def days_as_in_files(app: AppTest) -> list[str]:
    """Return what of a page a person reads that has a day as files write it."""
    found = []
    for block in (app.main, app.sidebar):
        for node in block:
            element: Any = node
            proto = getattr(element, "proto", None)
            if element.type == "html":
                names = " ".join(re.findall(r'(?:title|aria-label|alt)="([^"]*)"', proto.body))
                found.append(f"{re.sub('<style>.*?</style>|<[^>]*>', ' ', proto.body, flags=re.DOTALL)} {names}")
            elif element.type not in _ITS_OWN_DAYS:
                said = (getattr(proto, name, "") for name in ("label", "body", "help", "options", "placeholder", "alt"))
                found += [str(text).replace("\\", "") for text in said if text]
    return [text[max(0, day.start() - 60) : day.end() + 20] for text in found for day in ISO_DAY.finditer(text)]


@pytest.mark.parametrize(
    ("page", "query"), CASES, ids=[f"{page}-{'-'.join(query.values()) or 'bare'}"[:60] for page, query in CASES]
)
def test_a_page_runs(page: str, query: dict[str, str]) -> None:
    app = run(page, query)
    assert not app.exception, app.exception
    assert len(app.title) == 1 and skipped(app) == [] == days_as_in_files(app)


def test_a_view_stays_short() -> None:
    for path in (APP / "views").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 200, path.name


@pytest.mark.parametrize(
    ("page", "query", "says"),
    [
        ("requirement", {"id": "nonsense"}, "Look for its number or a word"),
        ("requirement", {"q": "zzzzqqq"}, "No requirement found"),
        ("matrix", {"words": "zzzz"}, "Take out a word"),
        ("shared_controls", {"words": "zzzz"}, "Take out a word"),
        ("shared_controls", {"order": "iso9001"}, "Name at least two"),
        ("what_if", {"held": ""}, "Name a framework or a requirement that you hold"),
        ("law", {"system": ""}, "No kind of system is named"),
        ("law", {"on": "2024-08-01"}, "Move the day"),
        ("graph", {"id": "iso42001:A.6.2.8", "frameworks": "airmf"}, "Allow more frameworks"),
        ("graph", {"id": "nonsense"}, "“nonsense” is not a requirement that bears relations"),
        ("graph", {"show": "pair", "a": "nonsense"}, "“nonsense” is not a framework"),
        ("graph", {"topic": "nonsense"}, "“nonsense” is not a topic"),
        ("itinerary", {"order": "iso9001"}, "Name at least two"),
        ("itinerary", {"order": "iso27001,iso9001,nonsense"}, "“nonsense” is not a framework"),
        ("topics", {"topic": "nonsense"}, "“nonsense” is not a topic or function"),
        ("groups", {"group": "nonsense"}, "“nonsense” is not a group"),
        ("groups", {"function": "nonsense"}, "“nonsense” is not a function that owns a group"),
        ("shared_controls", {"control": "nonsense"}, "“nonsense” is not a requirement"),
        ("matrix", {"lead": "nonsense"}, "“nonsense” is not a framework"),
        ("matrix", {"row": "nonsense"}, "“nonsense” is not a requirement"),
        ("sparql", {"query": "nonsense"}, "“nonsense” is not a named query"),
        ("documents", {"words": "zzzzqq"}, "Take out a word"),
        ("before", {"id": "nonsense"}, "“nonsense” is not a requirement"),
        ("sparql", {"mode": "own", "text": "SELECT * { ?s <x:none> ?o }"}, "Ask for less"),
        ("sparql", {"mode": "own", "text": "SELECT * {\n ?s ?p }"}, "Line 2, column"),
        ("sparql", {"mode": "own", "text": "SELECT * { SERVICE <http://x/> {} }"}, "SERVICE would ask another server"),
    ],
)
def test_an_empty_or_wrong_state_says_what_to_do(page: str, query: dict[str, str], says: str) -> None:
    app = run(page, query)
    # What to do stands below what is wrong, in words that are not printed.
    said = texts(app, "alert", "info", "warning") + " ".join(
        re.findall(r'<p class="ag-quiet ag-screen">[^<]*', texts(app, "html"))
    )
    assert says in unescape(said.replace("\\", "").replace("\u2060", ""))


def test_a_requirement_of_a_former_edition_is_found_and_leads_to_what_it_became() -> None:
    found = texts(run("requirement", {"q": "27001:2013 A.12"}), "html")
    assert "8 requirements: 8 ISO/IEC 27001:2013" in found
    assert all(f'href="requirement?id={r.id}"' in found for r in load().members("iso27001-2013") if r.parent == "iso27001-2013:A.12")  # fmt: skip
    app = run("requirement", {"id": "iso27001-2013:A.12.4.1"})
    assert [t.value.replace("\\", "") for t in app.title] == ["A.12.4.1 Event logging"] and not app.warning
    assert "No relation speaks of ISO/IEC 27001:2013" in texts(app, "info").replace("\\", "").replace("\u2060", "")
    said = texts(app, "html")
    assert '<a href="requirement?id=iso27001:A.8.15">ISO/IEC 27001 A.8.15 Logging</a>' in said
    assert "Show as graph" not in said


@pytest.mark.parametrize(
    ("former", "became", "how"),
    [
        ("iso27001-2013:A.12.4.1", ["iso27001:A.8.15"], "merged with others; broader; probable"),
        ("aiact2024:art-4", ["aiact:art-4", "aiact:art-4-1"], "reworded; point (5); certain"),
        ("aiact2024:art-6-1", ["aiact:art-6-1"], "kept"),
    ],
)
def test_what_a_requirement_became_is_said_once_with_how(former: str, became: list[str], how: str) -> None:
    said = texts(run("requirement", {"id": former}), "html")
    for name in became:
        assert said.count(f"{full_name(load(), name)}<") + said.count(f"{full_name(load(), name)} (") == 1
        assert re.search(rf'href="requirement\?id={name}">[^<]*</a> <span class="ag-quiet">{re.escape(how)}', said)
    assert "<dt>became</dt>" not in said


def test_of_what_was_dropped_that_is_still_said() -> None:
    dropped = next(s.former for s in successions(load()) if not s.present)
    assert "<dt>became</dt>" in texts(run("requirement", {"id": dropped}), "html")


def test_every_requirement_is_a_shared_control_or_covered_by_one_or_not_shared() -> None:
    """One that two controls cover counts once, and some lead a control and are covered by another's as well."""
    controls = stars(load(), [f.id for f in load().mapped])
    shared = [c for c in controls if len({m.requirement.framework for m in c.members}) > 1]
    covered = {m.requirement.id for c in shared for m in c.members[1:]}
    told = f"{len(covered)} requirements are covered by"
    said = unescape(texts(run("shared_controls", {}), "html"))
    assert f"{len(shared)} controls serve two frameworks or more; {told} one of them; {len(controls) - len(shared)} controls are not shared." in said  # fmt: skip
    assert f"{told} another's control" in controls_table(load(), controls, [f.id for f in load().mapped]).notes[0]
    assert len({c.id for c in controls} | covered) == sum(r.assessable for f in load().mapped for r in load().members(f.id))  # fmt: skip


def test_the_control_that_serves_most_frameworks_stands_first() -> None:
    """One that covers four requirements of three frameworks stood above one of four frameworks."""
    counts = re.findall(r'</th><td>[^<]*</td><td class="n">(\d+)</td>', texts(run("shared_controls", {}), "html"))
    assert len(counts) > 20 and counts == sorted(counts, reverse=True) and counts[0] > counts[-1]


def test_the_day_a_law_is_asked_for_is_not_broken_at_the_end_of_a_line() -> None:
    """ "2" stood at the end of one line, "Dec 2027" on the next."""
    said = texts(run("law", {"role": "deployer", "system": "annex-iii-4", "on": "2027-12-02"}), "html")
    assert ' · <span class="ag-day">2 Dec 2027</span></p>' in said


def number_said(app: AppTest, what: str) -> int:
    """The number that stands before some words on the page on a law."""
    body = next(h.proto.body for h in app.get("html") if "ag-answer" in h.proto.body and "style" not in h.proto.body)
    return int(re.search(rf"(\d+) {what}", body)[1])


def test_the_day_decides_what_binds() -> None:
    early, late = (run("law", {"role": "deployer", "on": day}) for day in ("2026-11-24", "2027-12-02"))
    count = [number_said(app, "provision") for app in (early, late)]
    assert 0 < count[0] < count[1]


def test_a_requirement_has_its_neighbours_and_the_strongest_first() -> None:
    shown = texts(run("requirement", {"id": "iso42001:A.6.2.8"}), "html")
    assert 'rel="prev"' in shown and 'href="requirement?id=iso42001:A.7" rel="next"' in shown
    glance = shown.partition('class="ag-glance"')[2]
    assert glance.index("has-aiact") < glance.index("has-iso27001") < glance.index("has-iso9001")
    for framework in load().mapped[1:]:
        assert f'href="#has-{framework.id}"' in shown and f'id="has-{framework.id}"' in shown
    act = [float(part.split("<")[0].split(",")[0]) for part in shown.split("Why: confidence ")[1:6]]
    assert shown.index("Article 12(1)") < shown.index("Article 26(6)") and len(act) == 5


def test_a_gap_is_one_line_and_file_and_line_are_folded() -> None:
    shown = texts(run("requirement", {"id": "iso42001:A.6.2.8"}), "html")
    gap = shown.partition("ISO 9001: no counterpart.")[2].partition("</div>")[0]
    assert gap.startswith("</b> Nearest considered: ") and "<details" in gap
    for place in re.findall(r"(?:mappings|ontology)/\S+:\d+", shown):
        before = shown[: shown.index(place)]
        assert before.count("<details") > before.count("</details>")


def test_what_was_judged_and_left_out_is_folded_with_what_was_said() -> None:
    shown = texts(run("requirement", {"id": "iso42001:A.7.6"}), "html")
    folded = re.findall(r"Judged and left out: (\d+)</summary>(.*?)</details>", shown, re.DOTALL)
    assert sum(int(count) for count, _ in folded) == len(left_out(load(), "iso42001:A.7.6"))
    assert all(int(count) == pairs.count("<a href") for count, pairs in folded) and len(folded) > 1
    said = "Tasks and methods</a>: Third reading, 24 Nov 2026: nothing shared. "
    assert said in re.sub(r"</?span[^>]*>", "", shown)


def test_home_asks_and_its_cells_lead_to_what_is_left() -> None:
    app = run("overview", {})
    assert [h.value for h in app.header][:3] == ["Close the gap", "Find our EU AI Act duties", "Look up a requirement"]
    cells = re.findall(r'<td><a href="what_if\?held=(\w+)&amp;towards=(\w+)".*?<b>(\d+) covered</b><br>(\d+) partly · (\d+) not', texts(app, "html"))  # fmt: skip
    assert len(cells) == 20
    seen = {(p.held.id, p.towards.id): [str(n) for n in p.counts.values()][:3] for p in all_pairs(load())}
    assert {(held, towards): [*counts] for held, towards, *counts in cells} == seen
    app.selectbox(key="held").select("iso9001").run()
    ways = [link.proto for link in app.get("page_link")]
    assert any("held=iso9001" in str(way) and "towards=iso42001" in str(way) for way in ways)


def test_sections_are_lists_and_mark_the_page() -> None:
    app = run("matrix", {})
    nav = next(h.proto.body for h in app.sidebar.get("html") if "<nav" in h.proto.body)
    assert nav.count("aria-current") == 1 and '<a href="matrix" aria-current="page">Matrix</a>' in nav
    ways = re.findall(r'href="([^"]+)"', nav)
    views = {path.stem for path in (APP / "views").glob("*.py")} - {"__init__"}
    assert sorted(ways) == sorted("./" if view == "overview" else view for view in views)


def test_a_chapter_shows_its_own_requirements_alone() -> None:
    app = run("what_if", {"held": "iso27001", "towards": "iso42001", "chapter": "iso42001:5", "status": "all"})
    items = next(h.proto.body for h in app.get("html") if 'class="ag-hits"' in h.proto.body)
    found = re.findall(r'href="requirement\?id=iso42001:(\S+)"', items)
    assert sorted(found) == ["5.1", "5.2", "5.3"]
    shown = texts(app, "html")
    assert "15 covered, 34 partly, 21 not; at most 49 of 70 covered." in shown
    assert "2 covered, 1 partly of 3" in shown


TITLES = {
    ("overview", ()): "What do we already meet, and what is left?",
    ("what_if", (("held", "iso27001"), ("towards", "iso42001"))): "Gap analysis: ISO/IEC 42001, with ISO/IEC 27001 fully in place",
    ("requirement", (("q", "logging"),)): "logging: requirements",
    ("requirement", (("id", "iso27001:A.8.15"),)): "A.8.15 Logging: ISO/IEC 27001",
    ("matrix", (("lead", "iso42001"),)): "Control matrix: 70 rows from ISO/IEC 42001",
    ("groups", ()): "90 groups to implement",
}  # fmt: skip


@pytest.mark.parametrize(("page", "query"), TITLES)
def test_the_window_is_called_by_the_answer(page: str, query: tuple[tuple[str, str], ...], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    said: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda page_title, **_: said.append(page_title))
    run(page, dict(query))
    assert said[-1] == f"{TITLES[page, query]} · aims-graph"


def test_what_matches_is_marked_and_counted_by_framework() -> None:
    shown = texts(run("requirement", {"q": "logging"}), "html")
    found = find(load(), "logging")
    assert f"{len(found.hits)} requirements: " in shown and "<mark>Logging</mark>" in shown
    for framework, n in found.counts["framework"].items():
        assert f"{n} {load().frameworks[framework].short}" in shown


def test_a_choice_writes_the_url() -> None:
    app = run("matrix", {})
    app.selectbox(key="lead").select("airmf").run()
    assert app.query_params["lead"] in ("airmf", ["airmf"])


def test_the_quality_page_says_what_the_report_says() -> None:
    report = (Path(__file__).parents[2] / "docs/content-quality.md").read_text(encoding="utf-8")
    said = unescape(texts(run("quality", {}), "html"))
    for agree in (supports_agree, topics_agree):
        for sentence in agree(load()):
            assert sentence in report and sentence in said


@pytest.mark.parametrize(("topic", "heads"), [("topic-logging", ("Other topics", "Done by")), ("function-legal", ("Topics", "Also done by"))])  # fmt: skip
def test_a_column_is_headed_by_what_stands_in_it(topic: str, heads: tuple[str, str]) -> None:
    scheme = f"{topic.partition('-')[0]}s"
    table = next(h.proto.body for h in run("topics", {"scheme": scheme, "topic": f"aims:{topic}"}).get("html") if "ag-matrix" in h.proto.body)  # fmt: skip
    named = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', table)
    assert tuple(named[3:5]) == heads
    here = {"topics": {"main", "also"}, "functions": {"leads", "takes part"}}[scheme]
    assert set(re.findall(r"</th><td>[^<]*</td><td>([^<]*)</td>", table)) == here


def test_the_matrix_shows_the_columns_one_chooses_under_topics() -> None:
    app = run("matrix", {"columns": "takes:aiact,topics", "by-topic": "yes", "words": "instructions"})
    table = next(h.proto.body for h in app.get("html") if "ag-matrix" in h.proto.body)
    heads = table.partition("</thead>")[0]
    assert [part.partition("<")[0] for part in heads.split('scope="col">')[1:]] == ["Requirement", "Takes from EU AI Act", "Topics"]  # fmt: skip
    assert table.count('class="ag-topic"') >= 1 and 'href="requirement?id=iso42001:A.9.4"' in table
    assert table.index("Operation and use: Responsible and intended use") < table.index("iso42001:A.9.4")
    app.multiselect(key="columns").set_value(["iso9001"]).run()
    assert app.query_params["columns"] in ("iso9001", ["iso9001"])


def test_what_a_search_found_is_narrowed() -> None:
    app = run("requirement", {"q": "logging", "about": "aims:topic-logging"})
    choice = app.selectbox(key="of")
    found = find(load(), "logging", Narrowing(topic="aims:topic-logging"))
    assert choice.options[1:] == [f"{load().frameworks[f].short} ({n})" for f, n in found.counts["framework"].items()]
    choice.select("aiact").run()
    assert app.query_params["of"] in ("aiact", ["aiact"])
    chips = re.findall(r'class="ag-chip">([^<]*)<', texts(app, "html"))
    assert set(chips) == {"EU AI Act"}


def test_two_certificates_show_one_task_and_fold_the_texts_beside_each() -> None:
    (one,) = (c for c in load().combined if c.requirement_id == "iso42001:A.6.2.5")
    app = run("what_if", {"held": "iso27001,iso9001", "towards": "iso42001"})
    (whole,) = (h.proto.body for h in app.get("html") if one.remains in h.proto.body)
    drawn = next(item for item in whole.split("<li><a ") if one.remains in item)
    assert drawn.count("Still to do") == 1 and drawn.index(one.remains) < drawn.index("<details>")
    alone = [load().remainder_of[one.requirement_id, f].remains for f in one.held]
    assert all(drawn.index("<details>") < drawn.index(words) < drawn.index("</details>") for words in alone)
    assert one.remains in texts(run("requirement", {"id": one.requirement_id}), "html")


@pytest.mark.parametrize("page", ["documents", "itinerary", "shared_controls", "matrix"])
def test_the_example_of_a_word_finds_something_and_what_a_file_holds_is_said(page: str) -> None:
    example = next(t.placeholder for t in run(page, {}).text_input if t.key == "words")
    app = run(page, {"words": example})
    said = texts(app, "html", "markdown")
    assert 'class="ag-matrix' in said and "Take out a word" not in said
    whole = {"matrix": "The whole matrix", "shared_controls": ""}.get(page, "rows; the files hold all of them.")
    assert whole in said
