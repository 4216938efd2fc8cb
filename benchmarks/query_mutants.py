"""Which changed queries the tests notice: every mutant of the named queries (tests/mutants.py) against the answers in Python (tests/query_rows.py).

    python benchmarks/query_mutants.py [--seeds 5] [--seconds 20] [NAME ...]

A mutant is asked on the same small contents as in tests/test_query_answers.py, and if it survives them on the shipped content. It is killed by any
row that differs, or by taking longer than the limit. What the engine refuses to read is no mutant. Prints each survivor and the share killed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mutants import Mutant, fate, mutants
from pyoxigraph import Store
from query_answers import OF_LAW, QUESTIONS, answered
from query_rows import Given, Rows
from worlds import store as graph_of
from worlds import world

from aims_graph import load
from aims_graph.graph.named import NamedQuery
from aims_graph.graph.query import named_queries
from aims_graph.graph.store import open_store
from aims_graph.model import Library

#: How many sets of parameters are asked of one content, spread over all.
MOST = 40
Ground = tuple[Library, Store | None, list[tuple[Given, Rows]]]


def ground(name: str, library: Library, store: Store | None) -> Ground:
    """Return a content with what a query must answer on it; its graph is opened later where none is given."""
    question = {**QUESTIONS, **OF_LAW}[name]
    every = list(question.every(library))
    return library, store, [(given, question.rows(library, given)) for given in every[:: len(every) // MOST + 1]]


def differs(query: NamedQuery, grounds: list[Ground]) -> bool:
    """Whether a query answers otherwise than it should."""
    return any(
        answered(query, given, library, store or open_store(library)) != wanted
        for library, store, asked in grounds
        for given, wanted in asked
    )


def fates(name: str, seeds: int, seconds: int) -> Iterator[tuple[Mutant, str]]:
    """Yield every mutant of a query, and what became of it."""
    query, shipped = named_queries()[name], load()
    small = [world(shipped, seed) for seed in range(seeds if name in QUESTIONS else 0)]
    near, far = [ground(name, w, graph_of(w)) for w in small], [ground(name, shipped, None)]
    for mutant in mutants(query.text):
        changed = replace(query, text=mutant.text)
        found = "survived"
        for grounds in filter(None, (near, far)):
            if found == "survived":
                found = fate(partial(differs, changed, grounds), seconds)
        yield mutant, found


def main() -> None:
    """Try every mutant of the queries named, or of all that are compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[*QUESTIONS, *OF_LAW])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for name in options.names:
        count: Counter[str] = Counter()
        for mutant, found in fates(name, options.seeds, options.seconds):
            count[found] += 1
            if found == "survived":
                print(f"  {name}:{mutant.line}: {mutant.what[:160]}", flush=True)
        total += count
        print(f"{name}: {share(count)}", flush=True)
    print(f"all: {share(total)}")


def share(count: Counter[str]) -> str:
    """Say how many were killed."""
    killed = count["killed"] + count["endless"]
    tried = killed + count["survived"]
    return f"{killed} of {tried} killed ({killed / max(1, tried):.0%}), {count['endless']} of them by the clock; {count['refused']} refused"


if __name__ == "__main__":
    main()
