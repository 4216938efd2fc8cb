"""How long the closure takes, how it grows, and against SeMRA's chain inference: all in one run, each measurement in a process of its own.

    pip install -e '.[bench]'
    python benchmarks/closure.py              # up to 5,000 requirements, and SeMRA on small networks: under a minute
    python benchmarks/closure.py --all        # up to 50,000 requirements and 500,000 rows: about 3 minutes and 2 GiB
    python benchmarks/closure.py --all --plot docs/closure-growth.svg

Synthetic networks are seeded and have true sets behind them, so every row is right: frameworks are trees of three levels, leaves are small sets of
demands of one topic, rows relate leaves of two frameworks as the sets do. The target of the shipped content is 10 ms.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from aims_graph.formats.library import load
from aims_graph.reason.bitsets import count
from aims_graph.reason.closure import Closure, bits
from aims_graph.reason.explanation import shortest
from aims_graph.reason.relations import EQ, OVERLAP, PART_OF, PO, PP, PPI
from aims_graph.reason.statements import Network, Statement, network_of

#: Name -> requirements, frameworks, rows.
SIZES = {
    "300": (300, 5, 400),
    "1,220": (1_220, 5, 1_505),
    "2,500": (2_500, 10, 12_500),
    "5,000": (5_000, 20, 50_000),
    "10,000": (10_000, 30, 100_000),
    "20,000": (20_000, 50, 200_000),
    "50,000": (50_000, 100, 500_000),
}
SMALL = ("300", "1,220", "2,500", "5,000")
WITH_SEMRA = ("300", "1,220")
#: SeMRA's references need prefixes that Bioregistry knows; they stand for frameworks here and mean nothing.
PREFIXES = ("pubmed", "ncbigene", "hgnc", "pubchem.compound", "ncbitaxon")


def synthetic(requirements: int, frameworks: int, rows: int, seed: int = 8477) -> Network:
    """Build a network of true statements."""
    rng = random.Random(seed)
    names, parts, by_topic = [], [], {}
    leaves = requirements * 3 // 4
    topics = max(leaves // 40, 4)
    each = requirements // frameworks
    for f in range(frameworks):
        groups = [f"{f}:{g}" for g in range(each // 4)]
        names += groups
        # The first tenth of the groups are chapters, the others stand below them.
        chapters = groups[: max(len(groups) // 10, 1)]
        parts += [Statement(g, rng.choice(chapters), PART_OF) for g in groups if g not in chapters]
        for n in range(each - len(groups)):
            name, group = f"{f}:{len(groups) + n}", groups[n % len(groups)]
            names.append(name)
            parts.append(Statement(name, group, PART_OF))
            demands = sum(1 << d for d in rng.sample(range(10), rng.randint(1, 6)))
            by_topic.setdefault(rng.randrange(topics), []).append((f, name, demands))
    stated: dict[tuple[str, str], Statement] = {}
    members = [m for m in by_topic.values() if len({f for f, *_ in m}) > 1]
    while len(stated) < rows:
        (f, x, one), (g, y, other) = rng.sample(rng.choice(members), 2)
        if f < g and one & other:
            relation = EQ if one == other else PP if one & other == one else PPI if one & other == other else PO
            stated[x, y] = Statement(x, y, relation)
    return Network(tuple(names), (*parts, *stated.values()))


def struck_and_stated(network: Network) -> tuple[float, float]:
    """Return the seconds, medians of twenty-five, in which a closure follows when a row is taken away, and when it comes again."""
    like = next(row for mapping_set in load().sets for row in mapping_set.rows)
    statements, rows = list(network.statements), []
    for n in random.Random(2).sample([n for n, s in enumerate(statements) if s.relation != PART_OF], 25):
        s = statements[n]
        # Synthetic statements have no row, and a row is what is taken away.
        rows.append(s.row or replace(like, subject_id=s.subject, object_id=s.object))
        statements[n] = replace(s, row=rows[-1])
    closure = Closure(Network(network.names, statements))
    away, back = [], []
    for row in rows:
        again = closure.network.of_rows([row])
        began = time.perf_counter()
        less = closure.without([row])
        away.append(time.perf_counter() - began)
        began = time.perf_counter()
        less.adding(again)
        back.append(time.perf_counter() - began)
    return median(away), median(back)


def measure(size: str) -> dict[str, float | str]:
    """Measure one network: seconds, and the peak memory of this process in MiB."""
    network = network_of(load()) if size == "shipped" else synthetic(*SIZES[size])
    ground = _peak()
    took = []
    for _ in range(5 if len(network.names) < 10_000 else 1):
        began = time.perf_counter()
        closure = Closure(network)
        took.append(time.perf_counter() - began)
    rng = random.Random(1)
    asked, explaining = 0, 0.0
    while asked < 200:
        x = rng.randrange(len(network.names))
        others = list(bits(closure.overlap[closure.group[x]]))
        y = closure.groups[rng.choice(others)][0]
        began = time.perf_counter()
        shortest(closure, network.names[x], network.names[y], OVERLAP)
        explaining += time.perf_counter() - began
        asked += 1
    overlaps = sum(count(groups) for groups in closure.overlap.rows)
    peak = _peak()
    away, back = struck_and_stated(network)
    return {
        "requirements": len(network.names),
        "rows": sum(s.relation != PART_OF for s in network.statements),
        "closure": median(took),
        "explanation": explaining / asked,
        "overlaps": overlaps,
        "consistent": str(closure.is_consistent),
        "without a row": away,
        "with it again": back,
        "MiB": peak,
        "MiB of it closure": peak - ground,
    }


def against_semra(size: str) -> dict[str, float | str]:
    """Close the rows of one network, without its hierarchy and its bare overlaps, which SeMRA does not chain."""
    from semra import BROAD_MATCH, EXACT_MATCH, NARROW_MATCH, Mapping, Reference
    from semra.inference import infer_chains, infer_reversible

    full = synthetic(*SIZES[size])
    predicates = {EQ: EXACT_MATCH, PP: BROAD_MATCH, PPI: NARROW_MATCH}
    statements = tuple(s for s in full.statements if s.relation in predicates)
    network = Network(full.names, statements)
    began = time.perf_counter()
    closure = Closure(network)
    ours = time.perf_counter() - began

    def reference(name: str) -> Reference:
        framework, _, number = name.partition(":")
        return Reference(prefix=PREFIXES[int(framework)], identifier=str(int(number) + 1))

    mappings = [
        Mapping(subject=reference(s.subject), predicate=predicates[s.relation], object=reference(s.object))
        for s in statements
    ]
    began = time.perf_counter()
    both_ways = infer_reversible(mappings, progress=False)
    chained = infer_chains(both_ways, progress=False, cutoff=3, maximum_component_size=len(full.names))
    theirs = time.perf_counter() - began
    known = {(s.subject, s.object) for s in statements}
    found = {
        (x, y)
        for g in range(len(closure.groups))
        for h in bits(closure.up[g])
        for x in (network.names[m] for m in closure.groups[g])
        for y in (network.names[m] for m in closure.groups[h])
        if x.partition(":")[0] != y.partition(":")[0] and (x, y) not in known and (y, x) not in known
    }
    return {
        "rows": len(statements),
        "closure": ours,
        "closure finds": len(found),
        "SeMRA": theirs,
        "SeMRA finds": (len(chained) - len(both_ways)) // 2,
        "ratio": theirs / ours,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(task: str, size: str) -> dict[str, float | str]:
    """Run one measurement in a process of its own, so that peak memory is its own; what goes wrong in it is seen here."""
    done = subprocess.run([sys.executable, __file__, f"--{task}", size], stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, float | str] = json.loads(done.stdout)
    return measured


def plot(found: dict[str, dict[str, float | str]], path: Path) -> None:
    """Draw seconds and memory against requirements, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "aims-graph"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    synthetic_only = [m for size, m in found.items() if size != "shipped"]
    for axes, column, unit, title in (
        (left, "closure", "seconds", "Closure, time"),
        (right, "MiB", "MiB", "Whole process, peak memory"),
    ):
        axes.loglog(
            [m["requirements"] for m in synthetic_only], [m[column] for m in synthetic_only], "o-", label="synthetic"
        )
        axes.loglog([found["shipped"]["requirements"]], [found["shipped"][column]], "s", label="shipped content")
        axes.set(xlabel="requirements", ylabel=unit, title=title)
        axes.grid(True, which="both", alpha=0.2)
        axes.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, print, and draw if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="the large networks as well")
    parser.add_argument("--plot", type=Path, help="where to write the growth as SVG")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--semra", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure or given.semra:
        print(json.dumps(measure(given.measure) if given.measure else against_semra(given.semra)))
        return
    missing = [name for name in ("semra", *(["matplotlib"] if given.plot else [])) if find_spec(name) is None]
    if missing:
        parser.error(
            f"{' and '.join(missing)} cannot be imported; install what benchmarks need: pip install -e '.[bench]'"
        )
    found = {size: _apart("measure", size) for size in ("shipped", *(SIZES if given.all else SMALL))}
    shipped = float(found["shipped"]["closure"])
    print(
        f"{'network':>9} {'rows':>8} {'closure':>10} {'ratio':>7} {'explanation':>12} {'a row away':>11} {'and back':>11} {'peak MiB':>9} {'of it closure':>14}"
    )
    for size, m in found.items():
        print(
            f"{size:>9} {m['rows']:>8,} {float(m['closure']) * 1e3:>7.1f} ms {float(m['closure']) / shipped:>7.1f}"
            f" {float(m['explanation']) * 1e3:>9.3f} ms {float(m['without a row']) * 1e3:>8.2f} ms {float(m['with it again']) * 1e3:>8.2f} ms {m['MiB']:>9.0f} {m['MiB of it closure']:>14.0f}"
        )
    print(
        f"\n{'network':>9} {'rows':>8} {'closure':>10} {'finds':>6} {'SeMRA':>10} {'finds':>6} {'ratio':>8}   (no hierarchy, no overlaps, chains of 3)"
    )
    for size in WITH_SEMRA:
        m = _apart("semra", size)
        print(
            f"{size:>9} {m['rows']:>8,} {float(m['closure']) * 1e3:>7.2f} ms {m['closure finds']:>6}"
            f" {float(m['SeMRA']):>8.2f} s {m['SeMRA finds']:>6} {float(m['ratio']):>8,.0f}"
        )
    if given.plot:
        plot(found, given.plot)


if __name__ == "__main__":
    main()
