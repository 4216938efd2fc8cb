"""The page on a law: duties as cards, each number a filter, questions answered by a click, everything in the link."""

import re
from datetime import date
from html import unescape

from streamlit.testing.v1 import AppTest
from test_pages import number_said, run, texts

from aims_graph import load
from aims_graph.answers.law.asked import asked_in
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.stages import EVENT, OPEN, by_stage
from aims_graph.present.law_cards import counted, number_waiting
from aims_graph_app.law_parts import FIRST

ASKED = {"role": "deployer", "system": "annex-iii-4", "on": "2027-12-02"}


def cards(app: AppTest) -> list[str]:
    card = r'<article class="ag-duty">.*?</article>'
    return [unescape(found) for h in app.get("html") for found in re.findall(card, h.proto.body, re.DOTALL)]


def numbers(app: AppTest) -> list[str]:
    """Numbers of the parts on all cards."""
    part = r'<div class="ag-part"><p><b><a href="[^"]*">([^<]*)</a>'
    return [number for card in cards(app) for number in re.findall(part, card)]


def opened(given: dict[str, str]) -> AppTest:
    """Return the page with every question on it."""
    app = run("law", given)
    app.session_state["law-more"] = True
    return app.run()


def answered(**known: list[str]):
    return asked_in(load(), situation(load(), "deployer", ["annex-iii-4"], **known), "2027-12-02")


def test_every_provision_stands_on_a_card_with_its_facts() -> None:
    app, found = run("law", {**ASKED, "held": "iso27001"}), answered()
    binding = [x for x in found.found if x.value is not False]
    assert sorted(numbers(app)) == sorted(x.text.number for x in binding)
    assert number_said(app, "provision") == len(binding)
    stages = [s.term.label for s in by_stage(load(), binding)]
    heads = [found[1] for h in app.get("html") if (found := re.match(r"<h2[^>]*>([^<]*) <span", h.proto.body))]
    assert heads == stages
    notice = next(card for card in cards(app) if "Article 26</a>" in card and "Article 26(7)" in card)
    evidence = load().evidence_at["aiact:art-26-7"].note
    assert all(words in notice for words in ("Are we an employer", evidence, "Remains beside", "The official text"))
    assert load().frameworks["aiact"].header["text_at"] in notice


def test_each_number_filters() -> None:
    counts = counted(load(), answered().found)
    app = run("law", ASKED)
    for wait, count in counts.items():
        app.button_group(key="law-waits-segments").set_value(wait).run()
        assert len(numbers(app)) == count, wait
        assert app.query_params["waits"] == wait


def test_an_answer_is_a_click_and_says_what_it_decided() -> None:
    app = opened(ASKED)
    before, after = answered(), answered(is_=["employer"])
    app.button_group(key="law-question-employer").set_value("Yes").run()
    assert app.query_params["is"] == "employer"
    was, now = (sum(counted(load(), x.found)[w] for w in (EVENT, OPEN)) for x in (before, after))
    assert f"−{was - now} by your answer; {now} provisions still open." in texts(app, "html")
    assert "law-question-employer" not in str(app.main)
    app.button(key="back-employer").click().run()
    assert "is" not in app.query_params
    assert f"+{was - now} by your answer; {was} provisions still open." in texts(app, "html")


def test_a_question_stands_on_the_page_once_it_is_unfolded() -> None:
    asked = {f"law-question-{question.fact.id}" for question in answered().questions}

    def seen(app: AppTest) -> set[str]:
        return {g.key for g in app.button_group if g.key and g.key.startswith("law-question-")}

    folded = seen(run("law", ASKED))
    assert len(folded) == FIRST and folded < asked
    assert seen(opened(ASKED)) == asked


def test_what_nobody_knows_is_set_aside_and_changes_nothing() -> None:
    app = opened(ASKED)
    said = number_said(app, "provision")
    app.button_group(key="law-question-employer").set_value("Don't know").run()
    assert app.query_params["unsure"] == "employer"
    assert number_said(app, "provision") == said
    assert "Not known yet" in " ".join(e.label for e in app.expander)


def test_a_system_from_before_gets_the_rule_that_holds_duties_off_first() -> None:
    app = run("law", {**ASKED, "placed": "2026-05-01"})
    assert "held off by Article 111(2)" in texts(app, "info").replace("\\", "").replace("\u2060", "")
    assert "held off by Article 111(2)" not in texts(app, "html")


