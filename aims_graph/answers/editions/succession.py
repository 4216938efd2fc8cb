"""What became of the requirements of an earlier edition: as the catalogue of the later one says it, or the table of successions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aims_graph.errors import AimsError
from aims_graph.identifiers import any_framework, framework_of
from aims_graph.model import Framework, Library, Requirement, Succession

#: The states of a text that leave its demands as they were.
_SAME = ("kept", "moved")


@dataclass(frozen=True)
class Supersession:
    """An earlier edition of a framework, the later one, and what became of each requirement, in the order of the earlier, then what is new."""

    former: Framework
    present: Framework
    changes: tuple[Succession, ...]


@lru_cache(maxsize=4)
def successions(library: Library) -> tuple[Succession, ...]:
    """Return every succession that the content states, in the order of the catalogues, then of the table."""
    return (*_of_provisions(library), *library.successions)


def _of_provisions(library: Library) -> Iterator[Succession]:
    """Yield what the catalogue of a law says of its earlier edition, column ``state`` and ``replaces``."""
    laws = {p.framework for p in library.requirements.values() if p.provision and p.provision.replaces}
    for requirement in library.requirements.values():
        if requirement.provision and (requirement.framework in laws or requirement.provision.state != "inserted"):
            yield from _from_earlier(requirement)
            yield from _dropped(requirement)


def _from_earlier(requirement: Requirement) -> Iterator[Succession]:
    """Yield of a provision what of the earlier edition it takes the place of, or that it is new."""
    provision, source = requirement.provision, requirement.source
    for former in provision.replaces if provision else ():
        assert provision
        relation = "equal" if provision.state in _SAME else ""
        yield Succession(former, requirement.id, provision.state, relation, "certain", provision.amended_by, source)
    if provision and provision.state == "inserted" and not provision.replaces:
        yield Succession("", requirement.id, "inserted", "", "certain", provision.amended_by, source)


def _dropped(requirement: Requirement) -> Iterator[Succession]:
    """Yield of a provision of the earlier edition that it was dropped, if it was."""
    provision = requirement.provision
    if provision and provision.state == "deleted":
        yield Succession(requirement.id, "", "dropped", "", "certain", provision.difference, requirement.source)


def became(library: Library, requirement: str) -> list[Succession]:
    """Return what became of a requirement in the later edition; empty if nothing is stated."""
    later = library.replaced_by.get(requirement, [])
    by_catalogue = [s for r in later for s in _from_earlier(r) if s.former == requirement]
    dropped = _dropped(library.requirements[requirement])
    return [*by_catalogue, *dropped, *library.became.get(requirement, [])]


def came_from(library: Library, requirement: str) -> list[Succession]:
    """Return what of the earlier edition a requirement came from, or that it was inserted; empty if nothing is stated."""
    return [*_from_earlier(library.requirements[requirement]), *library.came_from.get(requirement, [])]


@lru_cache(maxsize=4)
def later_of(library: Library) -> dict[str, str]:
    """Return earlier framework -> later framework, for each pair of editions of which successions are stated."""
    sides = ((framework_of(f.former), framework_of(f.present)) for f in successions(library))
    return {former: present for former, present in sides if former and present}


def other_editions(library: Library, framework: str) -> list[str]:
    """Return the earlier editions of a framework, then the later one, as far as they are catalogued."""
    later = later_of(library)
    found = [*(f for f, p in later.items() if p == framework), later.get(framework, "")]
    return [f for f in found if f in library.frameworks]


def mapped_edition(library: Library, framework: str) -> str:
    """Return the edition of a framework that mappings speak of: itself, or another one; itself where there is none."""
    if library.frameworks[framework].is_mapped:
        return framework
    return next((f for f in other_editions(library, framework) if library.frameworks[f].is_mapped), framework)


def can_be_answered(library: Library, requirement: str) -> bool:
    """Return whether somebody can say where they stand at a requirement: it asks for something itself.

    A catalogue says so under ``assessable``. One of an earlier edition that says it of none, since it holds numbers and titles alone, is
    believed to ask for something wherever it has no parts.
    """
    found = library.requirements[requirement]
    return found.assessable or (found.framework in _numbers_alone(library) and not library.children.get(requirement))


@lru_cache(maxsize=4)
def _numbers_alone(library: Library) -> frozenset[str]:
    return frozenset(f for f in later_of(library) if not any(r.assessable for r in library.members(f)))


def edition_of(library: Library, name: str) -> Supersession:
    """Return what became of an edition.

    Args:
        library: the content.
        name: the earlier edition, or the later one if there is only one earlier, as people write it ("27001:2013", "AI Act 2024").

    Raises:
        UnknownFrameworkError: if no framework is called so.
        AimsError: if no earlier edition of it is catalogued.
    """
    framework = any_framework(name, library)
    later = later_of(library)
    former = framework if framework in later else next((f for f, p in later.items() if p == framework), "")
    if not former:
        known = ", ".join(library.frameworks[f].short for f in later)
        raise AimsError(f"No two editions of {name} are catalogued.", f"Those with an earlier edition: {known}.")
    present = later[former]

    def is_of(found: Succession) -> bool:
        sides = (framework_of(found.former), framework_of(found.present))
        return sides in ((former, present), (former, ""), ("", present))

    changes = sorted(filter(is_of, successions(library)), key=lambda f: _place(library, f))
    return Supersession(library.frameworks[former], library.frameworks[present], tuple(changes))


def _place(library: Library, found: Succession) -> tuple[bool, int]:
    return not found.former, library.requirements[found.former or found.present].order
