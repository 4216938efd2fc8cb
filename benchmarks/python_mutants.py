"""Which changes of the code the tests notice: a random sample of mutants (code_mutants.py) of parts of it, each tried by the tests that reach it.

    python benchmarks/python_mutants.py [--count 120] [--after 0] [--seed 1] [--seconds 60] [--map FILE | --by-imports] [PART ...]

A part is a package or a module, such as ``reason`` or ``reason/relations.py``. Needs ``pip install aims-graph[dev,bench]``. Everything
happens in a copy of the working tree. First every test is run once, to see which lines it reaches and how long it takes; ``--map`` keeps
that for the next run. Then each mutant is put into the copy, and the tests that reach its line, then others that reach its module, quickest
first, are run in a process of their own until one fails; together they take at most so many seconds. Whoever starts that process has
imported all that lies below the mutant's package and has read the content. With ``--by-imports`` nothing is run beforehand: the test files that
import the mutant's module are tried one by one, before them those of ``--tests`` that name it and those named after it, then the others of
``--tests``; quick to begin with, and coarser.

A mutant is killed by a test that fails, though it passes again without the change, or that takes far longer than it should, by the
processor's time. Prints each survivor, and the share killed with the 95 % interval of Wilson (1927). Tests that look at source text and
not at what it does, those of the browser and of the wheel are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import signal
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pytest
from planted import LAYERS, copy_of_the_tree, fate, in_child, run, tried, warm

#: What mutants are made with, and what sees the lines that tests reach: asked for before anything is run, and imported only then.
DRAWING, REACHING = ("cosmic_ray", "parso"), "coverage"
#: Runs in a process of its own, where nobody sees which lines are reached -> who starts it.
ELSEWHERE = {"aims_graph/graph/worker.py": "aims_graph/graph/isolated.py"}
#: The graph is built once and kept on disk, too: by these, and whoever opens it rests on them.
BUILT, KEPT = "aims_graph/graph/", "aims_graph/graph/store.py"
#: The seconds that takes, at most: nothing that was kept is taken over from code that reads otherwise.
BUILDING = 20.0
#: What takes so many seconds at most is tried before what takes longer.
QUICK = 0.3
#: So many seconds of tests are tried by themselves at first.
FEW = 3.0
#: Tests that failed for a mutant, and were seen to pass without it.
PASSES: set[str] = set()
LEFT_OUT = ("browser", "test_wheel", "test_packaging", "test_house", "test_cli_app", "test_mutants")
#: Test -> seconds; module -> line -> tests that reach it, those that only import it under "".
Times = dict[str, float]
Lines = dict[str, dict[int, list[str]]]


class Reached:
    """A plugin of pytest that notes which lines each test reaches."""

    def __init__(self, packages: list[str], slowest: float) -> None:
        import coverage

        self.slowest = slowest
        self.cover = coverage.Coverage(data_file=None, source=[f"aims_graph/{p}" for p in packages], config_file=False)
        self.times: Times = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what is reached from now on as this test's."""
        self.cover.switch_context(item.nodeid)
        signal.setitimer(signal.ITIMER_VIRTUAL, self.slowest)
        result = yield
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        self.cover.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long a test took, and whether it passed."""
        self.times[report.nodeid] = self.times.get(report.nodeid, 0.0) + report.duration
        if not report.passed:
            self.failed.add(report.nodeid)

    def lines(self) -> Lines:
        """Return which tests reached which line of which module."""
        data = self.cover.get_data()
        return {os.path.relpath(f): data.contexts_by_lineno(f) for f in sorted(data.measured_files())}


def too_slow(*_: object) -> None:
    """End a test."""
    raise TimeoutError


def reached(packages: list[str], files: list[str], slowest: float) -> tuple[Times, Lines]:
    """Run every test of some files, and return how long each takes and which lines it reaches; each file in a process of its own."""
    times: Times = {}
    lines: Lines = defaultdict(lambda: defaultdict(list))
    for file in files:
        place = Path("reached.json")

        def look(file: str = file, place: Path = place) -> int:
            seen = Reached(packages, slowest)
            signal.signal(signal.SIGVTALRM, too_slow)
            seen.cover.start()
            run([file], seen)
            seen.cover.stop()
            place.write_text(json.dumps([seen.times, sorted(seen.failed), seen.lines()]))
            return 0

        in_child(look, 600)
        if not place.exists():
            print(f"{file}: no answer", flush=True)
            continue
        found, failed, reached_lines = json.loads(place.read_text())
        place.unlink()
        good = {test: round(seconds, 3) for test, seconds in found.items() if test not in failed}
        print(
            f"{file}: {len(good)} tests, {sum(good.values()):.1f} s; left out, for they do not pass: {failed}",
            flush=True,
        )
        times |= good
        for module, by_line in reached_lines.items():
            for line, contexts in by_line.items():
                lines[module][int(line)] += [test for test in contexts if test in good]
    return times, {module: dict(by_line) for module, by_line in lines.items()}


def chosen(module: str, line: int, times: Times, lines: Lines, seconds: float) -> list[str]:
    """Return the tests for a mutant: those that reach its line, its module, and the others of the same files.

    The likeliest to notice soon come first, those that need the graph after those that do not.

    What is computed once and kept is seen to be reached by the first test of a file only, though the others rest on it.
    """
    by_line = lines.get(ELSEWHERE.get(module, module), {})
    # A statement of several lines is noted under those at which something begins.
    near = line if module in ELSEWHERE else max((n for n in by_line if n <= line and by_line[n]), default=0)
    first = set(by_line.get(near, ()))
    second = {test for tests in by_line.values() for test in tests}
    resting = need_the_graph(lines)
    near_by = second | (resting if module.startswith(BUILT) else set())
    files = {test.partition("::")[0] for test in near_by}
    third = {test for test in times if test.partition("::")[0] in files}
    taken: list[str] = []
    total = 0.0
    # Half of the time is for those that need no graph, for to build it takes as long as many of them.
    for group, most in ((near_by - resting, seconds / 2), (near_by & resting, seconds), (third - near_by, seconds)):
        mine: list[str] = []
        total += BUILDING if group & resting and not resting.intersection(taken) else 0
        for test in sorted(group, key=lambda t: (t not in first, t not in second, times[t])):
            if taken + mine and total + times[test] > most:
                continue
            mine.append(test)
            total += times[test]
        mine.sort(key=lambda t: (0.02 + times[t]) * (1 if t in first else 3 if t in second else 10))
        taken += by_file([t for t in mine if times[t] <= QUICK]) + by_file([t for t in mine if times[t] > QUICK])
    return taken


def test_files() -> list[Path]:
    """Return the files of the tests that have a say."""
    return [p for p in sorted(Path("tests").rglob("test_*.py")) if not any(name in str(p) for name in LEFT_OUT)]


def importing(module: str, others: list[str]) -> list[str]:
    """Return the test files for a mutant: its own doctests, of the others given those that name it, those named after its subject, those that import it; then the others."""
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package, _, stem = name.rpartition(".")
    pattern = re.compile(rf"(from|import) {re.escape(name)}\b|from {re.escape(package)} import .*\b{stem}\b")
    texts = {str(path): path.read_text(encoding="utf-8") for path in test_files()}
    subject = stem.partition("_")[0]
    found = [path for path, text in texts.items() if pattern.search(text) or subject in path]
    found.sort(key=lambda path: (subject not in path, texts[path].count("aims_graph")))
    own = [module] if ">>>" in Path(module).read_text(encoding="utf-8") else []
    using = [path for path in others if re.search(rf"\b{re.escape(stem)}\b", texts.get(path, ""))]
    return list(dict.fromkeys([*own, *using, *found, *others]))


def by_imports(module: str, options: argparse.Namespace) -> Iterator[tuple[list[str], float]]:
    """Yield test files one by one, each with its seconds, as long as those before took no more than a mutant may."""
    began = os.times().children_user
    for file in importing(module, options.tests or []):
        if os.times().children_user - began > options.seconds:
            break
        yield [file], options.slowest


def need_the_graph(lines: Lines) -> set[str]:
    """Return the tests that look for the kept graph."""
    return {test for tests in lines.get(KEPT, {}).values() for test in tests}


def by_file(tests: list[str]) -> list[str]:
    """Return tests in their order, but those of one file together: what they share is made anew whenever another file comes between.

    >>> by_file(["b::1", "a::1", "b::2"])
    ['b::1', 'b::2', 'a::1']
    """
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    return sorted(tests, key=lambda test: files.index(test.partition("::")[0]))


def wilson(part: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (E. B. Wilson 1927).

    >>> [round(x, 3) for x in wilson(90, 100)]
    [0.826, 0.945]
    """
    z, n = 1.959964, max(1, total)
    share = part / n
    middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def share(count: Counter[str]) -> str:
    """Say how many were killed."""
    total, noticed = sum(count.values()), killed(count)
    low, high = wilson(noticed, total)
    return (
        f"{noticed} of {total} killed ({noticed / max(1, total):.1%}; 95 % interval {low:.1%} to {high:.1%}), "
        f"{count['endless']} of them by the clock; {count['unreached']} of the others are reached by no test"
    )


