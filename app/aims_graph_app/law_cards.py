"""Duties as cards: an article a card, its parts folded in it, annexes under the article that calls them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from markupsafe import Markup

from aims_graph.answers.law.asked import LawAnswer
from aims_graph.answers.law.binds import Applicability
from aims_graph.answers.law.days import NEVER
from aims_graph.answers.law.reliefs import softened
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.stages import Card, Stage, by_stage, waits_on
from aims_graph.model import Framework, Library
from aims_graph.model.naming import number_of
from aims_graph.present.law import decided_by, only_if, relief_in_words
from aims_graph.present.law_cards import (
    card_conditions,
    card_days,
    card_duty,
    covered,
    parts,
    waits_in_words,
)
from aims_graph.present.remainder import left_in_words
from aims_graph.present.words import days_in_words
from aims_graph_app import look
from aims_graph_app.guard import html, joined
from aims_graph_app.law_bound import bound
from aims_graph_app.look import facts
from aims_graph_app.remember import remembered
from aims_graph_app.tables import dated

#: What stands on the page without a stage: of a law whose content says nothing of when one acts.
UNSAID = "Duties"

STYLE = Markup(
    """<style>
.ag-duties { display: flex; flex-direction: column; gap: 1rem; margin-top: 1rem; }
.ag-duty { border: 1px solid var(--ag-line); border-radius: .375rem; padding: .7rem .9rem; line-height: 1.45; }
.ag-duty h3, .ag-duty h4 { font-size: 1.02rem; padding: 0; margin: 0 0 .25rem; line-height: 1.35; }
.ag-duty h4 { font-size: .95rem; }
.ag-duty p { margin: 0 0 .3rem; max-width: 46rem; }
.ag-duty .ag-tag { font-weight: 400; white-space: nowrap; }
.ag-duty a, .ag-jump a { color: var(--ag-link); }
.ag-duty details { margin-top: .2rem; }
.ag-duty summary { cursor: pointer; color: var(--ag-link); font-weight: 600; width: fit-content; }
.ag-duty details.ag-quiet summary { font-weight: 400; color: var(--ag-soft); }
.ag-duty a:focus-visible, .ag-duty summary:focus-visible, .ag-jump a:focus-visible { outline: 3px solid var(--ag-link); outline-offset: 2px; }
.ag-duty section { border-left: 3px solid var(--ag-line); margin-top: .6rem; padding-left: .8rem; }
.ag-part { border-top: 1px solid var(--ag-line); padding: .5rem 0 .35rem; }
.ag-part .ag-facts { font-size: .87rem; grid-template-columns: 9.5rem 1fr; }
.ag-jump { display: none; margin: 0; }
.stMainBlockContainer .stElementContainer[class*="st-key-law-"][class*="-segments"]:has([data-testid="stSkeleton"]) { min-height: 2rem; max-height: 2rem; overflow: hidden; } /* words without a label: as high as they will be */
[data-testid="stColumn"]:has(.st-key-law-questions) { position: sticky; top: 4rem; align-self: flex-start; max-height: calc(100vh - 5rem); overflow-y: auto; padding: 4px; }
@media (max-width: 60rem) {
  .st-key-law-body > div > [data-testid="stHorizontalBlock"], .st-key-law-body > [data-testid="stHorizontalBlock"] { flex-direction: column; }
  .st-key-law-body [data-testid="stColumn"] { width: 100%; flex: 1 1 auto; }
  .st-key-law-body [data-testid="stColumn"]:has(.st-key-law-questions) { position: static; max-height: none; }
  .ag-jump { display: block; }
  .ag-part .ag-facts { grid-template-columns: 1fr; }
}
@media print {
  .ag-duties { display: block; } .ag-duties .ag-duty { margin-bottom: 1rem; }
  .st-key-law-body [data-testid="stHorizontalBlock"] { display: block; }
  .st-key-law-body [data-testid="stColumn"] { width: 100%; }
  .st-key-law-body [data-testid="stColumn"]:has(.st-key-law-questions) { position: static; max-height: none; overflow: visible; }
  .ag-duty details::details-content { display: block; content-visibility: visible; }
  .st-key-law-change, .ag-jump { display: none; }
  .ag-duty { font-size: .85rem; } .ag-duty p { max-width: none; break-inside: avoid; } .ag-part p { break-after: avoid; }
  .ag-part .ag-facts { grid-template-columns: 9.5rem 1fr; font-size: .78rem; gap: .1rem .8rem; } .ag-part dd { break-inside: avoid; }
  .ag-duty h3, .ag-duty h4 { break-after: avoid; }
}
</style>"""
)


@remembered(50)
def cards(
    content: Library, asked: Situation, day: str, becomes: str, waits: str, held: tuple[str, ...]
) -> tuple[Markup, ...]:
    """Return every stage with its cards: of all that binds or may, or of what waits on something (one of ``WAITS``), beside the frameworks held."""
    seen = bound(asked, day, becomes)
    stages = by_stage(content, (x for x in seen.found.found if waits_on(content, x) == waits)) if waits else seen.stages
    beside = [content.frameworks[f] for f in held]
    return tuple(_stage(content, seen.found, stage, beside) for stage in stages)


def _stage(content: Library, a: LawAnswer, stage: Stage, held: Sequence[Framework]) -> Markup:
    head = stage.term.label if stage.term else UNSAID
    count = sum(len(c.answers) for card in stage.cards for c in (card, *card.annexes))
    about = stage.term.definition if stage.term else ""
    title = '<h2 style="padding:.6rem 0 0;font-size:1.3rem">{} <span class="ag-tag">{}</span></h2>'
    return html(
        title + '<p class="ag-quiet">{}</p><div class="ag-duties">{}</div>',
        *(head, parts(count), about, joined([_card(content, a, card, held) for card in stage.cards])),
    )


def _card(content: Library, a: LawAnswer, card: Card, held: Sequence[Framework], level: int = 3) -> Markup:
    requirement = card.head
    name = html(
        '<h{}><a href="requirement?id={}">{}</a> {} <span class="ag-tag">{} · {}</span></h{}>',
        *(level, requirement.id, number_of(requirement), requirement.title),
        *(parts(len(card.answers)), waits_in_words(content, card.answers), level),
    )
    lines = [html("<p>{}</p>", card_duty(card))]
    lines += [_told(line) for line in _quiet(content, a, card, held)]
    inside = [_card(content, a, annex, held, level + 1) for annex in card.annexes]
    body = joined([name, *lines, _parts(content, a, card, held), *inside])
    return html(
        '<section class="ag-annex">{}</section>' if level > 3 else '<article class="ag-duty">{}</article>', body
    )


#: What is said of a card and has more letters is folded under its first so many.
_LONG, _FIRST = 320, 120


def _told(line: str) -> Markup:
    """Return what is said of a card; what would fill a screen, such as every area that a duty may hang on, is folded."""
    if len(line) <= _LONG:
        return look.quiet(dated(line))
    return look.folded(dated(shorten(line, _FIRST, placeholder=" …")), dated(line))


def _quiet(content: Library, a: LawAnswer, card: Card, held: Sequence[Framework]) -> list[str]:
    already = "; ".join(covered(content, card.answers, held))
    lines = [card_days(card, a.day), *card_conditions(content, a, card)]
    return [line for line in (*lines, f"Covered if in place: {already}" if already else "") if line]


def _parts(content: Library, a: LawAnswer, card: Card, held: Sequence[Framework]) -> Markup:
    """Return the parts of a card, folded: what each asks, hangs on and is spared, what is held already, and the evidence."""
    text_at = str(content.frameworks[card.head.framework].header.get("text_at", ""))
    official = html('<a href="{}" target="_blank" rel="noopener noreferrer">The official text</a>', text_at)
    return html(
        "<details><summary>{}</summary>{}{}</details>",
        f"{parts(len(card.answers))} of {number_of(card.head)}",
        joined([_part(content, a, x, held, card_duty(card)) for x in card.answers]),
        look.quiet(official) if text_at else "",
    )


def _part(content: Library, a: LawAnswer, x: Applicability, held: Sequence[Framework], above: str) -> Markup:
    """Return one part; its summary is not said again if it stands ``above`` already."""
    evidence = content.evidence_at.get(x.provision.id)
    remains: dict[str, list[str]] = {}
    for f in held:
        remainder = content.remainder_of.get((x.provision.id, f.id))
        if remainder:
            remains.setdefault(left_in_words(content, remainder), []).append(f.short)
    said = [
        ("In effect", "" if x.day == NEVER else days_in_words(x.day)),
        ("Only if" if x.value is None else "Why", only_if(content, x) or decided_by(content, a.asked, x, a.day)),
        ("Spared", relief_in_words(content, softened(content, a, x, opened=False))),
        *((f"Remains beside {', '.join(beside)}", text) for text, beside in remains.items()),
        ("Evidence", evidence.note if evidence else ""),
    ]
    name = html('<a href="requirement?id={}">{}</a> {}', x.text.id, number_of(x.text), x.text.title)
    summary = html("<p>{}</p>", x.text.summary) if x.text.summary != above else ""
    return html('<div class="ag-part"><p><b>{}</b></p>{}{}</div>', name, summary, facts(said))
