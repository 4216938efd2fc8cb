"""The numbers of a framework: every way to write one is folded to the same text, by which requirements are found.

What may stand in a number stands in the catalogue's header: ``unit_words`` that people write in it or leave out (Article, point), ``annex``, the
letter of its annex, ``annex_words`` that may stand before it, and ``numbers_of``, other documents whose bare numbers are those of that annex. A
catalogue that lists no such words is read by those of all the others.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from aims_graph.model import Framework, Library, Requirement
from aims_graph.model.indexes import Index

#: A number that is looked up is no longer than this; a text that is longer is none.
LONGEST = 200
#: A word before a folded number.
_FIRST_WORD = re.compile(r"^[^\W\d_]+\.(?=\d)")


def annex_letter(framework: Framework) -> str:
    """Return the letter before the numbers of the framework's annex, as its header says; empty if it says none."""
    return str(framework.header.get("annex", ""))


def in_annex(number: str, framework: Framework) -> str:
    """Write a bare number as one of the framework's annex (5.1 as A.5.1); one that has the annex's letter stays."""
    letter = annex_letter(framework)
    return number if not letter or number.lower().startswith(f"{letter.lower()}.") else f"{letter}.{number}"


def _folded(number: str) -> str:
    """Fold a number: "Article 9(2)(a)", "article 9 (2) a" and "Article 9.2.a" become the same text."""
    return re.sub(r"[()\s.,:§-]+", ".", number.lower()).strip(".")


def _written(requirement: Requirement) -> set[tuple[str, str]]:
    """Return how people write a requirement: its framework, with the folded number, aliases, and the id's own local part."""
    names = {requirement.number, *requirement.aliases, requirement.id.partition(":")[2]}
    return {(requirement.framework, _folded(name)) for name in names if name}


#: (framework, folded number) -> every requirement that is written so.
NUMBERS: Index[tuple[str, str], Requirement, list[Requirement]] = Index("numbers", "requirements", _written, list)


@lru_cache(maxsize=8)
def _words(library: Library, listed: str) -> dict[str, re.Pattern[str] | None]:
    """Framework -> the words that its header lists under a key, as they stand in a folded number; those of all others if it lists none."""
    stated = {f.id: f.listed(listed) for f in library.frameworks.values()}
    every = tuple(dict.fromkeys(word for words in stated.values() for word in words))
    return {framework: _any_of(words or every) for framework, words in stated.items()}


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first: of "sub-clause" no "sub" is to stay. A word may stand right before its number: Art9.
    keys = sorted(filter(None, map(_folded, words)), key=lambda k: -len(k))
    return re.compile(rf"(?<![^.])(?:{'|'.join(map(re.escape, keys))})(?:\.|$|(?=\d))") if keys else None


