"""What a team would implement as one process: the groups over all frameworks, and one of them with what each member adds."""

import streamlit as st

from aims_graph.answers.groups.groups import Implementation, implementations
from aims_graph.counting import count_of
from aims_graph.model import Cell
from aims_graph.model.naming import number_of
from aims_graph.present.groups import NOTE, group_table, groups_table, owner
from aims_graph.present.topics import in_effect
from aims_graph.present.words import MET, with_trust
from aims_graph_app import look
from aims_graph_app.choices import choose
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.linked import a_group, a_topic, link_faults
from aims_graph_app.state import address, entitle, here_with, library, said
from aims_graph_app.tables import as_file, dated, in_place, pick_row


def core(found: Implementation) -> None:
    """Draw what to set up."""
    with st.container(border=True, gap="xsmall"):
        draw(look.lead(found.group.purpose))
        draw(html("<p>{}</p>", found.group.process))
        for record in found.group.records:
            draw(html("<p><strong>Record:</strong> {}</p>", record))
        st.caption(plain(f"Usually owned by {owner(library(), found)}."))


def members(found: Implementation) -> None:
    """Draw whom it serves, its text wrapped; a name opens the requirement."""
    st.header("Whom it serves, and what each adds")
    # From when: only where a member is law.
    by_day = any(in_effect(r) for own in found.members.values() for r, _ in own)
    names = ("By the core", "Adds", "In effect")[: 3 if by_day else 2]
    rows = []
    for framework, own in found.members.items():
        for r, place in own:
            of = look.chip(library().frameworks[framework])
            way = address("requirement", {"id": r.id})
            name = html('{}<br><a href="{}">{} {}</a>', of, way, number_of(r), r.title)
            met = MET.get(place.met, place.met)
            told = (met, place.adds, in_effect(r))[: len(names)]
            cells = joined([html("<td>{}</td>", dated(text)) for text in told])
            rows.append(html('<tr><th scope="row">{}</th>{}</tr>', name, cells))
    heads = joined([html('<th scope="col">{}</th>', head) for head in ("Requirement", *names)])
    draw(in_place(f"Members: {found.group.label}", heads, joined(rows)))


def owned_by(group: str) -> str:
    """Return the function that owns a group; empty if there is no such group."""
    return known[group].group.function if group in known else ""


st.title("Groups to implement", anchor=False)
if not library().groups:
    st.info("This content names no groups.")
    st.stop()
known = {g.group.id: g for g in implementations(library())}
functions = {g.group.function: owner(library(), g) for g in known.values()}
link_faults({"group": a_group(known), "function": a_topic(functions, "function that owns a group", "functions")})
by_label = sorted(functions, key=functions.__getitem__)
function = choose(
    "Owned by",
    "function",
    {"": "Anybody", **{f: functions[f] for f in by_label}},
    leaves=lambda now: ["group"] * (now not in ("", owned_by(said("group")))),
)
shown = {name: g for name, g in known.items() if not function or g.group.function == function}
sizes = {name: f"{g.group.label} ({g.size})" for name, g in shown.items()}
asked = choose("Group", "group", {"": "All of them", **sizes})
entitle(f"{shown[asked].group.label}: what to set up" if asked else f"{count_of(len(shown), 'group')} to implement")
if asked:
    one = shown[asked]
    core(one)
    members(one)
    offer(asked.partition(":")[2], ("xlsx", "csv"), lambda form: as_file(group_table(library(), one), form))
else:
    overview = groups_table(library(), list(shown.values()))
    heads: dict[str, list[Cell]] = {
        name.capitalize() if name.islower() else name: [row[n] for row in overview.rows]
        for n, name in enumerate(overview.columns)
        if name not in ("id", "purpose")
    }
    served = sum(g.size for g in shown.values())
    draw(look.answer(html('{} {}.<span class="ag-screen"> A group opens what to set up.</span>', count_of(len(shown), "group serves", "groups serve"), count_of(served, "requirement"))))  # fmt: skip
    pick_row(heads, list(shown), "id", "Groups to implement", lambda name: here_with("group", name))
    offer("groups", ("xlsx", "csv"), lambda form: as_file(overview, form))
st.caption(plain(with_trust(NOTE, library())))
