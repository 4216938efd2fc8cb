"""Who may change what: a named person with a role, by whatever door they come."""

from __future__ import annotations

import os
from collections.abc import Callable

from aims_graph.errors import AimsError
from aims_graph.workspace.records import NOUNS
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.state import State

#: The variable that names who works on this machine.
VARIABLE = "AIMS_GRAPH_PERSON"
#: What an auditor may write: what they found, and nothing that they audit.
_OF_AUDITORS = frozenset({"audit", "finding"})
#: Role -> the nouns it may change.
RIGHTS: dict[str, frozenset[str]] = {
    "owner": frozenset(NOUNS),
    "editor": frozenset(NOUNS) - {"person"},
    "auditor": _OF_AUDITORS,
    "reader": frozenset(),
}


def person_named(state: State, name: str = "", why: str = "", option: str = "--as") -> Person:
    """Return who makes a change, or answers for something else.

    Args:
        state: the workspace.
        name: as it was given; by default what ``AIMS_GRAPH_PERSON`` says, or the only person there is.
        why: what a person is wanted for, if not for a change.
        option: the option of the command that names one.

    Raises:
        AimsError: if nobody is named and there are several, or nobody is called so.
    """
    people = state.all(Person)
    asked = name or os.environ.get(VARIABLE, "")
    if not asked and len(people) == 1:
        return people[0]
    known = ", ".join(p.name for p in people)
    if not asked:
        raise AimsError(
            f"Nobody is named, and {why or 'every change is made by a named person'}.",
            f"Name one with {option} or {VARIABLE}: {known}.",
            "Choose who you are.",
        )
    for person in people:
        if asked.casefold() in (
            person.name.casefold(),
            person.id.casefold(),
            person.login.casefold() or person.id.casefold(),
        ):
            return person
    raise AimsError(
        f"Nobody in this workspace is called '{asked}'.",
        f"There are {known}; an owner adds people: aims-graph workspace set person name='{asked}' role=editor.",
        f"There are {known}; an owner adds people.",
    )


def who_is(state: State) -> Callable[[str], str]:
    """Return what tells one person from another, by whichever of their names, id and login they are written: their id, or of a stranger the name itself."""
    known = {_folded(t): p.id for p in state.all(Person) for t in (p.login, p.id, p.name) if t}

    def person(text: str) -> str:
        return known.get(_folded(text), _folded(text))

    return person


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def check_right(person: Person, noun: str) -> None:
    """Refuse what a person's role does not allow.

    Raises:
        AimsError: if it does not.
    """
    if noun not in RIGHTS[person.role]:
        able = " or ".join(role for role, nouns in RIGHTS.items() if noun in nouns)
        raise AimsError(
            f"{person.name} is {person.role} of this workspace and may not change any {NOUNS[noun].CALLED}.",
            f"Ask somebody who is {able}.",
        )
