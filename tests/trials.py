"""Writers that are stopped in the middle: for the tests of the store, and longer in benchmarks/workspace_trials.py.

A writer is a process of its own that adds one task after another, each change three lines of history (a task, its note, its withdrawal or not), and
says on its standard output what was acknowledged, line by line.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Timer

import tiny
from databases import Server

from aims_graph.exchange.published.folder import put
from aims_graph.formats.library import library_of
from aims_graph.model import Library
from aims_graph.workspace.records.scope import Person, Site
from aims_graph.workspace.records.work import Task
from aims_graph.workspace.store import Workspace, open_workspace

#: What makes a change some pages long.
ACTIVITIES = "x" * 3000


def whole(workspace: Workspace, acknowledged: list[str]) -> list[str]:
    """Return what is wrong: a change that was acknowledged and is not there, one that is there by half, history with a gap."""
    state, faults = workspace.state(), []
    tasks = {t.title: t for t in state.all(Task)}
    sites = {s.name: s for s in state.all(Site)}
    faults += [f"lost: {name}" for name in acknowledged if name not in tasks]
    # Each change adds a task, a site of the same name, and a note to the task.
    faults += [f"half: {name}" for name in tasks if name.startswith("change ") and name not in sites]
    faults += [f"half: {name}" for name, s in sites.items() if name not in tasks or s.activities != ACTIVITIES]
    faults += [f"half: {name} has no note" for name, t in tasks.items() if name in sites and t.note != f"of {name}"]
    numbers = [line.seq for line in workspace.history()]
    if numbers != list(range(len(numbers), 0, -1)):
        faults.append("history has a gap")
    return faults


def write(workspace: Workspace, library: Library, name: str) -> None:
    """Make one change of three parts."""
    with workspace.change(workspace.state().all(Person)[0], library) as change:
        task = change.add(Task, title=name)
        change.add(Site, name=name, activities=ACTIVITIES)
        change.set(task, note=f"of {name}")


@dataclass
class Said:
    """What a writer said: the changes that were acknowledged, what it was refused with, and a traceback if there was one."""

    acknowledged: list[str]
    refused: str
    broken: str


def writes(
    folder: Path, library: Library, changes: int, size: int = 0, begun: Callable[[], object] | None = None
) -> Said:
    """Let a child of this process make changes, one after another until one is refused.

    Args:
        folder: the workspace, open nowhere in this process.
        library: the content.
        changes: how many.
        size: no file may become larger, in bytes; unlimited by default.
        begun: what is called once the first change was acknowledged, or refused.
    """
    read, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        with os.fdopen(into, "w", encoding="utf-8", buffering=1) as out:
            _limited(folder, library, changes, size, out)
        os._exit(0)
    os.close(into)
    with os.fdopen(read, encoding="utf-8") as source:
        said = [source.readline()]
        if begun:
            begun()
        lines = [line.rstrip("\n").partition(": ") for line in (*said, *source)]
    os.waitpid(child, 0)
    by = {kind: [text for k, _, text in lines if k == kind] for kind in ("kept", "refused", "broken")}
    return Said(by["kept"], " ".join(by["refused"]), " ".join(by["broken"]))


def _limited(folder: Path, library: Library, changes: int, size: int, out: object) -> None:
    from aims_graph.errors import AimsError

    def say(kind: str, text: object) -> None:
        print(f"{kind}: {' '.join(str(text).split())}", file=out, flush=True)  # type: ignore[call-overload]

    try:
        workspace = open_workspace(folder)
        if size:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        for number in range(changes):
            name = f"change {os.getpid()}.{number}"
            write(workspace, library, name)
            say("kept", name)
    except AimsError as error:
        say("refused", error)
    except BaseException as error:
        say("broken", repr(error))


def server_killed(server: Server, folder: Path, library: Library, after: float, changes: int = 1000) -> Said:
    """Kill the server of a workspace while a writer makes changes, and start it again; return what the writer said.

    Args:
        server: a server of PostgreSQL.
        folder: the workspace in it, open nowhere in this process.
        library: the content.
        after: how long after the first acknowledgement, in seconds.
        changes: how many it would make.
    """
    end = Timer(after, server.kill)
    said = writes(folder, library, changes, begun=end.start)
    end.join()
    server.start()
    return said


def writer_of(folder: Path, changes: int) -> list[str]:
    """Return how to start a process that makes changes."""
    return [sys.executable, __file__, str(folder), str(changes)]


def killed(folder: Path, after: float, changes: int = 1000) -> list[str]:
    """Kill a writer in the middle of its changes, with the signal nobody can catch; return what it said was kept.

    Args:
        folder: the workspace.
        after: how long after its first acknowledgement, in seconds.
        changes: how many it would make.
    """
    with subprocess.Popen(writer_of(folder, changes), stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [writer.stdout.readline()]
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    # A line that was cut when the writer died was acknowledged to nobody.
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


def published(folder: Path, pages: Mapping[str, bytes], dies_at: str = "", after: float = 60) -> None:
    """Let a child of this process write a site, again and again, and kill it with the signal nobody can catch.

    Args:
        folder: where the site lies.
        pages: path -> bytes, which each time bears another mark.
        dies_at: the end of the name of the first folder at whose renaming it kills itself: after that is done.
        after: else how long after it began, in seconds.
    """
    child = os.fork()
    if not child:
        renamed = os.rename

        def rename(source: Path, target: Path) -> None:
            renamed(source, target)
            if str(source).endswith(dies_at) or str(target).endswith(dies_at):
                os.kill(os.getpid(), signal.SIGKILL)

        if dies_at:
            os.rename = rename  # type: ignore[assignment]
        try:
            for number in count():
                put(marked(pages, number), folder, force=True)
        finally:
            os._exit(1)
    if not dies_at:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def marked(pages: Mapping[str, bytes], number: int) -> list[tuple[str, bytes]]:
    """Return the pages of one writing of a site."""
    return [(name, b"%d\n%b" % (number, data)) for name, data in pages.items()]


def site_faults(folder: Path, pages: Mapping[str, bytes], theirs: str) -> list[str]:
    """Return what is wrong with a site that is there: pages that are missing, or of two writings, and a file of others' that is gone."""
    found = {name: (folder / name).read_bytes() if (folder / name).exists() else b"" for name in pages}
    marks = {data.partition(b"\n")[0] for data in found.values()}
    faults = [f"missing or half: {n}" for n, data in found.items() if data.partition(b"\n")[2] != pages[n]]
    faults += ["of several writings"] * (len(marks) > 1)
    return faults + [f"lost: {theirs}"] * (not (folder / theirs).exists())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        # What is written names nothing of the content: a small one will do.
        opened, content = open_workspace(sys.argv[1]), library_of(tiny.write(Path(room)))
        for n in range(int(sys.argv[2])):
            write(opened, content, f"change {os.getpid()}.{n}")
            print(f"change {os.getpid()}.{n}", flush=True)
