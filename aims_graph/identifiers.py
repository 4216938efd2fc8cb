"""What people write ("42001 A.6.2.4", "27001:9.3.1", "Art. 9(2)(a)", "GOVERN 1.1") to ids, and near misses.

How a framework is named stands in its catalogue's header: ``names`` of the framework, ``issuers`` that may stand before them, ``number_words``
that begin a number of it without its name, and ``numbers_of``, other documents whose bare numbers are those of its annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.model import Framework, Library
from aims_graph.numbers import LONGEST, in_annex, near, numbers_of

#: What may stand between a number and the framework's name behind it.
_OF = ("of", "in", "from", "the")


def resolve_framework(text: str, library: Library) -> str:
    """Return the framework id for "27001", "ISO/IEC 27001", "iso27001" or "AI Act".

    Raises:
        UnknownFrameworkError: if no framework is called so.
        AimsError: if it is an earlier edition or the Harmonized Structure, which mappings do not speak of.
    """
    try:
        found = any_framework(text, library)
    except UnknownFrameworkError as error:
        raise UnknownFrameworkError(error.what, f"Use one of {_current(library)}.") from None
    check_mapped(library.frameworks[found], library)
    return found


def any_framework(text: str, library: Library) -> str:
    """Return the id of any framework, an earlier edition or the Harmonized Structure included.

    Raises:
        UnknownFrameworkError: if no framework is called so.
    """
    for framework in library.frameworks.values():
        if is_called(framework, text):
            return framework.id
    raise UnknownFrameworkError(f"No framework is called '{text}'.", f"Use one of {', '.join(library.frameworks)}.")


def check_ids(frameworks: Iterable[str], library: Library) -> None:
    """Refuse what is no framework's id: an answer about it would be empty, and read as one about a framework.

    Raises:
        UnknownFrameworkError: if there is no framework of an id; it names the one that people call so.
    """
    for name in frameworks:
        if name not in library.frameworks:
            meant = next((f.id for f in library.frameworks.values() if is_called(f, name)), "")
            mend = f"Did you mean {meant}?" if meant else f"Use one of {', '.join(library.frameworks)}."
            raise UnknownFrameworkError(f"No framework has the id '{name}'.", mend)


def check_mapped(framework: Framework, library: Library) -> None:
    """Refuse a framework that mappings do not speak of.

    Raises:
        AimsError: if it is an earlier edition or the Harmonized Structure.
    """
    if framework.is_mapped:
        return
    later = _later(framework, library)
    if not later:
        raise AimsError(f"{framework.short} bears no mapping rows.", f"Use one of {_current(library)}.")
    name = f"Name the one that took its place, {later.short} ({later.edition.partition(',')[0]})"
    raise AimsError(
        f"{framework.short} is a former edition: it bears no mapping rows.",
        f"{name}: {later.id}. What a workspace says of the former one goes over with: aims-graph workspace migrate {framework.id}.",
        f"{name}. What a workspace says of the former one goes over on the page Migrate an edition.",
    )


def _later(framework: Framework, library: Library) -> Framework | None:
    """Return the mapped framework that took the place of an earlier edition; nothing if it is none, or none is stated."""
    stated = (framework_of(s.present) for s in library.successions if framework_of(s.former) == framework.id)
    of_law = (r.framework for m in library.members(framework.id) for r in library.replaced_by.get(m.id, ()))
    found = (library.frameworks.get(name) for name in (*stated, *of_law))
    return next((f for f in found if f and f.is_mapped), None)


def _current(library: Library) -> str:
    return ", ".join(f.id for f in library.frameworks.values() if f.is_mapped)


def resolve(text: str, library: Library) -> str:
    """Return the requirement id for a number as a person writes it.

    Raises:
        UnknownRequirementError: if nothing is called so, or more than one requirement has the number; it carries suggestions.
    """
    found = written_so(text, library)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRequirementError(text, _titles(found, library), have_it=True)
    asked = " ".join(text.split())
    if len(asked) > LONGEST:
        raise UnknownRequirementError(f"{asked[:40]}…", {})
    ways, index = list(_ways(asked, library)), numbers_of(library)
    # What is near is looked for in the framework that is named, if one is.
    numbers = next((way for way in ways if len(way) == 1), ways[0])
    # A clause that does not exist may be a control without its letter: another kind of thing, so only a suggestion.
    annex = [hit for f, number in numbers.items() for hit in index[f].meant_in_annex(number)]
    # Nor do the numbers of a framework begin with any word: Section 9 of the Act may be its Article 9, or another's.
    bare = [hit for f, number in numbers.items() for hit in index[f].after_any_word(number)]
    offered = list(dict.fromkeys([*annex, *bare, *near(numbers, library)]))[:4]
    raise UnknownRequirementError(text, _titles(offered, library))


def _titles(ids: Iterable[str], library: Library) -> dict[str, str]:
    return {id_: library.requirements[id_].title for id_ in ids}


def written_so(text: str, library: Library) -> list[str]:
    """Return the ids of all requirements that a text may name, by id or by number; several where several have the number."""
    asked = " ".join(text.split())
    if asked in library.requirements:
        return [asked]
    if len(asked) > LONGEST:
        return []
    # RDF has the address of an id, SPARQL writes it between brackets.
    if (id_ := library.names.curie(re.sub(r"^<(.*)>$", r"\1", asked))) in library.requirements:
        return [id_]
    index = numbers_of(library)
    for way in _ways(asked, library):
        found: list[str] = []
        for name, number in way.items():
            found += index[name].meant(number) or index[name].meant_without_letter(number)
        if found:
            return sorted(found)
    return []


def _ways(asked: str, library: Library) -> Iterator[dict[str, str]]:
    """Yield how a text may be read, the likeliest first: framework -> the number, as it is read if that framework is meant."""
    framework, colon, number = asked.partition(":")
    yield {framework: number} if colon and framework in library.frameworks else _split(asked, library)
    if colon and framework in library.names and framework not in library.frameworks:
        return  # a short name of something else
    # As files of crosswalks write it, a colon between name and number (27001:2022:9.3.1): the last one, for an edition has one, too.
    parts = asked.split(":")
    for cut in range(len(parts) - 1, 0, -1):
        yield _split(f"{':'.join(parts[:cut])} {':'.join(parts[cut:])}", library)


def folded(text: str) -> str:
    """Return a name or title as it is compared: letters and digits only, small.

    >>> folded("ISO/IEC 27001:2022"), folded("nist-ai-rmf-1.0")
    ('isoiec270012022', 'nistairmf10')
    """
    return "".join(c for c in text.lower() if c.isalnum())


def numbers_in(text: str, framework: str, library: Library) -> list[str]:
    """Return how a text may be read as a number of this framework alone, its name before the number or behind it."""
    asked = " ".join(text.split())
    return [way[framework] for way in _ways(asked, library) if [*way] == [framework]] if len(asked) <= LONGEST else []


def is_called(framework: Framework, text: str) -> bool:
    """Whether people or files name a framework so, by its id, title, short name or ``names``, with those who issue it or without."""
    return is_one_of(text, (framework.id, framework.short, framework.title, *framework.listed("names")), framework)


def is_document(framework: Framework, text: str) -> bool:
    """Whether this names another document whose numbers are read as this framework's, as its header lists them (27002 8.28 is 27001 A.8.28)."""
    return is_one_of(text, framework.listed("numbers_of"), framework)


