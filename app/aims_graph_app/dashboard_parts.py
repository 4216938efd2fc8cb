"""Pieces of the dashboard: how far each framework is, the way there over time, where the risks lie."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from aims_graph.answers.coverage.coverage import FULL, NONE, PART
from aims_graph.present.workspace import progress_in_words
from aims_graph.workspace.dashboard import Point
from aims_graph.workspace.gap import Progress
from aims_graph.workspace.records.risk import Criteria
from aims_graph_app.charts import LINES, ink_of_theme, on_its_ground
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.look import bar
from aims_graph_app.state import library
from aims_graph_app.tables import dated

_HEAD = (
    '<thead><tr><th>{}</th><th>certain, possible, open</th><th class="n">certainly met</th>'
    '<th class="n">at most</th></tr></thead>'
)


def progress_table(rows: Sequence[tuple[str, str, str, Progress]], of: str = "Framework") -> Markup:
    """Return how far something is, row by row, each a link to its assessment.

    Args:
        rows: name, framework, the heading within it (empty for the whole), progress.
        of: what each row is of.
    """
    made = []
    for name, framework, heading, found in rows:
        query = f"assess?framework={framework}" + (f"&at={heading}" if heading else "")
        made.append(
            html(
                '<tr><th scope="row"><a href="{}">{}</a></th><td>{}</td>'
                '<td class="n">{} of {}</td><td class="n">{}</td></tr>',
                query,
                name,
                _bar(found),
                found.least,
                found.total,
                found.most,
            )
        )
    return html('<table class="ag-table ag-progress">{}<tbody>{}</tbody></table>', html(_HEAD, of), joined(made))


def _bar(found: Progress) -> Markup:
    """Return a bar of what is certainly met, what may be, and what is certainly open, with its words."""
    counts = {FULL: found.least, PART: found.most - found.least, NONE: found.total - found.most}
    return html(
        '<div role="img" aria-label="{}" title="{}">{}</div>', *[progress_in_words(found)] * 2, bar(counts, thin=True)
    )


def draw_burn_up(points: Sequence[Point]) -> None:
    """Draw the share certainly met over time, framework by framework, and the same as a table."""
    # Of what counts nothing there is no share.
    points = [p for p in points if p.progress.total]
    if not points:
        return
    names = {f.id: f.short for f in library().frameworks.values()}
    frame = pd.DataFrame(
        {
            "day": [pd.Timestamp(p.day) for p in points],
            "framework": [names[p.framework] for p in points],
            "share": [p.progress.least / max(p.progress.total, 1) for p in points],
        }
    )
    ink = ink_of_theme()
    legend = alt.Legend(orient="bottom", columns=2, labelColor=ink)
    chart = alt.Chart(frame).mark_line(point=True).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, labelColor=ink)),
        y=alt.Y("share:Q", title="certainly met", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", labelColor=ink, titleColor=ink)),
        strokeDash=alt.StrokeDash("framework:N", title=None, legend=legend),
        color=alt.Color("framework:N", title=None, legend=legend, scale=alt.Scale(range=list(LINES))),
    )  # fmt: skip
    last = {p.framework: p for p in points}
    words = "; ".join(f"{names[f]}: {progress_in_words(p.progress)}" for f, p in last.items())
    with on_its_ground():
        said = f"Share certainly met over time. Now: {words}."
        st.altair_chart(chart.properties(height=230), width="stretch", alt=said)
    with st.container(key="again"), st.expander("The same as a table"):
        table = frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d")).pivot(
            index="day", columns="framework", values="share"
        )
        body = joined(
            [
                html(
                    "<tr><td>{}</td>{}</tr>", dated(day), joined([html('<td class="n">{:.0%}</td>', v) for v in values])
                )
                for day, values in zip(table.index, table.to_numpy(), strict=True)
            ]
        )
        head = joined([html("<th>{}</th>", name) for name in ("day", *table.columns)])
        draw(html('<table class="ag-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body))


def draw_risks(criteria: Criteria, cells: dict[tuple[int, int], list[str]]) -> None:
    """Draw how many risks are left at each likelihood and consequence; what is not acceptable is framed."""
    rows = []
    for likelihood in range(len(criteria.likelihoods), 0, -1):
        made = []
        for consequence in range(1, len(criteria.consequences) + 1):
            above = likelihood * consequence >= criteria.unacceptable_from
            style = "font-weight:700;outline:2px solid currentColor;outline-offset:-2px" if above else ""
            found = cells[likelihood, consequence]
            made.append(
                html('<td style="text-align:center;{}" title="{}">{}</td>', style, ", ".join(found), len(found) or "")
            )
        rows.append(html("<tr><th scope='row'>{}</th>{}</tr>", criteria.likelihoods[likelihood - 1], joined(made)))
    head = joined([html("<th>{}</th>", word) for word in ("likelihood", *criteria.consequences)])
    draw(
        html(
            '<div class="ag-wide" tabindex="0" role="region" aria-label="Risks by likelihood and consequence">'
            '<table class="ag-table ag-risks"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
            '<p class="ag-quiet">Framed: not acceptable by our criteria. Numbers count {} risks.</p>',
            head,
            joined(rows),
            criteria.kind,
        )
    )
