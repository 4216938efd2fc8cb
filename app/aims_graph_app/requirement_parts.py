"""What the page on a requirement is made of: links, what a former edition's became, one counterpart with its phrases or its argument."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from aims_graph.answers.editions.succession import became
from aims_graph.answers.requirement.dossier import Dossier
from aims_graph.answers.requirement.towards import Counterpart, Derived
from aims_graph.model import Requirement, Succession
from aims_graph.model.naming import full_name
from aims_graph.present.editions import how_in_words
from aims_graph.present.inference import hundredths
from aims_graph.present.requirement import facts_in_words
from aims_graph.present.words import INFERRED, RELATIONS, read_in_words
from aims_graph.reason.argument import sentence, steps_in_words
from aims_graph_app import look
from aims_graph_app.guard import draw, html, joined, plain
from aims_graph_app.state import address, library


def listing(ways: Iterable[Markup]) -> Markup:
    """Return links as a list."""
    return html('<ul class="ag-plain">{}</ul>', joined([html("<li>{}</li>", one) for one in ways]))


def way(r: Requirement, rel: str = "", label: str = "") -> Markup:
    """Return a link to a requirement."""
    mark = html(' rel="{}"', rel) if rel else ""
    return html('<a href="{}"{}>{}</a>', address("requirement", {"id": r.id}), mark, label or r.name)


def since(seen: Dossier) -> None:
    """Say of what bears no relations, such as a former edition, that it bears none, and lead on to what became of it."""
    told = f"No relation speaks of {seen.framework.short}: it is listed for its numbers."
    st.info(plain(told), icon=":material/history:")
    at = library().requirements
    later = [s for s in became(library(), seen.requirement.id) if s.present in at]
    if later:
        st.header("What it became", anchor=False)
        draw(listing(_later(s) for s in later))


def _later(change: Succession) -> Markup:
    """Return a link to what a requirement of a former edition became, and how."""
    name = full_name(library(), change.present)
    how = how_in_words(change, change.relation)
    link = way(library().requirements[change.present], label=name)
    return html('{} <span class="ag-quiet">{}</span>', link, how)


def facts_beside(seen: Dossier) -> list[tuple[str, str]]:
    """Return what is known of a requirement by itself, without what it became where :func:`since` says that with links."""
    facts = facts_in_words(library(), seen.requirement)
    linked = (
        [] if seen.framework.is_mapped else [s.present for s in became(library(), seen.requirement.id) if s.present]
    )
    named = tuple(full_name(library(), name) for name in linked if name in library().requirements)
    return [(name, text) for name, text in facts if not (name == "became" and named and text.startswith(named))]


def card(seen: Counterpart) -> None:
    """Draw one mapped row: the link, the relation, how much is covered, the three phrases; why and where it stands, folded."""
    row = seen.row
    tags = (look.tag(RELATIONS[row.relation]), look.meter(row.subject_met, "this"), look.meter(row.object_met, "the counterpart"))  # fmt: skip
    mine, theirs = (row.relation in ("equal", inside) for inside in ("subset_of", "superset_of"))
    phrases = (("Both demand", row.shared, False), ("Only this demands", row.subject_only, mine), ("Only the counterpart demands", row.object_only, theirs))  # fmt: skip
    # What a row leaves unsaid is nothing only where its relation says so.
    said = joined([html("<div><dt>{}</dt><dd>{}</dd></div>", name, text or ("nothing" if none else "not said")) for name, text, none in phrases])  # fmt: skip
    read = f"Why: {f'confidence {row.confidence}, ' if row.confidence is not None else ''}{read_in_words(seen.read)}"
    why = look.folded(read, f"{row.comment} {row.source}.")
    with st.container(border=True, gap="xsmall"):
        draw(html('<div class="ag-row">{}{}</div><dl class="ag-phrases">{}</dl>{}', way(seen.requirement), joined([*tags]), said, why))  # fmt: skip


def follows(seen: Derived) -> None:
    """Draw a relation that nobody wrote down, with its argument."""
    told = sentence(library(), seen.pair.subject, seen.pair.object, seen.pair.relation)
    steps = [html("<li>{}</li>", step) for d in seen.pair.derivations for step in steps_in_words(library(), d)]
    why = "Why, step by step" + (f" (confidence {hundredths(seen.confidence)})" if seen.confidence is not None else "")
    with st.container(border=True, gap="xsmall", key=f"derived-{seen.requirement.id}"):
        draw(html('<div class="ag-row">{}{}<span>Follows from other rows: {}.</span></div>{}', way(seen.requirement),
                  look.tag(INFERRED, "derived"), told, look.folded(why, html('<ol class="ag-steps">{}</ol>', joined(steps)))))  # fmt: skip
