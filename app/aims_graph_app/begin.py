"""How a workspace is begun: the example, one of one's own, or one that is there already; and how it is taken along whole."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from aims_graph import clock
from aims_graph.answers.controls.itinerary import certifiable
from aims_graph.answers.editions.succession import mapped_edition, other_editions
from aims_graph.errors import AimsError
from aims_graph.workspace.demo import demo_workspace
from aims_graph.workspace.folder import SETTINGS
from aims_graph.workspace.people import person_named
from aims_graph.workspace.records.scope import Certificate, Choice, Organisation, Person
from aims_graph.workspace.setup import backup, init_workspace
from aims_graph.workspace.store import Workspace, open_workspace
from aims_graph_app import look
from aims_graph_app.guard import draw, plain
from aims_graph_app.state import excuse, framework_names, library
from aims_graph_app.work import THROUGH, choose_workspace, home

_EXAMPLE = "example"


def _open(folder: Path, person: str = "") -> None:
    """Open a workspace, as this person if one is named, and begin the page anew."""
    choose_workspace(folder)
    st.session_state["person"] = person
    st.rerun()


def look_at_the_example() -> None:
    """Offer the invented organisation; whoever opens it works in it as who made it."""
    st.write("An invented recruiter on its way to a certificate: its AI systems, answers, evidence, risks and audits.")
    if not st.button("Open the example", type="primary"):
        return
    folder = home() / _EXAMPLE
    try:
        if not (folder / SETTINGS).exists():
            with st.spinner("Making the example …"):
                demo_workspace(folder, library(), through=THROUGH)
        _open(folder, open_workspace(folder).state().all(Person)[0].name)
    except AimsError as error:
        excuse(error)


def start_our_own() -> None:
    """Ask whose it is, who begins it, which frameworks it answers to and which certificates are there already."""
    content = library()
    names = framework_names()
    able = [e for f in certifiable(content) for e in (f, *other_editions(content, f))]
    with st.form("own"):
        organisation = st.text_input("Organisation")
        person = st.text_input("My name", help="Every change is recorded with the name of who made it")
        wanted = st.multiselect(
            "Frameworks we answer to", list(names), [next(iter(names))], format_func=names.__getitem__,
            help="More can be chosen later, under Scope and AI systems",
        )  # fmt: skip
        held = st.multiselect(
            "Certificates we hold already", able, format_func=lambda f: content.frameworks[f].short,
            placeholder="None", help="What they entail in the other frameworks counts at once",
        )  # fmt: skip
        where = st.text_input("Folder", str(_free(home() / "workspace")), help="A new folder on this computer")
        pressed = st.form_submit_button("Start")
    if not pressed:
        return
    try:
        if not organisation.strip() or not person.strip():
            raise AimsError("Organisation and name are needed.", "Fill in both.")
        folder = Path(where).expanduser()
        made = init_workspace(folder, organisation.strip(), person.strip(), content, through=THROUGH)
        with made.change(person_named(made.state()), content, THROUGH) as change:
            for framework in dict.fromkeys([*wanted, *(mapped_edition(content, f) for f in held)]):
                change.add(Choice, framework=framework)
            for framework in held:
                change.add(Certificate, framework=framework)
        _open(folder, person.strip())
    except AimsError as error:
        excuse(error)


def _free(folder: Path) -> Path:
    """Return this folder, or the first of its kind that is not there yet."""
    n = 1
    found = folder
    while found.exists():
        n += 1
        found = folder.with_name(f"{folder.name}-{n}")
    return found


def known_workspaces() -> None:
    """Offer those that were made by one press before, by whose they are."""
    known = [p for p in sorted(home().glob("*")) if (p / SETTINGS).exists() and p.name != _EXAMPLE]
    if not known:
        return
    draw(look.part("Open one that is here"))
    for folder in known:
        if st.button(plain(_called(folder)), key=f"open-{folder}"):
            try:
                _open(folder)
            except AimsError as error:
                excuse(error)


def _called(folder: Path) -> str:
    try:
        found = open_workspace(folder).state().all(Organisation)
    except AimsError:
        return folder.name
    return f"{found[0].name} ({folder.name})" if found else folder.name


def offer_backup(place: Workspace, person: Person | None) -> None:
    """Offer the whole workspace as one file to its owners: others take along what they read, and not everybody's logins."""
    if person is None or person.role != "owner":
        st.caption("A backup is taken by an owner of this workspace.")
        return
    st.download_button(
        "Take a backup",
        data=partial(_backup, place),
        file_name=f"{place.folder.name}-{clock.today()}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        help="One file with everything: the records, their history, the files of evidence. It is brought back into a new folder, beside this one.",
    )


def _backup(place: Workspace) -> bytes:
    """Return the file of a backup."""
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "backup.zip"
        backup(place, file)
        return file.read_bytes()
