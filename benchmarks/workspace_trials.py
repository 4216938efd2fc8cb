"""What a workspace's store stands: writers and the server killed, a full disk, ten writers at once, a database cut or overwritten anywhere; with figures.

    python benchmarks/workspace_trials.py              # all, over SQLite and PostgreSQL: some minutes
    python benchmarks/workspace_trials.py kill full    # some of them

A change here is three lines of history in one transaction: a task, a site of the same name, and a note to the task. *Acknowledged* is what the
writer printed after its transaction. Each trial ends with a look whether all that was acknowledged is there, nothing is there by half, and the
numbers of history have no gap. The full disk is a tmpfs of 3 MB where it may be mounted (root), and a limit on the size of a file (RLIMIT_FSIZE).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import databases
import trials

from aims_graph.errors import AimsError
from aims_graph.exchange.published.folder import put
from aims_graph.exchange.published.site import site as pages_of
from aims_graph.formats.library import load
from aims_graph.workspace.interchange import as_document
from aims_graph.workspace.past import played
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.store import open_workspace

ROUNDS, CHANGES, WRITERS, EACH, PLACES = 20, 1000, 10, 50, 200
SEED = 42_001


def made(folder: Path, where: str = "workspace.db") -> Path:
    """Make a workspace with nothing in it, closed."""
    init_workspace(folder, "Anyone Ltd", "Ada", load(), where).engine.dispose()
    return folder


def faults(folder: Path, acknowledged: list[str]) -> list[str]:
    """Open the workspace as anybody would, and look whether all is there and nothing by half."""
    workspace = open_workspace(folder)
    found = trials.whole(workspace, acknowledged)
    workspace.engine.dispose()
    return found


def kill(room: Path, where: str) -> str:
    """Kill writers at random moments, again and again in the same workspace."""
    chance, folder, acknowledged, wrong = random.Random(SEED), made(room / "w", where), [], []
    for _ in range(ROUNDS):
        acknowledged += trials.killed(folder, chance.uniform(0, 1.5), CHANGES)
        wrong += faults(folder, acknowledged)
    return f"{ROUNDS} writers of {CHANGES:,} changes killed; {len(acknowledged):,} changes acknowledged; {len(wrong)} lost or half kept"


def crash(room: Path, where: str) -> str:
    """Kill the server, with all its processes, again and again while changes are made, and start it anew."""
    del where
    chance, content, said, wrong = random.Random(SEED), load(), [], []
    with databases.server(durable=True) as server:
        folder = made(room / "w", server.empty())
        for _ in range(ROUNDS):
            found = trials.server_killed(server, folder, content, chance.uniform(0, 1.5), 100_000)
            said.append(found)
            kept = [name for one in said for name in one.acknowledged]
            wrong += [*faults(folder, kept), *filter(None, [found.broken])]
    refused = Counter("unknown whether it was kept" if "is not known" in one.refused else "nothing of it kept" for one in said if one.refused)  # fmt: skip
    each = ", ".join(f"{n} times said: {words}" for words, n in refused.most_common())
    return f"{ROUNDS} servers killed in the middle of changes; {len(kept):,} changes acknowledged; {len(wrong)} lost, half kept or without a message ({each})"


def site(room: Path, where: str) -> str:
    """Kill ``export --docs`` at random moments and between its two renamings, with a file of others' in the folder; then let it run through."""
    del where
    chance, folder, wrong, aside = random.Random(SEED), room / "site", [], 0
    pages = dict(pages_of(load(), ""))
    put(trials.marked(pages, 0), folder)
    (folder / "CNAME").write_text("docs.example.org\n", encoding="utf-8")
    for number in range(3 * ROUNDS):
        trials.published(folder, pages, ("", "old", "new")[number % 3], chance.uniform(0.01, 0.5))
        here = folder if folder.exists() else next(p for p in room.iterdir() if p.name.endswith(".old"))
        aside += here is not folder
        wrong += trials.site_faults(here, pages, "CNAME")
        put(trials.marked(pages, number), folder, force=True)
        wrong += trials.site_faults(folder, pages, "CNAME") + [p.name for p in room.iterdir() if p != folder]
    return f"{len(pages)} files, {3 * ROUNDS} writers killed; {aside} times the site lay put aside, whole, and the next run brought it back; {len(wrong)} files missing, half, of two writings or left over"


