"""Numbers as people write them ("42001 A.6.2.4", "Art. 9(2)(a)", "GOVERN 1.1") to ids, and near misses.

How a framework's numbers are written stands in its catalogue's header: ``names`` of the framework, ``issuers`` that may stand before
them, ``number_words`` that begin a number of it without its name, ``annex``, the letter of its annex, and ``numbers_of``, other documents
whose bare numbers are those of that annex.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.model import Framework, Library, Requirement
from aims_graph.model.indexes import Index

#: A number that is looked up is no longer than this; a text that is longer is none.
LONGEST = 200


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
        raise UnknownRequirementError(text, found, have_it=True)
    asked = " ".join(text.split())
    if len(asked) > LONGEST:
        raise UnknownRequirementError(f"{asked[:40]}…", [])
    numbers, index = _read(asked, library), _numbers(library)
    # A clause that does not exist may be a control without its letter: another kind of thing, so only a suggestion.
    annex = [hit for f, number in numbers.items() for hit in index[f].meant(_annex_key(number, library.frameworks[f]))]
    raise UnknownRequirementError(text, list(dict.fromkeys([*annex, *near(numbers, library)]))[:4])


def written_so(text: str, library: Library) -> list[str]:
    """Return the ids of all requirements that a text may name, by id or by number; several where several have the number."""
    asked = " ".join(text.split())
    if asked in library.requirements:
        return [asked]
    if len(asked) > LONGEST:
        return []
    index = _numbers(library)
    found: list[str] = []
    for name, number in _read(asked, library).items():
        framework = library.frameworks[name]
        hits = index[name].meant(_key_of(number, framework))
        found += hits or (index[name].meant(_annex_key(number, framework)) if _bare_in_annex(framework) else [])
    return sorted(found)


def _read(asked: str, library: Library) -> dict[str, str]:
    """Return framework -> the number, as it is read if that framework is meant."""
    framework, colon, number = asked.partition(":")
    return {framework: number} if colon and framework in library.frameworks else _split(asked, library)


def _plain(text: str) -> str:
    return re.sub(r"[\s/_-]+", "", text).lower()


def _names(framework: Framework) -> set[str]:
    """Return how people name a framework: its id, its short name, and the ``names`` its catalogue's header lists."""
    short = _without_issuer(framework.short, framework)
    return {_plain(framework.id), _plain(short), *map(_plain, framework.listed("names"))}


def is_called(framework: Framework, text: str) -> bool:
    """Whether people name a framework so, with those who issue it or without."""
    return _plain(_without_issuer(text, framework)) in _names(framework)


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
    return re.compile(rf"\(?\b(?:{'|'.join(map(re.escape, words))})\b\)?[\s/:-]*", re.IGNORECASE) if words else None


def _documents(framework: Framework) -> set[str]:
    """Return the other documents whose numbers are read as this framework's, as its header lists them (27002 8.28 is 27001 A.8.28)."""
    return set(map(_plain, framework.listed("numbers_of")))


def annex_letter(framework: Framework) -> str:
    """Return the letter before the numbers of the framework's annex, as its header says; empty if it says none."""
    return str(framework.header.get("annex", ""))


def _bare_in_annex(framework: Framework) -> bool:
    """Whether a bare number that is no clause may be read as one of the annex: only where another document numbers it so."""
    return bool(framework.listed("numbers_of"))


def in_annex(number: str, framework: Framework) -> str:
    """Write a bare number as one of the framework's annex (5.1 as A.5.1); one that has the annex's letter stays."""
    letter = annex_letter(framework)
    return number if not letter or number.lower().startswith(f"{letter.lower()}.") else f"{letter}.{number}"


def _annex_key(number: str, framework: Framework) -> str:
    """Fold a bare number as one of the framework's annex; empty if it has none."""
    return f"{annex_letter(framework).lower()}.{_key_of(number, framework)}" if annex_letter(framework) else ""


def _split(asked: str, library: Library) -> dict[str, str]:
    """Tell a leading framework name from the number after it; without one, guess from the number's look.

    Returns:
        Framework -> the number, as it is read if that framework is meant.
    """
    rests = {f.id: _without_issuer(asked, f) for f in library.frameworks.values()}
    for cut in (3, 2, 1):
        # A framework that is called so comes before one that has the numbers of a document of that name.
        for called in (_names, _documents):
            for framework in library.frameworks.values():
                words = rests[framework.id].split(" ")
                if len(words) > cut and _plain(" ".join(words[:cut]).rstrip(",:")) in called(framework):
                    number = " ".join(words[cut:])
                    # Another document's bare number is the annex's: 27002 5.1 is A.5.1 and not clause 5.1.
                    return {
                        framework.id: number if called is _names else in_annex(_key_of(number, framework), framework)
                    }
    spoken = [f.id for f in library.mapped if _is_spoken(rests[f.id], f)]
    return {f: rests[f] for f in spoken or [f.id for f in library.mapped]}