def try_part(part: str, options: argparse.Namespace, times: Times, lines: Lines) -> bool:
    """Try a sample of the mutants of a part of the code, print what became of them, and return whether enough are killed."""
    from code_mutants import draw

    place = Path("aims_graph", part)
    paths = [place] if place.suffix else sorted(p for p in place.rglob("*.py") if "migrations" not in p.parts)
    sources = {str(path): path.read_text(encoding="utf-8") for path in paths}
    count: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    built = need_the_graph(lines)
    things = "files" if options.by_imports else "tests"
    for module, mutant in draw(sources, options.count, options.seed)[options.after :]:
        tests = [] if options.by_imports else chosen(module, mutant.line, times, lines, options.seconds)
        found, by, tried_by = "unreached", "", 0
        for batch, longest in by_imports(module, options) if options.by_imports else batches(tests, times, built):
            tried_by += len(batch)
            found, by = became(module, mutant.text, sources[module], batch, longest)
            if found != "survived":
                break
        count[found] += 1
        if mutant.operator.startswith("core/"):
            theirs[found] += 1
        if found != "killed" or options.all:
            print(
                f"  {found}: {module}:{mutant.line}: {mutant.operator}: {mutant.what} ({by or f'{tried_by} {things}'})",
                flush=True,
            )
    print(f"{part}, seed {options.seed}: {share(count)}", flush=True)
    print(f"  by the operators of Cosmic Ray alone: {share(theirs)}", flush=True)
    return killed(count) >= options.least * sum(count.values())


