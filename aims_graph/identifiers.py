"""Numbers as people write them ("42001 A.6.2.4", "27001:9.3.1", "Art. 9(2)(a)", "GOVERN 1.1") to ids, and near misses.

How a framework's numbers are written stands in its catalogue's header: ``names`` of the framework, ``issuers`` that may stand before
them, ``number_words`` that begin a number of it without its name, ``unit_words`` that people write in a number or leave out (Article, point),
``annex``, the letter of its annex, ``annex_words`` that may stand before it, and ``numbers_of``, other documents whose bare numbers are those of
that annex. A catalogue that lists no such words is read by those of all the others.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.model import Framework, Library, Requirement
from aims_graph.model.indexes import Index

#: A number that is looked up is no longer than this; a text that is longer is none.
LONGEST = 200
#: What may stand between a number and the framework's name behind it.
_OF = ("of", "in", "from", "the")
#: A word before a folded number.
_FIRST_WORD = re.compile(r"^[^\W\d_]+\.(?=\d)")


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
    ways, index = list(_ways(asked, library)), _numbers(library)
    # What is near is looked for in the framework that is named, if one is.
    numbers = next((way for way in ways if len(way) == 1), ways[0])
    # A clause that does not exist may be a control without its letter: another kind of thing, so only a suggestion.
    annex = [hit for f, number in numbers.items() for hit in index[f].meant(_annex_key(number, f, library))]
    # Nor do the numbers of a framework begin with any word: Section 9 of the Act may be its Article 9, or another's.
    bare = [hit for f, number in numbers.items() for hit in index[f].meant(_FIRST_WORD.sub("", _key(number)))]
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
    index = _numbers(library)
    for way in _ways(asked, library):
        found: list[str] = []
        for name, number in way.items():
            framework = library.frameworks[name]
            hits = index[name].meant(_key_of(number, name, library))
            found += hits or (index[name].meant(_annex_key(number, name, library)) if _bare_in_annex(framework) else [])
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


def _plain(text: str) -> str:
    return re.sub(r"[\s/:_-]+", "", text).lower()


def _names(framework: Framework) -> set[str]:
    """Return how people name a framework: its id, its short name, and the ``names`` its catalogue's header lists."""
    said = (framework.id, framework.short)
    names = (*said, *(_without_issuer(name, framework) for name in said), *framework.listed("names"))
    return set(map(_plain, names))


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
    return (
        re.compile(rf"\(?\b(?:{'|'.join(map(re.escape, words))})(?:\b|(?=\d))\)?[\s/:-]*", re.IGNORECASE)
        if words
        else None
    )


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


def _annex_key(number: str, framework: str, library: Library) -> str:
    """Fold a bare number as one of the framework's annex; empty if it has none."""
    letter = annex_letter(library.frameworks[framework]).lower()
    return f"{letter}.{_bare(_key_of(number, framework, library), framework, library)}" if letter else ""


def _split(asked: str, library: Library) -> dict[str, str]:
    """Tell a framework's name from the number after it, or before it (Article 9 of the AI Act); without one, guess from the number's look.

    Returns:
        Framework -> the number, as it is read if that framework is meant.
    """
    rests = {f.id: _without_issuer(asked, f) for f in library.frameworks.values()}
    for cut in (3, 2, 1):
        # A framework that is called so comes before one that has the numbers of a document of that name.
        for called in (_names, _documents):
            for framework in library.frameworks.values():
                for name, number in _at_either_end(rests[framework.id].split(" "), cut):
                    if _plain(name) not in called(framework):
                        continue
                    if called is _names:
                        return {framework.id: number}
                    # Another document's bare number is the annex's: 27002 5.1 is A.5.1 and not clause 5.1.
                    bare = _bare(_key_of(number, framework.id, library), framework.id, library)
                    return {framework.id: in_annex(bare, framework)}
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
    return word in own or _key_of(number, framework.id, library) != _key(number)


def _key(number: str) -> str:
    """Fold a number: "Article 9(2)(a)", "article 9 (2) a" and "Article 9.2.a" become the same text."""
    return re.sub(r"[()\s.,:§-]+", ".", number.lower()).strip(".")


def _key_of(number: str, framework: str, library: Library) -> str:
    """Fold a number of a framework, before whose letter a word for annex may stand: Annex A.5.1 and Annex A 5.1 are A.5.1."""
    key, letter = _key(number), annex_letter(library.frameworks[framework]).lower()
    before = _words(library, "annex_words")[framework]
    found = before.match(key) if before and letter else None
    return key[found.end() :] if found and f"{key[found.end() :]}.".startswith(f"{letter}.") else key


def _bare(key: str, framework: str, library: Library) -> str:
    """Return a folded number without the words of its framework that people may leave out; itself if it is nothing else."""
    words = _words(library, "unit_words")[framework]
    return (words.sub("", key).strip(".") if words else key) or key


