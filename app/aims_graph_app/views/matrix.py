"""The unified control matrix: choose rows and columns, read every cell in full, take it along as a file."""

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.present.matrix_columns import HANDS, MET, OWN, TAKEN, chosen_columns, known_columns
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.matrix_view import ALL, ANSWERED, BEYOND, OPEN
from aims_graph.present.matrix_workbook import matrix_file
from aims_graph.present.supports import NOTE
from aims_graph.workspace.folder import asked_for
from aims_graph_app import look
from aims_graph_app.choices import ask_text, choose, choose_many, switch
from aims_graph_app.files import offer
from aims_graph_app.guard import draw, html
from aims_graph_app.linked import Of, a_framework, a_requirement, link_faults
from aims_graph_app.matrix_parts import drawn, drawn_for_all
from aims_graph_app.ours import in_matrix
from aims_graph_app.state import entitle, framework_names, library, said, version
from aims_graph_app.working import told

WHICH = {
    ALL: "All requirements",
    ANSWERED: "With a counterpart",
    OPEN: "Without any counterpart",
    BEYOND: "What the others demand beyond",
}


@st.cache_data(max_entries=20, show_spinner="Writing the file …")
def file(
    version: int,
    form: str,
    lead: str,
    columns: tuple[str, ...],
    by_topic: bool,
    _ours: Ours | None,
    seen: tuple[str | int, ...],
) -> bytes:
    """Return the same bytes that ``aims-graph matrix`` writes; ``seen`` names the workspace, the last line of its history in ``_ours`` and the day."""
    return matrix_file(library(), form, lead, columns=columns, by_topic=by_topic, ours=_ours)


def elsewhere(lead: str) -> list[str]:
    """Return what of the link means nothing with rows from another framework."""
    columns = known_columns(library(), lead, in_matrix() is not None)
    return ["row", *["columns"] * (not {*said("columns").split(",")} <= {"", *columns})]


names = framework_names()
st.title("Unified control matrix", anchor=False)
link_faults({"lead": a_framework(names), "row": a_requirement(library().requirements)})
lead_by, rows_at, word = st.columns([1.3, 1.6, 1.5])
with lead_by:
    lead = choose("Rows from", "lead", names, leaves=elsewhere)
with rows_at:
    which = choose("Which rows", "rows", WHICH, ALL)
with word:
    words = ask_text("Filter text", "words", "logging")
ours = in_matrix()
known = known_columns(library(), lead, ours is not None)
link_faults({"columns": Of("column", known, lambda content, text: ",".join(c.id for c in chosen_columns(content, lead, [text], ours is not None)))})  # fmt: skip
shown, under = st.columns([3, 1.3], vertical_alignment="bottom")
with shown:
    heads = {name: column.head for name, column in known.items()}
    asked = choose_many("Columns", "columns", heads, hint="All other frameworks")
with under:
    by_topic = switch("Under topics", "by-topic", "Put the rows under what they are about first.")
columns = chosen_columns(library(), lead, asked, ours is not None)
if any(c.kind in (HANDS, TAKEN) for c in columns):
    draw(look.quiet(NOTE))
chosen = said("row")
with told():
    asking = (lead, tuple(asked), which, words, by_topic, chosen)
    # What a workspace says changes with every answer in it.
    count, table = drawn(library(), *asking, ours) if ours else drawn_for_all(*asking)
if not count:
    hints = "Take out a word, choose other rows" + ", or add a framework as a column." * any(
        c.kind == MET for c in columns
    )
    st.info("No row fits.")
    draw(look.hint(f"{hints.rstrip('.')}."))
else:
    number = count_of(count, "row")
    entitle(f"Control matrix: {number} from {names[lead]}")
    of = ", ".join(dict.fromkeys("our workspace" if c.kind == OWN else c.head for c in columns))
    draw(html('<p class="ag-quiet" role="status"><b>{} of {}</b>, beside each what {} has for it, then what is still to do with that in place.</p>', number, names[lead], of))  # fmt: skip
    draw(table)
draw(look.part("Download", on_paper=False))
said_of = (
    "The whole matrix with these columns, shared controls, mappings, gaps and method, whichever rows are shown above."
)
if ours and not asked:
    said_of += " Without columns chosen, status, owner, due and evidence of our workspace stand in it, too: the workbook can be filled in and brought back."
draw(look.hint(said_of))
offer(
    f"unified-control-matrix-{lead}",
    ("xlsx", "csv", "html", "json"),
    lambda form: file(
        version(),
        form,
        lead,
        tuple(asked),
        by_topic,
        ours,
        (str(asked_for()), ours.state.seq, str(ours.on)) if ours else (),
    ),
)
