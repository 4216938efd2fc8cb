"""What an organisation can be assessed against: the frameworks that mappings speak of, and of each the other editions in which something can be answered."""

from __future__ import annotations

from functools import lru_cache

from aims_graph.answers.editions.succession import can_be_answered, mapped_edition
from aims_graph.errors import AimsError, UnknownFrameworkError
from aims_graph.identifiers import any_framework, framework_of
from aims_graph.model import Library
from aims_graph.workspace.certificates import editions_held
from aims_graph.workspace.records.scope import Certificate, Choice
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.state import State


@lru_cache(maxsize=4)
def editions_assessed(library: Library) -> tuple[str, ...]:
    """Return the frameworks in which somebody can say where they stand, each with its other editions, in their rank."""
    return tuple(f for f in editions_held(library) if any(can_be_answered(library, r.id) for r in library.members(f)))


def edition_assessed(library: Library, text: str) -> str:
    """Return the id of a framework or edition, as people name it, of those that can be assessed.

    Raises:
        UnknownFrameworkError: if no framework is called so.
        AimsError: if nothing of it can be answered, or it is the former wording of a law.
    """
    names = ", ".join(library.frameworks[f].short for f in editions_assessed(library))
    try:
        found = any_framework(text, library)
    except UnknownFrameworkError as error:
        raise UnknownFrameworkError(error.what, f"Use one of {names}.") from None
    if found not in editions_assessed(library):
        raise AimsError(f"{library.frameworks[found].short} cannot be assessed.", f"These can be: {names}.")
    return found


def targets_of(state: State, library: Library) -> list[str]:
    """Return the frameworks the organisation answers to, in the order of the content; all that mappings speak of where none was chosen."""
    choices = {c.framework: c.is_target for c in state.all(Choice)}
    chosen = [f for f in editions_assessed(library) if choices.get(f)]
    return chosen or [f.id for f in library.mapped if choices.get(f.id, True)]


def mapped_targets_of(state: State, library: Library) -> list[str]:
    """Return the same, each by the edition that mappings speak of: what one is audited against next, whatever edition one works in still."""
    return list(dict.fromkeys(mapped_edition(library, f) for f in targets_of(state, library)))


def assessed_in(state: State, library: Library) -> list[str]:
    """Return what an assessment offers: the frameworks the organisation answers to, then the other editions it holds a certificate of or has answered in."""
    targets = targets_of(state, library)
    begun = {framework_of(a.target) for a in state.all(Answer)} | {c.framework for c in state.all(Certificate)}
    others = [f for f in editions_assessed(library) if not library.frameworks[f].is_mapped]
    return targets + [f for f in others if f in begun and f not in targets]
