"""The isolated query process: ``python -I worker.py`` reads one job on stdin, answers on stdout, and can reach nothing else.

It imports only pyoxigraph, opens the store read-only, then takes away its own right to open any file or socket and limits its memory;
after that a SERVICE clause fails and a query that grows without end dies. The parent ends it at the time limit.
"""

from __future__ import annotations

import json
import sys
from typing import Any

try:
    import resource

    HAS_LIMITS = True
except ImportError:  # pragma: no cover - Windows
    HAS_LIMITS = False

MEMORY = 2 << 30


def main() -> None:
    """Answer one job ``{"store", "query", "rows"}`` with ``{"columns", "rows", "complete"}`` or ``{"error"}``."""
    import pyoxigraph

    job = json.load(sys.stdin)
    store = pyoxigraph.Store.read_only(job["store"])
    next(iter(store.quads_for_pattern(None, None, None, None)), None)
    if HAS_LIMITS:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer: dict[str, Any] = _answer(
            pyoxigraph, store.query(job["query"], use_default_graph_as_union=True), job["rows"]
        )
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


def _answer(pyoxigraph: Any, result: Any, limit: int) -> dict[str, Any]:
    def cell(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, pyoxigraph.NamedNode):
            return ["iri", value.value, ""]
        if isinstance(value, pyoxigraph.Literal):
            return ["literal", value.value, value.datatype.value]
        return ["other", str(value), ""]

    if isinstance(result, pyoxigraph.QueryBoolean):
        return {"columns": ["answer"], "rows": [[["literal", "yes" if bool(result) else "no", ""]]], "complete": True}
    if isinstance(result, pyoxigraph.QueryTriples):
        columns = ["subject", "predicate", "object"]
        rows = ([cell(t.subject), cell(t.predicate), cell(t.object)] for t in result)
    else:
        columns = [variable.value for variable in result.variables]
        rows = ([cell(value) for value in solution] for solution in result)
    taken: list[list[Any]] = []
    for row in rows:
        if len(taken) == limit:
            return {"columns": columns, "rows": taken, "complete": False}
        taken.append(row)
    return {"columns": columns, "rows": taken, "complete": True}


if __name__ == "__main__":
    main()
