"""What the open workspace has to say on the pages that anybody sees: nothing where none is open."""

from __future__ import annotations

from aims_graph import clock
from aims_graph.counting import count_of
from aims_graph.errors import AimsError
from aims_graph.present.law import begin_in_words
from aims_graph.present.matrix_ours import Ours
from aims_graph.present.words import days_in_words
from aims_graph.present.workspace import NO_ANSWER, organisation_of, position_in_words
from aims_graph.workspace.dashboard import dashboard
from aims_graph.workspace.duties import bound, query_of
from aims_graph.workspace.gap import shown_by, worked_at
from aims_graph.workspace.records.scope import RETIRED, System
from aims_graph.workspace.store import Workspace
from aims_graph_app import look
from aims_graph_app.dashboard_parts import progress_table
from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import address, library
from aims_graph_app.work import now, workspace

#: So many tasks are named on the first page.
_TASKS = 5


def _place() -> Workspace | None:
    """Return the open workspace; a fault in it is said on its own page, not on every other."""
    try:
        return workspace()
    except AimsError:
        return None


def at_home() -> None:
    """Draw where one left off: how far, what is due, what comes next; without a workspace where one is started."""
    place = _place()
    if place is None:
        way = address("workspace")
        draw(
            html(
                '<p><a href="{}">Start a workspace, or look at an example</a>: our answers, tasks and evidence, on this computer.</p>',
                way,
            )
        )
        return
    state, standing = now(place)
    content, today = library(), clock.today()
    seen = dashboard(state, content, standing, today)
    due = sorted((t for t in seen.open_tasks if t.task.due), key=lambda t: t.task.due or today)
    tasks = joined(
        [
            html('<li><a href="{}">{}</a> {}</li>', address("tasks", {"id": t.task.id}), t.task.title, f"{'overdue since' if t.is_overdue else 'due'} {days_in_words(str(t.task.due))}")
            for t in due[:_TASKS]
        ]
        + [html('<li><a href="{}">and {} more</a></li>', address("tasks"), len(due) - _TASKS)] * (len(due) > _TASKS)
    )  # fmt: skip
    rows = [(content.frameworks[p.framework].short, p.framework, "", p) for p in seen.frameworks]
    draw(
        html(
            "<h2>{}</h2>{}{}",
            organisation_of(state),
            progress_table(rows),
            html("<h3>Due next</h3><ul>{}</ul>", tasks) if due else "",
        )
    )
    audit = seen.next_audit
    coming = [f"{audit.kind} on {days_in_words(str(audit.by))}"] if audit and audit.by else []
    coming += [
        f"{begin_in_words(c.certain, c.open)} to bind our systems on {days_in_words(c.day)}" for c in seen.coming
    ]
    if seen.stale:
        coming.append(f"{count_of(seen.stale, 'answer rests', 'answers rest')} on content that has changed")
    draw(
        look.quiet(
            html(
                'Next: {}. <a href="{}">Continue the assessment</a>', "; ".join(coming) or "nothing", address("assess")
            )
        )
    )


def at_requirement(requirement_id: str) -> None:
    """Draw where the organisation stands at a requirement, why, what shows it and which of its systems the law binds here."""
    place = _place()
    if place is None:
        return
    state, standing = now(place)
    content = library()
    position = standing.of(requirement_id)
    why = position_in_words(content, position, on_page=True)
    facts = (
        [html("<b>{}</b>", position.status or NO_ANSWER), html("{}", why)]
        if why
        else [html("<b>{}</b>", position.status or NO_ANSWER)]
    )
    if position.answer and position.answer.owner:
        facts.append(
            html(
                "{}{}",
                position.answer.owner,
                f", due {days_in_words(str(position.answer.due))}" if position.answer.due else "",
            )
        )
    evidence = ", ".join(e.title for e in shown_by(state).get(requirement_id, ()))
    tasks = ", ".join(t.title for t in worked_at(state).get(requirement_id, ()))
    systems = ", ".join(s.title for s in bound(state, content).get(requirement_id, ()))
    for word, text in (("shown by", evidence), ("tasks", tasks), ("binds our", systems)):
        if text:
            facts.append(html("{}: {}", word, text))
    framework = content.requirements[requirement_id].framework
    way = address("assess", {"framework": framework, "at": requirement_id})
    draw(look.note(html('<a href="{}">{}</a>: {}', way, organisation_of(state), joined(facts, "; "))))


def at_law() -> None:
    """Offer the duties of each of the organisation's systems, by the facts kept with it."""
    place = _place()
    if place is None:
        return
    state, _ = now(place)
    known = [(s, query_of(s)) for s in state.all(System) if s.roles and s.kinds and s.status != RETIRED]
    if known:
        links = joined([html('<a href="{}">{}</a>', address("law", query), s.title) for s, query in known], ", ")
        draw(look.quiet(html("Our systems: {}", links)))


def in_matrix() -> Ours | None:
    """Return what the matrix shows of the open workspace; ``None`` without one."""
    place = _place()
    if place is None:
        return None
    state, standing = now(place)
    return Ours(library(), state, standing, clock.today())
