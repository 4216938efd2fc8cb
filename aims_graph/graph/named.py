"""Named queries: files of SPARQL whose head says what they answer, which parameters of which type they take, and an example of each.

A head is the lines of comment a file begins with, each ``# key: value``::

    # title: What binds on a given day
    # question: Which duties of a role are in effect on this day?
    # parameter: role role, whose duties
    # parameter: day date, the day asked about
    # example: role=aims:role-deployer day=2027-12-02

A parameter has a name, a type and an explanation. A query may have several examples; each names every parameter. Words are any number of them,
also none, separated by commas or blanks. What several queries say alike stands once in a folder ``parts`` beside them: a line
``#include name`` stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from aims_graph.errors import AimsError, ContentError, Finding, QueryError
from aims_graph.formats.tsv import is_date, is_web_address
from aims_graph.graph.results import Result, from_engine
from aims_graph.graph.sparql import bind, judge, parsed, tokens
from aims_graph.pack.names import FIXED

#: Type of a parameter -> class of what may be given, in our own vocabulary; of ``date``, ``words`` and ``iri`` none.
TYPES: dict[str, str] = {
    "date": "",
    "iri": "",
    "words": "",
    "framework": "aims:Framework",
    "requirement": "aims:Requirement",
    "role": "aims:Role",
    "system": "aims:SystemKind",
    "topic": "aims:Topic",
    "function": "aims:Function",
    "group": "aims:ImplementationGroup",
}
_ONCE = ("title", "question")
_PARAMETER = re.compile(r"([A-Za-z_]\w*) ([a-z]+), (\S.*)")
_INCLUDE = re.compile(r"^(.*)#include ([\w-]+)$", re.MULTILINE)
_RDF_TYPE = NamedNode(FIXED["rdf"] + "type")
_XSD_DATE = NamedNode(FIXED["xsd"] + "date")
#: What says which words a condition may use.
_PREFIX, _WORD = "aims", "word"

Bound = dict[Variable, NamedNode | BlankNode | Literal | Triple]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query: its name, its type (one of :data:`TYPES`) and what it stands for."""

    name: str
    type: str
    what: str
    example: str = ""

    def __str__(self) -> str:
        """Say what to give, with an example."""
        kind = {"date": "a date", "iri": "an id", "system": "a kind of system", "words": "words, or none"}.get(
            self.type, f"a {self.type}"
        )
        return f"{self.name}: {kind}, {self.what}" + (f" (such as {self.example})" if self.example else "")


@dataclass(frozen=True)
class NamedQuery:
    """A query file: its name, title, question, parameters by name, examples (each name -> value) and text."""

    name: str
    title: str
    question: str
    parameters: Mapping[str, Parameter]
    examples: tuple[Mapping[str, str], ...]
    text: str


def read_queries(folder: Path) -> dict[str, NamedQuery]:
    """Return every query file of a folder, by name.

    Raises:
        ContentError: if a head is faulty.
    """
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


def read_query(path: Path) -> NamedQuery:
    """Read a query file and its head.

    Raises:
        ContentError: if a line of the head is unknown or malformed, or one is missing.
    """
    text = _included(path.read_text(encoding="utf-8"), path.parent / "parts")
    once: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    examples: list[dict[str, str]] = []
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#"):
            break
        key, _, value = line.removeprefix("#").strip().partition(": ")
        found = _PARAMETER.fullmatch(value)
        if key in _ONCE and value and key not in once:
            once[key] = value
        elif key == "parameter" and found and found[2] in TYPES and found[1] not in parameters:
            parameters[found[1]] = Parameter(found[1], found[2], found[3])
        elif key == "example" and value and all("=" in pair for pair in value.split()):
            examples.append(dict(pair.split("=", 1) for pair in value.split()))
        else:
            mend = f"write title: or question: once, parameter: NAME TYPE, WHAT with a type of {', '.join(TYPES)}, or example: NAME=VALUE …"
            findings.append(Finding(path.name, number, "is no line of a query's head", mend))
    for key in _ONCE:
        if key not in once:
            findings.append(Finding(path.name, 1, f"has no {key}", f"begin the file with # {key}: …"))
    if any(set(example) != set(parameters) for example in examples) or bool(parameters) != bool(examples):
        mend = "give every parameter, and no other, in each line # example: NAME=VALUE …"
        findings.append(Finding(path.name, 1, "the examples are not those of its parameters", mend))
    if findings:
        raise ContentError(findings)
    shown = {n: replace(p, example=examples[0][n]) for n, p in parameters.items()}
    return NamedQuery(path.stem, once["title"], once["question"], shown, tuple(examples), text)


def _included(text: str, parts: Path) -> str:
    """Put the parts in that a query names, so that the text stands by itself."""

    def part(match: re.Match[str]) -> str:
        lines = _included((parts / f"{match[2]}.rq").read_text(encoding="utf-8").rstrip("\n"), parts).split("\n")
        return match[1] + ("\n" + " " * len(match[1])).join(lines)

    return _INCLUDE.sub(part, text)


