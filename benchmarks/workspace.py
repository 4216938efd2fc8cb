"""How long a workspace takes to store, carry and show an answer, and to draw its dashboard, beside the plain way, on 1, 10 and 100 times the content.

    python benchmarks/workspace.py                       # shipped content and 10 times as much: about 4 minutes
    python benchmarks/workspace.py --all --write-docs    # 100 times as much as well; writes the section of docs/speed.md
    python benchmarks/workspace.py --people              # ten people at once in the explorer, while answers are stored; also with --write-docs

The workspace has 400 answers (a third of them implemented), 1,000 pieces of evidence and 300 risks, drawn by a seed over the five frameworks; on larger
content (see queries.py) the same number. Then, again and again, one answer changes, as on the explorer's page: it is stored in one transaction, what it
carries is carried, and the rows of its framework are made. Everything is measured in one process, by
turns, in processor time of its thread, which other work on the machine does not lengthen:

- store: the transaction, with its history, until it is kept; and the records read again;
- carry: :func:`standing` made from the one before;
- show: the gap of the framework in which the answer lies, and the rows of the page's grid;
- dashboard: all its figures and the burn-up over the whole history;
- plain: what a tool does that knows nothing of what an answer touches: once the answer is stored, all coverage of all frameworks computed anew from all
  answers, through the same closure, which is kept. *From nothing* works out what each source carries as well; *kept* has that already.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import explorer
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from aims_graph.formats.library import load
from aims_graph.model import Library
from aims_graph.reason.closure import closure_of
from aims_graph.workspace import carry
from aims_graph.workspace.carry import Standing, effects, standing
from aims_graph.workspace.dashboard import burn_up, dashboard
from aims_graph.workspace.duties import counted
from aims_graph.workspace.gap import gap
from aims_graph.workspace.records.risk import Risk
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.records.work import IMPLEMENTED, STATUSES, Answer, Evidence
from aims_graph.workspace.setup import init_workspace
from aims_graph.workspace.state import State
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph_app.assessment_grid import rows_of

SEED, ANSWERS, EVIDENCE, RISKS = 42_001, 400, 1000, 300
CHANGES, PLAIN = 200, 12
TODAY = dt.date(2026, 11, 29)
SIZES = {"1": 1, "10": 10, "100": 100}
#: The steps, and for how long (ms) they may take at the 95th percentile.
STEPS = ("store", "carry", "show", "answer", "dashboard", "plain, kept", "plain, from nothing")
AIMS = {"answer": 150, "dashboard": 300}
DOCS = Path(__file__).parents[1] / "docs" / "speed.md"
_HEAD, _PEOPLE = "## A workspace", "## Ten people in one workspace"
Measured = dict[str, Any]


def filled(folder: Path, library: Library) -> Workspace:
    """Make the workspace: answers over a month of days, so that the burn-up has something to play again."""
    draw = random.Random(SEED)
    place = init_workspace(
        folder, "Anyone Ltd", "Ada", library, at=dt.datetime.combine(TODAY - dt.timedelta(days=60), dt.time(9), dt.UTC)
    )
    ada = place.state().all(Person)[0]
    names = [r.id for f in library.mapped for r in library.members(f.id) if r.assessable]
    # The requirements of the first copy and those of the others alike.
    chosen = draw.sample(names, min(ANSWERS, len(names)))
    kinds = sorted(library.terms.of("EvidenceKind"))
    for part in range(8):
        at = dt.datetime.combine(TODAY - dt.timedelta(days=56 - 7 * part), dt.time(9), dt.UTC)
        with place.change(ada, library, at=at) as change:
            for target in chosen[part::8]:
                change.add(
                    Answer,
                    target=target,
                    status=draw.choice((IMPLEMENTED, *STATUSES[:3], IMPLEMENTED)),
                    owner=draw.choice(("Ada", "Bo", "Cy")),
                    due=TODAY + dt.timedelta(days=draw.randrange(-60, 300)),
                )
            for n in range(EVIDENCE // 8):
                until = TODAY + dt.timedelta(days=draw.randrange(-30, 900))
                change.add(
                    Evidence,
                    title=f"Record {part}-{n}",
                    kind=draw.choice(kinds),
                    link=f"https://records.example/{part}/{n}",
                    valid_until=until,
                    shows=tuple(draw.sample(chosen, draw.randrange(1, 4))),
                )
            for n in range(part * RISKS // 8, (part + 1) * RISKS // 8):
                change.add(
                    Risk,
                    title=f"Risk {n}",
                    likelihood=draw.randrange(1, 6),
                    consequence=draw.randrange(1, 6),
                    residual_likelihood=draw.randrange(1, 4),
                    residual_consequence=draw.randrange(1, 6),
                    owner="Ada",
                )
    return place


def measure(size: str) -> Measured:
    """Measure one size, in this process."""
    times, took, figures = SIZES[size], {step: list[float]() for step in STEPS}, Measured()
    walls = {step: list[float]() for step in STEPS}

    def timed(step: str, run: Callable[..., Any], *given: Any) -> Any:
        wall, processor = time.perf_counter(), time.thread_time()
        found = run(*given)
        took[step].append((time.thread_time() - processor) * 1000)
        walls[step].append((time.perf_counter() - wall) * 1000)
        return found

    with tempfile.TemporaryDirectory() as room:
        if times > 1:
            # In a process of its own: a child's peak begins at that of its parent.
            code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from pathlib import Path; from synthetic import write_content; write_content(Path({room!r}) / 'content', {times})"
            subprocess.run([sys.executable, "-c", code], check=True)
            library = load(Path(room) / "content", alone=True)
        else:
            library = load()
        began = time.thread_time()
        closure_of(library)
        figures["closure"] = (time.thread_time() - began) * 1000
        place = filled(Path(room) / "workspace", library)
        ada, draw = place.state().all(Person)[0], random.Random(SEED)
        answers = place.state().all(Answer)
        began = time.thread_time()
        at = standing(place.state(), library, TODAY)
        dashboard(place.state(), library, at, TODAY)
        burn_up(place.state(), place.history()[::-1], library, TODAY)
        figures["first"] = (time.thread_time() - began) * 1000
        figures["requirements"] = sum(r.assessable for f in library.mapped for r in library.members(f.id))
        touched = []
        every = CHANGES * max(times // 20, 1) // PLAIN
        for n in range(CHANGES):
            answer = draw.choice(answers)
            status = draw.choice([s for s in STATUSES[:4] if s != at.answers[answer.target].status])
            touched.append(len(effects(library, answer.target)))
            state = timed("store", _stored, place, ada, library, answer.id, status)
            at = timed("carry", standing, state, library, TODAY, at)
            timed("show", _shown, state, library, at, answer.target.partition(":")[0])
            for each in (took, walls):
                each["answer"].append(sum(each[s][-1] for s in ("store", "carry", "show")))
            if n % every == 0:
                timed("dashboard", _drawn, place, library, at)
                assert timed("plain, kept", _plain, state, library) == _statuses(at, library), "the two ways differ"
                known = dict(carry._known(library))
                carry._known(library).clear()
                timed("plain, from nothing", _plain, state, library)
                carry._known(library).update(known)
        for _ in range(max(40 // times, 2)):
            timed("dashboard", _drawn, place, library, at)
        place.engine.dispose()
    figures |= {step: (median(t), quantiles(t, n=20)[-1]) for step, t in took.items()}
    figures |= {f"{step}, wall": (median(walls[step]), quantiles(walls[step], n=20)[-1]) for step in AIMS}
    figures["touched"] = (median(touched), max(touched))
    figures["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def _stored(place: Workspace, person: Person, library: Library, answer: str, status: str) -> State:
    with place.change(person, library) as change:
        change.set(answer, status=status)
    return place.state()


def _shown(state: State, library: Library, at: Standing, framework: str) -> object:
    return rows_of(library, gap(state, at, framework, counted(state, library, framework)), TODAY)


def _drawn(place: Workspace, library: Library, at: Standing) -> None:
    state = place.state()
    dashboard(state, library, at, TODAY)
    burn_up(state, place.history()[::-1], library, TODAY)


def _plain(state: State, library: Library) -> dict[str, str]:
    return _statuses(standing(state, library, TODAY), library)


def _statuses(at: Standing, library: Library) -> dict[str, str]:
    """Return the status that counts of every requirement."""
    return {p.requirement: p.status for f in library.mapped for p in at.framework(f.id)}


def report(all_figures: dict[str, Measured]) -> str:
    """Return the section of docs/speed.md."""
    lines = [
        _HEAD,
        "",
        f"Written by `python benchmarks/workspace.py --all --write-docs`, which says at its top what is measured. A workspace in SQLite with {ANSWERS} answers, {EVIDENCE:,} pieces of evidence and {RISKS} risks over five frameworks; "
        f"{CHANGES} answers changed one after the other; in ms of processor time, median and 95th percentile. *Answer* is stored, carried and shown together; its aim is 150 ms, that of the dashboard 300, both at the shipped size. What an answer carries grows with what it touches; the dashboard looks at every requirement.",
        "",
        "| content | requirements | touched by one answer (median, most) | store | carry | show | answer | dashboard | first look |",
        "|---|---|---|---|---|---|---|---|---|",
    ]

    def pair(values: tuple[float, float]) -> str:
        return f"{values[0]:.1f}, {values[1]:.1f}"

    for size, m in all_figures.items():
        cells = [pair(m[s]) for s in ("store", "carry", "show", "answer", "dashboard")]
        lines.append(
            f"| {size} times | {m['requirements']:,} | {m['touched'][0]:.0f}, {m['touched'][1]:.0f} | {' | '.join(cells)} | {m['first'] / 1000:.1f} s |"
        )
    lines += [
        "",
        "Beside it, in the same run, the plain way: all coverage of all frameworks anew after each answer, *kept* with what each source carries worked out already, *from nothing* without. Both ways give the same status at every requirement, which the benchmark insists on.",
        "",
        "| content | carry | plain, kept | plain, from nothing | from nothing / carry | kept / carry | (store and carry and from nothing) / answer |",
        "|---|---|---|---|---|---|---|",
    ]
    for size, m in all_figures.items():
        c, k, n = m["carry"][0], m["plain, kept"][0], m["plain, from nothing"][0]
        lines.append(
            f"| {size} times | {c:.2f} | {k:.1f} | {n:.1f} | {n / c:,.0f} | {k / c:,.0f} | {(m['store'][0] + n) / (m['store'][0] + c):.1f} |"
        )
    return "\n".join(lines).replace(
        "(store and carry and from nothing) / answer", "stored and from nothing / stored and carried"
    )


#: As in explorer.py; a run that stores an answer is noted as one, and what was done before the script, where it is stored, counts.
_TIMED = """import runpy, threading, time
import streamlit as st
from aims_graph_app.assessment_edits import Edits
if not hasattr(Edits, "took"):
    Edits.took, plain = threading.local(), Edits.hear
    def hear(self, told):
        wall, processor = time.perf_counter(), time.thread_time()
        plain(self, told)
        Edits.took.stored = (time.perf_counter() - wall, time.thread_time() - processor)
    Edits.hear = hear
