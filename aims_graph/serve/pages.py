"""The page a browser finds at the endpoint: an editor, the named queries, and what a program needs to know. No script, and nothing from elsewhere."""

from __future__ import annotations

from aims_graph.answers.sparql_help import editable, examples
from aims_graph.counting import count_of
from aims_graph.graph.isolated import Limits
from aims_graph.graph.named import NamedQuery
from aims_graph.graph.query import named_queries
from aims_graph.graph.written import FORMS
from aims_graph.model import Library
from aims_graph.present.page import document, escape
from aims_graph.present.words import EDGE_OF_GRAPHS

_START = (
    "SELECT ?framework ?title WHERE {\n  ?framework a aims:Framework ; dcterms:title ?title\n}\nORDER BY ?framework\n"
)


def front(library: Library, address: str, limits: Limits) -> str:
    """Return the page with a query to begin with, and the list of named queries."""
    body = [
        f"<p>{count_of(len(library.frameworks), 'framework')} and {count_of(len(library.requirements), 'requirement')}, to be read and not changed. {escape(EDGE_OF_GRAPHS)}</p>",
        _editor(_START),
        _for_programs(address, limits),
        "<h2>Named queries</h2><ul>",
        *(
            f'<li><a href="/queries/{escape(q.name)}">{escape(q.title)}</a>: {escape(q.question)}</li>'
            for q in named_queries().values()
        ),
        "</ul>",
    ]
    return document("aims-graph: SPARQL", "\n".join(body))


def of_query(library: Library, query: NamedQuery) -> str:
    """Return the page of one named query, ready to edit, with the values of an example."""
    given = examples(library, query)
    parameters = "".join(f"<li>{escape(str(parameter))}</li>" for parameter in query.parameters.values())
    body = f'<p><a href="/sparql">All named queries</a></p><p>{escape(query.question)}</p>' + (
        f"<p>Below stands an example; it takes:</p><ul>{parameters}</ul>" if parameters else ""
    )
    return document(query.title, body + _editor(editable(library, query, given)))


def _editor(text: str) -> str:
    forms = "".join(f'<option value="{form}">{form}</option>' for form in ("html", *FORMS))
    return (
        '<form method="post" action="/sparql"><p><label for="query">Query</label><br>'
        '<textarea id="query" name="query" rows="20" spellcheck="false" style="width: 100%; font: 13px/1.4 ui-monospace, monospace">'
        f"\n{escape(text)}</textarea></p>"
        f'<p><label>Answer as <select name="as">{forms}</select></label> <button>Ask</button></p></form>'
    )


def _for_programs(address: str, limits: Limits) -> str:
    return (
        f"<h2>For programs</h2><p>SPARQL 1.1 Protocol at <code>{escape(address)}</code>: GET, POST as a form, POST of the query itself; graphs by "
        "FROM, FROM NAMED, default-graph-uri, named-graph-uri. Without a query the service describes itself in Turtle, N-Triples, N-Quads, TriG, "
        f"JSON-LD or RDF/XML. A query has {limits.seconds:g} s; an answer of more than {count_of(limits.rows, 'row')} or {count_of(limits.size, 'byte')} is "
        "refused and never cut: ask for it in parts, with ORDER BY, LIMIT and OFFSET.</p>"
        f"<pre>curl --data-urlencode query='ASK {{ ?framework a aims:Framework }}' {escape(address)}</pre>"
    )
