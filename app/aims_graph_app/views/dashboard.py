"""Dashboard: what one shows to a board, on one landscape page."""

import datetime as dt

import altair
import pandas
import streamlit as st
from markupsafe import Markup

from aims_graph.present.workspace import OWN_ASSESSMENT, named, organisation_of
from aims_graph.workspace.dashboard import Chapter, burn_up
from aims_graph.workspace.dashboard import dashboard as look
from aims_graph.workspace.risks import grid as risk_grid
from aims_graph.workspace.risks import risks
from aims_graph.workspace.rules import criteria_of
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import library, link
from aims_graph_app.work import ask_who, now, required

place = required("Dashboard")
state, standing = now(place)
content, today = library(), dt.date.today()
person = ask_who(state)
seen = look(state, content, standing, today)


def day_words(day: dt.date | None) -> str:
    """Return a day as people write it."""
    return f"{day.day} {day:%b %Y}" if day else "no date"


audit = seen.next_audit
audit_day = (audit.by or (audit.milestone.planned_on if audit.milestone else None)) if audit else None
if audit and audit_day:
    framework = content.frameworks[audit.milestone.framework].short if audit.milestone else ""
    left = (audit_day - today).days
    first = (
        f"{audit.kind.capitalize()} of {framework} in {left} days: {seen.blocking} lines to close"
        if left >= 0
        else f"{audit.kind.capitalize()} of {framework} was due {-left} days ago"
    )
else:
    first = f"{organisation_of(state)}: no audit is planned"
st.title(plain(first))
cells = st.columns(4)
for cell, name, value, note in (
    (cells[0], "Tasks overdue", str(len(seen.late)), f"of {seen.tasks} open"),
    (cells[1], "Open nonconformities", str(seen.majors + seen.minors), f"{seen.majors} major, {seen.minors} minor"),
    (cells[2], "Risks not acceptable", str(len(seen.high)), "and accepted by nobody"),
    (cells[3], "Evidence expired or expiring", str(len(seen.expiring)), "within 60 days"),
):
    cell.metric(name, value, note or None, delta_color="off", delta_arrow="off", border=True)


def bar(least: int, most: int, total: int, words: str) -> Markup:
    """Return a bar of certain, possible and denied shares, with its words."""
    parts = [(least, "sure", "#08646A"), (most - least, "may be", "#8CC5C4"), (total - most, "open", "#E4E4EA")]
    spans = joined(
        [
            html('<span style="flex:{} 0 0;background:{}" title="{} {}"></span>', n, fill, n, word)
            for n, word, fill in parts
            if n
        ]
    )
    return html('<div class="ag-bar" style="height:.9rem" role="img" aria-label="{}">{}</div>', words, spans)


def row(name: str, framework: str, chapter: Chapter | None, least: int, most: int, total: int) -> Markup:
    """Return one row of the table of progress."""
    words = f"{least} of {total} certainly met, at most {most}"
    query = f"assess?framework={framework}" + (f"&at={chapter.heading}" if chapter else "")
    return html(
        '<tr><td><a href="{}" target="_self">{}</a></td><td style="width:50%">{}</td><td class="n">{}</td><td class="n">{}</td></tr>',
        query,
        name,
        bar(least, most, total, words),
        f"{least} of {total}",
        most,
    )


left_side, right_side = st.columns([3, 2], gap="large")
with left_side:
    st.subheader("How far we are")
    rows = [
        row(content.frameworks[p.framework].short, p.framework, None, p.least, p.most, p.total) for p in seen.frameworks
    ]
    draw(
        html(
            '<table class="ag-table"><thead><tr><th>Framework</th><th>certain, possible, open</th><th class="n">certainly met</th><th class="n">at most</th></tr></thead><tbody>{}</tbody></table>',
            joined(rows),
        )
    )
    for p in seen.frameworks[:1]:
        with st.expander(f"{content.frameworks[p.framework].short} by chapter", expanded=True):
            rows = [
                row(
                    content.requirements[c.heading].name,
                    p.framework,
                    c,
                    c.progress.least,
                    c.progress.most,
                    c.progress.total,
                )
                for c in seen.chapters[p.framework]
            ]
            draw(html('<table class="ag-table"><tbody>{}</tbody></table>', joined(rows)))