stored = getattr(Edits.took, "stored", None)
Edits.took.stored = None
wall, processor = time.perf_counter(), time.thread_time()
try:
    runpy.run_path({script!r}, run_name="__main__")
finally:
    before = stored or (0, 0)
    with open({log!r}, "a") as log:
        log.write(f"{{'answer' if stored else st.session_state.get('at') or 'overview'}} {{time.perf_counter() - wall + before[0]}} {{time.thread_time() - processor + before[1]}}\\n")
"""


def _answer(line: ClientConnection, page: str, draw: random.Random, told: Sequence[ForwardMsg]) -> bool:
    """Store an answer in the grid, as its script in the browser tells the server; return whether the page has a grid."""
    grids = [
        m.delta.new_element.bidi_component
        for m in told
        if m.delta.new_element.bidi_component.component_name == "aims_graph_assessment"
    ]
    if not grids:
        return False
    grid, found = grids[-1], json.loads(grids[-1].json)
    target = draw.choice(found["rows"])["target"]
    edit = {"n": 1, "targets": [target], "field": "status", "value": draw.choice(STATUSES[:4]), "seen": found["seq"]}
    message = BackMsg()
    # On the page that is there: another one would forget what its components tell.
    message.rerun_script.page_script_hash = next(
        m.navigation.page_script_hash for m in told if m.HasField("navigation")
    )
    message.rerun_script.query_string = explorer.PAGES[page]
    state = message.rerun_script.widget_states.widgets.add()
    # Streamlit gathers what components tell under an id of its own making.
    state.id = _make_trigger_id(grid.id, "events")
    state.json_trigger_value = json.dumps(
        [{"event": "told", "value": {"grid": f"{draw.random()}", "at": target, "edits": [edit]}}]
    )
    explorer.ask(line, message)
    return True


#: A page of a workspace, as a person calls it.
_CALLED = {"risks": f"risks ({RISKS} of them)", "assess": "assessment"}


def people(visitors: int = 10, seconds: float = 40) -> str:
    """Let people look at the pages of a workspace and answer in the grid, while somebody else stores an answer every second; return the section."""
    explorer.PAGES.clear()
    explorer.PAGES.update(
        {"dashboard": "", "assess": "framework=iso42001", "assess ": "framework=iso27001", "tasks": "", "risks": ""}
    )
    library = load()
    with tempfile.TemporaryDirectory() as room:
        folder, ended = Path(room) / "workspace", threading.Event()
        filled(folder, library).engine.dispose()
        os.environ["AIMS_GRAPH_WORKSPACE"] = str(folder)
        (Path(room) / "server").mkdir()
        server = explorer.Server(Path(__file__).resolve().parents[1], Path(room) / "server", _TIMED)

        def write() -> None:
            place, draw = open_workspace(folder), random.Random(SEED)
            ada, answers = place.state().all(Person)[0], place.state().all(Answer)
            while not ended.wait(1):
                with place.change(ada, library) as change:
                    change.set(draw.choice(answers).id, status=draw.choice(STATUSES[:4]))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            server.go_round(_answer)
            seen = {
                "one, reading": server.visited(1, seconds, acts=_answer),
                f"{visitors}, reading": server.visited(visitors, seconds, acts=_answer),
                f"{visitors}, without reading": server.visited(visitors, seconds / 2, 0, _answer),
            }
        finally:
            ended.set()
            writer.join()
            server.end()
    pages = sorted(seen["one, reading"].scripts)
    lines = [
        _PEOPLE,
        "",
        "Written by `python benchmarks/workspace.py --people --write-docs`: light clients go from page to page of the workspace above and store an answer in the grid whenever they come to it, while somebody else stores one every second. They read for a second "
        "between pages, as in [speed-explorer.md](speed-explorer.md), and after an answer; then they do not read at all, so that all press at once. "
        "What a script took in the server by the clock, and of its processor, in ms, median and 95th percentile; an *answer* is stored, carried and its page drawn again.",
        "",
        f"| page | {' | '.join(f'{who}: clock | processor' for who in seen)} |",
        "|---" * (2 * len(seen) + 1) + "|",
    ]
    for page in pages:
        cells = [f"{explorer.pair(s.script(page))} | {explorer.pair(s.used(page))}" for s in seen.values()]
        lines.append(f"| {_CALLED.get(page, page)} | {' | '.join(cells)} |")
    reading = seen[f"{visitors}, reading"]
    held = ", ".join(f"{what} {reading.script(what)[1]:.0f} of {aim} ms" for what, aim in AIMS.items())
    memory = ", ".join(f"{s.memory} MB ({who})" for who, s in seen.items())
    lines += [
        "",
        f"Asked for with {visitors} people, at the 95th percentile by the clock: {held}. Memory of the server: {memory}. Load of the machine in the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, these clients included.",
    ]
    return "\n".join(lines)


def write_section(head: str, text: str) -> None:
    """Put a section of docs/speed.md in the place of the one of that heading."""
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(f"\n{head}\n")
    after = rest.partition("\n## ")[2]
    DOCS.write_text(f"{before.rstrip()}\n\n{text}\n" + (f"\n## {after}" if after else ""), encoding="utf-8")


def main() -> None:
    """Measure each size in a process of its own and print the section, or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="100 times as large as well")
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--people", action="store_true")
    parser.add_argument("--size", choices=SIZES, help="measure this size alone and print the figures as JSON")
    asked = parser.parse_args()
    if asked.people:
        text = people()
        print(text)
        if asked.write_docs:
            write_section(_PEOPLE, text)
        return
    if asked.size:
        print(json.dumps(measure(asked.size)))
        return
    found = {}
    for size in list(SIZES)[: 3 if asked.all else 2]:
        told = subprocess.run([sys.executable, __file__, "--size", size], stdout=subprocess.PIPE, check=True)
        found[size] = json.loads(told.stdout)
    text = report(found)
    print(text)
    if asked.write_docs:
        write_section(_HEAD, text)
    return


if __name__ == "__main__":
    main()
