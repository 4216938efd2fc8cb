"""How the requirements can be split into groups: the methods side by side, and how stable each is.

    python benchmarks/groups.py                  # a table in Markdown, as it stands in docs/groups.md; some minutes

Every method is tried at the same resolutions, with the same rows struck; docs/groups.md says what the columns are.
"""

from __future__ import annotations

import argparse

from aims_graph.answers.groups.split import METHODS
from aims_graph.answers.groups.stability import figures
from aims_graph.formats.library import load

RESOLUTIONS = (1.0, 2.0, 3.0, 5.0)
COLUMNS = (
    "method | resolution | groups | median size | smallest | largest | modularity"
    " | ARI, 1 % of rows struck | lowest | NMI | ARI, 10 % struck | ARI between seeds"
)


def main() -> None:
    """Print the table, a line as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=20, help="how often rows are struck")
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds are compared")
    asked = parser.parse_args()
    library = load()
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