def test_only_what_one_has_is_said_to_cover() -> None:
    alone = "".join(cards(run("law", {**ASKED, "held": "iso9001"})))
    assert "Remains beside ISO 9001" in alone
    assert "ISO/IEC 42001" not in "".join(
        re.findall(r"Remains beside ([^<]*)<|Covered if in place: ([^<]*)<", alone)[0]
    )
    assert "Covered if in place: ISO/IEC" not in alone


def test_a_date_is_a_click_and_today_leaves_the_link() -> None:
    app = run("law", {**ASKED, "on": "2027-03-04"})
    days = app.button_group(key="law-on-segments")
    assert days.value == "2027-03-04"
    days.set_value("2027-12-02").run()
    assert app.query_params["on"] == "2027-12-02"
    app.button_group(key="law-on-segments").set_value(date.today().isoformat()).run()
    assert "on" not in app.query_params


def test_nothing_is_in_place_before_somebody_says_so() -> None:
    app = run("law", ASKED)
    assert app.multiselect(key="held").value == []
    shown = "".join(cards(app))
    assert "Remains beside" not in shown and "Covered if in place" not in shown
    way = next(w.proto for w in app.get("page_link") if w.proto.label == "What we have already for these")
    assert "held=&" in way.query_string or way.query_string.endswith("held=")
    told = "".join(cards(run("law", {**ASKED, "held": "iso27001"})))
    assert "Covered if in place: ISO/IEC 27001" in told and "Remains beside ISO/IEC 27001" in told


#: What binds a deployer or provider of Annex III systems in December 2027 only if the AI Office or an authority orders it.
ORDERED = ["75a(3)", "75a(4)", "75a(6)(a)", "75a(6)(b)", "75b, first paragraph", "76(3)(b)", "77(1a)"]
#: Role -> what of it was not read against the other frameworks: of a provider the conditions of Article 59, too.
UNCOMPARED = {
    "deployer": ORDERED,
    "provider": [
        "43(1), third subparagraph",
        *(f"59(1)({point})" for point in "abcdefghij"),
        "59(2)",
        "60(6)",
        *ORDERED,
        "83(1)",
    ],
}


def test_the_gap_analysis_counts_what_the_page_on_the_law_counts_or_says_what_it_leaves_out() -> None:
    for role in ("deployer", "provider"):
        asked = {"role": role, "system": "annex-iii", "on": "2027-12-02"}
        gap = texts(run("what_if", {"held": "iso27001", "towards": "aiact", **asked}), "html")
        counted_there = int(re.search(r"at most \d+ of (\d+) covered", gap)[1])
        told = re.search(r"Not counted here, as the other frameworks were not compared with it: ([^<]*)\.</p>", gap)
        left_out = re.split(r", (?=Article)| and ", told[1]) if told else []
        assert counted_there + len(left_out) == number_said(run("law", asked), "provision")
        assert left_out == [f"Article {number}" for number in UNCOMPARED[role]]


def test_one_provision_begins_and_depends_in_the_singular() -> None:
    days = run("law", {"role": "product-manufacturer", "system": "annex-iii"}).button_group(key="law-on-segments")
    found = re.findall(r"· (\d+) (begins?)", " ".join(days.options).replace("\\", ""))
    assert ("1", "begins") in found and all(word == ("begins" if n == "1" else "begin") for n, word in found)
    assert number_waiting(1, OPEN) == "1 depends on you" and number_waiting(2, OPEN) == "2 depend on you"


def test_days_are_written_as_on_every_page() -> None:
    """The note on what is held off, the notes, the maximum fines and a card's reasons had them as files do."""
    asked = {"role": "deployer", "system": "annex-iii-4", "on": "2026-11-30"}
    said = unescape(re.sub("<[^>]*>", "", texts(run("law", asked), "html")))
    assert re.search(r"More follows: \d+ on 2 Dec 2026, \d+ on 2 Dec 2027\.", said)
    assert "worldwide annual turnover, the higher2 Aug 2026" in said
    refused = re.sub("<[^>]*>", "", texts(run("law", asked | {"waits": "not"}), "html"))
    assert "applies from 2 Dec 2027; formally since 2 Aug 2026: that it waits" in refused
    held = run("law", asked | {"placed": "2026-05-01", "is": "for-public-authorities", "on": "2027-12-02"})
    assert re.search(r"are held off by Article 111\(2\) until 2 Aug 2030:", texts(held, "info").replace("\\", ""))