with right_side:
    st.subheader("Towards the audit")
    lines = list(reversed(place.history()))
    points = burn_up(state, lines, content, today)
    frame = pandas.DataFrame(
        [
            {
                "day": pandas.Timestamp(p.day),
                "framework": content.frameworks[p.framework].short,
                "certainly met": p.progress.least / max(p.progress.total, 1),
            }
            for p in points
        ]
    )
    if len(frame):
        chart = altair.Chart(frame).mark_line(point=True).encode(
            x=altair.X("day:T", title=None, axis=altair.Axis(format="%b %Y", labelOverlap=True)),
            y=altair.Y("certainly met:Q", title="certainly met", scale=altair.Scale(domain=[0, 1]), axis=altair.Axis(format="%")),
            strokeDash=altair.StrokeDash("framework:N", title=None),
            color=altair.Color("framework:N", title=None),
        ).properties(height=230)  # fmt: skip
        st.altair_chart(chart, width="stretch")
        with st.expander("The same as a table"):
            table = frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d")).pivot(
                index="day", columns="framework", values="certainly met"
            )
            body = joined(
                [
                    html("<tr><td>{}</td>{}</tr>", day, joined([html('<td class="n">{:.0%}</td>', v) for v in values]))
                    for day, values in zip(table.index, table.to_numpy(), strict=True)
                ]
            )
            head = joined([html("<th>{}</th>", name) for name in ("day", *table.columns)])
            draw(html('<table class="ag-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body))

one, two, three = st.columns(3, gap="large")
with one:
    st.subheader("Late")
    for item in seen.late[:5]:
        days_late = (today - item.task.due).days if item.task.due else 0
        link("tasks", f"{item.task.title}, {item.task.owner or 'nobody'}, {days_late} days", {"id": item.task.id})
    for follow in seen.open_findings[:5]:
        draw(
            html(
                '<p class="ag-quiet">{} {}: {} ({})</p>',
                follow.finding.id,
                follow.finding.title,
                follow.next,
                follow.finding.kind,
            )
        )
    if not seen.late and not seen.open_findings:
        st.write("Nothing is late.")
with two:
    st.subheader("Risks after treatment")
    criteria = criteria_of(state, "AI")
    rated = risks(state, standing, today)
    cells_ = risk_grid(state, rated, "AI")
    lines_ = []
    for likelihood in range(len(criteria.likelihoods), 0, -1):
        tds = joined([
            html('<td style="text-align:center;{}">{}</td>', "font-weight:700;outline:2px solid currentColor;outline-offset:-2px;" if likelihood * c >= criteria.unacceptable_from else "", len(cells_[likelihood, c]) or "")
            for c in range(1, len(criteria.consequences) + 1)
        ])  # fmt: skip
        lines_.append(html("<tr><th scope='row'>{}</th>{}</tr>", criteria.likelihoods[likelihood - 1], tds))
    head = joined([html("<th>{}</th>", word) for word in ("", *criteria.consequences)])
    draw(
        html(
            '<table class="ag-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p class="ag-quiet">Framed: not acceptable by our criteria. Numbers count AI risks.</p>',
            head,
            joined(lines_),
        )
    )
with three:
    st.subheader("Next")
    for come in seen.coming:
        names = ", ".join(getattr(state.records["system"][s], "title", s) for s in come.systems)
        draw(
            html(
                '<p class="ag-quiet"><b>{}</b>: {} provisions of law begin to bind {}</p>',
                day_words(dt.date.fromisoformat(come.day)),
                come.provisions,
                names,
            )
        )
    for proof in seen.expiring[:5]:
        word = "expired" if proof.valid_until and proof.valid_until < today else "expires"
        draw(html('<p class="ag-quiet">{} {} {} on {}</p>', proof.id, proof.title, word, day_words(proof.valid_until)))
    for action in seen.actions[:3]:
        draw(
            html(
                '<p class="ag-quiet">Implementing {} would certainly close {} requirements</p>',
                named(content, action.target),
                len(action.closes),
            )
        )
    if seen.stale:
        link("assess", f"{seen.stale} answers to look at again", {"show": "changed"})
draw(html('<p class="ag-quiet">{}, {}. {}</p>', organisation_of(state), day_words(today), OWN_ASSESSMENT))
