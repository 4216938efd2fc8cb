"""SPARQL as a parse tree: what a query is, whom it asks, which names it uses, and how values are written into it.

The grammar (``sparql.lark``) is parsed by Lark in time linear in the text. A query is judged before it reaches the engine, so that a fault is named
where it stands in the text that was given; the engine itself then has the last word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from aims_graph.counting import count_of
from aims_graph.errors import QueryError
from aims_graph.graph.results import Kind

#: No longer text is read; the longest query of ours has 36,000 characters, with all its parts put in.
LONGEST = 50_000

#: What Lark's names of tokens mean to a person; any other token is named as it is written.
_WORDS = {
    "VAR": "a variable",
    "IRIREF": "an address in <>",
    "PNAME": "a name",
    "STRING": "a text in quotes",
    "NUMBER": "a number",
    "BOOLEAN": "true or false",
    "BLANK_NODE": "a blank node",
    "LANGTAG": "a language",
    "BUILTIN": "a function",
    "$END": "the end",
}
#: The word a query begins with -> the kind of its answer.
_KINDS: dict[str, Kind] = {"select": "select", "ask": "ask", "construct": "graph", "describe": "graph"}
#: Functions whose value is another one each time.
_PASSING = ("NOW", "RAND", "UUID", "STRUUID")
#: A longer list of what could stand there helps nobody.
_MOST = 6
_READ_ONLY = "Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here."


@dataclass(frozen=True)
class Query:
    """A query that may be run.

    Args:
        given: as it was given.
        text: as the engine takes it.
        names_dataset: whether it names its dataset itself (FROM).
        escapes: where the engine's text has a sign more than what was given.
        kind: what kind of answer it has.
        lasting: whether the answer stays as long as the content does: it asks neither for the time nor for anything at random.
        graphs: the graphs whoever asks has named beside the query, those of the default graph and the named ones; they stand in the place of FROM.
    """

    given: str
    text: str
    names_dataset: bool
    escapes: tuple[int, ...] = ()
    kind: Kind = "select"
    lasting: bool = True
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Turn a place in ``text``, as the engine counts it, into one in ``given``; both from 1.

        >>> judge("ASK { x:a.b.c ?p ?o }", {"x": "http://x/"}).place(1, 16)
        (1, 14)
        """
        starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        at = starts[min(line, len(starts)) - 1] + column - 1
        return _place(self.given, at - bisect_left(self.escapes, at))


def judge(text: str, prefixes: Collection[str]) -> Query:
    """Read somebody's query, and refuse what cannot or must not be run.

    Args:
        text: the query.
        prefixes: the prefixes that need not be declared.

    Raises:
        QueryError: if the text is too long or malformed, would change something or ask another server, or uses an undeclared prefix; with line
            and column wherever there are any.
    """
    tree = parsed(text)
    for token in tokens(tree, "SERVICE"):
        raise _error(token, "SERVICE would ask another server.", "Queries here read one dataset only: remove SERVICE.")
    declared = {*prefixes, *_declared(tree)}
    names = list(tokens(tree, "PNAME"))
    for token in names:
        prefix = token.partition(":")[0]
        if prefix not in declared:
            raise _error(
                token, f"the query is malformed; the prefix {prefix}: is not declared.", "Declare it: PREFIX …"
            )
    for token in tokens(tree, "IRIREF"):
        if not re.match("[A-Za-z][A-Za-z0-9+.-]*:", address(token)) and next(tree.find_data("base"), None) is None:
            raise _error(token, f"the query is malformed; {_shown(token)} is no whole address.", "Write it in full.")
    written, escapes = _escaped(text, names)
    named = next(tokens(tree, "FROM"), None) is not None
    kind = next(_KINDS[part.data] for part in tree.children if isinstance(part, Tree) and part.data in _KINDS)
    lasting = not any(token.upper() in _PASSING for token in tokens(tree, "BUILTIN"))
    return Query(text, written, named, escapes, kind, lasting)


