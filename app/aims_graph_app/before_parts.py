"""What the page on the order of work shows, worked out once for all visitors."""

from __future__ import annotations

from collections import Counter

from aims_graph.answers.requirement.before import Plan, plan_before
from aims_graph.model import Library
from aims_graph.model.naming import full_name
from aims_graph.present.plan_picture import plan_svg
from aims_graph_app.remember import remembered


@remembered(2)
def choices(content: Library) -> dict[str, str]:
    """Return every requirement, headings too, by id; the one that takes most from others first."""
    takes = Counter(s.taker for s in content.supports)
    first = max(takes, key=lambda name: takes[name], default="")
    names = [r.id for f in content.mapped for r in content.members(f.id)]
    return {i: full_name(content, i) for i in dict.fromkeys([first] * bool(first) + names)}


@remembered(50, "Putting the steps in order …")
def view(content: Library, requirement: str, frameworks: tuple[str, ...]) -> tuple[Plan, str]:
    """Return a plan and its picture."""
    plan = plan_before(content, requirement, frameworks)
    return plan, plan_svg(content, plan)
