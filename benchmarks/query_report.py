"""What queries.py measured, as tables, as a picture and as docs/speed.md."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from aims_graph.graph.query import named_queries

Measured = dict[str, Any]

#: Below this, what raw pyoxigraph takes, the requirement says nothing about the project.
FLOOR, ALLOWED = 0.010, 1.5


def table(size: str, found: Measured, limit: float, loading: float) -> list[str]:
    """Return one size as lines of Markdown."""
    load_, graph, rdflib = found["load"], found["graph"], found["rdflib"]
    given_up = f"not within {loading:g} s"
    lines = [
        f"## {size[0].upper()}{size[1:]}: {load_['requirements']:,} requirements, {load_['rows']:,} rows, {graph['quads']:,} statements",
        "",
        "| step | project | raw pyoxigraph | rdflib | peak of the project |",
        "|---|---|---|---|---|",
        f"| load: reading all content | {words(load_['load'])} | | | {load_['MiB']:,.0f} MiB |",
        f"| graph: content to store on disk (raw, rdflib: from statements made) | {words(graph['graph'])} "
        f"| {words(graph['raw']) if 'raw' in graph else given_up} | {words(rdflib['load']) if rdflib else given_up} | {graph['MiB']:,.0f} MiB |",
        f"| map, content loaded | {words(load_['map'])} | | | |",
        "",
        "| named query | rows | raw pyoxigraph | project | project / raw | rdflib | rdflib / project | MiB raw, project, rdflib | worker |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, m in found["queries"].items():
        raw, project, theirs = m.get("raw"), m.get("project"), m.get("rdflib")
        ratio = f"{project / raw:.2f}" + (" *" if over(m) else "") if raw and project else "–"
        fault = f"fails ({m['fault']})" if m.get("fault") else ""
        other = words(theirs) if theirs is not None else fault or (f"> {limit:g} s" if rdflib else "not loaded")
        if theirs is not None and m["rdflib rows"] != m.get("rows"):
            other += f" ({m['rdflib rows']:,} rows)"
        far = "–"
        if project and rdflib and not fault:
            far = f"{theirs / project:,.1f}" if theirs else f"> {limit / project:,.0f}"
        memory = ", ".join(f"{m[k]:,.0f}" if k in m else "–" for k in ("raw MiB", "project MiB", "rdflib MiB"))
        beyond = f"> {limit:g} s"
        worker = (
            "–"
            if named_queries()[name].parameters
            else beyond
            if "worker" not in m
            else words(m["worker"])
            if m["worker"]
            else "stopped by a limit"
        )
        lines.append(
            f"| {name} | {format(m['rows'], ',') if 'rows' in m else '–'} | {words(raw) if raw else 'not in time'} | {words(project) if project else 'not in time'} "
            f"| {ratio} | {other} | {far} | {memory} | {worker} |"
        )
    return lines


def over(m: Measured) -> bool:
    """Tell whether the project is slower than the requirement allows; where only raw pyoxigraph ended in time, nobody knows."""
    return m.get("raw", 0) > FLOOR and m.get("project", 0) > ALLOWED * m["raw"]


def words(seconds: float) -> str:
    """Return a time as a person reads it."""
    return f"{seconds * 1e3:,.1f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def plot(sizes: dict[str, Measured], path: Path) -> None:
    """Draw the project's seconds for every query, and load, graph and memory, against the number of requirements."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "aims-graph"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 5.5), layout="constrained")
    along = [m["load"]["requirements"] for m in sizes.values()]
    for number, name in enumerate(named_queries()):
        took = [m["queries"][name].get("project", float("nan")) for m in sizes.values()]
        left.loglog(
            along, took, "os^Dv"[number % 5] + "-", color=f"C{number % 10}", label=name, markersize=4, linewidth=1
        )
    left.set(xlabel="requirements", ylabel="seconds", title="Named queries, project")
    left.legend(fontsize=6, ncols=2)
    for label, took in (
        ("load", [m["load"]["load"] for m in sizes.values()]),
        ("graph", [m["graph"]["graph"] for m in sizes.values()]),
        ("map, content loaded", [m["load"]["map"] for m in sizes.values()]),
    ):
        right.loglog(along, took, "o-", label=label)
    right.set(xlabel="requirements", ylabel="seconds", title="Load, graph, map")
    right.legend()
    for axes in (left, right):
        axes.grid(True, which="both", alpha=0.2)
    figure.savefig(path, metadata={"Date": None})


DOCS = """# Speed of loading, building and asking

Written by `python benchmarks/queries.py {options}`, the way to repeat it (`pip install -e '.[bench]'` first); no number here is typed. How the
synthetic content is made is said at the top of that file. Measured on {day} with Python {python}, pyoxigraph {pyoxigraph} and rdflib {rdflib} on {cores}
cores, shared with other work. A query is stopped after {limit:g} s in rdflib and in the worker, after {together:g} s for raw and then project together ("not in time"); loading in rdflib or a raw store after {loading:g} s.

*Raw pyoxigraph* gets the same store, text and bindings and hands over terms; the *project* (`ask`) gives a table of CURIEs and numbers. Peaks are of the
whole process: raw first, then the project in the same. Where both together take over 8 s each ran once, in its first run, and a ratio may err by as much as other work on the machine. The *worker* is the isolated process for queries of your own, with its start; it binds nothing, so only
queries without parameters run there. Rows in parentheses: rdflib answers otherwise. A ratio with a star breaks the requirement: at most {allowed} where raw takes over 10 ms.
{verdict}

A command in a new process, and the build of today beside an earlier one: [speed-before.md](speed-before.md); the explorer with many visitors: [speed-explorer.md](speed-explorer.md).

![Seconds against the number of requirements](query-growth.svg)

"""


def write_docs(sizes: dict[str, Measured], limit: float, loading: float, options: str) -> None:
    """Write docs/speed.md and docs/query-growth.svg from what was measured."""
    from importlib.metadata import version
    from platform import python_version

    docs = Path(__file__).parent.parent / "docs"
    broken = [
        f"{name} ({size})" for size, found in sizes.items() for name, m in found["queries"].items() if m and over(m)
    ]
    head = DOCS.format(
        options=options,
        day=f"{date.today():%-d %B %Y}",
        python=python_version(),
        pyoxigraph=version("pyoxigraph"),
        rdflib=version("rdflib"),
        cores=os.cpu_count(),
        limit=limit,
        together=4 * limit + 10,
        loading=loading,
        allowed=ALLOWED,
        verdict="Broken here by " + ", ".join(broken) + "." if broken else "None breaks it in this run.",
    )
    tables = ["\n".join(table(size, found, limit, loading)) for size, found in sizes.items()]
    # What workspace.py wrote stays.
    _, mark, of_workspaces = (docs / "speed.md").read_text(encoding="utf-8").partition("\n## A workspace\n")
    text = head + "\n\n".join(tables) + "\n" + mark + of_workspaces
    (docs / "speed.md").write_text(text, encoding="utf-8")
    plot(sizes, docs / "query-growth.svg")
