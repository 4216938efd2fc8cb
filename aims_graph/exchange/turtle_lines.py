"""On which line a Turtle file states what: parsers do not tell, and a person who is to mend it must find it.

Turtle, TriG, N-Triples and N-Quads, read for statements between things with names; what stands within brackets, and literals, are passed over. What
this does not find has no line: none is guessed.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from aims_graph.pack.names import FIXED

_TOKENS = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |<(?P<iri>(?:[^<>"{}|^`\\\s]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>
    |(?P<sign>[.;,\[\](){}]|\^\^)
    |(?P<word>(?:[^\s;,\[\](){}<>"'\#.\\^]|\\.|\.(?=[^\s;,\[\](){}<>"'\#]))+)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{4,8})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TYPE = FIXED["rdf"] + "type"
_DIRECTIVES = {"@prefix", "@base", "prefix", "base"}
#: A statement of things with names: subject, predicate, object.
Stated = tuple[str, str, str]


def lines_of(text: str, base: str) -> dict[Stated, int]:
    """Return the line, counted from 1, of the object of each statement between things with names, where it is made first.

    Args:
        text: the file, which a parser has found to be right.
        base: what relative names are relative to, unless the file says otherwise.

    >>> lines_of("@prefix e: <http://e.org/> .\\ne:a e:b e:c ,\\n <http://e.org/d> .", "")
    {('http://e.org/a', 'http://e.org/b', 'http://e.org/c'): 2, ('http://e.org/a', 'http://e.org/b', 'http://e.org/d'): 3}
    """
    found: dict[Stated, int] = {}
    names: dict[str, str] = {}
    said: list[str] = []
    depth, line, at = 0, 1, 0
    for token in _TOKENS.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        kind, sign = token.lastgroup, token["sign"]
        if kind == "comment":
            continue
        if sign in ("[", "("):
            if not depth:
                said.append("")
            depth += 1
        elif sign in ("]", ")"):
            depth -= 1
        elif depth:
            continue
        elif sign in (".", "{", "}"):
            said = []
        elif sign == ";":
            said = said[:1]
        elif sign == ",":
            said = said[:2]
        elif sign is None and said and said[0] in _DIRECTIVES:
            if kind == "iri":
                base = _declared(said, _name(token, names, base), names, base)
                said = said if said[0].startswith("@") else []  # such a line ends without a stop
            else:
                said.append(token.group().removesuffix(":"))
        elif sign is None:
            word = token.group().lower()
            said.append(word if word in _DIRECTIVES and not said else _name(token, names, base))
            if len(said) == 3 and all(said):
                found.setdefault((said[0], said[1], said[2]), line)
    return found


def _declared(said: list[str], iri: str, names: dict[str, str], base: str) -> str:
    """Take up what a directive declares, and return the base that holds from here on."""
    if said[0].endswith("base"):
        return iri
    names[said[1]] = iri
    return base


def _name(token: re.Match[str], names: dict[str, str], base: str) -> str:
    """Return the full name of a thing; empty for a literal, and for what has no name."""
    if token["iri"] is not None:
        return _joined(base, _ESCAPE.sub(lambda code: chr(int(code[1], 16)), token["iri"]))
    word = token["word"]
    if word is None or word.startswith("_:"):
        return ""
    if word == "a":
        return _TYPE
    prefix, _, local = word.partition(":")
    return names[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in names else ""


def _joined(base: str, iri: str) -> str:
    """Return an IRI in full. What is full stands as it is; of another, urljoin would drop a # with nothing behind it.

    >>> [_joined("https://e.org/a/b#", iri) for iri in ("https://e.org/x#", "#", "c#", "", "#d")]
    ['https://e.org/x#', 'https://e.org/a/b#', 'https://e.org/a/c#', 'https://e.org/a/b', 'https://e.org/a/b#d']
    """
    if _SCHEME.match(iri):
        return iri
    path, sign, fragment = iri.partition("#")
    whole = base.partition("#")[0]
    return (urljoin(whole, path) if path else whole) + sign + fragment