def is_one_of(text: str, names: Iterable[str], framework: Framework) -> bool:
    """Whether a text is one of some names, whatever stands between their words, with those who issue the framework or without."""
    issuers = framework.listed("issuers")
    ways = _ways_to_write(text, issuers)
    return any(ways & _ways_to_write(name, issuers) for name in names)


@lru_cache(maxsize=8192)
def _ways_to_write(name: str, issuers: tuple[str, ...]) -> frozenset[str]:
    """Return a name as it is compared, with its issuers and without: they are words of it, or stand close before a number (ISOIEC27001)."""
    whole = folded(name)
    words = _either(issuers)
    if words is None:
        return frozenset({whole} - {""})
    close = re.fullmatch(f"(?:{'|'.join(map(re.escape, filter(None, map(folded, issuers))))})+(\\d.*)", whole)
    return frozenset({whole, folded(words.sub("", name.replace("_", " "))), close[1] if close else ""} - {""})


def shared_names(framework: Framework, others: Iterable[Framework]) -> Iterator[tuple[str, str, Framework]]:
    """Yield each name that would mean a framework and another as well: the key of the header that gives it, the name, the other framework."""
    ours = [("id", framework.id), ("short", framework.short), *(("names", name) for name in framework.listed("names"))]
    for other in others:
        theirs = (other.id, other.short, *other.listed("names"))
        both = [(key, name) for key, name in ours if is_called(other, name)]
        both += [("issuers", name) for name in theirs if not both and is_called(framework, name)]
        yield from ((key, name, other) for key, name in both)


