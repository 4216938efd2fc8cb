"""Duties as cards: by when one acts, an article a card, annexes under the article that calls them, and on what each waits."""

import io
import re

import openpyxl
import pytest

from aims_graph.answers.law.asked import asked_in
from aims_graph.answers.law.binds import answers, binding_provisions
from aims_graph.answers.law.situation import situation
from aims_graph.answers.law.stages import ALWAYS, EVENT, NOT, OPEN, by_stage, timing, waits_on
from aims_graph.present.law import asked_table
from aims_graph.present.law_groups import binds_text, binds_workbook
from aims_graph.present.law_page import binds_page
from aims_graph.present.page import days_whole, escape

DAY = "2029-01-01"


def found(library, role, kinds, **known):
    return answers(library, situation(library, role, kinds, **known), DAY)


def numbers(stage):
    return [card.head.number for card in stage.cards]


def test_every_provision_that_binds_has_a_stage(library):
    assert [r.id for r in binding_provisions(library) if timing(library, r) is None] == []


def test_a_provider_finds_its_articles_by_when_it_acts(library):
    stages = {s.term.word: s for s in by_stage(library, found(library, "provider", ["annex-iii-4"]))}
    assert list(stages) == ["always", "design", "testing", "market", "use", "authority"]
    assert {f"Article {n}" for n in (8, 9, 10, 11, 12, 13, 14, 15, 17)} <= set(numbers(stages["design"]))
    assert {f"Article {n}" for n in (16, 18, 43, 47, 48, 49)} <= set(numbers(stages["market"]))
    assert {f"Article {n}" for n in (20, 72, 73)} <= set(numbers(stages["use"]))
    assert numbers(stages["testing"]) == ["Article 59", "Article 60", "Article 61"]
    # An article stands at two stages where its paragraphs fall due at two: made so, and told so.
    assert "Article 50" in set(numbers(stages["design"])) & set(numbers(stages["use"]))


@pytest.mark.parametrize(
    ("role", "kind", "article", "annexes"),
    [
        ("provider", "annex-iii-4", "Article 11", ["Annex IV"]),
        ("provider", "annex-iii-4", "Article 43", ["Annex VI"]),
        ("provider", "annex-iii-4", "Article 47", ["Annex V"]),
        ("provider", "annex-iii-4", "Article 60", ["Annex IX"]),
        ("gpai-provider", "gpai-model", "Article 53", ["Annex XI", "Annex XII"]),
        ("deployer", "annex-iii-4", "Article 49", ["Annex VIII"]),
    ],
)
def test_an_annex_stands_under_the_article_that_calls_it(library, role, kind, article, annexes):
    stages = by_stage(library, found(library, role, [kind]))
    cards = [card for stage in stages for card in stage.cards]
    called = [annex.head.number for card in cards if card.head.number == article for annex in card.annexes]
    assert set(annexes) <= set(called)
    assert not {card.head.number for card in cards} & set(called)


def test_an_annex_whose_article_is_not_there_is_a_card_of_its_own(library):
    annex = [a for a in found(library, "provider", ["annex-iii-4"]) if a.provision.id.startswith("aiact:anx-v-")]
    (stage,) = by_stage(library, annex)
    assert (stage.term.word, numbers(stage)) == ("market", ["Annex V"])


def test_every_answer_stands_on_one_card(library):
    given = found(library, "provider", ["annex-iii-4"])
    cards = [c for s in by_stage(library, given) for card in s.cards for c in (card, *card.annexes)]
    assert sorted(a.provision.id for c in cards for a in c.answers) == sorted(a.provision.id for a in given)


def test_on_what_an_answer_waits(library):
    def waits(provision, role, **known):
        given = {a.provision.id: a for a in found(library, role, ["annex-iii-4"], **known)}
        return waits_on(library, given[f"aiact:{provision}"])

    assert waits("art-9-1", "provider") == ALWAYS
    # Whether the AI Office is competent is asked of the system, and decides where to report.
    assert waits("art-73-1", "provider") == OPEN
    assert waits("art-73-1", "provider", is_not=["ai-office-competence"]) == EVENT
    assert waits("art-73-1", "provider", is_=["serious-incident"], is_not=["ai-office-competence"]) == EVENT
    assert waits("art-73-1", "provider", is_not=["serious-incident"]) == NOT
    assert waits("art-26-7", "deployer") == OPEN
    assert waits("art-26-7", "deployer", is_=["employer"]) == ALWAYS
    assert waits("art-26-7", "deployer", is_not=["employer"]) == NOT


def test_every_form_of_the_answer_says_the_stage_of_each_provision(library):
    asked = asked_in(library, situation(library, "provider", ["annex-iii-4"]), DAY)
    where = {}
    for stage in by_stage(library, asked.found):
        for card in stage.cards:
            for holder in (card, *card.annexes):
                where |= {a.text.id: stage.term.label for a in holder.answers}
    table = asked_table(library, asked)
    at, id_ = table.columns.index("stage"), table.columns.index("id")
    assert {r[id_]: r[at] for r in table.rows} == where
    book = openpyxl.load_workbook(io.BytesIO(binds_workbook(library, asked)))
    rows = [[cell.value or "" for cell in row] for row in book["What binds"].iter_rows()]
    head = next(row for row in rows if "Stage" in row)
    said = {row[head.index("Id")]: row[head.index("Stage")] for row in rows if row[head.index("Id")] in where}
    assert said == where
    # Of a web page the number says which provision a row is of.
    page = binds_page(library, asked)
    shown = {r[0]: r[4] for r in re.findall(r"<tr class=\"body[^>]*>" + r"<td>(.*?)</td>" * 5, page, re.DOTALL)}
    assert shown == {library.requirements[i].number: label for i, label in where.items()}
    text = binds_text(library, asked)
    # In the vocabulary's order, where the paragraphs of an article fall due at two stages.
    assert re.search(r"Article 50 .* \(Design and build; In use\)$", text, re.MULTILINE)
    assert re.search(r"Article 9 .* \(Design and build\)$", text, re.MULTILINE)


def test_a_web_page_says_what_is_long_once_in_an_article(library):
    """The same five lines stood at each of the fifteen points of Article 17."""
    asked = asked_in(library, situation(library, "provider", ["annex-iii"]), "2027-12-02")
    page, table = binds_page(library, asked), asked_table(library, asked)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    relief = next(r["relief"] for r in rows if r["number"] == "Article 17(1)")
    articles = [r["number"].partition("(")[0] for r in rows if r["relief"] == relief]
    assert len(articles) > 5 and page.count(relief) == len(set(articles)) == 2
    assert page.count("as at Article 17(1)") >= 5
    # Nothing of the table is lost.
    for row in rows:
        for column in ("number", "provision", "nature", "stage", "in effect", "only if", "decided by", "relief"):
            assert days_whole(escape(row[column])) in page
