"""The folder of a workspace: what lies in it, how it is made and found."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aims_graph.errors import AimsError
from aims_graph.files import write_atomic

#: The variable that names the workspace where ``--workspace`` does not.
VARIABLE = "AIMS_GRAPH_WORKSPACE"
SETTINGS = "workspace.toml"
DATABASE = "workspace.db"
_README = """# The workspace of {organisation}

This folder holds the work of one organisation: where it stands, what is left, what shows it.

- `workspace.toml`: which database it uses.
- `workspace.db`: the database (SQLite). Never copy it while it is in use: `aims-graph workspace backup .` does that.
- `evidence/`: files that were attached as evidence, each under its SHA-256.
- `content/`: frameworks and mappings of your own (`ontology/`, `mappings/`); every answer counts them.

    aims-graph workspace status --workspace .
    aims-graph app --workspace .
    aims-graph workspace backup . backup.zip

Nothing in it is sent anywhere.
"""
_SETTINGS = """# The database: a file in this folder, a URL (postgresql+psycopg://user@host/name), or env:NAME for a URL in a variable.
database = {database}
"""


@dataclass(frozen=True)
class Settings:
    """What ``workspace.toml`` says."""

    database: str = DATABASE


def settings_of(folder: Path) -> Settings:
    """Return the settings of a workspace's folder.

    Raises:
        AimsError: if it is none, or they cannot be read.
    """
    path = folder / SETTINGS
    if not path.is_file():
        mend, advice = f"Make one: aims-graph workspace init {folder}.", "Start a workspace, or open another one."
        if (folder / DATABASE).exists():
            mend = f'Its database is there: write one line into {path}: database = "{DATABASE}".'
            advice = (
                f'Its database is there: whoever keeps it writes one line into {SETTINGS}: database = "{DATABASE}".'
            )
        what = f"{folder} is no workspace: it has no {SETTINGS}."
        raise AimsError(what, mend, advice, f"The folder is no workspace: it has no {SETTINGS}.")
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unread(path, f"cannot be read: {error}", f'Write in it one line: database = "{DATABASE}".') from None
    unknown = sorted(set(said) - {"database"})
    if unknown:
        raise _unread(path, f"has a setting that is not known: {', '.join(unknown)}", "There is one: database.")
    database = said.get("database", DATABASE)
    if not isinstance(database, str) or not database:
        raise _unread(path, "names no database", f'Write: database = "{DATABASE}".')
    return Settings(database)


def _unread(path: Path, what: str, mend: str) -> AimsError:
    """Return what is said of settings that cannot be used; a page, whose visitor has no business with the folder, names the file alone."""
    return AimsError(f"{path} {what}.", mend, shown=f"The workspace's {path.name} {what}.")


def settings_text(database: str) -> bytes:
    """Return what ``workspace.toml`` says of a database."""
    # A text in quotation marks is escaped in TOML as it is in JSON.
    return _SETTINGS.format(database=json.dumps(database, ensure_ascii=False)).encode()


def make_folder(folder: Path, organisation: str, database: str) -> None:
    """Make the folder with what a person needs to understand it."""
    for part in ("evidence", "content/ontology", "content/mappings"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "README.md", _README.format(organisation=organisation).encode())
    write_atomic(folder / SETTINGS, settings_text(database))


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside the one wanted, which takes its place when all is done: it is there whole, or not at all.

    In an empty folder that is there already the parts are put one by one; who is killed meanwhile leaves some, and no workspace.

    Raises:
        AimsError: if something is there already, or nothing can be made there.
    """
    # The folder one is in has a name, too.
    folder = folder if folder.name else folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AimsError(f"{folder} is not empty: nothing is written over it.", "Name a new folder, or an empty one.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-in-the-making-")
    except OSError as error:
        why = f"{folder} cannot be made: {error.strerror or error}."
        raise AimsError(why, "Name a folder in a place where you may write.") from None
    with beside as room:
        made = Path(room) / folder.name
        made.mkdir()
        yield made
        if not folder.exists():
            made.rename(folder)
            return
        # Somebody may stand in it, so it stays; what makes it a workspace comes last.
        moved: list[Path] = []
        try:
            for part in sorted(made.iterdir(), key=lambda p: (p.name == SETTINGS, p.name)):
                moved.append(part.rename(folder / part.name))
        except OSError as error:
            for part in moved:
                part.rename(made / part.name)
            raise AimsError(f"{folder} cannot be filled: {error.strerror or error}.", "Name a new folder.") from None


def asked_for(named: str | Path | None = None) -> Path | None:
    """Return the folder that an option or ``AIMS_GRAPH_WORKSPACE`` names; ``None`` if neither does."""
    text = str(named or os.environ.get(VARIABLE, ""))
    return Path(text) if text else None
