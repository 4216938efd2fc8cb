"""Named queries asked of a store elsewhere, as they are: of the publication that is read there, or of whatever its endpoint has by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from aims_graph.errors import AimsError
from aims_graph.graph.named import NamedQuery, see_that_they_are_there, standalone
from aims_graph.graph.query import named_queries
from aims_graph.graph.results import Result
from aims_graph.serve.publish import present
from aims_graph.serve.remote import Remote
from aims_graph.serve.tried import SAME, was_tried

#: If so many publications in a row appear while a query is answered, it is given up.
_TIMES = 3


def answer_there(remote: Remote, name: str, given: Mapping[str, str], prefixes: Mapping[str, str]) -> Result:
    """Answer a named query at an endpoint.

    Args:
        remote: the endpoint.
        name: the query.
        given: name -> CURIE, IRI, date or words, for each of its parameters.
        prefixes: prefix -> IRI.

    Raises:
        AimsError: if the store was seen to answer the query wrong, a parameter is wrong or names nothing there, there is no content there, or the server refuses.
    """
    query = named_queries()[name]
    text = standalone(query, given, prefixes)
    for _ in range(_TIMES):
        read = present(remote)
        graphs = (read[1],) if read else ()
        outcome = was_tried(remote, read[1]).get(name, SAME) if read else SAME
        if outcome != SAME:
            what = f"{remote.queries} cannot answer '{name}': when it was tried there, it had {outcome}."
            raise AimsError(what, "Ask it here: leave out --endpoint.")
        _see(remote, graphs, query, given, prefixes)
        found = remote.query(text, graphs)
        # What was read may have been dropped meanwhile for the next publication.
        if present(remote) == read:
            return found
    raise AimsError(f"{remote.queries} changed again and again while it was asked.", "Ask again.")


def _see(
    remote: Remote, graphs: Sequence[str], query: NamedQuery, given: Mapping[str, str], prefixes: Mapping[str, str]
) -> None:
    def holds(*pattern: NamedNode | Literal | None) -> bool:
        terms = " ".join(f"?{place}" if term is None else str(term) for place, term in zip("spo", pattern, strict=True))
        free = next(place for place, term in zip("spo?", (*pattern, None), strict=True) if term is None)
        chosen = f"?{free}" if free != "?" else "(1 AS ?there)"
        return bool(remote.query(f"SELECT {chosen} {{ {terms} }} LIMIT 1", graphs).rows)

    kind, framework = NamedNode(prefixes["rdf"] + "type"), NamedNode(prefixes["aims"] + "Framework")
    if not holds(None, kind, framework):
        raise AimsError(f"{remote.queries} holds no framework.", "Put them there first: aims-graph publish.")
    see_that_they_are_there(query, given, prefixes, holds)
