"""A framework or crosswalk brought in on a page: the file that was handed over, what a person says of it, what would come of it, and the entry."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock

import streamlit as st

from aims_graph.counting import count_of
from aims_graph.entering import NOT_SOUND, planned, stands_in_the_way, takes_columns, tried
from aims_graph.errors import AimsError, ContentError, Finding
from aims_graph.exchange.columns import fields
from aims_graph.exchange.entry import Plan, Wish
from aims_graph.exchange.preview import preview, to_look_at
from aims_graph.exchange.sheet import tables
from aims_graph.model import Library
from aims_graph.own.moving import enter_own
from aims_graph.workspace.records.scope import Person
from aims_graph.workspace.store import Workspace
from aims_graph_app.guard import plain, read_aloud
from aims_graph_app.state import excuses, library, stack, version
from aims_graph_app.work import THROUGH
from aims_graph_app.working import kept

#: A larger file is refused (megabytes).
LARGEST = 50
#: Option of ``aims-graph import`` -> what asks for it here.
LABELS = {
    "as": "Id",
    "short": "Short name",
    "iri": "Namespace of its ids",
    "stated-by": "Whose crosswalk it is",
    "own": "The crosswalk is ours",
    "outline": "Make outlines of unknown frameworks",
    "columns": "Which column is what",
    "sheet": "Sheet",
    "force": "Write over what is there",
    "all": "Show every line",
}
_OPTION = re.compile(rf"--({'|'.join(LABELS)})\b")
#: Two people who enter at once do it one after the other, and the second looks at what the first wrote.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Given:
    """A file that was handed over."""

    name: str
    data: bytes

    @cached_property
    def sha(self) -> str:
        """Its digest."""
        return sha256(self.data).hexdigest()

    def laid_in(self, room: str) -> Path:
        """Lay it in a folder and return its path there.

        Raises:
            AimsError: if it is too large, or nothing can be called as it is.
        """
        if len(self.data) > LARGEST << 20:
            raise AimsError(f"{self.name} is larger than {LARGEST} MB.", "Hand over a part of it.")
        try:
            path = Path(room) / Path(self.name).name
            path.write_bytes(self.data)
        except (OSError, ValueError) as error:
            raise AimsError(f"No file can be called {self.name[:80]!r} here.", "Rename it.") from error
        return path


@dataclass(frozen=True)
class Said:
    """What a person said of a file: as ``aims-graph import`` takes it."""

    wish: Wish
    columns: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Looked:
    """What would come of a file: the plan, what of it a check would find fault with or wants looked at, and the folder whose name nobody is shown."""

    plan: Plan
    faults: tuple[Finding, ...]
    looks: tuple[Finding, ...]
    room: str

    @property
    def why_not(self) -> str:
        """What stands in the way of entering it; empty if nothing does."""
        return stands_in_the_way(self.plan) or (NOT_SOUND if self.faults else "")

    def lines(self, everything: bool) -> list[str]:
        """Return the preview, and what a check says, line by line, in the words of the page."""
        found = preview(self.plan, library(), everything).split("\n")
        found += [*to_look_at(self.looks, everything), *map(str, self.faults)]
        return [as_here(line, self.plan.folder, self.room) for line in found]


def as_here(text: str, into: Path, room: str = "") -> str:
    """Return what the command line says as a page says it: an option by the label of what asks for it, files without the folders of this machine.

    >>> as_here("/tmp/x/our.csv: give another with --as", Path("w/content"), "/tmp/x")
    'our.csv: give another with “Id”'
    """
    text = text.replace(f"{into.as_posix()}/", "content/")
    text = text.replace(f"{room}/", "") if room else text
    return _OPTION.sub(lambda found: f"“{LABELS[found[1]]}”", text)


def entered_in_words(plan: Plan, content: Library) -> list[str]:
    """Return what came in, once it is there: each framework, each crosswalk."""
    short = {f.id: f.short for f in content.frameworks.values()}
    pairs = (f"{count_of(len(c.rows), 'row')} from {short.get(c.subject)} to {short.get(c.object)}" for _, c in plan.crosswalks)  # fmt: skip
    return [*(short.get(c.entered.id, c.entered.id) for c in plan.frameworks), *pairs]


def faults_of(error: AimsError, room: str, into: Path, name: str) -> list[str]:
    """Return what is wrong with a file, line by line, in the words of the page."""
    lines = excuses(error)
    # The mend of the command names what to fill in here; what advises of no option does so for pages.
    if _OPTION.search(error.mend):
        lines[1:] = error.mend.split("\n")
    if isinstance(error, ContentError):
        lines[0] = f"{count_of(len(error.findings), 'fault')} in {name}:"
    return [as_here(line, into, room) for line in lines]


def tables_of(given: Given) -> dict[str, list[str]]:
    """Return the sheets of a file, if it is a table, each with its columns; of one that cannot be read nothing, for a look at it says why."""

    def read() -> dict[str, list[str]]:
        with tempfile.TemporaryDirectory() as room:
            try:
                path = given.laid_in(room)
                return tables(path) if takes_columns(path) else {}
            except AimsError:
                return {}

    return kept(read, "tables", given.name, given.sha)


def look_at(given: Given, said: Said, into: Path) -> Looked | list[str]:
    """Return what would come of a file in the content as it is now, or what is wrong with it, line by line."""

    def looked() -> Looked | list[str]:
        with tempfile.TemporaryDirectory() as room:
            try:
                found = planned(given.laid_in(room), stack().packs, into, said.wish, said.columns, said.sheet)
                faults, looks = tried(found, stack().packs) if not stands_in_the_way(found) else ([], [])
            except AimsError as error:
                return faults_of(error, room, into, given.name)
            return Looked(found, tuple(faults), tuple(looks), room)

    return kept(looked, "bringing in", version(), given.name, given.sha, str(into), repr(said))


def enter_it(looked: Looked, place: Workspace, person: Person) -> None:
    """Enter what was looked at, under somebody's name.

    Raises:
        AimsError: if the content changed since, or cannot be written; nothing is then.
    """
    with _ONE_AT_A_TIME:
        if stack().library.stamp != library().stamp:
            raise AimsError("Somebody changed the content meanwhile, so nothing was written.", "Look at it once more.")
        enter_own(place, person, library(), looked.plan, THROUGH)


def ask_about(given: Given) -> Said:
    """Ask what the entry of a file needs to know: names, whose it is, and of a table which column is what."""
    # What is said while it is read has a place of its own, so that what is unfolded below stays so.
    with st.container():
        found = tables_of(given)
    sheet = _ask_sheet([*found])
    columns = _ask_columns(found.get(sheet) or next(iter(found.values()))) if found else ""
    short = st.text_input(LABELS["short"], key="own-short", help="Of the framework; by default what the file calls it")
    prefix = st.text_input(
        LABELS["as"], key="own-as", help="What its requirements' ids begin with, in few small letters"
    )
    is_own = st.toggle(
        LABELS["own"],
        key="own-own",
        help="Its rows then count in every answer; else it is somebody else's, and kept apart",
    )
    stated_by = st.text_input(LABELS["stated-by"], key="own-stated-by", help="By default what the file says")
    with st.expander("More"):
        iri = st.text_input(LABELS["iri"], key="own-iri", help="If the file gives none")
        outline = st.toggle(LABELS["outline"], key="own-outline", help="As far as the rows of a crosswalk name them")
        force = st.toggle(LABELS["force"], key="own-force", help="What was entered under the same names before")
    wish = Wish(prefix.strip(), short.strip(), iri.strip(), stated_by.strip(), is_own, outline, force)
    return Said(wish, columns, sheet)


def _ask_sheet(sheets: Sequence[str]) -> str:
    if len(sheets) < 2:
        return ""
    words = {"": "The only one with columns that are understood"}
    return st.selectbox(LABELS["sheet"], ["", *sheets], key="own-sheet", format_func=lambda s: words.get(s, s))


def _ask_columns(columns: Sequence[str]) -> str:
    """Ask of each column what it is; return it as ``aims-graph import`` takes it."""
    parts = []
    with st.expander(LABELS["columns"]):
        st.caption(plain("A column whose name tells what it is needs no answer."))
        for n, column in enumerate(columns):
            chosen = st.selectbox(
                read_aloud(column),
                ["", *fields()],
                key=f"own-column-{n}-{column}",
                format_func=lambda f: f.replace("_", " ") or "as its name tells",
            )
            parts += [f"{chosen}={column}"] if chosen else []
        more = st.text_input(
            "For every row, or what a word for a relation means",
            key="own-more",
            placeholder="object_framework==ISO 9001",
            help=plain("With commas between: object_framework==ISO/IEC 27001:2022, relation.full=subset of"),
        )
    return ",".join([*parts, *filter(None, [more.strip()])])
