"""Numbers as people write them ("42001 A.6.2.4", "Art. 9(2)(a)", "GOVERN 1.1") to ids, and near misses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from aims_graph.errors import AimsError, UnknownFrameworkError, UnknownRequirementError
from aims_graph.model import Framework, Library, Requirement

_ISSUER = re.compile(r"\b(ISO\s*/?\s*IEC|ISO|IEC|EN|NIST|EU|Regulation|\(EU\))\b[\s/:-]*", re.IGNORECASE)


def resolve_framework(text: str, library: Library) -> str:
    """Return the framework id for "27001", "ISO/IEC 27001", "iso27001" or "AI Act".

    Raises:
        UnknownFrameworkError: if no framework is called so.
        AimsError: if it is an earlier edition or the Harmonized Structure, which mappings do not speak of.
    """
    key = _plain(_ISSUER.sub("", text))
    for framework in library.frameworks.values():
        if key in _names(framework):
            check_mapped(framework, library)
            return framework.id
    raise UnknownFrameworkError(f"No framework is called '{text}'.", f"Use one of {_current(library)}.")


def check_mapped(framework: Framework, library: Library) -> None:
    """Refuse a framework that mappings do not speak of.

    Raises:
        AimsError: if it is an earlier edition or the Harmonized Structure.
    """
    if framework.role != "framework":
        raise AimsError(f"{framework.short} bears no mapping rows.", f"Use one of {_current(library)}.")


def _current(library: Library) -> str:
    return ", ".join(f.id for f in library.frameworks.values() if f.role == "framework")


def resolve(text: str, library: Library) -> str:
    """Return the requirement id for a number as a person writes it.

    Raises:
        UnknownRequirementError: if nothing is called so, or more than one framework has the number; it carries suggestions.
    """
    asked = " ".join(text.split())
    if asked in library.requirements:
        return asked
    if ":" in asked and asked.partition(":")[0] in library.frameworks:
        frameworks, number = [asked.partition(":")[0]], asked.partition(":")[2]
    else:
        frameworks, number = _split(asked, library)
    index = _numbers(library.requirements)
    hits = (next((index[f][key] for key in _keys(number) if key in index.get(f, {})), "") for f in frameworks)
    found = sorted(filter(None, hits))
    if len(found) == 1:
        return found[0]
    raise UnknownRequirementError(text, found or near(number, frameworks, library))


def _plain(text: str) -> str:
    return re.sub(r"[\s/_-]+", "", text).lower()


def _names(framework: Framework) -> set[str]:
    """Return how people name a framework: its id, and the ``names`` its catalogue's header lists."""
    return {framework.id, *(_plain(str(name)) for name in framework.header.get("names") or ())}


def _documents(framework: Framework) -> set[str]:
    """Return the documents whose numbers are read as this framework's: its own, and those its header lists (27002 8.28 is 27001 A.8.28)."""
    return _names(framework) | {_plain(str(name)) for name in framework.header.get("numbers_of") or ()}


def _split(asked: str, library: Library) -> tuple[list[str], str]:
    """Tell a leading framework name from the number after it; without one, guess from the number's look."""
    current = [f.id for f in library.frameworks.values() if f.role == "framework"]
    rest = _ISSUER.sub("", asked).strip()
    words = rest.split(" ")
    for cut in range(min(3, len(words) - 1), 0, -1):
        name = _plain(" ".join(words[:cut]))
        for framework in library.frameworks.values():
            if name in _documents(framework):
                return [framework.id], " ".join(words[cut:])
    if re.match(r"(art|article|annex)\b\.?", rest, re.IGNORECASE):
        return ["aiact"], rest
    if re.match(r"(govern|map|measure|manage)\b", rest, re.IGNORECASE):
        return ["airmf"], rest
    return current, rest


def _key(number: str) -> str:
    """Fold a number: 'Article 9(2)(a)', 'art. 9 (2) a' and 'Art 9.2.a' become the same text."""
    text = number.lower().strip().rstrip(".")
    text = re.sub(r"^(article|art\.?)\s*", "art ", text)
    text = re.sub(r"^(clause|control|subclause)\s+", "", text)
    text = re.sub(r"\bpoint\b|,", " ", text)
    text = re.sub(r"[()\s.:-]+", ".", text)
    return text.strip(".")


def _keys(number: str) -> list[str]:
    key = _key(number)
    # Annex A numbers are often written without their letter: 27001 8.28 is A.8.28; and 6.2(a) without its point.
    return [key, f"a.{key}"] if not key.startswith(("a.", "art")) else [key]


def _numbers(requirements: Mapping[str, Requirement]) -> dict[str, dict[str, str]]:
    """Framework -> folded number -> id; a printed number wins over an alias and over the id's own local part."""
    index: dict[str, dict[str, str]] = {}
    for requirement in requirements.values():
        names = index.setdefault(requirement.framework, {})
        local = requirement.id.partition(":")[2]
        if requirement.number:
            names[_key(requirement.number)] = requirement.id
        for name in (*requirement.aliases, local, requirement.number.replace("Article", "")):
            if name:
                names.setdefault(_key(name), requirement.id)
    return index


def near(number: str, frameworks: list[str], library: Library) -> list[str]:
    """Return up to four ids of these frameworks whose numbers look like ``number``, the likest first."""
    index = _numbers(library.requirements)
    scored = []
    for framework in frameworks:
        for key in difflib.get_close_matches(_key(number), index.get(framework, {}), n=3, cutoff=0.7):
            ratio = difflib.SequenceMatcher(None, _key(number), key).ratio()
            scored.append((-ratio, index[framework][key]))
    return list(dict.fromkeys(name for _, name in sorted(scored)))[:4]