def batches(tests: list[str], times: Times, built: set[str]) -> Iterator[tuple[list[str], float]]:
    """Yield tests in their order with their seconds, a few seconds of them first: to read the files of all takes longer than most mutants live."""
    after = list(accumulate(times[test] for test in tests))
    few = 1 + sum(seconds <= FEW for seconds in after)
    for batch in filter(None, (tests[:few], tests[few:])):
        yield batch, 15 + 4 * sum(times[t] for t in batch) + (2 * BUILDING if built.intersection(batch) else 0)


def became(module: str, text: str, as_it_is: str, tests: list[str], seconds: float) -> tuple[str, str]:
    """Return what becomes of a mutant and the test that failed; one that fails or lasts too long without the change, too, as on a busy machine, has no say."""
    without: list[str] = []
    found, by = tried(module, text, tests, seconds)
    while found == "killed" and by and by not in PASSES:
        if fate(module, as_it_is, [by], seconds) == "survived":
            PASSES.add(by)
        else:
            print(f"  {by} fails without {module} changed, too", flush=True)
            without.append(by)
            found, by = tried(module, text, tests, seconds, without)
    if found == "endless" and fate(module, as_it_is, tests, seconds) == "endless":
        print(f"  {tests[0]} and what follows take too long without {module} changed, too", flush=True)
        return "survived", ""
    return found, by


def killed(count: Counter[str]) -> int:
    """Return how many were noticed."""
    return count["killed"] + count["endless"]


def main() -> None:
    """Try a sample of the mutants of each part named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["answers", "check", "reason", "graph"])
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--after", type=int, default=0, help="leave out so many of the sample, which were tried before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=60, help="how long the tests of one mutant may take, as measured"
    )
    parser.add_argument(
        "--slowest", type=float, default=60, help="a test that takes more seconds of processor time is left out"
    )
    parser.add_argument("--map", type=Path, help="where to keep which test reaches what")
    parser.add_argument(
        "--by-imports", action="store_true", help="try the test files that import the module, then --tests"
    )
    parser.add_argument("--tests", nargs="*", help="test files, if not all")
    parser.add_argument("--all", action="store_true", help="print those that are killed as well")
    parser.add_argument(
        "--least", type=float, default=0.0, help="the share that must be killed, else the exit code is 1"
    )
    options = parser.parse_args()
    place = options.map.absolute() if options.map else None
    is_known = options.by_imports or (place is not None and place.exists())
    missing = [name for name in (*DRAWING, *([] if is_known else [REACHING])) if find_spec(name) is None]
    if missing:
        parser.error(
            f"{' and '.join(missing)} cannot be imported; install what benchmarks need: pip install -e '.[bench]'"
        )
    with copy_of_the_tree():
        times, lines = ({}, {}) if options.by_imports else known(place, options.tests, options.slowest)
        good = [apart(part.partition("/")[0], partial(try_part, part, options, times, lines)) for part in options.parts]
    sys.exit(0 if all(good) else 1)


def known(place: Path | None, files: list[str] | None, slowest: float) -> tuple[Times, Lines]:
    """Return which test reaches what, as it was kept or as it is found now."""
    if place and place.exists():
        times, lines = json.loads(place.read_text())
        return times, {module: {int(n): tests for n, tests in by_line.items()} for module, by_line in lines.items()}
    found = files or [
        "aims_graph",
        *map(str, test_files()),
    ]
    times, lines = reached(list(LAYERS[LAYERS.index("reason") :]), found, slowest)
    if not times:
        print("No test passed, and without one nothing can be said of a mutant.", file=sys.stderr)
        sys.exit(2)
    if place:
        place.write_text(json.dumps([times, lines]))
    return times, lines


def apart(package: str, work: Callable[[], bool]) -> bool:
    """Warm up for one package and do the work in a forked process, so that the next one starts afresh; return whether it went well."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            warm(package)
            code = 0 if work() else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


if __name__ == "__main__":
    main()