def substitutions(query: NamedQuery, given: Mapping[str, str], prefixes: Mapping[str, str]) -> Bound:
    """Turn parameters as people write them into bound terms; values never become query text.

    Raises:
        AimsError: if a parameter is missing or unknown, or its value is not of its type.
    """
    for name in given:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise AimsError(f"The query '{query.name}' has no parameter '{name}'.", f"Its parameters: {known}.")
    given = {name: "" for name, p in query.parameters.items() if p.type == "words"} | dict(given)
    for name, parameter in query.parameters.items():
        if name not in given:
            raise AimsError(
                f"The query '{query.name}' needs '{name}'.",
                f"Add --param {name}=… ({parameter}).",
                f"Fill it in ({parameter}).",
            )
    return {Variable(name): term(query.parameters[name], value, prefixes) for name, value in given.items()}


def term(parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """Read the value of a parameter: a date, words, or an IRI in full or with a known prefix.

    Raises:
        AimsError: if it is neither, or not of the parameter's type.
    """
    if parameter.type == "words":
        return Literal(" ".join(value.replace(",", " ").split()))
    if parameter.type == "date":
        if is_date(value):
            return Literal(value, datatype=_XSD_DATE)
        raise AimsError(f"'{value}' is no date.", f"{parameter}.")
    prefix, colon, local = value.partition(":")
    try:
        if colon and prefix in prefixes:
            return NamedNode(prefixes[prefix] + _quoted(local))
        if is_web_address(value):
            return NamedNode(value)
    except UnicodeEncodeError:
        raise AimsError(f"{value!a} is not UTF-8 text.", f"{parameter}.") from None
    except ValueError:
        pass
    raise AimsError(f"'{value}' is no id.", f"{parameter}.")


def run(query: NamedQuery, given: Mapping[str, str], store: Store, prefixes: Mapping[str, str]) -> Result:
    """Answer a named query in this process: it is one of ours and trusted.

    Args:
        query: the query.
        given: name -> CURIE, IRI, date or words, for each of its parameters; words may be left out.
        store: the dataset; all its graphs together are asked.
        prefixes: prefix -> IRI.

    Raises:
        AimsError: if a parameter is missing, unknown, not of its type, or names nothing in the dataset.
    """
    bound = substitutions(query, given, prefixes)
    see_that_they_are_there(query, given, prefixes, lambda *pattern: any(store.quads_for_pattern(*pattern)))
    return from_engine(
        store.query(query.text, prefixes=dict(prefixes), use_default_graph_as_union=True, substitutions=bound)
    )


def see_that_they_are_there(
    query: NamedQuery, given: Mapping[str, str], prefixes: Mapping[str, str], holds: Callable[..., bool]
) -> None:
    """See that every value names something of its type in a dataset: else an answer of no rows would look as if there were none.

    Args:
        query: the query.
        given: its parameters, as :func:`run` takes them.
        prefixes: prefix -> IRI.
        holds: whether the dataset has a statement of this subject, predicate and object, each a term or None for any.

    Raises:
        AimsError: if one does not.
    """
    for variable, value in substitutions(query, given, prefixes).items():
        parameter = query.parameters[variable.value]
        # Words that nobody knows would be passed over as if they had counted.
        if parameter.type == "words":
            said = NamedNode(prefixes[_PREFIX] + _WORD)
            for word in given.get(variable.value, "").replace(",", " ").split():
                if not holds(None, said, Literal(word)):
                    raise AimsError(
                        f"'{word}' is no word of a condition.",
                        f"{parameter}; aims-graph facts lists them.",
                        f"{parameter}.",
                    )
        elif isinstance(value, NamedNode):
            if not holds(value, None, None):
                raise AimsError(f"Nothing is called '{given[parameter.name]}'.", f"{parameter}.")
            kind = TYPES[parameter.type]
            if kind and not holds(value, _RDF_TYPE, term(parameter, kind, prefixes)):
                raise AimsError(f"'{given[parameter.name]}' is no {parameter.type}.", f"{parameter}.")


def standalone(query: NamedQuery, given: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """Return a named query as text that any server answers: its values written in, its prefixes declared.

    Raises:
        AimsError: if a parameter is missing or unknown, or its value is not of its type.
    """
    values = {variable.value: str(value) for variable, value in substitutions(query, given, prefixes).items()}
    text = bind("\n".join(ln for ln in query.text.split("\n") if not ln.startswith("#")), values)
    used = sorted({name.partition(":")[0] for name in tokens(parsed(text), "PNAME")} & prefixes.keys())
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in used) + text


def written(query: NamedQuery, given: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """Return a named query as text to go on from, its values written in; a value that is none of its type is left open."""
    values = {}
    for name, value in given.items():
        try:
            found = term(query.parameters[name], value, prefixes)
        except AimsError:
            continue
        if isinstance(found, NamedNode):
            values[name] = _as_written(value, prefixes)
        else:
            values[name] = str(found) if query.parameters[name].type == "words" else f'"{value}"^^xsd:date'
    lines = query.text.split("\n")
    return bind("\n".join(ln for ln in lines if not ln.startswith(("# parameter:", "# example:"))), values)


def _as_written(value: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = value.partition(":")
    if prefix not in prefixes:
        return f"<{value}>"
    try:
        judge(f"ASK {{ {value} ?p ?o }}", prefixes)
    except QueryError:
        # A name that SPARQL cannot write short.
        return f"<{prefixes[prefix]}{_quoted(local)}>"
    return value


def _quoted(local: str) -> str:
    return quote(local, safe="-._~:/#()")
