"""Who covers how much of whom, as the first page says it."""

from __future__ import annotations

from markupsafe import Markup

from aims_graph.answers.coverage import overview as answers
from aims_graph.answers.coverage.coverage import FULL, NONE, PART, UNKNOWN
from aims_graph.model import Framework, Library
from aims_graph.present.coverage import pair_in_words
from aims_graph_app import look
from aims_graph_app.guard import html, joined
from aims_graph_app.remember import remembered
from aims_graph_app.state import address


@remembered(2, "Comparing the frameworks …")
def view(content: Library) -> answers.Overview:
    """Return the overview."""
    return answers.overview(content)


@remembered(2)
def heat_map(content: Library) -> Markup:
    """Return every pair of frameworks as a table of links."""
    del content
    seen = view()
    heads = joined([html('<th scope="col">of {}</th>', f.short) for f in seen.frameworks])
    rows = joined([
        html('<tr><th scope="row">{}</th>{}</tr>', held.short, joined([_cell(seen, held, towards) for towards in seen.frameworks]))
        for held in seen.frameworks
    ])  # fmt: skip
    table = html('<table class="ag-heat"><thead><tr><th scope="col">Fully in place</th>{}</tr></thead><tbody>{}</tbody></table>', heads, rows)  # fmt: skip
    return html('<div class="ag-wide" tabindex="0" role="region" aria-label="Who covers how much of whom">{}</div>', table)  # fmt: skip


def _cell(seen: answers.Overview, held: Framework, towards: Framework) -> Markup:
    """Return what one framework covers of another: counts and their proportions, a link to what is left."""
    pair = seen.pair(held.id, towards.id)
    if pair is None:
        return html('<td class="same" aria-label="the same">–</td>')
    unknown = html(" · {} ?", pair.counts[UNKNOWN]) if pair.counts[UNKNOWN] else ""
    return html(
        '<td><a href="{}" title="{}"><b>{}</b><br>{} · {}{}{}</a></td>',
        address("what_if", {"held": held.id, "towards": towards.id}), pair_in_words(pair),
        *(f"{pair.counts[FULL]} covered", f"{pair.counts[PART]} partly", f"{pair.counts[NONE]} not", unknown, look.bar(pair.counts, thin=True)),
    )  # fmt: skip
