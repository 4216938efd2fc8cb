"""What a command of a workspace is about: which framework, on which day; learnt once, known on all of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph import clock
from aims_graph.cli.workplace import opened
from aims_graph.errors import AimsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aims_graph.model import Library
    from aims_graph.workspace.state import State

FrameworkArgument = Annotated[
    str, typer.Argument(help="The framework; by default the first it can be of that the organisation answers to.")
]
Day = Annotated[
    str,
    typer.Option(
        "--on",
        help="The day that counts, as in 2027-03-01; today by default. Of a day that has passed, what stood then.",
    ),
]
Months = Annotated[
    int, typer.Option("--cycle", min=1, max=36, help="For how many months an internal audit and a review count.")
]


def day_of(text: str) -> dt.date:
    """Return the day that ``--on`` names, or today.

    Raises:
        AimsError: if it is no day.
    """
    from aims_graph.answers.law.words import iso_date

    return dt.date.fromisoformat(iso_date(text)) if text else clock.today()


def opened_on(workspace: Path | None, on: str) -> tuple[State, Library, dt.date]:
    """Return the records of the workspace as they stood on the day that ``--on`` names, the content, and the day.

    Raises:
        AimsError: if one of them cannot be had.
    """
    from aims_graph.workspace.past import as_of

    place, library = opened(workspace)
    day = day_of(on)
    return as_of(place, day), library, day


def certified_on(workspace: Path | None, framework: str, on: str) -> tuple[State, Library, str, dt.date]:
    """Return the same of a command on the way to a certificate, with the framework that :func:`certified` finds.

    Raises:
        AimsError: if one of them cannot be had.
    """
    state, library, day = opened_on(workspace, on)
    return state, library, certified(state, library, framework), day


def target(state: State, library: Library, named: str) -> str:
    """Return the framework or former edition named, or the first that the organisation answers to.

    Raises:
        AimsError: if there is none.
    """
    from aims_graph.workspace.assessed import edition_assessed, editions_assessed, targets_of

    if named:
        return edition_assessed(library, named)
    able = editions_assessed(library)
    return _first(library, targets_of(state, library), able, "No framework is chosen.")


def with_controls(state: State, library: Library, named: str) -> str:
    """Return the framework named, or the first target that has controls which one may leave out.

    Raises:
        AimsError: if there is none.
    """
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace import soa
    from aims_graph.workspace.assessed import mapped_targets_of

    if named:
        return resolve_framework(named, library)
    lacking = "No framework is chosen that has a Statement of Applicability."
    return _first(library, mapped_targets_of(state, library), soa.frameworks(library), lacking)


def certified(state: State, library: Library, named: str) -> str:
    """Return the framework named, or the first target that organisations are certified against.

    Raises:
        AimsError: if there is none, or nobody is certified against the one named.
    """
    from aims_graph.answers.controls.itinerary import certifiable
    from aims_graph.identifiers import resolve_framework
    from aims_graph.workspace.assessed import mapped_targets_of

    able = certifiable(library)
    if not named:
        lacking = "No framework is chosen that one is certified against."
        return _first(library, mapped_targets_of(state, library), able, lacking)
    found = resolve_framework(named, library)
    if found not in able:
        raise AimsError(
            f"Nobody is certified against {library.frameworks[found].short}.",
            f"Of these a catalogue says so: {_shorts(library, able)}.",
        )
    return found


def _first(library: Library, targets: Sequence[str], able: Sequence[str], lacking: str) -> str:
    """Return the first target that is able; ``lacking`` is what is said where there is none."""
    found = next((f for f in targets if f in able), "")
    if not found:
        raise AimsError(lacking, f"Name one: {_shorts(library, able)}.")
    return found


def _shorts(library: Library, frameworks: Sequence[str]) -> str:
    return ", ".join(library.frameworks[f].short for f in frameworks) or "none"