class Numbers:
    """The numbers of one framework; a printed number wins over an alias and over the id's own local part."""

    def __init__(
        self, framework: Framework, library: Library, written: Mapping[tuple[str, str], Sequence[Requirement]]
    ) -> None:
        """Take the framework and the index of how requirements are written."""
        self._framework, self._written = framework, written
        self._letter = annex_letter(framework).lower()
        self._annex_words = _words(library, "annex_words")[framework.id]
        self._unit_words = _words(library, "unit_words")[framework.id]

    def meant(self, number: str) -> list[str]:
        """Return the ids that a number may mean: one or none, but where a source prints one number twice.

        As it is written, or else with and without the words that may be left out.
        """
        return self._at_either(self._key(number))

    def meant_in_annex(self, number: str) -> list[str]:
        """Return the ids that a bare number means if it is one of the annex."""
        return self._at_either(f"{self._letter}.{self.bare(number)}") if self._letter else []

    def meant_without_letter(self, number: str) -> list[str]:
        """Return the same where a bare number may be read so: only where another document numbers the annex so."""
        return self.meant_in_annex(number) if self._framework.listed("numbers_of") else []

    def after_any_word(self, number: str) -> list[str]:
        """Return the ids that a number means without the word it begins with, whatever word that is."""
        return self._at_either(_FIRST_WORD.sub("", _folded(number)))

    def near(self, number: str) -> Iterator[tuple[float, str]]:
        """Yield up to three ids whose numbers look like one, with how much they do (0 to 1), and as many of those without words."""
        key = self._key(number)
        written = {k: k for keys in self._without_words.values() for k in keys}
        without = {k: keys[0] for k, keys in self._without_words.items()}
        for asked, known in ((key, written), (self._bare(key), without)):
            for hit in difflib.get_close_matches(asked, known, n=3, cutoff=0.7):
                yield difflib.SequenceMatcher(None, asked, hit).ratio(), self._at([known[hit]])[0]

    def bare(self, number: str) -> str:
        """Return a number folded, without the words that people may leave out; if it is nothing else, with them."""
        return self._bare(self._key(number))

    def says_annex(self, number: str) -> bool:
        """Whether a word for the annex stands before its letter."""
        return self._key(number) != _folded(number)

    def are_same(self, one: str, other: str) -> bool:
        """Whether two texts write one number."""
        return self._bare(_folded(one)) == self._bare(_folded(other))

    def _key(self, number: str) -> str:
        """Fold a number, before whose letter a word for annex may stand: Annex A.5.1 and Annex A 5.1 are A.5.1."""
        key = _folded(number)
        found = self._annex_words.match(key) if self._annex_words and self._letter else None
        return key[found.end() :] if found and f"{key[found.end() :]}.".startswith(f"{self._letter}.") else key

    def _bare(self, key: str) -> str:
        return (self._unit_words.sub("", key).strip(".") if self._unit_words else key) or key

    def _at_either(self, key: str) -> list[str]:
        return self._at([key]) or self._at(self._without_words.get(self._bare(key), []))

    def _at(self, keys: Iterable[str]) -> list[str]:
        found = {r.id: (r, key) for key in keys for r in self._written.get((self._framework.id, key), [])}
        printed = [r.id for r, key in found.values() if r.number and _folded(r.number) == key]
        return printed or [r.id for r, _ in found.values()][:1]

    @cached_property
    def _without_words(self) -> dict[str, list[str]]:
        """A folded number without the words that may be left out -> how it is written."""
        found: dict[str, list[str]] = {}
        for framework, key in self._written:
            if framework == self._framework.id:
                found.setdefault(self._bare(key), []).append(key)
        return found


@lru_cache(maxsize=4)
def numbers_of(library: Library) -> dict[str, Numbers]:
    """Return the numbers of each framework, by its id."""
    # Of content that was read just now, the index is made of all requirements.
    written = library.at(NUMBERS)
    return {name: Numbers(framework, library, written) for name, framework in library.frameworks.items()}


def ids_of_number(number: str, framework: str, library: Library) -> list[str]:
    """Return the ids that a number may mean within one framework, former editions included: mostly one or none.

    It is two where a bare number is that of a clause and, in a document that numbers the annex's controls, of a control; and where a source
    prints one number twice.
    """
    if framework not in library.frameworks:
        return []
    of, asked = numbers_of(library)[framework], number[:LONGEST]
    return list(dict.fromkeys((*of.meant(asked), *of.meant_without_letter(asked))))


def near(numbers: Mapping[str, str], library: Library) -> list[str]:
    """Return up to four ids whose numbers look like those asked for (framework -> number), the likest first."""
    index = numbers_of(library)
    scored = [(-like, id_) for f, n in numbers.items() if f in index for like, id_ in index[f].near(n[:LONGEST])]
    return list(dict.fromkeys(id_ for _, id_ in sorted(scored)))[:4]


def same_number(one: str, other: str, framework: str, library: Library) -> bool:
    """Tell whether two texts write one number of a framework.

    >>> from aims_graph import load
    >>> same_number("Article 52(1)", "art-52-1", "aiact", load()), same_number("A.8.4", "8.4", "iso42001", load())
    (True, False)
    """
    return numbers_of(library)[framework].are_same(one, other)