def full(room: Path, where: str) -> str:
    """Let the disk become full in the middle of a change, then make room."""
    del where
    said, wrong, kept = [], [], 0
    for size in range(200_000, 1_400_000, 60_000):
        folder = made(room / f"w{size}")
        found = trials.writes(folder, load(), CHANGES, size)
        wrong += [*faults(folder, found.acknowledged), *filter(None, [found.broken])]
        said.append(found.refused)
        kept += len(found.acknowledged)
    for size in (3, 4, 5) if os.geteuid() == 0 else ():
        disk = room / f"disk{size}"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(disk)], check=False).returncode:
            continue
        try:
            folder = made(disk / "w")
            found = trials.writes(folder, load(), CHANGES)
            wrong += [*faults(folder, found.acknowledged), *filter(None, [found.broken])]
            said.append(found.refused)
            kept += len(found.acknowledged)
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    each = "; ".join(
        f"{said.count(s)} times: {s.replace(str(room), '…')[:70]}…"
        for s in sorted({s.partition(":")[0] for s in said})
        for s in [next(x for x in said if x.startswith(s))]
    )
    refused = sum(bool(s) for s in said)
    return f"{len(said)} full disks, {refused} refused with a message; {kept:,} changes acknowledged; {len(wrong)} lost, half kept or without a message ({each})"


def together(room: Path, where: str) -> str:
    """Let ten processes write at once."""
    folder = made(room / "w", where)
    began = time.perf_counter()
    writers = [
        subprocess.Popen(trials.writer_of(folder, EACH), stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)
    ]
    said = [line for w in writers for line in w.communicate()[0].split("\n") if line]
    took = time.perf_counter() - began
    wrong = faults(folder, said)
    ended = sum(w.returncode == 0 for w in writers)
    return f"{WRITERS} processes, {EACH} changes each: {ended} ended well, {len(said)} acknowledged in {took:.1f} s, {len(wrong)} lost or half kept"


def damage(room: Path, where: str) -> str:
    """Cut a database anywhere, and overwrite bytes anywhere: what is noticed by whom, and what by nobody."""
    del where
    chance, folder = random.Random(SEED), made(room / "w")
    trials.writes(folder, load(), 60)
    before = open_workspace(folder)
    document = as_document(before)
    before.engine.dispose()
    whole = (folder / "workspace.db").read_bytes()
    counts: dict[str, Counter[str]] = {"cut": Counter(), "overwritten": Counter()}
    for number in range(2 * PLACES):
        kind, at = ("cut", "overwritten")[number % 2], chance.randrange(len(whole))
        data = whole[:at] if kind == "cut" else whole[:at] + chance.randbytes(512) + whole[at + 512 :]
        shutil.rmtree(room / "x", ignore_errors=True)
        shutil.copytree(folder, room / "x")
        (room / "x" / "workspace.db").write_bytes(data)
        counts[kind][_noticed(room / "x", document)] += 1
    each = (f"{', '.join(f'{n} {what}' for what, n in c.most_common())}" for c in counts.values())
    return "; ".join(f"{k} at {PLACES} places: {said}" for k, said in zip(counts, each, strict=True))


def _noticed(folder: Path, document: dict[str, object]) -> str:
    try:
        found = open_workspace(folder)
    except AimsError:
        return "refused when opened"
    try:
        state, history = found.state(), found.history()[::-1]
        if as_document(found) == document:
            return "of no consequence"
        return "not noticed" if played(history).records == state.records else "noticed beside the history"
    except AimsError:
        return "refused when read"
    except (ValueError, KeyError, TypeError) as error:
        return f"broken off with {type(error).__name__}"
    finally:
        found.engine.dispose()


def opening(room: Path, where: str) -> str:
    """Measure how long the look takes whether a database is whole, and a change, in a workspace of thousands of records."""
    folder = made(room / "w", where)
    trials.writes(folder, load(), 1000)
    library, took, changed = load(), [], []
    for _ in range(20):
        began = time.perf_counter()
        workspace = open_workspace(folder)
        took.append(time.perf_counter() - began)
        workspace.state()
        began = time.perf_counter()
        trials.write(workspace, library, f"timed {len(changed)}")
        changed.append(time.perf_counter() - began)
        workspace.engine.dispose()
    return f"2,000 records: opened in {median(took) * 1e3:.0f} ms, a change of three lines kept in {median(changed) * 1e3:.0f} ms (medians of 20)"


TRIALS: dict[str, tuple[Callable[[Path, str], str], bool]] = {
    "kill": (kill, True),
    "crash": (crash, False),
    "site": (site, False),
    "full": (full, False),
    "together": (together, True),
    "damage": (damage, False),
    "opening": (opening, True),
}


#: What is tried, where it is not the database that is named.
OF = {"crash": "PostgreSQL, the server", "site": "export --docs"}


def main() -> None:
    """Run the trials that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], default=[])
    asked = parser.parse_args().trials or list(TRIALS)
    with databases.server() as server:
        for name in asked:
            run, over_both = TRIALS[name]
            for called, where in (("SQLite", "workspace.db"), ("PostgreSQL", ""))[: 1 + over_both]:
                with tempfile.TemporaryDirectory() as room:
                    print(f"{name} ({OF.get(name, called)}): {run(Path(room), where or server.empty())}", flush=True)


if __name__ == "__main__":
    main()
