"""How the requirements can be split into groups: the methods side by side, and how stable each is.

    python benchmarks/groups.py                  # a table in Markdown, as it stands in docs/groups.md; some minutes
    python benchmarks/groups.py --moved          # who stands in another group than the computed one, and whether a reason is written

Every method is tried at the same resolutions, with the same rows struck; docs/groups.md says what the columns are.
"""

from __future__ import annotations

import argparse

from aims_graph.answers.groups.corrections import corrections
from aims_graph.answers.groups.split import METHODS, consensus
from aims_graph.answers.groups.stability import figures
from aims_graph.answers.groups.ties import ties
from aims_graph.formats.library import load
from aims_graph.model import Library

RESOLUTIONS = (1.0, 2.0, 3.0, 5.0)
COLUMNS = (
    "method | resolution | groups | median size | smallest | largest | modularity"
    " | ARI, 1 % of rows struck | lowest | NMI | ARI, 10 % struck | ARI between seeds"
)


def moved(library: Library) -> list[str]:
    """Return a line for each requirement that stands in another group than the computed split has it in, or says so."""
    said = {m.requirement_id: m.moved_from for m in library.memberships if m.moved_from}
    found = {c.requirement: c for c in corrections(library, consensus(ties(library)))}
    lines = [
        f"{name}: from {c.computed} to {c.group}, {'with its reason' if name in said else 'and no reason is written'}"
        for name, c in found.items()
    ]
    return [
        *lines,
        *(f"{name}: says it was moved from {said[name]}, and is not today" for name in said if name not in found),
    ]


def main() -> None:
    """Print the table, a line as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=20, help="how often rows are struck")
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds are compared")
    parser.add_argument("--moved", action="store_true", help="say who was moved by hand, and stop")
    asked = parser.parse_args()
    library = load()
    if asked.moved:
        print(*moved(library), sep="\n")
        return
    print(f"| {COLUMNS} |\n|{' --- |' * (COLUMNS.count('|') + 1)}")
    for method in METHODS:
        for resolution in RESOLUTIONS:
            f = figures(library, method, resolution, trials=asked.trials, seeds=asked.seeds)
            shares = (f.modularity, f.struck, f.struck_worst, f.struck_information, f.tenth, f.seeds)
            cells = (
                f.method,
                f.resolution,
                f.groups,
                f.median_size,
                f.smallest,
                f.largest,
                *(f"{x:.3f}" for x in shares),
            )
            print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
