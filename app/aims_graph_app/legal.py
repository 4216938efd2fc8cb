"""What the pages on a law share: the choice of the kinds of system and of an act, and what a link to them may say."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aims_graph.answers.law.articles import head_of
from aims_graph.answers.law.situation import acts, narrowest
from aims_graph.answers.law.stages import WAITS
from aims_graph.model import Framework, Library
from aims_graph.pack.terms import asked_first, wider_terms
from aims_graph_app.choices import choose
from aims_graph_app.faults import LEFT_OUT
from aims_graph_app.guard import read_aloud
from aims_graph_app.linked import Of, a_framework, a_kind, a_role, link_faults
from aims_graph_app.remember import remembered
from aims_graph_app.state import library, said_many, say


def last_wins(words: Sequence[str]) -> list[str]:
    """Return the kinds after a choice: the one chosen last, without what is wider or narrower than it, and the others.

    >>> last_wins(["annex-iii-4", "annex-iii"]), last_wins(["annex-iii", "annex-iii-4"])
    (['annex-iii'], ['annex-iii-4'])
    """
    kinds = library().terms.of("SystemKind")
    return list(narrowest(library(), [w for w in words if words[-1] not in wider_terms(w, kinds)[1:]]))


def choose_systems() -> list[str]:
    """Offer the kinds of system by their labels, which name the area, so that a word such as employment finds its point."""
    kinds = library().terms.of("SystemKind")
    first = asked_first(kinds)
    st.session_state["system"] = list(narrowest(library(), said_many("system", list(kinds), [first] if first else [])))
    st.multiselect(
        "Kind of AI system",
        list(kinds),
        key="system",
        format_func=lambda word: kinds[word].label,
        placeholder="Choose at least one: type a point or a word, such as employment",
        on_change=lambda: say("system", ",".join(last_wins(st.session_state["system"])), first),
    )
    return list(st.session_state["system"])


def choose_act() -> str:
    """Offer the acts by which one counts as having another role, as questions; empty if none is chosen or the law knows none."""
    known = acts(library())
    if not known:
        return ""
    roles = library().terms.of("Role")
    heads = dict.fromkeys(head_of(library(), library().requirements[s.provision]).number for s in known.values())
    becomes = dict.fromkeys(roles[s.becomes].label for s in known.values() if s.becomes in roles)
    label = read_aloud(f"{', '.join(heads)}: do we become its {' or '.join(becomes)}?")
    return choose(label, "becomes", {"": "No", **{act: library().fact_of[act].question for act in known}})


@remembered(2)
def covering(content: Library) -> dict[str, Framework]:
    """Return the frameworks of which the content says what remains of a law beside them."""
    held = {r.held for r in content.remainders if content.requirements[r.requirement_id].provision}
    return {f.id: f for f in content.mapped if f.id in held}


def link_faults_of_law(unset_day: str, about_us: bool = True) -> None:
    """Name what is wrong with a link to a page that asks who is bound, for which system, on which day."""
    words = {
        "role": a_role(library().terms.of("Role")),
        "system": a_kind(library().terms.of("SystemKind")),
        "becomes": Of("act that gives one another role", acts(library())),
    }
    days = {"on": unset_day}
    if about_us:
        words |= dict.fromkeys(("is", "isnot", "unsure"), Of("fact", library().fact_of))
        words |= {"waits": Of("choice of which provisions are shown", WAITS), "held": a_framework(covering())}
        days |= dict.fromkeys(("placed", "changed"), LEFT_OUT)
    link_faults(words, days)
