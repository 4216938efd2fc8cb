"""What only a legal provision has, and the rules that hold provisions off for what is older than they are."""

from __future__ import annotations

from dataclasses import dataclass

from aims_graph.model.source import Source


@dataclass(frozen=True)
class Applicability:
    """From when a provision applies to one kind of system: formally (Article 113), and in effect (ISO dates)."""

    system: str
    formal: str
    effective: str


@dataclass(frozen=True)
class Provision:
    """What only a legal provision has: its nature, who bears it, what it is about, from when, and its text's state."""

    nature: str = ""
    bearers: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    condition: str = ""
    systems: tuple[str, ...] = ()
    applies: tuple[Applicability, ...] = ()
    state: str = ""
    amended_by: str = ""
    replaces: tuple[str, ...] = ()
    difference: str = ""


@dataclass(frozen=True)
class Transition:
    """A rule for systems and models from before a day: whom and what it spares or reaches, until when, and what ends it.

    ``lost_by`` says in words what ends it, ``comply_by`` by which day to comply; one of the two is filled. ``reaches`` and
    ``spares`` name the one provision that alone is held off, or that is not.
    """

    id: str
    provision: str
    bearer: tuple[str, ...]
    qualifier: str
    systems: tuple[str, ...]
    placed_before: str
    lost_by: str
    comply_by: str
    reaches: str
    spares: str
    summary: str
    source: Source
