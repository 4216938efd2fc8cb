"""What only a legal provision has, and the tables of the law beside it: facts, scope, standing, transitions, reliefs, fines, stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from aims_graph.model.expression import Expression, parse
from aims_graph.model.source import Source


class Conditional:
    """What has a condition ``when``, an expression over facts, kinds of system and roles."""

    if TYPE_CHECKING:
        when: str

    @property
    def holds(self) -> Expression:
        """The condition, read."""
        return parse(self.when)


@dataclass(frozen=True)
class Applicability:
    """From when a provision applies to one kind of system: formally, and in effect (ISO dates)."""

    system: str
    formal: str
    effective: str


@dataclass(frozen=True)
class Provision(Conditional):
    """What only a legal provision has: its nature, who bears it, what it is about, from when, and its text's state.

    ``condition`` says in words when it binds beyond role and kind of system, ``when`` the same as an expression over facts;
    ``extent`` says in words how far it reaches, which decides nothing about whether it binds.
    """

    nature: str = ""
    bearers: tuple[str, ...] = ()
    condition: str = ""
    when: str = ""
    extent: str = ""
    systems: tuple[str, ...] = ()
    applies: tuple[Applicability, ...] = ()
    state: str = ""
    amended_by: str = ""
    replaces: tuple[str, ...] = ()
    difference: str = ""


@dataclass(frozen=True)
class Fact:
    """A yes/no question on which provisions hang.

    ``of`` says whose fact it is: operator, system, model or act. Facts of one ``group`` exclude each other; ``implies`` names
    facts that hold wherever this one does; ``assumed`` is the answer taken until another is given; ``also`` are other words for it.
    """

    id: str
    question: str
    of: tuple[str, ...]
    group: str
    implies: tuple[str, ...]
    assumed: str
    also: tuple[str, ...]
    origin: Annotated[tuple[str, ...], "source"]
    note: str
    source: Source


@dataclass(frozen=True)
class Exclusion(Conditional):
    """What stands outside the law: some bearers (all, if none is named) of some kinds of system, but for the provisions spared."""

    id: str
    provision: str
    bearer: tuple[str, ...]
    systems: tuple[str, ...]
    when: str
    spares: tuple[str, ...]
    summary: str
    source: Source


@dataclass(frozen=True)
class Standing(Conditional):
    """A rule by which one who has a role counts as having another (``becomes``), or, if that is empty, no longer has it.

    The provisions it ``spares`` are not gained, or not lost.
    """

    id: str
    provision: str
    bearer: tuple[str, ...]
    becomes: str
    systems: tuple[str, ...]
    when: str
    spares: tuple[str, ...]
    summary: str
    source: Source


@dataclass(frozen=True)
class Transition(Conditional):
    """A rule for systems and models from before a day: whom and what it spares or reaches, until when, and what ends it.

    ``lost_by`` says in words what ends it and ``lost_when`` the same over facts, ``comply_by`` by which day to comply; if neither
    is filled it lasts for good. ``reaches`` names the provisions that alone are held off, ``spares`` those that are not;
    ``gives_way_to`` names the transitions that stand in its place where they are about the system; ``disputed`` says what is
    contested of its reach beyond what is asked of its own kind of system, ``doubts`` what is contested of it within that.
    """

    id: str
    provision: str
    bearer: tuple[str, ...]
    when: str
    systems: tuple[str, ...]
    placed_before: str
    lost_by: str
    lost_when: str
    comply_by: str
    reaches: tuple[str, ...]
    spares: tuple[str, ...]
    gives_way_to: tuple[str, ...]
    disputed: str
    doubts: str
    summary: str
    source: Source

    @property
    def ended(self) -> Expression:
        """What ends it, over facts; of an empty one nothing is said."""
        return parse(self.lost_when)


@dataclass(frozen=True)
class Relief(Conditional):
    """How a provision softens others (``softens``, their parts included, but for those it ``spares``) where its condition holds.

    ``since`` is its first day where an amendment wrote it into a provision that applied already; if it is empty, the provision's own day.
    """

    id: str
    provision: str
    softens: tuple[str, ...]
    spares: tuple[str, ...]
    when: str
    words: str
    since: Annotated[str, "from"]
    source: Source


@dataclass(frozen=True)
class Timing:
    """When one acts on a provision, and on its parts that have no line of their own: a stage of ``ontology/law.ttl``, and why.

    ``called_by`` names the article that calls an annex.
    """

    provision: str
    stage: str
    called_by: str
    reason: str
    source: Source


@dataclass(frozen=True)
class Fine(Conditional):
    """The maximum fine for one kind of infringement.

    ``amount`` is in euro and ``percent`` of ``of``, both as written; ``higher_or_lower`` says which of the two is the maximum for an
    undertaking, ``sizes`` which it is for one of a size for which the law has a rule of its own, each as ``fact=lower``. ``breaches``
    names the provisions infringed. ``when`` may name the roles of the operator, all of them together.
    """

    id: str
    provision: str
    infringement: str
    bearer: tuple[str, ...]
    when: str
    breaches: tuple[str, ...]
    amount: str
    percent: str
    of: str
    higher_or_lower: str
    sizes: tuple[str, ...]
    by: str
    since: Annotated[str, "from"]
    source: Source

    @property
    def by_size(self) -> dict[str, str]:
        """Size, as a fact -> whether the higher or the lower of amount and percentage counts for it."""
        return {size: rule for size, _, rule in (text.partition("=") for text in self.sizes)}
