"""What is wrong with files of named queries that stand in the repository, before anybody asks one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from aims_graph.errors import AimsError, ContentError, Finding, QueryError
from aims_graph.graph.named import read_query, term
from aims_graph.graph.sparql import judge, parsed, tokens


def query_findings(folder: Path, prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the query files of a folder: their heads, and queries that would be refused to anybody.

    Args:
        folder: where the files lie.
        prefixes: prefix -> IRI, for those that a query does not declare.
    """
    for path in sorted(folder.glob("*.rq")):
        try:
            query = read_query(path)
            judge(query.text, prefixes)
        except ContentError as error:
            yield from error.findings
            continue
        except QueryError as error:
            yield Finding(path.name, error.line, error.what.rstrip("."), error.mend)
            continue
        chosen = {str(v)[1:] for c in parsed(query.text).find_data("chosen") for v in tokens(c, "VAR")}
        for name in query.parameters.keys() - chosen:
            # The engine binds a value only where the variable is chosen.
            yield Finding(path.name, 1, f"the parameter {name} is not chosen", f"add ?{name} to SELECT")
        for example in query.examples:
            for name, value in example.items():
                try:
                    term(query.parameters[name], value, prefixes)
                except AimsError as error:
                    yield Finding(path.name, 1, error.what.rstrip("."), error.mend)