@lru_cache(maxsize=8)
def _words(library: Library, listed: str) -> dict[str, re.Pattern[str] | None]:
    """Framework -> the words that its header lists under a key, as they stand in a folded number; those of all others if it lists none."""
    stated = {f.id: f.listed(listed) for f in library.frameworks.values()}
    every = tuple(dict.fromkeys(word for words in stated.values() for word in words))
    return {framework: _any_of(words or every) for framework, words in stated.items()}


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first: of "sub-clause" no "sub" is to stay. A word may stand right before its number: Art9.
    keys = sorted(filter(None, map(_key, words)), key=lambda k: -len(k))
    return re.compile(rf"(?<![^.])(?:{'|'.join(map(re.escape, keys))})(?:\.|$|(?=\d))") if keys else None


def _written(requirement: Requirement) -> set[tuple[str, str]]:
    """Return how people write a requirement: its framework, with the folded number, aliases, and the id's own local part."""
    names = {requirement.number, *requirement.aliases, requirement.id.partition(":")[2]}
    return {(requirement.framework, _key(name)) for name in names if name}


#: (framework, folded number) -> every requirement that is written so.
NUMBERS: Index[tuple[str, str], Requirement, list[Requirement]] = Index("numbers", "requirements", _written, list)


class _Numbers:
    """The numbers of one framework, folded; a printed number wins over an alias and over the id's own local part."""

    def __init__(
        self, framework: str, library: Library, written: Mapping[tuple[str, str], Sequence[Requirement]]
    ) -> None:
        self._framework, self._library, self._written = framework, library, written

    def meant(self, key: str) -> list[str]:
        """Return the ids that a folded number may mean: one or none, but where a source prints one number twice.

        As it is written, or else with and without the words that may be left out.
        """
        return self._at([key]) or self._at(self.bare.get(_bare(key, self._framework, self._library), []))

    def _at(self, keys: Iterable[str]) -> list[str]:
        found = {r.id: (r, key) for key in keys for r in self._written.get((self._framework, key), [])}
        printed = [r.id for r, key in found.values() if r.number and _key(r.number) == key]
        return printed or [r.id for r, _ in found.values()][:1]

    @cached_property
    def bare(self) -> dict[str, list[str]]:
        """A folded number without the words that may be left out -> how it is written."""
        found: dict[str, list[str]] = {}
        for framework, key in self._written:
            if framework == self._framework:
                found.setdefault(_bare(key, framework, self._library), []).append(key)
        return found

    def near(self, key: str) -> Iterator[tuple[float, str]]:
        """Yield up to three ids whose numbers look like one, with how much they do (0 to 1), and as many of those without words."""
        written = {k: k for keys in self.bare.values() for k in keys}
        without = {k: keys[0] for k, keys in self.bare.items()}
        for asked, known in ((key, written), (_bare(key, self._framework, self._library), without)):
            for hit in difflib.get_close_matches(asked, known, n=3, cutoff=0.7):
                yield difflib.SequenceMatcher(None, asked, hit).ratio(), self._at([known[hit]])[0]


@lru_cache(maxsize=4)
def _numbers(library: Library) -> dict[str, _Numbers]:
    """Framework -> folded number -> id."""
    # Of content that was read just now, the index is made of all requirements.
    written = library.at(NUMBERS)
    return {framework: _Numbers(framework, library, written) for framework in library.frameworks}


def ids_of_number(number: str, framework: str, library: Library) -> list[str]:
    """Return the ids that a number may mean within one framework, former editions included: mostly one or none.

    It is two where a bare number is that of a clause and, in a document that numbers the annex's controls, of a control; and where a source
    prints one number twice.
    """
    if framework not in library.frameworks:
        return []
    index, of, asked = _numbers(library)[framework], library.frameworks[framework], number[:LONGEST]
    in_annex_too = (_annex_key(asked, framework, library),) if _bare_in_annex(of) else ()
    keys = (_key_of(asked, framework, library), *in_annex_too)
    return list(dict.fromkeys(hit for k in keys for hit in index.meant(k)))


def near(numbers: Mapping[str, str], library: Library) -> list[str]:
    """Return up to four ids whose numbers look like those asked for (framework -> number), the likest first."""
    index = _numbers(library)
    asked = {f: _key_of(number[:LONGEST], f, library) for f, number in numbers.items()}
    scored = [(-like, name) for f, key in asked.items() if f in index for like, name in index[f].near(key)]
    return list(dict.fromkeys(name for _, name in sorted(scored)))[:4]


def framework_of(requirement: str) -> str:
    """Return the framework of a requirement, by its id alone, whether or not there is such a one.

    >>> framework_of("iso42001:A.6.2.8")
    'iso42001'
    """
    return requirement.partition(":")[0]


def same_number(one: str, other: str, framework: str, library: Library) -> bool:
    """Tell whether two texts write one number of a framework.

    >>> from aims_graph import load
    >>> same_number("Article 52(1)", "art-52-1", "aiact", load()), same_number("A.8.4", "8.4", "iso42001", load())
    (True, False)
    """
    return len({_bare(_key(number), framework, library) for number in (one, other)}) == 1
