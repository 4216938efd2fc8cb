"""Crosswalks of the planted faults, judged, and the requirements that one is made of."""

from __future__ import annotations

from functools import cache

from faulty_crosswalks import PLANTED, draft

from aims_graph.lint import judge

SECURITY, LAW, QUALITY, RMF = PLANTED


def judged(library, pair, rows, **more):
    return judge(library, draft(pair, rows, dict(library.names.table), **more)).faults


def found(faults, rule):
    return [f for f in faults if f.rule == rule]


@cache
def of_planted(library):
    """Pair -> (planted fault, the lines of its rows), and the faults found in the file that has all of that pair."""
    found = {}
    for pair, planted in PLANTED.items():
        lines, line = [], 10
        for p in planted:
            lines.append((p, {str(n) for n in range(line, line + len(p.rows))}))
            line += len(p.rows)
        found[pair] = lines, judged(library, pair, [row for p in planted for row in p.rows])
    return found


def members(library, framework, kind=""):
    return [r.id for r in library.members(framework) if r.assessable and kind in ("", r.kind)]
