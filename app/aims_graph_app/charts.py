"""Altair charts in our colours; each stands beside a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

import altair as alt
import pandas as pd
import streamlit as st

from aims_graph.answers.coverage.coverage import FULL, NONE, PART, STATUSES, UNKNOWN, Covered
from aims_graph.answers.coverage.overview import Overview
from aims_graph.answers.law.timeline import Milestone
from aims_graph.model import Library
from aims_graph.present.coverage import pair_in_words
from aims_graph_app.look import STATUS

#: Shares met in full from which the next darker shade is used; only the last takes white ink.
STEPS = [0.0001, 0.05, 0.1, 0.15]
SHADES = ["#F4F4F7", "#D3E7E5", "#9ECCCA", "#55A3A3", "#08646A"]
SHADE_WORDS = ["none", "below 5 %", "5 to 10 %", "10 to 15 %", "15 % or more"]


def ink_of_theme() -> str:
    """Return the text colour of the theme in use, which a chart does not inherit."""
    return "#FAFAFA" if st.context.theme.type == "dark" else "#000000"


def heatmap(seen: Overview) -> tuple[str, str]:
    """Draw every pair of frameworks, coloured by the share met in full; return the chosen (held, towards), empty if none."""
    names = [f.short for f in seen.frameworks]
    data = pd.DataFrame(
        {
            "held": p.held.short,
            "towards": p.towards.short,
            "share": p.counts[FULL] / p.total,
            "full": f"{p.counts[FULL]} full",
            "part": f"{p.counts[PART]} part",
            "none": f"{p.counts[NONE]} none" + (f" · {p.counts[UNKNOWN]} ?" if p.counts[UNKNOWN] else ""),
            "held_id": p.held.id,
            "towards_id": p.towards.id,
            "says": pair_in_words(p),
        }
        for p in seen.pairs
    )
    pick = alt.selection_point(name="pick", fields=["held_id", "towards_id"], on="click", clear=False)
    base = alt.Chart(data).encode(
        x=alt.X("towards:N", sort=names, title="meets of", axis=alt.Axis(orient="top", titleColor=ink_of_theme(), titleFontSize=13, labelAngle=0, labelFontSize=13, labelLimit=160, labelFlush=False, labelColor=ink_of_theme(), domain=False, ticks=False)),
        y=alt.Y("held:N", sort=names, title="Whoever holds", axis=alt.Axis(titleColor=ink_of_theme(), titleFontSize=13, labelFontSize=13, labelLimit=160, labelFlush=False, labelColor=ink_of_theme(), domain=False, ticks=False)),
        tooltip=alt.value(None),
    )  # fmt: skip
    boxes = base.mark_rect(cornerRadius=4, stroke="#8A8A9A", strokeWidth=1, cursor="pointer").encode(
        color=alt.Color("share:Q", legend=None, scale=alt.Scale(type="threshold", domain=STEPS, range=SHADES)),
        tooltip=alt.Tooltip("says:N", title=" "),
        strokeWidth=alt.condition(pick, alt.value(3), alt.value(1), empty=False),
    ).add_params(pick)  # fmt: skip
    ink = alt.condition(f"datum.share >= {STEPS[-1]}", alt.value("#FFFFFF"), alt.value("#000000"))
    lines = [
        base.mark_text(dy=dy, fontSize=size).encode(text=f"{field}:N", color=ink)
        for field, dy, size in (("full", -17, 15), ("part", 2, 12), ("none", 18, 12))
    ]
    chart = alt.layer(boxes, *lines).properties(height=400)
    label = "Heatmap: how much of each framework the others meet. The same numbers stand in the table below."
    state = st.altair_chart(chart, key="heatmap", on_select="rerun", selection_mode="pick", alt=label)
    chosen = state["selection"].get("pick") or [{}]
    return str(chosen[0].get("held_id", "")), str(chosen[0].get("towards_id", ""))


def steps(milestones: list[Milestone], day: str) -> None:
    """Draw how many provisions bind as time goes on, with the chosen day; the buttons below say the same."""
    first = min(milestones[0].day, day)
    data = pd.DataFrame(
        [
            {"day": first, "total": 0},
            *({"day": m.day, "total": m.total} for m in milestones),
            {"day": "2031-12-31", "total": milestones[-1].total},
        ]
    )
    ink = ink_of_theme()
    axis = alt.Axis(title="Provisions that bind", titleColor=ink, labelColor=ink, grid=False, labelFontSize=12)
    base = alt.Chart(data).encode(
        x=alt.X(
            "day:T",
            axis=alt.Axis(
                title="Day", titleColor=ink, labelColor=ink, grid=False, labelFontSize=12, format="%Y", tickCount="year"
            ),
        ),
        y=alt.Y("total:Q", axis=axis),
    )
    area = base.mark_area(
        interpolate="step-after", color="#55A3A3", opacity=0.55, line={"color": ink, "strokeWidth": 1.5}
    )
    now = alt.Chart(pd.DataFrame({"day": [day], "says": [day]})).encode(x="day:T")
    rule = now.mark_rule(color=ink, strokeWidth=2)
    label = now.mark_text(align="left", dx=6, y=-8, fontSize=13, fontWeight=600, color=ink).encode(text="says:N")
    words = "; ".join(f"from {m.day} {m.total}" for m in milestones)
    st.altair_chart((area + rule + label).properties(height=190), alt=f"Provisions that bind: {words}.")


def by_chapter(library: Library, seen: Sequence[Covered]) -> None:
    """Draw each chapter of the framework wanted as a bar of its four counts; the list below says which."""
    rows = []
    for c in seen:
        above = [*library.above(c.requirement.id)]
        top = library.requirements[above[-1] if above else c.requirement.id]
        rows.append(
            {
                "chapter": shorten(top.name, 46, placeholder=" …"),
                "order": top.order,
                "status": c.status,
                "rank": STATUSES.index(c.status),
            }
        )
    data = pd.DataFrame(rows)
    totals = data.groupby(["chapter", "order", "status", "rank"]).size().reset_index(name="n")
    chapters = list(dict.fromkeys(totals.sort_values("order")["chapter"]))
    ink = ink_of_theme()
    colours = alt.Scale(domain=list(STATUSES), range=[STATUS[s].fill for s in STATUSES])
    chart = alt.Chart(totals).mark_bar(stroke="#444455", strokeWidth=0.7).encode(
        y=alt.Y("chapter:N", sort=chapters, title="Chapter", axis=alt.Axis(titleColor=ink, labelLimit=330, labelColor=ink, labelFontSize=12, ticks=False, domain=False)),
        x=alt.X("n:Q", title="Requirements", axis=alt.Axis(titleColor=ink, labelColor=ink, grid=False, tickMinStep=1)),
        color=alt.Color("status:N", scale=colours, legend=None),
        order=alt.Order("rank:Q"),
        tooltip=[alt.Tooltip("chapter:N", title="Chapter"), alt.Tooltip("status:N", title="Status"), alt.Tooltip("n:Q", title="Requirements")],
    )  # fmt: skip
    words = "; ".join(f"{row.chapter}: {row.n} {row.status}" for row in totals.itertuples())
    st.altair_chart(chart.properties(height=24 * len(chapters) + 50), alt=words)