def _without_issuer(text: str, framework: Framework) -> str:
    """Return a text without those who issue this framework: ISO/IEC 27001 is 27001, but NIST 27001 is nothing."""
    issuers = _either(framework.listed("issuers"))
    return issuers.sub("", text).strip() if issuers else text


@lru_cache(maxsize=64)
def _either(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return (
        re.compile(rf"\(?\b(?:{'|'.join(map(re.escape, words))})(?:\b|(?=\d))\)?[\s/:-]*", re.IGNORECASE)
        if words
        else None
    )


def _split(asked: str, library: Library) -> dict[str, str]:
    """Tell a framework's name from the number after it, or before it (Article 9 of the AI Act); without one, guess from the number's look.

    Returns:
        Framework -> the number, as it is read if that framework is meant.
    """
    rests = {f.id: _without_issuer(asked, f) for f in library.frameworks.values()}
    for cut in (3, 2, 1):
        # A framework that is called so comes before one that has the numbers of a document of that name.
        for called in (is_called, is_document):
            for framework in library.frameworks.values():
                for name, number in _at_either_end(rests[framework.id].split(" "), cut):
                    if not called(framework, name):
                        continue
                    if called is is_called:
                        return {framework.id: number}
                    # Another document's bare number is the annex's: 27002 5.1 is A.5.1 and not clause 5.1.
                    return {framework.id: in_annex(numbers_of(library)[framework.id].bare(number), framework)}
    spoken = [f.id for f in library.mapped if _is_spoken(rests[f.id], f, library)]
    return {f: rests[f] for f in spoken or [f.id for f in library.mapped]}


def _at_either_end(words: Sequence[str], cut: int) -> Iterator[tuple[str, str]]:
    """Yield the first words of a text with what follows them, and its last with what stands before.

    >>> [*_at_either_end("8.2 of the AI Act".split(), 2)]
    [('8.2 of', 'the AI Act'), ('AI Act', '8.2')]
    """
    if len(words) <= cut:
        return
    yield " ".join(words[:cut]).rstrip(",:"), " ".join(words[cut:])
    before = list(words[:-cut])
    while before and before[-1].lower() in _OF:
        before.pop()
    if before:
        yield " ".join(words[-cut:]).strip("(),"), " ".join(before).rstrip(",")


def _is_spoken(number: str, framework: Framework, library: Library) -> bool:
    """Whether a number begins as only this framework's do: with a word of its own, or with its annex."""
    word = re.split(r"[\W\d_]", number.lower(), maxsplit=1)[0]
    own = map(str.lower, framework.listed("number_words"))
    return word in own or numbers_of(library)[framework.id].says_annex(number)


def framework_of(requirement: str) -> str:
    """Return the framework of a requirement, by its id alone, whether or not there is such a one.

    >>> framework_of("iso42001:A.6.2.8")
    'iso42001'
    """
    return requirement.partition(":")[0]
