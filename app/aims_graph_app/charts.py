"""Altair charts in our colours; each stands beside a table that says the same."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from aims_graph.answers.coverage import FULL, NONE, PART, UNKNOWN
from aims_graph.answers.overview import Overview

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
            "full": f"{p.counts[FULL]} of {p.total} in full",
            "rest": f"{p.counts[PART]} part · {p.counts[NONE]} none"
            + (f" · {p.counts[UNKNOWN]} unknown" if p.counts[UNKNOWN] else ""),
            "held_id": p.held.id,
            "towards_id": p.towards.id,
            "says": p.words,
        }
        for p in seen.pairs
    )
    pick = alt.selection_point(name="pick", fields=["held_id", "towards_id"], on="click", clear=False)
    base = alt.Chart(data).encode(
        x=alt.X("towards:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelFontSize=13, labelLimit=160, labelFlush=False, labelColor=ink_of_theme(), domain=False, ticks=False)),
        y=alt.Y("held:N", sort=names, title=None, axis=alt.Axis(labelFontSize=13, labelLimit=160, labelFlush=False, labelColor=ink_of_theme(), domain=False, ticks=False)),
        tooltip=alt.value(None),
    )  # fmt: skip
    boxes = base.mark_rect(cornerRadius=4, stroke="#8A8A9A", strokeWidth=1, cursor="pointer").encode(
        color=alt.Color("share:Q", legend=None, scale=alt.Scale(type="threshold", domain=STEPS, range=SHADES)),
        tooltip=alt.Tooltip("says:N", title=" "),
        strokeWidth=alt.condition(pick, alt.value(3), alt.value(1), empty=False),
    ).add_params(pick)  # fmt: skip
    ink = alt.condition(f"datum.share >= {STEPS[-1]}", alt.value("#FFFFFF"), alt.value("#000000"))
    full = base.mark_text(dy=-9, fontSize=14, fontWeight=600).encode(text="full:N", color=ink)
    rest = base.mark_text(dy=10, fontSize=12).encode(text="rest:N", color=ink)
    chart = (boxes + full + rest).properties(height=340)
    label = "Heatmap: how much of each framework the others meet. The same numbers stand in the table below."
    state = st.altair_chart(chart, key="heatmap", on_select="rerun", selection_mode="pick", alt=label)
    chosen = state["selection"].get("pick") or [{}]
    return str(chosen[0].get("held_id", "")), str(chosen[0].get("towards_id", ""))