def _is_spoken(number: str, framework: Framework) -> bool:
    """Whether a number begins as only this framework's do: with a word of its own, or with its annex."""
    word = re.split(r"[^a-z]", number.lower(), maxsplit=1)[0]
    return word in map(str.lower, framework.listed("number_words")) or _key_of(number, framework) != _key(number)


def _key(number: str) -> str:
    """Fold a number: 'Article 9(2)(a)', 'art. 9 (2) a' and 'Art 9.2.a' become the same text."""
    text = number.lower().strip().rstrip(".")
    text = re.sub(r"^(articles?|arts?\.?)\s*", "art ", text)
    text = re.sub(r"^((clause|control|sub-?clause|section)s?\s+|§+\s*)", "", text)
    text = re.sub(r"\bpoint\b|,", " ", text)
    text = re.sub(r"[()\s.:-]+", ".", text)
    return text.strip(".")


def _key_of(number: str, framework: Framework) -> str:
    """Fold a number of a framework, before whose letter the word Annex may stand: Annex A.5.1 and Annex A 5.1 are A.5.1."""
    key, letter = _key(number), annex_letter(framework).lower()
    return key.removeprefix("annex.") if letter and f"{key}.".startswith(f"annex.{letter}.") else key


def _written(requirement: Requirement) -> set[tuple[str, str]]:
    """Return how people write a requirement: its framework, with the folded number, aliases, and the id's own local part."""
    number = requirement.number
    names = {number, *requirement.aliases, requirement.id.partition(":")[2], number.replace("Article", "")}
    return {(requirement.framework, _key(name)) for name in names if name}


#: (framework, folded number) -> every requirement that is written so.
NUMBERS: Index[tuple[str, str], Requirement, list[Requirement]] = Index("numbers", "requirements", _written, list)


class _Numbers(Mapping[str, str]):
    """Folded number -> id, of one framework; a printed number wins over an alias and over the id's own local part."""

    def __init__(self, framework: str, written: Mapping[tuple[str, str], list[Requirement]]) -> None:
        self._framework, self._written = framework, written

    def __getitem__(self, key: str) -> str:
        found = self.meant(key)
        if not found:
            raise KeyError(key)
        return found[0]

    def meant(self, key: str) -> list[str]:
        """Return the ids that a folded number may mean: one or none, but where a source prints one number twice."""
        found = self._written.get((self._framework, key), [])
        printed = [r.id for r in found if r.number and _key(r.number) == key]
        return printed or [r.id for r in found[:1]]

    @cached_property
    def _all(self) -> list[str]:
        return [key for framework, key in self._written if framework == self._framework]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


@lru_cache(maxsize=4)
def _numbers(library: Library) -> dict[str, _Numbers]:
    """Framework -> folded number -> id."""
    written = library.at(NUMBERS)
    return {framework: _Numbers(framework, written) for framework in library.frameworks}


def ids_of_number(number: str, framework: str, library: Library) -> list[str]:
    """Return the ids that a number may mean within one framework, former editions included: mostly one or none.

    It is two where a bare number is that of a clause and, in a document that numbers the annex's controls, of a control; and where a source
    prints one number twice.
    """
    if framework not in library.frameworks:
        return []
    index, of, asked = _numbers(library)[framework], library.frameworks[framework], number[:LONGEST]
    keys = (_key_of(asked, of), *((_annex_key(asked, of),) if _bare_in_annex(of) else ()))
    return list(dict.fromkeys(hit for k in keys for hit in index.meant(k)))


def near(numbers: Mapping[str, str], library: Library) -> list[str]:
    """Return up to four ids whose numbers look like those asked for (framework -> number), the likest first."""
    index = _numbers(library)
    scored = []
    for framework, number in numbers.items():
        key = _key_of(number[:LONGEST], library.frameworks[framework])
        for hit in difflib.get_close_matches(key, index.get(framework, {}), n=3, cutoff=0.7):
            scored.append((-difflib.SequenceMatcher(None, key, hit).ratio(), index[framework][hit]))
    return list(dict.fromkeys(name for _, name in sorted(scored)))[:4]


def framework_of(requirement: str) -> str:
    """Return the framework of a requirement, by its id alone, whether or not there is such a one.

    >>> framework_of("iso42001:A.6.2.8")
    'iso42001'
    """
    return requirement.partition(":")[0]


def same_number(one: str, other: str) -> bool:
    """Tell whether two texts write one number.

    >>> same_number("Article 52(1)", "art-52-1"), same_number("A.8.4", "8.4")
    (True, False)
    """
    return _key(one) == _key(other)