def for_engine(text: str) -> str:
    r"""Return a query that somebody may run unjudged, as the engine takes it; what is no SPARQL 1.1 is left to the engine as it is.

    >>> for_engine("ASK { x:a.b.c ?p 'x:a.b.c' }")
    "ASK { x:a\\.b\\.c ?p 'x:a.b.c' }"
    """
    if not re.search(r":[^\s.]*\.[^\s.]*\.", text):
        return text
    try:
        return _escaped(text, tokens(parsed(text), "PNAME"))[0]
    except QueryError:
        return text


def _escaped(text: str, names: Iterable[Token]) -> tuple[str, tuple[int, ...]]:
    """Return a query with the dots of its names escaped, and where: pyoxigraph 0.5 reads a name with several dots only so."""
    pieces, escapes, done = list[str](), list[int](), 0
    for token in names:
        for dot in re.finditer(r"\\.|(\.)", token.partition(":")[2]):
            if dot[1]:
                at = _start(token) + token.index(":") + 1 + dot.start()
                pieces += [text[done:at], "\\"]
                escapes.append(at + len(escapes))
                done = at
    return "".join([*pieces, text[done:]]), tuple(escapes)


def parsed(text: str) -> Tree[Token]:
    """Return the parse tree of a query.

    Raises:
        QueryError: if the text is too long, no query, or one that changes something.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"The query has {count_of(len(text), 'character')}.", f"At most {LONGEST:,} are read: shorten it."
        )
    broken = re.search("[\ud800-\udfff]", text)
    if broken:
        raise QueryError(
            "The query is no text that can be written as UTF-8.", "Type it anew.", *_place(text, broken.start())
        )
    try:
        tree = _parser().parse(text)
    except UnexpectedCharacters as error:
        if error.token_history and error.token_history[-1].type == "UPDATE":
            raise _update(error.token_history[-1]) from None
        at = error.pos_in_stream or 0
        word = re.match(r"\w+|.", text[at:], re.DOTALL)
        what = "this text has no end" if text[at] in "\"'" else f"{_shown(word[0] if word else '')} does not fit here"
        raise QueryError(*_malformed(text, at, what), *_place(text, at)) from None
    except UnexpectedToken as error:
        last = error.interactive_parser.parser_state.value_stack[-1:] if error.interactive_parser else []
        if last and isinstance(last[0], Token) and last[0].type == "UPDATE":
            raise _update(last[0]) from None
        ended = error.token.type == "$END"
        at = len(text) if ended else error.token.start_pos or 0
        what = "it ends too early" if ended else f"{_shown(error.token)} does not fit here"
        raise QueryError(*_malformed(text, at, what + _instead(error.expected)), *_place(text, at)) from None
    for token in tokens(tree, "UPDATE"):
        raise _update(token)
    return tree


def tokens(tree: Tree[Token], kind: str) -> Iterator[Token]:
    """Yield the tokens of a kind, in the order of the text."""
    # Not by Tree.scan_values, which calls itself and so fails on what is nested deeply.
    left: list[Token | Tree[Token]] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, Tree):
            left += reversed(node.children)
        elif node.type == kind:
            yield node


def address(token: Token) -> str:
    """Return the address that a token in <> means; its signs may be written by their numbers.

    Raises:
        QueryError: if a number is that of a sign which no address has.
    """

    def sign(number: re.Match[str]) -> str:
        n = int(number[1] or number[2], 16)
        if not 0x20 < n <= 0x10FFFF or 0xD800 <= n < 0xE000 or chr(n) in '<>"{}|^`\\':
            what = f"the query is malformed; {_shown(token)} is no address: none has {number[0]}."
            raise _error(token, what, "Leave it out.")
        return chr(n)

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", sign, token[1:-1])


def bind(text: str, values: Mapping[str, str]) -> str:
    """Write terms into a query in the place of variables.

    Where a value cannot stand, the variable is dropped (chosen in a sub-query, grouped or ordered by); the outermost SELECT goes on to name it.

    Args:
        text: a query of ours.
        values: variable -> term as SPARQL writes it.

    >>> bind("SELECT ?r ?t { ?r skos:prefLabel ?t } ORDER BY ?r ?t", {"r": "iso42001:4.1"})
    'SELECT (iso42001:4.1 AS ?r) ?t { iso42001:4.1 skos:prefLabel ?t } ORDER BY ?t'
    """
    tree = parsed(text)
    outermost = next(iter(tree.find_pred(lambda t: t.data == "select")), None)
    head = outermost.children[0] if outermost else None
    plain = {id(chosen.children[0]): clause for clause in _clauses(tree) for chosen in clause.find_data("chosen")}
    pieces, done = list[str](), 0
    for token in tokens(tree, "VAR"):
        if token[1:] in values:
            value, end = values[token[1:]], _start(token) + len(token)
            if id(token) in plain:
                value = f"({value} AS ?{token[1:]})" if plain[id(token)] is head else ""
                end += not value and text[end : end + 1] == " "
            pieces += [text[done : _start(token)], value]
            done = end
    return "".join([*pieces, text[done:]])


def refused(question: Query, message: str) -> QueryError:
    """Say what the engine has against a query that reads well, such as a variable that is chosen but not grouped by."""
    found = re.search(r"error at (\d+):(\d+)(?::)? ?(.*)", message, re.DOTALL)
    if not found:
        return QueryError(f"The query cannot be run: {' '.join(message.split())[:300]}", _READ_ONLY)
    line, column = question.place(int(found[1]), int(found[2]))
    # Among the signs it would have taken the engine names, in a sentence, the rule that is broken.
    rules = [
        part for part in re.split(r", |\n", found[3].removeprefix("expected ").removeprefix("one of ")) if " " in part
    ]
    rule = next((part.strip() for part in rules if re.fullmatch(r"[A-Za-z][\w '\-]+", part.strip())), "")
    if rule:
        return QueryError(f"The query is malformed; {rule[0].lower()}{rule[1:]}.", "Mend that.")
    what = "the query reads well up to here, but the engine refuses it."
    return QueryError(f"Line {line}, column {column}: {what}", "Mend what stands there or before.", line, column)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = Path(__file__).with_suffix(".lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic")


def _declared(tree: Tree[Token]) -> Iterator[str]:
    for rule in tree.find_data("prefix"):
        name = rule.children[0]
        assert isinstance(name, Token)
        if not name.endswith(":"):
            raise _error(name, f"the query is malformed; {_shown(name)} is no prefix.", "Write PREFIX name: <address>.")
        yield name[:-1]


def _clauses(tree: Tree[Token]) -> Iterator[Tree[Token]]:
    return tree.find_pred(lambda t: t.data in ("select_clause", "group_clause", "order_clause"))


def _start(token: Token) -> int:
    assert token.start_pos is not None
    return token.start_pos


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _error(token: Token, what: str, mend: str) -> QueryError:
    assert token.line is not None and token.column is not None
    return QueryError(f"Line {token.line}, column {token.column}: {what}", mend, token.line, token.column)


def _update(token: Token) -> QueryError:
    return _error(token, f"{_shown(token)} would change the graph.", f"Queries here only read. {_READ_ONLY}")


def _malformed(text: str, at: int, what: str) -> tuple[str, str]:
    line, column = _place(text, at)
    return f"Line {line}, column {column}: the query is malformed; {what}.", f"Mend it there. {_READ_ONLY}"


def _instead(expected: Collection[str]) -> str:
    if len(expected) > _MOST:
        return ""
    written = {terminal.name: terminal.pattern.value for terminal in _parser().terminals}
    return ", but " + " or ".join(sorted(_WORDS.get(name, written.get(name, name)) for name in expected))


def _shown(text: str) -> str:
    """Quote a piece of the query so that it stays on one line and says nothing invisible."""
    shown = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text[:40])
    return f"'{shown}{'…' if len(text) > 40 else ''}'"
