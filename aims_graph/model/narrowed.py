"""A library narrowed to some frameworks: every answer computed from it speaks of these and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from typing import Any

from aims_graph.model.library import Library

#: Lists whose lines name requirements, each with the fields that do; a line stays if all that it names is there.
_NAMING = {
    "links": ("subject_id", "object_id"),
    "evidence": ("requirement_id",),
    "about": ("requirement_id",),
    "memberships": ("requirement_id",),
    "successions": ("former", "present"),
    "readings": ("subject_id", "object_id"),
    "supports": ("giver", "taker"),
    "support_readings": ("subject_id", "object_id"),
    "discrimination": ("subject_id", "object_id", "chosen_subject", "chosen_object"),
    "transitions": ("provision",),
    "scope": ("provision",),
    "standing": ("provision",),
    "reliefs": ("provision",),
    "fines": ("provision",),
    "stages": ("provision", "called_by"),
    "facts": ("origin",),
    "traps": ("left", "right"),
    "misnumbers": ("meant",),
    "refused": ("subject_id", "object_id"),
    "options": ("requirement_id",),
    "alike": ("requirement_id", "others"),
    "particulars": ("requirement_id", "at"),
    "combined": ("requirement_id", "by"),
}


def narrowed(library: Library, frameworks: Collection[str]) -> Library:
    """Return the library with these of its mapped frameworks, and with all others that mappings do not speak of.

    Args:
        library: the whole.
        frameworks: ids of the frameworks to keep.
    """
    library = library.whole()
    kept = {f.id: f for f in library.frameworks.values() if f.id in frameworks or not f.is_mapped}
    requirements = {i: r for i, r in library.requirements.items() if r.framework in kept}

    def there(record: Any, names: Iterable[str]) -> bool:
        for name in names:
            value = getattr(record, name)
            if any(i and i not in requirements for i in (value if isinstance(value, tuple) else (value,))):
                return False
        return True

    lists: dict[str, Any] = {
        name: [r for r in getattr(library, name) if there(r, fields)] for name, fields in _NAMING.items()
    }
    words = (replace(c, requirements=tuple(i for i in c.requirements if i in requirements)) for c in library.thesaurus)
    # Another mark than the whole library's: what is kept by it must not be taken for that of the whole.
    mark = (("narrowed to " + ", ".join(sorted(frameworks)), 0, 0, 0, 0),)
    lists |= {
        "stamp": (*library.stamp, *mark),
        "frameworks": kept,
        "requirements": requirements,
        "sets": [s for s in library.sets if s.subject in kept and s.object in kept],
        "remainders": [r for r in library.remainders if r.requirement_id in requirements and r.held in kept],
        "editions": [e for e in library.editions if e.framework in kept],
        "thesaurus": [c for c in words if c.requirements],
    }
    # A library of its own, whatever kind the whole is: nothing of it is kept or read later.
    return Library(**{f.name: lists.get(f.name, getattr(library, f.name)) for f in fields(Library)})
