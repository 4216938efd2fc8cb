"""Statement of Applicability: each control, whether it applies and why, how far it is done, what shows it; approved versions and what changed since."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.soa import counted, differences_table, soa_table, versions_table
from aims_graph.workspace import soa
from aims_graph.workspace.assessed import mapped_targets_of
from aims_graph_app import look
from aims_graph_app.choices import choose, choose_segment
from aims_graph_app.guard import draw
from aims_graph_app.linked import a_framework, link_faults
from aims_graph_app.papers import take_document
from aims_graph_app.state import framework_names, link, said_of
from aims_graph_app.tables import take_along
from aims_graph_app.work import change, headline, may, opened

place, state, standing, content, person, today = opened("Statement of Applicability")
able = soa.frameworks(content)
chosen = [f for f in mapped_targets_of(state, content) if f in able]
order = chosen + [f for f in able if f not in chosen]
link_faults({"framework": a_framework(order)})
framework = said_of("framework", order, order[0])
versions = soa.versions(state, framework)
lines = soa.lines(state, content, standing, framework, today)
wrong = [line for line in lines if line.wrong]
headline(f"{content.frameworks[framework].short}: {counted(lines).rstrip('.')}")
choose("Standard", "framework", framework_names(order))
take_document(state, person, "soa", framework, "Statement of Applicability")
open_ = soa.unjustified(state, standing, framework)
if open_:
    link(
        "assess",
        f"Without a decision or a reason: {len(open_)} of {count_of(len(lines), 'control')}. Decide and justify many at once",
        {"framework": framework, "show": "unjustified"},
        ":material/edit_note:",
    )
shown = choose_segment(
    "Show",
    "show",
    {
        "now": "As it stands",
        "wrong": f"To be mended ({len(wrong)})",
        "versions": f"Approved versions ({len(versions)})",
        "changes": "Changes since the last",
    },
)
if shown == "versions":
    take_along(versions_table(content, framework, versions), f"soa-versions-{framework}")
elif shown == "changes":
    if versions:
        last = versions[-1]
        found = soa.compare(soa.from_json(last.lines), lines)
        take_along(
            differences_table(content, framework, f"version {last.version}", "now", found), f"soa-changes-{framework}"
        )
    else:
        st.write("No version has been approved yet.")
else:
    table = soa_table(content, state, framework, wrong if shown == "wrong" else lines)
    take_along(
        table,
        f"soa-{framework}",
        {"re-uses": "What other frameworks already give"},
        under=("risks", "evidence"),
        above=(counted(lines),),
    )
with st.container(key="approving"):
    draw(look.part("Approve it as it stands"))
    draw(
        look.quiet(
            "An approved version is kept whole and never changed; an auditor sees which version they were given."
        )
    )
    with st.form("approve"):
        one, two = st.columns(2)
        version = one.text_input("Version", placeholder="1.0")
        by = two.text_input("Approved by", person.name if person else "")
        if st.form_submit_button("Approve", disabled=not may(person, "statement")):
            if not version.strip() or not by.strip():
                st.warning("A version has a name and somebody who approves it.")
            elif change(
                place, person, lambda made: soa.approve(made, lines, framework, version.strip(), by.strip(), today)
            ):
                st.rerun()
