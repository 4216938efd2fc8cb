"""The chart of what binds as time goes on; the buttons beside it say the same."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from aims_graph.answers.law.timeline import ApplicationDate
from aims_graph.present.words import days_in_words

#: What lines are drawn in: each stands out from the light and from the dark ground (3 to 1) and, to all eyes, from the others; found by a search over a
#: grid of sRGB. Of more lines than these the dashes differ.
LINES = ("#0096FA", "#E16400", "#9600FA", "#96644B", "#AF19AF", "#7D7D96")


def ink_of_theme() -> str:
    """Return the text colour of the theme in use, which a chart does not inherit."""
    return "#FAFAFA" if st.context.theme.type == "dark" else "#000000"


def on_its_ground() -> DeltaGenerator:
    """Return where a chart stands, which is a picture by the time it is printed: one from the dark theme is turned over for paper."""
    return st.container(key="dark-chart" if st.context.theme.type == "dark" else "light-chart")


def steps(milestones: tuple[ApplicationDate, ...], day: str) -> None:
    """Draw how many provisions bind as time goes on, with the chosen day; the buttons below say the same."""
    words = "; ".join(f"from {days_in_words(m.day)} {m.total}" for m in milestones)
    with on_its_ground():
        st.vega_lite_chart(spec=_steps(milestones, day, ink_of_theme()), alt=f"Provisions that bind: {words}.")


@lru_cache(maxsize=50)
def _steps(milestones: tuple[ApplicationDate, ...], day: str, ink: str) -> dict[str, object]:
    """Return the chart as Vega-Lite writes it, which Altair checks against its schema: that takes longer than the whole page."""
    first = min(milestones[0].day, day)
    data = pd.DataFrame(
        [
            {"day": first, "total": 0},
            *({"day": m.day, "total": m.total} for m in milestones),
            {"day": "2031-12-31", "total": milestones[-1].total},
        ]
    )
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
        interpolate="step-after", color="#8A8A9A", opacity=0.5, line={"color": ink, "strokeWidth": 1.5}
    )
    now = alt.Chart(pd.DataFrame({"day": [day], "says": [days_in_words(day)]})).encode(x="day:T")
    rule = now.mark_rule(color=ink, strokeWidth=2)
    label = now.mark_text(align="left", dx=6, y=-8, fontSize=13, fontWeight=600, color=ink).encode(text="says:N")
    drawn: dict[str, object] = (area + rule + label).properties(height=190).to_dict()
    return drawn
